//! Text to [`Document`]: the table of contents of this crate.

use crate::classes::Classes;
use crate::contraction::{self, Articles};
use crate::dateline;
use crate::gapped;
use crate::identify::{self, Languages};
use crate::lemma::Lemmatizer;
use crate::names::{NameScratch, Namer};
use crate::sentence::{self, Splitter};
use crate::syntax::{self, Syntax};
use crate::table::{DataError, Files};
use crate::tokenize::{self, Piece};
use crate::weights::{Model, ModelError};
use crate::{Document, Lang, LangHint, Part, PerLang, Sentence, Span, boundary_before};
use thiserror::Error;

/// Hands out the bytes of a file of `models/` by its path under it (`en/syntax.bin`).
pub type ModelFiles<'a> = &'a dyn Fn(&str) -> Result<&'static [u8], ModelError>;

/// Why the models cannot be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LoadError {
    /// A word list is wrong.
    #[error(transparent)]
    Data(#[from] DataError),
    /// A model is missing or damaged.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Everything that [`annotate`] needs.
#[derive(Clone, Debug)]
pub struct Models {
    languages: Languages,
    tokens: PerLang<tokenize::Rules>,
    articles: PerLang<Articles>,
    splitters: PerLang<Splitter>,
    lemmatizers: PerLang<Lemmatizer>,
    namer: Namer,
    classes: PerLang<Classes>,
    syntax: PerLang<Syntax>,
}

impl Models {
    /// Opens all models and the word lists of the tokenizer.
    pub fn load(data: Files, models: ModelFiles) -> Result<Models, LoadError> {
        let open = |kind, path: &str| Model::open(kind, models(path)?);
        Ok(Models {
            languages: Languages::open(&open("identify", "identify.bin")?)?,
            tokens: per_lang(|l| Ok(tokenize::Rules::load(data, l)?))?,
            articles: per_lang(|l| Ok(Articles::open(&open("sentence", &path(l, "sentence"))?)?))?,
            splitters: per_lang(|l| Ok(Splitter::open(&open("sentence", &path(l, "sentence"))?)?))?,
            lemmatizers: per_lang(|l| Ok(Lemmatizer::load(models(&path(l, "lemma"))?)?))?,
            namer: Namer::load(models("name.bin")?)?,
            classes: per_lang(|l| Ok(Classes::load(models(&path(l, "classes"))?)?))?,
            syntax: per_lang(|l| Ok(Syntax::load(models(&path(l, "syntax"))?)?))?,
        })
    }

    /// Finds parts of speech and trees anew, sentence by sentence; to measure how fast that is.
    pub fn syntax(&self, doc: &mut Document) {
        let mut scratch = syntax::Scratch::default();
        for i in 0..doc.sentences.len() {
            let (lang, words) = (doc.sentences[i].lang, doc.sentences[i].words());
            self.syntax[lang].fill(doc, words, &self.classes[lang], &mut scratch);
        }
    }

    /// The classes of each language's words.
    pub fn classes(&self) -> &PerLang<Classes> {
        &self.classes
    }
}

fn path(lang: Lang, model: &str) -> String {
    format!("{}/{model}.bin", lang.code())
}

fn per_lang<T>(load: impl Fn(Lang) -> Result<T, LoadError>) -> Result<PerLang<T>, LoadError> {
    Ok(PerLang([load(Lang::En)?, load(Lang::Fr)?]))
}

/// Longest run of text that is parted into sentences at once, in bytes; longer paragraphs are cut at white space.
const BLOCK: usize = 1 << 16;

/// Finds languages, sentences, words, their syntax and lemmas, and names. A given language holds for the whole text.
///
/// Text past 4 GiB is left unread, since offsets are 32 bits wide.
pub fn annotate<'t>(models: &Models, text: &'t str, hint: LangHint) -> Document<'t> {
    let mut doc = Document::new(text);
    let lines = lines(text);
    let langs = match hint {
        LangHint::Given(lang) => vec![lang; lines.len()],
        LangHint::Likely(lang) => identify::lines(&models.languages, text, &lines, Some(lang)),
        LangHint::Unknown => identify::lines(&models.languages, text, &lines, None),
    };
    let mut paragraph = 0;
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        let long = |end: usize| lines[end].span.end - lines[at].span.start > BLOCK as u32;
        while end < lines.len() && !lines[end].after_blank && langs[end] == langs[at] && !long(end) {
            end += 1;
        }
        let (mut from, to) = (lines[at].span.start as usize, lines[end - 1].span.end as usize);
        while from < to {
            let cut = cut(text, from, to);
            pieces.clear();
            tokenize::find(&models.tokens[langs[at]], text, from, cut, &mut pieces);
            contraction::resolve(&models.articles[langs[at]], text, &mut pieces);
            add(&mut doc, &models.splitters[langs[at]], &pieces, langs[at], &mut paragraph);
            from = cut;
        }
        at = end;
        paragraph += 1;
    }
    fill(models, &mut doc);
    doc
}

/// A word that is given, not found.
#[derive(Clone, Copy, Debug)]
pub struct GivenWord<'a> {
    /// Its surface in the text.
    pub span: Span,
    /// Its form, where the text says something else.
    pub form: Option<&'a str>,
    /// Its place in a multi-word token.
    pub part: Part,
}

/// Annotates words and sentences that are given, as in CoNLL-U: only tags, trees, lemmas and names are found. Spans must
/// lie in the text, in order; words whose spans do not are left out.
pub fn annotate_words<'t>(
    models: &Models,
    text: &'t str,
    sentences: &[Vec<GivenWord>],
    lang: Option<Lang>,
) -> Document<'t> {
    let mut doc = Document::new(text);
    let lang = lang.unwrap_or_else(|| identify::text(&models.languages, text));
    for (i, words) in sentences.iter().enumerate() {
        let pieces: Vec<Piece> = words
            .iter()
            .filter(|w| w.span.start <= w.span.end && text.get(w.span.range()).is_some())
            .map(|w| Piece { span: w.span, part: w.part, form: w.form, ambiguous: false })
            .collect();
        add_sentence(&mut doc, &pieces, lang, i as u32);
    }
    fill(models, &mut doc);
    doc
}

/// What is found sentence by sentence once words are known.
fn fill(models: &Models, doc: &mut Document) {
    let mut scratch = syntax::Scratch::default();
    let mut names = NameScratch::default();
    for i in 0..doc.sentences.len() {
        let (lang, words) = (doc.sentences[i].lang, doc.sentences[i].words());
        models.syntax[lang].fill(doc, words.clone(), &models.classes[lang], &mut scratch);
        models.lemmatizers[lang].fill(doc, words.clone());
        models.namer.look(doc, words, &models.classes, &mut names);
    }
    models.namer.find(doc, &mut names);
    doc.index();
    gapped::mend(doc);
}

/// A line that is not blank, without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    /// A blank line, or the start of the text, is before it.
    pub(crate) after_blank: bool,
}

fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let (mut start, mut after_blank) = (0, true);
    let text = &text[..boundary_before(text, u32::MAX as usize - 1)];
    for line in text.split('\n') {
        let trimmed = line.trim_matches(tokenize::is_space);
        if trimmed.is_empty() {
            after_blank = true;
        } else {
            let at = start + (trimmed.as_ptr() as usize - line.as_ptr() as usize);
            out.push(Line { span: Span::new(at, at + trimmed.len()), after_blank });
            after_blank = false;
        }
        start += line.len() + 1;
    }
    out
}

/// Where the next block from `from` ends: at `to`, or after the last white space in reach.
fn cut(text: &str, from: usize, to: usize) -> usize {
    if to - from <= BLOCK {
        return to;
    }
    let reach = boundary_before(text, from + BLOCK);
    text[from..reach].rfind(char::is_whitespace).filter(|&at| at > 0).map_or(reach, |at| from + at)
}

/// Parts the pieces of a block into sentences and adds them.
fn add(doc: &mut Document, splitter: &Splitter, pieces: &[Piece], lang: Lang, paragraph: &mut u32) {
    let (mut first, mut opens) = (0, true);
    let mut cuts = sentence::find(splitter, doc.text, pieces);
    cut_at_datelines(doc.text, pieces, &mut cuts);
    for cut in cuts {
        first = add_opening(doc, pieces, first, opens, lang, *paragraph);
        if cut.at > first {
            add_sentence(doc, &pieces[first..cut.at], lang, *paragraph);
            first = cut.at;
        }
        *paragraph += cut.paragraph as u32;
        opens = cut.paragraph;
    }
    first = add_opening(doc, pieces, first, opens, lang, *paragraph);
    add_sentence(doc, &pieces[first..], lang, *paragraph);
}

/// Lines at the start of a report among which its dateline stands.
const HEADLINES: usize = 4;

/// A line that opens with a dateline opens a paragraph, whatever the lines before it look like.
fn cut_at_datelines(text: &str, pieces: &[Piece], cuts: &mut Vec<sentence::Cut>) {
    let between = |n: usize| text.get(pieces[n - 1].span.end as usize..pieces[n].span.start as usize);
    let opens = |n: &usize| between(*n).is_some_and(|space| space.contains('\n'));
    for at in (1..pieces.len().min(120)).filter(opens).take(HEADLINES) {
        if dateline::length(text, &pieces[at..]) > 0 {
            let place = cuts.partition_point(|c| c.at < at);
            match cuts.get_mut(place) {
                Some(cut) if cut.at == at => cut.paragraph = true,
                _ => cuts.insert(place, sentence::Cut { at, paragraph: true }),
            }
        }
    }
}

/// Adds the dateline and the notes that a paragraph opens with, if it does; gives where what follows starts.
fn add_opening(doc: &mut Document, pieces: &[Piece], first: usize, opens: bool, lang: Lang, paragraph: u32) -> usize {
    let end = if opens { first + dateline::opening(doc.text, &pieces[first..]) } else { first };
    add_sentence(doc, &pieces[first..end], lang, paragraph);
    end
}

fn add_sentence(doc: &mut Document, pieces: &[Piece], lang: Lang, paragraph: u32) {
    let (Some(head), Some(last)) = (pieces.first(), pieces.last()) else { return };
    let first = doc.words.len() as u32;
    let number = doc.sentences.len() as u32;
    for piece in pieces {
        piece.add_to(doc);
        if let Some(word) = doc.words.last_mut() {
            word.sentence = number;
        }
    }
    let end = doc.words.len() as u32;
    doc.sentences.push(Sentence { span: head.span.cover(last.span), first, end, lang, paragraph });
}
