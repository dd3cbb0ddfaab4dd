//! Who says what about an event, and how two who contradict each other become a dispute.

use super::{Dispute, DisputeKind, DisputeSide, Reason};
use crate::hash::mixed;
use crate::incident::Told;
use crate::mention::{Mention, PartyId, Root, Side, Statement};
use claims::{Certainty, Reality};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One statement about one event.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) mention: &'a Mention,
    pub(super) statement: &'a Statement,
}

/// All statements about events, in an order that depends on them alone.
pub(super) fn of(told: &[Told]) -> Vec<Voice<'_>> {
    let mut voices = Vec::new();
    for telling in told {
        voices.extend(telling.said.iter().map(|statement| Voice { mention: &telling.mention, statement }));
    }
    voices.sort_by_key(|v| v.order());
    voices
}

impl Voice<'_> {
    /// By day of publication, those without a day last.
    fn order(&self) -> (bool, Option<Date>, u64, u32) {
        let published = self.mention.published;
        (published.is_none(), published, self.mention.anchor, self.statement.claim)
    }

    /// Whether it says that something is so: happened, goes on, or has ended.
    pub(super) fn tells_what_is(&self) -> bool {
        let real = matches!(self.mention.reality, Reality::Happened | Reality::Ongoing | Reality::Ended);
        real && self.statement.affirms()
    }

    /// Whether it says that something is not so. A report that tells in its own voice what did not happen ("no group owned
    /// up") contradicts nobody.
    pub(super) fn denies(&self) -> bool {
        let tells_not = self.mention.reality == Reality::Denied && self.statement.affirms() && self.is_named();
        self.statement.denies() || tells_not
    }

    /// Whether its source is named.
    pub(super) fn is_named(&self) -> bool {
        self.party().is_some()
    }

    /// The party that stands behind it.
    pub(super) fn party(&self) -> Option<PartyId> {
        match self.statement.root {
            Root::Party(party) => Some(party),
            Root::Report(_) => None,
        }
    }

    /// The parties that it says did it.
    pub(super) fn perpetrators(&self) -> Vec<PartyId> {
        bodies(&self.mention.actors)
    }

    /// The parties that it says it was done to.
    pub(super) fn victims(&self) -> Vec<PartyId> {
        bodies(&self.mention.recipients)
    }

    /// Whether it speaks of what its own source is said to have done.
    pub(super) fn is_of_own_deed(&self) -> bool {
        self.party().is_some_and(|party| self.perpetrators().contains(&party))
    }
}

/// The parties that some voice says did it.
pub(super) fn accused(voices: &[Voice]) -> BTreeSet<PartyId> {
    voices.iter().filter(|v| v.tells_what_is()).flat_map(|v| v.perpetrators()).collect()
}

fn bodies(sides: &[Side]) -> Vec<PartyId> {
    sides.iter().filter_map(Side::body).collect()
}

/// How firmly a voice says what it says.
pub(super) fn weight(voice: &Voice) -> f64 {
    match voice.statement.certainty {
        Certainty::CertainYes | Certainty::CertainNo => 1.0,
        Certainty::ProbableYes | Certainty::ProbableNo => 0.75,
        Certainty::PossibleYes | Certainty::PossibleNo | Certainty::Unknown => 0.5,
    }
}

/// How two voices contradict each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) strength: f64,
    pub(super) reason: Reason,
}

/// Two voices that contradict each other.
pub(super) struct Contradiction<'a> {
    pub(super) voices: [Voice<'a>; 2],
    pub(super) pair: Pair,
}

/// The pairs of voices, one from each list, of two sources that contradict each other. Where named sources contradict, the
/// own voices of reports that say the same as they do are left out.
pub(super) fn pairs<'a>(
    firsts: Vec<&Voice<'a>>,
    seconds: Vec<&Voice<'a>>,
    contradict: impl Fn(&Voice<'a>, &Voice<'a>) -> Option<Pair>,
) -> Vec<Contradiction<'a>> {
    let mut found = Vec::new();
    for first in firsts {
        for second in seconds.iter().filter(|v| v.statement.root != first.statement.root) {
            if let Some(pair) = contradict(first, second) {
                found.push(Contradiction { voices: [*first, **second], pair });
            }
        }
    }
    for place in [0, 1] {
        if found.iter().any(|c: &Contradiction| c.voices[place].is_named()) {
            found.retain(|c| c.voices[place].is_named());
        }
    }
    found
}

/// One dispute of all contradictions of one kind; the strongest gives the reason.
pub(super) fn dispute(kind: DisputeKind, pairs: Vec<Contradiction>) -> Option<Dispute> {
    let strongest = pairs.iter().rev().max_by(|a, b| a.pair.strength.total_cmp(&b.pair.strength))?;
    let Pair { strength, reason } = strongest.pair;
    let mut voices: Vec<Voice> = pairs.iter().flat_map(|c| c.voices).collect();
    voices.sort_by_key(|v| v.order());
    let mut first_word: BTreeMap<Root, (bool, Option<Date>, u64, u32)> = BTreeMap::new();
    for voice in &voices {
        first_word.entry(voice.statement.root).or_insert(voice.order());
    }
    voices.sort_by_key(|v| (first_word[&v.statement.root], v.order()));
    // A claim about several mentions is one statement.
    let mut said = BTreeSet::new();
    voices.retain(|v| said.insert((v.statement.report, v.statement.claim)));
    let anchor = mixed([kind as u64 + 1, voices[0].mention.anchor]);
    let side = |v: &Voice| DisputeSide { statement: v.statement.clone(), event: Some(v.mention.id), figure: None };
    Some(Dispute { anchor, kind, strength, reason, sides: voices.iter().map(side).collect() })
}
