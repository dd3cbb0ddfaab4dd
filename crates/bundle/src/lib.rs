//! The words, models and places that ship inside the program: the content of `data/` and `models/`, embedded.

use text::table::DataError;
use text::weights::ModelError;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../data/", $path)))),*]
    };
}

macro_rules! models {
    ($($path:literal),* $(,)?) => {
        &[$(($path, text::embed_model!(concat!("../../../models/", $path)))),*]
    };
}

/// Every word list, by its path under `data/`. A new file is added here and nowhere else.
const FILES: &[(&str, &str)] = files![
    "en/actor.tsv",
    "en/attribution.tsv",
    "en/attribution_words.tsv",
    "en/brief.tsv",
    "en/credit.tsv",
    "en/ending.tsv",
    "en/event_blame.tsv",
    "en/event_contexts.tsv",
    "en/event_topics.tsv",
    "en/event_cues.tsv",
    "en/event_endings.tsv",
    "en/event_frames.tsv",
    "en/event_light.tsv",
    "en/event_nouns.tsv",
    "en/event_verbs.tsv",
    "en/event_words.tsv",
    "en/figure.tsv",
    "en/holidays.tsv",
    "en/number.tsv",
    "en/operation.tsv",
    "en/place.tsv",
    "en/time.tsv",
    "en/token.tsv",
    "en/translation.tsv",
    "fr/actor.tsv",
    "fr/attribution.tsv",
    "fr/attribution_words.tsv",
    "fr/brief.tsv",
    "fr/credit.tsv",
    "fr/ending.tsv",
    "fr/event_blame.tsv",
    "fr/event_contexts.tsv",
    "fr/event_topics.tsv",
    "fr/event_cues.tsv",
    "fr/event_endings.tsv",
    "fr/event_frames.tsv",
    "fr/event_light.tsv",
    "fr/event_nouns.tsv",
    "fr/event_verbs.tsv",
    "fr/event_words.tsv",
    "fr/figure.tsv",
    "fr/holidays.tsv",
    "fr/number.tsv",
    "fr/operation.tsv",
    "fr/place.tsv",
    "fr/time.tsv",
    "fr/token.tsv",
    "fr/translation.tsv",
    "world/actors.tsv",
    "world/agencies.tsv",
    "world/countries.tsv",
    "world/country_codes.tsv",
    "world/divisions.tsv",
    "world/event_codes.tsv",
    "world/event_weights.tsv",
    "world/figure_weights.tsv",
    "world/notions.tsv",
    "world/persons.tsv",
    "world/places.tsv",
];

/// The content of a file of `data/`.
pub fn file(path: &str) -> Result<&'static str, DataError> {
    FILES.iter().find(|(p, _)| *p == path).map(|&(_, content)| content).ok_or_else(|| DataError {
        file: path.to_string(),
        line: 0,
        problem: "is not among the files of crates/bundle/src/lib.rs".to_string(),
    })
}

/// Every model, by its path under `models/`. A new file is added here and nowhere else.
const MODELS: &[(&str, &[u8])] = models![
    "identify.bin",
    "name.bin",
    "en/classes.bin",
    "en/lemma.bin",
    "en/sentence.bin",
    "en/syntax.bin",
    "fr/classes.bin",
    "fr/lemma.bin",
    "fr/sentence.bin",
    "fr/syntax.bin"
];

/// The bytes of a file of `models/`.
pub fn model(path: &str) -> Result<&'static [u8], ModelError> {
    MODELS.iter().find(|(p, _)| *p == path).map(|&(_, bytes)| bytes).ok_or_else(|| ModelError {
        model: path.to_string(),
        problem: "is not among the models of crates/bundle/src/lib.rs".to_string(),
    })
}

/// All models of language.
pub fn models() -> Result<text::Models, text::LoadError> {
    text::Models::load(&file, &model)
}

/// The packed index of populated places.
const GAZETTEER: &[u8] = include_bytes!("../../../data/world/places.bin");

/// All packs. The data is checked by a test, so that it always loads.
pub fn packs() -> Result<claims::Packs, DataError> {
    packs_with(String::new(), None)
}

/// All packs, with a user's own: `actors` are lines of `world/actors.tsv`, which stand before those that ship;
/// `places` is a packed index that stands instead of the one that ships.
pub fn packs_with(actors: String, places: Option<&'static [u8]>) -> Result<claims::Packs, DataError> {
    const ACTORS: &str = "world/actors.tsv";
    let actors: &'static str = match actors.is_empty() {
        true => file(ACTORS)?,
        false => (actors + file(ACTORS)?).leak(),
    };
    let files = |path: &str| if path == ACTORS { Ok(actors) } else { file(path) };
    claims::Packs::load(&files, places.unwrap_or(GAZETTEER))
}
