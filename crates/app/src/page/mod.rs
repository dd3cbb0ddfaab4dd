//! `--format text`: one report as a page for a person, 80 columns wide, in colour on a terminal.

mod bar;
pub mod chronicle;
mod figures;
pub mod grounds;
mod style;
mod words;

pub(crate) use bar::bar;
pub use style::Style;

use crate::ingest::Report;
use claims::{Act, Actor, ActorKind, Author, Certainty, Claim, Event, Reading, Reality, Ref, Role, Source};
use std::fmt::Write;
use text::Span;
pub(crate) use words::number;
use words::{day, plain, quoted};

/// Background events that are shown; the record holds all.
const BACKGROUND_SHOWN: usize = 10;
/// Characters of a quotation that are shown.
const QUOTE: usize = 230;

/// The page of a report.
pub fn write(report: &Report, reading: &Reading, style: Style) -> String {
    let mut page = Page { out: String::new(), reading, style };
    page.head(report);
    page.who();
    page.what_happened();
    figures::write(&mut page);
    page.who_says_what();
    page.doubts();
    page.out
}

struct Page<'a> {
    out: String,
    reading: &'a Reading<'a>,
    style: Style,
}

impl Page<'_> {
    /// What the report is and where it comes from.
    fn head(&mut self, report: &Report) {
        let doc = &self.reading.doc;
        let is_dateline = |s: &&text::Sentence| doc.slice_of(s.span).ends_with(['-', '–', '—']);
        let first_line = doc.sentences.iter().find(|s| !is_dateline(s)).map(|s| plain(doc.slice_of(s.span), 150));
        let title = report.title.clone().or(first_line).unwrap_or_else(|| report.id.clone());
        self.style.paragraph(&mut self.out, "", &self.style.bold(&title));
        let language = match self.reading.lang {
            text::Lang::En => "English",
            text::Lang::Fr => "French",
        };
        let language = match &self.reading.translation {
            Some(t) => {
                format!("{language}, machine translation from {} ({:.0} %)", name_of(t.from), t.confidence * 100.0)
            }
            None => language.to_string(),
        };
        let published = self.reading.published.map(|d| format!("published {}", day(&d.to_string())));
        let facts =
            [Some(report.id.clone()), report.outlet.clone(), self.reading.agency.clone(), published, Some(language)];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        self.style.paragraph(&mut self.out, "", &self.style.dim(&facts.join(" · ")));
        if self.reading.published.is_none() && self.reading.times.iter().any(|t| t.value.is_none()) {
            let line = "No publication date: relative dates stay unresolved (give --published DATE).";
            self.style.paragraph(&mut self.out, "", &self.style.warn(line));
        }
    }

    /// The parties and persons that do, suffer or say something; then the others in a line.
    fn who(&mut self) {
        let reading = self.reading;
        if reading.actors.is_empty() {
            return;
        }
        self.section("Who");
        let matters = self.actors_that_matter();
        let mut order: Vec<usize> = (0..reading.actors.len()).collect();
        order.sort_by_key(|&n| std::cmp::Reverse(reading.actors[n].mentions.len()));
        let (parties, others): (Vec<usize>, Vec<usize>) =
            order.into_iter().partition(|&n| matters[n] && is_party(reading.actors[n].kind));
        let (persons, others): (Vec<usize>, Vec<usize>) =
            others.into_iter().partition(|&n| matters[n] && reading.actors[n].kind == ActorKind::Person);
        for n in parties {
            let line = self.actor_line(&reading.actors[n]);
            self.style.paragraph(&mut self.out, "  ", &line);
        }
        for (label, list) in [("Persons", persons), ("Also", others)] {
            let names: Vec<String> = list.into_iter().map(|n| self.actor_line(&reading.actors[n])).collect();
            if !names.is_empty() {
                let text = format!("{}  {}", self.style.dim(label), names.join("; "));
                self.style.paragraph(&mut self.out, "  ", &text);
            }
        }
    }

    /// For each actor, whether an event, a figure or a claim speaks of it, or a person of it does.
    fn actors_that_matter(&self) -> Vec<bool> {
        let r = self.reading;
        let mut matters = vec![false; r.actors.len()];
        let arguments = r.events.iter().flat_map(|e| e.arguments.iter().filter_map(|a| a.to));
        let counted = r.figures.iter().filter_map(|f| f.who.as_ref()?.to);
        let sources = r.claims.iter().flat_map(|c| c.source.iter().chain(&c.through)).filter_map(|s| s.to);
        for to in arguments.chain(counted).chain(sources) {
            if let Ref::Actor(n) = to {
                matters[n as usize] = true;
                if let Some(Ref::Actor(body)) = r.actors[n as usize].member_of {
                    matters[body as usize] = true;
                }
            }
        }
        matters
    }

    /// "Syrian Democratic Forces  armed group · also FDS, SDS, MSDS · 14×"
    fn actor_line(&self, actor: &Actor) -> String {
        if actor.kind == ActorKind::Person {
            let of = actor.member_of.and_then(|r| self.actor(r)).map(|body| body.name.clone());
            let role = match (&actor.role, of) {
                (Some(role), Some(of)) => format!(" ({role}, {of})"),
                (Some(role), None) => format!(" ({role})"),
                (None, Some(of)) => format!(" ({of})"),
                (None, None) => String::new(),
            };
            return self.style.bold(&actor.name) + &self.style.dim(&role);
        }
        let times = if actor.mentions.len() > 1 { format!(" · {}×", actor.mentions.len()) } else { String::new() };
        if !is_party(actor.kind) {
            return format!("{}{}", actor.name, self.style.dim(&times.replace(" · ", " ")));
        }
        let kind = actor.kind.name().replace('_', " ");
        let country = actor.country.as_deref().map(|c| format!(" · {c}")).unwrap_or_default();
        let also = self.other_names(actor);
        let also = if also.is_empty() { String::new() } else { format!(" · also {}", also.join(", ")) };
        format!("{}  {}", self.style.bold(&actor.name), self.style.dim(&format!("{kind}{country}{also}{times}")))
    }

    /// Names and acronyms under which the report mentions an actor, beside its display name; doubtful ones with "?".
    fn other_names(&self, actor: &Actor) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        for m in actor.mentions.iter().filter(|m| m.form == claims::Form::Name) {
            let mut name = plain(self.reading.doc.slice_of(m.span), 60);
            let known = |n: &str| n.eq_ignore_ascii_case(&actor.name);
            if m.by == claims::By::Garbled {
                name.push('?');
            }
            if !known(&name) && !seen.contains(&name) {
                seen.push(name);
            }
        }
        seen
    }

    /// Events: the news, then the background.
    fn what_happened(&mut self) {
        let reading = self.reading;
        if reading.events.is_empty() {
            return;
        }
        self.section("What happened");
        let (news, background): (Vec<_>, Vec<_>) = reading.events.iter().enumerate().partition(|(_, e)| e.main);
        news.iter().for_each(|(n, e)| self.event(*n, e));
        if !background.is_empty() && !news.is_empty() {
            let _ = writeln!(self.out, "  {}", self.style.dim("Background"));
        }
        background.iter().take(BACKGROUND_SHOWN).for_each(|(n, e)| self.event(*n, e));
        if background.len() > BACKGROUND_SHOWN {
            let more = format!("and {} more: see --format json", background.len() - BACKGROUND_SHOWN);
            let _ = writeln!(self.out, "  {}", self.style.dim(&more));
        }
    }

    fn event(&mut self, n: usize, e: &Event) {
        let id = Ref::Event(n as u32);
        let party = |roles: &[Role]| {
            let mut names: Vec<String> = Vec::new();
            for a in e.arguments.iter().filter(|a| roles.contains(&a.role)) {
                let name = self.party(a.to, a.span);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            (!names.is_empty()).then(|| names.join(", "))
        };
        let mode = e.mode.map(|m| format!(" ({})", m.replace('-', " "))).unwrap_or_default();
        let kind = format!("{}{mode}", e.kind.name().to_lowercase());
        let actor = party(&[Role::Actor]);
        let target = party(&[Role::Recipient, Role::Victim, Role::Object]);
        let parties = match (actor, target) {
            (Some(a), Some(t)) => format!("{a} → {t}"),
            (Some(a), None) => a,
            (None, Some(t)) => format!("→ {t}"),
            (None, None) => String::new(),
        };
        let when = e.arguments.iter().filter(|a| a.role == Role::Time).find_map(|a| match a.to? {
            Ref::Time(t) => self.reading.times.get(t as usize)?.value.clone(),
            _ => None,
        });
        let place = party(&[Role::Place]);
        let setting: Vec<String> = [when.map(|w| day(&w)), place].into_iter().flatten().collect();
        let reality = if e.reality == Reality::Happened { String::new() } else { format!(" [{}]", e.reality.name()) };
        let told = self.told_by(id);
        let head = format!(
            "{} {} {}{}",
            self.style.dim(&format!("{id:>4}")),
            self.style.bold(&kind),
            parties,
            self.style.warn(&reality)
        );
        self.style.paragraph(&mut self.out, "  ", &head);
        let trigger = self.sentence_around(e.trigger);
        let setting = if setting.is_empty() { String::new() } else { format!("{} · ", setting.join(", ")) };
        let told = if told.is_empty() { String::new() } else { format!(" · {told}") };
        self.style.paragraph(
            &mut self.out,
            "       ",
            &format!("{}{}{}", self.style.dim(&setting), self.style.quote(&trigger), self.style.dim(&told)),
        );
    }

    /// Who says so: the sources of the claims about a record, or nothing where the report says it itself.
    fn told_by(&self, id: Ref) -> String {
        let mut names: Vec<String> = Vec::new();
        for claim in self.reading.claims.iter().filter(|c| c.about.contains(&id)) {
            if let Some(name) = claim.source.as_ref().map(|s| self.source(s)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        if names.is_empty() { String::new() } else { format!("says {}", names.join(", ")) }
    }

    /// What each source says, in order of appearance.
    fn who_says_what(&mut self) {
        let mut by_source: Vec<(String, Vec<&Claim>)> = Vec::new();
        for claim in &self.reading.claims {
            let Some(source) = &claim.source else { continue };
            let key = self.source(source);
            match by_source.iter_mut().find(|(name, _)| *name == key) {
                Some((_, list)) => list.push(claim),
                None => by_source.push((key, vec![claim])),
            }
        }
        if by_source.is_empty() {
            return;
        }
        self.section("Who says what");
        for (name, list) in by_source {
            let about = list[0]
                .source
                .as_ref()
                .and_then(|s| s.to)
                .and_then(|r| self.actor(r))
                .map(|a| self.office(a))
                .unwrap_or_default();
            let header = format!("{}{}", self.style.bold(&name), self.style.dim(&about));
            self.style.paragraph(&mut self.out, "  ", &header);
            for claim in list {
                let content =
                    claim.content.iter().map(|&s| quoted(self.reading.doc.slice_of(s), QUOTE)).collect::<Vec<_>>();
                let line = format!("{} {}", self.style.dim(&stance(claim)), self.style.quote(&content.join(" … ")));
                self.style.paragraph(&mut self.out, "     ", &line);
            }
        }
    }

    fn doubts(&mut self) {
        let reading = self.reading;
        if reading.notes.is_empty() {
            return;
        }
        self.section("Doubts");
        for note in &reading.notes {
            self.style.paragraph(&mut self.out, "  ", &format!("{} {}", self.style.warn("?"), note.message));
        }
    }

    fn section(&mut self, title: &str) {
        let _ = writeln!(self.out, "\n{}", self.style.heading(title));
    }

    fn actor(&self, r: Ref) -> Option<&Actor> {
        match r {
            Ref::Actor(n) => self.reading.actors.get(n as usize),
            _ => None,
        }
    }

    /// The display name behind a reference, or the words.
    fn party(&self, to: Option<Ref>, span: Span) -> String {
        let name = match to {
            Some(Ref::Actor(n)) => self.reading.actors.get(n as usize).map(|a| a.name.clone()),
            Some(Ref::Place(n)) => self.reading.places.get(n as usize).map(|p| p.name.clone()),
            _ => None,
        };
        name.unwrap_or_else(|| plain(self.reading.doc.slice_of(span), 60))
    }

    fn source(&self, source: &Source) -> String {
        match (source.to.and_then(|r| self.actor(r)), source.span) {
            (Some(actor), _) => actor.name.clone(),
            (None, Some(span)) => plain(self.reading.doc.slice_of(span), 60),
            (None, None) => "unnamed".to_string(),
        }
    }

    /// " · spokesman, Syrian Democratic Forces"
    fn office(&self, actor: &Actor) -> String {
        let of = actor.member_of.and_then(|r| self.actor(r)).map(|a| a.name.clone());
        let parts: Vec<String> = [actor.role.clone(), of].into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!(" · {}", parts.join(", ")) }
    }

    /// The words around a trigger, cut to the clause.
    fn sentence_around(&self, trigger: Span) -> String {
        let doc = &self.reading.doc;
        let Some(sentence) = doc.sentences.iter().find(|s| s.span.contains(trigger)) else {
            return quoted(doc.slice_of(trigger), QUOTE);
        };
        words::around(doc.text, sentence.span, trigger, 110)
    }
}

/// Whether a page gives actors of a kind a line of their own.
fn is_party(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Person | ActorKind::Population | ActorKind::Unknown)
}

/// "says", "denies, doubted by the report": act, certainty and distance in words.
fn stance(claim: &Claim) -> String {
    let act = match claim.act {
        Act::Assert => "says",
        Act::Deny => "denies",
        Act::Doubt => "doubts",
        Act::Accuse => "accuses",
        Act::Confirm => "confirms",
        Act::Retract => "retracts",
        Act::ClaimResponsibility if claim.certainty == Certainty::Unknown => "has not claimed responsibility",
        Act::ClaimResponsibility => "claims responsibility",
        Act::DenyResponsibility => "denies responsibility",
        Act::Announce => "announces",
        Act::Threaten => "threatens",
        Act::Order => "calls for",
        Act::NoComment => "does not comment",
        Act::NotVerified => "could not verify",
    };
    let certainty = match claim.certainty {
        Certainty::ProbableYes | Certainty::ProbableNo => ", as probable",
        Certainty::PossibleYes | Certainty::PossibleNo => ", as possible",
        _ => "",
    };
    let distance = match claim.author {
        Author::Distancing => ", the report keeps its distance",
        Author::Endorsing => ", the report takes it as true",
        Author::Neutral => "",
    };
    let medium = claim.medium.as_deref().map(|m| format!(" ({m})")).unwrap_or_default();
    format!("{act}{medium}{certainty}{distance}:")
}

fn name_of(lang: text::Lang) -> &'static str {
    match lang {
        text::Lang::En => "English",
        text::Lang::Fr => "French",
    }
}
