//! What the program makes of a story: its readings, and the chronicle of an empty store that they are added to.

use anyhow::{Context, Result, anyhow};
use app::export::record::Record;
use app::reader::{Options, Own, Reader};
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;
use store::{DisputeView, Filter, IncidentView, Kept, Store, TollView};

pub(super) struct Found {
    /// The published reading of each line of the story's reports.
    pub readings: Vec<Value>,
    pub incidents: Vec<IncidentView>,
    pub tolls: Vec<TollView>,
    pub disputes: Vec<DisputeView>,
}

impl Found {
    pub(super) fn of(reports: &Path) -> Result<Found> {
        let bytes = std::fs::read(reports).with_context(|| reports.display().to_string())?;
        let reader = Reader::new(&Own::default())?;
        let lines = app::ingest::reports("reports.jsonl", &bytes, None);
        let read = |line: &Result<app::ingest::Report, app::ingest::Problem>| {
            let report = line.as_ref().map_err(|problem| anyhow!("{problem}"))?;
            let (full, body) = report.full_text();
            let reading = reader.read(report, &full, body, &Options::default());
            kept(&Record::new(report, &reading, false))
        };
        let kept: Vec<Kept> = lines.par_iter().map(read).collect::<Result<_>>()?;
        let readings = kept.iter().map(|k| serde_json::from_slice(&k.reading)).collect::<Result<_, _>>()?;
        let folder = tempfile::tempdir()?;
        let mut store = Store::open(&folder.path().join("story.db"))?;
        store.add(kept)?;
        let all = Filter::default();
        Ok(Found {
            readings,
            incidents: store.incidents(&all)?,
            tolls: store.tolls(&all)?,
            disputes: store.disputes(&all)?,
        })
    }
}

fn kept(record: &Record) -> Result<Kept> {
    let reading = serde_json::to_value(record)?;
    let of_report = |field: &str| reading["report"][field].as_str().unwrap_or_default().to_string();
    Ok(Kept {
        account: app::account::of(record).map_err(|problem| anyhow!("{problem}"))?,
        text: of_report("text"),
        sha256: of_report("sha256"),
        reading: serde_json::to_vec(&reading)?,
        made_by: "xtask".to_string(),
    })
}

/// Positions of the events of a reading whose trigger lies within a stretch of the title or the text, in code points.
pub(super) fn events_within(reading: &Value, (title, start, end): (bool, usize, usize)) -> Vec<u32> {
    let within = |event: &Value| {
        let trigger = &event["trigger"];
        let number = |field: &str| trigger[field].as_u64().unwrap_or(u64::MAX) as usize;
        (trigger["in"] == "title") == title && number("start") >= start && number("end") <= end
    };
    let events = reading["events"].as_array().into_iter().flatten();
    events.zip(0..).filter(|(event, _)| within(event)).map(|(_, n)| n).collect()
}
