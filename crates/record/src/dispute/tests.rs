use super::*;
use crate::account::Days;
use crate::mention::{Mention, PlaceId, ReportId, Root, Side, Spot};
use crate::toll;
use claims::{Act, ActorKind, Certainty, EventType, Exactness, Measure, Reality, Status, Unit};
use jiff::civil::date;
use proptest::prelude::*;

const ARMY: i64 = 1;
const FRONT: i64 = 2;
const MONITOR: i64 = 3;
const DOCTOR: i64 = 4;
/// From here on a number is a report's own voice.
const OWN: i64 = 90;

fn says(day: i8, source: i64, act: Act) -> Statement {
    let report = ReportId(1000 * i64::from(day) + source);
    let certainty = match act {
        Act::Deny | Act::DenyResponsibility => Certainty::CertainNo,
        _ => Certainty::CertainYes,
    };
    let root = if source < OWN { Root::Party(PartyId(source)) } else { Root::Report(report) };
    Statement { report, claim: 0, source: None, root, act, certainty, words: String::new() }
}

/// What a source says on a day of June, in a report of its own, of an attack on a market.
fn told(day: i8, source: i64, act: Act) -> Told {
    let said = says(day, source, act);
    Told {
        mention: Mention {
            id: EventId(said.report.0),
            report: said.report,
            anchor: said.report.0 as u64,
            kind: EventType::Assault,
            mode: None,
            reality: if act == Act::Deny { Reality::Denied } else { Reality::Happened },
            main: true,
            operation: false,
            trigger: "attack".to_string(),
            actors: Vec::new(),
            recipients: Vec::new(),
            spot: None,
            days: None,
            days_assumed: false,
            published: Some(date(2031, 6, day)),
            counts: Vec::new(),
        },
        score: 1.0,
        original: said.report,
        said: vec![said],
    }
}

/// What else a mention tells.
trait Tell: Sized {
    fn with(self, tell: impl FnOnce(&mut Mention)) -> Told;

    fn by(self, actor: i64) -> Told {
        self.with(|m| m.actors.push(side(actor)))
    }

    fn on(self, recipient: i64) -> Told {
        self.with(|m| m.recipients.push(side(recipient)))
    }

    fn is(self, reality: Reality) -> Told {
        self.with(|m| m.reality = reality)
    }

    /// In a town so many kilometres north of the market.
    fn km(self, km: f64) -> Told {
        self.with(|m| {
            let (place, point) = (PlaceId(km as i64), Some((20.0 + km / 111.2, 10.0)));
            m.spot = Some(Spot { place, point, within_km: 5.0, country: None, assumed: false });
        })
    }

    fn day(self, day: i8) -> Told {
        self.with(|m| m.days = Some(Days { first: date(2031, 6, day), last: date(2031, 6, day) }))
    }
}

impl Tell for Told {
    fn with(mut self, tell: impl FnOnce(&mut Mention)) -> Told {
        tell(&mut self.mention);
        self
    }
}

fn side(party: i64) -> Side {
    Side { party: PartyId(party), of: None, kind: ActorKind::ArmedGroup, country: None }
}

/// What a source says on a day of June of the number of people killed.
fn count(day: i8, source: i64, min: f64, max: Option<f64>) -> Count {
    let said = says(day, source, Act::Assert);
    Count {
        id: FigureId(said.report.0),
        report: said.report,
        original: said.report,
        version: 1,
        at: 0,
        anchor: said.report.0 as u64,
        published: Some(date(2031, 6, day)),
        measure: Measure::Killed,
        unit: Unit::Persons,
        min: Some(min),
        max,
        best: Some(min),
        exactness: if max.is_some() { Exactness::Between } else { Exactness::AtLeast },
        status: Status::Civilian,
        who: None,
        who_words: None,
        spot: None,
        since: None,
        until: None,
        cumulative: false,
        part_of: None,
        said,
        words: String::new(),
    }
}

fn stated(day: i8, source: i64, number: f64) -> Count {
    count(day, source, number, Some(number))
}

fn running(day: i8, source: i64, number: f64) -> Count {
    let spot = Spot { place: PlaceId(1), point: None, within_km: 5.0, country: None, assumed: false };
    Count { cumulative: true, since: Some(date(2031, 3, 2)), spot: Some(spot), ..stated(day, source, number) }
}

/// A dispute as `kind strength reason: sources`, in order of the sides.
fn shown(dispute: &Dispute) -> String {
    let source = |side: &DisputeSide| match side.statement.root {
        Root::Party(party) => party.0.to_string(),
        Root::Report(_) => "own".to_string(),
    };
    let sides: Vec<String> = dispute.sides.iter().map(source).collect();
    format!("{} {:.2} {:.0?}: {}", dispute.kind.name(), dispute.strength, dispute.reason, sides.join(" "))
}

fn check(told: Vec<Told>, expected: &[&str]) {
    assert_eq!(find(&told, &[], &[], &[]).iter().map(shown).collect::<Vec<_>>(), expected);
}

fn check_numbers(counts: Vec<Count>, expected: &[&str]) {
    let tolls = if counts[0].cumulative { toll::running(&counts) } else { toll::of_incident(&counts) };
    assert_eq!(find(&[], &[], &tolls, &counts).iter().map(shown).collect::<Vec<_>>(), expected);
}

/// Checks what is in dispute about the first, where the others are other incidents around it.
fn check_over(told: Vec<Told>, expected: Option<&str>) {
    let (ended, around) = told.split_at(1);
    assert_eq!(find(ended, around, &[], &[]).iter().map(shown).next().as_deref(), expected);
}

#[test]
fn numbers_that_do_not_meet() {
    check_numbers(vec![stated(4, ARMY, 4.0), stated(5, DOCTOR, 11.0)], &["number 0.64 Numbers(4, 11): 1 4"]);
    check_numbers(vec![stated(4, ARMY, 0.0), stated(4, FRONT, 15.0)], &["number 1.00 Numbers(0, 15): 1 2"]);
    check_numbers(
        vec![stated(4, ARMY, 4.0), stated(5, DOCTOR, 11.0), count(5, MONITOR, 9.0, None)],
        &["number 0.64 Numbers(4, 11): 1 3 4"],
    );
}

#[test]
fn numbers_that_meet() {
    check_numbers(vec![stated(4, ARMY, 12.0), count(5, MONITOR, 9.0, None)], &[]);
    check_numbers(vec![stated(4, ARMY, 12.0), count(5, MONITOR, 10.0, Some(15.0))], &[]);
}

#[test]
fn a_source_is_not_in_dispute_with_itself() {
    check_numbers(vec![stated(4, DOCTOR, 8.0), stated(5, DOCTOR, 14.0)], &[]);
    check_numbers(
        vec![stated(4, DOCTOR, 8.0), stated(5, DOCTOR, 14.0), stated(5, ARMY, 8.0)],
        &["number 0.43 Numbers(8, 14): 1 4"],
    );
}

#[test]
fn an_own_voice_repeats_or_updates() {
    check_numbers(
        vec![stated(4, ARMY, 4.0), stated(5, DOCTOR, 11.0), stated(5, OWN, 11.0)],
        &["number 0.64 Numbers(4, 11): 1 4"],
    );
    check_numbers(vec![stated(4, ARMY, 4.0), stated(5, OWN, 11.0)], &[]);
    check_numbers(vec![stated(4, ARMY, 4.0), stated(4, OWN, 11.0)], &["number 0.64 Numbers(4, 11): 1 own"]);
}

#[test]
fn a_part_in_a_report_is_no_dispute() {
    let whole = Count { who_words: Some("people".to_string()), ..stated(4, OWN, 3.0) };
    let part = Count { who_words: Some("patients".to_string()), report: whole.report, ..stated(4, DOCTOR, 2.0) };
    check_numbers(vec![whole, part], &[]);
}

#[test]
fn totals_of_two_periods_are_no_dispute() {
    check_numbers(vec![running(20, MONITOR, 312.0), running(20, ARMY, 389.0)], &["number 0.20 Numbers(312, 389): 1 3"]);
    check_numbers(vec![running(9, MONITOR, 118.0), running(16, ARMY, 265.0)], &[]);
    check_numbers(vec![running(16, MONITOR, 118.0), running(9, ARMY, 265.0)], &["number 0.55 Numbers(118, 265): 1 3"]);
}

#[test]
fn denied_against_asserted() {
    use Act::*;
    check(vec![told(4, MONITOR, Assert), told(5, FRONT, Deny)], &["denial 1.00 Denied: 3 2"]);
    check(vec![told(4, OWN, Assert), told(4, MONITOR, Assert), told(5, FRONT, Deny)], &["denial 1.00 Denied: 3 2"]);
    check(vec![told(4, OWN, Assert), told(5, FRONT, Deny)], &["denial 1.00 Denied: own 2"]);
}

#[test]
fn no_denial() {
    use Act::*;
    // Of its own words; of another kind; doubts; plans.
    check(vec![told(4, FRONT, Assert), told(5, FRONT, Deny)], &[]);
    check(vec![told(4, MONITOR, Assert), told(5, FRONT, Deny).with(|m| m.kind = EventType::Coerce)], &[]);
    check(vec![told(4, MONITOR, Assert), told(5, FRONT, NotVerified)], &[]);
    check(vec![told(4, MONITOR, Assert), told(5, OWN, Assert).is(Reality::Denied)], &[]);
    check(vec![told(4, MONITOR, Assert).is(Reality::Planned), told(5, FRONT, Deny)], &[]);
}

#[test]
fn two_blame_each_other() {
    use Act::*;
    check(
        vec![told(4, FRONT, Accuse).by(ARMY), told(4, ARMY, Assert).by(FRONT)],
        &["perpetrator 1.00 Perpetrators(PartyId(2), PartyId(1)): 1 2"],
    );
    check(
        vec![told(4, FRONT, ClaimResponsibility).by(FRONT), told(5, MONITOR, Assert).by(ARMY)],
        &["perpetrator 1.00 Perpetrators(PartyId(1), PartyId(2)): 2 3"],
    );
}

#[test]
fn one_says_that_it_was_not_he() {
    use Act::*;
    check(
        vec![told(4, MONITOR, Assert).by(ARMY), told(5, ARMY, DenyResponsibility)],
        &["perpetrator 1.00 Denied: 3 1"],
    );
    check(vec![told(4, MONITOR, Assert).by(ARMY), told(5, ARMY, Deny).by(ARMY)], &["perpetrator 1.00 Denied: 3 1"]);
    check(vec![told(4, MONITOR, Assert).by(ARMY), told(5, ARMY, Deny)], &["perpetrator 1.00 Denied: 3 1"]);
}

#[test]
fn a_fight_told_by_both_sides_has_no_perpetrator() {
    use Act::*;
    check(vec![told(4, FRONT, Assert).by(ARMY).on(FRONT), told(4, ARMY, Assert).by(FRONT).on(ARMY)], &[]);
    check(vec![told(4, OWN, Assert).by(ARMY), told(5, OWN, Assert).by(FRONT)], &[]);
    check(vec![told(4, OWN, Assert).by(ARMY), told(5, ARMY, Assert).by(FRONT)], &[]);
}

#[test]
fn places_apart() {
    use Act::*;
    check(vec![told(4, MONITOR, Assert).km(0.0), told(5, ARMY, Assert).km(40.0)], &["place 0.75 Apart(40): 3 1"]);
}

#[test]
fn places_that_meet_or_are_not_told() {
    use Act::*;
    check(vec![told(4, MONITOR, Assert).km(0.0), told(5, ARMY, Assert).km(400.0)], &[]);
    check(vec![told(4, MONITOR, Assert).km(0.0), told(5, ARMY, Assert).km(0.0), told(6, ARMY, Assert).km(40.0)], &[]);
    check(vec![told(4, MONITOR, Assert).km(0.0), told(5, ARMY, Assert).km(9.0)], &[]);
    check(vec![told(4, MONITOR, Assert).km(0.0), told(5, OWN, Assert).km(40.0)], &[]);
    let assumed = told(5, ARMY, Assert).km(40.0).with(|m| m.spot.as_mut().unwrap().assumed = true);
    check(vec![told(4, MONITOR, Assert).km(0.0), assumed], &[]);
    let operation = told(5, ARMY, Assert).km(40.0).with(|m| m.operation = true);
    check(vec![told(4, MONITOR, Assert).km(0.0), operation], &[]);
}

#[test]
fn days_apart() {
    use Act::*;
    check(vec![told(4, FRONT, Assert).day(3), told(5, ARMY, Assert).day(1)], &["time 0.50 Days(2): 2 1"]);
    check(vec![told(4, FRONT, Assert).day(3), told(5, ARMY, Assert).day(3)], &[]);
    // A night lies between, unless one report tells both.
    let monday = told(4, FRONT, Assert).day(1);
    let tuesday = told(4, ARMY, Assert).day(2);
    check(vec![monday.clone(), tuesday.clone()], &[]);
    let report = monday.mention.report;
    check(vec![monday, tuesday.with(|m| m.report = report)], &["time 0.33 Days(1): 1 2"]);
    check(vec![told(4, FRONT, Assert).day(3), told(5, ARMY, Assert).day(1).with(|m| m.days_assumed = true)], &[]);
}

#[test]
fn over_against_goes_on() {
    use Act::*;
    let ended = || told(15, ARMY, Announce).on(FRONT).is(Reality::Ended);
    let dispute = Some("over 1.00 Over: 1 4");
    check_over(vec![ended(), told(16, DOCTOR, Assert).on(FRONT).is(Reality::Ongoing)], dispute);
    check_over(vec![ended(), told(16, DOCTOR, Assert).by(FRONT).day(16)], dispute);
    check_over(vec![ended(), told(16, FRONT, Deny).on(FRONT).is(Reality::Ended)], Some("over 1.00 Over: 1 2"));
    check(vec![ended(), told(15, FRONT, Assert).is(Reality::Ongoing)], &["over 1.00 Over: 1 2"]);
}

#[test]
fn over_near_misses() {
    use Act::*;
    let ended = || told(15, ARMY, Announce).on(FRONT).km(0.0).is(Reality::Ended);
    // Before the end; weeks after; what happened before; another party elsewhere; talks; the same source.
    check_over(vec![ended(), told(14, DOCTOR, Assert).on(FRONT).is(Reality::Ongoing)], None);
    check_over(vec![ended(), told(30, DOCTOR, Assert).on(FRONT).is(Reality::Ongoing)], None);
    check_over(vec![ended(), told(16, DOCTOR, Assert).on(FRONT).day(14)], None);
    check_over(vec![ended(), told(16, DOCTOR, Assert).on(MONITOR).km(80.0).is(Reality::Ongoing)], None);
    let talks = told(16, DOCTOR, Assert).on(FRONT).is(Reality::Ongoing).with(|m| m.kind = EventType::Consult);
    check_over(vec![ended(), talks], None);
    check_over(vec![ended(), told(16, ARMY, Assert).on(FRONT).is(Reality::Ongoing)], None);
}

prop_compose! {
    fn any_told()(
        day in 1i8..20, source in prop_oneof![1i64..5, 90i64..92], act in 0..Act::ALL.len(), reality in 0..7usize,
        actor in 0i64..4, recipient in 0i64..4, km in 0..4, on in 1i8..4,
    ) -> Told {
        let mut telling = told(day, source, Act::ALL[act]).is(Reality::ALL[reality]).km(20.0 * f64::from(km)).day(on);
        if actor > 0 {
            telling = telling.by(actor);
        }
        if recipient > 0 {
            telling = telling.on(recipient);
        }
        telling
    }
}

fn numbered(mut told: Vec<Told>) -> Vec<Told> {
    for (n, telling) in told.iter_mut().enumerate() {
        telling.mention.anchor = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        telling.said[0].claim = n as u32;
    }
    told
}

proptest! {
    #[test]
    fn the_order_of_mentions_does_not_matter(
        (sorted, shuffled) in proptest::collection::vec(any_told(), 1..15).prop_map(numbered)
            .prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
    ) {
        prop_assert_eq!(find(&sorted, &[], &[], &[]), find(&shuffled, &[], &[], &[]));
        prop_assert_eq!(find(&sorted[..1], &sorted, &[], &[]), find(&sorted[..1], &shuffled, &[], &[]));
    }

    #[test]
    fn a_dispute_has_two_sources(told in proptest::collection::vec(any_told(), 0..15).prop_map(numbered)) {
        for dispute in find(&told, &told, &[], &[]) {
            let first = dispute.sides[0].statement.root;
            prop_assert!(dispute.sides.iter().any(|side| side.statement.root != first), "{:?}", dispute);
            prop_assert!((0.0..=1.0).contains(&dispute.strength), "{:?}", dispute);
        }
    }
}
