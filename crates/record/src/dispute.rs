//! Disputes: claims that cannot all hold, side by side. A dispute is shown, never settled.

use crate::mention::{EventId, FigureId, PartyId, Statement};

text::vocabulary! {
    /// What the sides differ on.
    DisputeKind {
        Number = "number", Denial = "denial", Perpetrator = "perpetrator", Place = "place", Time = "time", Over = "over",
    }
}

/// Why statements cannot all hold.
#[derive(Clone, Debug, PartialEq)]
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
    /// The sides, by day of publication.
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
