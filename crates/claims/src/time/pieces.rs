//! The text cut at every change between letters, digits and signs, so that "two-year", "9h15", "22/03/2019" and "l'année"
//! read the same however they were split into words.

use super::words::{Entry, List, Words};
use text::{Document, Key, Lang, Span};

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Letters,
    Digits,
    Sign,
}

/// A run of letters, a run of digits, or one other character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Hash of its characters in lower case.
    pub(super) key: Key,
    /// Value of up to nine digits; `u32::MAX` for more.
    pub(super) number: u32,
    /// White space stands before it.
    pub(super) space: bool,
    /// A blank line stands before it, or it is the first.
    pub(super) fresh: bool,
    /// Begins with a capital letter.
    pub(super) capital: bool,
    pub(super) lang: Lang,
    /// The classes of the phrases that begin here.
    pub(super) classes: u128,
    first: u32,
    end: u32,
}

/// A phrase of the word list that begins at a piece, and the number of pieces it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit<'w> {
    pub(super) entry: &'w Entry,
    pub(super) len: usize,
}

/// A text in pieces, with what the word list says of each.
pub(super) struct Pieces<'t, 'w> {
    pub(super) text: &'t str,
    pub(super) all: Vec<Piece>,
    hits: Vec<Hit<'w>>,
    words: &'w Words,
}

impl<'t, 'w> Pieces<'t, 'w> {
    /// Cuts the text of a document up to byte `limit` and looks every piece up.
    pub(super) fn new(doc: &Document<'t>, words: &'w Words, limit: usize) -> Pieces<'t, 'w> {
        let text = doc.text;
        let mut all = Vec::with_capacity(limit.min(text.len()) / 4 + 1);
        cut(text, limit, &mut |piece| all.push(piece));
        let mut sentence = 0;
        for piece in &mut all {
            while sentence + 1 < doc.sentences.len() && doc.sentences[sentence].span.end <= piece.span.start {
                sentence += 1;
            }
            piece.lang = doc.sentences.get(sentence).map_or(Lang::default(), |s| s.lang);
        }
        let mut pieces = Pieces { text, all, hits: Vec::new(), words };
        for at in 0..pieces.all.len() {
            pieces.look_up(at);
        }
        pieces
    }

    fn look_up(&mut self, at: usize) {
        let piece = self.all[at];
        let (first, mut classes) = (self.hits.len() as u32, 0);
        if piece.kind != Kind::Digits {
            for entry in self.words.lists[piece.lang].at(piece.key) {
                if let Some(len) = self.fits(at, entry.rest()) {
                    self.hits.push(Hit { entry, len });
                    classes |= entry.class.bit();
                }
            }
        }
        let end = self.hits.len() as u32;
        self.all[at] = Piece { classes, first, end, ..piece };
    }

    /// The number of pieces that a phrase takes from `at` on. A hyphen inside counts as a space.
    fn fits(&self, at: usize, rest: &[Key]) -> Option<usize> {
        let mut next = at + 1;
        for &key in rest {
            let mut piece = self.all.get(next)?;
            if piece.key != key && piece.kind == Kind::Sign && !piece.space && self.is_hyphen(next) {
                next += 1;
                piece = self.all.get(next)?;
            }
            if piece.key != key || piece.fresh {
                return None;
            }
            next += 1;
        }
        Some(next - at)
    }

    /// The phrases that begin at a piece, longest first.
    pub(super) fn hits(&self, at: usize) -> &[Hit<'w>] {
        self.all.get(at).map_or(&[], |p| &self.hits[p.first as usize..p.end as usize])
    }

    /// The word list of the language at a piece.
    pub(super) fn list(&self, at: usize) -> Option<&'w List> {
        self.all.get(at).map(|p| &self.words.lists[p.lang])
    }

    /// The characters of a piece.
    pub(super) fn slice(&self, at: usize) -> &'t str {
        self.all.get(at).map_or("", |p| &self.text[p.span.range()])
    }

    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.slice(at), "-" | "‐" | "‑")
    }

    /// From the first to the last character of a range of pieces.
    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        match self.all.get(range) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }
}

/// The keys of a phrase of the word list. A hyphen between words is left out: in a text it counts as a space.
pub(super) fn keys(phrase: &str) -> Vec<Key> {
    let mut parts: Vec<&str> = Vec::new();
    cut(phrase, phrase.len(), &mut |piece| parts.push(&phrase[piece.span.range()]));
    let last = parts.len().saturating_sub(1);
    let inner = |(n, part): &(usize, &&str)| *n == 0 || *n == last || **part != "-";
    parts.iter().enumerate().filter(inner).map(|(_, part)| Key::of(part)).collect()
}

/// Calls `each` with every piece, without classes.
fn cut(text: &str, limit: usize, each: &mut dyn FnMut(Piece)) {
    let bytes = text.as_bytes();
    let limit = limit.min(bytes.len());
    let (mut at, mut space, mut breaks, mut any) = (0, false, 0, false);
    while at < limit {
        let c = if bytes[at] < 128 { bytes[at] as char } else { text[at..].chars().next().unwrap_or(' ') };
        if c.is_whitespace() {
            space = true;
            breaks += usize::from(c == '\n');
            at += c.len_utf8();
            continue;
        }
        let (kind, end) = if c.is_ascii_digit() {
            (Kind::Digits, run(bytes, at, |b| b.is_ascii_digit()))
        } else if c.is_alphabetic() {
            (Kind::Letters, letters(text, at))
        } else {
            (Kind::Sign, at + c.len_utf8())
        };
        let slice = &text[at..end];
        let number = match kind {
            Kind::Digits if slice.len() <= 9 => slice.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0')),
            _ => u32::MAX,
        };
        let key = Key::of(slice);
        let fresh = breaks > 1 || !any;
        let span = Span::new(at, end);
        let lang = Lang::default();
        each(Piece {
            span,
            kind,
            key,
            number,
            space,
            fresh,
            capital: c.is_uppercase(),
            lang,
            classes: 0,
            first: 0,
            end: 0,
        });
        (at, space, breaks, any) = (end, false, 0, true);
    }
}

fn run(bytes: &[u8], from: usize, fits: impl Fn(u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|&&b| fits(b)).count()
}

/// The end of a run of letters; a combining mark belongs to its letter.
fn letters(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let end = run(bytes, from, |b| b.is_ascii_alphabetic());
    if bytes.get(end).is_none_or(|&b| b < 128) {
        return end;
    }
    let letter = |c: &char| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(c);
    from + text[from..].chars().take_while(letter).map(char::len_utf8).sum::<usize>()
}
