//! Disputes: claims that cannot all hold, side by side. A dispute is shown, never settled.
//!
//! Sides are independent sources: no source is in dispute with itself, nor with a copy of its words, nor is the report's own
//! voice a side where it only repeats what a named source says.

mod number;
mod over;
mod perpetrator;
mod setting;
mod voice;

use crate::incident::Told;
use crate::mention::{Count, EventId, FigureId, PartyId, Statement};
use crate::toll::Toll;
use claims::Reality;
use voice::{Pair, Voice, weight};

pub use over::{STILL_DAYS, may_speak_against_an_end};

text::vocabulary! {
    /// What the sides differ on.
    DisputeKind {
        Number = "number", Denial = "denial", Perpetrator = "perpetrator", Place = "place", Time = "time", Over = "over",
    }
}

/// Why statements cannot all hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// Their ranges of numbers do not meet: the highest of the lower side, the lowest of the higher side.
    Numbers(f64, f64),
    /// One says that it happened, another that it did not.
    Denied,
    /// Each names another perpetrator.
    Perpetrators(PartyId, PartyId),
    /// They put it this many kilometres apart, more than both allow for.
    Apart(f64),
    /// They put it this many days apart.
    Days(i32),
    /// One says that it is over, another that it goes on.
    Over,
}

/// What is in dispute about an incident: `told` are its mentions, `around` those of others that may speak against its end,
/// `tolls` its tolls, made of `counts`; each in any order. For running totals, which belong to no incident, `told` is empty.
pub fn find(told: &[Told], around: &[Told], tolls: &[Toll], counts: &[Count]) -> Vec<Dispute> {
    let voices = voice::of(told);
    let mut disputes = number::find(tolls, counts);
    disputes.extend(denial(&voices));
    disputes.extend(perpetrator::find(&voices));
    disputes.extend(setting::place(&voices));
    disputes.extend(setting::time(&voices));
    disputes.extend(over::find(&voices, &voice::of(around)));
    disputes.sort_by_key(|d| (d.kind, d.anchor));
    disputes
}

/// One says that it happened; a source that nobody says to have done it says that it did not. Whether it is over is another
/// matter.
fn denial(voices: &[Voice]) -> Option<Dispute> {
    let accused = voice::accused(voices);
    let is_accused = |v: &Voice| v.party().is_some_and(|party| accused.contains(&party));
    let of_deed = || voices.iter().filter(|v| v.mention.reality != Reality::Ended);
    let asserted = of_deed().filter(|v| v.tells_what_is()).collect();
    let denied = of_deed().filter(|v| v.denies() && !v.is_of_own_deed() && !is_accused(v)).collect();
    let pairs = voice::pairs(asserted, denied, |a, b| {
        let same = a.mention.kind == b.mention.kind;
        same.then(|| Pair { strength: weight(a) * weight(b), reason: Reason::Denied })
    });
    voice::dispute(DisputeKind::Denial, pairs)
}

/// Statements that cannot all hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The same for the same dispute, whatever else the store holds.
    pub anchor: u64,
    /// What the sides differ on.
    pub kind: DisputeKind,
    /// How plainly they differ, 0 to 1.
    pub strength: f64,
    /// Why they cannot all hold.
    pub reason: Reason,
    /// The sides: statements of one source next to each other, the source that spoke first before the others.
    pub sides: Vec<DisputeSide>,
}

/// One side of a dispute.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputeSide {
    /// What is said, and by whom.
    pub statement: Statement,
    /// The event that it is about.
    pub event: Option<EventId>,
    /// The figure that it gives.
    pub figure: Option<FigureId>,
}

#[cfg(test)]
mod tests;
