//! The views as pages for a person, 80 columns wide.

use super::words::{day, number, plain, quoted};
use super::{Style, bar};
use crate::export::chronicle::reason;
use claims::{Measure, Reality, Status, Unit};
use jiff::civil::Date;
use record::toll::Standing;
use std::fmt::Write;
use store::{
    ActorView, ChangeView, Counts, DisputeView, IncidentView, PartyView, PlaceCount, PointView, ReportView, ReviewView,
    SourceRecord, StatementView, TollView,
};

/// Columns of the bars of a toll.
const BARS: usize = 26;
/// Names that a line lists.
const NAMES: usize = 3;
/// Characters of a quotation.
const QUOTE: usize = 160;

/// "accepted, fair by A. Diallo", and what came since; empty where nobody has looked at it.
fn reviewed(review: &ReviewView, style: Style) -> Option<String> {
    let last = review.decisions.last()?;
    let mut words = vec![review.state.name()];
    words.extend(review.grade.map(|grade| grade.name()));
    let newer = match review.newer.len() {
        0 => String::new(),
        n => style.warn(&format!(" · {} since", counted(n, "report"))),
    };
    Some(format!("{} by {}{newer}", words.join(", "), last.by))
}

/// How much of a page nobody has looked at.
fn unreviewed<'a>(reviews: impl Iterator<Item = &'a ReviewView>, style: Style) -> String {
    let settled: Vec<bool> = reviews.map(ReviewView::is_settled).collect();
    let open = settled.iter().filter(|settled| !**settled).count();
    let all = settled.len();
    match open {
        0 => String::new(),
        _ if open == all => format!("\n{}\n", style.dim("Read by machine; a person has reviewed none of it.")),
        _ => format!("\n{}\n", style.dim(&format!("Read by machine; a person has reviewed {} of {all}.", all - open))),
    }
}

/// What happened, a line an incident, under its day.
pub fn timeline(incidents: &[IncidentView], style: Style) -> String {
    let mut out = String::new();
    let mut current: Option<Option<Date>> = None;
    for incident in incidents.iter().filter(|i| is_fact(i.reality)) {
        if current != Some(incident.from) {
            let heading = incident.from.map_or("Day unknown".to_string(), |d| day(&d.to_string()));
            let _ = writeln!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, style.bold(&heading));
            current = Some(incident.from);
        }
        style.paragraph(&mut out, "  ", &line(incident, style));
    }
    out.push_str(&unreviewed(incidents.iter().map(|i| &i.review), style));
    out
}

/// "ASSAULT · Bourem · army → civilians · 3 sources · i4k2".
fn line(incident: &IncidentView, style: Style) -> String {
    let mut parts = vec![style.bold(&what(incident))];
    parts.extend(incident.place.as_ref().map(|p| p.name.clone()));
    let (actors, recipients) = (names(&incident.actors), names(&incident.recipients));
    match (actors.is_empty(), recipients.is_empty()) {
        (true, true) => {}
        (false, true) => parts.push(actors),
        (true, false) => parts.push(format!("→ {recipients}")),
        (false, false) => parts.push(format!("{actors} → {recipients}")),
    }
    if let Some(until) = incident.until.filter(|u| Some(*u) != incident.from) {
        parts.push(format!("until {}", day(&until.to_string())));
    }
    parts.push(counted(incident.sources.len(), "source"));
    if !incident.disputes.is_empty() {
        parts.push(style.warn("in dispute"));
    }
    parts.extend(reviewed(&incident.review, style));
    parts.push(style.dim(&incident.id));
    parts.join(" · ")
}

/// "assault", "battle or siege (assault)".
fn what(incident: &IncidentView) -> String {
    let kind = incident.kind.name().to_lowercase();
    let told = match incident.reality {
        Reality::Planned => " (planned)",
        Reality::Possible => " (possible)",
        Reality::Denied => " (denied)",
        Reality::Hypothetical => " (hypothetical)",
        _ => "",
    };
    if incident.operation { format!("operation ({kind}){told}") } else { format!("{kind}{told}") }
}

fn is_fact(reality: Reality) -> bool {
    matches!(reality, Reality::Happened | Reality::Ongoing | Reality::Ended)
}

fn names(parties: &[PartyView]) -> String {
    let mut names: Vec<&str> = parties.iter().take(NAMES).map(|p| p.name.as_str()).collect();
    if parties.len() > NAMES {
        names.push("…");
    }
    names.join(", ")
}

fn counted(n: usize, what: &str) -> String {
    format!("{} {what}{}", number(n as f64, false), if n == 1 { "" } else { "s" })
}

/// Each incident with its tolls, and the words of each report.
pub fn incidents(incidents: &[IncidentView], tolls: &[TollView], style: Style) -> String {
    let mut out = String::new();
    for incident in incidents {
        if !out.is_empty() {
            out.push('\n');
        }
        let days = days(incident.from, incident.until);
        style.paragraph(
            &mut out,
            "",
            &format!("{} · {}", line(incident, style), if days.is_empty() { "day unknown" } else { &days }),
        );
        if let Some(whole) = &incident.part_of {
            style.paragraph(&mut out, "  ", &format!("part of {whole}"));
        }
        for toll in tolls.iter().filter(|t| t.incident.as_ref() == Some(&incident.id)) {
            style.paragraph(&mut out, "  ", &format!("{}: {}", heading(toll), range(toll.unit, toll.min, toll.max)));
        }
        let mut told: Vec<&str> = Vec::new();
        for event in incident.events.iter().filter(|e| e.copy_of.is_none()) {
            if told.contains(&event.report.as_str()) {
                continue;
            }
            told.push(&event.report);
            let who = event.outlet.as_deref().unwrap_or(&event.report);
            let published = event.published.map(|d| format!(", {}", day(&d.to_string()))).unwrap_or_default();
            let head = style.dim(&format!("{who}{published} · {}/e{}", event.report, event.event + 1));
            style.paragraph(&mut out, "    ", &format!("{head} {}", style.quote(&quoted(&event.words, QUOTE))));
        }
        let copies = incident.reports.len().saturating_sub(told.len());
        if copies > 0 {
            style.paragraph(
                &mut out,
                "    ",
                &style.dim(&format!("and {}", counted(copies, "copy").replace("copys", "copies"))),
            );
        }
    }
    out.push_str(&unreviewed(incidents.iter().map(|i| &i.review), style));
    out
}

/// Each series with a bar a figure, on one scale.
pub fn tolls(tolls: &[TollView], style: Style) -> String {
    let mut out = String::new();
    for toll in tolls {
        if !out.is_empty() {
            out.push('\n');
        }
        let mut head = vec![style.bold(&format!("{}: {}", heading(toll), range(toll.unit, toll.min, toll.max)))];
        head.extend(toll.place.as_ref().map(|p| p.name.clone()));
        let days = days(toll.since, toll.until);
        if !days.is_empty() {
            head.push(days);
        }
        head.push(if toll.cumulative {
            "running total".to_string()
        } else {
            toll.incident.clone().unwrap_or_default()
        });
        head.extend(reviewed(&toll.review, style));
        head.push(style.dim(&toll.id));
        style.paragraph(&mut out, "", &head.join(" · "));
        let most = toll.points.iter().filter_map(|p| p.max.or(p.min)).fold(0.0, f64::max);
        for point in &toll.points {
            point_line(&mut out, toll.unit, point, most, style);
        }
    }
    out.push_str(&unreviewed(tolls.iter().map(|t| &t.review), style));
    out
}

fn point_line(out: &mut String, unit: Unit, point: &PointView, most: f64, style: Style) {
    let current = point.standing == Standing::Current;
    let (min, max) = (point.min.or(point.max).unwrap_or(0.0), point.max.or(point.min).unwrap_or(0.0));
    let published = point.published.map_or_else(|| " ".repeat(10), |d| d.to_string());
    let drawn = bar(min, max, most, BARS, current);
    let said = range(unit, point.min, point.max);
    let note = match point.standing {
        Standing::Current => "",
        Standing::Superseded => " (superseded)",
        Standing::Copy => " (copy)",
    };
    let source = plain(&format!("{}{note}", point.source.name()), 80 - 16 - BARS - 11);
    let line = format!("  {published}  {drawn}  {said:>9}  {source}");
    let _ = writeln!(out, "{}", if current { line.trim_end().to_string() } else { style.dim(line.trim_end()) });
}

/// "killed, civilians".
fn heading(toll: &TollView) -> String {
    let measure = toll.measure.name();
    let who = toll.who.as_ref().map(|p| p.name.clone()).or_else(|| match toll.status {
        Status::Civilian => Some("civilians".to_string()),
        Status::Combatant => Some("combatants".to_string()),
        Status::Mixed | Status::Unknown => None,
    });
    let class = toll.class.as_ref().map(|c| format!("of these {c}"));
    let unit = match (toll.measure, toll.unit) {
        (_, Unit::Households) => Some("households".to_string()),
        (Measure::Territory, _) | (_, Unit::Persons | Unit::Share | Unit::Km2 | Unit::Items) => None,
    };
    [Some(measure.to_string()), who, class, unit].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn range(unit: Unit, min: Option<f64>, max: Option<f64>) -> String {
    let share = unit == Unit::Share;
    match (min, max) {
        (Some(min), Some(max)) if min == max => number(min, share),
        (Some(min), Some(max)) => format!("{}–{}", number(min, share), number(max, share)),
        (Some(min), None) => format!("≥ {}", number(min, share)),
        (None, Some(max)) => format!("≤ {}", number(max, share)),
        (None, None) => "unknown".to_string(),
    }
}

fn days(from: Option<Date>, until: Option<Date>) -> String {
    let written = |d: Date| day(&d.to_string());
    match (from, until) {
        (Some(from), Some(until)) if from == until => written(from),
        (Some(from), Some(until)) => format!("{} to {}", written(from), written(until)),
        (Some(from), None) => format!("since {}", written(from)),
        (None, Some(until)) => format!("until {}", written(until)),
        (None, None) => String::new(),
    }
}

/// Each dispute with its sides.
pub fn disputes(disputes: &[DisputeView], style: Style) -> String {
    let mut out = String::new();
    for dispute in disputes {
        if !out.is_empty() {
            out.push('\n');
        }
        let about = dispute.incident.as_deref().map(|i| format!(" · {i}")).unwrap_or_default();
        let head = format!(
            "{} · {}{about} · {}",
            style.bold(dispute.kind.name()),
            reason(&dispute.reason),
            style.dim(&format!("strength {:.1} · {}", dispute.strength, dispute.id))
        );
        style.paragraph(&mut out, "", &head);
        if let Some(reviewed) = reviewed(&dispute.review, style) {
            style.paragraph(&mut out, "  ", &reviewed);
        }
        for side in &dispute.sides {
            let published = side.published.map(|d| format!(", {}", day(&d.to_string()))).unwrap_or_default();
            let head =
                format!("{} {}", style.bold(side.source.name()), style.dim(&format!("({}{published})", side.report)));
            style.paragraph(&mut out, "  ", &format!("{head} {}", style.quote(&quoted(&side.words, QUOTE))));
        }
    }
    out.push_str(&unreviewed(disputes.iter().map(|d| &d.review), style));
    out
}

/// Parties with all their names, and for whom they speak since when.
pub fn actors(actors: &[ActorView], style: Style) -> String {
    let mut out = String::new();
    for actor in actors {
        let mut parts = vec![style.bold(&actor.party.name), actor.party.kind.name().replace('_', " ")];
        parts.extend(actor.party.country.clone());
        parts.extend(actor.incidents.map(|n| counted(n as usize, "incident")));
        parts.push(counted(actor.reports as usize, "report"));
        let seen = days(actor.first, actor.last);
        if !seen.is_empty() {
            parts.push(style.dim(&seen));
        }
        style.paragraph(&mut out, "", &parts.join(" · "));
        let others: Vec<&str> = actor.names.iter().filter(|n| **n != actor.party.name).map(String::as_str).collect();
        if !others.is_empty() {
            style.paragraph(&mut out, "  ", &format!("also {}", others.join(", ")));
        }
        for (body, since) in &actor.member_of {
            let since = since.map(|d| format!(", first so on {}", day(&d.to_string()))).unwrap_or_default();
            style.paragraph(&mut out, "  ", &format!("of {}{since}", body.name));
        }
    }
    out
}

/// Places with all their names.
pub fn places(places: &[PlaceCount], style: Style) -> String {
    let mut out = String::new();
    for found in places {
        let place = &found.place;
        let mut parts = vec![style.bold(&place.name), place.kind.name().to_string()];
        parts.extend(place.admin1.clone());
        parts.extend(place.country.clone());
        parts.push(match place.point {
            Some((lat, lon)) => format!("{lat:.3}, {lon:.3}"),
            None => "not located".to_string(),
        });
        parts.extend(found.incidents.map(|n| counted(n as usize, "incident")));
        parts.push(counted(found.reports as usize, "report"));
        let others: Vec<&str> = found.names.iter().filter(|n| **n != place.name).map(String::as_str).collect();
        if !others.is_empty() {
            parts.push(style.dim(&format!("also {}", others.join(", "))));
        }
        style.paragraph(&mut out, "", &parts.join(" · "));
    }
    out
}

/// A line a report.
pub fn reports(reports: &[ReportView], style: Style) -> String {
    let mut out = String::new();
    for view in reports {
        let r = &view.report;
        let mut parts = vec![style.bold(&r.id)];
        if r.version > 1 {
            parts.push(format!("version {}", r.version));
        }
        parts.extend(r.published.map(|d| day(&d.to_string())));
        parts.extend(r.outlet.clone());
        parts.push(r.language.clone());
        parts.extend(r.title.as_ref().map(|t| quoted(t, QUOTE)));
        if let Some(original) = &view.copy_of {
            parts.push(style.dim(&format!("copy of {original}")));
        }
        if r.withdrawn {
            parts.push(style.warn("withdrawn"));
        } else if !view.current {
            parts.push(style.warn("superseded"));
        }
        style.paragraph(&mut out, "", &parts.join(" · "));
    }
    out
}

/// Sources, a line each; where one is asked for, what it says, takes back, and who says otherwise.
pub fn sources(sources: &[SourceRecord], style: Style) -> String {
    let mut out = String::new();
    for source in sources {
        let told = number(source.subjects as f64, false);
        let line = format!("{} · speaks of incidents and running totals: {told}", style.bold(&source.name));
        style.paragraph(&mut out, "", &line);
        source.statements.iter().for_each(|said| statement(&mut out, said, style));
    }
    out
}

fn statement(out: &mut String, said: &StatementView, style: Style) {
    let published = said.published.map_or("no date".to_string(), |d| d.to_string());
    let mut parts = vec![style.bold(&published), said.act.name().replace('_', " ")];
    parts.push(said.claim.map_or(said.report.clone(), |claim| format!("{}/c{}", said.report, claim + 1)));
    parts.extend(said.incident.clone());
    if said.superseded {
        parts.push(style.warn("superseded by what it says later"));
    }
    style.paragraph(out, "  ", &format!("{} {}", parts.join(" · "), style.quote(&quoted(&said.words, QUOTE))));
    for (dispute, kind, by) in &said.contradicted {
        let by = if by.is_empty() { "others".to_string() } else { by.join(", ") };
        style.paragraph(out, "    ", &style.warn(&format!("contradicted by {by} ({}, {dispute})", kind.name())));
    }
}

/// A line a change.
pub fn changes(changes: &[ChangeView], style: Style) -> String {
    let mut out = String::new();
    for change in changes {
        let line = format!("{} {} {}", style.dim(&change.at), style.bold(&change.report), change.words);
        style.paragraph(&mut out, "", &line);
    }
    out
}

/// How much the store holds.
pub fn status(counts: &[Counts], style: Style) -> String {
    let mut out = String::new();
    for c in counts {
        let rows = [
            ("reports", c.reports),
            ("of these current", c.current),
            ("of these copies", c.copies),
            ("event mentions", c.events),
            ("incidents", c.incidents),
            ("tolls", c.tolls),
            ("disputes", c.disputes),
            ("actors", c.parties),
            ("places", c.places),
        ];
        for (name, count) in rows {
            let _ = writeln!(out, "{name:<18}{:>12}", number(count as f64, false));
        }
        if let Some((first, last)) = c.published {
            let _ = writeln!(out, "published from {} to {}", day(&first.to_string()), day(&last.to_string()));
        }
        if c.rebuilding {
            style.paragraph(&mut out, "", &style.warn("A rebuild was broken off: `depeche rebuild` goes on with it."));
        }
    }
    out
}
