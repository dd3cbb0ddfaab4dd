//! Reads treebanks in CoNLL-U.

use anyhow::{Context, bail};
use std::path::Path;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    /// A document starts here.
    pub(crate) new_document: bool,
    /// A paragraph starts here.
    pub(crate) new_paragraph: bool,
    /// Its words; empty nodes are left out.
    pub(crate) words: Vec<Word>,
    /// Its surface tokens.
    pub(crate) tokens: Vec<Token>,
}

/// A surface token: one word or several.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) form: String,
    /// The words it holds.
    pub(crate) words: std::ops::Range<usize>,
    /// White space follows.
    pub(crate) space_after: bool,
}

/// A line of the treebank.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) feats: String,
    /// The head, from 1; 0 for the root.
    pub(crate) head: usize,
    /// The relation with its subtype.
    pub(crate) rel: String,
    pub(crate) misc: String,
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Sentence>> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = Vec::new();
    let mut sentence = Sentence::default();
    for (number, line) in content.lines().enumerate() {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                out.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            sentence.new_document |= comment.starts_with("newdoc");
            sentence.new_paragraph |=
                comment == "newpar" || comment.starts_with("newpar ") || comment.starts_with("newpar_");
            continue;
        }
        let c: Vec<&str> = line.split('\t').collect();
        if c.len() != 10 {
            bail!("{}:{}: {} columns instead of 10", path.display(), number + 1, c.len());
        }
        let space_after = !c[9].contains("SpaceAfter=No");
        if c[0].contains('.') {
            continue;
        }
        if let Some((first, last)) = c[0].split_once('-') {
            let words = first.parse::<usize>()? - 1..last.parse::<usize>()?;
            sentence.tokens.push(Token { form: c[1].to_string(), words, space_after });
            continue;
        }
        let at = sentence.words.len();
        if sentence.tokens.last().is_none_or(|t| t.words.end <= at) {
            sentence.tokens.push(Token { form: c[1].to_string(), words: at..at + 1, space_after });
        }
        let field = |n: usize| if c[n] == "_" { String::new() } else { c[n].to_string() };
        sentence.words.push(Word {
            form: c[1].to_string(),
            lemma: c[2].to_string(),
            upos: c[3].to_string(),
            feats: field(5),
            head: c[6].parse().unwrap_or(0),
            rel: c[7].to_string(),
            misc: field(9),
        });
    }
    if !sentence.words.is_empty() {
        out.push(sentence);
    }
    Ok(out)
}
