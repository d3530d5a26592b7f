//! Change of Theil's L: inside groups, by people moving between groups, by the growth of groups.

use super::generalised_entropy_decomposition::{
    EntropyDecomposition, generalised_entropy_decomposition_weighted,
};
use super::partition::Partition;
use super::sums;
use crate::error::Result;

/// Theil's L in two years and what lies between them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct TheilLChange {
    /// In the first year.
    pub before: f64,
    /// In the second.
    pub after: f64,
    /// By change of inequality inside the groups.
    pub within: f64,
    /// By people being in more or less unequal groups than before.
    pub composition_within: f64,
    /// By people being in poorer or richer groups than before.
    pub composition_between: f64,
    /// By the growth of the groups' means relative to that of all.
    pub growth: f64,
}

/// The change of Theil's L of values per head between two years, by groups: inequality inside them, composition of the
/// population, growth.
///
/// # Formula
/// With the group's share `v` of the population, `L` inside it and mean `λ` in units of the mean of all, bars for the mean of
/// both years and `Δ` for the change: `ΔL = Σ_g v̄ ΔL_g + Σ_g L̄_g Δv + Σ_g (−ln λ)‾ Δv − Σ_g v̄ Δln λ`
///
/// # Units
/// Values per head, which may be in different units (prices) in the two years; populations in any unit.
///
/// # Conventions
/// Exact: the approximation of the last two terms that Mookherjee and Shorrocks go on to is not made. `None` where a value is 0
/// or there is no unit. Units that count once each have a population of 1 in both years, and no composition. With
/// one group a unit, growth and composition are all.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one later value, one population of either year and one group an earlier value.
///
/// # Example
/// ```
/// use jingwei::disparity::{Partition, theil_l_change};
/// let groups = Partition::by_name(&["a", "b"])?;
/// let people = [1.0, 1.0];
/// let change = theil_l_change(&[1.0, 2.0], &[2.0, 2.0], &people, &people, &groups)?.unwrap();
/// assert_eq!(change.after, 0.0);
/// assert!((change.growth - (change.after - change.before)).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Mookherjee, D. and Shorrocks, A. (1982). A decomposition analysis of the trend in UK income inequality. *The Economic
/// Journal* 92(368).
pub fn theil_l_change(
    before: &[f64],
    after: &[f64],
    population_before: &[f64],
    population_after: &[f64],
    groups: &Partition,
) -> Result<Option<TheilLChange>> {
    assert_eq!(before.len(), after.len(), "one later value an earlier one");
    let first = generalised_entropy_decomposition_weighted(before, population_before, groups, 0.0)?;
    let last = generalised_entropy_decomposition_weighted(after, population_after, groups, 0.0)?;
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    let terms = |term: fn(f64, f64, f64, f64) -> f64, of: fn(&EntropyDecomposition, usize) -> [f64; 2]| {
        sums::total((0..first.groups.len()).map(|g| {
            let ([v0, x0], [v1, x1]) = (of(&first, g), of(&last, g));
            term(v0, v1, x0, x1)
        }))
    };
    let index = |year: &EntropyDecomposition, g: usize| {
        [year.groups[g].population_share, year.groups[g].index.unwrap_or(0.0)]
    };
    let below = |year: &EntropyDecomposition, g: usize| {
        let group = &year.groups[g];
        [group.population_share, -libm::log(group.value_share / group.population_share)]
    };
    Ok(Some(TheilLChange {
        before: first.total,
        after: last.total,
        within: terms(|v0, v1, x0, x1| f64::midpoint(v0, v1) * (x1 - x0), index),
        composition_within: terms(|v0, v1, x0, x1| f64::midpoint(x0, x1) * (v1 - v0), index),
        composition_between: terms(|v0, v1, x0, x1| f64::midpoint(x0, x1) * (v1 - v0), below),
        growth: terms(|v0, v1, x0, x1| f64::midpoint(v0, v1) * (x1 - x0), below),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_add_up(
            units in proptest::collection::vec(
                (0.1..9.0_f64, 0.1..9.0_f64, 0.1..50.0_f64, 0.1..50.0_f64, 0..3_u32), 1..40,
            ),
        ) {
            let column = |of: fn(&(f64, f64, f64, f64, u32)) -> f64| units.iter().map(of).collect::<Vec<f64>>();
            let (before, after, p0, p1) = (column(|u| u.0), column(|u| u.1), column(|u| u.2), column(|u| u.3));
            let names = (0..3).map(|name| name.to_string()).collect();
            let groups = Partition::by_number(names, units.iter().map(|u| u.4).collect());
            let change = theil_l_change(&before, &after, &p0, &p1, &groups).unwrap().unwrap();
            let sum = change.within + change.composition_within + change.composition_between + change.growth;
            prop_assert!((change.after - change.before - sum).abs() < 1e-12, "{:?}", change);
            let fixed = theil_l_change(&before, &after, &p0, &p0, &groups).unwrap().unwrap();
            prop_assert!(fixed.composition_within.abs() + fixed.composition_between.abs() <= 0.0);
        }
    }

    #[test]
    fn undefined_with_a_zero_and_refused_with_less() {
        let groups = Partition::by_name(&["a", "b"]).unwrap();
        let change = |after: &[f64]| theil_l_change(&[1.0, 2.0], after, &[1.0; 2], &[1.0; 2], &groups);
        assert_eq!(change(&[0.0, 1.0]).unwrap(), None);
        assert!(change(&[-1.0, 1.0]).is_err());
        assert!(theil_l_change(&[1.0; 2], &[1.0; 2], &[1.0; 2], &[1.0, 0.0], &groups).is_err());
    }
}
