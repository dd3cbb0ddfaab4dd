//! Invented happenings around the towns of Belis and Corda, 60 km apart. A mention is written as
//! `type.mode trigger | place | days of June | actors > recipients | counts`; `~` marks what is assumed, a trailing
//! field may be left out.

use super::*;
use crate::account::Days;
use crate::mention::{EventId, PartyId, PlaceId, ReportId, Side};
use crate::rank::rank;
use crate::star::ENOUGH;
use claims::{ActorKind, EventType};
use jiff::civil::date;
use proptest::prelude::*;

/// Name, kilometres north of Belis, radius.
const PLACES: &[(&str, f64, f64)] =
    &[("Belis", 0.0, 5.0), ("Corda", 60.0, 5.0), ("Nearby", 9.0, 5.0), ("Arwa", 30.0, 120.0), ("Land", 0.0, 600.0)];

/// Name, kind, country, the body it belongs to.
const PARTIES: &[(&str, ActorKind, &str, Option<i64>)] = &[
    ("army", ActorKind::State, "ARW", None),
    ("spokesman", ActorKind::Person, "ARW", Some(0)),
    ("front", ActorKind::ArmedGroup, "ARW", None),
    ("rebels", ActorKind::ArmedGroup, "ARW", None),
    ("civilians", ActorKind::Population, "ARW", None),
    ("people", ActorKind::Population, "ARW", None),
    ("neighbour", ActorKind::State, "NEI", None),
];

fn mention(report: i64, text: &str) -> Mention {
    let mut fields = text.split('|').map(str::trim);
    let (kind, trigger) = fields.next().and_then(|f| f.split_once(' ')).expect("type and trigger");
    let (kind, mode) = kind.split_once('.').map_or((kind, None), |(kind, mode)| (kind, Some(mode.to_string())));
    let mut field = || fields.next().unwrap_or_default();
    let (place, days, parties, counts) = (field(), field(), field(), field());
    let (actors, recipients) = parties.split_once('>').unwrap_or((parties, ""));
    let (day_words, days_assumed) = assumed(days);
    Mention {
        id: EventId(report),
        report: ReportId(report),
        anchor: report as u64,
        kind: EventType::from_name(kind).expect("an event type"),
        mode,
        reality: if trigger.starts_with('!') { Reality::Denied } else { Reality::Happened },
        main: true,
        operation: ["battle", "siege"].contains(&trigger),
        trigger: trigger.trim_start_matches('!').to_string(),
        actors: sides(actors),
        recipients: sides(recipients),
        spot: spot(place),
        days: day_words.split_once('-').or((!day_words.is_empty()).then_some((day_words, day_words))).map(|(a, b)| {
            Days { first: date(2031, 6, a.parse().expect("a day")), last: date(2031, 6, b.parse().expect("a day")) }
        }),
        days_assumed,
        published: Some(date(2031, 6, 20)),
        counts: counts.split(',').filter(|c| !c.is_empty()).map(count).collect(),
    }
}

fn assumed(field: &str) -> (&str, bool) {
    (field.trim_start_matches('~'), field.starts_with('~'))
}

fn spot(field: &str) -> Option<Spot> {
    let (name, assumed) = assumed(field);
    let n = PLACES.iter().position(|p| p.0 == name)?;
    Some(Spot {
        place: PlaceId(n as i64),
        point: Some((20.0 + PLACES[n].1 / 111.2, 10.0)),
        within_km: PLACES[n].2,
        country: Some("ARW".to_string()),
        assumed,
    })
}

fn sides(words: &str) -> Vec<Side> {
    let side = |name: &str| {
        let n = PARTIES.iter().position(|p| p.0 == name).expect("a party");
        let (_, kind, country, of) = PARTIES[n];
        Side { party: PartyId(n as i64), of: of.map(PartyId), kind, country: Some(country.to_string()) }
    };
    words.split(',').map(str::trim).filter(|w| !w.is_empty()).map(side).collect()
}

fn count(words: &str) -> (Measure, f64, f64) {
    let (measure, range) = words.trim().split_once(' ').expect("a measure and a number");
    let (low, high) = range.split_once('-').unwrap_or((range, range));
    (Measure::from_name(measure).expect("a measure"), low.parse().expect("a number"), high.parse().expect("a number"))
}

/// Checks whether mentions of two reports are one happening.
fn check(a: &str, b: &str, expected: bool) {
    check_reports((1, a), (2, b), expected);
}

/// Checks whether two mentions of one report are one happening.
fn check_within(a: &str, b: &str, expected: bool) {
    check_reports((1, a), (1, b), expected);
}

fn check_reports((first, a): (i64, &str), (second, b): (i64, &str), expected: bool) {
    let found = likeness(&mention(first, a), &mention(second, b));
    assert_eq!(found.as_ref().is_some_and(|l| l.score >= ENOUGH), expected, "{a}\n{b}\n{found:#?}");
}

#[test]
fn one_happening_in_two_reports() {
    check(
        "ASSAULT.heavy-weapons shelling | Belis | 11 | army > civilians | killed 4",
        "ASSAULT attack | Belis | 11",
        true,
    );
    check("ASSAULT raid | Belis | 11", "ASSAULT killed | Belis | 11 | > civilians | killed 12", true);
    check("ASSAULT raid | Belis | 11 | front > army", "ASSAULT attack | Arwa | 11 | rebels > army", true);
    check("ASSAULT raid | Belis | 11 | front > army", "ASSAULT attack | Belis | ~9-12 | front >", true);
    check("COERCE.seize seized | Belis | 11 | front >", "RETREAT.withdraw withdrew | Belis | 11 | army >", true);
}

#[test]
fn tellings_that_differ_are_still_one() {
    // Each side blames the other; tolls differ; one denies.
    check(
        "ASSAULT shelling | Belis | 11 | army > civilians | killed 4",
        "ASSAULT shelling | Belis | 11 | front > civilians | killed 11",
        true,
    );
    check("ASSAULT strike | Belis | 11 | army > civilians", "ASSAULT !strike | Belis | 11 | army >", true);
    // The date is told a day apart, while toll and parties agree.
    check(
        "ASSAULT raid | Belis | 11 | front > army | killed 13",
        "ASSAULT raid | Belis | 12 | front > army | killed 13",
        true,
    );
}

#[test]
fn near_misses_are_two() {
    // Two raids on one town two days apart.
    check(
        "ASSAULT raid | Belis | 11 | front > army | killed 4",
        "ASSAULT raid | Belis | 13 | front > army | killed 4",
        false,
    );
    // Two strikes on one day in towns 60 km apart.
    check(
        "ASSAULT.aerial strike | Belis | 11 | army > front",
        "ASSAULT.aerial strike | Corda | 11 | army > front",
        false,
    );
    // Neighbouring villages.
    check("ASSAULT raid | Belis | 11 | front > civilians", "ASSAULT raid | Nearby | 11 | front > civilians", false);
    // One toll, another week.
    check(
        "ASSAULT killed | Belis | 4 | > civilians | killed 13",
        "ASSAULT killed | Belis | 11 | > civilians | killed 13",
        false,
    );
    // A day of shelling, and one more.
    check("ASSAULT shelling | Belis | 11 | army >", "ASSAULT shelling | Belis | 12 | army >", false);
    // An abduction and a bombing on one day.
    check(
        "ASSAULT.abduct abducted | Belis | 11 | front > civilians",
        "ASSAULT.aerial bombed | Belis | 11 | army > civilians",
        false,
    );
    check("ASSAULT attack | Belis | 11", "CONSULT talks | Belis | 11", false);
}

#[test]
fn a_vague_mention_needs_more_than_a_vague_match() {
    check("ASSAULT attack | Land | ~9-11", "ASSAULT clashes | Land | ~8-10", false);
    check("ASSAULT attack | Land | 11", "ASSAULT clashes | Belis | ~8-11 | front > army", false);
    check("ASSAULT killed | Belis | 1-30 | > civilians", "ASSAULT killed | Belis | 11 | army > front", false);
}

#[test]
fn a_battle_is_not_its_clashes() {
    check("ASSAULT battle | Belis | 1-20 | army > front", "ASSAULT ambush | Belis | 11 | front > army", false);
    check("ASSAULT battle | Belis | 2 | army > front", "ASSAULT battle | Belis | 19 | army > front", true);
}

#[test]
fn one_report_tells_its_news_again() {
    check_within("ASSAULT shelling | Belis | 11 | army >", "ASSAULT attack | ~Belis | ~11", true);
    check_within("ASSAULT shelling | Belis | 11", "ASSAULT killed | Land | ~9-11 | > civilians", true);
    // What it tells apart stays apart.
    check_within("ASSAULT raid | Belis | 11 | front > army", "ASSAULT raid | Belis | 12 | front > army", false);
    check_within("ASSAULT raid | Belis | 11 | front > army", "ASSAULT raid | Nearby | 11 | front > army", false);
    check_within(
        "ASSAULT.aerial strike | Belis | 11 | army >",
        "ASSAULT.abduct abducted | Belis | 11 | > civilians",
        false,
    );
}

#[test]
fn the_plainest_mention_leads() {
    let order = [
        "ASSAULT raid | Belis | 11 | front > army",
        "ASSAULT raid | Belis | 11 | front >",
        "ASSAULT raid | Belis | ~9-11 | front >",
        "ASSAULT raid | ~Belis | ~9-11 | front >",
        "ASSAULT raid | ~Land | ~9-11",
        "ASSAULT !raid | Belis | 11 | front > army",
    ];
    let ranks: Vec<_> = order.iter().map(|text| rank(&mention(1, text))).collect();
    assert!(ranks.is_sorted(), "{ranks:#?}");
}

/// Mentions of all sorts.
fn any_mention() -> impl Strategy<Value = Mention> {
    let kind =
        prop::sample::select(vec!["ASSAULT.aerial", "ASSAULT.abduct", "ASSAULT", "COERCE.seize", "RETREAT", "AGREE"]);
    let trigger = prop::sample::select(vec!["strike", "battle", "!raid", "siege"]);
    let place = prop::sample::select(vec!["", "Belis", "~Belis", "Corda", "Nearby", "Arwa", "~Land"]);
    let days = prop::sample::select(vec!["", "3", "11", "12", "~9-12", "1-20", "30"]);
    let party = || prop::sample::select(vec!["", "army", "spokesman", "front, army", "rebels", "civilians", "people"]);
    let counts = prop::sample::select(vec!["", "killed 4", "killed 4-9, wounded 20", "killed 37"]);
    (1i64..4, kind, trigger, place, days, (party(), party()), counts).prop_map(
        |(report, kind, trigger, place, days, (actors, recipients), counts)| {
            mention(report, &format!("{kind} {trigger} | {place} | {days} | {actors} > {recipients} | {counts}"))
        },
    )
}

proptest! {
    #[test]
    fn likeness_is_symmetric_and_a_probability(a in any_mention(), b in any_mention()) {
        let there = likeness(&a, &b);
        prop_assert_eq!(&there, &likeness(&b, &a));
        if let Some(l) = there {
            prop_assert!((0.0..=1.0).contains(&l.score));
        }
    }

    #[test]
    fn nothing_the_same_lies_out_of_reach(a in any_mention(), b in any_mention()) {
        let reach = Reach::of(&a);
        if let (Some(reached), Some(days)) = (reach.days, b.days) {
            prop_assert!(reached.gap(days) == 0 || likeness(&a, &b).is_none());
        }
        if let (Some((_, _, km)), Some(x), Some(y)) = (reach.circle, &a.spot, &b.spot) {
            prop_assert!(x.km(y).unwrap() <= km + y.within_km || likeness(&a, &b).is_none());
        }
    }
}
