//! Development only: the reports of `corpus/`, which people read and marked, and how a reading compares with them.
//! The format and its rules are in `corpus/README.md`.

mod parse;
mod quote;
mod report;

pub use parse::{Problem, parse};
pub use report::*;
