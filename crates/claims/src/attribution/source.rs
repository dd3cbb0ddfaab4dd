//! Which actor a source is. Every source has one: where no mention covers it, it becomes an actor of its own.

use super::Draft;
use super::cues::List;
use super::reader::Reader;
use crate::reading::{Actor, ActorKind, By, Form, Mention, Ref, Source, Trace};
use std::collections::BTreeMap;
use std::ops::Range;
use text::{NameKind, Rel, Span, Upos};

/// A source with the whole of the names that its ends cut, and the bracket that it opens: "the Observatory (SO)".
pub(super) fn whole(r: &Reader, words: Range<usize>) -> Range<usize> {
    let named = |w: usize| r.mentions.actor(w).map(|(_, span)| r.doc.words_in(span));
    let start = before_hyphen(r, words.start);
    let start = named(start).map_or(start, |name| name.start.min(start));
    let last = words.end.saturating_sub(1).max(words.start);
    let actor =
        |w: usize| r.mentions.actor(w).map(|(to, _)| to).filter(|_| r.word(w).sentence == r.word(last).sentence);
    // "the spokesman | Karim Saleh": the name of who was called by his office, too.
    let goes_on = words.end < r.doc.words.len() && actor(words.end).is_some() && actor(words.end) == actor(last);
    let end = if goes_on { named(words.end) } else { named(last) }.map_or(words.end, |name| name.end.max(words.end));
    let words = words.start..end;
    let opens = |w: usize| r.doc.form(w) == "(";
    let open = words.clone().rev().find(|&w| opens(w) || r.doc.form(w) == ")").is_some_and(opens);
    let closed = open && words.end < r.doc.words.len() && r.doc.form(words.end) == ")";
    start..words.end + usize::from(closed)
}

/// Where a phrase starts whose first word is tied to others by hyphens: "the Hamas-|run health authorities".
fn before_hyphen(r: &Reader, start: usize) -> usize {
    let mut start = start;
    let glued = |w: usize| r.word(w - 1).span.end == r.word(w).span.start;
    while start >= 2 && r.doc.form(start - 1) == "-" && glued(start) && glued(start - 1) {
        start -= 2;
        let article =
            start > 0 && r.upos(start - 1) == Upos::Det && r.word(start - 1).sentence == r.word(start).sentence;
        start -= usize::from(article);
    }
    start
}

/// The actors that sources add to those of the report.
#[derive(Default)]
pub(super) struct Speakers {
    pub(super) added: Vec<Actor>,
    by_name: BTreeMap<String, u32>,
    /// The last person or body that spoke, for pronouns that nothing else resolves.
    last: Option<Ref>,
}

impl Speakers {
    /// The source of a draft.
    pub(super) fn source(&mut self, r: &Reader, words: &Range<usize>) -> Source {
        let span = span(r, words);
        let head = head(r, words);
        let mention = r.mentions.actor(head).map(|(to, _)| to);
        let name = named_person(r, words, head);
        let to = name
            .or(mention)
            .or_else(|| named_body(r, words))
            .or_else(|| self.pronoun(r, head))
            .or_else(|| self.last.filter(|_| words.clone().any(|w| r.is(w, List::Same))))
            .unwrap_or_else(|| self.add(r, words, head));
        if !r.is(head, List::Document) {
            self.last = Some(to);
        }
        Source { span: Some(span), to: Some(to), named: self.named(r, to, head) }
    }

    fn pronoun(&self, r: &Reader, head: usize) -> Option<Ref> {
        let pronoun = r.is(head, List::Pronoun) && r.upos(head) == Upos::Pron || r.feats(head).possessive;
        self.last.filter(|_| pronoun && !r.is(head, List::FirstPerson) && !r.is(head, List::Impersonal))
    }

    fn named(&self, r: &Reader, to: Ref, head: usize) -> bool {
        let Ref::Actor(n) = to else { return false };
        let n = n as usize;
        let added = n.checked_sub(r.actors.len()).and_then(|k| self.added.get(k));
        let Some(actor) = r.actors.get(n).or(added) else { return false };
        let by_name = actor.mentions.iter().any(|m| m.form == Form::Name);
        let body = !matches!(actor.kind, ActorKind::Person | ActorKind::Population | ActorKind::Unknown);
        by_name || (body && !r.is(head, List::Anonymous))
    }

    /// Makes an actor of the source's own words.
    fn add(&mut self, r: &Reader, words: &Range<usize>, head: usize) -> Ref {
        let name_words = display(r, words, head);
        let span = r.doc.span_of(name_words.clone());
        let name = r.doc.slice_of(span).split_whitespace().collect::<Vec<_>>().join(" ");
        // « a-t-il »
        let name = name.strip_prefix("-t-").or(name.strip_prefix('-')).map_or_else(|| name.clone(), str::to_string);
        let person = r.name_kind(head);
        let kind = match person {
            Some(NameKind::Person) => ActorKind::Person,
            Some(NameKind::Organisation) => ActorKind::Organization,
            _ => r.speaker(head).unwrap_or(ActorKind::Unknown),
        };
        let form = match r.upos(head) {
            Upos::Propn => Form::Name,
            Upos::Pron => Form::Pronoun,
            _ => Form::Nominal,
        };
        let mention = Mention { span, form, by: By::Description, confidence: 0.6 };
        let key = name.to_lowercase();
        if let Some(&n) = self.by_name.get(&key) {
            if let Some(actor) = self.added.get_mut(n as usize) {
                actor.mentions.push(mention);
                actor.mentions.sort_by_key(|m| m.span);
                actor.mentions.dedup_by_key(|m| m.span);
            }
            return Ref::Actor((r.actors.len() as u32) + n);
        }
        let role = (kind == ActorKind::Person && r.upos(head) == Upos::Noun).then(|| r.doc.lemma(head).to_string());
        let member_of = r
            .doc
            .children(head)
            .filter(|&c| r.rel(c) == Rel::Nmod && words.contains(&c))
            .find_map(|c| r.mentions.actor(c))
            .map(|m| m.0);
        let n = self.added.len() as u32;
        self.by_name.insert(key, n);
        let own = (form == Form::Name).then(|| crate::actor::of_name(&name));
        self.added.push(Actor {
            name: if name.is_empty() { r.doc.form(head).to_string() } else { name },
            kind,
            country: None,
            sectors: Vec::new(),
            role,
            member_of,
            wikidata: None,
            key: own,
            mentions: vec![mention],
            why: Trace::new(false),
        });
        Ref::Actor((r.actors.len() as u32) + n)
    }
}

/// The span of a source: a contraction at its left edge (« du ministère ») keeps its noun only where that is possible.
pub(super) fn span(r: &Reader, words: &Range<usize>) -> Span {
    r.doc.span_of(words.clone())
}

/// The word that heads a source: by the tree, and where that is a verb or a mark, the first noun.
fn head(r: &Reader, words: &Range<usize>) -> usize {
    let head = r.doc.head_of(words.clone());
    // "Hamas-run health authorities", which the tree parts.
    let outer = |&w: &usize| r.rel(w) == Rel::Nsubj && r.doc.head(w).is_some_and(|h| !words.contains(&h));
    let hyphened = words.clone().any(|w| r.doc.form(w) == "-");
    if let Some(subject) = words.clone().find(outer).filter(|_| hyphened && r.rel(head) != Rel::Nsubj) {
        return subject;
    }
    if r.is_nominal(head) || r.mentions.actor(head).is_some() || words.len() == 1 {
        return head;
    }
    words.clone().find(|&w| r.is_nominal(w)).unwrap_or(head)
}

/// A person named in the phrase who is its head or stands in apposition to it, not inside "of …" or a relative clause.
fn named_person(r: &Reader, words: &Range<usize>, head: usize) -> Option<Ref> {
    let mut last = None;
    for w in words.clone() {
        let Some((to, span)) = r.mentions.actor(w) else { continue };
        if last == Some(to) {
            continue;
        }
        last = Some(to);
        let Ref::Actor(n) = to else { continue };
        let Some(actor) = r.actors.get(n as usize).filter(|a| a.kind == ActorKind::Person) else { continue };
        let by_name = actor.mentions.iter().any(|m| m.span == span && m.form == Form::Name);
        let Some(mention) = Some(r.doc.words_in(span)).filter(|m| !m.is_empty()) else { continue };
        let aside = mention.start > words.start
            && r.is_comma(mention.start - 1)
            && (mention.end >= words.end || r.is_comma(mention.end));
        if by_name && (aside || apposed(r, r.doc.head_of(mention), head)) {
            return Some(to);
        }
    }
    None
}

/// A body named in apposition: "the mission in the north, MINUS, said".
fn named_body(r: &Reader, words: &Range<usize>) -> Option<Ref> {
    words.clone().filter(|&w| w > words.start && r.is_comma(w - 1)).find_map(|w| {
        let (to, span) = r.mentions.actor(w)?;
        let Ref::Actor(n) = to else { return None };
        let mention = r.doc.words_in(span);
        let closes = mention.end >= words.end || r.is_comma(mention.end);
        let named = r.actors.get(n as usize)?.mentions.iter().any(|m| m.span == span && m.form == Form::Name);
        (mention.start == w && closes && named).then_some(to)
    })
}

/// Whether the way up from a name to the head of its phrase leads over no preposition, possessor or clause.
fn apposed(r: &Reader, name: usize, head: usize) -> bool {
    let mut at = name;
    for _ in 0..6 {
        if at == head {
            return true;
        }
        let inside = match r.rel(at) {
            Rel::Nmod => r.doc.children(at).any(|c| r.rel(c) == Rel::Case) || r.word(at).sub == text::Sub::Poss,
            Rel::Acl | Rel::Obl | Rel::Obj | Rel::Nsubj | Rel::Conj => true,
            _ => false,
        };
        if inside {
            return false;
        }
        match r.doc.head(at) {
            Some(h) => at = h,
            None => return true,
        }
    }
    false
}

/// The words by which a new actor is shown: from the phrase's start, without article, to its first comma or relative.
fn display(r: &Reader, words: &Range<usize>, head: usize) -> Range<usize> {
    let mut start = words.start;
    while start < head && (matches!(r.upos(start), Upos::Det | Upos::Adp | Upos::Cconj) || r.is_punct(start)) {
        start += 1;
    }
    let end = (head + 1..words.end.min(head + 12))
        .find(|&w| r.is_comma(w) || r.is(w, List::Relative))
        .unwrap_or(words.end.min(head + 12));
    start..end.max(start + 1)
}

/// Marks the actors that a draft tells its source's words to ("told AFP"): a body of the media passes the words on.
pub(super) fn told_media(r: &Reader, d: &Draft) -> Option<Range<usize>> {
    let c = r.doc.children(d.head).find(|&c| {
        matches!(r.rel(c), Rel::Obj | Rel::Iobj | Rel::Obl)
            && c > d.head
            && c < d.head + 8
            && !d.content.iter().any(|k| k.contains(&c))
    })?;
    let words = r.mentions.actor(c).map(|(_, span)| r.doc.words_in(span)).filter(|w| !w.is_empty()).unwrap_or(c..c + 1);
    let named = words.clone().any(|w| r.upos(w) == Upos::Propn || r.first_char(w).is_uppercase());
    let outlet = named && r.speaker(c) == Some(ActorKind::Media);
    let own = d.source.as_ref().is_some_and(|s| s.start < words.end && words.start < s.end);
    (outlet && !own).then_some(words)
}
