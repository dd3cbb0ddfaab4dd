//! Words as numbers: every look-up of a form or a lemma compares one 64-bit hash.

/// Hash of a word in lower case. Two words share one with a probability of 2⁻⁶⁴; the hash is the same on every machine
/// and in every version, so that packed data may hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u64);

impl Key {
    /// The key of a word: its characters in lower case, a typographic apostrophe taken as a plain one. FNV-1a, mixed.
    pub fn of(word: &str) -> Key {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut add = |b: u8| hash = (hash ^ b as u64).wrapping_mul(0x0000_0100_0000_01b3);
        if word.is_ascii() {
            word.bytes().for_each(|b| add(b.to_ascii_lowercase()));
        } else {
            let mut buffer = [0; 4];
            for c in word.chars().flat_map(char::to_lowercase) {
                let c = if c == '’' { '\'' } else { c };
                c.encode_utf8(&mut buffer).bytes().for_each(&mut add);
            }
        }
        hash ^= hash >> 32;
        Key(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}
