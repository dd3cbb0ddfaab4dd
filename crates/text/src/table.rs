//! Reads the files of `data/`: lines of tab-separated columns, `#` comments, blank lines.

use thiserror::Error;

/// A line of a data file that cannot be used, with the place and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("data/{file}:{line}: {problem}")]
pub struct DataError {
    /// Path under `data/`.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// One line's columns. A column that is absent or `-` reads as empty.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    file: &'a str,
    /// Line number, from 1.
    pub line: usize,
    columns: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The text of column `n`, from 0; empty where absent or `-`.
    pub fn get(&self, n: usize) -> &'a str {
        match self.columns.get(n) {
            Some(&"-") | None => "",
            Some(c) => c,
        }
    }

    /// The text of column `n`, which must be there.
    pub fn need(&self, n: usize, what: &str) -> Result<&'a str, DataError> {
        match self.get(n) {
            "" => Err(self.error(format!("column {} ({what}) is missing", n + 1))),
            c => Ok(c),
        }
    }

    /// The parts of column `n` between `|`, empty ones left out.
    pub fn list(&self, n: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(n).split('|').map(str::trim).filter(|s| !s.is_empty())
    }

    /// An error at this line.
    pub fn error(&self, problem: impl Into<String>) -> DataError {
        DataError { file: self.file.to_string(), line: self.line, problem: problem.into() }
    }
}

/// The rows of a data file: columns part at tabs; lines that are blank or start with `#` are left out.
pub fn rows<'a>(file: &'a str, content: &'a str) -> impl Iterator<Item = Row<'a>> {
    content.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')).map(move |(n, l)| Row {
        file,
        line: n + 1,
        columns: l.split('\t').map(str::trim).collect(),
    })
}

/// Hands out the content of a file of `data/` by its path under it (`en/time.tsv`).
pub type Files<'a> = &'a dyn Fn(&str) -> Result<&'static str, DataError>;
