//! What is found before events, figures and claims: they are read from it.

use crate::mentions::Mentions;
use crate::number::Number;
use crate::reading::{Actor, Form, Note, Place, Time, Translation};
use crate::{Info, Packs, actor, dateline, number, place, time, translation};
use jiff::civil::Date;
use text::{Document, Span};

/// Numbers, times, places and actors of a document, and where each is mentioned.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Layers<'d, 't> {
    pub doc: &'d Document<'t>,
    /// Day of publication, given or read off the text.
    pub published: Option<Date>,
    /// The dateline's words.
    pub dateline: Option<Span>,
    /// The agency that the report credits.
    pub agency: Option<String>,
    pub numbers: Vec<Number>,
    pub times: Vec<Time>,
    pub translation: Option<Translation>,
    pub places: Vec<Place>,
    pub actors: Vec<Actor>,
    pub mentions: Mentions,
    /// Doubts about actors.
    pub notes: Vec<Note>,
    /// Whether decisions are kept.
    pub explain: bool,
}

impl<'d, 't> Layers<'d, 't> {
    /// Finds them.
    pub fn find(packs: &Packs, doc: &'d Document<'t>, info: &Info) -> Layers<'d, 't> {
        let explain = info.explain;
        let dateline = dateline::find(doc, &packs.agencies);
        let told = || time::published(doc, &packs.time, dateline.as_ref());
        let published = info.published.or_else(told).or(info.otherwise);
        let agency =
            dateline.as_ref().and_then(|d| d.agency.clone()).or_else(|| dateline::credited(doc, &packs.agencies));
        let numbers = number::find(doc, &packs.number);
        let mut times = time::find(doc, &packs.time, published, explain);
        let translation = translation::detect(doc, &packs.signs);
        let places = place::find(doc, &packs.world, info.outlet, explain);
        let (actors, notes) = actor::find(doc, &packs.parties, &places, translation.as_ref(), published, explain);
        leave_out_times_in_names(&mut times, &actors);
        let mentions = Mentions::new(doc, &actors, &places, &times);
        let dateline = dateline.and_then(|d| d.span);
        Layers {
            doc,
            published,
            dateline,
            agency,
            numbers,
            times,
            translation,
            places,
            actors,
            mentions,
            notes,
            explain,
        }
    }
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
