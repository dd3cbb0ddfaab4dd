//! Clusters without avalanche: each item follows one leader, and only leaders draw others.
//!
//! Items are ranked by a fixed priority. An item follows the best-scoring leader of higher priority whose score reaches
//! [`ENOUGH`]; where there is none, it leads. Followers draw nobody, so that a chain of look-alikes never grows into one
//! cluster. The clusters depend on the set of items alone, not on the order in which they came (the ranked greedy
//! independent set), and one item's coming or going moves only its neighbours.

use std::collections::BTreeSet;

/// The score from which two items are the same.
pub const ENOUGH: f64 = 0.5;

/// What [`settle`] asks of the place where items are kept.
pub trait Items {
    /// An item. Its order is the order of priority: the least item is the first to lead.
    type Id: Copy + Ord;
    /// Why an item could not be looked up.
    type Error;

    /// The items that may be the same as this one, with their scores, in any order; never the item itself. Symmetric.
    fn near(&mut self, item: Self::Id) -> Result<Vec<(Self::Id, f64)>, Self::Error>;

    /// The leader that an item follows: itself where it leads, `None` where it is not settled yet.
    fn leader(&mut self, item: Self::Id) -> Result<Option<Self::Id>, Self::Error>;

    /// Notes whom an item follows from now on.
    fn follow(&mut self, item: Self::Id, leader: Self::Id, score: f64) -> Result<(), Self::Error>;
}

/// Settles items that are new, or whose neighbourhood has changed, and all whom that moves. To take an item away, remove it
/// from the place where items are kept and settle its [`Items::near`] of before.
pub fn settle<I: Items>(items: &mut I, unsettled: impl IntoIterator<Item = I::Id>) -> Result<(), I::Error> {
    let mut queue: BTreeSet<I::Id> = unsettled.into_iter().collect();
    // Highest priority first: when an item's turn comes, all that could lead it are settled.
    while let Some(item) = queue.pop_first() {
        let near: Vec<_> = items.near(item)?.into_iter().filter(|&(_, score)| score >= ENOUGH).collect();
        let mut best: Option<(I::Id, f64)> = None;
        for &(other, score) in near.iter().filter(|&&(other, _)| other < item) {
            let leads = items.leader(other)? == Some(other);
            let better = best.is_none_or(|(held, top)| score > top || (score == top && other < held));
            if leads && better {
                best = Some((other, score));
            }
        }
        let before = items.leader(item)?;
        let led = before == Some(item);
        let (leader, score) = best.unwrap_or((item, 1.0));
        items.follow(item, leader, score)?;
        let leads = leader == item;
        if leads != led {
            // A new leader may draw those below it; one that has stepped down sets its followers free.
            queue.extend(near.iter().map(|&(other, _)| other).filter(|&other| other > item));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    /// Numbers on a line: near within 10, the nearer the higher the score.
    #[derive(Default)]
    struct Line {
        leaders: BTreeMap<(u32, i32), Option<(u32, i32)>>,
    }

    impl Items for Line {
        type Id = (u32, i32);
        type Error = Infallible;

        fn near(&mut self, item: (u32, i32)) -> Result<Vec<((u32, i32), f64)>, Infallible> {
            let score = |other: &(u32, i32)| 1.0 - f64::from((item.1 - other.1).abs()) / 20.0;
            Ok(self.leaders.keys().filter(|&&o| o != item).map(|o| (*o, score(o))).collect())
        }

        fn leader(&mut self, item: (u32, i32)) -> Result<Option<(u32, i32)>, Infallible> {
            Ok(self.leaders[&item])
        }

        fn follow(&mut self, item: (u32, i32), leader: (u32, i32), _: f64) -> Result<(), Infallible> {
            self.leaders.insert(item, Some(leader));
            Ok(())
        }
    }

    impl Line {
        fn add(&mut self, item: (u32, i32)) {
            self.leaders.insert(item, None);
            settle(self, [item]).unwrap();
        }

        fn take(&mut self, item: (u32, i32)) {
            let near: Vec<_> = self.near(item).unwrap().into_iter().map(|(o, _)| o).collect();
            self.leaders.remove(&item);
            settle(self, near).unwrap();
        }
    }

    #[test]
    fn a_chain_does_not_become_one_cluster() {
        let mut line = Line::default();
        for n in 0..10 {
            line.add((n, 8 * n as i32));
        }
        let leaders: BTreeSet<_> = line.leaders.values().flatten().collect();
        assert_eq!(leaders.len(), 5);
    }

    proptest! {
        #[test]
        fn the_order_of_coming_and_going_does_not_matter(
            items in proptest::collection::btree_set((0u32..50, -60i32..60), 1..30),
            seed in any::<u64>(),
        ) {
            let items: Vec<_> = items.into_iter().collect();
            let mut batch = Line::default();
            for &item in &items {
                batch.leaders.insert(item, None);
            }
            settle(&mut batch, items.clone()).unwrap();

            let mut shuffled = items.clone();
            shuffled.sort_by_key(|&(a, b)| (u64::from(a) * 31 + b as u64).wrapping_mul(seed | 1));
            let mut grown = Line::default();
            for (n, &item) in shuffled.iter().enumerate() {
                let visitor = (n as u32, 7 * n as i32 - 60);
                let stays = items.contains(&visitor);
                if !stays {
                    grown.add(visitor);
                }
                grown.add(item);
                if !stays {
                    grown.take(visitor);
                }
            }
            prop_assert_eq!(batch.leaders, grown.leaders);
        }
    }
}
