//! Running totals: which figures of which reports can count the same thing since the same day.

use crate::hash::mixed;
use crate::mention::{Count, PlaceId, ReportId};
use claims::{Measure, Unit};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What all figures of a running series share: a number to look them up by. Figures with different keys are never in one
/// series; figures with the same one may be in several, which [`running`](super::running) tells apart. `None` for the toll
/// of an incident.
pub fn running_key(count: &Count) -> Option<u64> {
    count.cumulative.then(|| {
        let common = Common::of(count);
        let place = match common.place {
            Where::Place(PlaceId(id)) => [0, id as u64],
            Where::Report(ReportId(id)) => [1, id as u64],
        };
        let start = match common.start {
            Start::Month(year, month) => [0, year as u64, month as u64],
            Start::Untold(year) => [1, year as u64, 0],
        };
        mixed([common.measure as u64, common.unit as u64].into_iter().chain(place).chain(start))
    })
}

/// What figures of one series have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Common {
    measure: Measure,
    unit: Unit,
    place: Where,
    start: Start,
}

/// The place as it is told: totals for a town and for its province stay apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Where {
    Place(PlaceId),
    /// Without a place it can be compared within its report and the copies of it only.
    Report(ReportId),
}

/// When the count starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    /// Year and month: "since March" and "since 2 March" may be the same.
    Month(i16, i8),
    /// Unknown: totals that are given in one year are taken together.
    Untold(i16),
}

impl Common {
    fn of(count: &Count) -> Common {
        let place = count.spot.as_ref().map_or(Where::Report(count.original), |spot| Where::Place(spot.place));
        let start = match count.since {
            Some(day) => Start::Month(day.year(), day.month()),
            None => Start::Untold(count.published.map_or(0, Date::year)),
        };
        Common { measure: count.measure, unit: count.unit, place, start }
    }
}

/// Figures that count the same measure in the same place since the same day.
pub(super) fn groups(counts: Vec<&Count>) -> Vec<Vec<&Count>> {
    let mut common: BTreeMap<Common, Vec<&Count>> = BTreeMap::new();
    for count in counts {
        common.entry(Common::of(count)).or_default().push(count);
    }
    common.into_values().flat_map(by_start).collect()
}

/// Parts figures of one month by their first day. The first of a month may stand for the month as a whole ("since March"):
/// it joins the only other day, where there is one.
fn by_start(counts: Vec<&Count>) -> Vec<Vec<&Count>> {
    let days: BTreeSet<Date> = counts.iter().filter_map(|c| c.since).filter(|day| day.day() != 1).collect();
    let only = days.first().copied().filter(|_| days.len() == 1);
    let mut groups: BTreeMap<Option<Date>, Vec<&Count>> = BTreeMap::new();
    for count in counts {
        let start = count.since.map(|day| if day.day() == 1 { only.unwrap_or(day) } else { day });
        groups.entry(start).or_default().push(count);
    }
    groups.into_values().collect()
}
