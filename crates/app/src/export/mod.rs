//! Readings to the formats that others read: the published record (JSON) and CoNLL-U.

pub mod chronicle;
pub mod conllu;
pub mod grounds;
pub mod offsets;
pub mod record;
