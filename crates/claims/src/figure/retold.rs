//! A report tells one toll several times: in its title, its lead, and later as "the four victims". A figure that tells an
//! earlier one of the same measure again is dropped, so that nobody is counted twice. The rules, first match:
//!
//! 1. A person named before (the same actor, or a word of the name in common) is the same person.
//! 2. "The victim", "the bodies of the four": words of a retelling bring nobody new where somebody was told before.
//! 3. "The teacher", "this soldier": a definite description of one person is one told before, if one was.
//! 4. The same number of the same people, or of people told without a noun that tells them apart, is the same toll, unless
//!    it says "other" or "more".
//!    Persons told one by one are as many people as were told before in a number.
//! 5. A description right behind a name is that person.
//! 6. A definite smaller number ("the two women") is a part of a greater total told before.
//! 7. One person told after a total of the same measure within a few sentences is a part of it.

use super::lexicon;
use super::{Draft, Scene};
use crate::reading::{Measure, Ref, Unit};
use text::{Key, Rel, Upos};

/// How many sentences after a total a person named is one of those counted.
const NEAR: u32 = 12;

/// How many figures back one is known again; it keeps the cost linear in the text.
const MEMORY: usize = 100;

/// What is kept of a figure to know it again.
struct Told {
    draft: usize,
    measure: Measure,
    unit: Unit,
    best: f64,
    sentence: u32,
    number: bool,
    named: bool,
    part: bool,
    /// "Two others".
    more: bool,
    noun: Key,
    generic: bool,
    actor: Option<Ref>,
    tokens: Vec<Key>,
}

/// Marks the drafts that tell an earlier one again.
pub(super) fn drop(scene: &Scene, drafts: &mut [Draft]) {
    broken_down(scene, drafts);
    in_aside(scene, drafts);
    let mut told: Vec<Told> = Vec::new();
    for i in 0..drafts.len() {
        let now = know(scene, &drafts[i], i);
        if drafts[i].computed.is_some() || now.best == 0.0 {
            continue;
        }
        let known = &told[told.len().saturating_sub(MEMORY)..];
        if let Some(last) = known.last()
            && beside(scene, &drafts[last.draft], &drafts[i])
        {
            drafts[i].dropped = true;
            drafts[i].same_as = Some(last.draft);
            continue;
        }
        if let Some(last) = known.last()
            && aside(scene, &drafts[last.draft], &drafts[i])
        {
            if now.best == last.best {
                drafts[i].dropped = true;
                drafts[i].same_as = Some(last.draft);
            } else {
                drafts[i].part_of = Some(last.draft);
            }
            continue;
        }
        match verdict(scene, &drafts[i], &now, known) {
            Verdict::New => {}
            Verdict::Same(old) => {
                // The same number may be another source's: who says so is known later.
                let number = |d: &Draft| d.counted.number.is_some() && d.best == drafts[i].best;
                drafts[i].dropped = !(number(&drafts[i]) && number(&drafts[old]));
                drafts[i].same_as = Some(old);
                let words = scene.doc.slice_of(scene.doc.span_of(drafts[i].span.clone())).to_string();
                drafts[old].why.say(|| format!("“{words}” tells it again."));
                continue;
            }
            Verdict::Part(whole) => {
                if drafts[i].part_of.is_none() {
                    drafts[i].part_of = Some(whole);
                    drafts[i].presumed = true;
                    drafts[i].why.say(|| "One of those counted before.".to_string());
                }
            }
        }
        told.push(Told { part: drafts[i].part_of.is_some(), ..now });
    }
}

/// "Six monks (five Spaniards and a Kenyan) were killed": a smaller number in an aside right behind a total.
fn in_aside(scene: &Scene, drafts: &mut [Draft]) {
    for i in 1..drafts.len() {
        let (whole, part) = (&drafts[i - 1], &drafts[i]);
        let opens = whole.counted.words.end;
        let aside = opens + 1 == part.span.start
            && scene.same_sentence(opens, part.cue)
            && matches!(scene.doc.form(opens), "(" | "[" | "--" | "–" | "—");
        let fits = whole.counted.number.is_some() && whole.measure == part.measure && part.best <= whole.best;
        if aside && fits && part.part_of.is_none() && whole.part_of.is_none() {
            drafts[i].part_of = Some(i - 1);
            drafts[i].why.say(|| "Told of the total before it in an aside.".to_string());
        }
    }
}

/// "Eight people were killed: six priests and two women": figures right behind a total that add up to it are its parts.
fn broken_down(scene: &Scene, drafts: &mut [Draft]) {
    /// A total is broken down in its sentence or the next.
    const FAR: u32 = 1;
    for i in 0..drafts.len() {
        let whole = &drafts[i];
        let (Some(total), measure) = (whole.best, whole.measure) else { continue };
        if whole.counted.number.is_none() || total < 2.0 || whole.part_of.is_some() || whole.computed.is_some() {
            continue;
        }
        let last = scene.doc.words[whole.span.start].sentence + FAR;
        let (mut sum, mut parts) = (0.0, Vec::new());
        for (j, d) in drafts.iter().enumerate().skip(i + 1).take(MEMORY) {
            if scene.doc.words[d.span.start].sentence > last || sum >= total {
                break;
            }
            if d.measure == measure
                && d.part_of.is_none_or(|whole| whole == i)
                && d.computed.is_none()
                && d.unit == drafts[i].unit
            {
                sum += d.best.unwrap_or(0.0);
                parts.push(j);
            }
        }
        if sum == total && parts.len() > 1 {
            for j in parts {
                drafts[j].part_of = Some(i);
                drafts[j].why.say(|| "The total before is broken down into this and others.".to_string());
            }
        }
    }
}

/// "Senator Karim Haddad, the candidate who was gunned down": a description right behind a name, after a comma.
fn beside(scene: &Scene, name: &Draft, draft: &Draft) -> bool {
    let start = draft.counted.words.start;
    let comma = name.counted.words.end;
    name.counted.named
        && name.measure == draft.measure
        && draft.counted.number.is_none()
        && comma + 1 == start
        && scene.doc.form(comma) == ","
        && scene.doc.words.get(start).is_some_and(|w| w.upos == Upos::Det)
}

/// "Two peacekeepers, a Kenyan and a Malian, were killed": persons between commas behind a number that is as great or greater.
fn aside(scene: &Scene, total: &Draft, draft: &Draft) -> bool {
    /// More words of one member of such a list.
    const FAR: usize = 6;
    let (from, to) = (total.counted.words.end, draft.counted.words.start);
    let comma = |w: usize| scene.same_sentence(w, draft.cue) && scene.doc.form(w) == ",";
    let upos = |w: usize| scene.doc.words[w].upos;
    let near = from < to && to <= from + FAR && comma(from);
    let closes = draft.counted.words.end;
    near && total.counted.number.is_some()
        && draft.counted.number.is_none()
        && total.measure == draft.measure
        && draft.best <= total.best
        && upos(to) == Upos::Det
        && !(from..to).any(|w| matches!(upos(w), Upos::Verb | Upos::Aux))
        && closes < scene.doc.words.len()
        && comma(closes)
        // "the six monks, a woman, and her daughter" are more.
        && !(scene.same_sentence(closes + 1, draft.cue) && upos(closes + 1) == Upos::Cconj)
}

enum Verdict {
    New,
    Same(usize),
    Part(usize),
}

fn verdict(scene: &Scene, draft: &Draft, now: &Told, told: &[Told]) -> Verdict {
    let head = draft.counted.head;
    let more = now.more;
    let before = || told.iter().filter(|t| t.measure == now.measure && t.unit == now.unit);
    let single = draft.counted.number.is_none();
    let definite = has(scene, head, draft, lexicon::DEFINITE);
    if more && definite {
        return of_others(now, &mut before());
    }
    if more {
        return Verdict::New;
    }
    if single {
        let same = before().find(|t| {
            !t.number
                && (now.actor.is_some() && t.actor == now.actor || now.tokens.iter().any(|k| t.tokens.contains(k)))
        });
        if let Some(t) = same {
            return Verdict::Same(t.draft);
        }
        let last = before().next_back();
        if scene.entry(head).is(lexicon::PRONOUN)
            && let Some(t) = last
        {
            return Verdict::Same(t.draft);
        }
        if scene.entry(head).is(lexicon::AGAIN)
            && let Some(t) = last
        {
            return Verdict::Same(t.draft);
        }
        let kin = has(scene, head, draft, lexicon::KIN);
        let one = before().rfind(|t| t.best == now.best && (!t.number || t.generic && now.generic));
        if !now.named
            && let Some(t) = one
            && (definite && !kin || t.noun == now.noun || t.number || t.generic && !t.named && !kin)
        {
            return Verdict::Same(t.draft);
        }
        // "Two people were killed. […] A boatman and his son died, she said."
        let both = before().rfind(|t| {
            t.number
                && t.generic
                && !t.part
                && now.best > 1.0
                && t.best == now.best
                && t.sentence + NEAR >= now.sentence
        });
        if let Some(t) = both {
            return Verdict::Same(t.draft);
        }
        let total = before()
            .filter(|t| t.number && !t.part && t.best > now.best)
            .rfind(|t| t.sentence < now.sentence && t.sentence + NEAR >= now.sentence);
        if let Some(t) = total.filter(|_| now.named || definite) {
            return Verdict::Part(t.draft);
        }
        return Verdict::New;
    }
    let same = before().find(|t| t.best == now.best && (t.noun == now.noun || t.generic || now.generic));
    if let Some(t) = same {
        return Verdict::Same(t.draft);
    }
    // "The eight victims", after six priests and two women.
    let told: f64 = before().filter(|t| !t.part).map(|t| t.best).sum();
    let first = before().find(|t| !t.part);
    let total = draft.rule == "toll";
    if let Some(t) = first.filter(|_| !total && told == now.best && now.best > 1.0 && (definite || now.generic)) {
        return Verdict::Same(t.draft);
    }
    let smaller = definite || scene.entry(head).is(lexicon::AGAIN) && !draft.rule.starts_with("noun");
    // "One of the assailants was killed" is none of fourteen soldiers.
    let like = |t: &Told| now.best > 1.0 || t.generic || now.generic || t.noun == now.noun;
    let total = || {
        before().rfind(|t| t.number && !t.part && t.best > now.best && t.sentence < now.sentence).filter(|t| like(t))
    };
    if smaller && let Some(t) = total() {
        return Verdict::Part(t.draft);
    }
    Verdict::New
}

/// "The two other nuns", "the other soldier killed": others told before, or the rest of a total.
fn of_others(now: &Told, before: &mut dyn DoubleEndedIterator<Item = &Told>) -> Verdict {
    let mut total = Verdict::New;
    while let Some(t) = before.next_back() {
        if t.more && t.best == now.best {
            return Verdict::Same(t.draft);
        }
        if matches!(total, Verdict::New) && t.number && !t.part && t.best > now.best {
            total = Verdict::Part(t.draft);
        }
    }
    total
}

fn know(scene: &Scene, draft: &Draft, i: usize) -> Told {
    let head = draft.counted.head;
    let entry = scene.entry(head);
    let word = &scene.doc.words[head];
    let bare = draft.counted.number.is_some_and(|n| scene.numbers[n].core.contains(&head));
    let unknown = entry.status == Some(crate::reading::Status::Unknown);
    let noun = word.upos == Upos::Noun || word.upos == Upos::Propn;
    let tokens = if draft.counted.number.is_none() { tokens(scene, draft) } else { Vec::new() };
    Told {
        draft: i,
        measure: draft.measure,
        unit: draft.unit,
        best: draft.best.unwrap_or(0.0),
        sentence: word.sentence,
        number: draft.counted.number.is_some(),
        named: draft.counted.named,
        part: false,
        more: has(scene, head, draft, lexicon::MORE),
        noun: word.lemma,
        generic: bare || unknown || entry.is(lexicon::AGAIN) || draft.rule == "toll" || !noun,
        actor: scene.mentions.actor(head).map(|(r, _)| r),
        tokens,
    }
}

/// The words of a person's name, without titles.
fn tokens(scene: &Scene, draft: &Draft) -> Vec<Key> {
    /// Shorter words are particles and initials.
    const SHORT: usize = 3;
    let range = &draft.counted.words;
    let i = scene.doc.names.partition_point(|n| n.words.end <= range.start);
    let known = scene.doc.names[i..].iter().take_while(|n| n.words.start < range.end);
    let known: Vec<usize> = known.filter(|n| n.kind == text::NameKind::Person).flat_map(|n| n.words.clone()).collect();
    let words = if known.is_empty() { range.clone().collect() } else { known };
    words
        .into_iter()
        .filter(|&w| {
            let word = &scene.doc.words[w];
            // A tagger takes many a surname in capitals for a noun.
            (word.upos == Upos::Propn || draft.counted.named && scene.surnames.contains_key(&word.lower))
                && scene.doc.form(w).len() >= SHORT
                && !scene.entry(w).is(lexicon::TITLE | lexicon::PERSON)
                && (scene.surnames.contains_key(&word.lower) || scene.mentions.place(w).is_none())
        })
        .map(|w| scene.doc.words[w].lower)
        .collect()
}

/// Whether a determiner or modifier of the phrase is of that class.
fn has(scene: &Scene, head: usize, draft: &Draft, class: u64) -> bool {
    let doc = scene.doc;
    if class == lexicon::MORE && scene.entry(head).is(lexicon::MORE) {
        return true;
    }
    let start = draft.counted.words.start.min(draft.span.start);
    let near = (start.saturating_sub(1)..head).filter(|&w| scene.same_sentence(w, head)).any(|w| {
        matches!(doc.words[w].upos, Upos::Det | Upos::Pron | Upos::Adj | Upos::Noun) && scene.entry(w).is(class)
    });
    near || doc
        .children(head)
        .any(|c| matches!(doc.words[c].rel, Rel::Det | Rel::Amod | Rel::Nmod) && c < head && scene.entry(c).is(class))
}
