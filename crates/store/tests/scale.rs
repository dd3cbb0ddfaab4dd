//! How the cost of adding and of each view grows with the store: figures for SCORES.md.
//!
//! Adding is measured in seconds of processor time, of all threads, so that what else the machine does is left out.
//!
//! `DEPECHE_SCALE=100000 cargo test --release -p store --test scale -- --ignored --nocapture`

mod invented;

use invented::{again, kept};
use rayon::prelude::*;
use std::time::Instant;
use store::{Filter, Store, Where};

const BATCH: u64 = 500;

#[test]
#[ignore = "minutes; prints figures"]
fn figures() {
    let reports: u64 = std::env::var("DEPECHE_SCALE").map_or(10_000, |n| n.parse().expect("a number of reports"));
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(&dir.path().join("scale.db")).unwrap();
    let (mut adding, mut tenth) = (0.0, 0.0);
    for from in (0..reports).step_by(BATCH as usize) {
        let batch = (from..(from + BATCH).min(reports)).into_par_iter().map(kept).collect();
        let start = processor();
        store.add(batch).unwrap();
        let took = processor() - start;
        (adding, tenth) = (adding + took, tenth + took);
        if (from + BATCH).is_multiple_of((reports / 10).max(BATCH)) {
            println!("add to {}: {:.0} a second", from + BATCH, (reports / 10).max(BATCH) as f64 / tenth);
            tenth = 0.0;
        }
    }
    println!(
        "add {reports}: {:.0} a second; memory {} MB; file {} MB",
        reports as f64 / adding,
        memory(),
        size(dir.path())
    );
    println!("{:?}", store.status().unwrap());
    views(&mut store, reports);
    if std::env::var_os("DEPECHE_SCALE_REBUILD").is_some() {
        let start = Instant::now();
        store.rebuild(again, |_, _| {}).unwrap();
        println!(
            "rebuild, with making the reports again: {:.0} a second by the clock",
            reports as f64 / start.elapsed().as_secs_f64()
        );
    }
}

fn views(store: &mut Store, reports: u64) {
    let limit = Some(50);
    let middle = invented::published(reports / 2);
    let place = store.places(&Filter { limit: Some(1), ..Filter::default() }).unwrap().remove(0).place;
    let actor = store.actors(&Filter { limit: Some(1), ..Filter::default() }).unwrap().remove(0).party.name;
    let (lat, lon) = place.point.unwrap();
    let filters = [
        ("all", Filter { limit, ..Filter::default() }),
        ("since, until", Filter { since: Some(middle), until: Some(middle), limit, ..Filter::default() }),
        ("place", Filter { place: Some(Where::Named(place.name.clone())), limit, ..Filter::default() }),
        ("radius", Filter { place: Some(Where::Around(lat, lon, 50.0)), limit, ..Filter::default() }),
        ("actor", Filter { actor: Some(actor), limit, ..Filter::default() }),
        ("type", Filter { kind: Some(claims::EventType::Coerce), limit, ..Filter::default() }),
        ("measure", Filter { measure: Some(claims::Measure::Displaced), limit, ..Filter::default() }),
        ("source", Filter { source: Some("Reuters".to_string()), limit, ..Filter::default() }),
        ("language", Filter { language: Some("fr".to_string()), limit, ..Filter::default() }),
    ];
    for (name, filter) in &filters {
        time(&format!("incidents, {name}"), || store.incidents(filter).unwrap().len());
        time(&format!("tolls, {name}"), || store.tolls(filter).unwrap().len());
        time(&format!("disputes, {name}"), || store.disputes(filter).unwrap().len());
        time(&format!("reports, {name}"), || store.reports(filter).unwrap().len());
    }
    time("actors", || store.actors(&filters[0].1).unwrap().len());
    time("places", || store.places(&filters[0].1).unwrap().len());
    time("search", || store.search(&place.name, &filters[0].1).unwrap().len());
    time("status", || store.status().unwrap().reports as usize);
}

fn time(what: &str, mut view: impl FnMut() -> usize) {
    let start = Instant::now();
    let found = view();
    println!("{what}: {:.1} ms, {found} found", start.elapsed().as_secs_f64() * 1000.0);
}

/// Seconds of processor time that the process has taken (Linux).
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Most memory that the process has held, in MB (Linux).
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn size(dir: &std::path::Path) -> u64 {
    let files = std::fs::read_dir(dir).unwrap();
    files.map(|file| file.unwrap().metadata().unwrap().len()).sum::<u64>() / 1_000_000
}
