//! `depeche explain FILE [ID]`: the words, the rules and the decisions behind the records of a report; `depeche explain ID`:
//! what a record of the store rests on.

use super::Outcome;
use super::grounds;
use super::input::InputArgs;
use super::store::StoreArgs;
use crate::ingest::{Report, Source};
use crate::page::Style;
use crate::reader::Reader;
use anyhow::bail;
use claims::{Reading, Ref, Trace};
use std::fmt::Write;
use std::path::PathBuf;
use text::{Document, Span};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    store: StoreArgs,
    /// Record of the store: i…, t…, d…, REPORT/e1, or REPORT for the text as it was read; or a file with one report or several, or - for standard input
    #[arg(value_name = "ID or FILE")]
    subject: PathBuf,
    /// Record of the file to explain (a1, p1, t1, e1, f1, c1); all unless given. In a file of several reports: REPORT/e1
    #[arg(value_name = "RECORD")]
    id: Option<String>,
    /// Print a record of the store as JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A page for a person
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let as_json = args.format == Format::Json;
    // What is no file is looked for in the store.
    if let Some(subject) = args.subject.to_str().filter(|s| args.id.is_none() && *s != "-" && !args.subject.exists()) {
        if grounds::is_id(subject) {
            return grounds::print(&mut args.store.open()?, subject, as_json);
        }
        if args.store.db.exists() && grounds::print_report(&mut args.store.open()?, subject, as_json)? {
            return Ok(Outcome::Complete);
        }
        if let Some((report, record)) = subject.rsplit_once('/').filter(|_| args.store.db.exists()) {
            return grounds::print_reading(&mut args.store.open()?, report, record, as_json);
        }
    }
    if as_json {
        bail!("--format json is for records of the store; `depeche read --format json` prints those of a file");
    }
    explain_file(args)
}

fn explain_file(args: &Args) -> anyhow::Result<Outcome> {
    let reader = Reader::new(&args.input.own)?;
    let style = Style::of_stdout();
    let (wanted_report, wanted) = match args.id.as_deref() {
        Some(id) => id.rsplit_once('/').map_or((None, Some(id)), |(report, id)| (Some(report), Some(id))),
        None => (None, None),
    };
    let mut found = false;
    let mut unread = false;
    for report in Source::new(std::slice::from_ref(&args.subject), args.input.from).flat_map(|item| item.reports()) {
        match report {
            Ok(report) if wanted_report.is_none_or(|r| r == report.id) => {
                let text = explain(reader, &report, &args.input.options(true), wanted, style);
                found |= !text.is_empty();
                print!("{text}");
                if wanted.is_some() && found {
                    return Ok(Outcome::Complete);
                }
            }
            Ok(_) => {}
            Err(problem) => {
                unread = true;
                eprintln!("depeche: {problem}");
            }
        }
    }
    if let Some(id) = args.id.as_deref().filter(|_| !found) {
        bail!("{}: holds no record {id}", args.subject.display());
    }
    Ok(if unread { Outcome::SomeUnread } else { Outcome::Complete })
}

/// The words, the rules and the decisions behind the records of a report, or of the one that is wanted.
pub(super) fn explain(
    reader: &Reader,
    report: &Report,
    options: &crate::reader::Options,
    wanted: Option<&str>,
    style: Style,
) -> String {
    let (full, body) = report.full_text();
    let reading = reader.read(report, &full, body, options);
    let mut e = Explanation { out: String::new(), reading: &reading, wanted, style };
    e.all();
    e.out
}

struct Explanation<'a> {
    out: String,
    reading: &'a Reading<'a>,
    wanted: Option<&'a str>,
    style: Style,
}

impl Explanation<'_> {
    fn all(&mut self) {
        let r = self.reading;
        if let (None, Some(t)) = (self.wanted, &r.translation) {
            self.title(&format!("translation from {}", t.from.code()), &format!("confidence {:.2}", t.confidence));
            t.evidence.iter().for_each(|e| self.words(&e.note, e.span));
        }
        for (n, a) in r.actors.iter().enumerate() {
            if self.begin(Ref::Actor(n as u32), &a.name, a.kind.name()) {
                for m in &a.mentions {
                    self.words(&format!("{} by {}, {:.2}", m.form.name(), m.by.name(), m.confidence), m.span);
                }
                self.decisions(&a.why);
            }
        }
        for (n, p) in r.places.iter().enumerate() {
            let point = p.point.map_or("not located".to_string(), |(lat, lon)| format!("{lat:.4}, {lon:.4}"));
            if self.begin(Ref::Place(n as u32), &p.name, &format!("{} · {point}", p.kind.name())) {
                p.mentions.iter().for_each(|&m| self.words("mention", m));
                self.decisions(&p.why);
            }
        }
        for (n, t) in r.times.iter().enumerate() {
            let value = t.value.as_deref().unwrap_or("unresolved");
            if self.begin(Ref::Time(n as u32), value, t.kind.name()) {
                self.words("words", t.span);
                self.fact("counted from", t.anchor.name());
                self.rule(&t.rule);
                self.decisions(&t.why);
            }
        }
        for (n, e) in r.events.iter().enumerate() {
            let mode = e.mode.map(|m| format!(" ({m})")).unwrap_or_default();
            let news = if e.main { "news" } else { "background" };
            if self.begin(
                Ref::Event(n as u32),
                &format!("{}{mode}", e.kind.name()),
                &format!("{} · {news}", e.reality.name()),
            ) {
                self.words("trigger", e.trigger);
                for a in &e.arguments {
                    let to = a.to.map(|r| format!(" → {r} {}", self.name(r))).unwrap_or_default();
                    self.words(&format!("{}{to}", a.role.name()), a.span);
                }
                self.claimed(Ref::Event(n as u32));
                self.rule(&e.rule);
                self.decisions(&e.why);
            }
        }
        for (n, f) in r.figures.iter().enumerate() {
            let show = |x: Option<f64>| x.map_or("?".to_string(), |x| x.to_string());
            let number = format!("{} {}..{}, best {}", f.measure.name(), show(f.min), show(f.max), show(f.best));
            if self.begin(Ref::Figure(n as u32), &number, f.exactness.name()) {
                self.words("words", f.span);
                if let Some(who) = &f.who {
                    let to = who.to.map(|r| format!(" → {r} {}", self.name(r))).unwrap_or_default();
                    self.words(&format!("who, {}{to}", who.status.name()), who.span);
                }
                self.claimed(Ref::Figure(n as u32));
                self.rule(&f.rule);
                self.decisions(&f.why);
            }
        }
        for (n, c) in r.claims.iter().enumerate() {
            let source = match c.source.as_ref() {
                None => "the report".to_string(),
                Some(s) => s.to.map(|r| format!("{r} {}", self.name(r))).unwrap_or_else(|| "unnamed".to_string()),
            };
            let stance =
                format!("{} · {} · {} · {}", c.act.name(), c.certainty.name(), c.speech.name(), c.author.name());
            if self.begin(Ref::Claim(n as u32), &source, &stance) {
                if let Some(span) = c.source.as_ref().and_then(|s| s.span) {
                    self.words("source", span);
                }
                c.cue.iter().for_each(|&s| self.words("cue", s));
                c.content.iter().for_each(|&s| self.words("content", s));
                if !c.about.is_empty() {
                    let about: Vec<String> = c.about.iter().map(|r| r.to_string()).collect();
                    self.fact("about", &about.join(", "));
                }
                self.rule(&c.rule);
                self.decisions(&c.why);
            }
        }
    }

    /// Starts a record, if it is wanted.
    fn begin(&mut self, id: Ref, name: &str, rest: &str) -> bool {
        let id = id.to_string();
        let wanted = self.wanted.is_none_or(|w| w == id);
        if wanted {
            self.title(&format!("{id}  {name}"), rest);
        }
        wanted
    }

    fn title(&mut self, name: &str, rest: &str) {
        let _ = writeln!(self.out, "{}  {}", self.style.bold(name), self.style.dim(rest));
    }

    fn words(&mut self, label: &str, span: Span) {
        let doc: &Document = &self.reading.doc;
        let text: String = doc.slice_of(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!(
            "{} {}",
            self.style.dim(&format!("{label} [{}..{}]:", span.start, span.end)),
            self.style.quote(&text)
        );
        self.style.paragraph(&mut self.out, "    ", &line);
    }

    fn fact(&mut self, label: &str, value: &str) {
        let _ = writeln!(self.out, "    {} {value}", self.style.dim(&format!("{label}:")));
    }

    fn rule(&mut self, rule: &str) {
        self.fact("rule", rule);
    }

    fn claimed(&mut self, id: Ref) {
        let claims: Vec<String> = (self.reading.claims.iter().enumerate())
            .filter(|(_, c)| c.about.contains(&id))
            .map(|(n, _)| Ref::Claim(n as u32).to_string())
            .collect();
        self.fact("claimed in", &claims.join(", "));
    }

    fn decisions(&mut self, why: &Trace) {
        for line in why.lines() {
            self.style.paragraph(&mut self.out, "    ", &format!("{} {line}", self.style.dim("because")));
        }
    }

    fn name(&self, r: Ref) -> &str {
        match r {
            Ref::Actor(n) => self.reading.actors.get(n as usize).map_or("", |a| &a.name),
            Ref::Place(n) => self.reading.places.get(n as usize).map_or("", |p| &p.name),
            Ref::Time(n) => self.reading.times.get(n as usize).and_then(|t| t.value.as_deref()).unwrap_or(""),
            _ => "",
        }
    }
}
