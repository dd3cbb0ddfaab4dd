//! `depeche review`: what a named person decides about the record, kept apart from what was read.

use super::Outcome;
use super::store::StoreArgs;
use crate::export::chronicle::decision;
use anyhow::{Context, bail};
use jiff::Timestamp;
use record::review::{Field, Grade, Subject, SubjectKind, Verdict};
use store::Store;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(subcommand)]
    decision: Choice,
}

#[derive(clap::Subcommand)]
enum Choice {
    /// It holds as it was read
    Accept(About),
    /// It does not belong in the record: an incident, or an event as REPORT/e1
    Reject(About),
    /// A field is to be another value, shown beside what was read
    Correct {
        /// What is corrected: i…, t…
        id: String,
        /// type, from, until, place, actors, recipients, measure, who, status, min, max or best
        #[arg(value_parser = parse_field)]
        field: Field,
        /// The value
        value: String,
        #[command(flatten)]
        person: Person,
    },
    /// Two incidents or more are one happening, whatever their likeness
    Merge {
        /// The incidents
        #[arg(required = true, num_args = 2..)]
        ids: Vec<String>,
        #[command(flatten)]
        person: Person,
    },
    /// An event, as REPORT/e1, is none of the incident that it was put in
    Split(About),
    /// How far an incident is confirmed: confirmed, fair, weak, contested or discounted
    Grade {
        /// The incident
        id: String,
        /// The grade, by the words of Airwars
        #[arg(value_parser = parse_grade)]
        grade: Grade,
        #[command(flatten)]
        person: Person,
    },
    /// A note
    Comment {
        /// What it is about
        id: String,
        /// The note
        words: String,
        #[command(flatten)]
        person: Person,
    },
    /// An earlier decision no longer holds
    Undo {
        /// Its number in `depeche review history`
        number: u64,
        #[command(flatten)]
        person: Person,
    },
    /// All decisions, also those that were undone
    History,
}

#[derive(clap::Args)]
struct About {
    /// The record: i…, t…, d…, or an event as REPORT/e1
    id: String,
    #[command(flatten)]
    person: Person,
}

#[derive(clap::Args)]
struct Person {
    /// Who decides: a decision is a named person's
    #[arg(long, value_name = "NAME", env = "DEPECHE_REVIEWER")]
    by: String,
    /// Why: kept as a comment beside the decision
    #[arg(long, value_name = "WORDS")]
    because: Option<String>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let (person, subject, verdict) = match &args.decision {
        Choice::History => return history(&mut store),
        Choice::Merge { ids, person } => return merge(&mut store, ids, person),
        Choice::Accept(about) => (&about.person, subject(&mut store, &about.id)?, Verdict::Accept),
        Choice::Reject(about) => (&about.person, subject(&mut store, &about.id)?, Verdict::Reject),
        Choice::Split(about) => {
            let others = others(&mut store, &about.id)?;
            (&about.person, subject(&mut store, &about.id)?, Verdict::Split(others))
        }
        Choice::Correct { id, field, value, person } => {
            if let Err(should) = field.check(value) {
                bail!("{value:?} cannot stand in `{}`: it is {should}", field.name());
            }
            (person, subject(&mut store, id)?, Verdict::Correct(*field, value.clone()))
        }
        Choice::Grade { id, grade, person } => (person, subject(&mut store, id)?, Verdict::Grade(*grade)),
        Choice::Comment { id, words, person } => (person, subject(&mut store, id)?, Verdict::Comment(words.clone())),
        Choice::Undo { number, person } => {
            let decisions = store.decisions()?;
            let decision = decisions.iter().find(|d| d.number == *number);
            let decision = decision.with_context(|| format!("there is no decision {number}"))?;
            (person, decision.subject, Verdict::Undo(*number))
        }
    };
    decide(&mut store, person, subject, &[verdict])
}

/// Keeps what a person decides about one record, and why.
fn decide(store: &mut Store, person: &Person, subject: Subject, verdicts: &[Verdict]) -> anyhow::Result<Outcome> {
    if person.by.trim().is_empty() {
        bail!("--by needs the name of the person who decides");
    }
    let because = person.because.clone().map(Verdict::Comment);
    for verdict in verdicts.iter().chain(&because) {
        let number = store.decide(person.by.trim(), Timestamp::now(), subject, verdict)?;
        println!("decision {number}: {}", decision(verdict));
        if let Verdict::Grade(grade) = verdict {
            println!("{}", grade.definition());
        }
    }
    Ok(Outcome::Complete)
}

/// Makes incidents one with the first of them.
fn merge(store: &mut Store, ids: &[String], person: &Person) -> anyhow::Result<Outcome> {
    let mut seen: Vec<String> = Vec::new();
    let mut subjects = Vec::with_capacity(ids.len());
    for id in ids {
        let subject = subject(store, id)?;
        let incident =
            store.incident(id)?.with_context(|| format!("{id}: is no incident; only incidents are merged"))?;
        if seen.contains(&incident.id) {
            bail!("{id}: is the incident {} already", incident.id);
        }
        seen.push(incident.id);
        subjects.push(subject);
    }
    let verdicts: Vec<Verdict> = subjects[1..].iter().map(|other| Verdict::Merge(other.anchor)).collect();
    decide(store, person, subjects[0], &verdicts)?;
    if let Some(incident) = store.incident(&ids[0])? {
        println!("{}: {} events of {} reports", incident.id, incident.events.len(), incident.reports.len());
    }
    Ok(Outcome::Complete)
}

/// What an id names; it must be there.
fn subject(store: &mut Store, id: &str) -> anyhow::Result<Subject> {
    if let Some((report, event)) = event(id) {
        return store.event(report, event)?.with_context(|| format!("{id}: no report that stands has this event"));
    }
    let found = store.subject(id).with_context(|| format!("{id}: is no id such as i…, t…, d… or REPORT/e1"))?;
    let there = match found.kind {
        SubjectKind::Toll => store.toll(id)?.is_some(),
        SubjectKind::Dispute => store.dispute(id)?.is_some(),
        _ => store.incident(id)?.is_some(),
    };
    if there { Ok(found) } else { bail!("{id}: the store has no such record") }
}

/// The report and the position of `REPORT/e1`.
fn event(id: &str) -> Option<(&str, u32)> {
    let (report, event) = id.rsplit_once('/')?;
    let number: u32 = event.strip_prefix('e')?.parse().ok()?;
    Some((report, number.checked_sub(1)?))
}

/// The other events of the incident that an event is in.
fn others(store: &mut Store, id: &str) -> anyhow::Result<Vec<u64>> {
    let (report, event) = event(id).with_context(|| format!("{id}: an event is named REPORT/e1"))?;
    let incident = store.incident_of(report, event)?.with_context(|| format!("{id}: is in no incident"))?;
    let mut anchors = Vec::new();
    for member in incident.events.iter().filter(|m| (m.report.as_str(), m.event) != (report, event)) {
        anchors.extend(store.event(&member.report, member.event)?.map(|s| s.anchor));
    }
    if anchors.is_empty() {
        bail!("{id}: is alone in its incident");
    }
    Ok(anchors)
}

fn history(store: &mut Store) -> anyhow::Result<Outcome> {
    let decisions = store.decisions()?;
    if decisions.is_empty() {
        println!("Nobody has decided anything yet.");
    }
    let undone: Vec<u64> =
        decisions.iter().filter_map(|d| if let Verdict::Undo(n) = d.verdict { Some(n) } else { None }).collect();
    for d in &decisions {
        let mark = if undone.contains(&d.number) { " (undone)" } else { "" };
        let (at, id, words) = (d.at.strftime("%Y-%m-%d %H:%M"), store.id_of(d.subject)?, decision(&d.verdict));
        println!("{:>4}  {at}  {}  {id} {words}{mark}", d.number, d.by);
    }
    Ok(Outcome::Complete)
}

fn parse_field(value: &str) -> Result<Field, String> {
    let names = || Field::ALL.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
    Field::from_name(value).ok_or_else(|| format!("it is one of {}", names()))
}

fn parse_grade(value: &str) -> Result<Grade, String> {
    let names = || Grade::ALL.iter().map(|g| g.name()).collect::<Vec<_>>().join(", ");
    Grade::from_name(value).ok_or_else(|| format!("it is one of {}", names()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn events_are_named_by_report_and_number() {
        assert_eq!(super::event("wires/r17/e2"), Some(("wires/r17", 1)));
        for none in ["i12", "r17/e0", "r17/f1", "r17/e"] {
            assert_eq!(super::event(none), None, "{none}");
        }
    }
}
