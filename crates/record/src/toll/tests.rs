use super::*;
use crate::mention::{ReportId, Side, Statement};
use claims::{Act, ActorKind, Certainty};
use jiff::civil::date;
use proptest::prelude::*;

/// What a source (a party; from 90 on a report without a named source) says on a day of June, in a report of its own, of the
/// number of people killed: "4", "12-16", "9+" (at least), "-5" (at most), "some" (24 to 99, in words).
fn says(day: i8, source: i64, number: &str) -> Count {
    let n = |s: &str| s.parse::<f64>().unwrap();
    let (min, max, best, exactness) = match number.split_once('-') {
        _ if number == "some" => (Some(24.0), Some(99.0), 24.0, Exactness::Words),
        Some(("", most)) => (None, Some(n(most)), n(most), Exactness::AtMost),
        Some((least, most)) => (Some(n(least)), Some(n(most)), n(least), Exactness::Between),
        None => match number.strip_suffix('+') {
            Some(least) => (Some(n(least)), None, n(least), Exactness::AtLeast),
            None => (Some(n(number)), Some(n(number)), n(number), Exactness::Stated),
        },
    };
    let report = ReportId(100 * i64::from(day) + source);
    let root = if source < 90 { Root::Party(PartyId(source)) } else { Root::Report(report) };
    Count {
        id: FigureId(report.0),
        report,
        original: report,
        version: 1,
        at: 0,
        anchor: report.0 as u64,
        published: Some(date(2031, 6, day)),
        measure: Measure::Killed,
        unit: Unit::Persons,
        min,
        max,
        best: Some(best),
        exactness,
        status: Status::Unknown,
        who: None,
        who_words: None,
        spot: None,
        since: None,
        until: None,
        cumulative: false,
        part_of: None,
        said: Statement {
            report,
            claim: 0,
            source: None,
            root,
            act: Act::Assert,
            certainty: Certainty::CertainYes,
            words: String::new(),
        },
        words: number.to_string(),
    }
}

/// What else a figure tells.
trait Tell: Sized {
    fn with(self, tell: impl FnOnce(&mut Count)) -> Count;

    fn status(self, status: Status) -> Count {
        self.with(|c| c.status = status)
    }

    fn who(self, party: i64, kind: ActorKind, words: &str) -> Count {
        let who = Side { party: PartyId(party), of: None, kind, country: None };
        self.with(|c| (c.who, c.who_words) = (Some(who), Some(words.to_string())))
    }

    /// In the report of another figure, further down.
    fn after(self, other: &Count) -> Count {
        self.with(|c| {
            (c.report, c.original, c.said.report) = (other.report, other.original, other.report);
            c.at = other.at + 10;
            c.anchor = other.anchor + 1000;
            c.id = FigureId(other.id.0 + 10_000);
        })
    }

    fn since(self, month: i8, day: i8) -> Count {
        self.with(|c| (c.cumulative, c.since) = (true, Some(date(2031, month, day))))
    }

    fn in_place(self, place: i64) -> Count {
        self.with(|c| {
            let place = PlaceId(place);
            c.spot = Some(Spot { place, point: None, within_km: 5.0, country: None, assumed: false });
        })
    }
}

impl Tell for Count {
    fn with(mut self, tell: impl FnOnce(&mut Count)) -> Count {
        tell(&mut self);
        self
    }
}

/// Checks tolls, written as `min..max best | points`; superseded points stand in round brackets, copies in square ones.
fn check(counts: Vec<Count>, expected: &[&str]) {
    let tolls = if counts.iter().any(|c| c.cumulative) { running(&counts) } else { of_incident(&counts) };
    let words = |p: &Point| {
        let words = &counts.iter().find(|c| c.id == p.figure).unwrap().words;
        match p.standing {
            Standing::Current => words.to_string(),
            Standing::Superseded => format!("({words})"),
            Standing::Copy => format!("[{words}]"),
        }
    };
    let number = |n: Option<f64>| n.map_or("-".to_string(), |n| n.to_string());
    let show = |t: &Toll| {
        let points: Vec<String> = t.points.iter().map(words).collect();
        let class = t.class.as_ref().map_or(String::new(), |class| format!("{class} "));
        format!("{class}{}..{} {} | {}", number(t.min), number(t.max), number(t.best), points.join(" "))
    };
    assert_eq!(tolls.iter().map(show).collect::<Vec<_>>(), expected);
}

#[test]
fn sources_stand_side_by_side() {
    check(vec![says(4, 1, "4"), says(5, 2, "11"), says(5, 3, "9+")], &["4..11 4 | 4 11 9+"]);
    check(vec![says(4, 1, "4"), says(5, 2, "11"), says(6, 3, "11")], &["4..11 11 | 4 11 11"]);
}

#[test]
fn open_ends_widen_by_what_is_told() {
    check(vec![says(4, 1, "12+")], &["12..12 12 | 12+"]);
    check(vec![says(4, 1, "-20"), says(4, 2, "12-16")], &["12..20 12 | -20 12-16"]);
}

#[test]
fn words_count_where_no_number_is_given() {
    check(vec![says(4, 1, "some")], &["24..99 24 | some"]);
    check(vec![says(4, 1, "some"), says(5, 2, "31")], &["31..31 31 | some 31"]);
}

#[test]
fn a_source_supersedes_itself_and_nobody_else() {
    check(vec![says(4, 1, "8"), says(4, 2, "20"), says(5, 1, "14")], &["14..20 14 | (8) 20 14"]);
    check(vec![says(4, 1, "8"), says(5, 1, "14"), says(6, 1, "14")], &["14..14 14 | (8) 14 14"]);
    check(vec![says(4, 91, "8"), says(5, 92, "14")], &["8..14 8 | 8 14"]);
}

#[test]
fn a_later_version_of_a_day_supersedes() {
    let later = says(4, 1, "9").with(|c| (c.report, c.version, c.anchor, c.id) = (ReportId(7), 2, 7, FigureId(7)));
    check(vec![says(4, 1, "5"), later], &["9..9 9 | (5) 9"]);
}

#[test]
fn of_one_day_and_version_both_stand() {
    let other =
        says(4, 1, "9").with(|c| (c.report, c.original, c.anchor, c.id) = (ReportId(7), ReportId(7), 7, FigureId(7)));
    check(vec![says(4, 1, "5"), other], &["5..9 5 | 9 5"]);
}

#[test]
fn a_report_without_a_date_supersedes_nothing() {
    let undated = says(9, 1, "9").with(|c| c.published = None);
    check(vec![says(4, 1, "5"), undated], &["5..9 5 | 5 9"]);
}

#[test]
fn news_come_before_what_led_to_them() {
    let news = says(5, 1, "14");
    let before = says(5, 1, "8").after(&news);
    check(vec![says(4, 1, "8"), before, news], &["14..14 14 | (8) 14 (8)"]);
}

#[test]
fn a_number_makes_the_words_of_the_title_plain() {
    let title = says(5, 1, "some");
    let text = says(5, 1, "31").after(&title);
    check(vec![title, text], &["31..31 31 | (some) 31"]);
}

#[test]
fn copies_count_once() {
    let wire = says(4, 91, "4");
    let copy = says(5, 91, "4").with(|c| (c.original, c.said.root) = (wire.original, wire.said.root));
    check(vec![wire, copy, says(5, 1, "9"), says(5, 2, "9")], &["4..9 9 | 4 9 9 [4]"]);
}

#[test]
fn civilians_and_fighters_are_two_series() {
    use Status::*;
    check(
        vec![says(4, 1, "6").status(Combatant), says(4, 2, "4").status(Civilian), says(5, 3, "10")],
        &["6..6 6 | 6", "4..4 4 | 4", "10..10 10 | 10"],
    );
}

#[test]
fn who_is_not_told_joins_the_only_series() {
    use ActorKind::*;
    check(
        vec![says(4, 1, "6").status(Status::Combatant).who(50, State, "soldiers"), says(5, 2, "22")],
        &["6..22 6 | 6 22"],
    );
    check(
        vec![
            says(4, 1, "6").who(50, State, "soldiers"),
            says(4, 2, "9").who(51, ArmedGroup, "rebels"),
            says(5, 3, "15"),
        ],
        &["6..6 6 | 6", "9..9 9 | 9", "15..15 15 | 15"],
    );
}

#[test]
fn populations_by_other_words_are_one_series() {
    use ActorKind::*;
    check(
        vec![says(4, 1, "16").who(60, Population, "herders"), says(5, 2, "12").who(61, Population, "men")],
        &["12..16 12 | 16 12"],
    );
}

#[test]
fn classes_counted_side_by_side_are_two_series() {
    use ActorKind::*;
    let children = says(4, 1, "7").who(60, Population, "children");
    let women = says(4, 1, "4").who(61, Population, "women").after(&children);
    check(
        vec![children, women, says(5, 2, "11").who(62, Population, "people")],
        &["children 7..7 7 | 7", "women 4..4 4 | 4", "11..11 11 | 11"],
    );
}

#[test]
fn people_of_the_report_and_civilians_of_a_source_are_one_series() {
    use ActorKind::*;
    let people = says(4, 90, "11").who(60, Population, "people");
    let told = |kind| says(4, 1, "4").who(61, kind, "civilians").after(&people);
    check(vec![people.clone(), told(Population)], &["4..11 4 | 11 4"]);
    check(vec![people.clone(), told(Unit)], &["people 11..11 11 | 11", "civilians 4..4 4 | 4"]);
}

#[test]
fn groups_that_add_up_to_what_another_tells_are_its_parts() {
    use ActorKind::*;
    let travellers = says(4, 1, "4").who(60, Population, "travellers").status(Status::Civilian);
    let police = says(4, 1, "3").who(61, State, "policemen").status(Status::Combatant).after(&travellers);
    let all = |number| says(5, 2, number).who(62, Population, "people").status(Status::Civilian);
    check(
        vec![travellers.clone(), police.clone(), all("7")],
        &["travellers 4..4 4 | 4", "policemen 3..3 3 | 3", "7..7 7 | 7"],
    );
    check(vec![travellers, police, all("6")], &["4..6 4 | 4 6", "3..3 3 | 3"]);
}

#[test]
fn a_part_and_a_person_are_apart() {
    let whole = says(4, 1, "12");
    let part = says(4, 1, "2").who(60, ActorKind::Population, "children").after(&whole);
    let part = part.with(|c| c.part_of = Some(whole.id));
    check(vec![whole.clone(), part], &["12..12 12 | 12", "children 2..2 2 | 2"]);
    let commander = says(5, 2, "1").who(70, ActorKind::Person, "a commander");
    check(vec![whole, commander], &["12..12 12 | 12", "a commander 1..1 1 | 1"]);
}

#[test]
fn what_is_denied_is_no_point() {
    let denied = says(4, 1, "15").with(|c| (c.said.act, c.said.certainty) = (Act::Deny, Certainty::CertainNo));
    check(vec![denied, says(4, 2, "3")], &["3..3 3 | 3"]);
}

#[test]
fn a_running_total_and_an_incident_never_meet() {
    let total = says(4, 1, "312").since(3, 2).in_place(5);
    check(vec![total.clone(), says(4, 2, "4").in_place(5)], &["312..312 312 | 312"]);
    assert!(of_incident(&[total]).is_empty());
}

#[test]
fn running_totals_share_their_start_and_place() {
    check(
        vec![
            says(4, 1, "312").since(3, 2).in_place(5),
            says(5, 2, "389").since(3, 1).in_place(5),
            says(5, 3, "1000").since(1, 1).in_place(5),
            says(6, 2, "20").since(3, 2).in_place(6),
        ],
        &["312..389 312 | 312 389", "1000..1000 1000 | 1000", "20..20 20 | 20"],
    );
    check(
        vec![
            says(4, 1, "312").since(3, 2).in_place(5),
            says(5, 2, "389").since(3, 1).in_place(5),
            says(6, 3, "90").since(3, 9).in_place(5),
        ],
        &["312..312 312 | 312", "389..389 389 | 389", "90..90 90 | 90"],
    );
}

#[test]
fn totals_without_a_place_stay_in_their_report() {
    check(
        vec![says(4, 1, "312").since(3, 2), says(5, 2, "389").since(3, 2)],
        &["312..312 312 | 312", "389..389 389 | 389"],
    );
}

#[test]
fn one_series_has_one_key() {
    let key = |c: Count| running_key(&c);
    assert_eq!(key(says(4, 1, "4")), None);
    let total = || says(4, 1, "312").since(3, 2).in_place(5);
    assert_eq!(key(total()), key(says(9, 2, "5").since(3, 1).in_place(5)));
    assert_ne!(key(total()), key(total().since(4, 2)));
    assert_ne!(key(total()), key(total().in_place(6)));
}

prop_compose! {
    fn any_count()(
        day in 1i8..5, source in prop_oneof![1i64..4, 90i64..93], number in 0..6usize, status in 0..3usize,
        who in 0i64..5, cumulative: bool, part in 0..5,
    ) -> Count {
        let count = says(day, source, ["4", "12-16", "9+", "-5", "some", "0"][number]).status(Status::ALL[status + 1]);
        let kind = [ActorKind::Population, ActorKind::State, ActorKind::Person][who as usize % 3];
        let count = if who > 0 { count.who(60 + who, kind, "they") } else { count };
        let count = if cumulative { count.since(3, 1 + day % 2).in_place(who) } else { count };
        count.with(|c| c.part_of = (part == 0).then_some(FigureId(1)))
    }
}

/// Numbers the figures, some of them in one report.
fn numbered(mut counts: Vec<Count>) -> Vec<Count> {
    for (n, count) in counts.iter_mut().enumerate() {
        count.id = FigureId(n as i64);
        count.at = n as u32;
        count.anchor = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    counts
}

proptest! {
    #[test]
    fn the_order_of_figures_does_not_matter(
        (sorted, shuffled) in proptest::collection::vec(any_count(), 0..20).prop_map(numbered)
            .prop_flat_map(|counts| (Just(counts.clone()), Just(counts).prop_shuffle())),
    ) {
        prop_assert_eq!(of_incident(&sorted), of_incident(&shuffled));
        prop_assert_eq!(running(&sorted), running(&shuffled));
    }

    #[test]
    fn every_figure_is_one_point_and_the_range_holds_the_best(
        counts in proptest::collection::vec(any_count(), 0..20).prop_map(numbered),
    ) {
        let tolls: Vec<Toll> = of_incident(&counts).into_iter().chain(running(&counts)).collect();
        let mut figures: Vec<FigureId> = tolls.iter().flat_map(|t| &t.points).map(|p| p.figure).collect();
        figures.sort();
        prop_assert_eq!(figures, counts.iter().map(|c| c.id).collect::<Vec<_>>());
        for toll in &tolls {
            prop_assert!(toll.min <= toll.best && toll.best <= toll.max && toll.min.is_some(), "{:?}", toll);
            prop_assert!(toll.points.iter().any(|p| p.standing == Standing::Current));
        }
    }
}
