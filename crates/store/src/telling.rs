//! An account as the chronicle compares it: its events as mentions, its figures as counts, with ids of the store.

use crate::error::Error;
use crate::{hash, reports};
use claims::Measure;
use record::account::{Account, Event, Figure};
use record::carried;
use record::copies::Imprint;
use record::mention::{Count, EventId, FigureId, Mention, PartyId, PlaceId, ReportId, Root, Side, Spot, Statement};
use record::rank::{Rank, rank};
use record::setting::{Setting, settings};
use record::source::{Origin, origin};
use rusqlite::Connection;
use std::cell::OnceCell;

/// Events and figures of a report beyond this number are kept in its account and take no part in the chronicle.
const MOST: usize = 1 << POSITION_BITS;
const POSITION_BITS: u32 = 16;
/// Radius in kilometres of a place of which the reader knows none.
const UNKNOWN_KM: f64 = 10.0;

/// The row of an event or figure.
pub(crate) fn row(report: i64, position: u32) -> i64 {
    report << POSITION_BITS | i64::from(position)
}

/// The report of an event's or figure's row.
pub(crate) fn report_of(row: i64) -> i64 {
    row >> POSITION_BITS
}

/// The position of an event or figure in its reading.
pub(crate) fn position_of(row: i64) -> u32 {
    (row & (MOST as i64 - 1)) as u32
}

/// A report that counts, ready to be compared.
pub(crate) struct Telling {
    /// Row of the report.
    pub report: i64,
    /// What it contributes.
    pub account: Account,
    /// Its events, in order, with their priority; `None` for one that makes no incident.
    pub mentions: Vec<Option<(Rank, Mention)>>,
    /// Anchors of its figures.
    pub figure_anchors: Vec<u64>,
    settings: Vec<Setting>,
    imprint: OnceCell<Imprint>,
}

impl Telling {
    pub(crate) fn new(report: i64, mut account: Account) -> Telling {
        let anchor = hash::report(&account.report.id);
        let settings = settings(&account);
        carried::complete(&mut account, &settings);
        let anchors = hash::anchors(anchor, account.events.iter().map(|e| e.at));
        let figure_anchors = hash::anchors(anchor, account.figures.iter().map(|f| f.at));
        let mut telling =
            Telling { report, account, mentions: Vec::new(), figure_anchors, settings, imprint: OnceCell::new() };
        telling.mentions = anchors.iter().enumerate().map(|(n, &anchor)| telling.mention(n, anchor)).collect();
        telling
    }

    /// The events that take part in incidents.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().flatten().map(|(_, mention)| mention)
    }

    /// Rows of the events that take part in incidents.
    pub(crate) fn linked(&self) -> impl Iterator<Item = i64> {
        self.mentions().map(|mention| mention.id.0)
    }

    /// The mention of a row of this report.
    pub(crate) fn of(&self, row: i64) -> Option<&(Rank, Mention)> {
        self.mentions.get(position_of(row) as usize)?.as_ref()
    }

    /// What of it is compared with other reports to find copies.
    pub(crate) fn imprint(&self, db: &Connection) -> Result<&Imprint, Error> {
        if let Some(imprint) = self.imprint.get() {
            return Ok(imprint);
        }
        let imprint = Imprint::of(&self.account, &reports::text(db, self.report)?);
        Ok(self.imprint.get_or_init(|| imprint))
    }

    fn mention(&self, position: usize, anchor: u64) -> Option<(Rank, Mention)> {
        let event = self.account.events.get(position)?;
        let setting = self.settings[position];
        // What is only a statement is no happening.
        event.quad.filter(|_| position < MOST)?;
        let mention = Mention {
            id: EventId(row(self.report, position as u32)),
            report: ReportId(self.report),
            anchor,
            kind: event.kind,
            mode: event.mode.clone(),
            reality: event.reality,
            main: event.main,
            operation: event.operation,
            trigger: event.trigger.to_lowercase(),
            actors: self.sides(&event.actors),
            recipients: self.sides(&event.recipients),
            spot: setting.place.and_then(|place| self.spot(place, setting.place_assumed)),
            days: setting.days,
            days_assumed: setting.days_assumed,
            published: self.account.report.published,
            counts: self.harm(event),
        };
        Some((rank(&mention), mention))
    }

    /// Counted harm that the report ties to an event.
    fn harm(&self, event: &Event) -> Vec<(Measure, f64, f64)> {
        let figures = event.figures.iter().filter_map(|&f| self.account.figures.get(f as usize));
        let range = |f: &Figure| {
            let told = f.best.or(f.min).or(f.max)?;
            Some((f.measure, f.min.unwrap_or(told), f.max.unwrap_or(told)))
        };
        figures.filter(|f| !f.cumulative).filter_map(range).collect()
    }

    fn sides(&self, parties: &[u32]) -> Vec<Side> {
        parties.iter().filter_map(|&party| self.side(party)).collect()
    }

    fn side(&self, party: u32) -> Option<Side> {
        let party = self.account.parties.get(party as usize)?;
        let of = party.member_of.and_then(|of| self.party(of));
        Some(Side { party: PartyId(hash::row(&party.key)), of, kind: party.kind, country: party.country.clone() })
    }

    fn party(&self, party: u32) -> Option<PartyId> {
        self.account.parties.get(party as usize).map(|p| PartyId(hash::row(&p.key)))
    }

    fn spot(&self, place: u32, assumed: bool) -> Option<Spot> {
        let place = self.account.places.get(place as usize)?;
        Some(Spot {
            place: PlaceId(hash::row(&place.key)),
            point: place.point,
            within_km: place.within_km.unwrap_or(UNKNOWN_KM),
            country: place.country.clone(),
            assumed,
        })
    }

    /// Who says that an event happened, or denies it: its claims, in order. `original` is the first of the report's copies.
    pub(crate) fn said(&self, position: u32, original: i64) -> Vec<Statement> {
        let about = self.account.claims.iter().enumerate().filter(|(_, claim)| claim.events.contains(&position));
        about.map(|(n, _)| self.statement(n, original)).collect()
    }

    fn statement(&self, n: usize, original: i64) -> Statement {
        let claim = &self.account.claims[n];
        let root = match origin(&self.account, claim) {
            Origin::Party(party) => self.party(party).map(Root::Party),
            Origin::Report => None,
        };
        Statement {
            report: ReportId(self.report),
            claim: n as u32,
            source: claim.source.filter(|_| !claim.own_voice).and_then(|party| self.party(party)),
            root: root.unwrap_or(Root::Report(ReportId(original))),
            act: claim.act,
            certainty: claim.certainty,
            words: claim.words.clone(),
        }
    }

    /// A figure, with the claim that gives it; one that no claim gives is the report's own.
    pub(crate) fn count(&self, position: u32, original: i64) -> Option<Count> {
        let figure = self.account.figures.get(position as usize).filter(|_| (position as usize) < MOST)?;
        let by = self.account.claims.iter().position(|claim| claim.figures.contains(&position));
        let own = || Statement {
            report: ReportId(self.report),
            claim: u32::MAX,
            source: None,
            root: Root::Report(ReportId(original)),
            act: claims::Act::Assert,
            certainty: claims::Certainty::CertainYes,
            words: figure.words.clone(),
        };
        let event = self.account.events.iter().position(|e| e.figures.contains(&position));
        let setting = event.map(|n| self.settings[n]);
        let assumed = setting.and_then(|s| s.place).filter(|_| !figure.cumulative);
        let told = figure.place.and_then(|place| self.spot(place, false));
        Some(Count {
            id: FigureId(row(self.report, position)),
            report: ReportId(self.report),
            original: ReportId(original),
            version: self.account.report.version,
            at: figure.at,
            anchor: self.figure_anchors[position as usize],
            published: self.account.report.published,
            measure: figure.measure,
            unit: figure.unit,
            min: figure.min,
            max: figure.max,
            best: figure.best,
            exactness: figure.exactness,
            status: figure.status,
            who: figure.who.and_then(|who| self.side(who)),
            who_words: figure.who_words.as_ref().map(|words| words.to_lowercase()),
            spot: told.or_else(|| assumed.and_then(|place| self.spot(place, true))),
            since: figure.since,
            until: figure.until,
            cumulative: figure.cumulative,
            part_of: figure.part_of.map(|whole| FigureId(row(self.report, whole))),
            said: by.map_or_else(own, |n| self.statement(n, original)),
            words: figure.words.clone(),
        })
    }

    /// Positions of the figures that the report ties to an event.
    pub(crate) fn figures_of(&self, position: u32) -> &[u32] {
        self.account.events.get(position as usize).map_or(&[], |event| &event.figures)
    }

    /// Positions of the running totals that it gives.
    pub(crate) fn running(&self) -> impl Iterator<Item = u32> {
        self.account.figures.iter().enumerate().filter(|(n, f)| f.cumulative && *n < MOST).map(|(n, _)| n as u32)
    }
}
