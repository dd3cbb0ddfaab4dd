//! Bytes to code points, and the title apart from the body: how the published record counts.

use text::Span;

/// Counts code points of one text.
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points before each block of [`BLOCK`] bytes; empty for ASCII, where both counts agree.
    blocks: Vec<u32>,
    body: u32,
    title_end: u32,
}

const BLOCK: usize = 64;

/// A span as it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Whether it counts from the start of the title instead of the text.
    pub in_title: bool,
}

impl<'t> Offsets<'t> {
    /// For a text whose body starts at byte `body` (0 without title), two line breaks after the title.
    pub fn new(text: &'t str, body: u32) -> Offsets<'t> {
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(BLOCK) {
                blocks.push(count);
                count += chunk.iter().filter(|&&b| is_start(b)).count() as u32;
            }
            blocks.push(count);
        }
        Offsets { text, blocks, body, title_end: body.saturating_sub(2) }
    }

    /// Code points before a byte.
    fn code_points(&self, byte: u32) -> u32 {
        if self.blocks.is_empty() {
            return byte;
        }
        let block = byte as usize / BLOCK;
        let within = &self.text.as_bytes()[block * BLOCK..byte as usize];
        self.blocks[block] + within.iter().filter(|&&b| is_start(b)).count() as u32
    }

    /// A span as it is published. One that runs from the title into the body keeps its part in the body.
    pub fn position(&self, span: Span) -> Position {
        if span.end <= self.title_end {
            return Position { start: self.code_points(span.start), end: self.code_points(span.end), in_title: true };
        }
        let base = self.code_points(self.body);
        let start = self.code_points(span.start.max(self.body)) - base;
        Position { start, end: self.code_points(span.end.max(self.body)) - base, in_title: false }
    }
}

/// Whether a byte starts a character in UTF-8.
fn is_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn title_and_body_count_apart() {
        let offsets = Offsets::new("Été\n\nÀ Alep.", 7);
        assert_eq!(offsets.position(Span::new(0, 5)), Position { start: 0, end: 3, in_title: true });
        assert_eq!(offsets.position(Span::new(10, 14)), Position { start: 2, end: 6, in_title: false });
    }

    proptest! {
        #[test]
        fn positions_are_those_of_chars(text in ".{0,200}") {
            let offsets = Offsets::new(&text, 0);
            for (n, (byte, c)) in text.char_indices().enumerate() {
                let got = offsets.position(Span::new(byte, byte + c.len_utf8()));
                prop_assert_eq!((got.start, got.end), (n as u32, n as u32 + 1));
            }
        }
    }
}
