//! Parties of the user's own: a TOML file beside the dictionary that ships with the program.

use anyhow::{Context, Result, bail};
use claims::ActorKind;
use serde::Deserialize;
use std::path::Path;

/// The file: a list of `[[actor]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    actor: Vec<Party>,
}

/// A party, as `docs/actors.md` explains it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Party {
    /// Names and spellings, the first for display.
    names: Vec<String>,
    /// French names, where they differ.
    #[serde(default)]
    noms: Vec<String>,
    #[serde(default)]
    acronyms: Vec<String>,
    kind: String,
    /// ISO 3166-1 alpha-3, or a PLOVER value.
    country: Option<String>,
    /// PLOVER sectors.
    #[serde(default)]
    sectors: Vec<String>,
    wikidata: Option<String>,
    /// First and last year.
    from: Option<u16>,
    until: Option<u16>,
}

/// Reads a file of parties as lines of `data/world/actors.tsv`.
pub fn read(path: &Path) -> Result<String> {
    let content = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    lines(&content).with_context(|| path.display().to_string())
}

fn lines(content: &str) -> Result<String> {
    let file: File = toml::from_str(content)?;
    let mut out = String::new();
    for (n, party) in file.actor.iter().enumerate() {
        let line = line(n, party).with_context(|| format!("actor {}", n + 1))?;
        out.push_str(&line);
        out.push('\n');
    }
    Ok(out)
}

fn line(n: usize, party: &Party) -> Result<String> {
    let kinds = ["armed_group", "international", "organization", "unit", "media"];
    if !kinds.contains(&party.kind.as_str()) || ActorKind::from_name(&party.kind).is_none() {
        bail!("kind {:?} is none of {}", party.kind, kinds.join(", "));
    }
    if party.names.is_empty() {
        bail!("names is empty");
    }
    let list = |words: &[String]| -> Result<String> {
        for word in words {
            if word.trim().is_empty() || word.contains(['\t', '\n', '\r', '|', '#']) {
                bail!("{word:?} is no name");
            }
        }
        Ok(if words.is_empty() { "-".to_string() } else { words.join("|") })
    };
    let code = |code: &str| match code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        true => Ok(code.to_string()),
        false => bail!("{code:?} is no code of three capitals"),
    };
    let year = |y: Option<u16>| y.map_or("-".to_string(), |y| y.to_string());
    let sectors = party.sectors.iter().map(|s| code(s)).collect::<Result<Vec<_>>>()?;
    let columns = [
        format!("own-{}", n + 1),
        party.kind.clone(),
        party.country.as_deref().map_or(Ok("-".to_string()), code)?,
        list(&sectors)?,
        list(party.wikidata.as_slice())?,
        list(&party.names)?,
        list(&party.noms)?,
        list(&party.acronyms)?,
        "-".to_string(),
        year(party.from),
        year(party.until),
        "-".to_string(),
    ];
    Ok(columns.join("\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(toml: &str, expected: Result<&str, &str>) {
        match (lines(toml), expected) {
            (Ok(found), Ok(wanted)) => assert_eq!(found, wanted),
            (Err(found), Err(wanted)) => assert!(format!("{found:#}").contains(wanted), "{found:#}"),
            (found, wanted) => panic!("{found:?}, not {wanted:?}"),
        }
    }

    #[test]
    fn files_of_parties() {
        check("", Ok(""));
        check(
            "[[actor]]\nnames = ['Delta Guard']\nacronyms = ['DG']\nkind = 'armed_group'\ncountry = 'MLI'\nsectors = ['REB']",
            Ok("own-1\tarmed_group\tMLI\tREB\t-\tDelta Guard\t-\tDG\t-\t-\t-\t-\n"),
        );
        check("[[actor]]\nnames = ['Delta Guard']\nkind = 'gang'", Err("kind"));
        check("[[actor]]\nnames = []\nkind = 'media'", Err("names is empty"));
        check("[[actor]]\nnames = ['a|b']\nkind = 'media'", Err("is no name"));
        check("[[actor]]\nnames = ['A']\nkind = 'media'\ncountry = 'Mali'", Err("three capitals"));
        check("[[actor]]\nname = 'A'", Err("unknown field"));
    }
}
