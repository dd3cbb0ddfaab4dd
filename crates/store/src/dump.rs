//! All derived records as one text that two stores share exactly when they hold the same chronicle.

use crate::error::Error;
use crate::view::{DisputeView, Filter, ReviewView, TollView};
use crate::{Store, find};
use std::fmt::Write;

impl Store {
    /// All derived records, in an order of their own, without rows.
    pub fn dump(&mut self) -> Result<String, Error> {
        let mut out = String::new();
        let mut line = |record: &dyn std::fmt::Debug| writeln!(out, "{record:?}").expect("a String takes all");
        let mut reports = self.reports(&Filter::default())?;
        reports.sort_by(|a, b| (&a.report.id, a.report.version).cmp(&(&b.report.id, b.report.version)));
        reports.iter().for_each(|report| line(report));
        let mut actors = self.actors(&Filter::default())?;
        for actor in &mut actors {
            actor.member_of.sort_by(|a, b| a.0.key.cmp(&b.0.key));
        }
        actors.iter().for_each(|actor| line(actor));
        self.places(&Filter::default())?.iter().for_each(|place| line(place));
        let mut incidents = self.incidents(&Filter::default())?;
        incidents.iter_mut().for_each(|incident| forget_arrival(&mut incident.review));
        incidents.iter().for_each(|incident| line(incident));
        let subjects = find::subjects(&self.db, &Filter::default(), find::Wanted::Tolls)?;
        let mut desk = self.desk()?;
        let (mut tolls, mut disputes) = (Vec::new(), Vec::new());
        for subject in subjects {
            tolls.extend(desk.tolls(subject)?);
            disputes.extend(desk.disputes(subject)?);
        }
        tolls.sort_by(|a, b| (&a.id, &a.incident).cmp(&(&b.id, &b.incident)));
        disputes.sort_by(|a, b| (&a.id, &a.incident).cmp(&(&b.id, &b.incident)));
        tolls.iter_mut().for_each(|toll: &mut TollView| forget_arrival(&mut toll.review));
        disputes.iter_mut().for_each(|dispute: &mut DisputeView| forget_arrival(&mut dispute.review));
        tolls.iter().for_each(|toll| line(toll));
        disputes.iter().for_each(|dispute| line(dispute));
        Ok(out)
    }
}

/// Which reports had come when somebody decided is no part of the chronicle: stores that were filled in another order differ in it.
fn forget_arrival(review: &mut ReviewView) {
    review.newer.clear();
    review.decisions.iter_mut().for_each(|decision| decision.seen = None);
}
