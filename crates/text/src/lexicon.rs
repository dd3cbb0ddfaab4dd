//! Finds phrases of a word list in a document.

use crate::{Document, Key};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// A map from [`Key`] that does not hash again.
pub type KeyMap<V> = HashMap<Key, V, BuildHasherDefault<KeyHasher>>;

/// Takes a [`Key`] as its own hash.
#[derive(Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 ^ b as u64).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A list of phrases, each with a value. A phrase is words with one space between; a word matches where it equals the
/// form or the lemma of a document's word, or, written `=word`, only where it equals the form.
#[derive(Clone, Debug)]
pub struct Phrases<V> {
    by_first: KeyMap<Vec<Phrase<V>>>,
}

#[derive(Clone, Debug)]
struct Phrase<V> {
    words: Box<[Element]>,
    value: V,
}

#[derive(Clone, Copy, Debug)]
struct Element {
    key: Key,
    form_only: bool,
}

impl<V> Default for Phrases<V> {
    fn default() -> Self {
        Phrases { by_first: KeyMap::default() }
    }
}

impl<V> Phrases<V> {
    /// Adds a phrase.
    pub fn add(&mut self, phrase: &str, value: V) {
        let words: Box<[Element]> = phrase
            .split_whitespace()
            .map(|w| match w.strip_prefix('=') {
                Some(form) if !form.is_empty() => Element { key: Key::of(form), form_only: true },
                _ => Element { key: Key::of(w), form_only: false },
            })
            .collect();
        if let Some(first) = words.first() {
            let list = self.by_first.entry(first.key).or_default();
            // Longest first, so that the first match is the longest.
            let at = list.partition_point(|p| p.words.len() >= words.len());
            list.insert(at, Phrase { words, value });
        }
    }

    /// All phrases that start at word `at`, longest first: their words and values.
    pub fn at<'a>(&'a self, doc: &'a Document, at: usize, end: usize) -> impl Iterator<Item = (Range<usize>, &'a V)> {
        let word = &doc.words[at];
        let by_lower = self.by_first.get(&word.lower);
        let by_lemma = if word.lemma == word.lower { None } else { self.by_first.get(&word.lemma) };
        let fits = move |p: &&Phrase<V>| {
            at + p.words.len() <= end
                && p.words
                    .iter()
                    .zip(&doc.words[at..end])
                    .all(|(e, w)| e.key == w.lower || (!e.form_only && e.key == w.lemma))
        };
        by_lower
            .into_iter()
            .flatten()
            .filter(fits)
            .chain(by_lemma.into_iter().flatten().filter(fits))
            .map(move |p| (at..at + p.words.len(), &p.value))
    }

    /// All matches in a range of words, left to right, the longest at each place and none inside another.
    pub fn find<'a>(&'a self, doc: &'a Document, words: Range<usize>) -> Vec<(Range<usize>, &'a V)> {
        let (mut out, mut i) = (Vec::new(), words.start);
        while i < words.end {
            match self.at(doc, i, words.end).max_by_key(|(r, _)| r.len()) {
                Some((range, value)) => {
                    i = range.end;
                    out.push((range, value));
                }
                None => i += 1,
            }
        }
        out
    }
}
