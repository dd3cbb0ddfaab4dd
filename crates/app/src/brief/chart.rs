//! A toll's figures as a drawing: a line a source, a bar from the lowest to the highest number.

use super::Chart;
use super::html::escape;
use std::fmt::Write;

/// Height of a line, in the units of the drawing.
const LINE: usize = 20;
/// Where the bars start and end, across.
const BARS: (f64, f64) = (270.0, 660.0);

/// The drawing (SVG 1.1).
pub(super) fn svg(chart: &Chart) -> String {
    let most = chart.bars.iter().map(|b| b.max).fold(1.0, f64::max);
    let across = |n: f64| BARS.0 + (BARS.1 - BARS.0) * n / most;
    let height = LINE * (chart.bars.len() + 1);
    let label = escape(&chart.label);
    let mut out = format!(
        "<svg viewBox=\"0 0 720 {height}\" role=\"img\" aria-label=\"{label}\"><text class=\"dim\" x=\"0\" y=\"13\" font-size=\"11\">{label}</text>"
    );
    for (n, bar) in chart.bars.iter().enumerate() {
        let y = LINE * (n + 1);
        let class = if bar.current { "mark" } else { "old" };
        let (from, to) = (across(bar.min), across(bar.max));
        let day = bar.day.map(|d| d.to_string()).unwrap_or_default();
        let source: String = bar.source.chars().take(28).collect();
        let number = if bar.min == bar.max { format!("{}", bar.max) } else { format!("{}–{}", bar.min, bar.max) };
        let _ = write!(
            out,
            "<line class=\"line\" x1=\"{x0:.1}\" x2=\"{x1:.1}\" y1=\"{mid}\" y2=\"{mid}\"/>\
             <text class=\"dim\" x=\"0\" y=\"{base}\" font-size=\"12\">{day}</text>\
             <text class=\"ink\" x=\"80\" y=\"{base}\" font-size=\"12\">{source}</text>\
             <rect class=\"{class}\" x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"10\" rx=\"4\"/>\
             <text class=\"ink\" x=\"{after:.1}\" y=\"{base}\" font-size=\"12\">{number}</text>",
            x0 = BARS.0,
            x1 = BARS.1,
            mid = y + 9,
            base = y + 13,
            source = escape(&source),
            x = from - 4.0,
            top = y + 4,
            width = to - from + 8.0,
            after = to + 10.0,
        );
    }
    out + "</svg>"
}
