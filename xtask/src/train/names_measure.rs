//! How many names are found, by kind, as the benches count it.

use super::{Arguments, corpora};
use ::corpus::Split;
use std::collections::BTreeMap;
use text::{Lang, LangHint, NameKind, Span};

/// A text whose names are marked.
struct Marked {
    set: String,
    lang: Lang,
    text: String,
    names: Vec<(Span, NameKind)>,
    /// Whether its errors may be shown: those of a test are not.
    open: bool,
}

/// Right among the found, found, found among the marked, marked.
type Counts = [usize; 4];

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Place];

/// Prints strict F1: a marked span and those of its kind inside it are alternatives.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let name: &'static [u8] = std::fs::read(arguments.models.join("name.bin"))?.leak();
    let models =
        text::Models::load(&bundle::file, &|path| if path == "name.bin" { Ok(name) } else { bundle::model(path) })?;
    let mut sets: BTreeMap<String, [Counts; 3]> = BTreeMap::new();
    let mut show = arguments.show;
    for marked in texts(arguments)? {
        let text = if arguments.capitals { crate::corpus::in_capitals(&marked.text) } else { marked.text };
        let doc = text::annotate(&models, &text, LangHint::Given(marked.lang));
        let counts = sets.entry(marked.set).or_default();
        for (counts, kind) in counts.iter_mut().zip(KINDS) {
            let names = doc.names.iter().filter(|n| n.kind == kind);
            let mut found: Vec<Span> = names.map(|n| trim(&text, doc.span_of(n.words.clone()))).collect();
            found.dedup();
            let mut gold: Vec<Span> = marked.names.iter().filter(|g| g.1 == kind).map(|g| trim(&text, g.0)).collect();
            gold.sort_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
            let groups = groups(&gold);
            let hit = |group: &[Span]| group.iter().any(|s| found.contains(s));
            let right = found.iter().filter(|f| gold.contains(f)).count();
            let hits = groups.iter().filter(|g| hit(g)).count();
            for (sum, n) in counts.iter_mut().zip([right, found.len(), hits, groups.len()]) {
                *sum += n;
            }
            let wrong = found.iter().filter(|f| !gold.contains(f)).map(|f| ('+', f));
            let missed = groups.iter().filter(|g| !hit(g)).map(|g| ('-', &g[0]));
            for (sign, span) in wrong.chain(missed).filter(|_| marked.open) {
                if show > 0 {
                    show -= 1;
                    let from = text::boundary_before(&text, (span.start as usize).saturating_sub(30));
                    let to = text::boundary_before(&text, (span.end as usize + 30).min(text.len()));
                    println!("  {sign} {kind:?} {:?} in {:?}", &text[span.range()], &text[from..to]);
                }
            }
        }
    }
    for (set, counts) in sets {
        let all = counts.iter().fold([0; 4], |a, c| [0, 1, 2, 3].map(|i| a[i] + c[i]));
        let (precision, recall) = rates(all);
        print!("{set}: {:.1} (P {precision:.1} R {recall:.1};", f1(all));
        KINDS.iter().zip(counts).for_each(|(kind, c)| print!(" {} {:.1}", kind.name(), f1(c)));
        println!(")");
    }
    Ok(())
}

fn texts(arguments: &Arguments) -> anyhow::Result<Vec<Marked>> {
    let mut out = Vec::new();
    for file in &arguments.files {
        let mut held_out = 0;
        for line in std::fs::read_to_string(arguments.data.join(file))?.lines() {
            let report: serde_json::Value = serde_json::from_str(line)?;
            let lang = report["language"].as_str().and_then(Lang::from_code).unwrap_or_default();
            let set = report["set"].as_str().unwrap_or("").to_string();
            let licence = report["licence"].as_str().unwrap_or("");
            if arguments.hold_out && !licence.contains("NC") && set.starts_with("re3d") {
                held_out += 1;
                if held_out % 3 != 0 {
                    continue;
                }
            }
            let (text, names) = corpora::gold_of(line)?;
            out.push(Marked { set, lang, text, names, open: true });
        }
    }
    let mut trained = 0;
    for report in crate::corpus::reports(&arguments.corpus)? {
        let kind = if report.translated { "translated" } else { report.lang.code() };
        let open = report.split == Split::Train;
        let set = match open {
            true => format!("corpus, training part, {kind}"),
            false => format!("corpus, test part, {kind}"),
        };
        trained += open as usize;
        if !open || arguments.hold_out && (trained - 1) % 3 == 0 {
            let names = report.mentions.iter().filter_map(|m| Some((m.span, m.name?))).collect();
            out.push(Marked { set, lang: report.lang, text: report.text, names, open });
        }
    }
    Ok(out)
}

/// Outermost spans, each with the spans inside it. They are sorted.
fn groups(gold: &[Span]) -> Vec<Vec<Span>> {
    let mut groups: Vec<Vec<Span>> = Vec::new();
    for s in gold {
        match groups.last_mut() {
            Some(g) if s.end <= g[0].end => g.push(*s),
            _ => groups.push(vec![*s]),
        }
    }
    groups
}

/// Precision and recall in per cent.
fn rates(c: Counts) -> (f64, f64) {
    (100.0 * c[0] as f64 / c[1].max(1) as f64, 100.0 * c[2] as f64 / c[3].max(1) as f64)
}

fn f1(c: Counts) -> f64 {
    let (p, r) = rates(c);
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// Without leading article and final possessive.
fn trim(text: &str, span: Span) -> Span {
    let s = &text[span.range()];
    let low = s.to_lowercase();
    let mut start = 0;
    for article in ["the ", "a ", "an ", "le ", "la ", "les ", "l'", "l’", "un ", "une ", "des ", "du "] {
        if low.starts_with(article) && low.len() == s.len() {
            start = article.len();
            break;
        }
    }
    let end =
        s[start..].strip_suffix("'s").or(s[start..].strip_suffix("’s")).map_or(s.len(), |rest| start + rest.len());
    Span::new(span.start as usize + start, span.start as usize + end)
}
