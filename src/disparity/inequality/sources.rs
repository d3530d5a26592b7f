//! Inequality by where the values come from: sectors of the economy, kinds of income.

mod natural;
mod shapley;

pub use natural::{
    GiniSource, GiniSources, VariationSources, gini_sources, gini_sources_weighted, variation_sources,
    variation_sources_weighted,
};
pub use shapley::{Shapley, shapley_sources, shapley_sources_weighted};

use super::sums;
use crate::disparity::inputs;
use crate::error::{Error, Finding, Result};

/// What each unit has from each source, checked, and what it has in all.
struct Sources<'a> {
    of: Vec<&'a [f64]>,
    /// Of each unit, over all sources.
    totals: Vec<f64>,
}

impl<'a> Sources<'a> {
    fn new<S: AsRef<[f64]>>(sources: &'a [S], population: &[f64]) -> Result<Self> {
        let of: Vec<&[f64]> = sources.iter().map(AsRef::as_ref).collect();
        let fits = |source: &&[f64]| source.len() == population.len();
        assert!(of.iter().all(fits), "one value of every source and one population a unit");
        inputs::population(population)?;
        for source in &of {
            inputs::finite(source)?;
        }
        let totals: Vec<f64> =
            (0..population.len()).map(|i| sums::total(of.iter().map(|source| source[i]))).collect();
        let negative: Vec<Finding> = (1..)
            .zip(&totals)
            .filter(|&(_, &total)| total < 0.0)
            .map(|(number, &total)| {
                inputs::finding("the sources of a unit sum to less than 0", total).feature(number)
            })
            .collect();
        if negative.is_empty() { Ok(Self { of, totals }) } else { Err(Error::Input(negative)) }
    }
}

/// The number of units that the sources speak of.
fn units<S: AsRef<[f64]>>(sources: &[S]) -> usize {
    sources.first().map_or(0, |source| source.as_ref().len())
}
