//! What a situation report says, and in which words.

use super::{Bar, Brief, Chart, Group, Item, Map, MapPoint, Section, Sentence, SourceLine, Words};
use claims::{EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit};
use jiff::civil::Date;
use record::dispute::DisputeKind;
use std::collections::{BTreeMap, BTreeSet};
use text::Lang;

/// What the record holds for a period and place: the whole of what a report may say.
#[derive(Debug, Default)]
pub struct Material {
    /// The program that made the record, with its version.
    pub program: String,
    /// The place asked for.
    pub place: Option<String>,
    /// Kilometres around it.
    pub radius_km: Option<f64>,
    /// First day asked for.
    pub since: Option<Date>,
    /// Last day asked for.
    pub until: Option<Date>,
    /// Incidents, by place and day.
    pub incidents: Vec<Happening>,
    /// Running totals.
    pub running: Vec<Series>,
    /// Disputes.
    pub disputes: Vec<Quarrel>,
    /// Reports that were corrected or withdrawn.
    pub corrections: Vec<Correction>,
    /// All reports that the above name, by their own id.
    pub reports: BTreeMap<String, Cited>,
}

/// A report as the list of sources shows it.
#[derive(Clone, Debug)]
pub struct Cited {
    /// Outlet.
    pub outlet: Option<String>,
    /// Title or first words.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Address.
    pub url: Option<String>,
}

/// An incident.
#[derive(Clone, Debug)]
pub struct Happening {
    /// Public id.
    pub id: String,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it is told as a fact.
    pub reality: Reality,
    /// A battle, an offensive, a siege.
    pub operation: bool,
    /// Public id of the operation that it is a part of.
    pub part_of: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Where.
    pub place: Option<Locality>,
    /// Who does it.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// Independent sources.
    pub sources: usize,
    /// Reports that tell it.
    pub reports: Vec<String>,
    /// Its tolls.
    pub tolls: Vec<Series>,
    /// A named person has decided on it.
    pub reviewed: bool,
}

/// A place of an incident.
#[derive(Clone, Debug)]
pub struct Locality {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: PlaceKind,
    /// Degrees, WGS 84.
    pub point: Option<(f64, f64)>,
    /// Radius of uncertainty in kilometres.
    pub within_km: Option<f64>,
}

/// A toll.
#[derive(Clone, Debug)]
pub struct Series {
    /// Public id.
    pub id: String,
    /// What is counted.
    pub measure: Measure,
    /// In what.
    pub unit: Unit,
    /// Who is counted, by name.
    pub who: Option<String>,
    /// Whether they fought.
    pub status: Status,
    /// Where.
    pub place: Option<String>,
    /// Period.
    pub since: Option<Date>,
    /// Period.
    pub until: Option<Date>,
    /// Lowest number.
    pub min: Option<f64>,
    /// Highest number.
    pub max: Option<f64>,
    /// Its figures by day of publication.
    pub points: Vec<Told>,
}

/// One figure of a toll.
#[derive(Clone, Debug)]
pub struct Told {
    /// Report.
    pub report: String,
    /// The source that the report names.
    pub source: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Lowest number.
    pub min: Option<f64>,
    /// Highest number.
    pub max: Option<f64>,
    /// Exactness.
    pub exactness: Exactness,
    /// Whether its source still stands by it.
    pub current: bool,
}

/// A dispute.
#[derive(Clone, Debug)]
pub struct Quarrel {
    /// Public id.
    pub id: String,
    /// What the sides differ on.
    pub kind: DisputeKind,
    /// The incident, as [`Happening::id`], where it is about one.
    pub incident: Option<String>,
    /// Source, report, words.
    pub sides: Vec<(Option<String>, String, String)>,
}

/// A report that was corrected, replaced or withdrawn.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The report.
    pub report: String,
    /// What became of it.
    pub change: Change,
}

/// What became of a report.
#[derive(Clone, Debug)]
pub enum Change {
    /// Old and new version.
    Superseded(u32, u32),
    /// Another report replaces it.
    Replaced,
    /// Its publisher withdrew it.
    Withdrawn,
}

/// Composes the report.
pub fn compose(material: &Material, words: &Words, lang: Lang) -> Brief {
    let mut composer = Composer { material, words, numbers: BTreeMap::new(), order: Vec::new() };
    let sections: Vec<Section> = [
        composer.what_is_new(),
        composer.incidents(),
        composer.running_totals(),
        composer.disputes(),
        composer.corrections(),
    ]
    .into_iter()
    .flatten()
    .collect();
    Brief {
        title: composer.title(),
        language: lang.code(),
        scope: composer.scope(),
        method: words.say("method", &[("program", &material.program)]),
        sources: composer.source_lines(),
        sources_heading: words.say("section.sources", &[]),
        map: composer.map(),
        sections,
    }
}

struct Composer<'a> {
    material: &'a Material,
    words: &'a Words,
    /// The number that each report was given when it was first cited.
    numbers: BTreeMap<&'a str, usize>,
    order: Vec<&'a str>,
}

impl<'a> Composer<'a> {
    fn title(&self) -> String {
        match &self.material.place {
            Some(place) => self.words.say("title.place", &[("place", place)]),
            None => self.words.say("title", &[]),
        }
    }

    /// Period, place, number of reports.
    fn scope(&self) -> String {
        let m = self.material;
        let mut parts = Vec::new();
        let days = self.words.days(m.since, m.until);
        if !days.is_empty() {
            parts.push(days);
        }
        if let (Some(place), Some(km)) = (&m.place, m.radius_km) {
            parts.push(self.words.say("scope.around", &[("place", place), ("km", &self.words.number(km))]));
        }
        parts.push(self.words.count("scope.report", m.reports.len(), &[]));
        if m.reports.is_empty() {
            parts.push(self.words.say("nothing", &[]));
        }
        parts.join(" · ")
    }

    /// How much there is, of what kinds, the highest toll, how much is in dispute.
    fn what_is_new(&mut self) -> Option<Section> {
        let m = self.material;
        let told: Vec<&Happening> = m.incidents.iter().filter(|i| is_fact(i.reality)).collect();
        if told.is_empty() {
            return None;
        }
        let all: Vec<&'a str> = told.iter().flat_map(|i| &i.reports).map(String::as_str).collect();
        let reports: BTreeSet<&str> = all.iter().copied().collect();
        let reports = self.words.count("scope.report", reports.len(), &[]);
        let mut sentences =
            vec![self.sentence(self.words.count("new.incident", told.len(), &[("sources", &reports)]), all.clone())];
        let mut kinds: BTreeMap<EventType, usize> = BTreeMap::new();
        for incident in &told {
            *kinds.entry(incident.kind).or_default() += 1;
        }
        let mut kinds: Vec<(EventType, usize)> = kinds.into_iter().collect();
        kinds.sort_by_key(|&(kind, n)| (std::cmp::Reverse(n), kind));
        let kinds: Vec<String> = kinds
            .iter()
            .map(|(k, n)| format!("{} ({n})", self.words.say(&format!("kind.{}", k.name()), &[])))
            .collect();
        sentences.push(self.sentence(self.words.say("new.kinds", &[("kinds", &self.words.list(&kinds))]), all));
        let highest = told
            .iter()
            .flat_map(|i| i.tolls.iter().map(move |t| (*i, t)))
            .filter(|(_, t)| t.measure == Measure::Killed && t.max > Some(0.0))
            .max_by(|(_, a), (_, b)| a.max.partial_cmp(&b.max).unwrap_or(std::cmp::Ordering::Equal));
        if let Some((incident, toll)) = highest {
            let range = format!("{}{}{}", self.measure(toll), self.words.say("colon", &[]), self.range(toll));
            let what = self.what(incident);
            let cites = toll.points.iter().filter(|p| p.current).map(|p| p.report.as_str()).collect();
            sentences.push(self.sentence(self.words.say("new.highest", &[("toll", &range), ("what", &what)]), cites));
        }
        if !m.disputes.is_empty() {
            let cites = m.disputes.iter().flat_map(|d| d.sides.iter().map(|s| s.1.as_str())).collect();
            sentences.push(self.sentence(self.words.count("new.dispute", m.disputes.len(), &[]), cites));
        }
        let items = sentences.into_iter().map(|s| Item { id: None, sentences: vec![s], chart: None }).collect();
        Some(self.section("section.new", vec![Group { heading: None, items }]))
    }

    /// Incidents, a group a place, in order of days.
    fn incidents(&mut self) -> Option<Section> {
        let mut places: Vec<(&str, Vec<&'a Happening>)> = Vec::new();
        for incident in &self.material.incidents {
            let name = incident.place.as_ref().map_or("", |p| p.name.as_str());
            match places.iter_mut().find(|(n, _)| *n == name) {
                Some((_, list)) => list.push(incident),
                None => places.push((name, vec![incident])),
            }
        }
        // The place with most incidents first, the unknown place last.
        places.sort_by_key(|(name, list)| (name.is_empty(), std::cmp::Reverse(list.len()), *name));
        let groups: Vec<Group> = places
            .into_iter()
            .map(|(name, mut list)| {
                list.sort_by_key(|i| (i.from, i.until, &i.id));
                let heading = if name.is_empty() { self.words.say("place.unknown", &[]) } else { name.to_string() };
                Group { heading: Some(heading), items: list.into_iter().map(|i| self.incident(i)).collect() }
            })
            .collect();
        (!groups.is_empty()).then(|| self.section("section.incidents", groups))
    }

    fn incident(&mut self, incident: &'a Happening) -> Item {
        let reports: Vec<&str> = incident.reports.iter().map(String::as_str).collect();
        let what = self.what(incident);
        let first = if is_fact(incident.reality) {
            self.words.count("told", incident.sources.max(1), &[("what", &what)])
        } else {
            self.words.say("told.planned", &[("what", &what)])
        };
        let mut sentences = vec![self.sentence(first, reports.clone())];
        let parties = match (is_mutual(incident.kind), incident.actors.is_empty(), incident.recipients.is_empty()) {
            (_, true, true) => Vec::new(),
            (true, ..) => {
                // Who meets, helps or marches is no perpetrator.
                let both: Vec<String> = incident.actors.iter().chain(&incident.recipients).cloned().collect();
                vec![("with", both)]
            }
            (false, false, false) => vec![("by", incident.actors.clone()), ("to", incident.recipients.clone())],
            (false, false, true) => vec![("by", incident.actors.clone())],
            (false, true, false) => vec![("to", incident.recipients.clone())],
        };
        for (code, names) in parties {
            let line = self.words.say(code, &[("names", &self.words.list(&names))]);
            sentences.push(self.sentence(line, reports.clone()));
        }
        for toll in &incident.tolls {
            sentences.push(self.toll(toll));
        }
        let whole = incident.part_of.as_ref().and_then(|id| self.material.incidents.iter().find(|i| i.id == *id));
        if let Some(whole) = whole {
            let event = self.what(whole);
            sentences.push(self.sentence(self.words.say("part", &[("event", &event)]), reports));
        }
        let chart = incident.tolls.iter().find(|t| t.points.len() > 1).map(|t| self.chart(t));
        Item { id: Some(incident.id.clone()), sentences, chart }
    }

    /// "an air strike in Bourem on 4 March 2031".
    fn what(&self, incident: &Happening) -> String {
        let mode = incident.mode.as_ref().map(|m| format!("event.{}.{m}", incident.kind.name()));
        let event = match mode.filter(|code| self.words.knows(code)) {
            _ if incident.operation && incident.kind == EventType::Assault => self.words.say("event.operation", &[]),
            Some(code) => self.words.say(&code, &[]),
            None => self.words.say(&format!("event.{}", incident.kind.name()), &[]),
        };
        let place = incident.place.as_ref().map(|place| {
            let at = matches!(place.kind, PlaceKind::Populated | PlaceKind::Camp);
            self.words.say(if at { "where" } else { "where.area" }, &[("place", &place.name)])
        });
        let day = match (incident.from, incident.until) {
            (None, None) => None,
            (Some(from), Some(until)) if from == until => {
                Some(self.words.say("when", &[("day", &self.words.day(from))]))
            }
            (from, until) => Some(self.words.say("when.days", &[("days", &self.words.days(from, until))])),
        };
        [Some(event), place, day].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// "Killed (civilians): 4 to 11, by source: 4 (Health Ministry), 11 (doctors)."
    fn toll(&mut self, toll: &'a Series) -> Sentence {
        let current: Vec<&Told> = toll.points.iter().filter(|p| p.current).collect();
        let measure = self.measure(toll);
        let colon = self.words.say("colon", &[]);
        let range = self.range(toll);
        let cites = current.iter().map(|p| p.report.as_str()).collect();
        let sides: Vec<String> = current.iter().map(|p| self.side(toll, p)).collect();
        let names = [("measure", measure.as_str()), ("colon", &colon), ("range", &range)];
        let line = match sides.as_slice() {
            [] => self.words.say("toll", &names),
            sides => {
                let sides = sides.join(&self.words.say("clause", &[]));
                self.words.say("toll.sides", &[&names[..], &[("sides", sides.as_str())]].concat())
            }
        };
        self.sentence(line, cites)
    }

    /// "4 (Health Ministry, 5 March 2031)".
    fn side(&self, toll: &Series, told: &Told) -> String {
        let number = self.number(toll.unit, told.min, told.max, told.exactness);
        let source = self.source(told.source.as_deref(), &told.report);
        match told.published {
            Some(day) => self
                .words
                .say("toll.side.day", &[("number", &number), ("source", &source), ("day", &self.words.day(day))]),
            None => self.words.say("toll.side", &[("number", &number), ("source", &source)]),
        }
    }

    /// "Killed (civilians)".
    fn measure(&self, toll: &Series) -> String {
        let measure = self.words.say(&format!("measure.{}", toll.measure.name()), &[]);
        let status = format!("status.{}", toll.status.name());
        let who = toll.who.clone().or_else(|| self.words.knows(&status).then(|| self.words.say(&status, &[])));
        match who {
            Some(who) => self.words.say("toll.who", &[("measure", &measure), ("who", &who)]),
            None => measure,
        }
    }

    /// The range of a toll; in the words of its figure where there is one only.
    fn range(&self, toll: &Series) -> String {
        let mut current = toll.points.iter().filter(|p| p.current);
        match (current.next(), current.next()) {
            (Some(one), None) => self.number(toll.unit, one.min, one.max, one.exactness),
            _ => self.number(toll.unit, toll.min, toll.max, Exactness::Between),
        }
    }

    fn number(&self, unit: Unit, min: Option<f64>, max: Option<f64>, exactness: Exactness) -> String {
        let written = |n: f64| match unit {
            Unit::Share => format!("{}\u{a0}%", self.words.number((n * 1000.0).round() / 10.0)),
            _ => self.words.number(n),
        };
        let one = match exactness {
            Exactness::AtLeast => min,
            Exactness::AtMost | Exactness::Nearly => max,
            _ if min == max => min,
            _ => None,
        };
        let code = match exactness {
            Exactness::AtLeast => Some("range.at_least"),
            Exactness::AtMost => Some("range.at_most"),
            Exactness::Nearly => Some("range.nearly"),
            Exactness::About => Some("range.about"),
            _ => None,
        };
        match (one, code, min, max) {
            (Some(n), Some(code), ..) => self.words.say(code, &[("n", &written(n))]),
            (Some(n), None, ..) => written(n),
            (None, _, Some(min), Some(max)) => {
                self.words.say("range", &[("min", &written(min)), ("max", &written(max))])
            }
            (None, _, Some(min), None) => self.words.say("range.at_least", &[("n", &written(min))]),
            (None, _, None, Some(max)) => self.words.say("range.at_most", &[("n", &written(max))]),
            (None, _, None, None) => self.words.say("range.unknown", &[]),
        }
    }

    /// The source that a report names, or the report itself.
    fn source(&self, named: Option<&str>, report: &str) -> String {
        let outlet = self.material.reports.get(report).and_then(|r| r.outlet.as_deref());
        match (named, outlet) {
            (Some(name), _) => name.to_string(),
            (None, Some(outlet)) => self.words.say("source.report", &[("outlet", outlet)]),
            (None, None) => self.words.say("source.unnamed", &[]),
        }
    }

    fn chart(&self, toll: &Series) -> Chart {
        let bar = |p: &Told| {
            let (min, max) = (p.min.or(p.max)?, p.max.or(p.min)?);
            let source = self.source(p.source.as_deref(), &p.report);
            Some(Bar { day: p.published, source, min, max, current: p.current })
        };
        let label = format!("{} · {}", self.measure(toll), self.words.say("chart", &[]));
        Chart { label, bars: toll.points.iter().filter_map(bar).collect() }
    }

    /// Totals over a period, of a country or front, a series each.
    fn running_totals(&mut self) -> Option<Section> {
        let items: Vec<Item> = self
            .material
            .running
            .iter()
            .map(|toll| {
                let mut sentence = self.toll(toll);
                let days = self.words.days(toll.since, toll.until);
                let scope: Vec<String> = toll.place.iter().cloned().chain((!days.is_empty()).then_some(days)).collect();
                if !scope.is_empty() {
                    let scope = scope.join(&self.words.say("list", &[]));
                    sentence.text = self.words.say("toll.whole", &[("where", &scope), ("toll", &sentence.text)]);
                }
                let chart = (toll.points.len() > 1).then(|| self.chart(toll));
                Item { id: Some(toll.id.clone()), sentences: vec![sentence], chart }
            })
            .collect();
        (!items.is_empty()).then(|| self.section("section.tolls", vec![Group { heading: None, items }]))
    }

    /// Claims that cannot all hold, side by side.
    fn disputes(&mut self) -> Option<Section> {
        let items: Vec<Item> = self
            .material
            .disputes
            .iter()
            .map(|dispute| {
                let incident = dispute.incident.as_ref();
                let incident = incident.and_then(|id| self.material.incidents.iter().find(|i| i.id == *id));
                let what = incident.map(|i| self.what(i)).unwrap_or_default();
                let line = self.words.say(&format!("dispute.{}", dispute.kind.name()), &[("what", &what)]);
                let line = if what.is_empty() { line.replace(" ()", "") } else { line };
                let all = dispute.sides.iter().map(|s| s.1.as_str()).collect();
                let mut sentences = vec![self.sentence(line, all)];
                for (source, report, said) in &dispute.sides {
                    let source = self.source(source.as_deref(), report);
                    let marks = |c: char| c.is_whitespace() || "“”«»\"".contains(c);
                    let quote = self.words.say("quote", &[("words", said.trim_matches(marks))]);
                    let names =
                        [("source", source.as_str()), ("colon", &self.words.say("colon", &[])), ("quote", &quote)];
                    sentences.push(self.sentence(self.words.say("dispute.side", &names), vec![report]));
                }
                Item { id: Some(dispute.id.clone()), sentences, chart: None }
            })
            .collect();
        (!items.is_empty()).then(|| self.section("section.disputes", vec![Group { heading: None, items }]))
    }

    /// Reports that no longer stand as they were.
    fn corrections(&mut self) -> Option<Section> {
        let items: Vec<Item> = self
            .material
            .corrections
            .iter()
            .map(|correction| {
                let line = match correction.change {
                    Change::Superseded(old, new) => self
                        .words
                        .say("corrected.superseded", &[("version", &new.to_string()), ("old", &old.to_string())]),
                    Change::Replaced => self.words.say("corrected.replaced", &[]),
                    Change::Withdrawn => self.words.say("corrected.withdrawn", &[]),
                };
                let sentence = self.sentence(line, vec![&correction.report]);
                Item { id: Some(correction.report.clone()), sentences: vec![sentence], chart: None }
            })
            .collect();
        (!items.is_empty()).then(|| self.section("section.corrected", vec![Group { heading: None, items }]))
    }

    fn section(&self, code: &str, groups: Vec<Group>) -> Section {
        Section { heading: self.words.say(code, &[]), groups }
    }

    /// A sentence with the numbers of its reports, given out in the order in which reports are first cited.
    fn sentence(&mut self, text: String, reports: Vec<&'a str>) -> Sentence {
        let mut cites: Vec<usize> = Vec::new();
        for report in reports {
            let next = self.order.len() + 1;
            let number = *self.numbers.entry(report).or_insert(next);
            if number == next {
                self.order.push(report);
            }
            cites.push(number);
        }
        cites.sort_unstable();
        cites.dedup();
        Sentence { text, cites }
    }

    fn source_lines(&self) -> Vec<SourceLine> {
        let line = |id: &&str| {
            let report = self.material.reports.get(*id);
            let day = report.and_then(|r| r.published).map(|d| self.words.day(d));
            let parts = [report.and_then(|r| r.outlet.clone()), report.and_then(|r| r.title.clone()), day];
            let parts: Vec<String> = parts.into_iter().flatten().chain([id.to_string()]).collect();
            SourceLine { text: parts.join(&self.words.say("list", &[])), url: report.and_then(|r| r.url.clone()) }
        };
        self.order.iter().map(line).collect()
    }

    fn map(&self) -> Option<Map> {
        let mut points: Vec<MapPoint> = Vec::new();
        for place in self.material.incidents.iter().filter_map(|i| i.place.as_ref()) {
            // A point that may lie a hundred kilometres off would mislead.
            let Some((lat, lon)) = place.point.filter(|_| place.within_km.is_none_or(|km| km <= 50.0)) else {
                continue;
            };
            match points.iter_mut().find(|p| p.name == place.name) {
                Some(point) => point.incidents += 1,
                None => points.push(MapPoint { name: place.name.clone(), lat, lon, incidents: 1 }),
            }
        }
        (!points.is_empty()).then(|| Map { label: self.words.say("map", &[]), points })
    }
}

/// Whether an event is told as a fact.
fn is_fact(reality: Reality) -> bool {
    matches!(reality, Reality::Happened | Reality::Ongoing | Reality::Ended)
}

/// Whether an event has parties, not a perpetrator and a target.
fn is_mutual(kind: EventType) -> bool {
    !matches!(kind, EventType::Assault | EventType::Coerce | EventType::Threaten | EventType::Sanction)
}
