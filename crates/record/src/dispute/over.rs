//! Whether it is over: one says that a battle or a party has come to its end, another that it goes on, or that it is not so.

use super::voice::{self, Pair, Voice, weight};
use super::{Dispute, DisputeKind, Reason};
use crate::hash::mixed;
use crate::mention::{EventId, Mention, PartyId};
use claims::{EventType, Reality};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Days after an end is told within which a fight that goes on speaks against it; later it may be a new one.
pub const STILL_DAYS: i32 = 14;

/// The dispute about whether it is over: among the voices on one incident, and those `around` it that share a party or a
/// place with the one that tells the end.
pub(super) fn find(voices: &[Voice], around: &[Voice]) -> Option<Dispute> {
    let ended: Vec<&Voice> = voices.iter().filter(|v| tells_an_end(v)).collect();
    let anchor = ended.first()?.mention.anchor;
    let own: BTreeSet<EventId> = voices.iter().map(|v| v.mention.id).collect();
    let pairs = voice::pairs(ended, voices.iter().chain(around).collect(), |a, b| {
        let still = rejects_the_end(b) || goes_on(b, a.mention.published);
        (still && (own.contains(&b.mention.id) || share(a, b)))
            .then(|| Pair { strength: weight(a) * weight(b), reason: Reason::Over })
    });
    // A voice around it may be in other disputes; the end is told here alone.
    let anchor = mixed([DisputeKind::Over as u64 + 1, anchor]);
    voice::dispute(DisputeKind::Over, pairs).map(|dispute| Dispute { anchor, ..dispute })
}

/// Whether an event may be a fight that goes on, or broke out, after an end is told: the test that needs no other event.
pub fn may_speak_against_an_end(mention: &Mention) -> bool {
    let is_fight = matches!(mention.kind, EventType::Assault | EventType::Coerce | EventType::Mobilize);
    is_fight && matches!(mention.reality, Reality::Ongoing | Reality::Happened)
}

fn tells_an_end(voice: &Voice) -> bool {
    voice.mention.reality == Reality::Ended && voice.statement.affirms()
}

/// Whether it denies an end that others tell.
fn rejects_the_end(voice: &Voice) -> bool {
    voice.mention.reality == Reality::Ended && voice.statement.denies()
}

/// Whether it tells of fighting on the day when an end is told, or soon after: fighting that goes on, or that broke out since.
fn goes_on(voice: &Voice, ended: Option<Date>) -> bool {
    let mention = voice.mention;
    let since = |from: Option<Date>, to: Option<Date>| match (from, to) {
        (Some(from), Some(to)) => from.until(to).map_or(i32::MAX, |span| span.get_days()),
        _ => 0,
    };
    let broke_out = || mention.days.is_some_and(|d| !mention.days_assumed && ended.is_some_and(|end| d.first > end));
    let tells = match mention.reality {
        Reality::Ongoing => true,
        Reality::Happened => broke_out(),
        _ => false,
    };
    tells
        && may_speak_against_an_end(mention)
        && voice.statement.affirms()
        && (0..=STILL_DAYS).contains(&since(ended, mention.published))
}

/// Whether two events are about the same war: a party, a town, or in one report the country, where no party is told.
fn share(a: &Voice, b: &Voice) -> bool {
    let (a_parties, b_parties) = (parties(a), parties(b));
    let country = |v: &Voice| v.mention.spot.as_ref().and_then(|spot| spot.country.clone());
    let in_one_country = || a.mention.report == b.mention.report && country(a).is_some() && country(a) == country(b);
    a_parties.iter().any(|party| b_parties.contains(party))
        || share_place(a, b)
        || b_parties.is_empty() && in_one_country()
}

fn parties(voice: &Voice) -> Vec<PartyId> {
    [voice.perpetrators(), voice.victims()].concat()
}

fn share_place(a: &Voice, b: &Voice) -> bool {
    let (Some(a), Some(b)) = (&a.mention.spot, &b.mention.spot) else { return false };
    a.is_town() && b.is_town() && (a.place == b.place || a.km(b).is_some_and(|km| km <= a.within_km + b.within_km))
}
