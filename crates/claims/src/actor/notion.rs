//! What common nouns for actors mean in any language: "army", "armée" and "military" are one notion. The content of
//! `data/world/notions.tsv`.

use super::Reader;
use super::atoms::of_phrase;
use super::dictionary::{Class, Parties, What};
use super::entity::{Draft, Id, Table, hash};
use super::phrase::Phrase;
use crate::reading::ActorKind;
use text::lexicon::KeyMap;
use text::table::{self, DataError, Files};
use text::{Key, Lang, PerLang};

const FILE: &str = "world/notions.tsv";

/// A notion.
#[derive(Clone, Debug)]
pub(super) struct Notion {
    /// Its name in keys.
    pub(super) key: &'static str,
    pub(super) sort: Sort,
    /// How a body is called in English, whatever the language of the report.
    name: &'static str,
}

text::vocabulary! {
    /// Sorts of notion; `notions.tsv` explains them.
    Sort {
        State = "state", Army = "army", Body = "body", People = "people", Office = "office", Role = "role",
    }
}

impl Sort {
    /// Whether a country has one of it, which then has one name.
    pub(super) fn of_state(self) -> bool {
        matches!(self, Sort::State | Sort::Army | Sort::Body)
    }
}

/// A notion by its position in [`Notions::all`].
pub(super) type NotionId = u16;

/// All notions, found by their words.
#[derive(Clone, Debug, Default)]
pub(super) struct Notions {
    pub(super) all: Vec<Notion>,
    /// By the atoms of a form.
    forms: PerLang<KeyMap<NotionId>>,
}

impl Notions {
    pub(super) fn load(files: Files) -> Result<Notions, DataError> {
        let mut notions = Notions::default();
        for row in table::rows(FILE, files(FILE)?) {
            let n = notions.all.len() as NotionId;
            let sort = Sort::from_name(row.get(1))
                .ok_or_else(|| row.error(format!("`{}` is no sort of notion", row.get(1))))?;
            let name = row.list(2).next().unwrap_or_default();
            notions.all.push(Notion { key: row.need(0, "key")?, sort, name });
            for lang in Lang::ALL {
                for form in row.list(2 + lang.index()) {
                    let key = Key(hash(of_phrase(form).iter().copied()));
                    if notions.forms.0[lang.index()].insert(key, n).is_some_and(|other| other != n) {
                        return Err(row.error(format!("`{form}` stands in two lines: one notion for each form")));
                    }
                }
            }
        }
        Ok(notions)
    }

    fn get(&self, lang: Lang, atoms: impl IntoIterator<Item = Key>) -> Option<NotionId> {
        self.forms[lang].get(&Key(hash(atoms))).copied()
    }
}

impl Reader<'_, '_> {
    /// What a phrase means: with the words after its head ("ministère malien de la Défense"), else by its head alone.
    pub(super) fn notion(&self, p: &Phrase) -> Option<NotionId> {
        let lang = self.lang_at(p.head.start);
        let after = (p.head.end..p.words.end)
            .filter(|&w| !self.scan.at(w).iter().any(|s| matches!(s, What::Adjective(_) | What::Country(_))));
        let rest = after.flat_map(|w| self.atoms.of_words(w..w + 1));
        let head = self.atoms.of_words(p.head.clone());
        self.all
            .notions
            .get(lang, head.iter().chain(rest).copied())
            .or_else(|| self.all.notions.get(lang, head.iter().copied()))
    }

    /// What a phrase means, if that is a body of a state.
    pub(super) fn notion_of_state(&self, p: &Phrase) -> Option<NotionId> {
        self.notion(p).filter(|&n| self.all.notions.all[n as usize].sort.of_state())
    }

    /// What words mean, if that is a body of a state.
    pub(super) fn notion_of_words(&self, words: std::ops::Range<usize>) -> Option<NotionId> {
        let found = self.all.notions.get(self.lang_at(words.start), self.atoms.of_words(words).iter().copied());
        found.filter(|&n| self.all.notions.all[n as usize].sort.of_state())
    }

    /// The people that a phrase's modifiers name ("Kurdish fighters").
    pub(super) fn people_of(&self, p: &Phrase) -> Option<NotionId> {
        let lang = self.lang_at(p.head.start);
        let mut peoples = p.words.clone().filter(|&w| self.scan.is(self.all, w, Class::People));
        peoples.find_map(|w| self.all.notions.get(lang, self.atoms.of_words(w..w + 1).iter().copied()))
    }

    fn lang_at(&self, word: usize) -> Lang {
        let sentence = self.doc.words.get(word).and_then(|w| self.doc.sentences.get(w.sentence as usize));
        sentence.map_or(Lang::En, |s| s.lang)
    }

    /// The body of a state that a notion means there: the state itself for its government, the army that the dictionary
    /// holds, else one that is named after its country.
    pub(super) fn body_of_state(
        &self,
        table: &mut Table,
        notion: NotionId,
        country: Option<u16>,
        sectors: &[&'static str],
    ) -> usize {
        let meant = &self.all.notions.all[notion as usize];
        if let Some(country) = country {
            if meant.sort == Sort::State {
                return table.get(Id::State(country), || self.draft_state(country));
            }
            if let Some(army) = self.all.army(country, self.year).filter(|_| meant.sort == Sort::Army) {
                return table.get(Id::Party(army), || self.draft_party(army));
            }
        }
        table.get(Id::Body(country, Key::of(meant.key).0), || {
            let mut d = Draft::new(&name_of(self.all, meant, country), ActorKind::State);
            d.country = country.map(|c| self.all.countries[c as usize].code.to_string());
            d.add_sectors(if meant.sort == Sort::Army { &["MIL"] } else { sectors });
            d.notion = Some(notion);
            d.plural = true;
            d
        })
    }
}

/// "Malian army"; a name of its own ("Kremlin") and a body of no known country stay as they are.
fn name_of(all: &Parties, notion: &Notion, country: Option<u16>) -> String {
    let own = notion.name.starts_with(char::is_uppercase);
    match country.map(|c| &all.countries[c as usize]).filter(|_| !own) {
        None => notion.name.to_string(),
        Some(c) if c.adjective.is_empty() => format!("{} of {}", notion.name, c.name),
        Some(c) => format!("{} {}", c.adjective, notion.name),
    }
}
