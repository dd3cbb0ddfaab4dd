//! Many readings, one chronicle: which events of which reports are the same happening, which figures are one series,
//! which claims cannot all hold.
//!
//! Everything here is pure: no disk, no clock. An [`Account`](account::Account) is what one report contributes; the store
//! keeps its parts and hands them back as [`mention`]s, which [`star`] gathers by their likeness into incidents.

pub mod account;
pub mod carried;
pub mod copies;
pub mod dispute;
pub mod ending;
mod hash;
pub mod incident;
pub mod mention;
pub mod operation;
pub mod rank;
pub mod review;
pub mod same;
pub mod setting;
pub mod source;
pub mod star;
pub mod toll;
