//! Places: which names are places, and where they lie.
//!
//! [`recognise`] collects the names that may be places with what their company says for them; [`locate`] settles their
//! senses together; [`find`] keeps those that both speak for.

mod atlas;
mod company;
pub mod fold;
pub mod gazetteer;
mod locate;
mod recognise;
mod words;

use crate::reading::{Place, PlaceKind, Trace};
use atlas::Atlas;
use gazetteer::Gazetteer;
use locate::{Located, Spot};
use recognise::Candidate;
use std::collections::HashMap;
use text::table::{DataError, Files};
use text::{Document, PerLang};
use words::Words;

/// All that is known of places: the atlas, the gazetteer, place words per language.
#[derive(Clone, Debug)]
pub struct World {
    atlas: Atlas,
    gazetteer: Option<Gazetteer>,
    words: PerLang<Words>,
}

/// A place of the atlas or of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Id {
    Atlas(u32),
    /// A row of the gazetteer; `other` where the name is not its first one.
    Town {
        row: u32,
        other: bool,
    },
}

impl World {
    /// Reads the word lists; `gazetteer` is the packed index `data/world/places.bin`, or nothing.
    pub fn load(files: Files, gazetteer: &'static [u8]) -> Result<World, DataError> {
        let packed = |problem| DataError { file: "world/places.bin".to_string(), line: 0, problem };
        Ok(World {
            atlas: Atlas::load(files)?,
            gazetteer: if gazetteer.is_empty() { None } else { Some(Gazetteer::open(gazetteer).map_err(packed)?) },
            words: PerLang::try_each(|lang| Words::load(files, lang))?,
        })
    }

    fn kind(&self, id: Id) -> Option<PlaceKind> {
        match id {
            Id::Atlas(n) => self.atlas.entries.get(n as usize).map(|e| e.kind),
            Id::Town { row, .. } => Some(match self.gazetteer.as_ref()?.get(row)?.county {
                true => PlaceKind::Admin2,
                false => PlaceKind::Populated,
            }),
        }
    }

    /// Whether it can hold other places in a phrase such as "Paris, Texas".
    fn holds(&self, id: Id) -> bool {
        use PlaceKind::*;
        matches!(self.kind(id), Some(Country | Admin1 | Admin2 | Region))
    }

    /// Whether a name of its own speaks for it: countries, divisions, regions, waters.
    fn is_large(&self, id: Id) -> bool {
        use PlaceKind::*;
        matches!(id, Id::Atlas(_)) && matches!(self.kind(id), Some(Country | Admin1 | Region | Water))
    }

    /// Whether it is of the atlas, or a town of 20,000.
    fn is_known(&self, id: Id) -> bool {
        matches!(id, Id::Atlas(_)) || self.spot(id).is_some_and(|s| s.weight >= 4.3)
    }

    /// Whether both are countries, or both states of a country: neither holds the other.
    fn are_peers(&self, a: Id, b: Id) -> bool {
        let (Id::Atlas(a), Id::Atlas(b)) = (a, b) else { return false };
        let (Some(a), Some(b)) = (self.atlas.entries.get(a as usize), self.atlas.entries.get(b as usize)) else {
            return false;
        };
        a.kind == b.kind && (a.kind == PlaceKind::Country || a.admin1.is_some() && b.admin1.is_some())
    }

    fn town(&self, id: Id) -> Option<gazetteer::Settlement<'static>> {
        match id {
            Id::Town { row, .. } => self.gazetteer.as_ref()?.get(row),
            Id::Atlas(_) => None,
        }
    }

    fn spot(&self, id: Id) -> Option<Spot> {
        match id {
            Id::Atlas(n) => {
                let entry = self.atlas.entries.get(n as usize)?;
                Some(Spot {
                    kind: entry.kind,
                    country: entry.countries.first().and_then(|c| c.as_bytes().try_into().ok()),
                    admin1: entry.admin1.unwrap_or_default(),
                    vector: vector(entry.point),
                    weight: entry.weight,
                })
            }
            Id::Town { row, .. } => {
                let town = self.gazetteer.as_ref()?.get(row)?;
                let country = self.atlas.alpha3(town.country).and_then(|c| c.as_bytes().try_into().ok());
                Some(Spot {
                    kind: if town.county { PlaceKind::Admin2 } else { PlaceKind::Populated },
                    country,
                    admin1: town.admin1,
                    vector: vector(town.point),
                    weight: if town.county { 4.5 } else { (town.population.max(300) as f32).log10() },
                })
            }
        }
    }

    /// Whether `outer` holds `inner`.
    fn contains(&self, outer: Id, spot: &Spot, inner: &Spot) -> bool {
        match spot.kind {
            PlaceKind::Country => {
                inner.kind != PlaceKind::Country && inner.country.is_some() && inner.country == spot.country
            }
            PlaceKind::Admin1 if spot.admin1 != [0; 4] && inner.admin1 != [0; 4] => {
                inner.kind != PlaceKind::Country && inner.country == spot.country && inner.admin1 == spot.admin1
            }
            PlaceKind::Admin1 | PlaceKind::Region | PlaceKind::Admin2 => {
                let Id::Atlas(n) = outer else { return inner.country == spot.country && inner.admin1 == spot.admin1 };
                let within = self.atlas.entries.get(n as usize).map_or(0.0, |e| e.within_km);
                inner.kind != PlaceKind::Country
                    && spot.vector != [0.0; 3]
                    && inner.vector != [0.0; 3]
                    && km(spot.vector, inner.vector) <= within * 1.2 + 20.0
            }
            _ => false,
        }
    }
}

fn vector((lat, lon): (f32, f32)) -> [f32; 3] {
    if lat.is_nan() || lon.is_nan() {
        return [0.0; 3];
    }
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn km(a: [f32; 3], b: [f32; 3]) -> f32 {
    let chord: f32 = (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f32>().sqrt();
    2.0 * 6371.0 * (chord / 2.0).min(1.0).asin()
}

/// All places of a document, in order of first mention. `outlet` is the outlet's name or address, a hint where it is based.
pub fn find(doc: &Document, world: &World, outlet: Option<&str>, explain: bool) -> Vec<Place> {
    let mut candidates = recognise::candidates(doc, world);
    for candidate in candidates.iter_mut().filter(|c| outlet.is_some_and(|o| is_called_after(o, doc.slice_of(c.span))))
    {
        candidate.cue += CALLED_AFTER;
    }
    let countries = countries(doc, world, outlet);
    let mut located = locate::locate(world, &candidates, &countries);
    if respell(doc, world, &mut candidates, &located, &countries) {
        located = locate::locate(world, &candidates, &countries);
    }
    let mut places: Vec<Place> = Vec::new();
    let mut by_sense: HashMap<(Option<Id>, u64), usize> = HashMap::new();
    for (candidate, located) in candidates.iter().zip(&located) {
        let score = score(world, candidate, located);
        if score < 0.0 {
            continue;
        }
        let sense = located.id.map(|id| match id {
            Id::Town { row, .. } => Id::Town { row, other: false },
            atlas => atlas,
        });
        // A facility is not the town that it lies in.
        let facility = candidate.hint == Some(PlaceKind::Facility) && matches!(sense, Some(Id::Town { .. }));
        let key = (sense, if sense.is_some() && !facility { 0 } else { candidate.name.0 });
        let at = *by_sense.entry(key).or_insert_with(|| {
            places.push(record(doc, world, candidate, located, explain));
            places.len() - 1
        });
        let place = &mut places[at];
        place.mentions.push(candidate.span);
        place.confidence = place.confidence.max(confidence(score, located.share));
        place.why.say(|| {
            format!(
                "{:?}: {} {:.1} for its company, {:.2} of its senses, {:.2} near the report's other places, {:.1} in all",
                doc.slice_of(candidate.span), candidate.rule, candidate.cue, located.share, located.coherence, score
            )
        });
    }
    place_counties(world, &mut places);
    places
}

/// What the name of a report's outlet says for a place that is in it: « L'Écho de Gao » tells of Gao.
const CALLED_AFTER: f32 = 1.0;

/// Whether an outlet has a name as a whole word.
fn is_called_after(outlet: &str, name: &str) -> bool {
    outlet.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == name)
}

/// Most names of a report that are looked up in other spellings.
const RESPELLED: usize = 100;

/// Gives names that no list has the places of the report's countries that are spelled alike. Whether there was any.
fn respell(
    doc: &Document,
    world: &World,
    candidates: &mut [Candidate],
    located: &[Located],
    countries: &[([u8; 3], f32)],
) -> bool {
    let mut near: Vec<[u8; 3]> = countries.iter().map(|(c, _)| *c).collect();
    for (candidate, located) in candidates.iter().zip(located) {
        let country = located.id.and_then(|id| world.spot(id)).and_then(|s| s.country);
        if let Some(country) = country
            && score(world, candidate, located) > 0.5
            && !near.contains(&country)
            && near.len() < 12
        {
            near.push(country);
        }
    }
    let is_near = |alpha3: Option<&str>| alpha3.is_some_and(|a| near.iter().any(|n| n == a.as_bytes()));
    let mut known: HashMap<u64, Vec<Id>> = HashMap::new();
    let mut any = false;
    for candidate in candidates.iter_mut().filter(|c| c.ids.is_empty()) {
        if known.len() >= RESPELLED && !known.contains_key(&candidate.name.0) {
            continue;
        }
        let ids = known.entry(candidate.name.0).or_insert_with(|| {
            let folded = fold::fold(doc.slice_of(candidate.span));
            let mut found: Vec<(f32, Id)> = world
                .atlas
                .similar(&folded, |e| e.kind != PlaceKind::Country && is_near(e.countries.first().copied()))
                .into_iter()
                .map(|(n, alike)| (alike + 0.01, Id::Atlas(n)))
                .collect();
            if let Some(gazetteer) = &world.gazetteer {
                let towns = gazetteer.similar(&folded, |t| is_near(world.atlas.alpha3(t.country)));
                found.extend(towns.into_iter().map(|(row, alike)| (alike, Id::Town { row, other: true })));
            }
            let best = found.iter().map(|(a, _)| *a).fold(0.0, f32::max);
            found.retain(|(alike, _)| *alike >= 0.86 && *alike >= best - 0.02);
            found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found.dedup_by_key(|(_, id)| *id);
            found.into_iter().map(|(_, id)| id).take(8).collect()
        });
        if !ids.is_empty() {
            candidate.ids = ids.clone();
            candidate.rule = "spelling";
            any = true;
        }
    }
    any
}

/// Whether a candidate is a place: its company, how known its sense is, and how well it fits the report.
fn score(world: &World, candidate: &Candidate, located: &Located) -> f32 {
    let prior = match located.id {
        None => return candidate.cue - 1.4,
        Some(Id::Atlas(n)) => match world.atlas.entries.get(n as usize) {
            Some(e) if e.kind == PlaceKind::Country => 1.8,
            Some(e) if e.weight < 5.2 => 0.1,
            _ => 1.2,
        },
        Some(Id::Town { row, other }) => {
            let town = world.gazetteer.as_ref().and_then(|g| g.get(row));
            let prior = match town.map_or(0, |t| if t.county { 50_000 } else { t.population }) {
                1_000_000.. => 1.1,
                250_000.. => 0.8,
                50_000.. => 0.4,
                10_000.. => -0.1,
                2_000.. => -0.5,
                _ => -0.9,
            };
            prior - if other { 0.5 } else { 0.0 }
        }
    };
    candidate.cue + prior + 1.6 * located.coherence - 0.5
}

fn confidence(score: f32, share: f32) -> f32 {
    (1.0 / (1.0 + (-(score + 0.6)).exp())) * (0.5 + 0.5 * share)
}

/// Countries that adjectives and inhabitants speak for ("Syrian army"), with weights.
fn countries(doc: &Document, world: &World, outlet: Option<&str>) -> Vec<([u8; 3], f32)> {
    let mut votes: Vec<([u8; 3], f32)> = outlet.and_then(|o| home_of(world, o)).map(|c| (c, 1.0)).into_iter().collect();
    for at in 0..doc.words.len() {
        let Some((_, &country)) = world.atlas.adjectives.at(doc, at, doc.words.len()).next() else { continue };
        let entry = &world.atlas.entries[country as usize];
        let Some(code) = entry.countries.first().and_then(|c| <[u8; 3]>::try_from(c.as_bytes()).ok()) else { continue };
        match votes.iter_mut().find(|(c, _)| *c == code) {
            Some((_, weight)) => *weight = (*weight + 0.3).min(2.0),
            None => votes.push((code, 0.7)),
        }
    }
    votes
}

/// The country that an outlet's name ("Aleppo Media Center") or address ("lemonde.fr") speaks for.
fn home_of(world: &World, outlet: &str) -> Option<[u8; 3]> {
    let top = outlet.trim_end_matches('/').rsplit('.').next().filter(|t| t.len() == 2 && outlet.contains('.'));
    if let Some(top) = top {
        let alpha2 = [top.as_bytes()[0].to_ascii_uppercase(), top.as_bytes()[1].to_ascii_uppercase()];
        return world.atlas.alpha3(alpha2)?.as_bytes().try_into().ok();
    }
    let gazetteer = world.gazetteer.as_ref()?;
    let capitals = outlet.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).take(6);
    let towns = capitals.filter_map(|w| gazetteer.exact(&fold::fold(w)).and_then(|p| gazetteer.ids(p).next()));
    let largest = towns.filter_map(|(row, _)| gazetteer.get(row)).max_by_key(|t| t.population);
    let largest = largest.filter(|t| t.population >= 100_000)?;
    world.atlas.alpha3(largest.country)?.as_bytes().try_into().ok()
}

fn record(doc: &Document, world: &World, candidate: &Candidate, located: &Located, explain: bool) -> Place {
    let mut place = Place {
        name: doc.slice_of(candidate.span).to_string(),
        kind: candidate.hint.unwrap_or(PlaceKind::Area),
        country: None,
        admin1: None,
        point: None,
        within_km: None,
        geonames: None,
        key: String::new(),
        confidence: 0.0,
        mentions: Vec::new(),
        why: Trace::new(explain),
    };
    let point = |(lat, lon): (f32, f32)| (!lat.is_nan()).then(|| (degrees(lat), degrees(lon)));
    match located.id {
        None => {
            place.why.say(|| "no list knows this name: recognised, not located".to_string());
            place.key = crate::actor::of_name(&place.name);
        }
        Some(Id::Atlas(n)) => {
            let entry = &world.atlas.entries[n as usize];
            place.name = entry.name.to_string();
            place.kind = entry.kind;
            place.country = entry.countries.first().map(|c| c.to_string());
            place.point = point(entry.point);
            place.within_km = Some(entry.within_km.round());
            place.geonames = entry.geonames;
            place.key = match (entry.geonames, entry.countries.first()) {
                (Some(id), _) => format!("geonames:{id}"),
                (None, Some(country)) => format!("world:{}:{country}", fold::fold(entry.name).replace(' ', "-")),
                (None, None) => format!("world:{}", fold::fold(entry.name).replace(' ', "-")),
            };
            if entry.kind == PlaceKind::Admin1 {
                place.admin1 = Some(entry.name.to_string());
            }
        }
        Some(Id::Town { row, .. }) => {
            let Some(town) = world.gazetteer.as_ref().and_then(|g| g.get(row)) else { return place };
            let division = world.atlas.division(town.country, town.admin1);
            // GeoNames spells many names in strict transliteration (Ḩamāh); then the report's own spelling reads better.
            let strict = town.name.chars().any(|c| c as u32 >= 0x1e00 || "āīūĀĪŪ`".contains(c));
            let own = candidate.hint == Some(PlaceKind::Facility);
            if !own && (!strict || !place.name.chars().any(char::is_lowercase)) {
                place.name = town.name.to_string();
            }
            place.country = world.atlas.alpha3(town.country).map(str::to_string);
            place.admin1 = division.map(|d| d.name.to_string());
            place.point = point(town.point);
            place.geonames = (town.geonames != 0).then_some(town.geonames);
            place.key = match place.geonames {
                Some(id) => format!("geonames:{id}"),
                None => crate::actor::of_name(&place.name),
            };
            let radius: f32 = match town.population {
                1_000_000.. => 20.0,
                100_000.. => 10.0,
                10_000.. => 5.0,
                _ => 3.0,
            };
            (place.kind, place.within_km) = match candidate.hint {
                _ if town.county => (PlaceKind::Admin2, Some(60.0)),
                // It lies in the town that it is called after, or outside of it.
                Some(kind @ PlaceKind::Facility) => (kind, Some(radius.max(15.0))),
                Some(kind @ PlaceKind::Admin1) => (kind, Some(80.0)),
                Some(kind @ PlaceKind::Admin2) => (kind, Some(30.0)),
                _ => (PlaceKind::Populated, Some(radius)),
            };
        }
    }
    place
}

/// A coordinate with the four decimals that the gazetteer has.
fn degrees(value: f32) -> f64 {
    (value as f64 * 1e4).round() / 1e4
}

/// Counties have no point of their own: they lie where the report's other places of that division do, or in its middle.
fn place_counties(world: &World, places: &mut [Place]) {
    for i in 0..places.len() {
        let county = &places[i];
        if county.kind != PlaceKind::Admin2 || county.point.is_some() || county.admin1.is_none() {
            continue;
        }
        let near: Vec<(f64, f64)> = places
            .iter()
            .filter(|p| p.kind == PlaceKind::Populated && p.country == county.country && p.admin1 == county.admin1)
            .filter_map(|p| p.point)
            .collect();
        let (point, within, why) = match near.len() {
            0 => {
                let division = world.atlas.entries.iter().find(|e| {
                    e.kind == PlaceKind::Admin1
                        && Some(e.name) == county.admin1.as_deref()
                        && e.countries.first().copied() == county.country.as_deref()
                });
                let Some(d) = division else { continue };
                ((degrees(d.point.0), degrees(d.point.1)), d.within_km, "in the middle of its division")
            }
            n => {
                let sum = near.iter().fold((0.0, 0.0), |a, p| (a.0 + p.0, a.1 + p.1));
                ((sum.0 / n as f64, sum.1 / n as f64), 90.0, "where the report's other places of that division are")
            }
        };
        let county = &mut places[i];
        county.point = Some(point);
        county.within_km = Some(within);
        county.why.say(|| format!("no list has its point: put {why}"));
    }
}
