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
/// speaks for, so that two outlets that cite two of its officers have one source.
pub fn origin(account: &Account, claim: &Claim) -> Origin {
    match claim.source.filter(|_| claim.named && !claim.own_voice) {
        Some(party) => body(account, party),
        None => Origin::Report,
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
