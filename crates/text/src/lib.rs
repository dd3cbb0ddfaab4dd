//! Text to [`Document`]: language, sentences, words, parts of speech, dependencies, lemmas and names, for English and
//! French. It knows language, not war.

mod annotate;
pub mod atoms;
pub mod classes;
mod contraction;
mod dateline;
mod document;
mod encoder;
mod gapped;
mod identify;
mod key;
mod lang;
pub mod lemma;
pub mod lexicon;
pub mod names;
pub mod product;
mod sentence;
mod span;
pub mod syntax;
pub mod table;
mod tokenize;
pub mod training;
pub mod tree;
pub mod ud;
pub mod vectors;
pub mod weights;

pub use annotate::{GivenWord, LoadError, ModelFiles, Models, annotate, annotate_words};
pub use classes::{Class, Classes};
pub use document::{Document, NO_HEAD, Part, Sentence, Word};
pub use key::Key;
pub use lang::{Lang, LangHint, PerLang};
pub use lexicon::Phrases;
pub use names::{Name, NameKind};
pub use span::{Span, boundary_before};
pub use syntax::Syntax;
pub use ud::{Feats, Gender, Mood, Number, Person, PronType, Rel, Sub, Tense, Upos, VerbForm};
