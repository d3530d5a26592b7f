//! The tree of mutual reachability, and how its parts hang together.

use super::Neighbourhood;
use super::union_find::UnionFind;

/// A link of the tree: two places, their mutual reachability and their distance.
pub(super) type Link = (usize, usize, [f64; 2]);

/// The links of a shortest tree of mutual reachability, `max(core_i, core_j, d_ij)`; of a forest, where not all
/// places reach each other. Of links of one mutual reachability the shorter counts as shorter.
///
/// By Prim's method, in `O(n²)` time and `O(n)` room.
pub(super) fn spanning_tree(places: &(impl Neighbourhood + ?Sized), core: &[Option<f64>]) -> Vec<Link> {
    let mut best = vec![([f64::INFINITY; 2], 0); places.len()];
    let mut left: Vec<usize> = (1..places.len()).collect();
    let mut links = Vec::with_capacity(left.len());
    let mut at = 0;
    while !left.is_empty() {
        let mut nearest = 0;
        for (slot, &j) in left.iter().enumerate() {
            if let (Some(own), Some(other), true) =
                (core[at], core[j], best[j].0[0] >= core[at].unwrap_or(0.0))
                && let Some(distance) = places.distance(at, j)
            {
                let offered = [distance.max(own).max(other), distance];
                if offered < best[j].0 {
                    best[j] = (offered, at);
                }
            }
            let key = |j: usize| (best[j].0, j);
            if key(j) < key(left[nearest]) {
                nearest = slot;
            }
        }
        at = left.swap_remove(nearest);
        if best[at].0[0] < f64::INFINITY {
            links.push((best[at].1, at, best[at].0));
        }
    }
    links
}

/// Parts that become one at a distance. Places are nodes `0..places`, joints are numbered on from there.
#[derive(Debug, Clone)]
pub(super) struct Joint {
    /// `INFINITY` where the parts have no way to each other.
    pub(super) distance: f64,
    /// Two or more nodes.
    pub(super) parts: Vec<usize>,
    /// Places in all of them.
    pub(super) size: usize,
}

/// The joints, each after those that are parts of it, the last of all of them. What becomes one at the same mutual
/// reachability and the same distance is one joint, so that the joints do not hang on which of several shortest trees
/// was found.
pub(super) fn joints(places: usize, mut links: Vec<Link>) -> Vec<Joint> {
    let order = |a: &Link, b: &Link| a.2[0].total_cmp(&b.2[0]).then(a.2[1].total_cmp(&b.2[1]));
    links.sort_unstable_by(|a, b| order(a, b).then((a.0, a.1).cmp(&(b.0, b.1))));
    let mut sets = UnionFind::new(places);
    let mut node: Vec<usize> = (0..places).collect();
    let mut joints: Vec<Joint> = Vec::new();
    for same in links.chunk_by(|a, b| order(a, b).is_eq()) {
        let mut old: Vec<usize> = same.iter().flat_map(|&(i, j, _)| [sets.root(i), sets.root(j)]).collect();
        old.sort_unstable();
        old.dedup();
        for &(i, j, _) in same {
            sets.join(i, j);
        }
        let parts = old.iter().map(|&root| (sets.root(root), node[root])).collect();
        join(places, &mut joints, &mut node, parts, same[0].2[0]);
    }
    let roots: Vec<usize> = (0..places).filter(|&i| sets.root(i) == i).collect();
    if roots.len() > 1 {
        let parts = roots.iter().map(|&root| (0, node[root])).collect();
        join(places, &mut joints, &mut node, parts, f64::INFINITY);
    }
    joints
}

/// Makes a joint of the parts that share a new root, for each such root.
fn join(
    places: usize,
    joints: &mut Vec<Joint>,
    node: &mut [usize],
    mut parts: Vec<(usize, usize)>,
    distance: f64,
) {
    parts.sort_unstable();
    for of_root in parts.chunk_by(|a, b| a.0 == b.0) {
        let size = |&(_, part): &(usize, usize)| part.checked_sub(places).map_or(1, |at| joints[at].size);
        let size = of_root.iter().map(size).sum();
        node[of_root[0].0] = places + joints.len();
        let parts = of_root.iter().map(|&(_, part)| part).collect();
        joints.push(Joint { distance, parts, size });
    }
}
