//! The treebanks of a language, and copies of some sentences written as wires and rough translations write them.

use super::treebank::{self, Sentence};
use crate::random::Random;
use anyhow::Result;
use std::path::Path;
use text::{Lang, Upos};

/// A sentence to train on.
pub(crate) struct Example {
    pub(crate) sentence: Sentence,
    /// A full sentence of a main source; morphology of other sources is not relied on.
    pub(crate) full_morphology: bool,
}

/// Share of sentences that are trained on a second time with another use of capitals.
const COPIES: f64 = 0.2;

/// A file of trees.
struct Source {
    file: &'static str,
    full_morphology: bool,
    /// It lies in the folder of the project's own reports.
    own: bool,
}

const fn full(file: &'static str) -> Source {
    Source { file, full_morphology: true, own: false }
}

const fn partial(file: &'static str) -> Source {
    Source { file, full_morphology: false, own: false }
}

const ENGLISH: &[Source] = &[full("ud_en_ewt-train.conllu"), full("ud_en_gum_open-train.conllu")];
const FRENCH: &[Source] = &[
    full("ud_fr_sequoia-train.conllu"),
    full("ud_fr_gsd-part.conllu"),
    full("ud_fr_fqb.conllu"),
    partial("ud_fr_parisstories-train.conllu"),
    partial("ud_fr_alts-train.conllu"),
    partial("ud_fr_alts-dev.conllu"),
    Source { own: true, ..partial("trees/fr.conllu") },
];

fn sources(lang: Lang) -> &'static [Source] {
    match lang {
        Lang::En => ENGLISH,
        Lang::Fr => FRENCH,
    }
}

/// The sentences of a language's sources; `own` is the folder of the project's reports.
pub(crate) fn load(lang: Lang, data: &Path, own: &Path, seed: u64) -> Result<Vec<Example>> {
    let mut random = Random(seed);
    let mut out = Vec::new();
    for source in sources(lang) {
        let folder = if source.own { own } else { data };
        let full_morphology = source.full_morphology;
        for sentence in treebank::read(&folder.join(source.file))? {
            if random.chance(COPIES) {
                out.push(Example { sentence: rewritten(&sentence, &mut random), full_morphology });
            }
            out.push(Example { sentence, full_morphology });
        }
    }
    Ok(out)
}

/// A copy in capitals, without capitals, with capitals on wrong words, or as a title; sometimes without its full stop.
fn rewritten(sentence: &Sentence, random: &mut Random) -> Sentence {
    let mut copy = sentence.clone();
    let way = random.below(10);
    for word in &mut copy.words {
        let long = word.form.chars().count() > 3;
        word.form = match way {
            0..=2 => word.form.to_uppercase(),
            3..=4 => word.form.to_lowercase(),
            5..=7 if random.chance(0.25) => {
                if random.chance(0.4) {
                    capital(&word.form)
                } else {
                    word.form.to_lowercase()
                }
            }
            8 if long => capital(&word.form),
            _ => continue,
        };
    }
    let last = copy.words.len() - 1;
    let leaf = copy.words.iter().all(|w| w.head != Some(last));
    if last > 0 && leaf && copy.words[last].upos == Upos::Punct && random.chance(0.5) {
        copy.words.pop();
    }
    copy
}

fn capital(form: &str) -> String {
    let mut chars = form.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
