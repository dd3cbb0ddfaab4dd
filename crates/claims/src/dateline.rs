//! The line that opens a wire report: "BEIRUT, March 22 (AFP) -", "Idlib (Syrie), 22 mars 2019 (AFP) –", and the agency
//! that a report credits.

use std::ops::Range;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, rows};
use text::{Document, Key, Lang, PerLang, Phrases, Span};

/// Names of agencies (`data/world/agencies.tsv`) and the words that credit them (`data/<lang>/credit.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Agencies {
    /// Spelling as written to display name.
    names: Vec<(String, String)>,
    phrases: Phrases<usize>,
    credits: PerLang<KeyMap<Side>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Before,
    After,
    /// In the name of an agency.
    Within,
}

impl Agencies {
    /// Reads the lists.
    pub fn load(files: Files) -> Result<Agencies, DataError> {
        let mut agencies = Agencies::default();
        let file = "world/agencies.tsv";
        for row in rows(file, files(file)?) {
            let name = row.need(0, "name")?;
            for spelling in row.list(1) {
                agencies.phrases.add(&spelling.replace('-', " - "), agencies.names.len());
                agencies.phrases.add(spelling, agencies.names.len());
                agencies.names.push((spelling.to_string(), name.to_string()));
            }
        }
        for lang in Lang::ALL {
            let file = format!("{}/credit.tsv", lang.code());
            for row in rows(&file, files(&file)?) {
                let side = match row.need(0, "side")? {
                    "before" => Side::Before,
                    "after" => Side::After,
                    "within" => Side::Within,
                    other => return Err(row.error(format!("{other:?} is none of before, after and within"))),
                };
                for word in row.list(1) {
                    agencies.credits.0[lang.index()].insert(Key::of(word), side);
                }
            }
        }
        Ok(agencies)
    }

    /// Whether a word credits the agency named after it ("with AFP", "Source: AP"), in either language.
    fn credits_before(&self, word: &str) -> bool {
        let key = Key::of(word.trim_end_matches(':'));
        self.credits.0.iter().any(|credits| credits.get(&key) == Some(&Side::Before))
    }

    /// Whether a word says that what it stands in names an agency ("News", « Agence »).
    fn names_agency(&self, word: &str) -> bool {
        self.credits.0.iter().any(|credits| credits.get(&Key::of(word)) == Some(&Side::Within))
    }

    /// Display name of an agency that is written so.
    fn name(&self, text: &str) -> Option<&str> {
        self.names.iter().find(|(spelling, _)| spelling == text).map(|(_, name)| name.as_str())
    }
}

/// What the opening line of a report says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dateline {
    /// All of it, up to the dash: what it names is where the report was written, not where its events took place.
    pub span: Option<Span>,
    /// The place it was written in ("BEIRUT", "Idlib (Syrie)").
    pub place: Option<Span>,
    /// What stands between the place and the agency ("March 22").
    pub date: Option<Span>,
    /// Display name of the agency.
    pub agency: Option<String>,
}

/// Lines looked at, and how far into a line the agency or the dash may stand, in bytes.
const LINES: usize = 12;
const REACH: usize = 110;

/// The first dateline among the opening lines of a text.
pub fn find(doc: &Document, agencies: &Agencies) -> Option<Dateline> {
    lines(doc.text).take(LINES).find_map(|line| read(doc.text, line, agencies))
}

/// The lines of a text that are not blank, as byte ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n')
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some(start + line.len() - line.trim_start().len()..start + line.trim_end().len())
        })
        .filter(|line| line.start < line.end)
}

fn read(text: &str, line: Range<usize>, agencies: &Agencies) -> Option<Dateline> {
    let head = &text[line.clone()];
    with_agency(head, agencies).or_else(|| bracketed(head, agencies)).or_else(|| without_agency(head)).map(
        |(end, agency)| {
            let (place, date) = place_and_date(&head[..end]);
            let span = |r: Range<usize>| Span::new(line.start + r.start, line.start + r.end);
            Dateline { span: Some(span(0..end)), place: place.map(span), date: date.map(span), agency }
        },
    )
}

/// "… (AFP) -": where the parenthesis opens, and the agency.
fn with_agency(head: &str, agencies: &Agencies) -> Option<(usize, Option<String>)> {
    for (open, _) in head.match_indices('(').take_while(|(at, _)| *at < REACH) {
        let inner = &head[open + 1..];
        let close = inner.find(')')?;
        let (name, after) = (inner[..close].trim(), inner[close + 1..].trim_start());
        // "(AFP/Reuters)" credits the first.
        let first = name.split(['/', ',']).next().unwrap_or(name).trim();
        let Some(agency) = agencies.name(first) else { continue };
        let opens = after.is_empty() || after.starts_with(['-', '–', '—', '_', ':', '.', '―']);
        if opens && is_place(&head[..open]) {
            return Some((open, Some(agency.to_string())));
        }
    }
    None
}

/// "Niamey (Agence Sahel) -", "Goma (RDC) –": a short phrase and a bracket before a dash; the bracket names an agency that
/// no list knows where a word of it says so.
fn bracketed(head: &str, agencies: &Agencies) -> Option<(usize, Option<String>)> {
    /// Words of a place and a date.
    const MOST: usize = 6;
    let open = head.find('(').filter(|&at| at < REACH)?;
    let close = open + head[open..].find(')')?;
    let (before, name) = (&head[..open], head[open + 1..close].trim());
    let dash = head[close + 1..].trim_start().starts_with(['-', '–', '—', '―']);
    let short = !before.trim().is_empty() && before.split_whitespace().count() <= MOST;
    // Small letters begin short words only: "Agence de presse", not "AFP saw him".
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase()) || word.chars().count() <= 2;
    let named = name.starts_with(|c: char| c.is_uppercase())
        && name.split_whitespace().count() <= MOST
        && name.split_whitespace().all(|word| capital(word) || agencies.names_agency(word));
    let agency = name.split_whitespace().any(|word| agencies.names_agency(word));
    (dash && short && named && is_place(before)).then(|| (open, agency.then(|| name.to_string())))
}

/// "DAMASCUS, March 22 -", "BEIRUT (Coast Wire) —": a place in capitals, a dash.
fn without_agency(head: &str) -> Option<(usize, Option<String>)> {
    let dash =
        [" - ", " – ", " — ", " -- ", " _ "].iter().filter_map(|d| head.find(d)).min().filter(|at| *at < REACH)?;
    let place = head[..dash].split([',', '(']).next()?.trim();
    let capitals = place.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = capitals >= 3 && place.chars().all(|c| !c.is_lowercase()) && place.split_whitespace().count() <= 4;
    (shouted && head[..dash].contains([',', '('])).then_some((dash, None))
}

/// Whether words can be the place and date before an agency: few, and beginning with a capital or with nothing at all.
fn is_place(words: &str) -> bool {
    let words = words.trim();
    words.is_empty()
        || (words.split_whitespace().count() <= 12
            && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !words.contains(['"', '“', '«', '!', '?', ';']))
}

/// "BEIRUT, Lebanon, March 22": the date begins at the first digit, or at the word before it that no comma parts from it.
fn place_and_date(words: &str) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let trimmed = |r: Range<usize>| {
        let part = words[r.clone()].trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—'));
        let start = r.start + words[r].find(part).unwrap_or(0);
        (!part.is_empty()).then_some(start..start + part.len())
    };
    let Some(digit) = words.find(|c: char| c.is_ascii_digit()) else { return (trimmed(0..words.len()), None) };
    let before = &words[..digit];
    let cut = before.rfind([',', ')', '\u{2013}']).map_or_else(
        || before.trim_end().rfind(' ').map_or(0, |at| at + 1),
        |at| at + before[at..].chars().next().map_or(1, char::len_utf8),
    );
    (trimmed(0..cut), trimmed(cut..words.len()))
}

/// The agency that a text without dateline credits: in parentheses at its end, or by the words around its name
/// ("told AFP", "une équipe de l'AFP").
pub fn credited(doc: &Document, agencies: &Agencies) -> Option<String> {
    at_end(doc.text, agencies).or_else(|| in_sentences(doc, agencies))
}

fn at_end(text: &str, agencies: &Agencies) -> Option<String> {
    let last = text.trim_end().trim_end_matches('.').lines().next_back()?;
    let inside = last.rfind('(').map(|at| last[at + 1..].trim_end_matches([')', '.', ' ']));
    let after_dash = last.rsplit(['–', '—', '©']).next().map(str::trim);
    [inside, after_dash].into_iter().flatten().find_map(|part| {
        let mut name = part.trim();
        while let Some((_, rest)) = name.split_once(' ').filter(|(word, _)| agencies.credits_before(word)) {
            name = rest.trim_start();
        }
        agencies.name(name).map(str::to_string)
    })
}

fn in_sentences(doc: &Document, agencies: &Agencies) -> Option<String> {
    for sentence in &doc.sentences {
        let credits = &agencies.credits[sentence.lang];
        let side = |w: usize, side: Side| credits.get(&doc.words[w].lower) == Some(&side);
        for (found, _) in agencies.phrases.find(doc, sentence.words()) {
            // Spelt as listed: "AP" and not "ap".
            let Some(name) = agencies.name(doc.slice_of(doc.span_of(found.clone()))) else { continue };
            let before = (sentence.words().start.max(found.start.saturating_sub(5))..found.start).rev();
            let after = found.end..sentence.words().end.min(found.end + 3);
            if before.into_iter().any(|w| side(w, Side::Before)) || after.into_iter().any(|w| side(w, Side::After)) {
                return Some(name.to_string());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agencies() -> Agencies {
        let files = |path: &str| {
            Ok(match path {
                "world/agencies.tsv" => "AFP\tAFP|Agence France-Presse\nReuters\tReuters\n",
                _ => "before\ttold\nwithin\tagence\n",
            })
        };
        Agencies::load(&files).unwrap()
    }

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, &str)>) {
        let doc = Document::new(text);
        let found = find(&doc, &agencies());
        let words = |s: Option<Span>| s.map_or("", |s| doc.slice_of(s));
        let found = found.as_ref().map(|d| (words(d.place), words(d.date), d.agency.as_deref().unwrap_or("")));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn datelines_of_agencies() {
        check("BEIRUT, March 22 (AFP) - Shells fell.", Some(("BEIRUT", "March 22", "AFP")));
        check("Title\n\nParis, 12 juin 2014 (AFP) – Des obus.", Some(("Paris", "12 juin 2014", "AFP")));
        check("Idlib (Syrie) (AFP) – Des obus.", Some(("Idlib (Syrie)", "", "AFP")));
        check("Sarmin (Syria), 3 May 2018 (AFP) – Shells.", Some(("Sarmin (Syria)", "3 May 2018", "AFP")));
        check("DAMASCUS (Reuters) - Shells fell.", Some(("DAMASCUS", "", "Reuters")));
        check("DAMASCUS, March 22 — Shells fell.", Some(("DAMASCUS", "March 22", "")));
        check("Niamey (Agence Sahel) - Des obus.", Some(("Niamey", "", "Agence Sahel")));
        check("Goma (RDC) – Des obus.", Some(("Goma", "", "")));
    }

    #[test]
    fn no_dateline() {
        check("The army (AFP) said on Friday that shells fell.", None);
        check("The mayor told a reporter (AFP saw him) - he said.", None);
        check("A strike - the third - hit the town.", None);
        check("", None);
    }
}
