//! Which language a line is in: a linear model over words and their letters. Lines that say little take the language of
//! their neighbours.

use crate::annotate::Line;
use crate::tokenize::is_space;
use crate::weights::{Model, ModelError, Table, mix};
use crate::{Key, Lang, boundary_before};

/// So many bytes of a line are looked at.
const REACH: usize = 600;
/// What the neighbours and the whole text each weigh, in log-odds of 1/32: a line needs three times as much to differ from all of them.
const DOUBT: i32 = 60;

/// The model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Languages(Table<1>);

impl Languages {
    pub(crate) fn open(model: &Model) -> Result<Languages, ModelError> {
        Ok(Languages(model.table("identify")?))
    }
}

/// The features of each word.
pub(crate) fn features(text: &str, word: &mut dyn FnMut(&[u32])) {
    let mut buffer = Vec::with_capacity(40);
    for w in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').filter(|w| !w.is_empty()) {
        if w.len() > 60 {
            continue;
        }
        buffer.clear();
        buffer.push(mix(0, &[(Key::of(w).0 >> 32) as u32]));
        let mut window = [0u32, 0, 1];
        for c in w.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).chain(['\u{2}']) {
            window = [window[1], window[2], c as u32];
            buffer.push(mix(1, &window[1..]));
            buffer.push(mix(2, &window));
        }
        word(&buffer);
    }
}

/// How much more a text looks French than English.
fn score(languages: &Languages, text: &str) -> i32 {
    let mut sum = 0;
    let reach = &text[..boundary_before(text, REACH)];
    features(reach, &mut |features| sum += languages.0.sum(features)[0] as i32);
    sum
}

/// The language of a text.
pub(crate) fn text(languages: &Languages, text: &str) -> Lang {
    let lines = text.lines().filter(|l| !l.trim_matches(is_space).is_empty());
    of_score(lines.take(1000).map(|l| score(languages, l)).sum())
}

fn of_score(score: i32) -> Lang {
    if score > 0 { Lang::Fr } else { Lang::En }
}

/// The language of each line. One that metadata name counts as much as two sure neighbours.
pub(crate) fn lines(languages: &Languages, text: &str, lines: &[Line], named: Option<Lang>) -> Vec<Lang> {
    let scores: Vec<i32> = lines.iter().map(|l| score(languages, &text[l.span.range()])).collect();
    let mut all = scores.iter().map(|&s| s as i64).sum::<i64>().clamp(-DOUBT as i64, DOUBT as i64) as i32;
    if let Some(lang) = named {
        all = if lang == Lang::Fr { 2 * DOUBT } else { -2 * DOUBT };
    }
    // The nearest line before and after that is sure of itself.
    let carry = |order: &mut dyn Iterator<Item = usize>| {
        let mut near = vec![0; scores.len()];
        let mut last = 0;
        for i in order {
            near[i] = last;
            if scores[i].abs() >= 2 * DOUBT {
                last = scores[i].signum() * DOUBT;
            }
        }
        near
    };
    let before = carry(&mut (0..scores.len()));
    let after = carry(&mut (0..scores.len()).rev());
    (0..lines.len()).map(|i| of_score(scores[i].saturating_add(before[i] + after[i] + all))).collect()
}
