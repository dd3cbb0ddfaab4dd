//! Where and when each event of a report took place, as the chronicle takes it: as told; else as another event of the
//! report tells it that seems to be the same; else where and when the report plays. What is not told is marked as assumed.

use crate::account::{Account, Days, Event, Figure, Place};
use crate::mention::{EventId, Mention, PartyId, PlaceId, ReportId, Side, Spot};
use crate::rank::rank;
use crate::same::likeness;
use crate::star::ENOUGH;
use claims::Reality;
use jiff::ToSpan;
use jiff::civil::Date;

/// Place and days of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Setting {
    /// A position in [`Account::places`].
    pub place: Option<u32>,
    /// The report does not tell the place, or only the country or province that it lies in.
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
/// How far, in events, one that is told again is looked for.
const NEARBY: usize = 40;
/// How much more likely an event is told again right after it than far from it.
const NEARNESS: f64 = 0.2;
/// How much more likely what a report tells as its news is told again than its background.
const NEWS: f64 = 0.1;
/// How much further off an event is that stands after the one that tells it again, as a title stands before the lead.
const AHEAD: f64 = 3.0;
/// Radius in kilometres of a place of which the reader knows none.
const UNKNOWN_KM: f64 = 10.0;

/// The setting of each event of a report, in order.
pub fn settings(account: &Account) -> Vec<Setting> {
    let told: Vec<Setting> = account.events.iter().map(|event| as_told(event, account.report.published)).collect();
    let mentions: Vec<Mention> = (0..told.len()).map(|n| mention(account, n, &told[n])).collect();
    let leaders = leaders(&mentions);
    let shared = shared(&mentions, &told, &leaders);
    let main = main_place(account);
    let lies_in = |place: Option<u32>, around: Option<u32>| {
        let (Some(place), Some(around)) = (place, around) else { return true };
        let (place, around) = (spot(account, place), spot(account, around));
        place.km(&around).is_some_and(|km| km <= around.within_km + place.within_km)
    };
    let setting = |n: usize| {
        let mut setting = told[n];
        let share = &shared[leaders[n]];
        if !is_town(&mentions[n]) {
            let town = [share.place, main].into_iter().find(|&town| town.is_some() && lies_in(town, setting.place));
            if let Some(town) = town {
                (setting.place, setting.place_assumed) = (town, true);
            }
        }
        if setting.days_assumed && share.days.is_some() {
            setting.days = share.days;
        }
        setting
    };
    (0..told.len()).map(setting).collect()
}

/// What the report tells of the setting, and the days that all lie in that a report of its day can speak of.
fn as_told(event: &Event, published: Option<Date>) -> Setting {
    Setting {
        place: event.place,
        place_assumed: event.place.is_none(),
        days: event.days.or_else(|| assumed_days(event, published?)),
        days_assumed: event.days.is_none(),
    }
}

fn assumed_days(event: &Event, published: Date) -> Option<Days> {
    let before = |days: i32| Days { first: published.saturating_sub(days.days()), last: published };
    Some(match event.reality {
        Reality::Planned => Days { first: published, last: published.saturating_add(BACKGROUND_DAYS.days()) },
        Reality::Ongoing => before(0),
        _ if event.main => before(NEWS_DAYS),
        _ => before(BACKGROUND_DAYS),
    })
}

/// For each event the plainest one nearby that it seems to tell again: itself where there is none.
fn leaders(mentions: &[Mention]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&n| (rank(&mentions[n]), n));
    let mut leaders: Vec<Option<usize>> = vec![None; mentions.len()];
    for n in order {
        let nearby = n.saturating_sub(NEARBY)..(n + NEARBY).min(mentions.len());
        let score = |other: usize| {
            let distance = n.abs_diff(other) as f64 * if other > n { AHEAD } else { 1.0 };
            let nearness = NEARNESS / distance;
            let news = if mentions[other].main { NEWS } else { 0.0 };
            likeness(&mentions[n], &mentions[other]).filter(|l| l.score >= ENOUGH).map(|l| l.score + nearness + news)
        };
        let led =
            nearby.filter(|&other| leaders[other] == Some(other)).filter_map(|other| Some((score(other)?, other)));
        leaders[n] = Some(led.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(n, |(_, other)| other));
    }
    leaders.into_iter().flatten().collect()
}

/// For each leader the town and the days that are told of it or of those that tell it again.
fn shared(mentions: &[Mention], told: &[Setting], leaders: &[usize]) -> Vec<Setting> {
    let mut shared = vec![Setting::default(); told.len()];
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|&n| (rank(&mentions[n]), n));
    for n in order {
        let share = &mut shared[leaders[n]];
        if is_town(&mentions[n]) {
            share.place = share.place.or(told[n].place);
        }
        if !told[n].days_assumed {
            share.days = share.days.or(told[n].days);
        }
    }
    shared
}

/// The place that a report is about: the town where most of its events are set, its news counted twice; the first of
/// these where several are. Where no event has a town, the first town that the report names.
fn main_place(account: &Account) -> Option<u32> {
    let mut weight: Vec<u32> = vec![0; account.places.len()];
    for event in &account.events {
        if let Some(place) = event.place.filter(|&place| spot(account, place).is_town()) {
            weight[place as usize] += if event.main { 2 } else { 1 };
        }
    }
    let most = (0..weight.len()).filter(|&n| weight[n] > 0).max_by_key(|&n| (weight[n], std::cmp::Reverse(n)));
    most.map(|n| n as u32)
}

fn is_town(mention: &Mention) -> bool {
    mention.spot.as_ref().is_some_and(Spot::is_town)
}

/// An event as the chronicle compares it, with positions in the account for ids.
fn mention(account: &Account, n: usize, setting: &Setting) -> Mention {
    let event = &account.events[n];
    let side = |&position: &u32| {
        let party = account.parties.get(position as usize)?;
        let id = |position: u32| PartyId(position.into());
        Some(Side {
            party: id(position),
            of: party.member_of.map(id),
            kind: party.kind,
            country: party.country.clone(),
        })
    };
    Mention {
        id: EventId(n as i64),
        report: ReportId(0),
        anchor: n as u64,
        kind: event.kind,
        mode: event.mode.clone(),
        reality: event.reality,
        main: event.main,
        operation: event.operation,
        trigger: event.trigger.to_lowercase(),
        actors: event.actors.iter().filter_map(side).collect(),
        recipients: event.recipients.iter().filter_map(side).collect(),
        spot: setting.place.map(|place| spot(account, place)),
        days: setting.days,
        days_assumed: setting.days_assumed,
        published: account.report.published,
        counts: event.figures.iter().filter_map(|&f| count(account.figures.get(f as usize)?)).collect(),
    }
}

/// A place of the report, with its position for an id.
pub(crate) fn spot(account: &Account, place: u32) -> Spot {
    let found: Option<&Place> = account.places.get(place as usize);
    Spot {
        place: PlaceId(place.into()),
        point: found.and_then(|p| p.point),
        within_km: found.and_then(|p| p.within_km).unwrap_or(UNKNOWN_KM),
        country: found.and_then(|p| p.country.clone()),
        assumed: false,
    }
}

fn count(figure: &Figure) -> Option<(claims::Measure, f64, f64)> {
    let (low, high) = (figure.min.or(figure.best)?, figure.max.or(figure.best)?);
    (!figure.cumulative).then_some((figure.measure, low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Report;
    use claims::{EventType, PlaceKind};
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
            report: Report { published: Some(date(2031, 6, 14)), ..Report::plain() },
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
            event(Assault, Some(2), Some(12)),
            event(Assault, None, None),
            event(Assault, Some(1), Some(13)),
            event(Assault, None, None),
            event(Protest, None, None),
        ];
        check(events, &["2 12-12", "~2 ~12-12", "1 13-13", "~1 ~13-13", "~1 ~12-14"]);
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
