//! Events: what happened, by the sixteen types of PLOVER, with arguments and reality.

use crate::mentions::Mentions;
use crate::reading::{Actor, Event, Place, Time};
use text::Document;
use text::table::{DataError, Files};

/// Triggers and argument frames, per language (`data/<lang>/event.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Frames {}

impl Frames {
    /// Reads the lists.
    pub fn load(_files: Files) -> Result<Frames, DataError> {
        Ok(Frames {})
    }
}

/// All events of a document, in order of their triggers.
pub fn find(
    _doc: &Document,
    _frames: &Frames,
    _mentions: &Mentions,
    _actors: &[Actor],
    _places: &[Place],
    _times: &[Time],
    _explain: bool,
) -> Vec<Event> {
    Vec::new()
}
