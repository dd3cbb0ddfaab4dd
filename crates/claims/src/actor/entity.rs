//! The actors of a report while they are being put together.

use super::notion::NotionId;
use crate::reading::{Actor, ActorKind, By, Form, Mention, Ref, Trace};
use std::collections::HashMap;
use std::ops::Range;
use text::{Document, Key};

/// What makes two mentions speak of one actor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Id {
    /// A party of the dictionary.
    Party(u32),
    /// A person of the dictionary.
    Person(u32),
    /// A state.
    State(u16),
    /// A body of a state (or of none that we know): "army", "police" by sector, others by their words.
    Body(Option<u16>, u64),
    /// A name that no dictionary holds.
    Name(u64),
    /// People told by common nouns.
    Nominal(u64),
}

/// An actor being put together.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) kind: ActorKind,
    pub(super) country: Option<String>,
    pub(super) sectors: Vec<&'static str>,
    pub(super) role: Option<String>,
    pub(super) member_of: Option<usize>,
    pub(super) wikidata: &'static str,
    /// The party of the dictionary.
    pub(super) party: Option<u32>,
    /// The party of the dictionary that a person of the dictionary belongs to.
    pub(super) body: Option<u32>,
    /// What its common noun means, and the people that its members are of.
    pub(super) notion: Option<NotionId>,
    pub(super) people: Option<NotionId>,
    pub(super) key: Option<String>,
    pub(super) mentions: Vec<Mention>,
    /// Descriptions may call it jihadist.
    pub(super) jihadist: bool,
    /// More than one person: "they", not "he".
    pub(super) plural: bool,
    pub(super) why: Trace,
}

/// All drafts, found by what they are.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) drafts: Vec<Draft>,
    by_id: HashMap<Id, usize>,
    /// The draft mentioned at each word plus one, the longest mention first.
    owner: Vec<(u32, u32)>,
    explain: bool,
}

impl Table {
    pub(super) fn new(words: usize, explain: bool) -> Table {
        Table { drafts: Vec::new(), by_id: HashMap::new(), owner: vec![(0, 0); words], explain }
    }

    /// The draft of that identity, made if it is not there.
    pub(super) fn get(&mut self, id: Id, make: impl FnOnce() -> Draft) -> usize {
        if let Some(&n) = self.by_id.get(&id) {
            return n;
        }
        let n = self.add(make());
        self.by_id.insert(id, n);
        n
    }

    /// The draft of that identity, if it is there.
    pub(super) fn find(&self, id: &Id) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Gives a draft one more identity, unless that is another's.
    pub(super) fn also(&mut self, id: Id, draft: usize) {
        self.by_id.entry(id).or_insert(draft);
    }

    /// A draft without an identity that others could share.
    pub(super) fn add(&mut self, mut draft: Draft) -> usize {
        draft.why = Trace::new(self.explain);
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Notes a mention.
    pub(super) fn mention(
        &mut self,
        doc: &Document,
        draft: usize,
        words: Range<usize>,
        form: Form,
        by: By,
        confidence: f32,
    ) {
        self.mention_in(doc, draft, words.clone(), words, form, by, confidence);
    }

    /// Notes a mention that has its words within a longer phrase, all of which speaks of the draft.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn mention_in(
        &mut self,
        doc: &Document,
        draft: usize,
        words: Range<usize>,
        mention: Range<usize>,
        form: Form,
        by: By,
        confidence: f32,
    ) {
        if mention.is_empty() || words.is_empty() || words.end > self.owner.len() {
            return;
        }
        let span = doc.span_of(mention);
        if self.drafts[draft].mentions.iter().rev().take(4).any(|m| m.span == span) {
            return;
        }
        self.take(draft, words);
        self.drafts[draft].mentions.push(Mention { span, form, by, confidence });
    }

    /// Gives a draft words that belong to no longer mention.
    pub(super) fn take(&mut self, draft: usize, words: Range<usize>) {
        for w in words.clone() {
            if self.owner[w].1 <= words.len() as u32 {
                self.owner[w] = (draft as u32 + 1, words.len() as u32);
            }
        }
    }

    /// Gives all that is known of one draft to another, which is the same.
    pub(super) fn join(&mut self, doc: &Document, from: usize, to: usize) {
        let mentions = std::mem::take(&mut self.drafts[from].mentions);
        for mention in &mentions {
            for w in doc.words_in(mention.span).filter(|&w| self.at(w) == Some(from)).collect::<Vec<_>>() {
                self.owner[w].0 = to as u32 + 1;
            }
        }
        let (role, member_of) = (self.drafts[from].role.take(), self.drafts[from].member_of);
        let sectors = std::mem::take(&mut self.drafts[from].sectors);
        let whole = &mut self.drafts[to];
        whole.mentions.extend(mentions);
        whole.role = whole.role.take().or(role);
        whole.member_of = whole.member_of.or(member_of.filter(|&body| body != to));
        if whole.sectors.is_empty() {
            whole.sectors = sectors;
        }
    }

    /// Makes the mention at a word another actor's.
    pub(super) fn give(&mut self, doc: &Document, word: usize, from: usize, to: usize) {
        let here = doc.words[word].span;
        let Some(at) = self.drafts[from].mentions.iter().position(|m| m.span.contains(here)) else { return };
        let mention = self.drafts[from].mentions.remove(at);
        for w in doc.words_in(mention.span) {
            self.owner[w].0 = to as u32 + 1;
        }
        self.drafts[to].mentions.push(mention);
    }

    /// The actor mentioned at a word.
    pub(super) fn at(&self, word: usize) -> Option<usize> {
        self.owner.get(word).and_then(|o| o.0.checked_sub(1)).map(|n| n as usize)
    }

    /// The records, in order of first mention, with the actors without any left out.
    pub(super) fn finish(mut self, doc: &Document) -> Vec<Actor> {
        for d in &mut self.drafts {
            d.mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
            d.mentions.dedup_by_key(|m| m.span);
        }
        let mut order: Vec<usize> = (0..self.drafts.len()).filter(|&n| !self.drafts[n].mentions.is_empty()).collect();
        order.sort_by_key(|&n| (self.drafts[n].mentions[0].span.start, n));
        let mut place = vec![None; self.drafts.len()];
        for (to, &n) in order.iter().enumerate() {
            place[n] = Some(to as u32);
        }
        let text = doc.text;
        order
            .iter()
            .map(|&n| {
                let d = std::mem::replace(&mut self.drafts[n], Draft::new("", ActorKind::Unknown));
                let name = if d.name.is_empty() { text[d.mentions[0].span.range()].to_string() } else { d.name };
                Actor {
                    name,
                    kind: d.kind,
                    country: d.country,
                    sectors: d.sectors.iter().map(|s| s.to_string()).collect(),
                    role: d.role,
                    member_of: d.member_of.filter(|&m| m != n).and_then(|m| place[m]).map(Ref::Actor),
                    wikidata: Some(d.wikidata.to_string()).filter(|w| !w.is_empty()),
                    key: d.key,
                    mentions: d.mentions,
                    why: d.why,
                }
            })
            .collect()
    }
}

impl Draft {
    pub(super) fn new(name: &str, kind: ActorKind) -> Draft {
        Draft {
            name: name.to_string(),
            kind,
            country: None,
            sectors: Vec::new(),
            role: None,
            member_of: None,
            wikidata: "",
            party: None,
            body: None,
            notion: None,
            people: None,
            key: None,
            mentions: Vec::new(),
            jihadist: false,
            plural: false,
            why: Trace::default(),
        }
    }

    /// Adds sectors that are not there yet.
    pub(super) fn add_sectors(&mut self, sectors: &[&'static str]) {
        for s in sectors {
            if !self.sectors.contains(s) {
                self.sectors.push(s);
            }
        }
    }
}

/// One number for a run of keys.
pub(super) fn hash(keys: impl IntoIterator<Item = Key>) -> u64 {
    keys.into_iter().fold(0x9e37_79b9_7f4a_7c15, |h, k| (h.rotate_left(7) ^ k.0).wrapping_mul(0x0000_0100_0000_01b3))
}
