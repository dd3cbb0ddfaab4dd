//! Measures the chronicle that the program makes of a story against the true one that its author marked.

mod found;
mod score;
mod truth;

use anyhow::Result;
use found::{Found, events_within};
use score::b_cubed;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use truth::{Dispute, Story, Toll};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Adds a story's reports to an empty store and compares what the views say with the truth
    Score {
        /// The folder of the story
        #[arg(default_value = "samples/story")]
        story: PathBuf,
        /// The program to run
        #[arg(long, default_value = "target/release/depeche")]
        bin: PathBuf,
        /// List what is wrong
        #[arg(long)]
        errors: bool,
    },
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let Command::Score { story, bin, errors } = &arguments.command;
    let found = Found::by(bin, &story.join("reports.jsonl"))?;
    let story = Story::read(story)?;
    let mut page = Page { errors: *errors };
    let marks = marks(&story, &found);
    page.incidents(&story, &marks);
    page.apart(&story, &marks);
    let aligned = aligned(&story, &found, &marks);
    page.tolls(&story, &found, &aligned);
    page.disputes(&story, &found, &aligned);
    Ok(())
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
    let mut incident_of: HashMap<(&str, &str), usize> = HashMap::new();
    for (n, incident) in found.incidents.iter().enumerate() {
        for event in incident["events"].as_array().into_iter().flatten() {
            if let (Some(report), Some(event)) = (event["report"].as_str(), event["event"].as_str()) {
                incident_of.insert((report, event), n);
            }
        }
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

/// What is printed.
struct Page {
    errors: bool,
}

impl Page {
    fn error(&self, words: impl FnOnce() -> String) {
        if self.errors {
            println!("    {}", words());
        }
    }

    /// Tellings in incidents: all, a telling that the program does not see standing alone, and those that it sees.
    fn incidents(&mut self, story: &Story, marks: &[Mark]) {
        let seen: Vec<_> = marks.iter().filter_map(|m| Some((m.incident, m.found?))).collect();
        let alone = usize::MAX / 2;
        let all: Vec<_> = marks.iter().enumerate().map(|(n, m)| (m.incident, m.found.unwrap_or(alone + n))).collect();
        println!(
            "tellings seen                  {:5.1}  {} of {}",
            percent(seen.len(), marks.len()),
            seen.len(),
            marks.len()
        );
        for (name, things) in [("incidents, of tellings seen", &seen), ("incidents, of all tellings", &all)] {
            let score = b_cubed(things);
            let [p, r, f] = [score.precision, score.recall, score.f1()].map(|x| 100.0 * x);
            println!("{name:29}  {f:5.1}  precision {p:.1} recall {r:.1} (B-cubed)");
        }
        for mark in marks.iter().filter(|m| m.found.is_none()) {
            self.error(|| {
                format!("not seen: {} {:?} ({})", mark.report, mark.words, story.truth.incident[mark.incident].name)
            });
        }
    }

    /// Pairs of incidents that look alike: apart where no found incident holds tellings of both.
    fn apart(&mut self, story: &Story, marks: &[Mark]) {
        let holding = |name: &str| {
            let of = |m: &&Mark| story.truth.incident[m.incident].name == name;
            marks.iter().filter(of).filter_map(|m| m.found).collect::<Vec<_>>()
        };
        let pairs = &story.truth.apart;
        let mixed: Vec<_> = pairs
            .iter()
            .filter(|p| holding(&p.incidents.0).iter().any(|n| holding(&p.incidents.1).contains(n)))
            .collect();
        let kept = pairs.len() - mixed.len();
        println!("look-alikes kept apart         {:5.1}  {kept} of {}", percent(kept, pairs.len()), pairs.len());
        for pair in mixed {
            self.error(|| format!("mixed: {} and {}", pair.incidents.0, pair.incidents.1));
        }
    }

    fn tolls(&mut self, story: &Story, found: &Found, aligned: &[Option<usize>]) {
        let of = |toll: &Toll| {
            let same = |t: &&Value| {
                let incident = incident_id(story, found, aligned, toll.incident.as_deref());
                t["measure"] == toll.measure.as_str()
                    && t["cumulative"] == toll.cumulative
                    && (toll.incident.is_none() || (incident.is_some() && t["incident"].as_str() == incident))
                    && reports(&t["points"]).any(|r| toll.reports().any(|name| id(name) == r))
            };
            found.tolls.iter().filter(same).collect::<Vec<_>>()
        };
        let right = |toll: &&Toll| of(toll).iter().any(|t| t["min"] == toll.min && t["max"] == toll.max);
        let all = &story.truth.toll;
        let count = all.iter().filter(right).count();
        println!("tolls right (min, max)         {:5.1}  {count} of {}", percent(count, all.len()), all.len());
        for toll in all.iter().filter(|t| !right(t)) {
            self.error(|| {
                let shown: Vec<_> =
                    of(toll).iter().map(|t| format!("{} {}..{}", t["who"], t["min"], t["max"])).collect();
                let name = toll.incident.as_deref().unwrap_or("running");
                format!("{name}: {} {:?} {}..{}, found {shown:?}", toll.measure, toll.who, toll.min, toll.max)
            });
        }
    }

    fn disputes(&mut self, story: &Story, found: &Found, aligned: &[Option<usize>]) {
        let same = |truth: &Dispute, dispute: &Value| {
            let incident = incident_id(story, found, aligned, truth.incident.as_deref());
            let sides = reports(&dispute["sides"]).filter(|&r| truth.sides.iter().any(|(name, ..)| id(name) == r));
            dispute["kind"] == truth.kind.as_str()
                && sides.count() > 0
                && (dispute["incident"].is_null() || incident.is_none() || dispute["incident"].as_str() == incident)
        };
        let all = &story.truth.dispute;
        let hit = all.iter().filter(|t| found.disputes.iter().any(|d| same(t, d))).count();
        println!("disputes found                 {:5.1}  {hit} of {}", percent(hit, all.len()), all.len());
        let wrong: Vec<_> = found.disputes.iter().filter(|d| !all.iter().any(|t| same(t, d))).collect();
        println!(
            "disputes that are none         {:5.1}  {} of {}",
            percent(wrong.len(), found.disputes.len()),
            wrong.len(),
            found.disputes.len()
        );
        for truth in all.iter().filter(|t| !found.disputes.iter().any(|d| same(t, d))) {
            self.error(|| format!("not found: {} {}", truth.kind, truth.incident.as_deref().unwrap_or("running")));
        }
        for dispute in wrong {
            self.error(|| format!("none: {} {} {}", dispute["kind"], dispute["reason"], dispute["sides"]));
        }
    }
}

/// The public id of the found incident that stands for a true one.
fn incident_id<'f>(story: &Story, found: &'f Found, aligned: &[Option<usize>], name: Option<&str>) -> Option<&'f str> {
    let at = story.truth.incident.iter().position(|i| Some(i.name.as_str()) == name)?;
    found.incidents[aligned[at]?]["id"].as_str()
}

fn reports(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(|item| item["report"].as_str())
}

/// The id of a report that the truth names with its version.
fn id(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
