//! "Four and seven people were killed in Gao and Kidal respectively": the first number is of the first place.

use super::Scene;
use super::lexicon;
use crate::reading::{Figure, Ref};
use std::ops::Range;
use text::Upos;

/// Gives such figures their places, one each.
pub(super) fn find(scene: &Scene, figures: &mut [Figure]) {
    for sentence in &scene.doc.sentences {
        let words = sentence.words();
        if !words.clone().any(|w| scene.entry(w).is(lexicon::RESPECTIVELY)) {
            continue;
        }
        let span = sentence.span;
        let first = figures.partition_point(|f| f.span.start < span.start);
        let end = figures.partition_point(|f| f.span.start < span.end);
        let places = row(scene, words);
        let counted = figures[first..end].iter_mut().filter(|f| f.part_of.is_none());
        let counted: Vec<&mut Figure> = counted.collect();
        if places.len() < 2 || counted.len() != places.len() {
            continue;
        }
        for (figure, place) in counted.into_iter().zip(places) {
            figure.place = Some(place);
            figure.why.say(|| "Places and numbers stand in the same order.".to_string());
        }
    }
}

/// The first row of places that stand side by side, with "and" or a comma between them.
fn row(scene: &Scene, words: Range<usize>) -> Vec<Ref> {
    let joins = |w: usize| {
        let upos = scene.doc.words[w].upos;
        matches!(upos, Upos::Cconj | Upos::Adp | Upos::Det) || scene.doc.form(w) == ","
    };
    let mut out: Vec<Ref> = Vec::new();
    let mut at = words.start;
    let mut free = words.start;
    while at < words.end {
        let Some((place, span)) = scene.mentions.place(at) else {
            at += 1;
            continue;
        };
        if !(free..at).all(joins) {
            if out.len() > 1 {
                return out;
            }
            out.clear();
        }
        out.push(place);
        at = scene.doc.words_in(span).end.max(at + 1);
        free = at;
    }
    out
}
