//! A table with HXL 1.1 hashtags in its second row: incidents and running totals, with how many were killed, injured, missing,
//! abducted, detained and displaced, lowest, to quote and highest.

use super::case::Tables;
use super::{Coded, case, total, trail};
use claims::Measure;
use store::CaseView;

/// Names and hashtags of what comes before the numbers.
const BEFORE: [(&str, &str); 14] = [
    ("event_type", "#event+type"),
    ("mode", "#event+type+mode"),
    ("reality", "#event+status"),
    ("date_start", "#date+start"),
    ("date_end", "#date+end"),
    ("country", "#country+name"),
    ("iso3", "#country+code+v_iso3"),
    ("admin1", "#adm1+name"),
    ("location", "#loc+name"),
    ("latitude", "#geo+lat"),
    ("longitude", "#geo+lon"),
    ("within_km", "#geo+precision"),
    ("party_1", "#group+name+first"),
    ("party_2", "#group+name+second"),
];

/// Measures, with their names and hashtags.
const MEASURES: [(Measure, &str, &str); 6] = [
    (Measure::Killed, "killed", "#affected+killed"),
    (Measure::Wounded, "injured", "#affected+injured"),
    (Measure::Missing, "missing", "#affected+missing"),
    (Measure::Abducted, "abducted", "#affected+abducted"),
    (Measure::Detained, "detained", "#affected+detained"),
    (Measure::Displaced, "displaced", "#affected+displaced"),
];

/// The names of the columns.
pub(super) fn header() -> Vec<String> {
    let numbers = MEASURES.iter().flat_map(|(_, name, _)| ["min", "best", "max"].map(|of| format!("{name}_{of}")));
    let before = BEFORE.iter().map(|(name, _)| name.to_string());
    before.chain(numbers).chain(["cumulative".to_string()]).chain(trail::names().map(str::to_string)).collect()
}

/// The hashtags under them.
pub(super) fn hashtags() -> Vec<String> {
    let numbers = MEASURES.iter().flat_map(|(_, _, tag)| ["min", "best", "max"].map(|of| format!("{tag}+ind+{of}")));
    let before = BEFORE.iter().map(|(_, tag)| tag.to_string());
    before
        .chain(numbers)
        .chain(["#indicator+cumulative".to_string()])
        .chain(trail::hashtags().map(str::to_string))
        .collect()
}

/// The row of a case.
pub(super) fn code(case: &CaseView, tables: &Tables) -> Coded {
    match case.incident {
        Some(_) => Ok(vec![incident(case, tables)?]),
        None => running(case, tables),
    }
}

fn incident(case: &CaseView, tables: &Tables) -> Result<Vec<String>, &'static str> {
    let incident = case::fact(case)?;
    let place = incident.place.as_ref();
    let names = |parties: &[store::PartyView]| parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("; ");
    let mut row = vec![
        incident.kind.name().to_string(),
        incident.mode.clone().unwrap_or_default(),
        incident.reality.name().to_string(),
        incident.from.map_or(String::new(), |d| d.to_string()),
        incident.until.map_or(String::new(), |d| d.to_string()),
    ];
    row.extend(where_(place, incident.within_km, tables));
    row.extend([names(&incident.actors), names(&incident.recipients)]);
    for (measure, ..) in MEASURES {
        let total = total::of(case, measure);
        row.extend(total.map_or_else(Default::default, |t| [t.low, t.best, t.high].map(|n| n.to_string())));
    }
    row.push(String::new());
    row.extend(trail::values(case));
    Ok(row)
}

/// Each running total of persons has a row of its own: they are never added up.
fn running(case: &CaseView, tables: &Tables) -> Coded {
    let mut rows = Vec::new();
    for toll in case.tolls.iter().filter(|toll| toll.unit == claims::Unit::Persons && toll.class.is_none()) {
        let Some(column) = MEASURES.iter().position(|(measure, ..)| *measure == toll.measure) else { continue };
        let mut row = vec![
            String::new(),
            String::new(),
            String::new(),
            toll.since.map_or(String::new(), |d| d.to_string()),
            toll.until.map_or(String::new(), |d| d.to_string()),
        ];
        row.extend(where_(toll.place.as_ref(), None, tables));
        row.extend([String::new(), toll.who.as_ref().map_or(String::new(), |party| party.name.clone())]);
        for n in 0..MEASURES.len() {
            let numbers = if n == column { [toll.min, toll.best, toll.max] } else { [None; 3] };
            row.extend(numbers.map(|n| n.map_or(String::new(), |n| n.to_string())));
        }
        row.push("yes".to_string());
        let gives = |r: &&store::ReportView| toll.points.iter().any(|point| point.report == r.report.id);
        let reports = case.reports.iter().filter(gives).cloned().collect();
        let one = CaseView { incident: None, tolls: vec![toll.clone()], disputes: Vec::new(), reports };
        row.extend(trail::values(&one));
        rows.push(row);
    }
    if rows.is_empty() { Err("no measure of people that HXL has") } else { Ok(rows) }
}

/// Country, division, place and point.
fn where_(place: Option<&store::PlaceView>, within_km: Option<f64>, tables: &Tables) -> [String; 7] {
    let Some(place) = place else { return Default::default() };
    let country = place.country.clone().unwrap_or_default();
    let degrees = |of: fn((f64, f64)) -> f64| place.point.map_or(String::new(), |point| format!("{:.4}", of(point)));
    [
        tables.nations.get(&country).map_or("", |nation| nation.name).to_string(),
        country,
        place.admin1.clone().unwrap_or_default(),
        place.name.clone(),
        degrees(|point| point.0),
        degrees(|point| point.1),
        within_km.or(place.within_km).map_or(String::new(), |km| km.to_string()),
    ]
}
