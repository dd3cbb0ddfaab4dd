//! Sentences made from lists of names, for names and wordings that the corpora lack.

use super::corpora::{Mark, Marked};
use crate::random::Random;
use std::collections::HashMap;
use text::{Lang, NameKind, Span};

/// What fills the slots.
pub(crate) struct Lists {
    given: Vec<String>,
    family: Vec<String>,
    places: Vec<String>,
    /// By language and kind: `en org`.
    named: HashMap<String, Vec<String>>,
    carriers: Vec<(Lang, String)>,
}

fn lines(content: &str) -> Vec<String> {
    content.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_string).collect()
}

impl Lists {
    pub(crate) fn read() -> anyhow::Result<Lists> {
        let file = |name: &str| std::fs::read_to_string(format!("xtask/lists/{name}"));
        let mut named: HashMap<String, Vec<String>> = HashMap::new();
        let split = |names: &str| names.split('|').map(str::to_string).collect::<Vec<_>>();
        for line in lines(&file("names.tsv")?) {
            let columns: Vec<&str> = line.split('\t').collect();
            if let [lang, kind, names] = columns[..] {
                named.insert(format!("{lang} {kind}"), split(names));
            }
        }
        let mut carriers = Vec::new();
        for line in lines(&file("carriers.tsv")?) {
            let Some((key, rest)) = line.split_once('\t') else { continue };
            match (Lang::from_code(key), key.split_once('-')) {
                (Some(lang), None) => carriers.push((lang, rest.to_string())),
                (_, Some((lang, kind))) => drop(named.insert(format!("{lang} {kind}"), split(rest))),
                _ => {}
            }
        }
        Ok(Lists {
            given: lines(&file("given.txt")?),
            family: lines(&file("family.txt")?),
            places: lines(&file("place.txt")?),
            named,
            carriers,
        })
    }

    /// `count` texts of some sentences each.
    pub(crate) fn texts(&self, count: usize, weight: f32, random: &mut Random) -> Vec<Marked> {
        (0..count)
            .map(|i| {
                let lang = Lang::ALL[i % 2];
                let mine: Vec<&str> = self.carriers.iter().filter(|c| c.0 == lang).map(|c| c.1.as_str()).collect();
                let mut out = Marked { text: String::new(), lang, marks: Vec::new(), weight, own: true };
                for _ in 0..4 {
                    if !out.text.is_empty() {
                        out.text.push('\n');
                    }
                    self.fill(random.pick::<&str>(&mine), lang, random, &mut out);
                }
                out
            })
            .collect()
    }

    fn named(&self, lang: Lang, kind: &str, random: &mut Random) -> String {
        self.named.get(&format!("{} {kind}", lang.code())).map_or(String::new(), |list| random.pick(list).clone())
    }

    fn fill(&self, carrier: &str, lang: Lang, random: &mut Random, out: &mut Marked) {
        let mut rest = carrier;
        let mut last_body = String::new();
        let mut person = None;
        let mut body = None;
        while let Some(open) = rest.find('{') {
            literal(out, &rest[..open], &mut body);
            let close = rest[open..].find('}').map_or(rest.len(), |c| open + c);
            let slot = &rest[open + 1..close];
            rest = rest.get(close + 1..).unwrap_or("");
            let (preposition, slot) = slot.split_once(' ').unwrap_or(("", slot));
            match slot {
                "P" => {
                    let (given, family) = self.person(random);
                    person = Some(family.clone());
                    add(out, "", &format!("{given} {family}"), Some(NameKind::Person));
                }
                "F" => {
                    let family = person.take().unwrap_or_else(|| self.person(random).1);
                    add(out, "", &family, Some(NameKind::Person));
                }
                "O" | "Oo" => {
                    let whole = self.named(lang, "org", random);
                    let (article, name) = article_of(&whole);
                    last_body = name.to_string();
                    let before = if slot == "Oo" { String::new() } else { contracted(preposition, article, name) };
                    add(out, &before, name, Some(NameKind::Organisation));
                }
                "A" => {
                    let initials: String = last_body
                        .split([' ', '-'])
                        .filter_map(|w| w.chars().next())
                        .filter(|c| c.is_uppercase())
                        .collect();
                    let initials = if initials.len() < 2 { "AFP".to_string() } else { initials };
                    add(out, "", &initials, Some(NameKind::Organisation));
                }
                "L" => {
                    let place = random.pick(&self.places).clone();
                    let vowel = place.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'h']);
                    let before = match preposition {
                        "d" if vowel => "d'",
                        "d" => "de ",
                        _ => "",
                    };
                    add(out, before, &place, Some(NameKind::Place));
                }
                "C" => {
                    let country = self.named(lang, "c", random);
                    let (before, name) = match lang {
                        Lang::En => article_of(&country),
                        Lang::Fr => country.split_at(country.find(' ').map_or(0, |i| i + 1)),
                    };
                    add(out, before, name, Some(NameKind::Place));
                }
                "N" | "n" => {
                    let people = self.named(lang, "n", random);
                    add(out, "", &people, None);
                }
                _ => {
                    let title = self.named(lang, "t", random);
                    add(out, "", &title, None);
                }
            }
        }
        literal(out, rest, &mut body);
    }

    fn person(&self, random: &mut Random) -> (String, String) {
        // Half of the names are those of the reports' regions.
        let near = |kind: &str, random: &mut Random| self.named(Lang::En, kind, random);
        let mut given = if random.chance(0.4) { near("given", random) } else { random.pick(&self.given).clone() };
        let family = if random.chance(0.4) { near("family", random) } else { random.pick(&self.family).clone() };
        match random.below(14) {
            0 => given = format!("{given} {}", random.pick(&self.given)),
            1 => given = format!("{given} {}.", (b'A' + random.below(26) as u8) as char),
            2 => given = format!("Abu {given}"),
            3 => return (given, format!("{family} {}", random.pick(&self.family))),
            _ => {}
        }
        (given, family)
    }
}

/// Adds what stands between slots; square brackets are an organisation.
fn literal(out: &mut Marked, part: &str, body: &mut Option<usize>) {
    for c in part.chars() {
        match c {
            '[' => *body = Some(out.text.len()),
            ']' => {
                if let Some(start) = body.take() {
                    out.marks.push((Span::new(start, out.text.len()), Mark::Name(NameKind::Organisation)));
                }
            }
            c => out.text.push(c),
        }
    }
}

fn add(out: &mut Marked, before: &str, name: &str, kind: Option<NameKind>) {
    // A sentence starts with a capital.
    let first = out.text.is_empty() || out.text.ends_with(['\n', '"']);
    let capital = |s: &str| {
        let mut chars = s.chars();
        chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
    };
    let before = if first { capital(before) } else { before.to_string() };
    out.text.push_str(&before);
    let start = out.text.len();
    out.text.push_str(&if first && before.is_empty() { capital(name) } else { name.to_string() });
    if let Some(kind) = kind {
        out.marks.push((Span::new(start, out.text.len()), Mark::Name(kind)));
    }
}

/// The article, with the space after it, and the name.
fn article_of(whole: &str) -> (&str, &str) {
    for article in ["the ", "le ", "la ", "les ", "l'"] {
        if let Some(name) = whole.strip_prefix(article) {
            return (&whole[..article.len()], name);
        }
    }
    ("", whole)
}

/// A French preposition with an article.
fn contracted(preposition: &str, article: &str, name: &str) -> String {
    let vowel = name.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'h']);
    match (preposition, article) {
        ("", _) => article.to_string(),
        ("d", "le ") => "du ".to_string(),
        ("d", "les ") => "des ".to_string(),
        ("d", "") if vowel => "d'".to_string(),
        ("d", _) => format!("de {article}"),
        (_, "le ") => "au ".to_string(),
        (_, "les ") => "aux ".to_string(),
        _ => format!("à {article}"),
    }
}
