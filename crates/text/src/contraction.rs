//! Contractions that may be one word: French `des` is `de les` (le chef des rebelles) or an article (des rebelles ont).

use crate::tokenize::Piece;
use crate::weights::{Model, ModelError, Table, mix};
use crate::{Key, Part};

/// The model of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Articles(Table<1>);

impl Articles {
    pub(crate) fn open(model: &Model) -> Result<Articles, ModelError> {
        Ok(Articles(model.table("article")?))
    }
}

/// Makes one word of each ambiguous contraction that is an article here.
pub(crate) fn resolve(articles: &Articles, text: &str, pieces: &mut Vec<Piece>) {
    if !pieces.iter().any(|p| p.ambiguous) {
        return;
    }
    let whole: Vec<usize> = (0..pieces.len())
        .filter(|&i| pieces[i].ambiguous && articles.0.sum(&features(text, pieces, i))[0] > 0)
        .collect();
    let mut next = whole.iter().copied().peekable();
    let (mut read, mut in_article) = (0, false);
    pieces.retain_mut(|piece| {
        let at = read;
        read += 1;
        if next.next_if_eq(&at).is_some() {
            (piece.part, piece.form, piece.ambiguous, in_article) = (Part::Whole, None, false, true);
            return true;
        }
        in_article &= piece.part == Part::Later;
        !in_article
    });
}

/// What stands around the contraction whose first word is at `at`.
pub(crate) fn features(text: &str, pieces: &[Piece], at: usize) -> [u32; 14] {
    let word = |i: Option<usize>| i.and_then(|i| pieces.get(i)).map_or("", |p| p.form.unwrap_or(&text[p.span.range()]));
    let id = |w: &str| (Key::of(w).0 >> 32) as u32;
    let ending = |w: &str, n: usize| id(w.char_indices().rev().nth(n - 1).map_or(w, |(i, _)| &w[i..]));
    let after = at + pieces[at..].iter().skip(1).take_while(|p| p.part == Part::Later).count() + 1;
    let (b1, b2, b3) = (word(at.checked_sub(1)), word(at.checked_sub(2)), word(at.checked_sub(3)));
    let (a1, a2) = (word(Some(after)), word(Some(after + 1)));
    let capital = a1.starts_with(char::is_uppercase) as u32;
    [
        mix(0, &[]),
        mix(1, &[id(b1)]),
        mix(2, &[ending(b1, 2)]),
        mix(3, &[ending(b1, 3)]),
        mix(4, &[ending(b1, 4)]),
        mix(5, &[id(b1), id(b2)]),
        mix(6, &[id(b2), ending(b1, 2)]),
        mix(7, &[id(a1)]),
        mix(8, &[ending(a1, 3), capital]),
        mix(9, &[ending(b1, 3), ending(a1, 3)]),
        mix(10, &[id(b2)]),
        mix(11, &[id(b3), ending(b2, 2), ending(b1, 2)]),
        mix(12, &[id(a2), ending(b1, 2)]),
        mix(13, &[capital, ending(b1, 2)]),
    ]
}
