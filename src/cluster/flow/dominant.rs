//! Dominant flows: the hierarchy of cities that their largest flows make.

use super::{FlowMatrix, greatest};
use crate::cluster::cores::bad_values;
use crate::cluster::{Membership, Role, RunnerUp};
use crate::error::{Code, Error, Finding, Result};

/// Which city each city is subordinate to.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct DominantFlow {
    /// The destination of each city's largest flow to another; `None` where nothing leaves.
    pub largest: Vec<Option<usize>>,
    /// The same where it is a greater city, to which this one is subordinate; `None` for a terminal city.
    pub parent: Vec<Option<usize>>,
    /// The terminal city to which each leads; itself for a terminal.
    pub terminal: Vec<usize>,
    /// Steps to the terminal: 0 for a terminal, 1 for those directly below one.
    pub level: Vec<usize>,
}

impl DominantFlow {
    /// Cities that are subordinate to none, by index; those among them to which none is subordinate stand alone.
    #[must_use]
    pub fn terminals(&self) -> Vec<usize> {
        (0..self.parent.len()).filter(|&city| self.parent[city].is_none()).collect()
    }

    /// How many cities are directly subordinate to each.
    #[must_use]
    pub fn followers(&self) -> Vec<usize> {
        let mut followers = vec![0; self.parent.len()];
        self.parent.iter().flatten().for_each(|&parent| followers[parent] += 1);
        followers
    }
}

/// The hierarchy that the largest flow out of each city makes: a city is subordinate to the destination of its largest
/// flow, if that is a greater city.
///
/// # Formula
/// `parent_i = argmax_{j ≠ i} T_ij` if `S_parent > S_i`, otherwise `i` is terminal.
///
/// # Units
/// Flows and sizes each in any unit.
///
/// # Conventions
/// `sizes` are usually total inflows (as in the paper, see [`FlowMatrix::inflow`]) or populations. Of equal flows the
/// destination of lower index is the largest. A destination of equal size dominates nobody, so there are no circles.
/// What stays in a city is no flow to another.
///
/// # Errors
/// A size that is negative or not finite, all of them in one error.
///
/// # Panics
/// If there is not one size for each place.
///
/// # Example
/// ```
/// use jingwei::cluster::{FlowMatrix, dominant_flow};
///
/// // The village sends most to the town, the town to the capital, the capital to the town.
/// let rows = [[0.0, 50.0, 20.0], [40.0, 0.0, 5.0], [1.0, 9.0, 0.0]];
/// let flows = FlowMatrix::new(3, |i, j| rows[i][j])?;
/// let found = dominant_flow(&flows, &[90.0, 40.0, 10.0])?;
/// assert_eq!(found.parent, [None, Some(0), Some(1)]);
/// assert_eq!(found.level, [0, 1, 2]);
/// assert_eq!(found.terminals(), [0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Nystuen, J. D. and Dacey, M. F. (1961). A graph theory interpretation of nodal regions. *Papers and Proceedings of
/// the Regional Science Association* 7. <https://doi.org/10.1007/BF01969070>
pub fn dominant_flow(flows: &FlowMatrix, sizes: &[f64]) -> Result<DominantFlow> {
    assert_eq!(sizes.len(), flows.places(), "one size for each place");
    Error::if_any(&bad_values(&sizes.iter().copied().map(Some).collect::<Vec<_>>(), "size"))?;
    let largest: Vec<Option<usize>> = (0..sizes.len())
        .map(|i| Some(greatest(flows.row(i).iter().copied().enumerate().filter(|&(j, _)| j != i))?.0))
        .collect();
    let parent: Vec<Option<usize>> = largest
        .iter()
        .enumerate()
        .map(|(i, largest)| largest.filter(|&largest| sizes[largest] > sizes[i]))
        .collect();
    let (mut terminal, mut level) = (Vec::with_capacity(sizes.len()), Vec::with_capacity(sizes.len()));
    for city in 0..sizes.len() {
        // Sizes grow along the way, so it ends.
        let way = std::iter::successors(Some(city), |&at| parent[at]);
        let (steps, last) = way.enumerate().last().expect("the way begins with the city itself");
        terminal.push(last);
        level.push(steps);
    }
    Ok(DominantFlow { largest, parent, terminal, level })
}

/// When a largest flow is strong enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DominantRule {
    /// The least share of a city's flow to others that binds it to the destination, from 0 to 1. Default 0, as in the
    /// paper: the largest flow binds however small it is.
    pub least_share: f64,
}

impl Default for DominantRule {
    fn default() -> Self {
        Self { least_share: 0.0 }
    }
}

/// Clusters by dominant flow: a terminal city and all cities that lead to it.
///
/// # Conventions
/// As [`dominant_flow`]. The core that decided is the city to which a city is directly subordinate, the number the share
/// of its flow to other cities that goes there; the runner-up is the destination of its largest flow to another cluster.
/// Cities with followers of their own are [`Role::SecondaryCore`], those without [`Role::Member`]. A terminal without
/// followers is outside; so is a city whose largest flow is below the least share, and with it those who lead to it,
/// unless they follow it in a cluster of their own, which it then heads.
///
/// # Errors
/// As [`dominant_flow`]; a least share that is not from 0 to 1.
///
/// # Panics
/// If there is not one size for each place.
///
/// # Example
/// ```
/// use jingwei::cluster::{DominantRule, FlowMatrix, Role, by_dominant_flow};
///
/// let rows = [[0.0, 50.0, 20.0], [40.0, 0.0, 10.0], [2.0, 8.0, 0.0]];
/// let flows = FlowMatrix::new(3, |i, j| rows[i][j])?;
/// let clusters = by_dominant_flow(&flows, &[90.0, 40.0, 10.0], &DominantRule::default())?;
/// assert_eq!(clusters.role, [Role::Core, Role::SecondaryCore, Role::Member]);
/// assert_eq!((clusters.core[2], clusters.number[2]), (Some(1), Some(0.8)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn by_dominant_flow(flows: &FlowMatrix, sizes: &[f64], rule: &DominantRule) -> Result<Membership<f64>> {
    if !(0.0..=1.0).contains(&rule.least_share) {
        let what = "a share lies between 0 and 1";
        return Err(Finding::new(Code::BadSetting, what).field("least_share").value(rule.least_share).into());
    }
    let mut found = dominant_flow(flows, sizes)?;
    let others =
        |i: usize| flows.row(i).iter().enumerate().filter(move |&(j, _)| j != i).map(|(_, flow)| flow);
    let share = |i: usize, j: usize| flows.row(i)[j] / others(i).sum::<f64>();
    for city in 0..sizes.len() {
        found.parent[city] = found.parent[city].filter(|&parent| share(city, parent) >= rule.least_share);
    }
    let root = |city: usize| std::iter::successors(Some(city), |&at| found.parent[at]).last();
    let roots: Vec<usize> = (0..sizes.len()).filter_map(root).collect();
    let followers = found.followers();
    let mut heads: Vec<usize> =
        found.terminals().into_iter().filter(|&terminal| followers[terminal] > 0).collect();
    heads.sort_by(|&a, &b| sizes[b].total_cmp(&sizes[a]));
    let mut number = vec![None; sizes.len()];
    heads.iter().enumerate().for_each(|(cluster, &head)| number[head] = Some(cluster));
    let mut membership = Membership::outside(sizes.len(), heads);
    for city in 0..sizes.len() {
        membership.cluster[city] = number[roots[city]];
        // A terminal is told where most of its flow would go, if it is too small or goes to a smaller city.
        membership.core[city] =
            found.parent[city].or_else(|| found.largest[city].filter(|_| followers[city] == 0));
        membership.number[city] = membership.core[city].map(|core| share(city, core));
        membership.role[city] = match (number[roots[city]], found.parent[city], followers[city]) {
            (None, ..) => Role::Outside,
            (_, None, _) => Role::Core,
            (_, Some(_), 0) => Role::Member,
            (_, Some(_), _) => Role::SecondaryCore,
        };
        let own = membership.core[city].map_or(number[roots[city]], |core| number[roots[core]]);
        let elsewhere = flows.row(city).iter().copied().enumerate();
        let elsewhere =
            elsewhere.filter(|&(j, _)| j != city && number[roots[j]].is_some_and(|c| Some(c) != own));
        membership.runner_up[city] = greatest(elsewhere).and_then(|(core, _)| {
            Some(RunnerUp { core, cluster: number[roots[core]]?, number: share(city, core) })
        });
    }
    if membership.cores.is_empty() {
        let what = "no city sends its largest flow to a greater one";
        membership.findings.push(Finding::new(Code::NoCore, what));
    }
    Ok(membership)
}

#[cfg(test)]
mod tests;
