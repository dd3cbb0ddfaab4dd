//! What may leave the house: no names of persons, no exact points, no quoted words. The ids and hashes stay, so that those who
//! hold the store find the rest.

use claims::{ActorKind, PlaceKind};
use store::{CaseView, PartyView, PlaceView, ReasonView, SourceView};

/// Parts of a degree to which points are rounded: about eleven kilometres.
const TENTHS: f64 = 10.0;
/// Kilometres within which a rounded point is right.
const WITHIN_KM: f64 = 11.0;

/// The case as it may be published.
pub(super) fn coarsen(mut case: CaseView) -> CaseView {
    if let Some(incident) = &mut case.incident {
        incident.actors.iter_mut().chain(&mut incident.recipients).for_each(party);
        incident.sources.iter_mut().for_each(source);
        incident.within_km = incident.within_km.map(|km| km.max(WITHIN_KM));
        if let Some(spot) = &mut incident.place {
            place(spot);
        }
        for event in &mut incident.events {
            event.words.clear();
            event.trigger.clear();
        }
        // A correction or a comment may name whomever it likes.
        incident.review.corrected.clear();
        incident.review.decisions.clear();
    }
    for toll in &mut case.tolls {
        if let Some(who) = toll.who.as_mut().filter(|who| is_personal(who)) {
            // The class of a single person is what the report calls him.
            toll.class = None;
            party(who);
        }
        if let Some(spot) = &mut toll.place {
            place(spot);
        }
        toll.review.corrected.clear();
        toll.review.decisions.clear();
        for point in &mut toll.points {
            source(&mut point.source);
            point.words.clear();
        }
    }
    for dispute in &mut case.disputes {
        dispute.review.decisions.clear();
        if let ReasonView::Perpetrators(a, b) = &mut dispute.reason {
            party(a);
            party(b);
        }
        for side in &mut dispute.sides {
            source(&mut side.source);
            side.words.clear();
        }
    }
    for report in &mut case.reports {
        report.report.title = None;
    }
    case
}

fn party(party: &mut PartyView) {
    if is_personal(party) {
        party.name = "a person".to_string();
        party.key = "person".to_string();
    }
}

/// Whether it is a person, or may be one: what nobody knows the kind of is called by its words, in which a name may stand.
fn is_personal(party: &PartyView) -> bool {
    matches!(party.kind, ActorKind::Person | ActorKind::Unknown)
}

fn source(source: &mut SourceView) {
    if let SourceView::Party(held) = source {
        party(held);
    }
}

/// A camp or a building becomes its division or country; a point is rounded.
fn place(place: &mut PlaceView) {
    if matches!(place.kind, PlaceKind::Camp | PlaceKind::Facility) {
        let wider = place.admin1.clone().or_else(|| place.country.clone());
        place.name = wider.unwrap_or_else(|| place.kind.name().to_string());
        place.key = place.name.clone();
    }
    // Zero is added so that no point lies at -0.
    let round = |degrees: f64| (degrees * TENTHS).round() / TENTHS + 0.0;
    place.point = place.point.map(|(lat, lon)| (round(lat), round(lon)));
    place.within_km = place.within_km.map(|km| km.max(WITHIN_KM));
}
