//! Which language a line is in. Lines that say little take the language of their neighbours.

use crate::annotate::Line;
use crate::lexicon::KeyMap;
use crate::table::{self, DataError, Files};
use crate::{Key, Lang};

/// Words that are frequent in one language and rare in the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(KeyMap<Lang>);

impl Words {
    pub(crate) fn load(files: Files) -> Result<Words, DataError> {
        let mut words = Words::default();
        for lang in Lang::ALL {
            let file = format!("{}/language.tsv", lang.code());
            for row in table::rows(&file, files(&file)?) {
                words.0.insert(Key::of(row.need(0, "word")?), lang);
            }
        }
        Ok(words)
    }
}

/// How much more a text looks French than English.
fn score(words: &Words, text: &str) -> i32 {
    let reach = text.floor_char_boundary(4000.min(text.len()));
    text[..reach]
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|w| words.0.get(&Key::of(w)))
        .map(|&l| if l == Lang::Fr { 1 } else { -1 })
        .sum()
}

/// The language of a text.
pub(crate) fn text(words: &Words, text: &str) -> Lang {
    if score(words, text) > 0 { Lang::Fr } else { Lang::En }
}

/// The language of each line.
pub(crate) fn lines(words: &Words, text: &str, lines: &[Line]) -> Vec<Lang> {
    let scores: Vec<i32> = lines.iter().map(|l| score(words, &text[l.span.range()])).collect();
    let near = |i: usize| scores.get(i).copied().unwrap_or(0);
    let all = scores.iter().sum::<i32>().signum();
    (0..lines.len())
        .map(|i| {
            let around = near(i.wrapping_sub(1)).signum() + near(i + 1).signum();
            let score = if scores[i].abs() < 2 { scores[i] * 2 + around * 2 + all } else { scores[i] };
            if score > 0 { Lang::Fr } else { Lang::En }
        })
        .collect()
}
