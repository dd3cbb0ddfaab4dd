//! Text to [`Document`]: language, sentences, words, parts of speech, dependencies, lemmas and names, for English and
//! French. It knows language, not war.

mod annotate;
pub mod atoms;
pub mod classes;
mod contraction;
mod dateline;
mod document;
pub mod guide;
mod identify;
mod key;
mod lang;
pub mod lemma;
pub mod lexicon;
pub mod names;
pub mod parse;
mod sentence;
mod span;
pub mod table;
pub mod tag;
mod tokenize;
pub mod training;
pub mod ud;
pub mod weights;

pub use annotate::{GivenWord, LoadError, ModelFiles, Models, annotate, annotate_words};
pub use classes::{Class, Classes};
pub use document::{Document, NO_HEAD, Part, Sentence, Word};
pub use key::Key;
pub use lang::{Lang, LangHint, PerLang};
pub use lexicon::Phrases;
pub use names::{Name, NameKind};
pub use parse::Parser;
pub use span::{Span, boundary_before};
pub use tag::{Scratch, Tagger};
pub use ud::{Feats, Gender, Mood, Number, Person, PronType, Rel, Sub, Tense, Upos, VerbForm};
