//! A marked report, as data. Spans are bytes into [`Report::text`].

use claims::{
    Act, ActorKind, Author, Certainty, EventType, Exactness, Form, Measure, PlaceKind, Reality, Role, Speech, Status,
    TimeType, Unit,
};
use jiff::civil::Date;
use text::{Lang, NameKind, Span};

/// What a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Models may learn from it and rules may be written after it.
    Train,
    /// It only measures.
    Test,
}

/// A marked report.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its file's name without ending: `fr-012`.
    pub id: String,
    /// Language.
    pub lang: Lang,
    /// Training or test.
    pub split: Split,
    /// Written in the manner of machine translation.
    pub translated: bool,
    /// What roughens it ("capitals"), where something does.
    pub noise: Option<String>,
    /// Whether it tells of violence in armed conflict or unrest.
    pub violent: bool,
    /// Day of publication.
    pub published: Date,
    /// The text, a paragraph a line.
    pub text: String,
    /// Its sentences, in order.
    pub sentences: Vec<Span>,
    /// Declared actors.
    pub actors: Vec<Actor>,
    /// Declared places.
    pub places: Vec<Place>,
    /// Names and what else refers to a declared actor, place or event.
    pub mentions: Vec<Mention>,
    /// Times.
    pub times: Vec<Time>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Events.
    pub events: Vec<Event>,
    /// Claims.
    pub claims: Vec<Claim>,
}

/// A declared actor.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Actor {
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 or a PLOVER value.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    pub name: String,
    pub role: Option<String>,
    /// The body that a person or a unit belongs to.
    pub member_of: Option<Target>,
}

/// A declared place.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Place {
    pub kind: PlaceKind,
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    pub name: String,
}

/// What a mention, an argument or a source refers to: a position in the report's list of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Target {
    Actor(usize),
    Place(usize),
    Event(usize),
    Figure(usize),
    Claim(usize),
}

/// A name, or another mention of something declared.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Name, description or pronoun.
    pub form: Form,
    /// The kind of name; `None` for descriptions and pronouns.
    pub name: Option<NameKind>,
    /// What it refers to.
    pub to: Option<Target>,
}

/// A time expression.
#[derive(Clone, Debug)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value.
    pub value: Option<String>,
}

/// A figure. The first of its spans has its values; others retell it.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Figure {
    pub spans: Vec<Span>,
    pub measure: Measure,
    /// Lowest and highest number; shares from 0 to 1.
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub exactness: Exactness,
    pub unit: Unit,
    pub who: Option<Words>,
    pub status: Option<Status>,
    pub place: Option<Words>,
    /// EDTF.
    pub period: Option<String>,
    pub part_of: Option<Target>,
    /// The figure that it was worked out from ("almost double").
    pub computed: Option<Target>,
    pub cumulative: bool,
}

/// Words in the role of something, what they refer to, or both.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Words {
    pub span: Option<Span>,
    pub to: Option<Target>,
}

/// An event. The first of its triggers has its values; others retell it.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Event {
    pub triggers: Vec<Span>,
    pub kind: EventType,
    pub mode: Option<String>,
    pub reality: Reality,
    pub main: bool,
    pub arguments: Vec<(Role, Words)>,
    pub figures: Vec<Target>,
}

/// A claim.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Claim {
    pub act: Act,
    pub certainty: Certainty,
    pub author: Author,
    pub speech: Speech,
    /// `None` for hearsay without a source.
    pub source: Option<Words>,
    pub through: Vec<Words>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
    pub medium: Option<String>,
    pub about: Vec<Target>,
}
