//! Trees from scores of heads.

/// Working memory: the best scores of spans.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// Spans whose first word heads all others, by first word; and the same by last word.
    right: Vec<f32>,
    right_by_end: Vec<f32>,
    /// Spans whose last word heads all others, by first word; and the same by last word.
    left: Vec<f32>,
    left_by_end: Vec<f32>,
    /// Spans between a word and a dependent to its right, by first word.
    arc_right: Vec<f32>,
    /// Spans between a word and a dependent to its left, by last word.
    arc_left: Vec<f32>,
    todo: Vec<(Span, usize, usize)>,
}

/// What is still to be taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Span {
    Right,
    Left,
    ArcRight,
    ArcLeft,
}

/// Finds the tree with the highest sum of scores among those with one root and no arcs that cross (Eisner 1996), which
/// is what readers of trees rely on. `scores` has `n + 1` for each of `n` words, the last for the root, whose number as
/// a head is `n`. The cost grows with the cube of `n`.
pub fn decode(scores: &[f32], n: usize, scratch: &mut Scratch, heads: &mut Vec<u32>) {
    heads.clear();
    heads.resize(n, n as u32);
    if n == 0 {
        return;
    }
    let score = |word: usize, head: usize| scores[word * (n + 1) + head];
    let Scratch { right, right_by_end, left, left_by_end, arc_right, arc_left, todo } = scratch;
    for table in [&mut *right, right_by_end, left, left_by_end, arc_right, arc_left] {
        table.clear();
        table.resize(n * n, 0.0);
    }
    for size in 1..n {
        for i in 0..n - size {
            let j = i + size;
            let (by_first, by_last) = (i * n, j * n);
            // Two spans meet between a word and its dependent.
            let sum = greatest(&right[by_first + i..by_first + j], &left_by_end[by_last + i + 1..by_last + j + 1]);
            arc_right[by_first + j] = sum + score(j, i);
            arc_left[by_last + i] = sum + score(i, j);
            // The farthest dependent of the head and what it heads itself.
            let sum = greatest(
                &arc_right[by_first + i + 1..by_first + j + 1],
                &right_by_end[by_last + i + 1..by_last + j + 1],
            );
            (right[by_first + j], right_by_end[by_last + i]) = (sum, sum);
            let sum = greatest(&left[by_first + i..by_first + j], &arc_left[by_last + i..by_last + j]);
            (left[by_first + j], left_by_end[by_last + i]) = (sum, sum);
        }
    }
    let whole = |root: usize| left[root] + right[root * n + n - 1] + score(root, n);
    let mut root = 0;
    for word in 1..n {
        if whole(word) > whole(root) {
            root = word;
        }
    }
    todo.clear();
    todo.extend([(Span::Left, 0, root), (Span::Right, root, n - 1)]);
    while let Some((span, i, j)) = todo.pop() {
        if i == j {
            continue;
        }
        // Where a span parts is found anew for the few that are in the tree.
        let (by_first, by_last) = (i * n, j * n);
        match span {
            Span::Right => {
                let arcs = &arc_right[by_first + i + 1..by_first + j + 1];
                let k = i + 1 + place(arcs, &right_by_end[by_last + i + 1..by_last + j + 1]);
                todo.extend([(Span::ArcRight, i, k), (Span::Right, k, j)]);
            }
            Span::Left => {
                let k = i + place(&left[by_first + i..by_first + j], &arc_left[by_last + i..by_last + j]);
                todo.extend([(Span::Left, i, k), (Span::ArcLeft, k, j)]);
            }
            Span::ArcRight | Span::ArcLeft => {
                let (word, head) = if span == Span::ArcRight { (j, i) } else { (i, j) };
                heads[word] = head as u32;
                let ends = &left_by_end[by_last + i + 1..by_last + j + 1];
                let k = i + place(&right[by_first + i..by_first + j], ends);
                todo.extend([(Span::Right, i, k), (Span::Left, k + 1, j)]);
            }
        }
    }
}

/// The greatest sum of two numbers in the same place. Four sums at a time, since none waits for the one before it.
#[inline(always)]
fn greatest(a: &[f32], b: &[f32]) -> f32 {
    let greater = |a: f32, b: f32| if b > a { b } else { a };
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    let mut lanes = [f32::MIN; 4];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..4 {
            lanes[lane] = greater(lanes[lane], a[lane] + b[lane]);
        }
    }
    for ((lane, a), b) in lanes.iter_mut().zip(a_rest).zip(b_rest) {
        *lane = greater(*lane, a + b);
    }
    greater(greater(lanes[0], lanes[1]), greater(lanes[2], lanes[3]))
}

/// The first place where two lists have the greatest sum.
fn place(a: &[f32], b: &[f32]) -> usize {
    let mut best = (0, f32::MIN);
    for (i, (a, b)) in a.iter().zip(b).enumerate() {
        if a + b > best.1 {
            best = (i, a + b);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scores: &[&[f32]], expected: &[u32]) {
        let mut heads = Vec::new();
        decode(&scores.concat(), scores.len(), &mut Scratch::default(), &mut heads);
        assert_eq!(heads, expected);
    }

    #[test]
    fn best_heads_make_a_tree() {
        check(&[], &[]);
        check(&[&[0.0, -5.0]], &[1]);
        check(&[&[0.0, 9.0, 1.0], &[3.0, 0.0, 4.0]], &[1, 2]);
        check(&[&[0.0, 5.0, 1.0, 2.0], &[1.0, 0.0, 1.0, 6.0], &[1.0, 5.0, 0.0, 4.0]], &[1, 3, 1]);
    }

    #[test]
    fn circles_and_crossings_give_way() {
        check(&[&[0.0, 9.0, 5.0, 0.0], &[9.0, 0.0, 8.0, 0.0], &[1.0, 2.0, 0.0, 7.0]], &[1, 2, 3]);
        // The arcs from the second word to the last and from the third to the first would cross.
        let crossing = [
            &[0.0, 5.0, 6.0, 0.0, 0.0][..],
            &[0.0, 0.0, 0.0, 0.0, 9.0],
            &[0.0, 9.0, 0.0, 0.0, 0.0],
            &[0.0, 8.0, 5.0, 0.0, 0.0],
        ];
        check(&crossing, &[1, 4, 1, 1]);
    }
}
