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

/// The sources of a language: file, times used, whether its morphology is complete.
fn sources(lang: Lang) -> &'static [(&'static str, usize, bool)] {
    match lang {
        Lang::En => &[("ud_en_ewt-train.conllu", 1, true), ("ud_en_gum_open-train.conllu", 1, true)],
        Lang::Fr => &[
            ("ud_fr_sequoia-train.conllu", 1, true),
            ("ud_fr_gsd-part.conllu", 1, true),
            ("ud_fr_fqb.conllu", 1, true),
            ("ud_fr_parisstories-train.conllu", 1, false),
            ("ud_fr_alts-train.conllu", 1, false),
            ("ud_fr_alts-dev.conllu", 1, false),
        ],
    }
}

pub(crate) fn load(lang: Lang, data: &Path, seed: u64) -> Result<Vec<Example>> {
    let mut random = Random(seed);
    let mut out = Vec::new();
    for &(file, times, full_morphology) in sources(lang) {
        for sentence in treebank::read(&data.join(file))? {
            if random.chance(COPIES) {
                out.push(Example { sentence: rewritten(&sentence, &mut random), full_morphology });
            }
            for _ in 0..times {
                out.push(Example { sentence: sentence.clone(), full_morphology });
            }
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
