//! What the program makes of a story: its readings and its chronicle, by the commands that users have.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

pub(super) struct Found {
    /// The reading of each line of the story's reports.
    pub readings: Vec<Value>,
    pub incidents: Vec<Value>,
    pub tolls: Vec<Value>,
    pub disputes: Vec<Value>,
}

impl Found {
    pub(super) fn by(program: &Path, reports: &Path) -> Result<Found> {
        let folder = tempfile::tempdir()?;
        let store = folder.path().join("story.db");
        let read = output(program, &[OsStr::new("read"), "--format".as_ref(), "jsonl".as_ref(), reports.as_ref()])?;
        output(program, &[OsStr::new("add"), "--db".as_ref(), store.as_ref(), reports.as_ref()])?;
        let view = |name: &str| -> Result<Vec<Value>> {
            let arguments = [OsStr::new(name), "--db".as_ref(), store.as_ref(), "--format".as_ref(), "json".as_ref()];
            serde_json::from_str(&output(program, &arguments)?).with_context(|| format!("depeche {name}"))
        };
        Ok(Found {
            readings: read.lines().map(serde_json::from_str).collect::<Result<_, _>>()?,
            incidents: view("incidents")?,
            tolls: view("tolls")?,
            disputes: view("disputes")?,
        })
    }
}

fn output(program: &Path, arguments: &[&OsStr]) -> Result<String> {
    let run = Command::new(program).args(arguments).output().with_context(|| program.display().to_string())?;
    if !run.status.success() {
        bail!("{} {arguments:?}: {}", program.display(), String::from_utf8_lossy(&run.stderr));
    }
    Ok(String::from_utf8(run.stdout)?)
}

/// The events of a reading whose trigger lies within a stretch of the title or the text, in code points.
pub(super) fn events_within(reading: &Value, (title, start, end): (bool, usize, usize)) -> Vec<&str> {
    let within = |event: &&Value| {
        let trigger = &event["trigger"];
        let number = |field: &str| trigger[field].as_u64().unwrap_or(u64::MAX) as usize;
        (trigger["in"] == "title") == title && number("start") >= start && number("end") <= end
    };
    reading["events"].as_array().into_iter().flatten().filter(within).filter_map(|e| e["id"].as_str()).collect()
}
