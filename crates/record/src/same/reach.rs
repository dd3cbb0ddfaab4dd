//! How far from a mention another of the same happening can lie, so that a store looks no further.

use crate::account::Days;
use crate::mention::Mention;
use jiff::ToSpan;

/// Days that may lie between two mentions that tell their days: midnight and haste shift a date by one.
pub const DAYS_APART: i32 = 1;
/// Days that may lie between two mentions where the days of one are assumed.
const ASSUMED_DAYS_APART: i32 = 3;
/// Days that may lie between two mentions of one operation: each report tells another stretch of a battle.
const OPERATION_DAYS_APART: i32 = 30;
/// Kilometres that may lie between two places beyond what both allow for: a gazetteer's point is a town's centre.
pub const MARGIN_KM: f64 = 5.0;

/// Where and when others of the same happening lie: their own days and their own circle meet these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Days that the days of another meet; `None` where the mention has none.
    pub days: Option<Days>,
    /// A circle that the circle of another meets: latitude, longitude, kilometres. `None` where the place is not located.
    pub circle: Option<(f64, f64, f64)>,
}

impl Reach {
    /// How far [`likeness`](crate::same::likeness) is anything but `None`, among mentions that have a point and days.
    pub fn of(m: &Mention) -> Reach {
        let widened = match m.operation {
            true => OPERATION_DAYS_APART,
            false => ASSUMED_DAYS_APART,
        };
        let days = m.days.map(|d| Days {
            first: d.first.saturating_sub(widened.days()),
            last: d.last.saturating_add(widened.days()),
        });
        let circle = m.spot.as_ref().and_then(|s| s.point.map(|(lat, lon)| (lat, lon, s.within_km + MARGIN_KM)));
        Reach { days, circle }
    }
}

/// The days that may lie between two mentions.
pub(super) fn days_apart(a: &Mention, b: &Mention) -> i32 {
    if a.operation && b.operation {
        OPERATION_DAYS_APART
    } else if a.days_assumed || b.days_assumed {
        ASSUMED_DAYS_APART
    } else {
        DAYS_APART
    }
}
