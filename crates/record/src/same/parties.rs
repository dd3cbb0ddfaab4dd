//! What the parties of two mentions tell.

use super::weights;
use crate::mention::{Mention, Side};
use claims::ActorKind;

/// What the parties of one role tell: the two that match best, or that none do.
pub(super) fn role(a: &[Side], b: &[Side]) -> f64 {
    let pairs = || a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
    match pairs().map(|(x, y)| pair(x, y)).max_by(f64::total_cmp) {
        None => 0.0,
        Some(best) if best > 0.0 => best,
        Some(_) => match (a.iter().any(is_named), b.iter().any(is_named)) {
            (true, true) => weights::OTHER_PARTY,
            (false, false) => 0.0,
            _ => weights::PARTY_OR_PEOPLE,
        },
    }
}

/// What parties tell that change roles from one mention to the other.
pub(super) fn across(a: &Mention, b: &Mention) -> f64 {
    let met = |x: &[Side], y: &[Side]| x.iter().any(|p| is_named(p) && y.iter().any(|q| p.party == q.party));
    if met(&a.actors, &b.actors) || met(&a.recipients, &b.recipients) {
        return 0.0;
    }
    match (met(&a.actors, &b.recipients), met(&a.recipients, &b.actors)) {
        (true, true) => weights::REVERSED,
        (false, false) => 0.0,
        _ => weights::SHARED_ACROSS,
    }
}

fn pair(x: &Side, y: &Side) -> f64 {
    let named = is_named(x) && is_named(y);
    let kindred = x.kind == y.kind && x.country.is_some() && x.country == y.country;
    if x.party == y.party {
        if named { weights::SHARED_PARTY } else { weights::SHARED_PEOPLE }
    } else if x.of == Some(y.party) || y.of == Some(x.party) || (x.of.is_some() && x.of == y.of) {
        weights::RELATED_PARTY
    } else if kindred {
        weights::KINDRED_PARTY
    } else {
        0.0
    }
}

/// Whether a party is one that no other can be taken for, as against people without a name.
fn is_named(side: &Side) -> bool {
    !matches!(side.kind, ActorKind::Population | ActorKind::Unknown)
}
