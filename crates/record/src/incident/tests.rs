use super::*;
use claims::{Act, ActorKind, Certainty};
use jiff::civil::date;

/// A telling by a report, copied from `original`, of an assault in a place (its number is its radius) on a day of June by
/// one party on another; what it leaves out is `0`.
fn told(report: i64, original: i64, place: i64, day: i8, actor: i64, recipient: i64) -> Told {
    let side = |n: i64| Side { party: PartyId(n), of: None, kind: ActorKind::ArmedGroup, country: None };
    let sides = |n: i64| (n > 0).then(|| side(n)).into_iter().collect();
    Told {
        mention: Mention {
            id: EventId(report),
            report: ReportId(report),
            anchor: report as u64,
            kind: EventType::Assault,
            mode: None,
            reality: Reality::Happened,
            main: true,
            operation: false,
            trigger: "attack".to_string(),
            actors: sides(actor),
            recipients: sides(recipient),
            spot: (place > 0).then_some(Spot {
                place: PlaceId(place),
                point: Some((20.0, 10.0)),
                within_km: place as f64,
                country: None,
                assumed: false,
            }),
            days: (day > 0).then(|| Days { first: date(2031, 6, day), last: date(2031, 6, day) }),
            days_assumed: false,
            published: None,
            counts: Vec::new(),
        },
        score: 1.0,
        said: Vec::new(),
        original: ReportId(original),
    }
}

fn says(root: Root, act: Act) -> Statement {
    Statement {
        report: ReportId(1),
        claim: 0,
        source: None,
        root,
        act,
        certainty: Certainty::CertainYes,
        words: String::new(),
    }
}

/// Checks the incident, written as `kind | place | days of June | actors | recipients | number of sources`.
fn check(mentions: Vec<Told>, expected: &str) {
    let incident = describe(&Evidence { mentions, counts: Vec::new(), around: Vec::new() }).expect("an incident");
    let day = |d: Option<Date>| d.map_or("-".to_string(), |d| d.day().to_string());
    let parties = |ids: &[PartyId]| ids.iter().map(|p| p.0.to_string()).collect::<Vec<_>>().join(",");
    let found = format!(
        "{} | {} | {}-{} | {} | {} | {}",
        incident.kind.name(),
        incident.place.map_or(0, |p| p.0),
        day(incident.from),
        day(incident.until),
        parties(&incident.actors),
        parties(&incident.recipients),
        incident.sources.len()
    );
    assert_eq!(found, expected);
}

#[test]
fn most_originals_decide_among_the_most_precise() {
    check(
        vec![told(1, 1, 5, 11, 1, 2), told(2, 2, 120, 12, 3, 2), told(3, 3, 5, 12, 3, 0)],
        "ASSAULT | 5 | 12-12 | 3,1 | 2 | 3",
    );
}

#[test]
fn copies_count_once() {
    check(
        vec![told(1, 1, 5, 11, 1, 2), told(2, 2, 5, 12, 3, 2), told(3, 2, 5, 12, 3, 2)],
        "ASSAULT | 5 | 11-11 | 1,3 | 2 | 2",
    );
}

#[test]
fn what_is_denied_did_not_happen() {
    let mut denied = told(2, 2, 5, 11, 9, 2);
    denied.mention.reality = Reality::Denied;
    denied.mention.kind = EventType::Coerce;
    check(vec![told(1, 1, 5, 11, 0, 2), denied], "ASSAULT | 5 | 11-11 |  | 2 | 1");
}

#[test]
fn sources_that_cite_one_monitor_are_one() {
    let monitor = Root::Party(PartyId(7));
    let mut mentions = vec![told(1, 1, 5, 11, 1, 2), told(2, 2, 5, 11, 1, 2), told(3, 3, 5, 11, 1, 2)];
    mentions[0].said = vec![says(monitor, Act::Assert)];
    mentions[1].said = vec![says(monitor, Act::Assert), says(Root::Party(PartyId(1)), Act::Deny)];
    check(mentions, "ASSAULT | 5 | 11-11 | 1 | 2 | 2");
}

#[test]
fn an_operation_lasts_from_the_first_to_the_last_day() {
    let mut mentions = vec![told(1, 1, 5, 2, 1, 2), told(2, 2, 5, 19, 1, 2)];
    mentions[0].mention.operation = true;
    check(mentions, "ASSAULT | 5 | 2-19 | 1 | 2 | 2");
}

#[test]
fn nothing_is_told() {
    assert_eq!(describe(&Evidence { mentions: Vec::new(), counts: Vec::new(), around: Vec::new() }), None);
}
