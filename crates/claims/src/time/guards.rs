//! Words that look like times and are none: the verb "may", ages, "2000 soldiers", the planet Mars, the Friday Mosque.

use super::meaning::{At, Found, What, Which};
use super::pieces::{Kind, Piece, Pieces};
use super::words::{CAP, Class, GUARDED, SHORT};
use text::{Document, Upos};

/// Why a match is no time, if it is none.
pub(super) fn refusal(doc: &Document, pieces: &Pieces, found: &Found) -> Option<&'static str> {
    let around = Around { doc, pieces, found };
    let single = found.pieces.len() == 1 && found.also.is_empty();
    match found.meaning.what {
        What::Month(..) if found.rule == "month" && single => around.month(),
        What::Weekday(_, Which::Open) if single && found.meaning.at == At::AllDay => around.weekday(),
        What::Year(Which::Year(y)) if single && found.rule == "year" => around.year(y),
        What::Year(_) if found.rule == "years" => around.year(2000),
        What::Duration(_) => around.age(),
        What::Day(..) | What::Step(..) if around.glued_before() => Some("is part of a longer word or number"),
        _ => None,
    }
}

struct Around<'a, 't, 'w> {
    doc: &'a Document<'t>,
    pieces: &'a Pieces<'t, 'w>,
    found: &'a Found,
}

impl Around<'_, '_, '_> {
    fn first(&self) -> &Piece {
        &self.pieces.all[self.found.pieces.start]
    }

    /// The piece before, in the same paragraph.
    fn before(&self) -> Option<&Piece> {
        if self.first().fresh {
            return None;
        }
        self.found.pieces.start.checked_sub(1).and_then(|i| self.pieces.all.get(i))
    }

    /// The piece after, in the same paragraph.
    fn after(&self) -> Option<&Piece> {
        self.pieces.all.get(self.found.pieces.end).filter(|p| !p.fresh)
    }

    /// Whether a phrase of a class ends right before the match; its flags.
    fn preceded_by(&self, class: Class) -> Option<u8> {
        let start = self.found.pieces.start;
        if self.first().fresh {
            return None;
        }
        (1..=4.min(start)).find_map(|n| {
            let hit = self.pieces.hits(start - n).iter().find(|h| h.entry.class == class && h.len == n)?;
            Some(hit.entry.flags)
        })
    }

    fn followed_by(&self, class: Class) -> bool {
        self.after().is_some_and(|p| p.classes & class.bit() != 0)
    }

    /// Whether the match goes on, without space, from letters, digits or a hyphen after letters.
    fn glued_before(&self) -> bool {
        let Some(before) = self.before().filter(|_| !self.first().space) else { return false };
        before.kind != Kind::Sign
    }

    fn upos(&self) -> Option<Upos> {
        let word = self.doc.words_in(self.first().span).next()?;
        Some(self.doc.words.get(word)?.upos).filter(|u| *u != Upos::X)
    }

    /// "May" the verb, "march" the walk, "Mars" the planet, "April" the woman.
    fn month(&self) -> Option<&'static str> {
        let first = self.first();
        let hits = self.pieces.hits(self.found.pieces.start);
        let flags = hits.iter().find(|h| h.entry.class == Class::Month).map_or(0, |h| h.entry.flags);
        let word = self.pieces.slice(self.found.pieces.start);
        let shouted = word.len() > 2 && word.chars().all(char::is_uppercase);
        let capital = first.capital && !shouted;
        let calls = self.preceded_by(Class::Calls);
        if matches!(self.upos(), Some(Upos::Verb | Upos::Aux)) && flags & (CAP | GUARDED) != 0 {
            return Some("is a verb here");
        }
        if flags & SHORT != 0 && !(capital && calls.is_some_and(|f| f & GUARDED == 0)) {
            return Some("is an abbreviation, and nothing says of a month");
        }
        // A capital is a sign of a month only where the sentence does not begin.
        let called = calls.is_some_and(|f| capital || f & GUARDED == 0);
        if flags & GUARDED != 0 && !called {
            let inside = self.before().is_some_and(|b| b.kind == Kind::Letters && !b.capital);
            if !(capital && inside && flags & CAP != 0) {
                return Some("has other readings, and nothing before it calls for a month");
            }
        }
        if flags & CAP != 0 && !capital && !called {
            return Some("has no capital, and nothing before it calls for a month");
        }
        let named = |p: Option<&Piece>| p.is_some_and(|p| p.kind == Kind::Letters && p.capital);
        let called = calls.is_some_and(|f| f & GUARDED == 0);
        if flags & CAP != 0 && capital && !called && (named(self.after()) || named(self.before())) {
            return Some("is part of a name");
        }
        self.followed_by(Class::NameAfter).then_some("is part of a name")
    }

    fn weekday(&self) -> Option<&'static str> {
        let the = self.preceded_by(Class::The).is_some();
        let capital_after = self.after().is_some_and(|p| p.kind == Kind::Letters && p.capital && p.classes == 0);
        (self.followed_by(Class::NameAfter) || self.preceded_by(Class::NameBefore).is_some() || (the && capital_after))
            .then_some("is part of a name")
    }

    /// Digits that count things or number them.
    fn year(&self, year: i32) -> Option<&'static str> {
        let first = self.first();
        if self.glued_before() || self.after().is_some_and(|p| !p.space && p.kind == Kind::Letters) {
            return Some("is part of a longer word or number");
        }
        if !first.space && self.before().is_some() {
            let before = self.pieces.slice(self.found.pieces.start - 1);
            if matches!(before, "$" | "€" | "£" | "." | "," | "#" | "+" | ":" | "_" | "=" | "&" | "@") {
                return Some("is part of a longer word or number");
            }
        }
        let called = self.preceded_by(Class::YearBefore).is_some();
        if first.kind == Kind::Letters && !called {
            return Some("is a number in words, and nothing before it calls for a year");
        }
        if self.preceded_by(Class::NoYearBefore).is_some() && !called {
            return Some("is a number, as the word before says");
        }
        if self.after().is_some_and(|p| p.kind == Kind::Digits && p.space) {
            return Some("is part of a longer word or number");
        }
        let old = !(1900..2100).contains(&year);
        (old && !called).then_some("is a number: nothing before it calls for a year")
    }

    /// "aged 35", "35 years old", "un homme de 35 ans", "Ali, 35 ans,".
    fn age(&self) -> Option<&'static str> {
        let age = Some("is an age");
        if self.followed_by(Class::NameAfter) {
            return Some("is part of a name"); // a minute of silence
        }
        if self.preceded_by(Class::AgeBefore).is_some() {
            return age;
        }
        let old = |at: usize| self.pieces.all.get(at).is_some_and(|p| p.classes & Class::AgeAfter.bit() != 0);
        let end = self.found.pieces.end;
        if old(end) || (self.pieces.is_hyphen(end) && old(end + 1)) || old(end.saturating_sub(1)) {
            return age;
        }
        let start = self.found.pieces.start;
        let of = start.checked_sub(1).filter(|at| matches!(self.pieces.slice(*at), "de" | "d" | "'" | "’" | "of"));
        let person = |at: usize| self.pieces.all.get(at).is_some_and(|p| p.classes & Class::Person.bit() != 0);
        if of.is_some_and(|at| (1..=2).any(|n| at.checked_sub(n).is_some_and(person))) {
            return age;
        }
        // "Ali Hassan, 35 ans, ..." between commas after a name.
        let comma = |at: usize| self.pieces.slice(at) == ",";
        let name = start.checked_sub(2).and_then(|at| self.pieces.all.get(at)).is_some_and(|p| p.capital);
        let bare = self.found.pieces.len() == 2 && self.first().kind == Kind::Digits;
        (bare && name && comma(start - 1) && (comma(end) || self.pieces.slice(end) == ".")).then_some("is an age")
    }
}
