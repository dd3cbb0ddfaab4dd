//! Whether it is over: one says that a battle or a party has come to its end, another that it goes on, or that it is not so.

use super::voice::{self, Pair, Voice, weight};
use super::{Dispute, DisputeKind, Reason};
use crate::incident::Told;
use claims::{EventType, Reality};
use jiff::civil::Date;

/// Days after an end is told within which a fight that goes on speaks against it; later it may be a new one.
const STILL_DAYS: i32 = 14;

/// The dispute about whether it is over, among events that are more than one incident: those of an operation and its parts,
/// or all that a party does in one country in the weeks after its end is told. Only events that share a party or a place
/// contradict each other.
pub fn over(told: &[Told]) -> Option<Dispute> {
    let share = |a: &Voice, b: &Voice| share_party(a, b) || share_place(a, b);
    among(&voice::of(told), share)
}

/// The same among the mentions of one incident.
pub(super) fn of_one_incident(voices: &[Voice]) -> Option<Dispute> {
    among(voices, |_, _| true)
}

fn among(voices: &[Voice], share: impl Fn(&Voice, &Voice) -> bool) -> Option<Dispute> {
    let ended = voices.iter().filter(|v| v.mention.reality == Reality::Ended && v.statement.affirms()).collect();
    let pairs = voice::pairs(ended, voices.iter().collect(), |a, b| {
        let still = rejects_the_end(b) || goes_on(b, a.mention.published);
        (still && share(a, b)).then(|| Pair { strength: weight(a) * weight(b), reason: Reason::Over })
    });
    voice::dispute(DisputeKind::Over, pairs)
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
    let is_fight = matches!(mention.kind, EventType::Assault | EventType::Coerce | EventType::Mobilize);
    let broke_out = || mention.days.is_some_and(|d| !mention.days_assumed && ended.is_some_and(|end| d.first > end));
    let tells = match mention.reality {
        Reality::Ongoing => true,
        Reality::Happened => broke_out(),
        _ => false,
    };
    tells && is_fight && voice.statement.affirms() && (0..=STILL_DAYS).contains(&since(ended, mention.published))
}

fn share_party(a: &Voice, b: &Voice) -> bool {
    let (a, b) = ([a.perpetrators(), a.victims()].concat(), [b.perpetrators(), b.victims()].concat());
    a.iter().any(|party| b.contains(party))
}

fn share_place(a: &Voice, b: &Voice) -> bool {
    let (Some(a), Some(b)) = (&a.mention.spot, &b.mention.spot) else { return false };
    a.is_town() && b.is_town() && (a.place == b.place || a.km(b).is_some_and(|km| km <= a.within_km + b.within_km))
}
