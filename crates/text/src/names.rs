//! Names of persons, organisations and places.

use std::ops::Range;

crate::vocabulary! {
    /// What a name names.
    NameKind { Person = "person", Organisation = "organisation", Place = "place", Other = "other" }
}

/// A name in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The words of the name, without article.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// 0 to 1.
    pub confidence: f32,
}
