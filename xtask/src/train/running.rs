//! Running text made from treebank sentences, with what should be found in it.

use super::conllu::Sentence;
use text::{Document, Part, Span};

/// A text and its parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Running {
    pub(crate) text: String,
    pub(crate) sentences: Vec<Span>,
    pub(crate) tokens: Vec<Span>,
    /// Number of words in each token.
    pub(crate) words: Vec<usize>,
}

impl Running {
    /// Adds a sentence after `glue`.
    pub(crate) fn push(&mut self, sentence: &Sentence, glue: &str) {
        if !self.text.is_empty() {
            self.text.push_str(glue);
        }
        let start = self.text.len();
        for (i, token) in sentence.tokens.iter().enumerate() {
            let at = self.text.len();
            self.text.push_str(&token.form);
            self.tokens.push(Span::new(at, self.text.len()));
            self.words.push(token.words.len());
            if token.space_after && i + 1 < sentence.tokens.len() {
                self.text.push(' ');
            }
        }
        self.sentences.push(Span::new(start, self.text.len()));
    }
}

/// Texts as the raw benches build them: documents, or twenty sentences each where the treebank marks none.
pub(crate) fn documents(sentences: &[Sentence]) -> Vec<Running> {
    let mut out: Vec<Running> = Vec::new();
    let (mut marked, mut glue) = (false, "");
    for s in sentences {
        let full = out.last().is_none_or(|d| !marked && d.sentences.len() >= 20);
        if s.new_document || full {
            out.push(Running::default());
            marked = s.new_document;
        }
        if let Some(doc) = out.last_mut() {
            doc.push(s, if s.new_paragraph { "\n\n" } else { glue });
        }
        glue = if s.tokens.last().is_none_or(|t| t.space_after) { " " } else { "" };
    }
    out
}

/// The surface tokens of a document.
pub(crate) fn surface(doc: &Document) -> Vec<Span> {
    word_counts(doc).into_iter().map(|(span, _)| span).collect()
}

/// The surface tokens of a document with the number of their words.
pub(crate) fn word_counts(doc: &Document) -> Vec<(Span, usize)> {
    let mut out: Vec<(Span, usize)> = Vec::new();
    for w in &doc.words {
        match out.last_mut() {
            Some((last, n)) if w.part == Part::Later => {
                *last = last.cover(w.span);
                *n += 1;
            }
            _ => out.push((w.span, 1)),
        }
    }
    out
}

/// Right, found and gold.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally(pub(crate) usize, pub(crate) usize, pub(crate) usize);

impl Tally {
    pub(crate) fn add(&mut self, found: &[Span], gold: &[Span]) {
        let set: std::collections::HashSet<&Span> = gold.iter().collect();
        self.0 += found.iter().filter(|s| set.contains(s)).count();
        self.1 += found.len();
        self.2 += gold.len();
    }

    /// F1 in points.
    pub(crate) fn f1(self) -> f64 {
        200.0 * self.0 as f64 / (self.1 + self.2).max(1) as f64
    }
}
