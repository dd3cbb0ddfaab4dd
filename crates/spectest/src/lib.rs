//! Development only: runs the examples of `spec/` and checks what must hold of every reading.

mod render;
mod sound;
mod spec;

pub use render::{PHENOMENA, render};
pub use sound::problems;
pub use spec::{Example, Spec};

use claims::{Info, Packs, Reading};
use jiff::civil::Date;
use std::sync::LazyLock;
use text::{Lang, LangHint, Models};

/// The models that ship with the program.
pub static MODELS: LazyLock<Models> = LazyLock::new(|| bundle::models().expect("the embedded models load"));
/// The words that ship with the program.
pub static PACKS: LazyLock<Packs> = LazyLock::new(|| bundle::packs().expect("the embedded words load"));

/// Reads a text with everything that ships. `likely`: the language that a file of examples is in.
pub fn read(text: &str, likely: Option<Lang>, published: Option<Date>) -> Reading<'_> {
    let doc = text::annotate(&MODELS, text, likely.map_or(LangHint::Unknown, LangHint::Likely));
    claims::read(&PACKS, doc, &Info { published, ..Info::default() })
}
