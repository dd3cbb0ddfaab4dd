//! `depeche brief`: the situation report, composed from the record alone.
//!
//! [`compose`](compose::compose) chooses what is said and in which words (`data/<lang>/brief.tsv`); `text`, `markdown` and
//! `html` only set it. Every sentence carries the numbers of the reports that it rests on, so that none can stand without.

mod chart;
mod compose;
mod html;
mod map;
mod markdown;
mod material;
mod text;
mod words;

pub use compose::{Change, Cited, Correction, Happening, Locality, Material, Quarrel, Series, Told, compose};
pub use material::material;
pub use words::Words;

use jiff::civil::Date;
use std::fmt;

/// A situation report, before it is set.
pub struct Brief {
    /// Title.
    pub title: String,
    /// BCP 47.
    pub language: &'static str,
    /// Period, place, number of reports and sources.
    pub scope: String,
    /// How it was made.
    pub method: String,
    /// What it says.
    pub sections: Vec<Section>,
    /// The reports that it rests on: a [`Sentence`] cites them by position, counted from 1.
    pub sources: Vec<SourceLine>,
    /// Heading of the sources.
    pub sources_heading: String,
    /// The incidents that are located.
    pub map: Option<Map>,
}

/// A part with a heading.
pub struct Section {
    /// Heading.
    pub heading: String,
    /// Its items, by place.
    pub groups: Vec<Group>,
}

/// What is said of one place or point.
pub struct Group {
    /// Heading, where there is one.
    pub heading: Option<String>,
    /// What is said.
    pub items: Vec<Item>,
}

/// What is said of one incident, toll, dispute or correction.
pub struct Item {
    /// The record's id, for `depeche explain`.
    pub id: Option<String>,
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Its figures, drawn.
    pub chart: Option<Chart>,
}

/// A sentence and the reports that it rests on.
pub struct Sentence {
    /// The words.
    pub text: String,
    /// Numbers of sources, ascending, each once.
    pub cites: Vec<usize>,
}

impl Sentence {
    /// The numbers in brackets: `[1, 3–5]`.
    fn citation(&self) -> String {
        let numbers: Vec<String> = self.runs().iter().map(Run::to_string).collect();
        format!("[{}]", numbers.join(", "))
    }

    /// The numbers with those in a row drawn together.
    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for &n in &self.cites {
            match runs.last_mut() {
                Some(run) if run.last + 1 == n => run.last = n,
                _ => runs.push(Run { first: n, last: n }),
            }
        }
        runs
    }
}

/// Numbers in a row.
struct Run {
    first: usize,
    last: usize,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.last - self.first {
            0 => write!(f, "{}", self.first),
            1 => write!(f, "{}, {}", self.first, self.last),
            _ => write!(f, "{}–{}", self.first, self.last),
        }
    }
}

/// A report that is cited.
pub struct SourceLine {
    /// Outlet, title, day: one line.
    pub text: String,
    /// Address, where known.
    pub url: Option<String>,
}

/// Figures of one toll over days.
pub struct Chart {
    /// What it shows.
    pub label: String,
    /// The figures, by day.
    pub bars: Vec<Bar>,
}

/// One figure of a chart.
pub struct Bar {
    /// Day of publication.
    pub day: Option<Date>,
    /// The words beside it: the source.
    pub source: String,
    /// Lowest number.
    pub min: f64,
    /// Highest number.
    pub max: f64,
    /// Whether its source still stands by it.
    pub current: bool,
}

/// Incidents on a map.
pub struct Map {
    /// What it shows.
    pub label: String,
    /// Incidents.
    pub points: Vec<MapPoint>,
}

/// A place with incidents.
pub struct MapPoint {
    /// Name.
    pub name: String,
    /// Degrees, WGS 84.
    pub lat: f64,
    /// Degrees, WGS 84.
    pub lon: f64,
    /// Number of incidents.
    pub incidents: usize,
}

/// How a report is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Setting {
    /// For a terminal, 80 columns.
    Text,
    /// Markdown.
    Markdown,
    /// One HTML file with map and charts.
    Html,
}

/// Sets a report.
pub fn set(brief: &Brief, setting: Setting) -> String {
    match setting {
        Setting::Text => text::write(brief),
        Setting::Markdown => markdown::write(brief),
        Setting::Html => html::write(brief),
    }
}

#[cfg(test)]
mod tests {
    use super::Sentence;

    #[test]
    fn sources_in_a_row_are_drawn_together() {
        let check = |cites: &[usize], expected: &str| {
            assert_eq!(Sentence { text: String::new(), cites: cites.to_vec() }.citation(), expected);
        };
        check(&[2], "[2]");
        check(&[1, 2, 4], "[1, 2, 4]");
        check(&[1, 3, 4, 5, 9], "[1, 3–5, 9]");
    }
}
