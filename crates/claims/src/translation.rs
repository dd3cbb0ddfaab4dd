//! Whether a text reads as a translation, by general signs: adjectives without their capital, adjectives behind their noun,
//! acronyms and marks of the other language, literal phrases, a headline in both.

use crate::reading::{Evidence, Translation};
use text::lexicon::KeyMap;
use text::table::{self, DataError, Files, Row};
use text::{Document, Key, Lang, PerLang, Phrases, Rel, Span, Upos};

/// Signs of translation, per language of the text (`data/<lang>/translation.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Signs {
    rules: PerLang<Rules>,
}

#[derive(Clone, Debug, Default)]
struct Rules {
    signs: Vec<Sign>,
    phrases: Phrases<usize>,
    /// Words with the signs that they may give, by their lower-case form.
    words: KeyMap<Vec<(Kind, usize)>>,
    endings: Vec<(&'static str, usize)>,
    thousands: Option<(char, usize)>,
    headline: Option<usize>,
}

#[derive(Clone, Debug)]
struct Sign {
    kind: Kind,
    weight: f32,
    note: &'static str,
}

text::vocabulary! {
    /// Kinds of sign; the data files explain them.
    Kind {
        Phrase = "phrase", Capital = "capital", Month = "month", Adjective = "adjective", Ending = "ending",
        Acronym = "acronym", Thousands = "thousands", Quote = "quote", Headline = "headline", Reporting = "reporting",
    }
}

/// Signs of one kind count so often at most.
const MOST: usize = 3;
/// What the signs of a short text must weigh together to make it a translation.
const ENOUGH: f32 = 3.0;
/// A text so many words longer must show one more unit of weight.
const WORDS_PER_UNIT: f32 = 1500.0;

impl Signs {
    /// Reads the lists.
    pub fn load(files: Files) -> Result<Signs, DataError> {
        const FILES: [&str; 2] = ["en/translation.tsv", "fr/translation.tsv"];
        let mut signs = Signs::default();
        for lang in Lang::ALL {
            let file = FILES[lang.index()];
            let rules = &mut signs.rules.0[lang.index()];
            for row in table::rows(file, files(file)?) {
                rules.add(&row)?;
            }
            rules.add_world(files, lang)?;
        }
        Ok(signs)
    }
}

impl Rules {
    fn add(&mut self, row: &Row<'static>) -> Result<(), DataError> {
        let kind =
            Kind::from_name(row.get(0)).ok_or_else(|| row.error(format!("`{}` is no kind of sign", row.get(0))))?;
        let weight = row.need(2, "weight")?.parse().map_err(|_| row.error("the weight is no number"))?;
        let n = self.signs.len();
        self.signs.push(Sign { kind, weight, note: row.need(3, "note")? });
        match kind {
            Kind::Phrase => row.list(1).for_each(|p| self.phrases.add(p, n)),
            Kind::Ending => self.endings.extend(row.list(1).map(|e| (e, n))),
            Kind::Thousands => self.thousands = row.get(1).chars().next().map(|c| (c, n)),
            Kind::Headline => self.headline = Some(n),
            Kind::Acronym => {}
            _ => row.list(1).for_each(|w| self.add_word(w, kind, n)),
        }
        Ok(())
    }

    fn add_word(&mut self, word: &str, kind: Kind, sign: usize) {
        let list = self.words.entry(Key::of(word)).or_default();
        if !list.contains(&(kind, sign)) {
            list.push((kind, sign));
        }
    }

    fn of_kind(&self, kind: Kind) -> Option<usize> {
        self.signs.iter().position(|s| s.kind == kind)
    }

    /// Adjectives of countries, and acronyms that parties have in the other language alone.
    fn add_world(&mut self, files: Files, lang: Lang) -> Result<(), DataError> {
        let own = lang.index();
        for row in table::rows("world/countries.tsv", files("world/countries.tsv")?) {
            for word in row.list(7 + own).filter(|w| !w.contains([' ', '-']) && w.chars().count() > 4) {
                for kind in [Kind::Capital, Kind::Adjective] {
                    if let Some(sign) = self.of_kind(kind) {
                        self.add_word(word, kind, sign);
                    }
                }
            }
        }
        let Some(sign) = self.of_kind(Kind::Acronym) else { return Ok(()) };
        let mut here = Vec::new();
        let mut there = Vec::new();
        for row in table::rows("world/actors.tsv", files("world/actors.tsv")?) {
            let mine: Vec<&str> = row.list(7 + own).collect();
            let names = row.list(5).chain(row.list(6));
            here.extend(mine.iter().map(|a| a.to_uppercase()).chain(names.map(str::to_uppercase)));
            // Only where both languages have one do they differ for sure.
            if !mine.is_empty() {
                there.extend(row.list(8 - own));
            }
        }
        for acronym in there {
            let loud = acronym.chars().count() > 2 && acronym.chars().all(|c| c.is_ascii_uppercase());
            if loud && !here.contains(&acronym.to_uppercase()) {
                self.add_word(acronym, Kind::Acronym, sign);
            }
        }
        Ok(())
    }
}

/// The translation that the text shows signs of, if it shows enough.
pub fn detect(doc: &Document, signs: &Signs) -> Option<Translation> {
    let words = |lang| doc.sentences.iter().filter(|s| s.lang == lang).map(|s| s.words().len()).sum::<usize>();
    let lang = Lang::ALL.into_iter().max_by_key(|&l| (words(l), std::cmp::Reverse(l)))?;
    let from = Lang::ALL.into_iter().find(|&l| l != lang)?;
    let mut found = Found { doc, rules: &signs.rules[lang], lang, seen: Vec::new() };
    found.headline(from);
    found.look();
    found.judge(from)
}

/// The signs found so far.
struct Found<'d> {
    doc: &'d Document<'d>,
    rules: &'d Rules,
    lang: Lang,
    seen: Vec<(usize, Span)>,
}

impl Found<'_> {
    fn judge(mut self, from: Lang) -> Option<Translation> {
        self.seen.sort_by_key(|s| (s.1.start, s.0));
        let mut counts = [0usize; 16];
        let mut weight = 0.0;
        let mut acronyms: Vec<Key> = Vec::new();
        self.seen.retain(|&(n, span)| {
            let sign = &self.rules.signs[n];
            let key = Key::of(self.doc.slice_of(span));
            // The same acronym again is no new sign.
            if sign.kind == Kind::Acronym && acronyms.contains(&key) {
                return false;
            }
            acronyms.push(key);
            let count = &mut counts[sign.kind as usize];
            *count += 1;
            if *count <= MOST {
                weight += sign.weight;
            }
            *count <= MOST * 2
        });
        let kinds = counts.iter().filter(|&&c| c > 0).count();
        let enough = ENOUGH + self.doc.words.len() as f32 / WORDS_PER_UNIT;
        let sure =
            kinds >= 3 || counts[Kind::Headline as usize] > 0 && kinds >= 2 || kinds == 2 && weight >= enough + 0.6;
        if weight < enough || !sure {
            return None;
        }
        let evidence = self
            .seen
            .iter()
            .map(|&(n, span)| {
                let quoted: String = self.doc.slice_of(span).chars().take(60).collect();
                Evidence { span, note: format!("“{quoted}”: {}", self.rules.signs[n].note) }
            })
            .collect();
        let confidence = (1.0 - 0.5 * (-(weight - enough) / 2.0).exp()).min(0.99);
        Some(Translation { from, by_machine: true, confidence, evidence })
    }

    /// A line in the other language among the first, beside lines of this one.
    fn headline(&mut self, from: Lang) {
        let Some(sign) = self.rules.headline else { return };
        let first = &self.doc.sentences[..self.doc.sentences.len().min(4)];
        let rest = &self.doc.sentences[first.len()..];
        let other: usize = rest.iter().filter(|s| s.lang == from).map(|s| s.words().len()).sum();
        let total: usize = rest.iter().map(|s| s.words().len()).sum();
        if total < 10 || other * 10 > total {
            return;
        }
        let alone = |n: usize| {
            let p = first[n].paragraph;
            self.doc.sentences.iter().take(6).filter(|s| s.paragraph == p).count() == 1
        };
        let words = |n: usize| first[n].words().len();
        for n in 0..first.len() {
            let beside = [n.checked_sub(1), Some(n + 1).filter(|&m| m < first.len())];
            // Headlines of like length, each a paragraph of its own.
            let twin = beside
                .into_iter()
                .flatten()
                .any(|m| first[m].lang != from && alone(m) && words(m) < 2 * words(n) && words(n) < 2 * words(m));
            if first[n].lang == from && words(n) >= 4 && alone(n) && twin {
                self.seen.push((sign, first[n].span));
            }
        }
    }

    /// Word by word.
    fn look(&mut self) {
        let doc = self.doc;
        let capitals = doc.words.iter().filter(|w| doc.slice_of(w.span).starts_with(char::is_uppercase)).count();
        // A text without any capitals has lost them all, not only those of adjectives.
        let cased = capitals * 16 > doc.words.len();
        for sentence in doc.sentences.iter().filter(|s| s.lang == self.lang) {
            for w in sentence.words() {
                let span = doc.words[w].span;
                let text = doc.slice_of(span);
                if let Some((range, &n)) = self.rules.phrases.at(doc, w, sentence.words().end).next() {
                    self.seen.push((n, doc.span_of(range)));
                }
                if let Some(list) = self.rules.words.get(&doc.words[w].lower) {
                    for &(kind, n) in list {
                        if self.is_sign(kind, w, text, cased) {
                            self.seen.push((n, span));
                        }
                    }
                }
                let lower = text.starts_with(char::is_lowercase);
                for &(ending, n) in &self.rules.endings {
                    if lower && text.len() > ending.len() + 3 && text.ends_with(ending) {
                        self.seen.push((n, span));
                    }
                }
                if let Some((mark, n)) = self.rules.thousands
                    && is_thousands(text, mark)
                {
                    self.seen.push((n, span));
                }
            }
        }
    }

    fn is_sign(&self, kind: Kind, w: usize, text: &str, cased: bool) -> bool {
        let doc = self.doc;
        let sentence = doc.words[w].sentence;
        let other = |n: Option<usize>| n.and_then(|n| doc.words.get(n)).filter(|x| x.sentence == sentence);
        let (before, after) = (other(w.checked_sub(1)), other(Some(w + 1)));
        let small = text.starts_with(char::is_lowercase);
        // The English file asks for capitals, the French one for small letters after a noun.
        let asks_capital = self.rules.of_kind(Kind::Adjective).is_some();
        match kind {
            Kind::Capital if asks_capital => small && cased && doc.words[w].upos != Upos::Verb,
            Kind::Capital => {
                !small
                    && doc.words[w].upos != Upos::Noun
                    && before
                        .is_some_and(|b| b.upos == Upos::Noun && doc.slice_of(b.span).starts_with(char::is_lowercase))
            }
            Kind::Month => {
                let number = |x: Option<&text::Word>| {
                    x.is_some_and(|x| doc.slice_of(x.span).bytes().next().is_some_and(|b| b.is_ascii_digit()))
                };
                let day = text.ends_with("day") || text.ends_with("di") || text.ends_with("dimanche");
                let placed = day || number(before) || number(after);
                let start = before.is_none();
                if asks_capital {
                    small && cased && placed
                } else {
                    !small && !start && placed && text.chars().skip(1).all(char::is_lowercase)
                }
            }
            Kind::Adjective => {
                let noun = before.is_some_and(|b| {
                    matches!(b.upos, Upos::Noun | Upos::Propn) && !doc.slice_of(b.span).contains(['-', '\'', '’'])
                });
                let closes = after.is_none_or(|a| {
                    matches!(a.upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Adp | Upos::Cconj | Upos::Det)
                        || a.upos == Upos::Num
                });
                // "forces loyal to": an adjective with a complement may stand there, and so may a verb's object.
                let word = &doc.words[w];
                let modifies = word.upos == Upos::Adj || small && matches!(word.rel, Rel::Amod | Rel::Flat | Rel::Acl);
                let own = word.head != text::NO_HEAD && (word.head as usize) < w;
                noun && closes && modifies && own && small
            }
            Kind::Reporting => {
                let comma = before.is_some_and(|b| doc.slice_of(b.span) == ",");
                let subject = after
                    .is_some_and(|a| matches!(a.upos, Upos::Det) && a.feats.pron_type == Some(text::PronType::Art));
                comma && subject && small && doc.words[w].upos == Upos::Verb
            }
            Kind::Quote => true,
            Kind::Acronym => text.chars().all(|c| c.is_ascii_uppercase()) && cased && !shouts(doc, sentence),
            _ => false,
        }
    }
}

/// Whether a sentence is in capitals altogether, so that any word may look like an acronym.
fn shouts(doc: &Document, sentence: u32) -> bool {
    let text = doc.sentences.get(sentence as usize).map_or("", |s| doc.slice_of(s.span));
    let low = text.bytes().filter(u8::is_ascii_lowercase).count();
    low * 3 < text.bytes().filter(u8::is_ascii_uppercase).count()
}

/// "370.000", "1,200,000": groups of three digits parted by the mark, and no more than three before the first.
fn is_thousands(text: &str, mark: char) -> bool {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default();
    let digits = |p: &str| p.bytes().all(|b| b.is_ascii_digit());
    let mut rest = 0;
    for p in parts {
        if p.len() != 3 || !digits(p) {
            return false;
        }
        rest += 1;
    }
    // "0.125" is a decimal fraction in any language.
    rest > 0 && (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: char, expected: bool) {
        assert_eq!(is_thousands(text, mark), expected, "{text}");
    }

    #[test]
    fn thousands() {
        check("370.000", '.', true);
        check("1.200.000", '.', true);
        check("0.125", '.', false);
        check("3.5", '.', false);
        check("12,500", ',', true);
        check("1,5", ',', false);
        check("2019", '.', false);
    }
}
