//! HDBSCAN: what stands out at any density.

use super::Neighbourhood;
use super::condensed::{Condensed, DensityTree};
use super::spanning_tree::joints;
use crate::error::{Code, Error, Finding, Result};

/// Which clusters of the tree are the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Those that are more stable than all that split off them together: excess of mass.
    ExcessOfMass,
    /// Those that nothing splits off: more and smaller ones.
    Leaves,
}

/// What [`hdbscan`] takes for a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HdbscanOptions {
    /// The fewest places of a cluster, two or more.
    pub min_cluster_size: usize,
    /// The core distance of a place is that to so many others, the place itself not counted (as in the package
    /// `hdbscan`; scikit-learn counts it).
    pub min_samples: usize,
    /// Which clusters of the tree are the answer. Default by excess of mass.
    pub selection: Selection,
}

impl HdbscanOptions {
    /// Clusters of at least `min_cluster_size`, core distances to as many others, selected by excess of mass.
    #[must_use]
    pub fn new(min_cluster_size: usize) -> Self {
        Self { min_cluster_size, min_samples: min_cluster_size, selection: Selection::ExcessOfMass }
    }
}

/// Clusters that stand out, each at its own density.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Hdbscan {
    /// The cluster of each place, numbered from 0 by the lowest index of a place; `None` for noise.
    pub cluster: Vec<Option<usize>>,
    /// How firmly each place is in its cluster: the density at which it leaves, as a share of that at which the last
    /// one does, 0 to 1; `None` for noise.
    pub probability: Vec<Option<f64>>,
    /// How far the `min_samples`-th other place is; `None` where there are fewer.
    pub core_distance: Vec<Option<f64>>,
    /// Of each cluster; `None` where it is unbounded, because places lie on each other.
    pub stability: Vec<Option<f64>>,
    /// All clusters over all densities.
    pub tree: DensityTree,
    /// Sum of mutual reachability over the links of the shortest tree.
    pub tree_length: f64,
}

/// Clusters that stand out from what is around them, whatever their density, and how firmly each place is in one.
///
/// # Algorithm
/// 1. The core distance of a place is that to its `min_samples`-th other place; the mutual reachability of two places
///    the largest of their distance and their core distances.
/// 2. As mutual reachability shrinks, places fall apart. Where two or more parts have `min_cluster_size` places, each is
///    a new cluster; smaller parts leave.
/// 3. Clusters are selected from that tree as [`Selection`] says. All places together are none.
///
/// # Conventions
/// All that has the same mutual reachability falls apart at once, as Campello et al. have it. A place between two of the
/// clusters that arise then goes with the nearer: by distance, the farthest first. So the answer does not hang on the
/// order of the places. The package `hdbscan` takes such links one after another, in an order that it leaves open: a
/// place may be in another cluster there, and a cluster may end for one that is gone at the same distance. Where no two
/// links are alike both give the same; else the stability of the clusters selected, in all, is never less here, as long as
/// one that is gone at once does not end all places together, which are no cluster, what is left of them then being one.
/// A place that fewer than `min_samples` others reach is noise. Where there is no way between parts, they are apart at
/// any distance.
///
/// # Complexity
/// `O(n²)` time, `O(n)` room; for [`PlanarPoints`](super::PlanarPoints) about `O(n log² n)` time, as long as
/// `min_samples` is small.
///
/// # Errors
/// A `min_cluster_size` below two, or no `min_samples`.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::cluster::{HdbscanOptions, PlanarPoints, hdbscan};
///
/// let points = [0.0, 1.0, 2.0, 3.1, 10.0, 20.0, 21.0, 22.0, 23.2].map(|x| coord! { x: x, y: 0.0 });
/// let options = HdbscanOptions { min_samples: 1, ..HdbscanOptions::new(3) };
/// let found = hdbscan(&PlanarPoints::new(&points)?, &options)?;
/// assert_eq!(found.cluster[..4], [Some(0); 4]);
/// // The one at 10 falls out of the first cluster as soon as that stands apart from the second.
/// assert_eq!(found.cluster[4..], [Some(0), Some(1), Some(1), Some(1), Some(1)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Campello, R. J. G. B., Moulavi, D. and Sander, J. (2013). Density-based clustering based on hierarchical density
/// estimates. *Advances in Knowledge Discovery and Data Mining*, Lecture Notes in Computer Science 7819.
/// <https://doi.org/10.1007/978-3-642-37456-2_14>
///
/// `McInnes`, L., Healy, J. and Astels, S. (2017). hdbscan: Hierarchical density based clustering. *Journal of Open Source
/// Software* 2(11). <https://doi.org/10.21105/joss.00205>
pub fn hdbscan(places: &impl Neighbourhood, options: &HdbscanOptions) -> Result<Hdbscan> {
    check(options)?;
    let core_distance: Vec<_> =
        (0..places.len()).map(|i| places.nearest_other(i, options.min_samples)).collect();
    let links = places.shortest_tree(&core_distance);
    let mut lengths: Vec<f64> = links.iter().map(|&(_, _, [mutual, _])| mutual).collect();
    // In one order, whichever of the shortest trees it is.
    lengths.sort_unstable_by(f64::total_cmp);
    let tree_length = lengths.iter().sum();
    let tree = Condensed::new(places.len(), &joints(places.len(), links), options.min_cluster_size);
    let selected = match options.selection {
        Selection::ExcessOfMass => tree.most_stable(),
        Selection::Leaves => tree.leaves(),
    };
    let within = tree.within(&selected);
    let mut number = vec![None; selected.len()];
    let mut stability = Vec::new();
    let (mut cluster, mut probability) = (Vec::new(), Vec::new());
    for &(last, density) in &tree.left {
        let chosen = within[last];
        cluster.push(chosen.map(|at| {
            *number[at].get_or_insert_with(|| {
                stability.push(Some(tree.stability[at]).filter(|stability| stability.is_finite()));
                stability.len() - 1
            })
        }));
        let share = |at: usize| {
            let end = tree.end[at];
            if density >= end { 1.0 } else { density / end }
        };
        probability.push(chosen.map(share));
    }
    let tree = tree.told(&selected);
    Ok(Hdbscan { cluster, probability, core_distance, stability, tree, tree_length })
}

fn check(options: &HdbscanOptions) -> Result<()> {
    let mut findings = Vec::new();
    let mut least = |field: &str, value: usize, least: usize, what: &str| {
        if value < least {
            findings.push(Finding::new(Code::BadSetting, what).field(field).value(value));
        }
    };
    least("min_cluster_size", options.min_cluster_size, 2, "a cluster has at least two places");
    least("min_samples", options.min_samples, 1, "a core distance is to at least one other place");
    Error::if_any(&findings)
}
