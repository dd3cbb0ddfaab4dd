//! All that the record holds of a case, as it is published (docs/chronicle.md).

use crate::export::chronicle::Published;
use serde_json::{Value, json};
use store::CaseView;

/// An incident, or `null` for running totals, with tolls, disputes and reports.
pub(super) fn whole(case: &CaseView) -> Value {
    json!({
        "incident": case.incident.as_ref().map(Published::record),
        "tolls": case.tolls.iter().map(Published::record).collect::<Vec<_>>(),
        "disputes": case.disputes.iter().map(Published::record).collect::<Vec<_>>(),
        "reports": case.reports.iter().map(Published::record).collect::<Vec<_>>(),
    })
}
