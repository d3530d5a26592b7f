//! How good a division into communities is.

use super::InteractionGraph;
use crate::error::{Code, Finding, Result};

/// What a division into communities is to have most of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quality {
    /// Weight inside communities beyond what chance would put there: [`modularity`].
    Modularity {
        /// How much chance counts: the larger, the smaller the communities. Usually 1.
        resolution: f64,
    },
    /// Weight inside communities beyond so much for each pair: [`constant_potts`].
    ConstantPotts {
        /// The weight that a pair inside must have on average, in the unit of the weights.
        resolution: f64,
    },
}

impl Quality {
    pub(super) fn check(self) -> Result<()> {
        let (Self::Modularity { resolution } | Self::ConstantPotts { resolution }) = self;
        if resolution >= 0.0 && resolution.is_finite() {
            return Ok(());
        }
        let what = "a resolution is a number not below zero";
        Err(Finding::new(Code::BadSetting, what).field("resolution").value(resolution).into())
    }

    /// Of a division; `None` where it is not defined.
    pub(super) fn of(self, graph: &InteractionGraph, community: &[usize]) -> Option<f64> {
        match self {
            Self::Modularity { resolution } => modularity(graph, community, resolution).ok()?,
            Self::ConstantPotts { resolution } => constant_potts(graph, community, resolution).ok(),
        }
    }

    /// What each city brings to its community's size, and what a product of sizes costs.
    pub(super) fn sizes(self, graph: &InteractionGraph) -> (Vec<f64>, f64) {
        match self {
            Self::Modularity { resolution } => {
                let strengths = (0..graph.len()).map(|i| graph.strength(i)).collect();
                (strengths, resolution / (2.0 * graph.total()))
            }
            Self::ConstantPotts { resolution } => (vec![1.0; graph.len()], resolution),
        }
    }

    /// What one unit of weight is in units of the quality.
    pub(super) fn unit(self, graph: &InteractionGraph) -> f64 {
        match self {
            Self::Modularity { .. } => 1.0 / graph.total(),
            Self::ConstantPotts { .. } => 1.0,
        }
    }
}

/// Share of the weight that lies inside communities, less the share that would if links kept only the strengths of
/// their ends.
///
/// # Formula
/// `Q = Σ_c [ W_c / W − γ (K_c / 2W)² ]` with `W_c` the weight inside community `c`, each link once, `K_c` the sum of
/// its cities' strengths, `W` the total weight and `γ` the resolution
///
/// # Conventions
/// A community is any number that its cities share. `None` where the network has no weight at all. Links of a city to
/// itself are inside, and count twice in its strength, as in `networkx`.
///
/// # Errors
/// A resolution that is negative or not finite.
///
/// # Panics
/// If `community` does not have one number for each city.
///
/// # Example
/// ```
/// use jingwei::cluster::{InteractionGraph, modularity};
///
/// // Two pairs, joined by nothing.
/// let graph = InteractionGraph::from_links(4, &[(0, 1, 1.0), (2, 3, 1.0)])?;
/// assert_eq!(modularity(&graph, &[0, 0, 1, 1], 1.0)?, Some(0.5));
/// assert_eq!(modularity(&graph, &[0, 0, 0, 0], 1.0)?, Some(0.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Newman, M. E. J. and Girvan, M. (2004). Finding and evaluating community structure in networks. *Physical Review E*
/// 69, 026113. <https://doi.org/10.1103/PhysRevE.69.026113>
///
/// Reichardt, J. and Bornholdt, S. (2006). Statistical mechanics of community detection. *Physical Review E* 74,
/// 016110, for the resolution. <https://doi.org/10.1103/PhysRevE.74.016110>
pub fn modularity(graph: &InteractionGraph, community: &[usize], resolution: f64) -> Result<Option<f64>> {
    Ok(modularity_by_community(graph, community, resolution)?.map(|parts| parts.iter().sum()))
}

/// What each community adds to [`modularity`], in the order of their numbers.
///
/// # Formula
/// `Q_c = W_c / W − γ (K_c / 2W)²`, and `Q = Σ_c Q_c`: above 0 where a community keeps more to itself than chance would.
///
/// # Conventions
/// As of [`modularity`].
///
/// # Errors
/// As of [`modularity`].
///
/// # Panics
/// As of [`modularity`].
///
/// # Example
/// ```
/// use jingwei::cluster::{InteractionGraph, modularity_by_community};
///
/// // Two pairs, joined by nothing; the second is three times as strong.
/// let graph = InteractionGraph::from_links(4, &[(0, 1, 1.0), (2, 3, 3.0)])?;
/// let parts = modularity_by_community(&graph, &[0, 0, 1, 1], 1.0)?;
/// assert_eq!(parts, Some(vec![0.25 - 0.0625, 0.75 - 0.5625]));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn modularity_by_community(
    graph: &InteractionGraph,
    community: &[usize],
    resolution: f64,
) -> Result<Option<Vec<f64>>> {
    Quality::Modularity { resolution }.check()?;
    let inside = Inside::of(graph, community);
    if graph.total() == 0.0 {
        return Ok(None);
    }
    let part = |(weight, strength): (&f64, &f64)| {
        let share = strength / (2.0 * graph.total());
        weight / graph.total() - resolution * share * share
    };
    Ok(Some(inside.weight.iter().zip(&inside.strength).map(part).collect()))
}

/// Weight inside communities, less `resolution` for each pair of cities inside: the constant Potts model.
///
/// # Formula
/// `H = Σ_c [ W_c − γ n_c (n_c − 1) / 2 ]` with `W_c` the weight inside community `c`, each link once, and `n_c` its
/// cities
///
/// # Units
/// That of the weights, for the result and for the resolution.
///
/// # Conventions
/// As of [`modularity`]. `leidenalg` prints twice this number for undirected networks.
///
/// # Errors
/// A resolution that is negative or not finite.
///
/// # Panics
/// If `community` does not have one number for each city.
///
/// # References
/// Traag, V. A., Van Dooren, P. and Nesterov, Y. (2011). Narrow scope for resolution-limit-free community detection.
/// *Physical Review E* 84, 016114. <https://doi.org/10.1103/PhysRevE.84.016114>
pub fn constant_potts(graph: &InteractionGraph, community: &[usize], resolution: f64) -> Result<f64> {
    Quality::ConstantPotts { resolution }.check()?;
    let inside = Inside::of(graph, community);
    let part = |(weight, &cities): (&f64, &f64)| weight - resolution * cities * (cities - 1.0) / 2.0;
    Ok(inside.weight.iter().zip(&inside.cities).map(part).sum())
}

/// Sums over communities, in the order of their numbers.
struct Inside {
    weight: Vec<f64>,
    strength: Vec<f64>,
    cities: Vec<f64>,
}

impl Inside {
    fn of(graph: &InteractionGraph, community: &[usize]) -> Self {
        assert_eq!(community.len(), graph.len(), "one community for each city");
        let (dense, count) = super::communities::dense(community);
        let mut sums =
            Self { weight: vec![0.0; count], strength: vec![0.0; count], cities: vec![0.0; count] };
        for (i, &c) in dense.iter().enumerate() {
            let inside = graph.row(i).filter(|&(j, _)| j < i && dense[j] == c);
            sums.weight[c] += inside.map(|(_, weight)| weight).sum::<f64>() + graph.loops[i];
            sums.strength[c] += graph.strength(i);
            sums.cities[c] += 1.0;
        }
        sums
    }
}
