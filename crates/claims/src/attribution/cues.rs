//! The lexicon of attribution: which words report, what they do with the content, and the small lists around them.

use crate::reading::{Act, ActorKind, Author, Certainty};
use std::ops::Range;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, Row, rows};
use text::{Document, Key, Lang, PerLang, Phrases};

/// Words that report, per language (`data/<lang>/attribution.tsv` and `attribution_words.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Cues {
    lexicons: PerLang<Lexicon>,
}

/// One language's words.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    /// Phrases that report.
    pub(super) cues: Phrases<Entry>,
    /// Phrases that name a medium ("in a statement"), with its name.
    pub(super) media: Phrases<String>,
    lists: KeyMap<u64>,
    speakers: KeyMap<ActorKind>,
}

impl Cues {
    /// Reads the lists.
    pub fn load(files: Files) -> Result<Cues, DataError> {
        let mut lexicons = PerLang::<Lexicon>::default();
        for lang in Lang::ALL {
            lexicons.0[lang.index()] = Lexicon::load(files, lang)?;
        }
        Ok(Cues { lexicons })
    }

    pub(super) fn of(&self, lang: Lang) -> &Lexicon {
        &self.lexicons[lang]
    }
}

text::vocabulary! {
    /// What a cue is.
    Kind { Verb = "verb", Noun = "noun", According = "according", Hearsay = "hearsay" }
}

text::vocabulary! {
    /// What the content of a cue is, and flags; explained at the top of `data/en/attribution.tsv`.
    Frame {
        That = "that", Quote = "quote", Inf = "inf", Ger = "ger", Obj = "obj", ObjInf = "objinf", ObjAs = "objas", Is = "is",
        Of = "of", For = "for", Addr = "addr", Passive = "passive", PassiveOnly = "passiveonly", Mental = "mental",
        Agent = "agent", Document = "document", Inv = "inv", Fact = "fact", Able = "able", None = "none", Toll = "toll",
        Src = "src", After = "after", Own = "self", Chain = "chain", Clause = "clause", NoSource = "nosource",
        NoComment = "nocomment", NeedAs = "needas", Threat = "threat", Amount = "amount", Lead = "lead",
        Deed = "deed", Laid = "laid",
    }
}

/// A set of frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Frames(u64);

impl Frames {
    pub(super) fn has(self, frame: Frame) -> bool {
        self.0 & (1 << frame as u8) != 0
    }
}

/// A phrase that reports.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) frames: Frames,
    pub(super) act: Act,
    /// Act when negated ("did not say").
    pub(super) negated: Option<Act>,
    /// Where it differs from what the act implies.
    pub(super) certainty: Option<Certainty>,
    pub(super) author: Author,
}

impl Entry {
    /// A neutral cue that is in no list: an unknown verb beside a quotation, a colon, a floating quotation.
    pub(super) fn plain() -> Entry {
        Entry {
            kind: Kind::Verb,
            frames: Frames(1 << Frame::Quote as u8),
            act: Act::Assert,
            negated: None,
            certainty: None,
            author: Author::Neutral,
        }
    }

    /// The certainty that the source gives where its content says nothing else.
    pub(super) fn certainty(&self, act: Act) -> Certainty {
        match act {
            Act::Deny | Act::Retract | Act::DenyResponsibility => Certainty::CertainNo,
            Act::Doubt => Certainty::ProbableNo,
            Act::NoComment | Act::NotVerified | Act::Order => Certainty::Unknown,
            _ if act != self.act => Certainty::CertainYes,
            _ => self.certainty.unwrap_or(Certainty::CertainYes),
        }
    }
}

text::vocabulary! {
    /// The closed lists of `attribution_words.tsv`.
    List {
        That = "that", ThatOnly = "that_only", To = "to", Negation = "negation", NegativeSubject = "negative_subject",
        Except = "except", Clitic = "clitic", ObjectClitic = "object_clitic", Relative = "relative", Bare = "bare", Pronoun = "pronoun", Resumptive = "resumptive",
        FirstPerson = "first_person", NotSource = "not_source", As = "as", By = "by", Of = "of", AsOf = "as_of",
        Contrast = "contrast", Able = "able", Future = "future", Possible = "possible", Probable = "probable",
        Light = "light", This = "this", Official = "official", Casualty = "casualty", Deed = "deed", ColonSource = "colon_source", Temporal = "temporal", Document = "document", Human = "human",
        Anonymous = "anonymous", Anonymity = "anonymity", Impersonal = "impersonal", Same = "same", Wish = "wish",
        Si = "condition", From = "from", At = "at", If = "if", Unable = "unable", Thing = "thing", Retold = "retold", Perfect = "perfect", Have = "have", Be = "be",
    }
}

/// The lists that a word is on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lists(u64);

impl Lists {
    pub(super) fn has(self, list: List) -> bool {
        self.0 & (1 << list as u8) != 0
    }
}

/// Lists of content words, in which any form of the lemma counts.
const BY_LEMMA: u64 = 1 << List::Able as u8
    | 1 << List::Unable as u8
    | 1 << List::Bare as u8
    | 1 << List::Wish as u8
    | 1 << List::Light as u8
    | 1 << List::Document as u8
    | 1 << List::Anonymous as u8
    | 1 << List::Possible as u8
    | 1 << List::Probable as u8
    | 1 << List::Future as u8;

impl Lexicon {
    fn load(files: Files, lang: Lang) -> Result<Lexicon, DataError> {
        let mut lexicon = Lexicon::default();
        let mut endings: Vec<(String, Vec<String>)> = Vec::new();
        let path = format!("{}/attribution_words.tsv", lang.code());
        for row in rows(&path, files(&path)?) {
            match row.need(0, "list")? {
                "medium" => {
                    let name = row.need(2, "name of the medium")?;
                    row.list(1).for_each(|phrase| lexicon.media.add(&spaced(phrase), name.to_string()));
                }
                "ending" => {
                    endings.push((row.get(2).to_string(), row.list(1).map(str::to_string).collect()));
                }
                "speaker" => {
                    let kind = closed(&row, 2, ActorKind::from_name)?.unwrap_or(ActorKind::Unknown);
                    for word in row.list(1) {
                        lexicon.speakers.entry(Key::of(word)).or_insert(kind);
                    }
                }
                name => {
                    let list = List::from_name(name).ok_or_else(|| row.error(format!("no list is called {name}")))?;
                    for word in row.list(1) {
                        *lexicon.lists.entry(Key::of(word)).or_default() |= 1 << list as u8;
                    }
                }
            }
        }
        endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        let path = format!("{}/attribution.tsv", lang.code());
        for row in rows(&path, files(&path)?) {
            let entry = entry(&row)?;
            for phrase in row.list(1) {
                let phrase = spaced(phrase);
                lexicon.cues.add(&phrase, entry);
                if entry.kind == Kind::Verb {
                    inflected(&phrase, &endings).for_each(|form| lexicon.cues.add(&form, entry));
                }
            }
        }
        Ok(lexicon)
    }

    /// The lists that a word is on.
    pub(super) fn lists(&self, doc: &Document, word: usize) -> Lists {
        let w = &doc.words[word];
        let form = self.lists.get(&w.lower).copied().unwrap_or(0);
        let lemma = if w.lemma == w.lower { 0 } else { self.lists.get(&w.lemma).copied().unwrap_or(0) & BY_LEMMA };
        Lists(form | lemma)
    }

    /// The kind of actor that a common noun or pronoun speaks of.
    pub(super) fn speaker(&self, doc: &Document, word: usize) -> Option<ActorKind> {
        let w = doc.words.get(word)?;
        self.speakers.get(&w.lower).or_else(|| self.speakers.get(&w.lemma)).copied()
    }

    /// Whether a word is a cue that takes a bare infinitive (« dément avoir tiré »).
    pub(super) fn infinitive_after(&self, doc: &Document, word: usize) -> bool {
        self.at(doc, word, word + 1).iter().any(|(_, e)| e.kind == Kind::Verb && e.frames.has(Frame::Inf))
    }

    /// The cues that start at a word, longest first: their words and entries, those of one phrase in the order of the file.
    pub(super) fn at<'a>(&'a self, doc: &'a Document, word: usize, end: usize) -> Vec<(Range<usize>, &'a Entry)> {
        let end = end.min(doc.words.len());
        if word >= end {
            return Vec::new();
        }
        let mut found: Vec<_> = self.cues.at(doc, word, end).collect();
        if found.len() > 1 {
            // A word whose form and lemma are both listed gives its entries twice; longer phrases come first.
            found.dedup_by(|a, b| std::ptr::eq(a.1, b.1));
            found.sort_by_key(|(range, _)| std::cmp::Reverse(range.len()));
        }
        found
    }
}

/// The forms of a phrase whose first word is a regular verb: they are found where the lemma is wrong.
fn inflected<'a>(phrase: &'a str, endings: &'a [(String, Vec<String>)]) -> impl Iterator<Item = String> + 'a {
    let (verb, rest) = phrase.split_at(phrase.find(' ').unwrap_or(phrase.len()));
    let found = endings.iter().filter(|_| !verb.starts_with('=')).find(|(ending, _)| verb.ends_with(ending.as_str()));
    found.into_iter().flat_map(move |(ending, forms)| {
        let stem = &verb[..verb.len() - ending.len()];
        forms.iter().map(move |form| format!("={stem}{form}{rest}"))
    })
}

/// Elided words stand alone in a document ("s' en prendre"), and the clitic of a pronominal verb is taken up by its group.
fn spaced(phrase: &str) -> String {
    let apart = phrase.replace('\'', "' ");
    let apart = apart.trim();
    apart.strip_prefix("se ").or_else(|| apart.strip_prefix("s' ")).unwrap_or(apart).to_string()
}

fn entry(row: &Row) -> Result<Entry, DataError> {
    let kind = closed(row, 0, Kind::from_name)?.ok_or_else(|| row.error("the kind of cue is missing"))?;
    let mut frames = Frames::default();
    for name in row.list(2) {
        let frame = Frame::from_name(name).ok_or_else(|| row.error(format!("no frame is called {name}")))?;
        frames.0 |= 1 << frame as u8;
    }
    Ok(Entry {
        kind,
        frames,
        act: closed(row, 3, Act::from_name)?.unwrap_or(Act::Assert),
        negated: closed(row, 4, Act::from_name)?,
        certainty: closed(row, 5, Certainty::from_name)?,
        author: closed(row, 6, Author::from_name)?.unwrap_or(Author::Neutral),
    })
}

/// A column that holds a word of a closed list, or nothing.
fn closed<T>(row: &Row, column: usize, of: fn(&str) -> Option<T>) -> Result<Option<T>, DataError> {
    match row.get(column) {
        "" => Ok(None),
        word => of(word)
            .map(Some)
            .ok_or_else(|| row.error(format!("column {}: {word} is none of the known words", column + 1))),
    }
}
