//! Who stands behind a statement in the end: what counts as one independent source.

use crate::account::{Account, Claim};
use claims::ActorKind;

/// Who stands behind a claim of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A party: a position in [`Account::parties`].
    Party(u32),
    /// The report itself, or sources that it leaves unnamed.
    Report,
}

/// Who stands behind a claim: the source itself, not those that pass on what it says. A person stands for the body that he
/// speaks for, with a name or as "a spokesman for the army", so that two outlets that cite two of its officers have one
/// source.
pub fn origin(account: &Account, claim: &Claim) -> Origin {
    let Some(party) = claim.source.filter(|_| !claim.own_voice) else { return Origin::Report };
    match body(account, party) {
        Origin::Party(of) if claim.named || of != party => Origin::Party(of),
        _ => Origin::Report,
    }
}

/// The body that a party speaks for or belongs to, however many steps away. An outlet's reporters are the report's own voice
/// where the outlet is the report's.
fn body(account: &Account, party: u32) -> Origin {
    let mut at = party;
    // A chain is never longer than the list; a circle ends there.
    for _ in 0..account.parties.len() {
        match account.parties.get(at as usize).and_then(|p| p.member_of) {
            Some(of) if of != at => at = of,
            _ => break,
        }
    }
    let Some(party) = account.parties.get(at as usize) else { return Origin::Report };
    let publishers = [&account.report.outlet, &account.report.agency];
    let publishes = publishers.into_iter().flatten().any(|name| party.spellings.contains(name) || party.name == *name);
    match party.kind {
        ActorKind::Population | ActorKind::Unknown => Origin::Report,
        ActorKind::Media if publishes => Origin::Report,
        _ => Origin::Party(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Party, Report};
    use claims::{Act, Certainty};

    /// A report by "Coast Radio" with an army (0), its spokesman (1), people (2), its own outlet (3), another (4), its
    /// reporter (5).
    fn account() -> Account {
        let party = |name: &str, kind, member_of| Party {
            key: name.to_string(),
            name: name.to_string(),
            kind,
            country: None,
            sectors: Vec::new(),
            role: None,
            member_of,
            spellings: vec![name.to_string()],
        };
        Account {
            report: Report { outlet: Some("Coast Radio".to_string()), ..Report::plain() },
            parties: vec![
                party("army", ActorKind::State, None),
                party("Colonel Dara", ActorKind::Person, Some(0)),
                party("people", ActorKind::Population, None),
                party("Coast Radio", ActorKind::Media, None),
                party("Hill Wire", ActorKind::Media, None),
                party("Mira Sool", ActorKind::Person, Some(3)),
            ],
            places: Vec::new(),
            events: Vec::new(),
            figures: Vec::new(),
            claims: Vec::new(),
        }
    }

    fn check(source: Option<u32>, named: bool, expected: Origin) {
        let claim = Claim {
            source,
            named,
            own_voice: source.is_none(),
            through: Vec::new(),
            act: Act::Assert,
            certainty: Certainty::CertainYes,
            events: Vec::new(),
            figures: Vec::new(),
            words: String::new(),
            at: 0,
        };
        assert_eq!(origin(&account(), &claim), expected);
    }

    #[test]
    fn a_source_is_the_body_behind_it() {
        check(Some(0), true, Origin::Party(0));
        check(Some(1), true, Origin::Party(0));
        check(Some(1), false, Origin::Party(0));
        check(Some(4), true, Origin::Party(4));
    }

    #[test]
    fn the_report_stands_for_itself_and_for_the_unnamed() {
        check(None, false, Origin::Report);
        check(Some(0), false, Origin::Report);
        check(Some(2), true, Origin::Report);
        check(Some(3), true, Origin::Report);
        check(Some(5), true, Origin::Report);
    }
}
