//! Figures: numbers that count people, homes, territory or damage.
//!
//! First each number is tied to its noun (`counted`). Then every word that tells what is counted ("killed", "bilan") is
//! asked which phrases it counts (`slots`), unless it tells of a plan or a denied deed (`real`). Parts of a total
//! (`parts`), numbers that no word counts (`rest`) and figures worked out from others (`compared`) follow; a figure told again is known (`retold`); what is left
//! gets its party, place, period and event (`whole`). When the claims tell who says what, numbers that one source tells
//! twice become one (`merge`).

mod compared;
mod counted;
mod lexicon;
mod listed;
mod merge;
mod parts;
mod real;
mod respective;
mod rest;
mod retold;
mod setting;
mod slots;
mod status;
mod weights;
mod whole;

use crate::layers::Layers;
use crate::mentions::Mentions;
use crate::number::{Number, NumberKind};
use crate::reading::{Actor, Computed, Event, Exactness, Figure, Measure, Place, Status, Time, Trace, Unit};
use counted::{Counted, Links};
use jiff::civil::Date;
use lexicon::{Cue, Frame, Lexicon};
use slots::Way;
use std::collections::HashSet;
use std::ops::Range;
use text::lexicon::KeyMap;
use text::{Document, Rel, Sub, Upos};

pub use lexicon::Words;
pub use merge::{Retellings, merge};
pub use setting::Evidence;

/// All that figures are read from.
struct Scene<'a, 't> {
    doc: &'a Document<'t>,
    words: &'a Words,
    numbers: &'a [Number],
    mentions: &'a Mentions,
    actors: &'a [Actor],
    places: &'a [Place],
    times: &'a [Time],
    published: Option<Date>,
    links: Links,
    /// Words of the names of persons, by which a part of a name is known again.
    surnames: KeyMap<()>,
}

impl<'a, 't> Scene<'a, 't> {
    fn new(layers: &'a Layers<'a, 't>, words: &'a Words) -> Scene<'a, 't> {
        let Layers { doc, numbers, mentions, actors, places, times, published, .. } = layers;
        let (published, surnames) = (*published, counted::surnames(doc));
        let mut scene = Scene {
            doc,
            words,
            numbers,
            mentions,
            actors,
            places,
            times,
            published,
            links: Links::default(),
            surnames,
        };
        scene.links = counted::links(&scene);
        scene
    }

    /// The words of the language of a word's sentence.
    fn lex(&self, word: usize) -> &'a Lexicon {
        &self.words.lexicon[self.doc.sentences[self.doc.words[word].sentence as usize].lang]
    }

    fn same_sentence(&self, a: usize, b: usize) -> bool {
        match (self.doc.words.get(a), self.doc.words.get(b)) {
            (Some(a), Some(b)) => a.sentence == b.sentence,
            _ => false,
        }
    }

    /// The first number that ends behind a word.
    fn next_number(&self, word: usize) -> usize {
        self.numbers.partition_point(|n| n.words.end <= word)
    }

    fn sentence(&self, word: usize) -> Range<usize> {
        self.doc.sentences[self.doc.words[word].sentence as usize].words()
    }
}

/// A figure in the making.
#[derive(Clone, Debug)]
struct Draft {
    counted: Counted,
    /// The words that are quoted: the number's, or the person's.
    span: Range<usize>,
    measure: Measure,
    unit: Unit,
    min: Option<f64>,
    max: Option<f64>,
    best: Option<f64>,
    exactness: Exactness,
    /// The head of the words that tell what is counted.
    cue: usize,
    rule: &'static str,
    confidence: f32,
    part_of: Option<usize>,
    /// Taken for a part only because a greater number was told before.
    presumed: bool,
    computed: Option<(usize, f64, Exactness)>,
    /// Telling an earlier one again in other words.
    dropped: bool,
    /// The earlier one that it tells again.
    same_as: Option<usize>,
    why: Trace,
}

/// All figures of a document, in order, and which of them tell an earlier number again: [`merge`] them once the claims tell
/// who says what. Events get the figures that count what they did (`Event::figures`).
pub fn find(layers: &Layers, words: &Words, events: &mut [Event]) -> (Vec<Figure>, Retellings) {
    let scene = Scene::new(layers, words);
    let drafts = all(&scene, layers.explain);
    whole::figures(&scene, drafts, events)
}

/// What speaks for and against each place and period of each figure.
pub fn evidence(layers: &Layers, words: &Words, events: &[Event]) -> Vec<Evidence> {
    let scene = Scene::new(layers, words);
    let drafts = all(&scene, layers.explain);
    whole::evidence(&scene, &drafts, events)
}

/// All drafts, those that tell an earlier one again marked.
fn all(scene: &Scene, explain: bool) -> Vec<Draft> {
    let mut drafts = drafts(scene, explain);
    parts::find(scene, &mut drafts, explain);
    drafts = sorted(drafts);
    rest::find(scene, &mut drafts, explain);
    drafts = sorted(drafts);
    compared::find(scene, &mut drafts, explain);
    drafts = sorted(drafts);
    retold::drop(scene, &mut drafts);
    drafts
}

/// The drafts in the order of the text, with what they say of each other's positions brought along.
fn sorted(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&i| (drafts[i].span.start, drafts[i].span.end, drafts[i].measure));
    let mut place = vec![0; drafts.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut out = Vec::with_capacity(drafts.len());
    for &i in &order {
        let mut d = drafts[i].clone();
        d.part_of = d.part_of.map(|p| place[p]);
        d.computed = d.computed.map(|(from, times, e)| (place[from], times, e));
        out.push(d);
    }
    out
}

/// What the cues count, each number under one measure.
fn drafts(scene: &Scene, explain: bool) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    for sentence in &scene.doc.sentences {
        let lex = &scene.words.lexicon[sentence.lang];
        for at in sentence.words() {
            let mut longest = 0;
            for (words, cue) in lex.cues(scene.doc, at, sentence.words().end) {
                // Shorter phrases of the same first word say less: "death of" hides "death". "Killed" alone stays.
                if words.len() < longest && cue.frame != Frame::Poss {
                    continue;
                }
                longest = longest.max(words.len());
                of_cue(scene, cue, words, explain, &mut out);
            }
        }
    }
    settle(out)
}

/// The drafts of one cue.
fn of_cue(scene: &Scene, cue: Cue, words: Range<usize>, explain: bool, out: &mut Vec<Draft>) {
    let head = scene.doc.head_of(words.clone());
    // « Le gouverneur s'est rendu sur place »: nothing befalls who does it himself.
    let doc = scene.doc;
    let reflexive = || doc.children(head).any(|c| doc.words[c].rel == Rel::Expl && doc.words[c].sub == Sub::Pv);
    if cue.frame == Frame::Obj && reflexive() {
        return;
    }
    if matches!(cue.frame, Frame::Both | Frame::Head) {
        nobody(scene, cue, head, explain, out);
    }
    let verbal = !matches!(cue.frame, Frame::Head | Frame::Toll | Frame::Both);
    let done = !verbal || real::done(scene, head) || cue.measure == Measure::Displaced && real::gone_to(scene, head);
    let denied = verbal && real::denied(scene, head);
    // "He has never killed anybody" counts nobody of this day.
    if denied && real::never(scene, head) {
        return;
    }
    let before = out.len();
    let take = |found: Vec<(usize, Way)>, out: &mut Vec<Draft>| {
        let Some(&(_, way)) = found.first() else { return };
        let heads: Vec<usize> = found.iter().map(|f| f.0).collect();
        // "Personne n'a été blessé": without a determiner, and denied, it is nobody.
        let bare = |h: usize| !scene.doc.children(h).any(|c| scene.doc.words[c].rel == Rel::Det);
        let things = matches!(cue.measure, Measure::Territory | Measure::Damage);
        let none = heads.iter().find(|&&h| !things && scene.entry(h).is(lexicon::NOBODY) && bare(h));
        if let Some(&h) = none.filter(|_| denied) {
            out.push(zero(h, None, h..h + 1, cue.measure, explain));
            return;
        }
        let clausal = matches!(cue.frame, Frame::Obj | Frame::Subj | Frame::Pred);
        let tally = if matches!(cue.frame, Frame::Head | Frame::Toll | Frame::Life) {
            let of_total = |h: &usize| {
                let counted = scene.count(*h)?;
                // "raised to 40 the number of dead": what follows is no noun of the number, but the total itself.
                let total = counted.number.filter(|_| cue.frame == Frame::Toll && words.contains(&counted.head));
                Some(match total {
                    Some(n) => Counted { head: *h, words: scene.numbers[n].words.clone(), ..counted },
                    None => counted,
                })
            };
            heads.iter().filter_map(of_total).collect()
        } else {
            let mut listed = heads.clone();
            if let Some(&first) = heads.iter().min().filter(|&&h| h < words.start && clausal) {
                listed.extend(scene.listed_before(first));
            }
            scene.tally(&listed)
        };
        for counted in tally {
            // "22 killed, 40 wounded", "four gunmen killed and a guard wounded": what another word counts is only joined.
            // "hundreds of detainees": the number heads them.
            let number = counted.number.map(|n| scene.numbers[n].words.clone()).unwrap_or_default();
            let own = heads.iter().any(|h| *h == counted.head || number.contains(h));
            if !own && otherwise(scene, counted.head, cue.measure) {
                continue;
            }
            // "3 martyrs and 11 injured": a bare participle tells nothing of whom another harm befell.
            let bare = matches!(cue.frame, Frame::Obj | Frame::Pred)
                && !scene.doc.children(head).any(|c| scene.doc.words[c].rel == Rel::Aux);
            if bare && head != counted.head && harm(scene, counted.head).is_some_and(|harm| harm != cue.measure) {
                continue;
            }
            let zero = counted.number.is_some_and(|n| scene.numbers[n].best == Some(0.0));
            if zero || done && !denied {
                out.extend(draft(scene, cue, head, counted, way, explain));
            }
        }
    };
    let found = slots::slots(scene, cue, &words);
    let lost = found.is_empty();
    take(found, out);
    if out.len() == before && done && !denied {
        take(slots::by_order(scene, cue.frame, &words, lost), out);
    }
}

/// The harm that a noun tells of its own ("three wounded").
fn harm(scene: &Scene, noun: usize) -> Option<Measure> {
    let mut cues = scene.lex(noun).cues(scene.doc, noun, scene.sentence(noun).end);
    let harms = |cue: &Cue| cue.frame == Frame::Head && matches!(cue.measure, Measure::Killed | Measure::Wounded);
    cues.find(|(_, cue)| harms(cue)).map(|(_, cue)| cue.measure)
}

/// Whether a noun counts itself under another measure, or a participle of its own counts it.
fn otherwise(scene: &Scene, noun: usize, measure: Measure) -> bool {
    let doc = scene.doc;
    let end = scene.sentence(noun).end;
    // "11 dead and 22 wounded": the tree may join the participle right behind a number to it.
    let beside = |c: usize| c == noun + 1 && doc.words[c].rel == Rel::Conj;
    let own = doc.children(noun).find(|&c| c > noun && (matches!(doc.words[c].rel, Rel::Acl | Rel::Amod) || beside(c)));
    let other = |w: usize, frame: Frame| {
        scene.lex(w).cues(doc, w, end).any(|(_, cue)| cue.frame == frame && cue.measure != measure)
    };
    // "A guard and two protesters were killed": that they protest is not what became of them.
    let head = |w: usize| {
        let mut cues = scene.lex(w).cues(doc, w, end);
        cues.any(|(_, cue)| {
            cue.frame == Frame::Head
                && !matches!(cue.measure, Measure::Crowd | Measure::Present)
                && cue.measure != measure
        })
    };
    head(noun) || own.is_some_and(|w| other(w, Frame::Obj) || other(w, Frame::Pred))
}

/// "No casualties", "sans faire de victime".
fn nobody(scene: &Scene, cue: Cue, noun: usize, explain: bool, out: &mut Vec<Draft>) {
    let number = scene.links.number(noun).filter(|&n| scene.numbers[n].best == Some(0.0));
    let span = match number {
        Some(n) => scene.numbers[n].words.start..noun + 1,
        None if scene.links.number(noun).is_some() || zero_right_before(scene, noun) => return,
        // "ni mort ni blessé": where the tagger sees no noun, the denial must stand right before.
        None if scene.doc.words[noun].upos != Upos::Noun && !denied_right_before(scene, noun) => return,
        None => match real::denied_noun(scene, noun) {
            Some(from) if !scene.entry(from).is(lexicon::NEVER) => from..noun + 1,
            Some(_) => return,
            None => return,
        },
    };
    if number.is_some() && cue.frame == Frame::Head {
        return; // the slot of the head reads it
    }
    out.push(zero(noun, number, span, cue.measure, explain));
}

/// A figure of nobody.
fn zero(head: usize, number: Option<usize>, span: Range<usize>, measure: Measure, explain: bool) -> Draft {
    let mut why = Trace::new(explain);
    why.say(|| "Denied: nobody.".to_string());
    Draft {
        counted: Counted { head, number, singles: 0, named: false, words: span.clone() },
        span,
        measure,
        unit: Unit::Persons,
        min: Some(0.0),
        max: Some(0.0),
        best: Some(0.0),
        exactness: Exactness::Stated,
        cue: head,
        rule: "none",
        confidence: 0.8,
        part_of: None,
        presumed: false,
        computed: None,
        dropped: false,
        same_as: None,
        why,
    }
}

/// « aucun | blessé », where the tagger sees no noun: the number counts itself.
fn zero_right_before(scene: &Scene, word: usize) -> bool {
    let number = word.checked_sub(1).filter(|&w| scene.same_sentence(w, word)).and_then(|w| scene.links.number(w));
    number.is_some_and(|n| scene.numbers[n].best == Some(0.0))
}

fn denied_right_before(scene: &Scene, word: usize) -> bool {
    word.checked_sub(1).is_some_and(|w| scene.same_sentence(w, word) && scene.entry(w).is(lexicon::DENY))
}

/// A draft, if what is counted fits what the cue counts.
fn draft(scene: &Scene, cue: Cue, head: usize, counted: Counted, way: Way, explain: bool) -> Option<Draft> {
    if counted.number.is_some_and(|n| rest::is_margin(scene, &scene.numbers[n])) {
        return None;
    }
    let unit = unit(scene, cue, &counted)?;
    let mut why = Trace::new(explain);
    let cue_form = || scene.doc.form(head).to_string();
    let (span, rule) = match counted.number {
        Some(n) => (scene.numbers[n].words.clone(), rule(cue.frame)),
        None => (counted.words.clone(), "person"),
    };
    why.say(|| format!("“{}” counts it ({}).", cue_form(), if way == Way::Tree { "syntax" } else { "order of words" }));
    let (min, max, best, exactness) = match counted.number {
        Some(n) => {
            let number = &scene.numbers[n];
            // "rose from 12 to 40": the toll is the last.
            let start = number.words.start;
            let rises =
                start > 0 && scene.same_sentence(start - 1, start) && scene.entry(start - 1).is(lexicon::TOLL_VERB);
            let last = (cue.frame == Frame::Toll || rises)
                && number.exactness == Exactness::Between
                && number.words.start < number.core.start;
            if last {
                (number.max, number.max, number.max, Exactness::Stated)
            } else {
                (number.min, number.max, number.best, number.exactness)
            }
        }
        None => {
            let n = counted.singles as f64;
            why.say(|| "Persons told one by one.".to_string());
            (Some(n), Some(n), Some(n), Exactness::Stated)
        }
    };
    let km2 = if unit == Unit::Km2 { whole::square_kilometres(scene, &counted)? } else { 1.0 };
    let scale = |v: Option<f64>| v.map(|v| v * km2);
    let confidence: f32 = match (way, counted.number.is_some()) {
        // What is done to prisoners says more than that they are prisoners, and who is dead more than that he is there.
        (Way::Tree, true) if cue.frame == Frame::Head => 0.85,
        (Way::Tree, true) if cue.measure == Measure::Returned => 0.9,
        // "Three wounded were evacuated": to a hospital.
        (_, true) if cue.measure == Measure::Displaced && harm(scene, counted.head).is_some() => 0.6,
        (Way::Tree, true) if cue.frame == Frame::People || cue.measure == Measure::Present => 0.8,
        // "Nine hostages seized on Sunday were freed": what became of them in the end.
        // "Four Afghans who were queuing" were killed at it.
        (Way::Tree, true) if cue.measure == Measure::Crowd && describes(scene, head, counted.head) => 0.85,
        (Way::Tree, true) if is_state(cue.measure) && describes(scene, head, counted.head) => 0.85,
        (Way::Tree, true) => 0.9,
        // « libéré des centaines de détenus »
        (Way::Order, true) if cue.measure == Measure::Released && cue.frame == Frame::Obj => 0.86,
        (Way::Order, true) => 0.7,
        (Way::Tree, false) => 0.75,
        (Way::Order, false) => 0.5,
    };
    Some(Draft {
        // Soldiers who gather do not demonstrate.
        measure: if cue.measure == Measure::Crowd && scene.entry(counted.head).status == Some(Status::Combatant) {
            Measure::Present
        } else {
            cue.measure
        },
        counted,
        span,
        unit,
        min: scale(min),
        max: scale(max),
        best: scale(best),
        exactness,
        cue: head,
        rule,
        confidence,
        part_of: None,
        presumed: false,
        computed: None,
        dropped: false,
        same_as: None,
        why,
    })
}

/// Whether a measure counts people who are in a state that may end.
fn is_state(measure: Measure) -> bool {
    matches!(measure, Measure::Detained | Measure::Abducted | Measure::Missing | Measure::Displaced | Measure::Present)
}

/// Whether a participle describes a noun: "the hostages seized on Sunday".
fn describes(scene: &Scene, participle: usize, noun: usize) -> bool {
    let word = &scene.doc.words[participle];
    matches!(word.rel, Rel::Acl | Rel::Amod) && scene.doc.head(participle) == Some(noun)
}

/// What it is counted in; `None` where the cue cannot count such things.
fn unit(scene: &Scene, cue: Cue, counted: &Counted) -> Option<Unit> {
    /// A bare number from which on it counts people who are somewhere, and no seats or goals.
    const MANY: f64 = 100.0;
    use lexicon::{ANIMAL, HOME, HOUSEHOLD, ITEM, LAND, PERSON};
    let entry = scene.entry(counted.head);
    let number = counted.number.map(|n| &scene.numbers[n]);
    let kind = number.map(|n| n.kind);
    if cue.people && !entry.is(PERSON | HOUSEHOLD) {
        return None;
    }
    // A number that is its own head counts whatever is spoken of.
    let bare = number.is_some_and(|n| n.core.contains(&counted.head));
    let nothing = number.is_some_and(|n| n.best == Some(0.0));
    if nothing && !bare && cue.frame != Frame::Head && !entry.is(PERSON) {
        return None;
    }
    // « une hausse »: an article counts nobody whom no list knows, unless it is a people's name.
    let thing = PERSON | HOUSEHOLD | HOME | ITEM | ANIMAL | LAND;
    let unknown = !bare && !entry.is(thing) && !scene.doc.form(counted.head).starts_with(char::is_uppercase);
    let article =
        |n: &Number| n.best == Some(1.0) && n.words.len() == 1 && scene.doc.words[n.words.start].upos == Upos::Det;
    if unknown && number.is_some_and(article) {
        return None;
    }
    // « un bilan arrêté à midi »: no one is arrested.
    let mut cues = scene.lex(counted.head).cues(scene.doc, counted.head, scene.sentence(counted.head).end);
    if !bare && !entry.is(PERSON) && cues.any(|(_, cue)| cue.frame == Frame::Toll) {
        return None;
    }
    match cue.measure {
        Measure::Territory => match kind? {
            NumberKind::Share if entry.is(LAND) || scene.mentions.place(counted.head).is_some() => Some(Unit::Share),
            NumberKind::Measure => Some(Unit::Km2),
            _ => None,
        },
        Measure::Damage => match kind? {
            NumberKind::Count if entry.is(HOME | ITEM) => Some(Unit::Items),
            NumberKind::Share if entry.is(HOME | ITEM | LAND) => Some(Unit::Share),
            _ => None,
        },
        _ if kind == Some(NumberKind::Measure) => None,
        _ if cue.frame == Frame::Lose => {
            (kind.is_some() && (nothing || entry.is(PERSON) && !bare)).then_some(Unit::Persons)
        }
        _ if entry.is(HOUSEHOLD) && kind == Some(NumberKind::Count) => Some(Unit::Households),
        _ if entry.is(ANIMAL | HOME | ITEM) && !entry.is(PERSON) => None,
        _ if kind == Some(NumberKind::Share) => {
            (entry.is(PERSON) || entry.is(HOUSEHOLD) || cue.frame != Frame::Obj).then_some(Unit::Share)
        }
        // "About 12,000 remain": so many are people, where nothing else is named.
        Measure::Present if bare && cue.frame == Frame::People => {
            let many = number.and_then(|n| n.best).is_some_and(|best| best >= MANY);
            (kind == Some(NumberKind::Count) && many).then_some(Unit::Persons)
        }
        // « un des rescapés » is no crowd, and no garrison.
        Measure::Crowd | Measure::Present if number.is_some_and(|n| n.best.is_some_and(|best| best < 2.0)) => None,
        // "Hundreds marched".
        Measure::Crowd if bare => (kind == Some(NumberKind::Count)).then_some(Unit::Persons),
        Measure::Present | Measure::Crowd | Measure::Returned => {
            (kind.is_some() && !bare && entry.is(PERSON)).then_some(Unit::Persons)
        }
        Measure::Displaced if cue.frame == Frame::People => {
            let fighter = entry.status == Some(Status::Combatant);
            // "About 450,000 have left": so many are people here, too.
            let many = bare && number.and_then(|n| n.best).is_some_and(|best| best >= MANY);
            if many && kind == Some(NumberKind::Count) {
                return Some(Unit::Persons);
            }
            (kind.is_some() && !bare && entry.is(PERSON) && !fighter).then_some(Unit::Persons)
        }
        // Civilians who « se rendent au marché » go there.
        Measure::Surrendered if entry.status == Some(Status::Civilian) => None,
        Measure::Displaced | Measure::Surrendered => kind.map(|_| Unit::Persons),
        _ => Some(Unit::Persons),
    }
}

fn rule(frame: Frame) -> &'static str {
    match frame {
        Frame::Obj | Frame::Lose => "verb-object",
        Frame::Subj | Frame::People => "verb-subject",
        Frame::Head => "noun",
        Frame::Pred => "adjective",
        Frame::Of | Frame::Poss => "noun-of",
        Frame::Toll => "toll",
        Frame::Life => "lives",
        Frame::Both | Frame::Nobody => "none",
    }
}

/// Each number keeps the measure that is surest; a person is killed once, by whatever word.
fn settle(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let distance = |d: &Draft| d.cue.abs_diff(d.counted.head);
    let key = |d: &Draft| d.counted.number.map_or((1, d.counted.head), |n| (0, n));
    let zero = |d: &Draft| d.best == Some(0.0);
    // "A hostage was found dead": what befell one says more than what he was.
    let single = |d: &Draft| d.counted.number.is_none();
    let ends = |m: Measure| matches!(m, Measure::Killed | Measure::Wounded | Measure::Released);
    let befell: HashSet<usize> = drafts
        .iter()
        .filter(|d| single(d) && d.cue != d.counted.head && ends(d.measure))
        .map(|d| d.counted.head)
        .collect();
    drafts.retain(|d| !(single(d) && d.cue == d.counted.head && befell.contains(&d.counted.head)));
    drafts.sort_by(|a, b| {
        key(a).cmp(&key(b)).then(b.confidence.total_cmp(&a.confidence)).then(distance(a).cmp(&distance(b)))
    });
    let mut out: Vec<Draft> = Vec::new();
    for d in drafts {
        let harm = |m: Measure| matches!(m, Measure::Killed | Measure::Wounded);
        let same = |o: &&Draft| {
            key(o) == key(&d)
                && (d.counted.number.is_some() && !(zero(o) && zero(&d) && o.measure != d.measure)
                    || o.measure == d.measure
                    || harm(o.measure) && harm(d.measure))
        };
        if out.iter().rev().take_while(|o| key(o) == key(&d)).any(|o| same(&o)) {
            continue;
        }
        out.push(d);
    }
    // Persons of one phrase may be counted from two words of it; those stand side by side here.
    const NEAR: usize = 8;
    let people: Vec<(usize, Range<usize>, Measure, bool)> =
        out.iter().map(|d| (d.counted.head, d.counted.words.clone(), d.measure, d.counted.number.is_none())).collect();
    let mut i: usize = 0;
    out.retain(|d| {
        let near = i.saturating_sub(NEAR)..(i + NEAR + 1).min(people.len());
        i += 1;
        d.counted.number.is_some()
            || !people[near].iter().any(|(head, words, measure, single)| {
                *single
                    && *measure == d.measure
                    && *head != d.counted.head
                    && words.contains(&d.counted.head)
                    && words.len() > d.counted.words.len()
            })
    });
    out.sort_by_key(|d| d.span.start);
    out
}

/// The published form of how a figure was computed.
fn computed(from: crate::reading::Ref, times: f64, exactness: Exactness) -> Computed {
    Computed { from, by: format!("×{times}"), exactness }
}
