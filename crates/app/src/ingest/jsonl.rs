//! JSON Lines: an object a line, with `text`, and where known `id`, `title`, `published`, `language`, `outlet`, `agency`,
//! `url`, `version` (a whole number from 1), `status` (`usable`, `canceled`) and `replaces` (the id of a report that it corrects).
//! A file that holds one such object over many lines is read too.

use crate::export::record::PubStatus;

use super::{LARGEST_REPORT, Problem, Report, day, stem, too_large};
use serde::Deserialize;
use serde_json::Value;
use text::Lang;

/// Fields that are absent, null or of another type than expected are not fatal, but for `text`.
#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    published: Value,
    #[serde(default)]
    language: Value,
    #[serde(default)]
    outlet: Value,
    #[serde(default)]
    agency: Value,
    #[serde(default)]
    url: Value,
    #[serde(default)]
    version: Value,
    #[serde(default)]
    status: Value,
    #[serde(default)]
    replaces: Value,
}

/// All reports of a file that is held in memory.
pub(super) fn reports(name: &str, bytes: &[u8]) -> Vec<Result<Report, Problem>> {
    bytes
        .split(|&b| b == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace))
        .map(|(n, line)| report(name, n + 1, line))
        .collect()
}

/// The report of one line.
pub(super) fn report(name: &str, number: usize, bytes: &[u8]) -> Result<Report, Problem> {
    let problem = |reason: String| Problem { path: name.to_string(), place: Some(format!("line {number}")), reason };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(problem(format!("byte {}: is not UTF-8 text", error.valid_up_to())));
    }
    let line: Line = serde_json::from_slice(bytes).map_err(|error| {
        let what = if error.is_eof() { "is cut off" } else { "is not a report in JSON" };
        problem(format!("{what}: {error}"))
    })?;
    if line.text.trim().is_empty() {
        return Err(problem("`text` is empty".into()));
    }
    if line.text.len() > LARGEST_REPORT {
        return Err(problem(too_large(line.text.len())));
    }
    let mut doubts = Vec::new();
    let published = match string(&line.published) {
        None => None,
        Some(value) => {
            let found = day(&value);
            if found.is_none() {
                doubts.push(format!("`published` is no ISO date: {value}"));
            }
            found
        }
    };
    let version = match &line.version {
        Value::Null => 1,
        value => string(value).and_then(|v| v.parse().ok()).filter(|&v| v > 0).unwrap_or_else(|| {
            doubts.push(format!("`version` is no whole number from 1: {value}"));
            1
        }),
    };
    let status = match string(&line.status).as_deref() {
        None | Some("usable") => PubStatus::Usable,
        Some("canceled" | "cancelled" | "withdrawn") => PubStatus::Canceled,
        Some(other) => {
            doubts.push(format!("`status` is neither usable nor canceled: {other}"));
            PubStatus::Usable
        }
    };
    Ok(Report {
        id: string(&line.id).unwrap_or_else(|| format!("{}:{number}", stem(name))),
        title: string(&line.title),
        published,
        language: string(&line.language).and_then(|l| Lang::from_code(&l)),
        outlet: string(&line.outlet),
        agency: string(&line.agency),
        version,
        status,
        replaces: string(&line.replaces),
        url: string(&line.url),
        text: line.text,
        tree: None,
        doubts,
    })
}

/// Whether a line is the beginning of an object that does not end in it.
pub(super) fn is_cut_off(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err_and(|e| e.is_eof())
}

/// A string, or a number as one; nothing for null, empty or anything else.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<(&str, &str), &str>) {
        match (report("wires.jsonl", 7, line.as_bytes()), expected) {
            (Ok(r), Ok((id, text))) => assert_eq!((r.id.as_str(), r.text.as_str()), (id, text)),
            (Err(p), Err(says)) => {
                assert!(p.to_string().starts_with("wires.jsonl: line 7: ") && p.reason.contains(says), "{p}")
            }
            (got, _) => panic!("{got:?}"),
        }
    }

    #[test]
    fn lines_are_reports() {
        check(r#"{"id": "r1", "text": "Two fell."}"#, Ok(("r1", "Two fell.")));
        check(r#"{"id": 17, "text": "Deux \u00e9lus."}"#, Ok(("17", "Deux élus.")));
        check(r#"{"text": "x", "id": null, "published": null}"#, Ok(("wires:7", "x")));
    }

    #[test]
    fn a_bad_line_says_where_and_why() {
        check(r#"{"id": "r1", "text": "Two fe"#, Err("is cut off"));
        check(r#"{"id": "r1"}"#, Err("missing field `text`"));
        check(r#"{"text": " "}"#, Err("`text` is empty"));
        check("[1, 2]", Err("is not a report"));
    }

    #[test]
    fn an_odd_date_is_a_doubt_not_an_error() {
        let r = report("w", 1, br#"{"text": "x", "published": "last week"}"#).unwrap();
        assert_eq!((r.published, r.doubts.len()), (None, 1));
    }
}
