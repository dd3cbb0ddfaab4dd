//! Readings to the formats that others read: the published record (JSON) and CoNLL-U.

pub mod chronicle;
pub mod conllu;
pub mod grounds;
pub mod offsets;
pub mod record;

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
