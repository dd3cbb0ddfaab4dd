//! Records as compact lines, for examples. One function for each phenomenon, named like its folder in `spec/`.

use crate::PACKS;
use claims::{Event, Figure, Reading, Ref, Source};
use text::{Part, Span};

type Render = fn(&Reading) -> Vec<String>;

/// The phenomena that have examples, with the function that shows what was found.
pub const PHENOMENA: &[(&str, Render)] = &[
    ("sentence", sentences),
    ("token", tokens),
    ("name", names),
    ("number", numbers),
    ("time", times),
    ("place", places),
    ("actor", actors),
    ("key", keys),
    ("translation", translation),
    ("event", events),
    ("figure", figures),
    ("claim", claims),
];

/// All records of a phenomenon, a line each.
pub fn render(phenomenon: &str, reading: &Reading) -> Vec<String> {
    let found = PHENOMENA.iter().find(|(name, _)| *name == phenomenon);
    let (_, show) = found.unwrap_or_else(|| panic!("no phenomenon is called {phenomenon}"));
    show(reading)
}

fn sentences(r: &Reading) -> Vec<String> {
    r.doc.sentences.iter().map(|s| format!("sentence {} {}", s.lang.code(), words(r, s.span))).collect()
}

/// The words of each sentence; those that share a surface token are joined by `+`.
fn tokens(r: &Reading) -> Vec<String> {
    let line = |s: &text::Sentence| {
        let mut out = String::from("token");
        for w in s.words() {
            out.push(if r.doc.words[w].part == Part::Later { '+' } else { ' ' });
            out.push_str(r.doc.form(w));
        }
        out
    };
    r.doc.sentences.iter().map(line).collect()
}

fn names(r: &Reading) -> Vec<String> {
    r.doc.names.iter().map(|n| format!("name {} {}", words(r, r.doc.span_of(n.words.clone())), n.kind.name())).collect()
}

fn numbers(r: &Reading) -> Vec<String> {
    let found = claims::number::find(&r.doc, &PACKS.number);
    let line = |n: &claims::number::Number| {
        let text = words(r, r.doc.span_of(n.words.clone()));
        format!("number {text} {} {:?} {} | {}", range(n.min, n.max, n.best), n.kind, n.exactness.name(), n.rule)
    };
    found.iter().map(line).collect()
}

fn times(r: &Reading) -> Vec<String> {
    let line = |t: &claims::Time| {
        let value = t.value.as_deref().unwrap_or("unresolved");
        let edtf = t.interval.as_ref().map(|i| i.edtf.as_str()).filter(|e| *e != value);
        let edtf = edtf.map(|e| format!(" edtf {e}")).unwrap_or_default();
        format!("time {} {} {value}{edtf} | {}", words(r, t.span), t.kind.name(), t.rule)
    };
    r.times.iter().map(line).collect()
}

fn places(r: &Reading) -> Vec<String> {
    let line = |p: &claims::Place| {
        let point = p.point.map_or("unlocated".to_string(), |(lat, lon)| format!("{lat:.1},{lon:.1}"));
        let mentions: Vec<String> = p.mentions.iter().map(|&m| words(r, m)).collect();
        let country = p.country.as_deref().unwrap_or("-");
        format!("place {} {} {country} {point} | {}", p.name, p.kind.name(), mentions.join("; "))
    };
    r.places.iter().map(line).collect()
}

fn actors(r: &Reading) -> Vec<String> {
    let line = |a: &claims::Actor| {
        let country = a.country.as_deref().unwrap_or("-");
        let sectors = if a.sectors.is_empty() { "-".to_string() } else { a.sectors.join(",") };
        let mentions: Vec<String> = a.mentions.iter().map(|m| words(r, m.span)).collect();
        let role = a.role.as_deref().map(|x| format!(" | {x}")).unwrap_or_default();
        let of = a.member_of.map(|x| format!(" of {}", record_name(r, x))).unwrap_or_default();
        format!("actor {} {} {country} {sectors} | {}{role}{of}", a.name, a.kind.name(), mentions.join("; "))
    };
    r.actors.iter().map(line).collect()
}

fn keys(r: &Reading) -> Vec<String> {
    let line = |a: &claims::Actor| format!("key {} | {}", a.key.as_deref().unwrap_or("none"), a.name);
    r.actors.iter().map(line).collect()
}

fn translation(r: &Reading) -> Vec<String> {
    r.translation.iter().map(|t| format!("translation from {}", t.from.code())).collect()
}

fn events(r: &Reading) -> Vec<String> {
    let line = |e: &Event| {
        let mode = e.mode.map(|m| format!("/{m}")).unwrap_or_default();
        let background = if e.main { "" } else { " background" };
        let arguments: Vec<String> =
            e.arguments.iter().map(|a| format!("{}: {}", a.role.name(), words(r, a.span))).collect();
        let arguments = if arguments.is_empty() { String::new() } else { format!(" | {}", arguments.join("; ")) };
        format!(
            "event {}{mode} {} {}{background}{arguments} | {}",
            e.kind.name(),
            words(r, e.trigger),
            e.reality.name(),
            e.rule
        )
    };
    r.events.iter().map(line).collect()
}

fn figures(r: &Reading) -> Vec<String> {
    let line = |f: &Figure| {
        let number = range(f.min, f.max, f.best);
        let who =
            f.who.as_ref().map(|w| format!(" | who: {} ({})", words(r, w.span), w.status.name())).unwrap_or_default();
        let period = f.period.as_ref().map(|p| format!(" | {}", p.edtf)).unwrap_or_default();
        let cumulative = if f.cumulative { " cumulative" } else { "" };
        let part = f.part_of.map(|p| format!(" | part of {p}")).unwrap_or_default();
        let computed = f.computed.as_ref().map(|c| format!(" | {} {}", c.by, c.from)).unwrap_or_default();
        let unit = if f.unit == claims::Unit::Persons { String::new() } else { format!(" {}", f.unit.name()) };
        let exact = f.exactness.name();
        format!(
            "figure {} {number}{unit} {exact}{cumulative}{who}{period}{part}{computed} | {}",
            f.measure.name(),
            f.rule
        )
    };
    r.figures.iter().map(line).collect()
}

fn claims(r: &Reading) -> Vec<String> {
    let line = |c: &claims::Claim| {
        let spans = |list: &[Span]| list.iter().map(|&s| words(r, s)).collect::<Vec<_>>().join(" … ");
        let source = |s: &Source| s.span.map(|s| words(r, s)).or(s.to.map(|t| record_name(r, t))).unwrap_or_default();
        let said_by = c.source.as_ref().map_or("the report".to_string(), source);
        let through: Vec<String> = c.through.iter().map(source).collect();
        let through = if through.is_empty() { String::new() } else { format!(" | through: {}", through.join(" < ")) };
        let cue = if c.cue.is_empty() { String::new() } else { format!(" | cue: {}", spans(&c.cue)) };
        let medium = c.medium.as_deref().map(|m| format!(" | on {m}")).unwrap_or_default();
        let stance = format!("{} {} {} {}", c.act.name(), c.certainty.name(), c.speech.name(), c.author.name());
        format!(
            "claim {stance} | source: {said_by}{through}{cue} | content: {}{medium} | {}",
            spans(&c.content),
            c.rule
        )
    };
    r.claims.iter().map(line).collect()
}

/// The text under a span on one line.
fn words(r: &Reading, span: Span) -> String {
    r.doc.slice_of(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `12`, `12..15`, `12..` (open).
fn range(min: Option<f64>, max: Option<f64>, best: Option<f64>) -> String {
    let show = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    let number = if min == max && min == best { show(best) } else { format!("{}..{}", show(min), show(max)) };
    if best.is_some() && best != min && best != max { format!("{number} ({})", show(best)) } else { number }
}

fn record_name(r: &Reading, to: Ref) -> String {
    match to {
        Ref::Actor(n) => r.actors.get(n as usize).map(|a| a.name.clone()).unwrap_or_default(),
        other => other.to_string(),
    }
}
