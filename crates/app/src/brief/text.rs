//! A situation report as plain text, 80 columns wide.

use super::{Brief, Chart, Item};
use crate::page::{Style, bar};
use std::fmt::Write;

/// Columns of a chart's bars.
const BARS: usize = 30;

/// The text of a report.
pub(super) fn write(brief: &Brief) -> String {
    let style = Style::PLAIN;
    let mut out = String::new();
    style.paragraph(&mut out, "", &brief.title.to_uppercase());
    style.paragraph(&mut out, "", &brief.scope);
    style.paragraph(&mut out, "", &brief.method);
    for section in &brief.sections {
        let _ = writeln!(out, "\n{}", section.heading.to_uppercase());
        for group in &section.groups {
            if let Some(heading) = &group.heading {
                out.push('\n');
                style.paragraph(&mut out, "", heading);
            }
            for item in &group.items {
                write_item(&mut out, item, style);
            }
        }
    }
    if !brief.sources.is_empty() {
        let _ = writeln!(out, "\n{}", brief.sources_heading.to_uppercase());
    }
    for (n, source) in brief.sources.iter().enumerate() {
        let address = source.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
        style.paragraph(&mut out, "  ", &format!("[{}] {}{address}", n + 1, source.text));
    }
    out
}

fn write_item(out: &mut String, item: &Item, style: Style) {
    let sentences: Vec<String> = item.sentences.iter().map(|s| format!("{} {}", s.text, s.citation())).collect();
    let id = item.id.as_deref().map(|id| format!(" · {id}")).unwrap_or_default();
    style.paragraph(out, "  ", &format!("– {}{id}", sentences.join(" ")));
    if let Some(chart) = &item.chart {
        write_chart(out, chart);
    }
}

fn write_chart(out: &mut String, chart: &Chart) {
    let most = chart.bars.iter().map(|b| b.max).fold(0.0, f64::max);
    for b in &chart.bars {
        let day = b.day.map_or_else(|| " ".repeat(10), |d| d.to_string());
        let source: String = b.source.chars().take(80 - BARS - 20).collect();
        let line = format!("      {day}  {}  {source}", bar(b.min, b.max, most, BARS, b.current));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
