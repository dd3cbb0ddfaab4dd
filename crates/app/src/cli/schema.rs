//! `depeche schema`: the JSON Schema of the record, made from its types.

use super::Outcome;
use crate::export::record::Record;

pub(super) fn run() -> anyhow::Result<Outcome> {
    println!("{}", text()?);
    Ok(Outcome::Complete)
}

/// The schema, indented: the content of `docs/reading.schema.json`.
pub(super) fn text() -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Record))?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_schema_is_that_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reading.schema.json");
        let made = super::text().unwrap() + "\n";
        if std::env::var_os("UPDATE_SPEC").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(kept == made, "docs/reading.schema.json differs from the types: run the tests with UPDATE_SPEC=1");
    }
}
