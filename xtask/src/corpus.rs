//! Checks and measures the marked reports of `corpus/`.

use anyhow::{Context, Result, bail};
use claims::Info;
use corpus::{Report, Score, Split};
use std::path::{Path, PathBuf};
use text::LangHint;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Says what is wrong with reports
    Check {
        /// Reports; all of corpus/ where none is given
        files: Vec<PathBuf>,
    },
    /// Measures what the program reads against what people marked
    Score {
        /// Show what was wrong for one measure (figures, claims: act …), in the training part only
        #[arg(long)]
        errors: Option<String>,
        /// Write all words in capitals first
        #[arg(long)]
        capitals: bool,
    },
    /// How far the second reading of some reports (corpus/second) agrees with the first
    Agreement,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.command {
        Command::Check { files } => check(files),
        Command::Score { errors, capitals } => score(errors.as_deref(), *capitals),
        Command::Agreement => agreement(),
    }
}

fn check(files: &[PathBuf]) -> Result<()> {
    let files = if files.is_empty() { all(Path::new(FOLDER))? } else { files.to_vec() };
    let mut problems = 0;
    for file in &files {
        if let Err(list) = read(file)? {
            problems += list.len();
            list.iter().for_each(|p| println!("{p}"));
        }
    }
    if problems > 0 {
        bail!("{problems} problems");
    }
    println!("{} reports are well formed", files.len());
    Ok(())
}

type IsIn = fn(&Report) -> bool;

/// The columns of the tables: which reports they are about.
const PARTS: [(&str, IsIn); 3] = [
    ("English", |r| r.lang == text::Lang::En && !r.translated),
    ("French", |r| r.lang == text::Lang::Fr),
    ("translated", |r| r.translated),
];

fn score(errors: Option<&str>, capitals: bool) -> Result<()> {
    let models = bundle::models()?;
    let packs = bundle::packs()?;
    let reports = reports(Path::new(FOLDER))?;
    for split in [Split::Train, Split::Test] {
        let mut scores = [Score::default(), Score::default(), Score::default()];
        for gold in reports.iter().filter(|r| r.split == split) {
            let text = if capitals { in_capitals(&gold.text) } else { gold.text.clone() };
            let doc = text::annotate(&models, &text, LangHint::Given(gold.lang));
            let info = Info { published: Some(gold.published), ..Info::default() };
            let found = Report::of_reading(gold, &claims::read(&packs, doc, &info));
            for ((_, is_in), score) in PARTS.iter().zip(&mut scores) {
                if is_in(gold) {
                    score.add(gold, &found, errors.filter(|_| split == Split::Train));
                }
            }
        }
        println!("{split:?}");
        table(&scores);
        for error in scores.iter().flat_map(|s| &s.errors) {
            println!("{error}");
        }
    }
    Ok(())
}

/// The same number of bytes, so that spans hold.
pub(crate) fn in_capitals(text: &str) -> String {
    let upper = |c: char| {
        let mut to = c.to_uppercase();
        match (to.next(), to.next()) {
            (Some(u), None) if u.len_utf8() == c.len_utf8() => u,
            _ => c,
        }
    };
    text.chars().map(upper).collect()
}

fn agreement() -> Result<()> {
    let mut scores = [Score::default(), Score::default(), Score::default()];
    for file in files_in(&Path::new(FOLDER).join("second"))? {
        let second = well_formed(&file)?;
        let folder = second.id.split('-').next().unwrap_or_default();
        let first = well_formed(&Path::new(FOLDER).join(folder).join(file.file_name().unwrap_or_default()))?;
        if first.text != second.text {
            bail!("{}: the two readings have different texts", second.id);
        }
        for ((_, is_in), score) in PARTS.iter().zip(&mut scores) {
            if is_in(&first) {
                score.add(&first, &second, None);
            }
        }
    }
    table(&scores);
    Ok(())
}

/// F1 in per cent, and how many there are in the gold.
fn table(scores: &[Score; 3]) {
    print!("{:40}", "");
    PARTS.iter().for_each(|(name, _)| print!("{name:>16}"));
    println!();
    let mut measures: Vec<&str> = scores.iter().flat_map(|s| s.counts.keys().copied()).collect();
    measures.sort();
    measures.dedup();
    for measure in measures {
        print!("{measure:40}");
        for score in scores {
            match score.counts.get(measure) {
                Some(count) => print!("{:>9.1} {:>6}", 100.0 * count.f1(), count.gold),
                None => print!("{:>16}", "-"),
            }
        }
        println!();
    }
    print!("{:40}", "coreference (CoNLL)");
    scores.iter().for_each(|s| print!("{:>9.1} {:6}", 100.0 * s.coreference.conll(), ""));
    println!();
}

/// The reports of the corpus, in order.
pub(crate) fn reports(folder: &Path) -> Result<Vec<Report>> {
    all(folder)?.iter().map(|file| well_formed(file)).collect()
}

/// The project's own reports.
const FOLDER: &str = "corpus";

fn all(folder: &Path) -> Result<Vec<PathBuf>> {
    Ok([files_in(&folder.join("en"))?, files_in(&folder.join("fr"))?, files_in(&folder.join("mt"))?].concat())
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files = entries.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    Ok(files)
}

fn well_formed(file: &Path) -> Result<Report> {
    read(file)?.or_else(|problems| bail!("{}", problems[0]))
}

fn read(file: &Path) -> Result<Result<Report, Vec<corpus::Problem>>> {
    let content = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy();
    Ok(corpus::parse(&id, &content))
}
