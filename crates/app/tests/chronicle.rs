//! The chronicle as a user meets it: records of a store explained, merged, made anew.

mod kept;

use kept::{Kept, id};
use serde_json::Value;

#[test]
fn records_of_a_store_are_explained_merged_and_made_anew() {
    let kept = Kept::story();
    for (view, sections) in [
        ("incidents", ["EVENTS", "leads", "KEPT OUT", "WHAT THE EVENTS TELL", "DECISIONS"].as_slice()),
        ("tolls", &["FIGURES", "stands", "THE NUMBER TO QUOTE", "DECISIONS"]),
        ("disputes", &["RULE", "Strength", "NO SIDE OF IT", "DECISIONS"]),
    ] {
        let record = &kept.list(view)[0];
        let page = kept.run(&["explain", id(record)]);
        for section in sections {
            assert!(page.contains(section), "{view}: no {section} in {page}");
        }
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        let grounds: Value = serde_json::from_str(&kept.run(&["explain", id(record), "--format", "json"])).unwrap();
        assert_eq!(id(&grounds[view.trim_end_matches('s')]), id(record));
    }

    let incidents = kept.list("incidents");
    let (first, second) = (id(&incidents[0]), id(&incidents[1]));
    let because = "Both are told of one night";
    kept.run(&["review", "merge", first, second, "--by", "Mira Sool", "--because", because]);
    let page = kept.run(&["explain", first]);
    assert!(page.contains("Mira Sool: merge with") && page.contains(because), "{page}");
    assert_eq!(kept.list("incidents").len() + 1, incidents.len());

    let difference = kept.run(&["rebuild", "--readings", "--diff"]);
    assert!(difference.ends_with("records stay as they were\n") && difference.lines().count() == 1, "{difference}");
}
