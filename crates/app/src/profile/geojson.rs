//! Incidents as a GeoJSON FeatureCollection (RFC 7946), written one after the other. A place without a point has no geometry.

use super::jsonl;
use serde_json::{Value, json};
use std::io::Write;
use store::CaseView;

pub(super) struct Features<'a> {
    out: &'a mut dyn Write,
    is_first: bool,
}

impl<'a> Features<'a> {
    pub(super) fn begin(out: &'a mut dyn Write) -> anyhow::Result<Features<'a>> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Features { out, is_first: true })
    }

    /// Writes a case; how many features that makes.
    pub(super) fn put(&mut self, case: &CaseView) -> anyhow::Result<usize> {
        let place = match &case.incident {
            Some(incident) => incident.place.as_ref(),
            None => case.tolls.iter().find_map(|toll| toll.place.as_ref()),
        };
        // GeoJSON has longitude before latitude.
        let point =
            place.and_then(|place| place.point).map(|(lat, lon)| json!({"type": "Point", "coordinates": [lon, lat]}));
        let id = super::trail::record(case);
        let feature: Value = json!({"type": "Feature", "id": id, "geometry": point, "properties": jsonl::whole(case)});
        self.out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
        self.is_first = false;
        serde_json::to_writer(&mut *self.out, &feature)?;
        Ok(1)
    }

    pub(super) fn end(self) -> anyhow::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out.flush()?)
    }
}
