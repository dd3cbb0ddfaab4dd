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
mod layers;
mod mentions;
pub mod number;
pub mod place;
mod reading;
pub mod time;
pub mod translation;

pub use layers::Layers;
pub use mentions::Mentions;
pub use reading::*;

use jiff::civil::Date;
use text::table::{DataError, Files};
use text::{Document, Lang};

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
    /// Day of publication, where metadata give it.
    pub published: Option<Date>,
    /// Day to count from where neither metadata nor the text tell the day of publication.
    pub otherwise: Option<Date>,
    /// The outlet.
    pub outlet: Option<&'a str>,
    /// Whether to keep the decisions behind each record.
    pub explain: bool,
}

/// Reads one report.
pub fn read<'t>(packs: &Packs, doc: Document<'t>, info: &Info) -> Reading<'t> {
    let layers = Layers::find(packs, &doc, info);
    let mut events = event::find(&layers, &packs.frames);
    let (mut figures, retold) = figure::find(&layers, &packs.figure, &mut events);
    let Layers { published, agency, times, translation, places, mut actors, mentions, mut notes, .. } = layers;
    let (mut claims, doubts) =
        attribution::find(&doc, &packs.cues, &mentions, &mut actors, &mut events, &figures, info.explain);
    figure::merge(&mut figures, &retold, info.body, &mut events, &mut claims);
    notes.extend(doubts);
    let lang = main_language(&doc);
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

/// The language of most of the text, by words.
fn main_language(doc: &Document) -> Lang {
    let words = |lang| doc.sentences.iter().filter(|s| s.lang == lang).map(|s| s.words().len()).sum::<usize>();
    Lang::ALL.into_iter().max_by_key(|&l| (words(l), std::cmp::Reverse(l))).unwrap_or_default()
}
