//! What must hold of every reading of every text.

use claims::{Reading, Ref};
use std::collections::BTreeSet;
use text::{NO_HEAD, Span};

/// Breaches of the record's rules, in words; empty when the reading is sound.
pub fn problems(r: &Reading) -> Vec<String> {
    let mut check = Check { r, bad: Vec::new() };
    check.document();
    check.records();
    check.told();
    check.bad
}

struct Check<'a> {
    r: &'a Reading<'a>,
    bad: Vec<String>,
}

impl Check<'_> {
    fn document(&mut self) {
        let doc = &self.r.doc;
        for (n, s) in doc.sentences.iter().enumerate() {
            self.span(s.span, &format!("sentence {n}"));
            if s.end as usize > doc.words.len() || s.first > s.end {
                self.bad.push(format!("sentence {n} has words {}..{}", s.first, s.end));
            }
        }
        let mut before = 0;
        for (n, w) in doc.words.iter().enumerate() {
            self.span(w.span, &format!("word {n}"));
            if w.span.start < before {
                self.bad.push(format!("word {n} starts before its neighbour"));
            }
            before = w.span.start;
            if w.head != NO_HEAD
                && !doc.sentences.get(w.sentence as usize).is_some_and(|s| s.words().contains(&(w.head as usize)))
            {
                self.bad.push(format!("word {n} hangs on {} outside its sentence", w.head));
            }
        }
        for name in &doc.names {
            if name.words.is_empty() || name.words.end > doc.words.len() {
                self.bad.push(format!("name with words {:?}", name.words));
            }
        }
    }

    fn records(&mut self) {
        let r = self.r;
        for (n, a) in r.actors.iter().enumerate() {
            let id = Ref::Actor(n as u32).to_string();
            self.named(&a.name, &id);
            self.to(a.member_of, &id, "member_of");
            if a.mentions.is_empty() {
                self.bad.push(format!("{id}: is mentioned nowhere"));
            }
            a.mentions.iter().for_each(|m| self.span(m.span, &id));
        }
        for (n, p) in r.places.iter().enumerate() {
            let id = Ref::Place(n as u32).to_string();
            self.named(&p.name, &id);
            p.mentions.iter().for_each(|&m| self.span(m, &id));
            if let Some((lat, lon)) = p.point.filter(|(lat, lon)| !(lat.abs() <= 90.0 && lon.abs() <= 180.0)) {
                self.bad.push(format!("{id}: lies at {lat}, {lon}"));
            }
        }
        for (n, t) in r.times.iter().enumerate() {
            let id = Ref::Time(n as u32).to_string();
            self.span(t.span, &id);
            self.named(&t.rule, &id);
        }
        for (n, e) in r.events.iter().enumerate() {
            let id = Ref::Event(n as u32).to_string();
            self.span(e.trigger, &id);
            self.named(&e.rule, &id);
            for a in &e.arguments {
                self.span(a.span, &id);
                self.to(a.to, &id, a.role.name());
            }
            e.figures.iter().for_each(|&f| self.to(Some(f), &id, "figure"));
        }
        for (n, f) in r.figures.iter().enumerate() {
            let id = Ref::Figure(n as u32).to_string();
            self.span(f.span, &id);
            self.named(&f.rule, &id);
            let known: Vec<f64> = [f.min, f.best, f.max].into_iter().flatten().collect();
            if !known.is_sorted() || known.iter().any(|x| !x.is_finite()) {
                self.bad.push(format!("{id}: min {:?} best {:?} max {:?}", f.min, f.best, f.max));
            }
            if let Some(who) = &f.who {
                self.span(who.span, &id);
                self.to(who.to, &id, "who");
            }
            self.to(f.place, &id, "place of a figure");
            self.to(f.part_of, &id, "part_of");
            self.to(f.computed.as_ref().map(|c| c.from), &id, "computed");
        }
        for (n, c) in r.claims.iter().enumerate() {
            let id = Ref::Claim(n as u32).to_string();
            self.named(&c.rule, &id);
            for s in c.source.iter().chain(&c.through) {
                s.span.into_iter().for_each(|s| self.span(s, &id));
                self.to(s.to, &id, "source");
            }
            c.cue.iter().chain(&c.content).for_each(|&s| self.span(s, &id));
            self.to(c.time, &id, "time of a claim");
            c.about.iter().for_each(|&x| self.to(Some(x), &id, "about"));
        }
        r.notes.iter().filter_map(|n| n.span).for_each(|s| self.span(s, "note"));
    }

    /// Every event and figure belongs to a claim.
    fn told(&mut self) {
        let r = self.r;
        let told: BTreeSet<Ref> = r.claims.iter().flat_map(|c| c.about.iter().copied()).collect();
        let events = (0..r.events.len()).map(|n| Ref::Event(n as u32));
        let figures = (0..r.figures.len()).map(|n| Ref::Figure(n as u32));
        for id in events.chain(figures).filter(|id| !told.contains(id)) {
            self.bad.push(format!("{id}: belongs to no claim"));
        }
    }

    fn span(&mut self, span: Span, of: &str) {
        let text = self.r.doc.text;
        let (a, b) = (span.start as usize, span.end as usize);
        if a >= b || b > text.len() || !text.is_char_boundary(a) || !text.is_char_boundary(b) {
            self.bad.push(format!("{of}: span {a}..{b} of {} bytes", text.len()));
        }
    }

    fn named(&mut self, name: &str, of: &str) {
        if name.is_empty() {
            self.bad.push(format!("{of}: has an empty name or rule"));
        }
    }

    fn to(&mut self, to: Option<Ref>, of: &str, what: &str) {
        let r = self.r;
        let kind_fits = match what {
            "member_of" | "source" => matches!(to, None | Some(Ref::Actor(_))),
            "place of a figure" => matches!(to, None | Some(Ref::Place(_))),
            "figure" | "part_of" | "computed" => matches!(to, None | Some(Ref::Figure(_))),
            "time of a claim" => matches!(to, None | Some(Ref::Time(_))),
            "about" => matches!(to, Some(Ref::Event(_) | Ref::Figure(_))),
            _ => true,
        };
        let known = match to {
            None => true,
            Some(Ref::Actor(n)) => (n as usize) < r.actors.len(),
            Some(Ref::Place(n)) => (n as usize) < r.places.len(),
            Some(Ref::Time(n)) => (n as usize) < r.times.len(),
            Some(Ref::Event(n)) => (n as usize) < r.events.len(),
            Some(Ref::Figure(n)) => (n as usize) < r.figures.len(),
            Some(Ref::Claim(n)) => (n as usize) < r.claims.len(),
        };
        if !known || !kind_fits {
            self.bad.push(format!("{of}: {what} is {to:?}, which is no such record"));
        }
    }
}
