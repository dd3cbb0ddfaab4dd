//! The network that finds tags and trees, in floating point: what `text::encoder` computes in integers, with gradients.

use crate::random::Random;
use matrixmultiply::sgemm;
use std::ops::Range;
use text::syntax::{DISTANCES, ROOT_DISTANCE, Sizes, distance, gate};
use text::tree;

/// Where each block of weights lies among the dense ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) bias: Range<usize>,
    pub(crate) project: Range<usize>,
    pub(crate) layer: Vec<Range<usize>>,
    pub(crate) gates: Vec<Range<usize>>,
    pub(crate) tag: [Range<usize>; 2],
    pub(crate) dep: [Range<usize>; 2],
    pub(crate) head: [Range<usize>; 2],
    pub(crate) bilinear: [Range<usize>; 2],
    pub(crate) root: Range<usize>,
    pub(crate) dist: [Range<usize>; 2],
    pub(crate) label_dep: [Range<usize>; 2],
    pub(crate) label_head: Range<usize>,
    pub(crate) label_root: Range<usize>,
    pub(crate) label_dist: Range<usize>,
    pub(crate) out: [Range<usize>; 2],
    pub(crate) len: usize,
}

impl Layout {
    fn new(s: Sizes, vector: usize) -> Layout {
        let mut at = 0;
        let mut take = |n: usize| {
            at += n;
            at - n..at
        };
        let (d, a, m) = (s.width, s.arc, s.label);
        let mut l = Layout {
            bias: take(d),
            project: take(vector * d),
            layer: (0..s.layers).map(|l| take(s.inputs(l) * 3 * d)).collect(),
            gates: (0..s.layers).map(|_| take(4 * d)).collect(),
            tag: [take(d * s.tags), take(s.tags)],
            dep: [take(d * a), take(a)],
            head: [take(d * a), take(a)],
            bilinear: [take(a * a), take(a)],
            root: take(a),
            dist: [take(a * DISTANCES), take(DISTANCES)],
            label_dep: [take(d * m), take(m)],
            label_head: take(d * m),
            label_root: take(m),
            label_dist: take(DISTANCES * m),
            out: [take(m * s.labels), take(s.labels)],
            len: 0,
        };
        l.len = at;
        l
    }
}

/// A network.
#[derive(Clone)]
pub(crate) struct Network {
    pub(crate) sizes: Sizes,
    /// Width of the vectors that come from elsewhere, or 0.
    pub(crate) vector: usize,
    pub(crate) at: Layout,
    pub(crate) dense: Vec<f32>,
    pub(crate) table: Vec<f32>,
}

/// A sentence, ready to be read.
pub(crate) struct Input<'a> {
    /// Rows of the embeddings of each word.
    pub(crate) rows: Vec<Vec<u32>>,
    /// The vector of each word, or nothing.
    pub(crate) vectors: Vec<Option<&'a [f32]>>,
    pub(crate) tags: &'a [u8],
    /// Heads; the root is the number of words.
    pub(crate) heads: &'a [u32],
    pub(crate) labels: &'a [u8],
}

/// Where numbers become bytes in `text::encoder`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Site {
    Layer(usize),
    Top,
    Ask,
    Answer,
    Question,
    Labels,
}

/// What is drawn at random while training.
pub(crate) struct Noise<'a> {
    pub(crate) random: &'a mut Random,
    /// Share of each layer's input that is left out.
    pub(crate) layer: f32,
    /// Share of what heads and labels are read off that is left out.
    pub(crate) top: f32,
}

/// Gradients of one part of a batch.
#[derive(Default)]
pub(crate) struct Gradient {
    pub(crate) dense: Vec<f32>,
    /// For each word its rows and, in `words`, the gradient of their sum.
    pub(crate) rows: Vec<Vec<u32>>,
    pub(crate) words: Vec<f32>,
    pub(crate) loss: [f64; 3],
}

/// What the network says of a sentence.
#[derive(Default)]
pub(crate) struct Output {
    pub(crate) tags: Vec<u8>,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
}

/// The slope of [`gate`].
fn slope(x: f32) -> f32 {
    let z = (x * 0.25).clamp(-1.0, 1.0);
    0.1875 * (1.0 - z * z)
}

/// `c = a b + beta c`, rows of `a` being `k` long; a flag turns `a` or `b`.
#[allow(clippy::too_many_arguments)]
fn multiply(m: usize, k: usize, n: usize, a: &[f32], ta: bool, b: &[f32], tb: bool, beta: f32, c: &mut [f32]) {
    assert!(a.len() >= m * k && b.len() >= k * n && c.len() >= m * n);
    if m == 0 || n == 0 {
        return;
    }
    let (ra, ca) = if ta { (1, m as isize) } else { (k as isize, 1) };
    let (rb, cb) = if tb { (1, k as isize) } else { (n as isize, 1) };
    // SAFETY: the lengths were checked above.
    #[allow(unsafe_code)]
    unsafe {
        sgemm(m, k, n, 1.0, a.as_ptr(), ra, ca, b.as_ptr(), rb, cb, beta, c.as_mut_ptr(), n as isize, 1);
    }
}

/// Each word between the words beside it; zeros beyond the ends of sentences.
fn neighbours(x: &[f32], d: usize, spans: &[Range<usize>]) -> Vec<f32> {
    let mut out = vec![0.0; 3 * x.len()];
    for span in spans {
        for w in span.clone() {
            let (from, to) = (w.max(span.start + 1) - 1, (w + 2).min(span.end));
            let at = w * 3 * d + (from + 1 - w) * d;
            out[at..at + (to - from) * d].copy_from_slice(&x[from * d..to * d]);
        }
    }
    out
}

/// Adds to each word what its neighbours and itself had from it.
fn add_neighbours(seen: &[f32], d: usize, spans: &[Range<usize>], out: &mut [f32]) {
    for span in spans {
        for w in span.clone() {
            let (from, to) = (w.max(span.start + 1) - 1, (w + 2).min(span.end));
            let at = w * 3 * d + (from + 1 - w) * d;
            out[from * d..to * d].iter_mut().zip(&seen[at..]).for_each(|(a, b)| *a += b);
        }
    }
}

fn add_bias(x: &mut [f32], bias: &[f32]) {
    for row in x.chunks_exact_mut(bias.len()) {
        row.iter_mut().zip(bias).for_each(|(a, b)| *a += b);
    }
}

fn sum_rows(x: &[f32], into: &mut [f32]) {
    for row in x.chunks_exact(into.len()) {
        into.iter_mut().zip(row).for_each(|(a, b)| *a += b);
    }
}

fn relu(x: &mut [f32]) {
    x.iter_mut().for_each(|v| *v = v.max(0.0));
}

/// Soft maximum in place; gives the logarithm of the sum.
fn softmax(x: &mut [f32]) -> f32 {
    let top = x.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for v in x.iter_mut() {
        *v = (*v - top).exp();
        sum += *v;
    }
    x.iter_mut().for_each(|v| *v /= sum);
    top + sum.ln()
}

/// The place of the greatest value.
pub(crate) fn top(x: &[f32]) -> usize {
    (0..x.len()).fold(0, |best, i| if x[i] > x[best] { i } else { best })
}

/// Takes the wanted column off the chances; gives the loss.
fn miss(p: &mut [f32], wanted: usize, scale: f32) -> f64 {
    let loss = -(p[wanted].max(1e-9) as f64).ln();
    p[wanted] -= 1.0;
    p.iter_mut().for_each(|v| *v *= scale);
    loss
}

/// Masks of one value per column and sentence.
struct Mask(Vec<f32>);

impl Mask {
    fn new(sentences: usize, width: usize, share: f32, random: &mut Random) -> Mask {
        let keep = 1.0 / (1.0 - share);
        Mask((0..sentences * width).map(|_| if random.chance(share as f64) { 0.0 } else { keep }).collect())
    }

    fn apply(&self, x: &mut [f32], width: usize, spans: &[Range<usize>]) {
        for (s, span) in spans.iter().enumerate() {
            for row in x[span.start * width..span.end * width].chunks_exact_mut(width) {
                row.iter_mut().zip(&self.0[s * width..]).for_each(|(a, b)| *a *= b);
            }
        }
    }
}

impl Network {
    pub(crate) fn new(sizes: Sizes, vector: usize, seed: u64) -> Network {
        let at = Layout::new(sizes, vector);
        let mut random = Random(seed);
        let mut dense = vec![0.0; at.len];
        let mut fill = |range: &Range<usize>, inputs: usize, gain: f32| {
            let a = gain * (3.0 / inputs as f32).sqrt();
            for v in &mut dense[range.clone()] {
                *v = a * (random.below(1 << 20) as f32 / (1 << 19) as f32 - 1.0);
            }
        };
        let d = sizes.width;
        fill(&at.project, vector, 1.0);
        at.layer.iter().enumerate().for_each(|(l, r)| fill(r, sizes.inputs(l), 1.0));
        fill(&at.tag[0], d, 0.5);
        fill(&at.dep[0], d, 1.4);
        fill(&at.head[0], d, 1.4);
        fill(&at.bilinear[0], sizes.arc, 0.5);
        fill(&at.root, sizes.arc, 0.5);
        fill(&at.label_dep[0], d, 1.4);
        fill(&at.label_head, d, 1.4);
        fill(&at.out[0], sizes.label, 0.5);
        // Rows that are never learnt stay zero.
        let table = vec![0.0; d << sizes.bits];
        Network { sizes, vector, at, dense, table }
    }

    fn of(&self, range: &Range<usize>) -> &[f32] {
        &self.dense[range.clone()]
    }

    /// Reads some sentences; learns from them where `train` is given, else says what they are. `watch` is shown what is
    /// multiplied with weights.
    pub(crate) fn pass(
        &self,
        batch: &[Input],
        scale: f32,
        train: Option<(Noise, &mut Gradient)>,
        watch: &mut dyn FnMut(Site, &[f32]),
    ) -> Vec<Output> {
        let Sizes { width: d, arc: a, label: m, tags: nt, labels: nl, layers, .. } = self.sizes;
        let nv = self.vector;
        let at = &self.at;
        let mut spans = Vec::new();
        let mut n = 0;
        for s in batch {
            spans.push(n..n + s.rows.len());
            n += s.rows.len();
        }
        let (mut noise, grad) = match train {
            Some((noise, grad)) => (Some(noise), Some(grad)),
            None => (None, None),
        };
        let masks: Option<Vec<Mask>> = noise.as_mut().map(|x| {
            (0..=layers)
                .map(|l| if l == 0 { Mask(Vec::new()) } else { Mask::new(batch.len(), d, x.layer, x.random) })
                .collect()
        });
        let tops: Option<[Mask; 4]> =
            noise.as_mut().map(|x| [a, a, m, m].map(|w| Mask::new(batch.len(), w, x.top, x.random)));

        // Words.
        let mut x = vec![0.0; n * d];
        let mut vectors = vec![0.0; n * nv];
        for (s, span) in batch.iter().zip(&spans) {
            for (i, w) in span.clone().enumerate() {
                let sum = &mut x[w * d..(w + 1) * d];
                for &r in &s.rows[i] {
                    let row = &self.table[r as usize * d..(r as usize + 1) * d];
                    sum.iter_mut().zip(row).for_each(|(a, b)| *a += b);
                }
                if let Some(v) = s.vectors[i] {
                    vectors[w * nv..(w + 1) * nv].copy_from_slice(v);
                }
            }
        }
        if nv > 0 {
            multiply(n, nv, d, &vectors, false, self.of(&at.project), false, 1.0, &mut x);
        }
        add_bias(&mut x, self.of(&at.bias));

        // Layers.
        let mut kept = Vec::new();
        for l in 0..layers {
            if let (Some(masks), true) = (&masks, l > 0) {
                masks[l].apply(&mut x, d, &spans);
            }
            watch(Site::Layer(l), &x);
            let mut u = vec![0.0; n * 3 * d];
            let k = self.sizes.inputs(l);
            let seen = if k > d { neighbours(&x, d, &spans) } else { Vec::new() };
            multiply(n, k, 3 * d, if k > d { &seen } else { &x }, false, self.of(&at.layer[l]), false, 0.0, &mut u);
            let (h, c) = self.scan(l, &x, &mut u, &spans);
            kept.push((x, u, c));
            x = h;
        }
        if let Some(masks) = &masks {
            masks[layers].apply(&mut x, d, &spans);
        }

        // What is read off the top.
        watch(Site::Top, &x);
        let mut tags = vec![0.0; n * nt];
        multiply(n, d, nt, &x, false, self.of(&at.tag[0]), false, 0.0, &mut tags);
        add_bias(&mut tags, self.of(&at.tag[1]));
        let top_layer = |w: &Range<usize>, b: Option<&Range<usize>>, width: usize| {
            let mut y = vec![0.0; n * width];
            multiply(n, d, width, &x, false, self.of(w), false, 0.0, &mut y);
            if let Some(b) = b {
                add_bias(&mut y, self.of(b));
            }
            y
        };
        let mut dep = top_layer(&at.dep[0], Some(&at.dep[1]), a);
        let mut head = top_layer(&at.head[0], Some(&at.head[1]), a);
        relu(&mut dep);
        relu(&mut head);
        let mut label_dep = top_layer(&at.label_dep[0], Some(&at.label_dep[1]), m);
        let label_head = top_layer(&at.label_head, None, m);
        if let Some(t) = &tops {
            t[0].apply(&mut dep, a, &spans);
            t[1].apply(&mut head, a, &spans);
        }
        watch(Site::Ask, &dep);
        watch(Site::Answer, &head);
        let mut query = vec![0.0; n * a];
        multiply(n, a, a, &dep, false, self.of(&at.bilinear[0]), false, 0.0, &mut query);
        add_bias(&mut query, self.of(&at.bilinear[1]));
        watch(Site::Question, &query);
        let mut dist = vec![0.0; n * DISTANCES];
        multiply(n, a, DISTANCES, &dep, false, self.of(&at.dist[0]), false, 0.0, &mut dist);
        add_bias(&mut dist, self.of(&at.dist[1]));
        let root = self.of(&at.root);

        // Heads.
        let mut outputs = Vec::new();
        let mut loss = [0.0; 3];
        let mut d_query = vec![0.0; n * a];
        let mut d_head = vec![0.0; n * a];
        let mut d_dist = vec![0.0; n * DISTANCES];
        let mut d_root = vec![0.0; a];
        let learns = grad.is_some();
        let mut scratch = tree::Scratch::default();
        let mut chosen = vec![0u32; n];
        for (s, span) in batch.iter().zip(&spans) {
            let len = span.len();
            let rows = span.start * a..span.end * a;
            let mut keys = head[rows.clone()].to_vec();
            keys.extend_from_slice(root);
            let mut scores = vec![0.0; len * (len + 1)];
            multiply(len, a, len + 1, &query[rows.clone()], false, &keys, true, 0.0, &mut scores);
            for i in 0..len {
                let row = &mut scores[i * (len + 1)..(i + 1) * (len + 1)];
                let by = &dist[(span.start + i) * DISTANCES..];
                for (h, v) in row.iter_mut().enumerate() {
                    *v += by[if h == len { ROOT_DISTANCE } else { distance(i, h) }];
                }
                row[i] = -1e4;
            }
            if learns {
                for i in 0..len {
                    let row = &mut scores[i * (len + 1)..(i + 1) * (len + 1)];
                    softmax(row);
                    loss[1] += miss(row, s.heads[i] as usize, scale);
                    let by = &mut d_dist[(span.start + i) * DISTANCES..];
                    for (h, v) in row.iter().enumerate() {
                        by[if h == len { ROOT_DISTANCE } else { distance(i, h) }] += v;
                    }
                    chosen[span.start + i] = s.heads[i];
                }
                multiply(len, len + 1, a, &scores, false, &keys, false, 0.0, &mut d_query[rows.clone()]);
                let mut d_keys = vec![0.0; (len + 1) * a];
                multiply(len + 1, len, a, &scores, true, &query[rows.clone()], false, 0.0, &mut d_keys);
                d_head[rows].copy_from_slice(&d_keys[..len * a]);
                d_root.iter_mut().zip(&d_keys[len * a..]).for_each(|(a, b)| *a += b);
            } else {
                let mut heads = Vec::new();
                tree::decode(&scores, len, &mut scratch, &mut heads);
                chosen[span.clone()].copy_from_slice(&heads);
                outputs.push(Output { heads, ..Output::default() });
            }
        }

        // Relations.
        let label_root = self.of(&at.label_root);
        let label_dist = self.of(&at.label_dist);
        for span in &spans {
            for w in span.clone() {
                let h = chosen[w] as usize;
                let is_root = h == span.len();
                let of_head = if is_root { label_root } else { &label_head[(span.start + h) * m..] };
                let bucket = if is_root { ROOT_DISTANCE } else { distance(w - span.start, h) };
                let row = &mut label_dep[w * m..(w + 1) * m];
                for (i, v) in row.iter_mut().enumerate() {
                    *v = (*v + of_head[i] + label_dist[bucket * m + i]).max(0.0);
                }
            }
        }
        if let Some(t) = &tops {
            t[2].apply(&mut label_dep, m, &spans);
        }
        watch(Site::Labels, &label_dep);
        let mut labels = vec![0.0; n * nl];
        multiply(n, m, nl, &label_dep, false, self.of(&at.out[0]), false, 0.0, &mut labels);
        add_bias(&mut labels, self.of(&at.out[1]));

        let Some(g) = grad else {
            for (out, span) in outputs.iter_mut().zip(&spans) {
                out.tags = span.clone().map(|w| top(&tags[w * nt..(w + 1) * nt]) as u8).collect();
                out.labels = span.clone().map(|w| top(&labels[w * nl..(w + 1) * nl]) as u8).collect();
            }
            return outputs;
        };
        let (masks, tops) = (masks.expect("drawn"), tops.expect("drawn"));

        // Losses of tags and relations.
        for (s, span) in batch.iter().zip(&spans) {
            for (i, w) in span.clone().enumerate() {
                let row = &mut tags[w * nt..(w + 1) * nt];
                softmax(row);
                loss[0] += miss(row, s.tags[i] as usize, scale);
                let row = &mut labels[w * nl..(w + 1) * nl];
                softmax(row);
                loss[2] += miss(row, s.labels[i] as usize, scale);
            }
        }
        g.loss = loss;
        g.dense.clear();
        g.dense.resize(at.len, 0.0);
        g.rows.clear();
        g.words.clear();
        let dense = &mut g.dense;
        macro_rules! gd {
            ($block:expr) => {
                &mut dense[($block).clone()]
            };
        }

        // Back from relations.
        multiply(m, n, nl, &label_dep, true, &labels, false, 0.0, gd!(&at.out[0]));
        sum_rows(&labels, gd!(&at.out[1]));
        let mut d_label = vec![0.0; n * m];
        multiply(n, nl, m, &labels, false, self.of(&at.out[0]), true, 0.0, &mut d_label);
        tops[2].apply(&mut d_label, m, &spans);
        d_label.iter_mut().zip(&label_dep).for_each(|(g, &v)| *g *= (v > 0.0) as u8 as f32);
        let mut d_label_head = vec![0.0; n * m];
        for span in &spans {
            for w in span.clone() {
                let h = chosen[w] as usize;
                let is_root = h == span.len();
                let row = &d_label[w * m..(w + 1) * m];
                let bucket = if is_root { ROOT_DISTANCE } else { distance(w - span.start, h) };
                let add = |into: &mut [f32]| into.iter_mut().zip(row).for_each(|(a, b)| *a += b);
                add(&mut gd!(&at.label_dist)[bucket * m..(bucket + 1) * m]);
                if is_root {
                    add(gd!(&at.label_root));
                } else {
                    add(&mut d_label_head[(span.start + h) * m..(span.start + h + 1) * m]);
                }
            }
        }

        // Back from heads.
        gd!(&at.root).copy_from_slice(&d_root);
        let mut d_dep = vec![0.0; n * a];
        multiply(a, n, a, &dep, true, &d_query, false, 0.0, gd!(&at.bilinear[0]));
        sum_rows(&d_query, gd!(&at.bilinear[1]));
        multiply(n, a, a, &d_query, false, self.of(&at.bilinear[0]), true, 0.0, &mut d_dep);
        multiply(a, n, DISTANCES, &dep, true, &d_dist, false, 0.0, gd!(&at.dist[0]));
        sum_rows(&d_dist, gd!(&at.dist[1]));
        multiply(n, DISTANCES, a, &d_dist, false, self.of(&at.dist[0]), true, 1.0, &mut d_dep);
        tops[0].apply(&mut d_dep, a, &spans);
        tops[1].apply(&mut d_head, a, &spans);
        d_dep.iter_mut().zip(&dep).for_each(|(g, &v)| *g *= (v > 0.0) as u8 as f32);
        d_head.iter_mut().zip(&head).for_each(|(g, &v)| *g *= (v > 0.0) as u8 as f32);

        // Back to the top of the layers.
        let mut dx = vec![0.0; n * d];
        for (y, w, b, width) in [
            (&tags, &at.tag[0], Some(&at.tag[1]), nt),
            (&d_dep, &at.dep[0], Some(&at.dep[1]), a),
            (&d_head, &at.head[0], Some(&at.head[1]), a),
            (&d_label, &at.label_dep[0], Some(&at.label_dep[1]), m),
            (&d_label_head, &at.label_head, None, m),
        ] {
            multiply(d, n, width, &x, true, y, false, 0.0, gd!(w));
            if let Some(b) = b {
                sum_rows(y, gd!(b));
            }
            multiply(n, width, d, y, false, self.of(w), true, 1.0, &mut dx);
        }

        // Back through the layers.
        for l in (0..layers).rev() {
            masks[l + 1].apply(&mut dx, d, &spans);
            let (x, mut u, c) = kept.pop().expect("one for each layer");
            let d_skip = self.scan_back(l, &x, &mut u, &c, &dx, &spans, gd!(&at.gates[l]));
            dx = d_skip;
            let k = self.sizes.inputs(l);
            if k > d {
                let seen = neighbours(&x, d, &spans);
                multiply(k, n, 3 * d, &seen, true, &u, false, 0.0, gd!(&at.layer[l]));
                let mut d_seen = seen;
                multiply(n, 3 * d, k, &u, false, self.of(&at.layer[l]), true, 0.0, &mut d_seen);
                add_neighbours(&d_seen, d, &spans, &mut dx);
            } else {
                multiply(d, n, 3 * d, &x, true, &u, false, 0.0, gd!(&at.layer[l]));
                multiply(n, 3 * d, d, &u, false, self.of(&at.layer[l]), true, 1.0, &mut dx);
            }
        }
        sum_rows(&dx, gd!(&at.bias));
        if nv > 0 {
            multiply(nv, n, d, &vectors, true, &dx, false, 0.0, gd!(&at.project));
        }
        g.rows.extend(batch.iter().flat_map(|s| s.rows.iter().cloned()));
        g.words = dx;
        outputs
    }

    /// Runs the recurrent units of a layer both ways; gives what they say and their inner states.
    fn scan(&self, l: usize, x: &[f32], u: &mut [f32], spans: &[Range<usize>]) -> (Vec<f32>, Vec<f32>) {
        let d = self.sizes.width;
        let half = d / 2;
        let g = self.of(&self.at.gates[l]);
        let (bf, br, vf, vr) = (&g[..d], &g[d..2 * d], &g[2 * d..3 * d], &g[3 * d..]);
        let (mut h, mut c) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        let mut state = vec![0.0f32; d];
        for span in spans {
            for way in 0..2 {
                let (from, to) = (way * half, (way + 1) * half);
                state.fill(0.0);
                for step in 0..span.len() {
                    let w = if way == 0 { span.start + step } else { span.end - 1 - step };
                    let row = &mut u[w * 3 * d..(w + 1) * 3 * d];
                    for i in from..to {
                        let pf = row[d + i] + vf[i] * state[i] + bf[i];
                        let pr = row[2 * d + i] + vr[i] * state[i] + br[i];
                        (row[d + i], row[2 * d + i]) = (pf, pr);
                        let (f, r) = (gate(pf), gate(pr));
                        state[i] = f * state[i] + (1.0 - f) * row[i];
                        c[w * d + i] = state[i];
                        h[w * d + i] = r * state[i] + (1.0 - r) * x[w * d + i];
                    }
                }
            }
        }
        (h, c)
    }

    /// The way back: turns `u` (sums before the gates) into its gradient and gives that of what skips the layer.
    #[allow(clippy::too_many_arguments)]
    fn scan_back(
        &self,
        l: usize,
        x: &[f32],
        u: &mut [f32],
        c: &[f32],
        dh: &[f32],
        spans: &[Range<usize>],
        dg: &mut [f32],
    ) -> Vec<f32> {
        let d = self.sizes.width;
        let half = d / 2;
        let g = self.of(&self.at.gates[l]);
        let (vf, vr) = (&g[2 * d..3 * d], &g[3 * d..]);
        let mut skip = vec![0.0; x.len()];
        let mut carry = vec![0.0f32; d];
        let zero = vec![0.0f32; d];
        let (dbf, rest) = dg.split_at_mut(d);
        let (dbr, rest) = rest.split_at_mut(d);
        let (dvf, dvr) = rest.split_at_mut(d);
        for span in spans {
            for way in 0..2 {
                let (from, to) = (way * half, (way + 1) * half);
                carry.fill(0.0);
                for step in (0..span.len()).rev() {
                    let w = if way == 0 { span.start + step } else { span.end - 1 - step };
                    let before = match (step, way) {
                        (0, _) => &zero[..],
                        (_, 0) => &c[(w - 1) * d..w * d],
                        _ => &c[(w + 1) * d..(w + 2) * d],
                    };
                    let row = &mut u[w * 3 * d..(w + 1) * 3 * d];
                    for i in from..to {
                        let (pf, pr) = (row[d + i], row[2 * d + i]);
                        let (f, r) = (gate(pf), gate(pr));
                        let at = w * d + i;
                        let dr = dh[at] * (c[at] - x[at]) * slope(pr);
                        let dc = carry[i] + dh[at] * r;
                        skip[at] = dh[at] * (1.0 - r);
                        let df = dc * (before[i] - row[i]) * slope(pf);
                        row[i] = dc * (1.0 - f);
                        row[d + i] = df;
                        row[2 * d + i] = dr;
                        carry[i] = dc * f + df * vf[i] + dr * vr[i];
                        dbf[i] += df;
                        dbr[i] += dr;
                        dvf[i] += df * before[i];
                        dvr[i] += dr * before[i];
                    }
                }
            }
        }
        skip
    }
}
