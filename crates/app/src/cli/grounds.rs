//! `depeche explain ID`: what a record of the store rests on.

use super::Outcome;
use super::explain::explain;
use super::rebuild::{as_ingested, is_given};
use crate::export::chronicle::Published;
use crate::export::grounds as export;
use crate::page::chronicle::reports;
use crate::page::{Style, grounds as page};
use crate::reader::{Options, Own, Reader};
use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Write;
use store::{Store, TollGrounds};

/// Whether an argument has the shape of an id of the store: i…, t… or d… and thirteen digits.
pub(super) fn is_id(argument: &str) -> bool {
    let rest = argument.strip_prefix(['i', 't', 'd']);
    rest.is_some_and(|rest| rest.len() == 13 && rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase()))
}

/// Prints what the record of an id rests on.
pub(super) fn print(store: &mut Store, id: &str, as_json: bool) -> anyhow::Result<Outcome> {
    let missing = || format!("{id}: the store has no such record");
    let style = Style::of_stdout();
    let (page, record) = match &id[..1] {
        "t" => {
            let found = store.toll_grounds(id)?.with_context(missing)?;
            let rules = rules(store, &found)?;
            let rule = |id: &str| rules.get(id).cloned();
            (page::toll(&found, &rule, style), export::toll(&found, &rule))
        }
        "d" => {
            let found = store.dispute_grounds(id)?.with_context(missing)?;
            (page::dispute(&found, style), export::dispute(&found))
        }
        _ => {
            let found = store.incident_grounds(id)?.with_context(missing)?;
            (page::incident(&found, style), export::incident(&found))
        }
    };
    write(&if as_json { format!("{record:#}\n") } else { page })
}

/// Prints a text. A reader that has gone away is an error, not a panic.
fn write(text: &str) -> anyhow::Result<Outcome> {
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Outcome::Complete)
}

/// Prints a report as it is kept: its versions, and the text of the latest. Whether there is one of that id.
pub(super) fn print_report(store: &mut Store, report: &str, as_json: bool) -> anyhow::Result<bool> {
    let versions = store.versions(report)?;
    let Some((text, _)) = store.report_text(report, None)? else { return Ok(false) };
    if as_json {
        let versions: Vec<Value> = versions.iter().map(Published::record).collect();
        write(&format!("{:#}\n", serde_json::json!({"versions": versions, "text": text})))?;
        return Ok(true);
    }
    let mut page = reports(&versions, Style::of_stdout());
    for kept in &versions {
        page.push_str(&format!("  sha256 {}\n", kept.sha256));
        kept.report.url.iter().for_each(|url| page.push_str(&format!("  {url}\n")));
    }
    write(&format!("{page}\n{}\n", text.trim_end()))?;
    Ok(true)
}

/// Prints a record of a report of the store, `REPORT/e1`, and for an event the incident that it is in.
pub(super) fn print_reading(store: &mut Store, report: &str, record: &str, as_json: bool) -> anyhow::Result<Outcome> {
    let Some((text, reading)) = store.report_text(report, None)? else {
        bail!("{report}: the store has no such report")
    };
    let found = find(&reading, record)?.with_context(|| format!("{report}: holds no record {record}"))?;
    let event = record.strip_prefix('e').and_then(|n| n.parse::<u32>().ok()?.checked_sub(1));
    let incident = match event {
        Some(event) => store.incident_of(report, event)?,
        None => None,
    };
    if as_json {
        let incident = incident.map(|incident| incident.id);
        let explained = serde_json::json!({"report": report, "record": found, "incident": incident});
        return write(&format!("{explained:#}\n"));
    }
    write(&match reread(store, report, text, record)? {
        Some(page) => page,
        None => format!("{found:#}\n"),
    })?;
    match (event, incident) {
        (Some(_), Some(incident)) => {
            write("\n")?;
            print(store, &incident.id, false)
        }
        (Some(_), None) => {
            write("It is in no incident: only a statement, denied or rejected, or its report no longer counts.\n")
        }
        (None, _) => Ok(Outcome::Complete),
    }
}

/// The words, rules and decisions behind a record, read from the text that is kept; `None` where the report came as a reading.
fn reread(store: &Store, report: &str, text: String, record: &str) -> anyhow::Result<Option<String>> {
    let versions = store.versions(report)?;
    let Some(kept) = versions.last().filter(|kept| !is_given(&kept.made_by)) else { return Ok(None) };
    let options = Options { explain: true, ..Options::default() };
    let reader = Reader::new(&Own::default())?;
    let page = explain(reader, &as_ingested(&kept.report, text), &options, Some(record), Style::of_stdout());
    Ok(Some(page).filter(|page| !page.is_empty()))
}

/// The rules that read the figures of a toll, by `REPORT/f1`.
fn rules(store: &Store, found: &TollGrounds) -> anyhow::Result<HashMap<String, String>> {
    let mut rules = HashMap::new();
    for point in &found.toll.points {
        let Some((_, reading)) = store.report_text(&point.report, Some(point.version))? else { continue };
        let id = format!("f{}", point.figure + 1);
        let figure = find(&reading, &id)?;
        let rule = figure.as_ref().and_then(|figure| figure.get("rule")).and_then(Value::as_str);
        rules.extend(rule.map(|rule| (format!("{}/{id}", point.report), rule.to_string())));
    }
    Ok(rules)
}

/// The record of an id in a published reading.
fn find(reading: &[u8], id: &str) -> anyhow::Result<Option<Value>> {
    let reading: Value = serde_json::from_slice(reading)?;
    let lists = reading.as_object().into_iter().flat_map(|fields| fields.values()).filter_map(Value::as_array);
    let mut records = lists.flatten().filter(|record| record.get("id").and_then(Value::as_str) == Some(id));
    Ok(records.next().cloned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_known_by_their_shape() {
        for (argument, is_id) in [
            ("i00000abc12345", true),
            ("t0123456789abc", true),
            ("report.txt", false),
            ("i12", false),
            ("i0123456789AB.", false),
            ("x0123456789abc", false),
        ] {
            assert_eq!(super::is_id(argument), is_id, "{argument}");
        }
    }
}
