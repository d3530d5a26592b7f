//! What is in each cluster: the table that papers on city clusters print.

use super::cores::bad_values;
use crate::error::{Error, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// How [`cluster_profiles`] counts.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileOptions {
    /// Lower bounds of the size classes above the smallest, in the unit of the populations, rising. Default none: one
    /// class.
    pub size_bounds: Vec<f64>,
    /// Limits within which pairs of cities are counted. Default one and two hours.
    pub limits: Vec<Minutes>,
}

impl Default for ProfileOptions {
    fn default() -> Self {
        Self { size_bounds: Vec::new(), limits: vec![Minutes::new(60.0), Minutes::new(120.0)] }
    }
}

/// What is in one cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterProfile {
    /// Cities.
    pub cities: usize,
    /// Population of those that have one.
    pub population: f64,
    /// Their share of the population of all cities given; `None` where nobody lives.
    pub population_share: Option<f64>,
    /// Cities in each size class, the smallest class first; those without a population are in none.
    pub size_classes: Vec<usize>,
    /// The most populous city, of equal ones the first; `None` where none has a population.
    pub largest: Option<usize>,
    /// Its share of the cluster's population.
    pub primacy: Option<f64>,
    /// Its population ÷ that of the second, the two-city index; `None` where there is no second.
    pub two_city_index: Option<f64>,
    /// Mean time over ordered pairs of different cities with a path; `None` where there is none.
    pub mean_time: Option<Minutes>,
    /// Ordered pairs without a path.
    pub unreached: usize,
    /// Share of ordered pairs of different cities within each limit, those without a path in the denominator; `None`
    /// for fewer than two cities.
    pub pairs_within: Vec<Option<f64>>,
}

/// What is in each cluster and how closely it is knit: population, its share of all, cities by size, primacy, and the
/// times between its cities.
///
/// # Formula
/// primacy `P_1 / Σ P`, two-city index `P_1 / P_2`, pairs within `c`: `|{(i, j), i ≠ j, t_ij ≤ c}| / (m (m − 1))`
///
/// # Units
/// Populations in any unit, shares from 0 to 1, times in minutes.
///
/// # Conventions
/// `members` holds the cities of each cluster; a city may stand in several, as in plans. The share is of all cities with a
/// population, in clusters or not. A population of exactly a bound is in the class above it; a time of exactly a limit is
/// within it. Both directions of a pair count.
///
/// # Errors
/// A population that is negative or not finite, all of them in one error.
///
/// # Panics
/// If origins and destinations are not the same places, there is not one population for each, or a member is none of them.
///
/// # Example
/// ```
/// use jingwei::cluster::{ProfileOptions, cluster_profiles};
/// use jingwei::network::TravelTimes;
///
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(50.0), Some(90.0)],
///     vec![Some(50.0), Some(0.0), Some(70.0)],
///     vec![Some(90.0), Some(70.0), Some(0.0)],
/// ]);
/// let people = [Some(6.0), Some(3.0), Some(1.0)];
/// let found = &cluster_profiles(&times, &people, &[vec![0, 1, 2]], &ProfileOptions::default())?[0];
/// assert_eq!((found.primacy, found.two_city_index), (Some(0.6), Some(2.0)));
/// assert_eq!(found.mean_time.unwrap().get(), 70.0);
/// assert_eq!(found.pairs_within, [Some(1.0 / 3.0), Some(1.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Jefferson, M. (1939). The law of the primate city. *Geographical Review* 29(2).
pub fn cluster_profiles(
    times: &TravelTimes,
    population: &[Option<f64>],
    members: &[Vec<usize>],
    options: &ProfileOptions,
) -> Result<Vec<ClusterProfile>> {
    assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
    assert_eq!(population.len(), times.origins(), "one population for each place");
    Error::if_any(&bad_values(population, "population"))?;
    let all: f64 = population.iter().flatten().sum();
    Ok(members.iter().map(|cities| of_cluster(times, population, all, cities, options)).collect())
}

fn of_cluster(
    times: &TravelTimes,
    population: &[Option<f64>],
    all: f64,
    cities: &[usize],
    options: &ProfileOptions,
) -> ClusterProfile {
    let mut sized: Vec<(f64, usize)> =
        cities.iter().filter_map(|&city| Some((population[city]?, city))).collect();
    sized.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let inside: f64 = sized.iter().map(|city| city.0).sum();
    let mut size_classes = vec![0; options.size_bounds.len() + 1];
    for (people, _) in &sized {
        size_classes[options.size_bounds.iter().filter(|bound| people >= bound).count()] += 1;
    }
    let pairs = cities.iter().flat_map(|&a| cities.iter().map(move |&b| (a, b))).filter(|(a, b)| a != b);
    let pairs: Vec<Option<u32>> = pairs.map(|(a, b)| times.milliseconds(a, b)).collect();
    let reached: Vec<u32> = pairs.iter().copied().flatten().collect();
    let sum: u64 = reached.iter().map(|&time| u64::from(time)).sum();
    let within = |limit: &Minutes| {
        let inside = reached.iter().filter(|&&time| Minutes::from_milliseconds(time) <= *limit).count();
        (!pairs.is_empty()).then(|| inside as f64 / pairs.len() as f64)
    };
    #[expect(clippy::cast_precision_loss, reason = "sums of times lie far below 2⁵³ milliseconds")]
    let mean = || Minutes::new(sum as f64 / reached.len() as f64 / 60_000.0);
    ClusterProfile {
        cities: cities.len(),
        population: inside,
        population_share: (all > 0.0).then(|| inside / all),
        size_classes,
        largest: sized.first().map(|city| city.1),
        primacy: sized.first().filter(|_| inside > 0.0).map(|first| first.0 / inside),
        two_city_index: sized.get(1).filter(|second| second.0 > 0.0).map(|second| sized[0].0 / second.0),
        mean_time: (!reached.is_empty()).then(mean),
        unreached: pairs.len() - reached.len(),
        pairs_within: options.limits.iter().map(within).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_absent_values_and_absent_paths() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(0.0), Some(60.0), None, Some(1.0)],
            vec![Some(60.001), Some(0.0), None, Some(1.0)],
            vec![None, None, Some(0.0), None],
            vec![Some(1.0), Some(1.0), None, Some(0.0)],
        ]);
        let people = [Some(5.0), Some(1.0), None, Some(4.0)];
        let options = ProfileOptions { size_bounds: vec![1.0, 5.0], ..ProfileOptions::default() };
        let found = cluster_profiles(&times, &people, &[vec![0, 1, 2], vec![2], vec![]], &options).unwrap();
        assert_eq!((found[0].cities, found[0].population, found[0].population_share), (3, 6.0, Some(0.6)));
        assert_eq!(found[0].size_classes, [0, 1, 1], "a bound is in the class above; absent is in none");
        assert_eq!((found[0].largest, found[0].two_city_index), (Some(0), Some(5.0)));
        assert_eq!(found[0].mean_time, Some(Minutes::new(60.0005)));
        assert_eq!(
            (found[0].unreached, &found[0].pairs_within[..]),
            (4, &[Some(1.0 / 6.0), Some(2.0 / 6.0)][..])
        );
        assert_eq!((found[1].largest, found[1].primacy, found[1].mean_time), (None, None, None));
        assert_eq!((found[2].population, found[2].pairs_within[0]), (0.0, None));
        assert!(cluster_profiles(&times, &[Some(-1.0); 4], &[], &options).is_err());
    }
}
