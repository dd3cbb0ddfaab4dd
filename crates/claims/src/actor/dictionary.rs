//! The dictionary of parties and the words for actors: the content of `data/world/actors.tsv`, `persons.tsv`,
//! `countries.tsv` and `data/<lang>/actor.tsv`.

use super::atoms::Lexicon;
use super::notion::Notions;
use crate::reading::ActorKind;
use text::table::{self, DataError, Files, Row};
use text::{Lang, PerLang};

/// The dictionary of parties, and actor words per language.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    pub(super) parties: Vec<Party>,
    pub(super) persons: Vec<Person>,
    pub(super) countries: Vec<Country>,
    by_code: std::collections::HashMap<&'static str, u16>,
    pub(super) words: Vec<Word>,
    pub(super) notions: Notions,
    /// The army of each country that the dictionary holds by name, in the order of the dictionary.
    armies: Vec<(u16, u32)>,
    /// Names of parties, persons and countries, in both languages: a report may hold the names of either.
    pub(super) names: Lexicon<Sense>,
    /// Words for actors.
    pub(super) terms: PerLang<Lexicon<Sense>>,
    /// Whether modifiers stand before their noun, as in English.
    pub(super) modifiers_first: PerLang<bool>,
}

/// A party with a name of its own.
#[derive(Clone, Debug)]
pub(super) struct Party {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: ActorKind,
    /// Country or PLOVER value, then the countries that a report may be about, which stand instead.
    pub(super) countries: Vec<&'static str>,
    /// Those of them that are countries.
    pub(super) homes: Vec<u16>,
    pub(super) sectors: Vec<&'static str>,
    pub(super) wikidata: &'static str,
    /// All its acronyms, in either language.
    pub(super) acronyms: Vec<&'static str>,
    /// All its names, in either language.
    pub(super) names: Vec<&'static str>,
    pub(super) from: Option<i16>,
    pub(super) until: Option<i16>,
    /// Whether descriptions may call it jihadist.
    pub(super) jihadist: bool,
    /// Whether it is the army of its state.
    pub(super) army: bool,
}

/// A person that reports name.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) country: &'static str,
    pub(super) roles: Vec<Tenure>,
    /// The body that the person belongs to.
    pub(super) body: Option<u32>,
    pub(super) wikidata: &'static str,
}

/// A role that a person held for some time. Days count from the year 0, months as 31 days: only their order matters.
#[derive(Clone, Debug)]
pub(super) struct Tenure {
    pub(super) role: &'static str,
    /// Sectors; `@` stands for those of the body.
    pub(super) sectors: Vec<&'static str>,
    pub(super) from: i32,
    pub(super) until: Option<i32>,
}

/// A country of `countries.tsv`.
#[derive(Clone, Debug)]
pub(super) struct Country {
    pub(super) code: &'static str,
    /// Display name.
    pub(super) name: &'static str,
    /// What its bodies are called by: "Malian".
    pub(super) adjective: &'static str,
    /// No longer a state.
    pub(super) historical: bool,
}

/// A line of `actor.tsv`.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) class: Class,
    pub(super) kind: ActorKind,
    pub(super) sectors: Vec<&'static str>,
    /// Number and gender of a pronoun, the country of a seat or a people.
    pub(super) extra: &'static str,
    /// A line whose words speak of jihad.
    pub(super) jihadist: bool,
    /// Number of the line: its words mean the same.
    pub(super) line: u16,
}

text::vocabulary! {
    /// Classes of words for actors; `actor.tsv` explains them.
    Class {
        Agent = "agent", Body = "body", Generic = "generic", Role = "role", Title = "title", Adjective = "adjective",
        Former = "former", Name = "name", Seat = "seat", People = "people", Pronoun = "pronoun", Join = "join",
        Locative = "locative", Verb = "verb", Another = "another", Definite = "definite", Count = "count", Plain = "plain",
        Order = "order", Medium = "medium", Whole = "whole", Division = "division", According = "according",
        Deed = "deed", Utterance = "utterance",
    }
}

/// One meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sense {
    pub(super) what: What,
    pub(super) case: Case,
}

/// What a phrase may mean; indices into [`Parties`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    Party(u32),
    /// An acronym of a party.
    Acronym(u32),
    Person(u32),
    /// The name of a country.
    Country(u16),
    /// An adjective of a country or its inhabitants.
    Adjective(u16),
    Capital(u16),
    /// A word for actors, and whether this form is a plural (or a collective).
    Word(u16, bool),
}

/// How a phrase must be written to count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Case {
    Any,
    /// One capital at least.
    Capital,
    /// Capitals, as an acronym has.
    Acronym,
}

impl Case {
    /// The case that a line of a word list asks for by the way it is written.
    fn of(written: &str) -> Case {
        let letters = written.chars().filter(|c| c.is_alphabetic());
        let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
        match capitals {
            0 => Case::Any,
            n if !written.contains(' ') && n * 2 > letters.count() => Case::Acronym,
            _ => Case::Capital,
        }
    }
}

const WORD_FILES: [&str; 2] = ["en/actor.tsv", "fr/actor.tsv"];

impl Parties {
    /// Reads the dictionary and the word lists.
    pub fn load(files: Files) -> Result<Parties, DataError> {
        let mut all = Parties { notions: Notions::load(files)?, ..Parties::default() };
        all.load_countries(files)?;
        all.load_parties(files)?;
        all.load_persons(files)?;
        for lang in Lang::ALL {
            all.load_words(files, lang)?;
        }
        Ok(all)
    }

    fn load_countries(&mut self, files: Files) -> Result<(), DataError> {
        const FILE: &str = "world/countries.tsv";
        for row in table::rows(FILE, files(FILE)?) {
            let n = self.countries.len() as u16;
            let name = row.list(3).next().unwrap_or_default();
            let historical = row.get(12) == "historical";
            let code = row.need(0, "code")?;
            self.by_code.insert(code, n);
            let adjective = row.list(7).next().unwrap_or_default();
            self.countries.push(Country { code, name, adjective, historical });
            for name in row.list(3).chain(row.list(4)) {
                self.names.add(name, Sense { what: What::Country(n), case: Case::of(name) });
            }
            for name in row.list(5).chain(row.list(6)) {
                self.names.add(name, Sense { what: What::Capital(n), case: Case::Capital });
            }
            // In machine-translated text adjectives lose their capital, so that any case must do.
            for name in row.list(7).chain(row.list(8)) {
                self.names.add(name, Sense { what: What::Adjective(n), case: Case::Any });
            }
        }
        Ok(())
    }

    fn load_parties(&mut self, files: Files) -> Result<(), DataError> {
        const FILE: &str = "world/actors.tsv";
        for row in table::rows(FILE, files(FILE)?) {
            let n = self.parties.len() as u32;
            let names: Vec<&str> = row.list(5).chain(row.list(6)).collect();
            let acronyms: Vec<&str> = row.list(7).chain(row.list(8)).collect();
            for name in &names {
                self.names.add(name, Sense { what: What::Party(n), case: Case::of(name) });
            }
            for name in &acronyms {
                let case = if Case::of(name) == Case::Acronym { Case::Acronym } else { Case::Capital };
                self.names.add(name, Sense { what: What::Acronym(n), case });
            }
            let homes: Vec<u16> = row.list(2).filter_map(|c| self.by_code.get(c).copied()).collect();
            let army = row.get(11) == "army";
            self.armies.extend(homes.first().filter(|_| army).map(|&c| (c, n)));
            self.parties.push(Party {
                id: row.need(0, "id")?,
                name: names.first().copied().ok_or_else(|| row.error("no name"))?,
                kind: kind(&row, 1)?,
                countries: row.list(2).collect(),
                homes,
                sectors: row.list(3).collect(),
                wikidata: row.get(4),
                acronyms,
                names,
                from: row.get(9).parse().ok(),
                until: row.get(10).parse().ok(),
                jihadist: row.get(11) == "jihadist",
                army,
            });
        }
        Ok(())
    }

    fn load_persons(&mut self, files: Files) -> Result<(), DataError> {
        const FILE: &str = "world/persons.tsv";
        let ids: std::collections::HashMap<&str, u32> = table::rows("world/actors.tsv", files("world/actors.tsv")?)
            .zip(0..)
            .map(|(row, n)| (row.get(0), n))
            .collect();
        for row in table::rows(FILE, files(FILE)?) {
            let n = self.persons.len() as u32;
            let mut roles = Vec::new();
            for part in row.list(2) {
                let mut fields = part.split(';').map(str::trim);
                let mut next = || fields.next().unwrap_or_default();
                let (role, sectors, from, until) = (next(), next(), next(), next());
                roles.push(Tenure {
                    role,
                    sectors: sectors.split('+').filter(|s| !s.is_empty()).collect(),
                    from: moment(from, 0).ok_or_else(|| row.error(format!("`{from}` is no year, month or day")))?,
                    until: moment(until, 12),
                });
            }
            for name in row.list(0) {
                self.names.add(name, Sense { what: What::Person(n), case: Case::Capital });
            }
            self.persons.push(Person {
                name: row.list(0).next().ok_or_else(|| row.error("no name"))?,
                country: row.need(1, "country")?,
                roles,
                body: ids.get(row.get(3)).copied(),
                wikidata: row.get(4),
            });
        }
        Ok(())
    }

    fn load_words(&mut self, files: Files, lang: Lang) -> Result<(), DataError> {
        let file = WORD_FILES[lang.index()];
        for row in table::rows(file, files(file)?) {
            let class = Class::from_name(row.get(0))
                .ok_or_else(|| row.error(format!("`{}` is no class of words for actors", row.get(0))))?;
            if class == Class::Order {
                self.modifiers_first.0[lang.index()] = row.get(1) == "modifiers first";
                continue;
            }
            let n = self.words.len() as u16;
            let extra = matches!(class, Class::Pronoun | Class::Seat | Class::People).then(|| row.get(2));
            let singular = row.list(1).map(|f| (f, false));
            let plural = row.list(2).filter(|_| extra.is_none()).map(|f| (f, true));
            let terms = &mut self.terms.0[lang.index()];
            let mut jihadist = false;
            for (form, plural) in singular.chain(plural) {
                jihadist |= form.contains("jihadist");
                let case = match Case::of(form) {
                    Case::Acronym if form.chars().count() <= 2 => Case::Capital,
                    case => case,
                };
                terms.add(form, Sense { what: What::Word(n, plural), case });
            }
            let kind = ActorKind::from_name(row.get(3)).unwrap_or(ActorKind::Unknown);
            let extra = extra.unwrap_or_default();
            self.words.push(Word { class, kind, sectors: row.list(4).collect(), extra, jihadist, line: n });
        }
        Ok(())
    }

    /// The army of a country that the dictionary holds and that existed in that year.
    pub(super) fn army(&self, country: u16, year: Option<i16>) -> Option<u32> {
        let mut armies = self.armies.iter().filter(|a| a.0 == country).map(|a| a.1);
        armies.find(|&p| self.parties[p as usize].existed(year))
    }

    /// The country of a code.
    pub(super) fn country(&self, code: &str) -> Option<u16> {
        self.by_code.get(code).copied()
    }
}

fn kind(row: &Row<'static>, column: usize) -> Result<ActorKind, DataError> {
    ActorKind::from_name(row.get(column)).ok_or_else(|| row.error(format!("`{}` is no kind of actor", row.get(column))))
}

/// A year, month or day as a number that orders them. `month` fills in a missing month: 0 at a start, 12 at an end.
pub(super) fn moment(written: &str, month: i32) -> Option<i32> {
    let mut parts = written.split('-').map(|p| p.parse::<i32>().ok());
    let year = parts.next()??;
    let month = parts.next().flatten().unwrap_or(month);
    let day = parts.next().flatten().unwrap_or(if month == 0 { 0 } else { 31 });
    Some((year * 13 + month) * 32 + day)
}

impl Party {
    /// Whether it existed in that year.
    pub(super) fn existed(&self, year: Option<i16>) -> bool {
        // A year of grace on both sides: dates of founding and end are soft, and reports look back.
        year.is_none_or(|y| self.from.is_none_or(|f| f <= y + 1) && self.until.is_none_or(|u| u + 3 >= y))
    }
}
