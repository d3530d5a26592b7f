//! Units by tier: how many, which, and what they hold.

use super::change::quotient;
use super::{Cell, ExtendedRatio, Reference, Rows, Tiers};
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};

/// The units of one tier.
#[derive(Debug, Clone, PartialEq)]
pub struct TierRow {
    /// The tier.
    pub name: String,
    /// Its lower threshold, which belongs to it; `None` for the lowest tier.
    pub from: Option<f64>,
    /// Its upper threshold, which does not; `None` for the highest tier.
    pub below: Option<f64>,
    /// Its units, by index.
    pub units: Vec<usize>,
    /// Their share of all units with a value; `None` where there is none.
    pub unit_share: Option<f64>,
    /// The sum of their values.
    pub total: f64,
    /// Its share of the sum of all; `None` where a value is negative or the sum is 0.
    pub total_share: Option<f64>,
}

/// Units by tier.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct TierTable {
    /// One row a tier, from the lowest to the highest, empty ones among them.
    pub rows: Vec<TierRow>,
    /// Units that have no value and so no tier, by index.
    pub without_value: Vec<usize>,
}

/// How many units lie in each tier, which they are, and what they hold.
///
/// With the population of cities and [`Tiers::state_council_2014`]: the pyramid of city sizes.
///
/// # Units
/// `values` and thresholds in the same unit.
///
/// # Conventions
/// A value on a threshold is in the tier above it. A unit without a value is in no tier and listed.
///
/// # Errors
/// Non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::{Reference, Tiers, tier_table};
/// let tiers = Tiers::new(["small", "large"], &[100.0])?;
/// let table = tier_table(&[Some(100.0), Some(30.0), None, Some(70.0)], &tiers)?;
/// assert_eq!((&table.rows[0].units[..], table.rows[0].total_share), (&[1, 3][..], Some(0.5)));
/// assert_eq!(table.size_ratio(&Reference::Lowest)?.text(0), "1 : 2");
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn tier_table(values: &[Option<f64>], tiers: &Tiers) -> Result<TierTable> {
    let findings: Vec<_> = (1..)
        .zip(values)
        .filter_map(|(number, value)| {
            Some((number, value.filter(|v| v.is_nan() || v.abs() > inputs::LARGEST)?))
        })
        .map(|(number, value)| inputs::finding("a value is not finite", value).feature(number))
        .collect();
    if !findings.is_empty() {
        return Err(Error::Input(findings));
    }
    let mut rows: Vec<TierRow> = (0..tiers.names().len())
        .map(|tier| TierRow {
            name: tiers.names()[tier].clone(),
            from: tier.checked_sub(1).map(|below| tiers.thresholds()[below]),
            below: tiers.thresholds().get(tier).copied(),
            units: Vec::new(),
            unit_share: None,
            total: 0.0,
            total_share: None,
        })
        .collect();
    let mut without_value = Vec::new();
    for (unit, value) in values.iter().enumerate() {
        let Some(value) = *value else {
            without_value.push(unit);
            continue;
        };
        let row = &mut rows[tiers.of(value)];
        row.units.push(unit);
        row.total += value;
    }
    let counted = (values.len() - without_value.len()) as f64;
    let whole: f64 = rows.iter().map(|row| row.total).sum();
    let parts = values.iter().flatten().all(|&value| value >= 0.0);
    for row in &mut rows {
        row.unit_share = quotient(row.units.len() as f64, counted);
        row.total_share = quotient(row.total, whole).filter(|_| parts);
    }
    Ok(TierTable { rows, without_value })
}

impl TierTable {
    /// The numbers of units set against each other, from the highest tier to the lowest: 1 : 2 : 14 : 9 : 3.
    ///
    /// # Conventions
    /// `None` terms where the base holds no unit.
    ///
    /// # Errors
    /// A tier that is not there.
    pub fn size_ratio(&self, base: &Reference) -> Result<ExtendedRatio> {
        let counts: Vec<(String, Option<f64>)> =
            self.rows.iter().rev().map(|row| (row.name.clone(), Some(row.units.len() as f64))).collect();
        let count = |at: &usize| self.rows[self.rows.len() - 1 - at].units.len();
        let places = || 0..counts.len();
        let place = match base {
            Reference::Highest => places().max_by_key(|at| (count(at), std::cmp::Reverse(*at))),
            Reference::Lowest => places().min_by_key(|at| (count(at), *at)),
            Reference::Group(name) => {
                let known = counts.iter().position(|(tier, _)| tier == name);
                Some(known.ok_or_else(|| {
                    let names: Vec<&str> = counts.iter().map(|(tier, _)| tier.as_str()).collect();
                    let what = "there is no tier of this name";
                    let hint = format!("the tiers are {}", names.join(", "));
                    Error::usage(Finding::new(Code::BadSetting, what).value(name).hint(hint))
                })?)
            }
        };
        Ok(ExtendedRatio::of(counts, place))
    }

    /// One row a tier: `tier`, `from`, `below`, `units`, `unit_share`, `total`, `total_share`.
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::under(["tier", "from", "below", "units", "unit_share", "total", "total_share"]);
        for row in &self.rows {
            rows.push(vec![
                Cell::from(row.name.as_str()),
                row.from.into(),
                row.below.into(),
                row.units.len().into(),
                row.unit_share.into(),
                row.total.into(),
                row.total_share.into(),
            ]);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn empty_tiers_stay_and_missing_units_are_listed() {
        let tiers = Tiers::new(["a", "b", "c"], &[1.0, 5.0]).unwrap();
        let table = tier_table(&[Some(0.5), None, Some(7.0), Some(5.0)], &tiers).unwrap();
        let units: Vec<_> = table.rows.iter().map(|row| row.units.len()).collect();
        assert_eq!((units, table.without_value.clone()), (vec![1, 0, 2], vec![1]));
        assert_eq!(table.size_ratio(&Reference::Group("a".into())).unwrap().text(0), "2 : 0 : 1");
        assert_eq!(table.size_ratio(&Reference::Lowest).unwrap().text(0), "– : – : –", "over none");
        assert!(table.size_ratio(&Reference::Group("d".into())).is_err());
        let nobody = tier_table(&[None], &tiers).unwrap();
        assert_eq!((nobody.rows[0].unit_share, nobody.rows[0].total_share), (None, None));
    }

    #[test]
    fn a_debt_has_a_tier_and_no_share() {
        let tiers = Tiers::new(["a", "b"], &[0.0]).unwrap();
        let table = tier_table(&[Some(-1.0), Some(3.0)], &tiers).unwrap();
        assert_eq!((&table.rows[0].units[..], table.rows[0].total_share), (&[0][..], None));
        assert!(tier_table(&[Some(f64::NAN)], &tiers).is_err());
    }

    proptest! {
        #[test]
        fn every_value_falls_in_exactly_one_tier(
            values in proptest::collection::vec(proptest::option::weighted(0.9, 0.0..10.0_f64), 0..40),
            steps in proptest::collection::vec(0.1..3.0_f64, 1..5),
        ) {
            let thresholds: Vec<f64> =
                steps.iter().scan(0.0, |sum, step| { *sum += step; Some(*sum) }).collect();
            let tiers = Tiers::new((0..=thresholds.len()).map(|tier| tier.to_string()), &thresholds).unwrap();
            let table = tier_table(&values, &tiers).unwrap();
            let mut seen = table.without_value.clone();
            for row in &table.rows {
                for &unit in &row.units {
                    let value = values[unit].unwrap();
                    prop_assert!(row.from.is_none_or(|from| from <= value));
                    prop_assert!(row.below.is_none_or(|below| value < below));
                }
                seen.extend(&row.units);
            }
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..values.len()).collect::<Vec<_>>());
        }
    }
}
