//! Forms to lemmas: a table of the forms that the treebanks hold, and for all others what their ending becomes.
//!
//! A lemma is in lower case, except that of a proper noun, which is written as in the text, and that of words such as
//! `American`, which the treebanks write with a capital.

use crate::weights::{Lookup, Model, ModelError, mix};
use crate::{Document, Feats, Key, Upos};
use std::ops::Range;

/// The longest ending that decides, in characters.
const ENDING: usize = 6;

/// How a form becomes its lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    /// So many characters go from the end.
    pub strip: usize,
    /// What follows in their place.
    pub append: String,
    /// How the whole is written.
    pub case: Case,
}

/// How a lemma is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Case {
    /// In lower case.
    Lower,
    /// With a capital.
    Title,
    /// As the form.
    Keep,
}

impl Edit {
    /// The edit that makes a lemma of a form; a proper noun keeps its case.
    pub fn between(form: &str, lemma: &str, proper: bool) -> Edit {
        let low = lemma.to_lowercase();
        let case = match lemma {
            _ if proper => Case::Keep,
            _ if lemma == low => Case::Lower,
            _ if lemma == titled(&low) => Case::Title,
            _ => Case::Keep,
        };
        let (from, to) =
            if case == Case::Keep { (form.to_string(), lemma.to_string()) } else { (form.to_lowercase(), low) };
        let common = from.chars().zip(to.chars()).take_while(|(a, b)| a == b).count();
        Edit { strip: from.chars().count() - common, append: to.chars().skip(common).collect(), case }
    }

    /// Reads `2 lower y`.
    fn parse(line: &str) -> Option<Edit> {
        let mut parts = line.splitn(3, ' ');
        let strip = parts.next()?.parse().ok()?;
        let case = match parts.next()? {
            "lower" => Case::Lower,
            "title" => Case::Title,
            "keep" => Case::Keep,
            _ => return None,
        };
        Some(Edit { strip, case, append: parts.next()?.to_string() })
    }

    /// Makes the lemma of a form.
    pub fn apply(&self, form: &str, out: &mut String) {
        out.clear();
        if self.case == Case::Keep {
            out.push_str(form);
        } else if form.is_ascii() {
            out.push_str(form);
            out.make_ascii_lowercase();
        } else {
            out.extend(form.chars().flat_map(char::to_lowercase));
        }
        for _ in 0..self.strip {
            out.pop();
        }
        out.push_str(&self.append);
        if self.case == Case::Title {
            *out = titled(out);
        }
    }
}

impl std::fmt::Display for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let case = match self.case {
            Case::Lower => "lower",
            Case::Title => "title",
            Case::Keep => "keep",
        };
        write!(f, "{} {case} {}", self.strip, self.append)
    }
}

fn titled(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// The model of one language.
#[derive(Clone, Debug)]
pub struct Lemmatizer {
    edits: Vec<Edit>,
    table: Lookup,
}

impl Lemmatizer {
    /// Reads a model file of kind `lemma`.
    pub fn load(bytes: &'static [u8]) -> Result<Lemmatizer, ModelError> {
        let model = Model::open("lemma", bytes)?;
        let edits: Option<Vec<Edit>> = model.text("edits")?.lines().map(Edit::parse).collect();
        Ok(Lemmatizer {
            edits: edits.ok_or_else(|| model.error("has an edit that this program does not know"))?,
            table: model.lookup("table")?,
        })
    }

    /// Sets the lemmas of the words of one sentence, whose parts of speech are known.
    pub fn fill(&self, doc: &mut Document, words: Range<usize>) {
        let mut lemma = String::new();
        for (i, word) in words.enumerate() {
            let form = doc.form(word);
            let w = &doc.words[word];
            let keys = keys(form, w.upos, w.feats, i == 0);
            let edit = keys.into_iter().find_map(|key| self.table.get(key)).and_then(|e| self.edits.get(e as usize));
            match edit {
                Some(edit) => edit.apply(form, &mut lemma),
                None => form.clone_into(&mut lemma),
            }
            if lemma.is_empty() {
                form.clone_into(&mut lemma);
            }
            doc.set_lemma(word, &lemma);
        }
    }
}

/// Where the edit of a word may stand, the most telling place first: form with features, form, endings from long to short.
pub fn keys(form: &str, upos: Upos, feats: Feats, first: bool) -> [u32; ENDING + 3] {
    let feats = match upos {
        Upos::Verb | Upos::Aux => {
            1 + feats.verb_form.map_or(0, |v| v as u32 + 1) * 8 + feats.tense.map_or(0, |t| t as u32 + 1)
        }
        Upos::Noun | Upos::Adj | Upos::Propn => 1 + feats.number.map_or(0, |n| n as u32 + 1),
        _ => 0,
    };
    let tag = upos as u32 * 256 + feats;
    let mut shouted = false;
    let capital = !first && {
        let mut chars = form.chars();
        let upper = chars.next().is_some_and(char::is_uppercase);
        shouted = upper && chars.clone().next().is_some() && !chars.any(char::is_lowercase);
        upper && !shouted
    };
    let case = capital as u32 + 2 * shouted as u32;
    let word = (Key::of(form).0 >> 32) as u32;
    let mut keys = [0; ENDING + 3];
    keys[0] = mix(1, &[word, tag]) | 1;
    keys[1] = mix(2, &[word, upos as u32]) | 1;
    let mut hash = 0;
    keys[ENDING + 2] = mix(3, &[0, tag, case]) | 1;
    let mut chars = form.chars().rev().flat_map(char::to_lowercase);
    for n in 1..=ENDING {
        let c = chars.next().unwrap_or('^');
        hash = mix(4, &[hash, if c.is_numeric() { '0' } else { c } as u32]);
        keys[ENDING + 2 - n] = mix(3, &[hash, tag, case]) | 1;
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, lemma: &str, edit: &str) {
        let found = Edit::between(form, lemma, form == "NATO");
        assert_eq!(found.to_string(), edit);
        assert_eq!(Edit::parse(edit), Some(found.clone()));
        let mut out = String::new();
        found.apply(form, &mut out);
        assert_eq!(out, lemma);
    }

    #[test]
    fn edits() {
        check("KILLED", "kill", "2 lower ");
        check("cities", "city", "3 lower y");
        check("went", "go", "4 lower go");
        check("Américaines", "américain", "2 lower ");
        check("Americans", "American", "1 title ");
        check("NATO", "NATO", "0 keep ");
        check("i", "I", "0 title ");
        check("", "", "0 lower ");
    }
}
