//! Where the named places lie: each name takes the sense that fits the report best.
//!
//! Names of a report are settled together (Leidner 2007, "spatial minimality"): a sense gains from senses of other names
//! that lie near it or hold it, in proportion to how likely those are; three rounds of that reach a stable answer.
//! All mentions of a name share one sense, but where a container stands beside one ("Paris, Texas").

use super::recognise::Candidate;
use super::{Id, World};
use crate::reading::PlaceKind;
use std::collections::HashMap;
use text::Key;

/// What was decided for a candidate.
#[derive(Clone, Debug)]
pub(super) struct Located {
    /// The sense; `None` where no place of that name is known.
    pub(super) id: Option<Id>,
    /// Probability of the sense among those of its name.
    pub(super) share: f32,
    /// How much the rest of the report speaks for it, 0 to 1.
    pub(super) coherence: f32,
}

/// A possible sense of a group.
struct Sense {
    id: Id,
    spot: Spot,
    /// What speaks for it by itself.
    base: f32,
    share: f32,
    coherence: f32,
}

/// Where a sense lies, prepared for comparing.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) kind: PlaceKind,
    pub(super) country: Option<[u8; 3]>,
    pub(super) admin1: [u8; 4],
    /// Unit vector; zero where the point is unknown.
    pub(super) vector: [f32; 3],
    pub(super) weight: f32,
}

/// The mentions of one name.
struct Group {
    members: Vec<usize>,
    holder: Option<usize>,
    senses: Vec<Sense>,
    /// How sure it is that the name is a place: the weight of its voice.
    voice: f32,
}

/// How many senses of a name are weighed.
const SENSES: usize = 24;
/// How many groups on either side of a name have a voice in its sense.
const WINDOW: usize = 16;

/// The sense of each candidate. `countries` are countries that the report speaks of otherwise (by adjectives), with weights.
pub(super) fn locate(world: &World, candidates: &[Candidate], countries: &[([u8; 3], f32)]) -> Vec<Located> {
    let mut groups = group(world, candidates);
    add_containment(world, &mut groups);
    for group in &mut groups {
        for sense in &mut group.senses {
            let votes: f32 = countries.iter().filter(|(c, _)| Some(*c) == sense.spot.country).map(|(_, w)| w).sum();
            sense.base += 1.4 * votes / (votes + 1.0);
        }
        share(&mut group.senses, |s| s.base);
    }
    for _ in 0..3 {
        settle(&mut groups);
    }
    let mut out = vec![Located { id: None, share: 0.0, coherence: 0.0 }; candidates.len()];
    for group in &groups {
        let Some(best) = group.senses.iter().max_by(|a, b| a.share.total_cmp(&b.share).then(b.id.cmp(&a.id))) else {
            continue;
        };
        // An adjective of its country speaks for a name, too ("the Syrian army … in Hama").
        let votes: f32 = countries.iter().filter(|(c, _)| Some(*c) == best.spot.country).map(|(_, w)| w).sum();
        let coherence = best.coherence.max(0.6 * votes / (votes + 1.0));
        for &member in &group.members {
            out[member] = Located { id: Some(best.id), share: best.share, coherence };
        }
    }
    out
}

/// Mentions by name, and by container where one is named.
fn group(world: &World, candidates: &[Candidate]) -> Vec<Group> {
    let mut by_name: HashMap<(Key, Option<Key>), usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let held = |c: &Candidate| c.holder.and_then(|h| candidates.get(h)).map(|h| h.name);
    // Mentions with a container first: those without join the first of them.
    for with_holder in [true, false] {
        for (i, c) in candidates.iter().enumerate().filter(|(_, c)| c.holder.is_some() == with_holder) {
            let key = (c.name, held(c));
            let at = *by_name.entry(key).or_insert_with(|| {
                groups.push(Group { members: Vec::new(), holder: c.holder, senses: senses(world, c), voice: 0.0 });
                groups.len() - 1
            });
            if with_holder {
                by_name.entry((c.name, None)).or_insert(at);
            }
            groups[at].members.push(i);
        }
    }
    for group in &mut groups {
        let cue = group.members.iter().map(|&m| candidates[m].cue).fold(f32::MIN, f32::max);
        let known = group.senses.iter().map(|s| s.spot.weight).fold(0.0, f32::max);
        group.voice =
            (1.0 / (1.0 + (-(cue + known / 3.0 - 1.6)).exp())) * (1.0 + 0.15 * (group.members.len() as f32).ln());
        for &m in &group.members {
            for sense in &mut group.senses {
                sense.base += fits(sense.spot.kind, candidates[m].hint).clamp(-1.5, 1.5) / group.members.len() as f32;
            }
        }
    }
    // In order of first mention, so that neighbours in the list are neighbours in the text.
    groups.sort_by_key(|g| g.members.iter().min().copied());
    groups
}

fn senses(world: &World, candidate: &Candidate) -> Vec<Sense> {
    let spots: Vec<(Id, Spot)> = candidate.ids.iter().filter_map(|&id| Some((id, world.spot(id)?))).collect();
    let town = |country, admin1| {
        let towns = spots.iter().filter(|(_, s)| s.kind == PlaceKind::Populated && s.country == country);
        towns.filter(|(_, s)| s.admin1 == admin1 || s.admin1 == [0; 4]).map(|(_, s)| s.weight).reduce(f32::max)
    };
    let mut senses: Vec<Sense> = spots
        .iter()
        .map(|&(id, mut spot)| {
            if spot.kind == PlaceKind::Admin1 && candidate.hint != Some(PlaceKind::Admin1) {
                // A division that has its name from a town in it: without more, the town is meant.
                if let Some(town) = town(spot.country, spot.admin1) {
                    spot.weight = spot.weight.min(town - 0.4);
                }
            }
            let capital = spot.country.is_some_and(|c| {
                let code = std::str::from_utf8(&c).unwrap_or("");
                spot.kind == PlaceKind::Populated && world.atlas.is_capital(candidate.name, code)
            });
            if capital && spot.weight > 5.0 {
                spot.weight = spot.weight.max(7.0);
            }
            let other = matches!(id, Id::Town { other: true, .. });
            // "Mâcon" is the town that has its accent, not Macon.
            let alike = candidate.accented.is_some_and(|key| world.town(id).is_some_and(|t| Key::of(t.name) == key));
            let base = 0.75 * spot.weight - if other { 0.9 } else { 0.0 }
                + fits(spot.kind, candidate.hint)
                + if alike { 0.9 } else { 0.0 };
            Sense { id, spot, base, share: 0.0, coherence: 0.0 }
        })
        .collect();
    senses.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.id.cmp(&b.id)));
    senses.truncate(SENSES);
    senses
}

/// How well a kind fits what a word beside the name calls it.
fn fits(kind: PlaceKind, hint: Option<PlaceKind>) -> f32 {
    use PlaceKind::*;
    match (hint, kind) {
        (None, _) => 0.0,
        (Some(said), is) if said == is => 2.5,
        (Some(Populated), Country | Region | Water) => -2.5,
        (Some(Populated), Admin1 | Admin2) => -1.5,
        (Some(Admin1), Populated | Admin2 | Region) => 0.0,
        (Some(Admin1), Country) => -1.5,
        (Some(Admin2), Populated | Admin1) => 0.0,
        (Some(Region), Country) => -0.5,
        (Some(Water), _) => -4.0,
        (Some(_), Country) => -1.5,
        _ => -0.3,
    }
}

/// A sense gains where a sense of its container holds it, and the container's sense gains with it.
fn add_containment(world: &World, groups: &mut [Group]) {
    let of: HashMap<usize, usize> =
        groups.iter().enumerate().flat_map(|(g, group)| group.members.iter().map(move |&m| (m, g))).collect();
    for g in 0..groups.len() {
        let Some(holder) = groups[g].holder.and_then(|h| of.get(&h)).copied().filter(|&h| h != g) else { continue };
        let mut gains = Vec::new();
        for (i, inner) in groups[g].senses.iter().enumerate() {
            for (o, outer) in groups[holder].senses.iter().enumerate() {
                if world.contains(outer.id, &outer.spot, &inner.spot) {
                    gains.push((i, o));
                }
            }
        }
        let (mut inner, mut outer): (Vec<_>, Vec<_>) = gains.into_iter().unzip();
        inner.sort();
        inner.dedup();
        outer.sort();
        outer.dedup();
        inner.into_iter().for_each(|i| groups[g].senses[i].base += 5.0);
        outer.into_iter().for_each(|o| groups[holder].senses[o].base += 2.5);
    }
}

/// One round: each group's senses weighed by what lies near them.
fn settle(groups: &mut [Group]) {
    let mut news: Vec<Vec<f32>> = Vec::with_capacity(groups.len());
    for (g, group) in groups.iter().enumerate() {
        let others = g.saturating_sub(WINDOW)..(g + WINDOW + 1).min(groups.len());
        news.push(
            group
                .senses
                .iter()
                .map(|sense| {
                    let mut sum = 0.0;
                    for other in others.clone().filter(|&o| o != g) {
                        let other = &groups[other];
                        let near: f32 = other
                            .senses
                            .iter()
                            .filter(|s| s.share > 0.02 && s.id != sense.id)
                            .map(|s| s.share * kinship(&sense.spot, &s.spot))
                            .sum();
                        sum += near * other.voice;
                    }
                    sum / (sum + 1.0)
                })
                .collect(),
        );
    }
    for (group, news) in groups.iter_mut().zip(news) {
        for (sense, coherence) in group.senses.iter_mut().zip(news) {
            sense.coherence = coherence;
        }
        share(&mut group.senses, |s| s.base + 3.6 * s.coherence);
    }
}

/// How much one sense speaks for another, 0 to 1.
fn kinship(a: &Spot, b: &Spot) -> f32 {
    let same_country = a.country.is_some() && a.country == b.country;
    let mut kin: f32 = 0.0;
    if same_country {
        kin = match (a.kind, b.kind) {
            (_, PlaceKind::Country) => 0.45,
            (PlaceKind::Country, _) => 0.3,
            _ => 0.12,
        };
        if a.admin1 != [0; 4] && a.admin1 == b.admin1 {
            kin = match (a.kind, b.kind) {
                (_, PlaceKind::Admin1) => 0.85,
                (PlaceKind::Admin1, _) => 1.0,
                _ => 0.55,
            };
        }
    }
    if a.kind != PlaceKind::Country && b.kind != PlaceKind::Country && a.vector != [0.0; 3] && b.vector != [0.0; 3] {
        let cos = (0..3).map(|i| a.vector[i] * b.vector[i]).sum::<f32>().clamp(-1.0, 1.0);
        let km = 6371.0 * (2.0 * (1.0 - cos)).sqrt();
        kin = kin.max(1.0 / (1.0 + (km / 90.0).powi(2)));
    }
    kin
}

/// Turns scores into shares that add up to one.
fn share(senses: &mut [Sense], score: impl Fn(&Sense) -> f32) {
    let top = senses.iter().map(&score).fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for sense in senses.iter_mut() {
        sense.share = (1.5 * (score(sense) - top)).exp();
        sum += sense.share;
    }
    senses.iter_mut().for_each(|s| s.share /= sum);
}
