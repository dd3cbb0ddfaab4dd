//! `models/identify.bin`: which language a line is in, learnt from pieces of sentences.

use super::conllu;
use super::linear::{self, Example};
use super::{Arguments, write};
use crate::random::Random;
use text::weights::ModelWriter;

/// Treebanks, and whether they are French.
const SOURCES: &[(&str, bool)] = &[
    ("ud_en_ewt-train", false),
    ("ud_en_gum_open-train", false),
    ("ud_fr_sequoia-train", true),
    ("ud_fr_gsd-part", true),
    ("ud_fr_fqb", true),
    ("ud_fr_parisstories-train", true),
];

pub(crate) fn train(arguments: &Arguments) -> anyhow::Result<()> {
    let mut random = Random(0x1a96);
    let (mut learn, mut test) = (Vec::new(), Vec::new());
    for &(file, french) in SOURCES {
        for (i, s) in conllu::read(&arguments.data.join(format!("{file}.conllu")))?.iter().enumerate() {
            let words: Vec<&str> = s.tokens.iter().map(|t| t.form.as_str()).collect();
            for _ in 0..if french { 4 } else { 2 } {
                let from = random.below(words.len());
                let to = (from + 2 + random.below(10)).min(words.len());
                let mut line = words[from..to].join(" ").replace("' ", "'").replace("’ ", "’");
                if random.chance(0.2) {
                    line = line.to_uppercase();
                }
                if random.chance(0.2) {
                    line = line.chars().map(plain).collect();
                }
                let example = Example { features: text::training::language(&line), yes: french, weight: 1.0 };
                if i % 20 == 0 { test.push(example) } else { learn.push(example) }
            }
        }
    }
    let table = linear::binary(&learn, 1 << 16, 6);
    println!(
        "identify: {} lines, {:.2} % right on {} others",
        learn.len(),
        linear::accuracy(&test, &table),
        test.len()
    );
    let mut writer = ModelWriter::new("identify");
    writer.add("identify", table);
    write(arguments, "identify.bin", writer)
}

/// Without its accent, as wires in capitals have it.
fn plain(c: char) -> char {
    match c {
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'à' | 'â' => 'a',
        'À' | 'Â' => 'A',
        'ç' => 'c',
        'Ç' => 'C',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' => 'u',
        c => c,
    }
}
