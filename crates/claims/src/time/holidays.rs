//! Holidays by year: fixed days, nth weekdays, the Easter family, and those of the Islamic calendar, which is reckoned
//! here by its tabular form (civil epoch) and may lie a day or two off what is observed.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

/// How a holiday's days follow from the year.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, which one (-1 is the last), weekday from 1 = Monday.
    Nth(i8, i8, i8),
    /// Days from Easter Sunday of the Western churches.
    Easter(i32),
    /// Days from Easter Sunday of the Eastern churches.
    Orthodox(i32),
    /// Islamic month and day, number of days.
    Islamic(i32, i32, i32),
    /// The Tuesday after the first Monday of November.
    ElectionUs,
}

/// Every holiday by the name that the word lists give it.
const ALL: &[(&str, Rule)] = &[
    ("new-year", Rule::Fixed(1, 1)),
    ("new-year-eve", Rule::Fixed(12, 31)),
    ("epiphany", Rule::Fixed(1, 6)),
    ("orthodox-christmas", Rule::Fixed(1, 7)),
    ("valentine", Rule::Fixed(2, 14)),
    ("patrick", Rule::Fixed(3, 17)),
    ("nowruz", Rule::Fixed(3, 21)),
    ("labour", Rule::Fixed(5, 1)),
    ("victory-europe", Rule::Fixed(5, 8)),
    ("victory-russia", Rule::Fixed(5, 9)),
    ("independence-us", Rule::Fixed(7, 4)),
    ("bastille", Rule::Fixed(7, 14)),
    ("assumption", Rule::Fixed(8, 15)),
    ("halloween", Rule::Fixed(10, 31)),
    ("all-saints", Rule::Fixed(11, 1)),
    ("armistice", Rule::Fixed(11, 11)),
    ("christmas-eve", Rule::Fixed(12, 24)),
    ("christmas", Rule::Fixed(12, 25)),
    ("boxing", Rule::Fixed(12, 26)),
    ("shrove-tuesday", Rule::Easter(-47)),
    ("ash-wednesday", Rule::Easter(-46)),
    ("palm-sunday", Rule::Easter(-7)),
    ("good-friday", Rule::Easter(-2)),
    ("holy-saturday", Rule::Easter(-1)),
    ("easter", Rule::Easter(0)),
    ("easter-monday", Rule::Easter(1)),
    ("ascension", Rule::Easter(39)),
    ("pentecost", Rule::Easter(49)),
    ("whit-monday", Rule::Easter(50)),
    ("orthodox-easter", Rule::Orthodox(0)),
    ("mlk", Rule::Nth(1, 3, 1)),
    ("presidents", Rule::Nth(2, 3, 1)),
    ("mothers", Rule::Nth(5, 2, 7)),
    ("mothers-fr", Rule::Nth(5, -1, 7)),
    ("memorial", Rule::Nth(5, -1, 1)),
    ("fathers", Rule::Nth(6, 3, 7)),
    ("labor-us", Rule::Nth(9, 1, 1)),
    ("columbus", Rule::Nth(10, 2, 1)),
    ("election-us", Rule::ElectionUs),
    ("thanksgiving", Rule::Nth(11, 4, 4)),
    ("ramadan", Rule::Islamic(9, 1, 29)),
    ("eid-al-fitr", Rule::Islamic(10, 1, 1)),
    ("eid-al-adha", Rule::Islamic(12, 10, 1)),
    ("islamic-new-year", Rule::Islamic(1, 1, 1)),
    ("ashura", Rule::Islamic(1, 10, 1)),
    ("mawlid", Rule::Islamic(3, 12, 1)),
];

/// Number of a holiday, by its name.
pub(super) fn index(name: &str) -> Option<i16> {
    ALL.iter().position(|(n, _)| *n == name).map(|n| n as i16)
}

/// First and last day of a holiday in a year.
pub(super) fn days(holiday: u8, year: i32) -> Option<(Date, Date)> {
    let year = i16::try_from(year).ok()?;
    let one = |d: Date| Some((d, d));
    match ALL.get(holiday as usize)?.1 {
        Rule::Fixed(month, day) => one(Date::new(year, month, day).ok()?),
        Rule::Nth(month, n, weekday) => one(nth_weekday(year, month, n, weekday)?),
        Rule::Easter(days) => one(shift(easter(year)?, days)?),
        Rule::Orthodox(days) => one(shift(orthodox_easter(year)?, days)?),
        Rule::Islamic(month, day, length) => {
            let first = islamic(year, month, day)?;
            Some((first, shift(first, length - 1)?))
        }
        Rule::ElectionUs => one(shift(nth_weekday(year, 11, 1, 1)?, 1)?),
    }
}

/// So many days later.
pub(super) fn shift(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The nth weekday (1 = Monday) of a month; -1 is the last.
pub(super) fn nth_weekday(year: i16, month: i8, n: i8, weekday: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()
}

/// Easter Sunday by the Gregorian reckoning (the anonymous algorithm, Meeus 1991).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// Easter Sunday by the Julian reckoning, on the Gregorian calendar (Meeus 1991); right from 1900 to 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    shift(Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()?, 13)
}

/// The first Gregorian day in `year` of a month and day of the tabular Islamic calendar.
fn islamic(year: i16, month: i32, day: i32) -> Option<Date> {
    let epoch = date(622, 7, 19); // 1 Muharram 1, proleptic Gregorian
    let about = ((i32::from(year) - 622) * 33) / 32;
    (about - 1..=about + 2).find_map(|h| {
        let days = (h - 1) * 354 + (3 + 11 * h) / 30 + (month - 1) * 29 + month / 2 + day - 1;
        shift(epoch, days).filter(|d| d.year() == year)
    })
}

/// Monday of the ISO week of a day.
pub(super) fn monday(day: Date) -> Date {
    let back = day.weekday().to_monday_zero_offset();
    day.checked_sub(i64::from(back).days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, year: i32, expected: &str) {
        let (first, _) = days(index(name).unwrap() as u8, year).unwrap();
        assert_eq!(first.to_string(), expected, "{name} {year}");
    }

    #[test]
    fn days_of_known_years() {
        check("easter", 2019, "2019-04-21");
        check("orthodox-easter", 2019, "2019-04-28");
        check("thanksgiving", 1999, "1999-11-25");
        check("election-us", 1998, "1998-11-03");
        check("memorial", 2013, "2013-05-27");
        check("ramadan", 2018, "2018-05-16");
        check("eid-al-fitr", 2018, "2018-06-15");
        check("pentecost", 1999, "1999-05-23");
    }
}
