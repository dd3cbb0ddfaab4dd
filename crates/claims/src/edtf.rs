//! Intervals of days, and how ISO 8601-2 (EDTF) writes them.

use jiff::civil::Date;

/// A stretch of days as a text gives it. `None` at an end means that it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// EDTF (ISO 8601-2): `2018-09/..`, `2019-01~`, `2011-03`.
    pub edtf: String,
    /// `since` as the record writes it, in the precision of the text: `2018-09`, `2019-03-22`, `2014`.
    pub since: Option<String>,
    /// `until`, likewise.
    pub until: Option<String>,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
}

impl Interval {
    /// One day.
    pub fn day(day: Date) -> Interval {
        let text = day.to_string();
        Interval { edtf: text.clone(), since: Some(text.clone()), until: Some(text), first: Some(day), last: Some(day) }
    }

    /// From its start on, with an open end ("since September 2018").
    pub fn onward(self) -> Interval {
        let start = self.start();
        Interval { edtf: format!("{start}/.."), until: None, last: None, ..self }
    }

    /// Up to its end, with an open start ("until Friday").
    pub fn up_to(self) -> Interval {
        let end = self.end();
        Interval { edtf: format!("../{end}"), since: None, first: None, ..self }
    }

    /// From its start to the end of another ("from March 3 to March 5").
    pub fn through(self, other: &Interval) -> Interval {
        let edtf = format!("{}/{}", self.start(), other.end());
        Interval { edtf, until: other.until.clone(), last: other.last, ..self }
    }

    /// EDTF of where it starts.
    fn start(&self) -> &str {
        self.edtf.split_once('/').map_or(&self.edtf, |(start, _)| start)
    }

    /// EDTF of where it ends.
    fn end(&self) -> &str {
        self.edtf.split_once('/').map_or(&self.edtf, |(_, end)| end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn open_and_closed_ends() {
        let day = Interval::day(date(2019, 3, 22));
        assert_eq!(day.clone().onward().edtf, "2019-03-22/..");
        assert_eq!(day.clone().up_to().edtf, "../2019-03-22");
        assert_eq!(day.clone().onward().until, None);
        assert_eq!(day.through(&Interval::day(date(2019, 3, 25))).edtf, "2019-03-22/2019-03-25");
    }
}
