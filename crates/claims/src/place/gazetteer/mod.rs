//! The gazetteer: populated places of the whole world in one block of bytes, read in place.
//!
//! Layout (little-endian): [`MAGIC`]; the lengths of the five sections as `u32`; the sections:
//! 1. an fst from folded names to [postings](Gazetteer::ids);
//! 2. an fst from skeletons to postings;
//! 3. the lists that postings point to, `u32` each: a row, with [`ALTERNATE`] set where the name is not its first one;
//! 4. rows of [`ROW`] bytes, the most populous first;
//! 5. display names, which rows point into.

mod pack;

use super::fold;
use fst::raw::{CompiledAddr, Fst, Output};
use std::fmt;

pub use pack::{Entry, Index, Source, names, pack, row, skeletons, start};

const MAGIC: &[u8; 8] = b"DPLACE01";
/// Sections of the file.
pub const SECTIONS: usize = 5;
/// Bytes of a row.
pub const ROW: usize = 28;

/// Set on a posting where the name is another than the row's display name.
const ALTERNATE: u32 = 1 << 31;

/// A place as the gazetteer holds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settlement<'a> {
    /// Display name.
    pub name: &'a str,
    /// Latitude and longitude in degrees; NaN where they are unknown (counties).
    pub point: (f32, f32),
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// GeoNames id; 0 where there is none.
    pub geonames: u32,
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// GeoNames code of the first-level division, padded with zeros; empty where it is longer than four letters.
    pub admin1: [u8; 4],
    /// A county rather than a town.
    pub county: bool,
}

/// The packed index.
#[derive(Clone)]
pub struct Gazetteer {
    names: Fst<&'static [u8]>,
    skeletons: Fst<&'static [u8]>,
    lists: &'static [u8],
    rows: &'static [u8],
    text: &'static [u8],
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Gazetteer({} places, {} names)", self.len(), self.names.len())
    }
}

impl Gazetteer {
    /// Opens packed bytes. Only the header is looked at.
    pub fn open(bytes: &'static [u8]) -> Result<Gazetteer, String> {
        let damaged = || "the gazetteer is damaged: make it again".to_string();
        let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?;
        let mut lengths = [0; SECTIONS];
        for length in &mut lengths {
            let (head, tail) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
            *length = u32::from_le_bytes(*head) as usize;
            rest = tail;
        }
        let mut sections = [&[][..]; SECTIONS];
        for (section, length) in sections.iter_mut().zip(lengths) {
            (*section, rest) = rest.split_at_checked(length).ok_or_else(damaged)?;
        }
        let [names, skeletons, lists, rows, text] = sections;
        let open = |bytes| Fst::new(bytes).map_err(|_| damaged());
        Ok(Gazetteer { names: open(names)?, skeletons: open(skeletons)?, lists, rows, text })
    }

    /// Checks the two indices against their checksums: a damaged one could send a look-up anywhere.
    pub fn verify(&self) -> Result<(), String> {
        let whole = self.names.verify().and_then(|()| self.skeletons.verify());
        whole.map_err(|_| "the gazetteer is damaged: make it again".to_string())
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row by its number.
    pub fn get(&self, id: u32) -> Option<Settlement<'static>> {
        let at = id as usize * ROW;
        let row: &[u8; ROW] = self.rows.get(at..at + ROW)?.try_into().ok()?;
        let word = |n: usize| u32::from_le_bytes([row[n], row[n + 1], row[n + 2], row[n + 3]]);
        let start = word(16) as usize;
        let name = self.text.get(start..start + row[20] as usize)?;
        Some(Settlement {
            name: std::str::from_utf8(name).ok()?,
            point: (f32::from_bits(word(0)), f32::from_bits(word(4))),
            population: word(8),
            geonames: word(12),
            county: row[21] == 1,
            country: [row[22], row[23]],
            admin1: [row[24], row[25], row[26], row[27]],
        })
    }

    /// The rows behind a posting, the most populous first, each with whether the name is an alternate one.
    pub fn ids(&self, posting: u64) -> impl Iterator<Item = (u32, bool)> + use<> {
        let (single, list) = match posting & 1 {
            1 => (Some((posting >> 1) as u32), &[][..]),
            _ => {
                let (start, count) = ((posting >> 13) as usize * 4, (posting >> 1 & 0xfff) as usize);
                (None, self.lists.get(start..start + count * 4).unwrap_or_default())
            }
        };
        let many = list.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        single.into_iter().chain(many).map(|e| (e & !ALTERNATE, e & ALTERNATE != 0))
    }

    /// The posting of a folded name.
    pub fn exact(&self, folded: &str) -> Option<u64> {
        self.names.get(folded.as_bytes()).map(Output::value)
    }

    /// A walk through the names, letter by letter.
    pub fn walk(&self) -> Walk<'_> {
        Walk { names: &self.names, node: Some(self.names.root().addr()), out: Output::zero() }
    }

    /// Places spelled like a folded name, the most alike first, with how alike they are (0 to 1): those that share its
    /// skeleton and have a similar [plain](fold::plain) form.
    pub fn similar(&self, folded: &str, keep: impl Fn(&Settlement) -> bool) -> Vec<(u32, f32)> {
        let skeleton = fold::skeleton(folded);
        let Some(posting) = self.skeletons.get(skeleton.as_bytes()) else { return Vec::new() };
        let plain = fold::plain(folded);
        let mut found: Vec<(u32, f32)> = self
            .ids(posting.value())
            .take(300)
            .filter_map(|(id, _)| {
                let place = self.get(id).filter(&keep)?;
                let alike = fold::similarity(&plain, &fold::plain(&fold::fold(place.name)));
                (alike >= 0.8).then_some((id, alike))
            })
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(8);
        found
    }
}

/// A place in the tree of names.
#[derive(Clone, Copy)]
pub struct Walk<'g> {
    names: &'g Fst<&'static [u8]>,
    node: Option<CompiledAddr>,
    out: Output,
}

impl Walk<'_> {
    /// Takes one more folded letter.
    pub fn feed(&mut self, letter: u8) {
        let Some(node) = self.node.map(|addr| self.names.node(addr)) else { return };
        self.node = node.find_input(letter).map(|i| {
            let step = node.transition(i);
            self.out = self.out.cat(step.out);
            step.addr
        });
    }

    /// Whether some name begins with what was fed.
    pub fn alive(&self) -> bool {
        self.node.is_some()
    }

    /// The posting, where what was fed is a name.
    pub fn posting(&self) -> Option<u64> {
        let node = self.names.node(self.node?);
        node.is_final().then(|| self.out.cat(node.final_output()).value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        let place = |names: &[&str], population, country: &[u8; 2], admin1: &str| Source {
            names: names.iter().map(|n| n.to_string()).collect(),
            point: (34.0, 40.0),
            population,
            geonames: population,
            country: *country,
            admin1: admin1.to_string(),
            county: false,
        };
        let packed = pack(vec![
            place(&["Paris"], 25_000, b"US", "TX"),
            place(&["Paris", "Lutèce"], 2_100_000, b"FR", "11"),
            place(&["Al Bukamal", "Abu Kamal"], 42_000, b"SY", "07"),
        ]);
        Gazetteer::open(Vec::leak(packed.unwrap())).unwrap()
    }

    fn check(name: &str, expected: &[(&str, u32, bool)]) {
        let g = gazetteer();
        let found: Vec<_> = g.exact(&fold::fold(name)).map(|p| g.ids(p).collect()).unwrap_or_default();
        let found: Vec<_> = found.iter().map(|&(id, other)| (g.get(id).unwrap().name, id, other)).collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn exact_names() {
        check("PARIS", &[("Paris", 0, false), ("Paris", 2, false)]);
        check("Lutece", &[("Paris", 0, true)]);
        check("al-Bukamal", &[("Al Bukamal", 1, false)]);
        check("Bukamal", &[("Al Bukamal", 1, true)]);
        check("Pari", &[]);
        check("", &[]);
    }

    #[test]
    fn similar_names() {
        let g = gazetteer();
        let found = g.similar("albu kamal", |_| true);
        assert!(found.is_empty() || found[0].0 == 1);
        assert_eq!(g.similar("boukamal", |_| true)[0].0, 1);
        assert!(g.similar("boukamal", |p| p.country == *b"IQ").is_empty());
    }

    #[test]
    fn damage_is_an_error() {
        assert!(Gazetteer::open(b"DPLACE01").is_err());
        assert!(Gazetteer::open(b"").is_err());
    }
}
