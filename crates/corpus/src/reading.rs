//! A reading in the shape of a marked report, so that one comparison serves both.

use crate::report::{self, *};
use claims::{ActorKind, Form, Reading, Ref};
use text::{NameKind, Span};

impl Report {
    /// What the program read, as marks beside those of `gold`, whose head and text it shares.
    pub fn of_reading(gold: &Report, r: &Reading) -> Report {
        Report {
            text: gold.text.clone(),
            id: gold.id.clone(),
            noise: gold.noise.clone(),
            sentences: r.doc.sentences.iter().map(|s| s.span).collect(),
            actors: r.actors.iter().map(actor).collect(),
            places: r.places.iter().map(place).collect(),
            mentions: mentions(r),
            times: r
                .times
                .iter()
                .map(|t| report::Time { span: t.span, kind: t.kind, value: t.value.clone() })
                .collect(),
            figures: r.figures.iter().map(figure).collect(),
            events: r.events.iter().map(event).collect(),
            claims: r.claims.iter().map(claim).collect(),
            ..*gold
        }
    }
}

fn target(to: Ref) -> Option<Target> {
    Some(match to {
        Ref::Actor(n) => Target::Actor(n as usize),
        Ref::Place(n) => Target::Place(n as usize),
        Ref::Event(n) => Target::Event(n as usize),
        Ref::Figure(n) => Target::Figure(n as usize),
        Ref::Claim(n) => Target::Claim(n as usize),
        Ref::Time(_) => return None,
    })
}

fn actor(a: &claims::Actor) -> report::Actor {
    report::Actor {
        kind: a.kind,
        country: a.country.clone(),
        sectors: a.sectors.clone(),
        name: a.name.clone(),
        role: a.role.clone(),
        member_of: a.member_of.and_then(target),
    }
}

fn place(p: &claims::Place) -> report::Place {
    report::Place { kind: p.kind, country: p.country.clone(), point: p.point, name: p.name.clone() }
}

/// Mentions of actors and places, and the names that are neither. A state's own name is that of a place; its army and its
/// ministries are bodies.
fn mentions(r: &Reading) -> Vec<report::Mention> {
    let mut list: Vec<report::Mention> = Vec::new();
    let tagged = |span: Span| r.doc.names.iter().find(|n| r.doc.span_of(n.words.clone()) == span).map(|n| n.kind);
    for (n, actor) in r.actors.iter().enumerate() {
        let name = |span: Span| match (actor.kind, tagged(span)) {
            (ActorKind::Person, _) => NameKind::Person,
            (_, Some(NameKind::Other)) => NameKind::Other,
            (ActorKind::State, Some(NameKind::Place)) => NameKind::Place,
            (ActorKind::State, _) if r.places.iter().any(|p| p.mentions.contains(&span)) => NameKind::Place,
            (ActorKind::State, None) if !r.doc.slice_of(span).contains(' ') => NameKind::Place,
            _ => NameKind::Organisation,
        };
        list.extend(actor.mentions.iter().map(|m| report::Mention {
            span: m.span,
            form: m.form,
            name: (m.form == Form::Name).then(|| name(m.span)),
            to: Some(Target::Actor(n)),
        }));
    }
    // A place inside a longer name ("Radio Nepal") is not marked again.
    let mut names: Vec<Span> = list.iter().filter(|m| m.name.is_some()).map(|m| m.span).collect();
    names.sort();
    let inside = |span: Span| {
        let end = names.partition_point(|n| n.start <= span.start);
        names[..end].iter().rev().take(4).any(|n| n.contains(span) && core(r.doc.text, *n) != core(r.doc.text, span))
    };
    for (n, place) in r.places.iter().enumerate() {
        list.extend(place.mentions.iter().filter(|&&m| !inside(m)).map(|&span| report::Mention {
            span,
            form: Form::Name,
            name: Some(NameKind::Place),
            to: Some(Target::Place(n)),
        }));
    }
    for name in r.doc.names.iter().filter(|n| n.kind == NameKind::Other) {
        let span = r.doc.span_of(name.words.clone());
        if !list.iter().any(|m| m.span == span) {
            list.push(report::Mention { span, form: Form::Name, name: Some(NameKind::Other), to: None });
        }
    }
    list
}

fn figure(f: &claims::Figure) -> report::Figure {
    report::Figure {
        spans: vec![f.span],
        measure: f.measure,
        min: f.min,
        max: f.max,
        exactness: f.exactness,
        unit: f.unit,
        who: f.who.map(|w| Words { span: Some(w.span), to: w.to.and_then(target) }),
        status: f.who.map(|w| w.status),
        place: f.place.and_then(target).map(|to| Words { span: None, to: Some(to) }),
        period: f.period.as_ref().map(|p| p.edtf.clone()),
        part_of: f.part_of.and_then(target),
        computed: f.computed.as_ref().and_then(|c| target(c.from)),
        cumulative: f.cumulative,
    }
}

fn event(e: &claims::Event) -> report::Event {
    let words = |a: &claims::Argument| Words { span: Some(a.span), to: a.to.and_then(target) };
    report::Event {
        triggers: vec![e.trigger],
        kind: e.kind,
        mode: e.mode.map(str::to_string),
        reality: e.reality,
        main: e.main,
        arguments: e.arguments.iter().map(|a| (a.role, words(a))).collect(),
        figures: e.figures.iter().filter_map(|&f| target(f)).collect(),
    }
}

fn claim(c: &claims::Claim) -> report::Claim {
    let words = |s: &claims::Source| Words { span: s.span, to: s.to.and_then(target) };
    report::Claim {
        act: c.act,
        certainty: c.certainty,
        author: c.author,
        speech: c.speech,
        source: c.source.as_ref().map(words),
        through: c.through.iter().map(words).collect(),
        cue: c.cue.clone(),
        content: c.content.clone(),
        medium: c.medium.clone(),
        about: c.about.iter().filter_map(|&r| target(r)).collect(),
    }
}

/// A span without what an annotator may or may not take in: articles, blanks and marks at its ends.
pub(crate) fn core(text: &str, span: Span) -> Span {
    const ARTICLES: &[&str] =
        &["the", "a", "an", "le", "la", "les", "l'", "l’", "un", "une", "des", "d'", "d’", "du", "de"];
    let words = &text[span.range()];
    let lower = words.to_lowercase();
    let article = ARTICLES.iter().find(|a| {
        lower.starts_with(**a)
            && (a.ends_with(['\'', '’']) || lower[a.len()..].starts_with(' '))
            && words.is_char_boundary(a.len())
    });
    let start = article.map_or(0, |a| a.len());
    let inside = words[start..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = words.len() - inside.len();
    let end = start + inside.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if start == end {
        return span;
    }
    Span::new(span.start as usize + start, span.start as usize + end)
}
