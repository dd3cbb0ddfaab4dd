//! Accounts as bytes: read a thousand times for each time that they are written.
//!
//! Whole numbers are LEB128, with a zigzag where they may be negative; texts and lists start with their length; a value of
//! a vocabulary is its place in it. What may be missing starts with a byte 0 or 1. The report's metadata is not in it.

use claims::{Act, ActorKind, Certainty, EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit};
use jiff::civil::Date;
use record::account::{Account, Claim, Days, Event, Figure, Party, Place, Report};

/// The bytes of an account, without its report.
pub(crate) fn pack(account: &Account) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    account.parties.put(&mut out);
    account.places.put(&mut out);
    account.events.put(&mut out);
    account.figures.put(&mut out);
    account.claims.put(&mut out);
    out
}

/// The account of a report; `None` where the bytes are none.
pub(crate) fn unpack(report: Report, mut bytes: &[u8]) -> Option<Account> {
    let at = &mut bytes;
    let account = Account {
        report,
        parties: Packed::get(at)?,
        places: Packed::get(at)?,
        events: Packed::get(at)?,
        figures: Packed::get(at)?,
        claims: Packed::get(at)?,
    };
    at.is_empty().then_some(account)
}

trait Packed: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn get(at: &mut &[u8]) -> Option<Self>;
}

impl Packed for u64 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn get(at: &mut &[u8]) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = at.split_first()?;
            *at = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

impl Packed for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        u64::from(*self).put(out);
    }

    fn get(at: &mut &[u8]) -> Option<u32> {
        u64::get(at)?.try_into().ok()
    }
}

impl Packed for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn get(at: &mut &[u8]) -> Option<u8> {
        let (&byte, rest) = at.split_first()?;
        *at = rest;
        Some(byte)
    }
}

impl Packed for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn get(at: &mut &[u8]) -> Option<bool> {
        Some(u8::get(at)? != 0)
    }
}

impl Packed for f64 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn get(at: &mut &[u8]) -> Option<f64> {
        let (bytes, rest) = at.split_first_chunk()?;
        *at = rest;
        Some(f64::from_le_bytes(*bytes))
    }
}

impl Packed for String {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u64).put(out);
        out.extend(self.as_bytes());
    }

    fn get(at: &mut &[u8]) -> Option<String> {
        let length = u64::get(at)? as usize;
        let (text, rest) = at.split_at_checked(length)?;
        *at = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

impl Packed for Date {
    fn put(&self, out: &mut Vec<u8>) {
        let days = crate::day::number(*self);
        (((days << 1) ^ (days >> 63)) as u64).put(out);
    }

    fn get(at: &mut &[u8]) -> Option<Date> {
        let zigzag = u64::get(at)?;
        crate::day::date((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn get(at: &mut &[u8]) -> Option<Option<T>> {
        Some(if bool::get(at)? { Some(T::get(at)?) } else { None })
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u64).put(out);
        self.iter().for_each(|item| item.put(out));
    }

    fn get(at: &mut &[u8]) -> Option<Vec<T>> {
        let length = u64::get(at)?;
        // Damaged bytes may promise more than there is; nothing is set aside for it.
        (0..length).map(|_| T::get(at)).collect()
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn get(at: &mut &[u8]) -> Option<(A, B)> {
        Some((A::get(at)?, B::get(at)?))
    }
}

macro_rules! vocabularies {
    ($($name:ident),+) => { $(
        impl Packed for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn get(at: &mut &[u8]) -> Option<$name> {
                $name::ALL.get(usize::from(u8::get(at)?)).copied()
            }
        }
    )+ };
}

macro_rules! records {
    ($($name:ident { $($field:ident),+ })+) => { $(
        impl Packed for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)+
            }

            fn get(at: &mut &[u8]) -> Option<$name> {
                Some($name { $($field: Packed::get(at)?),+ })
            }
        }
    )+ };
}

vocabularies!(Act, ActorKind, Certainty, EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit);

records! {
    Days { first, last }
    Party { key, name, kind, country, sectors, role, member_of, spellings }
    Place { key, name, kind, country, admin1, point, within_km, spellings }
    Event {
        kind, mode, reality, main, operation, quad, trigger, at, words, actors, recipients, place, days, figures, confidence
    }
    Figure {
        measure, min, max, best, unit, exactness, who, who_words, status, since, until, place, cumulative, part_of, at, words,
        confidence
    }
    Claim { source, named, own_voice, through, act, certainty, events, figures, words, at }
}
