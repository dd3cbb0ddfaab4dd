//! What one report says: the records of a reading, as the program holds them. Offsets are bytes into
//! [`text::Document::text`]; the published shape, in code points, is made on export.

use crate::edtf::Interval;
use std::fmt;
use text::{Document, Lang, Span, vocabulary};

/// One report, read.
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    /// The annotated text: the title, where the input keeps one apart, a blank line, then the body.
    pub doc: Document<'t>,
    /// Where the body starts in `doc.text`, in bytes: 0 without a title of its own.
    pub body: u32,
    /// Language of most of the text.
    pub lang: Lang,
    /// Day of publication, given or read off a dateline.
    pub published: Option<jiff::civil::Date>,
    /// The agency that the dateline or the text credits ("AFP").
    pub agency: Option<String>,
    /// Set where the text reads as a translation.
    pub translation: Option<Translation>,
    /// Parties, persons, offices, outlets.
    pub actors: Vec<Actor>,
    /// Places.
    pub places: Vec<Place>,
    /// Times.
    pub times: Vec<Time>,
    /// Events.
    pub events: Vec<Event>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Who says so.
    pub claims: Vec<Claim>,
    /// Doubts, for the reader.
    pub notes: Vec<Note>,
}

/// A record of the same reading, by its position in the list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Ref {
    Actor(u32),
    Place(u32),
    Time(u32),
    Event(u32),
    Figure(u32),
    Claim(u32),
}

impl fmt::Display for Ref {
    /// The id that the record is published under: `a1`, `p1`, `t1`, `e1`, `f1`, `c1`, counted from 1.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (letter, n) = match *self {
            Ref::Actor(n) => ('a', n),
            Ref::Place(n) => ('p', n),
            Ref::Time(n) => ('t', n),
            Ref::Event(n) => ('e', n),
            Ref::Figure(n) => ('f', n),
            Ref::Claim(n) => ('c', n),
        };
        write!(f, "{letter}{}", n + 1)
    }
}

/// The decisions behind a record, in words, for `depeche explain`; kept only where the reader asked for them.
#[derive(Clone, Debug, Default)]
pub struct Trace(Option<Vec<String>>);

impl Trace {
    /// A trace that keeps what is said, or one that drops it.
    pub fn new(keep: bool) -> Trace {
        Trace(keep.then(Vec::new))
    }

    /// Notes a decision. `words` runs only where it is kept.
    pub fn say(&mut self, words: impl FnOnce() -> String) {
        if let Some(list) = &mut self.0 {
            list.push(words());
        }
    }

    /// What was said, in order.
    pub fn lines(&self) -> &[String] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// A text that was translated.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The language of the original.
    pub from: Lang,
    /// Always a machine as yet: a human translation leaves no signs that we could tell.
    pub by_machine: bool,
    /// 0 to 1.
    pub confidence: f32,
    /// The signs.
    pub evidence: Vec<Evidence>,
}

/// A sign that a text is translated.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Where.
    pub span: Span,
    /// Why it is a sign, in words.
    pub note: String,
}

vocabulary! {
    /// Kinds of actor.
    ActorKind {
        State = "state", ArmedGroup = "armed_group", International = "international", Organization = "organization",
        Unit = "unit", Person = "person", Population = "population", Media = "media", Unknown = "unknown",
    }
}

vocabulary! {
    /// The form of a mention.
    Form { Name = "name", Nominal = "nominal", Pronoun = "pronoun" }
}

vocabulary! {
    /// How a mention was tied to its actor.
    By {
        Alias = "alias", Acronym = "acronym", Garbled = "garbled", Description = "description", Coreference = "coreference",
    }
}

/// A party, person, office or outlet that the report names or refers to.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Display name.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or a PLOVER non-state value (`IGO`, `UNO`, `NGO`, `IMG` …).
    pub country: Option<String>,
    /// PLOVER sector codes, the most telling first.
    pub sectors: Vec<String>,
    /// A person's role ("spokesman").
    pub role: Option<String>,
    /// The body that a person speaks for, or a unit belongs to: an actor of this reading.
    pub member_of: Option<Ref>,
    /// Wikidata id, where known.
    pub wikidata: Option<String>,
    /// What the same actor is called in every report and language, to join records by:
    /// - a party of the dictionary by its id there (`islamic-state`); a state as `state:MLI`; its army, police and offices as
    ///   `army:MLI`, `police:MLI`, `defence-ministry:MLI` (without a country where none is known); one who holds an office as
    ///   `president:MLI`;
    /// - a name that no dictionary holds, and any named person, by the name without accents and variants of transliteration
    ///   (`name:mustafa-bali`);
    /// - many of a sort by sort and country or people: `civilians:SYR`, `fighters:kurds`, those of a body as
    ///   `islamic-state/fighters`, one in a role as `army:MLI/spokesman`. That is a sort, not one crowd in all reports.
    ///
    /// `None` for one person without a name ("a doctor"), who is not that of another report.
    pub key: Option<String>,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Mention>,
    /// Decisions.
    pub why: Trace,
}

impl Actor {
    /// Whether a mention that starts where `span` does is its name, and no description.
    pub(crate) fn is_named_at(&self, span: Span) -> bool {
        let at = self.mentions.partition_point(|m| m.span.start < span.start);
        self.mentions[at..].iter().take_while(|m| m.span.start == span.start).any(|m| m.form == Form::Name)
    }
}

/// One mention of an actor.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Name, common noun or pronoun.
    pub form: Form,
    /// How it was tied to its actor.
    pub by: By,
    /// 0 to 1.
    pub confidence: f32,
}

vocabulary! {
    /// Kinds of place.
    PlaceKind {
        Populated = "populated", Admin1 = "admin1", Admin2 = "admin2", Country = "country", Region = "region",
        Water = "water", Camp = "camp", Facility = "facility", Area = "area",
    }
}

/// A place that the report names.
#[derive(Clone, Debug)]
pub struct Place {
    /// Display name.
    pub name: String,
    /// Kind.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees (WGS 84); `None` where the place is recognised and not located.
    pub point: Option<(f64, f64)>,
    /// Radius in kilometres within which it lies around the point.
    pub within_km: Option<f32>,
    /// GeoNames id, where known.
    pub geonames: Option<u32>,
    /// What the same place is called in every report and language: `geonames:2453348`, `world:donbas:UKR` for a line of
    /// `data/world/` without such an id, `name:tin-ada` for a place that no list knows.
    pub key: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Span>,
    /// Decisions.
    pub why: Trace,
}

vocabulary! {
    /// Types of time expression (ISO-TimeML TIMEX3).
    TimeType { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }
}

vocabulary! {
    /// What a relative time was counted from.
    Anchor { Published = "published", Report = "report", None = "none" }
}

/// A time expression.
#[derive(Clone, Debug)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// Type.
    pub kind: TimeType,
    /// TIMEX3 value; `None` where it could not be resolved.
    pub value: Option<String>,
    /// EDTF (ISO 8601-2) form and the days it covers.
    pub interval: Option<Interval>,
    /// What it was counted from.
    pub anchor: Anchor,
    /// The rule that found it (`en.time.weekday`).
    pub rule: String,
    /// Decisions.
    pub why: Trace,
}

vocabulary! {
    /// The sixteen event types of PLOVER (manual of February 2024).
    EventType {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

impl EventType {
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub fn quad(self) -> u8 {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => 1,
            Cooperate | Aid | Retreat => 2,
            Request | Accuse | Reject | Threaten => 3,
            Protest | Sanction | Mobilize | Coerce | Assault => 4,
        }
    }
}

vocabulary! {
    /// Whether an event is told as a fact.
    Reality {
        Happened = "happened", Ongoing = "ongoing", Ended = "ended", Planned = "planned", Possible = "possible",
        Denied = "denied", Hypothetical = "hypothetical",
    }
}

vocabulary! {
    /// Roles of an event's arguments.
    Role {
        Actor = "actor", Recipient = "recipient", Victim = "victim", Object = "object", Instrument = "instrument",
        Place = "place", Time = "time", Origin = "origin", Destination = "destination", Cause = "cause",
    }
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode (`aerial`), where the type has modes and the text tells one.
    pub mode: Option<&'static str>,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; `None` for an appeal
    /// and for what is only the topic of a statement.
    pub quad: Option<u8>,
    /// CAMEO code.
    pub cameo: Option<&'static str>,
    /// ACLED event type and sub-type, for events that ACLED codes.
    pub acled: Option<(&'static str, &'static str)>,
    /// UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided.
    pub ucdp: Option<u8>,
    /// The words that tell it.
    pub trigger: Span,
    /// The word that heads the trigger: an index into the document's words.
    pub head: usize,
    /// Reality.
    pub reality: Reality,
    /// News or background.
    pub main: bool,
    /// Arguments.
    pub arguments: Vec<Argument>,
    /// Figures of this event.
    pub figures: Vec<Ref>,
    /// The rule that found it (`en.event.assault.strike`).
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Decisions.
    pub why: Trace,
}

/// An argument of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Argument {
    /// Role.
    pub role: Role,
    /// Its words.
    pub span: Span,
    /// The actor, place or time that they mention.
    pub to: Option<Ref>,
}

vocabulary! {
    /// What a figure counts.
    Measure {
        Killed = "killed", Wounded = "wounded", Missing = "missing", Detained = "detained", Abducted = "abducted",
        Surrendered = "surrendered", Released = "released", Displaced = "displaced", Returned = "returned",
        Present = "present", Crowd = "crowd", Territory = "territory", Damage = "damage",
    }
}

vocabulary! {
    /// What a figure is counted in.
    Unit { Persons = "persons", Households = "households", Share = "share", Km2 = "km2", Items = "items" }
}

vocabulary! {
    /// How exact a figure is said to be.
    Exactness {
        Stated = "stated", About = "about", AtLeast = "at_least", AtMost = "at_most", Nearly = "nearly",
        Between = "between", Words = "words", Computed = "computed",
    }
}

vocabulary! {
    /// Whether those counted fought.
    Status { Civilian = "civilian", Combatant = "combatant", Mixed = "mixed", Unknown = "unknown" }
}

/// A number of people, homes, or a share of territory.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The number's words ("more than 67,000").
    pub span: Span,
    /// What is counted.
    pub measure: Measure,
    /// Lowest number that the words allow; a share is 0 to 1.
    pub min: Option<f64>,
    /// Highest number that the words allow; open-ended at the best value where they say "at least".
    pub max: Option<f64>,
    /// The number to quote.
    pub best: Option<f64>,
    /// Unit.
    pub unit: Unit,
    /// Exactness.
    pub exactness: Exactness,
    /// Who was counted: words and record.
    pub who: Option<Who>,
    /// The days it covers.
    pub period: Option<Interval>,
    /// Where.
    pub place: Option<Ref>,
    /// A running total over a period, not the toll of one incident.
    pub cumulative: bool,
    /// The figure that this one is a part of.
    pub part_of: Option<Ref>,
    /// How it was computed from another figure.
    pub computed: Option<Computed>,
    /// The rule that found it (`en.figure.died-in`).
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Decisions.
    pub why: Trace,
}

/// Who was counted.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    /// The words.
    pub span: Span,
    /// The actor that they mention.
    pub to: Option<Ref>,
    /// Status.
    pub status: Status,
}

/// A figure worked out from another ("almost double").
#[derive(Clone, Debug)]
pub struct Computed {
    /// The figure it was worked out from.
    pub from: Ref,
    /// How (`×2`).
    pub by: String,
    /// How exact the words say the result is.
    pub exactness: Exactness,
}

vocabulary! {
    /// How speech is given.
    Speech { Direct = "direct", Indirect = "indirect", Mixed = "mixed", None = "none" }
}

vocabulary! {
    /// What a source does with the content.
    Act {
        Assert = "assert", Deny = "deny", Doubt = "doubt", Accuse = "accuse", Confirm = "confirm", Retract = "retract",
        ClaimResponsibility = "claim_responsibility", DenyResponsibility = "deny_responsibility", Announce = "announce",
        Threaten = "threaten", Order = "order", NoComment = "no_comment", NotVerified = "not_verified",
    }
}

vocabulary! {
    /// Certainty that the source gives the content (FactBank; Saurí and Pustejovsky 2009).
    Certainty {
        CertainYes = "CT+", ProbableYes = "PR+", PossibleYes = "PS+", CertainNo = "CT-", ProbableNo = "PR-",
        PossibleNo = "PS-", Unknown = "Uu",
    }
}

vocabulary! {
    /// What the report adds to what its source says.
    Author { Endorsing = "endorsing", Neutral = "neutral", Distancing = "distancing" }
}

/// Who says so.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The source; `None` where the report itself says it.
    pub source: Option<Source>,
    /// Chained sources, outermost first: an agency, a broadcaster, a relative.
    pub through: Vec<Source>,
    /// The words that report ("said").
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// How it is given.
    pub speech: Speech,
    /// What the source does.
    pub act: Act,
    /// Certainty, as given by the source.
    pub certainty: Certainty,
    /// Distance of the report.
    pub author: Author,
    /// Medium ("Twitter").
    pub medium: Option<String>,
    /// When it was said: a time of this reading.
    pub time: Option<Ref>,
    /// The events and figures that it speaks of.
    pub about: Vec<Ref>,
    /// The rule that found it (`en.claim.said`).
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Decisions.
    pub why: Trace,
}

/// The source of a claim.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Its words.
    pub span: Option<Span>,
    /// The actor that they mention.
    pub to: Option<Ref>,
    /// Whether it is named (as against "a security source").
    pub named: bool,
}

/// A doubt, for the reader.
#[derive(Clone, Debug)]
pub struct Note {
    /// Stable name of the kind of doubt (`garbled-acronym`).
    pub code: &'static str,
    /// Where; `None` for the whole report.
    pub span: Option<Span>,
    /// In words.
    pub message: String,
}
