//! Where and when, where the event's own syntax does not say: the rest of its sentence, else the last place told in its
//! paragraph, else the dateline.

use super::Scene;
use crate::reading::{Argument, Event, EventType, Ref, Role};

/// How many words back the discourse is searched.
const REACH: usize = 120;

/// Adds a place and a time from the discourse.
pub(super) fn complete(scene: &Scene, sentence: usize, event: &mut Event) {
    let physical = matches!(
        event.kind,
        EventType::Assault
            | EventType::Retreat
            | EventType::Coerce
            | EventType::Mobilize
            | EventType::Protest
            | EventType::Consult
            | EventType::Aid
    );
    let told = |event: &Event, roles: &[Role]| event.arguments.iter().any(|a| roles.contains(&a.role));
    let words = scene.doc.sentences[sentence].words();
    if physical && !told(event, &[Role::Place, Role::Origin, Role::Destination]) {
        let taken = |at: usize, event: &Event| {
            let span = scene.doc.words[at].span;
            event.arguments.iter().any(|a| matches!(a.role, Role::Actor | Role::Recipient) && a.span.overlaps(span))
        };
        let mut at = words.clone();
        let near = at
            .by_ref()
            .filter(|&w| scene.mentions.place(w).is_some() && !taken(w, event) && scene.mentions.actor(w).is_none())
            .min_by_key(|&w| w.abs_diff(event.head));
        let found = match near {
            Some(w) => Some((w, "its sentence")),
            None => {
                before(scene, sentence, &|w| scene.mentions.place(w).is_some() && scene.mentions.actor(w).is_none())
                    .map(|w| (w, "what was told before"))
            }
        };
        if let Some((w, source)) = found
            && let Some((r, span)) = scene.mentions.place(w)
        {
            event.why.say(|| format!("place {:?} from {source}", scene.doc.slice_of(span)));
            event.arguments.push(Argument { role: Role::Place, span, to: Some(r) });
        }
    }
    if !told(event, &[Role::Time]) {
        let found = words.filter(|&w| scene.mentions.time(w).is_some()).min_by_key(|&w| w.abs_diff(event.head));
        if let Some((r, span)) = found.and_then(|w| scene.mentions.time(w))
            && let Ref::Time(t) = r
        {
            let kind = scene.times.get(t as usize).map(|t| t.kind);
            if kind.is_some_and(|k| k == crate::reading::TimeType::Date || k == crate::reading::TimeType::Time) {
                event.why.say(|| format!("time {:?} from its sentence", scene.doc.slice_of(span)));
                event.arguments.push(Argument { role: Role::Time, span, to: Some(r) });
            }
        }
    }
}

/// The last word before a sentence, in its paragraph or on the report's first line, for which something holds.
fn before(scene: &Scene, sentence: usize, holds: &dyn Fn(usize) -> bool) -> Option<usize> {
    let doc = scene.doc;
    let first = doc.sentences[sentence].first as usize;
    let paragraph = doc.sentences[sentence].paragraph;
    let back = (first.saturating_sub(REACH)..first).rev();
    back.take_while(|&w| doc.sentences[doc.words[w].sentence as usize].paragraph == paragraph)
        .find(|&w| holds(w))
        .or_else(|| {
            let opening = doc.sentences.first()?;
            (opening.words().start..opening.words().end.min(8)).find(|&w| holds(w))
        })
}
