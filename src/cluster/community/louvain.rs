//! Louvain: the older search, for comparison with studies that used it.

use super::aggregate::{aggregate, renumber};
use super::leiden::{best_of, check_counts};
use super::moves::{Level, move_nodes};
use super::random::{generator, order};
use super::{Communities, InteractionGraph, Quality};
use crate::error::Result;
use rand_pcg::Pcg64;

/// How [`louvain`] searches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LouvainOptions {
    /// Of what a division is to have most. Default modularity with resolution 1.
    pub quality: Quality,
    /// Independent searches, of which the best counts, of equal ones the first. Default 1.
    pub runs: usize,
    /// Of the random orders. Default 1.
    pub seed: u64,
}

impl Default for LouvainOptions {
    fn default() -> Self {
        Self { quality: Quality::Modularity { resolution: 1.0 }, runs: 1, seed: 1 }
    }
}

/// Communities by moving cities, then whole communities, to where they bring most.
///
/// # Conventions
/// Take [`leiden`](super::leiden()) unless a study is to be compared with one that used Louvain: a community of Louvain
/// may hold parts that have no link with each other. A city is asked again only when a neighbour moved. A city
/// without links is a community of its own. The same seed gives the same answer on every machine.
///
/// # Errors
/// A resolution that is negative or not finite, or no `runs`.
///
/// # Example
/// ```
/// use jingwei::cluster::{InteractionGraph, LouvainOptions, louvain};
///
/// let graph = InteractionGraph::from_links(4, &[(0, 1, 1.0), (2, 3, 1.0)])?;
/// let found = louvain(&graph, &LouvainOptions::default())?;
/// assert_eq!(found.community, [0, 0, 1, 1]);
/// assert_eq!(found.quality, Some(0.5));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities in large
/// networks. *Journal of Statistical Mechanics: Theory and Experiment* P10008.
/// <https://doi.org/10.1088/1742-5468/2008/10/P10008>
pub fn louvain(graph: &InteractionGraph, options: &LouvainOptions) -> Result<Communities> {
    options.quality.check()?;
    check_counts(&[("runs", options.runs)])?;
    let level = Level::of(graph, options.quality);
    Ok(best_of(graph, options.quality, options.runs, |run| search(&level, &mut generator(options.seed, run))))
}

fn search(cities: &Level, random: &mut Pcg64) -> Vec<u32> {
    let mut level = cities.clone();
    let mut found: Vec<u32> = (0..cities.len()).map(super::graph::small).collect();
    loop {
        let mut community: Vec<u32> = (0..level.len()).map(super::graph::small).collect();
        if !move_nodes(&level, &mut community, order(level.len(), random)) {
            return found;
        }
        let communities = renumber(&mut community);
        for node in &mut found {
            *node = community[*node as usize];
        }
        level = aggregate(&level, &community, communities);
    }
}
