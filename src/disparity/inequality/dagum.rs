//! Dagum's Gini: within groups, between them, and by their overlap.

use super::gini::of_sorted_pairs;
use super::partition::Partition;
use super::sorted::order;
use super::sums::{self, Sum};
use crate::disparity::inputs;
use crate::error::Result;

/// A Gini coefficient and its parts.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct DagumGini {
    /// Of all units.
    pub total: f64,
    /// What the differences inside the groups add.
    pub within: f64,
    /// What the differences between the groups' means add, net of overlap: the Gini of the means.
    pub net_between: f64,
    /// What the overlap of groups adds: members of the poorer group who have more than members of the richer one
    /// (transvariation).
    pub transvariation: f64,
    /// The groups that have members, in the order of the [`Partition`].
    pub groups: Vec<DagumGroup>,
    /// Every pair of different groups once, by the places in [`DagumGini::groups`].
    pub pairs: Vec<DagumPair>,
}

/// One group.
#[derive(Debug, Clone, PartialEq)]
pub struct DagumGroup {
    /// Its name.
    pub group: String,
    /// Its share of the population, or of the units where each counts once.
    pub population_share: f64,
    /// Its share of the total.
    pub value_share: f64,
    /// Its mean per head, or per unit.
    pub mean: f64,
    /// The Gini inside it; absent where it has nothing.
    pub gini: Option<f64>,
    /// What it adds to [`DagumGini::within`]: `population_share · value_share · gini`.
    pub within: f64,
}

/// Two groups beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct DagumPair {
    /// The places of both in [`DagumGini::groups`], the lower first.
    pub groups: (usize, usize),
    /// The Gini between them, mean difference over the sum of the means; absent where both have nothing.
    pub gini: Option<f64>,
    /// How apart they are: 0 where they have the same mean, 1 where they do not overlap; absent where nobody in them
    /// differs.
    pub relative_affluence: Option<f64>,
    /// What the pair adds to [`DagumGini::net_between`].
    pub net_between: f64,
    /// What the pair adds to [`DagumGini::transvariation`].
    pub transvariation: f64,
}

/// The Gini split into differences inside groups, between their means, and by the overlap of groups; each unit counts
/// once.
///
/// # Formula
/// `G = Σ_j p_j s_j G_jj + Σ_{j<h} (p_j s_h + p_h s_j) G_jh D_jh + Σ_{j<h} (p_j s_h + p_h s_j) G_jh (1 − D_jh)` with the
/// shares `p` of units and `s` of the total, `G_jh = E|Y_j − Y_h| / (μ_j + μ_h)` and the relative economic affluence
/// `D_jh = |μ_j − μ_h| / E|Y_j − Y_h|`
///
/// # Conventions
/// `None` where all values are 0 or there is none. No correction by `n / (n − 1)`. A group without a member is left out.
///
/// # Complexity
/// `O(n k)` for `n` units in `k` groups, after sorting.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{Partition, gini_dagum};
/// let groups = Partition::by_name(&["poor", "poor", "rich", "rich"])?;
/// let apart = gini_dagum(&[1.0, 1.0, 3.0, 3.0], &groups)?.unwrap();
/// assert_eq!((apart.within, apart.net_between, apart.transvariation), (0.0, 0.25, 0.0));
/// // The same means, but one of the poor has more than one of the rich.
/// let mixed = gini_dagum(&[0.0, 2.0, 1.0, 5.0], &groups)?.unwrap();
/// assert_eq!((mixed.net_between, mixed.transvariation), (0.25, 0.0625));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Dagum, C. (1997). A new approach to the decomposition of the Gini income inequality ratio. *Empirical Economics* 22(4).
pub fn gini_dagum(values: &[f64], groups: &Partition) -> Result<Option<DagumGini>> {
    gini_dagum_weighted(values, &vec![1.0; values.len()], groups)
}

/// The Gini of values per head split into differences inside groups, between their means, and by the overlap of groups.
///
/// # Formula
/// As [`gini_dagum()`], shares and means being those of people
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`gini_dagum()`].
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population and one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{Partition, gini_dagum, gini_dagum_weighted};
/// let groups = Partition::by_name(&["a", "b"])?;
/// let weighted = gini_dagum_weighted(&[1.0, 4.0], &[2.0, 1.0], &groups)?.unwrap();
/// let plain = gini_dagum(&[1.0, 1.0, 4.0], &Partition::by_name(&["a", "a", "b"])?)?.unwrap();
/// assert!((weighted.net_between - plain.net_between).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Dagum, C. (1997). A new approach to the decomposition of the Gini income inequality ratio. *Empirical Economics* 22(4).
pub fn gini_dagum_weighted(
    values: &[f64],
    population: &[f64],
    groups: &Partition,
) -> Result<Option<DagumGini>> {
    inputs::weighted(values, population)?;
    assert_eq!(values.len(), groups.of().len(), "one group a value");
    let mut members: Vec<Vec<(f64, f64)>> = vec![Vec::new(); groups.names().len()];
    let order = order(values);
    for &i in &order {
        members[groups.of()[i] as usize].push((values[i], population[i]));
    }
    let all: Vec<(f64, f64)> = order.iter().map(|&i| (values[i], population[i])).collect();
    let Some(total) = of_sorted_pairs(&all) else { return Ok(None) };
    let people = sums::total(all.iter().map(|unit| unit.1));
    let sum = sums::total(all.iter().map(|unit| unit.0 * unit.1));

    let named = groups.names().iter().zip(&members).filter(|(_, units)| !units.is_empty());
    let parts: Vec<DagumGroup> = named
        .map(|(name, units)| {
            let people_here = sums::total(units.iter().map(|unit| unit.1));
            let sum_here = sums::total(units.iter().map(|unit| unit.0 * unit.1));
            let (population_share, value_share) = (people_here / people, sum_here / sum);
            let gini = of_sorted_pairs(units);
            DagumGroup {
                group: name.clone(),
                population_share,
                value_share,
                mean: sum_here / people_here,
                gini,
                within: population_share * value_share * gini.unwrap_or(0.0),
            }
        })
        .collect();
    let pairs = pairs(&parts, &Advantages::new(&all, &order, groups, &members), people, sum);
    Ok(Some(DagumGini {
        total,
        within: sums::total(parts.iter().map(|group| group.within)),
        net_between: sums::total(pairs.iter().map(|pair| pair.net_between)),
        transvariation: sums::total(pairs.iter().map(|pair| pair.transvariation)),
        groups: parts,
        pairs,
    }))
}

/// By how much members of one group are above those of another, over all pairs of people.
struct Advantages {
    /// `[j · k + h]`: of group `j` over group `h`, by the places of groups that have members.
    of: Vec<f64>,
    k: usize,
}

impl Advantages {
    fn new(all: &[(f64, f64)], order: &[usize], groups: &Partition, members: &[Vec<(f64, f64)>]) -> Self {
        let mut place = vec![0; members.len()];
        let mut k = 0;
        for (place, _) in place.iter_mut().zip(members).filter(|(_, units)| !units.is_empty()) {
            *place = k;
            k += 1;
        }
        let mut of = vec![Sum::default(); k * k];
        // People and values so far, group by group; values from the median on, lest digits are lost.
        let middle = all[all.len() / 2].0;
        let mut below = vec![(0.0, Sum::default()); k];
        for (&(y, p), &i) in all.iter().zip(order) {
            let j = place[groups.of()[i] as usize];
            let y = y - middle;
            for (sum, (people, held)) in of[j * k..(j + 1) * k].iter_mut().zip(&below) {
                sum.add(p * (y * people - held.get()));
            }
            below[j].0 += p;
            below[j].1.add(p * y);
        }
        Self { of: of.into_iter().map(|sum| sum.get().max(0.0)).collect(), k }
    }
}

fn pairs(parts: &[DagumGroup], advantages: &Advantages, people: f64, sum: f64) -> Vec<DagumPair> {
    let k = parts.len();
    debug_assert_eq!(k, advantages.k, "one place a group");
    let pair = |j: usize, h: usize| {
        let (of_j, of_h) = (advantages.of[j * k + h], advantages.of[h * k + j]);
        let (a, b) = (&parts[j], &parts[h]);
        // What they have in common cancels in the net difference, and is transvariation twice over.
        let net_between = a.population_share * b.population_share * (a.mean - b.mean).abs() * people / sum;
        let transvariation = 2.0 * of_j.min(of_h) / (people * sum);
        let difference = (of_j + of_h) / (people * people * a.population_share * b.population_share);
        let both = a.mean + b.mean;
        DagumPair {
            groups: (j, h),
            gini: (both > 0.0).then(|| difference / both),
            relative_affluence: (difference > 0.0).then(|| ((a.mean - b.mean).abs() / difference).min(1.0)),
            net_between,
            transvariation,
        }
    };
    (0..k).flat_map(|j| (j + 1..k).map(move |h| (j, h))).map(|(j, h)| pair(j, h)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gini and affluence of two groups, pair by pair of units.
    fn judge(a: &[(f64, f64)], b: &[(f64, f64)]) -> (f64, f64) {
        let weight = |units: &[(f64, f64)]| units.iter().map(|u| u.1).sum::<f64>();
        let mean = |units: &[(f64, f64)]| units.iter().map(|u| u.0 * u.1).sum::<f64>() / weight(units);
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| x.1 * y.1 * (x.0 - y.0).abs()));
        let difference = pairs.sum::<f64>() / (weight(a) * weight(b));
        (difference / (mean(a) + mean(b)), (mean(a) - mean(b)).abs() / difference)
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_pairs_are_what_their_definition_says(
            units in proptest::collection::vec((0.01..1e4_f64, 0.1..1e3_f64, 0..4_u32), 2..40),
        ) {
            let (values, people): (Vec<f64>, Vec<f64>) = units.iter().map(|u| (u.0, u.1)).unzip();
            let names = (0..4).map(|name| name.to_string()).collect();
            let groups = Partition::by_number(names, units.iter().map(|u| u.2).collect());
            let found = gini_dagum_weighted(&values, &people, &groups).unwrap().unwrap();
            let sum = found.within + found.net_between + found.transvariation;
            prop_assert!((found.total - sum).abs() < 1e-12, "{:?}", found);
            for pair in &found.pairs {
                let of = |at: usize| {
                    let name: u32 = found.groups[at].group.parse().unwrap();
                    units.iter().filter(|u| u.2 == name).map(|u| (u.0, u.1)).collect::<Vec<_>>()
                };
                let (gini, affluence) = judge(&of(pair.groups.0), &of(pair.groups.1));
                prop_assert!((pair.gini.unwrap() - gini).abs() < 1e-11);
                prop_assert!((pair.relative_affluence.unwrap() - affluence).abs() < 1e-8);
                let [a, b] = [pair.groups.0, pair.groups.1].map(|at| &found.groups[at]);
                let weight = a.population_share * b.value_share + b.population_share * a.value_share;
                prop_assert!((pair.net_between - weight * gini * affluence).abs() < 1e-12);
                prop_assert!((pair.transvariation - weight * gini * (1.0 - affluence)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn groups_with_nothing_or_one_member_are_no_trouble() {
        let groups = Partition::by_name(&["none", "none", "one"]).unwrap();
        let found = gini_dagum(&[0.0, 0.0, 3.0], &groups).unwrap().unwrap();
        assert_eq!((found.groups[0].gini, found.groups[1].gini), (None, Some(0.0)));
        assert!((found.net_between - found.total).abs() < 1e-15);
        let equal = gini_dagum(&[0.1; 3], &groups).unwrap().unwrap();
        assert_eq!([equal.total, equal.within, equal.transvariation].map(f64::to_bits), [0; 3]);
        assert!(equal.net_between < 1e-16);
        assert_eq!(gini_dagum(&[0.0; 3], &groups).unwrap(), None);
        assert!(gini_dagum(&[1.0, 2.0, f64::NAN], &groups).is_err());
    }
}
