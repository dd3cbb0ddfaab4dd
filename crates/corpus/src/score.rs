//! How far two readings of a report agree: the program's and the gold, or those of two people.

use crate::coreference::Coreference;
use crate::reading::core;
use crate::report::*;
use claims::{Form, Reality};
use jiff::civil::Date;
use std::collections::BTreeMap;
use text::Span;

/// Things marked in the gold, things found, and how many of them are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In the gold.
    pub gold: usize,
    /// Found.
    pub found: usize,
    /// Both.
    pub right: usize,
}

impl Count {
    /// From 0 to 1; 1 where there is nothing to find and nothing was found.
    pub fn f1(&self) -> f64 {
        if self.gold + self.found == 0 { 1.0 } else { 2.0 * self.right as f64 / (self.gold + self.found) as f64 }
    }

    /// A share of a known whole.
    fn of(right: bool) -> Count {
        Count { gold: 1, found: 1, right: right as usize }
    }
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

/// The outcome over some reports: counts by measure, in a fixed order of names.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// By name of the measure (`figures: value`). Measures whose name has a `:` look only at what was found.
    pub counts: BTreeMap<&'static str, Count>,
    /// Of actors.
    pub coreference: Coreference,
    /// What was missed (`-`) and what is too much or differs (`+`), where asked for: measure, words, sentence.
    pub errors: Vec<String>,
}

impl Score {
    /// Compares what was found in a report with its gold. `errors`: the measure whose errors are kept.
    pub fn add(&mut self, gold: &Report, found: &Report, errors: Option<&str>) {
        let mut at = Comparison { gold, found, score: self, errors };
        at.sentences();
        at.names();
        at.times();
        at.actors();
        at.places();
        at.figures();
        at.events();
        at.claims();
        self.coreference.add(gold, found);
    }
}

struct Comparison<'a> {
    gold: &'a Report,
    found: &'a Report,
    score: &'a mut Score,
    errors: Option<&'a str>,
}

impl Comparison<'_> {
    fn count(&mut self, measure: &'static str, count: Count) {
        *self.score.counts.entry(measure).or_default() += count;
    }

    fn share(&mut self, measure: &'static str, right: bool, span: Span, say: impl FnOnce() -> String) {
        self.count(measure, Count::of(right));
        if !right {
            self.error(measure, "≠", span, say);
        }
    }

    fn error(&mut self, measure: &str, sign: &str, span: Span, say: impl FnOnce() -> String) {
        if self.errors != Some(measure) {
            return;
        }
        let text = &self.gold.text;
        let sentence = self.gold.sentences.iter().find(|s| s.overlaps(span)).copied().unwrap_or(span);
        let line = format!("{} {sign} [{}] {} | {}", self.gold.id, &text[span.range()], say(), &text[sentence.range()]);
        self.score.errors.push(line);
    }

    /// Pairs things one to one, counts them, and gives the pairs.
    fn pair<A, B>(
        &mut self,
        measure: &'static str,
        gold: &[A],
        found: &[B],
        alike: impl Fn(&A, &B) -> Option<f64>,
        show: (impl Fn(&A) -> (Span, String), impl Fn(&B) -> (Span, String)),
    ) -> Vec<(usize, usize)> {
        let both = pairs(gold, found, alike);
        self.count(measure, Count { gold: gold.len(), found: found.len(), right: both.len() });
        for (n, g) in gold.iter().enumerate().filter(|(n, _)| !both.iter().any(|p| p.0 == *n)) {
            let _ = n;
            let (span, words) = show.0(g);
            self.error(measure, "-", span, || words);
        }
        for (_, f) in found.iter().enumerate().filter(|(n, _)| !both.iter().any(|p| p.1 == *n)) {
            let (span, words) = show.1(f);
            self.error(measure, "+", span, || words);
        }
        both
    }

    fn sentences(&mut self) {
        let (g, f) = (self.gold, self.found);
        let show = |s: &Span| (*s, String::new());
        self.pair("sentences", &g.sentences, &f.sentences, |a, b| (a == b).then_some(1.0), (show, show));
    }

    fn names(&mut self) {
        let names = |r: &Report| {
            let named = r.mentions.iter().filter_map(|m| Some((core(&r.text, m.span), m.name?)));
            let mut list: Vec<_> = named.collect();
            list.sort();
            list.dedup();
            list
        };
        let (g, f) = (names(self.gold), names(self.found));
        let show = |n: &(Span, text::NameKind)| (n.0, n.1.name().to_string());
        self.pair("names", &g, &f, |a, b| (a == b).then_some(1.0), (show, show));
        // Peoples and works aside: what the three-kind corpora count.
        let three = |l: &[(Span, text::NameKind)]| {
            l.iter().filter(|n| n.1 != text::NameKind::Other).copied().collect::<Vec<_>>()
        };
        self.pair("names of three kinds", &three(&g), &three(&f), |a, b| (a == b).then_some(1.0), (show, show));
    }

    fn times(&mut self) {
        let (g, f) = (self.gold, self.found);
        let show = |t: &Time| (t.span, format!("{} {}", t.kind.name(), t.value.as_deref().unwrap_or("-")));
        let near = |a: &Time, b: &Time| Some(overlap(&[a.span], &[b.span])).filter(|&o| o > 0.0);
        let both = self.pair("times", &g.times, &f.times, near, (show, show));
        for (a, b) in both {
            let (a, b) = (&g.times[a], &f.times[b]);
            self.share("times: words", a.span == b.span, a.span, || show(b).1);
            self.share("times: type", a.kind == b.kind, a.span, || show(b).1);
            self.share("times: value", a.value == b.value, a.span, || format!("{} not {}", show(b).1, show(a).1));
        }
    }

    /// Country and sector of the actors that are mentioned in both.
    fn actors(&mut self) {
        let (g, f) = (self.gold, self.found);
        let mut seen = Vec::new();
        for m in g.mentions.iter().filter(|m| m.form != Form::Pronoun) {
            let Some(Target::Actor(a)) = m.to else { continue };
            let here = core(&g.text, m.span);
            let same = f.mentions.iter().find_map(|o| match o.to {
                Some(Target::Actor(b)) if overlap(&[core(&g.text, o.span)], &[here]) >= 0.5 => Some(b),
                _ => None,
            });
            let Some(b) = same.filter(|_| !seen.contains(&a)) else { continue };
            seen.push(a);
            let (a, b) = (&g.actors[a], &f.actors[b]);
            if a.country.is_some() {
                let say = || format!("{:?} not {:?}", b.country, a.country);
                self.share("actors: country", a.country == b.country, m.span, say);
            }
            if !a.sectors.is_empty() {
                let right = a.sectors.iter().any(|s| b.sectors.contains(s));
                self.share("actors: sector", right, m.span, || format!("{:?} not {:?}", b.sectors, a.sectors));
            }
            self.share("actors: kind", a.kind == b.kind, m.span, || format!("{} not {}", b.kind.name(), a.kind.name()));
        }
        let named = |r: &Report| -> Vec<Span> {
            let all = r.mentions.iter().filter(|m| matches!(m.to, Some(Target::Actor(_))));
            all.map(|m| core(&r.text, m.span)).collect()
        };
        let show = |s: &Span| (*s, String::new());
        let near = |a: &Span, b: &Span| Some(overlap(&[*a], &[*b])).filter(|&o| o >= 0.5);
        self.pair("mentions of actors", &named(g), &named(f), near, (show, show));
    }

    /// Places with a point of their own: found by one of their names, and put within 25 km.
    fn places(&mut self) {
        let (g, f) = (self.gold, self.found);
        for (n, place) in g.places.iter().enumerate() {
            use claims::PlaceKind::*;
            let Some(point) = place.point.filter(|_| matches!(place.kind, Populated | Camp | Facility)) else {
                continue;
            };
            let names: Vec<Span> = g
                .mentions
                .iter()
                .filter(|m| m.to == Some(Target::Place(n)) && m.form == Form::Name)
                .map(|m| core(&g.text, m.span))
                .collect();
            let Some(&first) = names.first() else { continue };
            let found = f.mentions.iter().find_map(|m| match m.to {
                Some(Target::Place(p)) if names.iter().any(|s| overlap(&[*s], &[core(&g.text, m.span)]) >= 0.5) => {
                    Some(p)
                }
                _ => None,
            });
            let km = found.and_then(|p| f.places[p].point).map(|p| distance(point, p));
            let say = || format!("{} {:?}: {km:?} km", place.name, place.point);
            self.share("places within 25 km", km.is_some_and(|km| km <= 25.0), first, say);
        }
    }

    fn figures(&mut self) {
        let (g, f) = (self.gold, self.found);
        let show = |f: &Figure| (f.spans[0], format!("{} {:?}..{:?}", f.measure.name(), f.min, f.max));
        let alike = |a: &Figure, b: &Figure| {
            let o = overlap_any(&a.spans, &b.spans);
            (o > 0.0 && a.measure == b.measure && same_number(a, b)).then_some(o)
        };
        let both = self.pair("figures", &g.figures, &f.figures, alike, (show, show));
        for (i, j) in both {
            let (a, b) = (&g.figures[i], &f.figures[j]);
            let span = a.spans[0];
            if a.who.is_some() {
                let right = self.same_words(a.who, b.who);
                self.share("figures: who", right, span, || {
                    format!("{:?}", b.who.and_then(|w| w.span).map(|s| &g.text[s.range()]))
                });
            }
            if let Some(status) = a.status {
                self.share("figures: status", b.status == Some(status), span, || {
                    format!("{:?} not {status:?}", b.status)
                });
            }
            if let Some(place) = a.place.and_then(|p| p.to) {
                let right = b.place.and_then(|p| p.to).is_some_and(|p| self.same_thing(place, p));
                let name = |r: &Report, to: Option<Target>| match to {
                    Some(Target::Place(p)) => r.places[p].name.clone(),
                    other => format!("{other:?}"),
                };
                let say = || format!("{} not {}", name(f, b.place.and_then(|p| p.to)), name(g, Some(place)));
                self.share("figures: place", right, span, say);
            }
            if let Some(period) = &a.period {
                let right = b.period.as_ref().is_some_and(|p| same_period(period, p));
                self.share("figures: period", right, span, || format!("{:?} not {period}", b.period));
            }
            let (x, y) = (speakers(g, Target::Figure(i)), speakers(f, Target::Figure(j)));
            let both = x.iter().any(|&x| y.iter().any(|&y| self.same_words(Some(x), Some(y))));
            let right = (x.is_empty() && y.is_empty()) || both;
            let words = |l: &[Words]| {
                let show = |w: &Words| w.span.map_or("-", |s| &g.text[s.range()]).to_string();
                l.iter().map(show).collect::<Vec<_>>().join("; ")
            };
            self.share("figures: source", right, span, || format!("{} not {}", words(&y), words(&x)));
        }
    }

    fn events(&mut self) {
        let (g, f) = (self.gold, self.found);
        let show = |e: &Event| (e.triggers[0], e.kind.name().to_string());
        let near = |a: &Event, b: &Event| Some(overlap_any(&a.triggers, &b.triggers)).filter(|&o| o > 0.0);
        self.pair("event triggers", &g.events, &f.events, near, (show, show));
        let typed = |a: &Event, b: &Event| near(a, b).filter(|_| a.kind == b.kind);
        let both = self.pair("events", &g.events, &f.events, typed, (show, show));
        // A reading tells an event as often as the report does.
        let mentions =
            |r: &Report| r.events.iter().flat_map(|e| e.triggers.iter().map(|t| (*t, e.kind))).collect::<Vec<_>>();
        let named = |m: &(Span, claims::EventType)| (m.0, m.1.name().to_string());
        let same = |a: &(Span, claims::EventType), b: &(Span, claims::EventType)| {
            Some(overlap(&[a.0], &[b.0])).filter(|&o| o > 0.0 && a.1 == b.1)
        };
        self.pair("event mentions", &mentions(g), &mentions(f), same, (named, named));
        for (i, j) in both {
            let (a, b) = (&g.events[i], &f.events[j]);
            let span = a.triggers[0];
            self.share("events: mode", a.mode == b.mode, span, || format!("{:?} not {:?}", b.mode, a.mode));
            let say = || format!("{} not {}", b.reality.name(), a.reality.name());
            self.share("events: reality", a.reality == b.reality, span, say);
            self.share("events: main", a.main == b.main, span, String::new);
            // The same words, or else another mention of the same actor or place.
            type Told = (claims::Role, Span, Option<Target>);
            let told = |e: &Event| -> Vec<Told> {
                e.arguments.iter().filter_map(|(role, w)| Some((*role, core(&g.text, w.span?), w.to))).collect()
            };
            let again = |x: Option<Target>, y: Option<Target>| x.zip(y).is_some_and(|(x, y)| self.same_thing(x, y));
            let same = |x: &Told, y: &Told| {
                let near = overlap(&[x.1], &[y.1]);
                let alike = if near > 0.0 { near } else { f64::from(again(x.2, y.2)) / 1e3 };
                Some(alike).filter(|&o| o > 0.0 && x.0 == y.0)
            };
            let (of_a, of_b) = (told(a), told(b));
            let near = pairs(&of_a, &of_b, same);
            let show = |x: &Told| (x.1, x.0.name().to_string());
            let joint = |x: &usize, y: &usize| near.contains(&(*x, *y)).then_some(1.0);
            let all = |n: usize| (0..n).collect::<Vec<_>>();
            let shown = (|&n: &usize| show(&of_a[n]), |&n: &usize| show(&of_b[n]));
            self.pair("events: arguments", &all(of_a.len()), &all(of_b.len()), joint, shown);
        }
        if !self.gold.violent {
            let marked: Vec<Span> =
                g.events.iter().filter(|e| e.quad() == 4).flat_map(|e| e.triggers.clone()).collect();
            let told = |e: &&Event| {
                let fact = matches!(e.reality, Reality::Happened | Reality::Ongoing | Reality::Ended);
                e.kind == claims::EventType::Assault && fact && overlap_any(&marked, &e.triggers) == 0.0
            };
            let wrong = f.events.iter().find(told);
            let span = wrong.map_or(g.sentences[0], |e| e.triggers[0]);
            self.share("peaceful reports kept free of violence", wrong.is_none(), span, String::new);
        }
    }

    fn claims(&mut self) {
        let (g, f) = (self.gold, self.found);
        let said = |r: &Report| -> Vec<Claim> {
            // What the report tells in its own voice is a claim in a reading, and has no mark.
            r.claims
                .iter()
                .filter(|c| (c.source.is_some() || !c.cue.is_empty()) && !c.content.is_empty())
                .cloned()
                .collect()
        };
        let (gc, fc) = (said(g), said(f));
        let show = |c: &Claim| {
            let source = c.source.and_then(|s| s.span).map_or("-", |s| &g.text[s.range()]);
            (c.content[0], format!("{} by {source}", c.act.name()))
        };
        let content = |a: &Claim, b: &Claim| Some(overlap(&a.content, &b.content)).filter(|&o| o >= 0.5);
        self.pair("claims: content", &gc, &fc, content, (show, show));
        let source = |a: &Claim, b: &Claim| match (a.source, b.source) {
            (None, None) => true,
            (a, b) => self.same_words(a, b),
        };
        let near = pairs(&gc, &fc, |a, b| content(a, b).filter(|_| source(a, b)));
        let joint = |a: &usize, b: &usize| near.contains(&(*a, *b)).then_some(1.0);
        let all = |n: usize| (0..n).collect::<Vec<_>>();
        let shown = (|&n: &usize| show(&gc[n]), |&n: &usize| show(&fc[n]));
        let both = self.pair("claims", &all(gc.len()), &all(fc.len()), joint, shown);
        for (i, j) in both {
            let (a, b) = (&gc[i], &fc[j]);
            let span = a.content[0];
            self.share("claims: act", a.act == b.act, span, || format!("{} not {}", b.act.name(), a.act.name()));
            let say = || format!("{} not {}", b.certainty.name(), a.certainty.name());
            self.share("claims: certainty", a.certainty == b.certainty, span, say);
            let say = || format!("{} not {}", b.author.name(), a.author.name());
            self.share("claims: author", a.author == b.author, span, say);
            self.share("claims: speech", a.speech == b.speech, span, || b.speech.name().to_string());
        }
    }

    /// Whether the same thing is meant: by words that overlap, or by mentions of one thing.
    fn same_words(&self, a: Option<Words>, b: Option<Words>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return false };
        let words = a.span.zip(b.span).is_some_and(|(x, y)| x.overlaps(y));
        words || a.to.zip(b.to).is_some_and(|(x, y)| self.same_thing(x, y))
    }

    fn same_thing(&self, gold: Target, found: Target) -> bool {
        let spans = |r: &Report, to| -> Vec<Span> {
            r.mentions.iter().filter(|m| m.to == Some(to)).map(|m| core(&r.text, m.span)).collect()
        };
        overlap(&spans(self.gold, gold), &spans(self.found, found)) > 0.0
    }
}

impl Event {
    fn quad(&self) -> u8 {
        self.kind.quad()
    }
}

/// The sources of the claims about something.
fn speakers(report: &Report, of: Target) -> Vec<Words> {
    let about = report.claims.iter().filter(|c| c.about.contains(&of));
    about.filter_map(|c| c.source).collect()
}

/// Jaccard index of the bytes under two lists of spans, from 0 to 1.
pub(crate) fn overlap(a: &[Span], b: &[Span]) -> f64 {
    let size = |l: &[Span]| l.iter().map(|s| s.len() as f64).sum::<f64>();
    let shared = |x: &Span, y: &Span| (x.end.min(y.end) as f64 - x.start.max(y.start) as f64).max(0.0);
    let both: f64 = a.iter().flat_map(|x| b.iter().map(move |y| shared(x, y))).sum();
    if both > 0.0 { both / (size(a) + size(b) - both) } else { 0.0 }
}

/// The same for things told several times: the best of all pairs.
fn overlap_any(a: &[Span], b: &[Span]) -> f64 {
    let each = a.iter().flat_map(|x| b.iter().map(move |y| overlap(&[*x], &[*y])));
    each.fold(0.0, f64::max)
}

/// Pairs things one to one, the most alike first.
pub(crate) fn pairs<A, B>(gold: &[A], found: &[B], alike: impl Fn(&A, &B) -> Option<f64>) -> Vec<(usize, usize)> {
    let mut near: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        near.extend(found.iter().enumerate().filter_map(|(j, b)| Some((alike(a, b)?, i, j))));
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut taken) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut both = Vec::new();
    for (_, i, j) in near {
        if !used[i] && !taken[j] {
            (used[i], taken[j]) = (true, true);
            both.push((i, j));
        }
    }
    both
}

/// Stated numbers are equal; open ranges share their known end; vague words ("dozens") only their magnitude.
fn same_number(a: &Figure, b: &Figure) -> bool {
    use claims::Exactness::*;
    let near = |x: Option<f64>, y: Option<f64>| match (x, y) {
        (Some(x), Some(y)) => (x - y).abs() < 1e-9 + 0.005 * x.abs().max(y.abs()),
        _ => false,
    };
    match a.exactness {
        Stated | AtLeast | AtMost | Between => near(a.min.or(a.max), b.min.or(b.max)) || near(a.min, b.max),
        _ => {
            let (low, high) = (a.min.unwrap_or(0.0), a.max.unwrap_or(f64::MAX));
            let (min, max) = (b.min.unwrap_or(0.0), b.max.unwrap_or(f64::MAX));
            min <= high * 1.1 && low * 0.9 <= max
        }
    }
}

/// The same first and last day, where both are known, a day more or less.
pub fn same_period(a: &str, b: &str) -> bool {
    let ((a0, a1), (b0, b1)) = (days(a), days(b));
    let near = |x: Option<Date>, y: Option<Date>| match (x, y) {
        (Some(x), Some(y)) => (x - y).get_days().abs() <= 1,
        (x, y) => x.is_none() == y.is_none(),
    };
    near(a0, b0) && near(a1, b1)
}

/// The first and last day of an EDTF date or interval.
fn days(edtf: &str) -> (Option<Date>, Option<Date>) {
    let (from, until) = edtf.split_once('/').unwrap_or((edtf, edtf));
    let parts = |w: &str| -> Vec<i16> {
        w.trim_end_matches(['~', '?']).split(['-', 'T']).map_while(|p| p.parse().ok()).collect()
    };
    let first = match parts(from)[..] {
        [y, m, d, ..] => Date::new(y, m as i8, d as i8).ok(),
        [y, m] => Date::new(y, m as i8, 1).ok(),
        [y] => Date::new(y, 1, 1).ok(),
        [] => None,
    };
    let last = match parts(until)[..] {
        [y, m, d, ..] => Date::new(y, m as i8, d as i8).ok(),
        [y, m] => Date::new(y, m as i8, 1).ok().map(|d| d.last_of_month()),
        [y] => Date::new(y, 12, 31).ok(),
        [] => None,
    };
    (first, last)
}

/// Kilometres between two points on the sphere.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (p, q) = (a.0.to_radians(), b.0.to_radians());
    let l = (a.1 - b.1).to_radians();
    let h = ((p - q) / 2.0).sin().powi(2) + p.cos() * q.cos() * (l / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
