//! The dateline that opens a wire report ("BEIRUT, March 22 (AFP) -") is a sentence of its own, as in the treebanks: it
//! is no part of the clause that follows.

use crate::tokenize::Piece;

/// Words among which the dash of a dateline stands.
const REACH: usize = 24;
/// Words of an agency's name in brackets.
const LONGEST_CREDIT: usize = 4;

/// How many words at the start of a paragraph are its dateline, the dash included; 0 where there is none.
///
/// Either brackets stand before the dash ("Goma (AFP) –"), or all before the first comma is in capitals and what follows
/// the dash is not ("KABUL, Jan. 3 — Two bombs …").
pub(crate) fn length(text: &str, pieces: &[Piece]) -> usize {
    let word = |n: usize| &text[pieces[n].span.range()];
    let starts_capital = pieces.first().is_some_and(|p| text[p.span.range()].starts_with(char::is_uppercase));
    let spaced = |n: usize| n > 0 && pieces[n - 1].span.end < pieces[n].span.start;
    let Some(dash) = (1..pieces.len().min(REACH)).find(|&n| matches!(word(n), "-" | "–" | "—" | "--") && spaced(n))
    else {
        return 0;
    };
    if !starts_capital || dash + 1 >= pieces.len() || (1..dash).any(|n| matches!(word(n), "?" | "!" | ":" | ";")) {
        return 0;
    }
    let credited = word(dash - 1) == ")"
        && (dash.saturating_sub(LONGEST_CREDIT + 2)..dash - 1).any(|n| n > 0 && word(n) == "(" && n + 2 < dash);
    let place_in_capitals = (0..dash).take_while(|&n| word(n) != ",").all(|n| is_upper(word(n)));
    let dated = (1..dash).any(|n| word(n) == ",");
    let goes_on_lower = (dash + 1..pieces.len().min(dash + 4)).any(|n| word(n).chars().any(char::is_lowercase));
    let new_sentence = !word(dash + 1).starts_with(char::is_lowercase);
    let in_capitals =
        place_in_capitals && goes_on_lower && new_sentence && (dated || dash <= 3) && word(0).chars().count() >= 4;
    if credited || in_capitals { dash + 1 } else { 0 }
}

/// Letters without a small one, or no letter at all.
fn is_upper(word: &str) -> bool {
    !word.chars().any(char::is_lowercase) && !word.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Part, Span};

    /// `|` ends the expected dateline; words part at spaces.
    fn check(marked: &str) {
        let text = marked.replace(" |", "");
        let mut pieces = Vec::new();
        let mut at = 0;
        for word in text.split(' ') {
            pieces.push(Piece {
                span: Span::new(at, at + word.len()),
                part: Part::Whole,
                form: None,
                ambiguous: false,
            });
            at += word.len() + 1;
        }
        let expected = marked.split(' ').position(|w| w == "|").unwrap_or(0);
        assert_eq!(length(&text, &pieces), expected, "{marked}");
    }

    #[test]
    fn datelines_end_at_their_dash() {
        check("BEIRUT , March 22 ( AFP ) - | Two soldiers died .");
        check("Bunia ( RDC ) , 22 mars 2019 ( AFP ) – | Les combats ont repris .");
        check("KABUL — | Two bombs went off .");
        check("GOMA , RD Congo , 7 février 2023 — | Une dizaine de morts .");
        check("LIMA , 25 OCT 89 ( EFE ) -- | TWO BOMBS WENT OFF .");
    }

    #[test]
    fn other_dashes_stay_in_their_sentence() {
        check("The army - which denies it - left .");
        check("ARMY - 20 KILLED IN RAID .");
        check("Police said ( again ) that two - or three - died .");
        check("NATO - the alliance - met .");
        check("WHEN : noon - five");
        check("Mali : 12 morts - armée");
    }
}
