//! What the training tools need to see of the models' features, and nothing else does.

use crate::table::{DataError, Files};
use crate::tokenize::{self, Piece, Rules};
use crate::{Lang, Part, Span, contraction, identify, sentence};

/// Tokenizes like [`crate::annotate`], without any model.
pub struct Tokens(Rules);

/// A decision that a model takes, with its features.
pub struct Decision {
    /// Where in the text it is taken: the first byte of the word after the gap, or of the contraction.
    pub at: usize,
    /// Hashed features.
    pub features: Vec<u32>,
}

impl Tokens {
    /// Reads the word lists of a language.
    pub fn load(files: Files, lang: Lang) -> Result<Tokens, DataError> {
        Ok(Tokens(Rules::load(files, lang)?))
    }

    fn pieces(&self, text: &str, block: Span) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        tokenize::find(&self.0, text, block.start as usize, block.end as usize, &mut pieces);
        pieces
    }

    /// The candidates for the end of a sentence in a block without blank lines; `ends` says which are right, given the
    /// place after the gap.
    pub fn sentence_ends(&self, text: &str, block: Span, ends: &mut dyn FnMut(usize) -> bool) -> Vec<Decision> {
        let pieces = self.pieces(text, block);
        let mut out = Vec::new();
        sentence::walk(text, &pieces, &mut |i, features| {
            let at = pieces[i].span.start as usize;
            out.push(Decision { at, features: features.to_vec() });
            ends(at)
        });
        out
    }

    /// The contractions that may be one word.
    pub fn articles(&self, text: &str) -> Vec<Decision> {
        let pieces = self.pieces(text, Span::new(0, text.len()));
        let ambiguous = (0..pieces.len()).filter(|&i| pieces[i].ambiguous && pieces[i].part == Part::First);
        let decision = |i: usize| Decision {
            at: pieces[i].span.start as usize,
            features: contraction::features(text, &pieces, i).to_vec(),
        };
        ambiguous.map(decision).collect()
    }
}

/// The features by which the language of a line is told.
pub fn language(line: &str) -> Vec<u32> {
    let mut out = Vec::new();
    identify::features(line, &mut |features| out.extend_from_slice(features));
    out
}
