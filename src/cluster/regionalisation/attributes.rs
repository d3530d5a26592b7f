//! What units are alike in, on one scale.

#![allow(clippy::float_cmp, reason = "equal values are compared as such")]

use crate::error::{Code, Error, Finding, Result};

/// How attributes of different units of measurement are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standardisation {
    /// As they are: an attribute counts by its spread.
    None,
    /// `(x − mean) / sd` with the population standard deviation, as scikit-learn's `StandardScaler` and spopt's
    /// examples do. The default.
    #[default]
    ZScore,
    /// `(x − least) / (greatest − least)`: 0 to 1.
    Range,
}

/// How far two units are apart, by the differences of their standardised attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dissimilarity {
    /// `√Σ (a − b)²`, as the paper of SKATER and `GeoDa` have it. The default.
    #[default]
    Euclidean,
    /// `Σ |a − b|`, the default of spopt.
    Manhattan,
}

/// Attributes on one scale, a row a unit, each with mean 0.
#[derive(Debug, Clone)]
pub(super) struct Attributes {
    width: usize,
    values: Vec<f64>,
}

impl Attributes {
    /// Standardises `columns`, one value a unit in each; what is worth a word goes to `findings`.
    pub(super) fn new(
        columns: &[Vec<f64>],
        units: usize,
        how: Standardisation,
        findings: &mut Vec<Finding>,
    ) -> Result<Self> {
        if columns.is_empty() {
            let what = "regions need at least one attribute in which units are alike";
            return Err(Error::usage(Finding::new(Code::BadArgument, what)));
        }
        check(columns, units)?;
        let width = columns.len();
        let mut values = vec![0.0; units * width];
        let mut constant = 0;
        for (at, column) in columns.iter().enumerate() {
            // Equal values are compared as such: a spread of rounding errors would be blown up to 1.
            if column.iter().all(|&value| value == column[0]) {
                constant += 1;
                let what = "an attribute is the same in all units and does not tell them apart";
                findings.push(Finding::new(Code::NoRange, what).field(name(at)).value(column[0]));
                continue;
            }
            let (shift, scale) = scale(column, how);
            for (i, &value) in column.iter().enumerate() {
                values[i * width + at] = (value - shift) / scale;
            }
        }
        if constant == width && units > 1 {
            let what = "every attribute is the same in all units, so that nothing tells regions apart";
            return Err(Finding::new(Code::NothingToCompare, what).into());
        }
        if values.iter().any(|value| !value.is_finite()) {
            let what = "the spread of an attribute is too wide for floating point";
            return Err(Finding::new(Code::BadValue, what)
                .hint("give the attribute in a larger unit")
                .into());
        }
        Ok(Self { width, values })
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn row(&self, i: usize) -> &[f64] {
        &self.values[i * self.width..(i + 1) * self.width]
    }

    /// All rows, one after another.
    pub(super) fn rows(&self) -> &[f64] {
        &self.values
    }

    /// The squared distance between two units.
    pub(super) fn apart(&self, i: usize, j: usize) -> f64 {
        squared(self.row(i), self.row(j))
    }

    /// The Manhattan distance between two units.
    pub(super) fn apart_by_blocks(&self, i: usize, j: usize) -> f64 {
        self.row(i).iter().zip(self.row(j)).map(|(a, b)| (a - b).abs()).sum()
    }
}

/// The squared distance between two rows.
pub(super) fn squared(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The squared distance between the means of two groups of which the sums are given.
pub(super) fn means_apart(a: &[f64], a_count: f64, b: &[f64], b_count: f64) -> f64 {
    let (a_part, b_part) = (1.0 / a_count, 1.0 / b_count);
    a.iter().zip(b).map(|(a, b)| (a * a_part - b * b_part) * (a * a_part - b * b_part)).sum()
}

fn name(at: usize) -> String {
    format!("attribute {}", at + 1)
}

fn check(columns: &[Vec<f64>], units: usize) -> Result<()> {
    let mut findings = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        assert_eq!(column.len(), units, "one value of each attribute a unit");
        for (i, &value) in column.iter().enumerate().filter(|(_, value)| !value.is_finite()) {
            let what = "an attribute of regions is a finite number in every unit";
            findings.push(Finding::new(Code::BadValue, what).feature(i + 1).field(name(at)).value(value));
        }
    }
    Error::if_any(&findings)
}

/// What to take off, and by what to divide.
fn scale(column: &[f64], how: Standardisation) -> (f64, f64) {
    let n = column.len() as f64;
    let mean = column.iter().map(|value| value / n).sum::<f64>();
    let scale = match how {
        Standardisation::None => 1.0,
        Standardisation::ZScore => {
            (column.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n).sqrt()
        }
        Standardisation::Range => {
            let least = column.iter().copied().fold(f64::INFINITY, f64::min);
            column.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least
        }
    };
    (mean, scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(columns: &[Vec<f64>], how: Standardisation) -> Attributes {
        Attributes::new(columns, columns[0].len(), how, &mut Vec::new()).unwrap()
    }

    #[test]
    fn each_rule_has_its_spread() {
        let column = [vec![1.0, 3.0, 5.0, 7.0]];
        assert_eq!(made(&column, Standardisation::None).apart(0, 3), 36.0);
        // The population variance is 5.
        assert!((made(&column, Standardisation::ZScore).apart(0, 1) - 4.0 / 5.0).abs() < 1e-15);
        assert!((made(&column, Standardisation::Range).apart(0, 3) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn attributes_that_say_nothing_are_said() {
        let mut findings = Vec::new();
        let columns = [vec![0.1; 3], vec![1.0, 2.0, 4.0]];
        let attributes = Attributes::new(&columns, 3, Standardisation::ZScore, &mut findings).unwrap();
        assert_eq!(attributes.row(2)[0], 0.0);
        assert_eq!(findings[0].code, Code::NoRange);
        let error = Attributes::new(&columns[..1], 3, Standardisation::ZScore, &mut findings).unwrap_err();
        assert!(error.to_string().contains("nothing tells regions apart"), "{error}");
        let broken = [vec![f64::NAN, f64::INFINITY, 1.0]];
        let error =
            Attributes::new(&broken, 3, Standardisation::None, &mut findings).unwrap_err().to_string();
        assert!(error.contains("feature 1: field `attribute 1`") && error.contains("feature 2"), "{error}");
    }
}
