//! What a search for communities gives.

use super::moves::{Level, WeightTo};
use super::{InteractionGraph, Quality};

/// How firmly a city is in its community.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Share of its interaction with others that stays inside its community, 0 to 1; `None` where it has none.
    pub inside: Option<f64>,
    /// By how much quality would fall if the city moved to the runner-up, in units of the quality; `None` where
    /// there is no runner-up, or the search has another goal.
    pub margin: Option<f64>,
    /// The other community that it would lose least in, of equal ones that with the lower number; only communities
    /// that it interacts with count.
    pub runner_up: Option<usize>,
}

/// A division of a network into communities.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Communities {
    /// The community of each city. Numbered from 0, that with most cities first, of equal ones that whose first
    /// city comes first.
    pub community: Vec<usize>,
    /// Cities in each.
    pub sizes: Vec<usize>,
    /// What was sought: modularity or Potts quality; for [`infomap`](super::infomap()) the code length in bits.
    /// `None` where the network has no weight at all.
    pub quality: Option<f64>,
    /// How firmly each city is in its community.
    pub standing: Vec<Standing>,
}

impl Communities {
    /// The division into these communities, renumbered.
    pub(super) fn new(graph: &InteractionGraph, community: &[usize], quality: Quality) -> Self {
        let (community, sizes) = by_size(community);
        let quality_of_all = quality.of(graph, &community);
        let standing = standings(graph, &community, &sizes, Some(quality));
        Self { community, sizes, quality: quality_of_all, standing }
    }

    /// The same where no quality of the crate's two was sought.
    pub(super) fn of_other_goal(graph: &InteractionGraph, community: &[usize], goal: Option<f64>) -> Self {
        let (community, sizes) = by_size(community);
        let standing = standings(graph, &community, &sizes, None);
        Self { community, sizes, quality: goal, standing }
    }
}

/// Numbers communities from 0 in the order of their given numbers; gives how many there are.
pub(super) fn dense(community: &[usize]) -> (Vec<usize>, usize) {
    let mut numbers = community.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    let number = |c: &usize| numbers.binary_search(c).expect("every community is among them");
    (community.iter().map(number).collect(), numbers.len())
}

/// Numbers communities by their cities, most first; gives how many each has.
fn by_size(community: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let (dense, count) = dense(community);
    // (cities, first city) of each.
    let mut found = vec![(0, usize::MAX); count];
    for (city, &c) in dense.iter().enumerate() {
        found[c].0 += 1;
        found[c].1 = found[c].1.min(city);
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by_key(|&c| (std::cmp::Reverse(found[c].0), found[c].1));
    let mut rank = vec![0; count];
    for (at, &c) in order.iter().enumerate() {
        rank[c] = at;
    }
    (dense.iter().map(|&c| rank[c]).collect(), order.iter().map(|&c| found[c].0).collect())
}

fn standings(
    graph: &InteractionGraph,
    community: &[usize],
    sizes: &[usize],
    quality: Option<Quality>,
) -> Vec<Standing> {
    // Without a quality the weight alone tells the runner-up.
    let level = Level::of(graph, quality.unwrap_or(Quality::ConstantPotts { resolution: 0.0 }));
    let unit = quality.map(|quality| quality.unit(graph));
    let mut of_community = vec![0.0; sizes.len()];
    for (city, &c) in community.iter().enumerate() {
        of_community[c] += level.sizes[city];
    }
    let mut to = WeightTo::new(sizes.len());
    let standing = |city: usize| {
        let own = community[city];
        to.clear();
        for (other, weight) in level.row(city) {
            to.add(super::graph::small(community[other]), weight);
        }
        let price = level.price * level.sizes[city];
        let brings = |c: usize| {
            let size = of_community[c] - if c == own { level.sizes[city] } else { 0.0 };
            to.weight[c] - price * size
        };
        let others = to.met.iter().map(|&c| c as usize).filter(|&c| c != own);
        let runner_up = others.max_by(|&a, &b| brings(a).total_cmp(&brings(b)).then(b.cmp(&a)));
        let all: f64 = level.row(city).map(|(_, weight)| weight).sum();
        Standing {
            inside: (all > 0.0).then(|| to.weight[own] / all),
            margin: runner_up.zip(unit).map(|(other, unit)| (brings(own) - brings(other)) * unit),
            runner_up,
        }
    };
    (0..community.len()).map(standing).collect()
}
