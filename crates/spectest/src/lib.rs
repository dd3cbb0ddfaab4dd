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
use text::{Lang, Models};

/// The models that ship with the program.
pub static MODELS: LazyLock<Models> = LazyLock::new(|| bundle::models().expect("the embedded models load"));
/// The words that ship with the program.
pub static PACKS: LazyLock<Packs> = LazyLock::new(|| bundle::packs().expect("the embedded words load"));

/// Reads a text with everything that ships.
pub fn read(text: &str, lang: Option<Lang>, published: Option<Date>) -> Reading<'_> {
    let doc = text::annotate(&MODELS, text, lang);
    claims::read(&PACKS, doc, &Info { published, ..Info::default() })
}
