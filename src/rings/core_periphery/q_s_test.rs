//! Which of several groups are more than chance would make of their size.

use super::InteractionGraph;
use super::borgatti_everett::SearchOptions;
use super::multiple_cores::{Expected, MultipleCores, multiple_cores};
use super::null_model::{NullModel, random_network};
use super::significance::SignificanceOptions;
use crate::error::{Code, Finding, Result};
use rayon::prelude::*;

/// Each group beside those of random networks.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct QsTest {
    /// p-value of each group; `None` where no group of the random networks is near it in size, or all of these are alike.
    pub p: Vec<Option<f64>>,
    /// Whether each group stands at the level, with Šidák's correction for as many groups as there are.
    pub significant: Vec<bool>,
    /// Groups found in the random networks.
    pub sampled: usize,
}

/// How likely a group that chance makes, of the size of each, is of as much quality.
///
/// # Formula
/// Kernel estimate of `P(q̂ ≥ q | s)` over the groups of random networks with bandwidth `h = S^(−1/6)`:
/// `p = 1 − Σ_k w_k Φ((z_q − γ z_s) / √(1 − γ²)) / Σ_k w_k`, `w_k = exp(−z_s² / 2)`, `z_q = (q − q_k) / h σ_q`,
/// `z_s = (s − s_k) / h σ_s`, `γ` their correlation; significant where `p ≤ 1 − (1 − α)^(1 / groups)`
///
/// # Conventions
/// The size of a group is its number of places; groups of one place of the random networks count, as in cpnet. The
/// random networks are searched as the network itself was: give the same `expected` and `search`.
///
/// # Errors
/// No random network asked for; a level outside 0 to 1.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{
///     Expected, InteractionGraph, NullModel, SearchOptions, SignificanceOptions, multiple_cores, q_s_test,
/// };
/// use jingwei::weights::Weights;
/// // Two groups: a core of three with six places around it, each.
/// let partners = |i: usize| {
///     let (first, inside) = (i / 9 * 9, i % 9);
///     let others = if inside < 3 { 9 } else { 3 };
///     (first..first + others).filter(|&j| j != i).collect()
/// };
/// let graph = InteractionGraph::new(&Weights::from_neighbours((0..18).map(partners).collect()))?;
/// let search = SearchOptions::default();
/// let found = multiple_cores(&graph, Expected::Uniform, &search).expect("groups");
/// let networks = SignificanceOptions { networks: 100, seed: 1 };
/// let test = q_s_test(&graph, &found, Expected::Uniform, NullModel::Uniform, 0.05, &search, &networks)?;
/// assert_eq!(test.significant, [true, true]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Kojaku, S. and Masuda, N. (2018). A generalised significance test for individual communities in networks. *Scientific
/// Reports* 8, 7351.
pub fn q_s_test(
    graph: &InteractionGraph,
    found: &MultipleCores,
    expected: Expected,
    model: NullModel,
    level: f64,
    search: &SearchOptions,
    networks: &SignificanceOptions,
) -> Result<QsTest> {
    networks.check()?;
    if !(level > 0.0 && level < 1.0) {
        let what = "the level of a test lies between 0 and 1";
        return Err(Finding::new(Code::BadSetting, what).field("level").value(level).into());
    }
    let samples: Vec<Vec<(f64, f64)>> = (0..networks.networks as u64)
        .into_par_iter()
        .map(|number| {
            let random = random_network(graph, model, networks.seed, number);
            multiple_cores(&random, expected, search).map_or_else(Vec::new, |found| by_group(&found))
        })
        .collect();
    let samples = samples.concat();
    let groups = by_group(found);
    let p: Vec<Option<f64>> = match Kernel::of(&samples) {
        Some(kernel) => groups.iter().map(|&group| kernel.p(group)).collect(),
        None => vec![None; groups.len()],
    };
    let corrected = 1.0 - libm::pow(1.0 - level, 1.0 / groups.len() as f64);
    let significant = p.iter().map(|p| p.is_some_and(|p| p <= corrected)).collect();
    Ok(QsTest { p, significant, sampled: samples.len() })
}

/// Quality and size of each group.
fn by_group(found: &MultipleCores) -> Vec<(f64, f64)> {
    let mut sizes = vec![0.0; found.qualities.len()];
    for &group in &found.group {
        sizes[group] += 1.0;
    }
    found.qualities.iter().copied().zip(sizes).collect()
}

/// A Gaussian kernel estimate over qualities and sizes.
struct Kernel<'a> {
    samples: &'a [(f64, f64)],
    /// Bandwidths of quality and size.
    quality: f64,
    size: f64,
    correlation: f64,
}

impl<'a> Kernel<'a> {
    /// `None` where qualities or sizes do not vary, or only together.
    fn of(samples: &'a [(f64, f64)]) -> Option<Self> {
        let count = samples.len() as f64;
        let mean = samples.iter().fold((0.0, 0.0), |sum, (q, s)| (sum.0 + q / count, sum.1 + s / count));
        let (qq, ss, qs) = samples.iter().fold((0.0, 0.0, 0.0), |(qq, ss, qs), (q, s)| {
            let (q, s) = (q - mean.0, s - mean.1);
            (qq + q * q, ss + s * s, qs + q * s)
        });
        // Below this the differences are those of rounding.
        let varies = samples.len() > 1 && qq > 1e-24 * count && ss > 1e-24 * count;
        let correlation = varies.then(|| qs / (qq * ss).sqrt()).filter(|r| r.abs() < 1.0 - 1e-12)?;
        let bandwidth = libm::pow(count, -1.0 / 6.0);
        let deviation = |squares: f64| (squares / (count - 1.0)).sqrt() * bandwidth;
        Some(Self { samples, quality: deviation(qq), size: deviation(ss), correlation })
    }

    fn p(&self, (quality, size): (f64, f64)) -> Option<f64> {
        let z_size = |s: f64| (size - s) / self.size;
        // From the nearest size on, so that the sum of weights is never 0.
        let nearest = self.samples.iter().map(|&(_, s)| z_size(s).abs()).fold(f64::INFINITY, f64::min);
        if nearest > FARTHEST {
            return None;
        }
        let (mut above, mut weights) = (0.0, 0.0);
        for &(q, s) in self.samples {
            let (z_q, z_s) = ((quality - q) / self.quality, z_size(s));
            let weight = libm::exp(-(z_s * z_s - nearest * nearest) / 2.0);
            let z = (z_q - self.correlation * z_s) / (1.0 - self.correlation * self.correlation).sqrt();
            // 1 − Φ(z) at once keeps the digits of a small one.
            above += weight * libm::erfc(z / std::f64::consts::SQRT_2) / 2.0;
            weights += weight;
        }
        Some(above / weights)
    }
}

/// A size is compared with groups of the random networks as far as this, in bandwidths: beyond, the kernel has
/// no more weight than 1e-22.
const FARTHEST: f64 = 10.0;

#[cfg(test)]
mod tests {
    use super::super::judge::small_graph;
    use super::*;

    #[test]
    fn agrees_with_the_formula_of_cpnet() {
        // `cpnet.qstest` of cpnet 0.0.21 for one group, with these as `q_tilde` and `s_tilde`.
        let samples = [(0.1, 3.0), (0.2, 5.0), (0.15, 4.0), (0.3, 6.0), (0.05, 3.0), (0.22, 4.0)];
        let kernel = Kernel::of(&samples).unwrap();
        for (group, expected) in CPNET {
            let p = kernel.p(group).unwrap();
            assert!((p - expected).abs() < 1e-12, "{group:?}: {p} {expected}");
        }
    }

    const CPNET: [((f64, f64), f64); 3] = [
        ((0.1, 4.0), 0.941_537_006_348_574_3),
        ((0.25, 4.0), 0.035_340_140_474_942_38),
        ((0.5, 6.0), 2.373_003_127_331_685_4e-9),
    ];

    #[test]
    fn random_groups_are_seldom_significant() {
        let (search, networks) =
            (SearchOptions { runs: 3, seed: 1 }, SignificanceOptions { networks: 40, seed: 2 });
        let mut rejected = 0;
        for seed in 0..20 {
            let graph = small_graph(16, 0.25, false, seed);
            let found = multiple_cores(&graph, Expected::Strengths, &search).unwrap();
            let test =
                q_s_test(&graph, &found, Expected::Strengths, NullModel::Degrees, 0.05, &search, &networks)
                    .unwrap();
            rejected += usize::from(test.significant.contains(&true));
        }
        assert!(rejected <= 6, "{rejected} of 20 at a level of 0.05");
    }

    #[test]
    fn what_cannot_be_compared_has_no_p() {
        assert!(Kernel::of(&[]).is_none());
        assert!(Kernel::of(&[(0.1, 3.0)]).is_none());
        assert!(Kernel::of(&[(0.1, 3.0), (0.1, 4.0)]).is_none());
        assert!(Kernel::of(&[(0.1, 3.0), (0.2, 4.0)]).is_none(), "all on one line");
        let kernel = [(0.1, 3.0), (0.2, 4.0), (0.1, 4.0)];
        assert_eq!(Kernel::of(&kernel).unwrap().p((0.1, 400.0)), None);
        let graph = small_graph(6, 0.5, false, 1);
        let found = multiple_cores(&graph, Expected::Uniform, &SearchOptions::default()).unwrap();
        let test = |level, networks| {
            let networks = SignificanceOptions { networks, seed: 1 };
            let search = SearchOptions::default();
            q_s_test(&graph, &found, Expected::Uniform, NullModel::Uniform, level, &search, &networks)
        };
        assert!(test(0.05, 0).is_err());
        assert!(test(0.0, 9).is_err() && test(f64::NAN, 9).is_err());
    }
}
