//! Characters to words: where each token starts and ends, and which tokens are several words.
//!
//! White space parts chunks; each chunk is read from left to right as words, numbers and signs. All that differs between
//! languages stands in `data/<lang>/token.tsv`.

use crate::lexicon::KeyMap;
use crate::table::{self, DataError, Files};
use crate::{Document, Key, Lang, Part, Span};

/// No entry of the word list is longer: what is longer is not looked up, which keeps the cost linear.
const LONGEST: usize = 40;

/// A word found in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'r> {
    pub(crate) span: Span,
    pub(crate) part: Part,
    /// Where it is not what the text says under `span`.
    pub(crate) form: Option<&'r str>,
    /// The first word of a contraction that may be one word instead.
    pub(crate) ambiguous: bool,
}

impl Piece<'_> {
    pub(crate) fn add_to(&self, doc: &mut Document) {
        doc.push_word(self.span, self.form, self.part);
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Class {
    Prefix,
    Abbreviation,
    /// An abbreviation only where a number follows.
    Numbered,
    Ending,
    Elision,
    Clitic,
    Whole,
    Unit,
    Ordinal,
    /// Lengths in bytes of all parts but the last.
    Split(Box<[usize]>),
    Contraction {
        forms: Box<[String]>,
        /// It may be an article of one word instead.
        article: bool,
    },
}

/// How tokens are found in one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    classes: KeyMap<Class>,
    hyphen_splits: bool,
    groups_with_spaces: bool,
}

impl Rules {
    pub(crate) fn load(files: Files, lang: Lang) -> Result<Rules, DataError> {
        let file = format!("{}/token.tsv", lang.code());
        let mut rules = Rules::default();
        let mut articles = Vec::new();
        for row in table::rows(&file, files(&file)?) {
            let mut add_all =
                |class: Class| row.list(1).for_each(|w| drop(rules.classes.insert(Key::of(w), class.clone())));
            match row.need(0, "kind")? {
                "prefix" => add_all(Class::Prefix),
                "abbreviation" => add_all(Class::Abbreviation),
                "numbered" => add_all(Class::Numbered),
                "ending" => add_all(Class::Ending),
                "elision" => add_all(Class::Elision),
                "clitic" => add_all(Class::Clitic),
                "whole" => add_all(Class::Whole),
                "unit" => add_all(Class::Unit),
                "ordinal" => add_all(Class::Ordinal),
                "split" => {
                    let parts: Vec<&str> = row.list(1).collect();
                    let lengths = parts[..parts.len().saturating_sub(1)].iter().map(|p| p.len()).collect();
                    rules.classes.insert(Key::of(&parts.concat()), Class::Split(lengths));
                }
                "contraction" => {
                    let forms = row.list(2).map(str::to_string).collect();
                    let class = Class::Contraction { forms, article: false };
                    rules.classes.insert(Key::of(row.need(1, "written")?), class);
                }
                "article" => articles.push(Key::of(row.need(1, "written")?)),
                "hyphen" => rules.hyphen_splits = row.get(1) == "split",
                "groups" => rules.groups_with_spaces = row.get(1) == "space",
                kind => {
                    return Err(row.error(format!("`{kind}` is none of the kinds that the head of the file explains")));
                }
            }
        }
        for key in articles {
            if let Some(Class::Contraction { article, .. }) = rules.classes.get_mut(&key) {
                *article = true;
            }
        }
        Ok(rules)
    }

    fn class(&self, written: &str) -> Option<&Class> {
        (written.len() <= LONGEST).then(|| self.classes.get(&Key::of(written))).flatten()
    }

    fn is(&self, written: &str, class: Class) -> bool {
        self.class(written) == Some(&class)
    }
}

/// Adds the words of `text[from..to]`.
pub(crate) fn find<'r>(rules: &'r Rules, text: &str, from: usize, to: usize, out: &mut Vec<Piece<'r>>) {
    let mut t = Tokenizer { rules, text, chunk: from, end: to, out, quote_open: false };
    let mut at = from;
    while at < to {
        let c = t.char_at(at);
        if is_space(c) {
            at += c.len_utf8();
            continue;
        }
        let mut end = at;
        while end < to && !is_space(t.char_at(end)) {
            end += t.char_at(end).len_utf8();
        }
        at = t.chunk(at, end);
    }
}

/// White space and characters without width.
pub(crate) fn is_space(c: char) -> bool {
    match c {
        ' ' | '\n' | '\t' | '\r' => true,
        '!'..='~' => false,
        _ => {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// A letter, a digit, or what belongs to one.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}')
}

struct Tokenizer<'r, 'o, 't> {
    rules: &'r Rules,
    text: &'t str,
    /// Start of the chunk at work.
    chunk: usize,
    /// End of the text at work.
    end: usize,
    out: &'o mut Vec<Piece<'r>>,
    /// A single quotation mark is open: an apostrophe after a final s closes it.
    quote_open: bool,
}

impl<'t> Tokenizer<'_, '_, 't> {
    /// Reads the chunk `start..end`; returns where it ended, which is further on where a number goes on after a space.
    fn chunk(&mut self, start: usize, mut end: usize) -> usize {
        self.chunk = start;
        let bytes = &self.text.as_bytes()[start..end];
        if bytes.iter().all(u8::is_ascii_alphabetic) {
            self.word(start, end, end);
            return end;
        }
        let address = if bytes.len() > 4 && bytes.iter().any(|b| matches!(b, b'@' | b':' | b'/' | b'.')) {
            self.address(start, end)
        } else {
            None
        };
        let mut at = start;
        while at < end {
            if let Some((from, to)) = address
                && at >= from
                && at < to
            {
                self.push(at, to);
                at = to;
                continue;
            }
            let limit = address.map_or(end, |(from, _)| if at < from { from } else { end });
            let c = self.char_at(at);
            at = if c.is_numeric() {
                self.number(at, limit)
            } else if in_word(c) {
                self.word_at(at, limit)
            } else {
                self.sign(at, limit)
            };
            end = end.max(at);
        }
        end
    }

    fn char_at(&self, at: usize) -> char {
        match self.text.as_bytes().get(at) {
            Some(&b) if b < 128 => b as char,
            _ => self.text[at..].chars().next().unwrap_or(' '),
        }
    }

    /// The character at `at`, or a space from `end` on.
    fn peek(&self, at: usize, end: usize) -> char {
        if at < end { self.char_at(at) } else { ' ' }
    }

    fn push(&mut self, start: usize, end: usize) {
        self.push_part(start, end, Part::Whole);
    }

    fn push_part(&mut self, start: usize, end: usize, part: Part) {
        if start < end {
            self.out.push(Piece { span: Span::new(start, end), part, form: None, ambiguous: false });
        }
    }

    /// A web or mail address in the chunk, without the signs around it.
    fn address(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let chunk = &self.text[start..end];
        let from = if let Some(at) = chunk.find("://") {
            let scheme = chunk[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            (scheme > 0).then_some(at - scheme)?
        } else if let Some(at) = chunk.find("www.") {
            at
        } else if let Some(at) = chunk.find('@') {
            let before =
                chunk[..at].bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || b"._-+".contains(b)).count();
            let after = chunk[at + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || b"._-".contains(b)).count();
            let host = chunk[at + 1..at + 1 + after].trim_end_matches(['.', '-', '_']);
            return (before > 0 && host.contains('.')).then_some((start + at - before, start + at + 1 + host.len()));
        } else {
            return None;
        };
        let body =
            chunk[from..].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\'', '»', '”', '’']);
        Some((start + from, start + from + body.len()))
    }

    /// A word that starts at `start`; returns where what was pushed ends.
    fn word_at(&mut self, start: usize, end: usize) -> usize {
        let mut at = start;
        let mut single = true; // only single letters so far, with full stops between: U.S.
        let mut letters = 0;
        while at < end {
            let c = self.char_at(at);
            let next = at + c.len_utf8();
            if in_word(c) {
                letters += 1;
                single &= letters == 1 && c.is_alphabetic();
            } else if is_apostrophe(c) {
                if self.rules.is(&self.text[start..next], Class::Elision) && !self.whole_from(start, end) {
                    self.push(start, next);
                    return next;
                }
                if !in_word(self.peek(next, end)) {
                    break;
                }
            } else if c == '.' {
                let after = self.peek(next, end);
                if in_word(after) {
                    if !(single || self.joins(start, at, next, end)) {
                        break;
                    }
                    letters = 0;
                } else if single
                    && is_hyphen(after)
                    && self.peek(next + after.len_utf8(), end).is_uppercase()
                    && !self.rules.hyphen_splits
                {
                    // J.-C.
                    letters = 0;
                    at = next + after.len_utf8();
                    continue;
                } else if self.keeps_stop(start, next, end, single) {
                    at = next;
                    break;
                } else {
                    break;
                }
            } else if is_hyphen(c) {
                if !in_word(self.peek(next, end)) {
                    break;
                }
                let joins = if self.rules.hyphen_splits {
                    self.rules.is(&self.text[start..next], Class::Prefix)
                } else {
                    self.whole_from(start, end) || self.clitic(at, end).is_none()
                };
                if !joins {
                    break;
                }
                single = false;
            } else if c == '&' {
                if !(self.before(at).is_uppercase() && self.peek(next, end).is_uppercase()) {
                    break;
                }
                single = false;
            } else if c == '$' && self.text[start..at].bytes().all(|b| b.is_ascii_uppercase()) {
                at = next;
                break;
            } else {
                break;
            }
            at = next;
        }
        self.word(start, at, end)
    }

    fn before(&self, at: usize) -> char {
        self.text[..at].chars().next_back().unwrap_or(' ')
    }

    /// Whether a word of the list of whole words starts here.
    fn whole_from(&self, start: usize, end: usize) -> bool {
        let mut at = start;
        while at < end && at - start <= LONGEST {
            let c = self.char_at(at);
            if !(in_word(c) || is_apostrophe(c) || is_hyphen(c)) {
                break;
            }
            at += c.len_utf8();
        }
        self.rules.is(&self.text[start..at], Class::Whole)
    }

    /// The end of the clitic that starts with the hyphen at `at`.
    fn clitic(&self, at: usize, end: usize) -> Option<usize> {
        let mut stop = at + self.char_at(at).len_utf8();
        while stop < end && stop - at <= LONGEST {
            let c = self.char_at(stop);
            if !(in_word(c) || is_apostrophe(c) || is_hyphen(c)) {
                break;
            }
            stop += c.len_utf8();
        }
        self.rules.is(&self.text[at..stop], Class::Clitic).then_some(stop)
    }

    /// Whether a full stop inside a chunk joins what stands on its sides (Amazon.com) or ends a sentence (there.The).
    fn joins(&self, start: usize, at: usize, next: usize, end: usize) -> bool {
        let (before, after) = (self.before(at), self.peek(next, end));
        if self.rules.is(&self.text[start..next], Class::Abbreviation) {
            return false;
        }
        before.is_numeric() || after.is_numeric() || !(after.is_uppercase() && before.is_lowercase() && at - start > 1)
    }

    /// Whether the full stop before `next` belongs to the word from `start`.
    fn keeps_stop(&self, start: usize, next: usize, end: usize, single: bool) -> bool {
        let word = &self.text[start..next];
        match self.rules.class(word) {
            Some(Class::Abbreviation) => return true,
            Some(Class::Numbered) => return self.next_word(next, end).is_numeric(),
            _ => {}
        }
        if !single {
            return false;
        }
        let initials = word.bytes().filter(|&b| b == b'.').count();
        initials > 1
            || (initials == 1
                && word != "I."
                && self.char_at(start).is_uppercase()
                && self.next_word(next, end).is_uppercase())
    }

    /// The first character after the white space (no line break) at `at`.
    fn next_word(&self, at: usize, end: usize) -> char {
        if at < end {
            return self.char_at(at);
        }
        self.text[at..self.end].chars().take(4).find(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).unwrap_or(' ')
    }

    /// Pushes the word `start..end`, in its parts; `limit` is the end of the chunk.
    fn word(&mut self, start: usize, end: usize, limit: usize) -> usize {
        let word = &self.text[start..end];
        match self.rules.class(word) {
            Some(Class::Split(lengths)) => {
                let mut at = start;
                for (i, length) in lengths.iter().enumerate() {
                    self.push_part(at, at + length, if i == 0 { Part::First } else { Part::Later });
                    at += length;
                }
                self.push_part(at, end, Part::Later);
                return end;
            }
            Some(Class::Contraction { forms, article }) => {
                for (i, form) in forms.iter().enumerate() {
                    let part = if i == 0 { Part::First } else { Part::Later };
                    self.out.push(Piece {
                        span: Span::new(start, end),
                        part,
                        form: Some(form),
                        ambiguous: i == 0 && *article,
                    });
                }
                return end;
            }
            _ => {}
        }
        if let Some(at) = self.ending(start, end) {
            self.push_part(start, at, Part::First);
            self.push_part(at, end, Part::Later);
            return end;
        }
        let next = self.peek(end, limit);
        let possessive = self.rules.hyphen_splits
            && is_apostrophe(next)
            && next != '`'
            && !self.quote_open
            && matches!(self.before(end), 's' | 'S')
            && end - start > 2
            && !in_word(self.peek(end + next.len_utf8(), limit));
        if possessive {
            let stop = end + next.len_utf8();
            self.push_part(start, end, Part::First);
            self.push_part(end, stop, Part::Later);
            return stop;
        }
        self.push(start, end);
        end
    }

    /// Where an ending of the list (n't, 's) starts.
    fn ending(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        let tail = word.len().saturating_sub(6);
        let tail = (tail..word.len()).find(|&i| word.is_char_boundary(i))?;
        let apostrophe = tail + word[tail..].rfind(is_apostrophe)?;
        let with_letter = word[..apostrophe].char_indices().next_back().map(|(i, _)| i);
        [with_letter, Some(apostrophe)]
            .into_iter()
            .flatten()
            .find(|&at| at > 0 && self.rules.is(&word[at..], Class::Ending))
            .map(|at| start + at)
    }

    /// A number that starts at `start`.
    fn number(&mut self, start: usize, end: usize) -> usize {
        let mut at = self.digits(start, end);
        let mut hyphens = 0;
        loop {
            let c = self.peek(at, end);
            let next = at + c.len_utf8();
            if next >= end || !self.char_at(next).is_numeric() {
                break;
            }
            let stop = self.digits(next, end);
            match c {
                '.' | ',' | ':' | '/' => {}
                '\'' | '’' if stop - next == 3 => {}
                '-' | '‐' | '‑' if !self.rules.hyphen_splits => {}
                '-' | '‑' => {
                    // A range parts (10 - 15), a date or a telephone number does not.
                    let more = self.peek(stop, end) == '-' && self.peek(stop + 1, end).is_numeric();
                    if !(more || hyphens > 0 || (at - start == 3 && stop - next == 4)) {
                        break;
                    }
                    hyphens += 1;
                }
                _ => break,
            }
            at = stop;
        }
        if at == end {
            at = self.groups(start, at);
        }
        if at < end && self.char_at(at).is_alphabetic() || self.peek(at, end) == '_' {
            let mut stop = at;
            while stop < end && in_word(self.char_at(stop)) {
                stop += self.char_at(stop).len_utf8();
            }
            let letters = &self.text[at..stop];
            match self.rules.class(letters) {
                Some(Class::Unit) => {}
                _ if letters.bytes().any(|b| b.is_ascii_digit()) && letters.starts_with(['h', 'H']) => {
                    // 18h30
                    self.push(start, at);
                    self.push(at, at + 1);
                    return at + 1;
                }
                _ => at = stop,
            }
        } else if is_apostrophe(self.peek(at, end)) && self.peek(at + self.char_at(at).len_utf8(), end) == 's' {
            let stop = at + self.char_at(at).len_utf8() + 1;
            if !in_word(self.peek(stop, end)) {
                at = stop; // the 1990's
            }
        }
        self.push(start, at);
        at
    }

    fn digits(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end && self.char_at(at).is_numeric() {
            at += self.char_at(at).len_utf8();
        }
        at
    }

    /// Takes in groups of three digits that a space parts from a number of one to three: 370 000.
    fn groups(&self, start: usize, end: usize) -> usize {
        let mut at = end;
        if !(1..=3).contains(&(end - start)) || !self.text.as_bytes()[start..end].iter().all(u8::is_ascii_digit) {
            return end;
        }
        loop {
            let space = self.peek(at, self.end);
            let fits = match space {
                ' ' => self.rules.groups_with_spaces && at < self.end,
                '\u{a0}' | '\u{202f}' | '\u{2009}' => true,
                _ => false,
            };
            let next = at + space.len_utf8();
            let stop = if fits { self.digits(next, self.end.min(next + 4)) } else { next };
            if !fits || stop - next != 3 {
                return at;
            }
            at = stop;
        }
    }

    /// A sign, or a run of equal ones, that starts at `start`.
    fn sign(&mut self, start: usize, end: usize) -> usize {
        let c = self.char_at(start);
        let next = start + c.len_utf8();
        let after = self.peek(next, end);
        if is_hyphen(c)
            && start > self.chunk
            && let Some(stop) = self.clitic(start, end)
        {
            self.push(start, stop);
            return stop;
        }
        let at_start = start == self.chunk;
        if at_start && (c == '-' || c == '+' || is_apostrophe(c)) && after.is_numeric() {
            let stop = self.number(next, end);
            if let Some(last) = self.out.last_mut() {
                last.span.start = start as u32;
            }
            return stop;
        }
        if is_apostrophe(c) {
            let mut stop = next;
            while stop < end && stop - next < 4 && in_word(self.char_at(stop)) {
                stop += self.char_at(stop).len_utf8();
            }
            if self.rules.is(&self.text[start..stop], Class::Ending) && !in_word(self.peek(stop, end)) {
                self.push(start, stop);
                return stop;
            }
            self.quote_open = at_start && in_word(after);
        }
        if matches!(c, '#' | '@') && after.is_alphabetic() {
            let mut stop = next;
            while stop < end && in_word(self.char_at(stop)) {
                stop += self.char_at(stop).len_utf8();
            }
            self.push(start, stop);
            return stop;
        }
        let run: &[char] = match c {
            '!' | '?' => &['!', '?'],
            '.' | '-' | '=' | '*' | '~' | '_' | '<' | '>' | '`' | '\'' | '–' | '—' | '‘' | '’' | '+' => &[c],
            _ => &['\u{fe0f}', '\u{200d}', '\u{20e3}'],
        };
        let mut stop = next;
        while stop < end && run.contains(&self.char_at(stop)) {
            stop += self.char_at(stop).len_utf8();
        }
        self.push(start, stop);
        stop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: Lang, text: &str, expected: &str) {
        let files = |path: &str| {
            Ok(match path {
                "en/token.tsv" => include_str!("../../../data/en/token.tsv"),
                _ => include_str!("../../../data/fr/token.tsv"),
            })
        };
        let rules = Rules::load(&files, lang).unwrap();
        let mut pieces = Vec::new();
        find(&rules, text, 0, text.len(), &mut pieces);
        let words: Vec<String> = pieces
            .iter()
            .map(|p| {
                let join = if p.part == Part::Later { "+" } else { "" };
                format!("{join}{}", p.form.unwrap_or(&text[p.span.range()]).replace(' ', "_"))
            })
            .collect();
        assert_eq!(words.join(" "), expected, "{text}");
    }

    #[test]
    fn english() {
        check(Lang::En, "The U.S. didn't say.", "The U.S. did +n't say .");
        check(Lang::En, "a well-known al-Qaeda man's non-stop", "a well - known al - Qaeda man +'s non-stop");
        check(
            Lang::En,
            "$3.5m, 67,000 (10-15%) on 12/3/2019 at 4:30pm",
            "$ 3.5 m , 67,000 ( 10 - 15 % ) on 12/3/2019 at 4:30 pm",
        );
        check(Lang::En, "Mr. Smith of AT&T Inc. wrote to a.b@c.org.", "Mr. Smith of AT&T Inc. wrote to a.b@c.org .");
        check(Lang::En, "“No. 5”… see https://a.org/x?y=1, cannot", "“ No. 5 ” … see https://a.org/x?y=1 , can +not");
        check(
            Lang::En,
            "the rebels’ camp, it’s 'ours' in the 1990s",
            "the rebels +’ camp , it +’s ' ours ' in the 1990s",
        );
        check(Lang::En, "was it no. They left.Then", "was it no . They left . Then");
    }

    #[test]
    fn french() {
        check(Lang::Fr, "L'armée a-t-elle attaqué aujourd'hui ?", "L' armée a -t-elle attaqué aujourd'hui ?");
        check(Lang::Fr, "du 3 au 5, auxquels", "de +le 3 à +le 5 , à +lesquels");
        check(
            Lang::Fr,
            "370 000 personnes, 3,5% à 18h30 d'Aix-en-Provence",
            "370_000 personnes , 3,5 % à 18 h 30 d' Aix-en-Provence",
        );
        check(
            Lang::Fr,
            "« qu’il dit-il ce jour-là », M. Durand c'est-à-dire",
            "« qu’ il dit -il ce jour -là » , M. Durand c'est-à-dire",
        );
    }

    #[test]
    fn anything() {
        for text in [
            "",
            " ",
            "-",
            "'",
            "a-",
            "é'",
            "1.",
            "$",
            "...",
            "\u{300}",
            "@",
            "://",
            "www.",
            "'s",
            "👩\u{200d}🚒",
            "a@b",
            "‑1",
            "1 000",
        ] {
            find(&Rules::default(), text, 0, text.len(), &mut Vec::new());
        }
    }
}
