//! Which points of a series stand: what each source says last.

use super::{Standing, high, low};
use crate::mention::{Count, ReportId, Root};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The standing of each figure of a series.
///
/// A source's newest reports are those of its last day and, of that day, of the highest version. What it says in them
/// stands, and so does what it said before in the same numbers. A report without a date neither supersedes nor is superseded.
pub(super) fn of(counts: &[&Count]) -> Vec<Standing> {
    let mut newest: BTreeMap<Root, (Date, u32)> = BTreeMap::new();
    for count in counts {
        if let Some(when) = when(count) {
            let held = newest.entry(count.said.root).or_insert(when);
            *held = when.max(*held);
        }
    }
    let is_newest = |count: &Count| when(count).is_none_or(|when| newest.get(&count.said.root) == Some(&when));
    let last: BTreeMap<(Root, ReportId), &Count> = stated(counts.iter().copied().filter(|c| is_newest(c)));
    let standing: BTreeSet<(Root, Numbers)> = last.iter().map(|((root, _), c)| (*root, numbers(c))).collect();

    let mut given = BTreeSet::new();
    let of_one = |count: &&Count| {
        let said = (count.said.root, numbers(count));
        let stands = match when(count) {
            Some(_) => standing.contains(&said),
            None => last.get(&(count.said.root, count.report)).is_some_and(|c| numbers(c) == said.1),
        };
        match stands {
            false => Standing::Superseded,
            true if !given.insert((count.original, said)) => Standing::Copy,
            true => Standing::Current,
        }
    };
    counts.iter().map(of_one).collect()
}

/// The figure that each source states in each report: the first, since news come before what led to them and a whole before
/// its parts; or one after it that fits it and is more exact (a title says "dozens", the text "31").
fn stated<'a>(counts: impl Iterator<Item = &'a Count>) -> BTreeMap<(Root, ReportId), &'a Count> {
    let mut reports: BTreeMap<(Root, ReportId), Vec<&Count>> = BTreeMap::new();
    for count in counts {
        reports.entry((count.said.root, count.report)).or_default().push(count);
    }
    let stated = |counts: Vec<&'a Count>| {
        let first = *counts.iter().min_by_key(|c| (c.at, c.anchor))?;
        let fits = |c: &&&Count| low(first) <= high(c) && low(c) <= high(first);
        let width = |c: &Count| high(c) - low(c);
        let by_width = |a: &&&Count, b: &&&Count| {
            width(a).total_cmp(&width(b)).then_with(|| (a.at, a.anchor).cmp(&(b.at, b.anchor)))
        };
        counts.iter().filter(fits).min_by(by_width).copied()
    };
    reports.into_iter().filter_map(|(of, counts)| Some((of, stated(counts)?))).collect()
}

/// When a report says so; `None` where it has no date.
fn when(count: &Count) -> Option<(Date, u32)> {
    Some((count.published?, count.version))
}

/// The lowest and the highest number, as bits.
type Numbers = (u64, u64);

fn numbers(count: &Count) -> Numbers {
    (low(count).to_bits(), high(count).to_bits())
}
