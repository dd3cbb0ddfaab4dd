//! Scores of tokens and sentences on running text.

use super::{Arguments, conllu, running};
use std::collections::BTreeMap;

/// Prints token and sentence F1 on the development treebanks, and the commonest errors.
pub(crate) fn tokens(arguments: &Arguments) -> anyhow::Result<()> {
    let models = bundle::models()?;
    for file in arguments.files.iter() {
        let (mut tokens, mut sentences) = (running::Tally::default(), running::Tally::default());
        let mut errors: BTreeMap<String, usize> = BTreeMap::new();
        let (mut same, mut all) = (0, 0);
        for gold in running::documents(&conllu::read(&arguments.data.join(file))?) {
            let doc = text::annotate(&models, &gold.text, text::LangHint::Unknown);
            let found = running::surface(&doc);
            tokens.add(&found, &gold.tokens);
            let ends: Vec<text::Span> = doc.sentences.iter().map(|s| s.span).collect();
            sentences.add(&ends, &gold.sentences);
            if arguments.verbose {
                for (mine, other, sign) in [(&ends, &gold.sentences, '+'), (&gold.sentences, &ends, '-')] {
                    for span in mine.iter().filter(|s| !other.iter().any(|o| o.start == s.start)) {
                        let at = span.start as usize;
                        let from = text::boundary_before(&gold.text, at.saturating_sub(40));
                        let to = text::boundary_before(&gold.text, at + 30).max(at);
                        println!("{sign} {:?} | {:?}", &gold.text[from..at], &gold.text[at..to]);
                    }
                }
            }
            for (span, words) in running::word_counts(&doc) {
                if let Ok(at) = gold.tokens.binary_search(&span) {
                    all += 1;
                    same += (gold.words[at] == words) as usize;
                    if gold.words[at] != words {
                        *errors
                            .entry(format!("{:?} should be {} words", &gold.text[span.range()], gold.words[at]))
                            .or_default() += 1;
                    }
                }
            }
            for span in found.iter().filter(|s| gold.tokens.binary_search(s).is_err()) {
                let near: Vec<&str> =
                    gold.tokens.iter().filter(|g| g.overlaps(*span)).map(|g| &gold.text[g.range()]).collect();
                *errors.entry(format!("{:?} should be {near:?}", &gold.text[span.range()])).or_default() += 1;
            }
        }
        let words = 100.0 * same as f64 / all.max(1) as f64;
        println!(
            "{file}: tokens {:.2} ({words:.2} % of them with the right words), sentences {:.2}",
            tokens.f1(),
            sentences.f1()
        );
        let mut errors: Vec<_> = errors.into_iter().collect();
        errors.sort_by_key(|e| std::cmp::Reverse(e.1));
        for (error, n) in errors.iter().take(arguments.show) {
            println!("  {n} {error}");
        }
    }
    Ok(())
}

/// Prints how many sentences of reports (JSON Lines with `text`, and `language` or English) get another language.
pub(crate) fn languages(arguments: &Arguments) -> anyhow::Result<()> {
    let models = bundle::models()?;
    for file in arguments.files.iter() {
        let (mut wrong, mut all, mut show) = (0, 0, arguments.show);
        for line in std::fs::read_to_string(arguments.data.join(file))?.lines() {
            let report: serde_json::Value = serde_json::from_str(line)?;
            let lang = report["language"].as_str().and_then(text::Lang::from_code).unwrap_or_default();
            let doc = text::annotate(&models, report["text"].as_str().unwrap_or(""), text::LangHint::Unknown);
            all += doc.sentences.len();
            for s in doc.sentences.iter().filter(|s| s.lang != lang) {
                wrong += 1;
                if show > 0 {
                    show -= 1;
                    println!("  {:?}", doc.slice_of(s.span));
                }
            }
        }
        println!("{file}: {wrong} of {all} sentences in the wrong language");
    }
    Ok(())
}

/// Prints the names that are found in text files.
pub(crate) fn show(arguments: &Arguments) -> anyhow::Result<()> {
    let models = bundle::models()?;
    for file in arguments.files.iter() {
        let text = std::fs::read_to_string(arguments.data.join(file))?;
        let doc = text::annotate(&models, &text, text::LangHint::Unknown);
        for s in &doc.sentences {
            println!("{} {}", s.lang.code(), doc.slice_of(s.span).replace('\n', " "));
            for n in doc.names.iter().filter(|n| s.words().contains(&n.words.start)) {
                let span = doc.span_of(n.words.clone());
                println!("      {:?} {:?} {:.2}", n.kind, doc.slice_of(span), n.confidence);
            }
        }
    }
    Ok(())
}
