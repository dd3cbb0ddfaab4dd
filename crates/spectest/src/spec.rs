//! Files of examples: Markdown in which a quoted report is followed by the records that it must give.
//!
//! ```text
//! # Times, English
//! published: 2019-03-22
//!
//! > Troops entered the town on Friday.
//! time Friday DATE 2019-03-22 | en.time.weekday
//! ```
//!
//! The lines under a report are all records of the file's phenomenon in it; none means that nothing must be found.

use jiff::civil::Date;

/// A file of examples.
#[derive(Debug)]
pub struct Spec {
    /// Publication date of all its reports.
    pub published: Option<Date>,
    lines: Vec<String>,
    /// The examples, in order.
    pub examples: Vec<Example>,
}

/// A report and what it must give.
#[derive(Debug)]
pub struct Example {
    /// The report.
    pub report: String,
    /// Its records, a line each.
    pub expected: Vec<String>,
    /// Number of the report's first line, from 1.
    pub line: usize,
    /// Lines of the file that hold `expected`.
    range: std::ops::Range<usize>,
}

impl Spec {
    /// Parses a file.
    pub fn parse(content: &str) -> Spec {
        let lines: Vec<String> = content.lines().map(str::to_string).collect();
        let published = lines.iter().find_map(|l| l.strip_prefix("published:")).and_then(|d| d.trim().parse().ok());
        let mut examples = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let quoted = |l: &String| l.strip_prefix('>').map(|r| r.strip_prefix(' ').unwrap_or(r).to_string());
            let report: Vec<String> = lines[at..].iter().map_while(quoted).collect();
            if report.is_empty() {
                at += 1;
                continue;
            }
            let start = at + report.len();
            let end = lines[start..].iter().position(|l| l.trim().is_empty()).map_or(lines.len(), |n| start + n);
            let expected = lines[start..end].to_vec();
            examples.push(Example { report: report.join("\n"), expected, line: at + 1, range: start..end });
            at = end.max(at + 1);
        }
        Spec { published, lines, examples }
    }

    /// The file with other expectations, one list for each example.
    pub fn rewritten(&self, found: &[Vec<String>]) -> String {
        let mut out = self.lines.clone();
        for (example, found) in self.examples.iter().zip(found).rev() {
            out.splice(example.range.clone(), found.iter().cloned());
        }
        out.join("\n") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Times\npublished: 2019-03-22\n\n> On Friday.\n>\n> It rained.\ntime Friday\n\n> The Friday Mosque.\n\nEnd.\n";

    #[test]
    fn examples_are_reports_and_their_lines() {
        let spec = Spec::parse(FILE);
        assert_eq!(spec.examples.len(), 2);
        assert_eq!(spec.examples[0].report, "On Friday.\n\nIt rained.");
        assert_eq!(spec.examples[0].expected, ["time Friday"]);
        assert!(spec.examples[1].expected.is_empty());
    }

    #[test]
    fn rewriting_changes_expectations_only() {
        let spec = Spec::parse(FILE);
        let same: Vec<_> = spec.examples.iter().map(|e| e.expected.clone()).collect();
        assert_eq!(spec.rewritten(&same), FILE);
        let other = spec.rewritten(&[vec![], vec!["time x".into()]]);
        assert!(other.contains("> It rained.\n\n> The Friday Mosque.\ntime x\n\nEnd."), "{other}");
    }
}
