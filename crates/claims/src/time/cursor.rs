//! Reads pieces from left to right. A reader that does not find its words gives `None`; the caller goes on with the copy
//! it had before.

use super::pieces::{Hit, Kind, Piece, Pieces};
use super::words::{Class, Edge, GUARDED, JOINED, Part, Pick, SHORT, Season, Unit};
use text::vocabulary;

/// A place in the pieces.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a, 't, 'w> {
    pub(super) pieces: &'a Pieces<'t, 'w>,
    /// The next piece.
    pub(super) at: usize,
    /// Where the reading began: a blank line after it ends it.
    start: usize,
}

vocabulary! {
    /// How a count is written.
    How { Exact = "exact", Article = "article", Unknown = "unknown" }
}

/// A count of units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Count {
    /// `None` for "several".
    pub(super) n: Option<f64>,
    pub(super) how: How,
    /// "a dozen or so", "une dizaine".
    pub(super) about: bool,
}

impl<'a, 't, 'w> Cursor<'a, 't, 'w> {
    pub(super) fn new(pieces: &'a Pieces<'t, 'w>, at: usize) -> Self {
        Cursor { pieces, at, start: at }
    }

    /// The next piece, unless the text makes a break before it.
    pub(super) fn peek(&self) -> Option<&'a Piece> {
        self.pieces.all.get(self.at).filter(|p| self.at == self.start || !p.fresh)
    }

    /// Reads with `f`, or stays.
    pub(super) fn maybe<T>(&mut self, f: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut copy = *self;
        let found = f(&mut copy);
        if found.is_some() {
            *self = copy;
        }
        found
    }

    /// Whether the next piece touches the one before it.
    pub(super) fn glued(&self) -> bool {
        self.peek().is_some_and(|p| !p.space)
    }

    /// The longest phrase of a class.
    pub(super) fn hit(&mut self, class: Class) -> Option<Hit<'w>> {
        let piece = self.peek()?;
        if piece.classes & class.bit() == 0 {
            return None;
        }
        let hit = *self.pieces.hits(self.at).iter().find(|h| h.entry.class == class)?;
        self.at += hit.len;
        Some(hit)
    }

    /// The value of the longest phrase of a class.
    pub(super) fn class(&mut self, class: Class) -> Option<i16> {
        self.hit(class).map(|h| h.entry.value)
    }

    /// As `class`, of letters.
    fn word(&mut self, class: Class) -> Option<i16> {
        self.peek().filter(|p| p.kind == Kind::Letters)?;
        self.class(class)
    }

    /// Whether a phrase of a class comes next; it is not read.
    pub(super) fn sees(&self, class: Class) -> bool {
        self.peek().is_some_and(|p| p.classes & class.bit() != 0)
    }

    /// Whether a phrase of a class ends right before.
    pub(super) fn preceded_by(&self, class: Class) -> bool {
        (1..=4.min(self.at)).any(|n| self.pieces.hits(self.at - n).iter().any(|h| h.entry.class == class && h.len == n))
    }

    /// One character.
    pub(super) fn sign(&mut self, c: &str) -> Option<()> {
        self.peek()?;
        (self.pieces.slice(self.at) == c).then(|| self.at += 1)
    }

    /// A hyphen with no space around it.
    pub(super) fn hyphen(&mut self) -> Option<()> {
        (self.glued() && self.pieces.is_hyphen(self.at)).then(|| self.at += 1)
    }

    /// A hyphen or a dash.
    pub(super) fn dash(&mut self) -> Option<()> {
        self.peek()?;
        (self.pieces.is_hyphen(self.at) || matches!(self.pieces.slice(self.at), "–" | "—")).then(|| self.at += 1)
    }

    /// Digits, between so many and so many, as a number.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let piece = self.peek()?;
        let len = piece.span.len() as usize;
        (piece.kind == Kind::Digits && (least..=most).contains(&len)).then(|| self.at += 1)?;
        Some(piece.number)
    }

    /// Whether what was read is followed, without space, by more of a number ("2000.5", "2,000", "10%").
    pub(super) fn ends_number(&self) -> bool {
        let Some(next) = self.peek().filter(|p| !p.space) else { return true };
        let after = self.pieces.all.get(self.at + 1).filter(|p| !p.space && p.kind == Kind::Digits);
        match next.kind {
            Kind::Sign => match self.pieces.slice(self.at) {
                "%" | "°" | "€" => false,
                "," | "." => after.is_none(),
                _ => true,
            },
            _ => false,
        }
    }

    /// A word of a vocabulary.
    fn value<T: Copy>(&mut self, class: Class, all: &[T]) -> Option<T> {
        self.maybe(|c| all.get(c.class(class)? as usize).copied())
    }

    pub(super) fn which(&mut self) -> Option<Pick> {
        self.value(Class::Which, Pick::ALL)
    }

    pub(super) fn which_after(&mut self) -> Option<Pick> {
        self.value(Class::WhichAfter, Pick::ALL)
    }

    pub(super) fn part(&mut self) -> Option<Part> {
        self.value(Class::Part, Part::ALL)
    }

    pub(super) fn edge(&mut self) -> Option<Edge> {
        self.value(Class::Edge, Edge::ALL)
    }

    pub(super) fn season(&mut self) -> Option<Season> {
        self.value(Class::Season, Season::ALL)
    }

    /// One unit, or units of a plural.
    pub(super) fn unit(&mut self) -> Option<Unit> {
        self.value(Class::Unit, Unit::ALL)
    }

    pub(super) fn units(&mut self) -> Option<Unit> {
        self.value(Class::Units, Unit::ALL)
    }

    /// A month and whether it is abbreviated; the full stop of an abbreviation is read with it.
    pub(super) fn month(&mut self) -> Option<(u8, u8)> {
        let hit = self.hit(Class::Month)?;
        let mut flags = hit.entry.flags;
        if flags & SHORT != 0 && self.glued() && self.sign(".").is_some() {
            flags &= !(JOINED | GUARDED);
        }
        Some((hit.entry.value as u8, flags))
    }

    /// A weekday with its flags.
    pub(super) fn weekday(&mut self) -> Option<(u8, u8)> {
        let hit = self.hit(Class::Weekday)?;
        if hit.entry.flags & SHORT != 0 && self.glued() {
            self.sign(".");
        }
        Some((hit.entry.value as u8, hit.entry.flags))
    }

    /// A year in four digits, 1000 to 2199.
    pub(super) fn year4(&mut self) -> Option<i32> {
        self.maybe(|c| {
            let n = c.digits(4, 4)?;
            ((1000..2200).contains(&n) && c.ends_number()).then_some(n as i32)
        })
    }

    /// A year in four digits, in two after an apostrophe, or in words.
    pub(super) fn year(&mut self) -> Option<i32> {
        self.year4().or_else(|| self.maybe(Self::year_short)).or_else(|| self.maybe(Self::year_words))
    }

    fn year_short(&mut self) -> Option<i32> {
        self.sign("'").or_else(|| self.sign("’")).or_else(|| self.sign("‘"))?;
        let n = self.glued().then(|| self.digits(2, 2))?? as i32;
        self.ends_number().then_some(two_digits(n))
    }

    /// "nineteen ninety-six", "two thousand twelve", "deux mille douze", "mil neuf cent dix".
    fn year_words(&mut self) -> Option<i32> {
        self.peek().filter(|p| p.kind == Kind::Letters)?;
        let mut copy = *self;
        if let Some(century @ 15..=20) = copy.small() {
            copy.hyphen();
            if let Some(rest @ 1..=99) = copy.small()
                && rest >= 10
            {
                *self = copy;
                return Some(century * 100 + rest);
            }
        }
        let n = self.number_words()?;
        (1900.0..2100.0).contains(&n).then_some(n as i32)
    }

    /// Number words below a hundred: "twenty-one", "vingt et un", "soixante-dix-sept", "quatre-vingt-onze".
    fn small(&mut self) -> Option<i32> {
        let mut n = self.class(Class::Number).map(i32::from).filter(|n| *n < 100)?;
        let fourscore = |c: &mut Self| {
            c.hyphen();
            c.class(Class::FourScore)
        };
        if n == 4
            && let Some(eighty) = self.maybe(fourscore)
        {
            n = eighty.into();
        }
        while let Some(more) = self.maybe(|c| {
            let joined = c.hyphen().is_some();
            let and = c.maybe(|c| c.word(Class::And).map(|_| c.hyphen())).is_some();
            let more = i32::from(c.class(Class::Number)?);
            let tens = n % 10 == 0 && (n >= 20 || (n == 10 && joined && !and));
            let fits = (tens && (1..10).contains(&more)) || ((n == 60 || n == 80) && (10..20).contains(&more));
            (fits || (n % 20 == 10 && n > 60 && joined && (7..10).contains(&more))).then_some(more)
        }) {
            n += more;
        }
        Some(n)
    }

    /// A number in words up to 999,999.
    fn number_words(&mut self) -> Option<f64> {
        let (mut total, mut part, mut any) = (0, 0, false);
        loop {
            let mut copy = *self;
            if any {
                copy.hyphen();
                copy.maybe(|c| c.word(Class::And).filter(|_| part >= 100 || total > 0));
            }
            let Some(n) = copy.peek().filter(|p| p.kind == Kind::Letters).and_then(|_| copy.small_or_more()) else {
                break;
            };
            match n {
                100 if part < 100 => part = part.max(1) * 100,
                1000 if total == 0 => (total, part) = (part.max(1) * 1000, 0),
                n if n < 100 && part % 100 == 0 => part += n,
                _ => break,
            }
            any = true;
            *self = copy;
        }
        any.then_some(f64::from(total + part))
    }

    fn small_or_more(&mut self) -> Option<i32> {
        self.maybe(|c| c.class(Class::Number).map(i32::from).filter(|n| *n >= 100)).or_else(|| self.maybe(Self::small))
    }

    /// Digits with what parts thousands and decimals, or a fraction: "2,000", "2.5", "2 1/2".
    fn number_digits(&mut self) -> Option<f64> {
        let mut n = f64::from(self.digits(1, 9)?);
        for _ in 0..3 {
            let thousand = self.maybe(|c| {
                let space = c.peek()?.space;
                if !space {
                    c.sign(",").or_else(|| c.sign("."))?;
                }
                c.peek().filter(|p| space || !p.space)?;
                c.digits(3, 3)
            });
            let Some(thousand) = thousand else { break };
            n = n * 1000.0 + f64::from(thousand);
        }
        if let Some(tenths) = self.maybe(|c| {
            c.glued().then(|| c.sign(".").or_else(|| c.sign(",")))??;
            c.glued().then(|| c.digits(1, 2))?
        }) {
            n += f64::from(tenths) / if tenths < 10 { 10.0 } else { 100.0 };
        }
        if let Some((top, bottom)) = self.maybe(|c| {
            let top = c.digits(1, 1)?;
            c.glued().then(|| c.sign("/"))??;
            Some((top, c.glued().then(|| c.digits(1, 1))??))
        }) {
            n += f64::from(top) / f64::from(bottom.max(1));
        }
        let glued = self.peek().filter(|p| !p.space && p.kind == Kind::Letters);
        glued.is_none_or(|p| p.classes & Class::Units.bit() != 0 && p.span.len() > 2).then_some(n)
    }

    /// A count of things: digits, words, "a couple of", "une dizaine de", "several", "a".
    pub(super) fn count(&mut self) -> Option<Count> {
        let of = |n: f64, how, about| Some(Count { n: Some(n), how, about });
        if let Some(n) = self.class(Class::Couple) {
            return of(n.into(), How::Exact, false);
        }
        if let Some(n) = self.class(Class::Dozen) {
            return of(n.into(), How::Exact, true);
        }
        if self.class(Class::Some).is_some() {
            return Some(Count { n: None, how: How::Unknown, about: false });
        }
        if let Some(n) = self.maybe(Self::number_digits) {
            return of(n, How::Exact, false);
        }
        let article = self.maybe(|c| c.class(Class::Article)).is_some();
        let (before, n) = (*self, self.maybe(Self::number_words));
        match n {
            Some(n) if !article || n >= 100.0 => of(n, How::Exact, false),
            _ if article => {
                *self = before;
                of(1.0, How::Article, false)
            }
            _ => None,
        }
    }

    /// A day of the month: digits, digits with a suffix, or an ordinal in words.
    pub(super) fn day(&mut self) -> Option<u8> {
        self.maybe(|c| {
            if let Some(n) = c.class(Class::Ordinal) {
                return u8::try_from(n).ok();
            }
            let n = c.digits(1, 2)?;
            if c.glued() && c.class(Class::OrdinalSuffix).is_none() && !c.ends_number() {
                return None;
            }
            (1..=31).contains(&n).then_some(n as u8)
        })
    }

    /// An ordinal in words or digits.
    pub(super) fn ordinal(&mut self) -> Option<u8> {
        self.maybe(|c| {
            if let Some(n) = c.class(Class::Ordinal) {
                return u8::try_from(n).ok();
            }
            let n = c.digits(1, 2)?;
            c.glued().then(|| c.class(Class::OrdinalSuffix))??;
            Some(n as u8)
        })
    }

    /// A roman numeral in capitals, with a suffix ("XIXe").
    pub(super) fn roman_ordinal(&mut self) -> Option<u8> {
        let piece = self.peek().filter(|p| p.kind == Kind::Letters)?;
        let text = self.pieces.slice(self.at);
        let digits = text.trim_end_matches(|c: char| !matches!(c, 'I' | 'V' | 'X'));
        let suffix = &text[digits.len()..];
        let known = matches!(suffix, "e" | "è" | "ème" | "ième" | "er" | "eme" | "E") || suffix.is_empty();
        (piece.capital && known && !digits.is_empty() && digits.len() <= 6).then_some(())?;
        let value = |c| match c {
            b'I' => 1,
            b'V' => 5,
            b'X' => 10,
            _ => 0,
        };
        let all: Vec<i32> = digits.bytes().map(value).collect();
        let signed = |i: usize| if all.get(i + 1).is_some_and(|next| *next > all[i]) { -all[i] } else { all[i] };
        self.at += 1;
        u8::try_from((0..all.len()).map(signed).sum::<i32>()).ok()
    }
}

/// The year that two digits stand for in a report of our time: 30 to 99 are of the 20th century.
pub(super) fn two_digits(n: i32) -> i32 {
    if n < 30 { 2000 + n } else { 1900 + n }
}
