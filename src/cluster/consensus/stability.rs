//! How firmly cities stay with their fellows.

use super::super::partition_agreement::matches;

/// A division of all or some of the cities, by one setting or for one sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DivisionRun {
    /// The cities that it divides, each once.
    pub cities: Vec<usize>,
    /// The cluster of each of them.
    pub cluster: Vec<Option<usize>>,
}

impl DivisionRun {
    /// A division of all cities, in study order.
    #[must_use]
    pub fn of_all(cluster: Vec<Option<usize>>) -> Self {
        Self { cities: (0..cluster.len()).collect(), cluster }
    }
}

/// How firmly a city stays with its fellows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CityStability {
    /// Runs that divide it and at least one of its fellows.
    pub runs: usize,
    /// Share of them in which it is with more than half of its fellows; `None` without such a run.
    pub stays: Option<f64>,
    /// Share of its fellows that it is with, on average over them; `None` without such a run.
    pub fellows: Option<f64>,
}

/// How firmly a cluster holds together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterStability {
    /// The cluster.
    pub cluster: usize,
    /// Runs that divide at least one of its cities.
    pub runs: usize,
    /// Jaccard index with the most like cluster of a run, on average over them, only cities that the run divides
    /// counted; `None` without such a run.
    pub jaccard: Option<f64>,
}

/// How firmly a division stands.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Stability {
    /// Of each city; for one in no cluster, and for one alone in its cluster, there are no fellows and so no runs.
    pub cities: Vec<CityStability>,
    /// Of each cluster, by its number.
    pub clusters: Vec<ClusterStability>,
}

/// How firmly each city stays with its fellows, and each cluster holds together, over other divisions of the same
/// cities: a sweep over a setting, or samples.
///
/// # Conventions
/// The fellows of a city are the others in its cluster of `reference`; in a run those count that the run divides. A
/// city that a run leaves in no cluster is with none of them.
///
/// # Panics
/// If a run names a city that `reference` does not have, or has not one cluster for each of its cities.
///
/// # Example
/// ```
/// use jingwei::cluster::{DivisionRun, stability};
///
/// let reference = [Some(0), Some(0), Some(0), None];
/// let runs = [
///     DivisionRun::of_all(vec![Some(0), Some(0), Some(0), Some(0)]),
///     DivisionRun::of_all(vec![Some(0), Some(0), Some(1), Some(1)]),
/// ];
/// let found = stability(&reference, &runs);
/// assert_eq!(found.cities[0].stays, Some(0.5)); // one fellow of two is not more than half
/// assert_eq!(found.cities[0].fellows, Some(0.75));
/// assert_eq!(found.clusters[0].jaccard, Some((0.75 + 2.0 / 3.0) / 2.0));
/// ```
///
/// # References
/// Hennig, C. (2007). Cluster-wise assessment of cluster stability. *Computational Statistics and Data Analysis* 52(1).
/// <https://doi.org/10.1016/j.csda.2006.11.025>
pub fn stability(reference: &[Option<usize>], runs: &[DivisionRun]) -> Stability {
    let mut of_city = vec![(0, 0, 0.0); reference.len()];
    let mut of_cluster: std::collections::BTreeMap<usize, (usize, f64)> =
        reference.iter().flatten().map(|&cluster| (cluster, (0, 0.0))).collect();
    for run in runs {
        assert_eq!(run.cities.len(), run.cluster.len(), "one cluster for each city of a run");
        let held: Vec<Option<usize>> = run.cities.iter().map(|&city| reference[city]).collect();
        for row in matches(&held, &run.cluster) {
            let sums = of_cluster.entry(row.cluster).or_default();
            *sums = (sums.0 + 1, sums.1 + row.jaccard);
        }
        // Cities of each cluster of the reference, and how many of them are together in each cluster of the run.
        let mut all = std::collections::BTreeMap::<usize, usize>::new();
        let mut both = std::collections::BTreeMap::<(usize, usize), usize>::new();
        for (held, cluster) in held.iter().zip(&run.cluster) {
            let Some(held) = *held else { continue };
            *all.entry(held).or_default() += 1;
            if let Some(cluster) = *cluster {
                *both.entry((held, cluster)).or_default() += 1;
            }
        }
        for ((&city, held), cluster) in run.cities.iter().zip(&held).zip(&run.cluster) {
            let Some(fellows) = held.map(|held| all[&held] - 1).filter(|&fellows| fellows > 0) else {
                continue;
            };
            let with = held.zip(*cluster).map_or(0, |key| both[&key] - 1);
            let sums = &mut of_city[city];
            sums.0 += 1;
            sums.1 += usize::from(2 * with > fellows);
            sums.2 += with as f64 / fellows as f64;
        }
    }
    let mean = |runs: usize, sum: f64| (runs > 0).then(|| sum / runs as f64);
    let city = |&(runs, stays, fellows): &(usize, usize, f64)| CityStability {
        runs,
        stays: mean(runs, stays as f64),
        fellows: mean(runs, fellows),
    };
    let cluster = |(cluster, (runs, sum))| ClusterStability { cluster, runs, jaccard: mean(runs, sum) };
    Stability {
        cities: of_city.iter().map(city).collect(),
        clusters: of_cluster.into_iter().map(cluster).collect(),
    }
}
