//! What each ground weighs, in log-odds: 0.7 doubles the odds that two mentions speak of one happening, -0.7 halves them.
//! The weights were set by reason, not learnt; each says why.

/// Two mentions of two reports, close in place and time, that nothing else is known of: a war has more happenings than
/// reports tell of twice.
pub(super) const PRIOR: f64 = -1.6;
/// Two mentions of one report: a report tells its news in the title, in the lead and once more below.
pub(super) const PRIOR_WITHIN: f64 = -1.2;

/// The same type.
pub(super) const SAME_TYPE: f64 = 0.8;
/// Two types that one happening is told by: a town is seized (COERCE) and left (RETREAT).
pub(super) const KINDRED_TYPE: f64 = -0.4;
/// The same mode: few of the happenings of one day share their weapons.
pub(super) const SAME_MODE: f64 = 0.6;
/// Modes that witnesses confuse: a rocket and a bomb from the air leave the same ruin.
pub(super) const KINDRED_MODE: f64 = -0.3;
/// Other modes.
pub(super) const OTHER_MODE: f64 = -0.8;
/// Other modes in one report: its writer tells shelling from an air strike.
pub(super) const OTHER_MODE_WITHIN: f64 = -1.4;

/// Both are told as battles, sieges, offensives.
pub(super) const BOTH_OPERATIONS: f64 = 0.5;
/// A battle against a clash of one day: the clash is a part of it, and has an incident of its own.
pub(super) const ONE_OPERATION: f64 = -1.4;
/// The same, where the operation is told of one day: "fighting on Monday" is that day's clash.
pub(super) const OPERATION_OF_A_DAY: f64 = -0.4;

/// One is denied, or only possible: it may be the same, told by another side.
pub(super) const UNSURE: f64 = -0.2;
/// One is planned or imagined, the other happened: plans change.
pub(super) const PLANNED: f64 = -1.0;

/// The same town or village by name.
pub(super) const SAME_PLACE: f64 = 0.5;
/// Two names for places so close that both allow for it, at the far end of what they allow: neighbours are two villages.
pub(super) const OTHER_PLACE: f64 = -4.0;
/// Places as exact as this, together, tell nothing: within that many kilometres of any place something else goes on.
pub(super) const PLACE_TELLS_NOTHING_KM: f64 = 150.0;
/// How much a place twice as exact tells, as a share of the doubling.
pub(super) const PLACE_EXACTNESS: f64 = 0.6;
/// The least and the most that exactness of place tells: that a town lies in the same country tells nothing.
pub(super) const PLACE_RANGE: (f64, f64) = (0.0, 1.6);

/// Days that together leave open as many as this tell nothing.
pub(super) const DAYS_TELL_NOTHING: f64 = 10.0;
/// How much days twice as exact tell, as a share of the doubling.
pub(super) const DAYS_EXACTNESS: f64 = 0.9;
/// The least and the most that exactness of days tells: what a month held need not be what a day held.
pub(super) const DAYS_RANGE: (f64, f64) = (-1.5, 2.0);
/// For each day between days that are told: midnight and haste shift a date by one, while raids come night after night.
pub(super) const DAY_OFF: f64 = -2.6;
/// For each day between days of which one is assumed.
pub(super) const ASSUMED_DAY_OFF: f64 = -0.5;
/// For each day between those of two operations: each report tells another stretch of a battle.
pub(super) const OPERATION_DAY_OFF: f64 = -0.05;

/// What is left of the weight of days where a report does not tell them.
pub(super) const ASSUMED_DAYS: f64 = 0.6;
/// What is left of the weight of a place where a report does not tell it: it speaks of one town more often than of one day.
pub(super) const ASSUMED_PLACE: f64 = 0.85;

/// A party in the same role. It weighs little: in one war the same two parties meet every day.
pub(super) const SHARED_PARTY: f64 = 0.8;
/// A party in the same role that belongs to the other, speaks for it, or has the same head.
pub(super) const RELATED_PARTY: f64 = 0.5;
/// Parties of one kind and country in the same role: "the rebels" may be that front.
pub(super) const KINDRED_PARTY: f64 = 0.2;
/// The same people without a name ("civilians") in the same role.
pub(super) const SHARED_PEOPLE: f64 = 0.3;
/// Other parties in the same role: sides blame each other for one attack, so that it forbids nothing.
pub(super) const OTHER_PARTY: f64 = -0.7;
/// People without a name where the other has a party: a raid on a post may kill those who live beside it.
pub(super) const PARTY_OR_PEOPLE: f64 = -0.7;
/// A party that is in both, in another role: readers mistake roles.
pub(super) const SHARED_ACROSS: f64 = 0.3;
/// Each does to the other what the other does to it: an attack and its answer.
pub(super) const REVERSED: f64 = -1.0;

/// An equal number of the same measure, for each doubling of it: many happenings kill two, few kill 37.
pub(super) const EQUAL_COUNT: f64 = 0.4;
/// The most that equal numbers tell.
pub(super) const EQUAL_COUNT_MOST: f64 = 1.5;
/// What is left of it for a round number.
pub(super) const ROUND_COUNT: f64 = 0.6;
/// Ranges that meet.
pub(super) const MEETING_COUNTS: f64 = 0.2;
/// Ranges apart, for each doubling between them: tolls rise and are disputed, so that it weighs little.
pub(super) const COUNTS_APART: f64 = -0.4;
/// The most that ranges apart tell.
pub(super) const COUNTS_APART_LEAST: f64 = -1.2;

/// The same word tells both.
pub(super) const SAME_TRIGGER: f64 = 0.3;
