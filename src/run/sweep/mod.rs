//! How much a parameter matters: the same study with other values of it.

mod part;
mod rank;

pub use rank::Agreement;

use super::measures::{self, Better, Measured};
use crate::error::Result;
use crate::study::{Config, Study, Watch};
use rank::{agreement, ranks};
use std::path::Path;

/// A parameter and the values that are tried.
#[derive(Debug, Clone)]
pub struct SweepOptions {
    /// The key, dotted as in `access.potential_exponent`.
    pub key: String,
    /// Each value as it was written, and the study's configuration with it.
    pub values: Vec<(String, Config)>,
}

/// Every measure of a study under each value of a parameter.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The key.
    pub key: String,
    /// The values as they were written; the first run is the study as it is.
    pub values: Vec<String>,
    /// By measure: its values in every run, the study as it is before those of `values`.
    pub measures: Vec<Swept>,
}

/// One measure under each value.
#[derive(Debug, Clone)]
pub struct Swept {
    /// As the study has it.
    pub base: Measured,
    /// Its values, run after run, the study as it is first.
    pub runs: Vec<Vec<Option<f64>>>,
}

/// A city whose rank depends on the parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mover {
    /// The city.
    pub city: usize,
    /// Its best rank in any run, and the number of that run.
    pub best: (f64, usize),
    /// Its worst.
    pub worst: (f64, usize),
}

impl Sweep {
    /// Takes every measure of `study` under each value of `options`.
    ///
    /// # Conventions
    /// What the parameter does not touch is not done again: files are read anew only where the parameter names other
    /// ones, the network is built anew only where its rules change.
    ///
    /// # Errors
    /// Whatever is wrong with the study under one of the values; interrupted.
    pub fn measure(study: &Study, folder: &Path, options: &SweepOptions, watch: Watch<'_>) -> Result<Self> {
        let base = measures::all(study)?;
        let mut runs = vec![base.clone()];
        for (value, config) in &options.values {
            watch.step(&format!("{} = {value}", options.key))?;
            runs.push(measures::all(&under(study, config.clone(), folder, watch)?)?);
        }
        let swept = base
            .into_iter()
            .enumerate()
            .map(|(which, base)| Swept { base, runs: runs.iter().map(|run| run[which].values()).collect() });
        let values = options.values.iter().map(|(value, _)| value.clone()).collect();
        Ok(Self { key: options.key.clone(), values, measures: swept.collect() })
    }

    /// What a run is called: the value, or the study as it is.
    #[must_use]
    pub fn called(&self, run: usize) -> &str {
        run.checked_sub(1).map_or("", |value| &self.values[value])
    }
}

impl Swept {
    /// How far the rankings of two runs agree.
    #[must_use]
    pub fn agreement(&self, a: usize, b: usize) -> Agreement {
        agreement(&self.runs[a], &self.runs[b])
    }

    /// Cities by how far their rank moves between runs, most first; those without a value in some run are left out.
    #[must_use]
    pub fn movers(&self) -> Vec<Mover> {
        let less = self.base.better == Better::Less;
        let ranked: Vec<Vec<Option<f64>>> = self.runs.iter().map(|run| ranks(run, less)).collect();
        let cities = self.runs.first().map_or(0, Vec::len);
        let mover = |city: usize| {
            let of_runs: Vec<f64> = ranked.iter().map(|ranks| ranks[city]).collect::<Option<_>>()?;
            let runs = || of_runs.iter().copied().zip(0..);
            let best = runs().min_by(|a, b| a.0.total_cmp(&b.0))?;
            // The first of several that are equally bad.
            let worst = runs().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
            Some(Mover { city, best, worst })
        };
        let mut movers: Vec<Mover> = (0..cities).filter_map(mover).collect();
        let moved = |mover: &Mover| mover.worst.0 - mover.best.0;
        movers.sort_by(|a, b| moved(b).total_cmp(&moved(a)).then(a.city.cmp(&b.city)));
        movers
    }
}

/// `study` under another configuration.
fn under(study: &Study, config: Config, folder: &Path, watch: Watch<'_>) -> Result<Study> {
    let was = &study.config;
    let same_files = config.regions == was.regions
        && config.cities == was.cities
        && config.corridors == was.corridors
        && config.study.crs == was.study.crs;
    if !same_files {
        return Study::assemble(config, folder, watch);
    }
    let same_network = config.network == was.network;
    let other = Study { config, ..study.clone() };
    if same_network {
        return Ok(other);
    }
    let (corridors, in_service) = (other.corridors.clone(), other.in_service.clone());
    other.on_corridors(corridors, in_service)
}

#[cfg(test)]
mod tests;
