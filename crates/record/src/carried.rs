//! Figures that their report ties to no event: which of its events each seems to count the harm of.
//!
//! "The shelling of the market … . Doctors spoke of eleven dead." The reading ties a figure to the event of its own clause;
//! here one that has none is laid beside the report's events, by what it counts, by place and day and by nearness. A
//! figure that fits none stays alone.

use crate::account::{Account, Days, Event, Figure};
use crate::same::MARGIN_KM;
use crate::setting::{Setting, spot};
use claims::{EventType, Measure, Reality};

/// How much further off an event is that is told after the figure.
const AHEAD: i64 = 3;
/// Code points from a figure to an event whose place and day are both not told alike.
const NEARBY: i64 = 400;

/// Ties the figures that no event carries to the events that they fit. `settings` are those of the report's events.
pub fn complete(account: &mut Account, settings: &[Setting]) {
    let mut carriers: Vec<Option<usize>> = vec![None; account.figures.len()];
    for (n, event) in account.events.iter().enumerate() {
        for &f in event.figures.iter().filter(|&&f| does_harm(event) || !is_harm(&account.figures[f as usize])) {
            carriers[f as usize].get_or_insert(n);
        }
    }
    let loose: Vec<usize> = (0..carriers.len()).filter(|&f| carriers[f].is_none()).collect();
    for &f in &loose {
        let figure = &account.figures[f];
        if !figure.cumulative && figure.part_of.is_none() {
            carriers[f] = carrier(account, settings, figure);
        }
    }
    for &f in &loose {
        // A part belongs where its whole does.
        carriers[f] = carriers[f].or_else(|| carriers[account.figures[f].part_of? as usize]);
        if let Some(event) = carriers[f] {
            account.events[event].figures.push(f as u32);
        }
    }
}

/// The event that a figure fits best: by place and day, then by nearness.
fn carrier(account: &Account, settings: &[Setting], figure: &Figure) -> Option<usize> {
    let fit = |n: usize| {
        let event = &account.events[n];
        if !is_counted(event, figure.measure) {
            return None;
        }
        let place = place_fits(account, figure.place, settings[n].place)?;
        let days = days_fit(figure, settings[n].days.filter(|_| !settings[n].days_assumed))?;
        let distance = distance(event.at, figure.at);
        (place == Fit::Alike || days == Fit::Alike || distance <= NEARBY).then_some((place, days, distance))
    };
    let fits = (0..account.events.len()).filter_map(|n| Some((fit(n)?, n)));
    fits.min().map(|(_, n)| n)
}

/// Whether an event may have harmed anybody: "thirty were treated" (AID) counts those whom another event has wounded.
fn does_harm(event: &Event) -> bool {
    use EventType::*;
    matches!(event.kind, Assault | Coerce | Protest | Retreat | Mobilize)
}

fn is_harm(figure: &Figure) -> bool {
    matches!(figure.measure, Measure::Killed | Measure::Wounded | Measure::Missing)
}

/// Whether such an event may have harmed those that a figure of the measure counts.
fn is_counted(event: &Event, measure: Measure) -> bool {
    use EventType::*;
    let is_told = matches!(event.reality, Reality::Happened | Reality::Ongoing | Reality::Ended);
    let kinds: &[EventType] = match measure {
        Measure::Killed | Measure::Wounded | Measure::Missing | Measure::Damage => &[Assault],
        Measure::Detained | Measure::Abducted => &[Coerce],
        Measure::Released | Measure::Surrendered => &[Retreat],
        Measure::Crowd => &[Protest],
        _ => &[],
    };
    is_told && event.quad.is_some() && !event.operation && kinds.contains(&event.kind)
}

/// How a figure and an event agree on place or day; what contradicts is `None`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Alike,
    Open,
}

fn place_fits(account: &Account, figure: Option<u32>, event: Option<u32>) -> Option<Fit> {
    let (Some(a), Some(b)) = (figure, event) else { return Some(Fit::Open) };
    let (a, b) = (spot(account, a), spot(account, b));
    if a.place == b.place {
        return Some(Fit::Alike);
    }
    let within = |km: f64| km <= a.within_km + b.within_km + MARGIN_KM;
    a.km(&b).is_none_or(within).then_some(Fit::Open)
}

fn days_fit(figure: &Figure, event: Option<Days>) -> Option<Fit> {
    let (Some(first), Some(last), Some(days)) = (figure.since, figure.until, event) else { return Some(Fit::Open) };
    let told = Days { first, last };
    (told.gap(days) == 0).then_some(if told == days { Fit::Alike } else { Fit::Open })
}

/// How far an event stands from a figure, in code points.
fn distance(event: u32, figure: u32) -> i64 {
    let ahead = i64::from(event) - i64::from(figure);
    if ahead > 0 { AHEAD * ahead } else { -ahead }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Event, Figure, Place, Report};
    use crate::setting::settings;
    use claims::{EventType::*, Exactness, PlaceKind, Status, Unit};
    use jiff::civil::date;

    fn event(kind: EventType, at: u32, place: Option<u32>, day: i8) -> Event {
        let day = date(2031, 6, day);
        Event {
            kind,
            mode: None,
            reality: Reality::Happened,
            main: true,
            operation: false,
            quad: Some(4),
            trigger: "attack".to_string(),
            at,
            words: String::new(),
            actors: Vec::new(),
            recipients: Vec::new(),
            place,
            days: Some(Days { first: day, last: day }),
            figures: Vec::new(),
            confidence: 1.0,
        }
    }

    fn figure(measure: Measure, at: u32, place: Option<u32>, day: Option<i8>) -> Figure {
        let day = day.map(|d| date(2031, 6, d));
        Figure {
            measure,
            min: Some(4.0),
            max: Some(4.0),
            best: Some(4.0),
            unit: Unit::Persons,
            exactness: Exactness::Stated,
            who: None,
            who_words: None,
            status: Status::Unknown,
            since: day,
            until: day,
            place,
            cumulative: false,
            part_of: None,
            at,
            words: String::new(),
            confidence: 1.0,
        }
    }

    /// Checks the positions of the figures of each event, in a report that names the towns Belis (0) and Corda (1).
    fn check(events: Vec<Event>, figures: Vec<Figure>, expected: &[&[u32]]) {
        let town = |name: &str, lat: f64| Place {
            key: name.to_string(),
            name: name.to_string(),
            kind: PlaceKind::Populated,
            country: None,
            admin1: None,
            point: Some((lat, 10.0)),
            within_km: Some(5.0),
            spellings: vec![name.to_string()],
        };
        let mut account = Account {
            report: Report::plain(),
            parties: Vec::new(),
            places: vec![town("Belis", 20.0), town("Corda", 21.0)],
            events,
            figures,
            claims: Vec::new(),
        };
        let settings = settings(&account);
        complete(&mut account, &settings);
        assert_eq!(account.events.iter().map(|e| &*e.figures).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_figure_joins_the_event_of_its_place_and_day() {
        let events =
            || vec![event(Assault, 10, Some(0), 2), event(Assault, 90, Some(1), 2), event(Assault, 99, Some(0), 4)];
        check(events(), vec![figure(Measure::Killed, 200, Some(0), Some(2))], &[&[0], &[], &[]]);
        check(events(), vec![figure(Measure::Killed, 200, Some(0), Some(4))], &[&[], &[], &[0]]);
        check(events(), vec![figure(Measure::Killed, 200, Some(0), Some(7))], &[&[], &[], &[]]);
        check(events(), vec![figure(Measure::Killed, 95, None, None)], &[&[], &[0], &[]]);
    }

    #[test]
    fn it_joins_only_what_may_have_done_it() {
        let events = || vec![event(Consult, 10, Some(0), 2), event(Coerce, 20, Some(0), 2)];
        check(events(), vec![figure(Measure::Killed, 30, Some(0), Some(2))], &[&[], &[]]);
        check(events(), vec![figure(Measure::Detained, 30, Some(0), Some(2))], &[&[], &[0]]);
        let denied = Event { reality: Reality::Denied, ..event(Assault, 10, Some(0), 2) };
        check(vec![denied], vec![figure(Measure::Killed, 30, Some(0), Some(2))], &[&[]]);
    }

    #[test]
    fn those_who_are_treated_were_wounded_by_another_event() {
        let treated = Event { figures: vec![0], ..event(Aid, 25, Some(0), 2) };
        let events = vec![event(Assault, 10, Some(0), 2), treated];
        check(events, vec![figure(Measure::Wounded, 30, Some(0), Some(2))], &[&[0], &[0]]);
    }

    #[test]
    fn a_part_goes_with_its_whole_and_a_running_total_alone() {
        let whole = Event { figures: vec![0], ..event(Assault, 10, Some(0), 2) };
        let part = Figure { part_of: Some(0), ..figure(Measure::Killed, 40, None, None) };
        let total = Figure { cumulative: true, ..figure(Measure::Killed, 60, Some(0), Some(2)) };
        check(vec![whole], vec![figure(Measure::Killed, 30, Some(0), Some(2)), part, total], &[&[0, 1]]);
    }
}
