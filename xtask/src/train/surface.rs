//! Scores of tokens and sentences on running text.

use super::{Arguments, conllu, running};
use std::collections::BTreeMap;

/// Prints token and sentence F1 on the development treebanks, and the commonest errors.
pub(crate) fn tokens(arguments: &Arguments) -> anyhow::Result<()> {
    let models = bundle::models()?;
    for file in arguments.files.iter() {
        let (mut tokens, mut sentences) = (running::Tally::default(), running::Tally::default());
        let mut errors: BTreeMap<String, usize> = BTreeMap::new();
        for gold in running::documents(&conllu::read(&arguments.data.join(file))?) {
            let doc = text::annotate(&models, &gold.text, None);
            let found = running::surface(&doc);
            tokens.add(&found, &gold.tokens);
            sentences.add(&doc.sentences.iter().map(|s| s.span).collect::<Vec<_>>(), &gold.sentences);
            for span in found.iter().filter(|s| gold.tokens.binary_search(s).is_err()) {
                let near: Vec<&str> =
                    gold.tokens.iter().filter(|g| g.overlaps(*span)).map(|g| &gold.text[g.range()]).collect();
                *errors.entry(format!("{:?} should be {near:?}", &gold.text[span.range()])).or_default() += 1;
            }
        }
        println!("{file}: tokens {:.2}, sentences {:.2}", tokens.f1(), sentences.f1());
        let mut errors: Vec<_> = errors.into_iter().collect();
        errors.sort_by_key(|e| std::cmp::Reverse(e.1));
        for (error, n) in errors.iter().take(arguments.show) {
            println!("  {n} {error}");
        }
    }
    Ok(())
}
