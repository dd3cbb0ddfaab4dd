//! UCDP GED's table (version 23.1 and later): 49 columns in their order, then what leads back to the record. The rules are
//! written in docs/export/ucdp.md.

use super::case::{self, Tables};
use super::{Coded, total, trail};
use claims::event::Codes;
use claims::{Measure, PlaceKind};
use record::review::State;
use store::{CaseView, PartyView, PlaceView};

const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Kilometres within which a place is the exact one, and within which it is near.
const EXACT_KM: f64 = 10.0;
const NEAR_KM: f64 = 25.0;
/// Violence against people who bear no arms.
const ONE_SIDED: u8 = 3;

/// The names of the columns.
pub(super) fn header() -> Vec<String> {
    COLUMNS.into_iter().chain(trail::names()).map(str::to_string).collect()
}

/// The row of an incident in which somebody died.
pub(super) fn code(case: &CaseView, tables: &Tables) -> Coded {
    let incident = case::fact(case)?;
    let killed = total::of(case, Measure::Killed).filter(|t| t.best >= 1.0).ok_or("nobody is said to have died")?;
    let violence = Codes::ucdp(incident.kind, case::sides(incident)).ok_or("a side is not known")?;
    let (from, until, date_prec) = dates(incident.from, incident.until, case::length(incident))?;
    let (_, nation) = case::nation(incident, tables).ok_or("no country")?;
    let place = incident.place.as_ref().ok_or("no place")?;
    let (latitude, longitude) = place.point.ok_or("a place without a point")?;
    let side_a = first(&incident.actors);
    let side_b = if violence == ONE_SIDED { "Civilians" } else { first(&incident.recipients) };
    let name = |party: Option<&PartyView>| {
        let party = party.filter(|p| case::is_government(p))?;
        Some(tables.nations.get(party.country.as_deref()?)?.gleditsch_ward)
    };
    let [deaths_a, deaths_b, deaths_civilians] = killed.parts;
    let unknown = killed.best - deaths_a - deaths_b - deaths_civilians;
    let told = |of: fn(&store::ReportView) -> Option<String>| {
        case.reports.iter().filter_map(of).collect::<Vec<_>>().join("; ")
    };
    let own = String::new;
    let mut row = vec![
        store::incident_number(&incident.id).map_or_else(own, |n| n.to_string()),
        incident.id.clone(),
        from.year().to_string(),
        own(),
        if incident.review.state == State::Unreviewed { "Check unreviewed" } else { "Clear" }.to_string(),
        violence.to_string(),
        own(),
        own(),
        own(),
        own(),
        own(),
        format!("{side_a} - {side_b}"),
        own(),
        own(),
        side_a.to_string(),
        own(),
        own(),
        side_b.to_string(),
        incident.sources.len().to_string(),
        told(|r| Some(article(r))),
        case::outlets(case).join("; "),
        told(|r| r.report.published.map(|d| d.to_string())),
        told(|r| r.report.title.clone()),
        trail::sources(case).join("; "),
        where_prec(place, incident.within_km).to_string(),
        place.name.clone(),
        place.name.clone(),
        place.admin1.clone().unwrap_or_default(),
        own(),
        format!("{latitude:.6}"),
        format!("{longitude:.6}"),
        format!("POINT ({longitude:.6} {latitude:.6})"),
        priogrid(latitude, longitude).to_string(),
        nation.name.to_string(),
        nation.gleditsch_ward.to_string(),
        nation.ucdp_region.to_string(),
        if from == until { "1" } else { "2" }.to_string(),
        date_prec.to_string(),
        format!("{from} 00:00:00.000"),
        format!("{until} 00:00:00.000"),
        deaths_a.to_string(),
        deaths_b.to_string(),
        deaths_civilians.to_string(),
        unknown.to_string(),
        killed.best.to_string(),
        killed.high.to_string(),
        killed.low.to_string(),
        name(incident.actors.first()).unwrap_or_default().to_string(),
        name(incident.recipients.first()).unwrap_or_default().to_string(),
    ];
    row.extend(trail::values(case));
    Ok(vec![row])
}

fn first(parties: &[PartyView]) -> &str {
    parties.first().map(|party| party.name.as_str()).unwrap_or_default()
}

/// "Sahel Wire, 2031-03-14, Shells hit Bourem".
fn article(view: &store::ReportView) -> String {
    let r = &view.report;
    let parts = [r.outlet.clone(), r.published.map(|d| d.to_string()), r.title.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

type Dates = (jiff::civil::Date, jiff::civil::Date, u8);

/// First and last day, and how exact they are: 1 a day, 2 two to six, 3 a week, 4 a month, 5 a year.
fn dates(
    from: Option<jiff::civil::Date>,
    until: Option<jiff::civil::Date>,
    length: Option<i32>,
) -> Result<Dates, &'static str> {
    let (from, until, length) = from.zip(until).zip(length).map(|((a, b), n)| (a, b, n)).ok_or("no day")?;
    let precision = match length {
        1 => 1,
        2..=6 => 2,
        7 => 3,
        8..=31 => 4,
        32..=366 => 5,
        _ => return Err("more than a year"),
    };
    Ok((from, until, precision))
}

/// 1 the place, 2 near it, 3 second-level division, 4 first-level, 5 a part of the country or unclear, 6 the country.
fn where_prec(place: &PlaceView, within_km: Option<f64>) -> u8 {
    match (place.kind, within_km.or(place.within_km)) {
        (PlaceKind::Country, _) => 6,
        (PlaceKind::Region | PlaceKind::Area | PlaceKind::Water, _) => 5,
        (PlaceKind::Admin1, _) => 4,
        (PlaceKind::Admin2, _) => 3,
        (PlaceKind::Populated | PlaceKind::Camp | PlaceKind::Facility, Some(km)) if km > NEAR_KM => 5,
        (PlaceKind::Populated | PlaceKind::Camp | PlaceKind::Facility, Some(km)) if km > EXACT_KM => 2,
        (PlaceKind::Populated | PlaceKind::Camp | PlaceKind::Facility, _) => 1,
    }
}

/// The cell of PRIO-GRID (half a degree each way, from the south-west, 720 a row) in which a point lies.
fn priogrid(latitude: f64, longitude: f64) -> u32 {
    let cell = |degrees: f64, most: u32| ((degrees * 2.0).floor() as u32).min(most);
    720 * cell(latitude + 90.0, 359) + cell(longitude + 180.0, 719) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_numbered_from_the_south_west() {
        assert_eq!(priogrid(-90.0, -180.0), 1);
        assert_eq!(priogrid(-90.0, 180.0), 720);
        assert_eq!(priogrid(90.0, 180.0), 259_200);
        assert_eq!(priogrid(-89.6, -179.4), 2);
        assert_eq!(priogrid(-89.4, -180.0), 721);
    }
}
