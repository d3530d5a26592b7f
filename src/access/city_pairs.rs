//! City pairs: how much of a country lies within an hour of each other (一小时圈、两小时圈).

use super::group_mean::check_population;
use super::preconditions::{assert_same_places, check_limits};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;
use std::collections::BTreeMap;

/// Pairs within one limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairsWithin {
    /// The limit.
    pub limit: Minutes,
    /// Pairs within it.
    pub pairs: usize,
    /// Their share of all pairs; `None` where there are none.
    pub share: Option<f64>,
    /// The same with each pair counting as the product of its populations: the chance that two people drawn from
    /// different cities of the scope live within the limit of each other.
    pub weighted_share: Option<f64>,
    /// Cities in at least one such pair.
    pub cities: usize,
    /// People in these cities, each once.
    pub population: f64,
}

/// The pairs of one scope at every limit.
#[derive(Debug, Clone, PartialEq)]
pub struct ScopePairs {
    /// Pairs in it, within any limit and without a path.
    pub pairs: usize,
    /// Pairs without a path one way or the other.
    pub apart: usize,
    /// One row for each limit, as they were given.
    pub within: Vec<PairsWithin>,
}

/// Pairs of cities near each other: all, and by how they stand to groups.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct CityPairs {
    /// Every pair.
    pub all: ScopePairs,
    /// Pairs of cities with a group in common.
    pub within: ScopePairs,
    /// Pairs of cities that both have a group, but none in common.
    pub between: ScopePairs,
    /// Pairs of which one city or both are in no group.
    pub outside: ScopePairs,
    /// Pairs inside each group, a pair in two groups in both.
    pub groups: Vec<ScopePairs>,
    /// Pairs between two groups, the lower first, of cities without a group in common; groups without such a pair are
    /// left out.
    pub two_groups: Vec<(usize, usize, ScopePairs)>,
}

/// How many pairs of cities, and which share of them, are within each of `limits` of each other.
///
/// # Formula
/// `N_c = Σ_{i<j} [max(t_ij, t_ji) ≤ c]`, its share of all `n (n − 1) / 2` pairs, and
/// `Σ_{i<j} p_i p_j [max(t_ij, t_ji) ≤ c] / Σ_{i<j} p_i p_j`
///
/// # Units
/// Minutes; `population` in any unit, which cancels from the weighted share; shares from 0 to 1.
///
/// # Conventions
/// A pair is counted once, whichever city is named first, and is within a limit when **both** ways are: a day trip
/// starts at either end. A trip of exactly the limit counts. A pair without a path, one way or the other, is in the
/// denominator, within no limit, and counted in `apart`. A city of unknown population counts as a city and as nobody.
/// A city may be in several of the `groups` of `members`; which pairs are within and between is told at
/// [`CityPairs`].
///
/// # Errors
/// A population that is negative or not finite; no limit, or one that is not above zero.
///
/// # Panics
/// If origins and destinations are not the same places, or `population` or `members` do not fit them: `members`
/// holds the groups of each city, below `groups`.
///
/// # Example
/// ```
/// use jingwei::access::city_pairs;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // A–B 50 minutes, B–C 70, A–C 120; A and B are one cluster.
/// let rows = [[0.0, 50.0, 120.0], [50.0, 0.0, 70.0], [120.0, 70.0, 0.0]];
/// let times = TravelTimes::from_minutes(&rows.map(|row| row.map(Some).to_vec()));
/// let (people, members) = ([Some(2.0), Some(1.0), Some(1.0)], [vec![0], vec![0], vec![]]);
/// let pairs = city_pairs(&times, &people, &[Minutes::new(60.0)], &members, 1)?;
/// let hour = pairs.all.within[0];
/// assert_eq!((hour.pairs, hour.cities, hour.population), (1, 2, 3.0));
/// assert_eq!(hour.weighted_share, Some(2.0 / 5.0)); // 2·1 of 2·1 + 2·1 + 1·1
/// assert_eq!((pairs.within.pairs, pairs.outside.pairs), (1, 2));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn city_pairs(
    times: &TravelTimes,
    population: &[Option<f64>],
    limits: &[Minutes],
    members: &[Vec<usize>],
    groups: usize,
) -> Result<CityPairs> {
    assert_same_places(times);
    let n = times.origins();
    assert_eq!(
        (population.len(), members.len()),
        (n, n),
        "one population and one list of groups for each city"
    );
    assert!(members.iter().flatten().all(|&group| group < groups), "members name groups that there are");
    check_population(population)?;
    check_limits(limits, "minutes")?;
    let people: Vec<f64> = population.iter().map(|people| people.unwrap_or(0.0)).collect();
    let scope = || Tally::new(limits.len());
    let mut all = scope();
    let [mut within, mut between, mut outside] = [scope(), scope(), scope()];
    let mut inside: Vec<Tally> = (0..groups).map(|_| scope()).collect();
    let mut across: BTreeMap<(usize, usize), Tally> = BTreeMap::new();
    for (i, j) in (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))) {
        let slower =
            times.minutes(i, j).zip(times.minutes(j, i)).map(|(there, back)| there.get().max(back.get()));
        let pair = Pair {
            cities: [i, j],
            weight: people[i] * people[j],
            within: limits.iter().map(|limit| slower.is_some_and(|time| time <= limit.get())).collect(),
            apart: slower.is_none(),
        };
        all.count(&pair);
        let common: Vec<usize> =
            members[i].iter().copied().filter(|group| members[j].contains(group)).collect();
        if members[i].is_empty() || members[j].is_empty() {
            outside.count(&pair);
        } else if common.is_empty() {
            between.count(&pair);
            let mut met: Vec<(usize, usize)> = members[i]
                .iter()
                .flat_map(|&g| members[j].iter().map(move |&h| (g.min(h), g.max(h))))
                .collect();
            met.sort_unstable();
            met.dedup();
            for both in met {
                across.entry(both).or_insert_with(scope).count(&pair);
            }
        } else {
            within.count(&pair);
            for group in common {
                inside[group].count(&pair);
            }
        }
    }
    let settle = |tally: Tally| tally.settle(limits, &people);
    Ok(CityPairs {
        all: settle(all),
        within: settle(within),
        between: settle(between),
        outside: settle(outside),
        groups: inside.into_iter().map(settle).collect(),
        two_groups: across.into_iter().map(|((g, h), tally)| (g, h, settle(tally))).collect(),
    })
}

/// Two cities and how they stand to the limits.
struct Pair {
    cities: [usize; 2],
    weight: f64,
    within: Vec<bool>,
    apart: bool,
}

/// A scope in the making.
struct Tally {
    pairs: usize,
    apart: usize,
    weight: f64,
    /// Pairs, their weight and the cities in them, one after the other, by limit.
    within: Vec<(usize, f64, Vec<usize>)>,
}

impl Tally {
    fn new(limits: usize) -> Self {
        Self { pairs: 0, apart: 0, weight: 0.0, within: vec![(0, 0.0, Vec::new()); limits] }
    }

    fn count(&mut self, pair: &Pair) {
        self.pairs += 1;
        self.apart += usize::from(pair.apart);
        self.weight += pair.weight;
        for (row, _) in self.within.iter_mut().zip(&pair.within).filter(|(_, within)| **within) {
            row.0 += 1;
            row.1 += pair.weight;
            row.2.extend(pair.cities);
        }
    }

    fn settle(self, limits: &[Minutes], people: &[f64]) -> ScopePairs {
        let row = |((pairs, weight, mut linked), &limit): ((usize, f64, Vec<usize>), &Minutes)| {
            linked.sort_unstable();
            linked.dedup();
            PairsWithin {
                limit,
                pairs,
                share: (self.pairs > 0).then(|| pairs as f64 / self.pairs as f64),
                weighted_share: (self.weight > 0.0).then(|| weight / self.weight),
                cities: linked.len(),
                population: linked.into_iter().map(|city| people[city]).sum(),
            }
        };
        ScopePairs {
            pairs: self.pairs,
            apart: self.apart,
            within: self.within.into_iter().zip(limits).map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
