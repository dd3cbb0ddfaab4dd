//! Figures: numbers that count people, homes, territory or damage.

use crate::mentions::Mentions;
use crate::number::Number;
use crate::reading::{Actor, Event, Figure, Place, Time};
use text::Document;
use text::table::{DataError, Files};

/// Words that tell what is counted, per language (`data/<lang>/figure.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Words {}

impl Words {
    /// Reads the lists.
    pub fn load(_files: Files) -> Result<Words, DataError> {
        Ok(Words {})
    }
}

/// All figures of a document, in order. Events get the figures that count what they did (`Event::figures`).
#[allow(clippy::too_many_arguments)]
pub fn find(
    _doc: &Document,
    _words: &Words,
    _numbers: &[Number],
    _mentions: &Mentions,
    _actors: &[Actor],
    _places: &[Place],
    _times: &[Time],
    _events: &mut [Event],
    _explain: bool,
) -> Vec<Figure> {
    Vec::new()
}
