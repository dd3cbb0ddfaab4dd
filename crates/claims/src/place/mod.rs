//! Places: which names are places, and where they lie.

pub mod fold;
pub mod gazetteer;

use crate::reading::Place;
use text::Document;
use text::table::{DataError, Files};

/// Place words per language, and the gazetteer.
#[derive(Clone, Debug, Default)]
pub struct World {}

impl World {
    /// Reads the word lists; `gazetteer` is the packed index `data/world/places.bin`.
    pub fn load(_files: Files, _gazetteer: &'static [u8]) -> Result<World, DataError> {
        Ok(World {})
    }
}

/// All places of a document, in order of first mention. `outlet` is the outlet's name or address, a hint where it is based.
pub fn find(_doc: &Document, _world: &World, _outlet: Option<&str>, _explain: bool) -> Vec<Place> {
    Vec::new()
}
