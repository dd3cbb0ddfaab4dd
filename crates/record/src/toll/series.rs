//! Which figures count the same thing.
//!
//! One series has one measure, one unit and one subject: the party that those counted belong to, and whether they fought. A
//! figure that leaves one of these open joins the only series that tells it; where there are several it stands apart, for it
//! may count all of them together. A part ("two of them children") is a series of its own, and so are groups that one source
//! counts side by side ("seven children and four women"), and a person.

use super::{high, low, value};
use crate::mention::{Count, FigureId, PartyId, ReportId, Root};
use claims::{ActorKind, Measure, Status, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// Figures on one thing.
pub(super) struct Series<'a> {
    /// Whether those counted fought.
    pub(super) status: Status,
    /// The words for a part, a person or a group counted apart.
    pub(super) class: Option<&'a str>,
    /// The figures, by day of publication; at least one.
    pub(super) counts: Vec<&'a Count>,
}

/// Who is counted, as far as it is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Subject {
    status: Option<Status>,
    body: Option<PartyId>,
}

/// A group by which people are counted apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class<'a> {
    Party(PartyId),
    Words(&'a str),
}

/// What figures of one series share before their subjects are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Portion<'a> {
    Whole,
    Part(Subject, Option<Class<'a>>),
    Person(PartyId),
}

/// Parts figures into series.
pub(super) fn gather(mut counts: Vec<&Count>) -> Vec<Series<'_>> {
    // Row ids depend on the order in which reports came; anchors do not.
    counts.sort_by_key(|c| (c.published.is_none(), c.published, c.version, c.report != c.original, c.anchor, c.at));
    let addends = addends(&counts);
    let mut portions: BTreeMap<(Measure, Unit, Portion), Vec<&Count>> = BTreeMap::new();
    for count in counts {
        let portion = portion(count, addends.contains(&count.id));
        portions.entry((count.measure, count.unit, portion)).or_default().push(count);
    }
    let parted = |((_, _, portion), counts)| match portion {
        Portion::Whole => wholes(counts),
        Portion::Part(..) | Portion::Person(_) => vec![series(counts, true)],
    };
    portions.into_iter().flat_map(parted).collect()
}

/// Whether a figure names the party that is counted.
pub(super) fn is_specific(count: &Count) -> bool {
    subject(count).body.is_some()
}

fn portion(count: &Count, is_addend: bool) -> Portion<'_> {
    match &count.who {
        Some(who) if who.kind == ActorKind::Person => Portion::Person(who.party),
        _ if count.part_of.is_some() || is_addend => Portion::Part(subject(count), class(count)),
        _ => Portion::Whole,
    }
}

/// Groups that one source counts side by side in a report ("four travellers and three policemen") and that add up to a whole
/// that another report tells: they are its parts, though the report itself gives no sum.
fn addends(counts: &[&Count]) -> BTreeSet<FigureId> {
    type Told = (Measure, Unit, ReportId, Root);
    let mut reports: BTreeMap<Told, Vec<&Count>> = BTreeMap::new();
    for count in counts.iter().filter(|c| c.part_of.is_none() && c.min == c.max && class(c).is_some()) {
        let told = reports.entry((count.measure, count.unit, count.report, count.said.root)).or_default();
        if told.iter().all(|c| class(c) != class(count)) {
            told.push(count);
        }
    }
    let is_whole = |&(measure, unit, report, _): &Told, sum: f64| {
        counts.iter().any(|c| {
            c.report != report && (c.measure, c.unit) == (measure, unit) && c.min == c.max && value(c) == Some(sum)
        })
    };
    let adds_up =
        |(of, told): &(&Told, &Vec<&Count>)| told.len() > 1 && is_whole(of, told.iter().filter_map(|c| value(c)).sum());
    reports.iter().filter(adds_up).flat_map(|(_, told)| told.iter().map(|c| c.id)).collect()
}

fn subject(count: &Count) -> Subject {
    Subject {
        status: Some(count.status).filter(|s| *s != Status::Unknown),
        body: count.who.as_ref().and_then(|who| who.body()),
    }
}

fn class(count: &Count) -> Option<Class<'_>> {
    match &count.who {
        Some(who) => Some(Class::Party(who.body().unwrap_or(who.party))),
        None => count.who_words.as_deref().map(Class::Words),
    }
}

/// Figures that are no part of others, by subject, then by class where a source counts classes side by side.
fn wholes(counts: Vec<&Count>) -> Vec<Series<'_>> {
    let settled = settle(counts.iter().map(|c| subject(c)).collect());
    let mut subjects: BTreeMap<Subject, Vec<&Count>> = BTreeMap::new();
    for count in counts {
        subjects.entry(settled[&subject(count)]).or_default().push(count);
    }
    subjects.into_values().flat_map(by_class).collect()
}

/// The subject that each one stands for: itself, or the only one that tells what it leaves open.
fn settle(subjects: BTreeSet<Subject>) -> BTreeMap<Subject, Subject> {
    let mut settled: BTreeMap<Subject, Subject> = BTreeMap::new();
    let mut series: Vec<Subject> = Vec::new();
    // The plainest first, so that those who join find all whom they could join.
    let mut plainest: Vec<Subject> = subjects.into_iter().collect();
    plainest.sort_by_key(|s| (s.body.is_none(), s.status.is_none()));
    for subject in plainest {
        let mut fits = series.iter().filter(|s| tells(s, &subject));
        match (fits.next(), fits.next()) {
            (Some(&only), None) => settled.insert(subject, only),
            _ => {
                series.push(subject);
                settled.insert(subject, subject)
            }
        };
    }
    settled
}

/// Whether one subject tells what another leaves open, and contradicts none of what it tells.
fn tells(plain: &Subject, open: &Subject) -> bool {
    let agrees = |a: Option<Status>, b: Option<Status>| a.is_none() || b.is_none() || a == b;
    let same_body = open.body.is_none() || plain.body == open.body;
    let tells_more = plain.body.is_some() && open.body.is_none() || plain.status.is_some() && open.status.is_none();
    same_body && tells_more && agrees(plain.status, open.status)
}

/// Parts figures on one subject by the classes that a source counts side by side; those of no such class stay together.
fn by_class(counts: Vec<&Count>) -> Vec<Series<'_>> {
    let apart = classes_apart(&counts);
    let mut classes: BTreeMap<Option<Class>, Vec<&Count>> = BTreeMap::new();
    for count in counts {
        classes.entry(class(count).filter(|class| apart.contains(class))).or_default().push(count);
    }
    classes.into_iter().map(|(class, counts)| series(counts, class.is_some())).collect()
}

/// Classes of which one report gives numbers that do not meet: by one source, or in its own voice beside a source.
fn classes_apart<'a>(counts: &[&'a Count]) -> BTreeSet<Class<'a>> {
    let mut reports: BTreeMap<ReportId, Vec<&Count>> = BTreeMap::new();
    for count in counts.iter().filter(|c| c.who.is_some()) {
        reports.entry(count.report).or_default().push(count);
    }
    let is_own = |count: &Count| matches!(count.said.root, Root::Report(_));
    let is_population = |count: &Count| count.who.as_ref().is_some_and(|who| who.kind == ActorKind::Population);
    let mut apart = BTreeSet::new();
    for counts in reports.into_values() {
        for (n, a) in counts.iter().enumerate() {
            for b in &counts[n + 1..] {
                // In its own voice a report tells the people of whom a source tells civilians.
                let beside = (is_own(a) || is_own(b)) && !(is_population(a) && is_population(b));
                let by_one = a.said.root == b.said.root || beside;
                let meet = low(a) <= high(b) && low(b) <= high(a);
                if by_one && !meet && class(a) != class(b) {
                    apart.extend(class(a).into_iter().chain(class(b)));
                }
            }
        }
    }
    apart
}

fn series(counts: Vec<&Count>, is_class: bool) -> Series<'_> {
    let status = counts.iter().map(|c| c.status).find(|s| *s != Status::Unknown).unwrap_or(Status::Unknown);
    let class = counts.iter().find_map(|c| c.who_words.as_deref()).filter(|_| is_class);
    Series { status, class, counts }
}
