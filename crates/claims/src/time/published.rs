//! The day of publication, where the text itself tells it: a dateline, a stamp, a line that is a date.

use super::Words;
use jiff::civil::Date;
use text::Document;

/// The publication date that a dateline or a stamp at the head of the text gives.
pub fn published(_doc: &Document, _words: &Words) -> Option<Date> {
    None
}
