//! The key of an actor: what it is called in every report and every language, so that records can be joined by it.

use super::Reader;
use super::entity::{Draft, Table};
use super::notion::Sort;
use crate::place::fold;
use crate::reading::{ActorKind, By, Form};

/// How many bodies deep a key is told ("army:MLI/spokesman").
const DEPTH: usize = 3;

impl Reader<'_, '_> {
    /// Gives all actors their keys, once countries and bodies are known.
    pub(super) fn keys(&self, table: &mut Table) {
        for n in 0..table.drafts.len() {
            table.drafts[n].key = self.key(&table.drafts, n, DEPTH);
        }
    }

    fn key(&self, drafts: &[Draft], n: usize, depth: usize) -> Option<String> {
        let d = &drafts[n];
        if let Some(party) = d.party.map(|p| &self.all.parties[p as usize]) {
            return Some(match party.army {
                true => of_country("army", party.countries.first().copied()),
                false => party.id.to_string(),
            });
        }
        let country = d.country.as_deref();
        let notion = d.notion.map(|n| &self.all.notions.all[n as usize]);
        if let Some(body) = notion.filter(|m| m.sort.of_state()) {
            return Some(of_country(body.key, country));
        }
        if d.mentions.iter().any(|m| m.form == Form::Name) {
            return Some(of_name(self.acronym(d).unwrap_or(&d.name)));
        }
        let former = d.sectors.contains(&"ELI");
        let body = || d.member_of.filter(|_| depth > 0).and_then(|b| self.key(drafts, b, depth - 1));
        match notion {
            Some(m) if m.sort == Sort::Office && !former => country.map(|c| of_country(m.key, Some(c))),
            Some(m) if m.sort == Sort::Role => body().map(|b| format!("{b}/{}", m.key)),
            // One person told by a common noun is not that of another report.
            _ if d.kind == ActorKind::Person => None,
            Some(m) if former => Some(of_country(&format!("former-{}", m.key), country)),
            Some(m) => Some(match (body(), d.people) {
                (Some(body), _) => format!("{body}/{}", m.key),
                (None, Some(people)) => format!("{}:{}", m.key, self.all.notions.all[people as usize].key),
                (None, None) => of_country(m.key, country),
            }),
            None => Some(of_country(&fold::fold(&d.name).replace(' ', "-"), country)),
        }
    }
}

impl Reader<'_, '_> {
    /// The acronym that the report gives a body: it stays the same where the name is translated. Shorter ones are shared by
    /// too many.
    fn acronym(&self, d: &Draft) -> Option<&str> {
        const LEAST: usize = 4;
        let acronyms = d.mentions.iter().filter(|m| d.kind != ActorKind::Person && m.by == By::Acronym);
        let mut told = acronyms.map(|m| self.doc.slice_of(m.span));
        told.find(|text| text.len() >= LEAST && text.chars().all(|c| c.is_ascii_uppercase()))
    }
}

fn of_country(key: &str, country: Option<&str>) -> String {
    match country {
        Some(country) => format!("{key}:{country}"),
        None => key.to_string(),
    }
}

/// The key of an actor that no dictionary holds, by its own name, however it is transliterated ("Moustapha", "Mustafa").
pub(crate) fn of_name(name: &str) -> String {
    let folded = fold::fold(name);
    let words: Vec<String> = folded.split(' ').map(fold::plain).filter(|w| !w.is_empty()).collect();
    format!("name:{}", words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_of_a_name_share_its_key() {
        fn check(name: &str, expected: &str) {
            assert_eq!(of_name(name), expected, "{name}");
        }
        check("Moustapha Dali", "name:mustafa-dali");
        check("Mustafa Dali", "name:mustafa-dali");
        check("Mustafa Ali", "name:mustafa-ali");
    }
}
