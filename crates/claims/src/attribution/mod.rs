//! Attribution: who says so. Every event and figure ends in at least one claim.
//!
//! Each way of telling a source has a file: a reporting verb (`verb`, with its content in `content`), a quotation that no
//! verb took up (`quoted`), "according to" (`according`), hearsay (`hearsay`), a noun (`noun`), a headline (`headline`).
//! They give [`Draft`]s; `stance` says what each does and how firmly, `source` who speaks, `link` what it speaks of.

// A list of one run of words is what it looks like.
#![allow(clippy::single_range_in_vec_init)]

mod according;
mod complement;
mod content;
mod cues;
mod extent;
mod finite;
mod headline;
mod hearsay;
mod implied;
mod link;
mod noun;
mod quoted;
mod quotes;
mod reader;
mod source;
mod stance;
mod subject;
mod verb;

pub use cues::Cues;

use crate::mentions::Mentions;
use crate::reading::{
    Act, Actor, ActorKind, Author, Certainty, Claim, Event, Figure, Note, Ref, Source, Speech, Trace,
};
use cues::{Entry, Frame, List};
use link::Nesting;
use reader::Reader;
use std::ops::Range;
use text::{Document, Span, Upos};

/// A claim in words of the document, before its records are tied to it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The word that heads its cue; without cue, its first word.
    head: usize,
    source: Option<Range<usize>>,
    cue: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
    /// The reporting clause, where a medium and the time of saying are looked for.
    region: Range<usize>,
    entry: Entry,
    negated: bool,
    /// Where it differs from what the cue implies.
    certainty: Option<Certainty>,
    author: Author,
    /// Last part of the rule's name.
    rule: &'static str,
    confidence: f32,
    /// Those who pass the source's words on, outermost first.
    through: Vec<Range<usize>>,
    /// The draft whose own source this one is ("citing a military source").
    same_as: Option<usize>,
}

/// All claims of a document, in order. A source that no actor mention covers becomes an actor of its own, so that every
/// source has one; events take their reality from the claims they stand in (a denied one is denied).
pub fn find(
    doc: &Document,
    cues: &Cues,
    mentions: &Mentions,
    actors: &mut Vec<Actor>,
    events: &mut [Event],
    figures: &[Figure],
    explain: bool,
) -> (Vec<Claim>, Vec<Note>) {
    if doc.words.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let reader = Reader::new(doc, cues, mentions, actors);
    let r = &reader;
    let drafts = drafts(r);
    let nesting = Nesting::of(r, &drafts);
    let assaults = implied::assaults(r, events);
    let acts: Vec<Act> = drafts.iter().map(|d| implied::act(r, d, stance::act(r, d), &assaults)).collect();
    link::reality(r, &drafts, &acts, &nesting, events);
    let (mut about, own) = link::about(r, &drafts, &nesting, events, figures);
    link::spare_speakers(r, &drafts, &about, events);

    let mut speakers = source::Speakers::default();
    let sources: Vec<Option<Source>> =
        drafts.iter().map(|d| d.source.as_ref().map(|words| speakers.source(r, words))).collect();
    let through: Vec<Vec<Source>> = drafts
        .iter()
        .enumerate()
        .map(|(n, _)| {
            let above = nesting.above(n);
            let mut chain: Vec<Source> = Vec::new();
            for m in above.into_iter().chain([n]) {
                chain.extend(drafts[m].through.iter().map(|words| speakers.source(r, words)));
                if m != n {
                    chain.extend(sources[m]);
                }
            }
            chain
        })
        .collect();
    let spans = |words: &[Range<usize>]| -> Vec<Span> {
        words.iter().map(|w| doc.span_of(w.clone())).filter(|s| !s.is_empty()).collect()
    };
    let mut claims: Vec<Claim> = Vec::with_capacity(drafts.len() + own.len());
    for (n, (d, through)) in drafts.iter().zip(through).enumerate() {
        let mut why = Trace::new(explain);
        why.say(|| format!("cue {:?}, source {:?}", words_of(doc, &d.cue), words_of(doc, d.source.as_slice())));
        if let Some(p) = nesting.parent[n] {
            why.say(|| format!("told inside the claim of {:?}", words_of(doc, drafts[p].source.as_slice())));
        }
        claims.push(Claim {
            source: sources[n],
            through,
            cue: spans(&d.cue),
            content: spans(&d.content),
            speech: stance::speech(r, d, acts[n]),
            act: acts[n],
            certainty: stance::certainty(r, d, acts[n]),
            author: stance::author(r, d, acts[n]),
            medium: stance::medium(r, d),
            time: stance::time(r, d),
            about: std::mem::take(&mut about[n]),
            rule: rule(r, d.head, d.rule),
            confidence: d.confidence,
            why,
        });
    }
    for (words, items) in link::own_voice(r, &drafts, &own) {
        claims.push(report(r, words, items, explain));
    }
    let added = speakers.added;
    actors.extend(added);
    claims.sort_by_key(|c| (c.cue.iter().chain(&c.content).map(|s| s.start).min(), c.source.is_none()));
    (claims, Vec::new())
}

/// Every draft of a document, in order of their cues.
fn drafts(r: &Reader) -> Vec<Draft> {
    let mut drafts = Vec::new();
    verb::find(r, &mut drafts);
    according::find(r, &mut drafts);
    noun::find(r, &mut drafts);
    headline::find(r, &held(r, &drafts), &mut drafts);
    hearsay::find(r, &held(r, &drafts), &mut drafts);
    drafts.sort_by_key(|d| d.head);
    taken_up(&mut drafts);
    set_apart(r, &mut drafts);
    let mut drafts = pruned(r, drafts);
    quoted::attach(r, &mut drafts);
    chained(r, &mut drafts);
    for d in &mut drafts {
        d.source = d.source.take().map(|words| source::whole(r, words));
        d.through.extend(source::told_media(r, d));
    }
    drafts
}

/// "The army accuses them of raiding the village, which they deny": the denied is what the claim before says, which ends there.
fn taken_up(drafts: &mut [Draft]) {
    /// How many cues back the claim that is taken up starts.
    const BACK: usize = 3;
    for n in 0..drafts.len() {
        let Some(comma) = drafts[n].content.last().filter(|_| drafts[n].rule == "which").map(|c| c.end) else {
            continue;
        };
        let holds = |d: &Draft| d.content.last().is_some_and(|c| c.start < comma && c.end >= comma);
        let Some(m) = (n.saturating_sub(BACK)..n).rev().find(|&m| holds(&drafts[m])) else { continue };
        if let Some(last) = drafts[m].content.last_mut() {
            last.end = comma;
        }
        drafts[n].content = drafts[m].content.clone();
    }
}

/// "The rebels said they had fired, the army saying nothing was hit": what the first say ends where the second speak.
fn set_apart(r: &Reader, drafts: &mut [Draft]) {
    /// How many cues back the claim starts that would hold the other's words.
    const BACK: usize = 3;
    for n in 1..drafts.len() {
        let participle = subject::is_participle(r, drafts[n].head);
        let cue = drafts[n].cue.first().map(|cue| cue.start);
        let Some(source) = drafts[n].source.clone().filter(|s| participle && Some(s.end) == cue) else { continue };
        let Some(comma) = source.start.checked_sub(1).filter(|&w| r.is_comma(w)) else { continue };
        for before in &mut drafts[n.saturating_sub(BACK)..n] {
            if let Some(last) = before.content.last_mut().filter(|c| c.start < comma && c.end > comma) {
                last.end = comma;
            }
        }
    }
}

/// Which words stand in the content of a draft, or report.
fn held(r: &Reader, drafts: &[Draft]) -> Vec<bool> {
    let mut held = vec![false; r.doc.words.len()];
    for d in drafts {
        d.content.iter().chain(&d.cue).flat_map(|c| c.clone()).for_each(|w| held[w] = true);
    }
    held
}

/// Leaves out what a claim around it makes idle: a state of mind, a noun or an object inside what another source says,
/// and whatever stands inside the words of a source ("officials who announced the plan").
fn pruned(r: &Reader, drafts: Vec<Draft>) -> Vec<Draft> {
    let nesting = Nesting::of(r, &drafts);
    let mut in_source = vec![0u32; r.doc.words.len()];
    for (n, d) in drafts.iter().enumerate() {
        let phrase = d.source.iter().map(|s| if d.rule == "according" { d.region.start..s.end } else { s.clone() });
        phrase.flatten().filter(|&w| w != d.head).for_each(|w| in_source[w] = n as u32 + 1);
    }
    let keep: Vec<bool> = drafts
        .iter()
        .enumerate()
        .map(|(n, d)| {
            let inside = in_source[d.head] as usize;
            if inside > 0 && inside != n + 1 && d.rule != "citing" && !beside(r, d) {
                return false;
            }
            let clause = !d.entry.frames.has(Frame::Mental)
                && matches!(d.rule, "said" | "said-after" | "quoted" | "according" | "word-order" | "hearsay-passive");
            let grave = matches!(d.entry.act, Act::ClaimResponsibility | Act::DenyResponsibility | Act::Deny);
            nesting.parent[n].is_none() || clause || grave || d.rule == "citing"
        })
        .collect();
    drafts.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(d, _)| d).collect()
}

/// "The police, who speak of 22 dead, say …": a clause between commas that gives a number is a statement of its own.
fn beside(r: &Reader, d: &Draft) -> bool {
    let start = d.cue.first().map_or(d.head, |cue| cue.start);
    let relative = start >= 2 && r.is(start - 1, List::Relative) && r.is_comma(start - 2);
    relative && d.content.iter().any(|c| c.clone().any(|w| r.upos(w) == Upos::Num))
}

/// "reported state television, citing a military source": the cited source says what the claim beside it says.
fn chained(r: &Reader, drafts: &mut Vec<Draft>) {
    for n in 0..drafts.len() {
        if drafts[n].rule != "citing" {
            continue;
        }
        let sentence = r.sentence(drafts[n].head);
        let fits = |m: &usize| {
            drafts[*m].rule != "citing" && !drafts[*m].content.is_empty() && sentence.contains(&drafts[*m].head)
        };
        let near = (n.saturating_sub(4)..n)
            .rev()
            .find(|m| fits(m))
            .or_else(|| (n + 1..drafts.len().min(n + 4)).find(|m| fits(m)));
        match near {
            Some(m) => {
                drafts[n].content = drafts[m].content.clone();
                drafts[n].same_as = Some(m);
            }
            None => {
                let left = r.trimmed(r.body_start(sentence.clone())..drafts[n].head.max(sentence.start));
                drafts[n].content = if left.is_empty() { Vec::new() } else { vec![left] };
            }
        }
    }
    let relays = relaying(r, drafts);
    if relays.contains(&true) || drafts.iter().any(|d| d.rule == "citing" && d.content.is_empty()) {
        let old = std::mem::take(drafts);
        let kept: Vec<bool> = old
            .iter()
            .zip(relays)
            .map(|(d, relays)| !relays && !(d.rule == "citing" && d.content.is_empty()))
            .collect();
        let place: Vec<usize> = kept
            .iter()
            .scan(0, |n, &k| {
                let at = *n;
                *n += usize::from(k);
                Some(at)
            })
            .collect();
        *drafts = old.into_iter().zip(&kept).filter(|(_, k)| **k).map(|(d, _)| d).collect();
        drafts.iter_mut().for_each(|d| d.same_as = d.same_as.map(|m| place[m]));
    }
}

/// Which drafts are those of a medium that only passes a cited source's words on; the cited source's draft takes the medium
/// as who passes them on.
fn relaying(r: &Reader, drafts: &mut [Draft]) -> Vec<bool> {
    let mut relays = vec![false; drafts.len()];
    for n in 0..drafts.len() {
        let Some(m) = drafts[n].same_as else { continue };
        // "Radio Nepal, citing a general, reported"; after "…, reported Radio Nepal, citing a general" both say it.
        let between = drafts[n].head < drafts[m].head;
        let outlet = |s: &Range<usize>| between && s.clone().any(|w| r.speaker(w) == Some(ActorKind::Media));
        let medium = drafts[m].source.clone().filter(outlet);
        if let Some(medium) = medium {
            relays[m] = true;
            drafts[n].same_as = None;
            drafts[n].through.push(medium);
        }
    }
    relays
}

/// A claim of the report's own.
fn report(r: &Reader, words: Range<usize>, about: Vec<Ref>, explain: bool) -> Claim {
    let mut why = Trace::new(explain);
    why.say(|| "no source holds these words: the report says so".to_string());
    let content = r.doc.span_of(words.clone());
    Claim {
        source: None,
        through: Vec::new(),
        cue: Vec::new(),
        content: if content.is_empty() { Vec::new() } else { vec![content] },
        speech: Speech::None,
        act: Act::Assert,
        certainty: Certainty::CertainYes,
        author: Author::Neutral,
        medium: None,
        time: None,
        about,
        rule: rule(r, words.start, "report"),
        confidence: 0.9,
        why,
    }
}

/// A rule's full name.
fn rule(r: &Reader, word: usize, name: &str) -> String {
    let lang = r
        .doc
        .words
        .get(word)
        .and_then(|w| r.doc.sentences.get(w.sentence as usize))
        .map(|s| s.lang)
        .unwrap_or_default();
    format!("{}.claim.{name}", lang.code())
}

/// The words of some spans, for the trace.
fn words_of(doc: &Document, words: &[Range<usize>]) -> String {
    words.iter().map(|w| doc.slice_of(doc.span_of(w.clone()))).collect::<Vec<_>>().join(" … ")
}
