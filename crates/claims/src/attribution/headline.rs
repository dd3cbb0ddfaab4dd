//! Sources of headlines: "Army: 20 killed", "20 killed in raid - police".

use super::Draft;
use super::cues::List;
use super::reader::Reader;
use super::subject::person_like;
use crate::reading::{ActorKind, Form, Ref};
use std::ops::Range;
use text::{Rel, Upos};

/// All claims of sentences that read as headlines: the first of the report, and those without a stop at their end.
pub(super) fn find(r: &Reader, held: &[bool], out: &mut Vec<Draft>) {
    for (n, s) in r.doc.sentences.iter().enumerate() {
        let words = s.words();
        let line = words.clone().take(60).find(|&w| r.ends_line(w)).map_or(words.end, |w| w + 1);
        let words = words.start..line;
        if words.len() < 3 || words.len() > 60 || words.clone().any(|w| held[w]) {
            continue;
        }
        let open = !r.is_stop(words.end - 1);
        if let Some(draft) = source_first(r, &words, n == 0 || open)
            .or_else(|| open.then(|| source_last(r, &words).or_else(|| source_in_brackets(r, &words))).flatten())
        {
            out.push(draft);
        }
    }
}

/// "Army: 20 killed".
fn source_first(r: &Reader, words: &Range<usize>, headline: bool) -> Option<Draft> {
    let start = r.body_start(words.clone());
    let colon = (start + 1..words.end.min(start + 14)).find(|&w| r.is_colon(w))?;
    let source = r.trimmed(start..colon);
    let content = r.trimmed(colon + 1..words.end);
    if source.is_empty() || content.len() < 2 || told(r, &source) || !speaker(r, source.clone()) {
        return None;
    }
    let quoted = r.opened(content.start).is_some();
    // "Sudan: at least 22 dead": a country before a colon is the topic, though a country may speak.
    let place = r.mentions.place(r.doc.head_of(source.clone())).is_some();
    let known = source.len() < 9 && person_like(r, r.doc.head_of(source.clone()));
    if !quoted && (place || !(headline || known)) {
        return None;
    }
    let mut draft = Draft::plain(source.start, Some(source.clone()), vec![content], "headline");
    draft.cue = vec![colon..colon + 1];
    draft.region = source;
    Some(draft)
}

/// Whether a finite verb stands in what would be a source.
fn told(r: &Reader, words: &Range<usize>) -> bool {
    words.clone().any(|w| r.is_verbal(w) && r.feats(w).verb_form == Some(text::VerbForm::Fin))
}

/// "40 dead in clashes (Observatory)".
fn source_in_brackets(r: &Reader, words: &Range<usize>) -> Option<Draft> {
    let close = words.end - 1;
    let open = (words.end.saturating_sub(7).max(words.start + 2)..close).rev().find(|&w| r.first_char(w) == '(')?;
    let source = r.trimmed(open + 1..close);
    if r.first_char(close) != ')' || source.is_empty() || told(r, &source) || !speaker(r, source.clone()) {
        return None;
    }
    let mut draft = Draft::plain(source.start, Some(source.clone()), vec![r.trimmed(words.start..open)], "headline");
    draft.cue = vec![open..open + 1];
    draft.region = source;
    Some(draft)
}

/// "20 killed in raid - police".
fn source_last(r: &Reader, words: &Range<usize>) -> Option<Draft> {
    let from = words.end.saturating_sub(7).max(words.start + 2);
    let dash = (from..words.end.saturating_sub(1)).rev().find(|&w| r.is_dash(w) || r.is_colon(w))?;
    let source = r.trimmed(dash + 1..words.end);
    let content = r.trimmed(words.start..dash);
    if source.is_empty() || content.len() < 2 || r.has_verb(source.clone()) || !speaker(r, source.clone()) {
        return None;
    }
    let mut draft = Draft::plain(source.start, Some(source.clone()), vec![content], "headline");
    draft.cue = vec![dash..dash + 1];
    draft.region = source;
    Some(draft)
}

/// Whether a short phrase names someone who says things; a place or a topic ("Syria: 20 killed") does not.
fn speaker(r: &Reader, words: Range<usize>) -> bool {
    if words.clone().any(|w| r.is_punct(w) && !r.is_comma(w) && r.first_char(w) != '.') {
        return false;
    }
    let head = r.doc.head_of(words.clone());
    // A country's name before a colon tells where, also where it could speak: "Mali: army kills 12".
    let country = |n: u32| {
        r.actors.get(n as usize).is_some_and(|a| {
            a.kind == ActorKind::State && a.sectors == ["GOV"] && a.mentions.iter().all(|m| m.form != Form::Nominal)
        })
    };
    let place = match r.mentions.actor(head) {
        Some((Ref::Actor(n), _)) => country(n) && r.upos(head) != Upos::Noun,
        _ => r.mentions.place(head).is_some(),
    };
    let person = words.clone().any(|w| r.name_kind(w) == Some(text::NameKind::Person));
    let known = r.lexicon(head).speaker(r.doc, head).is_some() || words.clone().any(|w| r.is(w, List::ColonSource));
    !place
        && (known
            || person
            || (r.mentions.actor(head).is_some() && r.upos(head) != Upos::Noun && r.rel(head) != Rel::Obl))
}
