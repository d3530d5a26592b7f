//! Given cuts of a forest, one after another.

use super::problem::Problem;
use super::regions::Cut;
use super::tree::{Link, Trees};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Makes `cuts` of `forest`, each time the one that gains most of those that are left; of equal ones that with the
/// lower units.
pub(super) fn in_order(
    problem: &Problem,
    forest: &[(usize, usize)],
    mut cuts: Vec<(usize, usize)>,
) -> (Vec<usize>, Vec<Cut>) {
    cuts.sort_unstable();
    let trees = Trees::new(problem, forest);
    let mut whole = Ordering { trees, cuts, open: BinaryHeap::new(), best: BTreeSet::new() };
    let mut found = 0;
    for i in 0..whole.trees.of.len() {
        if whole.trees.of[i] == usize::MAX {
            whole.stand(i, found);
            found += 1;
        }
    }
    let mut made = Vec::with_capacity(whole.cuts.len());
    while let Some((link, other)) = whole.open.pop() {
        whole.best.remove(&link.max(other.unwrap_or(link)));
        let runner_up = other.max(whole.best.last().copied()).map(|next| f64::from_bits(next.gain));
        let Reverse((i, j)) = link.between;
        made.push(Cut { between: (i, j), gain: f64::from_bits(link.gain), runner_up });
        whole.trees.cut(i, j);
        whole.stand(i, whole.trees.of[i]);
        whole.stand(j, found);
        found += 1;
    }
    (whole.trees.of, made)
}

struct Ordering<'a> {
    trees: Trees<'a>,
    cuts: Vec<(usize, usize)>,
    /// Of each tree with cuts left, the best of them and the best link beside it.
    open: BinaryHeap<(Link, Option<Link>)>,
    /// The best link of each tree.
    best: BTreeSet<Link>,
}

impl Ordering<'_> {
    fn stand(&mut self, root: usize, number: usize) {
        self.trees.walk(root);
        self.trees.number(number);
        let (mut cut, mut other): (Option<Link>, Option<Link>) = (None, None);
        for (unit, between) in self.trees.links() {
            // Both sides of a given cut consist of regions that have the floor; another order of summing is no reason
            // to leave it out.
            let given = self.cuts.binary_search(&between).is_ok();
            if !given && !self.trees.allowed(unit) {
                continue;
            }
            let link = Some(self.trees.link(unit, between));
            if given && link > cut {
                other = other.max(cut);
                cut = link;
            } else {
                other = other.max(link);
            }
        }
        self.best.extend(cut.max(other));
        self.open.extend(cut.map(|cut| (cut, other)));
    }
}
