//! Where sentences end: a linear model looks at every gap between two words where one could.
//!
//! Most gaps are no candidates: both neighbours are plain words and the second is in lower case.

use crate::tokenize::{Piece, is_space};
use crate::weights::{Model, ModelError, Table, mix};
use crate::{Key, Part};

/// No sentence is longer than so many words: past it, the next gap with white space ends it.
const LONGEST: usize = 1000;

/// The model of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Splitter(Table<1>);

impl Splitter {
    pub(crate) fn open(model: &Model) -> Result<Splitter, ModelError> {
        Ok(Splitter(model.table("sentence")?))
    }
}

/// A place between two words where a sentence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Index of the first word of the next sentence.
    pub(crate) at: usize,
    /// A paragraph ends here too.
    pub(crate) paragraph: bool,
}

/// The cuts in a block of words.
pub(crate) fn find(splitter: &Splitter, text: &str, pieces: &[Piece]) -> Vec<Cut> {
    walk(text, pieces, &mut |_, features| splitter.0.sum(features)[0] > 0)
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Shape {
    Lower,
    /// One capital letter alone.
    Letter,
    Title,
    Upper,
    Number,
    /// A full stop ends it.
    Stopped,
    Ends,
    Pause,
    Opens,
    Closes,
    Quote,
    Dash,
    Bullet,
    Sign,
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Shape::Sign };
    if first.is_alphabetic() {
        if word.len() > 1 && word.ends_with('.') {
            return Shape::Stopped;
        }
        if first.is_lowercase() {
            return Shape::Lower;
        }
        return match chars.next() {
            None => Shape::Letter,
            Some(c) if c.is_lowercase() => Shape::Title,
            Some(_) if chars.any(char::is_lowercase) => Shape::Title,
            Some(_) => Shape::Upper,
        };
    }
    match first {
        _ if first.is_numeric() => Shape::Number,
        '.' | '!' | '?' | '…' => Shape::Ends,
        ',' | ';' | ':' => Shape::Pause,
        '(' | '[' | '{' | '«' | '“' | '‘' | '„' | '<' => Shape::Opens,
        ')' | ']' | '}' | '»' | '”' | '’' | '>' => Shape::Closes,
        '"' | '\'' | '`' => Shape::Quote,
        '-' | '–' | '—' | '―' => Shape::Dash,
        '•' | '*' | '·' | '▪' | '●' | '■' | '►' | '#' => Shape::Bullet,
        _ => Shape::Sign,
    }
}

/// Shortened key of a word.
fn id(word: &str) -> u32 {
    (Key::of(word).0 >> 32) as u32
}

fn bucket(n: usize) -> u32 {
    match n {
        0..=5 => n as u32,
        6..=8 => 6,
        9..=14 => 7,
        15..=25 => 8,
        26..=45 => 9,
        _ => 10,
    }
}

/// Lines are not wrapped more narrowly than this, in bytes: where all are shorter, each ends on purpose.
const NARROWEST: usize = 40;

/// What the whole block is like.
struct Block {
    /// Length of its longest line, in bytes.
    width: usize,
    lines: usize,
    /// Most letters are capitals.
    capitals: bool,
}

impl Block {
    fn new(text: &str) -> Block {
        let (mut width, mut lines) = (NARROWEST, 0);
        for line in text.split('\n') {
            width = width.max(line.trim_matches(is_space).len());
            lines += 1;
        }
        let (mut upper, mut lower) = (0, 0);
        for b in text.bytes().take(2000) {
            upper += b.is_ascii_uppercase() as usize;
            lower += b.is_ascii_lowercase() as usize;
        }
        Block { width, lines, capitals: upper > 2 * lower }
    }
}

/// Visits every candidate with its features, left to right; `decide`, given the index of the word after the gap, says
/// whether a sentence ends there. Training looks in here too.
pub(crate) fn walk(text: &str, pieces: &[Piece], decide: &mut dyn FnMut(usize, &[u32]) -> bool) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let (Some(head), Some(tail)) = (pieces.first(), pieces.last()) else { return cuts };
    let block = Block::new(&text[head.span.start as usize..tail.span.end as usize]);
    let word = |i: usize| pieces.get(i).map_or("", |p| &text[p.span.range()]);
    let mut features: Vec<u32> = Vec::with_capacity(64);
    let (mut first, mut quotes, mut brackets, mut capitalised) = (0, 0u32, 0u32, 0);
    let mut line_start = head.span.start as usize;
    let mut now = shape(word(0));
    for i in 0..pieces.len() - 1 {
        let next = shape(word(i + 1));
        let this = std::mem::replace(&mut now, next);
        match word(i) {
            "\"" => quotes ^= 1,
            "“" | "«" => quotes = 1,
            "”" | "»" => quotes = 0,
            "(" | "[" => brackets = (brackets + 1).min(2),
            ")" | "]" => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        capitalised += (this != Shape::Lower) as usize;
        let (end, start) = (pieces[i].span.end as usize, pieces[i + 1].span.start as usize);
        let gap = text.get(end..start).unwrap_or("");
        let ends = matches!(this, Shape::Ends | Shape::Closes | Shape::Quote | Shape::Stopped);
        if pieces[i + 1].part == Part::Later || (gap.is_empty() && !ends) {
            continue;
        }
        let broken = gap.contains('\n');
        let plain = matches!(this, Shape::Lower | Shape::Title | Shape::Upper | Shape::Letter | Shape::Number);
        if plain && next == Shape::Lower && !broken && gap.len() < 2 {
            continue;
        }
        // A title may run into the sentence after it, not into two words that end the line ("northern Mali").
        let line_ends = |n: usize| {
            pieces.get(n + 1).is_none_or(|p| text[..p.span.start as usize].trim_end_matches(' ').ends_with('\n'))
        };
        if plain && !broken && (1..4).any(|n| line_ends(i + n)) {
            continue;
        }
        // “… surprise,” he added: a comma before the quotation mark.
        let goes_on = next == Shape::Lower && matches!(this, Shape::Quote | Shape::Closes);
        if goes_on && i > 0 && matches!(word(i - 1), "," | ";") && !broken {
            continue;
        }
        // The army "neutralised" 15 rebels: a word in marks before a number.
        let marked = matches!(word(i), "\"" | "”" | "»") && next == Shape::Number && i > first;
        if marked && !broken && !matches!(shape(word(i - 1)), Shape::Ends | Shape::Stopped) {
            continue;
        }
        let line = end.saturating_sub(line_start);
        let fits = broken && line + 1 + word(i + 1).len() < block.width;
        features.clear();
        describe(
            &mut features,
            &Gap {
                before: [
                    word(i),
                    if i > first { word(i - 1) } else { "" },
                    if i > first + 1 { word(i - 2) } else { "" },
                ],
                after: [word(i + 1), word(i + 2), word(i + 3)],
                this,
                next,
                kind: if broken { 3 } else { gap.chars().count().min(2) as u32 },
                indent: broken && gap.ends_with([' ', '\t']),
                fits,
                room: if broken { (block.width.saturating_sub(line) * 8 / block.width.max(1)) as u32 } else { 9 },
                length: i + 1 - first,
                all_capitalised: capitalised == i + 1 - first,
                quotes,
                brackets,
                block: &block,
            },
        );
        if broken {
            line_start = start;
        }
        if decide(i + 1, &features) || i + 1 - first >= LONGEST {
            cuts.push(Cut { at: i + 1, paragraph: broken && (fits || gap.ends_with([' ', '\t'])) });
            first = i + 1;
            (capitalised, brackets) = (0, 0);
            if broken {
                quotes = 0;
            }
        }
    }
    cuts
}

/// A gap between two words.
struct Gap<'a> {
    /// The last three words of the sentence so far, nearest first.
    before: [&'a str; 3],
    after: [&'a str; 3],
    this: Shape,
    next: Shape,
    /// 0 nothing, 1 a space, 2 more spaces, 3 a line break.
    kind: u32,
    /// The new line starts with white space.
    indent: bool,
    /// The next word would have stood on the line that ends here: the break is meant.
    fits: bool,
    /// Eighths of the line that are free.
    room: u32,
    /// Words in the sentence so far.
    length: usize,
    all_capitalised: bool,
    quotes: u32,
    brackets: u32,
    block: &'a Block,
}

fn describe(out: &mut Vec<u32>, g: &Gap) {
    let [b1, b2, b3] = g.before.map(id);
    let [a1, a2, _] = g.after.map(id);
    let (this, next) = (g.this as u32, g.next as u32);
    let then = shape(g.after[1]) as u32;
    let (s2, s3) = (shape(g.before[1]) as u32, shape(g.before[2]) as u32);
    let capitals = g.block.capitals as u32;
    let how = g.kind * 4 + g.fits as u32 * 2 + g.indent as u32;
    let length = bucket(g.length);
    let last_len = g.before[if this >= Shape::Ends as u32 { 1 } else { 0 }].chars().take(6).count() as u32;
    // A sign says most by itself, a word by its shape.
    let sign = |shape: u32, word: u32| if shape >= Shape::Ends as u32 { word } else { shape };
    let (t, n) = (sign(this, b1), sign(next, a1));
    let mut add = |template: u32, parts: &[u32]| out.push(mix(template, parts));
    add(1, &[t, n]);
    add(2, &[t, n, how]);
    add(3, &[t, n, how, capitals]);
    add(4, &[b1, next]);
    add(5, &[this, a1, next]);
    add(6, &[b1, a1]);
    add(7, &[t, b2, next]);
    add(8, &[t, s2, s3, n]);
    add(9, &[t, n, then]);
    add(10, &[t, a1, a2]);
    add(11, &[t, n, sign(then, a2), how]);
    add(12, &[t, n, length]);
    add(13, &[t, next, length, g.all_capitalised as u32, how]);
    add(14, &[t, next, g.quotes, g.brackets]);
    add(15, &[t, s2, last_len, next, capitals]);
    add(16, &[b2, t, a1]);
    add(17, &[b3, b2, t]);
    add(18, &[how, this, next, g.room, g.block.lines.min(4) as u32]);
    add(19, &[how, length, g.room]);
    add(20, &[t, a1, how, capitals]);
    add(21, &[t, n, g.quotes, how, g.kind]);
    add(22, &[how, this, s2, next, then, capitals]);
    add(23, &[a2, next, t]);
    add(24, &[b1, how, capitals]);
}
