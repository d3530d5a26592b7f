//! DBSCAN: places that hang together at one density.

use super::Neighbourhood;
use super::union_find::{UnionFind, small};
use crate::error::{Code, Error, Finding, Result};

/// The cluster of a place that is near cores of several clusters, without being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BorderRule {
    /// That of the nearest core, of equally near ones the lower index.
    Nearest,
    /// The cluster with the lowest number, as in scikit-learn.
    First,
    /// None, as in DBSCAN*: only cores are in clusters.
    Noise,
}

/// The density at which [`dbscan`] looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DbscanOptions {
    /// How far a neighbour may be, in the unit of the distances; exactly that far counts.
    pub reach: f64,
    /// How many places within reach make a core, the place itself counted.
    pub min_points: usize,
    /// Where a border place goes. Default to the nearest core.
    pub border: BorderRule,
}

impl DbscanOptions {
    /// Cores with `min_points` places within `reach`, border places to the nearest.
    #[must_use]
    pub fn new(reach: f64, min_points: usize) -> Self {
        Self { reach, min_points, border: BorderRule::Nearest }
    }

    pub(super) fn check(&self) -> Result<()> {
        let mut findings = Vec::new();
        if !(self.reach > 0.0 && self.reach.is_finite()) {
            let what = "a reach is a number above zero";
            findings.push(Finding::new(Code::BadSetting, what).field("reach").value(self.reach));
        }
        if self.min_points == 0 {
            let what = "a core has at least one point, itself";
            findings.push(Finding::new(Code::BadSetting, what).field("min_points").value(0));
        }
        Error::if_any(&findings)
    }
}

/// What a place is to the density around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// Enough places are within reach of it.
    Core,
    /// A core is within reach.
    Border,
    /// Neither.
    Noise,
}

/// Clusters at one density.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Dbscan {
    /// The cluster of each place, numbered from 0 by the lowest index of a core; `None` for noise.
    pub cluster: Vec<Option<usize>>,
    /// What each place is.
    pub density: Vec<Density>,
    /// How many places are within reach, the place itself counted. Counting ends at `min_points`: that number is
    /// "so many or more".
    pub neighbours: Vec<usize>,
    /// The core by which a border place came into its cluster: the nearest of that cluster.
    pub by: Vec<Option<usize>>,
    /// How many clusters.
    pub clusters: usize,
}

/// Clusters of places of which every core has `min_points` places within `reach`.
///
/// # Rule
/// 1. A place with at least `min_points` places within `reach`, itself counted, is a core.
/// 2. Cores within `reach` of each other are in one cluster.
/// 3. Any other place within `reach` of a core is border and goes where [`BorderRule`] says; the rest is noise.
///
/// # Conventions
/// A place exactly at `reach` is within it. Clusters are numbered by their first core. For points on a plane
/// [`dbscan_on_plane`](super::dbscan_on_plane()) gives the same answer sooner.
///
/// # Errors
/// A `reach` that is not a number above zero, or no `min_points`.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::cluster::{DbscanOptions, PlanarPoints, dbscan};
///
/// let points = [0.0, 1.0, 2.0, 9.0].map(|x| coord! { x: x, y: 0.0 });
/// let found = dbscan(&PlanarPoints::new(&points)?, &DbscanOptions::new(1.0, 3))?;
/// assert_eq!(found.cluster, [Some(0), Some(0), Some(0), None]); // the middle one is the core
/// assert_eq!(found.by[0], Some(1));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Ester, M., Kriegel, H.-P., Sander, J. and Xu, X. (1996). A density-based algorithm for discovering clusters in large
/// spatial databases with noise. *Proceedings of the Second International Conference on Knowledge Discovery and Data
/// Mining*.
pub fn dbscan(places: &impl Neighbourhood, options: &DbscanOptions) -> Result<Dbscan> {
    options.check()?;
    let mut found = Vec::new();
    let mut neighbours = Vec::with_capacity(places.len());
    for i in 0..places.len() {
        places.within(i, options.reach, &mut found);
        neighbours.push(found.len().min(options.min_points));
    }
    let core: Vec<bool> = neighbours.iter().map(|&count| count == options.min_points).collect();
    let mut sets = UnionFind::new(places.len());
    for i in (0..places.len()).filter(|&i| core[i]) {
        places.within(i, options.reach, &mut found);
        for &(j, _) in found.iter().filter(|&&(j, _)| j < i && core[j]) {
            sets.join(i, j);
        }
    }
    let roots: Vec<u32> = (0..places.len()).map(|i| small(sets.root(i))).collect();
    let mut border = |i: usize, near: &mut Vec<(usize, f64)>| {
        places.within(i, options.reach, &mut found);
        near.clear();
        near.extend(found.iter().copied().filter(|&(j, _)| core[j]));
    };
    Ok(finish(neighbours, &roots, options, &mut border))
}

/// Lists the cores within reach of a place, and how far they are.
type Border<'a> = &'a mut dyn FnMut(usize, &mut Vec<(usize, f64)>);

/// Numbers the clusters and gives border places theirs. `roots` are places, of each set of cores its lowest;
/// `border` lists the cores within reach of a place.
pub(super) fn finish(
    neighbours: Vec<usize>,
    roots: &[u32],
    options: &DbscanOptions,
    border: Border<'_>,
) -> Dbscan {
    let places = neighbours.len();
    let mut found = Dbscan {
        cluster: vec![None; places],
        density: vec![Density::Noise; places],
        by: vec![None; places],
        clusters: 0,
        neighbours,
    };
    for (i, &root) in roots.iter().enumerate() {
        if found.neighbours[i] == options.min_points {
            let root = root as usize;
            if root == i {
                found.cluster[i] = Some(found.clusters);
                found.clusters += 1;
            }
            found.cluster[i] = found.cluster[root];
            found.density[i] = Density::Core;
        }
    }
    if options.border == BorderRule::Noise {
        return found;
    }
    let mut near = Vec::new();
    for i in 0..places {
        if found.density[i] == Density::Core {
            continue;
        }
        border(i, &mut near);
        let cluster_first = options.border == BorderRule::First;
        let order = |&(j, distance): &(usize, f64)| (found.cluster[j].filter(|_| cluster_first), distance, j);
        let nearest = near.iter().min_by(|a, b| {
            let (a, b) = (order(a), order(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
        });
        if let Some(&(core, _)) = nearest {
            found.density[i] = Density::Border;
            found.cluster[i] = found.cluster[core];
            found.by[i] = Some(core);
        }
    }
    found
}
