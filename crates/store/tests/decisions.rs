//! People's decisions change what they are about and nothing else, survive a rebuild, and can be undone.

mod invented;

use invented::{add, again, store_of};
use jiff::Timestamp;
use record::review::{Grade, State, Subject, Verdict};
use store::{Filter, IncidentView, Store};

fn decide(store: &mut Store, subject: Subject, verdict: Verdict) -> u64 {
    store.decide("Mira Sool", Timestamp::UNIX_EPOCH, subject, &verdict).unwrap()
}

/// An incident with several mentions, and the subject that it is reviewed under.
fn example(store: &mut Store) -> (IncidentView, Subject) {
    let incidents = store.incidents(&Filter::default()).unwrap();
    let incident = incidents.into_iter().find(|i| i.events.len() >= 4).unwrap();
    let subject = store.subject(&incident.id).unwrap();
    (incident, subject)
}

#[test]
fn a_verdict_stands_beside_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..300).collect::<Vec<_>>(), 100);
    let (incident, subject) = example(&mut store);
    decide(&mut store, subject, Verdict::Accept);
    decide(&mut store, subject, Verdict::Grade(Grade::Fair));
    let reviewed = Filter { reviewed: Some(true), ..Filter::default() };
    for _ in 0..2 {
        let found = store.incidents(&reviewed).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].review.state, found[0].review.grade), (State::Accepted, Some(Grade::Fair)));
        assert_eq!((&found[0].id, &found[0].events), (&incident.id, &incident.events));
        store.rebuild(again, |_, _| {}).unwrap();
    }
    let others = store.incidents(&Filter { reviewed: Some(false), ..Filter::default() }).unwrap().len();
    assert_eq!(others + 1, store.incidents(&Filter::default()).unwrap().len());
}

#[test]
fn a_case_is_open_again_when_reports_come() {
    let dir = tempfile::tempdir().unwrap();
    let numbers: Vec<u64> = (0..300).collect();
    let mut store = store_of(dir.path(), &numbers[..150], 50);
    for incident in store.incidents(&Filter::default()).unwrap() {
        let subject = store.subject(&incident.id).unwrap();
        decide(&mut store, subject, Verdict::Accept);
    }
    let is = |reviewed| Filter { reviewed: Some(reviewed), ..Filter::default() };
    assert!(store.incidents(&is(false)).unwrap().is_empty());
    add(&mut store, &numbers, 50).unwrap();
    let mut open = store.incidents(&is(false)).unwrap();
    open.retain(|incident| incident.review.state == State::Accepted);
    assert!(!open.is_empty(), "no report tells what was told before");
    for incident in open {
        let newer = &incident.review.newer;
        assert!(!newer.is_empty() && newer.iter().all(|report| incident.reports.contains(report)), "{newer:?}");
        let subject = store.subject(&incident.id).unwrap();
        decide(&mut store, subject, Verdict::Accept);
        assert!(store.incident(&incident.id).unwrap().unwrap().review.is_settled());
    }
    assert!(store.incidents(&is(true)).unwrap().iter().all(|incident| incident.review.is_settled()));
}

#[test]
fn what_is_rejected_or_split_leaves_until_it_is_undone() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..300).collect::<Vec<_>>(), 100);
    let before = store.dump().unwrap();
    let (incident, leading) = example(&mut store);
    let member = incident.events.last().unwrap();
    let event = store.event(&member.report, member.event).unwrap().unwrap();
    for verdict in [Verdict::Reject, Verdict::Split(vec![leading.anchor])] {
        let number = decide(&mut store, event, verdict);
        let left = store.incident(&incident.id).unwrap().unwrap();
        assert!(!left.events.iter().any(|e| (&e.report, e.event) == (&member.report, member.event)));
        decide(&mut store, event, Verdict::Undo(number));
        assert!(store.dump().unwrap() == before, "what is undone has left something");
    }
    assert_eq!(store.decisions().unwrap().len(), 4);
}

/// Two incidents told by several events each, both among the reports that are there.
fn two(store: &mut Store) -> (IncidentView, IncidentView) {
    let incidents = store.incidents(&Filter::default()).unwrap();
    let mut told = incidents.into_iter().filter(|i| i.events.len() >= 3);
    (told.next().unwrap(), told.next_back().unwrap())
}

fn merge(store: &mut Store, kept: &str, other: &str) -> u64 {
    let (subject, other) = (store.subject(kept).unwrap(), store.subject(other).unwrap());
    decide(store, subject, Verdict::Merge(other.anchor))
}

#[test]
fn what_is_merged_is_one_incident_until_it_is_undone() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..300).collect::<Vec<_>>(), 100);
    let before = store.dump().unwrap();
    let (a, b) = two(&mut store);
    let number = merge(&mut store, &b.id, &a.id);
    for _ in 0..2 {
        let one = store.incident(&a.id).unwrap().unwrap();
        assert_eq!(store.incident(&b.id).unwrap().unwrap(), one, "both ids find what they have become");
        assert_eq!(one.events.len(), a.events.len() + b.events.len());
        assert_eq!(store.incident_of(&b.events[1].report, b.events[1].event).unwrap().unwrap(), one);
        assert_eq!(one.review.decisions.iter().map(|d| d.by.as_str()).collect::<Vec<_>>(), ["Mira Sool"]);
        let listed = store.incidents(&Filter::default()).unwrap();
        assert_eq!(listed.iter().filter(|i| i.id == a.id || i.id == b.id).count(), 1);
        assert_eq!(store.status().unwrap().incidents, listed.len() as u64);
        store.rebuild(again, |_, _| {}).unwrap();
    }
    let subject = store.subject(&b.id).unwrap();
    decide(&mut store, subject, Verdict::Undo(number));
    assert!(store.dump().unwrap() == before, "what is undone has left something");
}

#[test]
fn a_merge_holds_in_whatever_order_reports_come() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let first: Vec<u64> = (0..200).collect();
    let mut early = store_of(dirs[0].path(), &first, 100);
    let (a, b) = two(&mut early);
    merge(&mut early, &a.id, &b.id);
    // What comes later may come to lead either of the two.
    add(&mut early, &(200..400).collect::<Vec<_>>(), 70).unwrap();
    let mut late = store_of(dirs[1].path(), &(0..400).rev().collect::<Vec<_>>(), 90);
    merge(&mut late, &a.id, &b.id);
    assert!(early.dump().unwrap() == late.dump().unwrap());
    assert_eq!(early.status().unwrap(), late.status().unwrap());
}

#[test]
fn an_event_can_be_split_from_what_it_was_merged_with() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..300).collect::<Vec<_>>(), 100);
    let (a, b) = two(&mut store);
    merge(&mut store, &a.id, &b.id);
    let leading = &b.events[0];
    let event = store.event(&leading.report, leading.event).unwrap().unwrap();
    let others = store.subject(&a.id).unwrap();
    decide(&mut store, event, Verdict::Split(vec![others.anchor]));
    assert_ne!(store.incident(&a.id).unwrap().unwrap().id, store.incident(&b.id).unwrap().unwrap().id);
    merge(&mut store, &b.id, &a.id);
    assert_eq!(store.incident(&a.id).unwrap(), store.incident(&b.id).unwrap());
}
