//! A situation report in Markdown (CommonMark).

use super::Brief;
use std::fmt::Write;

/// The Markdown of a report.
pub(super) fn write(brief: &Brief) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n\n{}\n\n*{}*", escape(&brief.title), escape(&brief.scope), escape(&brief.method));
    for section in &brief.sections {
        let _ = writeln!(out, "\n## {}", escape(&section.heading));
        for group in &section.groups {
            match &group.heading {
                Some(heading) => {
                    let _ = writeln!(out, "\n### {}\n", escape(heading));
                }
                None => out.push('\n'),
            }
            for item in &group.items {
                let sentences: Vec<String> =
                    item.sentences.iter().map(|s| escape(&format!("{} {}", s.text, s.citation()))).collect();
                let id = item.id.as_deref().map(|id| format!(" `{id}`")).unwrap_or_default();
                let _ = writeln!(out, "- {}{id}", sentences.join(" "));
            }
        }
    }
    if !brief.sources.is_empty() {
        let _ = writeln!(out, "\n## {}\n", escape(&brief.sources_heading));
    }
    for (n, source) in brief.sources.iter().enumerate() {
        let address =
            source.url.as_deref().map(|url| format!(" <{}>", url.replace(['<', '>', ' '], ""))).unwrap_or_default();
        let _ = writeln!(out, "{}. {}{address}", n + 1, escape(&source.text));
    }
    out
}

/// A text without the signs that Markdown reads as marks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|~".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_report_says_is_no_markup() {
        assert_eq!(super::escape("<b>*x*</b>\n[1]"), "\\<b\\>\\*x\\*\\</b\\> \\[1\\]");
    }
}
