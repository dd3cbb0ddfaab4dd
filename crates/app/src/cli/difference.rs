//! What changed between two states of the chronicle, in words: `depeche rebuild --diff`.

use crate::export::chronicle::Published;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::{Filter, Store};

/// Records as they are published, by kind and id.
pub(super) type Records = BTreeMap<(&'static str, String), String>;

/// Parts of a record that are known by these of their fields, the first that they have.
const PART_NAMES: [&[&str]; 3] = [&["report", "event"], &["report", "figure"], &["report", "claim"]];

/// All incidents, tolls and disputes.
pub(super) fn records(store: &mut Store) -> anyhow::Result<Records> {
    let all = Filter::default();
    let mut records = Records::new();
    let mut put = |kind, id: &str, record: Value| _ = records.insert((kind, id.to_string()), record.to_string());
    store.incidents(&all)?.iter().for_each(|i| put("incident", &i.id, i.record()));
    store.tolls(&all)?.iter().for_each(|t| put("toll", &t.id, t.record()));
    store.disputes(&all)?.iter().for_each(|d| put("dispute", &d.id, d.record()));
    Ok(records)
}

/// The differences, a line a record and under it a line a field; then how many stay as they were.
pub(super) fn describe(before: &Records, after: &Records) -> String {
    let mut out = String::new();
    let mut same = 0;
    let ids: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for key in ids {
        let (old, new) = (before.get(key), after.get(key));
        let (sign, shown) = match (old, new) {
            (Some(old), Some(new)) if old == new => {
                same += 1;
                continue;
            }
            (Some(_), Some(new)) => ('~', new),
            (None, Some(new)) => ('+', new),
            (Some(old), None) => ('-', old),
            (None, None) => continue,
        };
        out.push_str(&format!("{sign} {} {}  {}\n", key.0, key.1, title(&fields(shown))));
        if let (Some(old), Some(new)) = (old, new) {
            changes(&fields(old), &fields(new)).iter().for_each(|line| out.push_str(&format!("    {line}\n")));
        }
    }
    out + &format!("{same} records stay as they were\n")
}

fn fields(record: &str) -> Map<String, Value> {
    serde_json::from_str(record).unwrap_or_default()
}

/// What a record is about, on a line.
fn title(record: &Map<String, Value>) -> String {
    let parts = ["type", "measure", "kind", "who", "place", "from", "since", "best", "reason"];
    let words = parts.iter().filter_map(|name| record.get(*name)).filter(|value| !value.is_null()).map(words);
    words.collect::<Vec<_>>().join(" · ")
}

/// The fields that differ: old → new, or the parts that came and went.
fn changes(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<String> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let of = |record: &Map<String, Value>, name: &str| record.get(name).cloned().unwrap_or_default();
    let differ = names.into_iter().map(|name| (name, of(old, name), of(new, name))).filter(|(_, old, new)| old != new);
    differ.filter_map(|(name, old, new)| change(name, &old, &new)).collect()
}

fn change(name: &str, old: &Value, new: &Value) -> Option<String> {
    let (Value::Array(old), Value::Array(new)) = (old, new) else {
        return Some(format!("{name}: {} → {}", words(old), words(new)));
    };
    let (was, is): (BTreeSet<String>, BTreeSet<String>) =
        (old.iter().map(words).collect(), new.iter().map(words).collect());
    let gone = was.difference(&is).map(|part| format!("−{part}"));
    let came = is.difference(&was).map(|part| format!("+{part}"));
    let parts: Vec<String> = gone.chain(came).collect();
    if parts.is_empty() {
        let differ = old.iter().zip(new).filter(|(old, new)| old != new).count();
        return Some(format!("{name}: {differ} in another order, or with other words or scores"));
    }
    Some(format!("{name}: {}", parts.join(", ")))
}

/// A value in words: a place by its name, a part by its report and its place there.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "unknown".to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            let part = PART_NAMES.iter().find_map(|names| names.iter().map(|n| text(n)).collect::<Option<Vec<_>>>());
            match (part, text("name").or_else(|| text("report"))) {
                (Some(part), _) => part.join("/"),
                (None, Some(name)) => name.to_string(),
                (None, None) => value.to_string(),
            }
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn one(id: &str, record: Value) -> Records {
        Records::from([(("toll", id.to_string()), record.to_string())])
    }

    #[test]
    fn changes_are_told_field_by_field() {
        let before = json!({"measure": "killed", "best": 4, "place": {"name": "Belis"}, "points": [{"report": "r1", "figure": "f1"}]});
        let after = json!({"measure": "killed", "best": 11, "place": null,
            "points": [{"report": "r1", "figure": "f1"}, {"report": "r2", "figure": "f3"}]});
        for (old, new, expected) in [
            (one("t1", before.clone()), one("t1", before.clone()), "1 records stay as they were\n"),
            (
                one("t1", before.clone()),
                one("t1", after.clone()),
                "~ toll t1  killed · 11\n    best: 4 → 11\n    place: Belis → unknown\n    points: +r2/f3\n0 records stay as they were\n",
            ),
            (Records::new(), one("t1", after), "+ toll t1  killed · 11\n0 records stay as they were\n"),
            (one("t1", before), Records::new(), "- toll t1  killed · Belis · 4\n0 records stay as they were\n"),
        ] {
            assert_eq!(describe(&old, &new), expected);
        }
    }
}
