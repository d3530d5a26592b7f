//! Means and totals of a change over people.

use super::change::Change;

/// A change over the people of some units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    /// Units with a value before and after and with people.
    pub(super) units: usize,
    /// Their people.
    pub(super) people: f64,
    /// Mean before, each unit counting by its people; `None` without people.
    pub(super) before: Option<f64>,
    /// Mean after.
    pub(super) after: Option<f64>,
    /// People times gain, summed: above zero is better.
    pub(super) total: f64,
}

/// The people of a unit, where they count: known and above zero.
pub(super) fn people_of(population: &[Option<f64>], unit: usize) -> Option<f64> {
    population[unit].filter(|people| *people > 0.0)
}

/// `change` over the people of `units`.
///
/// Units that lack a value before or after count on neither side, so that the means differ by what the people gain
/// and not by who is counted.
pub(super) fn weigh(
    change: &Change,
    population: &[Option<f64>],
    units: impl IntoIterator<Item = usize>,
) -> Weighed {
    let (mut count, mut people, mut before, mut after, mut total) = (0, 0.0, 0.0, 0.0, 0.0);
    for unit in units {
        let (Some((was, is)), Some(of_unit)) = (change.both(unit), people_of(population, unit)) else {
            continue;
        };
        count += 1;
        people += of_unit;
        before += of_unit * was;
        after += of_unit * is;
        total += of_unit * change.better.gain(is - was);
    }
    let mean = |sum: f64| (people > 0.0).then(|| sum / people);
    Weighed { units: count, people, before: mean(before), after: mean(after), total }
}

/// The middle of `values`; the mean of the two in the middle; `None` without any.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some(f64::midpoint(values[middle - 1], values[middle])),
    }
}

/// The medians before and after over the units that have both.
pub(super) fn medians(change: &Change) -> Option<(f64, f64)> {
    let both: Vec<(f64, f64)> = (0..change.len()).filter_map(|unit| change.both(unit)).collect();
    let before = median(both.iter().map(|pair| pair.0).collect())?;
    Some((before, median(both.iter().map(|pair| pair.1).collect())?))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the numbers are chosen to come out without rounding")]
mod tests {
    use super::*;
    use crate::run::measures::Better;

    #[test]
    fn who_has_no_value_on_one_side_counts_on_neither() {
        let change = Change {
            before: vec![Some(100.0), None, Some(10.0), Some(7.0)],
            after: vec![Some(80.0), Some(5.0), Some(10.0), Some(1.0)],
            better: Better::Less,
        };
        let people = [Some(3.0), Some(50.0), Some(1.0), None];
        let weighed = weigh(&change, &people, 0..4);
        assert_eq!((weighed.units, weighed.people), (2, 4.0));
        assert_eq!((weighed.before, weighed.after), (Some(77.5), Some(62.5)));
        assert_eq!(weighed.total, 60.0);
        assert_eq!(medians(&change), Some((10.0, 10.0)));
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_two() {
        assert_eq!(median(vec![3.0, 1.0]), Some(2.0));
        assert_eq!(median(Vec::new()), None);
    }
}
