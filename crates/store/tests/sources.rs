//! Parties, places and sources within what a filter lets through.

mod invented;

use invented::store_of;
use std::collections::BTreeSet;
use store::{Filter, Store};

fn store(dir: &tempfile::TempDir) -> Store {
    store_of(dir.path(), &(0..600).collect::<Vec<_>>(), 200)
}

#[test]
fn parties_and_places_are_those_of_the_incidents_that_a_filter_lets_through() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store(&dir);
    let days: BTreeSet<_> = store.incidents(&Filter::default()).unwrap().iter().filter_map(|i| i.from).collect();
    let first = *days.first().unwrap();
    let filter = Filter { until: Some(first), ..Filter::default() };
    let incidents = store.incidents(&filter).unwrap();
    let places = store.places(&filter).unwrap();
    assert!(!places.is_empty() && places.len() < store.places(&Filter::default()).unwrap().len());
    for place in &places {
        let there = incidents.iter().filter(|i| i.place.as_ref().is_some_and(|p| p.key == place.place.key)).count();
        assert!(place.incidents.unwrap() >= there as u64, "{}", place.place.name);
    }
    for actor in store.actors(&filter).unwrap() {
        let key = &actor.party.key;
        let takes_part = |i: &&store::IncidentView| i.actors.iter().chain(&i.recipients).any(|p| &p.key == key);
        assert!(actor.incidents.unwrap() >= incidents.iter().filter(takes_part).count() as u64, "{key}");
    }
    let all = store.actors(&Filter::default()).unwrap();
    assert!(all.iter().all(|actor| actor.incidents.is_none()));
}

#[test]
fn a_source_is_contradicted_where_it_is_a_side_of_a_dispute() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store(&dir);
    let disputes = store.disputes(&Filter::default()).unwrap();
    let (dispute, side) = disputes.iter().find_map(|d| Some((d, d.sides.iter().find(|s| s.claim.is_some())?))).unwrap();
    let name = side.source.name().to_string();
    let found = store.sources(&Filter { source: Some(name.clone()), ..Filter::default() }).unwrap();
    let said = found[0].statements.iter().find(|s| s.report == side.report && s.claim == side.claim).unwrap();
    let contradicted = said.contradicted.iter().find(|(id, ..)| *id == dispute.id).unwrap();
    assert!(!contradicted.2.contains(&name));
    assert!(found[0].statements.is_sorted_by_key(|s| s.published));
}

#[test]
fn sources_are_listed_by_what_they_speak_of() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store(&dir);
    let listed = store.sources(&Filter { limit: Some(5), ..Filter::default() }).unwrap();
    assert_eq!(listed.len(), 5);
    assert!(listed.is_sorted_by_key(|source| std::cmp::Reverse(source.subjects)));
}
