//! Whether chance alone would make as much of a core.

use super::InteractionGraph;
use super::null_model::{NullModel, random_network};
use crate::error::{Code, Finding, Result};
use rayon::prelude::*;

/// How many random networks a test draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignificanceOptions {
    /// How many; 199 by default, which tells p down to 0.005.
    pub networks: usize,
    /// Seed of the networks.
    pub seed: u64,
}

impl Default for SignificanceOptions {
    fn default() -> Self {
        Self { networks: 199, seed: 1 }
    }
}

impl SignificanceOptions {
    pub(super) fn check(&self) -> Result<()> {
        if self.networks > 0 {
            return Ok(());
        }
        let what = "a test needs random networks to compare with";
        Err(Finding::new(Code::BadSetting, what).field("networks").value(self.networks).into())
    }
}

/// A statistic beside those of random networks.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Significance {
    /// The statistic of the network itself.
    pub observed: f64,
    /// Pseudo p-value, one-sided: how likely chance makes as much or more.
    pub p: f64,
    /// The mean of the random networks.
    pub mean: f64,
    /// Their sample standard deviation; `None` for a single one.
    pub standard_deviation: Option<f64>,
    /// Random networks that have the statistic.
    pub networks: usize,
    /// Random networks for which the statistic is not defined; they count nowhere.
    pub undefined: usize,
}

/// How likely a random network shows as much of a core as this one, by any statistic that grows with it.
///
/// # Formula
/// `p = (1 + #{r: T_r ≥ T}) / (1 + R)`
///
/// # Conventions
/// A statistic of a random network that differs from the observed one by rounding alone counts as equal. `None` where
/// the statistic is not defined for the network or for none of the random ones. Which network is which depends on
/// the seed alone, not on threads.
///
/// # Errors
/// No random network asked for.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{
///     InteractionGraph, NullModel, SearchOptions, SignificanceOptions, borgatti_everett, significance,
/// };
/// use jingwei::weights::Weights;
/// // Three places that trade with all of twenty, who do not trade with each other.
/// let partners = |i: usize| if i < 3 { (0..20).filter(|&j| j != i).collect() } else { vec![0, 1, 2] };
/// let graph = InteractionGraph::new(&Weights::from_neighbours((0..20).map(partners).collect()))?;
/// let correlation =
///     |graph: &InteractionGraph| Some(borgatti_everett(graph, &SearchOptions::default())?.correlation);
/// let options = SignificanceOptions { networks: 99, seed: 1 };
/// let test = significance(&graph, NullModel::Uniform, &options, correlation)?.expect("a correlation");
/// assert_eq!(test.p, 0.01);
/// // The degrees alone make this core: the only network with these degrees is itself.
/// let test = significance(&graph, NullModel::Degrees, &options, correlation)?.expect("a correlation");
/// assert_eq!(test.p, 1.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn significance<T>(
    graph: &InteractionGraph,
    model: NullModel,
    options: &SignificanceOptions,
    statistic: T,
) -> Result<Option<Significance>>
where
    T: Fn(&InteractionGraph) -> Option<f64> + Sync,
{
    options.check()?;
    let Some(observed) = statistic(graph) else { return Ok(None) };
    let random: Vec<Option<f64>> = (0..options.networks as u64)
        .into_par_iter()
        .map(|number| statistic(&random_network(graph, model, options.seed, number)))
        .collect();
    let defined: Vec<f64> = random.iter().copied().flatten().collect();
    if defined.is_empty() {
        return Ok(None);
    }
    let networks = defined.len();
    let as_much = defined.iter().filter(|&&value| value >= observed - 1e-12 * observed.abs()).count();
    let mean = defined.iter().sum::<f64>() / networks as f64;
    let squares: f64 = defined.iter().map(|value| (value - mean) * (value - mean)).sum();
    Ok(Some(Significance {
        observed,
        p: (as_much + 1) as f64 / (networks + 1) as f64,
        mean,
        standard_deviation: (networks > 1).then(|| (squares / (networks as f64 - 1.0)).sqrt()),
        networks,
        undefined: options.networks - networks,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::judge::small_graph;
    use super::super::{SearchOptions, borgatti_everett};
    use super::*;

    fn correlation(graph: &InteractionGraph) -> Option<f64> {
        Some(borgatti_everett(graph, &SearchOptions { runs: 2, seed: 1 })?.correlation)
    }

    #[test]
    fn a_random_network_is_significant_as_often_as_the_level_says() {
        let options = SignificanceOptions { networks: 19, seed: 5 };
        let p = |seed| {
            let graph = small_graph(14, 0.3, false, seed);
            significance(&graph, NullModel::Uniform, &options, correlation).unwrap().unwrap().p
        };
        let low = (0..100).filter(|&seed| p(seed) <= 0.2).count();
        // 20 expected of 100, ± 4; more than four standard deviations off would be a fault.
        assert!((5..=36).contains(&low), "{low}");
    }

    #[test]
    fn threads_change_nothing_and_no_networks_are_refused() {
        let graph = small_graph(14, 0.3, true, 3);
        let options = SignificanceOptions { networks: 19, seed: 5 };
        let once = significance(&graph, NullModel::Degrees, &options, correlation).unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let alone = pool.install(|| significance(&graph, NullModel::Degrees, &options, correlation));
        assert_eq!(alone.unwrap(), once);
        let none = SignificanceOptions { networks: 0, seed: 1 };
        assert!(significance(&graph, NullModel::Degrees, &none, correlation).is_err());
        let empty = InteractionGraph::of_pairs(4, &[]);
        assert_eq!(significance(&empty, NullModel::Degrees, &options, correlation).unwrap(), None);
    }
}
