//! The vocabulary of Universal Dependencies (version 2): parts of speech, relations and the features that Depeche uses.

/// A closed list of words as an enum with `ALL`, `name` and `from_name`.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in declaration order: `ALL[i] as usize == i`.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name that treebanks use.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value of that name, if there is one.
            pub fn from_name(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

crate::vocabulary! {
    /// Universal part of speech. <https://universaldependencies.org/u/pos/>
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
        Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
        Verb = "VERB", X = "X",
    }
}

crate::vocabulary! {
    /// Universal dependency relation, without subtype. <https://universaldependencies.org/u/dep/>
    Rel {
        Acl = "acl", Advcl = "advcl", Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux", Case = "case",
        Cc = "cc", Ccomp = "ccomp", Clf = "clf", Compound = "compound", Conj = "conj", Cop = "cop", Csubj = "csubj",
        Dep = "dep", Det = "det", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed",
        Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        Nsubj = "nsubj", Nummod = "nummod", Obj = "obj", Obl = "obl", Orphan = "orphan", Parataxis = "parataxis",
        Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

crate::vocabulary! {
    /// Subtype of a relation, as the English and French treebanks have them (`nsubj:pass`, `acl:relcl`).
    Sub {
        None = "", Agent = "agent", Appos = "appos", Arg = "arg", Caus = "caus", Cleft = "cleft", Comp = "comp",
        Desc = "desc", Foreign = "foreign", Insert = "insert", Lvc = "lvc", Mod = "mod", Name = "name", Outer = "outer",
        Parenth = "parenth", Pass = "pass", Poss = "poss", Preconj = "preconj", Predet = "predet", Prt = "prt",
        Pv = "pv", Relcl = "relcl", Subj = "subj", Tense = "tense", Unmarked = "unmarked",
    }
}

crate::vocabulary! { /// Feature `VerbForm`.
VerbForm { Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger" } }
crate::vocabulary! { /// Feature `Tense`. A French conditional has none.
Tense { Past = "Past", Pres = "Pres", Fut = "Fut", Imp = "Imp" } }
crate::vocabulary! { /// Feature `Mood`. `Cnd` is the French conditional, the mood of hearsay.
Mood { Ind = "Ind", Imp = "Imp", Cnd = "Cnd", Sub = "Sub" } }
crate::vocabulary! { /// Feature `Number`.
Number { Sing = "Sing", Plur = "Plur" } }
crate::vocabulary! { /// Feature `Gender`.
Gender { Masc = "Masc", Fem = "Fem", Neut = "Neut" } }
crate::vocabulary! { /// Feature `Person`.
Person { First = "1", Second = "2", Third = "3" } }
crate::vocabulary! { /// Feature `PronType`.
PronType { Prs = "Prs", Art = "Art", Dem = "Dem", Rel = "Rel", Int = "Int", Ind = "Ind", Tot = "Tot", Neg = "Neg" } }

/// The morphological features that a reading needs. `None` = not marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub struct Feats {
    pub verb_form: Option<VerbForm>,
    pub tense: Option<Tense>,
    pub mood: Option<Mood>,
    pub number: Option<Number>,
    pub gender: Option<Gender>,
    pub person: Option<Person>,
    pub pron_type: Option<PronType>,
    /// `Voice=Pass` (a passive participle).
    pub passive: bool,
    /// `Polarity=Neg` (not, ne, pas).
    pub negative: bool,
    /// `Poss=Yes`.
    pub possessive: bool,
}

impl Feats {
    /// Reads the FEATS column of CoNLL-U; features and values that Depeche does not use are passed over.
    pub fn parse(column: &str) -> Feats {
        let mut feats = Feats::default();
        for (name, value) in column.split('|').filter_map(|f| f.split_once('=')) {
            match name {
                "VerbForm" => feats.verb_form = VerbForm::from_name(value),
                "Tense" => feats.tense = Tense::from_name(value),
                "Mood" => feats.mood = Mood::from_name(value),
                "Number" => feats.number = Number::from_name(value),
                "Gender" => feats.gender = Gender::from_name(value),
                "Person" => feats.person = Person::from_name(value),
                "PronType" => feats.pron_type = PronType::from_name(value),
                "Voice" => feats.passive = value == "Pass",
                "Polarity" => feats.negative = value == "Neg",
                "Poss" => feats.possessive = value == "Yes",
                _ => {}
            }
        }
        feats
    }

    /// All features in one number; [`Feats::unpack`] is the way back.
    pub fn pack(self) -> u32 {
        let code = |value: Option<u8>| value.map_or(0, |v| v as u32 + 1);
        code(self.verb_form.map(|v| v as u8))
            | code(self.tense.map(|v| v as u8)) << 4
            | code(self.mood.map(|v| v as u8)) << 8
            | code(self.number.map(|v| v as u8)) << 12
            | code(self.gender.map(|v| v as u8)) << 16
            | code(self.person.map(|v| v as u8)) << 20
            | code(self.pron_type.map(|v| v as u8)) << 24
            | (self.passive as u32) << 28
            | (self.negative as u32) << 29
            | (self.possessive as u32) << 30
    }

    /// The features of a packed number; what it cannot hold is left out.
    pub fn unpack(packed: u32) -> Feats {
        fn value<T: Copy>(all: &[T], code: u32) -> Option<T> {
            all.get((code & 15).checked_sub(1)? as usize).copied()
        }
        Feats {
            verb_form: value(VerbForm::ALL, packed),
            tense: value(Tense::ALL, packed >> 4),
            mood: value(Mood::ALL, packed >> 8),
            number: value(Number::ALL, packed >> 12),
            gender: value(Gender::ALL, packed >> 16),
            person: value(Person::ALL, packed >> 20),
            pron_type: value(PronType::ALL, packed >> 24),
            passive: packed >> 28 & 1 == 1,
            negative: packed >> 29 & 1 == 1,
            possessive: packed >> 30 & 1 == 1,
        }
    }
}

/// As in the FEATS column of CoNLL-U: sorted by name, `_` where there is none.
impl std::fmt::Display for Feats {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let pairs = [
            ("Gender", self.gender.map(Gender::name)),
            ("Mood", self.mood.map(Mood::name)),
            ("Number", self.number.map(Number::name)),
            ("Person", self.person.map(Person::name)),
            ("Polarity", self.negative.then_some("Neg")),
            ("Poss", self.possessive.then_some("Yes")),
            ("PronType", self.pron_type.map(PronType::name)),
            ("Tense", self.tense.map(Tense::name)),
            ("VerbForm", self.verb_form.map(VerbForm::name)),
            ("Voice", self.passive.then_some("Pass")),
        ];
        let mut separator = "";
        for (name, value) in pairs.iter().filter_map(|(n, v)| Some((n, (*v)?))) {
            write!(f, "{separator}{name}={value}")?;
            separator = "|";
        }
        if separator.is_empty() { f.write_str("_") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_survive_writing_and_packing() {
        let check = |column: &str| {
            let feats = Feats::parse(column);
            assert_eq!(feats.to_string(), column);
            assert_eq!(Feats::unpack(feats.pack()), feats);
        };
        check("_");
        check("Mood=Cnd|Number=Sing|Person=3|VerbForm=Fin");
        check("Gender=Neut|Number=Plur|Polarity=Neg|Poss=Yes|PronType=Neg|Tense=Imp|VerbForm=Ger|Voice=Pass");
    }
}
