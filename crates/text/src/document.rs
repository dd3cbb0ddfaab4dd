//! A text with what was found in it: words, sentences, dependencies. Everything else is a layer of spans over it.

use crate::{Feats, Key, Lang, Name, Rel, Span, Sub, Upos};
use std::ops::Range;

/// The head of a root.
pub const NO_HEAD: u32 = u32::MAX;

/// A syntactic word of Universal Dependencies. French `du` is two words (`de`, `le`) that share one span, English
/// `don't` two words with a span each.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Its surface in the text; words of one contraction may share it.
    pub span: Span,
    /// Index of its sentence in [`Document::sentences`].
    pub sentence: u32,
    /// Index of its head in [`Document::words`], in the same sentence; [`NO_HEAD`] for the root.
    pub head: u32,
    /// Hash of the lower-cased form: what lexicons are looked up by.
    pub lower: Key,
    /// Hash of the lower-cased lemma.
    pub lemma: Key,
    pub(crate) form_text: Text,
    pub(crate) lemma_text: Text,
    /// Part of speech.
    pub upos: Upos,
    /// Relation to the head.
    pub rel: Rel,
    /// Subtype of the relation.
    pub sub: Sub,
    /// Morphology.
    pub feats: Feats,
    /// Place in a surface token.
    pub part: Part,
}

/// Whether a word is a surface token of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// A token of one word.
    #[default]
    Whole,
    /// The first word of a multi-word token (CoNLL-U `1-2`).
    First,
    /// A later word of it.
    Later,
}

/// Where a word's form or lemma is written: in the text itself or in the document's own store of other strings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Text {
    start: u32,
    len: u32,
    own: bool,
}

/// A sentence: a run of words.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// From its first to its last character, without outer white space.
    pub span: Span,
    /// First word.
    pub first: u32,
    /// One past its last word.
    pub end: u32,
    /// Its language.
    pub lang: Lang,
    /// Number of the paragraph it stands in (blank lines and line breaks after short lines part paragraphs).
    pub paragraph: u32,
}

impl Sentence {
    /// Indices of its words.
    pub fn words(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// The annotated text. It owns what was found and borrows the text, which never changes.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The text as given.
    pub text: &'t str,
    /// All words, in order.
    pub words: Vec<Word>,
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Names, in order, none inside another.
    pub names: Vec<Name>,
    own: String,
    /// Start of each word's children in `children`, one more entry than words; filled by [`Document::index`].
    child_start: Vec<u32>,
    children: Vec<u32>,
}

impl<'t> Document<'t> {
    /// A document in which nothing has been found yet.
    pub fn new(text: &'t str) -> Document<'t> {
        Document {
            text,
            words: Vec::new(),
            sentences: Vec::new(),
            names: Vec::new(),
            own: String::new(),
            child_start: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Adds a word without syntax. `form` is given where it differs from the text under `span` (a part of a contraction).
    pub fn push_word(&mut self, span: Span, form: Option<&str>, part: Part) {
        let form_text = match form {
            Some(form) => self.store(form),
            None => Text { start: span.start, len: span.len(), own: false },
        };
        let lower = Key::of(self.slice(form_text));
        self.words.push(Word {
            span,
            sentence: 0,
            head: NO_HEAD,
            lower,
            lemma: lower,
            form_text,
            lemma_text: form_text,
            upos: Upos::X,
            rel: Rel::Dep,
            sub: Sub::None,
            feats: Feats::default(),
            part,
        });
    }

    /// Sets a word's lemma.
    pub fn set_lemma(&mut self, word: usize, lemma: &str) {
        let text = if self.form(word) == lemma { self.words[word].form_text } else { self.store(lemma) };
        self.words[word].lemma_text = text;
        self.words[word].lemma = Key::of(lemma);
    }

    fn store(&mut self, s: &str) -> Text {
        let start = self.own.len() as u32;
        self.own.push_str(s);
        Text { start, len: s.len() as u32, own: true }
    }

    fn slice(&self, t: Text) -> &str {
        let from: &str = if t.own { &self.own } else { self.text };
        &from[t.start as usize..(t.start + t.len) as usize]
    }

    /// The words under a span.
    pub fn slice_of(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    /// A word's form: the text itself but for parts of contractions.
    pub fn form(&self, word: usize) -> &str {
        self.slice(self.words[word].form_text)
    }

    /// A word's lemma.
    pub fn lemma(&self, word: usize) -> &str {
        self.slice(self.words[word].lemma_text)
    }

    /// The words that overlap a span, as a range of indices (empty where there is none).
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let first = self.words.partition_point(|w| w.span.end <= span.start);
        let mut end = first;
        while end < self.words.len() && self.words[end].span.start < span.end {
            end += 1;
        }
        first..end
    }

    /// From the first to the last character of a range of words.
    pub fn span_of(&self, words: Range<usize>) -> Span {
        match self.words.get(words.clone()) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// Fills the index of children; to be called once heads are known. Heads out of range or in another sentence become roots.
    pub fn index(&mut self) {
        let n = self.words.len();
        let mut count = vec![0u32; n + 1];
        for i in 0..n {
            let h = self.words[i].head;
            if h != NO_HEAD {
                if (h as usize) >= n || self.words[h as usize].sentence != self.words[i].sentence || h as usize == i {
                    self.words[i].head = NO_HEAD;
                } else {
                    count[h as usize + 1] += 1;
                }
            }
        }
        for i in 0..n {
            count[i + 1] += count[i];
        }
        let mut next = count.clone();
        self.children = vec![0; count[n] as usize];
        for i in 0..n {
            let h = self.words[i].head;
            if h != NO_HEAD {
                self.children[next[h as usize] as usize] = i as u32;
                next[h as usize] += 1;
            }
        }
        self.child_start = count;
    }

    /// The direct dependents of a word, left to right.
    pub fn children(&self, word: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let (a, b) = match self.child_start.get(word..word + 2) {
            Some(x) => (x[0] as usize, x[1] as usize),
            None => (0, 0),
        };
        self.children[a..b].iter().map(|&c| c as usize)
    }

    /// The first dependent with that relation.
    pub fn child(&self, word: usize, rel: Rel) -> Option<usize> {
        self.children(word).find(|&c| self.words[c].rel == rel)
    }

    /// The head, if it is not the root.
    pub fn head(&self, word: usize) -> Option<usize> {
        let h = self.words[word].head;
        (h != NO_HEAD).then_some(h as usize)
    }

    /// The smallest range of words that holds a word and all that depends on it.
    pub fn subtree(&self, word: usize) -> Range<usize> {
        let (mut low, mut high) = (word, word);
        let mut todo = vec![word];
        let mut steps = 0;
        while let Some(w) = todo.pop() {
            low = low.min(w);
            high = high.max(w);
            todo.extend(self.children(w));
            steps += 1;
            if steps > self.words.len() {
                break; // a cycle, which no parser of ours makes but a CoNLL-U file may hold
            }
        }
        low..high + 1
    }

    /// The syntactic head of a range of words: the one whose head lies outside (the first, if several).
    pub fn head_of(&self, words: Range<usize>) -> usize {
        words
            .clone()
            .find(|&w| self.head(w).is_none_or(|h| !words.contains(&h)) && self.words[w].upos != Upos::Punct)
            .unwrap_or(words.start)
    }

    /// Whether `below` is `above` or hangs under it.
    pub fn dominates(&self, above: usize, below: usize) -> bool {
        let mut at = below;
        for _ in 0..self.words.len() {
            if at == above {
                return true;
            }
            match self.head(at) {
                Some(h) => at = h,
                None => return false,
            }
        }
        false
    }
}
