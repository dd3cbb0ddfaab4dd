//! Figures worked out from others: "750 fighters died, and almost the double of jihadists", "twice as many".

use super::counted::Counted;
use super::{Draft, Scene};
use crate::number::NumberKind;
use crate::reading::{Exactness, Trace};
use text::{Rel, Upos};

/// Adds the figures that multiples give, each from the nearest figure before it in its sentence, else the last of the
/// sentence before. The drafts stand in the order of the text.
pub(super) fn find(scene: &Scene, drafts: &mut Vec<Draft>, explain: bool) {
    /// How many figures back the one compared with stands.
    const BACK: usize = 20;
    let mut added = Vec::new();
    for number in scene.numbers.iter().filter(|n| n.kind == NumberKind::Multiple) {
        let (Some(min), Some(max), Some(times)) = (number.min.or(number.best), number.max.or(number.best), number.best)
        else {
            continue;
        };
        let at = number.words.start;
        let sentence = scene.doc.words[at].sentence;
        let end = drafts.partition_point(|d| d.span.start < at);
        let base = drafts[..end].iter().enumerate().rev().take(BACK).find(|(_, d)| {
            let s = scene.doc.words[d.span.start].sentence;
            d.span.end <= at && d.part_of.is_none() && d.best.is_some_and(|b| b > 0.0) && s + 1 >= sentence
        });
        let Some((from, base)) = base else { continue };
        let Some(value) = base.best else { continue };
        let who = compared(scene, number.words.end);
        let words = who.map_or(number.words.clone(), |w| scene.phrase(w, w));
        // "420 prisoners, almost double the number of March": the number before it is the multiple.
        let end = scene.sentence(at).end;
        let goes_on = number.words.end < end && scene.doc.words[number.words.end].upos != Upos::Punct;
        let beside = at > base.span.end && scene.doc.form(at - 1) == "," && scene.same_sentence(base.span.start, at);
        let (min, max, times) = if goes_on && beside && at < base.counted.words.end.max(base.span.end) + 4 {
            (1.0 / max, 1.0 / min, 1.0 / times)
        } else {
            (min, max, times)
        };
        let mut why = Trace::new(explain);
        why.say(|| format!("{times} times the figure before it."));
        added.push(Draft {
            counted: Counted { head: who.unwrap_or(number.core.start), number: None, singles: 0, named: false, words },
            span: number.words.clone(),
            measure: base.measure,
            unit: base.unit,
            min: Some((base.min.unwrap_or(value) * min).floor()),
            max: Some((base.max.unwrap_or(value) * max).ceil()),
            best: Some(value * times),
            exactness: Exactness::Computed,
            cue: base.cue,
            rule: "multiple",
            confidence: 0.7,
            part_of: None,
            computed: Some((from, times, number.exactness)),
            dropped: false,
            same_as: None,
            why,
        });
    }
    drafts.append(&mut added);
}

/// Who the multiple counts: "the double of jihadists", "twice as many rebels".
fn compared(scene: &Scene, from: usize) -> Option<usize> {
    const FAR: usize = 5;
    let doc = scene.doc;
    let end = scene.sentence(from.saturating_sub(1)).end;
    for w in from..(from + FAR).min(end) {
        match doc.words[w].upos {
            Upos::Noun | Upos::Propn => {
                return match doc.head(w) {
                    Some(h) if doc.words[w].rel == Rel::Compound && h > w => Some(h),
                    _ => Some(w),
                };
            }
            Upos::Adp | Upos::Det | Upos::Adj | Upos::Adv | Upos::Sconj => {}
            _ => return None,
        }
    }
    None
}
