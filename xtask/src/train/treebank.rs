//! Treebanks with typed columns, for the tagger and the parser.

use super::conllu;
use anyhow::{Context, Result};
use std::path::Path;
use text::{Feats, Mood, PronType, Rel, Sub, Upos};

/// A sentence: its syntactic words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    pub(crate) words: Vec<Word>,
}

/// A word of a treebank.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) upos: Upos,
    pub(crate) feats: Feats,
    /// Index of the head; `None` for the root.
    pub(crate) head: Option<usize>,
    pub(crate) rel: Rel,
    pub(crate) sub: Sub,
}

/// Reads a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Sentence>> {
    let sentence = |s: conllu::Sentence| {
        Ok(Sentence {
            words: s.words.into_iter().map(word).collect::<Result<_>>().with_context(|| path.display().to_string())?,
        })
    };
    conllu::read(path)?.into_iter().map(sentence).collect()
}

fn word(w: conllu::Word) -> Result<Word> {
    let (rel, sub) = w.rel.split_once(':').unwrap_or((&w.rel, ""));
    let mut feats = Feats::parse(&w.feats);
    // Some sources leave out of a possessive that it is a personal pronoun.
    if feats.possessive && feats.pron_type.is_none() {
        feats.pron_type = Some(PronType::Prs);
    }
    // Some sources call a conditional present, others nothing.
    if feats.mood == Some(Mood::Cnd) {
        feats.tense = None;
    }
    Ok(Word {
        upos: Upos::from_name(&w.upos).with_context(|| format!("unknown part of speech {:?}", w.upos))?,
        feats,
        head: w.head.checked_sub(1),
        rel: Rel::from_name(rel).with_context(|| format!("unknown relation {rel:?}"))?,
        sub: Sub::from_name(sub).unwrap_or(Sub::None),
        form: w.form,
    })
}
