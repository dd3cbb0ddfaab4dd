//! A reading's words as CoNLL-U (<https://universaldependencies.org/format.html>).

use crate::ingest::{Report, Tree};
use std::fmt::Write;
use text::{Document, Part, Sub, Word};

/// All sentences of a document. The comments and rows of a CoNLL-U input are kept; only what the program fills changes.
pub fn write(out: &mut String, report: &Report, doc: &Document) {
    match &report.tree {
        Some(tree) => filled(out, tree, doc),
        None => fresh(out, report, doc),
    }
}

/// The rows of the input with lemma, part of speech, features, head and relation filled in.
fn filled(out: &mut String, tree: &Tree, doc: &Document) {
    let mut word = 0;
    for sentence in &tree.sentences {
        sentence.comments.iter().for_each(|c| line(out, c));
        let first = word;
        for row in &sentence.rows {
            if row[0].contains(['-', '.']) {
                line(out, &row.join("\t"));
            } else {
                columns(out, doc, word, first, &row[0], &row[1], &row[9]);
                word += 1;
            }
        }
        out.push('\n');
    }
}

fn fresh(out: &mut String, report: &Report, doc: &Document) {
    for (n, sentence) in doc.sentences.iter().enumerate() {
        if n == 0 {
            line(out, &format!("# newdoc id = {}", report.id));
        }
        line(out, &format!("# sent_id = {}-{}", report.id, n + 1));
        line(
            out,
            &format!("# text = {}", doc.slice_of(sentence.span).split_whitespace().collect::<Vec<_>>().join(" ")),
        );
        let words = sentence.words();
        for w in words.clone() {
            let word = &doc.words[w];
            let number = w - words.start + 1;
            let end = (w + 1..words.end).find(|&next| doc.words[next].part != Part::Later).unwrap_or(words.end);
            let space = doc.words.get(end).is_some_and(|next| next.span.start == word.span.end);
            let misc = if space { "SpaceAfter=No" } else { "_" };
            let shares = word.part == Part::First
                && doc.words[w..end].iter().any(|o| o.span == word.span && o.part == Part::Later);
            if shares {
                let last = end - words.start;
                line(out, &format!("{number}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", doc.slice_of(word.span)));
            }
            let inside = word.part != Part::Whole;
            columns(out, doc, w, words.start, &number.to_string(), doc.form(w), if inside { "_" } else { misc });
        }
        out.push('\n');
    }
}

fn columns(out: &mut String, doc: &Document, w: usize, first: usize, number: &str, form: &str, misc: &str) {
    let word = &doc.words[w];
    let head = doc.head(w).map_or(0, |h| h - first + 1);
    let sub = if word.sub == Sub::None { "" } else { ":" };
    let lemma = if doc.lemma(w).is_empty() { "_" } else { doc.lemma(w) };
    let _ = writeln!(
        out,
        "{number}\t{form}\t{lemma}\t{}\t_\t{}\t{head}\t{}{sub}{}\t_\t{misc}",
        word.upos.name(),
        features(word),
        word.rel.name(),
        word.sub.name()
    );
}

/// The features in alphabetical order, as the format wants them.
fn features(word: &Word) -> String {
    let f = &word.feats;
    let parts = [
        f.gender.map(|x| ("Gender", x.name())),
        f.mood.map(|x| ("Mood", x.name())),
        f.number.map(|x| ("Number", x.name())),
        f.person.map(|x| ("Person", x.name())),
        f.negative.then_some(("Polarity", "Neg")),
        f.possessive.then_some(("Poss", "Yes")),
        f.pron_type.map(|x| ("PronType", x.name())),
        f.tense.map(|x| ("Tense", x.name())),
        f.verb_form.map(|x| ("VerbForm", x.name())),
        f.passive.then_some(("Voice", "Pass")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().map(|(name, value)| format!("{name}={value}")).collect();
    if parts.is_empty() { "_".to_string() } else { parts.join("|") }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
