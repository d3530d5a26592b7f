//! The tree of clusters over all densities, and those that stand out.

use super::spanning_tree::Joint;

/// A cluster that exists over a range of densities.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeCluster {
    /// The cluster that it split off; `None` for all places together.
    pub parent: Option<usize>,
    /// The distance at which it split off; `None` for all places together, and where there is no way to the rest.
    pub born: Option<f64>,
    /// Places in it when it split off.
    pub size: usize,
    /// `Σ (1/d_p − 1/born)` over its places, `d_p` being the distance at which a place, or the cluster that it
    /// is in, leaves; `None` where it is unbounded, because places lie on each other.
    pub stability: Option<f64>,
    /// Whether it is one of the clusters of the answer.
    pub selected: bool,
}

/// Clusters over all densities, each with those that split off it.
#[derive(Debug, Clone, PartialEq)]
pub struct DensityTree {
    /// The clusters; a parent comes before its children.
    pub clusters: Vec<TreeCluster>,
    /// For each place the last cluster that it was in.
    pub last: Vec<usize>,
    /// The distance at which it left that cluster; `None` where it has no way to the others.
    pub left: Vec<Option<f64>>,
}

/// What falls apart at the same distance.
struct Fall<'a> {
    places: usize,
    joints: &'a [Joint],
    least: usize,
    /// For each joint, into how many parts of at least `least` places it falls at its distance.
    large: Vec<usize>,
}

impl<'a> Fall<'a> {
    fn new(places: usize, joints: &'a [Joint], least: usize) -> Self {
        let mut fall = Self { places, joints, least, large: Vec::with_capacity(joints.len()) };
        for (at, joint) in joints.iter().enumerate() {
            let large = joint.parts.iter().map(|&part| fall.large_within(places + at, part)).sum();
            fall.large.push(large);
        }
        fall
    }

    fn size(&self, node: usize) -> usize {
        node.checked_sub(self.places).map_or(1, |at| self.joints[at].size)
    }

    /// The joint that `part` is, where it falls apart at the distance of `joint` too.
    fn at_once(&self, joint: usize, part: usize) -> Option<usize> {
        let distance = self.joints[joint - self.places].distance;
        part.checked_sub(self.places).filter(|&at| self.joints[at].distance >= distance)
    }

    /// How many large parts of `joint` are in `part` of it.
    fn large_within(&self, joint: usize, part: usize) -> usize {
        self.at_once(joint, part).map_or(usize::from(self.size(part) >= self.least), |at| self.large[at])
    }
}

/// The tree while it is made, in densities `λ = 1/distance`.
pub(super) struct Condensed {
    pub(super) parent: Vec<Option<usize>>,
    pub(super) born: Vec<f64>,
    pub(super) size: Vec<usize>,
    pub(super) stability: Vec<f64>,
    /// The density at which the last place left, or a cluster split off.
    pub(super) end: Vec<f64>,
    /// For each place the last cluster that it was in, and the density at which it left.
    pub(super) left: Vec<(usize, f64)>,
}

impl Condensed {
    /// Clusters of at least `least` places, two or more.
    ///
    /// All that falls apart at one distance does so at once, so that no cluster is born and gone at the same distance:
    /// such a one would end the cluster that it split off, and nothing else.
    pub(super) fn new(places: usize, joints: &[Joint], least: usize) -> Self {
        let mut tree = Self {
            parent: vec![None],
            born: vec![0.0],
            size: vec![places],
            stability: vec![0.0],
            end: vec![0.0],
            left: vec![(0, 0.0); places],
        };
        let fall = Fall::new(places, joints, least);
        let mut waiting: Vec<(usize, usize)> =
            joints.len().checked_sub(1).map(|last| (places + last, 0)).into_iter().collect();
        let mut falling = Vec::new();
        while let Some((node, cluster)) = waiting.pop() {
            let density = 1.0 / joints[node - places].distance;
            let splits = fall.large[node - places] > 1;
            falling.push(node);
            while let Some(joint) = falling.pop() {
                for &part in &joints[joint - places].parts {
                    match fall.large_within(joint, part) {
                        0 => tree.leave(places, joints, part, cluster, density),
                        1 if splits => {
                            tree.count(cluster, density, fall.size(part));
                            waiting.push((part, tree.parent.len()));
                            tree.parent.push(Some(cluster));
                            tree.born.push(density);
                            tree.size.push(fall.size(part));
                            tree.stability.push(0.0);
                            tree.end.push(density);
                        }
                        1 if fall.at_once(joint, part).is_none() => waiting.push((part, cluster)),
                        _ => falling.push(part),
                    }
                }
            }
        }
        tree
    }

    fn count(&mut self, cluster: usize, density: f64, places: usize) {
        self.end[cluster] = self.end[cluster].max(density);
        if density > self.born[cluster] {
            self.stability[cluster] += (density - self.born[cluster]) * places as f64;
        }
    }

    /// The places of `node` leave `cluster`.
    fn leave(&mut self, places: usize, joints: &[Joint], node: usize, cluster: usize, density: f64) {
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            if let Some(at) = node.checked_sub(places) {
                waiting.extend_from_slice(&joints[at].parts);
            } else {
                self.left[node] = (cluster, density);
                self.count(cluster, density, 1);
            }
        }
    }

    /// The clusters that split off each.
    fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.parent.len()];
        for (cluster, parent) in self.parent.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(cluster);
            }
        }
        children
    }

    /// The clusters that are more stable than all that split off them; never all places together.
    pub(super) fn most_stable(&self) -> Vec<bool> {
        let children = self.children();
        let mut best = self.stability.clone();
        let mut selected = vec![false; best.len()];
        for cluster in (1..best.len()).rev() {
            let below: f64 = children[cluster].iter().map(|&child| best[child]).sum();
            selected[cluster] = below <= best[cluster];
            best[cluster] = best[cluster].max(below);
        }
        // What lies within a selected one is not.
        let mut covered = vec![false; best.len()];
        for cluster in 1..best.len() {
            let parent = self.parent[cluster].expect("only the first has none");
            covered[cluster] = covered[parent] || selected[parent];
            selected[cluster] &= !covered[cluster];
        }
        selected
    }

    /// The clusters that nothing split off; never all places together.
    pub(super) fn leaves(&self) -> Vec<bool> {
        let children = self.children();
        (0..children.len()).map(|cluster| cluster > 0 && children[cluster].is_empty()).collect()
    }

    /// The selected cluster that each cluster is in or is.
    pub(super) fn within(&self, selected: &[bool]) -> Vec<Option<usize>> {
        let mut within: Vec<Option<usize>> = Vec::with_capacity(selected.len());
        for (cluster, &chosen) in selected.iter().enumerate() {
            within.push(if chosen { Some(cluster) } else { self.parent[cluster].and_then(|up| within[up]) });
        }
        within
    }

    /// The tree in distances.
    pub(super) fn told(&self, selected: &[bool]) -> DensityTree {
        let distance = |density: f64| (density > 0.0).then(|| 1.0 / density);
        let cluster = |at: usize| TreeCluster {
            parent: self.parent[at],
            born: distance(self.born[at]),
            size: self.size[at],
            stability: Some(self.stability[at]).filter(|stability| stability.is_finite()),
            selected: selected[at],
        };
        DensityTree {
            clusters: (0..selected.len()).map(cluster).collect(),
            last: self.left.iter().map(|&(cluster, _)| cluster).collect(),
            left: self.left.iter().map(|&(_, density)| distance(density)).collect(),
        }
    }
}
