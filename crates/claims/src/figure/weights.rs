//! What speaks for or against a place or a time of a figure, and how much: `data/world/figure_weights.tsv`, learnt from the
//! marked reports (`xtask train figure`).

use text::table::{DataError, Files, rows};

/// The learnt weight of each sign.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    pub(super) place: [f32; COUNT],
    pub(super) time: [f32; COUNT],
}

impl Default for Weights {
    fn default() -> Weights {
        Weights { place: [0.0; COUNT], time: [0.0; COUNT] }
    }
}

impl Weights {
    pub(super) fn load(files: Files) -> Result<Weights, DataError> {
        let path = "world/figure_weights.tsv";
        let mut weights = Weights::default();
        for row in rows(path, files(path)?) {
            let (name, weight) = (row.need(1, "sign")?, row.need(2, "weight")?);
            let weight = weight.parse().map_err(|_| row.error("a weight is a number"))?;
            let question = row.need(0, "question")?;
            let Some(sign) = SIGNS.iter().position(|s| *s == name) else {
                return Err(row.error(format!("there is no sign {name:?}")));
            };
            match question {
                "place" => weights.place[sign] = weight,
                "time" => weights.time[sign] = weight,
                other => return Err(row.error(format!("{other:?}: neither place nor time"))),
            }
        }
        Ok(weights)
    }
}

macro_rules! signs {
    ($($(#[$doc:meta])* $sign:ident = $name:literal,)*) => {
        /// What speaks for a mention or against it.
        #[derive(Clone, Copy)]
        #[repr(u8)]
        pub(super) enum Sign { $($(#[$doc])* $sign),* }

        /// How many signs there are.
        pub(super) const COUNT: usize = [$($name),*].len();

        /// The names of the signs, as the table of weights has them.
        const SIGNS: [&str; COUNT] = [$($name),*];
    };
}

signs! {
    /// The word that counts governs it.
    Own = "own",
    /// The subject of what counts, or a part of it ("the strike on Gao killed 12").
    InSubject = "in_subject",
    /// A word one step above governs it.
    Above = "above",
    /// A word further above.
    FarAbove = "far_above",
    /// An argument of the figure's event.
    OfEvent = "of_event",
    /// Right behind the words that are counted ("12 people in Gao", "300 dead since May").
    Adjoined = "adjoined",
    /// In the figure's sentence.
    Here = "here",
    /// In the figure's sentence, and behind it.
    Behind = "behind",
    /// Within six words.
    Near = "near",
    /// More than fifteen words away in the sentence.
    Far = "far",
    /// In another clause of the sentence, past a semicolon.
    Parted = "parted",
    /// It belongs to who speaks, or to when he spoke.
    Speech = "speech",
    /// One sentence before; two or three; more.
    Before = "before",
    Back = "back",
    FarBack = "far_back",
    /// In a sentence that follows.
    After = "after",
    FarAfter = "far_after",
    /// The first of the report's body.
    First = "first",
    /// In the dateline.
    Dateline = "dateline",
    /// Named two times; three times or more.
    Twice = "twice",
    Often = "often",
    /// Populated places, camps, facilities.
    Local = "local",
    /// Countries, regions, seas.
    Wide = "wide",
    /// "in Gao"; "from Gao"; "Gao, Mali" (of Mali); a part of a party's name.
    Located = "located",
    Origin = "origin",
    Container = "container",
    InName = "in_name",
    /// In a clause that describes what is counted, of another verb: "the pupils taken in May were freed".
    Aside = "aside",
    /// "near Gao", "12 km from Gao": a place that another is told by.
    Beside = "beside",
    /// "the west of Niger": a part of a country or region.
    PartOf = "part_of",
    /// A town that another sentence names, beside a running total.
    TotalLocal = "total_local",
    /// The figure before in the same sentence took it.
    Shared = "shared",
    /// The last one that a figure's own words gave.
    Carried = "carried",
    /// Where or when an attack of the news took place; another event.
    OfNews = "of_news",
    OfOther = "of_other",
    /// A day or two; a month; more.
    Day = "day",
    Month = "month",
    Long = "long",
    /// After the day of the report.
    Future = "future",
    /// Opened by "since".
    Since = "since",
    /// The day of the report, which no word names; of a state that lasts.
    Today = "today",
    TodayState = "today_state",
}

/// A set of signs.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks(u64);

impl Marks {
    pub(super) fn add(&mut self, sign: Sign, holds: bool) {
        self.0 |= (holds as u64) << sign as u8;
    }

    pub(super) fn drop(&mut self, sign: Sign) {
        self.0 &= !(1 << sign as u8);
    }

    pub(super) fn has(self, sign: Sign) -> bool {
        self.0 >> sign as u8 & 1 == 1
    }

    pub(super) fn weight(self, weights: &[f32; COUNT]) -> f32 {
        self.held().map(|s| weights[s]).sum()
    }

    /// The names of the signs that hold.
    pub(super) fn names(self) -> Vec<&'static str> {
        self.held().map(|s| SIGNS[s]).collect()
    }

    fn held(self) -> impl Iterator<Item = usize> {
        (0..SIGNS.len()).filter(move |s| self.0 >> s & 1 == 1)
    }
}
