//! Who did it: two sources name two parties, or the one that is named says that it was not it.

use super::voice::{self, Pair, Voice, weight};
use super::{Dispute, DisputeKind, Reason};
use claims::Act;

/// The dispute about who did it.
pub(super) fn find(voices: &[Voice]) -> Option<Dispute> {
    let told: Vec<&Voice> = voices.iter().filter(|v| v.tells_what_is() && !v.perpetrators().is_empty()).collect();
    let accused = voice::accused(voices);
    let is_accused = |v: &Voice| v.party().is_some_and(|party| accused.contains(&party));
    let contested = voices.iter().filter(|v| blames(v) || is_accused(v)).collect();
    let pairs = voice::pairs(told, contested, |a, b| {
        let reason = if disowns(a, b) { Some(Reason::Denied) } else { others(a, b) };
        reason.map(|reason| Pair { strength: weight(a) * weight(b), reason })
    });
    voice::dispute(DisputeKind::Perpetrator, pairs)
}

/// Whether its source accuses somebody, or owns up.
fn blames(voice: &Voice) -> bool {
    matches!(voice.statement.act, Act::Accuse | Act::ClaimResponsibility)
}

/// One says that a party did it, and this party says that it did not.
fn disowns(accuser: &Voice, accused: &Voice) -> bool {
    let own = accused.party().is_some_and(|party| accuser.perpetrators().contains(&party));
    own && (accused.statement.act == Act::DenyResponsibility || accused.denies())
}

/// Two named sources name other parties, and the second accuses, owns up, or is accused by the first: two who tell a fight
/// from their own side, or by two names of one party, do not dispute who did it.
fn others(a: &Voice, b: &Voice) -> Option<Reason> {
    let (by_a, by_b) = (a.perpetrators(), b.perpetrators());
    let apart = !by_a.iter().any(|party| by_b.contains(party));
    let mutual = a.victims().iter().any(|v| by_b.contains(v)) || b.victims().iter().any(|v| by_a.contains(v));
    let contested = blames(b) || b.party().is_some_and(|party| by_a.contains(&party));
    (a.is_named() && b.is_named() && b.tells_what_is() && apart && !mutual && contested).then_some(())?;
    Some(Reason::Perpetrators(*by_a.first()?, *by_b.first()?))
}
