//! The program around the reading: command line, inputs, outputs. `main` calls [`cli::run`]; tests and benchmarks call
//! the parts.

pub mod account;
pub mod actors;
pub mod brief;
pub mod cli;
pub mod export;
pub mod gazetteer;
pub mod ingest;
pub mod page;
pub mod profile;
pub mod reader;
