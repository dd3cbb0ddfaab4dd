//! Figures worked out from others: "750 fighters died, and almost the double of jihadists", "twice as many".

use super::counted::Counted;
use super::{Draft, Scene, lexicon};
use crate::number::NumberKind;
use crate::reading::{Exactness, Trace};
use std::ops::Range;
use text::{Rel, Upos, VerbForm};

/// Adds the figures that multiples give, each from the nearest figure before it in its sentence, else the last of the
/// sentence before. The drafts stand in the order of the text.
pub(super) fn find(scene: &Scene, drafts: &mut Vec<Draft>, explain: bool) {
    /// How many figures back the one compared with stands.
    const BACK: usize = 20;
    /// "Almost double" is this close to it.
    const NEARLY: f64 = 0.2;
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
        let Some((mut from, mut base)) = base else { continue };
        let relation = relation(scene, base, number.words.clone());
        let (min, max, times) = match relation {
            Relation::Of => (min, max, times),
            Relation::IsOf => (1.0 / max, 1.0 / min, 1.0 / times),
            Relation::IsOfOlder => {
                let older = drafts[..from].iter().enumerate().rev().take(BACK).find(|(_, d)| {
                    let told = d.best.zip(base.best).is_some_and(|(old, new)| (old * times / new - 1.0).abs() < NEARLY);
                    told && d.measure == base.measure && d.counted.number.is_some()
                });
                let Some(older) = older else { continue };
                (from, base) = older;
                (min, max, times)
            }
        };
        let Some(value) = base.best else { continue };
        let who = compared(scene, number.words.end).filter(|_| matches!(relation, Relation::Of));
        let words = who.map_or(number.words.clone(), |w| scene.phrase(w, w));
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
            presumed: false,
            computed: Some((from, times, number.exactness)),
            dropped: false,
            same_as: None,
            why,
        });
    }
    drafts.append(&mut added);
}

/// How a multiple and the figure before it hang together.
enum Relation {
    /// "12 soldiers died, and double that number of rebels": it is so many times the figure.
    Of,
    /// "420 prisoners, almost double the number of March": the figure is so many times another one.
    IsOf,
    /// "She now counts 43, almost double": the figure is so many times an older one.
    IsOfOlder,
}

/// Right behind a figure and a comma, or where a sentence opens with it ("That is twice the number of May"), a multiple is
/// said of the figure.
fn relation(scene: &Scene, base: &Draft, multiple: Range<usize>) -> Relation {
    /// A sentence opens with a pronoun and a verb.
    const OPENING: usize = 4;
    let doc = scene.doc;
    let sentence = scene.sentence(multiple.start);
    let verb = |w: usize| doc.words[w].upos == Upos::Verb && doc.words[w].feats.verb_form == Some(VerbForm::Fin);
    let start = base.counted.words.end.max(base.span.end);
    let beside = sentence.contains(&base.span.start)
        && start < multiple.start
        && doc.form(multiple.start - 1) == ","
        && !(start..multiple.start).any(verb);
    let opens = !sentence.contains(&base.span.start)
        && multiple.start - sentence.start <= OPENING
        && doc.words[sentence.start].upos == Upos::Pron;
    let next = multiple.end;
    let goes_on = next < sentence.end && doc.words[next].upos != Upos::Punct;
    match goes_on {
        // "300 by one count, the triple according to themselves".
        true if scene.entry(next).is(lexicon::SAY) => Relation::Of,
        true if beside || opens => Relation::IsOf,
        false if beside => Relation::IsOfOlder,
        _ => Relation::Of,
    }
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
