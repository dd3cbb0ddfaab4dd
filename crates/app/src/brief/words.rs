//! The words of a situation report: `data/<lang>/brief.tsv`.

use jiff::civil::Date;
use std::collections::HashMap;
use text::Lang;
use text::table::{DataError, Files, rows};

/// What a report may say in one language.
pub struct Words {
    sayings: HashMap<String, String>,
}

impl Words {
    /// Reads the words of a language.
    ///
    /// # Errors
    /// Where the file is missing or a line has no words.
    pub fn load(lang: Lang, files: Files) -> Result<Words, DataError> {
        let path = format!("{}/brief.tsv", lang.code());
        let mut sayings = HashMap::new();
        for row in rows(&path, files(&path)?) {
            sayings.insert(row.need(0, "code")?.to_string(), spaced(row.get(1)));
        }
        Ok(Words { sayings })
    }

    /// Whether there are words for a code.
    pub fn knows(&self, code: &str) -> bool {
        self.sayings.contains_key(code)
    }

    /// The words of a code, with its places of names filled.
    pub fn say(&self, code: &str, names: &[(&str, &str)]) -> String {
        // The test `both_languages_say_the_same` holds that no code is missing.
        let mut rest = self.sayings.get(code).map_or(code, String::as_str);
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(names.iter().find(|(n, _)| *n == name).map_or("", |&(_, value)| value));
            rest = after;
        }
        out + rest
    }

    /// The words of a code for one thing or for many; `{n}` is the count.
    pub fn count(&self, code: &str, n: usize, names: &[(&str, &str)]) -> String {
        let number = self.number(n as f64);
        let names: Vec<(&str, &str)> = names.iter().copied().chain([("n", number.as_str())]).collect();
        self.say(&format!("{code}.{}", if n == 1 { "one" } else { "many" }), &names)
    }

    /// A number with its thousands apart; a fraction with one decimal.
    pub fn number(&self, n: f64) -> String {
        if n.fract() != 0.0 {
            return format!("{n:.1}");
        }
        let digits = format!("{:.0}", n.abs());
        let mut out = String::new();
        for (k, digit) in digits.chars().enumerate() {
            if k > 0 && (digits.len() - k).is_multiple_of(3) {
                out += &self.say("thousands", &[]);
            }
            out.push(digit);
        }
        out
    }

    /// A day: `4 March 2031`, `1er mars 2031`.
    pub fn day(&self, day: Date) -> String {
        let number = if day.day() == 1 { self.say("day.first", &[]) } else { day.day().to_string() };
        let months = self.say("month", &[]);
        let month = months.split('|').nth(day.month() as usize - 1).unwrap_or_default();
        self.say("day", &[("d", &number), ("month", month), ("year", &day.year().to_string())])
    }

    /// A stretch of days, open where an end is `None`; empty where both are.
    pub fn days(&self, from: Option<Date>, until: Option<Date>) -> String {
        match (from, until) {
            (Some(from), Some(until)) if from == until => self.day(from),
            (Some(from), Some(until)) => self.say("days", &[("from", &self.day(from)), ("until", &self.day(until))]),
            (Some(from), None) => self.say("days.since", &[("from", &self.day(from))]),
            (None, Some(until)) => self.say("days.until", &[("until", &self.day(until))]),
            (None, None) => String::new(),
        }
    }

    /// Names in a row: `A, B and C`.
    pub fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => first.join(&self.say("list", &[])) + &self.say("and", &[]) + last,
        }
    }
}

/// Spaces that the table would trim: an underscore at an end of a column is one, a tilde is one where no line breaks.
fn spaced(column: &str) -> String {
    let start = if column.starts_with('_') { " " } else { "" };
    let end = if column.ends_with('_') { " " } else { "" };
    format!("{start}{}{end}", column.trim_matches('_').replace('~', "\u{a0}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    fn words(lang: Lang) -> Words {
        Words::load(lang, &bundle::file).unwrap()
    }

    #[test]
    fn both_languages_say_the_same() {
        fn places(words: &Words) -> BTreeSet<(&str, BTreeSet<&str>)> {
            words
                .sayings
                .iter()
                .map(|(code, s)| (code.as_str(), s.split('{').skip(1).map(before_brace).collect()))
                .collect()
        }
        fn before_brace(part: &str) -> &str {
            part.split('}').next().unwrap_or(part)
        }
        assert_eq!(places(&words(Lang::En)), places(&words(Lang::Fr)));
    }

    #[test]
    fn dates_numbers_and_lists_follow_the_language() {
        let (en, fr) = (words(Lang::En), words(Lang::Fr));
        assert_eq!(en.day(date(2031, 3, 1)), "1 March 2031");
        assert_eq!(fr.day(date(2031, 3, 1)), "1er mars 2031");
        assert_eq!(en.days(Some(date(2031, 3, 2)), Some(date(2031, 3, 9))), "2 March 2031 to 9 March 2031");
        assert_eq!(fr.number(67000.0), "67\u{a0}000");
        assert_eq!(en.number(1234567.0), "1,234,567");
        assert_eq!(fr.list(&["A".into(), "B".into(), "C".into()]), "A, B et C");
        assert_eq!(en.count("scope.report", 2, &[]), "2 reports");
    }
}
