//! Codes of other schemes for an event: the quad class, ACLED's types, UCDP's type of violence.

use crate::reading::{ActorKind, EventType};
use text::table::{DataError, Files, rows};

/// The tables of `data/world/event_codes.tsv`.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// CAMEO prefix to quad class, the longest prefix first; `None` = a statement.
    quad: Vec<(&'static str, Option<u8>)>,
    /// PLOVER type and mode to ACLED event type and sub-type; an empty mode holds for every one.
    acled: Vec<(EventType, &'static str, (&'static str, &'static str))>,
}

/// The sides of a violent event, as far as they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A government, its forces, or an international body.
    State,
    /// An organised armed group.
    Armed,
    /// Who bears no arms.
    Civilian,
    /// Not known.
    Unknown,
}

impl Side {
    /// The side that a kind of actor stands on, by UCDP's reading: a unit is a government's.
    pub fn of(kind: ActorKind) -> Side {
        match kind {
            ActorKind::State | ActorKind::Unit | ActorKind::International => Side::State,
            ActorKind::ArmedGroup => Side::Armed,
            ActorKind::Population | ActorKind::Person | ActorKind::Media | ActorKind::Organization => Side::Civilian,
            ActorKind::Unknown => Side::Unknown,
        }
    }
}

impl Codes {
    /// Reads the tables.
    ///
    /// # Errors
    /// Where a row cannot be used.
    pub fn load(files: Files) -> Result<Codes, DataError> {
        let path: &'static str = "world/event_codes.tsv";
        let mut codes = Codes::default();
        for row in rows(path, files(path)?) {
            match row.need(0, "table")? {
                "quad" => {
                    let class = match row.get(2) {
                        "" => None,
                        n => Some(n.parse().map_err(|_| row.error("a quad class is 1 to 4"))?),
                    };
                    codes.quad.push((row.need(1, "CAMEO prefix")?, class));
                }
                "acled" => {
                    let name = row.need(1, "type")?;
                    let kind = EventType::from_name(name).ok_or_else(|| row.error("no PLOVER type"))?;
                    codes.acled.push((kind, row.get(2), (row.need(3, "event type")?, row.need(4, "sub-type")?)));
                }
                other => return Err(row.error(format!("{other:?} is neither quad nor acled"))),
            }
        }
        codes.quad.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        Ok(codes)
    }

    /// Quad class: by CAMEO code where the event has one, else by type.
    pub(super) fn quad(&self, kind: EventType, cameo: Option<&str>) -> Option<u8> {
        let found = cameo.and_then(|code| self.quad.iter().find(|(prefix, _)| code.starts_with(prefix)));
        found.map_or(Some(kind.quad()), |(_, class)| *class)
    }

    /// ACLED's event type and sub-type. Violence between armed parties is a battle, against civilians violence against
    /// civilians, whatever the mode says, but for bombs and shells (ACLED codebook, 2023).
    pub fn acled(
        &self,
        kind: EventType,
        mode: Option<&str>,
        (actor, other): (Side, Side),
    ) -> Option<(&'static str, &'static str)> {
        let mode = mode.unwrap_or("");
        let exact = self.acled.iter().find(|(k, m, _)| *k == kind && *m == mode && !m.is_empty());
        if let Some((_, _, code)) = exact {
            return Some(*code);
        }
        if kind == EventType::Assault && other != Side::Civilian && other != Side::Unknown && actor != Side::Civilian {
            return Some(("Battles", "Armed clash"));
        }
        self.acled.iter().find(|(k, m, _)| *k == kind && m.is_empty()).map(|(_, _, code)| *code)
    }

    /// UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided; `None` where a side is unknown.
    pub fn ucdp(kind: EventType, sides: (Side, Side)) -> Option<u8> {
        if kind != EventType::Assault {
            return None;
        }
        match sides {
            (Side::State, Side::State | Side::Armed) | (Side::Armed, Side::State) => Some(1),
            (Side::Armed, Side::Armed) => Some(2),
            (Side::State | Side::Armed, Side::Civilian) => Some(3),
            _ => None,
        }
    }
}
