//! A number told again by the same source is one figure; by another source it stays a second one, of the same people, so
//! that agreement is kept as contradiction is. Only the claims tell who says what, so this follows them.

use crate::reading::{Claim, Event, Exactness, Figure, Ref, Status};

/// For each figure, the earlier one whose number it tells again.
#[derive(Clone, Debug, Default)]
pub struct Retellings(pub(super) Vec<Option<u32>>);

/// Merges the retellings by the same source, or by the report's own voice, into the figure that they tell again. The text
/// starts at `body`, in bytes; what stands before is the title.
pub fn merge(figures: &mut Vec<Figure>, retold: &Retellings, body: usize, events: &mut [Event], claims: &mut [Claim]) {
    if retold.0.iter().all(Option::is_none) {
        return;
    }
    let mut sources = sources(figures.len(), claims);
    // The figures that stay of each number, by the first that tells it; where each figure goes.
    let mut kept: Vec<Vec<usize>> = (0..figures.len()).map(|n| vec![n]).collect();
    let mut into: Vec<usize> = (0..figures.len()).collect();
    for n in 0..figures.len() {
        let Some(first) = retold.0.get(n).copied().flatten().map(|f| f as usize).filter(|&f| f < n) else { continue };
        let same = |&&k: &&usize| {
            sources[k].is_empty() || sources[n].is_empty() || sources[k].iter().any(|s| sources[n].contains(s))
        };
        match kept[first].iter().find(same).copied() {
            Some(k) => {
                into[n] = k;
                let more = std::mem::take(&mut sources[n]);
                sources[k].extend(more);
                let told = figures[n].clone();
                let in_title = |f: &Figure| (f.span.start as usize) < body;
                if in_title(&figures[k]) && !in_title(&told) {
                    settle(&mut figures[k], &told);
                }
                complete(&mut figures[k], &told);
                figures[k].why.say(|| "Told again by the same source.".to_string());
            }
            None => {
                kept[first].push(n);
                same_people(figures, first, n);
                figures[n].why.say(|| "Another source gives the number too.".to_string());
            }
        }
    }
    renumber(figures, &into, events, claims);
}

/// The sources of each figure; none where only the report itself tells it.
fn sources(figures: usize, claims: &[Claim]) -> Vec<Vec<Ref>> {
    let mut out = vec![Vec::new(); figures];
    for c in claims {
        let Some(source) = c.source.and_then(|s| s.to) else { continue };
        for item in &c.about {
            if let Ref::Figure(n) = *item
                && let Some(list) = out.get_mut(n as usize)
            {
                list.push(source);
            }
        }
    }
    out
}

/// A title names the country and no day: where and when it was stands in the text.
fn settle(title: &mut Figure, text: &Figure) {
    title.place = text.place.or(title.place);
    if text.period.is_some() {
        title.period = text.period.clone();
    }
}

/// What the first telling leaves open, the later one gives.
fn complete(first: &mut Figure, told: &Figure) {
    let says = |f: &Figure| f.who.map_or(0, |w| 1 + w.to.is_some() as u8 + (w.status != Status::Unknown) as u8);
    if says(told) > says(first) {
        first.who = told.who;
    }
    if first.period.is_none() {
        first.period = told.period.clone();
    }
    first.place = first.place.or(told.place);
    first.part_of = first.part_of.or(told.part_of);
    if first.exactness == Exactness::Stated && told.exactness == Exactness::AtLeast {
        (first.min, first.max, first.exactness) = (told.min, told.max, told.exactness);
    }
}

/// Two sources that count the same people: the record behind them is one.
fn same_people(figures: &mut [Figure], first: usize, n: usize) {
    match (figures[first].who, figures[n].who) {
        (Some(old), None) => figures[n].who = Some(old),
        (None, Some(new)) => figures[first].who = Some(new),
        (Some(mut old), Some(mut new)) => {
            // What one source leaves open is as the other tells it.
            match (old.to, new.to) {
                (Some(_), None) => (new.to, new.status) = (old.to, old.status),
                (None, Some(_)) => (old.to, old.status) = (new.to, new.status),
                _ => new.to = old.to,
            }
            (figures[first].who, figures[n].who) = (Some(old), Some(new));
        }
        (None, None) => {}
    }
    let place = figures[first].place.or(figures[n].place);
    (figures[first].place, figures[n].place) = (place, place);
}

/// Drops the merged figures and brings every reference along.
fn renumber(figures: &mut Vec<Figure>, into: &[usize], events: &mut [Event], claims: &mut [Claim]) {
    let mut number = vec![0; figures.len()];
    let mut next = 0;
    for (n, &k) in into.iter().enumerate() {
        number[n] = next;
        next += (n == k) as u32;
    }
    let new = |item: Ref| match item {
        Ref::Figure(n) => match into.get(n as usize) {
            Some(&k) => Ref::Figure(number[k]),
            None => item,
        },
        other => other,
    };
    let all = |items: &mut Vec<Ref>| {
        let mut out: Vec<Ref> = Vec::with_capacity(items.len());
        for item in items.iter().map(|&item| new(item)) {
            if !matches!(item, Ref::Figure(_)) || !out.contains(&item) {
                out.push(item);
            }
        }
        *items = out;
    };
    events.iter_mut().for_each(|e| all(&mut e.figures));
    claims.iter_mut().for_each(|c| all(&mut c.about));
    let mut n = 0;
    figures.retain(|_| {
        n += 1;
        into[n - 1] == n - 1
    });
    for (id, f) in figures.iter_mut().enumerate() {
        f.part_of = f.part_of.map(new).filter(|&whole| whole != Ref::Figure(id as u32));
        if let Some(c) = &mut f.computed {
            c.from = new(c.from);
        }
    }
}
