//! Communities that make a random traveller's way shortest to tell.

use super::aggregate::{aggregate, renumber};
use super::leiden::check_counts;
use super::map_equation::{map_equation, p_log_p};
use super::moves::{Level, WeightTo};
use super::random::{generator, order};
use super::{Communities, InteractionGraph, Quality};
use crate::error::Result;
use rand_pcg::Pcg64;

/// How [`infomap`] searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InfomapOptions {
    /// Independent searches, of which the best counts, of equal ones the first. Default 10.
    pub runs: usize,
    /// Of the random orders. Default 1.
    pub seed: u64,
}

impl Default for InfomapOptions {
    fn default() -> Self {
        Self { runs: 10, seed: 1 }
    }
}

/// The rounding below which a shorter code is none.
const ROUNDING: f64 = 1e-12;

/// Communities with the shortest [`map_equation`] that a search finds.
///
/// # Algorithm
/// As in Rosvall and Bergstrom's later programs: cities, then whole communities, move in random order to where the code becomes
/// shortest; then each community falls into parts that move as wholes, and single cities move again, until the code stays.
/// All cities in one community is tried too.
///
/// # Conventions
/// [`Communities::quality`] is the code length in bits a step; less is better. The margin of a standing is not given;
/// the runner-up is the other community with which the city interacts most. A city without links is a community of
/// its own. The same seed gives the same answer on every machine.
///
/// # Errors
/// No `runs`.
///
/// # Example
/// ```
/// use jingwei::cluster::{InfomapOptions, InteractionGraph, infomap};
///
/// let links = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)].map(|(i, j)| (i, j, 1.0));
/// let graph = InteractionGraph::from_links(6, &links)?;
/// assert_eq!(infomap(&graph, &InfomapOptions::default())?.community, [0, 0, 0, 1, 1, 1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rosvall, M. and Bergstrom, C. T. (2008). Maps of random walks on complex networks reveal community structure.
/// *Proceedings of the National Academy of Sciences* 105(4). <https://doi.org/10.1073/pnas.0706851105>
///
/// Rosvall, M., Axelsson, D. and Bergstrom, C. T. (2009). The map equation. *European Physical Journal Special Topics*
/// 178, for the search. <https://doi.org/10.1140/epjst/e2010-01179-1>
pub fn infomap(graph: &InteractionGraph, options: &InfomapOptions) -> Result<Communities> {
    check_counts(&[("runs", options.runs)])?;
    let alone: Vec<usize> = (0..graph.len()).collect();
    let length = |community: &[usize]| map_equation(graph, community).map(|length| length.total);
    if graph.links() == 0 {
        return Ok(Communities::of_other_goal(graph, &alone, length(&alone)));
    }
    let cities = of_flows(graph);
    let linked = |i: usize| graph.starts[i] < graph.starts[i + 1];
    let one: Vec<usize> = (0..graph.len()).map(|i| if linked(i) { 0 } else { i + 1 }).collect();
    let mut best = (length(&one), one);
    for run in 0..options.runs as u64 {
        let mut random = generator(options.seed, run);
        let mut community: Vec<u32> = (0..cities.len()).map(super::graph::small).collect();
        let mut last = f64::INFINITY;
        loop {
            community = search(&cities, community, &mut random);
            community = search_parts(&cities, community, &mut random);
            let found: Vec<usize> = community.iter().map(|&c| c as usize).collect();
            let bits = length(&found);
            if best.0 > bits {
                best = (bits, found);
            }
            match bits {
                Some(bits) if bits < last - ROUNDING => last = bits,
                _ => break,
            }
        }
    }
    Ok(Communities::of_other_goal(graph, &best.1, best.0))
}

/// The network with shares of all steps for weights, and shares of time for sizes.
fn of_flows(graph: &InteractionGraph) -> Level {
    let mut level = Level::of(graph, Quality::Modularity { resolution: 1.0 });
    let twice = 2.0 * graph.total();
    level.weights.iter_mut().for_each(|weight| *weight /= twice);
    level.sizes.iter_mut().for_each(|size| *size /= twice);
    level
}

/// Communities fall into parts, each as if it were alone; the parts move from where they are, then communities do.
fn search_parts(cities: &Level, mut community: Vec<u32>, random: &mut Pcg64) -> Vec<u32> {
    let mut inside = cities.clone();
    inside.neighbours.clear();
    inside.weights.clear();
    for v in 0..cities.len() {
        inside.starts[v] = inside.neighbours.len();
        for (u, weight) in cities.row(v).filter(|&(u, _)| community[u] == community[v]) {
            inside.neighbours.push(super::graph::small(u));
            inside.weights.push(weight);
        }
    }
    inside.starts[cities.len()] = inside.neighbours.len();
    let mut part = search(&inside, (0..cities.len()).map(super::graph::small).collect(), random);
    let parts = renumber(&mut part);
    let communities = renumber(&mut community);
    if parts == communities || parts == cities.len() {
        return community;
    }
    let mut of_part = vec![0; parts];
    for (&part, &community) in part.iter().zip(&community) {
        of_part[part as usize] = community;
    }
    let moved = search(&aggregate(cities, &part, parts), of_part, random);
    part.iter().map(|&part| moved[part as usize]).collect()
}

/// Nodes move from where they are, then communities do.
fn search(cities: &Level, mut community: Vec<u32>, random: &mut Pcg64) -> Vec<u32> {
    let mut level = cities.clone();
    let mut found: Vec<u32> = (0..cities.len()).map(super::graph::small).collect();
    loop {
        move_nodes(&level, &mut community, random);
        let communities = renumber(&mut community);
        for node in &mut found {
            *node = community[*node as usize];
        }
        if communities == level.len() {
            return found;
        }
        level = aggregate(&level, &community, communities);
        community = (0..communities).map(super::graph::small).collect();
    }
}

/// Sums of the map equation that moves change.
struct Modules {
    /// Share of time in each.
    at: Vec<f64>,
    /// Share of steps that leave each.
    leaves: Vec<f64>,
    /// The sum of `leaves`.
    between: f64,
}

impl Modules {
    fn new(level: &Level, community: &[u32]) -> Self {
        let mut modules = Self { at: vec![0.0; level.len()], leaves: vec![0.0; level.len()], between: 0.0 };
        for (v, &c) in community.iter().enumerate() {
            modules.at[c as usize] += level.sizes[v];
            let outside = level.row(v).filter(|&(u, _)| community[u] != c);
            modules.leaves[c as usize] += outside.map(|(_, weight)| weight).sum::<f64>();
        }
        modules.between = modules.leaves.iter().sum();
        modules
    }

    /// What one community adds to the code, the moves between all of them apart.
    fn part(leaves: f64, at: f64) -> f64 {
        p_log_p(leaves + at) - 2.0 * p_log_p(leaves)
    }
}

fn move_nodes(level: &Level, community: &mut [u32], random: &mut Pcg64) {
    let mut modules = Modules::new(level, community);
    let mut members = vec![0_u32; level.len()];
    for &c in community.iter() {
        members[c as usize] += 1;
    }
    let mut free: Vec<u32> =
        (0..level.len()).rev().filter(|&c| members[c] == 0).map(super::graph::small).collect();
    let mut to = WeightTo::new(level.len());
    let mut moved = true;
    while moved {
        moved = false;
        for v in order(level.len(), random) {
            let v = v as usize;
            let own = community[v] as usize;
            to.clear();
            let mut all = 0.0;
            for (u, weight) in level.row(v) {
                to.add(community[u], weight);
                all += weight;
            }
            let size = level.sizes[v];
            let lone = members[own] == 1;
            // The old community without the node; rounding must not leave a share in an empty one.
            let (left_leaves, left_at) = if lone {
                (0.0, 0.0)
            } else {
                ((modules.leaves[own] - all + 2.0 * to.weight[own]).max(0.0), modules.at[own] - size)
            };
            let before = Modules::part(modules.leaves[own], modules.at[own]);
            let left = Modules::part(left_leaves, left_at);
            let now = p_log_p(modules.between);
            let change = |leaves: f64, at: f64, weight: f64| {
                let new_leaves = (leaves + all - 2.0 * weight).max(0.0);
                let between = modules.between - modules.leaves[own] + left_leaves - leaves + new_leaves;
                let part = Modules::part(new_leaves, at + size) - Modules::part(leaves, at);
                (p_log_p(between) - now + left - before + part, new_leaves, between)
            };
            let mut best: Option<(u32, (f64, f64, f64))> = None;
            let mut offer = |c: u32, offered: (f64, f64, f64)| {
                if offered.0 < best.map_or(-ROUNDING, |best| best.1.0) {
                    best = Some((c, offered));
                }
            };
            for &c in to.met.iter().filter(|&&c| c as usize != own) {
                let at = c as usize;
                offer(c, change(modules.leaves[at], modules.at[at], to.weight[at]));
            }
            if !lone && let Some(&alone) = free.last() {
                offer(alone, change(0.0, 0.0, 0.0));
            }
            let Some((c, (_, new_leaves, between))) = best else { continue };
            moved = true;
            modules.leaves[own] = left_leaves;
            modules.at[own] = left_at;
            modules.leaves[c as usize] = new_leaves;
            modules.at[c as usize] += size;
            modules.between = between;
            if free.last() == Some(&c) {
                free.pop();
            }
            if lone {
                free.push(community[v]);
            }
            members[own] -= 1;
            members[c as usize] += 1;
            community[v] = c;
        }
    }
}
