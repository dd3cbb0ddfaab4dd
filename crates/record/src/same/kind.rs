//! Which types and modes one happening can be told by.

use super::weights;
use crate::mention::Mention;
use claims::EventType::{self, *};

/// Pairs of types that tell one happening now and then.
const KINDRED: &[(EventType, EventType)] = &[
    // A town is attacked and taken; a man is attacked and held.
    (Assault, Coerce),
    // A town is taken by some and left by others.
    (Coerce, Retreat),
    // A truce, a prisoner exchange, a release: talked over, agreed, granted, done.
    (Agree, Consult),
    (Agree, Concede),
    (Agree, Cooperate),
    (Agree, Retreat),
    (Concede, Retreat),
    (Cooperate, Retreat),
    (Concede, Cooperate),
    (Consult, Cooperate),
    // A convoy: help, and the work of several.
    (Aid, Cooperate),
    (Aid, Support),
    (Agree, Support),
    // A march that is put down, told as one or the other.
    (Protest, Assault),
    // Troops that move in, told as a move or as an attack.
    (Mobilize, Assault),
    (Mobilize, Coerce),
    // An ultimatum.
    (Request, Threaten),
];

/// Modes that witnesses confuse, or that say of one attack how and with what.
const KINDRED_MODES: &[(&str, &str)] = &[
    ("aerial", "drone"),
    ("aerial", "heavy-weapons"),
    ("drone", "heavy-weapons"),
    ("heavy-weapons", "explosives"),
    ("aerial", "explosives"),
    ("suicide-attack", "explosives"),
    ("firearms", "heavy-weapons"),
    ("firearms", "targeted"),
    ("explosives", "targeted"),
    ("firearms", "primitive"),
    ("demo", "obstruct"),
    ("demo", "riot"),
    ("withdraw", "ceasefire"),
    ("troops", "militia"),
];

/// Modes that no other of their type goes with: an abduction is no bombing.
const APART: &[&str] = &["abduct", "sexual", "torture", "arrest", "seize", "release", "withdraw", "hunger", "cyber"];

pub(super) fn types(a: EventType, b: EventType) -> Option<f64> {
    if a == b {
        Some(weights::SAME_TYPE)
    } else {
        (KINDRED.contains(&(a, b)) || KINDRED.contains(&(b, a))).then_some(weights::KINDRED_TYPE)
    }
}

pub(super) fn modes(a: &Mention, b: &Mention) -> Option<f64> {
    let (Some(x), Some(y)) = (a.mode.as_deref(), b.mode.as_deref()) else { return Some(0.0) };
    if a.kind != b.kind {
        // Modes of two types cannot be compared.
        Some(0.0)
    } else if x == y {
        Some(weights::SAME_MODE)
    } else if KINDRED_MODES.contains(&(x, y)) || KINDRED_MODES.contains(&(y, x)) {
        Some(weights::KINDRED_MODE)
    } else if APART.contains(&x) || APART.contains(&y) {
        None
    } else if a.report == b.report {
        Some(weights::OTHER_MODE_WITHIN)
    } else {
        Some(weights::OTHER_MODE)
    }
}
