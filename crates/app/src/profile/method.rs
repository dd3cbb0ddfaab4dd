//! The method, which goes out with the data: definitions, configuration, versions, and what was left out.

use super::{Profile, Tally};
use std::fmt::Write;
use store::{Filter, Where};

/// The rules of the chronicle, and each profile's own.
const CHRONICLE: &str = include_str!("../../../../docs/chronicle.md");
const PUBLIC: &str = include_str!("../../../../docs/export/public.md");

/// What follows the rules in the chronicle's page, and is no part of the method.
const AFTER_THE_RULES: &str = "\n## Why\n";

/// The page that says how a file was made. The same for the same record: it gives no time of writing.
pub fn method(profile: Profile, for_public: bool, filter: &Filter, tally: &Tally, file: &str, sha256: &str) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("# How {file} was made\n"));
    line(format!("- Profile: {}, {}", profile.version(), if for_public { "for the public" } else { "internal" }));
    line(format!("- Program: depeche {}", env!("CARGO_PKG_VERSION")));
    line(format!("- SHA-256 of the file: {sha256}"));
    line(format!("- Taken from the store: {}", asked(filter)));
    line(format!("- Rows: {} of {} records (incidents and running totals)", tally.rows, tally.written));
    let unreviewed = tally.written - tally.reviewed;
    line(format!("- Reviewed by a person: {}; machine reading that nobody has reviewed: {unreviewed}", tally.reviewed));
    for (made_by, reports) in &tally.made_by {
        line(format!("- Behind the rows: {reports} readings of reports by {made_by}"));
    }
    line("\n## Left out\n".to_string());
    if tally.left_out.is_empty() {
        line("Nothing.".to_string());
    }
    for (reason, records) in &tally.left_out {
        line(format!("- {records}: {reason}"));
    }
    let _ = write!(out, "\n{}", rules(profile));
    if for_public {
        let _ = write!(out, "\n{PUBLIC}");
    }
    let _ = write!(out, "\n{}\n", CHRONICLE.split(AFTER_THE_RULES).next().unwrap_or(CHRONICLE).trim_end());
    out
}

fn rules(profile: Profile) -> &'static str {
    match profile {
        Profile::Acled => include_str!("../../../../docs/export/acled.md"),
        Profile::Ucdp => include_str!("../../../../docs/export/ucdp.md"),
        Profile::Hxl => include_str!("../../../../docs/export/hxl.md"),
        Profile::Geojson => include_str!("../../../../docs/export/geojson.md"),
        Profile::Jsonl => include_str!("../../../../docs/export/jsonl.md"),
    }
}

/// The filter as it would be asked for.
fn asked(filter: &Filter) -> String {
    let place = filter.place.as_ref().map(|place| match place {
        Where::Named(name) => format!("--place {name:?}"),
        Where::Near(name, km) => format!("--place {name:?} --radius {km}"),
        Where::Around(lat, lon, km) => format!("--place {lat},{lon} --radius {km}"),
    });
    let options = [
        filter.since.map(|day| format!("--since {day}")),
        filter.until.map(|day| format!("--until {day}")),
        place,
        filter.actor.as_ref().map(|name| format!("--actor {name:?}")),
        filter.kind.map(|kind| format!("--type {}", kind.name())),
        filter.measure.map(|measure| format!("--measure {}", measure.name())),
        filter.source.as_ref().map(|name| format!("--source {name:?}")),
        filter.language.as_ref().map(|code| format!("--language {code}")),
        filter.reviewed.map(|reviewed| format!("--reviewed {reviewed}")),
    ];
    let options: Vec<String> = options.into_iter().flatten().collect();
    if options.is_empty() { "everything".to_string() } else { options.join(" ") }
}
