//! Walks the inputs of a command line and hands out what can be read independently: a file, or some lines of one.

use super::{Kind, LARGEST_REPORT, Problem, Report, recognise, reports};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;

/// Something that one thread can turn into reports.
pub enum Item {
    /// A file of another kind than JSON Lines.
    File(PathBuf, Option<Kind>),
    /// A line of a JSON Lines file, with its number from 1.
    Line(String, usize, Vec<u8>),
    /// The bytes of standard input.
    Bytes(String, Vec<u8>, Option<Kind>),
    /// An input that could not be opened.
    Problem(Problem),
}

impl Item {
    /// The reports in it, in order.
    pub fn reports(&self) -> Vec<Result<Report, Problem>> {
        match self {
            Item::File(path, kind) => match std::fs::read(path) {
                Ok(bytes) => reports(&path.to_string_lossy(), &bytes, *kind),
                Err(error) => vec![Err(problem(&path.to_string_lossy(), error))],
            },
            Item::Line(name, number, bytes) => vec![super::jsonl::report(name, *number, bytes)],
            Item::Bytes(name, bytes, kind) => reports(name, bytes, *kind),
            Item::Problem(problem) => vec![Err(problem.clone())],
        }
    }

    /// About how many bytes of text it holds: what batches are measured by.
    pub fn weight(&self) -> usize {
        match self {
            Item::File(path, _) => std::fs::metadata(path).map_or(0, |m| m.len() as usize),
            Item::Line(_, _, bytes) | Item::Bytes(_, bytes, _) => bytes.len(),
            Item::Problem(_) => 0,
        }
    }
}

/// All items of the inputs, in order. Folders are walked by name; large JSON Lines files are read line by line.
pub struct Source {
    kind: Option<Kind>,
    todo: VecDeque<PathBuf>,
    lines: Option<Lines>,
}

struct Lines {
    name: String,
    number: usize,
    from: Box<dyn BufRead + Send>,
}

impl Source {
    /// The items of these inputs: files, folders, or `-` for standard input.
    pub fn new(inputs: &[PathBuf], kind: Option<Kind>) -> Source {
        Source { kind, todo: inputs.iter().cloned().collect(), lines: None }
    }

    /// Bytes in the files that are named or lie in the folders that are, for a progress bar. `None` with standard input.
    pub fn total_bytes(inputs: &[PathBuf]) -> Option<u64> {
        let mut total = 0;
        let mut todo: Vec<PathBuf> = inputs.to_vec();
        while let Some(path) = todo.pop() {
            if path.as_os_str() == "-" {
                return None;
            }
            let Ok(meta) = std::fs::metadata(&path) else { continue };
            if meta.is_dir() {
                todo.extend(folder(&path).unwrap_or_default());
            } else {
                total += meta.len();
            }
        }
        Some(total)
    }

    fn open(&mut self, path: PathBuf) -> Option<Item> {
        let name = path.to_string_lossy().into_owned();
        if name == "-" {
            return self.stream(name, Box::new(BufReader::new(std::io::stdin())));
        }
        let meta = match std::fs::metadata(&path) {
            Ok(meta) => meta,
            Err(error) => return Some(Item::Problem(problem(&name, error))),
        };
        if meta.is_dir() {
            match folder(&path) {
                Ok(entries) => entries.into_iter().rev().for_each(|e| self.todo.push_front(e)),
                Err(error) => return Some(Item::Problem(problem(&name, error))),
            }
            return None;
        }
        if !meta.is_file() {
            // A pipe, such as a shell's `<(…)`.
            return match File::open(&path) {
                Ok(file) => self.stream(name, Box::new(BufReader::new(file))),
                Err(error) => Some(Item::Problem(problem(&name, error))),
            };
        }
        let mut head = Vec::new();
        let opened =
            File::open(&path).and_then(|mut f| f.by_ref().take(4096).read_to_end(&mut head).and(File::open(&path)));
        match opened {
            Err(error) => Some(Item::Problem(problem(&name, error))),
            Ok(file) if self.kind.unwrap_or_else(|| recognise(&head)) == Kind::Jsonl => {
                self.lines = Some(Lines { name, number: 0, from: Box::new(BufReader::with_capacity(1 << 16, file)) });
                None
            }
            Ok(_) if meta.len() > 64 * LARGEST_REPORT as u64 => {
                Some(Item::Problem(Problem { path: name, place: None, reason: super::too_large(meta.len() as usize) }))
            }
            Ok(_) => Some(Item::File(path, self.kind)),
        }
    }

    /// What comes through a pipe: JSON Lines as they come, anything else once it has ended.
    fn stream(&mut self, name: String, mut from: Box<dyn BufRead + Send>) -> Option<Item> {
        let head = match from.fill_buf() {
            Ok(head) => head.to_vec(),
            Err(error) => return Some(Item::Problem(problem(&name, error))),
        };
        if self.kind.unwrap_or_else(|| recognise(&head)) == Kind::Jsonl {
            self.lines = Some(Lines { name, number: 0, from });
            return None;
        }
        let mut bytes = Vec::new();
        Some(match from.take(64 * LARGEST_REPORT as u64).read_to_end(&mut bytes) {
            Ok(_) => Item::Bytes(name, bytes, self.kind),
            Err(error) => Item::Problem(problem(&name, error)),
        })
    }
}

impl Iterator for Source {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(item) => return Some(item),
                    None => self.lines = None,
                }
            }
            let path = self.todo.pop_front()?;
            if let Some(item) = self.open(path) {
                return Some(item);
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Item;

    /// The next line that is not blank. One that is too long is skipped, not stored.
    fn next(&mut self) -> Option<Item> {
        // JSON may write each character as six (\u0041).
        let most = 6 * LARGEST_REPORT as u64;
        loop {
            let mut bytes = Vec::new();
            self.number += 1;
            let number = self.number;
            let place = || Some(format!("line {number}"));
            match self.from.by_ref().take(most).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.len() as u64 == most && bytes.last() != Some(&b'\n') => {
                    let skipped = self.from.skip_until(b'\n').unwrap_or(0);
                    let reason = super::too_large(bytes.len() + skipped);
                    return Some(Item::Problem(Problem { path: self.name.clone(), place: place(), reason }));
                }
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) if self.number == 1 && super::jsonl::is_cut_off(&bytes) && !self.more_objects() => {
                    // One object over many lines, not an object a line.
                    let rest = self.from.by_ref().take(most).read_to_end(&mut bytes);
                    return Some(match rest {
                        Ok(_) => Item::Line(self.name.clone(), 1, bytes),
                        Err(error) => Item::Problem(problem(&self.name, error)),
                    });
                }
                Ok(_) => return Some(Item::Line(self.name.clone(), self.number, bytes)),
                Err(error) => {
                    let found = Problem { place: place(), ..problem(&self.name, error) };
                    self.from = Box::new(std::io::empty());
                    return Some(Item::Problem(found));
                }
            }
        }
    }
}

impl Lines {
    /// Whether what comes next is another object.
    fn more_objects(&mut self) -> bool {
        self.from.fill_buf().is_ok_and(|b| b.is_empty() || b.first() == Some(&b'{'))
    }
}

/// The entries of a folder by name. Hidden ones are left out, and links to folders, which may lead back here.
fn folder(path: &std::path::Path) -> std::io::Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    entries.retain(|e| !e.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')));
    entries.retain(|e| !e.is_symlink() || !e.is_dir());
    entries.sort();
    Ok(entries)
}

fn problem(name: &str, error: std::io::Error) -> Problem {
    Problem { path: name.to_string(), place: None, reason: error.to_string() }
}
