//! Which region is made for what: location quotients, specialisation of regions, localisation of sectors.

use super::sums;
use crate::disparity::inputs;
use crate::error::{Error, Finding, Result};

/// With what a region's mix of sectors is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ComparedWith {
    /// With all regions together, itself among them; the default.
    #[default]
    All,
    /// With the others together, so that a large region is not compared with itself.
    Others,
}

/// Amounts checked and summed.
struct Amounts<'a> {
    rows: Vec<&'a [f64]>,
    of_region: Vec<f64>,
    of_sector: Vec<f64>,
    total: f64,
}

impl<'a> Amounts<'a> {
    fn new<R: AsRef<[f64]>>(amounts: &'a [R]) -> Result<Self> {
        let rows: Vec<&[f64]> = amounts.iter().map(AsRef::as_ref).collect();
        let sectors = rows.first().map_or(0, |row| row.len());
        assert!(rows.iter().all(|row| row.len() == sectors), "one amount a sector in every region");
        let mut findings: Vec<Finding> = Vec::new();
        for (number, row) in (1..).zip(&rows) {
            if let Err(error) = inputs::non_negative(row) {
                findings.extend(error.into_findings()?.into_iter().map(|finding| finding.feature(number)));
            }
        }
        if !findings.is_empty() {
            return Err(Error::Input(findings));
        }
        let of_region: Vec<f64> = rows.iter().map(|row| sums::sum(row)).collect();
        let of_sector = (0..sectors).map(|j| sums::total(rows.iter().map(|row| row[j]))).collect();
        let total = sums::sum(&of_region);
        Ok(Self { rows, of_region, of_sector, total })
    }
}

/// How many times a sector's share in a region is its share in all regions together, by region and sector.
///
/// # Formula
/// `LQ_ij = (x_ij / Σ_j x_ij) / (Σ_i x_ij / Σ_i Σ_j x_ij)`; above 1 the region has more of the sector than its size would
/// give. With exports it is Balassa's revealed comparative advantage, also called the Hoover–Balassa index
///
/// # Units
/// `amounts[region][sector]`, totals (of output, of jobs) in one unit.
///
/// # Conventions
/// `None` where the region has nothing at all or nobody has anything of the sector.
///
/// # Errors
/// Negative or non-finite amounts; the number of the region is said.
///
/// # Panics
/// If regions do not have the same number of sectors.
///
/// # Example
/// ```
/// use jingwei::disparity::location_quotients;
/// // Half of the first region's jobs are in the first sector, a quarter of all.
/// let quotients = location_quotients(&[[5.0, 5.0], [0.0, 10.0]])?;
/// assert_eq!(quotients[0][0], Some(2.0));
/// assert_eq!(quotients[1][0], Some(0.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Balassa, B. (1965). Trade liberalisation and “revealed” comparative advantage. *The Manchester School* 33(2).
pub fn location_quotients<R: AsRef<[f64]>>(amounts: &[R]) -> Result<Vec<Vec<Option<f64>>>> {
    let all = Amounts::new(amounts)?;
    let quotient = |x: f64, region: f64, sector: f64| {
        (region > 0.0 && sector > 0.0).then(|| (x / region) / (sector / all.total))
    };
    let of_row = |(row, &region): (&&[f64], &f64)| {
        row.iter().zip(&all.of_sector).map(|(&x, &sector)| quotient(x, region, sector)).collect()
    };
    Ok(all.rows.iter().zip(&all.of_region).map(of_row).collect())
}

/// How far each region's mix of sectors departs from that of the reference, from 0 (the same mix) towards 2 (no sector
/// in common).
///
/// # Formula
/// `K_i = Σ_j |x_ij / Σ_j x_ij − b_j|` with the shares `b_j` of the sectors in all regions, or in all others
///
/// # Units
/// `amounts[region][sector]`, totals in one unit. Half of it is the share of the region's economy that would have to change
/// its sector.
///
/// # Conventions
/// By [`ComparedWith`], all regions together by default. `None` where the region or its reference has nothing.
///
/// # Errors
/// Negative or non-finite amounts; the number of the region is said.
///
/// # Panics
/// If regions do not have the same number of sectors.
///
/// # Example
/// ```
/// use jingwei::disparity::{ComparedWith, krugman_specialisation};
/// let amounts = [[5.0, 5.0], [0.0, 10.0]];
/// assert_eq!(krugman_specialisation(&amounts, ComparedWith::All)?, [Some(0.5), Some(0.5)]);
/// assert_eq!(krugman_specialisation(&amounts, ComparedWith::Others)?, [Some(1.0), Some(1.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Krugman, P. (1991). *Geography and Trade*. MIT Press.
pub fn krugman_specialisation<R: AsRef<[f64]>>(
    amounts: &[R],
    reference: ComparedWith,
) -> Result<Vec<Option<f64>>> {
    let all = Amounts::new(amounts)?;
    let of_region = |i: usize| {
        let row = all.rows[i];
        let others = || (0..all.rows.len()).filter(|&other| other != i);
        // Summed anew rather than taken from the sum of all, where a small rest would lose its digits.
        let (compared, of_sector): (f64, Vec<f64>) = match reference {
            ComparedWith::All => (all.total, all.of_sector.clone()),
            ComparedWith::Others => (
                sums::total(others().map(|other| all.of_region[other])),
                (0..row.len()).map(|j| sums::total(others().map(|other| all.rows[other][j]))).collect(),
            ),
        };
        let share = |x: f64, b: f64| (x / all.of_region[i] - b / compared).abs();
        let defined = all.of_region[i] > 0.0 && compared > 0.0;
        defined.then(|| sums::total(row.iter().zip(&of_sector).map(|(&x, &b)| share(x, b))))
    };
    Ok((0..all.rows.len()).map(of_region).collect())
}

/// How far each sector's spread over the regions departs from that of all sectors together, from 0 (as all) towards 1.
///
/// # Formula
/// `L_j = Σ_i |x_ij / Σ_i x_ij − Σ_j x_ij / Σ_i Σ_j x_ij| / 2`, Hoover's coefficient of localisation
///
/// # Units
/// `amounts[region][sector]`, totals in one unit.
///
/// # Conventions
/// One a sector; `None` where nobody has anything of it. Empty where there is no region.
///
/// # Errors
/// Negative or non-finite amounts; the number of the region is said.
///
/// # Panics
/// If regions do not have the same number of sectors.
///
/// # Example
/// ```
/// use jingwei::disparity::localisation_coefficients;
/// // All of the first sector lies in a region with half of everything.
/// assert_eq!(localisation_coefficients(&[[5.0, 5.0], [0.0, 10.0]])?[0], Some(0.5));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hoover, E. M. (1936). The measurement of industrial localization. *The Review of Economics and Statistics* 18(4).
pub fn localisation_coefficients<R: AsRef<[f64]>>(amounts: &[R]) -> Result<Vec<Option<f64>>> {
    let all = Amounts::new(amounts)?;
    let of_sector = |(j, &sector): (usize, &f64)| {
        let apart = |(row, region): (&&[f64], &f64)| (row[j] / sector - region / all.total).abs();
        (sector > 0.0).then(|| sums::total(all.rows.iter().zip(&all.of_region).map(apart)) / 2.0)
    };
    Ok(all.of_sector.iter().enumerate().map(of_sector).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quotients_average_to_one_over_regions_by_their_size(
            amounts in proptest::collection::vec(proptest::array::uniform3(0.1..1e4_f64), 1..12),
        ) {
            let quotients = location_quotients(&amounts).unwrap();
            let total: f64 = amounts.iter().flatten().sum();
            for j in 0..3 {
                let mean: f64 = amounts
                    .iter()
                    .zip(&quotients)
                    .map(|(row, q)| row.iter().sum::<f64>() / total * q[j].unwrap())
                    .sum();
                prop_assert!((mean - 1.0).abs() < 1e-12);
            }
            for k in krugman_specialisation(&amounts, ComparedWith::All).unwrap() {
                prop_assert!((0.0..2.0).contains(&k.unwrap()));
            }
            for l in localisation_coefficients(&amounts).unwrap() {
                prop_assert!((-1e-15..1.0).contains(&l.unwrap()));
            }
        }
    }

    #[test]
    fn what_is_not_there_is_absent() {
        let amounts = [[0.0, 0.0], [0.0, 3.0]];
        assert_eq!(location_quotients(&amounts).unwrap(), [[None, None], [None, Some(1.0)]]);
        assert_eq!(krugman_specialisation(&amounts, ComparedWith::Others).unwrap(), [None, None]);
        assert_eq!(localisation_coefficients(&amounts).unwrap(), [None, Some(0.0)]);
        assert!(location_quotients::<Vec<f64>>(&[]).unwrap().is_empty());
    }

    #[test]
    fn a_bad_amount_is_named_by_its_region() {
        let error = location_quotients(&[[1.0, 2.0], [1.0, -2.0]]).unwrap_err().to_string();
        assert!(error.starts_with("feature 2: a value is negative or not finite: `-2`"), "{error}");
    }
}
