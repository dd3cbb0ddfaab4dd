//! Quotation marks: which opens, which closes, and what stands between. Any text gives a pairing, in one pass: marks of
//! several styles mixed, marks that are missing, an opening mark repeated at each paragraph of a long quotation.
//! An apostrophe is no mark.

use std::ops::Range;
use text::{Document, Span};

/// A quotation within one paragraph, or over several where the mark is not repeated.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quote {
    /// From its opening to its closing mark, both included where they are there.
    pub(super) span: Span,
    /// Its words, marks included.
    pub(super) words: Range<usize>,
    /// How many quotations it stands in.
    pub(super) depth: u8,
    /// The quotation of the paragraph before that it carries on (a repeated opening mark).
    pub(super) follows: Option<usize>,
    /// Whether its closing mark is there.
    pub(super) closed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Angle,
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    len: usize,
    family: Family,
    side: Side,
    paragraph: u32,
    sentence: usize,
    /// Whether it is the first character of its paragraph.
    first: bool,
    /// Whether another mark that could close a single quotation comes later in the paragraph.
    more: bool,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    mark: Mark,
    follows: Option<usize>,
}

/// All quotations of a document, in order of their opening marks.
pub(super) fn find(doc: &Document) -> Vec<Quote> {
    let marks = marks(doc);
    let (mut out, mut stack): (Vec<Quote>, Vec<Open>) = (Vec::new(), Vec::new());
    for mark in marks {
        if let Some(bottom) = stack.first().copied().filter(|open| open.mark.paragraph < mark.paragraph) {
            let closes = mark.side == Side::Close && stack.iter().any(|o| o.mark.family == mark.family);
            let repeated = mark.first && mark.side != Side::Close && mark.family == bottom.mark.family;
            if repeated && mark.paragraph == bottom.mark.paragraph + 1 {
                let follows = abandon(doc, &mut stack, &mut out, true);
                stack.push(Open { mark, follows });
                continue;
            } else if !(closes && mark.paragraph <= bottom.mark.paragraph + MAX_PARAGRAPHS) {
                abandon(doc, &mut stack, &mut out, false);
            }
        }
        let top = stack.last().copied();
        let inside = |family| stack.iter().rposition(|o| o.mark.family == family);
        // „So quoted“: the mark that opens elsewhere closes here.
        let at = |m: &Mark, c| doc.text[m.at..].starts_with(c);
        let low = at(&mark, '“') && top.is_some_and(|t| at(&t.mark, '„'));
        let side = match mark.side {
            Side::Open if low => Side::Close,
            Side::Either if inside(mark.family).is_some() => Side::Close,
            Side::Either => Side::Open,
            side => side,
        };
        match (side, mark.family) {
            (Side::Open, Family::Single) if top.is_some_and(|t| t.mark.family == Family::Single) => {}
            (Side::Open, Family::Single) if !mark.more => {}
            (Side::Open, family) => {
                if family == Family::Double && inside(family).is_some() {
                    abandon(doc, &mut stack, &mut out, false); // the one before was never closed
                }
                if stack.len() < MAX_DEPTH {
                    stack.push(Open { mark, follows: None });
                }
            }
            (_, Family::Single) => {
                let letters_follow = doc.text[mark.at + mark.len..].starts_with(' ')
                    && doc.text[mark.at + mark.len + 1..].starts_with(|c: char| c.is_lowercase());
                let plural = doc.text[..mark.at].ends_with('s') && letters_follow && mark.more;
                if top.is_some_and(|t| t.mark.family == Family::Single) && !plural {
                    let open = stack.pop().unwrap_or(Open { mark, follows: None });
                    out.push(quote(doc, open, mark.at + mark.len, stack.len(), true));
                }
            }
            (_, family) => {
                // A closing mark of another style closes too: styles get mixed in one text.
                let at = inside(family).or_else(|| stack.iter().rposition(|o| o.mark.family != Family::Single));
                if let Some(at) = at {
                    stack.truncate(at + 1);
                    if let Some(open) = stack.pop() {
                        out.push(quote(doc, open, mark.at + mark.len, stack.len(), true));
                    }
                }
            }
        }
    }
    abandon(doc, &mut stack, &mut out, false);
    in_order(out)
}

const MAX_DEPTH: usize = 8;
/// Over how many paragraphs a quotation may run whose opening mark is not repeated.
const MAX_PARAGRAPHS: u32 = 4;

/// Ends the outermost open quotation without a closing mark: at the end of its paragraph where the next one repeats its
/// mark or where it began the paragraph, else at the end of its sentence. Gives its place in `out`.
fn abandon(doc: &Document, stack: &mut Vec<Open>, out: &mut Vec<Quote>, repeated: bool) -> Option<usize> {
    let open = stack.first().copied()?;
    stack.clear();
    let sentences = &doc.sentences;
    let first = open.mark.sentence;
    let mut last = first;
    if repeated || open.mark.first {
        while sentences.get(last + 1).is_some_and(|s| s.paragraph == open.mark.paragraph) {
            last += 1;
        }
    }
    let end = sentences.get(last).map_or(open.mark.at + open.mark.len, |s| s.span.end as usize);
    out.push(quote(doc, open, end.max(open.mark.at + open.mark.len), 0, false));
    Some(out.len() - 1)
}

fn quote(doc: &Document, open: Open, end: usize, depth: usize, closed: bool) -> Quote {
    let span = Span::new(open.mark.at, end.max(open.mark.at));
    Quote { span, words: doc.words_in(span), depth: depth as u8, follows: open.follows, closed }
}

/// Sorts by opening mark and renumbers `follows`.
fn in_order(quotes: Vec<Quote>) -> Vec<Quote> {
    let mut order: Vec<usize> = (0..quotes.len()).collect();
    order.sort_by_key(|&q| (quotes[q].span.start, quotes[q].depth));
    let mut place = vec![0; quotes.len()];
    order.iter().enumerate().for_each(|(new, &old)| place[old] = new);
    let mut out: Vec<Quote> = order.iter().map(|&q| quotes[q].clone()).collect();
    out.iter_mut().for_each(|q| q.follows = q.follows.map(|f| place[f]));
    out
}

/// All characters that may be quotation marks.
fn marks(doc: &Document) -> Vec<Mark> {
    let text = doc.text;
    let bytes = text.as_bytes();
    let mut out: Vec<Mark> = Vec::new();
    let (mut sentence, mut at) = (0, 0);
    while at < bytes.len() {
        let b = bytes[at];
        if !(b == b'"' || b == b'\'' || b == b'`' || b == 0xc2 || b == 0xe2) {
            at += 1;
            continue;
        }
        let Some((len, family, side)) = mark(&text[at..], bytes) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let before = text[..at].chars().next_back();
        let after = text[at + len..].chars().next();
        while sentence + 1 < doc.sentences.len() && doc.sentences[sentence].span.end as usize <= at {
            sentence += 1;
        }
        if let (Some(side), Some(s)) = (placed(family, side, before, after), doc.sentences.get(sentence)) {
            let starts = s.span.start as usize >= at;
            let first = starts && (sentence == 0 || doc.sentences[sentence - 1].paragraph != s.paragraph);
            out.push(Mark { at, len, family, side, paragraph: s.paragraph, sentence, first, more: false });
        }
        at += len;
    }
    let mut closing = None;
    for mark in out.iter_mut().rev() {
        mark.more = closing == Some(mark.paragraph);
        if mark.family == Family::Single && mark.side != Side::Open {
            closing = Some(mark.paragraph);
        }
    }
    out
}

/// The mark that a text starts with.
fn mark(text: &str, _bytes: &[u8]) -> Option<(usize, Family, Side)> {
    let c = text.chars().next()?;
    let doubled = text[c.len_utf8()..].starts_with(c);
    Some(match c {
        '"' => (1, Family::Double, Side::Either),
        '“' => (3, Family::Double, Side::Open),
        '„' => (3, Family::Double, Side::Open),
        '”' | '‟' => (3, Family::Double, Side::Close),
        '«' => (2, Family::Angle, Side::Open),
        '»' => (2, Family::Angle, Side::Close),
        '‹' => (3, Family::Angle, Side::Open),
        '›' => (3, Family::Angle, Side::Close),
        '`' if doubled => (2, Family::Double, Side::Open),
        '\'' if doubled => (2, Family::Double, Side::Either),
        '\'' => (1, Family::Single, Side::Either),
        '‘' => (3, Family::Single, Side::Open),
        '’' => (3, Family::Single, Side::Close),
        _ => return None,
    })
}

/// Which side a mark is, by its neighbours; `None` for an apostrophe.
fn placed(family: Family, side: Side, before: Option<char>, after: Option<char>) -> Option<Side> {
    let edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([{—–-".contains(c));
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let tail = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    match (family, side) {
        (Family::Single, Side::Open) => (!after.is_some_and(|c| c.is_ascii_digit())).then_some(Side::Open),
        (Family::Single, Side::Close) => (!edge(before) && tail(after)).then_some(Side::Close),
        (Family::Single, Side::Either) if edge(before) && word(after) => Some(Side::Open),
        (Family::Single, Side::Either) if !edge(before) && tail(after) => Some(Side::Close),
        (Family::Single, Side::Either) => None,
        // A straight mark beside a letter on one side only.
        (_, Side::Either) => {
            let opens = (edge(before) || before.is_some_and(|c| "'’“«".contains(c)))
                && !after.is_none_or(|c| c.is_whitespace() || ",.;:!?".contains(c));
            let closes = !before.is_none_or(char::is_whitespace) && tail(after);
            Some(match (opens, closes) {
                (true, false) => Side::Open,
                (false, true) => Side::Close,
                _ => Side::Either,
            })
        }
        (_, side) => Some(side),
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use text::{Document, Part, Sentence, Span};

    /// Quotations of a text whose paragraphs part at line breaks and whose sentences are its paragraphs, outermost only.
    fn check(text: &str, expected: &[&str]) {
        let mut doc = Document::new(text);
        let mut at = 0;
        for (n, line) in text.split('\n').enumerate() {
            let first = doc.words.len() as u32;
            let mut start = at;
            for (i, c) in line.char_indices().chain([(line.len(), ' ')]) {
                if !c.is_alphanumeric() {
                    if at + i > start {
                        doc.push_word(Span::new(start, at + i), None, Part::Whole);
                    }
                    start = at + i + c.len_utf8();
                    if !c.is_whitespace() {
                        doc.push_word(Span::new(at + i, start), None, Part::Whole);
                    }
                }
            }
            let end = doc.words.len() as u32;
            for w in first..end {
                doc.words[w as usize].sentence = doc.sentences.len() as u32;
            }
            if end > first {
                let span = Span::new(at, at + line.len());
                doc.sentences.push(Sentence { span, first, end, lang: text::Lang::En, paragraph: n as u32 });
            }
            at += line.len() + 1;
        }
        let found: Vec<&str> = find(&doc).iter().filter(|q| q.depth == 0).map(|q| doc.slice_of(q.span)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_each_style_pair() {
        check("“We go,” he said.", &["“We go,”"]);
        check("\"We go,\" he said. \"Now.\"", &["\"We go,\"", "\"Now.\""]);
        check("« On part », dit-il.", &["« On part »"]);
        check("``We go,'' he said.", &["``We go,''"]);
        check("'We go,' he said.", &["'We go,'"]);
        check("„We go“ he said", &["„We go“"]);
    }

    #[test]
    fn styles_mix_and_nest() {
        check("“He said ‘no’ to us,” she said.", &["“He said ‘no’ to us,”"]);
        check("« Il a dit “non” », dit-elle.", &["« Il a dit “non” »"]);
        check("“We go,\" he said.", &["“We go,\""]);
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        check("The soldiers' camp wasn't far, it's said.", &[]);
        check("L’armée n’a pas quitté l’est.", &[]);
    }

    #[test]
    fn a_repeated_opening_mark_carries_on() {
        check("“One.\n“Two.”", &["“One.", "“Two.”"]);
        check("« Un.\n« Deux. »\nTrois.", &["« Un.", "« Deux. »"]);
    }

    #[test]
    fn a_missing_mark_ends_with_its_paragraph() {
        check("“We go, he said.\nThe army “left” later.", &["“We go, he said.", "“left”"]);
        check("We go,” he said.\n“No.”", &["“No.”"]);
        check("“", &["“"]);
    }
}
