//! The words of `data/<lang>/place.tsv`: what a word around a name tells of it.

use crate::reading::PlaceKind;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, rows};
use text::{Key, Lang};

/// What a word can be to a name; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u16);

macro_rules! classes {
    ($($(#[$meta:meta])* $name:ident = $text:literal $bit:literal),+ $(,)?) => {
        impl Class {
            $($(#[$meta])* pub(super) const $name: Class = Class(1 << $bit);)+

            fn from_name(name: &str) -> Option<Class> {
                match name { $($text => Some(Class::$name),)+ _ => None }
            }
        }
    };
}

classes! {
    /// A preposition that a place follows.
    IN = "in" 0,
    /// A preposition that a place may follow.
    TO = "to" 1,
    /// May stand between preposition and name.
    SKIP = "skip" 2,
    /// A direction.
    POINT = "point" 3,
    /// May stand between a place and the place that holds it.
    GLUE = "glue" 4,
    /// May stand between a name and its kind word.
    MIDDLE = "middle" 5,
    /// After a name: it is a place within a larger phrase.
    LOCAL = "local" 6,
    /// Beside a name: it is part of the name of something else.
    BODY = "body" 7,
    /// Before a person's name.
    TITLE = "title" 8,
    /// A given name.
    GIVEN = "given" 9,
    /// A common word or a surname that small places share.
    COMMON = "common" 10,
    /// A name that is as likely no place.
    PROPER = "proper" 11,
    /// Another word when written small.
    LOWER = "lower" 12,
    /// A verb of persons.
    SPEECH = "speech" 13,
    /// After a comma: from there ("a teacher, of Gao").
    HOME = "home" 14,
    /// Beside a town's name it makes the name of a facility there.
    SITE = "site" 15,
}

impl Class {
    /// Whether it has one of these.
    pub(super) fn is(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub(super) const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// The place words of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    classes: KeyMap<Class>,
    before: KeyMap<PlaceKind>,
    after: KeyMap<PlaceKind>,
}

impl Words {
    /// Reads `<lang>/place.tsv`.
    pub(super) fn load(files: Files, lang: Lang) -> Result<Words, DataError> {
        let file = format!("{}/place.tsv", lang.code());
        let mut words = Words::default();
        for row in rows(&file, files(&file)?) {
            let class = row.need(0, "class")?;
            let kind =
                |name: &str| PlaceKind::from_name(name).ok_or_else(|| row.error(format!("{name} is no kind of place")));
            if let Some(name) = class.strip_prefix("kind:") {
                let kind = kind(name)?;
                words.before.extend(row.list(1).map(|w| (Key::of(w), kind)));
            } else if let Some(name) = class.strip_prefix("after:") {
                let kind = kind(name)?;
                words.after.extend(row.list(1).map(|w| (Key::of(w), kind)));
            } else {
                let class =
                    Class::from_name(class).ok_or_else(|| row.error(format!("{class} is no class of words")))?;
                for word in row.list(1) {
                    let known = words.classes.entry(Key::of(word)).or_default();
                    *known = known.or(class);
                }
            }
        }
        Ok(words)
    }

    /// What a word is.
    pub(super) fn class(&self, word: Key) -> Class {
        self.classes.get(&word).copied().unwrap_or_default()
    }

    /// The kind that a word before a name gives it.
    pub(super) fn before(&self, word: Key) -> Option<PlaceKind> {
        self.before.get(&word).copied()
    }

    /// The kind that a word after a name gives it.
    pub(super) fn after(&self, word: Key) -> Option<PlaceKind> {
        self.after.get(&word).copied()
    }
}
