//! Inputs to reports: files, folders and standard input, each kind recognised by its content.
//!
//! An input that cannot be read becomes a [`Problem`] with its path, its place and the reason; the others go on.

mod conllu;
mod html;
mod jsonl;
mod source;

pub use conllu::Tree;
pub use source::{Item, Source};

use crate::export::record::PubStatus;
use claims::Info;
use jiff::civil::Date;
use std::fmt;
use text::Lang;

/// The largest report that is read, in bytes. Newspapers' longest features have 200 KB; a larger text is a book, a dump
/// or an attack.
pub const LARGEST_REPORT: usize = 4 << 20;

/// The formats of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Plain text, one report a file.
    Text,
    /// JSON Lines: an object with `text` a line.
    Jsonl,
    /// CoNLL-U: sentences and words are taken as they are.
    Conllu,
    /// A web page with an article.
    Html,
}

/// One report, as its input gives it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its own id, or one made of the input's name.
    pub id: String,
    /// The title, where the input keeps it apart.
    pub title: Option<String>,
    /// The body: `report.text` of the record, never changed.
    pub text: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Language that the input states.
    pub language: Option<Lang>,
    /// Outlet.
    pub outlet: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Counted from 1: reports with one id are versions of one.
    pub version: u32,
    /// Whether its publisher stands by it.
    pub status: PubStatus,
    /// The id of another report that this one corrects.
    pub replaces: Option<String>,
    /// Sentences and words, where the input gives them (CoNLL-U).
    pub tree: Option<Tree>,
    /// Doubts about the input ("published" is no date).
    pub doubts: Vec<String>,
}

impl Default for Report {
    fn default() -> Report {
        Report {
            id: String::new(),
            title: None,
            text: String::new(),
            published: None,
            language: None,
            outlet: None,
            agency: None,
            url: None,
            version: 1,
            status: PubStatus::Usable,
            replaces: None,
            tree: None,
            doubts: Vec::new(),
        }
    }
}

impl Report {
    /// The text that is annotated: the title, a blank line, the body. And where the body starts in it.
    pub fn full_text(&self) -> (std::borrow::Cow<'_, str>, usize) {
        match self.title.as_deref().filter(|t| !t.trim().is_empty()) {
            Some(title) => (format!("{title}\n\n{}", self.text).into(), title.len() + 2),
            None => (self.text.as_str().into(), 0),
        }
    }

    /// What the readers of the text are told beside it.
    pub fn info(&self, body: usize, otherwise: Option<Date>, explain: bool) -> Info<'_> {
        Info { body, published: self.published, otherwise, outlet: self.outlet.as_deref(), explain }
    }
}

/// Why an input, or a part of it, was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path of the input, `-` for standard input.
    pub path: String,
    /// Line or byte, where known.
    pub place: Option<String>,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}: {place}: {}", self.path, self.reason),
            None => write!(f, "{}: {}", self.path, self.reason),
        }
    }
}

/// The reports in the bytes of one input. `name` is its path.
pub fn reports(name: &str, bytes: &[u8], kind: Option<Kind>) -> Vec<Result<Report, Problem>> {
    let problem = |reason: String| Problem { path: name.to_string(), place: None, reason };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return vec![Err(problem("is empty".into()))];
    }
    let kind = kind.unwrap_or_else(|| recognise(bytes));
    if kind == Kind::Jsonl {
        return jsonl::reports(name, bytes);
    }
    let text = match decode(bytes) {
        Ok(text) => text,
        Err((place, reason)) => return vec![Err(Problem { place: Some(place), ..problem(reason) })],
    };
    if kind != Kind::Conllu && text.len() > LARGEST_REPORT {
        return vec![Err(problem(too_large(text.len())))];
    }
    let id = stem(name);
    match kind {
        Kind::Text => vec![Ok(Report { id, text: text.to_string(), ..Report::default() })],
        Kind::Html => vec![html::report(&id, text).map_err(problem)],
        Kind::Conllu => conllu::reports(&id, text)
            .into_iter()
            .map(|r| r.map_err(|(line, reason)| Problem { place: Some(format!("line {line}")), ..problem(reason) }))
            .collect(),
        Kind::Jsonl => unreachable!("handled above"),
    }
}

/// What to say of a text over [`LARGEST_REPORT`].
fn too_large(bytes: usize) -> String {
    format!("holds {} MB in one report; the most that is read is {} MB", bytes >> 20, LARGEST_REPORT >> 20)
}

/// The name of a file without folders and extension.
fn stem(name: &str) -> String {
    if name == "-" {
        return "stdin".to_string();
    }
    std::path::Path::new(name).file_stem().map_or_else(|| name.to_string(), |s| s.to_string_lossy().into_owned())
}

/// The text of UTF-8 bytes, without byte order mark; or the place of the first byte that is none, and the reason.
fn decode(bytes: &[u8]) -> Result<&str, (String, String)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(("byte 0".into(), "is UTF-16; only UTF-8 is read".into()));
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err((format!("byte {at}"), "is not text: it holds a zero byte".into()));
    }
    std::str::from_utf8(bytes).map_err(|e| (format!("byte {}", e.valid_up_to()), "is not UTF-8 text".to_string()))
}

/// The kind that the first bytes show.
pub fn recognise(bytes: &[u8]) -> Kind {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start();
    if head.starts_with('{') {
        return Kind::Jsonl;
    }
    if conllu::looks_like(head) {
        return Kind::Conllu;
    }
    let lower = head.get(..head.len().min(1024)).unwrap_or(head).to_ascii_lowercase();
    let tag = |t: &str| lower.starts_with(t);
    if tag("<!doctype html")
        || tag("<html")
        || (tag("<") && ["<head", "<body", "<article", "<p>", "<div"].iter().any(|t| lower.contains(t)))
    {
        return Kind::Html;
    }
    Kind::Text
}

/// The day of an ISO date or date-time.
pub fn day(value: &str) -> Option<Date> {
    value.trim().get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let got = reports("dir/x.txt", bytes, None);
        let got = got.into_iter().next().expect("an input gives a report or a problem");
        match (got, expected) {
            (Ok(report), Ok(text)) => assert_eq!(report.text, text),
            (Err(problem), Err(says)) => assert!(problem.to_string().contains(says), "{problem}"),
            (got, _) => panic!("{got:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn plain_text_is_kept_as_it_is() {
        check("\u{feff}Two\r\n\r\n soldiers  fell. ".as_bytes(), Ok("Two\r\n\r\n soldiers  fell. "));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        check(b"", Err("dir/x.txt: is empty"));
        check(b" \n\t ", Err("is empty"));
        check(b"Le pr\xe9sident", Err("byte 5: is not UTF-8"));
        check(b"\xff\xfeA\x00", Err("byte 0: is UTF-16"));
        check(b"PK\x03\x04\x00\x00", Err("byte 4: is not text"));
    }

    #[test]
    fn a_report_that_is_too_large_is_refused() {
        check(&vec![b'a'; LARGEST_REPORT + 1], Err("4 MB"));
    }

    #[test]
    fn kinds_are_recognised_by_content() {
        assert_eq!(recognise(b"  {\"text\": \"x\"}"), Kind::Jsonl);
        assert_eq!(recognise(b"<!DOCTYPE html><html>"), Kind::Html);
        assert_eq!(recognise(b"# text = Go.\n1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n"), Kind::Conllu);
        assert_eq!(recognise(b"<< Nous avons repris la colline >>, dit-il."), Kind::Text);
    }
}
