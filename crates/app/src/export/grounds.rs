//! What records of the chronicle rest on, as published: the record, and its grounds beside it.

use super::chronicle::{Published, point, short};
use record::dispute::DisputeKind;
use serde_json::{Value, json};
use store::{DisputeGrounds, IncidentGrounds, PointGrounds, TollGrounds};

/// The rule by which an incident's value of a field is chosen among those told.
pub fn rule_of_field(field: &str) -> &'static str {
    match field {
        "type" => "that of most reports",
        "reality" => "that of the event which leads",
        "days" => "of those told most exactly, those of most reports; from first to last for an operation",
        "place" => "of the most exact, that of most reports",
        _ => "all, those of most reports first",
    }
}

/// The rule that makes a dispute, and its strength.
pub fn rule_of_dispute(kind: DisputeKind) -> &'static str {
    match kind {
        DisputeKind::Number => {
            "What two independent sources say last in one series does not meet. Strength: 1 − lower ÷ higher."
        }
        DisputeKind::Denial => {
            "One asserts the event; another, who is not said to have done it, denies it. Strength: their certainties, multiplied."
        }
        DisputeKind::Perpetrator => {
            "The accused denies it or names another, or one owns up to what others lay to somebody else. Strength: their certainties, multiplied."
        }
        DisputeKind::Place => {
            "Two named sources tell towns further apart than both are vague. Strength: 1 − vagueness ÷ distance."
        }
        DisputeKind::Time => "Two named sources tell days that do not meet. Strength: days ÷ (days + 2).",
        DisputeKind::Over => {
            "One says that it has ended; another, on that day or in the two weeks after, that it goes on. Strength: their certainties, multiplied."
        }
    }
}

/// Why a point stands or not, in words.
pub fn because(grounds: &PointGrounds) -> String {
    match grounds {
        PointGrounds::Last => "stands, what the source says last".to_string(),
        PointGrounds::SupersededBy(Some(later)) => format!("superseded by {later} of the same source"),
        PointGrounds::SupersededBy(None) => "superseded by the same source".to_string(),
        PointGrounds::CopyOf(Some(first)) => format!("a copy of {first}, counted once"),
        PointGrounds::CopyOf(None) => "a copy, counted once".to_string(),
    }
}

fn weights(grounds: &[(record::same::Ground, f64)]) -> Value {
    grounds.iter().map(|(ground, weight)| (ground.name().to_string(), json!(short(*weight)))).collect()
}

/// An incident and its grounds.
pub fn incident(found: &IncidentGrounds) -> Value {
    let members = found.incident.events.iter().zip(&found.members);
    let members: Vec<Value> = members
        .map(|(event, grounds)| {
            json!({"report": event.report, "event": format!("e{}", event.event + 1), "score": short(event.score),
                "follows": grounds.follows, "united": grounds.united, "grounds": weights(&grounds.grounds),
                "copy_of": event.copy_of})
        })
        .collect();
    let told: Vec<Value> = (found.told.iter())
        .map(|t| json!({"field": t.field, "value": t.value, "reports": t.reports, "assumed": t.assumed}))
        .collect();
    let kept_out: Vec<Value> = (found.nearest.iter())
        .map(|o| {
            json!({"event": o.event, "incident": o.incident, "why": o.why.name(), "score": short(o.likeness.score),
                "grounds": weights(&o.likeness.grounds), "words": o.words})
        })
        .collect();
    let names = |parties: &[store::PartyView]| parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>();
    let accused: Vec<Value> =
        (found.grade.accused.iter()).map(|(party, sources)| json!({"name": party.name, "sources": sources})).collect();
    let grade = json!({"sources": found.grade.sources, "accused": accused, "owned_up": names(&found.grade.owned_up),
        "disowned": names(&found.grade.disowned)});
    json!({"incident": found.incident.record(), "members": members, "told": told, "kept_out": kept_out,
        "for_a_grade": grade})
}

/// A toll and its grounds; `rules` are those that read its figures, by `REPORT/f1`.
pub fn toll(found: &TollGrounds, rules: &dyn Fn(&str) -> Option<String>) -> Value {
    let points: Vec<Value> = (found.toll.points.iter().zip(&found.points))
        .map(|(p, grounds)| {
            let rule = rules(&format!("{}/f{}", p.report, p.figure + 1));
            json!({"point": point(p), "because": because(grounds), "rule": rule})
        })
        .collect();
    let given: Vec<Value> = (found.given.iter())
        .map(|(number, sources)| json!({"number": number, "sources": sources.iter().map(|s| s.name()).collect::<Vec<_>>()}))
        .collect();
    let left_out: Vec<Value> =
        found.left_out.iter().map(|(p, why)| json!({"point": point(p), "why": why.name()})).collect();
    json!({"toll": found.toll.record(), "points": points, "given": given, "left_out": left_out})
}

/// A dispute and its grounds.
pub fn dispute(found: &DisputeGrounds) -> Value {
    let others: Vec<Value> = (found.others.iter())
        .map(|a| json!({"record": a.record, "source": a.source.name(), "words": a.words, "why": a.why.name()}))
        .collect();
    json!({"dispute": found.dispute.record(), "rule": rule_of_dispute(found.dispute.kind), "others": others})
}
