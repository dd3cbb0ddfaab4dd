//! Actors: every party, person, office and outlet of a report, with all its mentions.
//!
//! [`find`] is the table of contents: names first, then the acronyms that the report introduces or that a translation
//! garbled, then what common nouns and titles tell, and last what refers back.

mod acronym;
mod atoms;
mod coreference;
mod country;
mod deed;
mod dictionary;
mod entity;
mod garbled;
mod key;
mod names;
mod nominal;
mod notion;
mod person;
mod phrase;
mod pronoun;
mod same_person;
mod scan;
mod tagged;

pub use dictionary::Parties;
pub(crate) use key::of_name;

use crate::reading::{Actor, Note, Place, Translation};
use atoms::Atoms;
use dictionary::What;
use entity::{Id, Table};
use jiff::civil::Date;
use person::Roles;
use scan::Scan;
use text::{Document, Lang};

/// What every step of the reading looks at.
struct Reader<'d, 'p> {
    doc: &'d Document<'d>,
    all: &'p Parties,
    atoms: Atoms,
    scan: Scan,
    /// The text reads as a translation.
    translated: bool,
    /// In this sentence's language modifiers stand before their noun.
    noun_order: bool,
    /// Parties that the report spells out.
    spelt: Vec<bool>,
    /// In a translation, the words of acronyms in brackets.
    bracketed: Vec<usize>,
    /// Day of publication, on the scale of [`dictionary::moment`], and its year.
    day: Option<i32>,
    year: Option<i16>,
}

/// All actors of a document, in order of first mention, and doubts about them (`garbled-acronym`).
pub fn find(
    doc: &Document,
    parties: &Parties,
    places: &[Place],
    translation: Option<&Translation>,
    published: Option<Date>,
    explain: bool,
) -> (Vec<Actor>, Vec<Note>) {
    let atoms = Atoms::of(doc);
    let scan = Scan::new(doc, &atoms, parties, places);
    let mut reader = Reader {
        doc,
        all: parties,
        spelt: spelt(parties, &scan),
        bracketed: Vec::new(),
        atoms,
        scan,
        translated: translation.is_some(),
        noun_order: true,
        day: published.and_then(|d| dictionary::moment(&d.to_string(), 0)),
        year: published.map(|d| d.year()),
    };
    let mut table = Table::new(doc.words.len(), explain);
    let mut notes = Vec::new();
    if reader.translated {
        reader.bracketed = reader.brackets();
    }
    reader.known_names(&mut table);
    let introduced = reader.introduce(&mut table);
    reader.other_names(&mut table, reader.translated);
    if reader.translated {
        reader.garbled(&mut table, &introduced, &mut notes);
        reader.other_names(&mut table, false);
    }
    let mut roles = Roles::default();
    let mut later = Vec::new();
    for sentence in &doc.sentences {
        reader.noun_order = parties.modifiers_first[sentence.lang];
        let words = sentence.words();
        let mut phrases = reader.phrases(&table, words.clone());
        reader.persons(&mut table, &mut roles, &mut phrases, words.clone());
        reader.nominals(&mut table, &mut roles, phrases, &mut later, words);
        reader.settle(&mut table, &mut roles);
    }
    reader.follow_tagger(&mut table);
    reader.short_names(&mut table);
    reader.short_organisations(&mut table);
    reader.descriptions(&mut table, later);
    roles.again();
    reader.settle(&mut table, &mut roles);
    reader.same_persons(&mut table);
    reader.pronouns(&mut table);
    reader.bodies(&mut table);
    reader.countries(&mut table);
    reader.keys(&mut table);
    (table.finish(doc), notes)
}

/// The parties whose full name the text holds.
fn spelt(parties: &Parties, scan: &Scan) -> Vec<bool> {
    let mut out = vec![false; parties.parties.len()];
    for hit in &scan.hits {
        for sense in scan.senses(hit) {
            if let What::Party(p) = *sense {
                out[p as usize] = true;
            }
        }
    }
    out
}

impl Reader<'_, '_> {
    /// Whether modifiers stand before their noun in the language of a word's sentence.
    fn noun_order_at(&self, word: usize) -> bool {
        let sentence = self.doc.words.get(word).and_then(|w| self.doc.sentences.get(w.sentence as usize));
        self.all.modifiers_first[sentence.map_or(Lang::En, |s| s.lang)]
    }

    /// Persons of the dictionary belong to bodies that the report names, too.
    fn bodies(&self, table: &mut Table) {
        for n in 0..table.drafts.len() {
            let body = table.drafts[n].body.and_then(|b| table.find(&Id::Party(b)));
            if let Some(body) = body.filter(|_| table.drafts[n].member_of.is_none()) {
                let name = table.drafts[body].name.clone();
                table.drafts[n].why.say(|| format!("known to belong to {name}"));
                table.drafts[n].member_of = Some(body);
            }
        }
    }
}
