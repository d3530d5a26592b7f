//! Theil's T between groups and within them.

use super::distribution::Distribution;
use super::entropy::Alpha;
use super::generalised_entropy_decomposition::{EntropyDecomposition, EntropyGroup, decompose};
use super::partition::Partition;
use crate::error::Result;

/// Theil's T and its parts.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Theil {
    /// Of all units.
    pub total: f64,
    /// What remained if every group were equal inside.
    pub between: f64,
    /// What remained if all groups had the same mean: the sum of the groups' contributions.
    pub within: f64,
    /// The groups in the order of their names.
    pub groups: Vec<TheilGroup>,
}

/// One group of a decomposition.
#[derive(Debug, Clone, PartialEq)]
pub struct TheilGroup {
    /// Its name.
    pub group: String,
    /// Its share of the population, or of the units where each counts once.
    pub population_share: f64,
    /// Its share of the total.
    pub value_share: f64,
    /// Its mean per head, or per unit.
    pub mean: f64,
    /// Theil's T inside it; 0 where it has nothing.
    pub theil: f64,
    /// What it adds to [`Theil::within`]: `value_share · theil`.
    pub within: f64,
    /// What it adds to [`Theil::between`]: `value_share · ln(value_share / population_share)`; can be negative.
    pub between: f64,
}

/// Theil's T split into differences between groups and differences inside them; each unit counts once.
///
/// [`generalised_entropy_decomposition`](super::generalised_entropy_decomposition()) with an `alpha` of 1 is the same by
/// a [`Partition`] made once, much faster where units are many.
///
/// # Formula
/// `T = Σ_g S_g ln(S_g n / n_g) + Σ_g S_g T_g` with the group's share `S_g` of the sum
///
/// # Conventions
/// Natural logarithm; `0 · ln 0 = 0`. `None` where all values are 0 or there is none.
///
/// # Errors
/// Negative or non-finite values; a group without a name.
///
/// # Panics
/// If there is not one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::theil_decomposition;
/// let theil = theil_decomposition(&[1.0, 1.0, 3.0, 3.0], &["a", "a", "b", "b"])?.unwrap();
/// assert_eq!(theil.within, 0.0);
/// assert_eq!(theil.between, theil.total);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Theil, H. (1967). *Economics and Information Theory*. North-Holland.
pub fn theil_decomposition<G: AsRef<str>>(values: &[f64], groups: &[G]) -> Result<Option<Theil>> {
    let units = Distribution::plain(values)?;
    Ok(decompose(units, &Partition::by_name(groups)?, Alpha::One).map(Theil::from))
}

/// Theil's T of values per head split into differences between groups and differences inside them.
///
/// # Formula
/// `T = Σ_g S_g ln(S_g / Q_g) + Σ_g S_g T_g` with the group's share `S_g` of the total and `Q_g` of the population
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// Natural logarithm; `0 · ln 0 = 0`. `None` where all values are 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero; a group without a name.
///
/// # Panics
/// If there is not one population and one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::theil_decomposition_weighted;
/// // Both groups have a mean of 2 per head: all of it is inside.
/// let theil = theil_decomposition_weighted(&[2.0, 1.0, 4.0], &[5.0, 2.0, 1.0], &["a", "b", "b"])?.unwrap();
/// assert_eq!(theil.between, 0.0);
/// assert_eq!(theil.groups[0].within, 0.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Theil, H. (1967). *Economics and Information Theory*. North-Holland.
pub fn theil_decomposition_weighted<G: AsRef<str>>(
    values: &[f64],
    population: &[f64],
    groups: &[G],
) -> Result<Option<Theil>> {
    let units = Distribution::weighted(values, population)?;
    Ok(decompose(units, &Partition::by_name(groups)?, Alpha::One).map(Theil::from))
}

impl From<EntropyDecomposition> for Theil {
    fn from(parts: EntropyDecomposition) -> Self {
        let equal = parts.total <= 0.0;
        let group = |part: EntropyGroup| {
            let (value_share, population_share) = (part.value_share, part.population_share);
            let between = if value_share > 0.0 && !equal {
                value_share * libm::log(value_share / population_share)
            } else {
                0.0
            };
            TheilGroup {
                group: part.group,
                population_share,
                value_share,
                mean: part.mean,
                theil: part.index.unwrap_or(0.0),
                within: part.within,
                between,
            }
        };
        let groups = parts.groups.into_iter().map(group).collect();
        Self { total: parts.total, between: parts.between, within: parts.within, groups }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_no_parts_and_a_group_of_one_has_none_inside() {
        let equal = theil_decomposition_weighted(&[0.1; 3], &[0.3, 0.7, 1.9], &["a", "b", "b"]);
        let equal = equal.unwrap().unwrap();
        assert_eq!([equal.total, equal.between, equal.within].map(Some), [Some(0.0); 3]);
        let one = theil_decomposition_weighted(&[0.1, 0.7, 0.3], &[0.3, 0.7, 1.9], &["a", "b", "b"]);
        assert_eq!(one.unwrap().map(|theil| theil.groups[0].within), Some(0.0));
    }

    #[test]
    fn groups_stand_in_the_order_of_their_names_and_one_with_nothing_adds_nothing() {
        let theil = theil_decomposition(&[4.0, 0.0, 2.0], &["west", "east", "west"]).unwrap().unwrap();
        let names: Vec<_> = theil.groups.iter().map(|g| g.group.as_str()).collect();
        assert_eq!(names, ["east", "west"]);
        assert!((theil.groups[0].within + theil.groups[0].between).abs() < f64::EPSILON);
        assert!((theil.total - theil.between - theil.within).abs() < 1e-15);
    }
}
