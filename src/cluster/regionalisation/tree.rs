//! A forest cut into regions, the best cut first.

use super::attributes::{Attributes, means_apart};
use super::floor::Threshold;
use super::graph::ascending;
use super::regions::Cut;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Cuts `forest` until it falls into `regions` trees, or no cut leaves both sides with the floor.
///
/// Each cut is the one of all links that lowers the within sum of squares most; of equal ones that with the lower
/// units. A tree is looked through once, when it comes to be: sums over the units below a link give both sides.
pub(super) fn cut_forest(
    forest: &[(usize, usize)],
    attributes: &Attributes,
    floor: &Threshold,
    units: usize,
    regions: usize,
) -> (Vec<usize>, Vec<Cut>) {
    let mut trees = Trees::new(forest, attributes, floor, units);
    let mut open = BinaryHeap::new();
    let mut found = 0;
    for i in 0..units {
        if trees.of[i] == usize::MAX {
            open.extend(trees.look_through(i, found));
            found += 1;
        }
    }
    let mut cuts = Vec::new();
    while found < regions
        && let Some(Best { between: Reverse((i, j)), gain, second, .. }) = open.pop()
    {
        let gain = f64::from_bits(gain);
        let others = open.peek().map(|next| f64::from_bits(next.gain));
        let runner_up = [second.map(f64::from_bits), others].into_iter().flatten().reduce(f64::max);
        cuts.push(Cut { between: (i, j), gain, runner_up });
        trees.cut(i, j);
        let tree = trees.of[i];
        for (start, number) in [(i, tree), (j, found)] {
            open.extend(trees.look_through(start, number));
        }
        found += 1;
    }
    (trees.of, cuts)
}

/// The best cut of one tree; gains as bits, which order like numbers from zero up.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Best {
    gain: u64,
    between: Reverse<(usize, usize)>,
    second: Option<u64>,
}

struct Trees<'a> {
    attributes: &'a Attributes,
    floor: &'a Threshold,
    /// The tree of each unit.
    of: Vec<usize>,
    links: Vec<Vec<u32>>,
    /// Scratch: units from a root outwards, with the one before each.
    order: Vec<(u32, u32)>,
    /// Scratch: sums over a unit and what lies behind it.
    sums: Vec<f64>,
    behind: Vec<(f64, f64)>,
}

impl<'a> Trees<'a> {
    fn new(
        forest: &[(usize, usize)],
        attributes: &'a Attributes,
        floor: &'a Threshold,
        units: usize,
    ) -> Self {
        let small = |i: usize| u32::try_from(i).expect("units are counted in u32");
        let mut links = vec![Vec::new(); units];
        for &(i, j) in forest {
            links[i].push(small(j));
            links[j].push(small(i));
        }
        Self {
            attributes,
            floor,
            of: vec![usize::MAX; units],
            links,
            order: Vec::new(),
            sums: vec![0.0; units * attributes.width()],
            behind: vec![(0.0, 0.0); units],
        }
    }

    fn cut(&mut self, i: usize, j: usize) {
        self.links[i].retain(|&other| other as usize != j);
        self.links[j].retain(|&other| other as usize != i);
    }

    /// Gives the tree around `root` its number, and finds its best cut.
    fn look_through(&mut self, root: usize, number: usize) -> Option<Best> {
        let width = self.attributes.width();
        let root = u32::try_from(root).expect("units are counted in u32");
        self.order.clear();
        self.order.push((root, root));
        let mut next = 0;
        while let Some(&(unit, before)) = self.order.get(next) {
            next += 1;
            let i = unit as usize;
            self.of[i] = number;
            self.sums[i * width..(i + 1) * width].copy_from_slice(self.attributes.row(i));
            self.behind[i] = (1.0, self.floor.of[i]);
            self.order.extend(self.links[i].iter().filter(|&&j| j != before).map(|&j| (j, unit)));
        }
        // From the outermost inwards.
        for &(unit, before) in self.order[1..].iter().rev() {
            let (i, to) = (unit as usize * width, before as usize * width);
            for at in 0..width {
                self.sums[to + at] += self.sums[i + at];
            }
            let (count, held) = self.behind[unit as usize];
            self.behind[before as usize].0 += count;
            self.behind[before as usize].1 += held;
        }
        let root = root as usize;
        let (count, held) = self.behind[root];
        let total = self.sums[root * width..(root + 1) * width].to_vec();
        let mut rest = vec![0.0; width];
        let mut best: Option<Best> = None;
        for &(unit, before) in &self.order[1..] {
            let i = unit as usize;
            let (count_behind, held_behind) = self.behind[i];
            if !self.floor.met(held_behind) || !self.floor.met(held - held_behind) {
                continue;
            }
            let behind = &self.sums[i * width..(i + 1) * width];
            rest.iter_mut()
                .zip(&total)
                .zip(behind)
                .for_each(|((rest, total), behind)| *rest = total - behind);
            let others = count - count_behind;
            let apart = means_apart(behind, count_behind, &rest, others);
            let gain = ascending(apart * count_behind * others / count);
            let between = Reverse((i.min(before as usize), i.max(before as usize)));
            match &mut best {
                Some(best) if (best.gain, best.between) >= (gain, between) => {
                    best.second = best.second.max(Some(gain));
                }
                first => {
                    let second = first.as_ref().map(|first| first.gain);
                    *first = Some(Best { gain, between, second });
                }
            }
        }
        best
    }
}
