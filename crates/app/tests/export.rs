//! The chronicle as files for other tools: columns, numbers, what is left out, and what the public may see.

mod kept;

use kept::{Kept, id};
use serde_json::Value;

/// The rows of an exported table, by the names of its header.
fn table(kept: &Kept, profile: &str, more: &[&str]) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let file = kept.beside(profile);
    kept.run(&[&["export", profile, "-o", file.to_str().unwrap()], more].concat());
    let mut reader = csv::Reader::from_path(&file).unwrap();
    let header = reader.headers().unwrap().clone();
    // A row with another number of columns is an error.
    (header, reader.records().collect::<Result<_, _>>().unwrap())
}

fn column(header: &csv::StringRecord, name: &str) -> usize {
    header.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn tables_have_the_columns_of_their_codebooks() {
    let kept = Kept::story();
    for (profile, columns, [first, last]) in
        [("acled", 31, ["event_id_cnty", "timestamp"]), ("ucdp", 49, ["id", "gwnob"])]
    {
        let (header, rows) = table(&kept, profile, &[]);
        assert_eq!([&header[0], &header[columns - 1], &header[columns]], [first, last, "x_record"]);
        assert!(!rows.is_empty());
        let (words, hash) = (column(&header, "x_words"), column(&header, "x_sha256"));
        for row in &rows {
            assert!(!row[words].is_empty() && row[hash].split("; ").all(|hash| hash.len() == 64), "{row:?}");
        }
    }
}

#[test]
fn numbers_are_those_of_the_tolls() {
    let kept = Kept::story();
    let incidents = kept.list("incidents");
    let (header, rows) = table(&kept, "ucdp", &[]);
    let number = |row: &csv::StringRecord, name: &str| row[column(&header, name)].parse::<f64>().unwrap();
    for row in &rows {
        let parts = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"].map(|name| number(row, name));
        let (low, best, high) = (number(row, "low"), number(row, "best"), number(row, "high"));
        assert!(parts.iter().sum::<f64>() == best && 1.0 <= best && low <= best && best <= high, "{row:?}");
        let record = incidents.iter().find(|i| id(i) == &row[column(&header, "x_record")]).unwrap();
        assert_ne!(record["reality"], "planned");
    }
    // Of an incident that lasts, the rows of all its days hold the lowest number together.
    let (header, rows) = table(&kept, "acled", &[]);
    let dead = |row: &csv::StringRecord| row[column(&header, "fatalities")].parse::<u64>().unwrap();
    assert!(rows.iter().map(dead).sum::<u64>() > 0);
    for row in &rows {
        assert!(row[column(&header, "event_date")].parse::<jiff::civil::Date>().is_ok(), "{row:?}");
    }
}

#[test]
fn what_a_person_rejects_is_left_out_and_the_method_says_so() {
    let kept = Kept::story();
    let (header, rows) = table(&kept, "acled", &[]);
    let record = rows[0][column(&header, "x_record")].to_string();
    kept.run(&["review", "reject", &record, "--by", "Mira Sool"]);
    let (_, after) = table(&kept, "acled", &[]);
    assert!(after.iter().all(|row| row[column(&header, "x_record")] != record));
    let method = std::fs::read_to_string(kept.beside("acled.method.md")).unwrap();
    for line in [
        "- 1: rejected by a person",
        "- Profile: acled 1, internal",
        "# The profile `acled`",
        "## Tolls",
        &format!("- Rows: {} of", after.len()),
    ] {
        assert!(method.contains(line), "no {line:?} in {method}");
    }
    assert!(!method.contains("## Scale"));

    kept.run(&["review", "accept", &after[0][column(&header, "x_record")], "--by", "Mira Sool"]);
    let (_, reviewed) = table(&kept, "acled", &["--reviewed", "true"]);
    assert!(!reviewed.is_empty());
    assert!(reviewed.iter().all(|row| &row[column(&header, "x_review")] == "accepted"));
}

#[test]
fn the_public_sees_no_person_and_no_quotation() {
    let kept = Kept::story();
    let (actors, places) = (kept.list("actors"), kept.list("places"));
    let names = |records: &[Value], is_person: bool| -> Vec<String> {
        let of_kind = records.iter().filter(|record| (record["kind"] == "person") == is_person);
        of_kind.map(|record| record["name"].as_str().unwrap().to_string()).collect()
    };
    let (others, spots) = (names(&actors, false), names(&places, false));
    let persons: Vec<String> = (names(&actors, true).into_iter())
        .filter(|name| name.split(' ').filter(|part| part.starts_with(char::is_uppercase)).count() > 1)
        .filter(|name| !others.contains(name) && !spots.contains(name))
        .collect();
    assert!(persons.len() > 10);
    for profile in ["acled", "ucdp", "hxl", "geojson", "jsonl"] {
        let file = kept.beside(profile);
        let export = |more: &[&str]| {
            kept.run(&[&["export", profile, "-o", file.to_str().unwrap()], more].concat());
            std::fs::read_to_string(&file).unwrap()
        };
        let (inside, outside) = (export(&[]), export(&["--public"]));
        let named = |text: &str| persons.iter().filter(|name| text.contains(name.as_str())).count();
        assert!(named(&inside) > 0, "{profile}: nobody is named anyway");
        assert_eq!(named(&outside), 0, "{profile}");
        assert_eq!(outside.matches("\"words\":\"").count(), outside.matches("\"words\":\"\"").count(), "{profile}");
        assert_eq!(inside, export(&[]), "{profile}: the same record gives other bytes");
    }
}

#[test]
fn files_for_programs_are_whole() {
    let kept = Kept::story();
    let (map, lines) = (kept.beside("map.geojson"), kept.beside("all.jsonl"));
    kept.run(&["export", "geojson", "-o", map.to_str().unwrap()]);
    kept.run(&["export", "jsonl", "-o", lines.to_str().unwrap()]);
    let map: Value = serde_json::from_slice(&std::fs::read(map).unwrap()).unwrap();
    let features = map["features"].as_array().unwrap();
    let lines = std::fs::read_to_string(lines).unwrap();
    let incidents = lines.lines().filter(|line| !serde_json::from_str::<Value>(line).unwrap()["incident"].is_null());
    assert_eq!(incidents.count(), kept.list("incidents").len());
    assert_eq!(features.len(), lines.lines().count());
    for feature in features.iter().filter(|feature| !feature["geometry"].is_null()) {
        let point = &feature["geometry"]["coordinates"];
        assert!(point[0].as_f64().unwrap().abs() <= 180.0 && point[1].as_f64().unwrap().abs() <= 90.0);
    }
}

#[test]
fn a_folder_that_is_not_there_is_named_and_nothing_is_left() {
    let kept = Kept::story();
    let output = kept.output(&["export", "acled", "-o", "no/such/folder.csv"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no/such/folder.csv"));
}
