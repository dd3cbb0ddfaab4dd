//! `models/<lang>/sentence.bin`: where sentences end, and which contractions are articles.
//!
//! Treebanks hold clean sentences; wires come hard-wrapped, in capitals, with datelines and titles. So each document is
//! set in several ways, and the model learns from all of them.

use super::conllu::{self, Sentence};
use super::linear::{self, Example};
use super::{Arguments, write};
use crate::random::Random;
use std::collections::HashSet;
use text::training::Tokens;
use text::weights::ModelWriter;
use text::{Lang, Span};

/// Treebanks with the weight of their sentences.
fn sources(lang: Lang) -> &'static [(&'static str, f32)] {
    match lang {
        Lang::En => &[("ud_en_ewt-train", 1.0), ("ud_en_gum_open-train", 0.7)],
        Lang::Fr => &[
            ("ud_fr_sequoia-train", 1.0),
            ("ud_fr_gsd-part", 1.5),
            ("ud_fr_fqb", 0.2),
            ("ud_en_ewt-train", 0.1),
            ("ud_en_gum_open-train", 0.1),
        ],
    }
}

/// Weight of the project's own reports.
const CORPUS: f32 = 0.5;

pub(crate) fn train(arguments: &Arguments) -> anyhow::Result<()> {
    for lang in Lang::ALL {
        let tokens = Tokens::load(&bundle::file, lang)?;
        let (mut ends, mut articles) = (Vec::new(), Vec::new());
        for &(file, weight) in sources(lang) {
            let sentences = conllu::read(&arguments.data.join(format!("{file}.conllu")))?;
            let mut random = Random(0xdef1);
            for document in parts(&sentences) {
                for style in Style::ALL {
                    let (text, starts) = set(document, style, lang, &mut random);
                    let weight = weight * style.weight();
                    ends.extend(examples(&tokens, &text, &starts, weight));
                }
            }
            if file.starts_with("ud_fr") {
                articles.extend(article_examples(&tokens, &sentences));
            }
        }
        for report in crate::corpus::reports(&arguments.corpus)?
            .iter()
            .filter(|r| r.lang == lang && r.split == corpus::Split::Train)
        {
            let starts: Vec<usize> = report.sentences.iter().map(|s| s.start as usize).collect();
            ends.extend(examples(&tokens, &report.text, &starts, CORPUS));
        }
        let end_table = linear::binary(&ends, 1 << 17, 8);
        let article_table = linear::binary(&articles, 1 << 14, 8);
        println!(
            "{}: {} gaps, {:.2} % right; {} contractions, {:.2} % right (on the training data)",
            lang.code(),
            ends.len(),
            linear::accuracy(&ends, &end_table),
            articles.len(),
            linear::accuracy(&articles, &article_table),
        );
        let mut writer = ModelWriter::new("sentence");
        writer.add("sentence", end_table);
        writer.add("article", article_table);
        write(arguments, &format!("{}/sentence.bin", lang.code()), writer)?;
    }
    Ok(())
}

/// Documents, or runs of twenty sentences.
fn parts(sentences: &[Sentence]) -> Vec<&[Sentence]> {
    let mut out = Vec::new();
    let mut start = 0;
    let marked = sentences.iter().any(|s| s.new_document);
    for i in 1..=sentences.len() {
        if i == sentences.len() || sentences[i].new_document || (!marked && i - start >= 20) {
            out.push(&sentences[start..i]);
            start = i;
        }
    }
    out
}

/// How a document is set.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Style {
    /// Paragraphs parted by blank lines, as the treebank marks them.
    Plain,
    /// Paragraphs parted by line breaks.
    Lines,
    /// A sentence a line.
    Listed,
    /// Hard-wrapped lines.
    Wrapped,
    WrappedCapitals,
    Capitals,
    /// Titles without a final stop, bullets, section titles.
    Titled,
    /// Hard-wrapped with datelines.
    Wire,
}

impl Style {
    const ALL: [Style; 8] = [
        Style::Plain,
        Style::Lines,
        Style::Listed,
        Style::Wrapped,
        Style::WrappedCapitals,
        Style::Capitals,
        Style::Titled,
        Style::Wire,
    ];

    fn weight(self) -> f32 {
        match self {
            Style::Plain => 1.0,
            _ => 0.15,
        }
    }
}

/// A sentence as written: chunks without white space inside.
fn chunks(sentence: &Sentence) -> Vec<String> {
    let mut out = vec![String::new()];
    for token in &sentence.tokens {
        if let Some(last) = out.last_mut() {
            last.push_str(&token.form);
        }
        if token.space_after {
            out.push(String::new());
        }
    }
    out.retain(|c| !c.is_empty());
    out
}

const CITIES: &[&str] = &[
    "BEIRUT",
    "KABUL",
    "NAIROBI",
    "GOMA",
    "BAMAKO",
    "PARIS",
    "NEW YORK",
    "DAMASCUS",
    "SAN SALVADOR",
    "BOGOTA",
    "Geneva",
    "Tripoli",
    "Baghdad",
    "ADDIS ABABA",
    "KYIV",
    "Port-au-Prince",
    "MOGADISHU, Somalia",
    "GAZA CITY",
    "BEYROUTH",
    "LE CAIRE",
];
const AGENCIES: &[&str] = &["AFP", "Reuters", "AP", "Xinhua", "dpa", "EFE", "ANSA", "TASS"];
const MONTHS: [&[&str]; 2] = [
    &["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "Nov"],
    &["janv.", "fév.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
];

fn dateline(lang: Lang, random: &mut Random) -> String {
    let city = random.pick(CITIES);
    let agency = random.pick(AGENCIES);
    let dash = random.pick(&["-", "--", "—", "–"]);
    let month = random.pick(MONTHS[lang.index()]);
    let day = random.below(31) + 1;
    let date = if lang == Lang::Fr || random.chance(0.3) { format!("{day} {month}") } else { format!("{month} {day}") };
    match random.below(4) {
        0 => format!("{city} ({agency}) {dash}"),
        1 => format!("{city}, {date} ({agency}) {dash}"),
        2 => format!("{city}, {date} {dash}"),
        _ => format!("{city} {dash}"),
    }
}

/// A text and where its sentences start.
fn set(document: &[Sentence], style: Style, lang: Lang, random: &mut Random) -> (String, Vec<usize>) {
    use Style::*;
    let mut text = String::new();
    let mut starts = Vec::new();
    let width = 55 + random.below(30);
    let wrapped = matches!(style, Wrapped | WrappedCapitals) || (style == Wire && random.chance(0.5));
    let wide_gaps = wrapped && random.chance(0.4);
    let capitals = matches!(style, WrappedCapitals | Capitals);
    let indent = wrapped && random.chance(0.3);
    let mut left = 0; // sentences left in this paragraph
    let mut glue = "";
    let mut line = 0;
    let mut quoted = 0;
    let mut bullet: Option<&str> = None;
    for (i, sentence) in document.iter().enumerate() {
        let mut words = chunks(sentence);
        let tight = sentence.tokens.last().is_some_and(|t| !t.space_after);
        let natural = sentence.new_paragraph || i == 0;
        let mut new_paragraph = match style {
            Plain | Capitals | Lines | Titled => natural,
            Listed => true,
            _ => left == 0,
        };
        left = if left == 0 { random.below(4) } else { left - 1 };
        let title = style == Titled && words.len() < 14 && random.chance(0.4);
        if title {
            if let Some(last) = words.last_mut() {
                let cut = last.trim_end_matches(['.', '!', ':', ';']).len();
                last.truncate(cut);
            }
            words.retain(|w| !w.is_empty());
            match random.below(6) {
                0 => words.iter_mut().for_each(|w| *w = w.to_uppercase()),
                1 => words.iter_mut().for_each(|w| *w = capitalised(w)),
                2 => {
                    let dash = random.pick(&["-", "–", "—", "=", "***"]).to_string();
                    words.insert(0, dash.clone());
                    words.push(dash);
                }
                _ => {}
            }
            new_paragraph |= random.chance(0.85);
        } else if style == Titled && random.chance(if bullet.is_some() { 0.7 } else { 0.1 }) {
            let of = ["-", "•", "*", "–", "1.", "2)", "a)", "(i)", "·"];
            words.insert(0, bullet.get_or_insert_with(|| of[random.below(of.len())]).to_string());
            if random.chance(0.5)
                && let Some(last) = words.last_mut()
            {
                let cut = last.trim_end_matches(['.', ';']).len();
                last.truncate(cut);
            }
            words.retain(|w| !w.is_empty());
            new_paragraph = true;
        } else if bullet.take().is_some() {
            new_paragraph = true;
        }
        if style == Wire && new_paragraph && (i == 0 || random.chance(0.2)) {
            let mut with = chunks_of(&dateline(lang, random));
            with.append(&mut words);
            words = with;
        }
        if matches!(style, Wire | Wrapped)
            && quoted == 0
            && words.len() > 3
            && random.chance(0.08)
            && i + 2 < document.len()
        {
            quoted = 1 + random.below(2);
            words[0].insert_str(0, if lang == Lang::Fr { "« " } else { "“" });
        } else if quoted > 0 {
            quoted -= 1;
            if quoted == 0
                && let Some(last) = words.last_mut()
            {
                last.push_str(if lang == Lang::Fr { " »" } else { "”" });
            }
        }
        if words.is_empty() {
            continue;
        }
        if capitals {
            words.iter_mut().for_each(|w| *w = w.to_uppercase());
        }
        if !text.is_empty() {
            let gap = match (new_paragraph, style) {
                (true, Plain | Capitals) => "\n\n",
                (true, Titled) => random.pick(&["\n", "\n\n", "\n", " "]),
                (true, Lines | Listed) => "\n",
                (true, _) if indent => "\n   ",
                (true, _) => random.pick(&["\n\n", "\n\n", "\n"]),
                (false, _) if wide_gaps => "  ",
                (false, _) => glue,
            };
            // A line that is full breaks between sentences too.
            if wrapped && !gap.contains('\n') && line + gap.len() + words[0].len() > width {
                text.push('\n');
                line = 0;
            } else {
                text.push_str(gap);
                line = if gap.contains('\n') { gap.len() - 1 } else { line + gap.len() };
            }
        }
        starts.push(text.len());
        for (j, word) in words.iter().enumerate() {
            if j > 0 {
                if wrapped && line + 1 + word.len() > width {
                    text.push('\n');
                    line = 0;
                } else {
                    text.push(' ');
                    line += 1;
                }
            }
            text.push_str(word);
            line += word.len();
        }
        glue = if tight { "" } else { " " };
        if glue.is_empty() && style != Plain {
            glue = " ";
        }
    }
    (text, starts)
}

fn chunks_of(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_string).collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

fn examples(tokens: &Tokens, text: &str, starts: &[usize], weight: f32) -> Vec<Example> {
    let starts: HashSet<usize> = starts.iter().copied().collect();
    let mut out = Vec::new();
    let mut at = 0;
    for block in text.split("\n\n") {
        let span = Span::new(at, at + block.len());
        for d in tokens.sentence_ends(text, span, &mut |at| starts.contains(&at)) {
            out.push(Example { yes: starts.contains(&d.at), features: d.features, weight });
        }
        at += block.len() + 2;
    }
    out
}

fn article_examples(tokens: &Tokens, sentences: &[Sentence]) -> Vec<Example> {
    let mut out = Vec::new();
    for sentence in sentences {
        let (mut text, mut whole) = (String::new(), Vec::new());
        for token in &sentence.tokens {
            if token.words.len() == 1 {
                whole.push(text.len());
            }
            text.push_str(&token.form);
            if token.space_after {
                text.push(' ');
            }
        }
        let decisions = tokens.articles(&text).into_iter();
        out.extend(decisions.map(|d| Example { yes: whole.contains(&d.at), features: d.features, weight: 1.0 }));
    }
    out
}
