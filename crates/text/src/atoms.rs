//! What the models see of a word by itself: hashes of its form, endings and beginnings, and its shape.

use crate::weights::{Lookup, mix};

/// How many words of padding stand before and after a sentence, so that features may look past its ends.
pub const PAD: usize = 3;

/// The hashes of one word. All are of the lower-cased form, with digits as `0` and a typographic apostrophe as `'`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Atom {
    /// The form; after [`Atoms::look_up`] one value for all words that the model does not know.
    pub word: u32,
    /// The form, whether known or not.
    pub form: u32,
    /// Its last 1 to 5 characters; shorter words with a mark at the start.
    pub suffix: [u32; 5],
    /// Its first 1 to 4 characters; shorter words with a mark at the end.
    pub prefix: [u32; 4],
    /// Letters, digits and signs and their case, with the case of the whole sentence.
    pub shape: u32,
    /// What parts of speech the model has seen it as.
    pub class: u32,
}

/// The atoms of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Atoms {
    padded: Vec<Atom>,
    lower: String,
}

/// How a sentence is written as a whole. Wires in capitals and rough translations have no case to go by.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    Usual = 0,
    Capitals = 1,
    None = 2,
    Title = 3,
}

/// The shape of a word in a sentence of usual case.
mod shape {
    pub(super) const LOWER: u32 = 1;
    pub(super) const CAPITAL: u32 = 2;
    pub(super) const CAPITALS: u32 = 3;
    pub(super) const MIXED: u32 = 4;
    pub(super) const INITIAL: u32 = 5;
    pub(super) const NUMBER: u32 = 6;
    pub(super) const CODE: u32 = 7;
    pub(super) const SIGN: u32 = 8;
    pub(super) const HYPHEN: u32 = 16;
    pub(super) const POINT: u32 = 32;
    pub(super) const FIRST: u32 = 64;
    pub(super) const CASE: u32 = 128;
}

impl Atoms {
    /// Reads the forms of a sentence.
    pub fn read<'a>(&mut self, forms: impl Iterator<Item = &'a str>) {
        self.padded.clear();
        self.padded.resize(PAD, Atom::default());
        let (mut long, mut capital, mut capitals, mut any_capital, mut known_case) = (0, 0, 0, 0, 0);
        for form in forms {
            let atom = self.atom(form);
            let kind = atom.shape & 15;
            let letters = (1..=5).contains(&kind);
            known_case += letters as u32;
            any_capital += (letters && kind != shape::LOWER) as u32;
            if letters && form.len() > 3 {
                long += 1;
                capital += (kind != shape::LOWER) as u32;
                capitals += (kind == shape::CAPITALS) as u32;
            }
            self.padded.push(atom);
        }
        let case = if long > 0 && capitals * 4 >= long * 3 {
            Case::Capitals
        } else if long > 3 && capital * 4 >= long * 3 {
            Case::Title
        } else if any_capital == 0 && known_case > 2 {
            Case::None
        } else {
            Case::Usual
        };
        let mut first = true;
        for atom in &mut self.padded[PAD..] {
            let kind = atom.shape & 15;
            if (1..=5).contains(&kind) {
                if case == Case::Capitals && kind != shape::LOWER {
                    atom.shape = atom.shape & !15 | shape::CAPITAL;
                }
                atom.shape += shape::CASE * case as u32;
                if first {
                    atom.shape |= shape::FIRST;
                }
            }
            // Quotation marks and dashes do not take the place of the first word.
            first &= kind == shape::SIGN;
        }
        self.padded.extend([Atom::default(); PAD]);
    }

    fn atom(&mut self, form: &str) -> Atom {
        self.lower.clear();
        let mut atom = Atom { shape: shape_of(form), ..Atom::default() };
        for c in form.chars() {
            match c {
                '0'..='9' => self.lower.push('0'),
                '’' => self.lower.push('\''),
                c if c.is_ascii() => self.lower.push(c.to_ascii_lowercase()),
                c => self.lower.extend(c.to_lowercase()),
            }
        }
        atom.form = 2 + (self.lower.bytes().fold(0x811c_9dc5u32, step) >> 1);
        atom.word = atom.form;
        let mut hash = 0x1234_5678;
        let mut chars = self.lower.chars().rev();
        for suffix in &mut atom.suffix {
            hash = step32(hash, chars.next().map_or(1, |c| c as u32));
            *suffix = hash;
        }
        let mut hash = 0x8765_4321;
        let mut chars = self.lower.chars();
        for prefix in &mut atom.prefix {
            hash = step32(hash, chars.next().map_or(1, |c| c as u32));
            *prefix = hash;
        }
        atom
    }

    /// Looks the words up in a model's lexicon.
    pub fn look_up(&mut self, lexicon: &Lookup) {
        for i in 0..self.len() {
            match lexicon.get(self.padded[PAD + i].form) {
                Some(class) => self.padded[PAD + i].class = class,
                None => self.unknown(i),
            }
        }
    }

    /// Takes a word as unknown: its neighbours see an ending in place of a form.
    pub fn unknown(&mut self, word: usize) {
        let atom = &mut self.padded[PAD + word];
        atom.word = 1;
        atom.class = mix(900, &[atom.suffix[1], atom.shape & 15]);
    }

    /// Sets what the lexicon says of a word.
    pub fn set_class(&mut self, word: usize, class: u32) {
        self.padded[PAD + word].class = class;
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.padded.len().saturating_sub(2 * PAD)
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words without padding.
    pub fn words(&self) -> &[Atom] {
        &self.padded[PAD..PAD + self.len()]
    }

    /// A word and the [`PAD`] words on either side of it.
    pub fn around(&self, word: usize) -> &[Atom; 2 * PAD + 1] {
        self.padded[word..].first_chunk().expect("a word of the sentence")
    }
}

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

fn step32(hash: u32, c: u32) -> u32 {
    let h = (hash ^ c).wrapping_mul(0x85eb_ca6b);
    h ^ (h >> 15)
}

fn shape_of(form: &str) -> u32 {
    let (mut upper, mut lower, mut digits, mut others) = (0, 0, 0, 0);
    let mut marks = 0;
    let mut first_upper = false;
    for (i, c) in form.chars().enumerate() {
        if c.is_ascii_lowercase() {
            lower += 1;
        } else if c.is_ascii_uppercase() {
            upper += 1;
            first_upper |= i == 0;
        } else if c.is_ascii_digit() {
            digits += 1;
        } else if c == '-' {
            marks |= shape::HYPHEN;
            others += 1;
        } else if c == '.' {
            marks |= shape::POINT;
            others += 1;
        } else if c.is_uppercase() {
            upper += 1;
            first_upper |= i == 0;
        } else if c.is_alphabetic() {
            lower += 1;
        } else {
            others += 1;
        }
    }
    let kind = match (upper, lower, digits) {
        (0, 0, 0) => return shape::SIGN,
        (0, 0, _) => shape::NUMBER,
        (_, _, 1..) => shape::CODE,
        (0, _, _) => shape::LOWER,
        (1, 0, _) => shape::INITIAL,
        (_, 0, _) => shape::CAPITALS,
        (1, _, _) if first_upper => shape::CAPITAL,
        _ if first_upper && others > 0 => shape::CAPITAL,
        _ => shape::MIXED,
    };
    kind | marks
}
