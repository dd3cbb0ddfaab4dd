//! Incidents and running totals with all that belongs to them, one after the other: for exports, which hold no more than
//! one at a time.

use crate::error::Error;
use crate::find::{self, Wanted};
use crate::search::report_view;
use crate::view::{CaseView, Filter};
use crate::{Store, reports};
use std::collections::BTreeSet;

impl Store {
    /// Hands over each incident and each group of running totals that a filter lets through, by their first day.
    ///
    /// # Errors
    /// Those of the store, and those of `take`, which end it.
    pub fn each_case<E: From<Error>>(
        &mut self,
        filter: &Filter,
        mut take: impl FnMut(CaseView) -> Result<(), E>,
    ) -> Result<(), E> {
        let rows = find::subjects(&self.db, filter, Wanted::Any)?;
        let mut desk = self.desk()?;
        for row in rows {
            let (incident, tolls, disputes) = (desk.incident(row)?, desk.tolls(row)?, desk.disputes(row)?);
            let told_by: BTreeSet<&String> = (incident.iter().flat_map(|i| &i.reports))
                .chain(tolls.iter().flat_map(|toll| toll.points.iter().map(|point| &point.report)))
                .collect();
            let mut reports = Vec::with_capacity(told_by.len());
            for id in told_by {
                if let Some(report) = reports::counting(desk.db, id)? {
                    reports.push(report_view(desk.db, report)?);
                }
            }
            take(CaseView { incident, tolls, disputes, reports })?;
        }
        Ok(())
    }
}
