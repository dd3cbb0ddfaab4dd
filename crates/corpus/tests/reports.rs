//! Every report of the corpus keeps the rules of its format.

use std::path::Path;

#[test]
fn reports_are_well_formed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let (mut reports, mut problems) = (0, Vec::new());
    for folder in ["en", "fr", "mt", "second"] {
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = entry.unwrap().path();
            let id = path.file_stem().unwrap().to_string_lossy().into_owned();
            let content = std::fs::read_to_string(&path).unwrap();
            problems.extend(corpus::parse(&id, &content).err().into_iter().flatten());
            reports += 1;
        }
    }
    assert!(reports > 0 && problems.is_empty(), "{reports} reports: {problems:#?}");
}
