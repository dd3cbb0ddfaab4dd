//! Where and when each event of a report took place, as the chronicle takes it: as told; else as the event is set that it
//! seems to tell again; else where and when the report plays. What is not told is marked as assumed.

use crate::account::{Account, Days, Event, Place};
use claims::{EventType, Reality};
use jiff::ToSpan;
use jiff::civil::Date;

/// Place and days of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Setting {
    /// A position in [`Account::places`].
    pub place: Option<u32>,
    /// The report does not tell the place.
    pub place_assumed: bool,
    /// Days.
    pub days: Option<Days>,
    /// The report does not tell the days.
    pub days_assumed: bool,
}

/// Days before its publication that a report's news are taken to lie in.
const NEWS_DAYS: i32 = 2;
/// Days before its publication that its background is taken to lie in, and days after it for its plans.
const BACKGROUND_DAYS: i32 = 14;
/// A place with at most this radius, in kilometres, is one that an event can be set in.
const TOWN_KM: f64 = 25.0;

/// The setting of each event of a report, in order.
pub fn settings(account: &Account) -> Vec<Setting> {
    let main = main_place(account);
    let mut told_before: [Option<&Event>; EventType::ALL.len()] = [None; EventType::ALL.len()];
    let mut settings = Vec::with_capacity(account.events.len());
    for event in &account.events {
        let antecedent = told_before[event.kind as usize].filter(|told| may_retell(event, told));
        let place = event.place.or(antecedent.and_then(|told| told.place)).or(main);
        let days = event.days.or_else(|| antecedent.filter(|told| told.place == place).and_then(|told| told.days));
        settings.push(Setting {
            place,
            place_assumed: event.place.is_none(),
            days: days.or_else(|| assumed_days(event, account.report.published)),
            days_assumed: event.days.is_none(),
        });
        if is_set(event, account) {
            told_before[event.kind as usize] = Some(event);
        }
    }
    settings
}

/// Whether an event tells enough of its setting for others to share it.
fn is_set(event: &Event, account: &Account) -> bool {
    place_of(event, account).is_some_and(is_town) && event.reality != Reality::Hypothetical
}

/// Whether an event may tell again one that stands before it: nothing that it tells of place and days contradicts.
fn may_retell(event: &Event, told: &Event) -> bool {
    let agrees = event.place.is_none() || event.place == told.place;
    let meets = match (event.days, told.days) {
        (Some(a), Some(b)) => a.gap(b) == 0,
        _ => true,
    };
    agrees && meets
}

/// The place that a report is about: the town where most of its news is set, the first of these where several are.
fn main_place(account: &Account) -> Option<u32> {
    let mut weight = vec![0u32; account.places.len()];
    for event in account.events.iter().filter(|e| place_of(e, account).is_some_and(is_town)) {
        if let Some(place) = event.place {
            weight[place as usize] += if event.main { 2 } else { 1 };
        }
    }
    let town = (0..weight.len()).filter(|&n| weight[n] > 0).max_by_key(|&n| (weight[n], std::cmp::Reverse(n)));
    let named = || account.events.iter().filter(|e| e.main).find_map(|e| e.place);
    town.map(|n| n as u32).or_else(named)
}

fn place_of<'a>(event: &Event, account: &'a Account) -> Option<&'a Place> {
    account.places.get(event.place? as usize)
}

fn is_town(place: &Place) -> bool {
    place.point.is_some() && place.within_km.is_some_and(|km| km <= TOWN_KM)
}

/// The days that an event lies in for all that a report of its day of publication can speak of.
fn assumed_days(event: &Event, published: Option<Date>) -> Option<Days> {
    let published = published?;
    let before = |days: i32| Days { first: published.saturating_sub(days.days()), last: published };
    Some(match event.reality {
        Reality::Planned => Days { first: published, last: published.saturating_add(BACKGROUND_DAYS.days()) },
        Reality::Ongoing => before(0),
        _ if event.main => before(NEWS_DAYS),
        _ => before(BACKGROUND_DAYS),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Report;
    use claims::PlaceKind;
    use jiff::civil::date;

    /// A report of 14 June 2031 that names the province of Arwa (0) and its towns Belis (1) and Corda (2).
    fn report(events: Vec<Event>) -> Account {
        let place = |name: &str, lat: f64, within_km: f64| Place {
            key: name.to_string(),
            name: name.to_string(),
            kind: PlaceKind::Populated,
            country: None,
            admin1: None,
            point: Some((lat, 10.0)),
            within_km: Some(within_km),
            spellings: vec![name.to_string()],
        };
        Account {
            report: Report {
                id: "r1".to_string(),
                version: 1,
                withdrawn: false,
                replaces: None,
                published: Some(date(2031, 6, 14)),
                language: "en".to_string(),
                outlet: None,
                agency: None,
                title: None,
                url: None,
                translated_from: None,
            },
            parties: Vec::new(),
            places: vec![place("Arwa", 20.0, 120.0), place("Belis", 20.1, 5.0), place("Corda", 20.6, 5.0)],
            events,
            figures: Vec::new(),
            claims: Vec::new(),
        }
    }

    fn event(kind: EventType, place: Option<u32>, day: Option<i8>) -> Event {
        let days = day.map(|d| Days { first: date(2031, 6, d), last: date(2031, 6, d) });
        Event {
            kind,
            mode: None,
            reality: Reality::Happened,
            main: true,
            operation: false,
            quad: Some(4),
            trigger: "attack".to_string(),
            at: 0,
            words: String::new(),
            actors: Vec::new(),
            recipients: Vec::new(),
            place,
            days,
            figures: Vec::new(),
            confidence: 1.0,
        }
    }

    /// Checks place and days of June of each event; a `~` marks what is assumed.
    fn check(events: Vec<Event>, expected: &[&str]) {
        let settings = settings(&report(events));
        let show = |s: &Setting| {
            let place = s.place.map_or("-".to_string(), |p| p.to_string());
            let days = s.days.map_or("-".to_string(), |d| format!("{}-{}", d.first.day(), d.last.day()));
            let mark = |assumed| if assumed { "~" } else { "" };
            format!("{}{place} {}{days}", mark(s.place_assumed), mark(s.days_assumed))
        };
        assert_eq!(settings.iter().map(show).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_told_stays() {
        check(vec![event(EventType::Assault, Some(0), Some(12))], &["0 12-12"]);
    }

    #[test]
    fn a_retelling_is_set_where_its_antecedent_is() {
        use EventType::*;
        let events = vec![
            event(Assault, Some(2), Some(11)),
            event(Assault, None, None),
            event(Assault, Some(1), Some(13)),
            event(Assault, None, None),
            event(Protest, None, None),
        ];
        check(events, &["2 11-11", "~2 ~11-11", "1 13-13", "~1 ~13-13", "~1 ~12-14"]);
    }

    #[test]
    fn another_day_is_no_retelling() {
        use EventType::*;
        let events =
            vec![event(Assault, Some(2), Some(11)), event(Assault, None, Some(8)), event(Assault, Some(1), None)];
        check(events, &["2 11-11", "~1 8-8", "1 ~12-14"]);
    }

    #[test]
    fn a_report_without_places_gives_none() {
        check(vec![event(EventType::Assault, None, None)], &["~- ~12-14"]);
    }
}
