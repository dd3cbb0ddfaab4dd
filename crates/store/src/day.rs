//! Days as whole numbers: days since 1970-01-01.

use jiff::ToSpan;
use jiff::civil::Date;
use record::account::Days;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The number that stands for no day: before all days that there are.
pub(crate) const NONE: i64 = -10_000_000;

/// Days since 1970-01-01.
pub(crate) fn number(date: Date) -> i64 {
    date.since(EPOCH).map_or(NONE, |span| i64::from(span.get_days()))
}

/// The number of a day, or [`NONE`].
pub(crate) fn number_or_none(date: Option<Date>) -> i64 {
    date.map_or(NONE, number)
}

/// The day of a number; `None` for [`NONE`] and what lies beyond the calendar.
pub(crate) fn date(number: i64) -> Option<Date> {
    let days = i32::try_from(number).ok().filter(|n| n.abs() < 8_000_000)?;
    EPOCH.checked_add(days.days()).ok()
}

/// First and last day as numbers.
pub(crate) fn numbers(days: Days) -> (i64, i64) {
    (number(days.first), number(days.last))
}
