//! Values of units, each counting once or by its people: what most indices are computed from.

use super::sums;
use crate::disparity::inputs;
use crate::error::Result;
use std::ops::Range;

/// The values of some units, each counting by its people, or once.
#[derive(Clone, Copy)]
pub(super) struct Distribution<'a> {
    pub(super) values: &'a [f64],
    pub(super) population: Option<&'a [f64]>,
}

impl<'a> Distribution<'a> {
    /// Units that count once each; refuses what the measures cannot take.
    pub(super) fn plain(values: &'a [f64]) -> Result<Self> {
        inputs::non_negative(values)?;
        Ok(Self { values, population: None })
    }

    /// Units that count by their people; refuses what the measures cannot take.
    pub(super) fn weighted(values: &'a [f64], population: &'a [f64]) -> Result<Self> {
        inputs::weighted(values, population)?;
        Ok(Self { values, population: Some(population) })
    }

    /// The units in `range`.
    pub(super) fn part(self, range: Range<usize>) -> Self {
        let population = self.population.map(|people| &people[range.clone()]);
        Self { values: &self.values[range], population }
    }

    /// How many count: people, or units.
    pub(super) fn people(self) -> f64 {
        self.population.map_or(self.values.len() as f64, sums::sum)
    }

    /// What all have together.
    pub(super) fn total(self) -> f64 {
        self.sum(|value| value)
    }

    /// The mean, where it is above zero.
    pub(super) fn positive_mean(self) -> Option<f64> {
        let mean = self.total() / self.people();
        (mean > 0.0).then_some(mean)
    }

    /// `Σ_i p_i term(y_i)`
    pub(super) fn sum(self, term: impl Fn(f64) -> f64) -> f64 {
        match self.population {
            None => sums::sum_of(self.values, term),
            Some(population) => sums::sum_of_both(self.values, population, |y, p| p * term(y)),
        }
    }

    /// Whether nobody has more than another.
    pub(super) fn is_equal(self) -> bool {
        inputs::all_equal(self.values)
    }

    /// The least value.
    pub(super) fn least(self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, f64::min)
    }
}
