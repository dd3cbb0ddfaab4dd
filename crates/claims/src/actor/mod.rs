//! Actors: every party, person, office and outlet of a report, with all its mentions.

use crate::reading::{Actor, Note, Place, Translation};
use jiff::civil::Date;
use text::Document;
use text::table::{DataError, Files};

/// The dictionary of parties, and actor words per language.
#[derive(Clone, Debug, Default)]
pub struct Parties {}

impl Parties {
    /// Reads the dictionary and the word lists.
    pub fn load(_files: Files) -> Result<Parties, DataError> {
        Ok(Parties {})
    }
}

/// All actors of a document, in order of first mention, and doubts about them (`garbled-acronym`).
pub fn find(
    _doc: &Document,
    _parties: &Parties,
    _places: &[Place],
    _translation: Option<&Translation>,
    _published: Option<Date>,
    _explain: bool,
) -> (Vec<Actor>, Vec<Note>) {
    (Vec::new(), Vec::new())
}
