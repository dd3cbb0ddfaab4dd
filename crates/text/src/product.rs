//! Products of matrices of bytes: exact integers, so that every machine gives the same result, however it multiplies.

// Indices stand for registers; iterators would need closures, which do not know a machine's instructions.
#![allow(clippy::needless_range_loop)]

/// Columns that are computed together; the columns of a matrix are filled up to a multiple of it.
pub const LANES: usize = 16;

/// Weights in the order in which they are used: for each group of [`LANES`] columns and each four rows, sixteen times
/// four bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed<'a> {
    bytes: &'a [[u8; 64]],
    /// Fours of rows.
    fours: usize,
    /// What each column gives too much since inputs are stored with [`ZERO`] added.
    excess: &'a [i32],
}

/// What stands for zero in an input.
pub(crate) const ZERO: u8 = 128;

/// Packs weights given row by row; both sizes are filled up with zeros.
pub fn pack(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> i8) -> Vec<u8> {
    let mut out = Vec::new();
    for group in 0..columns.div_ceil(LANES) {
        for four in 0..rows.div_ceil(4) {
            for column in group * LANES..(group + 1) * LANES {
                for row in four * 4..four * 4 + 4 {
                    out.push(if row < rows && column < columns { weight(row, column) as u8 } else { 0 });
                }
            }
        }
    }
    out
}

/// The excess of each column of packed weights.
pub(crate) fn excess(bytes: &[[u8; 64]], fours: usize, out: &mut Vec<i32>) {
    out.clear();
    for group in bytes.chunks_exact(fours.max(1)) {
        let mut sums = [0i32; LANES];
        for block in group {
            for (sum, four) in sums.iter_mut().zip(block.as_chunks::<4>().0) {
                *sum += four.iter().map(|&b| b as i8 as i32).sum::<i32>() * ZERO as i32;
            }
        }
        out.extend(sums);
    }
}

impl<'a> Packed<'a> {
    /// Weights of `4 * fours` rows with their [`excess`].
    pub(crate) fn new(bytes: &'a [[u8; 64]], fours: usize, excess: &'a [i32]) -> Packed<'a> {
        Packed { bytes, fours, excess }
    }

    /// Columns of the result.
    pub(crate) fn columns(&self) -> usize {
        self.excess.len()
    }
}

/// How a machine multiplies. No closures here or in what is run for one machine: they would not know its instructions.
pub(crate) trait Machine {
    /// `R` rows of `4 * weights.fours` inputs times `G` groups of columns from `group` on.
    fn block<const R: usize, const G: usize>(inputs: &[u8], weights: &Packed, group: usize) -> [[[i32; LANES]; G]; R];
}

/// All inputs times all weights; a row of `4 * weights.fours` inputs gives a row of [`Packed::columns`] results.
#[inline(always)]
pub(crate) fn multiply<M: Machine>(inputs: &[u8], weights: &Packed, out: &mut Vec<i32>) {
    let (width, columns) = (weights.fours * 4, weights.columns());
    let rows = inputs.len() / width.max(1);
    out.clear();
    out.resize(rows * columns, 0);
    let groups = columns / LANES;
    let mut row = 0;
    macro_rules! rows {
        ($n:literal) => {{
            let mut group = 0;
            while group < groups {
                macro_rules! groups {
                    ($g:literal) => {{
                        let block = M::block::<$n, $g>(&inputs[row * width..(row + $n) * width], weights, group);
                        for (r, sums) in block.iter().enumerate() {
                            let at = (row + r) * columns + group * LANES;
                            for (out, sum) in out[at..at + $g * LANES].as_chunks_mut().0.iter_mut().zip(sums) {
                                *out = *sum;
                            }
                        }
                        group += $g;
                    }};
                }
                match groups - group {
                    1 => groups!(1),
                    2 => groups!(2),
                    3 => groups!(3),
                    _ => groups!(4),
                }
            }
            row += $n;
        }};
    }
    while row < rows {
        match rows - row {
            1 => rows!(1),
            2 => rows!(2),
            3 => rows!(3),
            _ => rows!(4),
        }
    }
}

/// Any machine.
pub(crate) struct Plain;

impl Machine for Plain {
    #[inline(always)]
    fn block<const R: usize, const G: usize>(inputs: &[u8], weights: &Packed, group: usize) -> [[[i32; LANES]; G]; R] {
        let fours = weights.fours;
        let mut out = [[[0i32; LANES]; G]; R];
        for (r, row) in out.iter_mut().enumerate() {
            let inputs = inputs[r * fours * 4..(r + 1) * fours * 4].as_chunks::<4>().0;
            for (g, sums) in row.iter_mut().enumerate() {
                let blocks = &weights.bytes[(group + g) * fours..(group + g + 1) * fours];
                for (input, block) in inputs.iter().zip(blocks) {
                    for (sum, w) in sums.iter_mut().zip(block.as_chunks::<4>().0) {
                        for k in 0..4 {
                            *sum += (input[k] as i32 - ZERO as i32) * (w[k] as i8 as i32);
                        }
                    }
                }
            }
        }
        out
    }
}

/// Machines with AVX2.
#[cfg(target_arch = "x86_64")]
pub(crate) struct Avx2;

#[cfg(target_arch = "x86_64")]
impl Machine for Avx2 {
    #[inline(always)]
    fn block<const R: usize, const G: usize>(inputs: &[u8], weights: &Packed, group: usize) -> [[[i32; LANES]; G]; R] {
        use std::arch::x86_64::*;
        let fours = weights.fours;
        let inputs = &inputs[..R * fours * 4];
        let blocks = &weights.bytes[group * fours..(group + G) * fours];
        let mut out = [[[0; LANES]; G]; R];
        // SAFETY: called where AVX2 was found; `i < fours`, so that all loads are inside the two slices.
        #[allow(unsafe_code)]
        unsafe {
            let mut sums = [[[_mm256_setzero_si256(); 2]; G]; R];
            let (ones, zero) = (_mm256_set1_epi16(1), _mm256_set1_epi8(ZERO as i8));
            for i in 0..fours {
                for r in 0..R {
                    let four = inputs.as_ptr().add((r * fours + i) * 4).cast::<i32>().read_unaligned();
                    let x = _mm256_xor_si256(_mm256_set1_epi32(four), zero);
                    let size = _mm256_abs_epi8(x);
                    for g in 0..G {
                        let block = blocks.as_ptr().add(g * fours + i).cast::<__m256i>();
                        for half in 0..2 {
                            // Neither is ever -128, so that two products fit into 16 bits.
                            let w = _mm256_sign_epi8(_mm256_loadu_si256(block.add(half)), x);
                            let fourths = _mm256_madd_epi16(_mm256_maddubs_epi16(size, w), ones);
                            sums[r][g][half] = _mm256_add_epi32(sums[r][g][half], fourths);
                        }
                    }
                }
            }
            for r in 0..R {
                for g in 0..G {
                    for half in 0..2 {
                        _mm256_storeu_si256(out[r][g].as_mut_ptr().add(8 * half).cast(), sums[r][g][half]);
                    }
                }
            }
        }
        out
    }
}

/// Machines with the vector neural network instructions of AVX-512.
#[cfg(target_arch = "x86_64")]
pub(crate) struct Vnni;

#[cfg(target_arch = "x86_64")]
impl Machine for Vnni {
    #[inline(always)]
    fn block<const R: usize, const G: usize>(inputs: &[u8], weights: &Packed, group: usize) -> [[[i32; LANES]; G]; R] {
        use std::arch::x86_64::*;
        let fours = weights.fours;
        let inputs = &inputs[..R * fours * 4];
        let blocks = &weights.bytes[group * fours..(group + G) * fours];
        let excess = &weights.excess[group * LANES..(group + G) * LANES];
        let mut out = [[[0; LANES]; G]; R];
        // SAFETY: called where AVX-512 with VNNI was found; `i < fours`, so that all loads are inside the three slices.
        #[allow(unsafe_code)]
        unsafe {
            let mut sums = [[_mm512_setzero_si512(); G]; R];
            for i in 0..fours {
                let mut w = [_mm512_setzero_si512(); G];
                for g in 0..G {
                    w[g] = _mm512_loadu_si512(blocks.as_ptr().add(g * fours + i).cast());
                }
                for r in 0..R {
                    let four = inputs.as_ptr().add((r * fours + i) * 4).cast::<i32>().read_unaligned();
                    let x = _mm512_set1_epi32(four);
                    for g in 0..G {
                        sums[r][g] = _mm512_dpbusd_epi32(sums[r][g], x, w[g]);
                    }
                }
            }
            for g in 0..G {
                let excess = _mm512_loadu_si512(excess.as_ptr().add(g * LANES).cast());
                for r in 0..R {
                    _mm512_storeu_si512(out[r][g].as_mut_ptr().cast(), _mm512_sub_epi32(sums[r][g], excess));
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn avx2(inputs: &[u8], weights: &Packed, out: &mut Vec<i32>) {
        multiply::<Avx2>(inputs, weights, out);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    fn vnni(inputs: &[u8], weights: &Packed, out: &mut Vec<i32>) {
        multiply::<Vnni>(inputs, weights, out);
    }

    /// Every way of multiplying gives the sums of products.
    fn check(rows: usize, width: usize, columns: usize) {
        let number = |a: usize, b: usize| ((a * 37 + b * 91 + a * b) % 255) as i32 - 127;
        let input: Vec<u8> = (0..rows * width).map(|i| (number(i / width, i % width) + ZERO as i32) as u8).collect();
        let bytes = pack(width, columns, |k, c| number(k + 5, c) as i8);
        let bytes = bytes.as_chunks::<64>().0;
        let mut over = Vec::new();
        excess(bytes, width / 4, &mut over);
        let weights = Packed::new(bytes, width / 4, &over);
        let mut out = Vec::new();
        let expected = |r: usize, c: usize| (0..width).map(|k| number(r, k) * number(k + 5, c)).sum::<i32>();
        let same = |out: &[i32]| {
            let wide = columns.next_multiple_of(LANES);
            assert_eq!(out.len(), rows * wide);
            (0..rows).all(|r| (0..columns).all(|c| out[r * wide + c] == expected(r, c)))
        };
        multiply::<Plain>(&input, &weights, &mut out);
        assert!(same(&out), "{rows} {width} {columns}");
        #[cfg(target_arch = "x86_64")]
        {
            // SAFETY: each is called where the machine has what it needs.
            #[allow(unsafe_code)]
            if is_x86_feature_detected!("avx2") {
                unsafe { avx2(&input, &weights, &mut out) };
                assert!(same(&out), "AVX2, {rows} {width} {columns}");
            }
            #[allow(unsafe_code)]
            if is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512vl") {
                unsafe { vnni(&input, &weights, &mut out) };
                assert!(same(&out), "VNNI, {rows} {width} {columns}");
            }
        }
    }

    #[test]
    fn products_are_exact() {
        check(0, 4, 16);
        check(1, 4, 1);
        check(3, 8, 17);
        check(6, 128, 96);
        check(9, 64, 23);
    }
}
