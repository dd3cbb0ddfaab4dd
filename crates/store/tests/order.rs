//! The chronicle depends on the set of reports, not on the order or the batches in which they came.

mod invented;

use invented::*;
use proptest::prelude::*;
use record::dispute::DisputeKind;
use store::{Filter, Store};

/// Where two dumps first differ, for a message that can be read.
fn difference(a: &str, b: &str) -> Option<String> {
    if a == b {
        return None;
    }
    let differ = a.lines().zip(b.lines()).find(|(x, y)| x != y);
    Some(differ.map_or("one is longer".to_string(), |(x, y)| format!("\n{x}\n{y}")))
}

/// All that the views show.
fn shown(store: &mut Store, filter: &Filter) -> String {
    let happened = (store.incidents(filter).unwrap(), store.tolls(filter).unwrap(), store.disputes(filter).unwrap());
    let told = (store.reports(filter).unwrap(), store.search("strike", filter).unwrap());
    let named = (store.actors(filter).unwrap(), store.places(filter).unwrap());
    format!("{happened:#?}\n{told:#?}\n{named:#?}")
}

fn shuffled(mut numbers: Vec<u64>, seed: u64) -> Vec<u64> {
    let mut random = Random(seed);
    for n in (1..numbers.len()).rev() {
        numbers.swap(n, random.below(n as u64 + 1) as usize);
    }
    numbers
}

#[test]
fn reports_become_incidents() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..600).collect::<Vec<_>>(), 100);
    let incidents = store.incidents(&Filter::default()).unwrap();
    let status = store.status().unwrap();
    eprintln!("{status:?}");
    assert!(incidents.iter().filter(|i| i.reports.len() > 2).count() > 20, "several reports tell of one happening");
    assert!(status.copies > 20 && status.tolls > 100 && status.current < status.reports);
    let over = store.disputes(&Filter::default()).unwrap().into_iter().filter(|d| d.kind == DisputeKind::Over);
    let with_fights_elsewhere = over.filter(|d| {
        let events: Vec<_> = d.sides.iter().filter_map(|side| Some((side.report.clone(), side.event?))).collect();
        let ids = events.iter().map(|(report, event)| store.incident_of(report, *event).unwrap().map(|i| i.id));
        ids.collect::<std::collections::BTreeSet<_>>().len() > 1
    });
    assert!(with_fights_elsewhere.count() > 0, "an end is disputed by fighting that another incident tells");
    for incident in incidents.iter().take(50) {
        assert_eq!(store.incident(&incident.id).unwrap().as_ref(), Some(incident));
        for toll in &incident.tolls {
            assert!(store.toll(toll).unwrap().is_some());
        }
    }
}

#[test]
fn the_same_reports_again_change_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..200).collect::<Vec<_>>(), 50);
    let before = store.dump().unwrap();
    let added = store.add((0..200).map(kept).collect()).unwrap();
    assert_eq!((added.known, added.new, added.incidents), (200, 0, 0));
    assert_eq!(difference(&before, &store.dump().unwrap()), None);
}

#[test]
fn a_rebuild_makes_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..1200).collect::<Vec<_>>(), 90);
    let before = store.dump().unwrap();
    let mut seen = Vec::new();
    store.rebuild(again, |done, all| seen.push((done, all))).unwrap();
    assert_eq!(seen.last().map(|(done, all)| done == all), Some(true));
    assert_eq!(difference(&before, &store.dump().unwrap()), None);
    // Broken off, opened again, gone on with.
    let mut batches = 0;
    let broken = store.rebuild(
        |stored| {
            batches += 1;
            if batches < 2 { again(stored) } else { Err("broken off".to_string()) }
        },
        |_, _| {},
    );
    assert!(broken.is_err());
    let path = store.path().to_path_buf();
    drop(store);
    let mut store = Store::open(&path).unwrap();
    assert!(store.status().unwrap().rebuilding);
    add(&mut store, &[5000, 5001], 2).unwrap();
    store.rebuild(again, |_, _| {}).unwrap();
    assert!(!store.status().unwrap().rebuilding);
    let other = tempfile::tempdir().unwrap();
    let mut fresh = store_of(other.path(), &(0..1200).chain([5000, 5001]).collect::<Vec<_>>(), 90);
    assert_eq!(difference(&fresh.dump().unwrap(), &store.dump().unwrap()), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn order_and_batches_do_not_matter(from in 0u64..5000, seed in any::<u64>(), batch in 1usize..60) {
        let dir = tempfile::tempdir().unwrap();
        let numbers: Vec<u64> = (from..from + 120).collect();
        let mut straight = store_of(dir.path(), &numbers, 120);
        let other = tempfile::tempdir().unwrap();
        let mut mixed = store_of(other.path(), &shuffled(numbers, seed), batch);
        prop_assert_eq!(difference(&straight.dump().unwrap(), &mixed.dump().unwrap()), None);
        for limit in [None, Some(7)] {
            let filter = Filter { limit, ..Filter::default() };
            prop_assert_eq!(difference(&shown(&mut straight, &filter), &shown(&mut mixed, &filter)), None);
        }
    }
}
