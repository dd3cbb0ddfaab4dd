//! `models/name.bin`: names, learnt from texts in which they are marked, and from treebanks whose proper nouns are names
//! of an unknown kind.

use super::corpora::{self, Mark, Marked, Mask, OUTSIDE, Verdict, Words, begin, inside};
use super::crf::{Crf, Dropout, Sequence};
use super::{Arguments, write};
use crate::random::Random;
use ::corpus::{Report, Split};
use anyhow::{Context, bail};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use text::names::{SCALE, dictionary_key, features, flag};
use text::weights::{Lookup, Model, ModelWriter};
use text::{Classes, Document, Key, Lang, LangHint, NameKind, PerLang, Upos};

const ROWS: usize = 1 << 20;

pub(crate) fn train(arguments: &Arguments) -> anyhow::Result<()> {
    let dictionary = Dictionary::read()?;
    let mut holder = ModelWriter::new("dictionary");
    holder.add_lookup("dictionary", &dictionary.entries());
    let lookup = Model::open("dictionary", holder.finish().leak())?.lookup("dictionary")?;
    let mut holder = ModelWriter::new("dictionary");
    holder.add_lookup("dictionary", &[]);
    let nothing = Model::open("dictionary", holder.finish().leak())?.lookup("dictionary")?;
    let models = super::models_below()?;
    let mut sequences = Vec::new();
    let mut random = Random(0x7a9);
    for marked in corpus(arguments, &dictionary)? {
        for shape in Shape::ALL {
            if !random.chance(shape.share(marked.own)) {
                continue;
            }
            let text = shape.apply(&marked.text, &dictionary, &mut random);
            let doc = text::annotate(&models, &text, LangHint::Given(marked.lang));
            let weight = if shape == Shape::AsIs { 1.0 } else { 0.5 };
            sequences.extend(labelled(&doc, &marked, models.classes(), &lookup, weight));
            // Names that no dictionary holds: only what is around them tells.
            if marked.own && random.chance(0.5) {
                sequences.extend(labelled(&doc, &marked, models.classes(), &nothing, 0.5 * weight));
            }
        }
    }
    let words: usize = sequences.iter().map(|s| s.allowed.len()).sum();
    println!("{} sentences, {words} words", sequences.len());
    let dropout = Dropout { own: 0.12, any: 0.33 };
    let rate = 0.08;
    // The mean of models trained with different random choices.
    let mut crf = Crf::train(&sequences, ROWS, arguments.epochs, rate, dropout, 1);
    for seed in 2..=arguments.means {
        crf.add(&Crf::train(&sequences, ROWS, arguments.epochs, rate, dropout, seed));
    }
    crf.divide(arguments.means as f32);
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
    let judge = |forms: &[&str], whole: bool| dictionary.judge(forms, whole);
    let proper = |name: &str, lang, weight| corpora::proper(&file(name), lang, words, &judge, weight);
    let mut re3d = corpora::spans(&file("entities_re3d_open.jsonl"), Lang::En, words, 2.0)?;
    if arguments.hold_out {
        let mut n = 0;
        re3d.retain(|_| {
            n += 1;
            n % 3 != 0
        });
    }
    let mut reports: Vec<Report> = crate::corpus::reports(&arguments.corpus)?;
    reports.retain(|r| r.split == Split::Train);
    let reports = reports.iter().enumerate().filter(|(n, _)| !arguments.hold_out || n % 3 != 0);
    let reports: Vec<Marked> = reports.map(|(_, r)| corpora::report(r, 4.0)).collect();
    let lists = super::carriers::Lists::read()?;
    let carriers = lists.texts(3000, 0.3, &mut Random(0xca4));
    Ok([
        carriers,
        reports,
        re3d,
        corpora::gum(&file("ud_en_gum_open-train.conllu"), words, 1.0)?,
        corpora::labelled(&file("ner_en_btc.conll"), Lang::En, 100, 0.4)?,
        corpora::labelled(&file("ner_fr_europeana.bio"), Lang::Fr, 200, 0.4)?,
        proper("ud_en_ewt-train.conllu", Lang::En, 0.6)?,
        proper("ud_fr_gsd-part.conllu", Lang::Fr, 0.4)?,
        proper("ud_fr_sequoia-train.conllu", Lang::Fr, 0.4)?,
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
    /// All in small letters.
    Small,
    /// Nationalities and a part of the other capitals in lower case.
    Translated,
}

impl Shape {
    const ALL: [Shape; 4] = [Shape::AsIs, Shape::Capitals, Shape::Small, Shape::Translated];

    /// How often a text is written so.
    fn share(self, own: bool) -> f64 {
        match self {
            Shape::AsIs => 1.0,
            Shape::Capitals if own => 1.0,
            Shape::Capitals => 0.3,
            Shape::Small if own => 0.1,
            Shape::Small => 0.0,
            Shape::Translated if own => 0.4,
            Shape::Translated => 0.25,
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
            Shape::Small => text.chars().map(|c| change(c, false)).collect(),
            Shape::Translated => text
                .split_inclusive(|c: char| !c.is_alphanumeric())
                .map(|word| {
                    let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric());
                    let flags = dictionary.flags(plain);
                    let share = if flags & flag::PEOPLE != 0 {
                        0.6
                    } else if flags & flag::BODY != 0 {
                        0.3
                    } else {
                        0.03
                    };
                    if random.chance(share) {
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
fn labelled(
    doc: &Document,
    marked: &Marked,
    classes: &PerLang<Classes>,
    lookup: &Lookup,
    weight: f32,
) -> Vec<Sequence> {
    let mut masks: Vec<Mask> = vec![OUTSIDE; doc.words.len()];
    for &(span, mark) in &marked.marks {
        // A nationality alone is an adjective: of the other kind, if it is a name at all.
        let people = |w: usize| {
            let word = &doc.words[w];
            let flags = lookup.get(dictionary_key(0, word.lower)).unwrap_or(0);
            flags & flag::PEOPLE != 0 && flags & flag::COUNTRY == 0 && word.upos != Upos::Propn
        };
        let mark = match mark {
            Mark::Name(kind) if kind != NameKind::Other && doc.words_in(span).all(people) => {
                Mark::May(OUTSIDE | begin(NameKind::Other))
            }
            mark => mark,
        };
        for (i, w) in doc.words_in(span).enumerate() {
            masks[w] = match mark {
                Mark::Name(kind) if i == 0 => begin(kind),
                Mark::Name(kind) => inside(kind),
                Mark::May(mask) => mask,
            };
        }
    }
    if !marked.own {
        soften(doc, lookup, &mut masks);
    }
    doc.sentences
        .iter()
        .map(|s| Sequence {
            features: features(doc, s.words(), classes, lookup),
            allowed: masks[s.words()].to_vec(),
            weight: weight * marked.weight,
        })
        .collect()
}

/// Other corpora mark neither "the Malian army" nor « le ministère de la Défense »: there such words may be a name.
fn soften(doc: &Document, lookup: &Lookup, masks: &mut [Mask]) {
    let flags = |w: usize| lookup.get(dictionary_key(0, doc.words[w].lower)).unwrap_or(0);
    let (first, later) = (begin(NameKind::Organisation), inside(NameKind::Organisation));
    for sentence in &doc.sentences {
        let words = sentence.words();
        for w in words.clone() {
            if flags(w) & flag::BODY == 0 || masks[w] & OUTSIDE == 0 {
                continue;
            }
            match sentence.lang {
                Lang::En if w > words.start && flags(w - 1) & flag::PEOPLE != 0 => {
                    masks[w - 1] |= first;
                    masks[w] |= later;
                }
                Lang::En => {}
                Lang::Fr if w + 1 < words.end && flags(w + 1) & flag::PEOPLE != 0 => {
                    masks[w] |= first;
                    masks[w + 1] |= later;
                }
                Lang::Fr => {
                    let go_on = |&i: &usize| !matches!(doc.words[i].upos, Upos::Punct | Upos::Verb | Upos::Aux);
                    let tied = w + 1 < words.end && doc.words[w + 1].upos == Upos::Adp;
                    if tied {
                        masks[w] |= first;
                        (w + 1..words.end.min(w + 8)).take_while(go_on).for_each(|i| masks[i] |= later);
                    }
                }
            }
        }
    }
}

/// What the lists say of words and phrases.
pub(crate) struct Dictionary {
    flags: BTreeMap<u32, u32>,
    pub(crate) words: Words,
    /// Names of a known kind, as they are written.
    kinds: HashMap<String, Verdict>,
}

impl Dictionary {
    fn read() -> anyhow::Result<Dictionary> {
        let mut dictionary = Dictionary {
            flags: BTreeMap::new(),
            words: Words { titles: Vec::new(), given: HashSet::new() },
            kinds: HashMap::new(),
        };
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
        for line in list("kinds.tsv")?.lines().filter(|l| !l.starts_with('#')) {
            let (kind, names) = line.split_once('\t').context("kinds.tsv: a kind, a tab, names")?;
            let (verdict, flag) = match kind {
                "person" => (Verdict::Kind(NameKind::Person), flag::KNOWN),
                "organisation" => (Verdict::Kind(NameKind::Organisation), flag::PARTY),
                "place" => (Verdict::Kind(NameKind::Place), flag::PLACE),
                "other" => (Verdict::Kind(NameKind::Other), flag::OTHER),
                "people" => (Verdict::People, flag::PEOPLE),
                "none" => (Verdict::Nothing, 0),
                _ => bail!("kinds.tsv: {kind:?} is no kind"),
            };
            for name in names.split('|') {
                dictionary.kinds.insert(name.to_string(), verdict);
                dictionary.add(name, flag);
            }
        }
        for row in text::table::rows("world/actors.tsv", bundle::file("world/actors.tsv")?) {
            for column in [5, 6, 7, 8] {
                row.list(column).for_each(|name| dictionary.add(name, flag::PARTY));
            }
        }
        for row in text::table::rows("world/persons.tsv", bundle::file("world/persons.tsv")?) {
            row.list(0).for_each(|name| dictionary.add(name, flag::KNOWN));
        }
        for row in text::table::rows("world/agencies.tsv", bundle::file("world/agencies.tsv")?) {
            row.list(1).for_each(|name| dictionary.add(name, flag::PARTY));
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

    /// What a run of proper nouns is, where that is plain; or only what a list says of the whole of it.
    fn judge(&self, forms: &[&str], whole: bool) -> Option<Verdict> {
        let listed = self.kinds.get(&forms.join(" ")).copied();
        if whole { listed } else { listed.or_else(|| self.guess(forms).map(Verdict::Kind)) }
    }

    fn guess(&self, forms: &[&str]) -> Option<NameKind> {
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
