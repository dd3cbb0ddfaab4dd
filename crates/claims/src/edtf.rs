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
