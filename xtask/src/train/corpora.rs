//! Texts in which names are marked, in full or in part.

use super::conllu::{self, Sentence};
use super::running::Running;
use ::corpus::Report;
use anyhow::Context;
use std::path::Path;
use text::names::first_label;
use text::{Lang, NameKind, Span};

/// Labels that a word may have, as bits.
pub(crate) type Mask = u16;
/// No name.
pub(crate) const OUTSIDE: Mask = 1;
/// Any name, none excluded.
pub(crate) const ANY: Mask = 0x1ff;

/// The first word of a name of that kind.
pub(crate) fn begin(kind: NameKind) -> Mask {
    1 << first_label(kind)
}

/// A later word of one.
pub(crate) fn inside(kind: NameKind) -> Mask {
    2 << first_label(kind)
}

/// Any first word.
pub(crate) fn begin_any() -> Mask {
    NameKind::ALL.iter().map(|&k| begin(k)).sum()
}

/// What a word that may go on a name may have besides.
fn linked_mask(linked: bool) -> Mask {
    if linked { ANY } else { 0 }
}

/// Any later word.
pub(crate) fn inside_any() -> Mask {
    begin_any() << 1
}

/// What is known of a piece of text; elsewhere there is no name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mark {
    /// A name.
    Name(NameKind),
    /// Labels that its words may have.
    May(Mask),
}

/// A text with marks, in order, none overlapping.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub(crate) text: String,
    pub(crate) lang: Lang,
    pub(crate) marks: Vec<(Span, Mark)>,
    pub(crate) weight: f32,
    /// Whether its names are marked by the rules of the project's own corpus.
    pub(crate) own: bool,
}

/// Names of persons and articles that do not belong to a name, in lower case.
pub(crate) struct Words {
    pub(crate) titles: Vec<String>,
    pub(crate) given: std::collections::HashSet<String>,
}

const ARTICLES: &[&str] = &[
    "the", "a", "an", "le", "la", "les", "l'", "l’", "un", "une", "d'", "de", "du", "des", "this", "that", "our",
    "its", "his",
];

/// Connects the words of a name.
const LINKS: &[&str] = &[
    "of", "for", "and", "the", "de", "la", "le", "du", "des", "les", "d'", "l'", "et", "&", "-", "'s", "’s", "ibn",
    "bin", "al", "el", "von", "van", "der", "den", "to", "d’", "l’", "pour", "sur", "en", "as", "ash", "ar", "y", "/",
    "–", "à", "'", "’",
];

/// Those that join more often than they part.
const TIES: &[&str] =
    &["of", "for", "de", "la", "du", "des", "d'", "d’", "&", "-", "'s", "’s", "the", "al", "bin", "ibn", "von", "van"];

/// The part of a marked span that is the name itself: no article, title or clause around it. Spans are of words.
pub(crate) fn core(forms: &[&str], kind: NameKind, words: &Words) -> Option<std::ops::Range<usize>> {
    let capital = |f: &str| f.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let low: Vec<String> = forms.iter().map(|f| f.to_lowercase()).collect();
    let mut start = 0;
    if kind == NameKind::Person
        && let Some(title) = low.iter().rposition(|w| words.titles.contains(w))
    {
        let given = |i: usize| words.given.contains(&low[i]);
        if title + 1 == forms.len() {
            // John Major is a person, Foreign Minister is not a name.
            if !given(0) || title == 0 {
                return None;
            }
        } else if matches!(low[title + 1].as_str(), "of" | "for" | "to" | "de" | "des" | "du" | "-") {
            // Secretary of State John Smith.
            start = (title + 2..forms.len()).find(|&i| given(i))?;
        } else {
            start = title + 1;
        }
    }
    while start < forms.len()
        && (!capital(forms[start]) || (start + 1 < forms.len() && ARTICLES.contains(&low[start].as_str())))
    {
        start += 1;
    }
    let mut end = start;
    let mut at = start;
    while at < forms.len() {
        if capital(forms[at]) {
            end = at + 1;
        } else if !LINKS.contains(&low[at].as_str()) || at > end + 2 {
            break;
        }
        at += 1;
    }
    (end > start && forms[start..end].iter().any(|f| f.chars().next().is_some_and(char::is_uppercase)))
        .then_some(start..end)
}

/// Reads JSON Lines with `entities`: the outermost span of each type, cut to the name itself.
pub(crate) fn spans(path: &Path, lang: Lang, words: &Words, weight: f32) -> anyhow::Result<Vec<Marked>> {
    let mut out = Vec::new();
    for line in std::fs::read_to_string(path).with_context(|| path.display().to_string())?.lines() {
        let (text, gold) = gold_of(line)?;
        let mut marks: Vec<(Span, Mark)> = Vec::new();
        let mut sorted: Vec<(Span, NameKind)> = gold;
        sorted.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
        for (span, kind) in sorted {
            let forms = pieces(&text, span);
            let strings: Vec<&str> = forms.iter().map(|s| &text[s.range()]).collect();
            let Some(range) = core(&strings, kind, words) else { continue };
            let cut = forms[range.start].cover(forms[range.end - 1]);
            if marks.iter().all(|(s, _)| !s.overlaps(cut)) {
                marks.push((cut, Mark::Name(kind)));
            }
        }
        marks.sort_by_key(|(s, _)| *s);
        out.push(Marked { text, lang, marks, weight, own: false });
    }
    Ok(out)
}

/// The text and the marked spans, in bytes, of a line of JSON.
pub(crate) fn gold_of(line: &str) -> anyhow::Result<(String, Vec<(Span, NameKind)>)> {
    let report: serde_json::Value = serde_json::from_str(line)?;
    let text = report["text"].as_str().unwrap_or("").to_string();
    let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    bytes.push(text.len());
    let mut spans = Vec::new();
    for e in report["entities"].as_array().into_iter().flatten() {
        let at = |n: usize| bytes.get(e[n].as_u64().unwrap_or(0) as usize).copied().unwrap_or(text.len());
        let kind = match e[2].as_str() {
            Some("Person") => NameKind::Person,
            Some("Organisation") => NameKind::Organisation,
            Some("Location") => NameKind::Place,
            _ => continue,
        };
        spans.push((Span::new(at(0), at(1).max(at(0))), kind));
    }
    Ok((text, spans))
}

/// Rough words of a span: at white space and signs.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let base = span.start as usize;
    let part = &text[span.range()];
    let mut start = None;
    for (i, c) in part.char_indices().chain([(part.len(), ' ')]) {
        let word = c.is_alphanumeric() || matches!(c, '.' | '_');
        match (word, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push(Span::new(base + s, base + i));
                start = None;
            }
            _ => {}
        }
        if !word && !c.is_whitespace() && i < part.len() {
            out.push(Span::new(base + i, base + i + c.len_utf8()));
        }
    }
    out
}

/// A report of the project's own corpus.
pub(crate) fn report(report: &Report, weight: f32) -> Marked {
    let mut marks: Vec<(Span, Mark)> = Vec::new();
    let mut named: Vec<(Span, NameKind)> = report.mentions.iter().filter_map(|m| Some((m.span, m.name?))).collect();
    named.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
    for (span, kind) in named {
        if marks.last().is_none_or(|(s, _)| s.end <= span.start) {
            marks.push((span, Mark::Name(kind)));
        }
    }
    Marked { text: report.text.clone(), lang: report.lang, marks, weight, own: true }
}

/// Reads a file of a word and a label a line; words are joined by spaces, `size` words or a blank line end a text.
pub(crate) fn labelled(path: &Path, lang: Lang, size: usize, weight: f32) -> anyhow::Result<Vec<Marked>> {
    let mut out = Vec::new();
    let mut now = Marked { text: String::new(), lang, marks: Vec::new(), weight, own: false };
    let (mut words, mut last) = (0, String::new());
    let mut flush = |now: &mut Marked| {
        let full = std::mem::replace(now, Marked { text: String::new(), lang, marks: Vec::new(), weight, own: false });
        if !full.text.is_empty() {
            out.push(full);
        }
    };
    for line in std::fs::read_to_string(path).with_context(|| path.display().to_string())?.lines() {
        let mut columns = line.split(['\t', ' ']);
        let (Some(word), Some(label)) = (columns.next().filter(|w| !w.is_empty()), columns.next()) else {
            flush(&mut now);
            (words, last) = (0, String::new());
            continue;
        };
        if words >= size && label == "O" {
            flush(&mut now);
            words = 0;
        }
        let glue = if now.text.is_empty() || now.text.ends_with(['\'', '’']) { "" } else { " " };
        now.text.push_str(glue);
        let span = Span::new(now.text.len(), now.text.len() + word.len());
        now.text.push_str(word);
        words += 1;
        let kind = match label.get(2..) {
            Some("PER") => Some(NameKind::Person),
            Some("ORG") => Some(NameKind::Organisation),
            Some("LOC") => Some(NameKind::Place),
            _ => None,
        };
        if let Some(kind) = kind {
            let goes_on = last.get(2..) == label.get(2..) && label.starts_with("I-");
            match now.marks.last_mut() {
                Some((s, _)) if goes_on && s.end as usize + 1 >= span.start as usize => s.end = span.end,
                _ => now.marks.push((span, Mark::Name(kind))),
            }
        }
        last = label.to_string();
    }
    flush(&mut now);
    Ok(out)
}

/// Running text of a treebank, twenty sentences or a paragraph each, with where its words stand.
fn running(sentences: &[Sentence]) -> Vec<(Running, Vec<&Sentence>)> {
    let mut out: Vec<(Running, Vec<&Sentence>)> = Vec::new();
    for s in sentences {
        if s.new_document || s.new_paragraph || out.last().is_none_or(|(_, list)| list.len() >= 20) {
            out.push(Default::default());
        }
        if let Some((text, list)) = out.last_mut() {
            text.push(s, " ");
            list.push(s);
        }
    }
    out
}

/// GUM: entities whose head is a proper noun.
pub(crate) fn gum(path: &Path, words: &Words, weight: f32) -> anyhow::Result<Vec<Marked>> {
    let mut out = Vec::new();
    for (run, list) in running(&conllu::read(path)?) {
        let mut marks: Vec<(Span, Mark)> = Vec::new();
        let mut base = 0;
        for s in list {
            let spans: Vec<Span> = word_spans(s, &run.tokens[base..]);
            base += s.tokens.len();
            let mut found: Vec<(usize, usize, String)> = entities(s);
            found.sort_by_key(|e| (e.0, std::cmp::Reverse(e.1)));
            for (first, last, kind) in found {
                let head = (first..=last).find(|&w| {
                    let h = s.words[w].head;
                    h == 0 || !(first + 1..=last + 1).contains(&h)
                });
                let kind = match kind.as_str() {
                    "person" => NameKind::Person,
                    "organization" => NameKind::Organisation,
                    "place" => NameKind::Place,
                    "time" => continue,
                    _ => NameKind::Other,
                };
                if head.is_none_or(|h| s.words[h].upos != "PROPN") {
                    continue;
                }
                let forms: Vec<&str> = s.words[first..=last].iter().map(|w| w.form.as_str()).collect();
                let Some(range) = core(&forms, kind, words) else { continue };
                let cut = spans[first + range.start].cover(spans[first + range.end - 1]);
                if marks.iter().all(|(m, _)| !m.overlaps(cut)) {
                    marks.push((cut, Mark::Name(kind)));
                }
            }
        }
        marks.sort_by_key(|(s, _)| *s);
        out.push(Marked { text: run.text, lang: Lang::En, marks, weight, own: false });
    }
    Ok(out)
}

/// The surface of each word of a sentence; the parts of a token written apart have a span each.
fn word_spans(s: &Sentence, tokens: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for (token, span) in s.tokens.iter().zip(tokens) {
        let forms = &s.words[token.words.clone()];
        let whole: String = forms.iter().map(|w| w.form.as_str()).collect();
        let mut at = span.start as usize;
        for w in forms {
            if whole == token.form {
                out.push(Span::new(at, at + w.form.len()));
                at += w.form.len();
            } else {
                out.push(*span);
            }
        }
    }
    out
}

/// First word, last word and type of each entity of a GUM sentence.
fn entities(s: &Sentence) -> Vec<(usize, usize, String)> {
    let mut open: Vec<(String, String, usize)> = Vec::new();
    let mut out = Vec::new();
    for (i, w) in s.words.iter().enumerate() {
        let Some(field) = w.misc.split('|').find_map(|f| f.strip_prefix("Entity=")) else { continue };
        let mut rest = field;
        while !rest.is_empty() {
            if let Some(content) = rest.strip_prefix('(') {
                let end = content.find(['(', ')']).unwrap_or(content.len());
                let mut parts = content[..end].split('-');
                let (id, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
                rest = &content[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    out.push((i, i, kind.to_string()));
                    rest = after;
                } else {
                    open.push((id.to_string(), kind.to_string(), i));
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                if let Some(at) = open.iter().rposition(|(id, ..)| id == &rest[..end]) {
                    let (_, kind, first) = open.remove(at);
                    out.push((first, i, kind));
                }
                rest = rest.get(end + 1..).unwrap_or("");
            }
        }
    }
    out
}

/// Where the name of a body of people ends that starts with the capital of a common noun: Parti socialiste, Ministère de
/// la Santé. One more than `at` where it is that word alone.
fn body(s: &Sentence, at: usize, low: &[String]) -> usize {
    let capital = |w: usize| s.words[w].form.starts_with(char::is_uppercase);
    let mut end = at + 1;
    if !capital(at) || s.words[at].upos != "NOUN" || s.words[at].form.chars().all(char::is_uppercase) {
        return end;
    }
    loop {
        let mut next = end;
        while next < s.words.len().min(end + 3) && TIES.contains(&low[next].as_str()) {
            next += 1;
        }
        let tied = next > end;
        let takes = next < s.words.len()
            && (capital(next) && matches!(s.words[next].upos.as_str(), "NOUN" | "PROPN" | "ADJ")
                || !tied && s.words[next].upos == "ADJ" && s.words[next].form.len() > 5);
        if !takes {
            return end;
        }
        end = next + 1;
    }
}

/// What lists say of a run of proper nouns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// A name of that kind.
    Kind(NameKind),
    /// The people of a country or a belief: a name of another kind, or none.
    People,
    /// No name by itself.
    Nothing,
}

/// What lists say of a run of proper nouns, if they are of one mind; the whole of it alone counts where that is asked.
pub(crate) type Judge<'a> = &'a dyn Fn(&[&str], bool) -> Option<Verdict>;

const CALENDAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "est",
    "gmt",
    "pst",
];

/// A treebank without names: its proper nouns are names of some kind, which dictionaries and context may tell.
pub(crate) fn proper(path: &Path, lang: Lang, words: &Words, judge: Judge, weight: f32) -> anyhow::Result<Vec<Marked>> {
    let mut out = Vec::new();
    for (run, list) in running(&conllu::read(path)?) {
        let mut marks: Vec<(Span, Mark)> = Vec::new();
        let mut base = 0;
        for s in list {
            let spans = word_spans(s, &run.tokens[base..]);
            base += s.tokens.len();
            let mut add = |w: usize, mask: Mask| {
                if marks.last().is_none_or(|(m, _)| m.end <= spans[w].start) {
                    marks.push((spans[w], Mark::May(mask)));
                }
            };
            let low: Vec<String> = s.words.iter().map(|w| w.form.to_lowercase()).collect();
            let name = |w: usize| {
                let plain = low[w].trim_end_matches('.');
                s.words.get(w).is_some_and(|x| x.upos == "PROPN")
                    && !CALENDAR.contains(&plain)
                    && !words.titles.contains(&low[w])
            };
            let mut w = 0;
            while w < s.words.len() {
                if !name(w) {
                    let (before, after) = (w > 0 && name(w - 1), (w + 1..(w + 3).min(s.words.len())).any(name));
                    let capital = s.words[w].form.starts_with(char::is_uppercase);
                    let link = LINKS.contains(&low[w].as_str());
                    let end = body(s, w, &low);
                    if lang == Lang::Fr
                        && end > w + 1
                        && judge(&[&s.words[w].form], false) == Some(Verdict::Kind(NameKind::Organisation))
                    {
                        add(w, begin(NameKind::Organisation));
                        (w + 1..end).for_each(|i| add(i, inside(NameKind::Organisation)));
                        w = end;
                        continue;
                    }
                    if before && after && link {
                        add(w, OUTSIDE | inside_any());
                    } else if capital && w > 0 && matches!(s.words[w].upos.as_str(), "NOUN" | "ADJ" | "X") {
                        add(w, ANY);
                    } else if before && s.words[w].upos == "ADJ" {
                        add(w, OUTSIDE | inside_any());
                    }
                    w += 1;
                    continue;
                }
                let mut end = w + 1;
                while end < s.words.len() && name(end) {
                    end += 1;
                }
                let forms = |end: usize| s.words[w..end].iter().map(|x| x.form.as_str()).collect::<Vec<&str>>();
                let linked = w > 0
                    && (LINKS.contains(&low[w - 1].as_str()) || s.words[w - 1].form.starts_with(char::is_uppercase));
                // A listed name may have other words between its proper nouns.
                let whole = (end..s.words.len().min(w + 9))
                    .rev()
                    .filter(|&e| name(e) && judge(&forms(e + 1), true).is_some())
                    .find(|&e| (end..e).all(|i| name(i) || LINKS.contains(&low[i].as_str())));
                end = whole.map_or(end, |e| e + 1);
                let verdict = judge(&forms(end), false);
                for i in w..end {
                    add(
                        i,
                        match verdict {
                            _ if s.words[i].form.contains(['@', '/']) => OUTSIDE,
                            Some(Verdict::Kind(k)) if i == w && !linked => begin(k),
                            Some(Verdict::Kind(k)) if i == w => begin(k) | inside_any(),
                            Some(Verdict::Kind(k)) if !linked || whole.is_some() => inside(k),
                            Some(Verdict::People) if i == w => OUTSIDE | begin(NameKind::Other) | linked_mask(linked),
                            Some(Verdict::Nothing) => OUTSIDE | linked_mask(linked),
                            _ if i == w && !linked => begin_any(),
                            _ if i == w => begin_any() | inside_any(),
                            _ => inside_any() | begin_any(),
                        },
                    );
                }
                w = end;
            }
        }
        out.push(Marked { text: run.text, lang, marks, weight, own: false });
    }
    Ok(out)
}
