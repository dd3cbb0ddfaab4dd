//! Words quoted from a sentence in square brackets, and where they stand in it.

use text::Span;

/// One part of a mark: `role=a1[the army]2+[its guns]` has a key, a word and two quotes.
#[derive(Debug, Default)]
pub(crate) struct Item<'a> {
    pub(crate) key: Option<&'a str>,
    /// What stands between the key and the first quote.
    pub(crate) word: &'a str,
    pub(crate) quotes: Vec<Quote<'a>>,
}

#[derive(Debug)]
pub(crate) struct Quote<'a> {
    words: &'a str,
    /// Which of the places where they stand, from 1.
    nth: usize,
}

/// The parts of a mark, which blanks outside of brackets divide.
pub(crate) fn items(line: &str) -> Result<Vec<Item<'_>>, String> {
    let mut list = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (item, after) = item(rest)?;
        list.push(item);
        rest = after.trim_start();
    }
    Ok(list)
}

fn item(text: &str) -> Result<(Item<'_>, &str), String> {
    let head = text.find([' ', '[']).unwrap_or(text.len());
    let (key, word) = match text[..head].split_once('=') {
        Some((key, word)) => (Some(key), word),
        None => (None, &text[..head]),
    };
    let mut item = Item { key, word, quotes: Vec::new() };
    let mut rest = &text[head..];
    while let Some(inside) = rest.strip_prefix('[') {
        let end = inside.find(']').ok_or_else(|| format!("no closing bracket after [{inside}"))?;
        let after = &inside[end + 1..];
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let nth = if digits == 0 { 1 } else { after[..digits].parse().map_err(|_| "a place too far".to_string())? };
        item.quotes.push(Quote { words: &inside[..end], nth });
        rest = &after[digits..];
        match rest.strip_prefix('+') {
            Some(more) if more.starts_with('[') => rest = more,
            _ => break,
        }
    }
    if !rest.is_empty() && !rest.starts_with(' ') {
        return Err(format!("expected a blank before {rest:?}"));
    }
    Ok((item, rest))
}

impl<'a> Quote<'a> {
    /// The words as written.
    pub(crate) fn words(&self) -> &'a str {
        self.words
    }

    /// Where it stands in the sentence that lies at `sentence` in the text.
    pub(crate) fn find(&self, text: &str, sentence: Span) -> Result<Span, String> {
        let line = &text[sentence.range()];
        let (open, close) = match self.words.split_once(" ... ") {
            Some((open, close)) => (open, Some(close)),
            None => (self.words, None),
        };
        let start = nth(line, open, self.nth)?;
        let end = match close {
            None => start + open.len(),
            Some(close) => start + open.len() + nth(&line[start + open.len()..], close, 1)? + close.len(),
        };
        Ok(Span::new(sentence.start as usize + start, sentence.start as usize + end))
    }
}

/// Where the words stand for the nth time as whole words.
fn nth(line: &str, words: &str, n: usize) -> Result<usize, String> {
    if words.is_empty() || words.trim() != words {
        return Err(format!("[{words}] is empty or has blanks at an end"));
    }
    // A quote that begins or ends in the middle of a word is none.
    let whole = |start: usize| {
        let joined = |a: Option<char>, b: Option<char>| {
            a.zip(b).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
        };
        let (before, after) = (&line[..start], &line[start + words.len()..]);
        !joined(before.chars().next_back(), words.chars().next())
            && !joined(words.chars().next_back(), after.chars().next())
    };
    let mut found = line.match_indices(words).map(|(at, _)| at).filter(|&at| whole(at));
    let places = found.clone().count();
    found.nth(n - 1.min(n)).ok_or_else(|| match places {
        0 if line.contains(words) => format!("[{words}] cuts a word"),
        0 => format!("[{words}] does not stand in this sentence"),
        _ => format!("[{words}]{n}: it stands here {places} times only"),
    })
}
