//! The shortest tree of mutual reachability of points on a plane, by Borůvka's method over a k-d tree.

use super::spanning_tree::Link;
use super::union_find::{UnionFind, small};
use crate::index::{KdTree, Near, Walk};
use geo_types::Coord;

/// Of a node of the k-d tree that holds points of several parts.
const SEVERAL: u32 = u32::MAX;

/// Farther than any link.
const FARTHEST: [f64; 2] = [f64::INFINITY; 2];

/// What the points of a node have in common.
#[derive(Debug, Clone, Copy, Default)]
struct Common {
    /// The least core distance.
    core: f64,
    /// The part that all are in, or [`SEVERAL`].
    part: u32,
}

impl Common {
    fn with(self, other: Self) -> Self {
        let part = if self.part == other.part { self.part } else { SEVERAL };
        Self { core: self.core.min(other.core), part }
    }
}

/// The same links as [`spanning_tree`](super::spanning_tree::spanning_tree), but for those as long as another.
///
/// In a round every part looks for its shortest link to another part; all of them are made. A round leaves at most half
/// as many parts. A search leaves out the nodes of the k-d tree that lie in its own part, or too far away.
pub(super) fn planar_tree(points: &[Coord<f64>], tree: &KdTree, core: &[Option<f64>]) -> Vec<Link> {
    let Some(core) = core.iter().copied().collect::<Option<Vec<f64>>>() else {
        // Every point has as many others: fewer than a core asks for.
        return Vec::new();
    };
    let mut sets = UnionFind::new(points.len());
    let mut links = Vec::with_capacity(points.len().saturating_sub(1));
    while links.len() + 1 < points.len() {
        let part: Vec<u32> = (0..points.len()).map(|i| small(sets.root(i))).collect();
        let common = tree.summary(|i| Common { core: core[i], part: part[i] }, Common::with);
        let mut shortest = vec![(0, 0, FARTHEST); points.len()];
        for (i, from) in tree.points() {
            let best = shortest[part[i] as usize];
            if [core[i], 0.0] < best.2 {
                let mut search = Search { core: &core, part: &part, common: &common, from: i, best };
                tree.walk(from, &mut search);
                shortest[part[i] as usize] = search.best;
            }
        }
        // Where links are as long as each other, those of several parts may close a circle; one of it is left out.
        links.extend(shortest.into_iter().filter(|&(i, j, _)| sets.join(i, j)));
    }
    links
}

/// The search of one point for a shorter link to another part.
struct Search<'a> {
    core: &'a [f64],
    part: &'a [u32],
    common: &'a [Common],
    from: usize,
    best: Link,
}

impl Walk for Search<'_> {
    fn enters(&self, node: usize, squared: f64) -> bool {
        let Common { core, part } = self.common[node];
        let distance = squared.sqrt();
        part != self.part[self.from] && [distance.max(core).max(self.core[self.from]), distance] < self.best.2
    }

    fn meet(&mut self, near: Near) {
        if self.part[near.index] != self.part[self.from] {
            let distance = near.distance();
            let mutual = distance.max(self.core[near.index]).max(self.core[self.from]);
            if [mutual, distance] < self.best.2 {
                self.best = (self.from, near.index, [mutual, distance]);
            }
        }
    }
}
