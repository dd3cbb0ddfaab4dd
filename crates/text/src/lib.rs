//! Text to [`Document`]: language, sentences, words, parts of speech, dependencies, lemmas and names, for English and
//! French. It knows language, not war.

mod document;
mod key;
mod lang;
pub mod lexicon;
mod names;
mod span;
pub mod table;
pub mod ud;
pub mod weights;

pub use document::{Document, NO_HEAD, Part, Sentence, Word};
pub use key::Key;
pub use lang::{Lang, PerLang};
pub use lexicon::Phrases;
pub use names::{Name, NameKind};
pub use span::Span;
pub use ud::{Feats, Gender, Mood, Number, Person, PronType, Rel, Sub, Tense, Upos, VerbForm};
