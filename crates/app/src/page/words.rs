//! Texts, dates and numbers as a page shows them.

use text::Span;

/// A text on one line, cut at a word boundary.
pub(super) fn plain(text: &str, most: usize) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            if out.chars().count() + word.chars().count() >= most {
                out.push('…');
                break;
            }
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control()).take(most));
    }
    out
}

/// A text on one line in quotation marks, which replace its own.
pub(super) fn quoted(text: &str, most: usize) -> String {
    let inner = text.trim().trim_matches(is_mark);
    format!("“{}”", plain(inner, most))
}

/// Whether a character is a quotation mark or white space at the edge of a quotation.
fn is_mark(c: char) -> bool {
    "“”«»\"".contains(c) || c.is_whitespace()
}

/// The words of a sentence around a span, about `most` characters, with … where it is cut.
pub(super) fn around(text: &str, sentence: Span, focus: Span, most: usize) -> String {
    let whole = &text[sentence.range()];
    if whole.chars().count() <= most {
        return quoted(whole, most + 1);
    }
    let before = text[sentence.start as usize..focus.start as usize].chars().count();
    let lead = most / 3;
    let skip = before.saturating_sub(lead);
    let cut: String = whole.chars().skip(skip).collect();
    // Start at a word.
    let cut = if skip > 0 { cut.split_once(char::is_whitespace).map_or(cut.as_str(), |(_, rest)| rest) } else { &cut };
    let cut = cut.trim_start_matches(is_mark);
    let open = if skip > 0 { "…" } else { "" };
    format!("“{open}{}”", plain(cut, most))
}

/// An ISO date in words: `22 March 2019`, `March 2011`, `2014`; other values as they are.
pub(super) fn day(value: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = value.split('-');
    let year = parts.next().filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()));
    let month = parts.next().and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    match (year, month, parts.next()) {
        (Some(y), Some(m), None) => format!("{m} {y}"),
        (Some(y), Some(m), Some(d)) => {
            let (number, rest) = d.split_at(d.len().min(2));
            let hour = if rest.is_empty() { String::new() } else { format!(" {}", part_of_day(rest)) };
            format!("{} {m} {y}{hour}", number.trim_start_matches('0'))
        }
        _ => value.to_string(),
    }
}

/// `TNI` → `at night`, `T17:00` → `17:00`.
fn part_of_day(time: &str) -> &str {
    match time {
        "TMO" => "morning",
        "TAF" => "afternoon",
        "TEV" => "evening",
        "TNI" => "night",
        other => other.trim_start_matches('T'),
    }
}

/// A number with thousands apart: `67,000`; a small share as a percentage.
pub(crate) fn number(x: f64, share: bool) -> String {
    if share {
        return format!("{:.0} %", x * 100.0);
    }
    if x.fract() != 0.0 {
        return format!("{x:.1}");
    }
    let digits = format!("{:.0}", x.abs());
    let mut out = String::new();
    for (n, c) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(plain("The army\n said  so.", 80), "The army said so.");
        assert_eq!(plain("The army said so.", 10), "The army…");
        assert_eq!(quoted(" “We hold it.” ", 80), "“We hold it.”");
        let text = "One two three four five six seven eight nine ten eleven twelve.";
        assert_eq!(around(text, Span::new(0, text.len()), Span::new(34, 39), 24), "“…seven eight nine ten…”");
    }

    #[test]
    fn dates_and_numbers_are_written_out() {
        assert_eq!(day("2019-03-02"), "2 March 2019");
        assert_eq!(day("2019-03-22TNI"), "22 March 2019 night");
        assert_eq!(day("2011-03"), "March 2011");
        assert_eq!(day("PXD"), "PXD");
        assert_eq!(number(370000.0, false), "370,000");
        assert_eq!(number(0.667, true), "67 %");
    }
}
