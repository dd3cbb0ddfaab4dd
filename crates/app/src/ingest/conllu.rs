//! CoNLL-U: sentences and words are taken as they are, so that a parser's peers can be compared on the same words.

use super::Report;
use text::{Part, Span};

/// The sentences and words of a CoNLL-U input, with its lines for writing it out again.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// One sentence of a [`Tree`].
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Comment lines, as they are.
    pub comments: Vec<String>,
    /// Rows, as they are: words, ranges of multi-word tokens (`1-2`) and empty nodes (`1.1`).
    pub rows: Vec<[String; 10]>,
    /// Words: the span in the text, a form of their own inside a multi-word token, and the place in it.
    pub words: Vec<(Span, Option<String>, Part)>,
}

/// Whether a text begins like CoNLL-U.
pub(super) fn looks_like(head: &str) -> bool {
    let first = head.lines().find(|l| !l.starts_with('#') && !l.trim().is_empty());
    first.is_some_and(|l| l.split('\t').count() == 10 && l.starts_with(|c: char| c.is_ascii_digit()))
}

/// The reports of a CoNLL-U text: one for each `# newdoc`, one for the whole without such lines.
/// An error is a line's number and the reason; it ends its report, and the next one goes on.
pub(super) fn reports(id: &str, text: &str) -> Vec<Result<Report, (usize, String)>> {
    let mut out = Vec::new();
    let mut draft = Draft { id: id.to_string(), ..Draft::default() };
    let mut sentence = Sentence::default();
    for (n, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            draft.add(std::mem::take(&mut sentence));
        } else if line.starts_with('#') {
            if let Some(rest) = line.strip_prefix("# newdoc") {
                draft.add(std::mem::take(&mut sentence));
                out.extend(draft.finish());
                let named = rest.split_once('=').map(|(_, id)| id.trim()).filter(|id| !id.is_empty());
                let id = named.map_or_else(|| format!("{id}:{}", out.len() + 1), str::to_string);
                draft = Draft { id, ..Draft::default() };
            }
            sentence.comments.push(line.to_string());
        } else {
            match row(line) {
                Ok(row) => sentence.rows.push(row),
                Err(reason) => draft.error = draft.error.take().or(Some((n + 1, reason))),
            }
        }
    }
    draft.add(sentence);
    out.extend(draft.finish());
    if out.is_empty() { vec![Err((1, "holds no sentence".to_string()))] } else { out }
}

fn row(line: &str) -> Result<[String; 10], String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let row = <[&str; 10]>::try_from(columns)
        .map_err(|columns| format!("has {} columns between tabs; CoNLL-U has 10", columns.len()))?;
    if row[1].is_empty() {
        return Err("has no form".to_string());
    }
    Ok(row.map(str::to_string))
}

/// A report that is being put together.
#[derive(Default)]
struct Draft {
    id: String,
    text: String,
    tree: Tree,
    error: Option<(usize, String)>,
}

impl Draft {
    /// Adds a sentence: its words get their places in the text, which is the forms with a space where none is denied.
    fn add(&mut self, mut sentence: Sentence) {
        if sentence.rows.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            let paragraph = sentence.comments.iter().any(|c| c.starts_with("# newpar"));
            self.text.push_str(if paragraph { "\n\n" } else { "\n" });
        }
        let mut inside = 0; // last word number of the multi-word token that is open
        let mut token = Span::default();
        let rows = std::mem::take(&mut sentence.rows);
        for (n, row) in rows.iter().enumerate() {
            let (number, form) = (row[0].as_str(), row[1].as_str());
            if number.contains('.') {
                continue;
            }
            let spaced = |row: &[String; 10]| !row[9].split('|').any(|m| m == "SpaceAfter=No");
            let last = !rows[n + 1..].iter().any(|r| !r[0].contains('.'));
            let put = |text: &mut String, space: bool| {
                let start = text.len();
                text.push_str(form);
                let span = Span::new(start, text.len());
                if space {
                    text.push(' ');
                }
                span
            };
            if let Some((_, end)) = number.split_once('-') {
                token = put(&mut self.text, spaced(row) && !last);
                inside = end.parse().unwrap_or(0);
                continue;
            }
            let index: usize = number.parse().unwrap_or(usize::MAX);
            if index <= inside {
                let first = !sentence.words.last().is_some_and(|w| w.0 == token && w.2 != Part::Whole);
                let part = if first { Part::First } else { Part::Later };
                sentence.words.push((token, Some(form.to_string()), part));
            } else {
                let span = put(&mut self.text, spaced(row) && !last);
                sentence.words.push((span, None, Part::Whole));
            }
        }
        sentence.rows = rows;
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        self.tree.sentences.push(sentence);
    }

    fn finish(&mut self) -> Option<Result<Report, (usize, String)>> {
        if let Some(error) = self.error.take() {
            return Some(Err(error));
        }
        let tree = std::mem::take(&mut self.tree);
        (!tree.sentences.is_empty()).then(|| {
            Ok(Report {
                id: std::mem::take(&mut self.id),
                text: std::mem::take(&mut self.text),
                tree: Some(tree),
                ..Report::default()
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lie_in_the_text_and_contractions_share_a_span() {
        let input = "# text = Il part du camp.\n1\tIl\til\t_\t_\t_\t_\t_\t_\t_\n2\tpart\t_\t_\t_\t_\t_\t_\t_\t_\n\
                     3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n3\tde\t_\t_\t_\t_\t_\t_\t_\t_\n4\tle\t_\t_\t_\t_\t_\t_\t_\t_\n\
                     5\tcamp\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n6\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
        let report = reports("x", input).remove(0).unwrap();
        assert_eq!(report.text, "Il part du camp.");
        let words = &report.tree.unwrap().sentences[0].words;
        let shown: Vec<_> = words.iter().map(|(s, f, p)| (&report.text[s.range()], f.as_deref(), *p)).collect();
        assert_eq!(shown[2], ("du", Some("de"), Part::First));
        assert_eq!(shown[3], ("du", Some("le"), Part::Later));
        assert_eq!(shown[5], (".", None, Part::Whole));
    }

    #[test]
    fn a_damaged_report_does_not_hide_the_next() {
        let good = "1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n";
        let got = reports("x", &format!("# newdoc id = a\n1\tGo\n\n# newdoc id = b\n{good}"));
        assert_eq!(got[0].as_ref().unwrap_err().0, 2);
        assert_eq!(got[1].as_ref().unwrap().id, "b");
    }
}
