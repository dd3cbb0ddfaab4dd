//! A story and its true chronicle, as their author marked it. The fields are explained at the top of `chronicle.toml`.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

#[derive(Deserialize)]
pub(super) struct Truth {
    pub incident: Vec<Incident>,
    #[serde(default)]
    pub toll: Vec<Toll>,
    #[serde(default)]
    pub dispute: Vec<Dispute>,
    #[serde(default)]
    pub copy: Vec<Copies>,
    #[serde(default)]
    pub apart: Vec<Apart>,
}

#[derive(Deserialize)]
pub(super) struct Incident {
    pub name: String,
    /// Report and words of each telling.
    pub mentions: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct Toll {
    pub incident: Option<String>,
    pub measure: String,
    pub who: String,
    pub cumulative: bool,
    pub min: f64,
    pub max: f64,
    /// Report, source, lowest, highest, words, and a mark where it does not stand.
    points: Vec<Vec<toml::Value>>,
}

impl Toll {
    /// The reports that give it, as [`Report::name`].
    pub(super) fn reports(&self) -> impl Iterator<Item = &str> {
        self.points.iter().filter_map(|p| p.first()?.as_str())
    }
}

#[derive(Deserialize)]
pub(super) struct Dispute {
    pub kind: String,
    pub incident: Option<String>,
    /// Report, source, words.
    pub sides: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
pub(super) struct Copies {
    pub of: String,
    pub reports: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Apart {
    pub incidents: (String, String),
}

/// A version of a report of the story.
#[derive(Deserialize)]
pub(super) struct Report {
    pub id: String,
    #[serde(default = "first")]
    version: u32,
    status: Option<String>,
    replaces: Option<String>,
    title: Option<String>,
    text: String,
}

fn first() -> u32 {
    1
}

impl Report {
    /// As the truth names it: `r10` is the first version, `r10@2` the second.
    pub(super) fn name(&self) -> String {
        if self.version == 1 { self.id.clone() } else { format!("{}@{}", self.id, self.version) }
    }

    /// Where words stand: whether in the title, and the code points that they cover.
    pub(super) fn find(&self, words: &str) -> Option<(bool, usize, usize)> {
        let within = |text: &str| {
            let start = text[..text.find(words)?].chars().count();
            Some((start, start + words.chars().count()))
        };
        let title = self.title.as_deref().and_then(within).map(|(start, end)| (true, start, end));
        title.or_else(|| within(&self.text).map(|(start, end)| (false, start, end)))
    }
}

/// A story: its reports in order, and whether each still stands.
pub(super) struct Story {
    pub truth: Truth,
    pub reports: Vec<(Report, bool)>,
}

impl Story {
    pub(super) fn read(folder: &Path) -> Result<Story> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        let truth = toml::from_str(&read("chronicle.toml")?)?;
        let lines = read("reports.jsonl")?;
        let reports: Vec<Report> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let mut last: HashMap<&str, u32> = HashMap::new();
        for report in &reports {
            let version = last.entry(&report.id).or_default();
            *version = (*version).max(report.version);
        }
        let replaced: Vec<&str> = reports.iter().filter_map(|r| r.replaces.as_deref()).collect();
        let stands = |r: &Report| {
            r.version == last[r.id.as_str()]
                && r.status.as_deref() != Some("canceled")
                && !replaced.contains(&r.id.as_str())
        };
        let standing: Vec<bool> = reports.iter().map(stands).collect();
        Ok(Story { truth, reports: reports.into_iter().zip(standing).collect() })
    }

    /// The report of that name, where it still stands.
    pub(super) fn standing(&self, name: &str) -> Option<(usize, &Report)> {
        let name = name.trim_end_matches("@1");
        let at = self.reports.iter().position(|(r, stands)| *stands && r.name() == name)?;
        Some((at, &self.reports[at].0))
    }
}
