//! Words of one kind share the first branches of their classes.

use text::{Key, Lang};

#[track_caller]
fn check(lang: Lang, words: &[&str], branches: u32, alike: bool) {
    let classes = &spectest::MODELS.classes()[lang];
    let groups: Vec<u32> = words.iter().map(|w| classes.of(Key::of(w)).group(branches)).collect();
    assert!(groups.iter().all(|&g| g != 0), "{words:?}: one is unknown");
    assert_eq!(groups.windows(2).all(|g| g[0] == g[1]), alike, "{words:?}: {groups:?}");
}

#[test]
fn alike_words_are_of_one_group() {
    check(Lang::En, &["Monday", "tuesday", "FRIDAY"], 10, true);
    check(Lang::En, &["Syria", "Iraq", "Lebanon"], 8, true);
    check(Lang::En, &["killed", "wounded", "injured"], 4, true);
    check(Lang::En, &["Syria", "Monday"], 6, false);
    check(Lang::Fr, &["lundi", "mardi", "VENDREDI"], 10, true);
    check(Lang::Fr, &["Syrie", "Irak", "Liban"], 8, true);
    check(Lang::Fr, &["tué", "abattu"], 6, true);
    check(Lang::Fr, &["Syrie", "lundi"], 6, false);
}

#[test]
fn spelling_parts_what_folding_joins() {
    let classes = &spectest::MODELS.classes()[Lang::En];
    let written = |form: &str| classes.as_written(form, Key::of(form));
    assert_ne!(written("Turkey"), written("turkey"));
    assert_eq!(written("qwfpgj").number(), 0);
}
