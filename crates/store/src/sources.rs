//! What each source has said over time, what it has taken back, and who contradicts it.

use crate::error::Error;
use crate::find::{self, Wanted};
use crate::show::Desk;
use crate::view::*;
use crate::{Store, chronicle, hash, names, reports, tags};
use claims::Act;
use jiff::civil::Date;
use record::account::Report;
use record::dispute::DisputeKind;
use record::mention::Statement;
use record::toll::Standing;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A source and what it says.
#[derive(Clone, Debug)]
pub struct SourceRecord {
    /// Its name: the one asked for, or the one that most reports display.
    pub name: String,
    /// Incidents and running totals about which it says something.
    pub subjects: u64,
    /// What it says of those that the filter lets through, by day; empty in a list of sources.
    pub statements: Vec<StatementView>,
}

/// Something that a source says.
#[derive(Clone, Debug)]
pub struct StatementView {
    /// Day of publication.
    pub published: Option<Date>,
    /// The report's own id.
    pub report: String,
    /// Position of the claim in the reading: 0 is `c1`; `None` where the report says so without one.
    pub claim: Option<u32>,
    /// What the source does in saying it: it asserts, denies, retracts …
    pub act: Act,
    /// What is said.
    pub words: String,
    /// The incident that it is about; `None` for a running total.
    pub incident: Option<String>,
    /// It gives a figure in whose place the source has put another since.
    pub superseded: bool,
    /// The disputes in which it is a side: id, kind, and who says otherwise.
    pub contradicted: Vec<(String, DisputeKind, Vec<String>)>,
}

/// Whom statements are wanted of.
struct Wanting<'a> {
    parties: BTreeSet<i64>,
    outlet: &'a str,
}

impl Wanting<'_> {
    fn is_by(&self, statement: &Statement, report: &Report) -> bool {
        let is_outlet = |name: &Option<String>| name.as_ref().is_some_and(|n| hash::name(n) == hash::name(self.outlet));
        match statement.source {
            Some(party) => self.parties.contains(&party.0),
            None => is_outlet(&report.outlet) || is_outlet(&report.agency),
        }
    }
}

impl Store {
    /// The sources that speak of most incidents; or what one source says, where the filter names it.
    pub fn sources(&mut self, filter: &Filter) -> Result<Vec<SourceRecord>, Error> {
        let Some(name) = &filter.source else { return self.speakers(filter) };
        let subjects = find::subjects(&self.db, filter, Wanted::Any)?;
        let parties = names::called(&self.db, name)?.into_iter().collect();
        let wanting = Wanting { parties, outlet: name };
        let mut desk = self.desk()?;
        let mut statements = Vec::new();
        for &subject in &subjects {
            statements.extend(desk.statements(subject, &wanting)?);
        }
        statements.sort_by(|a, b| (a.published, &a.report, a.claim).cmp(&(b.published, &b.report, b.claim)));
        let record = SourceRecord { name: name.clone(), subjects: subjects.len() as u64, statements };
        Ok(if record.statements.is_empty() { Vec::new() } else { vec![record] })
    }

    /// Parties by the number of subjects about which they say something.
    fn speakers(&mut self, filter: &Filter) -> Result<Vec<SourceRecord>, Error> {
        let counts = find::tagged(&self.db, filter, Wanted::Any, tags::source(0))?;
        let ranked = names::ranked(&self.db, "SELECT id, key FROM party WHERE reports > 0", filter.limit, |row| {
            counts.get(&tags::source(row)).copied()
        })?;
        let mut names = names::Names::new(&self.db);
        let record = |(row, subjects)| {
            let name = names.party(record::mention::PartyId(row))?.name;
            Ok(SourceRecord { name, subjects, statements: Vec::new() })
        };
        ranked.into_iter().map(record).collect()
    }
}

impl Desk<'_> {
    /// What is said about a subject by those wanted, each claim once.
    fn statements(&mut self, subject: i64, wanting: &Wanting) -> Result<Vec<StatementView>, Error> {
        let Some((tolls, counts, incident)) = self.counted(subject)? else { return Ok(Vec::new()) };
        let told = match incident {
            Some(_) => chronicle::evidence(self.db, self.tellings, subject)?.mentions,
            None => Vec::new(),
        };
        let standings: HashMap<_, _> =
            tolls.iter().flat_map(|toll| &toll.points).map(|point| (point.figure, point.standing)).collect();
        let of_events = told.iter().flat_map(|told| told.said.iter().map(|said| (said, false)));
        let of_figures = counts.iter().map(|c| (&c.said, standings.get(&c.id) == Some(&Standing::Superseded)));
        let mut found: BTreeMap<(i64, u32), StatementView> = BTreeMap::new();
        for (said, superseded) in of_events.chain(of_figures) {
            let key = (said.report.0, said.claim);
            if let Some(held) = found.get_mut(&key) {
                held.superseded |= superseded;
                continue;
            }
            let report = reports::by_row(self.db, said.report.0)?;
            if wanting.is_by(said, &report) {
                found.insert(key, statement(said, report, incident, superseded));
            }
        }
        let mut found: Vec<StatementView> = found.into_values().collect();
        for dispute in self.disputes(subject)? {
            for statement in &mut found {
                statement.contradicted.extend(contradiction(&dispute, statement));
            }
        }
        Ok(found)
    }
}

fn statement(said: &Statement, report: Report, incident: Option<u64>, superseded: bool) -> StatementView {
    StatementView {
        published: report.published,
        report: report.id,
        claim: Some(said.claim).filter(|&claim| claim != u32::MAX),
        act: said.act,
        words: said.words.clone(),
        incident: incident.map(|anchor| hash::spell('i', anchor)),
        superseded,
        contradicted: Vec::new(),
    }
}

/// The dispute, where a statement is a side of it.
fn contradiction(dispute: &DisputeView, statement: &StatementView) -> Option<(String, DisputeKind, Vec<String>)> {
    let is_it = |side: &&SideView| side.report == statement.report && side.claim == statement.claim;
    let own = dispute.sides.iter().find(is_it)?;
    let others: BTreeSet<&str> =
        dispute.sides.iter().map(|side| side.source.name()).filter(|name| *name != own.source.name()).collect();
    Some((dispute.id.clone(), dispute.kind, others.into_iter().map(str::to_string).collect()))
}
