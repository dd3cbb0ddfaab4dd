//! Which record a word speaks of: one look-up table for events, figures and claims.

use crate::reading::{Actor, ActorKind, Place, PlaceKind, Ref, Time};
use text::{Document, Span};

/// For every word of a document, the actor, place and time that are mentioned there.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    actor: Vec<Option<(u32, Span)>>,
    place: Vec<Option<(u32, Span)>>,
    time: Vec<Option<(u32, Span)>>,
}

impl Mentions {
    /// The table of a reading's mentions. Where mentions of one kind overlap, the longer one holds the word. A capital that
    /// stands for its government ("Kinshasa denied it") is no place there.
    pub fn new(doc: &Document, actors: &[Actor], places: &[Place], times: &[Time]) -> Mentions {
        let fill = |spans: &mut dyn Iterator<Item = (u32, Span)>| {
            let mut table: Vec<Option<(u32, Span)>> = vec![None; doc.words.len()];
            for (n, span) in spans {
                for w in doc.words_in(span) {
                    if table[w].is_none_or(|(_, old)| old.len() < span.len()) {
                        table[w] = Some((n, span));
                    }
                }
            }
            table
        };
        let numbered = |n: usize, span: Span| (n as u32, span);
        let states = actors.iter().filter(|a| a.kind == ActorKind::State);
        let mut governments: Vec<Span> = states.flat_map(|a| a.mentions.iter().map(|m| m.span)).collect();
        governments.sort_unstable_by_key(|s| (s.start, s.end));
        let governs = |s: Span| governments.binary_search_by_key(&(s.start, s.end), |g| (g.start, g.end)).is_ok();
        let lies = &|p: &Place, span: Span| p.kind != PlaceKind::Populated || !governs(span);
        Mentions {
            actor: fill(
                &mut actors.iter().enumerate().flat_map(|(n, a)| a.mentions.iter().map(move |m| numbered(n, m.span))),
            ),
            place: fill(&mut places.iter().enumerate().flat_map(|(n, p)| {
                let told = p.mentions.iter().filter(move |&&m| lies(p, m));
                told.map(move |&m| numbered(n, m))
            })),
            time: fill(&mut times.iter().enumerate().map(|(n, t)| numbered(n, t.span))),
        }
    }

    /// The actor mentioned at a word, and the mention's span.
    pub fn actor(&self, word: usize) -> Option<(Ref, Span)> {
        self.actor.get(word).copied().flatten().map(|(n, s)| (Ref::Actor(n), s))
    }

    /// The place mentioned at a word.
    pub fn place(&self, word: usize) -> Option<(Ref, Span)> {
        self.place.get(word).copied().flatten().map(|(n, s)| (Ref::Place(n), s))
    }

    /// The time mentioned at a word.
    pub fn time(&self, word: usize) -> Option<(Ref, Span)> {
        self.time.get(word).copied().flatten().map(|(n, s)| (Ref::Time(n), s))
    }
}
