//! People's decisions change what they are about and nothing else, survive a rebuild, and can be undone.

mod invented;

use invented::{again, store_of};
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
