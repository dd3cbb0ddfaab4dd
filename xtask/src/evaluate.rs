//! Measures tags and trees on CoNLL-U files.

use crate::train::treebank::{self, Sentence};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::time::Instant;
use text::classes::Classes;
use text::syntax::Scratch;
use text::{Document, Lang, Part, Span, Syntax};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// CoNLL-U files with gold trees
    files: Vec<PathBuf>,
    /// Language (en, fr)
    #[arg(long, value_parser = crate::train::lang)]
    lang: Lang,
    /// Folder of the models
    #[arg(long, default_value = "models")]
    models: PathBuf,
    /// Write all words in capitals first
    #[arg(long)]
    capitals: bool,
    /// Write all words in lower case first
    #[arg(long)]
    lower: bool,
}

pub(crate) fn run(args: &Arguments) -> Result<()> {
    let folder = args.models.join(args.lang.code());
    let syntax = Syntax::load(load(folder.join("syntax.bin"))?)?;
    let classes = Classes::load(load(folder.join("classes.bin"))?)?;
    for file in &args.files {
        let mut gold = treebank::read(file)?;
        for word in gold.iter_mut().flat_map(|s| &mut s.words) {
            if args.capitals {
                word.form = word.form.to_uppercase();
            } else if args.lower {
                word.form = word.form.to_lowercase();
            }
        }
        println!("{} {}", file.file_name().unwrap_or_default().to_string_lossy(), score(&gold, &syntax, &classes));
    }
    Ok(())
}

fn load(path: PathBuf) -> Result<&'static [u8]> {
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes.leak())
}

fn score(gold: &[Sentence], syntax: &Syntax, classes: &Classes) -> String {
    let text = gold.iter().flat_map(|s| &s.words).fold(String::new(), |text, w| text + &w.form + " ");
    let (mut doc, ranges) = document(&text, gold);
    let n = doc.words.len();
    let mut scratch = Scratch::default();
    let mut time = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        ranges.iter().for_each(|r| syntax.fill(&mut doc, r.clone(), classes, &mut scratch));
        time = time.min(start.elapsed().as_secs_f64());
    }
    let (mut upos, mut feats, mut uas, mut las, mut full) = (0, 0, 0, 0, 0);
    let mut passive = [0; 3];
    let mut mood = [0; 3];
    for (sentence, range) in gold.iter().zip(&ranges) {
        for (g, w) in sentence.words.iter().zip(&doc.words[range.clone()]) {
            let head = (w.head != text::NO_HEAD).then(|| w.head as usize - range.start);
            upos += (g.upos == w.upos) as usize;
            feats += (g.feats == w.feats) as usize;
            uas += (g.head == head) as usize;
            las += (g.head == head && g.rel == w.rel) as usize;
            full += (g.head == head && g.rel == w.rel && g.sub == w.sub) as usize;
            let verbal = |f: &text::Feats| (f.verb_form, f.tense, f.mood);
            for (i, hit) in
                [g.feats.passive && w.feats.passive, w.feats.passive, g.feats.passive].into_iter().enumerate()
            {
                passive[i] += hit as usize;
            }
            if g.feats.verb_form.is_some() {
                mood[0] += (verbal(&g.feats) == verbal(&w.feats)) as usize;
                mood[1] += 1;
            }
        }
    }
    let p = |x: usize| 100.0 * x as f64 / n as f64;
    format!(
        "{n} words: UPOS {:.2} UAS {:.2} LAS {:.2} with subtypes {:.2}; feats {:.2}, verb form {:.2}, passive F {:.1}; {:.0} k words/s",
        p(upos),
        p(uas),
        p(las),
        p(full),
        p(feats),
        100.0 * mood[0] as f64 / mood[1].max(1) as f64,
        200.0 * passive[0] as f64 / (passive[1] + passive[2]).max(1) as f64,
        n as f64 / time / 1e3
    )
}

fn document<'t>(text: &'t str, gold: &[Sentence]) -> (Document<'t>, Vec<std::ops::Range<usize>>) {
    let mut doc = Document::new(text);
    let mut ranges = Vec::new();
    let mut at = 0;
    for sentence in gold {
        let first = doc.words.len();
        for word in &sentence.words {
            doc.push_word(Span::new(at, at + word.form.len()), None, Part::Whole);
            at += word.form.len() + 1;
        }
        ranges.push(first..doc.words.len());
    }
    (doc, ranges)
}
