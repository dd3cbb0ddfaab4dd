//! Makes the packed index. Rows, names and lists are made one by one, so that a file larger than memory can be packed too.

use super::{ALTERNATE, MAGIC, ROW, SECTIONS, fold};
use std::io::Write;

/// Rows that one name may have: the most populous are kept.
const ROWS_OF_A_NAME: usize = 0xfff;

/// A place to pack: the row, and all its names, the display name first.
#[derive(Clone, Debug)]
pub struct Source {
    /// Names; those that are not of Latin script are passed by.
    pub names: Vec<String>,
    /// Latitude and longitude in degrees; NaN where unknown.
    pub point: (f32, f32),
    /// Inhabitants.
    pub population: u32,
    /// GeoNames id, or 0.
    pub geonames: u32,
    /// ISO 3166-1 alpha-2.
    pub country: [u8; 2],
    /// GeoNames code of the first-level division.
    pub admin1: String,
    /// A county.
    pub county: bool,
}

/// A name and a row that has it. They sort by name, the most populous first, a row's own name before another of its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The folded name, or the skeleton of one.
    pub name: String,
    /// The greater, the fewer inhabitants.
    pub rank: u32,
    /// The row.
    pub row: u32,
    /// The name is not its first one.
    pub other: bool,
}

/// The names under which a place is found.
pub fn names(place: &Source, row: u32) -> Vec<Entry> {
    let rank = u32::MAX - place.population;
    let own = place.names.first().map(|n| fold::fold(n)).unwrap_or_default();
    let mut list = Vec::new();
    for folded in folded(place) {
        if let Some(bare) = without_article(&folded) {
            list.push(Entry { name: bare.to_string(), rank, row, other: true });
        }
        let other = folded != own;
        list.push(Entry { name: folded, rank, row, other });
    }
    list
}

/// The skeletons of a place's names, for names that are spelled otherwise.
pub fn skeletons(place: &Source, row: u32) -> Vec<Entry> {
    let rank = u32::MAX - place.population;
    let skeletons = folded(place).map(|name| fold::skeleton(&name)).filter(|s| s.len() >= 3 && !place.county);
    skeletons.map(|name| Entry { name, rank, row, other: false }).collect()
}

fn folded(place: &Source) -> impl Iterator<Item = String> {
    place.names.iter().map(|n| fold::fold(n)).filter(|f| f.len() >= 2 && f.is_ascii())
}

/// A folded name less its Arabic article.
fn without_article(folded: &str) -> Option<&str> {
    let (article, rest) = folded.split_once(' ')?;
    let arabic = ["al", "el", "ad", "az", "as", "ash", "at", "an", "ar", "ath", "adh"];
    (arabic.contains(&article) && rest.len() > 2).then_some(rest)
}

/// The row of a place, and its display name, which the row says to stand at `text` in the section of names.
pub fn row(place: &Source, text: u32) -> ([u8; ROW], &str) {
    let name = place.names.first().map(String::as_str).unwrap_or_default();
    let name = &name[..text::boundary_before(name, 255)];
    let mut row = Vec::with_capacity(ROW);
    row.extend(place.point.0.to_le_bytes());
    row.extend(place.point.1.to_le_bytes());
    row.extend(place.population.to_le_bytes());
    row.extend(place.geonames.to_le_bytes());
    row.extend(text.to_le_bytes());
    row.extend([name.len() as u8, place.county as u8]);
    row.extend(place.country);
    let mut admin1 = [0; 4];
    if place.admin1.len() <= 4 {
        admin1[..place.admin1.len()].copy_from_slice(place.admin1.as_bytes());
    }
    row.extend(admin1);
    (row.try_into().expect("the parts of a row make a row"), name)
}

/// Writes an index of names from sorted entries: an fst to `map`, lists of several rows to `lists`.
pub struct Index<'l, W: Write> {
    map: fst::MapBuilder<W>,
    lists: &'l mut dyn Write,
    /// Rows in `lists` so far: the two indices of a file share them.
    written: &'l mut u64,
    name: String,
    rows: Vec<u32>,
}

impl<'l, W: Write> Index<'l, W> {
    /// An index whose fst goes to `map`.
    pub fn new(map: W, lists: &'l mut dyn Write, written: &'l mut u64) -> Result<Self, fst::Error> {
        Ok(Index { map: fst::MapBuilder::new(map)?, lists, written, name: String::new(), rows: Vec::new() })
    }

    /// Takes the next entry. Entries come in their order.
    pub fn push(&mut self, entry: &Entry) -> Result<(), fst::Error> {
        if entry.name != self.name {
            self.flush()?;
            self.name.clone_from(&entry.name);
        }
        // A row's own name comes before the same name as another of its names, which is then dropped.
        let known = self.rows.last().is_some_and(|r| r & !ALTERNATE == entry.row);
        if !known && self.rows.len() < ROWS_OF_A_NAME {
            self.rows.push(if entry.other { entry.row | ALTERNATE } else { entry.row });
        }
        Ok(())
    }

    /// Ends the index and gives back where it was written.
    pub fn finish(mut self) -> Result<W, fst::Error> {
        self.flush()?;
        self.map.into_inner()
    }

    fn flush(&mut self) -> Result<(), fst::Error> {
        let posting = match self.rows[..] {
            [] => return Ok(()),
            [only] => (only as u64) << 1 | 1,
            _ => {
                let start = *self.written;
                for row in &self.rows {
                    self.lists.write_all(&row.to_le_bytes())?;
                }
                *self.written += self.rows.len() as u64;
                start << 13 | (self.rows.len() as u64) << 1
            }
        };
        self.rows.clear();
        self.map.insert(&self.name, posting)
    }
}

/// What a packed file begins with: the lengths of its sections, which follow in this order: names, skeletons, lists, rows, text.
/// `None` where a section is longer than 4 GB.
pub fn start(lengths: [u64; SECTIONS]) -> Option<Vec<u8>> {
    let mut out = MAGIC.to_vec();
    for length in lengths {
        out.extend(u32::try_from(length).ok()?.to_le_bytes());
    }
    Some(out)
}

/// Packs places in memory; the same places give the same bytes, in whatever order they come.
pub fn pack(mut places: Vec<Source>) -> Result<Vec<u8>, fst::Error> {
    places.retain(|p| !p.names.is_empty());
    places.sort_by(|a, b| {
        b.population.cmp(&a.population).then(a.geonames.cmp(&b.geonames)).then_with(|| a.names.cmp(&b.names))
    });
    let (mut rows, mut text, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    let (mut by_name, mut by_skeleton) = (Vec::new(), Vec::new());
    for (n, place) in places.iter().enumerate() {
        by_name.extend(names(place, n as u32));
        by_skeleton.extend(skeletons(place, n as u32));
        let (row, name) = row(place, text.len() as u32);
        rows.extend(row);
        text.extend(name.as_bytes());
    }
    let mut written = 0;
    let mut index = |mut entries: Vec<Entry>| {
        entries.sort();
        let mut index = Index::new(Vec::new(), &mut lists, &mut written)?;
        entries.iter().try_for_each(|e| index.push(e))?;
        index.finish()
    };
    let (names, skeletons) = (index(by_name)?, index(by_skeleton)?);
    let sections = [names, skeletons, lists, rows, text];
    let lengths = sections.each_ref().map(|s| s.len() as u64);
    let mut out = start(lengths).ok_or_else(|| std::io::Error::other("more places than the file can hold"))?;
    sections.iter().for_each(|s| out.extend(s));
    Ok(out)
}
