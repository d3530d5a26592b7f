//! A forest cut into regions, the best cut first.

use super::graph::ascending;
use super::problem::Problem;
use super::regions::Cut;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Cuts `forest` until it falls into `regions` trees, or no cut leaves both sides with the floor.
///
/// Each cut is the one of all links that lowers the within sum of squares most; of equal ones that with the lower
/// units. A tree is looked through once, when it comes to be: sums over the units below a link give both sides.
pub(super) fn cut_forest(
    problem: &Problem,
    forest: &[(usize, usize)],
    regions: usize,
) -> (Vec<usize>, Vec<Cut>) {
    let mut trees = Trees::new(problem, forest);
    let mut open = BinaryHeap::new();
    let mut found = 0;
    for i in 0..trees.of.len() {
        if trees.of[i] == usize::MAX {
            open.extend(trees.look_through(i, found));
            found += 1;
        }
    }
    let mut cuts = Vec::new();
    while found < regions
        && let Some(Best { link: Link { gain, between: Reverse((i, j)) }, second }) = open.pop()
    {
        let others = open.peek().map(|next| next.link.gain);
        let runner_up = second.max(others).map(f64::from_bits);
        cuts.push(Cut { between: (i, j), gain: f64::from_bits(gain), runner_up });
        trees.cut(i, j);
        let tree = trees.of[i];
        for (start, number) in [(i, tree), (j, found)] {
            open.extend(trees.look_through(start, number));
        }
        found += 1;
    }
    (trees.of, cuts)
}

/// A link that can be cut: the greatest gain first, of equal ones the lower units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    /// As bits, which order like numbers from zero up.
    pub(super) gain: u64,
    pub(super) between: Reverse<(usize, usize)>,
}

/// The best cut of one tree, and the gain of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Best {
    pub(super) link: Link,
    second: Option<u64>,
}

pub(super) struct Trees<'a> {
    problem: &'a Problem,
    /// The tree of each unit.
    pub(super) of: Vec<usize>,
    links: Vec<Vec<u32>>,
    /// Scratch: the units of the tree walked last from its root outwards, with the one before each.
    order: Vec<(u32, u32)>,
    /// Scratch: sums over a unit and what lies behind it.
    sums: Vec<f64>,
    behind: Vec<(f64, f64)>,
}

impl<'a> Trees<'a> {
    pub(super) fn new(problem: &'a Problem, forest: &[(usize, usize)]) -> Self {
        let units = problem.graph.len();
        let mut trees = Self {
            problem,
            of: vec![usize::MAX; units],
            links: vec![Vec::new(); units],
            order: Vec::new(),
            sums: vec![0.0; units * problem.attributes.width()],
            behind: vec![(0.0, 0.0); units],
        };
        for &(i, j) in forest {
            trees.join(i, j);
        }
        trees
    }

    pub(super) fn join(&mut self, i: usize, j: usize) {
        let small = |i: usize| u32::try_from(i).expect("units are counted in u32");
        self.links[i].push(small(j));
        self.links[j].push(small(i));
    }

    pub(super) fn cut(&mut self, i: usize, j: usize) {
        self.links[i].retain(|&other| other as usize != j);
        self.links[j].retain(|&other| other as usize != i);
    }

    /// Gives the tree around `root` its number, and finds its best cut.
    pub(super) fn look_through(&mut self, root: usize, number: usize) -> Option<Best> {
        self.walk(root);
        self.number(number);
        self.best()
    }

    /// Sums the tree around `root` from the outermost inwards.
    pub(super) fn walk(&mut self, root: usize) {
        let attributes = &self.problem.attributes;
        let width = attributes.width();
        let root = u32::try_from(root).expect("units are counted in u32");
        self.order.clear();
        self.order.push((root, root));
        let mut next = 0;
        while let Some(&(unit, before)) = self.order.get(next) {
            next += 1;
            let i = unit as usize;
            self.sums[i * width..(i + 1) * width].copy_from_slice(attributes.row(i));
            self.behind[i] = (1.0, self.problem.floor.of[i]);
            self.order.extend(self.links[i].iter().filter(|&&j| j != before).map(|&j| (j, unit)));
        }
        for &(unit, before) in self.order[1..].iter().rev() {
            let (i, to) = (unit as usize * width, before as usize * width);
            for at in 0..width {
                self.sums[to + at] += self.sums[i + at];
            }
            let (count, held) = self.behind[unit as usize];
            self.behind[before as usize].0 += count;
            self.behind[before as usize].1 += held;
        }
    }

    /// Gives the tree walked last its number.
    pub(super) fn number(&mut self, number: usize) {
        for &(unit, _) in &self.order {
            self.of[unit as usize] = number;
        }
    }

    /// The links of the tree walked last: the unit behind each, and the two that it joins, the lower first.
    pub(super) fn links(&self) -> impl Iterator<Item = (usize, (usize, usize))> + '_ {
        let pair = |&(unit, before): &(u32, u32)| (unit as usize, before as usize);
        self.order[1..].iter().map(pair).map(|(i, j)| (i, (i.min(j), i.max(j))))
    }

    /// Whether the tree walked last can be cut before `unit`: both sides have the floor.
    pub(super) fn allowed(&self, unit: usize) -> bool {
        let (held, behind) = (self.behind[self.order[0].0 as usize].1, self.behind[unit].1);
        self.problem.floor.met(behind) && self.problem.floor.met(held - behind)
    }

    /// What a cut before `unit` of the tree walked last gains.
    pub(super) fn gain(&self, unit: usize) -> f64 {
        let width = self.problem.attributes.width();
        let sums = |i: usize| self.sums[i * width..(i + 1) * width].iter();
        let root = self.order[0].0 as usize;
        let (all, behind) = (self.behind[root].0, self.behind[unit].0);
        let rest = all - behind;
        let (behind_part, rest_part) = (1.0 / behind, 1.0 / rest);
        let apart = |(behind, all): (&f64, &f64)| behind * behind_part - (all - behind) * rest_part;
        let apart: f64 = sums(unit).zip(sums(root)).map(apart).map(|apart| apart * apart).sum();
        apart * behind * rest / all
    }

    /// A link of the tree walked last, `unit` behind it, with its gain.
    pub(super) fn link(&self, unit: usize, between: (usize, usize)) -> Link {
        Link { gain: ascending(self.gain(unit)), between: Reverse(between) }
    }

    /// The best cut of the tree walked last that the floor allows.
    pub(super) fn best(&self) -> Option<Best> {
        let mut best: Option<Best> = None;
        for (unit, between) in self.links().filter(|&(unit, _)| self.allowed(unit)) {
            let link = self.link(unit, between);
            match &mut best {
                Some(best) if best.link >= link => best.second = best.second.max(Some(link.gain)),
                first => *first = Some(Best { link, second: first.map(|first| first.link.gain) }),
            }
        }
        best
    }
}
