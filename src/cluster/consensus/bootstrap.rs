//! Divisions of cities that are drawn anew.

use super::DivisionRun;
use crate::error::{Code, Finding, Result};
use crate::inference::random::{below, generator};

/// The stream of the samples.
const SAMPLES: u64 = 0x6a77_2d63_6f6e_7373;

/// Divisions by `rule` of samples of the cities: as many drawn as there are, with replacement, each of those drawn
/// counted once.
///
/// # Conventions
/// About 63 of 100 cities are in a sample. `rule` is given the sample in study order and gives one cluster for each of its
/// cities. Every sample hangs on `seed` and its number alone.
///
/// # Errors
/// No `samples`; the first error of `rule`.
///
/// # Panics
/// If `rule` does not give one cluster for each city.
///
/// # References
/// Efron, B. (1979). Bootstrap methods: another look at the jackknife. *Annals of Statistics* 7(1).
/// <https://doi.org/10.1214/aos/1176344552>
pub fn bootstrap(
    cities: usize,
    samples: usize,
    seed: u64,
    mut rule: impl FnMut(&[usize]) -> Result<Vec<Option<usize>>>,
) -> Result<Vec<DivisionRun>> {
    if samples == 0 {
        let what = "a bootstrap has at least one sample";
        return Err(Finding::new(Code::BadSetting, what).field("samples").value(0).into());
    }
    let run = |number: u64| -> Result<DivisionRun> {
        let mut random = generator(SAMPLES, seed, number);
        let mut drawn = vec![false; cities];
        for _ in 0..cities {
            drawn[below(cities, &mut random)] = true;
        }
        let sample: Vec<usize> = (0..cities).filter(|&city| drawn[city]).collect();
        let cluster = rule(&sample)?;
        assert_eq!(cluster.len(), sample.len(), "one cluster for each city of the sample");
        Ok(DivisionRun { cities: sample, cluster })
    };
    (0..samples as u64).map(run).collect()
}
