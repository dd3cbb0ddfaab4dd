//! Times that repeat: "every day", "twice a week", "tous les cinq ans", "Mondays", "daily".

use super::super::cursor::Cursor;
use super::super::meaning::What;
use super::super::resolve::period;
use super::super::words::{Class, JOINED, Part, Season};
use super::Read;

/// The longest reading of a repeated time.
pub(super) fn read(c: &mut Cursor) -> Option<Read> {
    let all: [fn(&mut Cursor) -> Option<Read>; 4] = [each, plural_days, frequency, adverb];
    let (read, end) = super::longest(c, &all)?;
    c.at = end;
    Some(read)
}

fn set(value: String) -> Option<Read> {
    Some((What::Set(value).into(), "set"))
}

/// TIMEX3 value of every such weekday.
fn weekday_value(day: i16, part: Option<Part>) -> String {
    format!("XXXX-WXX-{day}{}", part.map_or("", Part::timex))
}

/// "every two years", "each Thursday", "tous les jours", "chaque été", "every Friday night".
fn each(c: &mut Cursor) -> Option<Read> {
    c.class(Class::Each)?;
    let other = c.class(Class::Other);
    if let Some((day, flags)) = c.maybe(|c| c.weekday()) {
        (flags & JOINED == 0).then_some(())?;
        let part = c.maybe(|c| c.part());
        return set(weekday_value(day.into(), part));
    }
    if let Some(day) = c.class(Class::Weekdays) {
        let part = c.maybe(|c| c.part());
        return set(weekday_value(day, part));
    }
    if let Some((month, _)) = c.maybe(|c| c.month()) {
        return set(format!("XXXX-{month:02}"));
    }
    if let Some(season) = c.maybe(|c| c.season()) {
        return set(format!("XXXX-{}", Season::timex(season)));
    }
    if let Some(part) =
        c.maybe(|c| c.part()).or_else(|| c.class(Class::Parts).and_then(|p| Part::ALL.get(p as usize).copied()))
    {
        return set(format!("XXXX-XX-XX{}", part.timex()));
    }
    let count = c.maybe(|c| c.count());
    c.class(Class::Filler);
    let unit = c.units().or_else(|| c.unit())?;
    let n = count.map_or(Some(other.map_or(1.0, f64::from)), |count| count.n);
    set(period(n, unit))
}

/// "Mondays", "Tuesday nights", "les lundis", "le vendredi soir".
fn plural_days(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    if let Some(day) = c.class(Class::Weekdays) {
        let part = c.maybe(|c| c.part());
        return set(weekday_value(day, part));
    }
    let (day, flags) = c.weekday()?;
    (flags & JOINED == 0).then_some(())?;
    let part = Part::ALL.get(c.class(Class::Parts)? as usize)?;
    set(weekday_value(day.into(), Some(*part)))
}

/// "twice a week", "deux fois par mois", "three times per day".
fn frequency(c: &mut Cursor) -> Option<Read> {
    let hit = c.maybe(|c| {
        c.class(Class::Times).or_else(|| {
            c.count()?;
            c.class(Class::Times)
        })?;
        c.class(Class::ASet)
    });
    hit.or_else(|| c.class(Class::EachWhole))?;
    let count = c.maybe(|c| c.count());
    let unit = c.units().or_else(|| c.unit())?;
    set(period(count.map_or(Some(1.0), |count| count.n), unit))
}

/// "daily", "hebdomadaire".
fn adverb(c: &mut Cursor) -> Option<Read> {
    let hit = c.hit(Class::Set)?;
    set(hit.entry.text.to_string())
}
