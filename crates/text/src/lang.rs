//! The languages Depeche reads. Only this crate decides by language; elsewhere a language selects a file of words.

/// A language of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// Every language, in order of [`Lang::index`].
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Fr];

    /// BCP 47 tag, which is also the name of its folders in `data/`, `models/` and `spec/`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }

    /// The language of a BCP 47 tag (`fr`, `fr-CA`, `FR`).
    pub fn from_code(code: &str) -> Option<Lang> {
        let primary = code.split(['-', '_']).next().unwrap_or("");
        Lang::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(primary))
    }

    /// Position in [`Lang::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What is known of a text's language before it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LangHint {
    /// Nothing: each line's language is found.
    #[default]
    Unknown,
    /// Metadata name it. A line may still be in another, such as a headline that a translation left standing.
    Likely(Lang),
    /// A person says so, for every line.
    Given(Lang),
}

/// One value for each language.
#[derive(Clone, Copy, Debug, Default)]
pub struct PerLang<T>(pub [T; 2]);

impl<T> PerLang<T> {
    /// The value that `make` gives for each language; its first error ends it.
    pub fn try_each<E>(mut make: impl FnMut(Lang) -> Result<T, E>) -> Result<PerLang<T>, E> {
        Ok(PerLang([make(Lang::En)?, make(Lang::Fr)?]))
    }
}

impl<T> std::ops::Index<Lang> for PerLang<T> {
    type Output = T;
    fn index(&self, lang: Lang) -> &T {
        &self.0[lang.index()]
    }
}
