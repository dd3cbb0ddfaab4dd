//! Where and when it happened: two named sources tell places or days that do not meet.

use super::voice::{self, Pair, Voice};
use super::{Dispute, DisputeKind, Reason};
use crate::account::Days;
use crate::mention::Spot;

/// The dispute about where it happened: towns that lie further apart than both are vague.
pub(super) fn place(voices: &[Voice]) -> Option<Dispute> {
    let told: Vec<&Voice> = voices.iter().filter(|v| town(v).is_some()).collect();
    let pairs = voice::pairs(told.clone(), told, |a, b| {
        let (spot, other) = (town(a)?, town(b)?);
        let reach = spot.within_km + other.within_km;
        let km = spot.km(other).filter(|km| *km > reach)?;
        Some(Pair { strength: 1.0 - reach / km, reason: Reason::Apart(km) })
    });
    voice::dispute(DisputeKind::Place, pairs)
}

/// The dispute about when it happened: two days that are told. The longer the time between them, the plainer: the night
/// between two days goes by either.
pub(super) fn time(voices: &[Voice]) -> Option<Dispute> {
    let told: Vec<&Voice> = voices.iter().filter(|v| day(v).is_some()).collect();
    let pairs = voice::pairs(told.clone(), told, |a, b| {
        let gap = day(a)?.gap(day(b)?);
        (gap > 0).then(|| Pair { strength: f64::from(gap) / (f64::from(gap) + 2.0), reason: Reason::Days(gap) })
    });
    voice::dispute(DisputeKind::Time, pairs)
}

/// The town that a named source tells. An operation reaches over many.
fn town<'a>(voice: &Voice<'a>) -> Option<&'a Spot> {
    let spot = voice.mention.spot.as_ref().filter(|spot| spot.is_town() && !spot.assumed);
    spot.filter(|_| is_testimony(voice))
}

/// The day that a named source tells.
fn day(voice: &Voice) -> Option<Days> {
    let days = voice.mention.days.filter(|days| days.len() == 1 && !voice.mention.days_assumed);
    days.filter(|_| is_testimony(voice))
}

fn is_testimony(voice: &Voice) -> bool {
    voice.is_named() && voice.tells_what_is() && !voice.mention.operation
}
