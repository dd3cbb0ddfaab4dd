//! Where sentences end.

use crate::tokenize::Piece;

/// No sentence is longer than so many words.
const LONGEST: usize = 1000;

/// A place between two words where a sentence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Index of the first word of the next sentence.
    pub(crate) at: usize,
    /// A paragraph ends here too.
    pub(crate) paragraph: bool,
}

/// The cuts in a block of words.
pub(crate) fn find(text: &str, pieces: &[Piece]) -> Vec<Cut> {
    let width = width(text, pieces);
    let mut cuts: Vec<Cut> = Vec::new();
    let mut ended = false;

    for i in 0..pieces.len().saturating_sub(1) {
        let word = &text[pieces[i].span.range()];
        let next = &text[pieces[i + 1].span.range()];
        let (end, start) = (pieces[i].span.end as usize, pieces[i + 1].span.start as usize);
        let between = text.get(end..start).unwrap_or("");
        let line_break = between.contains('\n');
        ended = match word {
            "." | "!" | "?" | "…" | "..." | "?!" | "!!" => true,
            "\"" | "”" | "»" | ")" | "'" | "’" | "]" => ended,
            _ => word.ends_with('.') && word.len() > 4 && line_break,
        };
        let opens =
            next.chars().next().is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')' | ']' | '»' | '”'));
        let deliberate = line_break && {
            let line = pieces[i].span.end as usize - text[..end].rfind('\n').map_or(0, |n| n + 1);
            line + 1 + next.len() < width
        };
        let last = cuts.last().map_or(0, |c| c.at);
        if (ended && opens && !between.is_empty()) || deliberate || i + 1 - last >= LONGEST {
            cuts.push(Cut { at: i + 1, paragraph: deliberate });
            ended = false;
        }
    }
    cuts
}

/// Length of the longest line of the block, in bytes.
fn width(text: &str, pieces: &[Piece]) -> usize {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return 0 };
    text[first.span.start as usize..last.span.end as usize].split('\n').map(str::len).max().unwrap_or(0)
}
