//! What words that tell no event of their own say of the one beside them: in "a bomb went off at the gate, wounding Ana Sol"
//! the wounding is a part of the blast, and whom it struck belongs to it.

use super::{Draft, sift};
use crate::reading::{Argument, Role};
use text::Document;

/// Gives the arguments of violent drafts that were left out to the nearest violent event of their sentence that they hang
/// on, or that hangs on them.
pub(super) fn complete(doc: &Document, left_out: Vec<Draft>, drafts: &mut [Draft]) {
    for part in left_out.iter().filter(|d| sift::tells_violence(d)) {
        let first = drafts.partition_point(|d| d.sentence < part.sentence);
        let of_sentence = drafts[first..].iter_mut().take_while(|d| d.sentence == part.sentence);
        let at = part.trigger.word;
        let is_whole = |d: &&mut Draft| {
            let whole = d.trigger.word;
            sift::tells_violence(d) && (doc.dominates(whole, at) || doc.dominates(at, whole))
        };
        let Some(whole) = of_sentence.filter(is_whole).min_by_key(|d| d.trigger.word.abs_diff(at)) else { continue };
        let told = |d: &Draft, role: Role| d.event.arguments.iter().any(|a| a.role == role);
        let acted = told(whole, Role::Actor);
        for argument in &part.event.arguments {
            let new = match argument.role {
                Role::Victim | Role::Object => true,
                Role::Actor => !acted,
                Role::Instrument => !told(whole, Role::Instrument),
                _ => false,
            };
            let known = |a: &Argument| a.span.overlaps(argument.span) || a.to.is_some() && a.to == argument.to;
            if new && !whole.event.arguments.iter().any(known) {
                whole.event.arguments.push(*argument);
                whole.event.why.say(|| format!("{:?} is told of it", doc.slice_of(argument.span)));
            }
        }
    }
}
