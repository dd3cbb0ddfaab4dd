//! From a published reading to what the chronicle takes of it: references become positions, spans become the words that they
//! hold, names get keys that are the same in every report.

use crate::export::record::{Amount, FigureRecord, PubStatus, Record, SpanRecord, Within};
use claims::{Act, ActorKind, Certainty, EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit};
use jiff::ToSpan;
use jiff::civil::Date;
use record::account::{Account, Claim, Days, Event, Figure, Party, Place, Report};
use record::{ending, operation};
use std::sync::OnceLock;

/// Characters of a quotation that is kept.
const QUOTE: usize = 240;
/// Positions in a title are told from those in a text by this bit.
const IN_TITLE: u32 = 1 << 31;

/// The account of a published reading, as JSON.
///
/// # Errors
/// Where the bytes are no reading of this version, in words.
pub fn of_json(reading: &[u8]) -> Result<Account, String> {
    let record: Record = serde_json::from_slice(reading).map_err(|e| e.to_string())?;
    of(&record)
}

/// The account of a published reading.
///
/// # Errors
/// Where a reference, a span or a word of a closed list is none.
pub fn of(record: &Record) -> Result<Account, String> {
    if record.schema != crate::export::record::SCHEMA {
        return Err(format!("is of shape {:?}, not {:?}", record.schema, crate::export::record::SCHEMA));
    }
    let texts = Texts::of(record);
    let mut account = Account {
        report: report(record)?,
        parties: record.actors.iter().map(|a| party(record, &texts, a)).collect::<Result<_, _>>()?,
        places: record.places.iter().map(|p| place(&texts, p)).collect::<Result<_, _>>()?,
        events: record.events.iter().map(|e| event(record, &texts, e)).collect::<Result<_, _>>()?,
        figures: record.figures.iter().map(|f| figure(record, &texts, f)).collect::<Result<_, _>>()?,
        claims: record.claims.iter().map(|c| claim(record, &texts, c)).collect::<Result<_, _>>()?,
    };
    ending::mark(&mut account, &words().1);
    Ok(account)
}

fn report(record: &Record) -> Result<Report, String> {
    let r = &record.report;
    let some = |text: &Option<std::borrow::Cow<str>>| text.as_ref().map(|t| t.to_string());
    Ok(Report {
        id: r.id.to_string(),
        version: r.version,
        withdrawn: r.status == PubStatus::Canceled,
        replaces: some(&r.replaces),
        published: published(record),
        language: r.language.to_string(),
        outlet: some(&r.outlet),
        agency: some(&r.agency),
        title: some(&r.title),
        url: some(&r.url),
        translated_from: r.translation.as_ref().map(|t| t.from.to_string()),
    })
}

fn published(record: &Record) -> Option<Date> {
    record.report.published.as_deref().and_then(|day| day.parse().ok())
}

fn party(record: &Record, texts: &Texts, a: &crate::export::record::ActorRecord) -> Result<Party, String> {
    let kind = listed(&a.kind, ActorKind::from_name)?;
    let mut spellings: Vec<String> = Vec::new();
    for mention in a.mentions.iter().filter(|m| m.form == "name") {
        let name = texts.words(mention.span)?.to_string();
        if !spellings.contains(&name) {
            spellings.push(name);
        }
    }
    let key = match (&a.ids.key, &a.ids.wikidata) {
        (Some(key), _) => key.to_string(),
        (None, Some(wikidata)) => wikidata.to_string(),
        // A name is the same party's in every report; one person without a name is nobody else's.
        (None, None) if !spellings.is_empty() || kind != ActorKind::Person => format!("name:{}", a.name.to_lowercase()),
        (None, None) => format!("only:{}:{}", record.report.id, a.id),
    };
    Ok(Party {
        key,
        name: a.name.to_string(),
        kind,
        country: a.country.as_ref().map(|c| c.to_string()),
        sectors: a.sectors.to_vec(),
        role: a.role.as_ref().map(|r| r.to_string()),
        member_of: position(a.member_of.as_deref(), 'a', record.actors.len())?,
        spellings,
    })
}

fn place(texts: &Texts, p: &crate::export::record::PlaceRecord) -> Result<Place, String> {
    let mut spellings: Vec<String> = Vec::new();
    for &mention in &p.mentions {
        let name = texts.words(mention)?.to_string();
        if !spellings.contains(&name) {
            spellings.push(name);
        }
    }
    let point = p.lat.zip(p.lon);
    // Readings of other programs may have no key.
    let key = match (&*p.ids.key, point) {
        (key, _) if !key.is_empty() => key.to_string(),
        (_, Some((lat, lon))) => format!("place:{}:{lat:.2},{lon:.2}", p.name.to_lowercase()),
        (_, None) => format!("place:{}:{}", p.name.to_lowercase(), p.country.as_deref().unwrap_or("")),
    };
    Ok(Place {
        key,
        name: p.name.to_string(),
        kind: listed(&p.kind, PlaceKind::from_name)?,
        country: p.country.as_ref().map(|c| c.to_string()),
        admin1: p.admin1.as_ref().map(|a| a.to_string()),
        point,
        within_km: p.within_km.map(f64::from),
        spellings,
    })
}

fn event(record: &Record, texts: &Texts, e: &crate::export::record::EventRecord) -> Result<Event, String> {
    let of_role = |roles: &[&str], letter: char, length: usize| -> Result<Vec<u32>, String> {
        let mut found = Vec::new();
        for argument in e.arguments.iter().filter(|a| roles.contains(&&*a.role)) {
            let reference = argument.to.as_deref().filter(|to| to.starts_with(letter));
            found.extend(position(reference, letter, length)?.filter(|n| !found.contains(n)));
        }
        Ok(found)
    };
    let trigger = texts.words(e.trigger)?;
    let times = of_role(&["time"], 't', record.times.len())?;
    let days = times.iter().find_map(|&t| {
        let time = &record.times[t as usize];
        days(time.from.as_deref(), time.until.as_deref(), published(record))
    });
    let mut figures = Vec::new();
    for id in &e.figures {
        figures.extend(position(Some(id), 'f', record.figures.len())?);
    }
    Ok(Event {
        kind: listed(&e.kind, EventType::from_name)?,
        mode: e.mode.as_ref().map(|m| m.to_string()),
        reality: listed(&e.reality, Reality::from_name)?,
        main: e.main,
        operation: words().0.name_one(trigger),
        quad: e.quad,
        trigger: trigger.to_string(),
        at: at(e.trigger),
        words: texts.around(record, e.trigger)?,
        actors: of_role(&["actor"], 'a', record.actors.len())?,
        recipients: of_role(&["recipient", "victim"], 'a', record.actors.len())?,
        place: of_role(&["place", "destination"], 'p', record.places.len())?.first().copied(),
        days,
        figures,
        confidence: f64::from(e.confidence),
    })
}

/// The words that name battles and sieges, and those that tell of an end.
fn words() -> &'static (operation::Words, ending::Words) {
    static WORDS: OnceLock<(operation::Words, ending::Words)> = OnceLock::new();
    WORDS.get_or_init(|| {
        let words = operation::Words::load(&bundle::file).and_then(|o| Ok((o, ending::Words::load(&bundle::file)?)));
        words.expect("the data that ships is checked by a test")
    })
}

fn figure(record: &Record, texts: &Texts, f: &FigureRecord) -> Result<Figure, String> {
    let number = |amount: &Option<Amount>| {
        amount.as_ref().map(|a| match *a {
            Amount::Whole(n) => n as f64,
            Amount::Fraction(x) => x,
        })
    };
    // "11 died": the number's own words name nobody.
    let named = f.who.as_ref().filter(|w| w.span != f.span);
    let who_words = named.map(|w| texts.words(w.span)).transpose()?;
    let who = f.who.as_ref().and_then(|w| w.to.as_deref()).filter(|to| to.starts_with('a'));
    Ok(Figure {
        measure: listed(&f.measure, Measure::from_name)?,
        min: number(&f.min),
        max: number(&f.max),
        best: number(&f.best),
        unit: listed(&f.unit, Unit::from_name)?,
        exactness: listed(&f.exactness, Exactness::from_name)?,
        who: position(who, 'a', record.actors.len())?,
        who_words: who_words.map(str::to_lowercase),
        status: f.who.as_ref().map_or(Ok(Status::Unknown), |w| listed(&w.status, Status::from_name))?,
        since: f.since.as_deref().and_then(span_of).map(|d| d.first),
        until: f.until.as_deref().and_then(span_of).map(|d| d.last),
        place: position(f.place.as_deref(), 'p', record.places.len())?,
        cumulative: f.cumulative,
        part_of: position(f.part_of.as_deref(), 'f', record.figures.len())?,
        at: at(f.span),
        words: texts.around(record, f.span)?,
        confidence: f64::from(f.confidence),
    })
}

fn claim(record: &Record, texts: &Texts, c: &crate::export::record::ClaimRecord) -> Result<Claim, String> {
    let actor =
        |to: &Option<String>| position(to.as_deref().filter(|to| to.starts_with('a')), 'a', record.actors.len());
    let about = |letter: char, length: usize| -> Result<Vec<u32>, String> {
        let ids = c.about.iter().filter(|id| id.starts_with(letter));
        ids.filter_map(|id| position(Some(id), letter, length).transpose()).collect()
    };
    let mut through = Vec::new();
    for source in &c.through {
        through.extend(actor(&source.to)?);
    }
    let content: Vec<&str> = c.content.iter().map(|&span| texts.words(span)).collect::<Result<_, _>>()?;
    Ok(Claim {
        source: c.source.as_ref().map(|s| actor(&s.to)).transpose()?.flatten(),
        named: c.source.as_ref().is_some_and(|s| s.named),
        own_voice: c.source.is_none(),
        through,
        act: listed(&c.act, Act::from_name)?,
        certainty: listed(&c.certainty, Certainty::from_name)?,
        events: about('e', record.events.len())?,
        figures: about('f', record.figures.len())?,
        words: clipped(&content.join(" … ")),
        at: c.content.first().or(c.cue.first()).map_or(0, |&span| at(span)),
    })
}

/// The position that an id like `a3` names.
fn position(id: Option<&str>, letter: char, length: usize) -> Result<Option<u32>, String> {
    let Some(id) = id else { return Ok(None) };
    let number = id.strip_prefix(letter).and_then(|n| n.parse::<u32>().ok()).filter(|&n| n > 0 && n as usize <= length);
    number.map(|n| Some(n - 1)).ok_or_else(|| format!("{id:?} names no record"))
}

/// A word of a closed list.
fn listed<T>(word: &str, of: fn(&str) -> Option<T>) -> Result<T, String> {
    of(word).ok_or_else(|| format!("{word:?} is no word of its list"))
}

fn at(span: SpanRecord) -> u32 {
    span.start | if span.within.is_some() { IN_TITLE } else { 0 }
}

/// The days of an interval: an open end reaches to the day of publication, an open start is unknown.
fn days(from: Option<&str>, until: Option<&str>, published: Option<Date>) -> Option<Days> {
    let first = span_of(from?)?.first;
    let last = match until {
        Some(until) => span_of(until)?.last,
        None => published.unwrap_or(first),
    };
    Some(Days { first, last: last.max(first) })
}

/// The days of an ISO date in whatever precision: `2018`, `2018-09`, `2018-09-02`, `2018-09-02T10`.
fn span_of(value: &str) -> Option<Days> {
    let mut parts = value.split('T').next()?.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month = parts.next().map(|m| m.parse::<i8>().ok());
    let day = parts.next().map(|d| d.parse::<i8>().ok());
    let valid = |y, m, d| Date::new(y, m, d).ok();
    match (month, day) {
        (None, _) => Some(Days { first: valid(year, 1, 1)?, last: valid(year, 12, 31)? }),
        (Some(month), None) => {
            let first = valid(year, month?, 1)?;
            Some(Days { first, last: first.checked_add(1.month()).ok()?.yesterday().ok()? })
        }
        (Some(month), Some(day)) => {
            let day = valid(year, month?, day?)?;
            Some(Days { first: day, last: day })
        }
    }
}

/// The title and the text, with the byte that each code point starts at.
struct Texts<'a> {
    title: Indexed<'a>,
    text: Indexed<'a>,
}

struct Indexed<'a> {
    text: &'a str,
    /// Start of each code point and the end; `None` where all are single bytes.
    starts: Option<Vec<u32>>,
}

impl<'a> Indexed<'a> {
    fn new(text: &'a str) -> Indexed<'a> {
        let starts = || text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        Indexed { text, starts: (!text.is_ascii()).then(starts) }
    }

    fn byte(&self, point: u32) -> Option<usize> {
        match &self.starts {
            Some(starts) => starts.get(point as usize).map(|&at| at as usize),
            None => Some(point as usize).filter(|&at| at <= self.text.len()),
        }
    }
}

impl<'a> Texts<'a> {
    fn of(record: &'a Record) -> Texts<'a> {
        let title = record.report.title.as_deref().unwrap_or("");
        Texts { title: Indexed::new(title), text: Indexed::new(&record.report.text) }
    }

    /// The words of a span.
    fn words(&self, span: SpanRecord) -> Result<&'a str, String> {
        let text = match span.within {
            Some(Within::Title) => &self.title,
            None => &self.text,
        };
        let range = text.byte(span.start).zip(text.byte(span.end)).filter(|(start, end)| start <= end);
        range
            .map(|(start, end)| &text.text[start..end])
            .ok_or_else(|| format!("{}..{} lies outside the text", span.start, span.end))
    }

    /// The sentence around a span; where it is long, the part of it from shortly before the span on.
    fn around(&self, record: &Record, span: SpanRecord) -> Result<String, String> {
        let holds =
            |s: &SpanRecord| s.within.is_some() == span.within.is_some() && s.start <= span.start && span.end <= s.end;
        let sentence = record.sentences.iter().map(|s| s.span).find(holds).unwrap_or(span);
        let from = if sentence.end - sentence.start <= QUOTE as u32 {
            sentence.start
        } else {
            sentence.start.max(span.start.saturating_sub(QUOTE as u32 / 3))
        };
        Ok(clipped(self.words(SpanRecord { start: from, ..sentence })?))
    }
}

/// A text on one line, cut at a word after [`QUOTE`] characters.
fn clipped(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() > QUOTE {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_every_precision() {
        let check = |value: &str, first: Date, last: Date| assert_eq!(span_of(value), Some(Days { first, last }));
        check("2018", date(2018, 1, 1), date(2018, 12, 31));
        check("2020-02", date(2020, 2, 1), date(2020, 2, 29));
        check("2018-09-02T10", date(2018, 9, 2), date(2018, 9, 2));
        assert_eq!(span_of("XXXX"), None);
        assert_eq!(span_of("2018-13"), None);
        let published = Some(date(2019, 3, 22));
        let open = days(Some("2018-09"), None, published);
        assert_eq!(open, Some(Days { first: date(2018, 9, 1), last: date(2019, 3, 22) }));
        assert_eq!(days(None, Some("2018"), published), None);
    }

    #[test]
    fn what_names_nothing_is_an_error() {
        assert_eq!(position(Some("a2"), 'a', 2), Ok(Some(1)));
        assert_eq!(position(None, 'a', 2), Ok(None));
        for bad in ["a0", "a3", "b1", "a", "a-1"] {
            assert!(position(Some(bad), 'a', 2).is_err(), "{bad}");
        }
        assert!(of_json(b"{}").is_err());
        assert!(of_json(b"[1, 2").is_err());
    }
}
