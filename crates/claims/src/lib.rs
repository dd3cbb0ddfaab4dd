//! [`text::Document`] to [`Reading`]: what one report says, and who says it.
//!
//! [`read`] is the table of contents: each stage is one module with one `find`, whose signature shows what it reads and
//! what it gives. All of them are pure and total: no clock, no disk, no network, and any text gives a reading.

pub mod actor;
pub mod attribution;
pub mod dateline;
pub mod edtf;
pub mod event;
pub mod figure;
mod mentions;
pub mod number;
pub mod place;
mod reading;
pub mod time;
pub mod translation;

pub use mentions::Mentions;
pub use reading::*;

use jiff::civil::Date;
use text::table::{DataError, Files};
use text::{Document, Lang, Span};

/// All words, names and patterns that the stages look up: the content of `data/`.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Packs {
    pub number: number::Words,
    pub time: time::Words,
    pub agencies: dateline::Agencies,
    pub world: place::World,
    pub parties: actor::Parties,
    pub signs: translation::Signs,
    pub frames: event::Frames,
    pub figure: figure::Words,
    pub cues: attribution::Cues,
}

impl Packs {
    /// Reads all word lists. `gazetteer` is the packed index of places.
    pub fn load(files: Files, gazetteer: &'static [u8]) -> Result<Packs, DataError> {
        Ok(Packs {
            number: number::Words::load(files)?,
            time: time::Words::load(files)?,
            agencies: dateline::Agencies::load(files)?,
            world: place::World::load(files, gazetteer)?,
            parties: actor::Parties::load(files)?,
            signs: translation::Signs::load(files)?,
            frames: event::Frames::load(files)?,
            figure: figure::Words::load(files)?,
            cues: attribution::Cues::load(files)?,
        })
    }
}

/// What is known of a report beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Info<'a> {
    /// Where the body starts in the document's text, in bytes: what stands before is the title.
    pub body: usize,
    /// Day of publication, where metadata or the user gives it.
    pub published: Option<Date>,
    /// The outlet.
    pub outlet: Option<&'a str>,
    /// Whether to keep the decisions behind each record.
    pub explain: bool,
}

/// Reads one report.
pub fn read<'t>(packs: &Packs, doc: Document<'t>, info: &Info) -> Reading<'t> {
    let explain = info.explain;
    let lang = main_language(&doc);
    let dateline = dateline::find(&doc, &packs.agencies);
    let published = info.published.or_else(|| time::published(&doc, &packs.time, dateline.as_ref()));
    let agency = dateline.and_then(|d| d.agency).or_else(|| dateline::credited(&doc, &packs.agencies));
    let numbers = number::find(&doc, &packs.number);
    let mut times = time::find(&doc, &packs.time, published, explain);
    let translation = translation::detect(&doc, &packs.signs);
    let places = place::find(&doc, &packs.world, info.outlet, explain);
    let (mut actors, mut notes) = actor::find(&doc, &packs.parties, &places, translation.as_ref(), published, explain);
    leave_out_times_in_names(&mut times, &actors);
    let mentions = Mentions::new(&doc, &actors, &places, &times);
    let mut events = event::find(&doc, &packs.frames, &mentions, &actors, &places, &times, explain);
    let (mut figures, retold) = figure::find(
        &doc,
        &packs.figure,
        &numbers,
        &mentions,
        &actors,
        &places,
        &times,
        published,
        &mut events,
        explain,
    );
    let (mut claims, doubts) =
        attribution::find(&doc, &packs.cues, &mentions, &mut actors, &times, &mut events, &figures, explain);
    figure::merge(&mut figures, &retold, &mut events, &mut claims);
    notes.extend(doubts);
    Reading {
        doc,
        body: info.body as u32,
        lang,
        published,
        agency,
        translation,
        actors,
        places,
        times,
        events,
        figures,
        claims,
        notes,
    }
}

/// What speaks for or against each trigger of a report being an event.
/// Of the triggers, only those that are kept, where that is asked for.
pub fn event_evidence(
    packs: &Packs,
    doc: &Document,
    info: &Info,
    keep: Option<&dyn Fn(Span, EventType) -> bool>,
) -> event::Evidence {
    let times = time::find(doc, &packs.time, info.published, false);
    let translation = translation::detect(doc, &packs.signs);
    let places = place::find(doc, &packs.world, info.outlet, false);
    let (actors, _) = actor::find(doc, &packs.parties, &places, translation.as_ref(), info.published, false);
    let mentions = Mentions::new(doc, &actors, &places, &times);
    event::evidence(doc, &packs.frames, &mentions, &actors, &times, keep)
}

/// "The March 23 Movement" and "Black September" tell no day.
fn leave_out_times_in_names(times: &mut Vec<Time>, actors: &[Actor]) {
    let names = actors.iter().flat_map(|a| &a.mentions).filter(|m| m.form == Form::Name).map(|m| m.span);
    let mut names: Vec<Span> = names.collect();
    names.sort();
    times.retain(|t| {
        let end = names.partition_point(|n| n.start <= t.span.start);
        // Names that start before it, the nearest first; none is longer than a few words.
        !names[..end].iter().rev().take(4).any(|n| n.contains(t.span) && n.len() > t.span.len())
    });
}

/// The language of most of the text, by words.
fn main_language(doc: &Document) -> Lang {
    let words = |lang| doc.sentences.iter().filter(|s| s.lang == lang).map(|s| s.words().len()).sum::<usize>();
    Lang::ALL.into_iter().max_by_key(|&l| (words(l), std::cmp::Reverse(l))).unwrap_or_default()
}
