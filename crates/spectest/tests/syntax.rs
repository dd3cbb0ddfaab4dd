//! Tags and trees of the shipped models: what the readings lean on must hold whatever the text.

use spectest::MODELS;
use text::{Document, Lang, LangHint, NO_HEAD, annotate};

fn doc(text: &str, lang: Lang) -> Document<'_> {
    annotate(&MODELS, text, LangHint::Likely(lang))
}

/// A word has that part of speech and, among others, those features.
fn check(lang: Lang, text: &str, word: &str, expected: &str) {
    let doc = doc(text, lang);
    let at = (0..doc.words.len()).find(|&w| doc.form(w) == word).unwrap_or_else(|| panic!("no {word:?} in {text:?}"));
    let found = format!("{}|{}", doc.words[at].upos.name(), doc.words[at].feats);
    let missing = expected.split('|').find(|part| !found.split('|').any(|f| f == *part));
    assert_eq!(missing, None, "{word:?} in {text:?} is {found}");
}

#[test]
fn verbs_have_their_mood_and_tense() {
    use Lang::{En, Fr};
    check(Fr, "L'armée aurait tué dix civils.", "aurait", "AUX|Mood=Cnd|VerbForm=Fin");
    check(Fr, "Les rebelles ont quitté la ville.", "quitté", "VERB|Tense=Past|VerbForm=Part");
    check(Fr, "L'armée attaquait le village.", "attaquait", "VERB|Mood=Ind|Tense=Imp|VerbForm=Fin");
    check(En, "Rebels attacked the village on Friday.", "attacked", "VERB|Tense=Past|VerbForm=Fin");
    check(En, "Ten people were killed by a bomb.", "killed", "VERB|Tense=Past|VerbForm=Part|Voice=Pass");
    check(En, "GUERRILLAS ATTACKED THE TOWN YESTERDAY.", "ATTACKED", "VERB|Tense=Past|VerbForm=Fin");
}

#[test]
fn every_sentence_is_one_tree() {
    let long = "the army and the rebels ".repeat(4_000);
    let words = "a ".repeat(30_000);
    let texts =
        ["", ".", "?!… — «»", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽ 👩‍👩‍👧 e\u{301}\u{301}", "\u{0}\u{feff}x", "Fire kills ten", &long, &words];
    for text in texts {
        for lang in Lang::ALL {
            let doc = doc(text, lang);
            for sentence in &doc.sentences {
                let roots = sentence.words().filter(|&w| doc.words[w].head == NO_HEAD).count();
                assert_eq!(roots, 1, "in {:?}", &doc.text[..doc.text.len().min(60)]);
                // No cycle: the depth of each word is found within as many steps as there are words.
                let mut depth = vec![0u32; sentence.words().len()];
                for start in sentence.words() {
                    let (mut at, mut path) = (start, Vec::new());
                    while depth[at - sentence.first as usize] == 0 {
                        path.push(at);
                        assert!(path.len() <= sentence.words().len(), "a cycle");
                        match doc.head(at) {
                            Some(head) => at = head,
                            None => break,
                        }
                    }
                    path.iter().for_each(|&w| depth[w - sentence.first as usize] = 1);
                }
            }
        }
    }
}
