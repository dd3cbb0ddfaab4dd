//! ACLED's table (codebook of 2023, columns of 2024): 31 columns in their order, then what leads back to the record. The rules
//! are written in docs/export/acled.md.

use super::case::{self, Tables};
use super::nations::Nation;
use super::{Coded, total, trail};
use claims::event::Side;
use claims::{ActorKind, Measure, PlaceKind, Reality};
use jiff::civil::Date;
use store::{CaseView, IncidentView, PartyView};

const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// Kilometres within which a town counts as the place itself.
const AT_KM: f64 = 10.0;
/// Days in a row that are coded day by day; longer ones are background.
const MONTH: i32 = 31;

/// The names of the columns.
pub(super) fn header() -> Vec<String> {
    COLUMNS.into_iter().chain(trail::names()).map(str::to_string).collect()
}

/// The rows of an incident: one for each of its days.
pub(super) fn code(case: &CaseView, tables: &Tables) -> Coded {
    let incident = case::fact(case)?;
    let (country, nation) = case::nation(incident, tables).ok_or("no country")?;
    let place = incident.place.as_ref().ok_or("no place")?;
    let (latitude, longitude) = place.point.ok_or("a place without a point")?;
    let geo_precision = geo_precision(place.kind, incident.within_km).ok_or("no place below the country")?;
    let days = days(incident)?;
    let (event_type, sub_event_type) = event_type(incident, tables).ok_or("no ACLED event type")?;
    let one = Party::of(&incident.actors, event_type, nation, country);
    let two = Party::of(&incident.recipients, event_type, nation, country);
    let (one, two) = sides(one, two, event_type, nation).ok_or("no party")?;
    let killed = total::of(case, Measure::Killed);
    let low = killed.as_ref().map_or(0, |total| total.low as u64);
    let each = low / days.dates.len() as u64;
    let uploaded = case.reports.iter().filter_map(|r| r.report.published).max();
    let mut rows = Vec::with_capacity(days.dates.len());
    for (n, &date) in days.dates.iter().enumerate() {
        // The first day takes what does not divide.
        let fatalities = if n == 0 { low - each * (days.dates.len() as u64 - 1) } else { each };
        let mut row = vec![
            format!("{country}{}", incident.id),
            date.to_string(),
            date.year().to_string(),
            days.precision.to_string(),
            disorder(event_type, sub_event_type).to_string(),
            event_type.to_string(),
            sub_event_type.to_string(),
            one.name.clone(),
            one.others.clone(),
            one.inter.map_or("", |i| INTER[i]).to_string(),
            two.name.clone(),
            two.others.clone(),
            two.inter.map_or("", |i| INTER[i]).to_string(),
            interaction(one.inter, two.inter),
            if targets_civilians(&two, event_type) { "Civilian targeting" } else { "" }.to_string(),
            nation.numeric.to_string(),
            nation.acled_region.to_string(),
            nation.name.to_string(),
            place.admin1.clone().unwrap_or_default(),
            String::new(),
            String::new(),
            place.name.clone(),
            format!("{latitude:.4}"),
            format!("{longitude:.4}"),
            geo_precision.to_string(),
            case::outlets(case).join("; "),
            String::new(),
            notes(case, date, &days, killed.as_ref()),
            fatalities.to_string(),
            tags(case, event_type),
            uploaded.map_or(String::new(), |date| seconds(date).to_string()),
        ];
        row.extend(trail::values(case));
        rows.push(row);
    }
    Ok(rows)
}

/// The days that are coded, and how exact they are: 1 the day, 2 a week, 3 a month.
struct Days {
    dates: Vec<Date>,
    precision: u8,
}

/// What lasts has a row for each day; of what happened some time in a period the middle is coded.
fn days(incident: &IncidentView) -> Result<Days, &'static str> {
    let (from, length) = incident.from.zip(case::length(incident)).ok_or("no day")?;
    if length > MONTH {
        return Err("more than a month");
    }
    if length == 1 || incident.operation || incident.reality == Reality::Ongoing {
        return Ok(Days { dates: case::days(from, length).collect(), precision: 1 });
    }
    let middle = case::days(from, length).nth(length as usize / 2).unwrap_or(from);
    Ok(Days { dates: vec![middle], precision: if length <= 7 { 2 } else { 3 } })
}

fn geo_precision(kind: PlaceKind, within_km: Option<f64>) -> Option<u8> {
    match kind {
        PlaceKind::Populated | PlaceKind::Camp | PlaceKind::Facility => {
            Some(if within_km.is_some_and(|km| km > AT_KM) { 2 } else { 1 })
        }
        PlaceKind::Admin2 | PlaceKind::Area => Some(2),
        PlaceKind::Admin1 | PlaceKind::Region | PlaceKind::Water => Some(3),
        PlaceKind::Country => None,
    }
}

fn event_type(incident: &IncidentView, tables: &Tables) -> Option<(&'static str, &'static str)> {
    tables.codes.acled(incident.kind, incident.mode.as_deref(), case::sides(incident))
}

fn disorder(event_type: &str, sub_event_type: &str) -> &'static str {
    match (event_type, sub_event_type) {
        ("Protests", "Excessive force against protesters") => "Political violence; Demonstrations",
        ("Protests", _) | ("Riots", "Violent demonstration") => "Demonstrations",
        ("Strategic developments", _) => "Strategic developments",
        _ => "Political violence",
    }
}

/// The kinds of actor, in the order of their numbers from 1.
const INTER: [&str; 8] = [
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];
const REBELS: usize = 1;
const MILITIA: usize = 2;
const RIOTERS: usize = 4;
const PROTESTERS: usize = 5;
const CIVILIANS: usize = 6;
const EXTERNAL: usize = 7;

/// One of the two sides of a row.
struct Party {
    name: String,
    others: String,
    inter: Option<usize>,
}

impl Party {
    /// Those who are named; `None` where nobody is.
    fn of(parties: &[PartyView], event_type: &str, nation: &Nation, country: &str) -> Option<Party> {
        let (first, rest) = parties.split_first()?;
        let inter = inter(first, event_type, country);
        let (name, own) = match inter {
            Some(kind @ (RIOTERS | PROTESTERS | CIVILIANS)) => (of_nation(INTER[kind], nation), Some(&first.name)),
            _ => (first.name.clone(), None),
        };
        let others: Vec<&str> = own.into_iter().chain(rest.iter().map(|p| &p.name)).map(String::as_str).collect();
        Some(Party { name, others: others.join("; "), inter })
    }

    fn unnamed(kind: usize, name: &str, nation: &Nation) -> Party {
        Party { name: of_nation(name, nation), others: String::new(), inter: Some(kind) }
    }
}

/// "Civilians (Mali)".
fn of_nation(name: &str, nation: &Nation) -> String {
    format!("{name} ({})", nation.name)
}

/// The kind of an actor. The record does not tell rebels from militias.
fn inter(party: &PartyView, event_type: &str, country: &str) -> Option<usize> {
    let at_home = party.country.as_deref().is_none_or(|own| own == country);
    match Side::of(party.kind) {
        Side::State if case::is_government(party) && at_home => Some(0),
        Side::State => Some(EXTERNAL),
        Side::Armed => Some(REBELS),
        Side::Civilian if event_type == "Protests" => Some(PROTESTERS),
        Side::Civilian if event_type == "Riots" => Some(RIOTERS),
        Side::Civilian => Some(CIVILIANS),
        Side::Unknown if party.kind == ActorKind::Unknown => Some(MILITIA),
        Side::Unknown => None,
    }
}

/// The two sides, the first of them named; the second may be blank.
fn sides(one: Option<Party>, two: Option<Party>, event_type: &str, nation: &Nation) -> Option<(Party, Party)> {
    let blank = || Party { name: String::new(), others: String::new(), inter: None };
    let unknown = || Party::unnamed(MILITIA, "Unidentified Armed Group", nation);
    Some(match (event_type, one, two) {
        ("Protests", None, two) => (Party::unnamed(PROTESTERS, INTER[PROTESTERS], nation), two.unwrap_or_else(blank)),
        ("Riots", None, two) => (Party::unnamed(RIOTERS, INTER[RIOTERS], nation), two.unwrap_or_else(blank)),
        ("Violence against civilians", one, two) => {
            (one.unwrap_or_else(unknown), two.unwrap_or_else(|| Party::unnamed(CIVILIANS, INTER[CIVILIANS], nation)))
        }
        ("Battles" | "Explosions/Remote violence", one, two) => {
            (one.unwrap_or_else(unknown), two.unwrap_or_else(blank))
        }
        (_, None, None) => return None,
        (_, None, Some(two)) => (two, blank()),
        (_, Some(one), two) => (one, two.unwrap_or_else(blank)),
    })
}

/// "State forces-Rebel group", the lower number first; "State forces only".
fn interaction(one: Option<usize>, two: Option<usize>) -> String {
    match (one, two) {
        (Some(CIVILIANS), Some(EXTERNAL)) | (Some(EXTERNAL), Some(CIVILIANS)) => {
            format!("{}-{}", INTER[EXTERNAL], INTER[CIVILIANS])
        }
        (Some(a), Some(b)) => format!("{}-{}", INTER[a.min(b)], INTER[a.max(b)]),
        (Some(only), None) | (None, Some(only)) => format!("{} only", INTER[only]),
        (None, None) => String::new(),
    }
}

fn targets_civilians(two: &Party, event_type: &str) -> bool {
    let is_violent = matches!(event_type, "Violence against civilians" | "Explosions/Remote violence");
    is_violent && two.inter == Some(CIVILIANS)
}

/// When, in which words, and what the single number of deaths leaves out.
fn notes(case: &CaseView, date: Date, days: &Days, killed: Option<&total::Total>) -> String {
    let words = trail::words(case);
    let mut notes = match words.is_empty() {
        true => format!("On {}, {}.", case::day(date), count(case.reports.len(), "report")),
        false => format!("On {}, “{words}” ({}).", case::day(date), trail::sources(case).join(", ")),
    };
    if let Some(killed) = killed {
        notes.push_str(&format!(" Killed: {}.", killed.words));
    }
    if days.dates.len() > 1 {
        notes.push_str(&format!(" The number is parted over {} days.", days.dates.len()));
    }
    for dispute in &case.disputes {
        notes.push_str(&format!(" In dispute: {}.", crate::export::chronicle::reason(&dispute.reason)));
    }
    notes
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn tags(case: &CaseView, event_type: &str) -> String {
    if !matches!(event_type, "Protests" | "Riots") {
        return String::new();
    }
    let crowd = case.tolls.iter().find(|toll| toll.measure == Measure::Crowd).and_then(|toll| toll.best);
    match crowd {
        Some(size) => format!("crowd size={size}"),
        None => "crowd size=no report".to_string(),
    }
}

/// Seconds from 1970 to the beginning of a day, UTC.
fn seconds(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(date).map_or(0, |span| i64::from(span.get_days()) * 86_400)
}
