//! Parts of a total: "including two children", "dont deux enfants", "5,000 of them", "the dead include two women".

use super::counted::Counted;
use super::lexicon::{self, Cue, Frame};
use super::{Draft, Scene, Way, draft};
use crate::number::NumberKind;
use crate::reading::Measure;
use std::ops::Range;
use text::{Rel, Upos, VerbForm};

/// Marks the figures that are parts, and adds those that only the total's word counts.
pub(super) fn find(scene: &Scene, drafts: &mut Vec<Draft>, explain: bool) {
    let mut added: Vec<Draft> = Vec::new();
    for sentence in &scene.doc.sentences {
        let lex = &scene.words.lexicon[sentence.lang];
        let words = sentence.words();
        let mut at = words.start;
        while at < words.end {
            let Some((phrase, _)) = lex.part.at(scene.doc, at, words.end).next() else {
                at += 1;
                continue;
            };
            at = phrase.end;
            let heads = heads_behind(scene, &phrase, words.end);
            for counted in scene.tally(&heads) {
                part(scene, drafts, &mut added, &phrase, counted, explain);
            }
        }
        behind(scene, drafts, &mut added, words, explain);
    }
    drafts.append(&mut added);
    of_the_harmed(scene, drafts, explain);
}

/// "Eight of the 12 people killed were children", « huit des 12 personnes tuées »: those killed are the twelve, and the eight
/// are a part of them.
fn of_the_harmed(scene: &Scene, drafts: &mut Vec<Draft>, explain: bool) {
    let doc = scene.doc;
    for m in 1..scene.numbers.len() {
        let (Some(n), Some(noun)) = (whole_of(scene, m), scene.links.noun[m]) else { continue };
        let counts = |drafts: &[Draft], number: usize| drafts.iter().position(|d| d.counted.number == Some(number));
        // The harm describes those of whom the number is a part: "the 12 people | killed".
        let harmed =
            |d: &Draft| doc.head(d.cue) == Some(noun) && doc.words[d.cue].rel == Rel::Acl && d.part_of.is_none();
        let (part, whole) = (counts(drafts, n), counts(drafts, m));
        let Some(told) = part.or(whole) else { continue };
        if part.is_none() && !harmed(&drafts[told]) && drafts[told].part_of.is_none() {
            // « Huit des 12 otages ont été libérés »: eight were.
            drafts[told].counted.number = Some(n);
            drafts[told].span = scene.numbers[n].words.clone();
            let number = &scene.numbers[n];
            (drafts[told].min, drafts[told].max, drafts[told].best) = (number.min, number.max, number.best);
            drafts[told].exactness = number.exactness;
            continue;
        }
        if !harmed(&drafts[told]) {
            continue;
        }
        let cue = Cue { measure: drafts[told].measure, frame: Frame::Obj, people: false };
        let (other, word) = if part.is_some() { (m, noun) } else { (n, scene.numbers[n].core.start) };
        if part.is_some() == whole.is_some() {
            continue;
        }
        let Some(counted) = scene.numbered(other, word) else { continue };
        let Some(mut new) = draft(scene, cue, drafts[told].cue, counted, Way::Tree, explain) else { continue };
        new.rule = "part";
        let at = drafts.len();
        if part.is_some() {
            drafts[told].part_of = Some(at);
        } else {
            new.part_of = Some(told);
        }
        drafts.push(new);
    }
}

/// The number of which another is the whole: "eight of the | 12 people".
pub(super) fn whole_of(scene: &Scene, whole: usize) -> Option<usize> {
    /// Words between the two numbers.
    const NEAR: usize = 3;
    let part = whole.checked_sub(1)?;
    let between = scene.numbers[part].words.end..scene.numbers[whole].words.start;
    let joins = |w: usize| scene.entry(w).is(lexicon::OF | lexicon::DEFINITE) || scene.doc.words[w].upos == Upos::Det;
    let of = between.len() <= NEAR && between.clone().any(|w| scene.entry(w).is(lexicon::OF));
    (of && between.clone().all(joins)).then_some(part)
}

/// The phrases that a part's opener brings: the next noun or number, and what is joined to it.
fn heads_behind(scene: &Scene, phrase: &Range<usize>, end: usize) -> Vec<usize> {
    const FAR: usize = 5;
    let doc = scene.doc;
    for w in phrase.end..(phrase.end + FAR).min(end) {
        if let Some(n) = scene.links.number(w) {
            let head = scene.links.noun[n].unwrap_or(w);
            return scene.members(&[head]);
        }
        let word = &doc.words[w];
        match word.upos {
            Upos::Noun | Upos::Propn => {
                let head = match doc.head(w) {
                    Some(h) if word.rel == Rel::Compound && h > w => h,
                    _ => w,
                };
                return scene.members(&[head]);
            }
            Upos::Det | Upos::Adj | Upos::Adv | Upos::Num | Upos::Adp | Upos::Pron => {}
            Upos::Punct if doc.form(w) == ":" || doc.form(w) == "," => {}
            // "Of those killed, 51 were fighters."
            Upos::Verb if w == phrase.end && word.feats.verb_form == Some(VerbForm::Part) => {}
            _ if scene.entry(w).is(lexicon::BE | lexicon::PART_VERB) => {}
            _ if scene.numbers.get(scene.next_number(w)).is_some_and(|n| n.words.contains(&w)) => {}
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// "5,000 of them were": the number stands before the words that make it a part.
fn behind(scene: &Scene, drafts: &mut [Draft], added: &mut Vec<Draft>, words: Range<usize>, explain: bool) {
    let lex = &scene.words.lexicon
        [scene.doc.sentences[scene.doc.words[words.start.min(words.end - 1)].sentence as usize].lang];
    let first = scene.next_number(words.start);
    for (n, number) in scene.numbers.iter().enumerate().skip(first) {
        if number.words.start >= words.end {
            break;
        }
        let ends = [Some(number.words.end), scene.links.noun[n].map(|w| w + 1)];
        let after = |e: usize| lex.part_after.at(scene.doc, e, words.end).map(|(r, _)| r).find(|r| r.start == e);
        let opened = ends.into_iter().flatten().filter(|&e| e < words.end).find_map(after);
        if opened.is_some() || of_an_age(scene, number.core.end, words.end) && scene.links.noun[n].is_none() {
            let head = scene.links.noun[n].unwrap_or(number.core.start);
            let opener = number.words.start..opened.map_or(number.words.end, |r| r.end);
            if let Some(counted) = scene.count(head) {
                part(scene, drafts, added, &opener, counted, explain);
            }
        }
    }
}

/// "Three are children": what is said of a number alone makes it a part.
fn of_an_age(scene: &Scene, from: usize, end: usize) -> bool {
    /// An article or an adverb may stand between.
    const FAR: usize = 4;
    from < end
        && scene.entry(from).is(lexicon::BE)
        && (from + 1..end.min(from + FAR)).any(|w| scene.entry(w).is(lexicon::CHILD | lexicon::WOMAN))
}

/// Makes what is counted a part of the last total before the opener.
fn part(
    scene: &Scene,
    drafts: &mut [Draft],
    added: &mut Vec<Draft>,
    opener: &Range<usize>,
    counted: Counted,
    explain: bool,
) {
    let head = counted.head;
    if counted.number.is_some_and(|n| !matches!(scene.numbers[n].kind, NumberKind::Count | NumberKind::Share)) {
        return;
    }
    // "Among the dead" is no part of the wounded.
    let named = opener.clone().find_map(|w| super::harm(scene, w));
    let Some(whole) = total_before(scene, drafts, opener, head, named) else { return };
    let near = drafts.partition_point(|d| d.span.start < opener.start.saturating_sub(BACK));
    let own = drafts[near..].iter().take(BACK).position(|d| match (d.counted.number, counted.number) {
        (Some(a), Some(b)) => a == b,
        (None, None) => d.counted.head == counted.head || d.counted.words.contains(&counted.head),
        _ => false,
    });
    let own = own.map(|i| i + near);
    let value = counted.number.map_or(Some(counted.singles as f64), |n| scene.numbers[n].best);
    let (total, cue, measure, unit) =
        (drafts[whole].best, drafts[whole].cue, drafts[whole].measure, drafts[whole].unit);
    // A part is no greater than its whole; a share is a part of anything.
    let fits = match (value, total) {
        (Some(v), Some(t)) => v <= t || unit == crate::reading::Unit::Share,
        _ => true,
    };
    if !fits || own == Some(whole) {
        return;
    }
    if let Some(own) = own {
        drafts[own].part_of = Some(whole);
        drafts[own].why.say(|| "A part of the total before it.".to_string());
        return;
    }
    if added.iter().any(|a| a.counted.head == counted.head) {
        return;
    }
    // "It named one of the dead" among those hit.
    let measure = named.unwrap_or(measure);
    let cue_like = Cue { measure, frame: Frame::Obj, people: false };
    if speaks(scene, head) || told_of(scene, head) {
        return; // "“…”, said one of them"; "dont la sœur a perdu une jambe"
    }
    if let Some(mut d) = draft(scene, cue_like, cue, counted, Way::Tree, explain) {
        d.rule = "part";
        d.part_of = Some(whole).filter(|&w| drafts[w].measure == measure);
        d.why.say(|| "A part of the total before it, and counted as that is.".to_string());
        added.push(d);
    }
}

/// Whether a word is the subject of what reports speech: right behind its verb, or with a clause that the verb brings.
fn speaks(scene: &Scene, word: usize) -> bool {
    let doc = scene.doc;
    let rel = doc.words[word].rel;
    let behind = word > 0 && scene.same_sentence(word - 1, word) && doc.words[word - 1].upos == Upos::Verb;
    let clause = |v: usize| doc.children(v).any(|c| matches!(doc.words[c].rel, Rel::Ccomp | Rel::Parataxis));
    behind && matches!(rel, Rel::Nsubj | Rel::Obj) || rel == Rel::Nsubj && doc.head(word).is_some_and(clause)
}

/// Whether a clause tells something of a person who is known to the reader, and of nobody else's part.
fn told_of(scene: &Scene, word: usize) -> bool {
    let doc = scene.doc;
    let definite = doc.children(word).any(|c| doc.words[c].rel == Rel::Det && scene.entry(c).is(lexicon::DEFINITE));
    let verb = doc.head(word).is_some_and(|h| h > word && doc.words[h].upos == Upos::Verb);
    definite && verb && doc.words[word].rel == Rel::Nsubj
}

/// How many figures, and words, a part and its total lie apart at most.
const BACK: usize = 60;

/// The total that a part belongs to: the nearest before it in its sentence, else the last of the sentence before; one of the
/// harm that the opener names goes before others.
fn total_before(
    scene: &Scene,
    drafts: &[Draft],
    opener: &Range<usize>,
    head: usize,
    named: Option<Measure>,
) -> Option<usize> {
    let at = opener.start;
    let sentence = scene.doc.words[at].sentence;
    let end = drafts.partition_point(|d| d.span.start < at);
    let low = end.saturating_sub(BACK);
    let whole = |d: &Draft| {
        let whole = d.counted.number.is_some() && d.part_of.is_none() && d.best.is_some_and(|b| b > 1.0);
        let near = scene.doc.words[d.span.start].sentence + 1 >= sentence;
        whole && near && d.span.end <= at && d.span.start != head
    };
    let last = |fits: &dyn Fn(&Draft) -> bool| drafts[low..end].iter().rposition(|d| whole(d) && fits(d));
    last(&|d| named.is_some_and(|m| d.measure == m)).or_else(|| last(&|_| true)).map(|i| low + i)
}
