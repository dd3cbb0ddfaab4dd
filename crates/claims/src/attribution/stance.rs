//! What a claim does and how firmly: its act, the certainty that its source gives, the distance that the report keeps,
//! how the speech is given, through which medium and when.

use super::Draft;
use super::cues::{Frame, List};
use super::reader::Reader;
use crate::reading::{Act, Author, Certainty, Ref, Speech};
use std::ops::Range;
use text::{Mood, Rel, Tense, Upos};

/// The act of a claim.
pub(super) fn act(r: &Reader, d: &Draft) -> Act {
    let act = match (d.negated, d.entry.negated) {
        (true, Some(Act::NoComment)) if left_open(r, d) => Act::Assert,
        (true, Some(negated)) => negated,
        (true, None) if d.entry.act == Act::Announce || d.entry.act == Act::Order => Act::NoComment,
        _ => d.entry.act,
    };
    let speaks_ahead = |content: &Range<usize>| future(r, d, content);
    match act {
        // « demande si la route est ouverte »: a question, no order.
        Act::Order if d.rule == "said" && d.content.first().is_some_and(|c| r.is(c.start, List::If)) => Act::Assert,
        Act::Assert if !d.entry.frames.has(Frame::Mental) && d.content.first().is_some_and(speaks_ahead) => {
            // "warned", of what the source itself will do, is a threat.
            if d.entry.frames.has(Frame::Threat) { Act::Threaten } else { Act::Announce }
        }
        Act::Announce if matches!(d.rule, "said" | "said-after" | "quoted" | "to-do") => {
            // "announced that three soldiers had died" announces nothing to come.
            if d.content.first().is_some_and(|c| told_past(r, c)) { Act::Assert } else { Act::Announce }
        }
        act => act,
    }
}

/// "did not say why it left": the question stays open; who "would not say" refuses to speak.
fn left_open(r: &Reader, d: &Draft) -> bool {
    let refuses = d.cue.iter().flat_map(|c| c.clone()).any(|w| r.is(w, List::Future) || r.is(w, List::Wish));
    let asked = d.rule != "object"; // "did not comment on the raid"
    d.entry.act == Act::Assert && asked && !refuses && d.content.first().is_some_and(|c| !r.is(c.start, List::ThatOnly))
}

/// Whether the content speaks of what its source will do: a future of the first person, or of its own forces or itself.
fn future(r: &Reader, d: &Draft, content: &Range<usize>) -> bool {
    let Some(verb) = main_verb(r, content) else { return false };
    let subject = r.doc.children(verb).find(|&c| r.rel(c) == Rel::Nsubj && content.contains(&c));
    let Some(subject) = subject else { return false };
    let quoted = r.quote(subject).is_some();
    let first_person = r.is(subject, List::FirstPerson) || r.doc.children(subject).any(|c| r.is(c, List::FirstPerson));
    let source = d.source.as_ref().and_then(|s| r.mentions.actor(r.doc.head_of(s.clone())));
    let same = source.is_some() && r.mentions.actor(subject).map(|m| m.0) == source.map(|m| m.0);
    if !((quoted && first_person) || same) {
        return false;
    }
    r.feats(verb).tense == Some(Tense::Fut)
        || r.doc.children(verb).chain([verb]).any(|c| {
            (r.rel(c) == Rel::Aux || c == verb)
                && (r.is(c, List::Future) && r.upos(c) != Upos::Noun
                    || r.feats(c).tense == Some(Tense::Fut)
                    || (!quoted && r.feats(c).mood == Some(Mood::Cnd)))
        })
}

fn told_past(r: &Reader, content: &Range<usize>) -> bool {
    main_verb(r, content).is_some_and(|v| {
        let future = r.doc.children(v).chain([v]).any(|c| {
            r.is(c, List::Future) || r.feats(c).tense == Some(Tense::Fut) || r.feats(c).mood == Some(Mood::Cnd)
        });
        let past = r.doc.children(v).chain([v]).any(|c| matches!(r.feats(c).tense, Some(Tense::Past | Tense::Imp)));
        past && !future
    })
}

/// The verb that heads a content: the word whose head lies outside it, if it is a verb or has a copula.
pub(super) fn main_verb(r: &Reader, content: &Range<usize>) -> Option<usize> {
    content.clone().take(80).find(|&w| {
        r.doc.head(w).is_none_or(|h| !content.contains(&h))
            && (r.is_verbal(w) || r.doc.children(w).any(|c| r.rel(c) == Rel::Cop))
    })
}

/// The certainty that the source gives the content: by the cue, and by a modal of the content's main verb.
pub(super) fn certainty(r: &Reader, d: &Draft, act: Act) -> Certainty {
    if let Some(certainty) = d.certainty {
        return certainty;
    }
    let certainty = d.entry.certainty(act);
    if d.negated && (act == Act::ClaimResponsibility || act == Act::Assert && d.entry.negated == Some(Act::NoComment)) {
        return Certainty::Unknown;
    }
    if hearsay(r, d) {
        return Certainty::PossibleYes;
    }
    if certainty != Certainty::CertainYes || d.rule == "object" {
        return certainty;
    }
    if let Some(verb) = d.content.first().and_then(|c| main_verb(r, c)) {
        for c in r.doc.children(verb).chain([verb]).filter(|&c| r.is_verbal(c) || r.upos(c) == Upos::Adv) {
            if r.is(c, List::Possible) {
                return Certainty::PossibleYes;
            }
            if r.is(c, List::Probable) && r.upos(c) != Upos::Verb {
                return Certainty::ProbableYes;
            }
        }
        if d.content.first().is_some_and(|c| r.is(c.start, List::If)) {
            return Certainty::Unknown;
        }
    }
    certainty
}

/// « Selon lui, le chef serait mort »: a source and the conditional of hearsay.
fn hearsay(r: &Reader, d: &Draft) -> bool {
    let verb = || d.content.first().and_then(|c| main_verb(r, c));
    d.rule == "according"
        && verb().is_some_and(|v| r.doc.children(v).chain([v]).any(|w| r.feats(w).mood == Some(Mood::Cnd)))
}

/// The report's distance.
pub(super) fn author(r: &Reader, d: &Draft, act: Act) -> Author {
    match act {
        _ if hearsay(r, d) => Author::Distancing,
        Act::NotVerified => Author::Distancing,
        _ if d.negated && d.author == Author::Endorsing => Author::Neutral,
        _ => d.author,
    }
}

/// How the speech is given: all of it in quotation marks, some of it, or none.
pub(super) fn speech(r: &Reader, d: &Draft, act: Act) -> Speech {
    if d.content.is_empty() || matches!(act, Act::NoComment | Act::NotVerified) {
        return Speech::None;
    }
    let (mut inside, mut outside) = (0, 0);
    for w in d.content.iter().flat_map(|c| c.clone()).filter(|&w| r.has_letters(w)) {
        match r.quote(w) {
            Some(q)
                if (overlong(d, q) || !q.words.contains(&d.head))
                    && d.content.iter().any(|c| c.start < q.words.end && q.words.start < c.end) =>
            {
                inside += 1
            }
            _ => outside += 1,
        }
    }
    // A thing that is named, not a clause: "denied the raid", "spoke of “a completed operation”".
    let thing = matches!(d.rule, "object" | "toll" | "reported");
    match (inside, outside) {
        (0, _) if thing => Speech::None,
        (_, 0) if thing => Speech::Mixed,
        (0, _) => Speech::Indirect,
        (_, 0) => Speech::Direct,
        _ => Speech::Mixed,
    }
}

/// Whether a quotation that holds the cue is the content's own (a cue inserted into it).
fn overlong(d: &Draft, q: &super::quotes::Quote) -> bool {
    d.content.iter().any(|c| c.start == q.words.start || c.end == q.words.end)
}

/// The medium named around the cue.
pub(super) fn medium(r: &Reader, d: &Draft) -> Option<String> {
    let lexicon = r.lexicon(d.head);
    let find = |words: Range<usize>| {
        words.clone().find_map(|w| lexicon.media.at(r.doc, w, words.end).next().map(|(_, name)| name.clone()))
    };
    around(r, d).into_iter().find_map(find)
}

/// When it was said: a time around the cue, outside the content.
pub(super) fn time(r: &Reader, d: &Draft) -> Option<Ref> {
    if d.cue.is_empty() {
        return None;
    }
    let direct =
        r.doc.children(d.head).filter(|&c| matches!(r.rel(c), Rel::Obl | Rel::Advmod | Rel::Nmod | Rel::Advcl));
    let outside = |w: &usize| !d.content.iter().any(|c| c.contains(w));
    let found = direct.filter(outside).find_map(|c| r.mentions.time(c));
    found
        .or_else(|| around(r, d).into_iter().flatten().filter(outside).find_map(|w| r.mentions.time(w)))
        .map(|(to, _)| to)
}

/// The runs of words around a cue that are neither content nor source: the reporting clause, what leads up to it at the
/// sentence's start, and what follows the content ("… in a statement").
fn around(r: &Reader, d: &Draft) -> Vec<Range<usize>> {
    let sentence = r.sentence(d.head);
    let low = sentence.start.max(d.head.saturating_sub(40));
    let high = sentence.end.min(d.head + 40);
    let mut out = vec![d.region.start.max(sentence.start)..d.region.end.min(sentence.end)];
    let content_start = d.content.iter().map(|c| c.start).min().unwrap_or(d.head);
    let content_end = d.content.iter().map(|c| c.end).max().unwrap_or(d.head);
    if content_start > d.region.start {
        out.push(low..d.region.start.max(low));
    }
    let after = content_end.max(d.region.end).max(low);
    if after < high {
        out.push(after..high);
    }
    out
}
