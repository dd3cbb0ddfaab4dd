//! One number out of the tolls of an incident, for codebooks that have room for one: lowest, best and highest, and its parts.

use claims::{Measure, Status, Unit};
use store::{CaseView, IncidentView, TollView};

/// How many of one measure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Total {
    /// Lowest.
    pub(super) low: f64,
    /// To quote.
    pub(super) best: f64,
    /// Highest.
    pub(super) high: f64,
    /// Parts of `best`: of those who act, of those acted upon, civilians; the rest is of nobody known.
    pub(super) parts: [f64; 3],
    /// What it is made of ("soldiers 3 to 5; civilians 12").
    pub(super) words: String,
}

/// Whom a toll counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bucket {
    /// Those who act.
    Actor = 0,
    /// Those acted upon who bear arms.
    Other = 1,
    Civilian = 2,
    /// All, or nobody knows.
    Any = 3,
}

/// The total of a measure. A toll that names no side is the whole, and sides are its parts; without one the sides are added up,
/// of each the series with the highest number, since a narrower one may be part of it. Series of classes (children, women) and
/// running totals are never added.
pub(super) fn of(case: &CaseView, measure: Measure) -> Option<Total> {
    let mut largest: [Option<&TollView>; 4] = [None; 4];
    let counts = |t: &&TollView| t.measure == measure && t.unit == Unit::Persons && t.class.is_none() && !t.cumulative;
    for toll in case.tolls.iter().filter(counts).filter(|toll| toll.best.is_some()) {
        let held = &mut largest[bucket(case.incident.as_ref(), toll) as usize];
        if held.is_none_or(|held| toll.best > held.best) {
            *held = Some(toll);
        }
    }
    let [.., whole] = largest;
    let sides: Vec<&TollView> = largest[..3].iter().flatten().copied().collect();
    let added = |of: fn(&TollView) -> f64| sides.iter().map(|toll| of(toll)).sum::<f64>();
    // A toll of all that is below that of one side counts something else.
    let whole = whole.filter(|whole| sides.iter().all(|side| best(side) <= best(whole)));
    let (low, quoted, high) = match whole {
        Some(whole) => (low(whole), best(whole), high(whole)),
        None if sides.is_empty() => return None,
        None => (added(low), added(best), added(high)),
    };
    let mut parts = [0.0; 3];
    let mut rest = quoted;
    for (part, side) in parts.iter_mut().zip(&largest) {
        *part = side.map_or(0.0, best).min(rest);
        rest -= *part;
    }
    let words: Vec<String> = whole.into_iter().chain(sides).map(words).collect();
    Some(Total { low, best: quoted, high, parts, words: words.join("; ") })
}

fn bucket(incident: Option<&IncidentView>, toll: &TollView) -> Bucket {
    let names = |parties: &[store::PartyView]| {
        toll.who.as_ref().is_some_and(|who| parties.iter().any(|party| party.key == who.key))
    };
    match (toll.status, incident) {
        (Status::Civilian, _) => Bucket::Civilian,
        (_, Some(incident)) if names(&incident.actors) => Bucket::Actor,
        (_, Some(incident)) if names(&incident.recipients) => Bucket::Other,
        (Status::Combatant, _) => Bucket::Other,
        (Status::Mixed | Status::Unknown, _) => Bucket::Any,
    }
}

fn low(toll: &TollView) -> f64 {
    toll.min.or(toll.best).unwrap_or_default()
}

fn best(toll: &TollView) -> f64 {
    toll.best.unwrap_or_default()
}

fn high(toll: &TollView) -> f64 {
    toll.max.or(toll.best).unwrap_or_default()
}

/// "Malian Armed Forces 3 to 5".
fn words(toll: &TollView) -> String {
    let who = toll.who.as_ref().map_or("all", |party| party.name.as_str());
    match (low(toll), high(toll)) {
        (low, high) if low == high => format!("{who} {low}"),
        (low, high) => format!("{who} {low} to {high}"),
    }
}
