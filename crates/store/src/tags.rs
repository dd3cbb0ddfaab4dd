//! What a subject can be found by, as numbers: a criterion of a [`Filter`](crate::Filter) is a set of them.

use crate::hash;
use crate::telling::Telling;
use claims::{EventType, Measure};
use record::mention::{PartyId, PlaceId, Root, Side, Statement};
use record::toll::Toll;
use std::collections::BTreeSet;

/// The tags of one subject.
#[derive(Default)]
pub(crate) struct Tags(pub(crate) BTreeSet<i64>);

/// A criterion's kind, in the upper bits of a tag; below stands a hash or a place in a vocabulary.
fn tag(kind: u64, value: u64) -> i64 {
    (kind << 56 | value & ((1 << 56) - 1)) as i64
}

pub(crate) fn actor(row: i64) -> i64 {
    tag(1, row as u64)
}

pub(crate) fn place(row: i64) -> i64 {
    tag(2, row as u64)
}

pub(crate) fn kind(kind: EventType) -> i64 {
    tag(3, kind as u64)
}

pub(crate) fn measure(measure: Measure) -> i64 {
    tag(4, measure as u64)
}

/// The tags of the kind that this one has.
pub(crate) fn of_kind(tag: i64) -> std::ops::RangeInclusive<i64> {
    let first = tag >> 56 << 56;
    first..=first | ((1 << 56) - 1)
}

/// A party that says so.
pub(crate) fn source(row: i64) -> i64 {
    tag(5, row as u64)
}

/// An outlet or agency, by its name.
pub(crate) fn outlet(name: &str) -> i64 {
    tag(6, hash::name(name) as u64)
}

pub(crate) fn language(code: &str) -> i64 {
    tag(7, hash::name(code) as u64)
}

/// A person has looked at it.
pub(crate) fn reviewed() -> i64 {
    tag(8, 1)
}

impl Tags {
    pub(crate) fn sides(&mut self, sides: &[Side]) {
        let parties = sides.iter().flat_map(|side| [Some(side.party), side.of]).flatten();
        self.0.extend(parties.map(|PartyId(row)| actor(row)));
    }

    pub(crate) fn report(&mut self, telling: &Telling) {
        let report = &telling.account.report;
        self.0.insert(language(&report.language));
        self.0.extend([&report.outlet, &report.agency].into_iter().flatten().map(|name| outlet(name)));
    }

    pub(crate) fn said(&mut self, statement: &Statement) {
        let root = match statement.root {
            Root::Party(party) => Some(party),
            Root::Report(_) => None,
        };
        self.0.extend([statement.source, root].into_iter().flatten().map(|PartyId(row)| source(row)));
    }

    pub(crate) fn toll(&mut self, toll: &Toll) {
        self.0.insert(measure(toll.measure));
        self.0.extend(toll.who.map(|PartyId(row)| actor(row)));
        self.0.extend(toll.place.map(|PlaceId(row)| place(row)));
    }

    pub(crate) fn pack(&self) -> Vec<u8> {
        self.0.iter().flat_map(|tag| tag.to_le_bytes()).collect()
    }

    pub(crate) fn unpack(bytes: &[u8]) -> BTreeSet<i64> {
        bytes.as_chunks().0.iter().map(|&tag| i64::from_le_bytes(tag)).collect()
    }
}
