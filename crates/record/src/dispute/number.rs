//! Numbers that cannot all hold: what two sources say last in one series, and their ranges do not meet.

use super::{Dispute, DisputeKind, DisputeSide, Reason};
use crate::hash::mixed;
use crate::mention::{Count, FigureId, Root};
use crate::toll::{Standing, Toll};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Days within which running totals are compared at all.
const SAME_TIME_DAYS: i32 = 14;

/// The disputes about the numbers of each toll.
pub(super) fn find(tolls: &[Toll], counts: &[Count]) -> Vec<Dispute> {
    let by_id: BTreeMap<FigureId, &Count> = counts.iter().map(|c| (c.id, c)).collect();
    let current = |toll: &Toll| -> Vec<&Count> {
        let standing = toll.points.iter().filter(|p| p.standing == Standing::Current);
        standing.filter_map(|p| by_id.get(&p.figure).copied()).collect()
    };
    tolls.iter().filter_map(|toll| of_toll(toll, &current(toll))).collect()
}

fn of_toll(toll: &Toll, current: &[&Count]) -> Option<Dispute> {
    let sides = without_echoes(current);
    let is_disputed = |count: &&Count| sides.iter().any(|other| contradict(count, other));
    let disputed: Vec<&Count> = sides.iter().copied().filter(is_disputed).collect();
    // The widest gap: of those that are contradicted, the one that ends lowest and the one that starts highest.
    let lower = disputed.iter().map(|c| highest(c)).min_by(f64::total_cmp)?;
    let higher = disputed.iter().map(|c| lowest(c)).max_by(f64::total_cmp)?;
    Some(Dispute {
        anchor: mixed([DisputeKind::Number as u64 + 1, toll.anchor]),
        kind: DisputeKind::Number,
        strength: 1.0 - lower / higher,
        reason: Reason::Numbers(lower, higher),
        sides: by_source(disputed).into_iter().map(side).collect(),
    })
}

fn side(count: &Count) -> DisputeSide {
    DisputeSide { statement: count.said.clone(), event: None, figure: Some(count.id) }
}

/// Leaves out the own voices of reports that only repeat what a named source says.
fn without_echoes<'a>(current: &[&'a Count]) -> Vec<&'a Count> {
    let is_named = |c: &Count| matches!(c.said.root, Root::Party(_));
    let is_echo = |c: &Count| !is_named(c) && current.iter().any(|other| is_named(other) && meet(c, other));
    current.iter().copied().filter(|c| !is_echo(c)).collect()
}

/// Statements of one source next to each other, in the order in which they first speak: that of the toll's points.
fn by_source(counts: Vec<&Count>) -> Vec<&Count> {
    let mut sources: Vec<(Root, Vec<&Count>)> = Vec::new();
    for count in counts {
        match sources.iter_mut().find(|(root, _)| *root == count.said.root) {
            Some((_, said)) => said.push(count),
            None => sources.push((count.said.root, vec![count])),
        }
    }
    sources.into_iter().flat_map(|(_, said)| said).collect()
}

fn contradict(a: &Count, b: &Count) -> bool {
    let comparable = !is_update(a, b) && !is_update(b, a) && !is_part(a, b) && same_time(a, b);
    a.said.root != b.said.root && !meet(a, b) && comparable
}

fn meet(a: &Count, b: &Count) -> bool {
    lowest(a) <= highest(b) && lowest(b) <= highest(a)
}

/// Whether a report's own voice gives a newer number than the other: an update whose source it leaves out.
fn is_update(other: &Count, own: &Count) -> bool {
    matches!(own.said.root, Root::Report(_)) && own.published > other.published
}

/// Whether one may be a part of the other: a report that in its own voice and in a source's counts people by other words.
fn is_part(a: &Count, b: &Count) -> bool {
    let is_own = |count: &Count| matches!(count.said.root, Root::Report(_));
    a.report == b.report && (is_own(a) || is_own(b)) && a.who_words != b.who_words
}

/// Whether two numbers speak of one time. The toll of an incident does not depend on it; a running total grows, so that a
/// higher one that ends later is no contradiction.
fn same_time(a: &Count, b: &Count) -> bool {
    let (lower, higher) = if highest(a) < lowest(b) { (a, b) } else { (b, a) };
    let (Some(low_end), Some(high_end)) = (end(lower), end(higher)) else { return true };
    let later = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    !a.cumulative || (later(low_end, high_end) <= 1 && later(high_end, low_end) <= SAME_TIME_DAYS)
}

/// The day up to which a total counts.
fn end(count: &Count) -> Option<Date> {
    count.until.or(count.published)
}

fn lowest(count: &Count) -> f64 {
    count.min.unwrap_or(0.0)
}

fn highest(count: &Count) -> f64 {
    count.max.unwrap_or(f64::INFINITY)
}
