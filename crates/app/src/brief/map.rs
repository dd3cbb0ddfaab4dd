//! Where the incidents are: points in a frame of degrees, with a scale. No base map, so that nothing is fetched.

use super::Map;
use super::html::escape;
use std::fmt::Write;

/// Width of the drawing.
const WIDTH: f64 = 720.0;
/// Kilometres of a degree of latitude.
const KM: f64 = 111.2;
/// Steps of the grid, in degrees.
const STEPS: [f64; 8] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0];

/// The drawing (SVG 1.1): longitudes shortened as they are at the middle latitude, so that distances read true.
pub(super) fn svg(map: &Map) -> String {
    let frame = Frame::around(map);
    let label = escape(&map.label);
    let mut out = format!(
        "<svg viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-label=\"{label}\"><rect class=\"line\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{:.1}\"/>",
        frame.height,
        WIDTH - 1.0,
        frame.height - 1.0
    );
    frame.grid(&mut out);
    let mut points: Vec<_> = map.points.iter().collect();
    points.sort_by(|a, b| b.incidents.cmp(&a.incidents).then(a.name.cmp(&b.name)));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for point in points {
        let (x, y) = frame.at(point.lat, point.lon);
        let radius = 4.0 + 2.0 * (point.incidents as f64).sqrt();
        let _ = write!(out, "<circle class=\"mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>");
        // A name that would lie on another's is left to the text.
        if taken.iter().all(|&(tx, ty)| (tx - x).abs() > 90.0 || (ty - y).abs() > 13.0) {
            let left = x > WIDTH - 130.0;
            let (dx, anchor) = if left { (-radius - 4.0, "end") } else { (radius + 4.0, "start") };
            let _ = write!(
                out,
                "<text class=\"ink\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" text-anchor=\"{anchor}\">{} ({})</text>",
                x + dx,
                y + 4.0,
                escape(&point.name),
                point.incidents
            );
            taken.push((x, y));
        }
    }
    out + "</svg>"
}

/// The part of the world that is shown.
struct Frame {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
    /// Units of the drawing for a degree of longitude.
    scale: f64,
    /// Units for a degree of latitude.
    stretch: f64,
    height: f64,
}

impl Frame {
    /// All points, with room around them; at least half a degree, at most the world.
    fn around(map: &Map) -> Frame {
        let bounds = |value: fn(&super::MapPoint) -> f64| {
            let values = map.points.iter().map(value);
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
            let room = ((high - low) * 0.12).max(0.25);
            (low - room, high + room)
        };
        let ((south, north), (west, east)) = (bounds(|p| p.lat), bounds(|p| p.lon));
        let shorten = (0.5 * (south + north)).to_radians().cos().max(0.2);
        // A frame that is tall is widened, so that the page stays a page.
        let least_width = (north - south) / shorten * 1.8;
        let lack = ((least_width - (east - west)) / 2.0).max(0.0);
        let (west, east) = (west - lack, east + lack);
        let scale = WIDTH / (east - west);
        let stretch = scale / shorten;
        Frame { south, north, west, east, scale, stretch, height: (north - south) * stretch }
    }

    fn at(&self, lat: f64, lon: f64) -> (f64, f64) {
        ((lon - self.west) * self.scale, (self.north - lat) * self.stretch)
    }

    /// Meridians, parallels and a scale in kilometres.
    fn grid(&self, out: &mut String) {
        let step = STEPS.into_iter().find(|s| (self.east - self.west) / s <= 6.0).unwrap_or(45.0);
        let lines = |from: f64, to: f64| {
            let first = (from / step).ceil() as i64;
            (first..).map(move |n| n as f64 * step).take_while(move |&d| d < to)
        };
        for lon in lines(self.west, self.east) {
            let (x, _) = self.at(self.north, lon);
            let _ = write!(
                out,
                "<path class=\"line\" d=\"M{x:.1} 0V{:.1}\"/><text class=\"dim\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"10\">{}</text>",
                self.height,
                x + 3.0,
                self.height - 4.0,
                degrees(lon, "E", "W")
            );
        }
        for lat in lines(self.south, self.north) {
            let (_, y) = self.at(lat, self.west);
            let _ = write!(
                out,
                "<path class=\"line\" d=\"M0 {y:.1}H{WIDTH}\"/><text class=\"dim\" x=\"3\" y=\"{:.1}\" font-size=\"10\">{}</text>",
                y - 3.0,
                degrees(lat, "N", "S")
            );
        }
        let km = [5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0];
        let length = |km: f64| km / KM * self.stretch;
        let km = km.into_iter().rev().find(|&k| length(k) < WIDTH / 4.0).unwrap_or(5.0);
        let (from, to) = (WIDTH - 16.0 - length(km), WIDTH - 16.0);
        let _ = write!(
            out,
            "<path class=\"dim\" d=\"M{from:.1} 12H{to:.1}V15H{from:.1}Z\"/><text class=\"dim\" x=\"{to:.1}\" y=\"28\" font-size=\"10\" text-anchor=\"end\">{km} km</text>"
        );
    }
}

/// `16.3° N`.
fn degrees(value: f64, positive: &str, negative: &str) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{}° {}", rounded.abs(), if rounded < 0.0 { negative } else { positive })
}

#[cfg(test)]
mod tests {
    use super::super::MapPoint;
    use super::*;

    #[test]
    fn points_lie_in_the_frame_and_names_are_escaped() {
        let point = |name: &str, lat, lon| MapPoint { name: name.into(), lat, lon, incidents: 2 };
        let map = Map { label: "Map".into(), points: vec![point("<b>", 16.3, -0.1), point("Gao", 16.9, 0.4)] };
        let frame = Frame::around(&map);
        for p in &map.points {
            let (x, y) = frame.at(p.lat, p.lon);
            assert!((0.0..WIDTH).contains(&x) && (0.0..frame.height).contains(&y));
        }
        let drawing = svg(&map);
        assert!(drawing.contains("Gao (2)") && !drawing.contains("<b>"));
    }
}
