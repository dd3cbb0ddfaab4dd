//! Whether a text reads as a translation, by general signs.

use crate::reading::Translation;
use text::Document;
use text::table::{DataError, Files};

/// Signs of translation, per language (`data/<lang>/translation.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Signs {}

impl Signs {
    /// Reads the lists.
    pub fn load(_files: Files) -> Result<Signs, DataError> {
        Ok(Signs {})
    }
}

/// The translation that the text shows signs of, if it shows enough.
pub fn detect(_doc: &Document, _signs: &Signs) -> Option<Translation> {
    None
}
