//! Ids that do not depend on what else the store holds: hashes of keys, and their public spelling.

use text::Key;

/// Bits of an anchor that tell the place in the report; the upper ones are the hash of the report's own id.
const PLACE_BITS: u32 = 20;

/// The row id of a party or place: the hash of its key.
pub(crate) fn row(key: &str) -> i64 {
    // As it is written: keys that differ in case only are two.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    key.bytes().for_each(|b| hash = (hash ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    hash ^= hash >> 32;
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 1) as i64
}

/// The hash of a name as people type it, in any case.
pub(crate) fn name(name: &str) -> i64 {
    Key::of(name.trim()).0 as i64
}

/// The anchor of a report: that of its records are this one and their place in the text.
pub(crate) fn report(key: &str) -> u64 {
    (row(key) as u64) << PLACE_BITS
}

/// The anchor of the report that a record's anchor belongs to.
pub(crate) fn report_of(anchor: u64) -> u64 {
    anchor >> PLACE_BITS << PLACE_BITS
}

/// Anchors for the records of one report that start at these places; of two at one place the second moves on by one.
pub(crate) fn anchors(report: u64, places: impl Iterator<Item = u32>) -> Vec<u64> {
    let mask = (1 << PLACE_BITS) - 1;
    let mut anchors: Vec<u64> = Vec::new();
    let mut taken = std::collections::HashSet::new();
    for place in places {
        let mut low = u64::from(place) & mask;
        while !taken.insert(low) {
            low = (low + 1) & mask;
        }
        anchors.push(report | low);
    }
    anchors
}

/// Digits of Crockford's base 32, in lower case: none is mistaken for another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A public id: `kind`, then the number in base 32.
pub(crate) fn spell(kind: char, number: u64) -> String {
    let mut digits: Vec<u8> = (0..13).map(|n| DIGITS[(number >> (5 * n)) as usize & 31]).collect();
    digits.reverse();
    std::iter::once(kind).chain(digits.into_iter().map(char::from)).collect()
}

/// The number of a public id of this kind.
pub(crate) fn number(kind: char, id: &str) -> Option<u64> {
    let digits = id.strip_prefix(kind).filter(|rest| rest.len() == 13)?;
    digits.bytes().try_fold(0u64, |number, digit| {
        let value = DIGITS.iter().position(|&d| d == digit.to_ascii_lowercase())?;
        number.checked_mul(32)?.checked_add(value as u64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_id_is_its_number() {
        for number in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            assert_eq!(super::number('i', &spell('i', number)), Some(number));
        }
        for id in ["", "i", "t0000000000000", "izzzzzzzzzzzzz", "i000000000000u", "i00000000000000"] {
            assert_eq!(super::number('i', id), None, "{id}");
        }
    }

    #[test]
    fn records_at_one_place_have_two_anchors() {
        let anchors = anchors(report("r1"), [7, 7, 8].into_iter());
        assert_eq!(anchors.iter().map(|a| a - report("r1")).collect::<Vec<_>>(), [7, 8, 9]);
        assert!(anchors.iter().all(|&a| report_of(a) == report("r1")));
    }
}
