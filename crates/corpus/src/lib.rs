//! Development only: the reports of `corpus/`, which people read and marked, and how a reading compares with them.
//! The format and its rules are in `corpus/README.md`.

mod coreference;
mod parse;
mod quote;
mod reading;
mod report;
mod score;

pub use coreference::Coreference;
pub use parse::{Problem, parse};
pub use report::*;
pub use score::{Count, Score, same_period};
