//! What a store holds for a situation report.

use super::compose::{Change, Cited, Correction, Happening, Locality, Material, Quarrel, Series, Told};
use record::toll::Standing;
use std::collections::BTreeMap;
use store::{DisputeView, Filter, IncidentView, SourceView, Store, TollView, Where};

/// Gathers what the filter lets through.
///
/// # Errors
/// Where the store cannot be read.
pub fn material(store: &mut Store, filter: &Filter) -> Result<Material, store::Error> {
    let tolls = store.tolls(filter)?;
    let incidents = store.incidents(filter)?.into_iter().map(|i| happening(i, &tolls)).collect();
    let running = tolls.iter().filter(|t| t.cumulative).map(series).collect();
    let disputes = store.disputes(filter)?.into_iter().map(quarrel).collect();
    let (place, radius_km) = match &filter.place {
        Some(Where::Named(name)) => (Some(name.clone()), None),
        Some(Where::Near(name, km)) => (Some(name.clone()), Some(*km)),
        Some(Where::Around(lat, lon, km)) => (Some(format!("{lat}, {lon}")), Some(*km)),
        None => (None, None),
    };
    let mut material = Material {
        program: concat!("depeche ", env!("CARGO_PKG_VERSION")).to_string(),
        place,
        radius_km,
        since: filter.since,
        until: filter.until,
        incidents,
        running,
        disputes,
        corrections: Vec::new(),
        reports: BTreeMap::new(),
    };
    cite(store, filter, &mut material)?;
    Ok(material)
}

/// Adds the reports that are cited, and those of the period that no longer stand as they were.
fn cite(store: &Store, filter: &Filter, material: &mut Material) -> Result<(), store::Error> {
    let period = Filter { since: filter.since, until: filter.until, ..Filter::default() };
    let cited: Vec<String> = {
        let incidents = material.incidents.iter().flat_map(|i| i.reports.iter().chain(of_tolls(&i.tolls)));
        let disputes = material.disputes.iter().flat_map(|d| d.sides.iter().map(|side| &side.1));
        incidents.chain(of_tolls(&material.running)).chain(disputes).cloned().collect()
    };
    let mut wanted: std::collections::BTreeSet<String> = cited.into_iter().collect();
    for view in store.reports(&period)?.into_iter().filter(|v| !v.current) {
        let versions = store.versions(&view.report.id)?;
        let last = versions.iter().map(|v| v.report.version).max().unwrap_or(view.report.version);
        let withdrawn = versions.iter().any(|v| v.report.withdrawn && v.report.version == last);
        let told = material.corrections.iter().any(|c| c.report == view.report.id);
        let mine = filter.place.is_none() || wanted.contains(&view.report.id);
        if told || !mine {
            continue;
        }
        let change = match () {
            () if withdrawn => Change::Withdrawn,
            () if view.report.version < last => Change::Superseded(view.report.version, last),
            () => Change::Replaced,
        };
        wanted.insert(view.report.id.clone());
        material.corrections.push(Correction { report: view.report.id, change });
    }
    for id in wanted {
        if let Some(view) = store.versions(&id)?.pop() {
            let r = view.report;
            material.reports.insert(id, Cited { outlet: r.outlet, title: r.title, published: r.published, url: r.url });
        }
    }
    Ok(())
}

fn of_tolls(tolls: &[Series]) -> impl Iterator<Item = &String> {
    tolls.iter().flat_map(|t| t.points.iter().map(|p| &p.report))
}

fn happening(incident: IncidentView, tolls: &[TollView]) -> Happening {
    let place = incident.place.map(|place| Locality {
        name: place.name,
        kind: place.kind,
        point: place.point,
        within_km: incident.within_km.or(place.within_km),
    });
    Happening {
        tolls: tolls.iter().filter(|t| t.incident.as_deref() == Some(&incident.id)).map(series).collect(),
        kind: incident.kind,
        mode: incident.mode,
        reality: incident.reality,
        operation: incident.operation,
        part_of: incident.part_of,
        from: incident.from,
        until: incident.until,
        place,
        actors: incident.actors.into_iter().map(|p| p.name).collect(),
        recipients: incident.recipients.into_iter().map(|p| p.name).collect(),
        sources: incident.sources.len(),
        reports: incident.reports,
        reviewed: incident.review.is_settled(),
        id: incident.id,
    }
}

fn series(toll: &TollView) -> Series {
    Series {
        id: toll.id.clone(),
        measure: toll.measure,
        unit: toll.unit,
        who: toll.who.as_ref().map(|p| p.name.clone()),
        status: toll.status,
        place: toll.place.as_ref().map(|p| p.name.clone()),
        since: toll.since,
        until: toll.until,
        min: toll.min,
        max: toll.max,
        points: (toll.points.iter().filter(|p| p.standing != Standing::Copy))
            .map(|p| Told {
                report: p.report.clone(),
                source: named(&p.source),
                published: p.published,
                min: p.min,
                max: p.max,
                exactness: p.exactness,
                current: p.standing == Standing::Current,
            })
            .collect(),
    }
}

fn quarrel(dispute: DisputeView) -> Quarrel {
    Quarrel {
        id: dispute.id,
        kind: dispute.kind,
        incident: dispute.incident,
        sides: dispute.sides.into_iter().map(|side| (named(&side.source), side.report, side.words)).collect(),
    }
}

/// The name of a source that is not the report itself.
fn named(source: &SourceView) -> Option<String> {
    match source {
        SourceView::Party(party) => Some(party.name.clone()),
        SourceView::Report(..) => None,
    }
}
