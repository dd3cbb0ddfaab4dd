//! Sources without a verb: "according to the army", « selon des habitants », "citing a military source".

use super::Draft;
use super::cues::{Entry, Frame, Kind, List};
use super::reader::{MAX_CONTENT, Reader};
use std::ops::Range;
use text::Upos;

/// All claims of such phrases.
pub(super) fn find(r: &Reader, out: &mut Vec<Draft>) {
    for s in &r.doc.sentences {
        let sentence = s.words();
        let mut w = sentence.start;
        // Where the words of an earlier such source end: "300 according to the army, 500 according to residents".
        let mut taken = sentence.start;
        while w < sentence.end {
            let found = r.lexicon(w).at(r.doc, w, sentence.end);
            let hit = found.iter().find(|(_, e)| e.kind == Kind::According);
            w = match hit.and_then(|(phrase, entry)| read(r, phrase.clone(), entry, &sentence)) {
                Some(mut draft) => {
                    let next = draft.region.end.max(w + 1);
                    if let Some(left) =
                        draft.content.first_mut().filter(|c| c.start < taken && taken < w && c.end > taken)
                    {
                        let from = taken + (r.upos(taken) == Upos::Cconj) as usize;
                        *left = r.trimmed(from.min(left.end)..left.end);
                    }
                    taken = next;
                    out.push(draft);
                    next
                }
                None => w + 1,
            };
        }
    }
}

fn read(r: &Reader, phrase: Range<usize>, entry: &Entry, sentence: &Range<usize>) -> Option<Draft> {
    let own = entry.frames.has(Frame::Own);
    let before = phrase.start.checked_sub(1).filter(|&w| w >= sentence.start);
    if own && before.is_some_and(|w| !r.is_comma(w) && !r.is_quote_mark(w)) {
        return None;
    }
    let from = if own { phrase.end - 1 } else { phrase.end };
    let source = compiler(r, source(r, from, sentence)?);
    if entry.frames.has(Frame::Agent) && !speaks(r, &source) {
        return None;
    }
    // « Pour Bellamotte, la réforme … »
    if entry.frames.has(Frame::Lead) {
        let leads = phrase.start == r.segment(phrase.start) && source.end < sentence.end && r.is_comma(source.end);
        let clause = r.has_verb(source.end..sentence.end);
        if !(leads && clause) {
            return None;
        }
    }
    if entry.frames.has(Frame::Chain) {
        let mut draft = draft(phrase, entry, source, Vec::new());
        draft.rule = "citing";
        return Some(draft);
    }
    let content = content(r, &phrase, &source, sentence)?;
    Some(draft(phrase, entry, source, content))
}

/// "according to a count by the Red Cross", « selon un bilan établi par la Croix-Rouge »: who made it.
fn compiler(r: &Reader, source: Range<usize>) -> Range<usize> {
    let head = source.clone().find(|&w| r.upos(w) == Upos::Noun).filter(|&w| r.is(w, List::Document));
    let by = head.and_then(|head| (head + 1..source.end).find(|&w| r.is(w, List::By)));
    match by.filter(|&by| (by + 1..source.end).any(|w| r.speaker(w).is_some())) {
        Some(by) => by + 1..source.end,
        None => source,
    }
}

/// Whether a phrase names who can hold a view: a person, or a party by name.
fn speaks(r: &Reader, source: &Range<usize>) -> bool {
    let first = source.clone().find(|&w| matches!(r.upos(w), Upos::Noun | Upos::Propn)).unwrap_or(source.start);
    let speaks = |w: usize| r.name_kind(w) == Some(text::NameKind::Person) || r.lexicon(w).speaker(r.doc, w).is_some();
    speaks(first) && speaks(r.doc.head_of(source.clone()))
}

fn draft(phrase: Range<usize>, entry: &Entry, source: Range<usize>, content: Vec<Range<usize>>) -> Draft {
    let mut draft = Draft::plain(phrase.start, Some(source.clone()), content, "according");
    draft.cue = vec![phrase.start..phrase.end.min(source.start).max(phrase.start + 1)];
    draft.region = phrase.start..source.end;
    draft.entry = *entry;
    draft.author = entry.author;
    draft.confidence = 0.9;
    draft
}

/// The source that follows: up to a comma, a finite verb, a quotation, or the sentence's end; with an apposition between
/// commas ("a spokesman of the Front, Karim Saleh, …").
fn source(r: &Reader, from: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut end = segment(r, from, sentence.end);
    // « les accusations selon lesquelles … »
    if end == from
        || r.is(from, List::Relative)
        || !(from..end).any(|w| r.is_nominal(w) || r.upos(w) == Upos::X || r.upos(w) == Upos::Adj)
    {
        return None;
    }
    // "l'agence Sana, qui cite une source militaire, …"
    if end + 2 < sentence.end
        && r.is_comma(end)
        && r.is(end + 1, List::Relative)
        && let Some(close) = (end + 2..sentence.end.min(end + 25)).find(|&w| r.is_comma(w))
        && r.has_verb(close..sentence.end)
    {
        return Some(from..close);
    }
    for n in 0..2 {
        if end + 1 < sentence.end && r.is_comma(end) {
            let next = segment(r, end + 1, sentence.end);
            let apposed = next > end + 1
                && next - end <= 20
                && !r.has_verb(end + 1..next)
                && apposition(r, end + 1..next)
                && (next >= sentence.end || r.is_comma(next) || r.is_stop(next));
            // At the sentence's end, or before a clause of its own.
            let rest = next + 1 < sentence.end && (r.has_verb(next + 1..sentence.end) || r.is_stop(next));
            if apposed && (rest || next + 1 >= sentence.end) && (n == 0 || next + 1 >= sentence.end) {
                end = next;
                continue;
            }
        }
        break;
    }
    Some(from..end)
}

/// Whether a run of words can stand beside a noun: a name, or a phrase with an article that names a person or body.
fn apposition(r: &Reader, words: Range<usize>) -> bool {
    let first = words.start;
    let name = words.clone().all(|w| matches!(r.upos(w), Upos::Propn | Upos::Adj | Upos::Noun))
        && r.upos(first) == Upos::Propn;
    let role = matches!(r.upos(first), Upos::Det | Upos::Noun) && words.clone().any(|w| r.speaker(w).is_some());
    (name || role) && !r.is(first, List::To)
}

/// Whether a number and another such source follow before the next comma.
fn counts_for_another(r: &Reader, from: usize, end: usize) -> bool {
    /// Words of a number and what it counts.
    const FAR: usize = 12;
    let next = (from..end.min(from + FAR))
        .take_while(|&w| !r.is_comma(w))
        .find(|&w| r.lexicon(w).at(r.doc, w, end).iter().any(|(_, e)| e.kind == Kind::According));
    next.is_some_and(|next| (from..next).any(|w| r.upos(w) == Upos::Num))
}

fn segment(r: &Reader, from: usize, end: usize) -> usize {
    let mut w = from;
    let mut relative = false;
    while w < end && w - from < 30 {
        if r.is_comma(w) || r.is_stop(w) || r.is_dash(w) || matches!(r.first_char(w), ';' | ')') || r.is_colon(w) {
            break;
        }
        // "400 according to police | and 1,000 according to organisers"
        if r.upos(w) == Upos::Cconj && w > from && counts_for_another(r, w + 1, end) {
            break;
        }
        if r.is_quote_mark(w) && r.opened(w).is_some_and(|q| q.words.len() > 4) {
            break;
        }
        relative |= r.is(w, List::Relative) && w > from && !r.is(w, List::ThatOnly);
        let finite = r.is_verbal(w) && r.feats(w).verb_form == Some(text::VerbForm::Fin);
        // "according to government figures", whatever the tree makes of them.
        let counted = w > from && r.is(w, List::Document);
        if finite && !relative && !counted {
            break;
        }
        // "as per police sources | the bomb was planted": no comma in rough translations.
        if w > from && r.upos(w) == Upos::Det && r.upos(w - 1) == Upos::Noun && !r.is_comma(w - 1) {
            break;
        }
        if r.is(w, List::ThatOnly) && (r.upos(w) == Upos::Sconj || w > from && r.upos(w) == Upos::Pron) {
            break;
        }
        w += 1;
    }
    w
}

/// What such a source says: what follows where it leads the sentence or a joined clause, else what precedes, and what
/// follows too where it is inserted.
fn content(
    r: &Reader,
    phrase: &Range<usize>,
    source: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Vec<Range<usize>>> {
    let first = r.segment(phrase.start).max(r.body_start(sentence.clone()));
    let mut lead = phrase.start;
    while lead > first && (r.is_comma(lead - 1) || r.is_quote_mark(lead - 1) && r.closed(lead - 1).is_none()) {
        lead -= 1;
    }
    let joined = lead > first && matches!(r.upos(lead - 1), Upos::Cconj | Upos::Sconj) && r.closed(lead - 1).is_none();
    let short = lead <= first + 1 && !r.has_verb(first..lead);
    let mut next = source.end;
    while next < sentence.end && (r.is_comma(next) || r.is_colon(next)) {
        next += 1;
    }
    let rest = end_of(r, next, sentence);
    let right = r.trimmed(next..rest);
    if lead <= first || joined || short {
        let end = quote_end(r, &right);
        return (!right.is_empty()).then(|| vec![right.start..end]);
    }
    let left = r.trimmed(left_start(r, first, lead, sentence)..lead);
    let mut spans = Vec::new();
    if !left.is_empty() {
        spans.push(left.clone());
    }
    let inserted = r.is_comma(phrase.start - 1) || r.first_char(phrase.start - 1) == '(';
    let goes_on = inserted && source.end < sentence.end && r.is_comma(source.end) && !right.is_empty();
    let relative = right.clone().next().is_some_and(|w| r.is(w, List::Relative) || r.upos(w) == Upos::Cconj);
    let verbless = !r.has_verb(left.clone());
    let fresh = right.clone().next().is_some_and(|w| r.feats(w).verb_form == Some(text::VerbForm::Ger));
    if goes_on && !relative && !fresh && (r.has_verb(right.clone()) || verbless) {
        spans.push(right);
    } else if verbless && !inserted && r.has_verb(right.clone()) {
        // "In the north according to residents three people died" (no commas).
        spans.push(right);
    }
    (!spans.is_empty()).then_some(spans)
}

/// Content on the left of a source starts with the sentence, or after a semicolon, or where a quotation opened before.
fn left_start(r: &Reader, first: usize, lead: usize, sentence: &Range<usize>) -> usize {
    let low = lead.saturating_sub(MAX_CONTENT).max(first).max(r.segment(lead));
    if let Some(q) = lead.checked_sub(1).and_then(|w| r.closed(w))
        && q.words.start < sentence.start
    {
        return q.words.start;
    }
    low
}

fn end_of(r: &Reader, from: usize, sentence: &Range<usize>) -> usize {
    let end = sentence.end.min(from + MAX_CONTENT);
    for w in from + 1..end {
        let other = (r.is_comma(w - 1) || r.first_char(w - 1) == ';')
            && r.quote(w).is_none()
            && r.lexicon(w)
                .at(r.doc, w, sentence.end)
                .iter()
                .any(|(_, e)| e.kind == Kind::According && e.frames.has(Frame::After));
        if other {
            return w;
        }
        if r.first_char(w) == ';' {
            return w;
        }
    }
    end
}

/// A quotation that opens the content runs to its closing mark, beyond the sentence.
fn quote_end(r: &Reader, words: &Range<usize>) -> usize {
    match words.end.checked_sub(1).and_then(|w| r.quote(w)) {
        Some(q) if q.words.start >= words.start => q.words.end.max(words.end),
        _ => words.end,
    }
}
