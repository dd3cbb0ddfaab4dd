//! Measures the chronicle that the program makes of a story against the true one that its author marked.

mod found;
mod score;
mod truth;

use anyhow::Result;
use found::{Found, events_within};
use score::b_cubed;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use store::{DisputeView, TollView};
use truth::{Apart, Dispute, Story, Toll};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Adds a story's reports to an empty store and compares its chronicle with the truth
    Score {
        /// The folder of the story
        #[arg(default_value = "samples/story")]
        story: PathBuf,
        /// List what is wrong
        #[arg(long)]
        errors: bool,
    },
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let Command::Score { story, errors } = &arguments.command;
    let (rows, wrong) = score(story)?;
    for row in &rows {
        println!("{row}");
    }
    for line in wrong.iter().filter(|_| *errors) {
        println!("    {line}");
    }
    Ok(())
}

/// A measure, in per cent.
struct Row {
    name: &'static str,
    value: f64,
    note: String,
}

impl Row {
    fn share(name: &'static str, part: usize, whole: usize) -> Row {
        Row { name, value: 100.0 * part as f64 / whole.max(1) as f64, note: format!("{part} of {whole}") }
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:32} {:5.1}  {}", self.name, self.value, self.note)
    }
}

/// The measures, and what is wrong, a line each.
fn score(folder: &Path) -> Result<(Vec<Row>, Vec<String>)> {
    let story = Story::read(folder)?;
    let found = Found::of(&folder.join("reports.jsonl"))?;
    let marks = marks(&story, &found);
    let aligned = aligned(&story, &found, &marks);
    let mut wrong = Vec::new();
    let mut rows = incidents(&story, &marks, &mut wrong);
    rows.push(apart(&story, &marks, &mut wrong));
    rows.push(copies(&story, &found, &mut wrong));
    rows.push(tolls(&story, &found, &aligned, &mut wrong));
    rows.extend(disputes(&story, &found, &aligned, &mut wrong));
    Ok((rows, wrong))
}

/// Words that tell an incident, in a report that still stands.
struct Mark<'s> {
    /// Position of the incident in the truth.
    incident: usize,
    report: &'s str,
    words: &'s str,
    /// Position of the incident that holds it in what the program found.
    found: Option<usize>,
}

fn marks<'s>(story: &'s Story, found: &Found) -> Vec<Mark<'s>> {
    let mut incident_of: HashMap<(&str, u32), usize> = HashMap::new();
    for (n, incident) in found.incidents.iter().enumerate() {
        incident_of.extend(incident.events.iter().map(|e| ((e.report.as_str(), e.event), n)));
    }
    let mut marks = Vec::new();
    for (incident, truth) in story.truth.incident.iter().enumerate() {
        for (report, words) in &truth.mentions {
            let Some((at, version)) = story.standing(report) else { continue };
            let events = version.find(words).map(|stretch| events_within(&found.readings[at], stretch));
            let holding =
                events.into_iter().flatten().find_map(|e| incident_of.get(&(version.id.as_str(), e)).copied());
            marks.push(Mark { incident, report, words, found: holding });
        }
    }
    marks
}

/// For each true incident, the found one that holds most of its tellings.
fn aligned(story: &Story, found: &Found, marks: &[Mark]) -> Vec<Option<usize>> {
    let mut held = vec![BTreeMap::<usize, usize>::new(); story.truth.incident.len()];
    for mark in marks {
        if let Some(n) = mark.found {
            *held[mark.incident].entry(n).or_default() += 1;
        }
    }
    let most = |of: &BTreeMap<usize, usize>| {
        of.iter().max_by_key(|(n, count)| (**count, found.incidents.len() - **n)).map(|(n, _)| *n)
    };
    held.iter().map(most).collect()
}

/// Tellings in incidents: those that the program sees, and all, one that it does not see standing alone.
fn incidents(story: &Story, marks: &[Mark], wrong: &mut Vec<String>) -> Vec<Row> {
    let seen: Vec<_> = marks.iter().filter_map(|m| Some((m.incident, m.found?))).collect();
    let alone = usize::MAX / 2;
    let all: Vec<_> = marks.iter().enumerate().map(|(n, m)| (m.incident, m.found.unwrap_or(alone + n))).collect();
    for mark in marks.iter().filter(|m| m.found.is_none()) {
        let name = &story.truth.incident[mark.incident].name;
        wrong.push(format!("not seen: {name}: {} {:?}", mark.report, mark.words));
    }
    let row = |name, things: &[(usize, usize)]| {
        let score = b_cubed(things);
        let note = format!("B-cubed: precision {:.1}, recall {:.1}", 100.0 * score.precision, 100.0 * score.recall);
        Row { name, value: 100.0 * score.f1(), note }
    };
    vec![
        Row::share("tellings seen", seen.len(), marks.len()),
        row("incidents, of tellings seen", &seen),
        row("incidents, of all tellings", &all),
    ]
}

/// Pairs of incidents that look alike: apart where most of their tellings are in two.
fn apart(story: &Story, marks: &[Mark], wrong: &mut Vec<String>) -> Row {
    let holding = |name: &str| {
        let of = |m: &&Mark| story.truth.incident[m.incident].name == name;
        marks.iter().filter(of).filter_map(|m| m.found).collect::<Vec<_>>()
    };
    let mixed = |pair: &&Apart| {
        let (a, b) = (holding(&pair.incidents.0), holding(&pair.incidents.1));
        a.iter().any(|n| b.contains(n))
    };
    let pairs = &story.truth.apart;
    let mixed: Vec<_> = pairs.iter().filter(mixed).collect();
    wrong.extend(mixed.iter().map(|p| format!("not apart: {} and {}", p.incidents.0, p.incidents.1)));
    Row::share("look-alikes kept apart", pairs.len() - mixed.len(), pairs.len())
}

/// Reports that copy another.
fn copies(story: &Story, found: &Found, wrong: &mut Vec<String>) -> Row {
    let members = found.incidents.iter().flat_map(|i| &i.events);
    let originals: HashMap<&str, &str> =
        members.filter_map(|e| Some((e.report.as_str(), e.copy_of.as_deref()?))).collect();
    let copies = || story.truth.copy.iter().flat_map(|c| c.reports.iter().map(move |r| (r.as_str(), c.of.as_str())));
    let missing: Vec<_> = copies().filter(|(copy, of)| originals.get(copy) != Some(of)).collect();
    wrong.extend(missing.iter().map(|(copy, of)| format!("not found: {copy} copies {of}")));
    let taken = originals.iter().filter(|(copy, of)| !copies().any(|pair| pair == (**copy, **of)));
    wrong.extend(taken.map(|(copy, of)| format!("no copy: {copy} of {of}")));
    Row::share("copies found", copies().count() - missing.len(), copies().count())
}

fn tolls(story: &Story, found: &Found, aligned: &[Option<usize>], wrong: &mut Vec<String>) -> Row {
    let of = |toll: &Toll| {
        let incident = incident_id(story, found, aligned, toll.incident.as_deref());
        let same = |t: &&TollView| {
            t.measure.name() == toll.measure
                && t.cumulative == toll.cumulative
                && (toll.incident.is_none() || (incident.is_some() && t.incident.as_deref() == incident))
                && t.points.iter().any(|p| toll.reports().any(|name| id(name) == p.report))
        };
        found.tolls.iter().filter(same).collect::<Vec<_>>()
    };
    let right = |toll: &Toll| of(toll).iter().any(|t| t.min == Some(toll.min) && t.max == Some(toll.max));
    let all = &story.truth.toll;
    for toll in all.iter().filter(|t| !right(t)) {
        let shown: Vec<_> = of(toll).iter().map(|t| format!("{:?}..{:?}", t.min, t.max)).collect();
        let name = toll.incident.as_deref().unwrap_or("running");
        wrong.push(format!("toll: {name}: {} {} {}..{}, found {shown:?}", toll.measure, toll.who, toll.min, toll.max));
    }
    Row::share("tolls right (lowest, highest)", all.iter().filter(|t| right(t)).count(), all.len())
}

fn disputes(story: &Story, found: &Found, aligned: &[Option<usize>], wrong: &mut Vec<String>) -> [Row; 2] {
    // A dispute is the same where two of its sides are, or one and the incident.
    let same = |truth: &Dispute, dispute: &DisputeView| {
        let incident = incident_id(story, found, aligned, truth.incident.as_deref());
        let known = |report: &str| truth.sides.iter().any(|(name, ..)| id(name) == report);
        let quoted = |(name, _, words): &&(String, String, String)| {
            dispute.sides.iter().any(|s| s.report == id(name) && s.words.contains(words.as_str()))
        };
        dispute.kind.name() == truth.kind
            && dispute.sides.iter().any(|side| known(&side.report))
            && (dispute.incident.is_none()
                || incident.is_none()
                || dispute.incident.as_deref() == incident
                || truth.sides.iter().filter(quoted).count() > 1)
    };
    let all = &story.truth.dispute;
    let missing: Vec<_> = all.iter().filter(|t| !found.disputes.iter().any(|d| same(t, d))).collect();
    let none: Vec<_> = found.disputes.iter().filter(|d| !all.iter().any(|t| same(t, d))).collect();
    wrong.extend(
        missing.iter().map(|t| format!("no dispute: {} {}", t.kind, t.incident.as_deref().unwrap_or("running"))),
    );
    wrong.extend(none.iter().map(|d| {
        let sides: Vec<_> = d.sides.iter().map(|s| format!("{}: {:?}", s.report, s.words)).collect();
        format!("false dispute: {} {:?} {}", d.kind.name(), d.reason, sides.join(" / "))
    }));
    [
        Row::share("disputes found", all.len() - missing.len(), all.len()),
        Row::share("disputes that are none", none.len(), found.disputes.len()),
    ]
}

/// The public id of the found incident that stands for a true one.
fn incident_id<'f>(story: &Story, found: &'f Found, aligned: &[Option<usize>], name: Option<&str>) -> Option<&'f str> {
    let at = story.truth.incident.iter().position(|i| Some(i.name.as_str()) == name)?;
    Some(&found.incidents[aligned[at]?].id)
}

/// The id of a report that the truth names with its version.
fn id(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somewhat below what was measured last: what falls under it was broken by a change.
    const FLOORS: &[(&str, f64)] = &[
        ("tellings seen", 68.0),
        ("incidents, of tellings seen", 56.0),
        ("incidents, of all tellings", 39.0),
        ("look-alikes kept apart", 54.0),
        ("copies found", 66.0),
        ("tolls right (lowest, highest)", 20.0),
        ("disputes found", 8.0),
    ];

    #[test]
    fn the_sample_story_is_told_no_worse() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/story");
        let (rows, wrong) = score(&folder).expect("the story is read");
        for (name, floor) in FLOORS {
            let row = rows.iter().find(|row| row.name == *name).expect("a measure of that name");
            assert!(row.value >= *floor, "{row}, under {floor}:\n{}", wrong.join("\n"));
        }
    }
}
