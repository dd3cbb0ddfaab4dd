//! Ties claims to one another, to events and to figures, and adds what the report says in its own voice.

use super::Draft;
use super::cues::Frame;
use super::reader::Reader;
use crate::reading::{Act, Event, EventType, Figure, Reality, Ref, Role};
use std::ops::Range;
use text::{Rel, Span};

/// For each draft the draft that it stands in, and the innermost draft of each word.
pub(super) struct Nesting {
    pub(super) parent: Vec<Option<usize>>,
    inner: Vec<u32>,
}

impl Nesting {
    pub(super) fn of(r: &Reader, drafts: &[Draft]) -> Nesting {
        let length = |d: &Draft| d.content.iter().map(|c| c.len()).sum::<usize>();
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&n| (std::cmp::Reverse(length(&drafts[n])), n));
        let mut inner = vec![0u32; r.doc.words.len()];
        let mut parent = vec![None; drafts.len()];
        for n in order {
            let d = &drafts[n];
            let around = inner.get(d.head).and_then(|&i| (i as usize).checked_sub(1)).filter(|&p| p != n);
            let held = around.filter(|&p| contains(&drafts[p], d));
            parent[n] = d.same_as.or(held);
            d.content.iter().flat_map(|c| c.clone()).for_each(|w| inner[w] = n as u32 + 1);
        }
        Nesting { parent, inner }
    }

    fn at(&self, word: usize) -> Option<usize> {
        (*self.inner.get(word)? as usize).checked_sub(1)
    }

    /// The drafts that a draft stands in, outermost first.
    pub(super) fn above(&self, n: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = self.parent[n];
        while let Some(p) = at.filter(|_| out.len() < 8) {
            if out.contains(&p) || p == n {
                break;
            }
            out.push(p);
            at = self.parent[p];
        }
        out.reverse();
        out
    }
}

/// Whether a draft's cue and content lie in another's content.
fn contains(outer: &Draft, inner: &Draft) -> bool {
    outer.content.iter().any(|c| c.contains(&inner.head))
        && inner.content.iter().all(|i| outer.content.iter().any(|c| c.start <= i.start && i.end <= c.end))
}

/// Gives each draft the events and figures that its content speaks of, and returns those that only the report vouches
/// for, with the word at which they stand.
pub(super) fn about(
    r: &Reader,
    drafts: &[Draft],
    nesting: &Nesting,
    events: &[Event],
    figures: &[Figure],
) -> (Vec<Vec<Ref>>, Vec<(usize, Ref)>) {
    let mut about = vec![Vec::new(); drafts.len()];
    let mut own = Vec::new();
    let word_of = |span: Span| {
        let words = r.doc.words_in(span);
        (!words.is_empty()).then_some(words.start)
    };
    let items = events
        .iter()
        .enumerate()
        .map(|(n, e)| (word_of(e.trigger), Ref::Event(n as u32)))
        .chain(figures.iter().enumerate().map(|(n, f)| (word_of(f.span), Ref::Figure(n as u32))));
    for (word, item) in items {
        let word = word.unwrap_or(0);
        let mut vouched = false;
        if let Some(n) = nesting.at(word) {
            for m in nesting.above(n).into_iter().chain([n]) {
                if drafts[m].same_as.is_some() || covers(&drafts[m], word) {
                    about[m].push(item);
                    vouched |= !presupposes(&drafts[m]);
                }
            }
        }
        if !vouched {
            own.push((word, item));
        }
    }
    // "…, which they deny": accuser and accused speak of the same.
    for n in (1..drafts.len()).filter(|&n| drafts[n].rule == "which") {
        if let Some(m) = (0..n).rev().take(4).find(|&m| drafts[m].content == drafts[n].content) {
            about[m] = about[n].clone();
        }
    }
    for (draft, about) in drafts.iter().zip(&mut about).filter(|(d, _)| d.rule == "responsibility") {
        about.extend(last_assault(r, draft, events));
    }
    (about, own)
}

/// "The group claimed responsibility.": for the last attack that the report told of.
fn last_assault(r: &Reader, draft: &Draft, events: &[Event]) -> Option<Ref> {
    let sentence = |w: usize| r.word(w).sentence;
    let told = |e: &Event| {
        let near = e.head < draft.head && sentence(e.head) + RECENT >= sentence(draft.head);
        near && e.kind == EventType::Assault && e.main
    };
    let last = events.iter().rfind(|e| told(e))?;
    let first = events.iter().position(|e| told(e) && sentence(e.head) == sentence(last.head));
    first.map(|n| Ref::Event(n as u32))
}

/// How many sentences back an attack is still what is spoken of.
const RECENT: u32 = 3;

/// Takes the speakers behind a content out of those to whom it was done: "abducting 20 women, a militia leader said".
pub(super) fn spare_speakers(r: &Reader, drafts: &[Draft], about: &[Vec<Ref>], events: &mut [Event]) {
    for (draft, items) in drafts.iter().zip(about) {
        let behind = |source: &&Range<usize>| draft.content.iter().all(|c| c.end <= source.start);
        let Some(source) = draft.source.as_ref().filter(behind) else { continue };
        let speaker = r.doc.span_of(source.clone());
        for item in items {
            if let Ref::Event(n) = item
                && let Some(event) = events.get_mut(*n as usize)
            {
                let suffers = |role| matches!(role, Role::Recipient | Role::Victim | Role::Object);
                // Who speaks may have done it, where nobody else did.
                let other = event.arguments.iter().any(|a| a.role == Role::Actor && !a.span.overlaps(speaker));
                let wrong = |role| suffers(role) || role == Role::Actor && other;
                event.arguments.retain(|a| !(wrong(a.role) && a.span.overlaps(speaker)));
            }
        }
    }
}

fn covers(d: &Draft, word: usize) -> bool {
    d.content.iter().any(|c| c.contains(&word))
}

/// Whether what a claim's content names stays the report's own word: who condemns an attack does not tell of it.
fn presupposes(d: &Draft) -> bool {
    d.source.is_some() && d.entry.frames.has(Frame::Fact) && matches!(d.rule, "object" | "responsibility")
}

/// What the report says itself: one claim per run of words of a sentence that no source holds and that tells of events or
/// figures. Gives the words of each and what it tells of.
pub(super) fn own_voice(r: &Reader, drafts: &[Draft], own: &[(usize, Ref)]) -> Vec<(Range<usize>, Vec<Ref>)> {
    let mut held = vec![false; r.doc.words.len()];
    for d in drafts.iter().filter(|d| !presupposes(d)) {
        d.content.iter().flat_map(|c| c.clone()).for_each(|w| held[w] = true);
    }
    let mut sorted = own.to_vec();
    sorted.sort();
    let mut out: Vec<(Range<usize>, Vec<Ref>)> = Vec::new();
    for (word, item) in sorted {
        if let Some((_, items)) = out.last_mut().filter(|(words, _)| words.contains(&word)) {
            items.push(item);
            continue;
        }
        if word >= r.doc.words.len() {
            out.push((0..0, vec![item]));
            continue;
        }
        let sentence = r.sentence(word);
        let low = (sentence.start..word).rev().find(|&w| held[w]).map_or(sentence.start, |w| w + 1);
        let high = (word..sentence.end).find(|&w| held[w]).unwrap_or(sentence.end);
        let words = r.trimmed(low..high);
        let words = if words.contains(&word) { words } else { word..word + 1 };
        out.push((words, vec![item]));
    }
    out
}

/// Events that a source denies become denied: those that head the content of a denial, not what it mentions besides.
pub(super) fn reality(r: &Reader, drafts: &[Draft], acts: &[Act], nesting: &Nesting, events: &mut [Event]) {
    for event in events.iter_mut() {
        let Some(word) = Some(r.doc.words_in(event.trigger)).filter(|w| !w.is_empty()) else { continue };
        let Some(n) = nesting.at(word.start) else { continue };
        let denies = acts[n] == Act::Deny && !drafts[n].negated;
        if denies
            && matches!(event.reality, Reality::Happened | Reality::Ongoing | Reality::Ended)
            && heads(r, &drafts[n], word)
        {
            event.reality = Reality::Denied;
            event.why.say(|| format!("denied: it heads what the source of {} denies", Ref::Claim(n as u32)));
        }
    }
}

/// Whether words head a content: every way up from them to its border leads over verbs that govern or are joined.
fn heads(r: &Reader, d: &Draft, words: Range<usize>) -> bool {
    let Some(content) = d.content.iter().find(|c| c.contains(&words.start)) else { return false };
    let mut at = r.doc.head_of(words);
    for _ in 0..8 {
        match r.doc.head(at) {
            Some(h) if content.contains(&h) => match r.rel(at) {
                Rel::Conj | Rel::Xcomp | Rel::Ccomp | Rel::Obj => at = h,
                _ => return false,
            },
            _ => return true,
        }
    }
    false
}
