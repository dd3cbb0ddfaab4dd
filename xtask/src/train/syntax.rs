//! Trains the network that finds tags and trees.

use super::Arguments;
use super::corpus::{self, Example};
use super::fit::{self, Plan, Prepared};
use super::network::{Input, Network, Output};
use super::quantise;
use super::raw::Raw;
use super::treebank::{self, Sentence, Word};
use anyhow::Result;
use std::collections::{BTreeMap, HashMap};
use text::atoms::{Atom, Atoms};
use text::classes::Classes;
use text::syntax::{Sizes, Tag, features, morphology_keys};
use text::weights::{ModelWriter, mix};
use text::{Feats, Key, Lang, Rel, Sub, Upos, VerbForm};

/// Tags and relations that there is room for.
const MOST: usize = 64;

/// How networks are fitted; another number of threads gives another model.
const PLAN: Plan = Plan { epochs: 16, batch: 300, rate: 3e-3, thin: 0.15, layer: 0.15, top: 0.18, threads: 2 };

/// The plan for a language: less text wants more noise.
fn plan(lang: Lang) -> Plan {
    match lang {
        Lang::En => PLAN,
        Lang::Fr => Plan { layer: 0.2, top: 0.2, ..PLAN },
    }
}

/// What is told apart, and the words that are known.
struct Inventory {
    lang: Lang,
    tags: Vec<Tag>,
    labels: Vec<(Rel, Sub)>,
    lexicon: HashMap<u32, (u32, u32)>,
    mask: u32,
}

impl Inventory {
    fn new(lang: Lang, examples: &[Example], bits: usize) -> Inventory {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut labels: HashMap<(Rel, Sub), usize> = HashMap::new();
        for word in examples.iter().flat_map(|e| &e.sentence.words) {
            *counts.entry(tag_of(word, lang).to_string()).or_default() += 1;
            *labels.entry((word.rel, word.sub)).or_default() += 1;
            *labels.entry((word.rel, Sub::None)).or_default() += 1;
        }
        let mut tags: Vec<Tag> = Upos::ALL.iter().map(|&upos| Tag { upos, feats: Feats::default() }).collect();
        let mut frequent: Vec<_> = counts.into_iter().filter(|(_, n)| *n >= 10).collect();
        frequent.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), name.clone()));
        for tag in frequent.iter().filter_map(|(name, _)| Tag::parse(name)) {
            if !tags.contains(&tag) && tags.len() < MOST {
                tags.push(tag);
            }
        }
        let mut list: Vec<_> = labels.into_iter().filter(|&((_, sub), n)| sub == Sub::None || n >= 12).collect();
        list.sort_by_key(|&(label, n)| (label.0 != Rel::Root, label.1 != Sub::None, std::cmp::Reverse(n), label));
        list.truncate(MOST);
        let labels = list.into_iter().map(|(label, _)| label).collect();
        let mut out = Inventory { lang, tags, labels, lexicon: HashMap::new(), mask: (1 << bits) - 1 };
        let mut seen: HashMap<u32, BTreeMap<u8, u32>> = HashMap::new();
        let mut atoms = Atoms::default();
        for e in examples {
            atoms.read(e.sentence.words.iter().map(|w| w.form.as_str()));
            for (atom, word) in atoms.words().iter().zip(&e.sentence.words) {
                *seen.entry(atom.form).or_default().entry(out.tag(word)).or_default() += 1;
            }
        }
        for (form, tags) in seen {
            let count: u32 = tags.values().sum();
            let mut list: Vec<_> = tags.iter().filter(|(_, n)| **n * 20 >= count).collect();
            list.sort_by_key(|(tag, n)| (std::cmp::Reverse(**n), **tag));
            let parts: Vec<u32> = list.iter().take(4).map(|(tag, _)| **tag as u32).collect();
            out.lexicon.insert(form, (mix(901, &parts), count));
        }
        out
    }

    fn tag(&self, word: &Word) -> u8 {
        let tag = tag_of(word, self.lang);
        self.tags.iter().position(|&t| t == tag).unwrap_or(tag.upos as usize) as u8
    }

    fn prepare<'a>(&self, sentence: &Sentence, classes: &Classes, raw: &'a Raw) -> Prepared<'a> {
        let words = &sentence.words;
        let mut atoms = Atoms::default();
        atoms.read(words.iter().map(|w| w.form.as_str()));
        let mut hidden = atoms.clone();
        let mut counts = Vec::new();
        for w in 0..words.len() {
            hidden.unknown(w);
            match self.lexicon.get(&atoms.words()[w].form) {
                Some(&(class, count)) => {
                    atoms.set_class(w, class);
                    counts.push(count);
                }
                None => counts.push(0),
            }
        }
        let rows = |atoms: &Atoms| {
            let row = |(a, w): (&Atom, &Word)| {
                let mut out = Vec::new();
                features(a, classes.as_written(&w.form, Key::of(&w.form)), &mut out);
                out.iter_mut().for_each(|r| *r &= self.mask);
                out
            };
            atoms.words().iter().zip(words).map(row).collect()
        };
        let n = words.len() as u32;
        let label = |w: &Word| {
            let find = |l| self.labels.iter().position(|&x| x == l);
            find((w.rel, w.sub)).or(find((w.rel, Sub::None))).unwrap_or(1) as u8
        };
        Prepared {
            vectors: atoms.words().iter().map(|a| raw.vector(a.form)).collect(),
            known: rows(&atoms),
            hidden: rows(&hidden),
            counts,
            tags: words.iter().map(|w| self.tag(w)).collect(),
            heads: words.iter().map(|w| w.head.map_or(n, |h| h as u32)).collect(),
            labels: words.iter().map(label).collect(),
        }
    }

    /// The full morphology of forms and of endings, each where it tells more than what is looked up after it.
    fn morphology(&self, examples: &[Example]) -> Vec<(u32, u32)> {
        let mut seen: HashMap<u32, BTreeMap<u32, u32>> = HashMap::new();
        let mut chains = Vec::new();
        let mut atoms = Atoms::default();
        for e in examples.iter().filter(|e| e.full_morphology) {
            atoms.read(e.sentence.words.iter().map(|w| w.form.as_str()));
            for (atom, word) in atoms.words().iter().zip(&e.sentence.words) {
                let tag = self.tag(word);
                let mut feats = word.feats;
                // What the tag says stands.
                let of_tag = self.tags[tag as usize].feats;
                (feats.verb_form, feats.tense, feats.mood) = (of_tag.verb_form, of_tag.tense, of_tag.mood);
                feats.passive = of_tag.passive;
                let keys = morphology_keys(atom, tag);
                keys.iter().for_each(|&k| *seen.entry(k).or_default().entry(feats.pack()).or_default() += 1);
                chains.push(keys);
            }
        }
        let usual: HashMap<u32, u32> = seen
            .iter()
            .map(|(&key, all)| (key, *all.iter().max_by_key(|(feats, n)| (**n, **feats)).expect("seen").0))
            .collect();
        let mut kept: BTreeMap<u32, u32> = BTreeMap::new();
        for keys in &chains {
            for (n, key) in keys.iter().enumerate() {
                let next = keys[n + 1..].first().map(|k| usual[k]);
                if next != Some(usual[key]) || kept.contains_key(key) {
                    kept.insert(*key, usual[key]);
                }
            }
        }
        // Where a longer key was left out for agreeing with a shorter one, the shorter must be there to be found.
        for keys in &chains {
            let found = keys.iter().find_map(|k| kept.get(k));
            if found != Some(&usual[&keys[0]]) {
                kept.insert(keys[0], usual[&keys[0]]);
            }
        }
        println!("  morphology: {} forms and endings", kept.len());
        kept.into_iter().collect()
    }
}

/// The tag of a treebank word: its part of speech and the features that context decides.
fn tag_of(word: &Word, lang: Lang) -> Tag {
    let all = word.feats;
    let mut feats = Feats::default();
    match word.upos {
        Upos::Verb | Upos::Aux => {
            (feats.verb_form, feats.tense, feats.mood) = (all.verb_form, all.tense, all.mood);
            if feats.verb_form == Some(VerbForm::Ger) {
                feats.tense = None;
            }
            feats.passive = all.passive;
        }
        Upos::Noun | Upos::Propn if lang == Lang::En => feats.number = all.number,
        Upos::Pron | Upos::Det | Upos::Adv => feats.pron_type = all.pron_type,
        _ => {}
    }
    Tag { upos: word.upos, feats }
}

pub(crate) fn train(args: &Arguments) -> Result<()> {
    let lang = args.language()?;
    let classes = Classes::load(bundle::model(&format!("{}/classes.bin", lang.code()))?)?;
    let raw = match &args.vectors {
        Some(folder) => Raw::load(folder)?,
        None => Raw::default(),
    };
    let examples = corpus::load(lang, &args.data, &args.corpus, args.seed)?;
    const BITS: usize = 16;
    let inventory = Inventory::new(lang, &examples, BITS);
    let prepared: Vec<Prepared> = examples.iter().map(|e| inventory.prepare(&e.sentence, &classes, &raw)).collect();
    let sizes = Sizes {
        width: 128,
        layers: 3,
        wide: 2,
        arc: 64,
        label: 64,
        tags: inventory.tags.len(),
        labels: inventory.labels.len(),
        bits: BITS,
    };
    println!("{sizes:?}");
    // What the network is worth while it learns, on the files that are given for it.
    let test = |f: &String| Ok((f.clone(), treebank::read(&args.data.join(f))?));
    let tests: Vec<(String, Vec<Sentence>)> = args.files.iter().map(test).collect::<Result<_>>()?;
    let report = |net: &Network, epoch: usize| {
        if epoch.is_multiple_of(4) || epoch == PLAN.epochs {
            for (name, gold) in &tests {
                println!("  {name} {}", score(net, &inventory, &classes, &raw, gold));
            }
        }
    };
    let net = fit::learn(&prepared, sizes, raw.width(), args.seed, &plan(lang), &report);
    let sample: Vec<Input> = prepared.iter().step_by(20).map(|p| p.input(None)).collect();
    let mut model = ModelWriter::new("syntax");
    let lines: Vec<String> = inventory.tags.iter().map(Tag::to_string).collect();
    model.add("tags", lines.join("\n").into_bytes());
    let lines: Vec<String> = inventory.labels.iter().map(|&(rel, sub)| label_name(rel, sub)).collect();
    model.add("labels", lines.join("\n").into_bytes());
    let mut entries: Vec<(u32, u32)> = inventory.lexicon.iter().map(|(&form, entry)| (form, entry.0)).collect();
    entries.sort();
    model.add_lookup("lexicon", &entries);
    model.add_lookup("morphology", &inventory.morphology(&examples));
    quantise::write(&net, &raw, &sample, &mut model);
    super::write(args, &format!("{}/syntax.bin", lang.code()), model)
}

fn label_name(rel: Rel, sub: Sub) -> String {
    if sub == Sub::None { rel.name().to_string() } else { format!("{}:{}", rel.name(), sub.name()) }
}

fn score(net: &Network, inventory: &Inventory, classes: &Classes, raw: &Raw, gold: &[Sentence]) -> String {
    let (mut n, mut upos, mut uas, mut las, mut tags) = (0, 0, 0, 0, 0);
    for chunk in gold.chunks(50) {
        let prepared: Vec<Prepared> = chunk.iter().map(|s| inventory.prepare(s, classes, raw)).collect();
        let inputs: Vec<Input> = prepared.iter().map(|p| p.input(None)).collect();
        let out: Vec<Output> = net.pass(&inputs, 1.0, None, &mut |_, _| {});
        for ((s, p), o) in chunk.iter().zip(&prepared).zip(&out) {
            for (w, word) in s.words.iter().enumerate() {
                n += 1;
                upos += (inventory.tags[o.tags[w] as usize].upos == word.upos) as usize;
                tags += (o.tags[w] == p.tags[w]) as usize;
                let right = o.heads[w] == p.heads[w];
                uas += right as usize;
                let rel = if o.heads[w] as usize == s.words.len() {
                    Rel::Root
                } else {
                    inventory.labels[o.labels[w] as usize].0
                };
                las += (right && rel == word.rel) as usize;
            }
        }
    }
    let p = |x: usize| 100.0 * x as f64 / n as f64;
    format!("UPOS {:.2} tags {:.2} UAS {:.2} LAS {:.2}", p(upos), p(tags), p(uas), p(las))
}
