//! Model files: named sections of bytes, read in place from memory that the program embeds or maps.
//!
//! A file is a header (magic, format version, checksum), a directory, and sections, each at a multiple of 64 bytes.
//! Opening one checks all of it once; afterwards every access is total, so that no bytes can make a reading panic.
//! The writers stand beside the readers and are used by the training tools alone.

use thiserror::Error;

const MAGIC: &[u8; 8] = b"DEPECHE\x1a";
const VERSION: u32 = 1;
const HEADER: usize = 32;
const ENTRY: usize = 32;
const ALIGN: usize = 64;

/// Why a model cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("model {model}: {problem}")]
pub struct ModelError {
    /// What the model should have been (`en tag`).
    pub model: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// Bytes at a multiple of 64, so that a row of weights does not straddle cache lines.
#[repr(C, align(64))]
pub struct Aligned<T: ?Sized>(pub T);

/// Embeds a model file, aligned: `embed_model!("path")` is a `&'static [u8]`. The path is as for `include_bytes!`.
#[macro_export]
macro_rules! embed_model {
    ($path:expr) => {{
        static BYTES: &$crate::weights::Aligned<[u8]> = &$crate::weights::Aligned(*include_bytes!($path));
        &BYTES.0
    }};
}

/// An open model file.
#[derive(Clone, Debug)]
pub struct Model {
    kind: &'static str,
    bytes: &'static [u8],
}

impl Model {
    /// Opens a file of that kind (`tag`, `parse`…). Its weights are not looked at: start-up does not grow with them.
    /// [`Model::check`] does that, for bytes that come from elsewhere than the program itself.
    pub fn open(kind: &'static str, bytes: &'static [u8]) -> Result<Model, ModelError> {
        let model = Model { kind, bytes };
        if bytes.get(..8) != Some(MAGIC) {
            return Err(model.error("is not a model file (its first bytes differ); train it anew or restore it"));
        }
        match u32_at(bytes, 8) {
            Some(VERSION) => {}
            Some(v) => return Err(model.error(format!("has format version {v}; this program reads {VERSION}"))),
            None => return Err(model.error("is cut short")),
        }
        let of = model.text("kind")?;
        if of != kind {
            return Err(model.error(format!("holds a model of kind {of:?}")));
        }
        Ok(model)
    }

    /// Checks that every byte is as it was written.
    pub fn check(&self) -> Result<(), ModelError> {
        if u64_at(self.bytes, 16) != Some(checksum(self.bytes.get(24..).unwrap_or_default())) {
            return Err(self.error("is damaged (checksum differs); restore it"));
        }
        Ok(())
    }

    /// The bytes of a section.
    pub fn section(&self, name: &str) -> Result<&'static [u8], ModelError> {
        let count = u32_at(self.bytes, 24).unwrap_or(0) as usize;
        let found = (0..count)
            .map_while(|i| self.bytes.get(HEADER + i * ENTRY..HEADER + (i + 1) * ENTRY))
            .find(|e| e[..16].iter().take_while(|&&b| b != 0).eq(name.as_bytes()))
            .and_then(|e| {
                let (start, len) = (u64_at(e, 16)? as usize, u64_at(e, 24)? as usize);
                self.bytes.get(start..start.checked_add(len)?)
            });
        found.ok_or_else(|| self.error(format!("has no section {name:?}")))
    }

    /// A section of text.
    pub fn text(&self, name: &str) -> Result<&'static str, ModelError> {
        std::str::from_utf8(self.section(name)?).map_err(|_| self.error(format!("section {name:?} is not UTF-8")))
    }

    /// A section of weights with `L` values a row.
    pub fn table<const L: usize>(&self, name: &str) -> Result<Table<L>, ModelError> {
        let (rows, rest) = self.section(name)?.as_chunks::<L>();
        if !rest.is_empty() || !rows.len().is_power_of_two() {
            return Err(self.error(format!("section {name:?} is no table of {L} columns")));
        }
        Ok(Table { rows })
    }

    /// A section that maps hashes to numbers.
    pub fn lookup(&self, name: &str) -> Result<Lookup, ModelError> {
        let (slots, rest) = self.section(name)?.as_chunks::<8>();
        if !rest.is_empty() || !slots.len().is_power_of_two() {
            return Err(self.error(format!("section {name:?} is no look-up table")));
        }
        Ok(Lookup { slots })
    }

    /// An error of this model.
    pub fn error(&self, problem: impl Into<String>) -> ModelError {
        ModelError { model: self.kind.to_string(), problem: problem.into() }
    }
}

/// A linear model: one row of `L` weights, in bytes, for each hashed feature. The number of rows is a power of two.
#[derive(Clone, Copy, Debug)]
pub struct Table<const L: usize> {
    rows: &'static [[u8; L]],
}

impl<const L: usize> Table<L> {
    /// The sum of the rows of some features: a score for each column. A feature's row is given by its low bits.
    pub fn sum(&self, features: &[u32]) -> [i16; L] {
        let mut scores = [0i16; L];
        let mask = self.rows.len() - 1;
        for &f in features {
            if let Some(row) = self.rows.get(f as usize & mask) {
                for (score, &weight) in scores.iter_mut().zip(row) {
                    *score = score.wrapping_add(weight as i8 as i16);
                }
            }
        }
        scores
    }

    /// Asks the machine to bring rows near that will soon be summed up: most of them lie far off in a large table.
    pub fn fetch(&self, features: &[u32]) {
        #[cfg(target_arch = "x86_64")]
        for &f in features {
            use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
            if let Some(row) = self.rows.get(f as usize & (self.rows.len() - 1)) {
                // SAFETY: a hint, on memory that is there.
                #[allow(unsafe_code)]
                unsafe {
                    _mm_prefetch::<_MM_HINT_T0>(row.as_ptr().cast())
                }
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = features;
    }
}

/// The first of the greatest scores among the first `n`.
pub fn best<T: PartialOrd + Copy>(scores: &[T], n: usize) -> usize {
    let mut best = 0;
    for (i, &s) in scores.iter().enumerate().take(n) {
        if s > scores[best] {
            best = i;
        }
    }
    best
}

/// A map from 32-bit hashes to 32-bit numbers, with open addressing. Hash 0 is no key.
#[derive(Clone, Copy, Debug)]
pub struct Lookup {
    slots: &'static [[u8; 8]],
}

impl Lookup {
    /// The number of a hash.
    pub fn get(&self, hash: u32) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        for _ in 0..self.slots.len() {
            let slot = self.slots.get(at)?;
            let key = u32_at(slot, 0)?;
            if key == hash && key != 0 {
                return u32_at(slot, 4);
            }
            if key == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
        None
    }
}

/// Mixes the parts of a feature into one hash; the first part names the template.
#[inline(always)]
pub fn mix(template: u32, parts: &[u32]) -> u32 {
    let mut h = (template as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for &p in parts {
        h = (h ^ p as u64).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 29;
    }
    (h >> 24) as u32
}

/// Writes a model file.
pub struct ModelWriter {
    sections: Vec<(String, Vec<u8>)>,
}

impl ModelWriter {
    /// A file of that kind.
    pub fn new(kind: &str) -> ModelWriter {
        ModelWriter { sections: vec![("kind".to_string(), kind.as_bytes().to_vec())] }
    }

    /// Adds a section; names are at most 16 bytes.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        assert!(name.len() <= 16, "section name {name:?} is too long");
        self.sections.push((name.to_string(), bytes));
    }

    /// Adds a map from hashes to numbers; a hash of 0 is left out.
    pub fn add_lookup(&mut self, name: &str, entries: &[(u32, u32)]) {
        let size = (entries.len() * 3 / 2).next_power_of_two().max(8);
        let mut slots = vec![[0u32; 2]; size];
        for &(hash, value) in entries.iter().filter(|e| e.0 != 0) {
            let mut at = hash as usize & (size - 1);
            while slots[at][0] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = [hash, value];
        }
        self.add(name, slots.iter().flatten().flat_map(|n| n.to_le_bytes()).collect());
    }

    /// The whole file.
    pub fn finish(self) -> Vec<u8> {
        let mut body = vec![0u8; HEADER + self.sections.len() * ENTRY];
        body[24..28].copy_from_slice(&(self.sections.len() as u32).to_le_bytes());
        for (i, (name, bytes)) in self.sections.iter().enumerate() {
            body.resize(body.len().next_multiple_of(ALIGN), 0);
            let (start, entry) = (body.len() as u64, HEADER + i * ENTRY);
            body[entry..entry + name.len()].copy_from_slice(name.as_bytes());
            body[entry + 16..entry + 24].copy_from_slice(&start.to_le_bytes());
            body[entry + 24..entry + 32].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
            body.extend_from_slice(bytes);
        }
        body[..8].copy_from_slice(MAGIC);
        body[8..12].copy_from_slice(&VERSION.to_le_bytes());
        let sum = checksum(&body[24..]);
        body[16..24].copy_from_slice(&sum.to_le_bytes());
        body
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// Four independent multiply chains, so that tens of megabytes are checked in a few milliseconds at start.
fn checksum(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1u64, 2, 3, 4];
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut add = |block: &[u8; 32]| {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(K).rotate_left(29);
        }
    };
    blocks.iter().for_each(&mut add);
    let mut last = [0u8; 32];
    last[..rest.len()].copy_from_slice(rest);
    add(&last);
    lanes.iter().fold(bytes.len() as u64, |sum, &lane| (sum ^ lane).wrapping_mul(K).rotate_left(31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut w = ModelWriter::new("sample");
        w.add("table", vec![1, 2, 255, 4, 5, 6, 7, 8]);
        w.add_lookup("map", &[(7, 70), (15, 150), (23, 230)]);
        w.finish()
    }

    fn open(bytes: Vec<u8>) -> Result<Model, ModelError> {
        let model = Model::open("sample", bytes.leak())?;
        model.check()?;
        Ok(model)
    }

    #[test]
    fn what_was_written_is_read() {
        let model = open(sample()).unwrap();
        assert_eq!(model.table::<4>("table").unwrap().sum(&[0, 1, 3]), [11, 14, 13, 20]);
        let map = model.lookup("map").unwrap();
        assert_eq!([7, 15, 23, 31, 0].map(|k| map.get(k)), [Some(70), Some(150), Some(230), None, None]);
        assert!(model.table::<3>("table").is_err());
        assert!(model.section("none").is_err());
    }

    #[test]
    fn every_damage_is_an_error() {
        let good = sample();
        for len in 0..good.len() {
            assert!(open(good[..len].to_vec()).is_err(), "cut to {len}");
        }
        for at in (0..good.len()).filter(|a| !(12..16).contains(a)) {
            let mut bad = good.clone();
            bad[at] ^= 0x40;
            assert!(open(bad).is_err(), "byte {at}");
        }
    }
}
