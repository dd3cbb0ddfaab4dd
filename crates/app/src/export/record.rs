//! The published record (RECORD: `depeche/reading/1`): the only place that knows its field names.
//!
//! Offsets are Unicode code points, half-open. What is unknown is `null`.

use super::offsets::{Offsets, Position};
use crate::ingest::Report;
use claims::{self as c, Reading, Ref};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use text::Span;

/// Version of the shape.
pub const SCHEMA: &str = "depeche/reading/1";

/// One report, read.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Depeche reading")]
pub struct Record<'a> {
    /// Always `depeche/reading/1`.
    schema: &'a str,
    report: ReportRecord<'a>,
    sentences: Vec<SentenceRecord>,
    /// Surface tokens, where they were asked for (`--tokens`).
    #[serde(skip_serializing_if = "Option::is_none")]
    tokens: Option<Vec<SpanRecord>>,
    actors: Vec<ActorRecord<'a>>,
    places: Vec<PlaceRecord<'a>>,
    times: Vec<TimeRecord<'a>>,
    events: Vec<EventRecord<'a>>,
    figures: Vec<FigureRecord<'a>>,
    claims: Vec<ClaimRecord<'a>>,
    notes: Vec<NoteRecord<'a>>,
}

/// Half-open range of code points of `report.text`, or of `report.title` where `in` says so.
#[derive(Serialize, JsonSchema, Clone, Copy)]
struct SpanRecord {
    start: u32,
    end: u32,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    within: Option<Within>,
}

#[derive(Serialize, JsonSchema, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Within {
    Title,
}

#[derive(Serialize, JsonSchema)]
struct ReportRecord<'a> {
    id: &'a str,
    /// The input as given, never changed.
    text: &'a str,
    title: Option<&'a str>,
    /// ISO date.
    published: Option<String>,
    /// BCP 47.
    language: &'a str,
    outlet: Option<&'a str>,
    agency: Option<&'a str>,
    url: Option<&'a str>,
    /// Of the text's UTF-8 bytes.
    sha256: String,
    translation: Option<TranslationRecord<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct TranslationRecord<'a> {
    from: &'a str,
    /// `machine`.
    by: &'a str,
    confidence: f32,
    evidence: Vec<EvidenceRecord<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct EvidenceRecord<'a> {
    #[serde(flatten)]
    span: SpanRecord,
    note: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct SentenceRecord {
    #[serde(flatten)]
    span: SpanRecord,
    language: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct ActorRecord<'a> {
    id: String,
    name: &'a str,
    /// `state`, `armed_group`, `international`, `organization`, `unit`, `person`, `population`, `media` or `unknown`.
    kind: &'static str,
    /// ISO 3166-1 alpha-3, or a PLOVER non-state value.
    country: Option<&'a str>,
    /// PLOVER sector codes.
    sectors: &'a [String],
    role: Option<&'a str>,
    member_of: Option<String>,
    ids: ActorIds<'a>,
    mentions: Vec<MentionRecord>,
}

#[derive(Serialize, JsonSchema)]
struct ActorIds<'a> {
    wikidata: Option<&'a str>,
    /// What the same actor is called in every report and language: `islamic-state`, `state:MLI`, `army:MLI`,
    /// `name:mustafa-bali`, `civilians:SYR`, `army:MLI/spokesman`; null for one person without a name.
    key: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct MentionRecord {
    #[serde(flatten)]
    span: SpanRecord,
    /// `name`, `nominal` or `pronoun`.
    form: &'static str,
    /// `alias`, `acronym`, `garbled`, `description` or `coreference`.
    by: &'static str,
    confidence: f32,
}

#[derive(Serialize, JsonSchema)]
struct PlaceRecord<'a> {
    id: String,
    name: &'a str,
    /// `populated`, `admin1`, `admin2`, `country`, `region`, `water`, `camp`, `facility` or `area`.
    kind: &'static str,
    country: Option<&'a str>,
    admin1: Option<&'a str>,
    /// Degrees, WGS 84; null where the place is recognised and not located.
    lat: Option<f64>,
    lon: Option<f64>,
    ids: PlaceIds,
    /// Kilometres.
    within_km: Option<f32>,
    confidence: f32,
    mentions: Vec<SpanRecord>,
}

#[derive(Serialize, JsonSchema)]
struct PlaceIds {
    geonames: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
struct TimeRecord<'a> {
    id: String,
    #[serde(flatten)]
    span: SpanRecord,
    /// `DATE`, `TIME`, `DURATION` or `SET` (ISO-TimeML).
    #[serde(rename = "type")]
    kind: &'static str,
    /// TIMEX3 value.
    value: Option<&'a str>,
    /// ISO 8601-2.
    edtf: Option<&'a str>,
    from: Option<&'a str>,
    until: Option<&'a str>,
    /// `published`, `report` or `none`.
    anchor: &'static str,
    rule: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct EventRecord<'a> {
    id: String,
    /// PLOVER event type.
    #[serde(rename = "type")]
    kind: &'static str,
    mode: Option<&'a str>,
    contexts: &'a [&'static str],
    /// Quad class by CAMEO: 1, 2 verbal and material cooperation; 3, 4 verbal and material conflict; null for a statement.
    quad: Option<u8>,
    cameo: Option<&'a str>,
    acled: Option<AcledRecord<'a>>,
    /// 1 state-based, 2 non-state, 3 one-sided.
    ucdp_type: Option<u8>,
    trigger: SpanRecord,
    /// `happened`, `ongoing`, `ended`, `planned`, `possible`, `denied` or `hypothetical`.
    reality: &'static str,
    main: bool,
    arguments: Vec<ArgumentRecord>,
    figures: Vec<String>,
    rule: &'a str,
    confidence: f32,
}

#[derive(Serialize, JsonSchema)]
struct AcledRecord<'a> {
    event_type: &'a str,
    sub_event_type: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct ArgumentRecord {
    role: &'static str,
    #[serde(flatten)]
    span: SpanRecord,
    #[serde(rename = "ref")]
    to: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct FigureRecord<'a> {
    id: String,
    measure: &'static str,
    min: Option<Amount>,
    max: Option<Amount>,
    best: Option<Amount>,
    /// `persons`, `households`, `share` (0 to 1), `km2` or `items`.
    unit: &'static str,
    /// `stated`, `about`, `at_least`, `at_most`, `nearly`, `between`, `words` or `computed`.
    exactness: &'static str,
    who: Option<WhoRecord>,
    since: Option<&'a str>,
    until: Option<&'a str>,
    place: Option<String>,
    cumulative: bool,
    part_of: Option<String>,
    computed: Option<ComputedRecord<'a>>,
    #[serde(flatten)]
    span: SpanRecord,
    rule: &'a str,
    confidence: f32,
}

/// A number that is written without a fraction where it has none.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Amount {
    Whole(i64),
    Fraction(f64),
}

#[derive(Serialize, JsonSchema)]
struct WhoRecord {
    #[serde(rename = "ref")]
    to: Option<String>,
    #[serde(flatten)]
    span: SpanRecord,
    /// `civilian`, `combatant`, `mixed` or `unknown`.
    status: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct ComputedRecord<'a> {
    from: String,
    by: &'a str,
    exactness: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct ClaimRecord<'a> {
    id: String,
    /// Null where the report itself says it.
    source: Option<SourceRecord>,
    /// Chained sources, outermost first.
    through: Vec<SourceRecord>,
    cue: Vec<SpanRecord>,
    content: Vec<SpanRecord>,
    /// `direct`, `indirect`, `mixed` or `none`.
    speech: &'static str,
    act: &'static str,
    /// FactBank value, as given by the source.
    certainty: &'static str,
    /// `endorsing`, `neutral` or `distancing`.
    author: &'static str,
    medium: Option<&'a str>,
    time: Option<String>,
    about: Vec<String>,
    rule: &'a str,
    confidence: f32,
}

#[derive(Serialize, JsonSchema)]
struct SourceRecord {
    #[serde(rename = "ref")]
    to: Option<String>,
    #[serde(flatten)]
    span: Option<SpanRecord>,
    named: bool,
}

#[derive(Serialize, JsonSchema)]
struct NoteRecord<'a> {
    code: &'a str,
    #[serde(flatten)]
    span: Option<SpanRecord>,
    message: &'a str,
}

impl<'a> Record<'a> {
    /// The record of a reading. `tokens`: whether to list the surface tokens.
    pub fn new(report: &'a Report, reading: &'a Reading, tokens: bool) -> Record<'a> {
        let at = Places { offsets: Offsets::new(reading.doc.text, reading.body) };
        Record {
            schema: SCHEMA,
            report: at.report(report, reading),
            sentences: at.sentences(reading),
            tokens: tokens.then(|| at.tokens(reading)),
            actors: numbered(&reading.actors, Ref::Actor, |id, a| at.actor(id, a)),
            places: numbered(&reading.places, Ref::Place, |id, p| at.place(id, p)),
            times: numbered(&reading.times, Ref::Time, |id, t| at.time(id, t)),
            events: numbered(&reading.events, Ref::Event, |id, e| at.event(id, e)),
            figures: numbered(&reading.figures, Ref::Figure, |id, f| at.figure(id, f)),
            claims: numbered(&reading.claims, Ref::Claim, |id, c| at.claim(id, c)),
            notes: reading.notes.iter().map(|n| at.note(n)).collect(),
        }
    }
}

fn numbered<'a, T, R>(list: &'a [T], id: fn(u32) -> Ref, record: impl Fn(String, &'a T) -> R) -> Vec<R> {
    list.iter().enumerate().map(|(n, x)| record(id(n as u32).to_string(), x)).collect()
}

/// Makes records whose spans count from the right start.
struct Places<'t> {
    offsets: Offsets<'t>,
}

impl Places<'_> {
    fn span(&self, span: Span) -> SpanRecord {
        let Position { start, end, in_title } = self.offsets.position(span);
        SpanRecord { start, end, within: in_title.then_some(Within::Title) }
    }

    fn spans(&self, spans: &[Span]) -> Vec<SpanRecord> {
        spans.iter().map(|&s| self.span(s)).collect()
    }

    fn report<'a>(&self, report: &'a Report, reading: &'a Reading) -> ReportRecord<'a> {
        ReportRecord {
            id: &report.id,
            text: &report.text,
            title: report.title.as_deref(),
            published: reading.published.map(|d| d.to_string()),
            language: reading.lang.code(),
            outlet: report.outlet.as_deref(),
            agency: reading.agency.as_deref(),
            url: report.url.as_deref(),
            sha256: Sha256::digest(report.text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect(),
            translation: reading.translation.as_ref().map(|t| TranslationRecord {
                from: t.from.code(),
                by: "machine",
                confidence: short(t.confidence),
                evidence: t
                    .evidence
                    .iter()
                    .map(|e| EvidenceRecord { span: self.span(e.span), note: &e.note })
                    .collect(),
            }),
        }
    }

    fn sentences(&self, reading: &Reading) -> Vec<SentenceRecord> {
        let sentence = |s: &text::Sentence| SentenceRecord { span: self.span(s.span), language: s.lang.code() };
        reading.doc.sentences.iter().map(sentence).collect()
    }

    fn tokens(&self, reading: &Reading) -> Vec<SpanRecord> {
        let mut spans: Vec<Span> = Vec::new();
        for w in &reading.doc.words {
            match (w.part, spans.last_mut()) {
                (text::Part::Later, Some(last)) => *last = last.cover(w.span),
                _ => spans.push(w.span),
            }
        }
        self.spans(&spans)
    }

    fn actor<'a>(&self, id: String, a: &'a c::Actor) -> ActorRecord<'a> {
        ActorRecord {
            id,
            name: &a.name,
            kind: a.kind.name(),
            country: a.country.as_deref(),
            sectors: &a.sectors,
            role: a.role.as_deref(),
            member_of: a.member_of.map(|r| r.to_string()),
            ids: ActorIds { wikidata: a.wikidata.as_deref(), key: a.key.as_deref() },
            mentions: (a.mentions.iter())
                .map(|m| MentionRecord {
                    span: self.span(m.span),
                    form: m.form.name(),
                    by: m.by.name(),
                    confidence: short(m.confidence),
                })
                .collect(),
        }
    }

    fn place<'a>(&self, id: String, p: &'a c::Place) -> PlaceRecord<'a> {
        let degrees = |x: f64| (x * 1e5).round() / 1e5;
        PlaceRecord {
            id,
            name: &p.name,
            kind: p.kind.name(),
            country: p.country.as_deref(),
            admin1: p.admin1.as_deref(),
            lat: p.point.map(|(lat, _)| degrees(lat)),
            lon: p.point.map(|(_, lon)| degrees(lon)),
            ids: PlaceIds { geonames: p.geonames },
            within_km: p.within_km.map(short),
            confidence: short(p.confidence),
            mentions: self.spans(&p.mentions),
        }
    }

    fn time<'a>(&self, id: String, t: &'a c::Time) -> TimeRecord<'a> {
        let interval = t.interval.as_ref();
        TimeRecord {
            id,
            span: self.span(t.span),
            kind: t.kind.name(),
            value: t.value.as_deref(),
            edtf: interval.map(|i| i.edtf.as_str()),
            from: interval.and_then(|i| i.since.as_deref()),
            until: interval.and_then(|i| i.until.as_deref()),
            anchor: t.anchor.name(),
            rule: &t.rule,
        }
    }

    fn event<'a>(&self, id: String, e: &'a c::Event) -> EventRecord<'a> {
        let argument = |a: &c::Argument| ArgumentRecord {
            role: a.role.name(),
            span: self.span(a.span),
            to: a.to.map(|r| r.to_string()),
        };
        EventRecord {
            id,
            kind: e.kind.name(),
            mode: e.mode,
            contexts: &e.contexts,
            quad: e.quad,
            cameo: e.cameo,
            acled: e.acled.map(|(event_type, sub_event_type)| AcledRecord { event_type, sub_event_type }),
            ucdp_type: e.ucdp,
            trigger: self.span(e.trigger),
            reality: e.reality.name(),
            main: e.main,
            arguments: e.arguments.iter().map(argument).collect(),
            figures: e.figures.iter().map(|f| f.to_string()).collect(),
            rule: &e.rule,
            confidence: short(e.confidence),
        }
    }

    fn figure<'a>(&self, id: String, f: &'a c::Figure) -> FigureRecord<'a> {
        let period = f.period.as_ref();
        FigureRecord {
            id,
            measure: f.measure.name(),
            min: f.min.map(amount),
            max: f.max.map(amount),
            best: f.best.map(amount),
            unit: f.unit.name(),
            exactness: f.exactness.name(),
            who: f.who.as_ref().map(|w| WhoRecord {
                to: w.to.map(|r| r.to_string()),
                span: self.span(w.span),
                status: w.status.name(),
            }),
            since: period.and_then(|p| p.since.as_deref()),
            until: period.and_then(|p| p.until.as_deref()),
            place: f.place.map(|r| r.to_string()),
            cumulative: f.cumulative,
            part_of: f.part_of.map(|r| r.to_string()),
            computed: f.computed.as_ref().map(|c| ComputedRecord {
                from: c.from.to_string(),
                by: &c.by,
                exactness: c.exactness.name(),
            }),
            span: self.span(f.span),
            rule: &f.rule,
            confidence: short(f.confidence),
        }
    }

    fn claim<'a>(&self, id: String, c: &'a c::Claim) -> ClaimRecord<'a> {
        let source = |s: &c::Source| SourceRecord {
            to: s.to.map(|r| r.to_string()),
            span: s.span.map(|s| self.span(s)),
            named: s.named,
        };
        ClaimRecord {
            id,
            source: c.source.as_ref().map(source),
            through: c.through.iter().map(source).collect(),
            cue: self.spans(&c.cue),
            content: self.spans(&c.content),
            speech: c.speech.name(),
            act: c.act.name(),
            certainty: c.certainty.name(),
            author: c.author.name(),
            medium: c.medium.as_deref(),
            time: c.time.map(|r| r.to_string()),
            about: c.about.iter().map(|r| r.to_string()).collect(),
            rule: &c.rule,
            confidence: short(c.confidence),
        }
    }

    fn note<'a>(&self, n: &'a c::Note) -> NoteRecord<'a> {
        NoteRecord { code: n.code, span: n.span.map(|s| self.span(s)), message: &n.message }
    }
}

/// Two decimals: more would claim a precision that no confidence has.
fn short(x: f32) -> f32 {
    (x * 100.0).round() / 100.0
}

fn amount(x: f64) -> Amount {
    if x.fract() == 0.0 && x.abs() < 1e15 { Amount::Whole(x as i64) } else { Amount::Fraction((x * 1e4).round() / 1e4) }
}
