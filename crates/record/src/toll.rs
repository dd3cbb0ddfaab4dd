//! Tolls: the figures on one measure, party, place and period, side by side with their sources, as a series and a range.
//!
//! The rules, which `docs/chronicle.md` gives with examples:
//! - What counts as one series: see [`series`]. An incident's toll and a running total never share one, and nothing is summed.
//! - What each source says last stands; what it said before is superseded. No source supersedes another: see [`standing`].
//! - The range runs from the lowest to the highest number that stands. An open end ("at least 12") widens it by the number
//!   told only, "about 30" by 30, and a word ("dozens") only where nobody gives a number.
//! - The number to quote is the one that most independent sources give. Of those that as many give it is the lowest: conflict
//!   data count conservatively (ACLED codes the lowest of two reports, UCDP keeps its best estimate near the low one).

mod running;
mod series;
mod standing;

use crate::hash::mixed;
use crate::mention::{Count, FigureId, PartyId, PlaceId, Root, Spot};
use claims::{Exactness, Measure, Status, Unit};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub use running::running_key;

/// A series of figures on one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Toll {
    /// Made of the anchor of its first point: the same for the same series, whatever else the store holds.
    pub anchor: u64,
    /// What is counted.
    pub measure: Measure,
    /// Unit.
    pub unit: Unit,
    /// Who is counted, where one party or population is.
    pub who: Option<PartyId>,
    /// Whether those counted fought.
    pub status: Status,
    /// A class of those counted ("children"), in the words of the first report that names it: the series counts a part, or
    /// one of several groups that a source counts apart.
    pub class: Option<String>,
    /// Where.
    pub place: Option<PlaceId>,
    /// A running total, not the toll of one incident.
    pub cumulative: bool,
    /// First day of the period.
    pub since: Option<Date>,
    /// Last day of the period.
    pub until: Option<Date>,
    /// The lowest number of the current points.
    pub min: Option<f64>,
    /// The highest.
    pub max: Option<f64>,
    /// The number to quote.
    pub best: Option<f64>,
    /// The figures, by day of publication.
    pub points: Vec<Point>,
}

/// One figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The figure.
    pub figure: FigureId,
    /// Whether it counts.
    pub standing: Standing,
}

text::vocabulary! {
    /// Whether a point counts.
    Standing {
        /// It is what its source says last.
        Current = "current",
        /// The same source gives another one: later, or before it in the same report.
        Superseded = "superseded",
        /// Its report, or the one that its report copies, gives it already.
        Copy = "copy",
    }
}

/// The tolls of one incident: `counts` are the figures of its events, in any order. Running totals are left out.
pub fn of_incident(counts: &[Count]) -> Vec<Toll> {
    let told = counts.iter().filter(|c| !c.cumulative && is_told(c)).collect();
    in_order(series::gather(told).iter().map(toll).collect())
}

/// The running totals among `counts`, in any order: figures with one [`running_key`] are enough to find all that belong to
/// one series.
pub fn running(counts: &[Count]) -> Vec<Toll> {
    let told = counts.iter().filter(|c| c.cumulative && is_told(c)).collect();
    let groups = running::groups(told);
    in_order(groups.into_iter().flat_map(series::gather).map(|series| toll(&series)).collect())
}

/// Whether a figure says how many: one that is denied, or that nobody vouches for, is a matter of dispute, not of the series.
fn is_told(count: &Count) -> bool {
    count.said.affirms() && value(count).is_some()
}

/// By day of their first point.
fn in_order(mut tolls: Vec<(Option<Date>, Toll)>) -> Vec<Toll> {
    tolls.sort_by_key(|(first, toll)| (first.is_none(), *first, toll.anchor));
    tolls.into_iter().map(|(_, toll)| toll).collect()
}

/// A toll, with the day of its first point.
fn toll(series: &series::Series) -> (Option<Date>, Toll) {
    let standings = standing::of(&series.counts);
    let lead = series.counts[0];
    let current: Vec<&Count> =
        series.counts.iter().zip(&standings).filter(|(_, s)| **s == Standing::Current).map(|(c, _)| *c).collect();
    let range = range(&current);
    let toll = Toll {
        anchor: mixed([lead.anchor, u64::from(lead.cumulative)]),
        measure: lead.measure,
        unit: lead.unit,
        who: most(&current, |c| c.who.as_ref().map(|who| who.party).filter(|_| series::is_specific(c)))
            .or_else(|| most(&current, |c| c.who.as_ref().map(|who| who.party))),
        status: series.status,
        class: series.class.map(str::to_string),
        place: place(&current),
        cumulative: lead.cumulative,
        since: current.iter().filter_map(|c| c.since).min(),
        until: current.iter().filter_map(|c| c.until).max(),
        min: range.map(|(min, _)| min),
        max: range.map(|(_, max)| max),
        best: best(&current),
        points: series.counts.iter().zip(standings).map(|(c, standing)| Point { figure: c.id, standing }).collect(),
    };
    (lead.published, toll)
}

/// Lowest and highest number of the figures that decide.
fn range(current: &[&Count]) -> Option<(f64, f64)> {
    // "About 30" allows for 27 to 33, of which nobody has spoken.
    let ends = |c: &Count| match (c.exactness, value(c)) {
        (Exactness::About, Some(told)) => (told, told),
        _ => (low(c), high(c)),
    };
    let low = deciding(current).map(|c| ends(c).0).min_by(f64::total_cmp)?;
    let high = deciding(current).map(|c| ends(c).1).max_by(f64::total_cmp)?;
    Some((low, high))
}

/// The number that most roots give, the lowest of those that as many give.
fn best(current: &[&Count]) -> Option<f64> {
    let given = given(current);
    let most = given.iter().max_by_key(|(number, roots)| (roots.len(), Reverse(number.to_bits())));
    most.map(|(number, _)| *number)
}

/// The numbers among which the one to quote is chosen, the lowest first, each with the independent sources that give it.
pub fn given(current: &[&Count]) -> Vec<(f64, Vec<Root>)> {
    // Numbers of people and shares are not negative, so that their bits sort as they do.
    let mut roots: BTreeMap<u64, Vec<Root>> = BTreeMap::new();
    for count in deciding(current) {
        let Some(number) = value(count) else { continue };
        let given = roots.entry(number.to_bits()).or_default();
        if !given.contains(&count.said.root) {
            given.push(count.said.root);
        }
    }
    roots.into_iter().map(|(number, roots)| (f64::from_bits(number), roots)).collect()
}

/// The figures that decide the range: those in numbers, or all where only words are given.
fn deciding<'a>(current: &'a [&'a Count]) -> impl Iterator<Item = &'a Count> {
    let in_numbers = current.iter().any(|c| c.exactness != Exactness::Words);
    current.iter().copied().filter(move |c| !in_numbers || c.exactness != Exactness::Words)
}

/// The number to quote.
fn value(count: &Count) -> Option<f64> {
    [count.best, count.min, count.max].into_iter().flatten().find(|n| n.is_finite() && *n >= 0.0).map(f64::abs)
}

/// The lowest number told; at an open end the number told.
fn low(count: &Count) -> f64 {
    let told = value(count).unwrap_or_default();
    count.min.filter(|n| n.is_finite()).unwrap_or(told).clamp(0.0, told)
}

/// The highest number told; at an open end the number told.
fn high(count: &Count) -> f64 {
    let told = value(count).unwrap_or_default();
    count.max.filter(|n| n.is_finite()).unwrap_or(told).max(told)
}

/// Where most figures are set: of as many the most precise, then the first.
fn place(current: &[&Count]) -> Option<PlaceId> {
    let told = |spot: &&Spot| !spot.assumed;
    let of = |spots: &dyn Fn(&Count) -> Option<PlaceId>| most(current, spots);
    of(&|c| c.spot.as_ref().filter(told).map(|s| s.place)).or_else(|| of(&|c| c.spot.as_ref().map(|s| s.place)))
}

/// The value that most original reports have; of as many the first.
fn most<T: PartialEq + Copy>(counts: &[&Count], of: impl Fn(&Count) -> Option<T>) -> Option<T> {
    let mut found: Vec<(T, Vec<_>)> = Vec::new();
    for count in counts {
        let Some(value) = of(count) else { continue };
        match found.iter_mut().find(|(held, _)| *held == value) {
            Some((_, originals)) if originals.contains(&count.original) => {}
            Some((_, originals)) => originals.push(count.original),
            None => found.push((value, vec![count.original])),
        }
    }
    // The last of the most, counted from the end, is the first.
    found.into_iter().rev().max_by_key(|(_, originals)| originals.len()).map(|(value, _)| value)
}

#[cfg(test)]
mod tests;
