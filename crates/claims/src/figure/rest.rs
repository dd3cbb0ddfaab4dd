//! Numbers that no word counts, and that still count people: those of a list ("39 policemen, 17 civilians"), those that
//! leave out what they count ("the police say 200", "17, not 32"), and those of fighters who are told of, or of a crowd ("60 gunmen").

use super::lexicon::{self, Cue, Frame};
use super::{Draft, Scene, Way, draft, parts, real};
use crate::number::{Number, NumberKind};
use crate::reading::{Exactness, Measure, Status, Unit};
use std::ops::Range;
use text::{Rel, Sub, Upos, VerbForm};

/// Adds the figures of the numbers that are left. The drafts stand in the order of the text.
pub(super) fn find(scene: &Scene, drafts: &mut Vec<Draft>, explain: bool) {
    let mut taken = vec![false; scene.numbers.len()];
    drafts.iter().filter_map(|d| d.counted.number).for_each(|n| taken[n] = true);
    let mut added: Vec<Draft> = Vec::new();
    for (n, number) in scene.numbers.iter().enumerate() {
        let value = number.best.or(number.min).unwrap_or(0.0);
        if taken[n]
            || parts::whole_of(scene, n).is_some_and(|part| taken[part])
            || number.kind != NumberKind::Count
            || value <= 1.0
        {
            continue;
        }
        let noun = scene.links.noun[n];
        let Some((cue, rule)) = meaning(scene, drafts, &added, number, noun) else { continue };
        let Some(counted) = scene.count(noun.unwrap_or(number.core.start)) else { continue };
        let (word, cue) = cue;
        let Some(mut new) = draft(scene, cue, word, counted, Way::Order, explain) else { continue };
        new.rule = rule;
        new.confidence = 0.5;
        new.why.say(|| match rule {
            "list" => "One of a list of what is counted.".to_string(),
            "ellipsis" => "Counts what the figure beside it counts.".to_string(),
            "near" => "The next word that counts.".to_string(),
            "company" => "What the verb tells of others holds for those with them.".to_string(),
            _ => "People who are told of.".to_string(),
        });
        added.push(new);
    }
    drafts.append(&mut added);
    exchanged(scene, drafts);
    rescued(scene, drafts);
}

/// "Soldiers rescued 12 hostages": they are free.
fn rescued(scene: &Scene, drafts: &mut [Draft]) {
    for d in drafts.iter_mut().filter(|d| matches!(d.measure, Measure::Abducted | Measure::Detained)) {
        let head = d.counted.head;
        let verb = scene.doc.head(head).filter(|_| matches!(scene.doc.words[head].rel, Rel::Obj | Rel::Nsubj));
        let freed = |v: usize| scene.entry(v).is(lexicon::RESCUE) && real::done(scene, v) && !real::denied(scene, v);
        if verb.is_some_and(freed) {
            d.measure = Measure::Released;
            d.why.say(|| "Captives who were rescued.".to_string());
        }
    }
}

/// "Eighteen soldiers were handed over in return for 25 captured fighters", "the sides swapped 25 fighters for 12 pupils": both
/// sides are released.
fn exchanged(scene: &Scene, drafts: &mut [Draft]) {
    /// How many words before a number its preposition stands, and how many figures back those of the other side.
    const NEAR: usize = 3;
    for i in 0..drafts.len() {
        let (start, held) = (drafts[i].span.start, &drafts[i]);
        let person = held.unit == Unit::Persons && held.part_of.is_none();
        let state = matches!(held.measure, Measure::Detained | Measure::Present | Measure::Abducted);
        let exchanges = |w: usize| scene.entry(w).is(lexicon::EXCHANGE);
        let near = start.saturating_sub(NEAR)..start;
        let swapped = near.clone().any(|w| scene.same_sentence(w, start) && exchanges(w));
        let given_for = near.clone().any(|w| scene.same_sentence(w, start) && scene.entry(w).is(lexicon::MEANT));
        if !(person && state && (swapped || given_for)) {
            continue;
        }
        let low = i.saturating_sub(NEAR);
        let other = drafts[low..i].iter().any(|d| {
            d.measure == Measure::Released && scene.same_sentence(d.span.start, start) && (swapped || exchanges(d.cue))
        });
        if other {
            drafts[i].measure = Measure::Released;
            drafts[i].why.say(|| "Given in return for those who were released.".to_string());
        }
    }
}

/// From how many on a number that leaves out what it counts may count a crowd.
const MANY: f64 = 30.0;

/// Below it, a number in words ("several", "a few") tells nothing.
const FEW: f64 = 10.0;

/// What a number counts, by the words and figures beside it: the word that tells it, and the rule.
fn meaning(
    scene: &Scene,
    drafts: &[Draft],
    added: &[Draft],
    number: &Number,
    noun: Option<usize>,
) -> Option<((usize, Cue), &'static str)> {
    if refused(scene, number) || is_counted_in(drafts, number) {
        return None;
    }
    let known = Known::around(scene, drafts, added, number);
    let like = |d: &Draft| (d.cue, Cue { measure: d.measure, frame: Frame::Obj, people: false });
    if let Some(near) = near(scene, number, noun) {
        return Some((near, "near"));
    }
    let Some(noun) = noun else {
        let found = known.listed(scene, number).map(|d| (like(d), "list"));
        let other = || known.compared(scene, number).or_else(|| known.told(scene, number));
        let found = found.or_else(|| other().map(|d| (like(d), "ellipsis")));
        // "the police say 200", of a march told of before.
        let crowd = || {
            let many = number.best.or(number.min).is_some_and(|v| v >= MANY);
            many && says(scene, number) && there(scene, number) == Measure::Crowd
        };
        let word = number.core.start;
        let cue = Cue { measure: Measure::Crowd, frame: Frame::Obj, people: false };
        return found.or_else(|| crowd().then_some(((word, cue), "ellipsis")));
    };
    if !person(scene, noun) || speaks(scene, noun) {
        return None;
    }
    if let Some(d) = known.listed(scene, number) {
        return Some((like(d), "list"));
    }
    if let Some(d) = known.listed_ahead(scene, number, noun) {
        return Some((like(d), "list"));
    }
    if let Some(d) = known.compared(scene, number) {
        return Some((like(d), "ellipsis"));
    }
    let verb = scene.doc.head(noun).unwrap_or(noun);
    let measure = there(scene, number);
    // Fighters who are told of count wherever they are; others only where a word says that they are there.
    let fighters = scene.entry(noun).status == Some(Status::Combatant);
    let speak = scene.entry(verb).is(lexicon::SAY);
    let told = real::done(scene, verb) && !real::denied(scene, verb);
    if let Some(cue) = company(scene, number, noun) {
        return Some((cue, "company"));
    }
    let opener =
        |class| scene.doc.children(noun).any(|c| scene.doc.words[c].rel == Rel::Case && scene.entry(c).is(class));
    let few = number.exactness == Exactness::Words && number.max.is_some_and(|max| max < FEW);
    if few || opener(lexicon::MEANT) {
        return None; // "several inhabitants"; "medicines for 10,000 people"
    }
    let measure = if fighters { Measure::Present } else { measure };
    if !fighters && measure == Measure::Present || speak || !told {
        return None;
    }
    Some(((verb, Cue { measure, frame: Frame::Obj, people: false }), "people"))
}

/// Whether a number stands in a row of persons that is counted as a whole: "the mayor and his two guards were killed".
fn is_counted_in(drafts: &[Draft], number: &Number) -> bool {
    /// Figures before a number that may hold it.
    const BACK: usize = 3;
    let at = drafts.partition_point(|d| d.span.start <= number.core.start);
    let holds = |d: &Draft| d.counted.number.is_none() && d.span.contains(&number.core.start);
    drafts[at.saturating_sub(BACK)..at].iter().any(holds)
}

/// The word that tells what becomes of those counted, where the tree has lost it: the next one behind that says it of its
/// subject, or the last one before that says it of its object.
fn near(scene: &Scene, number: &Number, noun: Option<usize>) -> Option<(usize, Cue)> {
    const AHEAD: usize = 9;
    const AHEAD_BARE: usize = 4;
    const BACK: usize = 4;
    let head = noun.unwrap_or(number.core.end - 1);
    let thing = noun.is_some_and(|w| scene.entry(w).is(lexicon::HOME | lexicon::ITEM) && !person(scene, w));
    let people = noun.is_none_or(|w| person(scene, w) || scene.entry(w).is(lexicon::HOUSEHOLD));
    if !thing && !people {
        return None;
    }
    let doc = scene.doc;
    let lex = scene.lex(head);
    let sentence = scene.sentence(head);
    let fits = |cue: &Cue| {
        (cue.measure == Measure::Damage) == thing
            && cue.measure != Measure::Territory
            && !(cue.people && noun.is_none())
    };
    let verbal =
        |w: usize| matches!(doc.words[w].upos, Upos::Verb | Upos::Aux) || doc.words[w].feats.verb_form.is_some();
    let real = |w: usize| doc.words[w].upos != Upos::Noun && real::done(scene, w) && !real::denied(scene, w);
    // "the attack by four men": what follows is not said of them.
    let before = number.words.start.checked_sub(1).filter(|&w| scene.same_sentence(w, head));
    let governed = before.is_some_and(|w| doc.words[w].upos == Upos::Adp);
    let ahead = if governed {
        2
    } else if noun.is_some() {
        AHEAD
    } else {
        AHEAD_BARE
    };
    let end = sentence.end.min(head + 1 + ahead);
    for w in head + 1..end {
        let upos = doc.words[w].upos;
        if matches!(doc.form(w), ";" | ":" | "\"" | "”" | "»") || upos == Upos::Sconj {
            break;
        }
        // Others are counted from here on, unless both are ("two men and a boy drowned").
        let counts = scene.numbers.get(scene.next_number(w)).is_some_and(|n| n.words.start == w);
        if counts && doc.words[w - 1].upos != Upos::Cconj {
            break;
        }
        for (words, cue) in lex.cues(doc, w, sentence.end) {
            let next = doc.words.get(words.end).filter(|_| words.end < sentence.end);
            let object =
                next.is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Det | Upos::Pron));
            let says = match cue.frame {
                // "several men wounded a guard"
                Frame::Pred => !(object && verbal(doc.head_of(words.clone()))),
                // "the left bank" leaves nothing; "on their way back" tells of the way; "on board" is no verb.
                Frame::People => doc.words[w].upos != Upos::Adj && !is_gerund(scene, w),
                Frame::Subj => verbal(doc.head_of(words.clone())),
                Frame::Obj => !object,
                _ => false,
            };
            if says && fits(&cue) && real(doc.head_of(words.clone())) {
                return Some((doc.head_of(words), cue));
            }
        }
        // Another verb tells something else of them.
        let finite = upos == Upos::Verb && doc.words[w].feats.verb_form == Some(VerbForm::Fin);
        if finite && doc.words[w].rel != Rel::Acl {
            break;
        }
    }
    noun?;
    for w in (sentence.start.max(number.words.start.saturating_sub(BACK))..number.words.start).rev() {
        if doc.words[w].upos == Upos::Punct {
            break;
        }
        for (words, cue) in lex.cues(doc, w, sentence.end) {
            let says = matches!(cue.frame, Frame::Obj | Frame::Lose | Frame::Of) && words.end <= number.words.start;
            let passive = doc.words[w].feats.passive;
            if says && !passive && fits(&cue) && real(doc.head_of(words.clone())) {
                return Some((doc.head_of(words), cue));
            }
        }
    }
    None
}

/// "He died with three of his guards": they share what the verb tells of its subject or object.
fn company(scene: &Scene, number: &Number, noun: usize) -> Option<(usize, Cue)> {
    let doc = scene.doc;
    let with = |&w: &usize| doc.children(w).any(|c| doc.words[c].rel == Rel::Case && scene.entry(c).is(lexicon::WITH));
    let verb = doc.head([noun, doc.head_of(number.core.clone())].into_iter().find(with)?)?;
    let shared = |cue: &Cue| {
        let harm = matches!(
            cue.measure,
            Measure::Killed | Measure::Wounded | Measure::Abducted | Measure::Detained | Measure::Displaced
        );
        harm && matches!(cue.frame, Frame::Obj | Frame::Subj)
    };
    let (_, cue) = scene.lex(verb).cues(doc, verb, scene.sentence(verb).end).find(|(_, cue)| shared(cue))?;
    (real::done(scene, verb) && !real::denied(scene, verb)).then_some((verb, cue))
}

/// "fourteen, two more than the hospital", "a rise of 40": a difference counts nobody of its own.
pub(super) fn is_margin(scene: &Scene, number: &Number) -> bool {
    let end = scene.sentence(number.core.start).end;
    let behind = number.words.end;
    let more =
        behind < end && scene.lex(number.core.start).margin.at(scene.doc, behind, end).any(|(r, _)| r.start == behind);
    let before = number.words.start.checked_sub(2).filter(|&w| scene.same_sentence(w, number.core.start));
    let change = before.is_some_and(|w| scene.entry(w).is(lexicon::CHANGE) && scene.entry(w + 1).is(lexicon::OF));
    more || change
}

/// "23, not 32": what is denied counts nobody.
fn refused(scene: &Scene, number: &Number) -> bool {
    let start = number.words.start;
    // "rose to 27, up from 19", « 27 morts, contre 19 la veille »: the toll that held before.
    let from = (start.saturating_sub(3)..start)
        .find(|&w| scene.same_sentence(w, start) && scene.entry(w).is(lexicon::EARLIER));
    let dated = || number.words.end < scene.doc.words.len() && scene.mentions.time(number.words.end).is_some();
    if from.is_some_and(|w| w + 1 < start || dated()) {
        return true;
    }
    (start.saturating_sub(2)..start).any(|w| {
        let both = scene.entry(w).is(lexicon::AGAINST) && scene.entry(w).is(lexicon::DENY);
        scene.same_sentence(w, start) && both
    })
}

/// "en rentrant du puits": when something befell them.
fn is_gerund(scene: &Scene, verb: usize) -> bool {
    let feats = &scene.doc.words[verb].feats;
    feats.verb_form == Some(VerbForm::Ger)
        || feats.verb_form == Some(VerbForm::Part) && feats.tense == Some(text::Tense::Pres)
}

/// "…, two local officials said": they tell it, and are none of those counted.
fn speaks(scene: &Scene, noun: usize) -> bool {
    let doc = scene.doc;
    let says =
        |w: usize| scene.same_sentence(w, noun) && doc.words[w].upos == Upos::Verb && scene.entry(w).is(lexicon::SAY);
    let subject = doc.words[noun].rel == Rel::Nsubj && doc.words[noun].sub != Sub::Pass;
    // Where the tree has lost it: a verb right behind that ends its clause.
    let ends =
        |w: usize| !scene.same_sentence(w, noun) || matches!(doc.words[w].upos, Upos::Punct | Upos::Adp | Upos::Propn);
    subject && doc.head(noun).is_some_and(says) || says(noun + 1) && ends(noun + 2)
}

fn person(scene: &Scene, noun: usize) -> bool {
    let entry = scene.entry(noun);
    let thing = lexicon::ITEM | lexicon::HOME | lexicon::ANIMAL | lexicon::HOUSEHOLD | lexicon::LAND;
    entry.is(lexicon::PERSON) && !entry.is(thing)
}

/// People who are told of demonstrate where the sentence or the one before tells of a crowd, and are just there elsewhere.
fn there(scene: &Scene, number: &Number) -> Measure {
    let here = scene.sentence(number.core.start);
    let before = here.start.checked_sub(1).map_or(0..0, |w| scene.sentence(w));
    let crowd = before.chain(here).any(|w| scene.entry(w).is(lexicon::THRONG));
    if crowd { Measure::Crowd } else { Measure::Present }
}

/// The figures beside a number: before and behind it in its sentence, and the last of the sentences before.
struct Known<'a> {
    before: Option<&'a Draft>,
    behind: Option<&'a Draft>,
    older: Option<&'a Draft>,
}

impl<'a> Known<'a> {
    fn around(scene: &Scene, drafts: &'a [Draft], added: &'a [Draft], number: &Number) -> Known<'a> {
        /// How many sentences back a figure still is what is spoken of.
        const BACK: usize = 2;
        let sentence = |d: &Draft| scene.doc.words[d.span.start].sentence as usize;
        let now = scene.doc.words[number.core.start].sentence as usize;
        let at = drafts.partition_point(|d| d.span.start < number.words.start);
        let counts = |d: &&Draft| d.counted.number.is_some() && d.unit == Unit::Persons && d.best != Some(0.0);
        let last = drafts[..at].iter().rev().take(6).find(counts);
        let new = added.last().filter(|a| last.is_none_or(|l| a.span.start > l.span.start) && a.rule != "people");
        let last = new.or(last);
        Known {
            before: last.filter(|d| sentence(d) == now && d.span.end <= number.words.start),
            behind: drafts[at..]
                .iter()
                .take(3)
                .find(counts)
                .filter(|d| sentence(d) == now && d.span.start >= number.words.end),
            older: last.filter(|d| sentence(d) < now && sentence(d) + BACK >= now),
        }
    }

    /// A list goes on: nothing but nouns, commas and "and" stand between.
    fn listed(&self, scene: &Scene, number: &Number) -> Option<&'a Draft> {
        /// Members of a list stand near each other.
        const FAR: usize = 9;
        let before = self.before?;
        let from = before.counted.words.end.max(before.span.end);
        let gap = from..number.words.start.max(from);
        // "thirty lost their lives: 12 officers, …": what a colon opens is the list.
        let colon = gap.clone().rfind(|&w| scene.doc.form(w) == ":");
        let gap = colon.map_or(gap.clone(), |w| w..gap.end);
        let word = |w: usize| &scene.doc.words[w];
        // "has made 12 dead and uprooted 300": the second participle shares the auxiliary of the first.
        let shares = |w: usize| {
            let first = scene.doc.head(w).filter(|_| word(w).rel == Rel::Conj);
            first.is_some_and(|h| scene.doc.child(h, Rel::Aux).is_some())
        };
        let verb = |w: usize| {
            let bare = word(w).feats.verb_form == Some(VerbForm::Part) && !shares(w);
            word(w).upos == Upos::Aux || word(w).upos == Upos::Verb && !bare
        };
        let joins = |w: usize| word(w).upos == Upos::Cconj || matches!(scene.doc.form(w), "," | ":" | "(");
        let stops = |w: usize| matches!(scene.doc.form(w), ";" | "\"" | "”" | "»");
        let against = |w: usize| scene.entry(w).is(lexicon::AGAINST);
        let fits =
            gap.len() <= FAR && gap.clone().any(joins) && !gap.clone().any(|w| verb(w) || stops(w) || against(w));
        fits.then_some(before)
    }

    /// "214 villagers, about half of them women, and six soldiers were killed": the list that another figure ends.
    fn listed_ahead(&self, scene: &Scene, number: &Number, noun: usize) -> Option<&'a Draft> {
        /// An aside may stand in the list.
        const FAR: usize = 14;
        let behind = self.behind.filter(|b| b.cue > b.span.start)?;
        let gap = noun.max(number.words.end) + 1..behind.span.start;
        let word = |w: usize| &scene.doc.words[w];
        let last = gap.end.checked_sub(1).filter(|&w| gap.contains(&w) && word(w).upos == Upos::Cconj)?;
        let stops = |w: usize| matches!(scene.doc.form(w), ";" | ":" | "\"" | "”" | "»");
        let other = |w: usize| {
            matches!(word(w).upos, Upos::Verb | Upos::Aux) || stops(w) || scene.entry(w).is(lexicon::AGAINST)
        };
        // "They rescued 69 people and eleven bodies were found": what another verb tells of them.
        let here = scene.sentence(number.core.start).start;
        if (here..number.words.start).any(|w| matches!(word(w).upos, Upos::Verb | Upos::Aux)) {
            return None;
        }
        let opens = last == gap.start || scene.doc.form(gap.start) == ",";
        (gap.len() <= FAR && opens && !gap.clone().any(other)).then_some(behind)
    }

    /// "161, against 117 on Monday", "from seven to thirteen".
    fn compared(&self, scene: &Scene, number: &Number) -> Option<&'a Draft> {
        let start = number.words.start;
        let near = start.saturating_sub(2)..start;
        let against = near.into_iter().any(|w| scene.same_sentence(w, start) && scene.entry(w).is(lexicon::AGAINST));
        self.before.or(self.behind).filter(|_| against)
    }

    /// "the police 200": someone gives another number for what is spoken of.
    fn told(&self, scene: &Scene, number: &Number) -> Option<&'a Draft> {
        let start = number.words.start;
        let opens = start <= scene.sentence(start).start + 6;
        let beside = (start.saturating_sub(2)..start).any(|w| scene.entry(w).is(lexicon::COUNTS));
        let older = self.older.filter(|_| opens || beside);
        if reaches(scene, number) {
            return self.before.or(self.older);
        }
        self.before.or(self.behind).or(older).filter(|_| says(scene, number))
    }
}

/// "A week ago they stood at 214": a verb of totals and its preposition right before.
fn reaches(scene: &Scene, number: &Number) -> bool {
    let start = number.words.start;
    let toll = |w: usize| scene.same_sentence(w, start) && scene.entry(w).is(lexicon::TOLL_VERB);
    let verb = |w: usize| toll(w) && scene.doc.words[w].upos == Upos::Verb;
    start > 1 && toll(start - 1) && !verb(start - 1) && verb(start - 2)
}

/// Whether someone gives the number: words of saying or counting stand beside it.
fn says(scene: &Scene, number: &Number) -> bool {
    window(scene, number).any(|w| scene.entry(w).is(lexicon::SAY | lexicon::COUNTS))
}

/// The words around a number, up to a semicolon.
fn window(scene: &Scene, number: &Number) -> Range<usize> {
    const NEAR: usize = 8;
    let sentence = scene.sentence(number.core.start);
    let low = sentence.start.max(number.words.start.saturating_sub(NEAR));
    let high = sentence.end.min(number.words.end + NEAR);
    let stop = |w: &usize| scene.doc.form(*w) == ";";
    let start = (low..number.words.start).rfind(stop).map_or(low, |w| w + 1);
    let end = (number.words.end..high).find(stop).unwrap_or(high);
    start..end
}
