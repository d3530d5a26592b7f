//! Leiden: communities of high quality, each connected.

use super::aggregate::{aggregate, renumber};
use super::moves::{Level, move_nodes};
use super::random::{generator, order};
use super::refine::refine;
use super::{Communities, InteractionGraph, Quality};
use crate::error::{Code, Finding, Result};
use rand_pcg::Pcg64;

/// How [`leiden`] searches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeidenOptions {
    /// Of what a division is to have most. Default modularity with resolution 1.
    pub quality: Quality,
    /// How often at most the search goes on from what it found; it ends before where nothing changes. Default 5.
    pub iterations: usize,
    /// Independent searches, of which the best counts, of equal ones the first. Default 1.
    pub runs: usize,
    /// How readily a part joins another than the best, as a multiple of the mean weight of a link; 0 is never.
    /// Default 0.01, as in the paper.
    pub randomness: f64,
    /// Of the random orders. Default 1.
    pub seed: u64,
}

impl Default for LeidenOptions {
    fn default() -> Self {
        Self {
            quality: Quality::Modularity { resolution: 1.0 },
            iterations: 5,
            runs: 1,
            randomness: 0.01,
            seed: 1,
        }
    }
}

/// Communities whose quality no move of a single city betters, each of them connected.
///
/// # Algorithm
/// 1. Cities, in random order and then as their neighbours change, move to the community where they bring most.
/// 2. Each community falls into well-connected parts, grown from single cities.
/// 3. The parts become the nodes of a smaller network, on which 1 and 2 go on until nothing moves.
/// 4. All of it again from the division found, `iterations` times in all or until three in a row change nothing.
///
/// # Conventions
/// A search for the best division is never certain; `runs`, `iterations` and more `randomness` better the odds. A city without links
/// is a community of its own. The same seed gives the same answer on every machine, for any number of threads.
///
/// # Errors
/// A resolution or a randomness that is negative or not finite, no `iterations` or no `runs`.
///
/// # Example
/// ```
/// use jingwei::cluster::{InteractionGraph, LeidenOptions, leiden};
///
/// // Two triangles and a link between them.
/// let links = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)].map(|(i, j)| (i, j, 1.0));
/// let graph = InteractionGraph::from_links(6, &links)?;
/// let found = leiden(&graph, &LeidenOptions::default())?;
/// assert_eq!(found.community, [0, 0, 0, 1, 1, 1]);
/// assert_eq!(found.standing[2].runner_up, Some(1));
/// assert_eq!(found.standing[2].inside, Some(2.0 / 3.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected
/// communities. *Scientific Reports* 9, 5233. <https://doi.org/10.1038/s41598-019-41695-z>
pub fn leiden(graph: &InteractionGraph, options: &LeidenOptions) -> Result<Communities> {
    options.quality.check()?;
    check_counts(&[("iterations", options.iterations), ("runs", options.runs)])?;
    if !(options.randomness >= 0.0 && options.randomness.is_finite()) {
        let what = "a randomness is a number not below zero";
        let finding = Finding::new(Code::BadSetting, what).field("randomness");
        return Err(finding.value(options.randomness).into());
    }
    let level = Level::of(graph, options.quality);
    let links = level.weights.len().max(1) as f64;
    let randomness = options.randomness * level.weights.iter().sum::<f64>() / links;
    Ok(best_of(graph, options.quality, options.runs, |run| {
        let mut random = generator(options.seed, run);
        let mut community: Vec<u32> = (0..level.len()).map(super::graph::small).collect();
        let mut still = 0;
        for _ in 0..options.iterations {
            let next = iterate(&level, community.clone(), randomness, &mut random);
            still = if next == community { still + 1 } else { 0 };
            community = next;
            if still == STILL {
                break;
            }
        }
        community
    }))
}

/// A search ends where so many passes in a row changed nothing: parts are grown by lot, so that one may yet.
const STILL: usize = 3;

/// The best of `runs` divisions, of equal ones the first.
pub(super) fn best_of(
    graph: &InteractionGraph,
    quality: Quality,
    runs: usize,
    mut run: impl FnMut(u64) -> Vec<u32>,
) -> Communities {
    if graph.links() == 0 {
        let alone: Vec<usize> = (0..graph.len()).collect();
        return Communities::new(graph, &alone, quality);
    }
    let found = (0..runs as u64).map(|number| {
        let community: Vec<usize> = run(number).into_iter().map(|c| c as usize).collect();
        (quality.of(graph, &community).unwrap_or(f64::NEG_INFINITY), community)
    });
    let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
    Communities::new(graph, &best.expect("there is at least one run").1, quality)
}

/// Refuses a search that is to do nothing.
pub(super) fn check_counts(counts: &[(&str, usize)]) -> Result<()> {
    match counts.iter().find(|(_, count)| *count == 0) {
        None => Ok(()),
        Some((field, _)) => {
            Err(Finding::new(Code::BadSetting, "a search runs at least once").field(*field).value(0).into())
        }
    }
}

/// One pass through all levels, from a division; the division that it ends in, numbered by first city.
fn iterate(cities: &Level, mut community: Vec<u32>, randomness: f64, random: &mut Pcg64) -> Vec<u32> {
    let mut level = cities.clone();
    let mut node_of: Vec<u32> = (0..cities.len()).map(super::graph::small).collect();
    loop {
        move_nodes(&level, &mut community, order(level.len(), random));
        let communities = renumber(&mut community);
        if communities == level.len() {
            break;
        }
        let mut part = refine(&level, &community, randomness, random);
        let parts = renumber(&mut part);
        if parts == level.len() {
            break;
        }
        let mut of_part = vec![0; parts];
        for (&p, &c) in part.iter().zip(&community) {
            of_part[p as usize] = c;
        }
        level = aggregate(&level, &part, parts);
        for node in &mut node_of {
            *node = part[*node as usize];
        }
        community = of_part;
    }
    let mut found: Vec<u32> = node_of.iter().map(|&node| community[node as usize]).collect();
    renumber(&mut found);
    found
}
