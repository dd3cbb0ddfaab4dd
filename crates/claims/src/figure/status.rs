//! Whether those counted fought: by the words that tell who they were, else by what became of them.

use super::counted::Counted;
use super::lexicon;
use super::{Draft, Scene};
use crate::reading::{ActorKind, Measure, Ref, Status, Unit};
use std::ops::Range;
use text::Rel;

/// Whether those counted fought. One number over "soldiers and civilians" counts both.
pub(super) fn told(scene: &Scene, counted: &Counted, words: &Range<usize>, to: Option<Ref>) -> Status {
    let of = |w: usize| scene.entry(w).status.filter(|&s| s != Status::Unknown);
    let head = counted.head;
    let shared = |m: usize| match counted.number {
        Some(_) => {
            scene.links.number(m).is_none() && !scene.doc.children(m).any(|c| scene.doc.words[c].rel == Rel::Det)
        }
        None => counted.singles > 1 && words.contains(&m),
    };
    let members = scene.members(&[head]);
    let mut found: Vec<Status> = members.iter().filter(|&&m| m == head || shared(m)).filter_map(|&m| of(m)).collect();
    found.dedup();
    let side = to.and_then(|to| of_side(scene, to));
    match found[..] {
        // "two chiefs of the Front": they fight where those whom they lead do.
        [Status::Civilian] if scene.entry(head).is(lexicon::LEADER) && side == Some(Status::Combatant) => {
            return Status::Combatant;
        }
        [one] => return one,
        [_, _, ..] => return if found.iter().all(|&s| s == found[0]) { found[0] } else { Status::Mixed },
        [] => {}
    }
    // "members of the police", "civilian victims".
    if let Some(s) = words.clone().find_map(of) {
        return s;
    }
    side.unwrap_or(Status::Unknown)
}

/// What a number alone is said to count: "Of those killed, 51 were fighters."
pub(super) fn predicated(scene: &Scene, counted: &Counted) -> Option<Status> {
    /// An article and an adjective may stand between.
    const FAR: usize = 3;
    let number = &scene.numbers[counted.number?];
    let be = number.words.end;
    let alone = number.core.contains(&counted.head) && scene.same_sentence(be, counted.head);
    if !alone || !scene.entry(be).is(lexicon::BE) {
        return None;
    }
    let end = scene.sentence(be).end.min(be + 1 + FAR);
    (be + 1..end).find_map(|w| scene.entry(w).status.filter(|&s| s != Status::Unknown))
}

/// Whether those of an actor fight.
fn of_side(scene: &Scene, to: Ref) -> Option<Status> {
    let Ref::Actor(a) = to else { return None };
    let actor = scene.actors.get(a as usize)?;
    let fights = |s: &String| matches!(s.as_str(), "MIL" | "REB" | "UAF" | "COP" | "PRM" | "SPY");
    Some(match actor.kind {
        ActorKind::ArmedGroup | ActorKind::Unit => Status::Combatant,
        _ if actor.sectors.iter().any(fights) => Status::Combatant,
        ActorKind::Population => Status::Unknown,
        _ if !actor.sectors.is_empty() => Status::Civilian,
        _ => Status::Unknown,
    })
}

/// Whether people of whom no word tells it fought, by what became of them.
pub(super) fn likely(scene: &Scene, draft: &Draft) -> Status {
    /// Words of a side ("in our ranks") stand near the number.
    const NEAR: usize = 7;
    let sentence = scene.sentence(draft.span.start);
    let low = sentence.start.max(draft.span.start.saturating_sub(NEAR));
    // "Thirty people lost their lives" tells of no side.
    let side = draft.rule != "verb-subject"
        && (low..sentence.end.min(draft.span.end + NEAR)).any(|w| scene.entry(w).is(lexicon::SIDE));
    // "The clashes left five dead": whoever they were.
    let fight = sentence.clone().any(|w| scene.entry(w).is(lexicon::FIGHT));
    match draft.measure {
        _ if draft.unit == Unit::Households => Status::Civilian,
        Measure::Surrendered => Status::Combatant,
        Measure::Killed | Measure::Wounded | Measure::Missing | Measure::Present if side => Status::Combatant,
        Measure::Detained | Measure::Released => Status::Unknown,
        Measure::Killed | Measure::Wounded if fight => Status::Unknown,
        _ => Status::Civilian,
    }
}
