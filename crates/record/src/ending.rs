//! The end of a party: "the movement has been defeated" ends what is fought over as much as "the battle is over" does, and the
//! movement may deny it.

use crate::account::{Account, Claim, Event};
use claims::{Act, ActorKind, Reality};
use std::collections::BTreeSet;
use text::table::{DataError, Files, rows};
use text::{Key, Lang};

/// The words that tell of an end (`data/<lang>/ending.tsv`), of all languages.
#[derive(Clone, Debug, Default)]
pub struct Words {
    event: BTreeSet<Key>,
    claim: BTreeSet<Key>,
}

impl Words {
    /// Reads the lists.
    pub fn load(files: Files) -> Result<Words, DataError> {
        let mut words = Words::default();
        for lang in Lang::ALL {
            let file = format!("{}/ending.tsv", lang.code());
            for row in rows(&file, files(&file)?) {
                let of = match row.need(0, "where")? {
                    "event" => &mut words.event,
                    "claim" => &mut words.claim,
                    other => return Err(row.error(format!("{other:?}: neither event nor claim"))),
                };
                row.need(1, "words")?;
                of.extend(row.list(1).map(Key::of));
            }
        }
        Ok(words)
    }
}

/// Marks the events that tell the end of a party as [`Reality::Ended`], and makes them what a denial of this end, by that
/// party, is about.
pub fn mark(account: &mut Account, words: &Words) {
    for n in 0..account.events.len() {
        let event = &account.events[n];
        let ended = ended_party(account, event).filter(|_| holds_one(&event.trigger, &words.event));
        let Some(party) = ended.filter(|_| event.reality == Reality::Happened) else { continue };
        account.events[n].reality = Reality::Ended;
        let denials = account.claims.iter_mut().filter(|claim| denies_its_end(claim, party, words));
        denials.filter(|claim| !claim.events.contains(&(n as u32))).for_each(|claim| claim.events.push(n as u32));
    }
}

/// The armed party that an event is done to as a whole: it has a name, and nobody of it is counted.
fn ended_party(account: &Account, event: &Event) -> Option<u32> {
    let is_whole = |party: &&u32| {
        account
            .parties
            .get(**party as usize)
            .is_some_and(|p| p.kind == ActorKind::ArmedGroup && !p.spellings.is_empty())
    };
    event.recipients.iter().find(is_whole).copied().filter(|_| event.figures.is_empty())
}

fn denies_its_end(claim: &Claim, party: u32, words: &Words) -> bool {
    claim.source == Some(party) && claim.act == Act::Deny && holds_one(&claim.words, &words.claim)
}

fn holds_one(text: &str, words: &BTreeSet<Key>) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&Key::of(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Party, Report};
    use claims::{Certainty, EventType};

    fn words() -> Words {
        Words {
            event: BTreeSet::from([Key::of("defeated")]),
            claim: BTreeSet::from([Key::of("end"), Key::of("defeated")]),
        }
    }

    /// A report that tells what befell the party at position 0, which then denies something.
    fn account(kind: ActorKind, name: &str, trigger: &str, figures: Vec<u32>, denied: &str) -> Account {
        let spellings = if name.is_empty() { Vec::new() } else { vec![name.to_string()] };
        let party = Party {
            key: name.to_string(),
            name: name.to_string(),
            kind,
            country: None,
            sectors: Vec::new(),
            role: None,
            member_of: None,
            spellings,
        };
        let event = Event {
            kind: EventType::Assault,
            mode: None,
            reality: Reality::Happened,
            main: true,
            operation: false,
            quad: Some(4),
            trigger: trigger.to_string(),
            at: 10,
            words: String::new(),
            actors: Vec::new(),
            recipients: vec![0],
            place: None,
            days: None,
            figures,
            confidence: 1.0,
        };
        let claim = Claim {
            source: Some(0),
            named: true,
            own_voice: false,
            through: Vec::new(),
            act: Act::Deny,
            certainty: Certainty::CertainNo,
            events: Vec::new(),
            figures: Vec::new(),
            words: denied.to_string(),
            at: 50,
        };
        Account {
            report: Report::plain(),
            parties: vec![party],
            places: Vec::new(),
            events: vec![event],
            figures: Vec::new(),
            claims: vec![claim],
        }
    }

    /// Checks whether the event tells an end, and whether the claim is found to deny it.
    fn check(mut account: Account, ends: bool, denied: bool) {
        mark(&mut account, &words());
        let found = (account.events[0].reality == Reality::Ended, account.claims[0].events == [0]);
        assert_eq!(found, (ends, denied));
    }

    #[test]
    fn a_party_that_is_beaten_ends() {
        let group = ActorKind::ArmedGroup;
        check(account(group, "Delta Front", "defeated", vec![], "that its end was near"), true, true);
        check(account(group, "Delta Front", "Defeated", vec![], "having shelled the town"), true, false);
    }

    #[test]
    fn near_misses() {
        let group = ActorKind::ArmedGroup;
        // Another deed, some of its men, a man, men without a name.
        check(account(group, "Delta Front", "attacked", vec![], "that its end was near"), false, false);
        check(account(group, "Delta Front", "defeated", vec![0], "that its end was near"), false, false);
        check(account(ActorKind::Person, "Ali Orvan", "defeated", vec![], "that its end was near"), false, false);
        check(account(group, "", "defeated", vec![], "that its end was near"), false, false);
    }
}
