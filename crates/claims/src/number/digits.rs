//! What a token with digits in it is: a number, a range, an ordinal, a date, a name.

/// A token read as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A number alone or with letters behind it: "67,000", "3rd", "2.5m", "1980s", "17h".
    Number { value: Value, suffix: &'a str },
    /// "15,000-20,000"; "2014-2018".
    Range(f64, f64),
    /// "2/3".
    Fraction(f64),
    /// "12/03/2019", "17:30", "17h30", "2019-03-22".
    Date,
    /// "AK-47", "9-10-11", "10.1.2.3".
    Label,
}

/// A written number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Value {
    /// As most writers mean it: one separator before three digits parts thousands.
    pub(super) number: f64,
    /// The other reading of "1.250" or "1,250", with the sign.
    pub(super) decimal: Option<(u8, f64)>,
    /// How many digits a number without any separator has; 0 with one.
    pub(super) plain: usize,
}

/// Reads a token. `None` where no digit is in it.
pub(super) fn token(form: &str) -> Option<Token<'_>> {
    let bytes = form.as_bytes();
    let first = bytes.iter().position(u8::is_ascii_digit)?;
    let lead = form[..first].trim_start_matches(['~', '+', '\'', '’', '$', '€', '£']);
    if !lead.is_empty() && lead != "US" {
        return Some(Token::Label);
    }
    let (value, used) = number(&form[first..]);
    let rest = &form[first + used..];
    let Some(next) = rest.chars().next() else { return Some(Token::Number { value, suffix: "" }) };
    let tail = &rest[next.len_utf8()..];
    let digit_tail = tail.as_bytes().first().is_some_and(u8::is_ascii_digit);
    Some(match next {
        '-' | '–' | '—' | '‑' if digit_tail => {
            let (second, used) = number(tail);
            match &tail[used..] {
                "" | "%" if second.number > value.number => Token::Range(value.number, second.number),
                // "2014-15" is a season; "36-32" a score, which no figure wants.
                "" => Token::Label,
                more if more.starts_with('-') && value.plain == 4 => Token::Date,
                _ => Token::Label,
            }
        }
        '/' if digit_tail => {
            let (second, used) = number(tail);
            let (a, b) = (value.number, second.number);
            if tail.len() == used && a < b && (2.0..=5.0).contains(&b) { Token::Fraction(a / b) } else { Token::Date }
        }
        ':' if digit_tail => Token::Date,
        'h' | 'H' if digit_tail => Token::Date,
        '.' | ',' if digit_tail => Token::Label,
        '-' | '–' | '\'' | '’' if !digit_tail && tail.chars().all(char::is_alphabetic) => {
            Token::Number { value, suffix: if next == '\'' || next == '’' { rest } else { tail } }
        }
        _ if rest.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '°' | '²' | '³' | '.' | '+' | '/')) => {
            Token::Number { value, suffix: rest.trim_end_matches(['.', '+']) }
        }
        _ if rest.starts_with('-') && tail.chars().all(|c| c.is_alphabetic() || c == '-') => {
            Token::Number { value, suffix: tail }
        }
        _ => Token::Label,
    })
}

/// Reads digits with separators from the start of `s`, which starts with a digit, and how many bytes they take.
fn number(s: &str) -> (Value, usize) {
    // Groups of digits as (start, end), and the separator before each but the first.
    let (mut groups, mut separators) = ([(0usize, 0usize); 8], ['\0'; 8]);
    let (mut n, mut at) = (0, 0);
    let bytes = s.as_bytes();
    loop {
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        groups[n] = (start, at);
        n += 1;
        if n == groups.len() {
            break;
        }
        let Some(c) = s[at..].chars().next() else { break };
        let after = at + c.len_utf8();
        let separates = matches!(c, ',' | '.' | '\'' | '’') || is_space(c);
        if !separates || !bytes.get(after).is_some_and(u8::is_ascii_digit) {
            break;
        }
        separators[n] = c;
        at = after;
    }
    let (groups, separators) = (&groups[..n], &separators[1..n.max(1)]);
    let digits = |from: &[(usize, usize)]| -> f64 {
        from.iter().flat_map(|g| s[g.0..g.1].bytes()).fold(0.0, |v, b| v * 10.0 + (b - b'0') as f64)
    };
    let decimals = |g: (usize, usize)| -> f64 { digits(&[g]) / 10f64.powi((g.1 - g.0) as i32) };
    let (last, whole) = (groups[n - 1], &groups[..n - 1]);
    let end = last.1;
    if n == 1 {
        return (Value { number: digits(groups), decimal: None, plain: end }, end);
    }
    let (sign, len) = (separators[n - 2], last.1 - last.0);
    let thousands = |g: &[(usize, usize)]| {
        g[0].1 - g[0].0 <= 3 && s.as_bytes()[g[0].0] != b'0' && g[1..].iter().all(|g| g.1 - g.0 == 3)
    };
    let one_sign = separators.iter().all(|&c| c == sign || is_space(c) && is_space(sign));
    let value = |number, decimal| Value { number, decimal, plain: 0 };
    if one_sign && thousands(groups) {
        let other = (n == 2 && (sign == '.' || sign == ',')).then(|| (sign as u8, digits(whole) + decimals(last)));
        return (value(digits(groups), other), end);
    }
    if n == 2 && matches!(sign, '.' | ',') && (len != 3 || s.starts_with('0')) {
        return (value(digits(whole) + decimals(last), None), end);
    }
    if n > 2 && matches!(sign, '.' | ',') && separators[..n - 2].iter().all(|&c| c != sign) && thousands(whole) {
        return (value(digits(whole) + decimals(last), None), end);
    }
    // "1,2,3", "10.1.2": only the first group; the caller sees the rest and makes it a name.
    (Value { number: digits(&groups[..1]), decimal: None, plain: groups[0].1 }, groups[0].1)
}

/// The spaces that part thousands: plain, no-break, narrow no-break, thin.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, expected: &str) {
        let got = match token(form) {
            None => "none".to_string(),
            Some(Token::Number { value, suffix }) => match value.decimal {
                Some((_, d)) => format!("{} or {d} {suffix}", value.number),
                None => format!("{} {suffix}", value.number),
            },
            Some(Token::Range(a, b)) => format!("{a}..{b}"),
            Some(Token::Fraction(f)) => format!("fraction {f}"),
            Some(Token::Date) => "date".to_string(),
            Some(Token::Label) => "label".to_string(),
        };
        assert_eq!(got.trim(), expected, "{form}");
    }

    #[test]
    fn separators() {
        check("12", "12");
        check("67,000", "67000 or 67");
        check("370.000", "370000 or 370");
        check("3\u{a0}400", "3400");
        check("1\u{202f}234\u{202f}567", "1234567");
        check("1,5", "1.5");
        check("0.265", "0.265");
        check("1,234.5", "1234.5");
        check("1.234,5", "1234.5");
        check("1,2,3", "label");
    }

    #[test]
    fn suffixes_and_ranges() {
        check("3rd", "3 rd");
        check("1980s", "1980 s");
        check("2.5m", "2.5 m");
        check("12%", "12 %");
        check("15,000-20,000", "15000..20000");
        check("2/3", "fraction 0.6666666666666666");
    }

    #[test]
    fn no_numbers() {
        check("dozen", "none");
        check("AK-47", "label");
        check("17h30", "date");
        check("9/11", "date");
        check("2019-03-22", "date");
        check("555-1234-88", "label");
    }
}
