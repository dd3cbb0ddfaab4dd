//! The table of figures: what was counted, how many, who, when, where, and who says so.

use super::Page;
use super::words::{day, number, plain};
use claims::{Exactness, Figure, Ref, Status, Unit};
use std::fmt::Write;

const WIDTHS: [usize; 5] = [12, 15, 19, 14, 16];

pub(super) fn write(page: &mut Page) {
    let reading = page.reading;
    if reading.figures.is_empty() {
        return;
    }
    page.section("Figures");
    let head = ["", "how many", "who", "when", "says"].map(str::to_string);
    let head = page.style.dim(&row(&head, 0));
    let _ = writeln!(page.out, "  {}", head.trim_end());
    for (n, figure) in reading.figures.iter().enumerate() {
        let cells = [
            figure.measure.name().to_string(),
            how_many(figure),
            who(page, figure),
            when(page, figure),
            page.told_by(Ref::Figure(n as u32)).trim_start_matches("says ").to_string(),
        ];
        let lines = cells.iter().zip(WIDTHS).map(|(c, w)| fold(c, w - 1).len()).max().unwrap_or(1);
        for line in 0..lines {
            let _ = writeln!(page.out, "  {}", row(&cells, line).trim_end());
        }
    }
}

/// One line of a row: the cells' lines of that number, each folded into its column.
fn row(cells: &[String; 5], line: usize) -> String {
    let mut out = String::new();
    for (cell, width) in cells.iter().zip(WIDTHS) {
        let text = fold(cell, width - 1).get(line).cloned().unwrap_or_default();
        let _ = write!(out, "{text:width$}");
    }
    out
}

/// A text in lines of at most `width` characters.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let word: String = word.chars().take(width).collect();
        let last = lines.last_mut().expect("there is always a line");
        if last.is_empty() {
            *last = word;
        } else if last.chars().count() + 1 + word.chars().count() <= width {
            last.push(' ');
            last.push_str(&word);
        } else {
            lines.push(word);
        }
    }
    lines
}

fn how_many(f: &Figure) -> String {
    let share = f.unit == Unit::Share;
    let show = |x: Option<f64>| x.map_or_else(|| "?".to_string(), |x| number(x, share));
    let text = match f.exactness {
        Exactness::AtLeast => format!("≥ {}", show(f.best)),
        Exactness::AtMost => format!("≤ {}", show(f.best)),
        Exactness::About => format!("~ {}", show(f.best)),
        Exactness::Nearly => format!("< {}", show(f.best)),
        _ if f.min != f.max => format!("{}–{}", show(f.min), show(f.max)),
        _ => show(f.best),
    };
    let unit = match f.unit {
        Unit::Households => " households",
        Unit::Km2 => " km²",
        _ => "",
    };
    let part = f.part_of.map(|whole| format!(" (of {whole})")).unwrap_or_default();
    let computed = f.computed.as_ref().map(|c| format!(" ({} {})", c.by, c.from)).unwrap_or_default();
    format!("{text}{unit}{part}{computed}")
}

fn who(page: &Page, f: &Figure) -> String {
    let Some(who) = &f.who else { return String::new() };
    // A number alone names nobody.
    let alone = who.span == f.span && f.rule.rsplit('.').next() != Some("person");
    let words = if alone { String::new() } else { plain(page.reading.doc.slice_of(who.span), 40) };
    match who.status {
        Status::Unknown => words,
        status if words.to_lowercase().contains(status.name()) => words,
        status if alone => status.name().to_string(),
        status => format!("{words} ({})", status.name()),
    }
}

fn when(page: &Page, f: &Figure) -> String {
    let Some(period) = &f.period else { return String::new() };
    match (&period.since, &period.until) {
        (Some(a), Some(b)) if a == b => day(a),
        (Some(a), _) if f.cumulative && period.last == page.reading.published => format!("since {}", day(a)),
        (Some(a), Some(b)) => format!("{} to {}", day(a), day(b)),
        (Some(a), None) => format!("since {}", day(a)),
        (None, Some(b)) => format!("until {}", day(b)),
        (None, None) => String::new(),
    }
}
