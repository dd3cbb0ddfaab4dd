//! A web page with an article: its text, title, date and outlet, by the Readability method.

use super::{Report, day};
use dom_smoothie::{Config, Readability, TextMode};

/// The most tags that may be open at once: real pages have some dozens, and parsers recurse.
const DEEPEST: usize = 512;
/// The most tags in a page.
const MOST_TAGS: usize = 100_000;
/// Words below which what was found is a menu or a notice: the shortest flash of an agency has more.
const SHORTEST_ARTICLE: usize = 8;

/// The article of a page, or why there is none.
pub(super) fn report(id: &str, page: &str) -> Result<Report, String> {
    let tags = memchr_count(page, b'<');
    if tags > MOST_TAGS {
        return Err(format!("holds {tags} tags; the most that is read is {MOST_TAGS}"));
    }
    if depth(page) > DEEPEST {
        return Err(format!("nests tags more than {DEEPEST} deep"));
    }
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::new(page, None, Some(config))
        .and_then(|mut r| r.parse())
        .map_err(|error| format!("is a page without an article ({error})"))?;
    let text = article.text_content.to_string();
    if text.split_whitespace().count() < SHORTEST_ARTICLE {
        return Err("is a page without an article".to_string());
    }
    let some = |s: &str| Some(s.trim().to_string()).filter(|s| !s.is_empty());
    Ok(Report {
        id: id.to_string(),
        title: some(&article.title),
        published: article.published_time.as_deref().and_then(day),
        language: article.lang.as_deref().and_then(text::Lang::from_code),
        outlet: article.site_name.as_deref().and_then(some),
        url: article.url.as_deref().and_then(some),
        text,
        ..Report::default()
    })
}

fn memchr_count(page: &str, byte: u8) -> usize {
    page.bytes().filter(|&b| b == byte).count()
}

/// How deep tags nest, by a count that never falls below the truth for tags that must be closed.
fn depth(page: &str) -> usize {
    const VOID: [&str; 14] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p"];
    let bytes = page.as_bytes();
    let (mut open, mut deepest) = (0usize, 0usize);
    for (at, _) in page.match_indices('<') {
        match bytes.get(at + 1) {
            Some(b'/') => open = open.saturating_sub(1),
            Some(c) if c.is_ascii_alphabetic() => {
                let end = page[at + 1..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(page.len(), |n| at + 1 + n);
                if !VOID.iter().any(|v| page[at + 1..end].eq_ignore_ascii_case(v)) {
                    open += 1;
                    deepest = deepest.max(open);
                }
            }
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "The army said on Friday that its troops had taken the northern suburbs after two days of \
                            fighting, while residents reported shelling near the hospital and the market, and fled. ";

    #[test]
    fn the_article_is_found_among_the_rest() {
        let body: String = (0..6).map(|_| format!("<p>{}</p>", SENTENCE.repeat(3))).collect();
        let page = format!(
            "<html lang=en><head><title>Suburbs fall</title></head><body><nav><a href=/>Home</a></nav>\
             <article><h1>Suburbs fall</h1>{body}</article><footer>Cookies</footer></body></html>"
        );
        let report = report("page", &page).unwrap();
        assert!(report.text.contains("northern suburbs") && !report.text.contains("Cookies"), "{}", report.text);
        assert!(report.text.contains('\n'), "paragraphs stay apart");
        assert_eq!(report.title.as_deref(), Some("Suburbs fall"));
    }

    #[test]
    fn pages_that_hold_none_or_attack_are_refused() {
        assert!(report("x", "<html><body><nav><a href=/>Home</a></nav></body></html>").is_err());
        assert!(report("x", &"<div>".repeat(100_000)).unwrap_err().contains("tags"));
        assert!(report("x", &"<div>".repeat(2_000)).unwrap_err().contains("deep"));
    }
}
