//! Operations: battles, sieges, offensives, which go on for days and have incidents as parts.

use crate::account::Days;
use crate::mention::{Side, Spot};
use claims::EventType;
use std::collections::BTreeSet;
use text::table::{DataError, Files, rows};
use text::{Key, Lang};

/// The words that name operations (`data/<lang>/operation.tsv`), of all languages: a French headline may stand over an
/// English text.
#[derive(Clone, Debug)]
pub struct Words(BTreeSet<Key>);

impl Words {
    /// Reads the lists.
    pub fn load(files: Files) -> Result<Words, DataError> {
        let mut words = BTreeSet::new();
        for lang in Lang::ALL {
            let file = format!("{}/operation.tsv", lang.code());
            for row in rows(&file, files(&file)?) {
                row.need(0, "words")?;
                words.extend(row.list(0).map(Key::of));
            }
        }
        Ok(Words(words))
    }

    /// Whether the words that tell an event name an operation.
    pub fn name_one(&self, trigger: &str) -> bool {
        trigger.split_whitespace().any(|word| self.0.contains(&Key::of(word)))
    }
}

/// Where, when and between whom something happened: what decides whether it is part of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// PLOVER type.
    pub kind: EventType,
    /// Where.
    pub spot: Option<Spot>,
    /// From the first day that is told of it to the last.
    pub days: Option<Days>,
    /// Its parties, on whichever side.
    pub parties: Vec<Side>,
}

/// Kilometres around the place of an operation that it reaches: the villages and roads that a town is fought for over.
const AROUND_KM: f64 = 15.0;
/// Days before and after those that are told of an operation in which its parts may lie.
const AROUND_DAYS: i32 = 2;
/// The share that the place has in the score, and the share of the parties; the rest is for the days.
const PLACE_SHARE: f64 = 0.4;
const PARTY_SHARE: f64 = 0.4;

/// How likely something is part of an operation, 0 to 1; `None` where place, days or type forbid it.
pub fn contains(operation: &Extent, part: &Extent) -> Option<f64> {
    let (whole, spot) = (operation.spot.as_ref()?, part.spot.as_ref()?);
    if !is_warfare(part.kind) || spot.within_km > whole.within_km + AROUND_KM {
        return None;
    }
    let reach = whole.within_km + spot.within_km + AROUND_KM;
    let km = if whole.place == spot.place { 0.0 } else { whole.km(spot).filter(|&km| km <= reach)? };
    let gap = operation.days?.gap(part.days?);
    if gap > AROUND_DAYS {
        return None;
    }
    let place = PLACE_SHARE * (1.0 - km / reach);
    let days = (1.0 - PLACE_SHARE - PARTY_SHARE) * (1.0 - f64::from(gap) / f64::from(AROUND_DAYS + 1));
    Some(place + PARTY_SHARE * parties(&operation.parties, &part.parties) + days)
}

/// Whether a happening of this type can be part of a battle.
fn is_warfare(kind: EventType) -> bool {
    matches!(kind, EventType::Assault | EventType::Coerce | EventType::Retreat | EventType::Mobilize)
}

/// 1 where a party takes part in both, 0.5 where it is open, 0 where both have parties and share none.
fn parties(a: &[Side], b: &[Side]) -> f64 {
    let same = |x: &Side, y: &Side| x.party == y.party || x.of == Some(y.party) || y.of == Some(x.party);
    let shared = a.iter().any(|x| b.iter().any(|y| same(x, y)));
    match (shared, a.is_empty() || b.is_empty()) {
        (true, _) => 1.0,
        (false, true) => 0.5,
        (false, false) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::{PartyId, PlaceId};
    use claims::ActorKind;
    use jiff::civil::date;

    fn extent(kind: EventType, km: f64, within_km: f64, days: (i8, i8), parties: &[i64]) -> Extent {
        let side = |&n: &i64| Side { party: PartyId(n), of: None, kind: ActorKind::ArmedGroup, country: None };
        Extent {
            kind,
            spot: Some(Spot {
                place: PlaceId(km as i64),
                point: Some((20.0 + km / 111.2, 10.0)),
                within_km,
                country: None,
                assumed: false,
            }),
            days: Some(Days { first: date(2031, 6, days.0), last: date(2031, 6, days.1) }),
            parties: parties.iter().map(side).collect(),
        }
    }

    /// Checks whether a happening is part of a battle of 2 to 20 June between the parties 1 and 2.
    fn check(part: &Extent, expected: bool) {
        let battle = extent(EventType::Assault, 0.0, 5.0, (2, 20), &[1, 2]);
        let found = contains(&battle, part);
        assert_eq!(found.is_some_and(|score| score >= crate::star::ENOUGH), expected, "{found:?}");
    }

    #[test]
    fn parts_lie_in_place_and_time_of_the_whole() {
        use EventType::*;
        check(&extent(Assault, 0.0, 5.0, (11, 11), &[1, 3]), true);
        check(&extent(Coerce, 10.0, 5.0, (20, 21), &[2]), true);
        check(&extent(Assault, 0.0, 5.0, (11, 11), &[]), true);
    }

    #[test]
    fn near_misses() {
        use EventType::*;
        // Another war's parties some way off; another town; too late; talks; all of the country.
        check(&extent(Assault, 20.0, 5.0, (11, 11), &[7, 8]), false);
        check(&extent(Assault, 60.0, 5.0, (11, 11), &[1, 2]), false);
        check(&extent(Assault, 0.0, 5.0, (25, 25), &[1, 2]), false);
        check(&extent(Consult, 0.0, 5.0, (11, 11), &[1, 2]), false);
        check(&extent(Assault, 0.0, 600.0, (11, 11), &[1, 2]), false);
    }
}
