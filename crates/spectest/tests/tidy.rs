//! The house rules that a compiler does not check: direction of dependencies, sizes, models and their manifest.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What each crate may use of the workspace. A line is read left to right: text ← claims ← record ← store ← bundle ← app.
/// `spectest`, `corpus` (development only) and `xtask` sit beside the line and nothing uses them.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("claims", &["text"]),
    ("record", &["text", "claims"]),
    ("store", &["text", "claims", "record"]),
    ("bundle", &["text", "claims"]),
    ("app", &["text", "claims", "record", "store", "bundle"]),
    ("spectest", &["text", "claims", "bundle"]),
    ("corpus", &["text", "claims"]),
    ("xtask", &["text", "claims", "record", "store", "bundle", "app", "corpus"]),
];

fn manifest(path: &Path) -> toml::Table {
    fs::read_to_string(path.join("Cargo.toml"))
        .expect("every crate has a manifest")
        .parse()
        .expect("a manifest is TOML")
}

#[test]
fn dependencies_point_one_way() {
    let mut crates: Vec<PathBuf> = fs::read_dir(root().join("crates")).unwrap().map(|e| e.unwrap().path()).collect();
    crates.push(root().join("xtask"));
    let names: Vec<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    for path in crates {
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        let (_, allowed) =
            MAY_USE.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{name} is not in the line"));
        let manifest = manifest(&path);
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for used in manifest.get(section).and_then(|t| t.as_table()).into_iter().flat_map(|t| t.keys()) {
                let ours = names.contains(&used.as_str());
                assert!(!ours || allowed.contains(&used.as_str()), "{name} must not use {used}");
                // Types left of the edge are not promises: only the outermost crate writes a public shape.
                assert!(used != "serde" || ["app", "xtask"].contains(&name.as_str()), "{name} must not serialise");
            }
        }
    }
}

fn with_extension(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            with_extension(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

#[test]
fn files_fit_in_a_head_and_one_place_knows_languages() {
    let mut files = Vec::new();
    with_extension(&root().join("crates"), "rs", &mut files);
    with_extension(&root().join("xtask"), "rs", &mut files);
    assert!(files.len() > 20);
    for path in files {
        let content = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        assert!(content.lines().count() <= 900, "{name} has more than 900 lines: where is its seam?");
        if name.starts_with("crates/claims") {
            let code = content.split("#[cfg(test)]").next().unwrap();
            let decides = code.lines().find(|l| !l.trim_start().starts_with("//") && l.contains("Lang::Fr"));
            assert!(decides.is_none(), "{name} decides by language: {}", decides.unwrap());
        }
    }
}

#[test]
fn models_are_those_of_the_manifest() {
    use sha2::{Digest, Sha256};
    let content = fs::read_to_string(root().join("models/MANIFEST.toml")).expect("models/MANIFEST.toml is there");
    let manifest: toml::Table = content.parse().expect("it is TOML");
    let entries = manifest["model"].as_array().expect("it lists [[model]]");
    let mut listed = BTreeMap::new();
    for entry in entries {
        let text = |key: &str| {
            entry.get(key).and_then(|v| v.as_str()).unwrap_or_else(|| panic!("{key} is missing in {entry}"))
        };
        for key in ["licence", "command"] {
            assert!(!text(key).is_empty(), "{entry}");
        }
        assert!(entry.get("training").is_some() && entry.get("scores").is_some(), "{entry}");
        listed.insert(text("file").to_string(), text("sha256").to_string());
    }
    let mut files = Vec::new();
    with_extension(&root().join("models"), "bin", &mut files);
    for path in files {
        let name = path.strip_prefix(root().join("models")).unwrap().display().to_string();
        let sum: String = Sha256::digest(fs::read(&path).unwrap()).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(listed.remove(&name), Some(sum), "models/{name} differs from its entry in models/MANIFEST.toml");
    }
    assert!(listed.is_empty(), "models/MANIFEST.toml lists files that are not there: {listed:?}");
}
