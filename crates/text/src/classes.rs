//! Classes of words: what raw text says of words that the marked corpora do not hold. Words that stand in the same
//! company share a class, and classes are the leaves of a binary tree, so that few bits name a large group.

use crate::Key;
use crate::weights::{Model, ModelError, ModelWriter};
use std::collections::BTreeMap;

/// A class of words; the default one is that of unknown words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    /// The branches from the root, lowest bit first; past the leaf there are zeros.
    path: u32,
    number: u16,
}

impl Class {
    /// 0 for unknown words, else from 1 to [`Classes::count`].
    pub fn number(self) -> usize {
        self.number as usize
    }

    /// A group of alike classes: those that share so many first branches. No two numbers of branches give the same
    /// number, and 0 is that of unknown words. From 1 to 30; 4, 6 and 10 are usual.
    pub fn group(self, branches: u32) -> u32 {
        match self.number {
            0 => 0,
            _ => (1 << branches.min(30)) | self.path & ((1 << branches.min(30)) - 1),
        }
    }
}

/// The classes of a language's words.
#[derive(Clone, Debug)]
pub struct Classes {
    /// Number of a class and, above [`NUMBER`] bits, a check of the word; 0 is empty.
    slots: &'static [[u8; 4]],
    /// The path of each class.
    paths: Vec<u32>,
}

/// Bits of a slot that number a class.
const NUMBER: u32 = 10;

impl Classes {
    /// Reads a model file of kind `classes`.
    pub fn load(bytes: &'static [u8]) -> Result<Classes, ModelError> {
        let model = Model::open("classes", bytes)?;
        let slots = model.section("forms")?.as_chunks().0;
        let paths: Vec<u32> = model.section("paths")?.as_chunks().0.iter().map(|&b| u32::from_le_bytes(b)).collect();
        if !slots.len().is_power_of_two() || slots.len() > 1 << 20 || paths.len() >= 1 << NUMBER {
            return Err(model.error("has more words or classes than can be numbered"));
        }
        Ok(Classes { slots, paths })
    }

    /// How many classes there are.
    pub fn count(&self) -> usize {
        self.paths.len()
    }

    /// The class of a word, however it is written: that of its commonest spelling in capital and small letters.
    pub fn of(&self, word: Key) -> Class {
        self.find(word.0).unwrap_or_default()
    }

    /// The class of a word as it is written, which tells `Turkey` from `turkey`; its key is given too.
    pub fn as_written(&self, form: &str, word: Key) -> Class {
        self.find(written(form)).unwrap_or_else(|| self.of(word))
    }

    fn find(&self, hash: u64) -> Option<Class> {
        let mask = self.slots.len() - 1;
        let (mut at, check) = place(hash);
        for _ in 0..self.slots.len() {
            let slot = u32::from_le_bytes(*self.slots.get(at & mask)?);
            if slot == 0 {
                return None;
            }
            if slot >> NUMBER == check {
                let number = slot as usize & ((1 << NUMBER) - 1);
                return self.paths.get(number.wrapping_sub(1)).map(|&path| Class { path, number: number as u16 });
            }
            at += 1;
        }
        None
    }
}

/// A word of a list of classes.
pub struct Member<'a> {
    /// As it is written.
    pub form: &'a str,
    /// How often it is met, in any unit.
    pub frequency: f64,
    /// The path to its class, as in [`Class`]; two classes never have the same.
    pub path: u32,
}

/// Writes a file that [`Classes::load`] reads.
pub fn pack(members: &[Member]) -> Vec<u8> {
    let mut numbers: BTreeMap<u32, u32> = members.iter().map(|m| (m.path, 0)).collect();
    numbers.values_mut().zip(1..).for_each(|(n, number)| *n = number);
    assert!(numbers.len() < 1 << NUMBER, "{} classes are too many", numbers.len());
    // The class of a folded word is that of its commonest spelling.
    let mut folded: BTreeMap<u64, &Member> = BTreeMap::new();
    for m in members {
        let best = folded.entry(Key::of(m.form).0).or_insert(m);
        if m.frequency > best.frequency {
            *best = m;
        }
    }
    let mut words: BTreeMap<u64, u32> = folded.iter().map(|(&hash, m)| (hash, m.path)).collect();
    for m in members {
        if folded.get(&Key::of(m.form).0).is_some_and(|best| best.path != m.path) {
            words.insert(written(m.form), m.path);
        }
    }
    let size = (words.len() * 5 / 4).next_power_of_two();
    let mut slots = vec![0u32; size];
    for (&hash, path) in &words {
        let (mut at, check) = place(hash);
        while slots[at & (size - 1)] != 0 {
            at += 1;
        }
        slots[at & (size - 1)] = check << NUMBER | numbers[path];
    }
    let bytes = |numbers: &mut dyn Iterator<Item = u32>| numbers.flat_map(u32::to_le_bytes).collect();
    let mut writer = ModelWriter::new("classes");
    writer.add("paths", bytes(&mut numbers.keys().copied()));
    writer.add("forms", bytes(&mut slots.into_iter()));
    writer.finish()
}

/// The hash of a word as it is written; it is never that of a [`Key`] but by chance.
fn written(form: &str) -> u64 {
    let mut hash: u64 = 0x6c62_272e_07bb_0142;
    for b in form.bytes() {
        hash = (hash ^ b as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Where to look for a word first, and what to compare: other bits.
fn place(hash: u64) -> (usize, u32) {
    ((hash >> 44) as usize, (hash >> 22) as u32 & ((1 << (32 - NUMBER)) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes() -> Classes {
        let member = |form, frequency, path| Member { form, frequency, path };
        let bytes = pack(&[
            member("Turkey", 5.0, 0b0110),
            member("turkey", 2.0, 0b1011),
            member("Syria", 3.0, 0b0110),
            member("Iraq", 3.0, 0b1110),
            member("État", 1.0, 0b0001),
        ]);
        Classes::load(bytes.leak()).unwrap()
    }

    #[test]
    fn classes_are_found_by_spelling_or_without() {
        let classes = classes();
        let check = |form: &str, same_as: &str, written: bool| {
            let of = |form| if written { classes.as_written(form, Key::of(form)) } else { classes.of(Key::of(form)) };
            assert_eq!(of(form), of(same_as), "{form} {same_as}");
        };
        check("turkey", "Syria", false);
        check("TURKEY", "Syria", false);
        check("TURKEY", "Syria", true);
        check("Turkey", "Syria", true);
        check("ÉTAT", "État", true);
        check("chicken", "", true);
        assert_ne!(classes.as_written("turkey", Key::of("turkey")), classes.of(Key::of("turkey")));
        assert_eq!(classes.of(Key::of("chicken")).number(), 0);
    }

    #[test]
    fn few_branches_join_what_many_part() {
        let classes = classes();
        let group = |form, branches| classes.of(Key::of(form)).group(branches);
        assert_eq!(group("Syria", 3), group("Iraq", 3));
        assert_ne!(group("Syria", 4), group("Iraq", 4));
        assert_ne!(group("Syria", 3), group("Syria", 4));
        assert_ne!(group("État", 4), group("chicken", 4));
    }
}
