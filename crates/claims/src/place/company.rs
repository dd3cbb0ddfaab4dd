//! What stands around a name, and what that says for a place: prepositions, directions, kind words, persons, bodies.

use super::recognise::{Case, Match, Reader, is_initial};
use super::words::Class;
use crate::reading::PlaceKind;
use std::ops::Range;
use text::NameKind;

impl Reader<'_> {
    /// What stands around a name: the cue, the kind it is called, and its words.
    pub(super) fn cue(&self, words: Range<usize>, m: &Match, class: Class) -> (f32, Option<PlaceKind>, Range<usize>) {
        let (at, end) = (words.start, words.end);
        let mut cue = 0.0;
        let one = words.len() == 1;
        let initial = at == self.sentence.first as usize;
        let normal = self.case == Case::Normal;
        if one && !m.atlas {
            if class.is(Class::COMMON.or(Class::POINT)) {
                cue -= if initial || !normal { 3.0 } else { 2.2 };
            }
            if class.is(Class::GIVEN) {
                cue -= 1.0;
            }
            if initial && normal && self.is_headline() && self.is_open(at..end) {
                cue += 0.4; // "Gao holds its breath": headlines begin with the place
            } else if initial || !normal {
                cue -= 0.4;
            }
        }
        if !one && !class.is(Class::GIVEN) && normal {
            cue += 0.4; // a name of several words is seldom anything else
        }
        if one && class.is(Class::PROPER) {
            cue -= 1.0;
        }
        // Before.
        cue += self.before(at);
        let before = self.kind_before(at);
        let after = self.kind_after(end);
        if before.is_some() || after.is_some() {
            cue += 2.0;
        }
        if at > self.sentence.first as usize && self.case != Case::Capitals && self.joined(at) {
            let class = self.class(at - 1);
            if class.is(Class::TITLE) && !class.is(Class::POINT) {
                cue -= 3.0;
            } else if self.capital(at - 1) {
                if class.is(Class::GIVEN) {
                    cue -= 3.0;
                } else if is_initial(self.text(at - 1)) {
                    cue -= 2.5;
                } else if normal && !class.is(Class::IN.or(Class::TO).or(Class::POINT)) && before.is_none() {
                    let first = at - 1 == self.sentence.first as usize;
                    cue -= if first || m.atlas { 0.8 } else { 2.0 };
                }
            }
        }
        if at >= self.sentence.first as usize + 2
            && self.class(at - 2).is(Class::BODY)
            && self.class(at - 1).is(Class::TO)
        {
            cue -= if self.capital(at - 2) { 3.5 } else { 0.0 };
        }
        // After.
        if end < self.sentence.end as usize && (self.joined(end) || self.text(end) == "-") {
            let class = self.class(end);
            let capital = self.capital(end);
            if class.is(Class::LOCAL) {
                cue += 0.8;
            }
            if class.is(Class::SPEECH) && !m.atlas {
                cue -= 1.2;
            }
            if capital && normal && after.is_none() {
                cue -= match () {
                    () if class.is(Class::BODY) && !class.is(Class::LOCAL) => 3.0,
                    () if class.is(Class::LOCAL) || class.is(Class::POINT) => 0.0,
                    () if m.atlas => 0.3,
                    () => 1.8,
                };
            }
        }
        let local = end < self.sentence.end as usize && self.class(end).is(Class::LOCAL);
        cue += self.tagged(words.clone(), m.atlas, local);
        if self.is_dateline(at, end) {
            cue += 2.5;
        }
        (cue, before.or(after), words)
    }

    /// Whether the tagger of names says nothing of words, or is not sure of it.
    fn is_open(&self, words: Range<usize>) -> bool {
        const SURE: f32 = 0.3;
        let first = self.doc.names.partition_point(|n| n.words.end <= words.start);
        self.doc.names.get(first).is_none_or(|n| n.words.start >= words.end || n.confidence < SURE)
    }

    /// Whether the sentence is a line of its own that no stop ends.
    fn is_headline(&self) -> bool {
        let last = self.sentence.end as usize - 1;
        let next = self.doc.sentences.get(self.doc.words[last].sentence as usize + 1);
        let alone = next.is_none_or(|next| next.paragraph != self.sentence.paragraph);
        alone && !self.text(last).ends_with(['.', '!', '?', ':', '»', '"', '”', ';', ','])
    }

    /// "(Sahel Wire)": the first words of a name that fills its brackets are no place of their own.
    pub(super) fn opens_bracketed_name(&self, at: usize, end: usize) -> bool {
        /// The longest name in brackets, in words.
        const LONG: usize = 5;
        let opens = at > self.sentence.first as usize && self.text(at - 1) == "(";
        let close = (end..self.sentence.end as usize).take(LONG).find(|&w| self.text(w) == ")");
        opens && close.is_some_and(|close| close > end && (end..close).all(|w| self.capital(w)))
    }

    /// What prepositions and directions before a name say.
    pub(super) fn before(&self, at: usize) -> f32 {
        let first = self.sentence.first as usize;
        let mut i = at;
        while i > first && i + 3 > at {
            i -= 1;
            let class = self.class(i);
            if class.is(Class::POINT) {
                return 1.3;
            }
            if class.is(Class::IN) {
                return 1.5;
            }
            if class.is(Class::TO) {
                // "Ahmed Ali, 34, of Gao" and "a teacher, from Gao" tell where somebody lives.
                let home = i > first && self.text(i - 1) == "," && i + 1 == at && self.class(i).is(Class::HOME);
                return if home { 1.7 } else { 0.7 };
            }
            if !class.is(Class::SKIP) {
                break;
            }
        }
        0.0
    }

    /// What the tagger of names says.
    pub(super) fn tagged(&self, words: Range<usize>, atlas: bool, local: bool) -> f32 {
        let first = self.doc.names.partition_point(|n| n.words.end <= words.start);
        let Some(name) = self.doc.names.get(first).filter(|n| n.words.start < words.end) else { return 0.0 };
        let longer = name.words.len() > words.len();
        let sure = name.confidence.clamp(0.3, 1.0);
        match name.kind {
            NameKind::Place => 1.8 * sure,
            NameKind::Person if atlas && !longer => -0.8 * sure,
            NameKind::Person if longer => -2.5 * sure,
            NameKind::Person => -1.5 * sure,
            NameKind::Organisation if longer && local => -0.5 * sure,
            NameKind::Organisation if longer && name.words.start == words.start => -1.5 * sure,
            NameKind::Organisation if longer => -2.5 * sure,
            NameKind::Organisation => -0.8 * sure,
            NameKind::Other => -0.6 * sure,
        }
    }

    pub(super) fn name_over(&self, words: Range<usize>) -> Option<NameKind> {
        let first = self.doc.names.partition_point(|n| n.words.end <= words.start);
        self.doc.names.get(first).filter(|n| n.words.start < words.end).map(|n| n.kind)
    }

    /// "BEIRUT (AFP) -", "ALEP, 3 mars -": a name at the start of a paragraph with a dash soon after.
    pub(super) fn is_dateline(&self, at: usize, end: usize) -> bool {
        let first = self.sentence.first as usize;
        if at > first + 1 {
            return false;
        }
        let last = (end + 12).min(self.sentence.end as usize);
        let mut marked = false;
        for i in end..last {
            match self.text(i) {
                "(" => marked = true,
                "-" | "–" | "—" | "--" if marked || i <= end + 5 => {
                    let spaced = self.doc.words[i].span.start > self.doc.words[i - 1].span.end;
                    return spaced && (marked || self.text(end) == "," || !self.text(at).contains(char::is_lowercase));
                }
                _ => {}
            }
        }
        false
    }

    /// The kind that words before a name give it: "the village of X", "lac X", "camp de réfugiés de X".
    pub(super) fn kind_before(&self, at: usize) -> Option<PlaceKind> {
        let first = self.sentence.first as usize;
        let mut i = at;
        while i > first && i + 4 > at {
            i -= 1;
            if i + 1 < at && self.doc.words[i].span == self.doc.words[i + 1].span {
                continue;
            }
            if let Some(kind) =
                self.words.before(self.doc.words[i].lower).or(self.words.before(self.doc.words[i].lemma))
            {
                // "the river Euphrates", "Lake Chad", "the city of X"; not "the city X" with something between.
                return Some(kind);
            }
            if !self.class(i).is(Class::SKIP.or(Class::MIDDLE)) {
                return None;
            }
        }
        None
    }

    /// The kind that words after a name give it: "X province", "X refugee camp".
    pub(super) fn kind_after(&self, end: usize) -> Option<PlaceKind> {
        let last = (end + 2).min(self.sentence.end as usize);
        for i in end..last {
            if !self.joined(i) {
                return None;
            }
            if let Some(kind) = self.words.after(self.doc.words[i].lower) {
                return Some(kind);
            }
            if !self.class(i).is(Class::MIDDLE) {
                return None;
            }
        }
        None
    }

    /// The words of a facility that is called by the town where it lies: "Abha airport", "la prison de Luynes".
    pub(super) fn facility(&self, name: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.sentence.first as usize, self.sentence.end as usize);
        let after = (name.end..(name.end + 3).min(last))
            .take_while(|&i| self.joined(i))
            .find(|&i| self.class(i).is(Class::SITE) || !self.class(i).is(Class::MIDDLE))
            .filter(|&i| self.class(i).is(Class::SITE));
        if let Some(after) = after {
            return Some(name.start..after + 1);
        }
        let link = name.start.checked_sub(1).filter(|&i| i > first && self.class(i).is(Class::HOME))?;
        let before = (first..link)
            .rev()
            .take(3)
            .find(|&i| self.class(i).is(Class::SITE) || !self.class(i).is(Class::MIDDLE.or(Class::SKIP)))
            .filter(|&i| self.class(i).is(Class::SITE))?;
        Some(before..name.end)
    }

    /// The last word of a capitalised kind after a name.
    pub(super) fn capital_kind_after(&self, end: usize) -> Option<usize> {
        let last = self.sentence.end as usize;
        let found = (end..(end + 2).min(last))
            .take_while(|&i| self.joined(i) && self.capital(i))
            .find(|&i| self.words.after(self.doc.words[i].lower).is_some())?;
        // "Ohio State University" is no state.
        let more = found + 1 < last && self.joined(found + 1) && self.capital(found + 1);
        (!more || self.case != Case::Normal).then_some(found)
    }

    /// A capitalised kind word right before a name that needs one ("Lake Lanier").
    pub(super) fn capital_kind_before(&self, at: usize, kind: Option<PlaceKind>) -> Option<usize> {
        let first = self.sentence.first as usize;
        let before = at.checked_sub(1).filter(|&b| b > first && self.joined(at) && self.capital(b))?;
        let said = self.words.before(self.doc.words[before].lower)?;
        (kind != Some(said) || said == PlaceKind::Water).then_some(before)
    }
}
