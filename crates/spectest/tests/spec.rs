//! Every example of `spec/` holds. `UPDATE_SPEC=1` writes what is found instead; review the difference.

use spectest::{PHENOMENA, Spec, problems, read, render};
use std::fs;
use std::path::PathBuf;
use text::Lang;

fn spec_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../spec")
}

/// The files of examples that are there: phenomenon, language, path.
fn files() -> Vec<(&'static str, Lang, PathBuf)> {
    let all = PHENOMENA.iter().flat_map(|&(name, _)| Lang::ALL.into_iter().map(move |lang| (name, lang)));
    all.map(|(name, lang)| (name, lang, spec_folder().join(name).join(format!("{}.md", lang.code()))))
        .filter(|(_, _, path)| path.exists())
        .collect()
}

#[test]
fn examples_hold() {
    let update = std::env::var_os("UPDATE_SPEC").is_some();
    let mut failures = String::new();
    let mut count = 0;
    for (phenomenon, lang, path) in files() {
        let spec = Spec::parse(&fs::read_to_string(&path).expect("a spec file can be read"));
        let mut found = Vec::new();
        for example in &spec.examples {
            count += 1;
            let reading = read(&example.report, Some(lang), spec.published);
            let got = render(phenomenon, &reading);
            let place = format!("spec/{phenomenon}/{}.md:{}", lang.code(), example.line);
            if got != example.expected {
                failures += &format!("\n{place}\n> {}\n", example.report.replace('\n', "\n> "));
                example.expected.iter().filter(|l| !got.contains(l)).for_each(|l| failures += &format!("- {l}\n"));
                got.iter().filter(|l| !example.expected.contains(l)).for_each(|l| failures += &format!("+ {l}\n"));
            }
            for problem in problems(&reading) {
                failures += &format!("\n{place}: {problem}\n");
            }
            found.push(got);
        }
        if update {
            fs::write(&path, spec.rewritten(&found)).expect("a spec file can be written");
        }
    }
    assert!(count > 0, "spec/ holds no example");
    assert!(update || failures.is_empty(), "expected lines begin with -, found ones with +\n{failures}");
}

#[test]
fn every_phenomenon_has_examples_and_near_misses_in_both_languages() {
    for phenomenon in fs::read_dir(spec_folder()).expect("spec/ is there").flatten() {
        let name = phenomenon.file_name().to_string_lossy().into_owned();
        assert!(PHENOMENA.iter().any(|(n, _)| *n == name), "spec/{name} is no phenomenon");
        for lang in Lang::ALL {
            let path = phenomenon.path().join(format!("{}.md", lang.code()));
            let content =
                fs::read_to_string(&path).unwrap_or_else(|_| panic!("spec/{name}/{}.md is missing", lang.code()));
            let spec = Spec::parse(&content);
            assert!(spec.examples.iter().any(|e| !e.expected.is_empty()), "{}: no example", path.display());
            // Every text has sentences and tokens, and every report is at least told by itself.
            if !["sentence", "token"].contains(&name.as_str()) {
                assert!(spec.examples.iter().any(|e| e.expected.is_empty()), "{}: no near miss", path.display());
            }
        }
    }
}
