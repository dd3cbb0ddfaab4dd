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
