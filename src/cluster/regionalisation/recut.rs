//! Cuts of a forest that are taken back where another cut gains more.
//!
//! Cutting the best link, and again the best, does not find the best cuts together: what an early cut was good for, later
//! ones may do as well. So each cut is taken back in its turn, and the best link of the whole forest is cut instead
//! where this leaves less within; round after round, until none moves.

use super::in_order::in_order;
use super::problem::Problem;
use super::regions::Cut;
use super::tree::{Best, Link, Trees};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Cuts `forest` into `regions` trees as [`cut_forest`](super::tree::cut_forest) does, and moves the cuts until moving
/// no single one lowers the within sum of squares.
///
/// The cuts come in the order of their gains, each measured as the trees then stand. Where cuts that moved leave room
/// for one that the floor did not allow before, it is made.
pub(super) fn recut_forest(
    problem: &Problem,
    forest: &[(usize, usize)],
    regions: usize,
) -> (Vec<usize>, Vec<Cut>) {
    let mut moving = Moving::new(problem, forest);
    let parts = moving.best.len();
    loop {
        moving.cut_to(regions - parts);
        if !moving.round() {
            return in_order(problem, forest, moving.cuts);
        }
    }
}

/// A gain has to exceed the loss by so much of the total sum of squares: far above what the order of summing changes,
/// so that cuts do not go in circles.
const LEAST_FALL: f64 = 1e-12;

/// A forest with its cuts.
struct Moving<'a> {
    trees: Trees<'a>,
    cuts: Vec<(usize, usize)>,
    /// What taking back each cut gives, as last looked at.
    known: Vec<Option<Rejoined>>,
    /// The best cut of each tree that there was; a tree that changes gets another number.
    best: Vec<Option<Best>>,
    /// Those of the trees that stand, with the tree.
    standing: BTreeSet<(Link, usize)>,
    least_fall: f64,
}

/// Two trees that a cut made of one, taken as one.
#[derive(Clone, Copy)]
struct Rejoined {
    trees: [usize; 2],
    /// What the cut between them gains.
    loss: f64,
    best: Option<Link>,
}

impl<'a> Moving<'a> {
    fn new(problem: &'a Problem, forest: &[(usize, usize)]) -> Self {
        let total: f64 = problem.attributes.rows().iter().map(|value| value * value).sum();
        let mut moving = Self {
            trees: Trees::new(problem, forest),
            cuts: Vec::new(),
            known: Vec::new(),
            best: Vec::new(),
            standing: BTreeSet::new(),
            least_fall: LEAST_FALL * total,
        };
        for i in 0..problem.graph.len() {
            if moving.trees.of[i] == usize::MAX {
                moving.stand(i);
            }
        }
        moving
    }

    /// The tree around `root` is a new one.
    fn stand(&mut self, root: usize) {
        let tree = self.best.len();
        let best = self.trees.look_through(root, tree);
        self.standing.extend(best.map(|best| (best.link, tree)));
        self.best.push(best);
    }

    /// The tree stands no more.
    fn fall(&mut self, tree: usize) {
        if let Some(best) = self.best[tree] {
            self.standing.remove(&(best.link, tree));
        }
    }

    /// Makes the best cuts until there are so many, or none is left.
    fn cut_to(&mut self, cuts: usize) {
        while self.cuts.len() < cuts
            && let Some((Link { between: Reverse((i, j)), .. }, _)) = self.standing.pop_last()
        {
            self.trees.cut(i, j);
            self.stand(i);
            self.stand(j);
            self.cuts.push((i, j));
            self.known.push(None);
        }
    }

    /// Takes back each cut where another gains more; whether one moved.
    fn round(&mut self) -> bool {
        let mut moved = false;
        for at in 0..self.cuts.len() {
            let without = self.without(at);
            let elsewhere = self.standing.iter().rev().find(|(_, tree)| !without.trees.contains(tree));
            let best = without.best.max(elsewhere.map(|&(link, _)| link));
            if let Some(Link { gain, between: Reverse(between) }) = best
                && f64::from_bits(gain) - without.loss > self.least_fall
            {
                self.exchange(at, between);
                moved = true;
            }
        }
        moved
    }

    /// Looks through the tree that there would be without a cut, unless both its sides are as they were.
    fn without(&mut self, at: usize) -> Rejoined {
        let (i, j) = self.cuts[at];
        let trees = [self.trees.of[i], self.trees.of[j]];
        if let Some(known) = self.known[at].filter(|known| known.trees == trees) {
            return known;
        }
        self.trees.join(i, j);
        self.trees.walk(i);
        let best = self.trees.best().map(|best| best.link);
        let found = Rejoined { trees, loss: self.trees.gain(j), best };
        self.trees.cut(i, j);
        self.known[at] = Some(found);
        found
    }

    fn exchange(&mut self, at: usize, (a, b): (usize, usize)) {
        let (i, j) = self.cuts[at];
        for unit in [i, j, a] {
            self.fall(self.trees.of[unit]);
        }
        self.trees.join(i, j);
        self.trees.cut(a, b);
        self.cuts[at] = (a, b);
        let new = self.best.len();
        for root in [a, b, i] {
            if self.trees.of[root] < new {
                self.stand(root);
            }
        }
    }
}

#[cfg(test)]
mod tests;
