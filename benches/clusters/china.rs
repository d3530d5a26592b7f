//! All rules of `jingwei cluster` on the cities of `geodata/china`, each in twenty steps of a number.
#![allow(clippy::unwrap_used, reason = "the study is without faults")]

use crate::lines::Meter;
use jingwei::run::clusters::{ClusterRule, Ruled};
use jingwei::study::{Study, Watch, read::read_config};
use std::path::Path;

/// A rule up to the number that is swept, the first value, the step, and its decimals.
const SWEEPS: [(&str, f64, f64, usize); 13] = [
    ("time:fringe=240,member=", 30.0, 5.0, 0),
    ("huff:exponent=", 1.0, 0.1, 1),
    ("dominant-flow:exponent=", 1.0, 0.1, 1),
    ("fua:share=", 0.05, 0.01, 2),
    ("leiden:resolution=", 0.5, 0.1, 1),
    ("louvain:resolution=", 0.5, 0.1, 1),
    ("dbscan:reach=", 30.0, 3.0, 0),
    ("hdbscan:size=", 2.0, 1.0, 0),
    ("skater:k=", 10.0, 1.0, 0),
    ("redcap:k=", 10.0, 1.0, 0),
    ("ward:k=", 10.0, 1.0, 0),
    ("azp:k=", 10.0, 1.0, 0),
    // Each of 10 to 19 twice: a floor of more is refused, for Hainan's 19 units border no other.
    ("max-p:floor=", 9.6, 0.5, 0),
];

/// Steps of a sweep.
const STEPS: usize = 20;

pub(crate) fn sweeps(meter: &Meter) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/china/study.toml");
    let config = read_config(&file, &[]).unwrap();
    let study = Study::assemble(config, file.parent().unwrap(), Watch::none()).unwrap();
    meter.measure(|| SWEEPS.map(|sweep| swept(&study, sweep)), |clusters| clusters.iter().sum());
}

/// How many clusters there are over all steps, a number that the answers make.
fn swept(study: &Study, (rule, first, step, decimals): (&str, f64, f64, usize)) -> f64 {
    let section = study.config.clusters.as_ref().unwrap();
    let before = std::time::Instant::now();
    let clusters = |number: usize| {
        let at = first + step * number as f64;
        let rule = format!("{rule}{at:.decimals$}");
        let found = Ruled::find(study, section, &ClusterRule::parse(&rule).unwrap()).unwrap();
        found.membership.cores.len() as f64
    };
    let sum = (0..STEPS).map(clusters).sum();
    if std::env::var_os("CLUSTERS_VERBOSE").is_some() {
        eprintln!("{rule}: {:.3} s for {STEPS} steps", before.elapsed().as_secs_f64());
    }
    sum
}
