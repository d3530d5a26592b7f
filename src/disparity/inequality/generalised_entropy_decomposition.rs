//! Generalised entropy between groups and within them.

use super::distribution::Distribution;
use super::entropy::{Alpha, between, entropy};
use super::partition::Partition;
use super::sums;
use crate::error::Result;

/// A generalised entropy and its parts.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct EntropyDecomposition {
    /// Of all units.
    pub total: f64,
    /// What remained if every group were equal inside.
    pub between: f64,
    /// The sum of what the groups add by the differences inside them.
    pub within: f64,
    /// The groups that have members, in the order of the [`Partition`].
    pub groups: Vec<EntropyGroup>,
}

/// One group of a decomposition.
#[derive(Debug, Clone, PartialEq)]
pub struct EntropyGroup {
    /// Its name.
    pub group: String,
    /// Its share of the population, or of the units where each counts once.
    pub population_share: f64,
    /// Its share of the total.
    pub value_share: f64,
    /// Its mean per head, or per unit.
    pub mean: f64,
    /// The entropy inside it; absent where it has nothing.
    pub index: Option<f64>,
    /// What the entropy inside it is multiplied by: `population_share^(1 − α) · value_share^α`. The weights sum to 1
    /// for Theil's T and L only.
    pub weight: f64,
    /// What it adds to [`EntropyDecomposition::within`]: `weight · index`.
    pub within: f64,
}

/// A generalised entropy split into differences between groups and differences inside them; each unit counts once.
///
/// # Formula
/// `GE(α) = GE(α) of the group means + Σ_g Q_g (μ_g / μ)^α GE_g(α)` with the group's share `Q_g` of the units
///
/// # Conventions
/// As [`generalised_entropy`](super::generalised_entropy()), `None` where that is. A group with one member has nothing
/// inside it; one without a member is left out.
///
/// # Complexity
/// Linear in the number of units.
///
/// # Errors
/// Negative or non-finite values; an `alpha` that is not finite.
///
/// # Panics
/// If there is not one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{Partition, generalised_entropy_decomposition};
/// let groups = Partition::by_name(&["a", "a", "b", "b"])?;
/// let parts = generalised_entropy_decomposition(&[1.0, 3.0, 4.0, 4.0], &groups, 2.0)?.unwrap();
/// // Means 2 and 4 around 3; inside `a` a coefficient of variation of 1 / 2.
/// assert!((parts.between - 1.0 / 18.0).abs() < 1e-15);
/// assert!((parts.groups[0].index.unwrap() - 0.125).abs() < 1e-15);
/// assert!((parts.total - parts.between - parts.within).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. *Econometrica* 48(3).
pub fn generalised_entropy_decomposition(
    values: &[f64],
    groups: &Partition,
    alpha: f64,
) -> Result<Option<EntropyDecomposition>> {
    Ok(decompose(Distribution::plain(values)?, groups, Alpha::new(alpha)?))
}

/// A generalised entropy of values per head split into differences between groups and differences inside them.
///
/// # Formula
/// `GE(α) = GE(α) of the group means + Σ_g Q_g (μ_g / μ)^α GE_g(α)` with the group's share `Q_g` of the population
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`generalised_entropy_decomposition`].
///
/// # Errors
/// Negative or non-finite values, a population not above zero; an `alpha` that is not finite.
///
/// # Panics
/// If there is not one population and one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{Partition, generalised_entropy_decomposition_weighted};
/// // Both groups have a mean of 2 per head: all of it is inside.
/// let groups = Partition::by_name(&["a", "b", "b"])?;
/// let (values, people) = ([2.0, 1.0, 4.0], [5.0, 2.0, 1.0]);
/// let parts = generalised_entropy_decomposition_weighted(&values, &people, &groups, 0.0)?.unwrap();
/// assert_eq!(parts.between, 0.0);
/// assert_eq!(parts.groups[0].index, Some(0.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. *Econometrica* 48(3).
pub fn generalised_entropy_decomposition_weighted(
    values: &[f64],
    population: &[f64],
    groups: &Partition,
    alpha: f64,
) -> Result<Option<EntropyDecomposition>> {
    Ok(decompose(Distribution::weighted(values, population)?, groups, Alpha::new(alpha)?))
}

/// The parts of the entropy of `units`; `None` where it is not defined.
pub(super) fn decompose(
    units: Distribution<'_>,
    groups: &Partition,
    alpha: Alpha,
) -> Option<EntropyDecomposition> {
    assert_eq!(units.values.len(), groups.of().len(), "one group a value");
    let layout = groups.layout();
    let values = layout.arrange(groups, units.values);
    let population = units.population.map(|population| layout.arrange(groups, population));
    let units = Distribution { values: &values, population: population.as_deref() };
    let total = entropy(units, alpha)?;
    let (people, sum) = (units.people(), units.total());
    let mean = sum / people;

    let groups: Vec<EntropyGroup> = layout
        .groups()
        .map(|(group, range)| {
            let members = units.part(range);
            let (population_share, value_share) = (members.people() / people, members.total() / sum);
            let index = entropy(members, alpha);
            let of_all = members.total() / members.people();
            let weight = population_share * alpha.power(of_all / mean);
            let within = index.map_or(0.0, |index| weight * index);
            let group = groups.names()[group].clone();
            EntropyGroup { group, population_share, value_share, mean: of_all, index, weight, within }
        })
        .collect();
    let means: Vec<(f64, f64)> =
        groups.iter().map(|group| (group.population_share, group.mean / mean)).collect();
    let between = if units.is_equal() { 0.0 } else { between(&means, alpha)? };
    let within = sums::total(groups.iter().map(|group| group.within));
    within.is_finite().then_some(EntropyDecomposition { total, between, within, groups })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_without_anything_has_no_index_and_one_without_members_no_part() {
        let names = ["none", "poor", "rich"].map(String::from).to_vec();
        let groups = Partition::by_number(names, vec![1, 1, 2, 2]);
        let values = [0.0, 0.0, 1.0, 3.0];
        let parts = generalised_entropy_decomposition(&values, &groups, 1.0).unwrap().unwrap();
        let found: Vec<_> = parts.groups.iter().map(|group| (group.group.as_str(), group.index)).collect();
        assert_eq!(found[0], ("poor", None));
        assert_eq!(found[1].0, "rich");
        assert_eq!(parts.groups.len(), 2);
        assert!((parts.total - parts.between - parts.within).abs() < 1e-15);
        assert_eq!(generalised_entropy_decomposition(&values, &groups, 0.0).unwrap(), None);
    }

    #[test]
    fn one_group_is_all_within_and_one_a_unit_all_between() {
        let values = [1.0, 2.0, 6.0];
        for alpha in [-1.0, 0.0, 0.5, 1.0, 2.0, 3.0] {
            let of = |groups: &[&str]| {
                let groups = Partition::by_name(groups).unwrap();
                generalised_entropy_decomposition(&values, &groups, alpha).unwrap().unwrap()
            };
            let (one, each) = (of(&["a", "a", "a"]), of(&["a", "b", "c"]));
            assert!(one.between < 1e-30 && (one.within - one.total).abs() < 1e-15, "{one:?}");
            assert!(each.within < 1e-30 && (each.between - each.total).abs() < 1e-15, "{each:?}");
        }
    }

    #[test]
    #[should_panic(expected = "one group a value")]
    fn a_value_without_a_group_is_a_mistake() {
        let groups = Partition::by_name(&["a"]).unwrap();
        let _ = generalised_entropy_decomposition(&[1.0, 2.0], &groups, 1.0);
    }
}
