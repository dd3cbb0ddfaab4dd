//! The dateline that opens a wire report ("BEIRUT, March 22 (AFP) -") is a sentence of its own, as in the treebanks: it
//! is no part of the clause that follows. Neither are the notes of who transcribed it ("[Text]", "[Begin recording]").

use crate::tokenize::Piece;

/// Words among which the dash of a dateline stands.
const REACH: usize = 24;
/// Words of an agency's name in brackets.
const LONGEST_CREDIT: usize = 4;
/// Words of a dateline without an agency.
const SHORT: usize = 11;
/// Words of a note in square brackets, the brackets included.
const LONGEST_NOTE: usize = 16;

/// How many words at the start of a paragraph come before its first clause: its dateline, and the notes in square
/// brackets that follow it or stand in its place; 0 where there is none.
pub(crate) fn opening(text: &str, pieces: &[Piece]) -> usize {
    let mut end = length(text, pieces);
    loop {
        match note(text, &pieces[end..]) {
            0 => return end,
            more => end += more,
        }
    }
}

/// How many words an editor's note is long that opens a sentence and is no part of it: what follows starts anew.
fn note(text: &str, pieces: &[Piece]) -> usize {
    let word = |n: usize| &text[pieces[n].span.range()];
    let reach = pieces.len().min(LONGEST_NOTE);
    if reach == 0 || word(0) != "[" {
        return 0;
    }
    let end = (1..reach).find(|&n| word(n) == "]").map_or(0, |close| close + 1);
    let goes_on = pieces.len() > end && word(end).starts_with(|c: char| c.is_lowercase() || ",.;:".contains(c));
    if goes_on { 0 } else { end }
}

/// How many words at the start of a paragraph are its dateline, the dash included; 0 where there is none.
///
/// Either brackets stand before the dash ("Goma (AFP) –"), or all before the first comma is in capitals and what follows
/// the dash is not ("KABUL, Jan. 3 — Two bombs …"), or names and dates alone stand before it ("Gao, 28 juin – Des …").
pub(crate) fn length(text: &str, pieces: &[Piece]) -> usize {
    let word = |n: usize| &text[pieces[n].span.range()];
    let starts_capital = pieces.first().is_some_and(|p| text[p.span.range()].starts_with(char::is_uppercase));
    let bracketed = pieces.len() > 3 && word(0) == "(" && word(1).starts_with(char::is_uppercase) && word(2) == ")";
    let spaced = |n: usize| n > 0 && pieces[n - 1].span.end < pieces[n].span.start;
    let Some(dash) = (1..pieces.len().min(REACH)).find(|&n| matches!(word(n), "-" | "–" | "—" | "--") && spaced(n))
    else {
        return 0;
    };
    let (starts_capital, closed) =
        (starts_capital || bracketed, (1..dash).any(|n| matches!(word(n), "?" | "!" | ":" | ";")));
    if !starts_capital || dash + 1 >= pieces.len() || closed {
        return 0;
    }
    let credited = word(dash - 1) == ")"
        && (dash.saturating_sub(LONGEST_CREDIT + 2)..dash - 1).any(|n| n > 0 && word(n) == "(" && n + 2 < dash);
    let place_in_capitals = (0..dash).take_while(|&n| word(n) != ",").all(|n| is_upper(word(n)));
    let dated = (1..dash).any(|n| word(n) == ",");
    let goes_on_lower = (dash + 1..pieces.len().min(dash + 4)).any(|n| word(n).chars().any(char::is_lowercase));
    let new_sentence = !word(dash + 1).starts_with(char::is_lowercase);
    // "PORT-AU-PRINCE" is one word of the place.
    let words = 1 + (1..dash).filter(|&n| spaced(n)).count();
    let in_capitals =
        place_in_capitals && goes_on_lower && new_sentence && (dated || words <= 3) && word(0).chars().count() >= 4;
    let number = |n: usize| n < dash && word(n).starts_with(|c: char| c.is_ascii_digit());
    // "28 juin", "mardi –": a day's name is written small in French.
    let of_date = |n: usize| number(n + 1) || n > 0 && number(n - 1) || n + 1 == dash && n > 0 && word(n - 1) == ",";
    let bare = (0..dash).all(|n| !word(n).starts_with(char::is_lowercase) || of_date(n));
    let marked = dated && ((0..dash).any(number) || dash <= 3) || bracketed && dash == 3;
    // A line that ends in the dash, or a note or a sentence after it.
    let apart = word(dash + 1) == "["
        || text[pieces[dash].span.end as usize..pieces[dash + 1].span.start as usize].contains('\n');
    let of_names = bare && marked && dash <= SHORT && new_sentence && (goes_on_lower || apart);
    if credited || in_capitals || of_names { dash + 1 } else { 0 }
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
        assert_eq!(opening(&text, &pieces), expected, "{marked}");
    }

    #[test]
    fn datelines_end_at_their_dash() {
        check("BEIRUT , March 22 ( AFP ) - | Two soldiers died .");
        check("Bunia ( RDC ) , 22 mars 2019 ( AFP ) – | Les combats ont repris .");
        check("KABUL — | Two bombs went off .");
        check("GOMA , RD Congo , 7 février 2023 — | Une dizaine de morts .");
        check("LIMA , 25 OCT 89 ( EFE ) -- | TWO BOMBS WENT OFF .");
        check("Gao , 28 juin – | Des tirs ont été entendus .");
        check("Orahovac , Kosovo – | A man blew himself up .");
        check("Ziguinchor ( Sénégal ) , 23 fév – | Un convoi est tombé .");
        check("ZARIA , mardi – | Des tirs ont été entendus .");
        check("( Beirut ) – | An inquiry must not be buried .");
    }

    #[test]
    fn notes_stand_apart() {
        check("LIMA , 9 JAN 90 ( EFE ) -- [ TEXT ] | TWO BOMBS WENT OFF .");
        check("QUITO , 9 JAN 90 -- [ REPORT ] [ ANA SOLIS ] [ TEXT ] | TWO BOMBS WENT OFF .");
        check("Tunis , 3 mai ( AFP ) – [ Texte ] | Deux bombes ont explosé .");
        check("[ Begin recording ] | We know nothing .");
        check("[ The ] army left .");
        check("The army [ that of the north ] left .");
    }

    #[test]
    fn other_dashes_stay_in_their_sentence() {
        check("The army - which denies it - left .");
        check("ARMY - 20 KILLED IN RAID .");
        check("Police said ( again ) that two - or three - died .");
        check("NATO - the alliance - met .");
        check("WHEN : noon - five");
        check("Mr Diallo , the mayor – Two men died .");
        check("Paris , Londres et Rome – Des accords .");
        check("Two men , 28 and 30 – Ali and Omar – died .");
        check("Mali : 12 morts - armée");
    }
}
