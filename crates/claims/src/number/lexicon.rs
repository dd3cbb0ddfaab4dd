//! The words of numbers: `data/<lang>/number.tsv`, whose head explains the classes.

use crate::reading::Exactness;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, rows};
use text::{Key, Lang, PerLang, Phrases};

/// The words of numbers, per language (`data/<lang>/number.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(super) lexicon: PerLang<Lexicon>,
}

/// One language's words.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    entries: KeyMap<Entry>,
    /// Phrases of several words that are looked up by their first word.
    pub(super) skip: Phrases<()>,
    /// What stands before a number, with what it says of the number, and whether only of a big one.
    pub(super) before: Phrases<(Option<Exactness>, bool)>,
    pub(super) after: Phrases<Exactness>,
    pub(super) age_before: Phrases<()>,
    pub(super) percent: Phrases<()>,
    /// "twice as many", with how many times it is.
    pub(super) multiple: Phrases<f64>,
    /// The decimal sign, where a sign before three digits could be either.
    pub(super) decimal: u8,
}

/// All that a word may be to a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) value: Option<f64>,
    pub(super) fourfold: Option<f64>,
    pub(super) scale: Option<f64>,
    pub(super) group: Option<f64>,
    pub(super) ordinal: Option<f64>,
    pub(super) fraction: Option<f64>,
    /// Least, most, to quote.
    pub(super) vague: Option<[f64; 3]>,
    bits: u32,
}

impl Entry {
    /// Whether the word is in that class.
    pub(super) fn is(&self, class: u32) -> bool {
        self.bits & class != 0
    }

    /// Whether a number may start with the word.
    pub(super) fn starts(&self) -> bool {
        self.is(STARTS)
    }
}

macro_rules! bits {
    ($($name:ident = $text:literal),* $(,)?) => {
        bits!(@ 0, $($name = $text,)*);
        const BITS: &[(&str, u32)] = &[$(($text, $name)),*];
    };
    (@ $n:expr, $name:ident = $text:literal, $($rest:tt)*) => {
        pub(super) const $name: u32 = 1 << $n;
        bits!(@ $n + 1, $($rest)*);
    };
    (@ $n:expr,) => { const STARTS: u32 = 1 << $n; };
}

bits! {
    BARE = "bare", VAGUE_A = "vague_a", ARTICLE = "article", ARTICLE_VALUE = "article_value", NONE = "none",
    AND_HUNDRED = "and_hundred", AND_TEN = "and_ten", OF = "of", ORDINAL_SUFFIX = "ordinal_suffix", PERCENT = "percent",
    TO = "to", BETWEEN = "between", BETWEEN_AND = "between_and", MONEY_BEFORE = "money_before",
    MONEY_AFTER = "money_after", MEASURE = "measure", TIME = "time", MONTH = "month", MONTH_CAP = "month_cap",
    YEAR_BEFORE = "year_before", CLOCK = "clock", AGE_AFTER = "age_after", LABEL_BEFORE = "label_before",
    LABEL_AFTER = "label_after", SCORE = "score", PLURAL = "plural", PERSON = "person",
}

impl Words {
    /// Reads the word lists.
    pub fn load(files: Files) -> Result<Words, DataError> {
        let mut words = Words::default();
        for lang in Lang::ALL {
            words.lexicon.0[lang.index()] = Lexicon::load(files, &format!("{}/number.tsv", lang.code()))?;
        }
        Ok(words)
    }
}

impl Lexicon {
    fn load(files: Files, path: &str) -> Result<Lexicon, DataError> {
        let mut lex = Lexicon::default();
        for row in rows(path, files(path)?) {
            let class = row.need(0, "class")?;
            row.need(1, "words")?;
            let value = |n: usize| -> Result<f64, DataError> {
                row.need(n, "value")?.parse().map_err(|_| row.error("the value is no number"))
            };
            for word in row.list(1) {
                match class {
                    "skip" => lex.skip.add(word, ()),
                    "age_before" => lex.age_before.add(word, ()),
                    "particle" => lex.before.add(word, (None, false)),
                    "before" | "before_big" | "after" => {
                        let name = row.need(2, "exactness")?;
                        let exactness =
                            Exactness::from_name(name).ok_or_else(|| row.error(format!("no exactness {name:?}")))?;
                        match class {
                            "after" => lex.after.add(word, exactness),
                            _ => lex.before.add(word, (Some(exactness), class == "before_big")),
                        }
                    }
                    "multiple" => lex.multiple.add(word, value(2)?),
                    "percent" if word.contains(' ') => lex.percent.add(word, ()),
                    "decimal" => lex.decimal = word.as_bytes()[0],
                    _ => {
                        let entry = lex.entries.entry(Key::of(word)).or_default();
                        match class {
                            "value" => entry.value = Some(value(2)?),
                            "fourfold" => entry.fourfold = Some(value(2)?),
                            "scale" => entry.scale = Some(value(2)?),
                            "group" => entry.group = Some(value(2)?),
                            "ordinal" => entry.ordinal = Some(value(2)?),
                            "fraction" => entry.fraction = Some(value(2)?),
                            "vague" | "vague_a" => entry.vague = Some([value(2)?, value(3)?, value(4)?]),
                            _ if BITS.iter().any(|b| b.0 == class) => {}
                            _ => return Err(row.error(format!("there is no class {class:?}"))),
                        }
                        entry.bits |= BITS.iter().find(|b| b.0 == class).map_or(0, |b| b.1);
                        if matches!(
                            class,
                            "value" | "scale" | "group" | "ordinal" | "fraction" | "vague" | "article" | "none"
                        ) {
                            entry.bits |= STARTS;
                        }
                    }
                }
            }
        }
        Ok(lex)
    }

    /// What a word may be.
    pub(super) fn get(&self, key: Key) -> Entry {
        self.entries.get(&key).copied().unwrap_or_default()
    }
}
