//! Garbled acronyms of machine-translated text: a machine that takes "l'EI" for a word may write AR, ARS or "ir" where the
//! original had one acronym. Such forms are tied to the actor of the report that explains them best: by their letters, by
//! where they stand, and by what is missing (an acronym that the report introduces and never uses again).
//!
//! Only texts that read as translations are looked at, and only forms that nothing else explains.

use super::Reader;
use super::acronym::Introduced;
use super::dictionary::{Class, What};
use super::entity::Table;
use crate::reading::{ActorKind, By, Form, Note};
use text::lexicon::KeyMap;
use text::{Key, Upos};

/// A form that nothing explains, with all its uses.
#[derive(Debug)]
struct Unexplained {
    /// In capitals.
    letters: Vec<char>,
    words: Vec<usize>,
    /// Where it stands: keys of the words beside it.
    slots: Vec<Key>,
    sentences: Vec<u32>,
    /// Written in small letters, so that it may be a word.
    small: bool,
}

/// An actor that has acronyms.
#[derive(Debug)]
struct Target {
    draft: usize,
    /// Its acronyms in capitals, with how likely the text is to hold them.
    acronyms: Vec<(Vec<char>, f32)>,
    slots: Vec<Key>,
    /// The sentences that name it otherwise.
    sentences: Vec<u32>,
    /// Introduced in brackets and not used since.
    missing: bool,
}

/// Forms of more letters are words.
const LONGEST: usize = 6;
/// At most so many different forms are weighed; a text with more is a list.
const FORMS: usize = 24;
/// What a form's letters must say at least where nothing else does.
const ALIKE: f32 = 0.6;
/// What everything together must say.
const ENOUGH: f32 = 0.42;

impl Reader<'_, '_> {
    /// Ties unexplained acronyms to actors, with a note each.
    pub(super) fn garbled(&self, table: &mut Table, introduced: &[Introduced], notes: &mut Vec<Note>) {
        let mut forms = self.unexplained(table);
        if forms.is_empty() || forms.len() > FORMS {
            return;
        }
        let mut targets = self.targets(table, introduced);
        // The clearest first; what is tied to an actor becomes one more of its acronyms, so that "MSDS" follows "SDS".
        while let Some((form, target, score, alike)) = best(&forms, &targets) {
            let found = forms.remove(form);
            let to = &mut targets[target];
            to.acronyms.push((found.letters.clone(), 0.9));
            to.slots.extend(&found.slots);
            self.tie_form(table, &found, to.draft, score, alike, notes);
        }
        for form in forms.iter().filter(|f| !f.small) {
            self.fall_back(table, form);
        }
    }

    fn tie_form(
        &self,
        table: &mut Table,
        form: &Unexplained,
        draft: usize,
        score: f32,
        alike: f32,
        notes: &mut Vec<Note>,
    ) {
        let confidence = (0.35 + score * 0.5).min(0.9);
        let name = table.drafts[draft].name.clone();
        let n = form.words.len();
        let written = self.doc.slice_of(self.doc.words[form.words[0]].span).to_string();
        let reason = if alike >= ALIKE {
            "its letters are those of a known acronym, mixed up"
        } else {
            "the report introduces an acronym and does not use it, and this form stands where it would"
        };
        table.drafts[draft].why.say(|| format!("`{written}` ({n} times) is taken for its acronym: {reason}"));
        for &w in &form.words {
            table.mention(self.doc, draft, w..w + 1, Form::Name, By::Garbled, confidence);
            notes.push(Note {
                code: "garbled-acronym",
                span: Some(self.doc.words[w].span),
                message: format!("`{written}` is read as a garbled acronym of {name}: {reason}"),
            });
        }
    }

    /// An acronym that only a far-off party of the dictionary explains is that party's after all.
    fn fall_back(&self, table: &mut Table, form: &Unexplained) {
        for &w in &form.words {
            let party = self.scan.at(w).iter().find_map(|s| match *s {
                What::Acronym(p) => Some(p),
                _ => None,
            });
            if let Some(party) = party {
                let draft = table.get(super::entity::Id::Party(party), || self.draft_party(party));
                table.mention(self.doc, draft, w..w + 1, Form::Name, By::Acronym, 0.5);
            }
        }
    }

    fn unexplained(&self, table: &Table) -> Vec<Unexplained> {
        let mut by_key: KeyMap<usize> = KeyMap::default();
        let mut out: Vec<Unexplained> = Vec::new();
        for w in 0..self.doc.words.len() {
            let text = self.doc.slice_of(self.doc.words[w].span);
            let n = text.len();
            if !(2..=LONGEST).contains(&n) || !text.bytes().all(|b| b.is_ascii_alphabetic()) || table.at(w).is_some() {
                continue;
            }
            let loud = text.bytes().all(|b| b.is_ascii_uppercase());
            let small = n == 2 && text.bytes().all(|b| b.is_ascii_lowercase());
            if !(loud || small) || self.scan.capitals(self.doc.words[w].sentence) {
                continue;
            }
            // Words of the lists and everyday capitals explain themselves; a far-off acronym of the dictionary does not.
            if !self.scan.at(w).iter().all(|s| matches!(s, What::Acronym(_))) || small && !self.in_noun_slot(w) {
                continue;
            }
            if is_roman(text) || (loud && self.doc.words[w].upos == Upos::Num) {
                continue;
            }
            // Part of a longer name or a number: "MH 17", "AK-47".
            let beside = |b: usize| {
                self.doc.words.get(b).is_some_and(|x| {
                    let t = self.doc.slice_of(x.span);
                    x.sentence == self.doc.words[w].sentence && (t == "-" || t.bytes().all(|b| b.is_ascii_digit()))
                })
            };
            if beside(w + 1) || w > 0 && self.doc.slice_of(self.doc.words[w - 1].span) == "-" {
                continue;
            }
            let n = *by_key.entry(self.doc.words[w].lower).or_insert_with(|| {
                out.push(Unexplained {
                    letters: text.to_ascii_uppercase().chars().collect(),
                    words: Vec::new(),
                    slots: Vec::new(),
                    sentences: Vec::new(),
                    small,
                });
                out.len() - 1
            });
            out[n].small &= small;
            out[n].words.push(w);
            out[n].sentences.push(self.doc.words[w].sentence);
            out[n].slots.extend(self.slots(w));
        }
        out
    }

    /// Whether two small letters stand where only a noun can: after an article, between a noun and a preposition, or set
    /// off by a comma before "a group".
    fn in_noun_slot(&self, w: usize) -> bool {
        let sentence = self.doc.words[w].sentence;
        let other = |n: usize| self.doc.words.get(n).filter(|x| x.sentence == sentence);
        let text = |n: usize| other(n).map_or("", |x| self.doc.slice_of(x.span));
        if self.scan.is(self.all, w, Class::Plain) {
            return false;
        }
        let Some(before) = w.checked_sub(1) else { return false };
        let article = self.is_article(before) || other(before).is_some_and(|x| x.upos == Upos::Det);
        let noun = other(before).is_some_and(|x| matches!(x.upos, Upos::Noun | Upos::Propn));
        let preposition = other(w + 1).is_some_and(|x| x.upos == Upos::Adp);
        let apposition = text(w + 1) == "," && self.is_article(w + 2);
        let subject = text(before) == "," && apposition;
        article && !other(w + 1).is_some_and(|x| matches!(x.upos, Upos::Adj)) || noun && preposition || subject
    }

    /// The words that a form stands beside: the two before it, small ones aside, and the one after.
    fn slots(&self, w: usize) -> Vec<Key> {
        let sentence = self.doc.words[w].sentence;
        let mut out = Vec::new();
        let mut b = w;
        while b > 0 && out.len() < 2 && w - b < 6 && self.doc.words[b - 1].sentence == sentence {
            b -= 1;
            let word = &self.doc.words[b];
            if matches!(word.upos, Upos::Noun | Upos::Verb | Upos::Propn | Upos::Adj | Upos::X) && !self.is_article(b) {
                out.push(word.lemma);
            }
        }
        let after =
            self.doc.words.get(w + 1).filter(|x| x.sentence == sentence && matches!(x.upos, Upos::Verb | Upos::Aux));
        out.extend(after.map(|x| x.lemma));
        out
    }

    /// The actors of the report that have acronyms.
    fn targets(&self, table: &Table, introduced: &[Introduced]) -> Vec<Target> {
        let mut out = Vec::new();
        for (n, d) in table.drafts.iter().enumerate() {
            let organised =
                !matches!(d.kind, ActorKind::Person | ActorKind::Population | ActorKind::State | ActorKind::Media);
            if !organised || d.mentions.is_empty() {
                continue;
            }
            let mut acronyms: Vec<(Vec<char>, f32)> = Vec::new();
            let mut add = |text: &str, weight: f32| {
                let letters: Vec<char> =
                    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect();
                if !acronyms.iter().any(|a| a.0 == letters) && letters.len() >= 2 {
                    acronyms.push((letters, weight));
                }
            };
            let here = d.mentions.iter().filter(|m| m.by == By::Acronym);
            here.for_each(|m| add(self.doc.slice_of(m.span), 1.0));
            if let Some(p) = d.party {
                self.all.parties[p as usize].acronyms.iter().for_each(|a| add(a, 0.85));
            }
            if acronyms.is_empty() {
                continue;
            }
            let used = d.mentions.iter().filter(|m| m.by == By::Acronym).count();
            let words = d.mentions.iter().filter_map(|m| self.doc.words_in(m.span).next_back());
            out.push(Target {
                draft: n,
                slots: words.clone().flat_map(|w| self.slots(w)).collect(),
                sentences: words.map(|w| self.doc.words[w].sentence).collect(),
                missing: used <= 1 && introduced.iter().any(|i| i.draft == n),
                acronyms,
            });
        }
        out
    }
}

/// The form and the target that fit best: their places, the score, and how much of it is letters. Letters that only one
/// actor explains come first; what is missing explains the rest.
fn best(forms: &[Unexplained], targets: &[Target]) -> Option<(usize, usize, f32, f32)> {
    let mut best: Option<(usize, usize, f32, f32)> = None;
    for (f, form) in forms.iter().enumerate() {
        let letters: Vec<f32> = targets
            .iter()
            .map(|t| t.acronyms.iter().map(|(a, w)| alike(&form.letters, a) * w).fold(0.0, f32::max))
            .collect();
        let alike_enough = letters.iter().any(|&l| l >= ALIKE);
        let rank = |t: usize| if alike_enough { letters[t] } else { score(form, &targets[t], letters[t]) };
        let Some(t) = (0..targets.len()).reduce(|a, b| if rank(b) > rank(a) { b } else { a }) else { continue };
        let second = (0..targets.len()).filter(|&o| o != t).map(rank).fold(0.0, f32::max);
        let (alike, top) = (letters[t], score(form, &targets[t], letters[t]));
        let enough = if alike_enough {
            rank(t) - second >= 0.05
        } else {
            // One use of a form that is like nothing says too little.
            let several = form.words.len() > 1 || alike >= 0.4;
            targets[t].missing && several && top >= ENOUGH && top - second >= 0.08
        };
        let better = |b: (usize, usize, f32, f32)| (alike_enough, top) > (b.3 >= ALIKE, b.2);
        if enough && best.is_none_or(better) {
            best = Some((f, t, top, alike));
        }
    }
    best
}

/// How well an actor explains a form, 0 to 1.
fn score(form: &Unexplained, target: &Target, alike: f32) -> f32 {
    let slots = form.slots.iter().filter(|s| target.slots.contains(s)).count() as f32 / form.slots.len().max(1) as f32;
    // A sentence seldom calls one actor by two names.
    let together = form.sentences.iter().filter(|s| target.sentences.contains(s)).count() as f32;
    let together = together / form.sentences.len().max(1) as f32;
    let mut score = 0.6 * alike + 0.2 * slots - 0.2 * together;
    if target.missing {
        score += 0.4;
    }
    score
}

/// How alike two acronyms are, 0 to 1: the same letters in another order nearly 1, one letter more, less or other less so.
pub(super) fn alike(a: &[char], b: &[char]) -> f32 {
    if a == b {
        return 1.0;
    }
    let (mut x, mut y) = (a.to_vec(), b.to_vec());
    x.sort_unstable();
    y.sort_unstable();
    if x == y {
        return 0.9;
    }
    let longest = a.len().max(b.len()) as f32;
    1.0 - distance(a, b) as f32 / longest
}

/// Edit distance with swaps of neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut rows = vec![vec![0usize; width]; a.len() + 1];
    rows[0] = (0..width).collect();
    for i in 1..=a.len() {
        rows[i][0] = i;
        for j in 1..width {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut d = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                d = d.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = d;
        }
    }
    rows[a.len()][b.len()]
}

fn is_roman(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, low: f32, high: f32) {
        let letters = |s: &str| s.chars().collect::<Vec<_>>();
        let found = alike(&letters(a), &letters(b));
        assert!((low..=high).contains(&found), "{a} {b}: {found}");
    }

    #[test]
    fn neighbours_are_alike() {
        check("FSR", "FSR", 1.0, 1.0);
        check("FRS", "FSR", 0.85, 0.95);
        check("MFSR", "FSR", 0.7, 0.8);
        check("FSA", "FSR", 0.6, 0.7);
        check("ONU", "FSR", 0.0, 0.1);
    }
}
