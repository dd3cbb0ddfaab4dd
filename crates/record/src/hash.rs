//! One hash of several: the same on every machine and in every version, so that a store may hold it.

/// One hash of several values in order (FNV-1a over whole words, mixed).
pub(crate) fn mixed(values: impl IntoIterator<Item = u64>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for value in values {
        hash = (hash ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    }
    hash
}
