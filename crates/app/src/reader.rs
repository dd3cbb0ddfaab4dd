//! One report to one reading: the whole chain, with everything that it looks up.

use crate::ingest::{Report, Tree};
use anyhow::Context;
use claims::{Note, Packs, Reading};
use jiff::civil::Date;
use std::path::PathBuf;
use text::{Document, GivenWord, Lang, LangHint, Models};

/// What every reading looks up. It is made once and shared by all threads.
pub struct Reader {
    models: Models,
    packs: Packs,
}

/// What the user asked for on the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Day of publication of reports that do not tell theirs.
    pub published: Option<Date>,
    /// Language of all reports; found per sentence where it is `None`.
    pub lang: Option<Lang>,
    /// Whether to keep the decisions behind each record.
    pub explain: bool,
}

/// What the user adds to the words and places that ship with the program.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Own {
    /// Parties of your own, as docs/actors.md explains (TOML)
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
    /// Places from `depeche gazetteer import`, instead of those that ship with the program
    #[arg(long, value_name = "FILE", env = "DEPECHE_PLACES")]
    places: Option<PathBuf>,
}

impl Reader {
    /// The reader with the words, models and places that ship with the program, and the user's own.
    ///
    /// It lives as long as the program: giving back its many small pieces of memory one by one would take longer than
    /// reading a report.
    pub fn new(own: &Own) -> anyhow::Result<&'static Reader> {
        let actors = own.actors.as_deref().map(crate::actors::read).transpose()?.unwrap_or_default();
        let places = own.places.as_deref().map(crate::gazetteer::open).transpose()?;
        Ok(Box::leak(Box::new(Reader {
            models: bundle::models().context("the embedded models are damaged")?,
            packs: bundle::packs_with(actors, places).context("the embedded words are damaged")?,
        })))
    }

    /// Reads a report. `full` is [`Report::full_text`], which the reading borrows.
    pub fn read<'t>(&self, report: &Report, full: &'t str, body: usize, options: &Options) -> Reading<'t> {
        let hint = match (options.lang, report.language) {
            (Some(lang), _) => LangHint::Given(lang),
            (None, Some(lang)) => LangHint::Likely(lang),
            (None, None) => LangHint::Unknown,
        };
        let doc = match &report.tree {
            Some(tree) => self.fill(tree, full, options.lang.or(report.language)),
            None => text::annotate(&self.models, full, hint),
        };
        let mut reading = claims::read(&self.packs, doc, &report.info(body, options.published, options.explain));
        let doubts = report.doubts.iter();
        reading.notes.extend(doubts.map(|d| Note { code: "input", span: None, message: d.clone() }));
        reading
    }

    /// Annotates the words that a CoNLL-U input gives.
    fn fill<'t>(&self, tree: &Tree, full: &'t str, lang: Option<Lang>) -> Document<'t> {
        let sentences: Vec<Vec<GivenWord>> =
            tree.sentences.iter().map(|s| s.words.iter().map(given).collect()).collect();
        text::annotate_words(&self.models, full, &sentences, lang)
    }
}

fn given((span, form, part): &(text::Span, Option<String>, text::Part)) -> GivenWord<'_> {
    GivenWord { span: *span, form: form.as_deref(), part: *part }
}
