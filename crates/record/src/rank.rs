//! Which mention leads: the plainest, so that vague ones follow it and none is swallowed by a vague one.

use crate::mention::{Mention, Spot};
use claims::{ActorKind, Reality};
use jiff::civil::Date;

/// The priority of a mention: the least leads first. It depends on the mention alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank {
    /// 0 told as a fact, 1 as possible, 2 as planned or imagined, 3 denied: what did not happen leads nothing that did.
    pub unreal: u8,
    /// How much it leaves open of place, days and parties: 0 nothing, 10 all.
    pub vague: u8,
    /// Day of publication; a report without one comes last.
    pub published: Date,
    /// The same for the same event however often it is read.
    pub anchor: u64,
}

/// The rank of a mention.
pub fn rank(m: &Mention) -> Rank {
    Rank {
        unreal: unreal(m.reality),
        vague: place(m.spot.as_ref()) + days(m) + parties(m) + u8::from(!m.main),
        published: m.published.unwrap_or(Date::MAX),
        anchor: m.anchor,
    }
}

fn unreal(reality: Reality) -> u8 {
    match reality {
        Reality::Happened | Reality::Ongoing | Reality::Ended => 0,
        Reality::Possible => 1,
        Reality::Planned | Reality::Hypothetical => 2,
        Reality::Denied => 3,
    }
}

/// 0 for a town that is told, 4 for no place.
fn place(spot: Option<&Spot>) -> u8 {
    let Some(spot) = spot else { return 4 };
    match (spot.is_town(), spot.assumed) {
        (true, false) => 0,
        (true, true) => 2,
        (false, false) => 2,
        (false, true) => 3,
    }
}

/// 0 for a day that is told, 3 for none.
fn days(m: &Mention) -> u8 {
    match m.days {
        None => 3,
        Some(_) if m.days_assumed => 2,
        Some(days) if days.count() > 2 => 1,
        Some(_) => 0,
    }
}

/// 0 where both sides are known, 2 where none is.
fn parties(m: &Mention) -> u8 {
    let known = |sides: &[crate::mention::Side]| sides.iter().any(|s| s.kind != ActorKind::Unknown);
    2 - u8::from(known(&m.actors)) - u8::from(known(&m.recipients))
}
