//! The published record (RECORD: `depeche/reading/1`): the only place that knows its field names.
//!
//! Offsets are Unicode code points, half-open. What is unknown is `null`.

use super::offsets::{Offsets, Position};
use crate::ingest::Report;
use claims::{self as c, Reading, Ref};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use text::Span;

/// Version of the shape.
pub const SCHEMA: &str = "depeche/reading/1";

/// One report, read.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Depeche reading")]
pub struct Record<'a> {
    /// Always `depeche/reading/1`.
    pub(crate) schema: Cow<'a, str>,
    pub(crate) report: ReportRecord<'a>,
    pub(crate) sentences: Vec<SentenceRecord<'a>>,
    /// Surface tokens, where they were asked for (`--tokens`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tokens: Option<Vec<SpanRecord>>,
    pub(crate) actors: Vec<ActorRecord<'a>>,
    pub(crate) places: Vec<PlaceRecord<'a>>,
    pub(crate) times: Vec<TimeRecord<'a>>,
    pub(crate) events: Vec<EventRecord<'a>>,
    pub(crate) figures: Vec<FigureRecord<'a>>,
    pub(crate) claims: Vec<ClaimRecord<'a>>,
    pub(crate) notes: Vec<NoteRecord<'a>>,
}

/// Half-open range of code points of `report.text`, or of `report.title` where `in` says so.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, PartialEq)]
pub(crate) struct SpanRecord {
    pub(crate) start: u32,
    pub(crate) end: u32,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub(crate) within: Option<Within>,
}

#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Within {
    Title,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct ReportRecord<'a> {
    pub(crate) id: Cow<'a, str>,
    /// The input as given, never changed.
    pub(crate) text: Cow<'a, str>,
    pub(crate) title: Option<Cow<'a, str>>,
    /// ISO date.
    pub(crate) published: Option<String>,
    /// BCP 47.
    pub(crate) language: Cow<'a, str>,
    pub(crate) outlet: Option<Cow<'a, str>>,
    pub(crate) agency: Option<Cow<'a, str>>,
    pub(crate) url: Option<Cow<'a, str>>,
    /// Of the text's UTF-8 bytes.
    pub(crate) sha256: String,
    /// Counted from 1: reports with one id are versions of one.
    #[serde(default = "first")]
    pub(crate) version: u32,
    /// `usable`, or `canceled` where its publisher withdrew it (ninjs `pubstatus`).
    #[serde(default)]
    pub(crate) status: PubStatus,
    /// The id of another report that this one corrects.
    #[serde(default)]
    pub(crate) replaces: Option<Cow<'a, str>>,
    pub(crate) translation: Option<TranslationRecord<'a>>,
}

/// Whether a publisher stands by a report.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum PubStatus {
    /// It may be used.
    #[default]
    Usable,
    /// It was withdrawn.
    Canceled,
}

/// The version of a report that tells none.
fn first() -> u32 {
    1
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct TranslationRecord<'a> {
    pub(crate) from: Cow<'a, str>,
    /// `machine`.
    pub(crate) by: Cow<'a, str>,
    pub(crate) confidence: f32,
    pub(crate) evidence: Vec<EvidenceRecord<'a>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct EvidenceRecord<'a> {
    #[serde(flatten)]
    pub(crate) span: SpanRecord,
    pub(crate) note: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct SentenceRecord<'a> {
    #[serde(flatten)]
    pub(crate) span: SpanRecord,
    pub(crate) language: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct ActorRecord<'a> {
    pub(crate) id: String,
    pub(crate) name: Cow<'a, str>,
    /// `state`, `armed_group`, `international`, `organization`, `unit`, `person`, `population`, `media` or `unknown`.
    pub(crate) kind: Cow<'a, str>,
    /// ISO 3166-1 alpha-3, or a PLOVER non-state value.
    pub(crate) country: Option<Cow<'a, str>>,
    /// PLOVER sector codes.
    pub(crate) sectors: Cow<'a, [String]>,
    pub(crate) role: Option<Cow<'a, str>>,
    pub(crate) member_of: Option<String>,
    pub(crate) ids: ActorIds<'a>,
    pub(crate) mentions: Vec<MentionRecord<'a>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct ActorIds<'a> {
    pub(crate) wikidata: Option<Cow<'a, str>>,
    /// What the same actor is called in every report and language: `islamic-state`, `state:MLI`, `army:MLI`,
    /// `name:mustafa-bali`, `civilians:SYR`, `army:MLI/spokesman`; null for one person without a name.
    pub(crate) key: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct MentionRecord<'a> {
    #[serde(flatten)]
    pub(crate) span: SpanRecord,
    /// `name`, `nominal` or `pronoun`.
    pub(crate) form: Cow<'a, str>,
    /// `alias`, `acronym`, `garbled`, `description` or `coreference`.
    pub(crate) by: Cow<'a, str>,
    pub(crate) confidence: f32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct PlaceRecord<'a> {
    pub(crate) id: String,
    pub(crate) name: Cow<'a, str>,
    /// `populated`, `admin1`, `admin2`, `country`, `region`, `water`, `camp`, `facility` or `area`.
    pub(crate) kind: Cow<'a, str>,
    pub(crate) country: Option<Cow<'a, str>>,
    pub(crate) admin1: Option<Cow<'a, str>>,
    /// Degrees, WGS 84; null where the place is recognised and not located.
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
    pub(crate) ids: PlaceIds<'a>,
    /// Kilometres.
    pub(crate) within_km: Option<f32>,
    pub(crate) confidence: f32,
    pub(crate) mentions: Vec<SpanRecord>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct PlaceIds<'a> {
    pub(crate) geonames: Option<u32>,
    /// What the same place is called in every report and language: `geonames:2453348`, `world:donbas:UKR` where no such id is
    /// known, `name:tin-ada` for a place that no list knows.
    #[serde(default)]
    pub(crate) key: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct TimeRecord<'a> {
    pub(crate) id: String,
    #[serde(flatten)]
    pub(crate) span: SpanRecord,
    /// `DATE`, `TIME`, `DURATION` or `SET` (ISO-TimeML).
    #[serde(rename = "type")]
    pub(crate) kind: Cow<'a, str>,
    /// TIMEX3 value.
    pub(crate) value: Option<Cow<'a, str>>,
    /// ISO 8601-2.
    pub(crate) edtf: Option<Cow<'a, str>>,
    pub(crate) from: Option<Cow<'a, str>>,
    pub(crate) until: Option<Cow<'a, str>>,
    /// `published`, `report` or `none`.
    pub(crate) anchor: Cow<'a, str>,
    pub(crate) rule: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct EventRecord<'a> {
    pub(crate) id: String,
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub(crate) kind: Cow<'a, str>,
    pub(crate) mode: Option<Cow<'a, str>>,
    pub(crate) contexts: Vec<Cow<'a, str>>,
    /// Quad class by CAMEO: 1, 2 verbal and material cooperation; 3, 4 verbal and material conflict; null for a statement.
    pub(crate) quad: Option<u8>,
    pub(crate) cameo: Option<Cow<'a, str>>,
    pub(crate) acled: Option<AcledRecord<'a>>,
    /// 1 state-based, 2 non-state, 3 one-sided.
    pub(crate) ucdp_type: Option<u8>,
    pub(crate) trigger: SpanRecord,
    /// `happened`, `ongoing`, `ended`, `planned`, `possible`, `denied` or `hypothetical`.
    pub(crate) reality: Cow<'a, str>,
    pub(crate) main: bool,
    pub(crate) arguments: Vec<ArgumentRecord<'a>>,
    pub(crate) figures: Vec<String>,
    pub(crate) rule: Cow<'a, str>,
    pub(crate) confidence: f32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct AcledRecord<'a> {
    pub(crate) event_type: Cow<'a, str>,
    pub(crate) sub_event_type: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct ArgumentRecord<'a> {
    pub(crate) role: Cow<'a, str>,
    #[serde(flatten)]
    pub(crate) span: SpanRecord,
    #[serde(rename = "ref")]
    pub(crate) to: Option<String>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct FigureRecord<'a> {
    pub(crate) id: String,
    pub(crate) measure: Cow<'a, str>,
    pub(crate) min: Option<Amount>,
    pub(crate) max: Option<Amount>,
    pub(crate) best: Option<Amount>,
    /// `persons`, `households`, `share` (0 to 1), `km2` or `items`.
    pub(crate) unit: Cow<'a, str>,
    /// `stated`, `about`, `at_least`, `at_most`, `nearly`, `between`, `words` or `computed`.
    pub(crate) exactness: Cow<'a, str>,
    pub(crate) who: Option<WhoRecord<'a>>,
    pub(crate) since: Option<Cow<'a, str>>,
    pub(crate) until: Option<Cow<'a, str>>,
    pub(crate) place: Option<String>,
    pub(crate) cumulative: bool,
    pub(crate) part_of: Option<String>,
    pub(crate) computed: Option<ComputedRecord<'a>>,
    #[serde(flatten)]
    pub(crate) span: SpanRecord,
    pub(crate) rule: Cow<'a, str>,
    pub(crate) confidence: f32,
}

/// A number that is written without a fraction where it has none.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Amount {
    Whole(i64),
    Fraction(f64),
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct WhoRecord<'a> {
    #[serde(rename = "ref")]
    pub(crate) to: Option<String>,
    #[serde(flatten)]
    pub(crate) span: SpanRecord,
    /// `civilian`, `combatant`, `mixed` or `unknown`.
    pub(crate) status: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct ComputedRecord<'a> {
    pub(crate) from: String,
    pub(crate) by: Cow<'a, str>,
    pub(crate) exactness: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct ClaimRecord<'a> {
    pub(crate) id: String,
    /// Null where the report itself says it.
    pub(crate) source: Option<SourceRecord>,
    /// Chained sources, outermost first.
    pub(crate) through: Vec<SourceRecord>,
    pub(crate) cue: Vec<SpanRecord>,
    pub(crate) content: Vec<SpanRecord>,
    /// `direct`, `indirect`, `mixed` or `none`.
    pub(crate) speech: Cow<'a, str>,
    pub(crate) act: Cow<'a, str>,
    /// FactBank value, as given by the source.
    pub(crate) certainty: Cow<'a, str>,
    /// `endorsing`, `neutral` or `distancing`.
    pub(crate) author: Cow<'a, str>,
    pub(crate) medium: Option<Cow<'a, str>>,
    pub(crate) time: Option<String>,
    pub(crate) about: Vec<String>,
    pub(crate) rule: Cow<'a, str>,
    pub(crate) confidence: f32,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct SourceRecord {
    #[serde(rename = "ref")]
    pub(crate) to: Option<String>,
    #[serde(flatten)]
    pub(crate) span: Option<SpanRecord>,
    pub(crate) named: bool,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(crate) struct NoteRecord<'a> {
    pub(crate) code: Cow<'a, str>,
    #[serde(flatten)]
    pub(crate) span: Option<SpanRecord>,
    pub(crate) message: Cow<'a, str>,
}

impl<'a> Record<'a> {
    /// The record of a reading. `tokens`: whether to list the surface tokens.
    pub fn new(report: &'a Report, reading: &'a Reading, tokens: bool) -> Record<'a> {
        let at = Places { offsets: Offsets::new(reading.doc.text, reading.body) };
        Record {
            schema: SCHEMA.into(),
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
            id: Cow::from(&report.id),
            text: Cow::from(&report.text),
            title: report.title.as_deref().map(Cow::from),
            published: reading.published.map(|d| d.to_string()),
            language: reading.lang.code().into(),
            outlet: report.outlet.as_deref().map(Cow::from),
            agency: report.agency.as_deref().or(reading.agency.as_deref()).map(Cow::from),
            url: report.url.as_deref().map(Cow::from),
            sha256: super::hex(&Sha256::digest(report.text.as_bytes())),
            version: report.version,
            status: report.status,
            replaces: report.replaces.as_deref().map(Cow::from),
            translation: reading.translation.as_ref().map(|t| TranslationRecord {
                from: t.from.code().into(),
                by: "machine".into(),
                confidence: short(t.confidence),
                evidence: t
                    .evidence
                    .iter()
                    .map(|e| EvidenceRecord { span: self.span(e.span), note: Cow::from(&e.note) })
                    .collect(),
            }),
        }
    }

    fn sentences<'a>(&self, reading: &'a Reading) -> Vec<SentenceRecord<'a>> {
        let sentence = |s: &text::Sentence| SentenceRecord { span: self.span(s.span), language: s.lang.code().into() };
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
            name: Cow::from(&a.name),
            kind: a.kind.name().into(),
            country: a.country.as_deref().map(Cow::from),
            sectors: Cow::from(&a.sectors),
            role: a.role.as_deref().map(Cow::from),
            member_of: a.member_of.map(|r| r.to_string()),
            ids: ActorIds { wikidata: a.wikidata.as_deref().map(Cow::from), key: a.key.as_deref().map(Cow::from) },
            mentions: (a.mentions.iter())
                .map(|m| MentionRecord {
                    span: self.span(m.span),
                    form: m.form.name().into(),
                    by: m.by.name().into(),
                    confidence: short(m.confidence),
                })
                .collect(),
        }
    }

    fn place<'a>(&self, id: String, p: &'a c::Place) -> PlaceRecord<'a> {
        let degrees = |x: f64| (x * 1e5).round() / 1e5;
        PlaceRecord {
            id,
            name: Cow::from(&p.name),
            kind: p.kind.name().into(),
            country: p.country.as_deref().map(Cow::from),
            admin1: p.admin1.as_deref().map(Cow::from),
            lat: p.point.map(|(lat, _)| degrees(lat)),
            lon: p.point.map(|(_, lon)| degrees(lon)),
            ids: PlaceIds { geonames: p.geonames, key: p.key.as_str().into() },
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
            kind: t.kind.name().into(),
            value: t.value.as_deref().map(Cow::from),
            edtf: interval.map(|i| i.edtf.as_str().into()),
            from: interval.and_then(|i| i.since.as_deref()).map(Cow::from),
            until: interval.and_then(|i| i.until.as_deref()).map(Cow::from),
            anchor: t.anchor.name().into(),
            rule: Cow::from(&t.rule),
        }
    }

    fn event<'a>(&self, id: String, e: &'a c::Event) -> EventRecord<'a> {
        let argument = |a: &c::Argument| ArgumentRecord {
            role: a.role.name().into(),
            span: self.span(a.span),
            to: a.to.map(|r| r.to_string()),
        };
        EventRecord {
            id,
            kind: e.kind.name().into(),
            mode: e.mode.map(Cow::from),
            contexts: e.contexts.iter().map(|&c| c.into()).collect(),
            quad: e.quad,
            cameo: e.cameo.map(Cow::from),
            acled: e.acled.map(|(event_type, sub_event_type)| AcledRecord {
                event_type: event_type.into(),
                sub_event_type: sub_event_type.into(),
            }),
            ucdp_type: e.ucdp,
            trigger: self.span(e.trigger),
            reality: e.reality.name().into(),
            main: e.main,
            arguments: e.arguments.iter().map(argument).collect(),
            figures: e.figures.iter().map(|f| f.to_string()).collect(),
            rule: Cow::from(&e.rule),
            confidence: short(e.confidence),
        }
    }

    fn figure<'a>(&self, id: String, f: &'a c::Figure) -> FigureRecord<'a> {
        let period = f.period.as_ref();
        FigureRecord {
            id,
            measure: f.measure.name().into(),
            min: f.min.map(amount),
            max: f.max.map(amount),
            best: f.best.map(amount),
            unit: f.unit.name().into(),
            exactness: f.exactness.name().into(),
            who: f.who.as_ref().map(|w| WhoRecord {
                to: w.to.map(|r| r.to_string()),
                span: self.span(w.span),
                status: w.status.name().into(),
            }),
            since: period.and_then(|p| p.since.as_deref()).map(Cow::from),
            until: period.and_then(|p| p.until.as_deref()).map(Cow::from),
            place: f.place.map(|r| r.to_string()),
            cumulative: f.cumulative,
            part_of: f.part_of.map(|r| r.to_string()),
            computed: f.computed.as_ref().map(|c| ComputedRecord {
                from: c.from.to_string(),
                by: Cow::from(&c.by),
                exactness: c.exactness.name().into(),
            }),
            span: self.span(f.span),
            rule: Cow::from(&f.rule),
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
            speech: c.speech.name().into(),
            act: c.act.name().into(),
            certainty: c.certainty.name().into(),
            author: c.author.name().into(),
            medium: c.medium.as_deref().map(Cow::from),
            time: c.time.map(|r| r.to_string()),
            about: c.about.iter().map(|r| r.to_string()).collect(),
            rule: Cow::from(&c.rule),
            confidence: short(c.confidence),
        }
    }

    fn note<'a>(&self, n: &'a c::Note) -> NoteRecord<'a> {
        NoteRecord { code: n.code.into(), span: n.span.map(|s| self.span(s)), message: Cow::from(&n.message) }
    }
}

/// Two decimals: more would claim a precision that no confidence has.
fn short(x: f32) -> f32 {
    (x * 100.0).round() / 100.0
}

fn amount(x: f64) -> Amount {
    if x.fract() == 0.0 && x.abs() < 1e15 { Amount::Whole(x as i64) } else { Amount::Fraction((x * 1e4).round() / 1e4) }
}
