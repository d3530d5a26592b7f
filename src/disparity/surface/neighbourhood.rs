//! Who counts around a unit, and by how much.

use crate::disparity::Deviation;
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use crate::weights::Weights;
use rayon::prelude::*;

/// How much a unit counts in the statistics around itself, before its population.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum SelfWeight {
    /// As its row of the weights says: the weight at distance zero of a kernel, nothing in a contiguity. The
    /// default: weights are taken as they are.
    #[default]
    AsGiven,
    /// Not at all, whatever its row says: the surroundings without the unit.
    Excluded,
    /// As much as the heaviest of its neighbours, whatever its row says: a contiguity with the unit in its
    /// midst. An island counts alone.
    AsHeaviest,
    /// This much, whatever its row says. An island counts alone, unless this is 0.
    Fixed(f64),
}

/// Who counts in the statistics around a unit.
#[derive(Debug, Clone)]
pub struct SurfaceOptions<'a> {
    /// The people by whom units count as well as by their weight; `None` by default: by weight alone.
    pub population: Option<&'a [f64]>,
    /// How much the unit itself counts; as its row says by default.
    pub self_weight: SelfWeight,
    /// What variance and covariance are divided by; [`Deviation::Population`] by default, as in the literature of
    /// geographically weighted statistics, so not what [`super::super::coefficient_of_variation`] takes.
    /// [`Deviation::Sample`] divides by `1 − Σ q²`, which is `(n − 1) / n` where `n` units count equally.
    pub deviation: Deviation,
}

impl Default for SurfaceOptions<'_> {
    fn default() -> Self {
        Self { population: None, self_weight: SelfWeight::AsGiven, deviation: Deviation::Population }
    }
}

/// A unit that counts around another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) unit: usize,
    /// Its share of all that counts there, above zero.
    pub(super) share: f64,
}

/// The units around every unit, checked.
pub(super) struct Neighbourhoods<'a> {
    weights: &'a Weights,
    population: Option<&'a [f64]>,
    self_weight: SelfWeight,
}

impl<'a> Neighbourhoods<'a> {
    /// Refuses negative weights and bad populations.
    pub(super) fn new(weights: &'a Weights, options: &SurfaceOptions<'a>) -> Result<Self> {
        if let Some(population) = options.population {
            assert_eq!(population.len(), weights.len(), "one population a unit");
            inputs::population(population)?;
        }
        if let SelfWeight::Fixed(weight) = options.self_weight
            && !(weight.is_finite() && weight >= 0.0)
        {
            let what = "a unit counts at itself by a weight that is not below zero";
            let finding = Finding::new(Code::BadSetting, what).field("self_weight").value(weight);
            return Err(Error::usage(finding.hint("give 0 to leave the unit out, 1 for a binary weight")));
        }
        let negative = |i: usize| weights.row(i).find(|&(_, weight)| weight < 0.0).map(|link| (i, link));
        let findings: Vec<_> = (0..weights.len())
            .filter_map(negative)
            .map(|(i, (j, weight))| {
                let what = format!("the weight of unit {} is negative", j + 1);
                Finding::new(Code::BadValue, what).feature(i + 1).value(weight)
            })
            .collect();
        if !findings.is_empty() {
            return Err(Error::Input(findings));
        }
        Ok(Self { weights, population: options.population, self_weight: options.self_weight })
    }

    /// What `measure` says of the units around each unit, which come in the order of their indices; it may
    /// reorder and change them.
    pub(super) fn each<T: Send>(&self, measure: impl Fn(&mut Vec<Part>) -> T + Sync) -> Vec<T> {
        (0..self.weights.len())
            .into_par_iter()
            .map_init(Vec::new, |parts, i| {
                self.around(i, parts);
                measure(parts)
            })
            .collect()
    }

    /// Puts the units around `i` into `parts`.
    fn around(&self, i: usize, parts: &mut Vec<Part>) {
        parts.clear();
        let others = self.weights.row(i).filter(|&(j, weight)| j != i && weight > 0.0);
        parts.extend(others.map(|(unit, share)| Part { unit, share }));
        let heaviest = parts.iter().map(|part| part.share).fold(0.0, f64::max);
        let own = match self.self_weight {
            SelfWeight::AsGiven => self.weights.weight(i, i),
            SelfWeight::Excluded => 0.0,
            SelfWeight::AsHeaviest if parts.is_empty() => 1.0,
            SelfWeight::AsHeaviest => heaviest,
            SelfWeight::Fixed(weight) => weight,
        };
        if own > 0.0 {
            let place = parts.partition_point(|part| part.unit < i);
            parts.insert(place, Part { unit: i, share: own });
        }
        // Weights of any size: the heaviest is 1 before people are counted, so that no product overflows.
        let heaviest = heaviest.max(own);
        for part in &mut *parts {
            part.share =
                part.share / heaviest * self.population.map_or(1.0, |population| population[part.unit]);
        }
        let total: f64 = parts.iter().map(|part| part.share).sum();
        for part in &mut *parts {
            part.share /= total;
        }
        // A share too small for a double is none.
        parts.retain(|part| part.share > 0.0);
    }
}

/// The mean of `y` over `parts`, between its smallest and its largest value whatever the rounding; `None` where
/// nobody counts.
pub(super) fn mean(parts: &[Part], y: &[f64]) -> Option<f64> {
    let (low, high) = range(parts, y)?;
    Some(parts.iter().map(|part| part.share * y[part.unit]).sum::<f64>().clamp(low, high))
}

/// The smallest and the largest of `y` over `parts`.
pub(super) fn range(parts: &[Part], y: &[f64]) -> Option<(f64, f64)> {
    let first = y[parts.first()?.unit];
    Some(parts.iter().fold((first, first), |(low, high), part| {
        let value = y[part.unit];
        (low.min(value), high.max(value))
    }))
}

/// What a sum of squares by shares is divided by; `None` where it is nothing.
pub(super) fn divisor(parts: &[Part], deviation: Deviation) -> Option<f64> {
    let divisor = match deviation {
        Deviation::Population => 1.0,
        Deviation::Sample => parts.iter().map(|part| part.share * (1.0 - part.share)).sum(),
    };
    (parts.len() > 1 && divisor > 0.0).then_some(divisor)
}

/// The place of each unit in the order of `values`, ties to the lower index.
pub(super) fn ranks(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0; values.len()];
    order.into_iter().enumerate().for_each(|(rank, unit)| ranks[unit] = rank);
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(weights: &Weights, options: &SurfaceOptions<'_>) -> Vec<Vec<(usize, f64)>> {
        let around = Neighbourhoods::new(weights, options).unwrap();
        around.each(|parts| parts.iter().map(|part| (part.unit, part.share)).collect())
    }

    #[test]
    fn the_unit_counts_by_the_rule() {
        let weights = Weights::from_rows(vec![vec![(0, 2.0), (1, 6.0)], vec![(0, 3.0), (2, 3.0)], vec![]]);
        let with =
            |self_weight| shares(&weights, &SurfaceOptions { self_weight, ..SurfaceOptions::default() });
        assert_eq!(with(SelfWeight::AsGiven), [vec![(0, 0.25), (1, 0.75)], vec![(0, 0.5), (2, 0.5)], vec![]]);
        assert_eq!(with(SelfWeight::Excluded), [vec![(1, 1.0)], vec![(0, 0.5), (2, 0.5)], vec![]]);
        assert_eq!(with(SelfWeight::AsHeaviest)[0], [(0, 0.5), (1, 0.5)]);
        assert_eq!(with(SelfWeight::AsHeaviest)[2], [(2, 1.0)], "an island counts alone");
        assert_eq!(with(SelfWeight::Fixed(6.0))[1], [(0, 0.25), (1, 0.5), (2, 0.25)]);
        assert_eq!(with(SelfWeight::Fixed(0.0)), with(SelfWeight::Excluded));
    }

    #[test]
    fn people_count_beside_the_weight_however_large_both_are() {
        // Powers of two, so that the shares come out without rounding.
        let (weight, people) = (2_f64.powi(1000), 2_f64.powi(228));
        let weights = Weights::from_rows(vec![vec![(0, weight), (1, weight / 2.0)], vec![(0, 0.0)]]);
        let crowds = [people, 6.0 * people];
        let population = Some(crowds.as_slice());
        let shares = shares(&weights, &SurfaceOptions { population, ..SurfaceOptions::default() });
        assert_eq!(shares, [vec![(0, 0.25), (1, 0.75)], vec![]], "a weight of zero is nobody");
    }

    #[test]
    fn bad_weights_and_people_are_refused() {
        let weights = Weights::from_rows(vec![vec![(1, -1.0)], vec![(0, 1.0)], vec![(0, -2.0), (1, -3.0)]]);
        let Err(error) = Neighbourhoods::new(&weights, &SurfaceOptions::default()) else { panic!("refused") };
        assert_eq!(
            error.to_string(),
            "feature 1: the weight of unit 2 is negative: `-1` [E-FIELD-004]\n  \
             feature 3: the weight of unit 1 is negative: `-2` [E-FIELD-004]"
        );
        let weights = Weights::from_neighbours(vec![vec![1], vec![0]]);
        let people = SurfaceOptions { population: Some(&[1.0, 0.0]), ..SurfaceOptions::default() };
        assert!(Neighbourhoods::new(&weights, &people).is_err());
        for weight in [-1.0, f64::NAN, f64::INFINITY] {
            let fixed =
                SurfaceOptions { self_weight: SelfWeight::Fixed(weight), ..SurfaceOptions::default() };
            assert_eq!(Neighbourhoods::new(&weights, &fixed).err().map(|error| error.exit_code()), Some(2));
        }
    }
}
