//! Numbers in words and digits, with how exact they are said to be ("at least 12", "une quinzaine", "dozens").

use crate::reading::Exactness;
use std::ops::Range;
use text::Document;
use text::table::{DataError, Files};

/// The words of numbers, per language (`data/<lang>/number.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Words {}

impl Words {
    /// Reads the word lists.
    pub fn load(_files: Files) -> Result<Words, DataError> {
        Ok(Words {})
    }
}

/// A number in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its words, with those that say how exact it is ("more than 67,000", "dozens").
    pub words: Range<usize>,
    /// The words of the bare number ("67,000").
    pub core: Range<usize>,
    /// Lowest value that the words allow.
    pub min: Option<f64>,
    /// Highest value.
    pub max: Option<f64>,
    /// The value to quote.
    pub best: Option<f64>,
    /// How exact it is said to be.
    pub exactness: Exactness,
    /// What it is: a count may be of anything; the others are never figures of people.
    pub kind: NumberKind,
    /// The rule that found it (`en.number.digits`).
    pub rule: &'static str,
}

/// What a number is used as, as far as its form and its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum NumberKind {
    Count,
    Ordinal,
    Share,
    Money,
    Age,
    Measure,
    Date,
    Score,
    Label,
}

/// All numbers of a document, in order, none inside another.
pub fn find(_doc: &Document, _words: &Words) -> Vec<Number> {
    Vec::new()
}
