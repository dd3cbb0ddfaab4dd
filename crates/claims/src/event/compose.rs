//! What an event is in PLOVER when it is not told as done: a future kindness is an agreement, a future blow a threat, and
//! a kindness that will not be done a refusal (PLOVER manual of February 2024, AGREE, THREATEN and REJECT).

use super::reality::Found;
use super::triggers::Trigger;
use crate::reading::{Argument, EventType, Reality, Role};

/// Type, mode and CAMEO code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) kind: EventType,
    pub(super) mode: Option<&'static str>,
    pub(super) cameo: Option<&'static str>,
}

/// What is meant by an event told so.
pub(super) fn meant(told: Told, found: &Found, trigger: &Trigger, arguments: &[Argument]) -> Told {
    let acts = arguments.iter().any(|a| a.role == Role::Actor) && (!trigger.noun || trigger.light.is_some());
    if !acts {
        return told;
    }
    use EventType::*;
    if found.unwilling && matches!(told.kind, Agree | Consult | Support | Concede | Cooperate | Aid | Retreat) {
        return Told { kind: Reject, mode: None, cameo: Some("12") };
    }
    if found.undone && matches!(told.kind, Agree | Concede) {
        return Told { kind: Reject, mode: None, cameo: Some("12") };
    }
    if found.reality != Reality::Planned || !found.announced {
        return told;
    }
    match told.kind {
        Consult | Support | Cooperate | Aid | Concede | Retreat => Told { kind: Agree, mode: None, cameo: Some("03") },
        Assault | Coerce | Sanction | Mobilize => Told { kind: Threaten, mode: threat(told), cameo: Some("13") },
        _ => told,
    }
}

/// The mode of a request, by the event that is asked for.
pub(super) fn asked(trigger: &Trigger, kind_at: &dyn Fn(usize) -> Option<EventType>) -> &'static str {
    let governed = trigger.clause.fillers.iter().map(|&(_, w)| w).chain(trigger.clause.complement);
    match governed.filter(|&w| w != trigger.word).find_map(kind_at) {
        Some(EventType::Retreat | EventType::Concede) => "yield",
        Some(EventType::Aid | EventType::Mobilize | EventType::Cooperate) => "assist",
        Some(EventType::Consult | EventType::Agree) => "meet",
        _ => "change",
    }
}

/// The mode of a threat, by what is threatened.
fn threat(told: Told) -> Option<&'static str> {
    match (told.kind, told.mode) {
        (EventType::Assault, _) | (EventType::Mobilize, _) => Some("violence"),
        (EventType::Coerce, Some("arrest")) => Some("arrest"),
        (EventType::Coerce, Some("curfew" | "martial-law" | "restrict" | "censor")) => Some("restrict"),
        (EventType::Coerce, Some("seize")) => Some("territory"),
        (EventType::Coerce, Some("deport")) | (EventType::Sanction, Some("expel")) => Some("expel"),
        (EventType::Sanction, _) => Some("relations"),
        _ => None,
    }
}
