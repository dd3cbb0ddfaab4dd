//! The network behind tags and trees: what a word is, from itself and from the words around it.
//!
//! A word is a sum of hashed embeddings; layers of simple recurrent units (Lei et al. 2018) read the sentence both ways.
//! Off the top are read tags, scores of heads (deep biaffine attention, Dozat and Manning 2017) and, once heads are
//! known, relations. Products are of bytes; all else is plain arithmetic in one order, so that every machine agrees.

use crate::product::{self, Machine, Packed, ZERO};
use crate::tree;
use crate::vectors::Forms;
use crate::weights::{Model, ModelError, best};

/// Distances between a word and its head that are told apart: ten each way and the root's.
pub const DISTANCES: usize = 21;

/// The number of the root's distance.
pub const ROOT_DISTANCE: usize = 20;

/// The number of a distance between a word and another.
pub fn distance(word: usize, head: usize) -> usize {
    let size = match word.abs_diff(head) {
        by @ 0..=5 => by.max(1) - 1,
        6..=7 => 5,
        8..=10 => 6,
        11..=15 => 7,
        16..=25 => 8,
        _ => 9,
    };
    size + 10 * (head > word) as usize
}

/// The gate of a recurrent unit, a smooth step from 0 to 1 between -4 and 4.
#[inline(always)]
pub fn gate(x: f32) -> f32 {
    let z = (x * 0.25).clamp(-1.0, 1.0);
    0.5 + z * (0.75 - 0.25 * z * z)
}

/// What decides how many weights there are; as in the model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Width of the embeddings and of the layers; half of a layer reads each way. A multiple of 32.
    pub width: usize,
    /// Layers.
    pub layers: usize,
    /// The first so many layers see of each word its neighbours too.
    pub wide: usize,
    /// Width of what heads are scored with; a multiple of 16.
    pub arc: usize,
    /// Width of the hidden layer that relations are read off; a multiple of 16.
    pub label: usize,
    /// Number of tags.
    pub tags: usize,
    /// Number of relations.
    pub labels: usize,
    /// The table of embeddings has 2^`bits` rows.
    pub bits: usize,
}

impl Sizes {
    /// Reads the section `sizes`.
    fn read(model: &Model) -> Result<Sizes, ModelError> {
        let numbers = model.section("sizes")?.as_chunks::<4>().0;
        let numbers: Vec<usize> = numbers.iter().map(|&b| u32::from_le_bytes(b) as usize).collect();
        let &[width, layers, wide, arc, label, tags, labels, bits] = &numbers[..] else {
            return Err(model.error("has other sizes than this program knows"));
        };
        let sizes = Sizes { width, layers, wide, arc, label, tags, labels, bits };
        let fits = width % 32 == 0
            && arc % 16 == 0
            && label % 16 == 0
            && [width, arc, label].iter().all(|w| (16..=1024).contains(w));
        let counts =
            (1..=16).contains(&layers) && (1..=256).contains(&tags) && (1..=256).contains(&labels) && bits <= 24;
        if fits && counts { Ok(sizes) } else { Err(model.error("has sizes that this program cannot use")) }
    }

    /// The bytes of the section `sizes`.
    pub fn write(&self) -> Vec<u8> {
        let Sizes { width, layers, wide, arc, label, tags, labels, bits } = *self;
        [width, layers, wide, arc, label, tags, labels, bits].iter().flat_map(|&n| (n as u32).to_le_bytes()).collect()
    }

    /// How many numbers a layer reads of each word.
    pub fn inputs(&self, layer: usize) -> usize {
        if layer < self.wide { 3 * self.width } else { self.width }
    }

    /// The blocks of columns that are read off the top, each filled up to a multiple of sixteen: tags, word as
    /// dependent and as head, the same for relations.
    pub fn top(&self) -> [usize; 5] {
        [self.tags.next_multiple_of(16), self.arc, self.arc, self.label, self.label]
    }

    /// The blocks of columns that a dependent is turned into: what its head is asked for, and distances.
    pub fn ask(&self) -> [usize; 2] {
        [self.arc, DISTANCES.next_multiple_of(16)]
    }
}

/// A product with what turns its sums into numbers.
#[derive(Clone, Debug)]
struct Dense {
    bytes: &'static [[u8; 64]],
    fours: usize,
    excess: Vec<i32>,
    /// What inputs are multiplied with to be bytes.
    step: f32,
    /// What the sums of each column are multiplied with.
    scale: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    fn weights(&self) -> Packed<'_> {
        Packed::new(self.bytes, self.fours, &self.excess)
    }

    /// Bytes of `x` times the weights.
    #[inline(always)]
    fn sums<M: Machine>(&self, x: &[f32], bytes: &mut Vec<u8>, out: &mut Vec<i32>) {
        to_bytes(x, self.step, bytes);
        product::multiply::<M>(bytes, &self.weights(), out);
    }

    /// The product, scaled and with its bias.
    #[inline(always)]
    fn apply<M: Machine>(&self, x: &[f32], bytes: &mut Vec<u8>, sums: &mut Vec<i32>, out: &mut Vec<f32>) {
        self.sums::<M>(x, bytes, sums);
        let columns = self.bias.len();
        out.clear();
        out.resize(sums.len(), 0.0);
        for (out, sums) in out.chunks_exact_mut(columns).zip(sums.chunks_exact(columns)) {
            for (((out, &sum), scale), bias) in out.iter_mut().zip(sums).zip(&self.scale).zip(&self.bias) {
                *out = sum as f32 * scale + bias;
            }
        }
    }
}

/// Rounds to bytes, the halves to the even number.
#[inline(always)]
fn to_bytes(x: &[f32], step: f32, out: &mut Vec<u8>) {
    // Adding this number leaves the integer in the lowest bits.
    const SHIFT: f32 = 12_582_912.0;
    out.clear();
    out.resize(x.len(), 0);
    for (out, v) in out.iter_mut().zip(x) {
        *out = (((v * step).clamp(-127.0, 127.0) + SHIFT).to_bits() as u8).wrapping_add(ZERO);
    }
}

/// Copies a block of columns of all rows, with zeros for what is negative.
#[inline(always)]
fn positive(rows: &[f32], columns: usize, from: usize, width: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(rows.len() / columns * width, 0.0);
    for (out, row) in out.chunks_exact_mut(width).zip(rows.chunks_exact(columns)) {
        for (out, v) in out.iter_mut().zip(&row[from..from + width]) {
            *out = v.max(0.0);
        }
    }
}

/// A layer of recurrent units: the product gives what a unit may take in, then its gates.
#[derive(Clone, Debug)]
struct Layer {
    dense: Dense,
    /// Weights of the last state in both gates.
    state: [Vec<f32>; 2],
}

/// Reads numbers and weights in the order in which they were written.
struct Reader<'a> {
    model: &'a Model,
    numbers: &'static [[u8; 4]],
    weights: &'static [[u8; 64]],
}

impl Reader<'_> {
    fn numbers(&mut self, n: usize) -> Result<Vec<f32>, ModelError> {
        let (first, rest) = self.numbers.split_at_checked(n).ok_or_else(|| self.model.error("has too few numbers"))?;
        self.numbers = rest;
        Ok(first.iter().map(|&b| f32::from_le_bytes(b)).collect())
    }

    fn number(&mut self) -> Result<f32, ModelError> {
        Ok(self.numbers(1)?[0])
    }

    fn dense(&mut self, rows: usize, columns: usize) -> Result<Dense, ModelError> {
        let n = rows / 4 * columns / product::LANES;
        let (bytes, rest) = self.weights.split_at_checked(n).ok_or_else(|| self.model.error("has too few weights"))?;
        self.weights = rest;
        let mut excess = Vec::new();
        product::excess(bytes, rows / 4, &mut excess);
        let (step, scale, bias) = (self.number()?, self.numbers(columns)?, self.numbers(columns)?);
        Ok(Dense { bytes, fours: rows / 4, excess, step, scale, bias })
    }
}

/// A network, ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    pub(crate) sizes: Sizes,
    /// The embeddings.
    table: &'static [u8],
    table_scale: Vec<f32>,
    /// What raw text says of words, as it counts here.
    pub(crate) forms: Forms,
    vectors: &'static [u8],
    vector_scale: Vec<f32>,
    bias: Vec<f32>,
    layers: Vec<Layer>,
    top: Dense,
    ask: Dense,
    /// What questions and answers about heads are multiplied with to be bytes, and their product to be a number.
    question_step: f32,
    answer_step: f32,
    arc_scale: f32,
    /// The root as a head.
    root: Vec<f32>,
    label_root: Vec<f32>,
    label_distance: Vec<f32>,
    labels: Dense,
    runs: fn(&Encoder, &mut Work),
}

/// Working memory, and what was found in the last sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work {
    /// Features of all words, and where those of each word end.
    pub(crate) features: Vec<u32>,
    pub(crate) ends: Vec<usize>,
    /// The vector of each word, where raw text had it.
    pub(crate) vectors: Vec<Option<u32>>,
    pub(crate) tags: Vec<u8>,
    /// Heads; the root is the number of words.
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
    x: Vec<f32>,
    next: Vec<f32>,
    y: Vec<f32>,
    z: Vec<f32>,
    row: Vec<i16>,
    state: Vec<f32>,
    bytes: Vec<u8>,
    sums: Vec<i32>,
    keys: Vec<u8>,
    blocks: Vec<[u8; 64]>,
    excess: Vec<i32>,
    scores: Vec<f32>,
    tree: tree::Scratch,
}

impl Encoder {
    pub(crate) fn open(model: &Model) -> Result<Encoder, ModelError> {
        let sizes = Sizes::read(model)?;
        let Sizes { width, arc, label, labels, bits, .. } = sizes;
        let table = model.section("table")?;
        if table.len() != width << bits {
            return Err(model.error("has a table of another size"));
        }
        let mut from = Reader {
            model,
            numbers: model.section("numbers")?.as_chunks().0,
            weights: model.section("weights")?.as_chunks().0,
        };
        let (table_scale, vector_scale, bias) = (from.numbers(width)?, from.numbers(width)?, from.numbers(width)?);
        let mut layers = Vec::new();
        for l in 0..sizes.layers {
            let dense = from.dense(sizes.inputs(l), 3 * width)?;
            layers.push(Layer { dense, state: [from.numbers(width)?, from.numbers(width)?] });
        }
        Ok(Encoder {
            sizes,
            table,
            table_scale,
            forms: Forms::open(model.section("forms")?).ok_or_else(|| model.error("has no table of forms"))?,
            vectors: model.section("vectors")?,
            vector_scale,
            bias,
            layers,
            top: from.dense(width, sizes.top().iter().sum())?,
            ask: from.dense(arc, sizes.ask().iter().sum())?,
            question_step: from.number()?,
            answer_step: from.number()?,
            arc_scale: from.number()?,
            root: from.numbers(arc)?,
            label_root: from.numbers(label)?,
            label_distance: from.numbers(DISTANCES * label)?,
            labels: from.dense(label, labels.next_multiple_of(16))?,
            runs: fastest(),
        })
    }

    /// Finds tags, heads and relations of the sentence whose features are set.
    pub(crate) fn run(&self, work: &mut Work) {
        (self.runs)(self, work);
    }

    #[inline(always)]
    fn run_on<M: Machine>(&self, work: &mut Work) {
        self.embed(work);
        for layer in &self.layers {
            layer.multiply::<M>(work, self.sizes.width);
            layer.scan(work, self.sizes.width);
            std::mem::swap(&mut work.x, &mut work.next);
        }
        self.top.apply::<M>(&work.x, &mut work.bytes, &mut work.sums, &mut work.y);
        self.tag(work);
        self.attach::<M>(work);
        self.label::<M>(work);
    }

    #[inline(always)]
    fn embed(&self, work: &mut Work) {
        let width = self.sizes.width;
        let mask = (1usize << self.sizes.bits) - 1;
        work.x.clear();
        work.x.resize(work.ends.len() * width, 0.0);
        work.row.resize(width, 0);
        let mut from = 0;
        for ((&end, vector), x) in work.ends.iter().zip(&work.vectors).zip(work.x.chunks_exact_mut(width)) {
            work.row.fill(0);
            for &f in &work.features[from..end] {
                let at = (f as usize & mask) * width;
                for (sum, &b) in work.row.iter_mut().zip(&self.table[at..at + width]) {
                    *sum = sum.wrapping_add(b as i8 as i16);
                }
            }
            for (((x, &sum), scale), bias) in x.iter_mut().zip(&work.row).zip(&self.table_scale).zip(&self.bias) {
                *x = sum as f32 * scale + bias;
            }
            let at = vector.map_or(usize::MAX / 2, |v| v as usize * width);
            if let Some(vector) = self.vectors.get(at..at + width) {
                for ((x, &b), scale) in x.iter_mut().zip(vector).zip(&self.vector_scale) {
                    *x += b as i8 as f32 * scale;
                }
            }
            from = end;
        }
    }

    #[inline(always)]
    fn tag(&self, work: &mut Work) {
        let columns = self.sizes.top().iter().sum::<usize>();
        work.tags.clear();
        for row in work.y.chunks_exact(columns) {
            work.tags.push(best(row, self.sizes.tags) as u8);
        }
    }

    #[inline(always)]
    fn attach<M: Machine>(&self, work: &mut Work) {
        let [tags, arc, ..] = self.sizes.top();
        let columns = self.sizes.top().iter().sum::<usize>();
        let n = work.ends.len();
        // Answers, packed as weights, with the root last.
        positive(&work.y, columns, tags + arc, arc, &mut work.z);
        work.z.extend_from_slice(&self.root);
        to_bytes(&work.z, self.answer_step, &mut work.keys);
        let (groups, fours) = ((n + 1).div_ceil(product::LANES), arc / 4);
        work.blocks.clear();
        work.blocks.resize(groups * fours, [0; 64]);
        for (i, key) in work.keys.chunks_exact(arc).enumerate() {
            let (group, lane) = (i / product::LANES * fours, i % product::LANES * 4);
            for (block, four) in work.blocks[group..group + fours].iter_mut().zip(key.as_chunks::<4>().0) {
                for k in 0..4 {
                    block[lane + k] = four[k].wrapping_sub(ZERO);
                }
            }
        }
        product::excess(&work.blocks, fours, &mut work.excess);
        // Questions.
        positive(&work.y, columns, tags, arc, &mut work.z);
        self.ask.apply::<M>(&work.z, &mut work.bytes, &mut work.sums, &mut work.next);
        let asked = self.sizes.ask().iter().sum::<usize>();
        work.z.clear();
        for row in work.next.chunks_exact(asked) {
            work.z.extend_from_slice(&row[..arc]);
        }
        to_bytes(&work.z, self.question_step, &mut work.bytes);
        product::multiply::<M>(&work.bytes, &Packed::new(&work.blocks, fours, &work.excess), &mut work.sums);
        work.scores.clear();
        work.scores.resize(n * (n + 1), 0.0);
        let rows = work.sums.chunks_exact(groups * product::LANES).zip(work.next.chunks_exact(asked));
        for (i, ((sums, row), scores)) in rows.zip(work.scores.chunks_exact_mut(n + 1)).enumerate() {
            for (score, &sum) in scores.iter_mut().zip(sums) {
                *score = sum as f32 * self.arc_scale;
            }
            let by = &row[arc..arc + DISTANCES];
            for (h, score) in scores[..n].iter_mut().enumerate() {
                *score += by[distance(i, h)];
            }
            scores[n] += by[ROOT_DISTANCE];
        }
        tree::decode(&work.scores, n, &mut work.tree, &mut work.heads);
    }

    #[inline(always)]
    fn label<M: Machine>(&self, work: &mut Work) {
        let [tags, arc, _, label, _] = self.sizes.top();
        let columns = self.sizes.top().iter().sum::<usize>();
        let n = work.ends.len();
        let (as_word, as_head) = (tags + 2 * arc, tags + 2 * arc + label);
        work.z.clear();
        work.z.resize(n * label, 0.0);
        for ((i, &head), z) in work.heads.iter().enumerate().zip(work.z.chunks_exact_mut(label)) {
            let h = head as usize;
            let word = &work.y[i * columns + as_word..][..label];
            let (of_head, by) = match h < n {
                true => (&work.y[h * columns + as_head..][..label], distance(i, h)),
                false => (&self.label_root[..], ROOT_DISTANCE),
            };
            let by = &self.label_distance[by * label..(by + 1) * label];
            for (((z, a), b), c) in z.iter_mut().zip(word).zip(of_head).zip(by) {
                *z = (a + b + c).max(0.0);
            }
        }
        self.labels.apply::<M>(&work.z, &mut work.bytes, &mut work.sums, &mut work.next);
        work.labels.clear();
        let columns = self.labels.bias.len();
        for row in work.next.chunks_exact(columns) {
            work.labels.push(best(row, self.sizes.labels) as u8);
        }
    }
}

impl Layer {
    /// What the units may take in and their gates, before the last state is known.
    #[inline(always)]
    fn multiply<M: Machine>(&self, work: &mut Work, width: usize) {
        if self.dense.fours * 4 == width {
            return self.dense.sums::<M>(&work.x, &mut work.bytes, &mut work.sums);
        }
        to_bytes(&work.x, self.dense.step, &mut work.keys);
        work.bytes.clear();
        let n = work.ends.len();
        for w in 0..n {
            match w.checked_sub(1) {
                Some(before) => work.bytes.extend_from_slice(&work.keys[before * width..w * width]),
                None => work.bytes.resize(work.bytes.len() + width, ZERO),
            }
            work.bytes.extend_from_slice(&work.keys[w * width..(w + 2).min(n) * width]);
            work.bytes.resize((w + 1) * 3 * width, ZERO);
        }
        product::multiply::<M>(&work.bytes, &self.dense.weights(), &mut work.sums);
    }

    /// Lets the units read the sentence, one half of them from its end.
    #[inline(always)]
    fn scan(&self, work: &mut Work, width: usize) {
        let half = width / 2;
        let n = work.ends.len();
        work.next.clear();
        work.next.resize(n * width, 0.0);
        for way in 0..2 {
            work.state.clear();
            work.state.resize(half, 0.0);
            let from = way * half;
            let (scale, bias) = (&self.dense.scale, &self.dense.bias);
            let parts =
                [from..from + half, width + from..width + from + half, 2 * width + from..2 * width + from + half];
            let [p0, p1, p2] = parts;
            let (s0, s1, s2) = (&scale[p0.clone()], &scale[p1.clone()], &scale[p2.clone()]);
            let (b0, b1, b2) = (&bias[p0.clone()], &bias[p1.clone()], &bias[p2.clone()]);
            let (v1, v2) = (&self.state[0][from..from + half], &self.state[1][from..from + half]);
            for step in 0..n {
                let w = if way == 0 { step } else { n - 1 - step };
                let u = &work.sums[w * 3 * width..(w + 1) * 3 * width];
                let (u0, u1, u2) = (&u[p0.clone()], &u[p1.clone()], &u[p2.clone()]);
                let x = &work.x[w * width + from..w * width + from + half];
                let out = &mut work.next[w * width + from..w * width + from + half];
                let state = &mut work.state[..half];
                for i in 0..half {
                    let last = state[i];
                    let forget = gate(u1[i] as f32 * s1[i] + b1[i] + v1[i] * last);
                    let show = gate(u2[i] as f32 * s2[i] + b2[i] + v2[i] * last);
                    let take = u0[i] as f32 * s0[i] + b0[i];
                    let now = take + forget * (last - take);
                    state[i] = now;
                    out[i] = x[i] + show * (now - x[i]);
                }
            }
        }
    }
}

/// The fastest way to run a network on this machine.
fn fastest() -> fn(&Encoder, &mut Work) {
    #[cfg(target_arch = "x86_64")]
    {
        let wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw");
        if wide && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512vnni") {
            return on_vnni;
        }
        if is_x86_feature_detected!("avx2") {
            return on_avx2;
        }
    }
    on_any
}

fn on_any(encoder: &Encoder, work: &mut Work) {
    encoder.run_on::<product::Plain>(work);
}

#[cfg(target_arch = "x86_64")]
fn on_avx2(encoder: &Encoder, work: &mut Work) {
    #[target_feature(enable = "avx2")]
    fn run(encoder: &Encoder, work: &mut Work) {
        encoder.run_on::<product::Avx2>(work);
    }
    // SAFETY: chosen by `fastest` where the machine has AVX2.
    #[allow(unsafe_code)]
    unsafe {
        run(encoder, work)
    }
}

#[cfg(target_arch = "x86_64")]
fn on_vnni(encoder: &Encoder, work: &mut Work) {
    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512vnni")]
    fn run(encoder: &Encoder, work: &mut Work) {
        encoder.run_on::<product::Vnni>(work);
    }
    // SAFETY: chosen by `fastest` where the machine has these instructions.
    #[allow(unsafe_code)]
    unsafe {
        run(encoder, work)
    }
}
