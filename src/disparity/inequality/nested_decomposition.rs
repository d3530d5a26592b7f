//! Generalised entropy by groups inside groups: blocs, provinces, cities.

use super::distribution::Distribution;
use super::entropy::{Alpha, between, entropy};
use super::partition::Partition;
use super::sums;
use crate::error::Result;

/// A generalised entropy by levels.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct NestedDecomposition {
    /// Of all units.
    pub total: f64,
    /// One a level: between the outermost groups, then between the groups of the next level inside them, and so on.
    pub between: Vec<f64>,
    /// Inside the innermost groups.
    pub within: f64,
}

/// A generalised entropy split over any number of levels, the outermost first; each unit counts once.
///
/// # Formula
/// `GE(α) = GE(α) of the bloc means + Σ_b w_b GE_b(α) of the province means in b + Σ_p w_p GE_p(α)`, where a group of
/// the share `Q` of the units and the mean `m` has the weight `w = Q (m / μ)^α`
///
/// # Conventions
/// As [`generalised_entropy`](super::generalised_entropy()), `None` where that is. A group is what shares the names of
/// its own and all outer levels, so the same inner name in two outer groups means two groups. Without a level all
/// is within.
///
/// # Errors
/// Negative or non-finite values; an `alpha` that is not finite.
///
/// # Panics
/// If a level does not have one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{Partition, nested_decomposition};
/// let blocs = Partition::by_name(&["east", "east", "east", "west"])?;
/// let provinces = Partition::by_name(&["1", "1", "2", "3"])?;
/// let theil = nested_decomposition(&[2.0, 2.0, 8.0, 4.0], &[&blocs, &provinces], 1.0)?.unwrap();
/// // Both blocs have a mean of 4, and provinces are equal inside.
/// assert!(theil.between[0] < 1e-15 && theil.within < 1e-15);
/// assert!((theil.between[1] - theil.total).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Akita, T. (2003). Decomposing regional income inequality in China and Indonesia using two-stage nested Theil
/// decomposition method. *The Annals of Regional Science* 37(1).
pub fn nested_decomposition(
    values: &[f64],
    levels: &[&Partition],
    alpha: f64,
) -> Result<Option<NestedDecomposition>> {
    Ok(decompose(Distribution::plain(values)?, levels, Alpha::new(alpha)?))
}

/// A generalised entropy of values per head split over any number of levels, the outermost first.
///
/// # Formula
/// As [`nested_decomposition`], shares being those of the population and means per head
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`nested_decomposition`].
///
/// # Errors
/// Negative or non-finite values, a population not above zero; an `alpha` that is not finite.
///
/// # Panics
/// If there is not one population a value and one group a value at every level.
///
/// # Example
/// ```
/// use jingwei::disparity::{Partition, nested_decomposition_weighted};
/// let blocs = Partition::by_name(&["east", "east", "west"])?;
/// let provinces = Partition::by_name(&["1", "2", "3"])?;
/// let (values, people) = ([1.0, 5.0, 2.0], [3.0, 1.0, 7.0]);
/// let theil = nested_decomposition_weighted(&values, &people, &[&blocs, &provinces], 1.0)?.unwrap();
/// assert!(theil.between[0] < 1e-15 && theil.within < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Akita, T. (2003). Decomposing regional income inequality in China and Indonesia using two-stage nested Theil
/// decomposition method. *The Annals of Regional Science* 37(1).
pub fn nested_decomposition_weighted(
    values: &[f64],
    population: &[f64],
    levels: &[&Partition],
    alpha: f64,
) -> Result<Option<NestedDecomposition>> {
    Ok(decompose(Distribution::weighted(values, population)?, levels, Alpha::new(alpha)?))
}

fn decompose(units: Distribution<'_>, levels: &[&Partition], alpha: Alpha) -> Option<NestedDecomposition> {
    let total = entropy(units, alpha)?;
    let mean = units.positive_mean()?;
    let people = units.people();
    let n = units.values.len();
    let weight = |people_here: f64, mean_here: f64| people_here / people * alpha.power(mean_here / mean);

    let mut outer = Partition::by_number(vec!["all".to_owned()], vec![0; n]);
    let mut parts = Vec::new();
    for level in levels {
        let inner = outer.crossed(level);
        let cells = cells(units, &inner);
        // The groups of the level inside each group of the one above.
        let mut inside: Vec<Vec<(f64, f64)>> = vec![Vec::new(); outer.names().len()];
        for (parent, cell) in parents(&outer, &inner).into_iter().zip(&cells) {
            inside[parent].push((cell.people, cell.mean));
        }
        let of_parent = |groups: &Vec<(f64, f64)>| {
            let people_here = sums::total(groups.iter().map(|&(people, _)| people));
            let mean_here = sums::total(groups.iter().map(|&(people, mean)| people * mean)) / people_here;
            if mean_here <= 0.0 {
                return Some(0.0);
            }
            let relative: Vec<(f64, f64)> = groups.iter().map(|&(p, m)| (p, m / mean_here)).collect();
            Some(weight(people_here, mean_here) * between(&relative, alpha)?)
        };
        let found = inside.iter().map(of_parent).collect::<Option<Vec<f64>>>()?;
        parts.push(if units.is_equal() { 0.0 } else { sums::total(found) });
        outer = inner;
    }
    let innermost = cells(units, &outer);
    let of_cell =
        |cell: &Cell| entropy(cell.units(), alpha).map_or(0.0, |e| weight(cell.people, cell.mean) * e);
    let within = sums::total(innermost.iter().map(of_cell));
    let finite = within.is_finite() && parts.iter().all(|part| part.is_finite());
    finite.then_some(NestedDecomposition { total, between: parts, within })
}

/// The units of one group.
struct Cell {
    values: Vec<f64>,
    population: Option<Vec<f64>>,
    people: f64,
    mean: f64,
}

impl Cell {
    fn units(&self) -> Distribution<'_> {
        Distribution { values: &self.values, population: self.population.as_deref() }
    }
}

fn cells(units: Distribution<'_>, groups: &Partition) -> Vec<Cell> {
    let layout = groups.layout();
    let values = layout.arrange(groups, units.values);
    let population = units.population.map(|population| layout.arrange(groups, population));
    let all = Distribution { values: &values, population: population.as_deref() };
    let cell = |members: Distribution<'_>| Cell {
        values: members.values.to_vec(),
        population: members.population.map(<[f64]>::to_vec),
        people: members.people(),
        mean: members.total() / members.people(),
    };
    layout.groups().map(|(_, range)| cell(all.part(range))).collect()
}

/// The group of `outer` that each group of `inner` lies in.
fn parents(outer: &Partition, inner: &Partition) -> Vec<usize> {
    let mut parents = vec![0; inner.names().len()];
    for (&parent, &child) in outer.of().iter().zip(inner.of()) {
        parents[child as usize] = parent as usize;
    }
    parents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{generalised_entropy, generalised_entropy_decomposition_weighted};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_levels_add_up_and_one_level_is_the_plain_decomposition(
            units in proptest::collection::vec((0.1..1e4_f64, 0.1..1e3_f64, 0..3_u8, 0..3_u8, 0..3_u8), 1..40),
            alpha in prop_oneof![Just(0.0), Just(1.0), Just(2.0), -2.0..3.0_f64],
        ) {
            let column = |of: fn(&(f64, f64, u8, u8, u8)) -> u8| {
                Partition::by_name(&units.iter().map(|u| of(u).to_string()).collect::<Vec<_>>()).unwrap()
            };
            let (values, people): (Vec<f64>, Vec<f64>) = units.iter().map(|u| (u.0, u.1)).unzip();
            let (a, b, c) = (column(|u| u.2), column(|u| u.3), column(|u| u.4));
            for levels in [vec![], vec![&a], vec![&a, &b], vec![&a, &b, &c]] {
                let nested = nested_decomposition_weighted(&values, &people, &levels, alpha).unwrap().unwrap();
                let sum = nested.between.iter().sum::<f64>() + nested.within;
                prop_assert!((nested.total - sum).abs() <= 1e-12 * nested.total + 1e-13, "{:?}", nested);
                prop_assert_eq!(nested.between.len(), levels.len());
                if levels.len() == 1 {
                    let plain = generalised_entropy_decomposition_weighted(&values, &people, &a, alpha);
                    let plain = plain.unwrap().unwrap();
                    prop_assert!((plain.between - nested.between[0]).abs() <= 1e-12 * plain.total + 1e-15);
                }
            }
        }
    }

    #[test]
    fn a_bloc_with_nothing_adds_nothing_and_zeros_have_no_mean_logarithm() {
        let blocs = Partition::by_name(&["a", "a", "b", "b"]).unwrap();
        let provinces = Partition::by_name(&["1", "2", "1", "2"]).unwrap();
        let values = [0.0, 0.0, 1.0, 3.0];
        let theil = nested_decomposition(&values, &[&blocs, &provinces], 1.0).unwrap().unwrap();
        assert_eq!(Some(theil.total), generalised_entropy(&values, 1.0).unwrap());
        assert!((theil.between.iter().sum::<f64>() - theil.total).abs() < 1e-15);
        assert_eq!(nested_decomposition(&values, &[&blocs], 0.0).unwrap(), None);
    }
}
