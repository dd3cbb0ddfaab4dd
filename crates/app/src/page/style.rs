//! Colour and width of a page.

use anstyle::{AnsiColor, Style as Ansi};
use std::io::IsTerminal;

/// How a page is dressed.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    colour: bool,
    width: usize,
}

impl Style {
    /// Plain, 80 columns: what a pipe gets.
    pub const PLAIN: Style = Style { colour: false, width: 80 };

    /// In colour on a terminal that wants it (not with NO_COLOR or a dumb one), plain elsewhere.
    pub fn of_stdout() -> Style {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
            || std::env::var("TERM").is_ok_and(|t| t == "dumb");
        Style { colour: std::io::stdout().is_terminal() && !unwanted, ..Style::PLAIN }
    }

    fn paint(self, text: &str, style: Ansi) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_string() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint(text, Ansi::new().bold())
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint(text, Ansi::new().dimmed())
    }

    pub(crate) fn quote(self, text: &str) -> String {
        self.paint(text, Ansi::new().fg_color(Some(AnsiColor::Cyan.into())))
    }

    pub(crate) fn warn(self, text: &str) -> String {
        self.paint(text, Ansi::new().fg_color(Some(AnsiColor::Yellow.into())))
    }

    pub(crate) fn heading(self, text: &str) -> String {
        self.paint(&text.to_uppercase(), Ansi::new().bold().fg_color(Some(AnsiColor::Green.into())))
    }

    /// A line between pages.
    pub fn rule(self) -> String {
        self.dim(&"─".repeat(self.width))
    }

    /// Adds a paragraph, broken at spaces, every line after the first indented two columns further.
    pub(crate) fn paragraph(self, out: &mut String, indent: &str, text: &str) {
        let mut column = 0;
        let mut pad = indent.to_string();
        for word in text.split(' ') {
            let width = visible(word);
            if column > 0 && column + 1 + width > self.width {
                out.push('\n');
                column = 0;
                pad = format!("{indent}  ");
            }
            if column == 0 {
                out.push_str(&pad);
                column = pad.len();
            } else {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += width;
        }
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
    }
}

/// Columns that a word takes: its characters without escape sequences.
fn visible(word: &str) -> usize {
    let (mut count, mut escape) = (0, false);
    for c in word.chars() {
        match c {
            '\u{1b}' => escape = true,
            'm' if escape => escape = false,
            _ if escape => {}
            _ => count += 1,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_within_the_width_in_colour_too() {
        let colour = Style { colour: true, width: 80 };
        for style in [Style::PLAIN, colour] {
            let mut out = String::new();
            let text = format!("{} {}", style.bold("Two soldiers"), "fell near the river ".repeat(20));
            style.paragraph(&mut out, "  ", &text);
            assert!(out.lines().all(|l| visible(l) <= 80), "{out}");
            assert!(out.lines().count() > 4);
        }
    }
}
