//! Averages of a measure by group.

use crate::error::{Code, Error, Finding, Result};

/// The average of a measure over one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupMean {
    /// Weighted by population; `None` where nobody has a value.
    pub mean: Option<f64>,
    /// People in units with a value: those over whom the average is taken.
    pub population: f64,
    /// Units in the average.
    pub units: usize,
    /// Units of the group that are not in the average, because their value or their population is absent.
    pub without: usize,
}

/// What the average inhabitant of each group has of a measure, whatever measure it is.
///
/// # Formula
/// `Ā_g = Σ_{i ∈ g} p_i A_i / Σ_{i ∈ g} p_i`
///
/// # Units
/// `values` in any unit, the result in the same; `population` in any unit, which cancels.
///
/// # Conventions
/// `members` holds the units of each group by index; a unit may stand in several groups, as cities do in lists of
/// clusters, and counts in each. A unit without a value or without a population is left out **and counted** in
/// `without`; a unit of population 0 is in the average and does not move it. A group of nobody has no mean.
///
/// # Errors
/// A population that is negative or not finite, all of them in one error.
///
/// # Panics
/// If `values` and `population` are not of one length, or a member is no unit.
///
/// # Example
/// ```
/// use jingwei::access::group_mean;
///
/// let minutes = [Some(60.0), Some(120.0), None];
/// let people = [Some(3.0), Some(1.0), Some(5.0)];
/// let means = group_mean(&minutes, &people, &[vec![0, 1, 2], vec![2]])?;
/// assert_eq!((means[0].mean, means[0].population, means[0].without), (Some(75.0), 4.0, 1));
/// assert_eq!(means[1].mean, None);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn group_mean(
    values: &[Option<f64>],
    population: &[Option<f64>],
    members: &[Vec<usize>],
) -> Result<Vec<GroupMean>> {
    assert_eq!(values.len(), population.len(), "one value and one population for each unit");
    check_population(population)?;
    let of_group = |units: &Vec<usize>| {
        let (mut weighted, mut people, mut with) = (0.0, 0.0, 0);
        for (value, population) in units.iter().filter_map(|&i| values[i].zip(population[i])) {
            weighted += value * population;
            people += population;
            with += 1;
        }
        let mean = (people > 0.0).then(|| weighted / people);
        GroupMean { mean, population: people, units: with, without: units.len() - with }
    };
    Ok(members.iter().map(of_group).collect())
}

/// Every population that is known is finite and not negative; all that are not are named.
pub(super) fn check_population(population: &[Option<f64>]) -> Result<()> {
    let bad = |people: &f64| !(0.0..=1e100).contains(people);
    let findings: Vec<Finding> = population
        .iter()
        .enumerate()
        .filter_map(|(unit, people)| Some((unit, people.filter(bad)?)))
        .map(|(unit, people)| {
            let what = format!("value {} in study order is negative or no number to count with", unit + 1);
            Finding::new(Code::BadValue, what).field("population").value(people)
        })
        .collect();
    Error::if_any(&findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_left_out_and_counted() {
        let values = [Some(1.0), None, Some(4.0), Some(9.0)];
        let people = [Some(1.0), Some(1.0), Some(2.0), None];
        let means = group_mean(&values, &people, &[vec![0, 1, 2, 3], vec![1, 3], vec![]]).unwrap();
        assert_eq!(means[0], GroupMean { mean: Some(3.0), population: 3.0, units: 2, without: 2 });
        assert_eq!(means[1], GroupMean { mean: None, population: 0.0, units: 0, without: 2 });
        assert_eq!(means[2], GroupMean { mean: None, population: 0.0, units: 0, without: 0 });
    }

    #[test]
    fn a_unit_counts_in_each_of_its_groups() {
        let means = group_mean(&[Some(2.0), Some(6.0)], &[Some(1.0); 2], &[vec![0, 1], vec![1]]).unwrap();
        assert_eq!((means[0].mean, means[1].mean), (Some(4.0), Some(6.0)));
    }

    #[test]
    fn nobody_has_no_mean() {
        let means = group_mean(&[Some(2.0)], &[Some(0.0)], &[vec![0]]).unwrap();
        assert_eq!(means[0], GroupMean { mean: None, population: 0.0, units: 1, without: 0 });
    }

    #[test]
    fn a_negative_population_is_refused() {
        let error = group_mean(&[Some(2.0)], &[Some(-1.0)], &[vec![0]]).unwrap_err();
        assert!(error.to_string().contains("field `population`"), "{error}");
    }
}
