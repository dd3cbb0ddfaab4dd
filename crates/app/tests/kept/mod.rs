//! A store of the sample story, and the program run on it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A store of the sample story, in a folder of its own.
pub(crate) struct Kept {
    dir: tempfile::TempDir,
}

impl Kept {
    pub(crate) fn story() -> Kept {
        let kept = Kept { dir: tempfile::tempdir().expect("a folder can be made") };
        let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/story/reports.jsonl");
        kept.run(&["add", story.to_str().unwrap()]);
        kept
    }

    /// The path of a file beside the store.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// What came of a command.
    pub(crate) fn output(&self, args: &[&str]) -> Output {
        let db = self.beside("story.db");
        Command::new(env!("CARGO_BIN_EXE_depeche")).args(args).arg("--db").arg(db).output().unwrap()
    }

    /// What a command that succeeds prints.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        let output = self.output(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn list(&self, view: &str) -> Vec<Value> {
        serde_json::from_str(&self.run(&[view, "--format", "json"])).unwrap()
    }
}

pub(crate) fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap()
}
