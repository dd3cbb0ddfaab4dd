//! `read` is total: every text gives a sound reading, and always the same one.

use proptest::prelude::*;
use spectest::{problems, read, render};
use std::path::{Path, PathBuf};

/// Everything that was found, as lines.
fn all(text: &str) -> Vec<String> {
    let reading = read(text, None, "2019-03-22".parse().ok());
    let bad = problems(&reading);
    assert!(bad.is_empty(), "{bad:?}\nin {text:?}");
    spectest::PHENOMENA.iter().flat_map(|(name, _)| render(name, &reading)).collect()
}

/// Fragments of wires, so that random texts reach the rules and not only the tokenizer.
const FRAGMENTS: &[&str] = &[
    "The army",
    "said",
    "“",
    "”",
    "«",
    "»",
    "\"",
    "'",
    "’",
    "killed",
    "12",
    "67,000",
    "370.000",
    "civilians",
    "on Friday",
    "since",
    "March 2011",
    "in Aleppo",
    "according to",
    ".",
    ",",
    "\n",
    "\n\n",
    "(",
    ")",
    "FDS",
    "EI",
    "a spokesman for",
    "Mustafa",
    "near",
    "Selon",
    "l'armée",
    "a démenti",
    "aurait tué",
    "du",
    "des",
    "d'après",
    "une dizaine de",
    "morts",
    "blessés",
    "dont",
    "à",
    "-t-il",
    "almost the double of",
    "two days ago",
    "between",
    "and",
    "et",
    "entre",
    "THE REBELS",
    "attacked",
    "- ",
    "– ",
    "…",
    "%",
    "of them",
    "claimed responsibility for",
    "denied",
    "not",
    "e\u{301}",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "🎖",
    "ſ",
    "İ",
    "ﬁ",
    "\u{a0}",
    "\u{200b}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_unicode_gives_a_sound_reading(text in "\\PC{0,300}|(?s).{0,300}") {
        all(&text);
    }

    #[test]
    fn any_bytes_give_a_sound_reading(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        all(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_jumble_of_wire_gives_a_sound_reading(
        parts in proptest::collection::vec((proptest::sample::select(FRAGMENTS), prop_oneof![Just(" "), Just(" "), Just("")]), 0..80)
    ) {
        all(&parts.iter().flat_map(|(a, b)| [*a, *b]).collect::<String>());
    }
}

#[test]
fn extremes_give_a_sound_reading() {
    let long = "and the army said that ".repeat(8_000);
    let quotes = "“".repeat(20_000);
    let word = "a".repeat(200_000);
    let numbers = "1,".repeat(20_000);
    let brackets = "(".repeat(20_000);
    let names = "Ahmed ".repeat(20_000);
    for text in ["", " ", "\n\n\n", ".", "“", "A", &long, &quotes, &word, &numbers, &brackets, &names] {
        all(text);
    }
}

/// The texts of the files under a folder: whole files, and each report of JSON Lines.
fn texts_under(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let extension = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            out.extend(texts_under(&path));
        } else if let Some(content) =
            ["txt", "md", "jsonl"].contains(&extension.as_str()).then(|| std::fs::read_to_string(&path).ok()).flatten()
        {
            if extension == "jsonl" {
                let lines = content.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
                out.extend(lines.filter_map(|v| Some((path.clone(), v["text"].as_str()?.to_string()))));
            } else {
                out.push((path, content));
            }
        }
    }
    out
}

#[test]
fn corpora_at_hand_give_sound_readings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut texts = texts_under(&root.join("samples"));
    assert!(!texts.is_empty(), "samples/ holds reports");
    let shared = root.join("../shared");
    if shared.exists() {
        texts.extend(texts_under(&shared.join("seed")));
        texts.extend(texts_under(&shared.join("data/measure")));
    } else {
        println!("skipped: ../shared is not here, so only samples/ was read");
    }
    for (path, text) in texts {
        let bad = problems(&read(&text, None, None));
        assert!(bad.is_empty(), "{}: {bad:?}\nin {}", path.display(), text.chars().take(300).collect::<String>());
    }
}
