//! Change of the Gini: who grew, who changed places, where people went.

use super::concentration_index::concentration;
use super::sorted::fractional_ranks;
use crate::disparity::inputs;
use crate::error::Result;

/// The Gini in two years and what lies between them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct GiniChange {
    /// In the first year.
    pub before: f64,
    /// In the second.
    pub after: f64,
    /// What growth did to the units in their old order: below 0 where the poor grew faster. The negative of Jenkins and Van
    /// Kerm's index of progressivity.
    pub growth: f64,
    /// What changing places gave back; never below 0.
    pub reordering: f64,
    /// What moving people between units did; 0 where each counts once.
    pub composition: f64,
}

/// The change of the Gini between two years of the same units split into growth and reordering; each unit counts once.
///
/// # Formula
/// `G_1 − G_0 = −P + R` with the reordering `R = G_1 − C` and the progressivity of growth `P = G_0 − C`, where `C` is the
/// concentration index of the later values in the order of the earlier ones
///
/// # Units
/// `before` and `after` may be in different units (prices): only shares matter.
///
/// # Conventions
/// Units of the same value share the mean of their ranks. `None` where all values of a year are 0 or there is none.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one later value an earlier one.
///
/// # Example
/// ```
/// use jingwei::disparity::gini_change;
/// // Poor and rich change places: nothing is more equal, although the poor alone grew.
/// let change = gini_change(&[1.0, 3.0], &[3.0, 1.0])?.unwrap();
/// assert_eq!((change.before, change.growth, change.reordering, change.after), (0.25, -0.5, 0.5, 0.25));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Jenkins, S. P. and Van Kerm, P. (2006). Trends in income inequality, pro-poor income growth, and income mobility.
/// *Oxford Economic Papers* 58(3).
pub fn gini_change(before: &[f64], after: &[f64]) -> Result<Option<GiniChange>> {
    let once = vec![1.0; before.len()];
    gini_change_weighted(before, after, &once, &once)
}

/// The change of the Gini of values per head split into growth, reordering and the composition of the population.
///
/// # Formula
/// With `G_yp` the Gini of the values of year `y` among the people of year `p`, and `C_p` the concentration index of the later
/// values in the order of the earlier ones among the people of year `p`:
/// composition `((G_01 − G_00) + (G_11 − G_10)) / 2`, growth `((C_0 − G_00) + (C_1 − G_01)) / 2`, reordering
/// `((G_10 − C_0) + (G_11 − C_1)) / 2`; they sum to `G_11 − G_00`
///
/// # Units
/// Values per head; populations in any unit.
///
/// # Conventions
/// The mean of changing the values first and of changing the people first, so that the split backwards in time is the split
/// forwards with the other sign of composition. With one population for both years it is Jenkins and Van Kerm's. `None`
/// where all values of a year are 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one later value and one population of either year an earlier value.
///
/// # Example
/// ```
/// use jingwei::disparity::gini_change_weighted;
/// // Nobody grew, but people moved to the rich unit.
/// let change = gini_change_weighted(&[1.0, 3.0], &[1.0, 3.0], &[2.0, 2.0], &[1.0, 3.0])?.unwrap();
/// assert_eq!((change.growth, change.reordering), (0.0, 0.0));
/// assert!((change.composition - (change.after - change.before)).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Jenkins, S. P. and Van Kerm, P. (2006). Trends in income inequality, pro-poor income growth, and income mobility.
/// *Oxford Economic Papers* 58(3).
pub fn gini_change_weighted(
    before: &[f64],
    after: &[f64],
    population_before: &[f64],
    population_after: &[f64],
) -> Result<Option<GiniChange>> {
    assert_eq!(before.len(), after.len(), "one later value an earlier one");
    inputs::weighted(before, population_before)?;
    inputs::weighted(after, population_after)?;
    let among = |people: &[f64]| {
        let places = fractional_ranks(before, people);
        // The later values in the earlier order, then in their own.
        let old = concentration(before, people, &places)?;
        let kept = concentration(after, people, &places)?;
        let new = concentration(after, people, &fractional_ranks(after, people))?;
        Some((old, kept, new))
    };
    let (Some(first), Some(last)) = (among(population_before), among(population_after)) else {
        return Ok(None);
    };
    let ((g00, c0, g10), (g01, c1, g11)) = (first, last);
    Ok(Some(GiniChange {
        before: g00.max(0.0),
        after: g11.max(0.0),
        growth: f64::midpoint(c0 - g00, c1 - g01),
        reordering: f64::midpoint(g10 - c0, g11 - c1).max(0.0),
        composition: f64::midpoint(g01 - g00, g11 - g10),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::gini_weighted;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_add_up_and_reordering_never_evens_out(
            units in proptest::collection::vec((0.1..9.0_f64, 0.1..9.0_f64, 0.1..50.0_f64, 0.1..50.0_f64), 1..40),
        ) {
            let column = |of: fn(&(f64, f64, f64, f64)) -> f64| units.iter().map(of).collect::<Vec<f64>>();
            // Rounded, so that some are tied.
            let (before, after) = (column(|u| u.0.ceil()), column(|u| u.1));
            let (p0, p1) = (column(|u| u.2), column(|u| u.3));
            let change = gini_change_weighted(&before, &after, &p0, &p1).unwrap().unwrap();
            let sum = change.growth + change.reordering + change.composition;
            prop_assert!((change.after - change.before - sum).abs() < 1e-13, "{:?}", change);
            prop_assert!((change.before - gini_weighted(&before, &p0).unwrap().unwrap()).abs() < 1e-13);
            prop_assert!((change.after - gini_weighted(&after, &p1).unwrap().unwrap()).abs() < 1e-13);
            let fixed = gini_change_weighted(&before, &after, &p0, &p0).unwrap().unwrap();
            prop_assert!(fixed.composition.abs() < 1e-15);
            let doubled: Vec<f64> = before.iter().map(|y| 2.0 * y).collect();
            let alike = gini_change_weighted(&before, &doubled, &p0, &p0).unwrap().unwrap();
            prop_assert!(alike.growth.abs() < 1e-14 && alike.reordering.abs() < 1e-14);
        }
    }

    #[test]
    fn bad_years_are_refused_and_empty_ones_absent() {
        assert!(gini_change(&[1.0, -1.0], &[1.0, 1.0]).is_err());
        assert!(gini_change_weighted(&[1.0], &[1.0], &[1.0], &[0.0]).is_err());
        assert_eq!(gini_change(&[1.0, 2.0], &[0.0, 0.0]).unwrap(), None);
        assert_eq!(gini_change(&[], &[]).unwrap(), None);
        let one = gini_change(&[1.0], &[5.0]).unwrap().unwrap();
        assert_eq!([one.before, one.after, one.growth, one.reordering].map(Some), [Some(0.0); 4]);
    }
}
