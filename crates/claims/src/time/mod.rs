//! Times: dates, clock times, durations and sets, with their values (ISO-TimeML TIMEX3) and intervals (EDTF).

use crate::number::Number;
use crate::reading::Time;
use jiff::civil::Date;
use text::Document;
use text::table::{DataError, Files};

/// The words of times, per language (`data/<lang>/time.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Words {}

impl Words {
    /// Reads the word lists.
    pub fn load(_files: Files) -> Result<Words, DataError> {
        Ok(Words {})
    }
}

/// The publication date that a dateline or a stamp in the text gives ("BEIRUT, March 22 (AFP) -" with `known` for the year).
pub fn published(_doc: &Document, _words: &Words) -> Option<Date> {
    None
}

/// All times of a document, in order, none inside another. Relative ones stay without value where `published` is `None`.
pub fn find(
    _doc: &Document,
    _words: &Words,
    _numbers: &[Number],
    _published: Option<Date>,
    _explain: bool,
) -> Vec<Time> {
    Vec::new()
}
