//! A situation report as one HTML file: no script, nothing from the network, map and charts inside.

use super::{Brief, Item, chart, map};
use askama::Template;

/// The page. The template escapes all but the two drawings, which escape what they hold.
#[derive(Template)]
#[template(path = "brief.html")]
struct Page<'a> {
    brief: &'a Brief,
    map: String,
}

impl Page<'_> {
    fn chart(&self, item: &Item) -> String {
        item.chart.as_ref().map(chart::svg).unwrap_or_default()
    }
}

/// The HTML of a report.
pub(super) fn write(brief: &Brief) -> String {
    let page = Page { brief, map: brief.map.as_ref().map(map::svg).unwrap_or_default() };
    page.render().expect("a page of strings renders")
}

/// A text that may stand in SVG.
pub(super) fn escape(text: &str) -> String {
    askama::filters::escape(text, askama::filters::Html).expect("strings are written without error").to_string()
}
