//! One person under a full and a shorter name, each of which was read as a name of its own: "Senator Luis Carlos Sol …
//! Minister Sol", "Ana Ruiz Vega … Ruiz Vega".

use super::Reader;
use super::entity::{Table, hash};
use crate::reading::{ActorKind, Form};
use text::Key;
use text::lexicon::KeyMap;

/// Words of the longest name whose parts are looked at.
const LONGEST: usize = 6;

impl Reader<'_, '_> {
    /// Joins the persons whose name is a part of one other person's, past that person's first name.
    pub(super) fn same_persons(&self, table: &mut Table) {
        let names: Vec<(usize, &[Key])> = (0..table.drafts.len())
            .filter_map(|n| Some((n, self.person_name(table, n)?)))
            .filter(|(_, name)| name.len() <= LONGEST)
            .collect();
        let mut bearers: KeyMap<Option<usize>> = KeyMap::default();
        for &(n, name) in names.iter().filter(|(_, name)| name.len() > 1) {
            for part in shorter(name) {
                // Two persons of one surname: nobody's.
                let bearer = bearers.entry(part).or_insert(Some(n));
                if *bearer != Some(n) {
                    *bearer = None;
                }
            }
        }
        for &(n, name) in &names {
            let bearer = bearers.get(&key(name)).copied().flatten();
            if let Some(whole) = bearer.filter(|&whole| whole != n && table.drafts[n].wikidata.is_empty()) {
                table.join(self.doc, n, whole);
            }
        }
    }

    /// The longest name of a person.
    fn person_name(&self, table: &Table, n: usize) -> Option<&[Key]> {
        let draft = Some(&table.drafts[n]).filter(|d| d.kind == ActorKind::Person)?;
        let names = draft.mentions.iter().filter(|m| m.form == Form::Name);
        names.map(|m| self.atoms.of_words(self.doc.words_in(m.span))).max_by_key(|name| name.len())
    }
}

/// The parts of a name by which its bearer may be called: one of the last two words ("Ana Sol Vega" may be Sol or Vega), or
/// several words of it in a row.
fn shorter(name: &[Key]) -> impl Iterator<Item = Key> + '_ {
    let surnames = name[1..].iter().rev().take(2).map(|word| key(std::slice::from_ref(word)));
    let rows = (2..name.len()).flat_map(|length| name.windows(length).map(key));
    surnames.chain(rows)
}

fn key(name: &[Key]) -> Key {
    Key(hash(name.iter().copied()))
}
