//! Countries in the numbers and regions of other schemes (`data/world/country_codes.tsv`).

use std::collections::HashMap;
use text::table::{DataError, Files, rows};

/// A country.
pub(super) struct Nation {
    /// Its English name for display.
    pub(super) name: &'static str,
    /// ISO 3166-1 numeric; empty where it has none.
    pub(super) numeric: &'static str,
    /// Gleditsch-Ward number; empty where it has none.
    pub(super) gleditsch_ward: &'static str,
    /// Region in UCDP GED.
    pub(super) ucdp_region: &'static str,
    /// Region in ACLED.
    pub(super) acled_region: &'static str,
}

/// All countries, by ISO 3166-1 alpha-3.
pub(super) struct Nations(HashMap<&'static str, Nation>);

impl Nations {
    pub(super) fn load(files: Files) -> Result<Nations, DataError> {
        let path: &'static str = "world/countries.tsv";
        let mut names = HashMap::new();
        for row in rows(path, files(path)?) {
            names.insert(row.need(0, "code")?, row.list(3).next().unwrap_or_default());
        }
        let path: &'static str = "world/country_codes.tsv";
        let mut nations = HashMap::new();
        for row in rows(path, files(path)?) {
            let code = row.need(0, "code")?;
            let name = names.get(code).copied().ok_or_else(|| row.error("is not in countries.tsv"))?;
            let nation = Nation {
                name,
                numeric: row.get(1),
                gleditsch_ward: row.get(2),
                ucdp_region: row.need(3, "UCDP region")?,
                acled_region: row.need(4, "ACLED region")?,
            };
            nations.insert(code, nation);
        }
        Ok(Nations(nations))
    }

    /// A country by its ISO 3166-1 alpha-3 code.
    pub(super) fn get(&self, code: &str) -> Option<&Nation> {
        self.0.get(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_country() {
        let nations = Nations::load(&bundle::file).unwrap();
        let mali = nations.get("MLI").unwrap();
        assert_eq!((mali.name, mali.numeric, mali.gleditsch_ward), ("Mali", "466", "432"));
        assert!(nations.get("ZZZ").is_none());
    }
}
