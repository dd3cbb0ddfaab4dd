//! The published records of the chronicle (docs/chronicle.md): the only place that knows their field names. And the same as
//! rows of a table.

use record::review::{Decision, Verdict};
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::Write;
use store::{
    ActorView, ChangeView, Counts, DisputeView, IncidentView, PlaceCount, PlaceView, PointView, ReasonView, ReportView,
    ReviewView, SideView, SourceRecord, SourceView, StatementView, TollView,
};

/// A record and how its rows are made: each element of the list called `spread` gets a row of its own.
pub trait Published {
    /// The published shape.
    fn record(&self) -> Value;
    /// A list whose elements are rows.
    const SPREAD: Option<&'static str> = None;
}

#[derive(Serialize)]
struct Place<'a> {
    name: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    within_km: Option<f64>,
    country: Option<&'a str>,
    admin1: Option<&'a str>,
}

impl<'a> Place<'a> {
    fn of(place: &'a PlaceView, within_km: Option<f64>) -> Place<'a> {
        Place {
            name: &place.name,
            lat: place.point.map(|p| p.0),
            lon: place.point.map(|p| p.1),
            within_km: within_km.or(place.within_km),
            country: place.country.as_deref(),
            admin1: place.admin1.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct EventOf<'a> {
    report: &'a str,
    event: String,
    score: f64,
    words: &'a str,
    copy_of: Option<&'a str>,
}

impl Published for IncidentView {
    fn record(&self) -> Value {
        #[derive(Serialize)]
        struct Incident<'a> {
            id: &'a str,
            #[serde(rename = "type")]
            kind: &'a str,
            types: Vec<&'a str>,
            mode: Option<&'a str>,
            reality: &'a str,
            from: Option<String>,
            until: Option<String>,
            place: Option<Place<'a>>,
            actors: Vec<&'a str>,
            recipients: Vec<&'a str>,
            events: Vec<EventOf<'a>>,
            reports: &'a [String],
            sources: usize,
            source_names: Vec<&'a str>,
            tolls: &'a [String],
            disputes: &'a [String],
            operation: bool,
            part_of: Option<&'a str>,
            review: &'a str,
            grade: Option<&'a str>,
            corrected: Map<String, Value>,
            newer_reports: &'a [String],
            decisions: Vec<Value>,
        }
        json(&Incident {
            id: &self.id,
            kind: self.kind.name(),
            types: self.kinds.iter().map(|k| k.name()).collect(),
            mode: self.mode.as_deref(),
            reality: self.reality.name(),
            from: self.from.map(|d| d.to_string()),
            until: self.until.map(|d| d.to_string()),
            place: self.place.as_ref().map(|p| Place::of(p, self.within_km)),
            actors: self.actors.iter().map(|p| p.name.as_str()).collect(),
            recipients: self.recipients.iter().map(|p| p.name.as_str()).collect(),
            events: (self.events.iter())
                .map(|e| EventOf {
                    report: &e.report,
                    event: format!("e{}", e.event + 1),
                    score: short(e.score),
                    words: &e.words,
                    copy_of: e.copy_of.as_deref(),
                })
                .collect(),
            reports: &self.reports,
            sources: self.sources.len(),
            source_names: self.sources.iter().map(SourceView::name).collect(),
            tolls: &self.tolls,
            disputes: &self.disputes,
            operation: self.operation,
            part_of: self.part_of.as_deref(),
            review: self.review.state.name(),
            grade: self.review.grade.map(|grade| grade.name()),
            corrected: corrected(&self.review),
            newer_reports: &self.review.newer,
            decisions: decisions(&self.review),
        })
    }
}

impl Published for TollView {
    const SPREAD: Option<&'static str> = Some("points");

    fn record(&self) -> Value {
        #[derive(Serialize)]
        struct Toll<'a> {
            id: &'a str,
            measure: &'a str,
            unit: &'a str,
            who: Option<&'a str>,
            status: &'a str,
            class: Option<&'a str>,
            place: Option<&'a str>,
            incident: Option<&'a str>,
            cumulative: bool,
            since: Option<String>,
            until: Option<String>,
            min: Option<f64>,
            max: Option<f64>,
            best: Option<f64>,
            points: Vec<Value>,
            review: &'a str,
            corrected: Map<String, Value>,
            newer_reports: &'a [String],
            decisions: Vec<Value>,
        }
        json(&Toll {
            id: &self.id,
            measure: self.measure.name(),
            unit: self.unit.name(),
            who: self.who.as_ref().map(|p| p.name.as_str()),
            status: self.status.name(),
            class: self.class.as_deref(),
            place: self.place.as_ref().map(|p| p.name.as_str()),
            incident: self.incident.as_deref(),
            cumulative: self.cumulative,
            since: self.since.map(|d| d.to_string()),
            until: self.until.map(|d| d.to_string()),
            min: self.min,
            max: self.max,
            best: self.best,
            points: self.points.iter().map(point).collect(),
            review: self.review.state.name(),
            corrected: corrected(&self.review),
            newer_reports: &self.review.newer,
            decisions: decisions(&self.review),
        })
    }
}

/// A point of a toll.
pub(super) fn point(point: &PointView) -> Value {
    use record::toll::Standing;
    #[derive(Serialize)]
    struct Point<'a> {
        report: &'a str,
        figure: String,
        source: &'a str,
        published: Option<String>,
        min: Option<f64>,
        max: Option<f64>,
        best: Option<f64>,
        exactness: &'a str,
        words: &'a str,
        superseded: bool,
        standing: &'a str,
    }
    json(&Point {
        report: &point.report,
        figure: format!("f{}", point.figure + 1),
        source: point.source.name(),
        published: point.published.map(|d| d.to_string()),
        min: point.min,
        max: point.max,
        best: point.best,
        exactness: point.exactness.name(),
        words: &point.words,
        superseded: point.standing == Standing::Superseded,
        standing: point.standing.name(),
    })
}

impl Published for DisputeView {
    const SPREAD: Option<&'static str> = Some("sides");

    fn record(&self) -> Value {
        #[derive(Serialize)]
        struct Dispute<'a> {
            id: &'a str,
            kind: &'a str,
            incident: Option<&'a str>,
            strength: f64,
            reason: String,
            sides: Vec<Value>,
            review: &'a str,
            newer_reports: &'a [String],
            decisions: Vec<Value>,
        }
        json(&Dispute {
            id: &self.id,
            kind: self.kind.name(),
            incident: self.incident.as_deref(),
            strength: short(self.strength),
            reason: reason(&self.reason),
            sides: self.sides.iter().map(side).collect(),
            review: self.review.state.name(),
            newer_reports: &self.review.newer,
            decisions: decisions(&self.review),
        })
    }
}

fn side(side: &SideView) -> Value {
    #[derive(Serialize)]
    struct Side<'a> {
        source: &'a str,
        report: &'a str,
        claim: Option<String>,
        words: &'a str,
        published: Option<String>,
        event: Option<String>,
        figure: Option<String>,
    }
    json(&Side {
        source: side.source.name(),
        report: &side.report,
        claim: side.claim.map(|n| format!("c{}", n + 1)),
        words: &side.words,
        published: side.published.map(|d| d.to_string()),
        event: side.event.map(|n| format!("e{}", n + 1)),
        figure: side.figure.map(|n| format!("f{}", n + 1)),
    })
}

/// Corrected fields: shown beside what was read, in whose place nothing is put.
fn corrected(review: &ReviewView) -> Map<String, Value> {
    review.corrected.iter().map(|(field, value)| (field.name().to_string(), value.clone().into())).collect()
}

/// The decisions in force: who, when, and what.
fn decisions(review: &ReviewView) -> Vec<Value> {
    let published = |d: &Decision| serde_json::json!({"number": d.number, "at": d.at.to_string(), "by": d.by, "decision": decision(&d.verdict)});
    review.decisions.iter().map(published).collect()
}

/// A decision in words.
pub fn decision(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Split(others) => format!("split from {} others", others.len()),
        Verdict::Merge(other) => format!("merge with {}", store::incident_id(*other)),
        other => format!("{} {}", other.verb(), other.content()).trim_end().to_string(),
    }
}

/// A reason in words.
pub fn reason(reason: &ReasonView) -> String {
    match reason {
        ReasonView::Numbers(low, high) => format!("the numbers do not meet: at most {low}, at least {high}"),
        ReasonView::Denied => "one says that it happened, another that it did not".to_string(),
        ReasonView::Perpetrators(a, b) => format!("it is laid to {} and to {}", a.name, b.name),
        ReasonView::Apart(km) => format!("the places lie {km:.0} km apart"),
        ReasonView::Days(days) => format!("the days lie {days} apart"),
        ReasonView::Over => "one says that it is over, another that it goes on or that it is not so".to_string(),
    }
}

impl Published for ReportView {
    fn record(&self) -> Value {
        let r = &self.report;
        serde_json::json!({
            "id": r.id, "version": r.version, "status": if r.withdrawn { "canceled" } else { "usable" },
            "replaces": r.replaces, "published": r.published.map(|d| d.to_string()), "language": r.language,
            "outlet": r.outlet, "agency": r.agency, "title": r.title, "url": r.url, "current": self.current,
            "copy_of": self.copy_of, "sha256": self.sha256, "made_by": self.made_by,
        })
    }
}

impl Published for ActorView {
    fn record(&self) -> Value {
        let bodies: Vec<Value> = (self.member_of.iter())
            .map(|(body, since)| serde_json::json!({"name": body.name, "since": since.map(|d| d.to_string())}))
            .collect();
        serde_json::json!({
            "key": self.party.key, "name": self.party.name, "kind": self.party.kind.name(), "country": self.party.country,
            "names": self.names, "reports": self.reports, "incidents": self.incidents, "first": self.first.map(|d| d.to_string()),
            "last": self.last.map(|d| d.to_string()), "member_of": bodies,
        })
    }
}

impl Published for PlaceCount {
    fn record(&self) -> Value {
        let p = &self.place;
        serde_json::json!({
            "key": p.key, "name": p.name, "kind": p.kind.name(), "country": p.country, "admin1": p.admin1,
            "lat": p.point.map(|p| p.0), "lon": p.point.map(|p| p.1), "within_km": p.within_km, "names": self.names,
            "reports": self.reports, "incidents": self.incidents,
        })
    }
}

impl Published for SourceRecord {
    const SPREAD: Option<&'static str> = Some("statements");

    fn record(&self) -> Value {
        let statements: Vec<Value> = self.statements.iter().map(statement).collect();
        serde_json::json!({"source": self.name, "subjects": self.subjects, "statements": statements})
    }
}

fn statement(said: &StatementView) -> Value {
    let contradicted: Vec<Value> = (said.contradicted.iter())
        .map(|(dispute, kind, by)| serde_json::json!({"dispute": dispute, "kind": kind.name(), "by": by}))
        .collect();
    serde_json::json!({
        "published": said.published.map(|d| d.to_string()), "report": said.report,
        "claim": said.claim.map(|n| format!("c{}", n + 1)), "act": said.act.name(), "words": said.words,
        "incident": said.incident, "superseded": said.superseded, "contradicted": contradicted,
    })
}

impl Published for ChangeView {
    fn record(&self) -> Value {
        serde_json::json!({"at": self.at, "report": self.report, "words": self.words})
    }
}

impl Published for Counts {
    fn record(&self) -> Value {
        let published = self.published.map(|(first, last)| [first.to_string(), last.to_string()]);
        serde_json::json!({
            "reports": self.reports, "current": self.current, "copies": self.copies, "events": self.events,
            "incidents": self.incidents, "tolls": self.tolls, "disputes": self.disputes, "parties": self.parties,
            "places": self.places, "published": published, "rebuilding": self.rebuilding,
        })
    }
}

fn json(record: &impl Serialize) -> Value {
    serde_json::to_value(record).expect("a record holds nothing that JSON cannot")
}

pub(super) fn short(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

/// Writes records as a table with a header: nested fields get names with a dot, lists of words are joined by "; ", and where
/// the record has parts (points, sides) each has a row.
///
/// # Errors
/// Where the output cannot be written.
pub fn csv<T: Published>(records: &[T], out: impl Write) -> anyhow::Result<()> {
    let mut rows: Vec<Vec<(String, String)>> = Vec::new();
    for record in records {
        let Value::Object(mut fields) = record.record() else { continue };
        let parts = match T::SPREAD.and_then(|name| fields.remove(name).map(|list| (name, list))) {
            Some((name, Value::Array(list))) if !list.is_empty() => list.into_iter().map(|p| Some((name, p))).collect(),
            _ => vec![None],
        };
        for part in parts {
            let mut row = Vec::new();
            flatten(&mut row, "", &fields);
            if let Some((name, Value::Object(part))) = part {
                flatten(&mut row, &format!("{}.", name.trim_end_matches('s')), &part);
            }
            rows.push(row);
        }
    }
    // Records of one kind have the same fields, but for what is null as a whole: the longest row has them all.
    let mut header: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flatten() {
        if !header.contains(&name.as_str()) {
            header.push(name);
        }
    }
    let mut table = csv::Writer::from_writer(out);
    if !header.is_empty() {
        table.write_record(&header)?;
    }
    for row in &rows {
        let cell = |name: &&str| row.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
        table.write_record(header.iter().map(cell))?;
    }
    table.flush()?;
    Ok(())
}

fn flatten(row: &mut Vec<(String, String)>, prefix: &str, fields: &Map<String, Value>) {
    for (name, value) in fields {
        match value {
            Value::Object(inner) => flatten(row, &format!("{prefix}{name}."), inner),
            Value::Null => row.push((format!("{prefix}{name}"), String::new())),
            Value::String(text) => row.push((format!("{prefix}{name}"), text.clone())),
            Value::Array(list) => {
                let words = list.iter().map(|v| match v {
                    Value::String(text) => text.clone(),
                    Value::Object(part) => ["report", "event", "name"]
                        .iter()
                        .filter_map(|key| part.get(*key).and_then(Value::as_str))
                        .collect::<Vec<_>>()
                        .join("/"),
                    other => other.to_string(),
                });
                row.push((format!("{prefix}{name}"), words.collect::<Vec<_>>().join("; ")));
            }
            other => row.push((format!("{prefix}{name}"), other.to_string())),
        }
    }
}
