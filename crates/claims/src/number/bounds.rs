//! How exact a number is said to be, and the bounds that follow.
//!
//! | words | least | most | to quote |
//! |---|---|---|---|
//! | 12 | 12 | 12 | 12 |
//! | about 100, a dozen | a tenth less | a tenth more | as said |
//! | nearly 100 | a tenth less | 100 | 100 |
//! | at least 12, more than 12 | 12 | open | 12 |
//! | up to 40, fewer than 40 | open | 40 | 40 |
//! | between 12 and 15, 12-15 | 12 | 15 | 12 |
//! | dozens, several | by `number.tsv` | | the least |

use super::compose::{At, Core, Shape};
use crate::reading::Exactness;
use std::ops::Range;

/// The tenth that "about" and "nearly" allow. News rounds to one or two digits, so the true number lies within 10 %.
const MARGIN: f64 = 0.1;

/// The least number before which a preposition ("over", "near") is read as saying how exact it is.
const BIG: f64 = 10.0;

/// What a number allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) best: Option<f64>,
    pub(super) exactness: Exactness,
}

/// The bounds of the bare number.
pub(super) fn plain(core: &Core) -> Bounds {
    let exactness = match core.shape {
        Shape::Vague => Exactness::Words,
        Shape::Group => Exactness::About,
        _ if core.high > core.low => Exactness::Between,
        _ => Exactness::Stated,
    };
    let bounds = Bounds { min: Some(core.low), max: Some(core.high), best: Some(core.best), exactness };
    match core.shape {
        Shape::Label => Bounds { min: None, max: None, best: None, exactness },
        Shape::Date if core.value == 0.0 => Bounds { min: None, max: None, best: None, exactness },
        Shape::Group if core.high <= core.low => about(core.value, core.shape),
        _ => bounds,
    }
}

/// Widens `words` over what says how exact the number is, before it and behind it, and changes the bounds accordingly.
pub(super) fn said(at: &At, bounds: &mut Bounds, words: &mut Range<usize>, core: &Core, free: usize) {
    let value = core.value;
    let mut said: Option<Exactness> = None;
    let mut note = |e: Exactness| {
        // "at least some 500": the outer word decides, but "at least" is never weakened.
        if !matches!(said, Some(Exactness::AtLeast | Exactness::AtMost)) || e == Exactness::AtMost {
            said = Some(e);
        }
    };
    while let Some((start, e)) = before(at, words.start, free, value) {
        words.start = start;
        note(e);
    }
    if let Some((range, &e)) = at.lex.after.at(at.doc, words.end.min(at.end - 1), at.end).next()
        && range.start == words.end
    {
        words.end = range.end;
        note(e);
    }
    let Some(said) = said else { return };
    let low = bounds.min.unwrap_or(value);
    match said {
        Exactness::AtLeast => {
            // "more than a dozen" is not ten.
            let least = if bounds.exactness == Exactness::About { value } else { low };
            *bounds = Bounds { min: Some(least), max: None, best: Some(least), exactness: said };
        }
        Exactness::AtMost => {
            let most = if bounds.exactness == Exactness::Between { bounds.max } else { Some(value) };
            *bounds = Bounds { min: None, max: most, best: most, exactness: said };
        }
        Exactness::Nearly => {
            *bounds =
                Bounds { min: Some(less(value, core.shape)), max: Some(value), best: Some(value), exactness: said };
        }
        Exactness::About if bounds.exactness == Exactness::Stated || bounds.exactness == Exactness::About => {
            *bounds = about(value, core.shape);
        }
        _ => {}
    }
}

/// The phrase that ends right before a word and says how exact a number is.
fn before(at: &At, word: usize, free: usize, value: f64) -> Option<(usize, Exactness)> {
    const LONGEST: usize = 4;
    let low = word.saturating_sub(LONGEST).max(free);
    let (start, said) = (low..word).find_map(|start| {
        at.lex
            .before
            .at(at.doc, start, word)
            .find(|(range, (_, big))| range.end == word && (!big || value >= BIG))
            .map(|(_, &(said, _))| (start, said))
    })?;
    said.map(|said| (start, said))
}

fn about(value: f64, shape: Shape) -> Bounds {
    let more = value * (1.0 + MARGIN);
    let more = if whole(value, shape) { (more - 1e-9).ceil() } else { more };
    Bounds { min: Some(less(value, shape)), max: Some(more), best: Some(value), exactness: Exactness::About }
}

fn less(value: f64, shape: Shape) -> f64 {
    let less = value * (1.0 - MARGIN);
    if whole(value, shape) { (less + 1e-9).floor() } else { less }
}

/// Whether the bounds of a number are whole numbers, as those of a count are.
fn whole(value: f64, shape: Shape) -> bool {
    value >= 1.0 && value.fract() == 0.0 && shape != Shape::Multiple
}
