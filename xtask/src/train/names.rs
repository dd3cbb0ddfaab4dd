//! `models/name.bin`: names, learnt from texts in which they are marked, and from treebanks whose proper nouns are names
//! of an unknown kind.

use super::corpora::{self, Mark, Marked, Mask, OUTSIDE, Words, begin, inside};
use super::crf::{Crf, Sequence};
use super::linear::Random;
use super::{Arguments, write};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use text::names::{SCALE, dictionary_key, features, flag};
use text::weights::{Lookup, Model, ModelWriter};
use text::{Document, Key, Lang, LangHint, NameKind, Span, Upos};

const ROWS: usize = 1 << 18;

pub(crate) fn train(arguments: &Arguments) -> anyhow::Result<()> {
    let dictionary = Dictionary::read()?;
    let mut holder = ModelWriter::new("dictionary");
    holder.add_lookup("dictionary", &dictionary.entries());
    let lookup = Model::open("dictionary", holder.finish().leak())?.lookup("dictionary")?;
    let models = super::models_below()?;
    let mut sequences = Vec::new();
    let mut random = Random(0x7a9);
    for marked in corpus(arguments, &dictionary)? {
        for shape in Shape::ALL {
            if !random.chance(shape.percent()) {
                continue;
            }
            let text = shape.apply(&marked.text, &dictionary, &mut random);
            let doc = text::annotate(&models, &text, LangHint::Given(marked.lang));
            sequences.extend(labelled(&doc, &marked, &lookup, if shape == Shape::AsIs { 1.0 } else { 0.4 }));
        }
    }
    let words: usize = sequences.iter().map(|s| s.allowed.len()).sum();
    println!("{} sentences, {words} words", sequences.len());
    let crf = Crf::train(&sequences, ROWS, arguments.epochs, 0.08, 25);
    let mut writer = ModelWriter::new("name");
    let pack = |w: f32| (w * SCALE).round().clamp(-127.0, 127.0) as i8 as u8;
    writer.add("weights", crf.weights.iter().flatten().map(|&w| pack(w)).collect());
    let step = |w: f32| ((w * SCALE).round().clamp(-3000.0, 3000.0) as i16).to_le_bytes();
    writer.add("steps", crf.steps.iter().flatten().flat_map(|&w| step(w)).collect());
    writer.add_lookup("dictionary", &dictionary.entries());
    write(arguments, "name.bin", writer)
}

fn corpus(arguments: &Arguments, dictionary: &Dictionary) -> anyhow::Result<Vec<Marked>> {
    let file = |name: &str| arguments.data.join(name);
    let words = &dictionary.words;
    let judge = |forms: &[&str]| dictionary.judge(forms);
    let proper = |name: &str, lang, weight| corpora::proper(&file(name), lang, words, &judge, weight);
    let mut re3d = corpora::spans(&file("entities_re3d_open.jsonl"), Lang::En, words, 2.0)?;
    if arguments.hold_out {
        let mut n = 0;
        re3d.retain(|_| {
            n += 1;
            n % 3 != 0
        });
    }
    let carriers = super::carriers::Lists::read()?.texts(3000, 0.3, &mut Random(0xca4));
    Ok([
        carriers,
        re3d,
        corpora::gum(&file("ud_en_gum_open-train.conllu"), words, 1.0)?,
        corpora::labelled(&file("ner_en_btc.conll"), Lang::En, 100, 0.4)?,
        corpora::labelled(&file("ner_fr_europeana.bio"), Lang::Fr, 200, 0.6)?,
        proper("ud_en_ewt-train.conllu", Lang::En, 0.6)?,
        proper("ud_fr_gsd-part.conllu", Lang::Fr, 1.0)?,
        proper("ud_fr_sequoia-train.conllu", Lang::Fr, 1.0)?,
        proper("ud_fr_fqb.conllu", Lang::Fr, 0.5)?,
    ]
    .concat())
}

/// How a text is written: as it is, or as rough wires have it.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    AsIs,
    /// All in capitals.
    Capitals,
    /// Nationalities and a part of the other capitals in lower case.
    Translated,
}

impl Shape {
    const ALL: [Shape; 3] = [Shape::AsIs, Shape::Capitals, Shape::Translated];

    fn percent(self) -> usize {
        match self {
            Shape::AsIs => 100,
            Shape::Capitals => 20,
            Shape::Translated => 25,
        }
    }

    /// The same number of bytes, so that spans hold.
    fn apply(self, text: &str, dictionary: &Dictionary, random: &mut Random) -> String {
        let change = |c: char, upper: bool| {
            let mut to: Vec<char> = if upper { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
            match to.pop() {
                Some(d) if to.is_empty() && d.len_utf8() == c.len_utf8() => d,
                _ => c,
            }
        };
        match self {
            Shape::AsIs => text.to_string(),
            Shape::Capitals => text.chars().map(|c| change(c, true)).collect(),
            Shape::Translated => text
                .split_inclusive(|c: char| !c.is_alphanumeric())
                .map(|word| {
                    let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric());
                    let flags = dictionary.flags(plain);
                    let percent = if flags & flag::PEOPLE != 0 {
                        60
                    } else if flags & flag::BODY != 0 {
                        30
                    } else {
                        3
                    };
                    if random.chance(percent) {
                        word.chars().map(|c| change(c, false)).collect()
                    } else {
                        word.to_string()
                    }
                })
                .collect(),
        }
    }
}

/// The sentences of a document with the labels that their words may have.
fn labelled(doc: &Document, marked: &Marked, lookup: &Lookup, weight: f32) -> Vec<Sequence> {
    let mut masks: Vec<Mask> = vec![OUTSIDE; doc.words.len()];
    for &(span, mark) in &marked.marks {
        // A nationality alone is an adjective, not a name.
        let people = |w: usize| {
            let word = &doc.words[w];
            let flags = lookup.get(dictionary_key(0, word.lower)).unwrap_or(0);
            flags & flag::PEOPLE != 0 && flags & flag::COUNTRY == 0 && word.upos != Upos::Propn
        };
        if doc.words_in(span).all(people) {
            continue;
        }
        for (i, w) in doc.words_in(span).enumerate() {
            masks[w] = match mark {
                Mark::Name(kind) if i == 0 => begin(kind),
                Mark::Name(kind) => inside(kind),
                Mark::May(mask) => mask,
            };
        }
    }
    doc.sentences
        .iter()
        .map(|s| Sequence {
            features: features(doc, s.words(), lookup),
            allowed: masks[s.words()].to_vec(),
            weight: weight * marked.weight,
        })
        .collect()
}

/// What the lists say of words and phrases.
pub(crate) struct Dictionary {
    flags: BTreeMap<u32, u32>,
    pub(crate) words: Words,
}

impl Dictionary {
    fn read() -> anyhow::Result<Dictionary> {
        let mut dictionary =
            Dictionary { flags: BTreeMap::new(), words: Words { titles: Vec::new(), given: HashSet::new() } };
        let list = |name: &str| std::fs::read_to_string(Path::new("xtask/lists").join(name));
        for (name, flag) in [("given.txt", flag::GIVEN), ("family.txt", flag::FAMILY), ("place.txt", flag::PLACE)] {
            for line in list(name)?.lines().filter(|l| !l.starts_with('#')) {
                dictionary.add(line, flag);
                if flag == flag::GIVEN {
                    dictionary.words.given.insert(line.to_lowercase());
                }
            }
        }
        for line in list("words.tsv")?.lines().filter(|l| !l.starts_with('#')) {
            let (class, words) = line.split_once('\t').unwrap_or((line, ""));
            let flag = match class {
                "title" => flag::TITLE,
                "body" => flag::BODY,
                "land" => flag::LAND,
                _ => flag::GIVEN,
            };
            for word in words.split('|') {
                dictionary.add(word, flag);
                if flag == flag::GIVEN {
                    dictionary.words.given.insert(word.to_string());
                }
                if flag == flag::TITLE {
                    dictionary.words.titles.push(word.to_string());
                }
            }
        }
        for row in text::table::rows("world/countries.tsv", bundle::file("world/countries.tsv")?) {
            for column in [3, 4] {
                row.list(column).for_each(|name| dictionary.add(name, flag::COUNTRY));
            }
            for column in [5, 6] {
                row.list(column).for_each(|name| dictionary.add(name, flag::PLACE));
            }
            for column in [7, 8] {
                row.list(column).for_each(|name| dictionary.add(name, flag::PEOPLE));
            }
        }
        if let Ok(divisions) = bundle::file("world/divisions.tsv") {
            for row in text::table::rows("world/divisions.tsv", divisions) {
                for column in [2, 3] {
                    row.list(column).for_each(|name| dictionary.add(name, flag::COUNTRY));
                }
            }
        }
        Ok(dictionary)
    }

    /// Adds a name of one or several words; each beginning of a longer one says that it goes on.
    fn add(&mut self, name: &str, flag: u32) {
        // English parts words at hyphens, French does not: both are listed.
        let apart = name.replace('-', " - ").replace('\'', "' ").replace("' s", "'s");
        for variant in HashSet::from([name.to_string(), apart]) {
            let words: Vec<&str> = variant.split_whitespace().collect();
            let mut key = 0;
            for (i, word) in words.iter().enumerate() {
                key = dictionary_key(key, Key::of(word));
                let last = i + 1 == words.len();
                *self.flags.entry(key).or_default() |= if last { flag } else { flag::GOES_ON };
            }
        }
    }

    fn flags(&self, word: &str) -> u32 {
        self.flags.get(&dictionary_key(0, Key::of(word))).copied().unwrap_or(0)
    }

    fn entries(&self) -> Vec<(u32, u32)> {
        self.flags.iter().map(|(&k, &v)| (k, v)).collect()
    }

    /// The kind of a run of proper nouns, where it is plain.
    fn judge(&self, forms: &[&str]) -> Option<NameKind> {
        let mut key = 0;
        let mut whole = 0;
        for (i, f) in forms.iter().enumerate() {
            key = dictionary_key(key, Key::of(f));
            whole = self.flags.get(&key).copied().unwrap_or(0);
            if whole == 0 && i + 1 < forms.len() {
                break;
            }
        }
        let flags: Vec<u32> = forms.iter().map(|f| self.flags(f)).collect();
        let has = |flag: u32| flags.iter().any(|f| f & flag != 0);
        let first = flags.first().copied().unwrap_or(0);
        if whole & flag::COUNTRY != 0 {
            Some(NameKind::Place)
        } else if has(flag::BODY) {
            Some(NameKind::Organisation)
        } else if forms.len() > 1 && whole & flag::PLACE != 0 {
            Some(NameKind::Place)
        } else if forms.len() > 1 && first & flag::GIVEN != 0 && !has(flag::LAND) {
            Some(NameKind::Person)
        } else if forms.len() == 1 && whole & flag::PLACE != 0 && whole & (flag::GIVEN | flag::FAMILY | flag::BODY) == 0
        {
            Some(NameKind::Place)
        } else if forms.len() == 1 && whole & flag::GIVEN != 0 && whole & (flag::PLACE | flag::LAND) == 0 {
            Some(NameKind::Person)
        } else {
            None
        }
    }
}

/// Prints strict F1 as the benches count it: a gold span and those of its type inside it are alternatives.
pub(crate) fn measure(arguments: &Arguments) -> anyhow::Result<()> {
    let name: &'static [u8] = std::fs::read(arguments.models.join("name.bin"))?.leak();
    let models =
        text::Models::load(&bundle::file, &|path| if path == "name.bin" { Ok(name) } else { bundle::model(path) })?;
    for file in arguments.files.iter() {
        let mut sets: BTreeMap<String, [[usize; 4]; 3]> = BTreeMap::new();
        let mut show = arguments.show;
        let mut open = 0;
        for line in std::fs::read_to_string(arguments.data.join(file))?.lines() {
            let report: serde_json::Value = serde_json::from_str(line)?;
            let lang = report["language"].as_str().and_then(Lang::from_code).unwrap_or_default();
            let set = report["set"].as_str().unwrap_or("").to_string();
            let licence = report["licence"].as_str().unwrap_or("");
            if arguments.hold_out && !licence.contains("NC") && set.starts_with("re3d") {
                open += 1;
                if open % 3 != 0 {
                    continue;
                }
            }
            let (text, gold) = corpora::gold_of(line)?;
            let doc = text::annotate(&models, &text, LangHint::Given(lang));
            let counts = sets.entry(set).or_default();
            for (k, kind) in [NameKind::Person, NameKind::Organisation, NameKind::Place].into_iter().enumerate() {
                let mut found: Vec<Span> = doc
                    .names
                    .iter()
                    .filter(|n| n.kind == kind)
                    .map(|n| trim(&text, doc.span_of(n.words.clone())))
                    .collect();
                found.dedup();
                let mut spans: Vec<Span> = gold.iter().filter(|g| g.1 == kind).map(|g| trim(&text, g.0)).collect();
                spans.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
                let mut groups: Vec<Vec<Span>> = Vec::new();
                for s in &spans {
                    match groups.last_mut() {
                        Some(g) if s.end <= g[0].end => g.push(*s),
                        _ => groups.push(vec![*s]),
                    }
                }
                let right = found.iter().filter(|f| spans.contains(f)).count();
                let hit = groups.iter().filter(|g| g.iter().any(|s| found.contains(s))).count();
                for (sum, n) in counts[k].iter_mut().zip([right, found.len(), hit, groups.len()]) {
                    *sum += n;
                }
                for f in found.iter().filter(|f| !spans.contains(f)) {
                    if show > 0 {
                        show -= 1;
                        let (from, to) = (f.start.saturating_sub(30) as usize, (f.end as usize + 25).min(text.len()));
                        let (from, to) = (text::boundary_before(&text, from), text::boundary_before(&text, to));
                        println!("  + {kind:?} {:?} in {:?}", &text[f.range()], &text[from..to]);
                    }
                }
                for g in groups.iter().filter(|g| !g.iter().any(|s| found.contains(s))) {
                    if show > 0 {
                        show -= 1;
                        println!("  - {kind:?} {:?}", &text[g[0].range()]);
                    }
                }
            }
        }
        for (set, counts) in sets {
            let f1 = |c: [usize; 4]| {
                let (p, r) = (c[0] as f64 / c[1].max(1) as f64, c[2] as f64 / c[3].max(1) as f64);
                if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 }
            };
            let all = counts.iter().fold([0; 4], |mut a, c| {
                a.iter_mut().zip(c).for_each(|(a, c)| *a += c);
                a
            });
            println!(
                "{set}: {:.1} (P {:.1} R {:.1}; person {:.1}, organisation {:.1}, place {:.1})",
                f1(all),
                100.0 * all[0] as f64 / all[1].max(1) as f64,
                100.0 * all[2] as f64 / all[3].max(1) as f64,
                f1(counts[0]),
                f1(counts[1]),
                f1(counts[2])
            );
        }
    }
    Ok(())
}

/// Without leading article and final possessive.
fn trim(text: &str, span: Span) -> Span {
    let s = &text[span.range()];
    let low = s.to_lowercase();
    let mut start = 0;
    for article in ["the ", "a ", "an ", "le ", "la ", "les ", "l'", "l’", "un ", "une ", "des ", "du "] {
        if low.starts_with(article) && low.len() == s.len() {
            start = article.len();
            break;
        }
    }
    let end =
        s[start..].strip_suffix("'s").or(s[start..].strip_suffix("’s")).map_or(s.len(), |rest| start + rest.len());
    Span::new(span.start as usize + start, span.start as usize + end)
}
