//! Where and when it happened: two named sources tell places or days that do not meet.
//!
//! What a source tells most often is what it says; a slip in one report is no version of its own.

use super::voice::{self, Pair, Voice};
use super::{Dispute, DisputeKind, Reason};
use crate::account::Days;
use crate::mention::{Root, Spot};
use std::collections::BTreeMap;

/// Kilometres beyond which two places are not two versions of one happening.
const FAR_KM: f64 = 150.0;

/// The dispute about where it happened: towns that lie further apart than both are vague.
pub(super) fn place(voices: &[Voice]) -> Option<Dispute> {
    let told = most_told(voices, |v| town(v).map(|spot| spot.place));
    let pairs = voice::pairs(told.clone(), told, |a, b| {
        let (spot, other) = (town(a)?, town(b)?);
        let reach = spot.within_km + other.within_km;
        let km = spot.km(other).filter(|km| *km > reach && *km <= FAR_KM)?;
        Some(Pair { strength: 1.0 - reach / km, reason: Reason::Apart(km) })
    });
    voice::dispute(DisputeKind::Place, pairs)
}

/// The dispute about when it happened: two days that are told. A night lies between two days that follow each other, so that
/// these are in dispute only where one report tells both.
pub(super) fn time(voices: &[Voice]) -> Option<Dispute> {
    let told = most_told(voices, day);
    let pairs = voice::pairs(told.clone(), told, |a, b| {
        let least = if a.mention.report == b.mention.report { 1 } else { 2 };
        let gap = day(a)?.gap(day(b)?);
        (gap >= least).then(|| Pair { strength: f64::from(gap) / (f64::from(gap) + 2.0), reason: Reason::Days(gap) })
    });
    voice::dispute(DisputeKind::Time, pairs)
}

/// The voices that tell what their source tells most often; of as often what it tells first.
fn most_told<'v, 'a, T: PartialEq>(
    voices: &'v [Voice<'a>],
    of: impl Fn(&Voice<'a>) -> Option<T>,
) -> Vec<&'v Voice<'a>> {
    let mut sources: BTreeMap<Root, Vec<(T, Vec<&Voice>)>> = BTreeMap::new();
    for voice in voices {
        let Some(told) = of(voice) else { continue };
        let versions = sources.entry(voice.statement.root).or_default();
        match versions.iter_mut().find(|(held, _)| *held == told) {
            Some((_, tellings)) => tellings.push(voice),
            None => versions.push((told, vec![voice])),
        }
    }
    let most = |versions: Vec<(T, Vec<&'v Voice<'a>>)>| versions.into_iter().rev().max_by_key(|(_, told)| told.len());
    sources.into_values().filter_map(most).flat_map(|(_, told)| told).collect()
}

/// The town that a named source tells. An operation reaches over many.
fn town<'a>(voice: &Voice<'a>) -> Option<&'a Spot> {
    let spot = voice.mention.spot.as_ref().filter(|spot| spot.is_town() && !spot.assumed);
    spot.filter(|_| is_testimony(voice))
}

/// The day that a named source tells.
fn day(voice: &Voice) -> Option<Days> {
    let days = voice.mention.days.filter(|days| days.count() == 1 && !voice.mention.days_assumed);
    days.filter(|_| is_testimony(voice))
}

fn is_testimony(voice: &Voice) -> bool {
    voice.is_named() && voice.tells_what_is() && !voice.mention.operation
}
