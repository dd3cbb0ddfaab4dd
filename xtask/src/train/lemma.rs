//! `models/<lang>/lemma.bin`: the edits that make lemmas, by form and by ending.

use super::{Arguments, conllu, write};
use std::collections::{BTreeMap, HashMap};
use text::lemma::{Edit, keys};
use text::weights::ModelWriter;
use text::{Feats, Lang, Upos};

fn sources(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::En => &["ud_en_ewt-train", "ud_en_gum_open-train"],
        Lang::Fr => &["ud_fr_gsd-part", "ud_fr_sequoia-train", "ud_fr_fqb", "ud_fr_parisstories-train"],
    }
}

/// A form with its features, as the model sees it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    form: String,
    upos: Upos,
    feats: u32,
    first: bool,
    edit: Edit,
}

pub(crate) fn train(arguments: &Arguments) -> anyhow::Result<()> {
    for lang in Lang::ALL {
        let mut seen: BTreeMap<Seen, usize> = BTreeMap::new();
        for file in sources(lang) {
            for s in conllu::read(&arguments.data.join(format!("{file}.conllu")))? {
                for (i, w) in s.words.iter().enumerate() {
                    let Some(upos) = Upos::from_name(&w.upos) else { continue };
                    if w.lemma == "_" && w.form != "_" {
                        continue;
                    }
                    let feats = Feats::parse(&w.feats).pack();
                    let proper = upos == Upos::Propn;
                    let edit = Edit::between(&w.form, &w.lemma, proper);
                    // The same in capitals, where all know that only proper nouns keep their case.
                    let shout = w.form.to_uppercase();
                    if shout != w.form && shout.to_lowercase() == w.form.to_lowercase() {
                        let lemma = if proper { w.lemma.to_uppercase() } else { w.lemma.clone() };
                        let edit = Edit::between(&shout, &lemma, proper);
                        *seen.entry(Seen { form: shout, upos, feats, first: false, edit }).or_default() += 1;
                    }
                    *seen.entry(Seen { form: w.form.clone(), upos, feats, first: i == 0, edit }).or_default() += 2;
                }
            }
        }
        let (edits, entries) = learn(&seen);
        println!("{}: {} edits, {} entries", lang.code(), edits.len(), entries.len());
        let mut writer = ModelWriter::new("lemma");
        writer.add("edits", edits.join("\n").into_bytes());
        writer.add_lookup("table", &entries);
        write(arguments, &format!("{}/lemma.bin", lang.code()), writer)?;
    }
    Ok(())
}

/// The edits, and for each key that is needed the number of its edit.
fn learn(seen: &BTreeMap<Seen, usize>) -> (Vec<String>, Vec<(u32, u32)>) {
    let mut numbers: BTreeMap<&Edit, u32> = BTreeMap::new();
    for s in seen.keys() {
        let next = numbers.len() as u32;
        numbers.entry(&s.edit).or_insert(next);
    }
    let keys_of = |s: &Seen| keys(&s.form, s.upos, Feats::unpack(s.feats), s.first);
    // How often each key has each edit: words as often as they are written, endings once a form.
    let mut counts: HashMap<u32, BTreeMap<u32, usize>> = HashMap::new();
    for (s, &n) in seen {
        for (i, key) in keys_of(s).into_iter().enumerate() {
            let weight = if i < 2 { n } else { 1 + (n > 3) as usize };
            *counts.entry(key).or_default().entry(numbers[&s.edit]).or_default() += weight;
        }
    }
    let best = |key: u32| {
        let found = counts[&key].iter().max_by_key(|&(&edit, &n)| (n, std::cmp::Reverse(edit)));
        found.map_or(0, |(&edit, _)| edit)
    };
    // Only what a shorter ending does not say already is kept, endings first.
    let mut kept: BTreeMap<u32, u32> = BTreeMap::new();
    let count = keys_of(seen.keys().next().expect("the treebank has words")).len();
    for level in (0..count).rev() {
        for s in seen.keys() {
            let keys = keys_of(s);
            let shorter = keys[level + 1..].iter().find_map(|k| kept.get(k)).copied();
            let edit = best(keys[level]);
            if shorter != Some(edit) {
                kept.insert(keys[level], edit);
            }
        }
    }
    let mut edits: Vec<(u32, String)> = numbers.into_iter().map(|(e, n)| (n, e.to_string())).collect();
    edits.sort();
    (edits.into_iter().map(|e| e.1).collect(), kept.into_iter().collect())
}
