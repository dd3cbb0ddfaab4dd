//! `depeche explain ID`: what a record of the chronicle rests on, 80 columns wide.

use super::Style;
use super::chronicle::{disputes, incidents, tolls};
use super::words::{number, quoted};
use crate::export::chronicle::decision;
use crate::export::grounds::{because, rule_of_dispute, rule_of_field};
use std::fmt::Write;
use store::{
    Aside, DisputeGrounds, GradeGrounds, IncidentGrounds, MemberGrounds, NoSide, Outsider, PartyView, ReviewView,
    TollGrounds,
};

/// Characters of a quotation.
const QUOTE: usize = 160;

/// Statements that are listed as no side of a dispute; JSON has them all.
const ASIDES: usize = 8;

/// Why an incident is what it is.
pub fn incident(found: &IncidentGrounds, style: Style) -> String {
    let mut out = incidents(std::slice::from_ref(&found.incident), &[], style);
    section(&mut out, "Events", style);
    for (member, grounds) in found.incident.events.iter().zip(&found.members) {
        let name = style.bold(&format!("{}/e{}", member.report, member.event + 1));
        let why = member_grounds(grounds, member.score);
        let copy = member.copy_of.as_ref().map(|first| format!("; a copy of {first}, no source of its own"));
        style.paragraph(&mut out, "  ", &format!("{name} {why}{}", copy.unwrap_or_default()));
    }
    section(&mut out, "Kept out", style);
    if found.nearest.is_empty() {
        style.paragraph(&mut out, "  ", "Nothing near it in place and time could be the same.");
    }
    found.nearest.iter().for_each(|outsider| style.paragraph(&mut out, "  ", &kept_out(outsider, style)));
    section(&mut out, "What the events tell", style);
    let mut current = "";
    for told in &found.told {
        if told.field != current {
            current = told.field;
            style.paragraph(&mut out, "  ", &format!("{} {}", style.bold(current), style.dim(rule_of_field(current))));
        }
        let assumed = if told.assumed { " (assumed)" } else { "" };
        style.paragraph(&mut out, "    ", &format!("{}{assumed}: {}", told.value, told.reports.join(", ")));
    }
    section(&mut out, "For a grade", style);
    grade_grounds(&mut out, &found.grade, style);
    review(&mut out, &found.incident.review, style);
    out
}

fn grade_grounds(out: &mut String, grounds: &GradeGrounds, style: Style) {
    let listed = |parties: &[PartyView]| match parties.is_empty() {
        true => "nobody".to_string(),
        false => parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    let accused: Vec<String> =
        grounds.accused.iter().map(|(party, sources)| format!("{} (sources: {sources})", party.name)).collect();
    let accused = if accused.is_empty() { "nobody".to_string() } else { accused.join(", ") };
    style.paragraph(out, "  ", &format!("independent sources that say so: {}", grounds.sources));
    style.paragraph(out, "  ", &format!("said to have done it: {accused}"));
    style.paragraph(out, "  ", &format!("owns up: {}", listed(&grounds.owned_up)));
    style.paragraph(out, "  ", &format!("disowns it: {}", listed(&grounds.disowned)));
}

fn member_grounds(grounds: &MemberGrounds, score: f64) -> String {
    match &grounds.follows {
        Some(leader) => format!("follows {leader} at {score:.2}: {}", weights(&grounds.grounds)),
        None if grounds.united => "led an incident that a person has made one with this".to_string(),
        None => "leads: it is told most plainly".to_string(),
    }
}

/// "days +2.1, place +3.0, prior -4.0".
fn weights(grounds: &[(record::same::Ground, f64)]) -> String {
    grounds.iter().map(|(ground, weight)| format!("{} {weight:+.1}", ground.name())).collect::<Vec<_>>().join(", ")
}

fn kept_out(outsider: &Outsider, style: Style) -> String {
    use store::Outside;
    let of = outsider.incident.as_ref().map(|id| format!(" of {id}")).unwrap_or_default();
    let why = match outsider.why {
        Outside::Unlike => "too unlike",
        Outside::Parted => "parted by a person",
        Outside::Liker => "liker to the event that it follows",
    };
    format!(
        "{}{of} {why}, {:.2}: {} {}",
        style.bold(&outsider.event),
        outsider.likeness.score,
        weights(&outsider.likeness.grounds),
        style.quote(&quoted(&outsider.words, QUOTE))
    )
}

/// Why a toll is what it is; `rules` are those that read its figures, by `REPORT/f1`.
pub fn toll(found: &TollGrounds, rules: &dyn Fn(&str) -> Option<String>, style: Style) -> String {
    let mut out = tolls(std::slice::from_ref(&found.toll), style);
    section(&mut out, "Figures", style);
    for (point, grounds) in found.toll.points.iter().zip(&found.points) {
        let id = format!("{}/f{}", point.report, point.figure + 1);
        let head = format!("{} {}: {}", style.bold(&id), point.source.name(), because(grounds));
        style.paragraph(&mut out, "  ", &head);
        style.paragraph(&mut out, "    ", &style.quote(&quoted(&point.words, QUOTE)));
        let rule = rules(&id).map(|rule| format!(" · {rule}")).unwrap_or_default();
        style.paragraph(&mut out, "    ", &style.dim(&format!("{}{rule}", point.exactness.name())));
    }
    section(&mut out, "The number to quote", style);
    let line = "The one that most independent sources give last; of those that as many give the lowest.";
    style.paragraph(&mut out, "  ", line);
    for (given, sources) in &found.given {
        let names: Vec<&str> = sources.iter().map(|source| source.name()).collect();
        let mark = if found.toll.best == Some(*given) { style.bold(" ← quoted") } else { String::new() };
        style.paragraph(&mut out, "  ", &format!("{}: {}{mark}", number(*given, false), names.join(", ")));
    }
    if !found.left_out.is_empty() {
        section(&mut out, "Left out", style);
    }
    for (point, why) in &found.left_out {
        let head = format!("{}/f{} {}: {}", point.report, point.figure + 1, point.source.name(), why.name());
        style.paragraph(&mut out, "  ", &format!("{head} {}", style.quote(&quoted(&point.words, QUOTE))));
    }
    review(&mut out, &found.toll.review, style);
    out
}

/// Why a dispute is one.
pub fn dispute(found: &DisputeGrounds, style: Style) -> String {
    let mut out = disputes(std::slice::from_ref(&found.dispute), style);
    section(&mut out, "Rule", style);
    style.paragraph(&mut out, "  ", rule_of_dispute(found.dispute.kind));
    section(&mut out, "No side of it", style);
    if found.others.is_empty() {
        style.paragraph(&mut out, "  ", "Nothing else is said of it.");
    }
    // Copies and what is said in the same words again would hide the rest.
    let mut told: Vec<&Aside> = Vec::new();
    for aside in found.others.iter().filter(|aside| aside.why != NoSide::Copy) {
        if !told.iter().any(|held| held.words == aside.words) {
            told.push(aside);
        }
    }
    told.iter().take(ASIDES).for_each(|aside| style.paragraph(&mut out, "  ", &no_side(aside, style)));
    let more = found.others.len() - told.len().min(ASIDES);
    if more > 0 {
        style.paragraph(&mut out, "  ", &style.dim(&format!("and {more} more, copies among them: --format json")));
    }
    review(&mut out, &found.dispute.review, style);
    out
}

fn no_side(aside: &Aside, style: Style) -> String {
    let head = format!("{} {}: {}", style.bold(&aside.record), aside.source.name(), aside.why.name());
    format!("{head} {}", style.quote(&quoted(&aside.words, QUOTE)))
}

/// What people decided, in order.
fn review(out: &mut String, review: &ReviewView, style: Style) {
    section(out, "Decisions", style);
    if review.decisions.is_empty() {
        style.paragraph(out, "  ", "Unreviewed: nobody has decided anything about it.");
    }
    for held in &review.decisions {
        let when = held.at.strftime("%Y-%m-%d %H:%M");
        style.paragraph(out, "  ", &format!("{} {when}, {}: {}", held.number, held.by, decision(&held.verdict)));
    }
    if !review.newer.is_empty() {
        style.paragraph(out, "  ", &format!("Open again: {} came since.", review.newer.join(", ")));
    }
}

fn section(out: &mut String, title: &str, style: Style) {
    let _ = writeln!(out, "\n{}", style.heading(title));
}
