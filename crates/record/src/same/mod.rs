//! How like two event mentions are: whether they speak of one happening, and on what grounds.
//!
//! Each ground that speaks for or against it adds its weight in log-odds; the sum is a probability, and from
//! [`ENOUGH`](crate::star::ENOUGH) on two mentions are the same. Some things forbid it whatever else they share: places
//! or days further apart than both allow for, types of which no happening has both, and two places or days that one
//! report tells apart. What a report does not tell, and is only assumed, weighs less than what it tells.

mod kind;
mod parties;
mod reach;
mod weights;

pub use reach::{DAYS_APART, MARGIN_KM, Reach};

use crate::mention::{Mention, Spot};
use claims::{Measure, Reality};
use reach::days_apart;

text::vocabulary! {
    /// What speaks for or against two mentions being one happening.
    Ground {
        Prior = "prior", Days = "days", Place = "place", Kind = "type", Mode = "mode", Operation = "operation",
        Reality = "reality", Actors = "actors", Recipients = "recipients", Roles = "roles", Counts = "counts",
        Trigger = "trigger",
    }
}

/// How like two mentions are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The probability that they are the same, 0 to 1.
    pub score: f64,
    /// What it rests on, in log-odds; grounds that weigh nothing are left out.
    pub grounds: Vec<(Ground, f64)>,
}

/// How like two mentions are, the same both ways; `None` where something forbids that they are the same.
pub fn likeness(a: &Mention, b: &Mention) -> Option<Likeness> {
    let within = a.report == b.report;
    let weighed = [
        (Ground::Prior, if within { weights::PRIOR_WITHIN } else { weights::PRIOR }),
        (Ground::Days, days(a, b)?),
        (Ground::Place, place(a, b)?),
        (Ground::Kind, kind::types(a.kind, b.kind)?),
        (Ground::Mode, kind::modes(a, b)?),
        (Ground::Operation, operation(a, b)),
        (Ground::Reality, reality(a.reality, b.reality)),
        (Ground::Actors, parties::role(&a.actors, &b.actors)),
        (Ground::Recipients, parties::role(&a.recipients, &b.recipients)),
        (Ground::Roles, parties::across(a, b)),
        (Ground::Counts, counts(a, b)),
        (Ground::Trigger, if a.trigger == b.trigger { weights::SAME_TRIGGER } else { 0.0 }),
    ];
    let log_odds: f64 = weighed.iter().map(|&(_, weight)| weight).sum();
    let grounds = weighed.into_iter().filter(|&(_, weight)| weight != 0.0).collect();
    Some(Likeness { score: 1.0 / (1.0 + (-log_odds).exp()), grounds })
}

/// What the days tell: the fewer they leave open, the more.
fn days(a: &Mention, b: &Mention) -> Option<f64> {
    let (Some(x), Some(y)) = (a.days, b.days) else { return Some(0.0) };
    let assumed = a.days_assumed || b.days_assumed;
    let gap = x.gap(y);
    let told_apart = a.report == b.report && !assumed && !(a.operation && b.operation);
    if gap > days_apart(a, b) || (gap > 0 && told_apart) {
        return None;
    }
    let open = f64::from(x.count()) + f64::from(y.count()) - 1.0;
    let weight = match gap {
        0 if a.operation && b.operation => 0.0,
        0 => exactness(open, weights::DAYS_TELL_NOTHING, weights::DAYS_EXACTNESS, weights::DAYS_RANGE),
        gap if a.operation && b.operation => f64::from(gap) * weights::OPERATION_DAY_OFF,
        gap if assumed => f64::from(gap) * weights::ASSUMED_DAY_OFF,
        gap => f64::from(gap) * weights::DAY_OFF,
    };
    Some(if assumed && weight > 0.0 { weight * weights::ASSUMED_DAYS } else { weight })
}

/// What the places tell: the closer they are described, the more.
fn place(a: &Mention, b: &Mention) -> Option<f64> {
    let (Some(x), Some(y)) = (&a.spot, &b.spot) else { return Some(0.0) };
    let assumed = x.assumed || y.assumed;
    let weight = match x.km(y) {
        _ if x.place == y.place && x.is_town() => weights::SAME_PLACE + place_exactness(x, y),
        None => return (x.country.is_none() || y.country.is_none() || x.country == y.country).then_some(0.0),
        Some(km) if km > x.within_km + y.within_km + MARGIN_KM => return None,
        Some(km) if x.is_town() && y.is_town() => {
            let beside = km > x.within_km.min(y.within_km);
            if a.report == b.report && beside && !assumed {
                return None;
            }
            let apart = (km / (x.within_km + y.within_km).max(1.0)).min(1.0);
            (1.0 - apart) * place_exactness(x, y) + apart * weights::OTHER_PLACE
        }
        Some(_) => place_exactness(x, y),
    };
    Some(if assumed && weight > 0.0 { weight * weights::ASSUMED_PLACE } else { weight })
}

fn place_exactness(x: &Spot, y: &Spot) -> f64 {
    let open = (x.within_km + y.within_km).max(1.0);
    exactness(open, weights::PLACE_TELLS_NOTHING_KM, weights::PLACE_EXACTNESS, weights::PLACE_RANGE)
}

/// What a match tells that leaves so much open, of an amount that tells nothing.
fn exactness(open: f64, nothing: f64, share: f64, (least, most): (f64, f64)) -> f64 {
    (share * (nothing / open).ln()).clamp(least, most)
}

fn operation(a: &Mention, b: &Mention) -> f64 {
    match (a.operation, b.operation) {
        (true, true) => weights::BOTH_OPERATIONS,
        (false, false) => 0.0,
        (true, false) => a_part(a),
        (false, true) => a_part(b),
    }
}

/// What an operation tells against an incident: less where it is told of one day, as fighting is.
fn a_part(operation: &Mention) -> f64 {
    match operation.days {
        Some(days) if days.count() == 1 && !operation.days_assumed => weights::OPERATION_OF_A_DAY,
        _ => weights::ONE_OPERATION,
    }
}

fn reality(a: Reality, b: Reality) -> f64 {
    let imagined = |r| matches!(r, Reality::Planned | Reality::Hypothetical);
    let unsure = |r| matches!(r, Reality::Denied | Reality::Possible);
    if imagined(a) != imagined(b) {
        weights::PLANNED
    } else if unsure(a) != unsure(b) {
        weights::UNSURE
    } else {
        0.0
    }
}

/// What the counted harm tells: for each measure that both have, the numbers that fit best.
fn counts(a: &Mention, b: &Mention) -> f64 {
    let fit = |measure: Measure| {
        let of = |m: &Mention| m.counts.iter().filter(|c| c.0 == measure).map(|c| (c.1, c.2)).collect::<Vec<_>>();
        let theirs = of(b);
        of(a).into_iter().flat_map(|x| theirs.iter().map(move |&y| numbers(x, y))).max_by(f64::total_cmp)
    };
    let sum: f64 = Measure::ALL.iter().filter_map(|&measure| fit(measure)).sum();
    sum.clamp(weights::COUNTS_APART_LEAST, weights::EQUAL_COUNT_MOST)
}

/// What two ranges of numbers, lowest and highest, tell.
fn numbers(x: (f64, f64), y: (f64, f64)) -> f64 {
    let (low, high) = (x.1.min(y.1), x.0.max(y.0));
    if low < high {
        return (weights::COUNTS_APART * (high / low.max(1.0)).ln()).clamp(weights::COUNTS_APART_LEAST, 0.0);
    }
    if x != y || x.0 != x.1 {
        return weights::MEETING_COUNTS;
    }
    let round = if x.0 % 10.0 == 0.0 { weights::ROUND_COUNT } else { 1.0 };
    (weights::EQUAL_COUNT * x.0.max(0.0).ln_1p() * round).min(weights::EQUAL_COUNT_MOST)
}

#[cfg(test)]
mod tests;
