//! Quotations that no reporting verb took up: cues in no list, a speaker before a colon, the second part of a split
//! quotation, and floating quotations, which belong to the last speaker.

use super::Draft;
use super::cues::{Entry, List};
use super::reader::Reader;
use crate::reading::ActorKind;
use std::ops::Range;
use text::{Rel, Upos, VerbForm};

/// Gives every quotation that is speech a source. `drafts` are in order of their cues and stay so.
pub(super) fn attach(r: &Reader, drafts: &mut Vec<Draft>) {
    let mut held = vec![false; r.doc.words.len()];
    let mut used = vec![false; r.doc.words.len()];
    for d in drafts.iter() {
        d.content.iter().flat_map(|c| c.clone()).for_each(|w| held[w] = true);
        d.source.iter().chain(&d.cue).flat_map(|c| c.clone()).for_each(|w| used[w] = true);
    }
    let mut found: Vec<Draft> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut last = 0; // drafts before this index have their cue before the quotation at hand
    for (n, q) in r.quotes.iter().enumerate().filter(|(_, q)| q.depth == 0) {
        let words = q.words.clone();
        if words.len() < 2 || words.clone().any(|w| used[w] && !held[w]) {
            continue;
        }
        while last < drafts.len() && drafts[last].head < words.start {
            last += 1;
        }
        let middle = (words.start + words.end) / 2;
        if held[middle.min(words.end - 1)] {
            for earlier in waiting.drain(..) {
                // The paragraphs before belong to who speaks here, where this one carries them on.
                if let Some(d) = follower(drafts, &found, words.clone()) {
                    found.push(floating(&r.quotes[earlier].words, d));
                }
            }
            continue;
        }
        let alone = stands_alone(r, &words);
        if let Some(d) = unknown_cue(r, &words)
            .filter(|d| !used[d.head] || r.has_verb(words.clone()))
            .or_else(|| before_colon(r, &words))
        {
            found.push(d);
            waiting.clear();
            continue;
        }
        if !alone {
            continue;
        }
        if let Some(d) = split(r, drafts, last, &words) {
            drafts[d].content.push(words);
            continue;
        }
        match speaker(r, drafts, last, &found, &words) {
            Some(source) => found.push(floating(&words, source)),
            None if r.quotes.iter().skip(n + 1).take(3).any(|k| k.follows == Some(n)) => waiting.push(n),
            None => {}
        }
    }
    drafts.extend(found);
    drafts.sort_by_key(|d| d.head);
}

/// Whether a quotation fills its sentences.
fn stands_alone(r: &Reader, words: &Range<usize>) -> bool {
    let first = r.sentence(words.start).start;
    let last = r.sentence(words.end - 1).end;
    let idle = |w: usize| r.is_punct(w);
    let before = (first..words.start).rev().take(3).all(idle) && words.start - first <= 2;
    let after = (words.end..last).take(4).all(idle) && last.saturating_sub(words.end) <= 3;
    before && after && words.len() >= 4
}

/// The speaker of a later quotation that carries this one on.
fn follower(drafts: &[Draft], found: &[Draft], words: Range<usize>) -> Option<Range<usize>> {
    let holds = |d: &&Draft| d.content.iter().any(|c| c.start <= words.start && words.start < c.end);
    drafts.iter().rev().chain(found.iter().rev()).take(400).find(holds).and_then(|d| d.source.clone())
}

/// "“…,” deadpanned the mayor": beside a quotation any verb with a speaker reports.
fn unknown_cue(r: &Reader, words: &Range<usize>) -> Option<Draft> {
    if words.len() < 4 {
        return None;
    }
    let sentence = r.sentence(words.end - 1);
    let mark = words.end - 1;
    let pause = |w: usize| r.is_comma(w) || r.is_stop(w) && r.first_char(w) != '.';
    let inner = pause(mark.saturating_sub(1));
    let outer = words.end < sentence.end && r.is_comma(words.end);
    if !(inner || outer) {
        return None;
    }
    let from = words.end + usize::from(outer);
    let verb = (from..sentence.end.min(from + 10)).find(|&w| r.upos(w) == Upos::Verb)?;
    if r.feats(verb).verb_form == Some(VerbForm::Inf) || (from..verb).any(|w| r.is_punct(w)) {
        return None;
    }
    let subject = r.doc.children(verb).find(|&c| r.rel(c) == Rel::Nsubj && c >= from);
    let source = match subject {
        Some(s) if r.may_speak(s) && personal(r, s) => r.phrase(s, &(verb..verb + 1)),
        _ if verb == from => {
            let words = r.nominal_after(from + 1)?;
            personal(r, r.doc.head_of(words.clone())).then_some(words)?
        }
        _ => return None,
    };
    let (low, high) = (source.start.min(verb), source.end.max(verb + 1));
    if low > from + 1 {
        return None;
    }
    let mut content = vec![words.clone()];
    let next = high + usize::from(high < sentence.end && r.is_comma(high));
    if next < sentence.end {
        content.extend(r.opened(next).map(|q| q.words.clone()));
    }
    let mut draft = Draft::plain(verb, Some(source), content, "quoted-by");
    draft.cue = vec![verb..verb + 1];
    draft.region = low..sentence.end.min(high + 20);
    draft.confidence = 0.7;
    Some(draft)
}

/// Whether a word speaks of someone who can be quoted.
fn personal(r: &Reader, w: usize) -> bool {
    r.upos(w) == Upos::Propn
        || (r.is(w, List::Pronoun) && !r.is(w, List::NotSource))
        || r.speaker(w).is_some_and(|k| k != ActorKind::Unknown)
}

/// "The mayor: “…”".
fn before_colon(r: &Reader, words: &Range<usize>) -> Option<Draft> {
    let colon = words.start.checked_sub(1).filter(|&w| r.is_colon(w))?;
    let sentence = r.sentence(colon);
    let start = r.body_start(sentence.clone());
    let source = r.trimmed(start..colon);
    let short = !source.is_empty() && source.len() <= 9 && !r.has_verb(source.clone());
    if short && personal(r, r.doc.head_of(source.clone())) {
        let mut draft = Draft::plain(source.start, Some(source.clone()), vec![words.clone()], "colon");
        draft.cue = vec![colon..colon + 1];
        draft.region = source;
        return Some(draft);
    }
    // "The mayor was blunt: “…”": the subject of what leads up to the quotation.
    let root = (sentence.start..colon)
        .find(|&w| r.is_verbal(w) && r.rel(w) == Rel::Root)
        .or_else(|| (sentence.start..colon).find(|&w| r.doc.child(w, Rel::Cop).is_some()));
    let subject = root.and_then(|root| {
        let subject = r.doc.children(root).find(|&c| r.rel(c) == Rel::Nsubj && c < colon && personal(r, c))?;
        Some(r.phrase(subject, &(root..root + 1)))
    });
    // Where the tree has no such subject, the first person named.
    let named = || {
        let first = (start..colon).take(20).find(|&w| r.name_kind(w) == Some(text::NameKind::Person))?;
        let end = (first..colon).find(|&w| r.name_kind(w) != Some(text::NameKind::Person))?;
        Some(first..end)
    };
    let source = subject.or_else(named)?;
    let mut draft = Draft::plain(words.start, Some(source), vec![words.clone()], "colon");
    draft.region = sentence.start..colon;
    draft.confidence = 0.6;
    Some(draft)
}

/// "“The road is mined,” Saleh said. “Nobody can leave.”": the draft of which a quotation is the second part. It is the
/// one whose sentence ends right before, in the same paragraph, with its quotation before the cue.
fn split(r: &Reader, drafts: &[Draft], last: usize, words: &Range<usize>) -> Option<usize> {
    let sentence = r.doc.sentences.get(r.word(words.start).sentence as usize)?;
    let n = (0..last).rev().take(4).find(|&n| !drafts[n].content.is_empty() && drafts[n].source.is_some())?;
    let d = &drafts[n];
    let cue = r.doc.sentences.get(r.word(d.head).sentence as usize)?;
    let before =
        d.content.iter().all(|c| c.start < d.head) && d.content.last().is_some_and(|c| r.is_quote_mark(c.end - 1));
    let next = r.word(words.start).sentence == r.word(d.head).sentence + 1;
    (before && next && cue.paragraph == sentence.paragraph).then_some(n)
}

/// The last speaker: whom the sentence before speaks of, in the same paragraph, or the source of the last claim in this
/// paragraph or the two before.
fn speaker(r: &Reader, drafts: &[Draft], last: usize, found: &[Draft], words: &Range<usize>) -> Option<Range<usize>> {
    let at = r.word(words.start).sentence as usize;
    let paragraph = r.doc.sentences.get(at)?.paragraph;
    let source = |d: &&Draft| d.source.is_some() && d.head < words.start && !weak(r, d);
    let earlier = drafts[..last].iter().rev().take(6).find(source);
    let floating = found.iter().rev().take(3).find(source);
    let best = [earlier, floating].into_iter().flatten().max_by_key(|d| d.head);
    let near = best.filter(|d| {
        let s = &r.doc.sentences[r.word(d.head).sentence as usize];
        s.paragraph + 3 > paragraph
    });
    // A sentence without claim between the last speaker and the quotation may bring in another.
    let previous = at.checked_sub(1).and_then(|p| r.doc.sentences.get(p)).filter(|s| s.paragraph + 1 >= paragraph);
    if let Some(s) = previous {
        let reports = near.is_some_and(|d| d.head >= s.first as usize);
        if !reports {
            let subject = s
                .words()
                .take(80)
                .find(|&w| r.rel(w) == Rel::Nsubj && r.doc.head(w).is_some_and(|h| r.rel(h) == Rel::Root));
            let person = subject
                .filter(|&w| r.speaker(w) == Some(ActorKind::Person) || r.name_kind(w) == Some(text::NameKind::Person));
            let named = |w: usize| s.paragraph == paragraph || r.name_kind(w) == Some(text::NameKind::Person);
            if let Some(w) = person.filter(|&w| named(w) && !r.is(w, List::FirstPerson) && !r.is(w, List::Pronoun)) {
                return Some(r.phrase(w, &(s.end as usize..s.end as usize)));
            }
        }
    }
    near.and_then(|d| d.source.clone())
}

/// Claims whose source need not be a speaker.
fn weak(r: &Reader, d: &Draft) -> bool {
    let Some(source) = &d.source else { return true };
    let head = r.doc.head_of(source.clone());
    d.rule == "object" && d.entry.author != crate::reading::Author::Neutral
        || r.is(head, List::Document) && r.speaker(head).is_none_or(|k| k == ActorKind::Unknown)
}

fn floating(words: &Range<usize>, source: Range<usize>) -> Draft {
    let mut draft = Draft::plain(words.start, Some(source), vec![words.clone()], "floating");
    draft.confidence = 0.65;
    draft
}

/// A claim without verb.
impl Draft {
    pub(super) fn plain(
        head: usize,
        source: Option<Range<usize>>,
        content: Vec<Range<usize>>,
        rule: &'static str,
    ) -> Draft {
        let entry = Entry::plain();
        Draft {
            head,
            source,
            cue: Vec::new(),
            content,
            region: head..head,
            entry,
            negated: false,
            certainty: None,
            author: entry.author,
            rule,
            confidence: 0.8,
            through: Vec::new(),
            same_as: None,
        }
    }
}
