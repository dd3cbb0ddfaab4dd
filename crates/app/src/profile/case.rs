//! What profiles ask of a case: where, when, who, and whether it is coded at all.

use super::nations::{Nation, Nations};
use claims::event::{Codes, Side};
use claims::{ActorKind, Reality};
use jiff::ToSpan;
use jiff::civil::Date;
use record::review::State;
use store::{CaseView, IncidentView, PartyView};

/// What profiles look things up in.
pub(super) struct Tables {
    pub(super) nations: Nations,
    pub(super) codes: Codes,
}

/// Why no profile has a case at all.
pub(super) fn left_out(case: &CaseView) -> Option<&'static str> {
    match &case.incident {
        Some(incident) if incident.review.state == State::Rejected => Some("rejected by a person"),
        None if case.tolls.is_empty() => Some("a running total of which nothing stands"),
        _ => None,
    }
}

/// Whether a person has looked at it.
pub(super) fn is_reviewed(case: &CaseView) -> bool {
    match &case.incident {
        Some(incident) => incident.review.is_settled(),
        None => case.tolls.iter().all(|toll| toll.review.is_settled()),
    }
}

/// The incident, where it is told as a fact: codebooks of events have neither plans nor running totals.
pub(super) fn fact(case: &CaseView) -> Result<&IncidentView, &'static str> {
    let incident = case.incident.as_ref().ok_or("a running total")?;
    match incident.reality {
        Reality::Happened | Reality::Ongoing | Reality::Ended => Ok(incident),
        Reality::Planned | Reality::Possible | Reality::Denied | Reality::Hypothetical => Err("not told as a fact"),
    }
}

/// The country in which it lies: its code, and what is known of it.
pub(super) fn nation<'a>(incident: &'a IncidentView, tables: &'a Tables) -> Option<(&'a str, &'a Nation)> {
    let code = incident.place.as_ref()?.country.as_deref()?;
    Some((code, tables.nations.get(code)?))
}

/// The sides of violence, by who is named first on each.
pub(super) fn sides(incident: &IncidentView) -> (Side, Side) {
    let side = |parties: &[PartyView]| parties.first().map_or(Side::Unknown, |party| Side::of(party.kind));
    (side(&incident.actors), side(&incident.recipients))
}

/// Whether a party is a government or its forces.
pub(super) fn is_government(party: &PartyView) -> bool {
    matches!(party.kind, ActorKind::State | ActorKind::Unit)
}

/// Days from the first to the last, both counted; `None` where either is not known.
pub(super) fn length(incident: &IncidentView) -> Option<i32> {
    let (from, until) = incident.from.zip(incident.until)?;
    Some(from.until(until).ok()?.get_days().max(0) + 1)
}

/// Each day from the first on.
pub(super) fn days(from: Date, length: i32) -> impl Iterator<Item = Date> {
    (0..length).filter_map(move |n| from.checked_add(n.days()).ok())
}

/// "14 March 2031".
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The outlets of the reports, each once.
pub(super) fn outlets(case: &CaseView) -> Vec<&str> {
    let mut names: Vec<&str> = case.reports.iter().filter_map(|r| r.report.outlet.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
