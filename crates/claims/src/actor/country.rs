//! Countries of those for whom the words tell none: that of their body, else that which the report is about.

use super::Reader;
use super::entity::{Draft, Table};
use crate::reading::ActorKind;

/// How many bodies up a country is looked for: a spokesman, his brigade, its army.
const STEPS: usize = 3;

impl Reader<'_, '_> {
    /// Gives actors without a country that of the body they belong to; those that no dictionary knows
    /// ("villagers", "gunmen", a doctor with her name) that which the report is about.
    pub(super) fn countries(&self, table: &mut Table) {
        for n in 0..table.drafts.len() {
            if table.drafts[n].country.is_some() {
                continue;
            }
            if let Some((body, country)) = country_above(table, n) {
                let name = table.drafts[body].name.clone();
                table.drafts[n].why.say(|| format!("no country is told: it is that of {name}, to whom it belongs"));
                table.drafts[n].country = Some(country);
            } else if let Some(main) = self.scan.main.filter(|_| is_local(&table.drafts[n])) {
                let country = &self.all.countries[main as usize];
                let name = country.name;
                let draft = &mut table.drafts[n];
                draft.why.say(|| format!("no country is told: it is that of {name}, which the report is about"));
                draft.country = Some(country.code.to_string());
            }
        }
    }
}

/// The nearest body above an actor that has a country.
fn country_above(table: &Table, n: usize) -> Option<(usize, String)> {
    let mut at = n;
    for _ in 0..STEPS {
        at = table.drafts[at].member_of?;
        if let Some(country) = &table.drafts[at].country {
            return Some((at, country.clone()));
        }
    }
    None
}

/// People, fighters and bodies that no dictionary knows are those of the place, where nothing ties them to another.
fn is_local(d: &Draft) -> bool {
    use ActorKind::*;
    matches!(d.kind, Person | Population | ArmedGroup | Organization | Unit)
        && d.party.is_none()
        && d.member_of.is_none()
}
