//! Where and when what a figure counts came about. A report says so once and counts many times, so every place and time
//! within reach is weighed by its signs: whether the word that counts governs it, whether it stands in the sentence, how
//! far back it is, whether it belongs to who speaks.

use super::lexicon;
use super::weights::{COUNT, Marks, Sign};
use super::{Draft, Scene};
use crate::edtf::Interval;
use crate::reading::{Event, EventType, Measure, PlaceKind, Ref, Role, Time, TimeType};
use std::ops::Range;
use text::{Rel, Sub, Upos};

/// A place or a time where the text names it.
struct Mention {
    words: Range<usize>,
    head: usize,
    /// Its position in the list of places or times.
    to: usize,
    /// Signs that are the same for all figures.
    always: Marks,
    /// The days of a duration that ends with the report: "in two weeks of shelling".
    back: Option<Interval>,
}

/// The places and times of a report, for its figures.
pub(super) struct Setting<'a, 'b, 't> {
    scene: &'b Scene<'a, 't>,
    places: Vec<Mention>,
    times: Vec<Mention>,
    /// The last mention that a figure's own words gave.
    last_place: Option<usize>,
    last_time: Option<usize>,
    /// What the figure before took, and its sentence.
    shared_place: Option<(usize, u32)>,
    shared_time: Option<(usize, u32)>,
}

impl<'a, 'b, 't> Setting<'a, 'b, 't> {
    pub(super) fn new(scene: &'b Scene<'a, 't>, events: &[Event]) -> Setting<'a, 'b, 't> {
        let places = mentions(scene, events, |w| match scene.mentions.place(w) {
            Some((Ref::Place(p), span)) => Some((p as usize, span)),
            _ => None,
        });
        let times = mentions(scene, events, |w| match scene.mentions.time(w) {
            Some((Ref::Time(t), span)) => {
                let time = scene.times.get(t as usize)?;
                let known = time.interval.as_ref().is_some_and(|i| i.first.is_some() || i.last.is_some());
                let dated = known && matches!(time.kind, TimeType::Date | TimeType::Time);
                (dated || runs_back(scene, w, time).is_some()).then_some((t as usize, span))
            }
            _ => None,
        });
        let mut setting =
            Setting { scene, places, times, last_place: None, last_time: None, shared_place: None, shared_time: None };
        setting.times.iter_mut().for_each(|m| m.back = runs_back(scene, m.words.start, &scene.times[m.to]));
        setting.weigh_places();
        setting.weigh_times();
        setting
    }

    /// The signs of each place that hold for all figures.
    fn weigh_places(&mut self) {
        let scene = self.scene;
        let mut named = vec![0u32; scene.places.len()];
        self.places.iter().for_each(|m| named[m.to] += 1);
        let mut first = true;
        let mut before: Option<Range<usize>> = None;
        for m in &mut self.places {
            let mut marks = m.always;
            let kind = scene.places[m.to].kind;
            let local = matches!(kind, PlaceKind::Populated | PlaceKind::Camp | PlaceKind::Facility | PlaceKind::Area);
            let opener = opener(scene, m.words.start);
            // "Nigeria's Zamfara state": the whole, then the place.
            let owns = |w: usize| {
                matches!(scene.doc.words.get(w), Some(s) if s.upos == Upos::Part)
                    && scene.mentions.place(w + 1).is_some()
            };
            let container = owns(m.words.end)
                || before.as_ref().is_some_and(|b| {
                    b.end + 1 == m.words.start
                        && matches!(scene.doc.form(b.end), "," | "(")
                        && scene.same_sentence(b.start, m.head)
                });
            let dateline = in_dateline(scene, m.head);
            marks.add(Sign::Local, local);
            marks.add(Sign::Wide, matches!(kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Water));
            marks.add(Sign::Twice, named[m.to] == 2);
            marks.add(Sign::Often, named[m.to] > 2);
            marks.add(Sign::Located, opener.is_some_and(|w| scene.entry(w).is(lexicon::AT)));
            marks.add(Sign::Origin, opener.is_some_and(|w| scene.entry(w).is(lexicon::FROM)));
            marks.add(Sign::Container, container);
            marks.add(Sign::InName, in_name(scene, &m.words));
            marks.add(Sign::PartOf, is_part(scene, m));
            marks.add(Sign::Beside, opener.is_some_and(|w| is_beside(scene, w)));
            marks.add(Sign::Dateline, dateline);
            marks.add(Sign::First, first && local && !dateline);
            first &= !local || dateline;
            m.always = marks;
            before = Some(m.words.clone());
        }
    }

    /// The signs of each time that hold for all figures.
    fn weigh_times(&mut self) {
        let scene = self.scene;
        let mut first = true;
        for m in &mut self.times {
            let mut marks = m.always;
            let Some(interval) = m.back.as_ref().or(scene.times[m.to].interval.as_ref()) else { continue };
            let dateline = in_dateline(scene, m.head);
            let opener = opener(scene, m.words.start);
            let speech = m.always.has(Sign::Speech);
            let days = length(interval);
            let future = interval.first.zip(scene.published).is_some_and(|(first, today)| first > today);
            marks.add(Sign::Day, days.is_some_and(|d| d <= 2));
            marks.add(Sign::Month, days.is_some_and(|d| d > 2 && d <= 31));
            marks.add(Sign::Long, days.is_none_or(|d| d > 31));
            marks.add(Sign::Future, future);
            marks.add(
                Sign::Since,
                opener.is_some_and(|w| scene.entry(w).is(lexicon::SINCE)) || opens_since(scene, m.head),
            );
            marks.add(Sign::Dateline, dateline);
            marks.add(Sign::First, first && !dateline && !speech);
            first &= dateline || speech;
            m.always = marks;
        }
    }

    /// The place of a figure.
    pub(super) fn place(&mut self, draft: &Draft, event: Option<&Event>) -> Option<Ref> {
        if draft.measure == Measure::Territory
            && let Some((place, _)) = self.scene.mentions.place(draft.counted.head)
        {
            return Some(place);
        }
        let found = self.places_of(draft, event);
        let (at, marks, _) = best(&found, &self.scene.words.weights.place)?;
        let (at, marks) = as_before(&found, at, marks);
        if own(marks) {
            self.last_place = Some(at);
        }
        self.shared_place = Some((at, self.scene.doc.words[draft.cue].sentence));
        Some(Ref::Place(self.places[at].to as u32))
    }

    /// The places within reach of a figure, and their signs.
    fn places_of(&self, draft: &Draft, event: Option<&Event>) -> Vec<(usize, Marks)> {
        let runs = self.runs(draft);
        let mut found =
            self.within_reach(&self.places, [self.last_place, self.shared(self.shared_place, draft)], draft, event);
        if self.of_war(draft) && found.iter().any(|(_, marks)| !marks.has(Sign::Local)) {
            found.retain(|(_, marks)| marks.has(Sign::Here) || !marks.has(Sign::Local));
        }
        if found.iter().any(|&(at, _)| !is_home(self.scene, &self.places[at])) {
            found.retain(|&(at, _)| !is_home(self.scene, &self.places[at]));
        }
        let own = found.iter().any(|(_, marks)| marks.has(Sign::Own));
        for (_, marks) in &mut found {
            marks.add(Sign::TotalLocal, runs && marks.has(Sign::Local) && !marks.has(Sign::Here));
            if own {
                marks.drop(Sign::Shared);
            }
        }
        found
    }

    /// The days that a figure covers, and whether its own words give a time that runs up: since a day, or over a month.
    pub(super) fn period(&mut self, draft: &Draft, event: Option<&Event>) -> (Option<Interval>, bool) {
        let weights = &self.scene.words.weights.time;
        let limit = today(draft).weight(weights);
        let state = is_state(draft);
        let found = self.times_of(draft, event);
        // "370 deaths since March": nothing else is the period of such a count.
        let since = found.iter().find(|(_, m)| m.has(Sign::Since) && m.has(Sign::Adjoined)).copied();
        let since = since.map(|(at, marks)| (at, marks, f32::INFINITY));
        let (at, marks) = match since.or_else(|| best(&found, weights)) {
            Some((at, marks, weight)) if weight >= limit => as_before(&found, at, marks),
            // Who is held or missing is so on the day of the report; what else came about has a day that is not told.
            _ if state => return (self.scene.published.map(Interval::day), false),
            _ => return (None, false),
        };
        if own(marks) {
            self.last_time = Some(at);
        }
        self.shared_time = Some((at, self.scene.doc.words[draft.cue].sentence));
        let interval = self.covered(at, marks);
        if marks.has(Sign::Since) {
            return (interval, marks.has(Sign::Here));
        }
        let long = own(marks)
            && interval.as_ref().and_then(length).is_some_and(|days| days >= MONTH)
            && !self.of_one_deed(draft);
        (interval, long)
    }

    /// "An attack that had killed 71 soldiers": what one deed did is no running total, however vague its date.
    fn of_one_deed(&self, draft: &Draft) -> bool {
        let doc = self.scene.doc;
        let above = Some(draft.cue).into_iter().chain(doc.head(draft.cue));
        let told = above.flat_map(|v| {
            let noun = doc.head(v).filter(|_| doc.words[v].sub == Sub::Relcl);
            noun.or_else(|| doc.child(v, Rel::Nsubj))
        });
        let mut nouns =
            told.filter(|&n| doc.words[n].upos == Upos::Noun && doc.words[n].feats.number == Some(text::Number::Sing));
        nouns.any(|n| {
            doc.children(n).any(|c| doc.words[c].rel == Rel::Det && !self.scene.entry(c).is(lexicon::DEFINITE))
        })
    }

    /// The times within reach of a figure, and their signs.
    fn times_of(&self, draft: &Draft, event: Option<&Event>) -> Vec<(usize, Marks)> {
        let mut found =
            self.within_reach(&self.times, [self.last_time, self.shared(self.shared_time, draft)], draft, event);
        // "freed the soldiers whom they had held since April"
        if draft.measure == Measure::Released {
            found.retain(|(_, marks)| !(marks.has(Sign::Aside) && marks.has(Sign::Since)));
        }
        found
    }

    /// What the figure before took, if that stands in the same sentence.
    fn shared(&self, last: Option<(usize, u32)>, draft: &Draft) -> Option<usize> {
        last.filter(|&(_, sentence)| sentence == self.scene.doc.words[draft.cue].sentence).map(|(at, _)| at)
    }

    /// Whether a figure is a running total: by its words, or since a day that its sentence names.
    fn runs(&self, draft: &Draft) -> bool {
        let here = self.scene.sentence(draft.cue);
        let first = self.times.partition_point(|m| m.head < here.start);
        let since = self.times[first..].iter().take_while(|m| m.head < here.end).any(|m| m.always.has(Sign::Since));
        since || super::whole::running(self.scene, draft)
    }

    /// Whether a figure is the toll of a war: counted since a day years back.
    fn of_war(&self, draft: &Draft) -> bool {
        /// Days.
        const YEAR: i32 = 365;
        let here = self.scene.sentence(draft.cue);
        let first = self.times.partition_point(|m| m.head < here.start);
        self.times[first..].iter().take_while(|m| m.head < here.end).any(|m| {
            let from = self.scene.times[m.to].interval.as_ref().and_then(|i| i.first);
            let years = from.zip(self.scene.published).is_some_and(|(from, today)| (today - from).get_days() > YEAR);
            m.always.has(Sign::Since) && years
        })
    }

    /// The days that a time tells.
    fn covered(&self, at: usize, marks: Marks) -> Option<Interval> {
        if let Some(range) = self.range(at) {
            return Some(range);
        }
        let time = &self.times[at];
        let interval = time.back.clone().or_else(|| self.scene.times[time.to].interval.clone());
        if marks.has(Sign::Since) { interval.map(|i| self.until_now(i)) } else { interval }
    }

    /// The days from one time to the next, where a range joins them: "between August 2021 and May 2023".
    fn range(&self, at: usize) -> Option<Interval> {
        let scene = self.scene;
        let joins = |from: &Mention, to: &Mention| {
            let opens = opener(scene, from.words.start).is_some_and(|w| scene.entry(w).is(lexicon::BETWEEN));
            let between = from.words.end..to.words.start;
            opens && between.len() == 1 && scene.entry(between.start).is(lexicon::TILL)
        };
        let pair = |first: usize| {
            let (from, to) = (self.times.get(first)?, self.times.get(first + 1)?);
            joins(from, to).then_some((from.to, to.to))
        };
        let (from, to) = pair(at).or_else(|| pair(at.checked_sub(1)?))?;
        let interval = |time: usize| scene.times[time].interval.clone();
        let (from, to) = (interval(from)?, interval(to)?);
        let (since, until) = (from.since?, to.until?);
        Some(Interval {
            edtf: format!("{since}/{until}"),
            since: Some(since),
            until: Some(until),
            first: from.first,
            last: to.last,
        })
    }

    /// What could be the place and the period of a figure, and what speaks for it.
    pub(super) fn evidence(&self, draft: &Draft, event: Option<&Event>) -> Evidence {
        let span = |m: &Mention| self.scene.doc.span_of(m.words.clone());
        let places =
            self.places_of(draft, event).into_iter().map(|(at, marks)| (span(&self.places[at]), marks.names()));
        let edtf = |at, marks| self.covered(at, marks).map(|i| i.edtf);
        let times = self.times_of(draft, event).into_iter().map(|(at, marks)| (edtf(at, marks), marks.names()));
        let now = self.scene.published.filter(|_| is_state(draft)).map(|day| Interval::day(day).edtf);
        Evidence {
            span: self.scene.doc.span_of(draft.span.clone()),
            measure: draft.measure,
            places: places.collect(),
            times: times.chain([(now, today(draft).names())]).collect(),
        }
    }

    /// "Since May" runs to the day of the report.
    fn until_now(&self, mut open: Interval) -> Interval {
        if open.since.is_none() {
            open.since = open.first.map(|d| d.to_string());
        }
        open.last = self.scene.published.filter(|&day| open.first.is_some_and(|first| first <= day));
        open.until = open.last.map(|day| day.to_string());
        if let Some(since) = &open.since {
            open.edtf = format!("{since}/{}", open.until.as_deref().unwrap_or(".."));
        }
        open
    }

    /// The mentions within reach of a figure, and their signs.
    fn within_reach(
        &self,
        list: &[Mention],
        [carried, shared]: [Option<usize>; 2],
        draft: &Draft,
        event: Option<&Event>,
    ) -> Vec<(usize, Marks)> {
        /// How many mentions back, at the start and ahead are weighed.
        const BACK: usize = 14;
        const OPENING: usize = 6;
        const AHEAD: usize = 4;
        let here = self.scene.sentence(draft.cue);
        let first = list.partition_point(|m| m.head < here.start);
        let last = list.partition_point(|m| m.head < here.end);
        let path = path(self.scene, draft.cue);
        let low = first.saturating_sub(BACK);
        // What another sentence counts since a day is not what this one tells, unless it goes on with that count.
        let goes_on = draft.part_of.is_some() || !is_incident(draft);
        // Nor is a later sentence's year, or what it counts since then.
        let counts = |at: &usize| {
            let m = &list[*at];
            let (since, later) = (m.always.has(Sign::Since), m.head >= here.end);
            here.contains(&m.head) || (goes_on || !since) && !(later && (since || !goes_on && m.always.has(Sign::Long)))
        };
        let reach = (0..OPENING.min(low)).chain(low..(last + AHEAD).min(list.len())).filter(counts);
        let signs = |at: usize| {
            let mut marks = self.relative(&list[at], draft, event, &path, &here);
            marks.add(Sign::Carried, carried == Some(at));
            marks.add(Sign::Shared, shared == Some(at));
            (at, marks)
        };
        reach.chain(carried.filter(|&c| c >= OPENING && c < low)).map(signs).collect()
    }

    /// The signs of a mention beside a figure.
    fn relative(
        &self,
        m: &Mention,
        draft: &Draft,
        event: Option<&Event>,
        path: &[usize],
        here: &Range<usize>,
    ) -> Marks {
        let scene = self.scene;
        let mut marks = m.always;
        let argument = |e: &Event| {
            e.arguments
                .iter()
                .any(|a| matches!(a.role, Role::Place | Role::Time) && scene.doc.words_in(a.span).contains(&m.head))
        };
        marks.add(Sign::OfEvent, event.is_some_and(argument));
        if !here.contains(&m.head) {
            let sentence = |w: usize| scene.doc.words[w].sentence;
            let (a, b) = (sentence(m.head), sentence(draft.cue));
            marks.add(Sign::Before, a + 1 == b);
            marks.add(Sign::Back, a + 1 < b && a + 3 >= b);
            marks.add(Sign::FarBack, a + 3 < b);
            marks.add(Sign::After, a == b + 1);
            marks.add(Sign::FarAfter, a > b + 1);
            if a > b {
                // What a later sentence counts since then is another number.
                marks.drop(Sign::Since);
            }
            return marks;
        }
        let far = m.head.abs_diff(draft.span.start);
        let between = m.head.min(draft.span.start)..m.head.max(draft.span.start);
        marks.add(Sign::Here, true);
        marks.add(Sign::Behind, m.head > draft.span.start);
        let counted = draft.counted.head.max(draft.span.end.saturating_sub(1));
        marks.add(Sign::Adjoined, opener(scene, m.words.start).unwrap_or(m.words.start) == counted + 1);
        marks.add(Sign::Near, far <= 6);
        marks.add(Sign::Far, far > 15);
        marks.add(Sign::Parted, between.clone().any(|w| matches!(scene.doc.form(w), ";" | ":")));
        let (step, subject, aside) = under(scene, m.head, path);
        marks.add(Sign::Aside, aside);
        marks.add(Sign::InSubject, subject && !aside);
        marks.add(Sign::Own, step == Some(0) && !subject);
        marks.add(Sign::Above, step == Some(1) && !subject);
        marks.add(Sign::FarAbove, step.is_some_and(|s| s > 1) && !subject);
        marks
    }
}

/// What could be the place and the period of a figure, with the names of what speaks for each: places by where they are
/// named, periods in EDTF; the last period is what is taken where no time tells it.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Evidence {
    pub span: text::Span,
    pub measure: Measure,
    pub places: Vec<(text::Span, Vec<&'static str>)>,
    pub times: Vec<(Option<String>, Vec<&'static str>)>,
}

/// The mention that the most speaks for: its position, its signs and their weight.
fn best(list: &[(usize, Marks)], weights: &[f32; COUNT]) -> Option<(usize, Marks, f32)> {
    let weighed = list.iter().map(|&(at, marks)| (at, marks, marks.weight(weights)));
    weighed.max_by(|a, b| a.2.total_cmp(&b.2))
}

/// What is counted beside another figure came about with it, where only another sentence says otherwise.
fn as_before(list: &[(usize, Marks)], at: usize, marks: Marks) -> (usize, Marks) {
    let before = list.iter().find(|(_, m)| m.has(Sign::Shared) && m.has(Sign::Here));
    before.filter(|_| !marks.has(Sign::Here)).copied().unwrap_or((at, marks))
}

/// Whether a figure's own words give a mention.
fn own(marks: Marks) -> bool {
    [Sign::Own, Sign::Above, Sign::OfEvent, Sign::InSubject].into_iter().any(|s| marks.has(s))
}

/// Whether a figure counts people, or land, in a state that lasts.
fn is_state(draft: &Draft) -> bool {
    matches!(draft.measure, Measure::Present | Measure::Detained | Measure::Missing | Measure::Territory)
}

/// Whether a figure counts what came about at once.
fn is_incident(draft: &Draft) -> bool {
    use Measure::*;
    matches!(draft.measure, Wounded | Released | Detained | Abducted | Surrendered | Damage)
}

/// The signs of the day of the report, which no word names.
fn today(draft: &Draft) -> Marks {
    let mut today = Marks::default();
    today.add(Sign::Today, true);
    today.add(Sign::TodayState, is_state(draft));
    today
}

/// All mentions in the order of the text.
fn mentions(scene: &Scene, events: &[Event], at: impl Fn(usize) -> Option<(usize, text::Span)>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut told = vec![0u8; scene.doc.words.len()];
    for e in events {
        let news = e.main && e.kind == EventType::Assault;
        let places = e.arguments.iter().filter(|a| matches!(a.role, Role::Place | Role::Time));
        for w in places.flat_map(|a| scene.doc.words_in(a.span)) {
            told[w] |= if news { 2 } else { 1 };
        }
    }
    let mut w = 0;
    while w < scene.doc.words.len() {
        let Some((to, span)) = at(w) else {
            w += 1;
            continue;
        };
        let words = scene.doc.words_in(span);
        let words = w..words.end.max(w + 1);
        let head = scene.doc.head_of(words.clone());
        let mut marks = Marks::default();
        marks.add(Sign::OfNews, told[head] & 2 != 0);
        marks.add(Sign::OfOther, told[head] == 1);
        marks.add(Sign::Speech, of_speech(scene, head));
        w = words.end;
        out.push(Mention { words, head, to, always: marks, back: None });
    }
    out
}

/// The days of a duration up to the day of the report, where a preposition makes it a period: "in two weeks".
fn runs_back(scene: &Scene, start: usize, time: &Time) -> Option<Interval> {
    let value = time.value.as_deref().filter(|_| time.kind == TimeType::Duration && time.interval.is_none())?;
    let opens = opener(scene, start).is_some_and(|w| scene.entry(w).is(lexicon::OVER));
    let (number, unit) = value.strip_prefix('P').filter(|_| opens)?.split_at_checked(value.len() - 2)?;
    let number: i32 = number.parse().ok().filter(|n| (1..=99).contains(n))?;
    let span = match unit {
        "D" => jiff::Span::new().days(number),
        "W" => jiff::Span::new().weeks(number),
        "M" => jiff::Span::new().months(number),
        "Y" => jiff::Span::new().years(number),
        _ => return None,
    };
    let last = scene.published?;
    let first = last.checked_sub(span).ok()?;
    Some(Interval {
        edtf: format!("{first}/{last}"),
        since: Some(first.to_string()),
        until: Some(last.to_string()),
        first: Some(first),
        last: Some(last),
    })
}

/// The shortest month.
const MONTH: i32 = 28;

/// How many days an interval covers; `None` where an end is open.
fn length(interval: &Interval) -> Option<i32> {
    Some((interval.last? - interval.first?).get_days() + 1)
}

/// The preposition before a phrase, past its determiner.
fn opener(scene: &Scene, start: usize) -> Option<usize> {
    let before = |w: usize| w.checked_sub(1).filter(|&b| scene.same_sentence(b, start));
    let mut w = before(start)?;
    for _ in 0..2 {
        if matches!(scene.doc.words[w].upos, Upos::Det | Upos::Adj) {
            w = before(w)?;
        }
    }
    Some(w)
}

/// Whether a time is that of a clause which a count starts from: "since the war began in 2009", "the war, which broke out in
/// 2009, has killed".
fn opens_since(scene: &Scene, time: usize) -> bool {
    let doc = scene.doc;
    let Some(clause) = doc.head(time) else { return false };
    let since = |c: usize| matches!(doc.words[c].rel, Rel::Mark | Rel::Case) && scene.entry(c).is(lexicon::SINCE);
    // "since the start of the revolt in 2017".
    let mut above = std::iter::successors(Some(clause), |&w| doc.head(w)).take(3);
    let noun = |w: &usize| matches!(doc.words[*w].upos, Upos::Noun | Upos::Propn);
    if above.by_ref().take_while(noun).any(|w| doc.children(w).any(since)) {
        return true;
    }
    let described = matches!(doc.words[clause].rel, Rel::Acl | Rel::Amod)
        && doc.head(clause).is_some_and(|h| scene.entry(h).is(lexicon::LONG));
    doc.children(clause).any(since) || scene.entry(clause).is(lexicon::BEGIN) && described
}

/// Whether a dateline holds the word: a first sentence without a verb that ends in a dash, or what stands before one.
fn in_dateline(scene: &Scene, word: usize) -> bool {
    /// Datelines open a text, and their dash stands near.
    const LINES: u32 = 3;
    const REACH: usize = 14;
    let sentence = scene.sentence(word);
    if scene.doc.words[word].sentence > LINES {
        return false;
    }
    let dash =
        sentence.clone().take(REACH).find(|&w| matches!(scene.doc.form(w), "-" | "–" | "—" | "--") && glued(scene, w));
    dash.is_some_and(|d| {
        d > word && !(sentence.start..d).any(|w| matches!(scene.doc.words[w].upos, Upos::Verb | Upos::Aux))
    })
}

/// Whether blanks stand around a dash, or it ends its sentence: no hyphen.
fn glued(scene: &Scene, dash: usize) -> bool {
    let words = &scene.doc.words;
    dash > 0 && words[dash - 1].span.end < words[dash].span.start
}

/// "northern Nigeria", "the west of Niger": whether only a part of a place is meant.
fn is_part(scene: &Scene, m: &Mention) -> bool {
    let doc = scene.doc;
    let compass = |w: usize| scene.entry(w).is(lexicon::COMPASS);
    let inside = m.words.clone().any(compass) || doc.children(m.head).any(|c| c < m.head && compass(c));
    inside || doc.head(m.head).is_some_and(|h| h < m.head && compass(h))
}

/// Whether a preposition tells a place by another one: "near", "12 km from", "north of".
fn is_beside(scene: &Scene, opener: usize) -> bool {
    /// A distance and a direction may stand before it: "12 km to the north of".
    const FAR: usize = 4;
    let near = scene.entry(opener).is(lexicon::NEAR);
    let low = opener.saturating_sub(FAR);
    let told = |w: usize| scene.same_sentence(w, opener) && scene.entry(w).is(lexicon::NEAR | lexicon::COMPASS);
    near || scene.entry(opener).is(lexicon::OF | lexicon::FROM) && (low..opener).any(told)
}

/// Whether a place tells where somebody is from: "Ana Sol, 24, of Pittsburgh", « Ana Sol, de Lyon ».
fn is_home(scene: &Scene, m: &Mention) -> bool {
    let doc = scene.doc;
    let of = opener(scene, m.words.start).is_some_and(|w| scene.entry(w).is(lexicon::OF | lexicon::FROM));
    let named = |w: usize| doc.words[w].upos == Upos::Propn && scene.mentions.place(w).is_none();
    let above = std::iter::successors(doc.head(m.head), |&w| doc.head(w)).take(2);
    of && above.into_iter().any(|h| named(h) && scene.mentions.actor(h).is_some())
}

/// Whether a longer name of a party holds the words.
fn in_name(scene: &Scene, words: &Range<usize>) -> bool {
    let span = scene.doc.span_of(words.clone());
    matches!(scene.mentions.actor(words.start), Some((Ref::Actor(_), name)) if name.contains(span) && name.len() > span.len())
}

/// Whether a word belongs to what tells who speaks, or when: "the army in Gao said on Friday", "according to the hospital
/// in Gao".
fn of_speech(scene: &Scene, word: usize) -> bool {
    const HIGH: usize = 8;
    let doc = scene.doc;
    let mut at = word;
    for _ in 0..HIGH {
        if doc.children(at).any(|c| doc.words[c].rel == Rel::Case && scene.entry(c).is(lexicon::SAY)) {
            return true;
        }
        let Some(h) = doc.head(at) else { return false };
        // What describes who speaks belongs to him: "according to the monitor, which has sources in Syria".
        if clause(scene, at) && doc.words[at].rel != Rel::Acl {
            return false;
        }
        at = h;
        // "The toll rose on Tuesday to forty": the day of the count, not of the deaths.
        let told = scene.entry(at).is(lexicon::SAY) && matches!(doc.words[at].upos, Upos::Verb | Upos::Aux);
        if told || scene.entry(at).is(lexicon::TOLL_VERB) && doc.words[at].upos == Upos::Verb {
            return true;
        }
    }
    false
}

/// Whether a word heads a clause of its own; a relative clause that describes a subject belongs to that.
fn clause(scene: &Scene, word: usize) -> bool {
    let doc = scene.doc;
    let w = &doc.words[word];
    let of_subject = || w.sub == Sub::Relcl && doc.head(word).is_some_and(|h| doc.words[h].rel == Rel::Nsubj);
    let own = match w.rel {
        Rel::Ccomp | Rel::Advcl | Rel::Parataxis | Rel::Csubj => true,
        Rel::Acl => !of_subject(),
        _ => false,
    };
    own && (w.upos == Upos::Verb || w.feats.verb_form.is_some())
}

/// The word that counts and those above it, up to the verb of saying that governs its clause.
fn path(scene: &Scene, cue: usize) -> Vec<usize> {
    const HIGH: usize = 6;
    let mut out = vec![cue];
    let mut at = cue;
    while let Some(h) = scene.doc.head(at).filter(|_| out.len() < HIGH) {
        if scene.entry(h).is(lexicon::SAY) && scene.doc.words[h].upos == Upos::Verb {
            break;
        }
        out.push(h);
        at = h;
    }
    out
}

/// How many steps above the word that counts a mention joins its path, whether it does so in a subject, and whether a clause
/// of another verb holds it.
fn under(scene: &Scene, word: usize, path: &[usize]) -> (Option<usize>, bool, bool) {
    const HIGH: usize = 8;
    let mut at = word;
    let (mut subject, mut aside) = (false, false);
    for _ in 0..HIGH {
        if let Some(step) = path.iter().position(|&p| p == at) {
            return (Some(step), subject, aside);
        }
        let word = &scene.doc.words[at];
        subject = word.rel == Rel::Nsubj;
        aside |= word.rel == Rel::Acl && word.feats.verb_form.is_some();
        match scene.doc.head(at) {
            Some(h) => at = h,
            None => break,
        }
    }
    (None, false, aside)
}
