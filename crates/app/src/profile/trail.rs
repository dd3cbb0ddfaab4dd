//! The columns that lead from a row back to what it rests on: the record, the documents and their hashes, the words, and what
//! people have decided.

use super::case;
use record::review::State;
use store::{CaseView, ReviewView};

/// Names and HXL hashtags.
const COLUMNS: [(&str, &str); 11] = [
    ("x_record", "#meta+id"),
    ("x_reports", "#x_reports"),
    ("x_urls", "#meta+url"),
    ("x_sha256", "#x_sha256"),
    ("x_words", "#description+quote"),
    ("x_sources", "#org+reporting"),
    ("x_disputes", "#x_disputes"),
    ("x_review", "#status"),
    ("x_corrected", "#x_corrected"),
    ("x_grade", "#x_grade"),
    ("x_made_by", "#x_made_by"),
];

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(name, _)| *name)
}

pub(super) fn hashtags() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|(_, hashtag)| *hashtag)
}

/// The values of a case.
pub(super) fn values(case: &CaseView) -> [String; 11] {
    let reports = || case.reports.iter();
    let review = review(case);
    let corrected = |r: &ReviewView| r.corrected.iter().map(|(f, v)| format!("{}={v}", f.name())).collect::<Vec<_>>();
    let mut made_by: Vec<&str> = reports().map(|r| r.made_by.as_str()).collect();
    made_by.sort_unstable();
    made_by.dedup();
    [
        record(case).to_string(),
        join(reports().map(|r| r.report.id.clone())),
        join(reports().filter_map(|r| r.report.url.clone())),
        join(reports().map(|r| r.sha256.clone())),
        words(case).to_string(),
        join(sources(case).into_iter().map(str::to_string)),
        join(case.disputes.iter().map(|d| format!("{} {}", d.kind.name(), d.id))),
        if case::is_reviewed(case) { review.map_or("reviewed", |r| r.state.name()) } else { State::Unreviewed.name() }
            .to_string(),
        join(review.into_iter().flat_map(corrected)),
        review.and_then(|r| r.grade).map(|grade| grade.name().to_string()).unwrap_or_default(),
        made_by.join("; "),
    ]
}

/// The id of the incident, or of the first running total.
pub(super) fn record(case: &CaseView) -> &str {
    case.incident.as_ref().map(|i| i.id.as_str()).or(case.tolls.first().map(|t| t.id.as_str())).unwrap_or_default()
}

/// The words of the plainest telling.
pub(super) fn words(case: &CaseView) -> &str {
    let told = case.incident.as_ref().and_then(|i| i.events.first()).map(|event| event.words.as_str());
    told.or(case.tolls.iter().flat_map(|t| &t.points).next().map(|p| p.words.as_str())).unwrap_or_default()
}

/// Who says so: the independent sources of an incident, or those of the figures.
pub(super) fn sources(case: &CaseView) -> Vec<&str> {
    let mut names: Vec<&str> = match &case.incident {
        Some(incident) => incident.sources.iter().map(|source| source.name()).collect(),
        None => case.tolls.iter().flat_map(|t| &t.points).map(|point| point.source.name()).collect(),
    };
    names.sort_unstable();
    names.dedup();
    names
}

fn review(case: &CaseView) -> Option<&ReviewView> {
    case.incident.as_ref().map(|i| &i.review).or(case.tolls.first().map(|t| &t.review))
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}
