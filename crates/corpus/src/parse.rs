//! Reads a marked report and says, line by line, what is wrong with it.

use crate::quote::{Item, items};
use crate::report::*;
use claims::{
    Act, ActorKind, Author, Certainty, EventType, Exactness, Form, Measure, PlaceKind, Reality, Role, Speech, Status,
    TimeType, Unit,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use text::{Lang, NameKind, Span};
use thiserror::Error;

/// A line that breaks the format or its rules.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{id}:{line}: {problem}")]
pub struct Problem {
    /// The report.
    pub id: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// Reads a report, or says all that is wrong with it. `id` is its file's name without ending.
pub fn parse(id: &str, content: &str) -> Result<Report, Vec<Problem>> {
    let mut reader = Reader::default();
    for (n, line) in content.lines().enumerate() {
        reader.line = n + 1;
        if let Err(problem) = reader.read(line.trim_end()) {
            reader.problem(n + 1, problem);
        }
    }
    reader.finish(id)
}

#[derive(Default)]
struct Reader {
    line: usize,
    head: BTreeMap<String, String>,
    text: String,
    sentences: Vec<Span>,
    actors: Vec<Actor>,
    places: Vec<Place>,
    mentions: Vec<Mention>,
    times: Vec<Time>,
    figures: Vec<Figure>,
    events: Vec<Event>,
    claims: Vec<Claim>,
    /// What each id stands for, and the line that says so.
    ids: HashMap<String, (Target, usize)>,
    /// References that may stand before what they refer to: line, id, where to put it.
    later: Vec<(usize, String, Slot)>,
    problems: Vec<(usize, String)>,
}

/// Where a reference is kept that is known only once all is read.
enum Slot {
    Mention(usize),
    MemberOf(usize),
    PartOf(usize),
    Computed(usize),
    EventFigure(usize),
    About(usize),
}

type Outcome<T = ()> = Result<T, String>;

impl Reader {
    fn problem(&mut self, line: usize, problem: impl Into<String>) {
        self.problems.push((line, problem.into()));
    }

    fn read(&mut self, line: &str) -> Outcome {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if let Some(sentence) = line.strip_prefix("> ") {
            return self.sentence(sentence, '\n');
        }
        if let Some(sentence) = line.strip_prefix("| ") {
            return self.sentence(sentence, ' ');
        }
        let word = line.split([' ', ':']).next().unwrap_or_default();
        if self.sentences.is_empty() {
            let declared = word.len() > 1 && word[1..].bytes().all(|b| b.is_ascii_digit());
            return match word.as_bytes()[0] {
                b'a' if declared => self.actor(line),
                b'p' if declared => self.place(line),
                _ => self.head(line),
            };
        }
        let list = items(line)?;
        match word {
            "per" => self.mention(&list, Form::Name, Some(NameKind::Person)),
            "org" => self.mention(&list, Form::Name, Some(NameKind::Organisation)),
            "loc" => self.mention(&list, Form::Name, Some(NameKind::Place)),
            "oth" => self.mention(&list, Form::Name, Some(NameKind::Other)),
            "nom" => self.mention(&list, Form::Nominal, None),
            "pro" => self.mention(&list, Form::Pronoun, None),
            "time" => self.time(&list),
            "fig" => self.figure(&list),
            "ev" => self.event(&list),
            "claim" => self.claim(&list),
            _ => Err(format!("{word:?} is no kind of mark")),
        }
    }

    fn sentence(&mut self, sentence: &str, join: char) -> Outcome {
        if sentence.trim() != sentence || sentence.is_empty() {
            return Err("a sentence has no blanks at its ends".into());
        }
        if !self.text.is_empty() {
            self.text.push(join);
        } else if join == ' ' {
            return Err("the first sentence begins a paragraph: >".into());
        }
        let start = self.text.len();
        self.text.push_str(sentence);
        self.sentences.push(Span::new(start, self.text.len()));
        Ok(())
    }

    fn head(&mut self, line: &str) -> Outcome {
        const KEYS: &[&str] = &["lang", "split", "style", "noise", "published", "outlet", "kind", "story", "violent"];
        let (key, value) = line.split_once(':').ok_or("expected KEY: VALUE")?;
        if !KEYS.contains(&key) {
            return Err(format!("{key:?} is no key of the head: {}", KEYS.join(", ")));
        }
        self.head.insert(key.to_string(), value.trim().to_string());
        Ok(())
    }

    fn declare(&mut self, id: &str, target: Target) -> Outcome {
        match self.ids.insert(id.to_string(), (target, self.line)) {
            Some((_, line)) => Err(format!("{id} is declared in line {line} already")),
            None => Ok(()),
        }
    }

    fn actor(&mut self, line: &str) -> Outcome {
        let list = items(line)?;
        let [id, kind, country, sectors, name, rest @ ..] = &list[..] else {
            return Err("expected: aN KIND COUNTRY SECTORS [name]".into());
        };
        let n = self.actors.len();
        let mut actor = Actor {
            kind: value(kind.word, "kind of actor", ActorKind::from_name)?,
            country: code(country.word)?,
            sectors: match sectors.word {
                "-" => Vec::new(),
                words => words.split(',').map(|w| code(w).map(Option::unwrap_or_default)).collect::<Outcome<_>>()?,
            },
            name: name.bare()?.to_string(),
            role: None,
            member_of: None,
        };
        for item in rest {
            match item.key {
                Some("role") => actor.role = Some(item.text().replace('_', " ")),
                Some("of") => self.later.push((self.line, item.word.to_string(), Slot::MemberOf(n))),
                _ => return Err(format!("{item:?} says nothing of an actor")),
            }
        }
        self.actors.push(actor);
        self.declare(id.word, Target::Actor(n))
    }

    fn place(&mut self, line: &str) -> Outcome {
        let list = items(line)?;
        let [id, kind, country, point, name] = &list[..] else {
            return Err("expected: pN KIND COUNTRY LAT,LON [name]".into());
        };
        let point = match point.word {
            "-" => None,
            word => {
                let (lat, lon) = word.split_once(',').ok_or("expected LAT,LON")?;
                let (lat, lon) = (number(lat)?, number(lon)?);
                if lat.abs() > 90.0 || lon.abs() > 180.0 {
                    return Err(format!("{word} is not on earth"));
                }
                Some((lat, lon))
            }
        };
        let n = self.places.len();
        self.places.push(Place {
            kind: value(kind.word, "kind of place", PlaceKind::from_name)?,
            country: code(country.word)?,
            point,
            name: name.bare()?.to_string(),
        });
        self.declare(id.word, Target::Place(n))
    }

    fn mention(&mut self, list: &[Item], form: Form, name: Option<NameKind>) -> Outcome {
        let [_, to, quotes @ ..] = list else { return Err("expected a reference and quotes".into()) };
        let mut spans = self.spans(to)?;
        for item in quotes {
            spans.extend(self.spans(item)?);
        }
        if spans.is_empty() {
            return Err("no quotes".into());
        }
        for span in spans {
            if let Some(other) = self.mentions.iter().find(|m| m.span == span) {
                let form = other.form.name();
                return Err(format!("[{}] is marked as a {form} already (say which: […]2)", &self.text[span.range()]));
            }
            if to.word != "-" {
                self.later.push((self.line, to.word.to_string(), Slot::Mention(self.mentions.len())));
            } else if form != Form::Name {
                return Err("only a name may refer to nothing".into());
            }
            self.mentions.push(Mention { span, form, name, to: None });
        }
        Ok(())
    }

    fn time(&mut self, list: &[Item]) -> Outcome {
        let [_, words, kind, val] = list else { return Err("expected: time [words] TYPE VALUE".into()) };
        let span = self.one(words)?;
        let kind = value(kind.word, "type of time", TimeType::from_name)?;
        let val = (val.word != "-").then(|| val.word.to_string());
        if let Some(v) = &val {
            check_time(&self.text[span.range()], kind, v)?;
        }
        if self.times.iter().any(|t| t.span.overlaps(span)) {
            return Err(format!("[{}] is marked already", &self.text[span.range()]));
        }
        self.times.push(Time { span, kind, value: val });
        Ok(())
    }

    fn figure(&mut self, list: &[Item]) -> Outcome {
        let [_, id, words, rest @ ..] = list else { return Err("expected: fig fN [words] …".into()) };
        let span = self.one(words)?;
        let known = match self.ids.get(id.word) {
            Some(&(Target::Figure(n), _)) => Some(n),
            _ => None,
        };
        if let (Some(n), []) = (known, rest) {
            self.figures[n].spans.push(span);
            return Ok(());
        }
        let [measure, number, exactness, rest @ ..] = rest else {
            return Err("expected: MEASURE VALUE EXACTNESS".into());
        };
        let n = self.figures.len();
        let (min, max) = range(number.word)?;
        let mut figure = Figure {
            spans: vec![span],
            measure: value(measure.word, "measure", Measure::from_name)?,
            min,
            max,
            exactness: value(exactness.word, "exactness", Exactness::from_name)?,
            unit: if number.word.contains('%') { Unit::Share } else { Unit::Persons },
            who: None,
            status: None,
            place: None,
            period: None,
            part_of: None,
            computed: None,
            cumulative: false,
        };
        for item in rest {
            match (item.key, item.word) {
                (Some("who"), _) => figure.who = Some(self.words(item)?),
                (Some("place"), _) => figure.place = Some(self.words(item)?),
                (Some("status"), w) => figure.status = Some(value(w, "status", Status::from_name)?),
                (Some("unit"), w) => figure.unit = value(w, "unit", Unit::from_name)?,
                (Some("on"), w) => figure.period = Some(period(w)?),
                (Some("part_of"), w) => self.later.push((self.line, w.to_string(), Slot::PartOf(n))),
                (Some("computed"), w) => self.later.push((self.line, w.to_string(), Slot::Computed(n))),
                (None, "cumulative") => figure.cumulative = true,
                _ => return Err(format!("{item:?} says nothing of a figure")),
            }
        }
        match figure.exactness {
            Exactness::AtLeast if figure.max.is_some() => return Err("at_least has an open end: 12..".into()),
            Exactness::AtMost if figure.min.is_some() => return Err("at_most has an open start: ..12".into()),
            _ => {}
        }
        let Some(first) = known.map(|n| &mut self.figures[n]) else {
            self.figures.push(figure);
            return self.declare(id.word, Target::Figure(n));
        };
        if first.measure != figure.measure || first.min != figure.min || first.max != figure.max {
            return Err(format!("{} had another value before: a new figure has an id of its own", id.word));
        }
        first.spans.push(span);
        first.who = first.who.or(figure.who);
        first.place = first.place.or(figure.place);
        Ok(())
    }

    fn event(&mut self, list: &[Item]) -> Outcome {
        let [_, id, words, rest @ ..] = list else { return Err("expected: ev eN [trigger] …".into()) };
        let span = self.one(words)?;
        let known = match self.ids.get(id.word) {
            Some(&(Target::Event(n), _)) => Some(n),
            _ => None,
        };
        if let (Some(n), []) = (known, rest) {
            self.events[n].triggers.push(span);
            return Ok(());
        }
        let [kind, reality, main, rest @ ..] = rest else {
            return Err("expected: TYPE REALITY main|background".into());
        };
        let (kind, mode) = match kind.word.split_once('/') {
            Some((kind, mode)) => (kind, Some(mode.to_string())),
            None => (kind.word, None),
        };
        let kind = value(kind, "type of event", EventType::from_name)?;
        if let Some(mode) = &mode {
            if !modes(kind).contains(&mode.as_str()) {
                return Err(format!("{mode:?} is no mode of {}: {}", kind.name(), modes(kind).join(" ")));
            }
        }
        let n = self.events.len();
        let mut event = Event {
            triggers: vec![span],
            kind,
            mode,
            reality: value(reality.word, "reality", Reality::from_name)?,
            main: match main.word {
                "main" => true,
                "background" => false,
                other => return Err(format!("{other:?}: main or background")),
            },
            arguments: Vec::new(),
            figures: Vec::new(),
        };
        for item in rest {
            match item.key {
                Some("fig") => {
                    for f in item.word.split(',') {
                        self.later.push((self.line, f.to_string(), Slot::EventFigure(n)));
                    }
                }
                Some(role) => event.arguments.push((value(role, "role", Role::from_name)?, self.words(item)?)),
                None => return Err(format!("{item:?} says nothing of an event")),
            }
        }
        let Some(first) = known.map(|n| &mut self.events[n]) else {
            self.events.push(event);
            return self.declare(id.word, Target::Event(n));
        };
        if first.kind != event.kind {
            return Err(format!("{} was another type before: a new event has an id of its own", id.word));
        }
        first.triggers.push(span);
        first.arguments.extend(event.arguments);
        Ok(())
    }

    fn claim(&mut self, list: &[Item]) -> Outcome {
        let [_, id, rest @ ..] = list else { return Err("expected: claim cN …".into()) };
        if let Some(&(Target::Claim(n), _)) = self.ids.get(id.word) {
            for item in rest {
                let spans = self.spans(item)?;
                match item.key {
                    Some("says") => self.claims[n].content.extend(spans),
                    Some("cue") => self.claims[n].cue.extend(spans),
                    _ => {
                        return Err(format!(
                            "{} goes on here: only with says= and cue=; the same said anew is a claim of its own",
                            id.word
                        ));
                    }
                }
            }
            return Ok(());
        }
        let [act, certainty, author, speech, rest @ ..] = rest else {
            return Err("expected: claim cN ACT CERTAINTY AUTHOR SPEECH …".into());
        };
        let n = self.claims.len();
        let mut claim = Claim {
            act: value(act.word, "act", Act::from_name)?,
            certainty: value(certainty.word, "certainty", Certainty::from_name)?,
            author: value(author.word, "author's distance", Author::from_name)?,
            speech: value(speech.word, "kind of speech", Speech::from_name)?,
            source: None,
            through: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
            medium: None,
            about: Vec::new(),
        };
        let mut sourced = false;
        for item in rest {
            match item.key {
                Some("src") => {
                    sourced = true;
                    let told = item.word != "-" || !item.quotes.is_empty();
                    claim.source = told.then(|| self.words(item)).transpose()?;
                }
                Some("cue") => claim.cue.extend(self.spans(item)?),
                Some("says") => claim.content.extend(self.spans(item)?),
                Some("through") => claim.through.push(self.words(item)?),
                Some("medium") => claim.medium = Some(item.text().replace('_', " ")),
                Some("time") => _ = self.one(item)?,
                Some("about") => {
                    for id in item.word.split(',') {
                        self.later.push((self.line, id.to_string(), Slot::About(n)));
                    }
                }
                _ => return Err(format!("{item:?} says nothing of a claim")),
            }
        }
        if !sourced {
            return Err("a claim has src=, be it src=-".into());
        }
        self.claims.push(claim);
        self.declare(id.word, Target::Claim(n))
    }

    /// The spans of an item's quotes, in the sentence at hand.
    fn spans(&self, item: &Item) -> Outcome<Vec<Span>> {
        let &sentence = self.sentences.last().expect("marks stand under a sentence");
        item.quotes.iter().map(|q| q.find(&self.text, sentence)).collect()
    }

    fn one(&self, item: &Item) -> Outcome<Span> {
        match self.spans(item)?[..] {
            [span] => Ok(span),
            _ => Err("expected [words]".into()),
        }
    }

    /// `a4[civilians]`, `a4` or `[civilians]`.
    fn words(&self, item: &Item) -> Outcome<Words> {
        let spans = self.spans(item)?;
        let span = spans.into_iter().reduce(Span::cover);
        let to = match item.word {
            "" | "-" => None,
            id => Some(self.ids.get(id).ok_or_else(|| format!("{id} is not declared above"))?.0),
        };
        if span.is_none() && to.is_none() {
            return Err(format!("{}= names nothing", item.key.unwrap_or_default()));
        }
        Ok(Words { span, to })
    }

    fn finish(mut self, id: &str) -> Result<Report, Vec<Problem>> {
        for (line, target, slot) in std::mem::take(&mut self.later) {
            let Some(&(to, _)) = self.ids.get(&target) else {
                self.problem(line, format!("{target:?} is not declared"));
                continue;
            };
            let fits = match slot {
                Slot::Mention(_) => matches!(to, Target::Actor(_) | Target::Place(_) | Target::Event(_)),
                Slot::MemberOf(_) => matches!(to, Target::Actor(_)),
                Slot::PartOf(_) | Slot::Computed(_) | Slot::EventFigure(_) => matches!(to, Target::Figure(_)),
                Slot::About(_) => matches!(to, Target::Event(_) | Target::Figure(_) | Target::Claim(_)),
            };
            if !fits {
                self.problem(line, format!("{target} is of the wrong kind here"));
                continue;
            }
            match slot {
                Slot::Mention(n) => self.mentions[n].to = Some(to),
                Slot::MemberOf(n) => self.actors[n].member_of = Some(to),
                Slot::PartOf(n) => self.figures[n].part_of = Some(to),
                Slot::Computed(n) => self.figures[n].computed = Some(to),
                Slot::EventFigure(n) => self.events[n].figures.push(to),
                Slot::About(n) => self.claims[n].about.push(to),
            }
        }
        self.unused();
        self.overlapping_names();
        for (n, claim) in self.claims.iter().enumerate() {
            if claim.cue.is_empty() && claim.content.is_empty() {
                self.problems.push((0, format!("c{}: a claim has cue= or says=", n + 1)));
            }
        }
        let report = self.report(id);
        match report {
            Ok(report) if self.problems.is_empty() => Ok(report),
            report => {
                if let Err(problem) = report {
                    self.problem(1, problem);
                }
                self.problems.sort();
                let id = id.to_string();
                Err(self
                    .problems
                    .into_iter()
                    .map(|(line, problem)| Problem { id: id.clone(), line, problem })
                    .collect())
            }
        }
    }

    /// What is declared is mentioned, or stands as an argument or a source.
    fn unused(&mut self) {
        let mut used: Vec<Target> = self.mentions.iter().filter_map(|m| m.to).collect();
        used.extend(self.actors.iter().filter_map(|a| a.member_of));
        used.extend(self.claims.iter().flat_map(|c| c.source.iter().chain(&c.through)).filter_map(|w| w.to));
        used.extend(self.events.iter().flat_map(|e| &e.arguments).filter_map(|(_, w)| w.to));
        used.extend(self.figures.iter().flat_map(|f| f.who.iter().chain(&f.place)).filter_map(|w| w.to));
        let idle = |(id, &(to, line)): (&String, &(Target, usize))| {
            let thing = matches!(to, Target::Actor(_) | Target::Place(_));
            (thing && !used.contains(&to)).then(|| (line, format!("{id} is never mentioned")))
        };
        let idle: Vec<_> = self.ids.iter().filter_map(idle).collect();
        self.problems.extend(idle);
    }

    fn overlapping_names(&mut self) {
        let mut names: Vec<Span> = self.mentions.iter().filter(|m| m.form == Form::Name).map(|m| m.span).collect();
        names.sort();
        for pair in names.windows(2) {
            if pair[0].overlaps(pair[1]) {
                let words = &self.text[pair[1].range()];
                self.problems.push((0, format!("the name [{words}] lies in another name")));
            }
        }
    }

    fn report(&mut self, id: &str) -> Outcome<Report> {
        let need = |key: &str| self.head.get(key).map(String::as_str).ok_or_else(|| format!("no {key}: in the head"));
        const KINDS: &[&str] = &["agency", "radio", "un", "ministry", "local", "monitor", "rights", "magazine"];
        if !KINDS.contains(&need("kind")?) {
            return Err(format!("kind: one of {}", KINDS.join(" ")));
        }
        need("outlet")?;
        Ok(Report {
            id: id.to_string(),
            lang: Lang::from_code(need("lang")?).ok_or("lang: en or fr")?,
            split: match need("split")? {
                "train" => Split::Train,
                "test" => Split::Test,
                _ => return Err("split: train or test".into()),
            },
            translated: match self.head.get("style").map(String::as_str) {
                None => false,
                Some("translated") => true,
                Some(other) => return Err(format!("style: {other:?}: only translated")),
            },
            noise: self.head.get("noise").cloned(),
            violent: match need("violent")? {
                "yes" => true,
                "no" => false,
                _ => return Err("violent: yes or no".into()),
            },
            published: need("published")?.parse().map_err(|_| "published: YYYY-MM-DD")?,
            text: std::mem::take(&mut self.text),
            sentences: std::mem::take(&mut self.sentences),
            actors: std::mem::take(&mut self.actors),
            places: std::mem::take(&mut self.places),
            mentions: std::mem::take(&mut self.mentions),
            times: std::mem::take(&mut self.times),
            figures: std::mem::take(&mut self.figures),
            events: std::mem::take(&mut self.events),
            claims: std::mem::take(&mut self.claims),
        })
    }
}

impl<'a> Item<'a> {
    /// The words of its one quote, as they are.
    fn bare(&self) -> Outcome<&'a str> {
        match &self.quotes[..] {
            [quote] if self.word.is_empty() => Ok(quote.words()),
            _ => Err("expected [words]".into()),
        }
    }

    /// A free word, or quoted words.
    fn text(&self) -> &'a str {
        self.quotes.first().map_or(self.word, |q| q.words())
    }
}

fn value<T>(word: &str, what: &str, from_name: impl Fn(&str) -> Option<T>) -> Outcome<T> {
    from_name(word).ok_or_else(|| format!("{word:?} is no {what}"))
}

/// Three capitals, or `-`.
fn code(word: &str) -> Outcome<Option<String>> {
    match word {
        "-" => Ok(None),
        w if w.len() == 3 && w.bytes().all(|b| b.is_ascii_uppercase()) => Ok(Some(w.to_string())),
        w => Err(format!("{w:?}: expected a code of three capitals, or -")),
    }
}

fn number(word: &str) -> Outcome<f64> {
    word.parse().map_err(|_| format!("{word:?} is no number"))
}

/// `12`, `12..15`, `12..`, `..40`; shares with `%`.
fn range(word: &str) -> Outcome<(Option<f64>, Option<f64>)> {
    let one = |w: &str| match (w, w.strip_suffix('%')) {
        ("", _) => Ok(None),
        (_, Some(share)) => number(share).map(|n| Some(n / 100.0)),
        _ => number(w).map(Some),
    };
    let (min, max) = match word.split_once("..") {
        Some((min, max)) => (one(min)?, one(max)?),
        None => (one(word)?, one(word)?),
    };
    match (min, max) {
        (None, None) => Err("a figure has a value".into()),
        (Some(a), Some(b)) if a > b => Err(format!("{word}: from more to less")),
        range => Ok(range),
    }
}

/// EDTF, as far as figures need it: dates of any precision and intervals of them.
fn period(word: &str) -> Outcome<String> {
    let date = |w: &str| {
        w == ".." || w.is_empty() || (w.len() >= 4 && w.bytes().all(|b| b.is_ascii_digit() || b"-~?X:T".contains(&b)))
    };
    match word.split('/').all(date) && !word.is_empty() {
        true => Ok(word.to_string()),
        false => Err(format!("{word:?} is no EDTF date or interval")),
    }
}

/// The shape of a TIMEX3 value, and that the day of a weekday is that weekday.
fn check_time(words: &str, kind: TimeType, value: &str) -> Outcome {
    let relative = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"].contains(&value);
    let duration = value.starts_with('P') && !relative;
    let shape = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-:.+_/".contains(&b));
    if !shape || (kind == TimeType::Duration && !duration) || (kind == TimeType::Date && duration) {
        return Err(format!("{value:?} is no value of a {}", kind.name()));
    }
    let Some(day) = value.get(..10).and_then(|v| v.parse::<Date>().ok()) else { return Ok(()) };
    const WEEKDAYS: [[&str; 2]; 7] = [
        ["monday", "lundi"],
        ["tuesday", "mardi"],
        ["wednesday", "mercredi"],
        ["thursday", "jeudi"],
        ["friday", "vendredi"],
        ["saturday", "samedi"],
        ["sunday", "dimanche"],
    ];
    let lower = words.to_lowercase();
    let said: Vec<usize> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter_map(|w| WEEKDAYS.iter().position(|d| d.contains(&w)))
        .collect();
    match said[..] {
        [one] if kind != TimeType::Set && one != day.weekday().to_monday_zero_offset() as usize => {
            Err(format!("{value} is a {}", WEEKDAYS[day.weekday().to_monday_zero_offset() as usize][0]))
        }
        _ => Ok(()),
    }
}

/// The modes of PLOVER's manual of February 2024.
fn modes(kind: EventType) -> &'static [&'static str] {
    use EventType::*;
    match kind {
        Agree | Support | Concede | Cooperate | Aid => &[],
        Consult => &["visit", "third-party", "multilateral", "phone"],
        Retreat => &["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
        Request | Reject => &["assist", "change", "yield", "meet"],
        Accuse => &["disapprove", "investigate", "allege"],
        Threaten => &["restrict", "arrest", "relations", "expel", "territory", "violence"],
        Protest => &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
        Sanction => &["convict", "expel", "withdraw", "discontinue"],
        Mobilize => &["troops", "weapons", "police", "militia"],
        Coerce => &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
        Assault => &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
            "sideAB",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "lang: en\nsplit: train\npublished: 2019-03-22\noutlet: O\nkind: agency\nstory: -\nviolent: no\n";

    fn check(marks: &str, problem: Option<&str>) {
        let content =
            format!("{HEAD}a1 unit MLI MIL [army]\n> The army left on Friday, the army said.\nnom a1 [army]\n{marks}");
        let problems = parse("x", &content).err().unwrap_or_default();
        match problem {
            None => assert_eq!(problems, []),
            Some(words) => assert!(problems.iter().any(|p| p.problem.contains(words)), "{marks}: {problems:?}"),
        }
    }

    #[test]
    fn marks_are_checked() {
        check("nom a1 [army]2\ntime [Friday] DATE 2019-03-22", None);
        check("nom a1 [army]", Some("already"));
        check("nom a1 [army]3", Some("2 times only"));
        check("nom a1 [arm]", Some("cuts a word"));
        check("nom a2 [The army]", Some("not declared"));
        check("time [Friday] DATE 2019-03-21", Some("is a thursday"));
        check("claim c1 assert CT+ neutral indirect src=a1[the army] cue=[said] says=[The army ... Friday]", None);
        check("claim c1 assert CT+ neutral indirect cue=[said]", Some("src="));
        check("ev e1 [left] RETREAT/withdraw happened main actor=a1[The army] time=[Friday]", None);
        check("ev e1 [left] RETREAT/visit happened main", Some("no mode"));
        check("fig f1 [Friday] killed 12..10 between", Some("from more to less"));
        check("fig f1 [Friday] killed 12 at_least", Some("open end"));
    }

    #[test]
    fn quotes_reach_over_what_is_left_out() {
        let report = parse("x", &format!("{HEAD}> One two three two.\noth - [One ... two]\noth - [two]2\n")).unwrap();
        let words: Vec<&str> = report.mentions.iter().map(|m| &report.text[m.span.range()]).collect();
        assert_eq!(words, ["One two", "two"]);
    }
}
