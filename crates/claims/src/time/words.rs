//! The words of times: `data/<lang>/time.tsv` and `data/<lang>/holidays.tsv`, as phrases over [`Piece`](super::pieces::Piece)s.

use super::holidays;
use super::pieces;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, Row, rows};
use text::{Key, Lang, PerLang, vocabulary};

vocabulary! {
    /// What a word does in a time expression: the first column of the word list, which explains each.
    Class {
        Month = "month", Weekday = "weekday", Weekdays = "weekdays", Unit = "unit", Units = "units", Period = "period",
        Part = "part", Parts = "parts", Clock = "clock", Season = "season", Deictic = "deictic", Tonight = "tonight",
        Told = "told", Which = "which", WhichAfter = "which-after", Shift = "shift", ShiftBefore = "shift-before",
        ShiftAdjective = "shift-adjective", Edge = "edge", EdgeAfter = "edge-after", Article = "article", Half = "half",
        AndHalf = "and-half", Some = "some", Couple = "couple", Dozen = "dozen", Ordinal = "ordinal",
        OrdinalSuffix = "ordinal-suffix", Number = "number", FourScore = "fourscore", About = "about", OrSo = "or-so", Filler = "filler",
        The = "the", Of = "of", Join = "join", On = "on", At = "at", InPart = "in-part", To = "to", And = "and", Or = "or",
        YearWord = "year-word", MonthWord = "month-word", WeekOf = "week-of", Decades = "decades", DecadeName = "decade-name", Fiscal = "fiscal",
        Era = "era", AmPm = "ampm", AmPmWords = "ampm-words", OClock = "oclock", HourMark = "hour-mark",
        HoursMark = "hours-mark", PastHour = "past-hour", ToHour = "to-hour", Zone = "zone", Each = "each",
        EachWhole = "each-whole", Times = "times", ASet = "a-set", Other = "other", Set = "set", Reference = "reference",
        Since = "since", Until = "until", Deadline = "deadline", Before = "before", After = "after", From = "from", Between = "between",
        For = "for", Future = "future", Aim = "aim", Scheduled = "scheduled", Undone = "undone", AtTime = "at-time", Stamp = "stamp", Calls = "calls", AgeBefore = "age-before", AgeAfter = "age-after",
        Person = "person", NoYearBefore = "no-year-before", YearBefore = "year-before", NameAfter = "name-after", NameBefore = "name-before",
        Holiday = "holiday",
    }
}

impl Part {
    /// What TIMEX3 writes after the day.
    pub(super) fn timex(self) -> &'static str {
        match self {
            Part::Early | Part::Dawn | Part::Morning => "TMO",
            Part::Midday => "TMI",
            Part::Afternoon => "TAF",
            Part::Dusk | Part::Evening => "TEV",
            Part::Night => "TNI",
        }
    }
}

impl Season {
    /// What TIMEX3 writes after the year.
    pub(super) fn timex(self) -> &'static str {
        ["SP", "SU", "FA", "WI"][self as usize]
    }
}

impl Class {
    /// The class as one bit.
    pub(super) fn bit(self) -> u128 {
        1 << self as u8
    }
}

/// Classes that a time expression can begin with.
pub(super) const STARTS: u128 = {
    use Class::*;
    let all = [
        Month,
        Weekday,
        Weekdays,
        Unit,
        Units,
        Part,
        Parts,
        Clock,
        Season,
        Deictic,
        Tonight,
        Told,
        Which,
        ShiftBefore,
        ShiftAdjective,
        Edge,
        Article,
        Half,
        Some,
        Couple,
        Dozen,
        Ordinal,
        Number,
        About,
        The,
        YearWord,
        MonthWord,
        WeekOf,
        Decades,
        Fiscal,
        Each,
        EachWhole,
        Times,
        Set,
        Reference,
        Holiday,
        Period,
        PastHour,
    ];
    let (mut bits, mut i) = (0u128, 0);
    while i < all.len() {
        bits |= 1 << all[i] as u8;
        i += 1;
    }
    bits
};

vocabulary! {
    /// Units of time.
    Unit {
        Second = "second", Minute = "minute", Hour = "hour", Day = "day", Week = "week", Fortnight = "fortnight",
        Weekend = "weekend", Month = "month", Quarter = "quarter", Half = "half", Year = "year", Decade = "decade",
        Century = "century", Millennium = "millennium",
    }
}

vocabulary! {
    /// Parts of a day.
    Part {
        Early = "early", Dawn = "dawn", Morning = "morning", Midday = "midday", Afternoon = "afternoon",
        Evening = "evening", Dusk = "dusk", Night = "night",
    }
}

vocabulary! {
    /// Seasons of the northern year, as English and French reports name them.
    Season { Spring = "spring", Summer = "summer", Autumn = "autumn", Winter = "winter" }
}

vocabulary! {
    /// Which of many: "last", "next", "the same".
    Pick {
        Last = "last", Past = "past", This = "this", Current = "current", Latest = "latest", Next = "next",
        Coming = "coming", Previous = "previous", Following = "following", Same = "same", That = "that",
        Recent = "recent", First = "first", Final = "final",
    }
}

vocabulary! {
    /// How a count of units is counted: from the day of writing (ago, hence) or from the day last spoken of.
    Shift { Ago = "ago", Hence = "hence", Earlier = "earlier", Later = "later" }
}

vocabulary! {
    /// A part of a stretch of time.
    Edge { Start = "start", Middle = "middle", End = "end", Whole = "whole" }
}

vocabulary! {
    /// Vague stretches that TIMEX3 has values for.
    Reference { Past = "past", Present = "present", Future = "future" }
}

/// Counts as a part of a date only beside other parts.
pub(super) const JOINED: u8 = 1;
/// Alone only with a capital letter.
pub(super) const CAP: u8 = 2;
/// Alone only after a word that calls for a time.
pub(super) const GUARDED: u8 = 4;
/// An abbreviation.
pub(super) const SHORT: u8 = 8;

/// One reading of a word or phrase.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) class: Class,
    /// A number, or the index of the value in the vocabulary of the class.
    pub(super) value: i16,
    /// `JOINED`, `CAP`, `GUARDED`, `SHORT`.
    pub(super) flags: u8,
    /// Words of the phrase after its first.
    rest: Box<[Key]>,
    /// A value in words, where the class has one (`set`).
    pub(super) text: Box<str>,
}

/// The word list of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    by_first: KeyMap<Vec<Entry>>,
    /// Whether 03/04 is the fourth of March.
    pub(super) month_first: bool,
}

impl List {
    /// All phrases that may begin with this word, longest first.
    pub(super) fn at(&self, first: Key) -> &[Entry] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, phrase: &str, class: Class, value: i16, flags: u8, text: &str) {
        let keys = pieces::keys(phrase);
        if let Some((&first, rest)) = keys.split_first() {
            let list = self.by_first.entry(first).or_default();
            let at = list.partition_point(|e| e.rest.len() >= rest.len());
            list.insert(at, Entry { class, value, flags, rest: rest.into(), text: text.into() });
        }
    }

    fn load(&mut self, file: &str, content: &str) -> Result<(), DataError> {
        for row in rows(file, content) {
            match row.need(0, "class")? {
                "order" => self.month_first = row.get(1) == "month-first",
                name => {
                    let class = Class::from_name(name).ok_or_else(|| row.error(format!("no class {name:?}")))?;
                    let (value, text) = value(class, &row)?;
                    let flags = flags(&row)?;
                    for phrase in row.list(2) {
                        self.add(phrase, class, value, flags, text);
                    }
                }
            }
        }
        Ok(())
    }
}

impl List {
    /// Numerals up to a thousand, out of the word list of numbers.
    fn load_numerals(&mut self, file: &str, content: &str) -> Result<(), DataError> {
        for row in rows(file, content) {
            let class = match row.get(0) {
                "value" | "scale" => Class::Number,
                "fourfold" => Class::FourScore,
                _ => continue,
            };
            if let Some(n) = row.get(2).parse().ok().filter(|n| *n <= 1000) {
                row.list(1).for_each(|word| self.add(word, class, n, 0, ""));
            }
        }
        Ok(())
    }
}

impl Entry {
    /// The words after the first.
    pub(super) fn rest(&self) -> &[Key] {
        &self.rest
    }
}

/// The value column as a number: written so, or as a word of the vocabulary of its class.
fn value<'a>(class: Class, row: &Row<'a>) -> Result<(i16, &'a str), DataError> {
    let name = row.get(1);
    let known = match class {
        Class::Unit | Class::Units => Unit::from_name(name).map(|x| x as i16),
        Class::Part | Class::Parts => Part::from_name(name).map(|x| x as i16),
        Class::Season => Season::from_name(name).map(|x| x as i16),
        Class::Which | Class::WhichAfter => Pick::from_name(name).map(|x| x as i16),
        Class::Shift | Class::ShiftBefore | Class::ShiftAdjective => Shift::from_name(name).map(|x| x as i16),
        Class::Edge | Class::EdgeAfter => Edge::from_name(name).map(|x| x as i16),
        Class::Reference => Reference::from_name(name).map(|x| x as i16),
        Class::Tonight => tonight(name),
        Class::Holiday => holidays::index(name),
        Class::Set => return Ok((0, name)),
        _ if name.is_empty() => Some(0),
        _ => name.parse().ok(),
    };
    match known {
        Some(value) => Ok((value, "")),
        None => Err(row.error(format!("{name:?} is no value of class {}", class.name()))),
    }
}

/// "-1 night" as one number: the days, times sixteen, and the part.
fn tonight(text: &str) -> Option<i16> {
    let (days, part) = text.split_once(' ')?;
    Some(days.parse::<i16>().ok()? * 16 + Part::from_name(part)? as i16)
}

fn flags(row: &Row) -> Result<u8, DataError> {
    row.get(3).split(' ').filter(|f| !f.is_empty()).try_fold(0, |all, flag| {
        Ok(all
            | match flag {
                "joined" => JOINED,
                "cap" => CAP,
                "guarded" => GUARDED,
                "short" => SHORT,
                _ => return Err(row.error(format!("{flag:?} is none of joined, cap, guarded, short"))),
            })
    })
}

/// The words of times of every language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(super) lists: PerLang<List>,
}

impl Words {
    /// Reads `data/<lang>/time.tsv` and `data/<lang>/holidays.tsv`, and the numerals of `data/<lang>/number.tsv`.
    pub fn load(files: Files) -> Result<Words, DataError> {
        let mut words = Words::default();
        for lang in Lang::ALL {
            for name in ["time.tsv", "holidays.tsv"] {
                let file = format!("{}/{name}", lang.code());
                words.lists.0[lang.index()].load(&file, files(&file)?)?;
            }
            let file = format!("{}/number.tsv", lang.code());
            words.lists.0[lang.index()].load_numerals(&file, files(&file)?)?;
        }
        Ok(words)
    }
}
