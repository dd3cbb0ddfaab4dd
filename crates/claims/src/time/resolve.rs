//! Ties meanings to the calendar, in the order of the text: from the day of publication, and from the time last spoken of.

use super::holidays::{self, monday, nth_weekday, shift};
use super::meaning::{At, Direction, Duration, Item, Meaning, Origin, What, Which};
use super::value::{Stretch, Value, week_of};
use super::words::{Season, Unit};
use crate::reading::{Anchor, TimeType};
use jiff::ToSpan;
use jiff::civil::Date;

/// What has been read so far, and the day of writing.
pub(super) struct Context {
    pub(super) published: Option<Date>,
    /// The stretch last spoken of.
    told: Option<Stretch>,
    /// The day last spoken of, and the sentence in which it was.
    told_day: Option<(Date, u32)>,
    /// The sentence that is read.
    pub(super) sentence: u32,
}

/// How many days off the nearest day of the year may lie before the tense of its verb decides.
const FAR: i32 = 60;

/// A stretch and what it was counted from.
type Tied = Option<(Stretch, Anchor)>;

impl Context {
    pub(super) fn new(published: Option<Date>) -> Context {
        Context { published, told: None, told_day: None, sentence: 0 }
    }

    /// The value of a meaning. `way` says which way an open date points.
    pub(super) fn resolve(&mut self, meaning: &Meaning, way: Direction) -> (Value, Anchor) {
        let (value, anchor) = self.value(meaning, way);
        // "a year earlier" compares; what follows still speaks of this year.
        let compares = matches!(meaning.what, What::Step(Unit::Year, ..));
        if let Some(stretch) = value.stretch().filter(|_| !compares) {
            self.told = Some(stretch);
            if let Stretch::Day(day) = stretch {
                self.told_day = Some((day, self.sentence));
            }
        }
        (value, anchor)
    }

    fn value(&self, meaning: &Meaning, way: Direction) -> (Value, Anchor) {
        match &meaning.what {
            What::Reference(reference) => return (Value::Reference(*reference), Anchor::None),
            What::Set(text) => return (Value::Set(text.clone()), Anchor::None),
            What::Duration(d) => return self.length(d),
            _ => {}
        }
        let (at, edge, about) = (meaning.at, meaning.edge, meaning.about);
        let stretch = match meaning.what {
            What::Step(Unit::Day, 0, Origin::Told) if at != At::AllDay => self.day_of_a_time(),
            ref what => self.stretch(what, way),
        };
        match stretch {
            Some((stretch, anchor)) => (Value::On { stretch, at, edge, about }, anchor),
            None => {
                let kind = if at == At::AllDay { TimeType::Date } else { TimeType::Time };
                let open = open(&meaning.what).map(|text| Value::Open(text + &at_text(at), kind));
                (open.unwrap_or(Value::Unknown(kind)), Anchor::None)
            }
        }
    }

    fn length(&self, d: &Duration) -> (Value, Anchor) {
        let text = period(d.count, d.unit);
        let covers = self.published.zip(d.count).and_then(|(day, n)| {
            let other = step_day(day, d.unit, n * f64::from(d.toward))?;
            Some(if d.toward < 0 { (other, day) } else { (day, other) })
        });
        match covers.filter(|_| d.toward != 0) {
            Some(days) => (Value::Length(text, Some(days)), Anchor::Published),
            None => (Value::Length(text, None), Anchor::None),
        }
    }

    /// A length of time between what its sentence has told the day of and something else: with the day of that.
    pub(super) fn away(&self, d: &Duration, sign: f64) -> (Value, Anchor) {
        let told = self.told_day.filter(|(_, sentence)| *sentence == self.sentence);
        let day =
            told.zip(d.count).filter(|_| d.unit >= Unit::Day).and_then(|((day, _), n)| step_day(day, d.unit, sign * n));
        let anchor = if day.is_some() { Anchor::Report } else { Anchor::None };
        (Value::Length(period(d.count, d.unit), day.map(|day| (day, day))), anchor)
    }

    fn stretch(&self, what: &What, way: Direction) -> Tied {
        let fixed = |s| Some((s, Anchor::None));
        match *what {
            What::Year(which) => self.yearly(which, way, |y| Some(Stretch::Year(y))),
            What::Month(m, which) => {
                // Where no verb tells, the month right ahead is meant, not that of a year ago.
                let ahead = self.published.is_some_and(|day| i32::from(m) == i32::from(day.month()) % 12 + 1);
                let way = if ahead && way == Direction::Unknown { Direction::Future } else { way };
                self.yearly(which, way, |y| Some(Stretch::Month(y, m)))
            }
            What::Day(m, d, which) => {
                let of = |y: i32| Some(Stretch::Day(Date::new(i16::try_from(y).ok()?, m as i8, d as i8).ok()?));
                self.nearest(which, way, of)
            }
            What::DayOfMonth(d) => {
                let (base, anchor) = self.told_base().or(self.base())?;
                let day = Date::new(base.year(), base.month(), d as i8).ok()?;
                Some((Stretch::Day(day), anchor))
            }
            What::Weekday(n, which) => self.weekday(n, which, way),
            What::WeekdayOf(n, weeks) => {
                let day = shift(monday(self.published?), weeks * 7 + i32::from(n) - 1)?;
                Some((Stretch::Day(day), Anchor::Published))
            }
            What::Season(season, which) => self.season(season, which, way),
            What::Quarter(n, which) => self.quarter(n, which),
            What::Half(n, which) => self.yearly(which, way, |y| Some(Stretch::Half(y, n))),
            What::Holiday(name, which) => {
                let of = |y| {
                    let (first, last) = holidays::days(name, y)?;
                    Some(if first == last { Stretch::Day(first) } else { Stretch::Days(first, last) })
                };
                self.nearest(which, way, of)
            }
            What::Decade(y) => fixed(Stretch::Decade(y)),
            What::Century(y) => fixed(Stretch::Century(y)),
            What::Step(unit, by, from) => self.step(unit, by, from),
            What::LastWeekend => {
                let base = self.published?;
                let back = if base.weekday().to_monday_one_offset() >= 6 { 0 } else { -7 };
                Some((Stretch::Weekend(monday(shift(base, back)?)), Anchor::Published))
            }
            What::WeekOf(ref inner) => {
                let (stretch, anchor) = self.stretch(inner, way)?;
                Some((week_of(stretch.days()?.0), anchor))
            }
            What::Nth(n, item, ref inner) => {
                let (stretch, anchor) = self.stretch(inner, way)?;
                Some((nth(n, item, stretch)?, anchor))
            }
            What::Reference(_) | What::Duration(_) | What::Set(_) => None,
        }
    }

    /// The day that open dates are near: that of publication. Without one they stay open.
    fn base(&self) -> Option<(Date, Anchor)> {
        self.published.map(|day| (day, Anchor::Published))
    }

    /// The day of a bare "at 10 p.m." or "in the evening": that of the same sentence, else the one last spoken of in the
    /// week before publication, else that of publication.
    fn day_of_a_time(&self) -> Tied {
        let day = |day, anchor| Some((Stretch::Day(day), anchor));
        match (self.told_day, self.published) {
            (Some((told, sentence)), _) if sentence == self.sentence => day(told, Anchor::Report),
            (Some((told, _)), Some(published)) if told <= published && shift(told, 7)? >= published => {
                day(told, Anchor::Report)
            }
            (_, Some(published)) => day(published, Anchor::Published),
            (Some((told, _)), None) => day(told, Anchor::Report),
            (None, None) => None,
        }
    }

    /// The first day of the time last spoken of.
    fn told_base(&self) -> Option<(Date, Anchor)> {
        Some((self.told_day.map(|(day, _)| day).or(self.told.and_then(|s| Some(s.days()?.0)))?, Anchor::Report))
    }

    /// The one of those that come round every year.
    fn yearly(&self, which: Which, way: Direction, of: impl Fn(i32) -> Option<Stretch>) -> Tied {
        if let Which::Year(y) = which {
            return Some((of(y)?, Anchor::None));
        }
        let told = matches!(which, Which::Told(_));
        let (base, anchor) = if told { self.told_base().or(self.base()) } else { self.base() }?;
        let year = i32::from(base.year());
        let candidates = || (year - 2..=year + 2).filter_map(&of).filter_map(|s| Some((s, s.days()?)));
        let started = || candidates().rfind(|(_, (first, _))| *first <= base);
        let begun_before = || candidates().rfind(|(_, (_, last))| *last < base);
        let not_over = || candidates().find(|(_, (_, last))| *last >= base);
        let to_come = || candidates().find(|(_, (first, _))| *first > base);
        let found = match which {
            Which::Open if way == Direction::Future => not_over(),
            Which::Open => started(),
            Which::This | Which::Told(0) => of(year).and_then(|s| Some((s, s.days()?))),
            Which::Last | Which::Told(..0) => begun_before(),
            Which::Next | Which::Told(_) => to_come(),
            Which::Relative(n) => of(year + n).and_then(|s| Some((s, s.days()?))),
            Which::Year(_) => None,
        };
        Some((found?.0, anchor))
    }

    /// An open day of the year is the nearest one; others as in [`Context::yearly`].
    fn nearest(&self, which: Which, way: Direction, of: impl Fn(i32) -> Option<Stretch>) -> Tied {
        let (Which::Open, Some((base, anchor))) = (which, self.base()) else {
            return self.yearly(which, way, of);
        };
        let year = i32::from(base.year());
        // A verb outweighs nearness where the nearest day lies far off.
        let distance = |s: &Stretch| {
            let days = s.days().and_then(|(first, _)| base.until(first).ok()).map_or(0, |span| span.get_days());
            let against = match way {
                Direction::Past => days > FAR,
                Direction::Future => days < -FAR,
                Direction::Unknown => false,
            };
            (against, days.abs())
        };
        let nearest = (year - 1..=year + 1).filter_map(of).min_by_key(distance);
        Some((nearest?, anchor))
    }

    /// A winter goes by the year in which it begins; "the winter of 1994" and "this winter" alike.
    fn season(&self, season: Season, which: Which, way: Direction) -> Tied {
        let of = |y| Some(Stretch::Season(y, season));
        match (which, self.base()) {
            (Which::This, Some((base, anchor))) => {
                let year = i32::from(base.year());
                let near = |y: i32| {
                    let (first, last) = Stretch::Season(y, season).days()?;
                    let inside = first <= base && base <= last;
                    Some((!inside, y != year, y))
                };
                let (_, _, y) = (year - 1..=year).filter_map(near).min()?;
                Some((of(y)?, anchor))
            }
            _ => self.yearly(which, way, of),
        }
    }

    /// A quarter; 0 is the one last spoken of or last ended.
    fn quarter(&self, n: u8, which: Which) -> Tied {
        if n > 0 {
            return self.yearly(which, Direction::Past, |y| Some(Stretch::Quarter(y, n)));
        }
        let (base, anchor) = self.base()?;
        let (year, now) = (i32::from(base.year()), (base.month() as u8).div_ceil(3));
        let last = if now == 1 { (year - 1, 4) } else { (year, now - 1) };
        let told = match self.told {
            Some(Stretch::Quarter(_, n)) => n,
            _ => last.1,
        };
        Some(match (which, self.told) {
            (Which::Year(y), _) => (Stretch::Quarter(y, told), Anchor::Report),
            (Which::Told(_), Some(told @ Stretch::Quarter(..))) => (told, Anchor::Report),
            _ => (Stretch::Quarter(last.0, last.1), anchor),
        })
    }

    fn weekday(&self, n: u8, which: Which, way: Direction) -> Tied {
        let (base, anchor) = match which {
            Which::Told(_) => self.told_base().or(self.base())?,
            _ => (self.published?, Anchor::Published),
        };
        let ahead = (i32::from(n) - i32::from(base.weekday().to_monday_one_offset())).rem_euclid(7);
        let back = ahead - if ahead == 0 { 0 } else { 7 };
        let days = match which {
            Which::Open | Which::This if way == Direction::Future => ahead,
            Which::Open | Which::This | Which::Told(0) | Which::Year(_) | Which::Relative(_) => back,
            Which::Last | Which::Told(..0) => {
                if back == 0 {
                    -7
                } else {
                    back
                }
            }
            Which::Next | Which::Told(_) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
        };
        Some((Stretch::Day(shift(base, days)?), anchor))
    }

    fn step(&self, unit: Unit, by: i64, from: Origin) -> Tied {
        let told_year = matches!(unit, Unit::Year) && matches!(self.told, Some(Stretch::Quarter(..)));
        if told_year && let Some(Stretch::Quarter(y, n)) = self.told {
            return Some((Stretch::Quarter(y + i32::try_from(by).ok()?, n), Anchor::Report));
        }
        let (base, anchor) = match from {
            Origin::Said => (self.published?, Anchor::Published),
            Origin::Told if unit < Unit::Week => {
                self.told_day.map(|(d, _)| (d, Anchor::Report)).or(self.published.map(|d| (d, Anchor::Published)))?
            }
            Origin::Told => self.told.and_then(|s| Some((s.days()?.0, Anchor::Report))).or_else(|| self.base())?,
        };
        Some((step(base, unit, by)?, anchor))
    }
}

/// The stretch as long as the unit, so many units away from that of a day.
fn step(base: Date, unit: Unit, by: i64) -> Option<Stretch> {
    let n = i32::try_from(by).ok().filter(|n| n.abs() < 100_000)?;
    let year = i32::from(base.year());
    let month = |n: i32| {
        let months = year * 12 + i32::from(base.month()) - 1 + n;
        (months.div_euclid(12), (months.rem_euclid(12) + 1) as u8)
    };
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Stretch::Day(base),
        Unit::Day => Stretch::Day(shift(base, n)?),
        Unit::Week => week_of(shift(base, n.checked_mul(7)?)?),
        Unit::Fortnight => week_of(shift(base, n.checked_mul(14)?)?),
        Unit::Weekend => {
            // "This weekend", said on a Monday or Tuesday, is the one just over.
            let over = n == 0 && base.weekday().to_monday_one_offset() <= 2;
            let weeks = if over { -1 } else { n };
            Stretch::Weekend(monday(shift(base, weeks.checked_mul(7)?)?))
        }
        Unit::Month => {
            let (y, m) = month(n);
            Stretch::Month(y, m)
        }
        Unit::Quarter => {
            let (y, m) = month(n * 3);
            Stretch::Quarter(y, m.div_ceil(3))
        }
        Unit::Half => {
            let (y, m) = month(n * 6);
            Stretch::Half(y, m.div_ceil(6))
        }
        Unit::Year => Stretch::Year(year + n),
        Unit::Decade => Stretch::Decade((year.div_euclid(10) + n) * 10),
        Unit::Century => Stretch::Century((year.div_euclid(100) + n) * 100),
        Unit::Millennium => return None,
    })
}

/// The day so many units away.
fn step_day(base: Date, unit: Unit, n: f64) -> Option<Date> {
    let days = |per: f64| shift(base, (n * per).round().clamp(-4e6, 4e6) as i32);
    let months = |per: f64| base.checked_add(i64::from((n * per).round().clamp(-5e4, 5e4) as i32).months()).ok();
    match unit {
        Unit::Second | Unit::Minute => Some(base),
        Unit::Hour => days(1.0 / 24.0),
        Unit::Day => days(1.0),
        Unit::Week | Unit::Weekend => days(7.0),
        Unit::Fortnight => days(14.0),
        Unit::Month => months(1.0),
        Unit::Quarter => months(3.0),
        Unit::Half => months(6.0),
        Unit::Year => months(12.0),
        Unit::Decade => months(120.0),
        Unit::Century => months(1200.0),
        Unit::Millennium => None,
    }
}

/// The nth day, week or weekday of a stretch; -1 is the last.
fn nth(n: i8, item: Item, of: Stretch) -> Option<Stretch> {
    let (first, last) = of.days()?;
    let index = i32::from(n) - 1;
    let day = match item {
        Item::Weekday(day) => match of {
            Stretch::Month(y, m) => nth_weekday(i16::try_from(y).ok()?, m as i8, n, day as i8)?,
            _ => return None,
        },
        Item::Unit(Unit::Day) => {
            if n < 0 {
                last
            } else {
                shift(first, index)?
            }
        }
        Item::Unit(Unit::Week) => {
            return Some(week_of(if n < 0 { last } else { shift(first, index * 7)? }));
        }
        Item::Unit(_) => {
            let saturday = nth_weekday(first.year(), first.month(), n, 6)?;
            return Some(Stretch::Weekend(monday(saturday)));
        }
    };
    (first <= day && day <= last).then_some(Stretch::Day(day))
}

/// TIMEX3 value of what cannot be tied to a year or week.
fn open(what: &What) -> Option<String> {
    Some(match *what {
        What::Month(m, _) => format!("XXXX-{m:02}"),
        What::Day(m, d, _) => format!("XXXX-{m:02}-{d:02}"),
        What::Weekday(n, _) | What::WeekdayOf(n, _) => format!("XXXX-WXX-{n}"),
        What::Season(season, _) => format!("XXXX-{}", season.timex()),
        What::Quarter(n, _) if n > 0 => format!("XXXX-Q{n}"),
        What::Half(n, _) => format!("XXXX-H{n}"),
        What::Step(Unit::Day, 0, Origin::Told) => "XXXX-XX-XX".to_string(),
        _ => return None,
    })
}

/// What TIMEX3 writes after an open day.
fn at_text(at: At) -> String {
    Value::On { stretch: Stretch::Year(0), at, edge: None, about: false }
        .timex()
        .map_or(String::new(), |t| t[4..].to_string())
}

/// TIMEX3 value of a length: `P2Y6M`, `PT30M`, `PXW`.
pub(super) fn period(n: Option<f64>, unit: Unit) -> String {
    let (letter, per) = match unit {
        Unit::Second => ("S", 1.0),
        Unit::Minute => ("M", 1.0),
        Unit::Hour => ("H", 1.0),
        Unit::Day => ("D", 1.0),
        Unit::Week => ("W", 1.0),
        Unit::Fortnight => ("W", 2.0),
        Unit::Weekend => ("WE", 1.0),
        Unit::Month => ("M", 1.0),
        Unit::Quarter => ("Q", 1.0),
        Unit::Half => ("M", 6.0),
        Unit::Year => ("Y", 1.0),
        Unit::Decade => ("Y", 10.0),
        Unit::Century => ("Y", 100.0),
        Unit::Millennium => ("Y", 1000.0),
    };
    let time = if unit < Unit::Day { "T" } else { "" };
    let Some(n) = n else {
        return match unit {
            Unit::Decade => "PXDE".to_string(),
            Unit::Century => "PXCE".to_string(),
            _ => format!("P{time}X{letter}"),
        };
    };
    let n = n * per;
    let (whole, part) = (n.trunc() as u64, n.fract());
    let finer = match unit {
        Unit::Year => Some((12.0, "", "M")),
        Unit::Hour => Some((60.0, "", "M")),
        Unit::Minute => Some((60.0, "", "S")),
        Unit::Day => Some((24.0, "T", "H")),
        Unit::Month => Some((30.0, "", "D")),
        _ => None,
    };
    match finer.filter(|_| part > 0.0) {
        Some((per, mark, small)) => {
            let rest = (part * per).round() as u64;
            let head = if whole > 0 { format!("{whole}{letter}") } else { String::new() };
            format!("P{time}{head}{mark}{rest}{small}")
        }
        None if part > 0.0 => format!("P{time}{n}{letter}"),
        None => format!("P{time}{whole}{letter}"),
    }
}
