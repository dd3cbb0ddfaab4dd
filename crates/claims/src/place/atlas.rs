//! The atlas: countries, first-level divisions and the places that reports of war name (rivers, regions, camps, front-line
//! villages), from the word lists of `data/world/`.

use super::fold;
use crate::reading::PlaceKind;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, Row, rows};
use text::{Key, Phrases};

/// A place of the atlas.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Display name.
    pub(super) name: &'static str,
    /// Kind.
    pub(super) kind: PlaceKind,
    /// ISO 3166-1 alpha-3 of each country it lies in; none for seas and continents.
    pub(super) countries: Vec<&'static str>,
    /// GeoNames code of the division that it is.
    pub(super) admin1: Option<[u8; 4]>,
    /// Latitude and longitude in degrees.
    pub(super) point: (f32, f32),
    /// Radius in kilometres.
    pub(super) within_km: f32,
    /// GeoNames id, where known.
    pub(super) geonames: Option<u32>,
    /// How likely a bare name means it, in the unit of the gazetteer's places: log10 of inhabitants.
    pub(super) weight: f32,
}

/// One of the names of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameOf {
    /// Position in [`Atlas::entries`].
    pub(super) entry: u32,
    /// Written in capitals: an acronym that matches only so ("UAE", and not "uae").
    pub(super) capitals: bool,
    /// An abbreviation that matches only as it is written here ("W.Va.", "TX").
    pub(super) written: Option<&'static str>,
}

/// Countries, divisions, known places.
#[derive(Clone, Debug, Default)]
pub(super) struct Atlas {
    /// All of them, countries first.
    pub(super) entries: Vec<Entry>,
    names: KeyMap<Vec<NameOf>>,
    /// Names and their beginnings, word by word.
    beginnings: HashSet<Key>,
    /// Adjectives and inhabitants of countries, as words of a text: position of the country.
    pub(super) adjectives: Phrases<u32>,
    /// Folded names of capitals, and the alpha-3 codes of their countries.
    capitals: KeyMap<Vec<&'static str>>,
    /// Names by skeleton, made when first asked for: the name in plain form, and its entry.
    skeletons: OnceLock<HashMap<String, Vec<(String, u32)>>>,
    spellings: Vec<(&'static str, u32)>,
    by_alpha2: HashMap<[u8; 2], u32>,
    by_alpha3: HashMap<&'static str, u32>,
    divisions: HashMap<([u8; 2], [u8; 4]), u32>,
}

/// Hash of a folded name, fed byte by byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoldedHash(u64);

impl Default for FoldedHash {
    fn default() -> Self {
        FoldedHash(0xcbf2_9ce4_8422_2325)
    }
}

impl FoldedHash {
    /// Takes one more byte.
    pub(super) fn feed(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The hash of a name.
    pub(super) fn of(name: &str) -> Key {
        let mut hash = FoldedHash::default();
        fold::fold(name).bytes().for_each(|b| hash.feed(b));
        hash.key()
    }

    /// The hash of what was fed.
    pub(super) fn key(self) -> Key {
        Key((self.0 ^ self.0 >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

impl Atlas {
    /// Reads `world/countries.tsv`, `world/divisions.tsv` and `world/places.tsv`.
    pub(super) fn load(files: Files) -> Result<Atlas, DataError> {
        let mut atlas = Atlas::default();
        atlas.load_countries(files)?;
        atlas.load_divisions(files)?;
        atlas.load_places(files)?;
        Ok(atlas)
    }

    /// The entries of a folded name, by its hash.
    pub(super) fn get(&self, folded: Key) -> &[NameOf] {
        self.names.get(&folded).map_or(&[], Vec::as_slice)
    }

    /// Whether a folded name is that of a country's capital.
    pub(super) fn is_capital(&self, folded: Key, alpha3: &str) -> bool {
        self.capitals.get(&folded).is_some_and(|c| c.contains(&alpha3))
    }

    /// Whether some name begins with these folded words.
    pub(super) fn begins(&self, folded: Key) -> bool {
        self.beginnings.contains(&folded)
    }

    /// Small places and divisions spelled like a folded name, with how alike they are (0 to 1).
    pub(super) fn similar(&self, folded: &str, keep: impl Fn(&Entry) -> bool) -> Vec<(u32, f32)> {
        let skeletons = self.skeletons.get_or_init(|| {
            let mut map: HashMap<String, Vec<(String, u32)>> = HashMap::new();
            for &(name, id) in &self.spellings {
                let folded = fold::fold(name);
                map.entry(fold::skeleton(&folded)).or_default().push((fold::plain(&folded), id));
            }
            map
        });
        let skeleton = fold::skeleton(folded);
        if skeleton.len() < 3 {
            return Vec::new();
        }
        let plain = fold::plain(folded);
        let alike = skeletons.get(&skeleton).into_iter().flatten();
        alike
            .filter(|(_, id)| keep(&self.entries[*id as usize]))
            .map(|(name, id)| (*id, fold::similarity(&plain, name)))
            .filter(|(_, alike)| *alike >= 0.8)
            .collect()
    }

    /// The country of an alpha-2 code.
    pub(super) fn country(&self, alpha2: [u8; 2]) -> Option<u32> {
        self.by_alpha2.get(&alpha2).copied()
    }

    /// The alpha-3 code of an alpha-2 code.
    pub(super) fn alpha3(&self, alpha2: [u8; 2]) -> Option<&'static str> {
        self.country(alpha2).and_then(|c| self.entries[c as usize].countries.first().copied())
    }

    /// The division of a settlement.
    pub(super) fn division(&self, alpha2: [u8; 2], code: [u8; 4]) -> Option<&Entry> {
        self.divisions.get(&(alpha2, code)).map(|&d| &self.entries[d as usize])
    }

    fn load_countries(&mut self, files: Files) -> Result<(), DataError> {
        for row in rows("world/countries.tsv", files("world/countries.tsv")?) {
            let alpha3 = row.need(0, "alpha-3")?;
            let area = number(&row, 11, "area")?;
            let id = self.entries.len() as u32;
            let weight = match row.get(12) {
                "state" => 8.0 + 0.15 * area.max(1.0).log10(),
                "territory" => 7.0,
                _ => 6.5,
            };
            self.add(
                &row,
                [3, 4],
                |name, point| Entry {
                    name,
                    kind: PlaceKind::Country,
                    countries: vec![alpha3],
                    admin1: None,
                    point,
                    within_km: (area / std::f32::consts::PI).sqrt().max(3.0),
                    geonames: row.get(2).parse().ok(),
                    weight,
                },
                9,
            )?;
            for capital in row.list(5).chain(row.list(6)) {
                self.capitals.entry(FoldedHash::of(capital)).or_default().push(alpha3);
            }
            self.by_alpha3.insert(alpha3, id);
            if let Ok(alpha2) = row.get(1).as_bytes().try_into() {
                self.by_alpha2.entry(alpha2).or_insert(id);
            }
            for adjective in row.list(7).chain(row.list(8)) {
                self.adjectives.add(&format!("={}", adjective.replace(' ', " =")), id);
            }
        }
        Ok(())
    }

    fn load_divisions(&mut self, files: Files) -> Result<(), DataError> {
        for row in rows("world/divisions.tsv", files("world/divisions.tsv")?) {
            let alpha3 = row.need(0, "alpha-3")?;
            let &country = self.by_alpha3.get(alpha3).ok_or_else(|| row.error(format!("{alpha3} is no country")))?;
            let mut code = [0; 4];
            let letters = row.get(1).as_bytes();
            if letters.len() > code.len() {
                return Err(row.error("the code of a division has at most four letters"));
            }
            code[..letters.len()].copy_from_slice(letters);
            let within_km = number(&row, 6, "radius")?;
            let id = self.entries.len() as u32;
            self.add(
                &row,
                [2, 3],
                |name, point| Entry {
                    name,
                    kind: PlaceKind::Admin1,
                    countries: vec![alpha3],
                    admin1: (!letters.is_empty()).then_some(code),
                    point,
                    within_km,
                    geonames: None,
                    weight: if row.get(7) == "geonames" { 6.8 } else { 6.3 },
                },
                4,
            )?;
            let alpha2 = self.by_alpha2.iter().find(|&(_, &c)| c == country).map(|(&a, _)| a);
            if let (false, Some(alpha2)) = (letters.is_empty(), alpha2) {
                self.divisions.entry((alpha2, code)).or_insert(id);
            }
        }
        Ok(())
    }

    fn load_places(&mut self, files: Files) -> Result<(), DataError> {
        for row in rows("world/places.tsv", files("world/places.tsv")?) {
            let kind = row.need(2, "kind")?;
            let kind = PlaceKind::from_name(kind).ok_or_else(|| row.error(format!("{kind} is no kind of place")))?;
            let countries: Vec<_> = row.list(3).collect();
            if let Some(unknown) = countries.iter().find(|&c| !self.by_alpha3.contains_key(c)) {
                return Err(row.error(format!("{unknown} is no country")));
            }
            let within_km = number(&row, 6, "radius")?;
            let weight = match kind {
                PlaceKind::Region if within_km > 500.0 => 8.0,
                PlaceKind::Region | PlaceKind::Admin1 | PlaceKind::Country => 6.5,
                PlaceKind::Water => 5.5,
                _ => 4.8,
            };
            self.add(
                &row,
                [0, 1],
                |name, point| Entry { name, kind, countries, admin1: None, point, within_km, geonames: None, weight },
                4,
            )?;
        }
        Ok(())
    }

    /// Adds an entry under the names of two columns; `at` is the column of its latitude.
    fn add(
        &mut self,
        row: &Row<'static>,
        names: [usize; 2],
        entry: impl FnOnce(&'static str, (f32, f32)) -> Entry,
        at: usize,
    ) -> Result<(), DataError> {
        let point = (number(row, at, "latitude")?, number(row, at + 1, "longitude")?);
        if !(-90.0..=90.0).contains(&point.0) || !(-180.0..=180.0).contains(&point.1) {
            return Err(row.error("is not on the globe: latitude is -90 to 90, longitude -180 to 180"));
        }
        let all: Vec<&'static str> = row.list(names[0]).chain(row.list(names[1])).collect();
        let first = all.first().ok_or_else(|| row.error("has no name"))?;
        let id = self.entries.len() as u32;
        let entry = entry(first, point);
        let division = entry.kind == PlaceKind::Admin1;
        self.entries.push(entry);
        for name in all {
            self.spellings.push((name, id));
            let capitals = name.len() <= 6 && !name.chars().any(char::is_lowercase);
            let short = name.ends_with('.') || (name.len() == 2 && capitals);
            let written = (division && short).then_some(name);
            let folded = fold::fold(name);
            let mut hash = FoldedHash::default();
            for byte in folded.bytes() {
                if byte == b' ' {
                    self.beginnings.insert(hash.key());
                }
                hash.feed(byte);
            }
            self.beginnings.insert(hash.key());
            let list = self.names.entry(hash.key()).or_default();
            match list.iter_mut().find(|n| n.entry == id && n.written == written) {
                Some(same) => same.capitals &= capitals,
                None => list.push(NameOf { entry: id, capitals: capitals && written.is_none(), written }),
            }
        }
        Ok(())
    }
}

fn number(row: &Row, column: usize, what: &str) -> Result<f32, DataError> {
    let text = row.need(column, what)?;
    text.parse().map_err(|_| row.error(format!("{text} is no {what}: a number is needed")))
}
