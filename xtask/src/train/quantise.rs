//! Writes a network as `text::encoder` reads it: weights and embeddings as bytes, with what makes numbers of them.

use super::network::{Input, Network, Site};
use super::raw::Raw;
use std::collections::BTreeMap;
use std::ops::Range;
use text::product::pack;
use text::syntax::DISTANCES;
use text::weights::ModelWriter;

/// Share of the numbers at a site, or in a column of the embeddings, that may be too great for a byte.
const CUT: f64 = 0.0002;

/// Adds the network's sections to a model. The sample says how great numbers get.
pub(crate) fn write(net: &Network, raw: &Raw, sample: &[Input], model: &mut ModelWriter) {
    let mut sites: BTreeMap<Site, Vec<f32>> = BTreeMap::new();
    for batch in sample.chunks(50) {
        net.pass(batch, 1.0, None, &mut |site, x| sites.entry(site).or_default().extend(x.iter().map(|v| v.abs())));
    }
    let steps = sites.into_iter().map(|(site, mut sizes)| (site, 127.0 / greatest(&mut sizes))).collect();
    let mut out = Writer { net, steps, numbers: Vec::new(), weights: Vec::new() };
    let (s, at) = (net.sizes, &net.at);
    let (table, scales) = bytes(&net.table, s.width);
    out.numbers.extend(scales);
    let (vectors, scales) = bytes(&raw.project(net), s.width);
    out.numbers.extend(scales);
    out.numbers.extend(&net.dense[at.bias.clone()]);
    for l in 0..s.layers {
        let gates: Vec<f32> = out.of(&at.gates[l]).to_vec();
        let mut bias = vec![0.0; s.width];
        bias.extend(&gates[..2 * s.width]);
        out.dense(Site::Layer(l), s.inputs(l), &[(&at.layer[l], 3 * s.width, Some(&bias))]);
        out.numbers.extend(&gates[2 * s.width..]);
    }
    let bias = |range: &Range<usize>| Some(net.dense[range.clone()].to_vec());
    let (tag, dep, head, label) = (bias(&at.tag[1]), bias(&at.dep[1]), bias(&at.head[1]), bias(&at.label_dep[1]));
    out.dense(
        Site::Top,
        s.width,
        &[
            (&at.tag[0], s.tags, tag.as_deref()),
            (&at.dep[0], s.arc, dep.as_deref()),
            (&at.head[0], s.arc, head.as_deref()),
            (&at.label_dep[0], s.label, label.as_deref()),
            (&at.label_head, s.label, None),
        ],
    );
    let (ask, dist) = (bias(&at.bilinear[1]), bias(&at.dist[1]));
    out.dense(Site::Ask, s.arc, &[(&at.bilinear[0], s.arc, ask.as_deref()), (&at.dist[0], DISTANCES, dist.as_deref())]);
    let (question, answer) = (out.steps[&Site::Question], out.steps[&Site::Answer]);
    out.numbers.extend([question, answer, 1.0 / (question * answer)]);
    for block in [&at.root, &at.label_root, &at.label_dist] {
        out.numbers.extend(&net.dense[block.clone()]);
    }
    let labels = bias(&at.out[1]);
    out.dense(Site::Labels, s.label, &[(&at.out[0], s.labels, labels.as_deref())]);
    model.add("sizes", s.write());
    model.add("numbers", out.numbers.iter().flat_map(|n| n.to_le_bytes()).collect());
    model.add("weights", out.weights);
    model.add("table", table);
    model.add("forms", text::vectors::pack(&raw.forms()));
    model.add("vectors", vectors);
}

/// The size that all but a few numbers keep below.
fn greatest(sizes: &mut [f32]) -> f32 {
    let at = (sizes.len() as f64 * (1.0 - CUT)) as usize;
    let at = at.min(sizes.len().saturating_sub(1));
    if sizes.is_empty() {
        return 1.0;
    }
    sizes.select_nth_unstable_by(at, f32::total_cmp).1.max(1e-6)
}

fn byte(value: f32, scale: f32) -> i8 {
    (value / scale).round().clamp(-127.0, 127.0) as i8
}

/// Rows of numbers as bytes, and what the bytes of each of the `d` columns are multiplied with.
fn bytes(rows: &[f32], d: usize) -> (Vec<u8>, Vec<f32>) {
    let used: Vec<&[f32]> = rows.chunks_exact(d).filter(|r| r.iter().any(|&v| v != 0.0)).collect();
    println!("{} of {} rows are used", used.len(), rows.len() / d);
    let column = |c: usize| greatest(&mut used.iter().map(|r| r[c].abs()).collect::<Vec<f32>>()) / 127.0;
    let scales: Vec<f32> = (0..d).map(column).collect();
    (rows.iter().enumerate().map(|(i, &v)| byte(v, scales[i % d]) as u8).collect(), scales)
}

/// Where weights lie, how many columns they have, and what is added to each.
type Block<'a> = (&'a Range<usize>, usize, Option<&'a [f32]>);

struct Writer<'a> {
    net: &'a Network,
    steps: BTreeMap<Site, f32>,
    numbers: Vec<f32>,
    weights: Vec<u8>,
}

impl Writer<'_> {
    fn of(&self, range: &Range<usize>) -> &[f32] {
        &self.net.dense[range.clone()]
    }

    /// A product: its inputs are `rows` numbers seen at a site, its columns some blocks of weights side by side, each
    /// filled up to a multiple of sixteen.
    fn dense(&mut self, site: Site, rows: usize, blocks: &[Block]) {
        let step = self.steps[&site];
        let (mut scales, mut biases, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        for &(range, width, bias) in blocks {
            let weights = self.of(range);
            for c in 0..width.next_multiple_of(16) {
                let column: Vec<f32> =
                    (0..rows).map(|r| if c < width { weights[r * width + c] } else { 0.0 }).collect();
                let scale = column.iter().fold(1e-9f32, |m, v| m.max(v.abs())) / 127.0;
                scales.push(scale / step);
                biases.push(bias.and_then(|b| b.get(c)).copied().unwrap_or(0.0));
                columns.push(column.iter().map(|&v| byte(v, scale)).collect::<Vec<i8>>());
            }
        }
        self.weights.extend(pack(rows, columns.len(), |r, c| columns[c][r]));
        self.numbers.push(step);
        self.numbers.extend(scales);
        self.numbers.extend(biases);
    }
}
