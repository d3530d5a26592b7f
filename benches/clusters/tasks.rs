//! What is measured: a line a task.
#![allow(clippy::unwrap_used, reason = "what is made is without faults")]

use crate::china::sweeps;
use crate::lines::Meter;
use crate::made::{links, points, units};
use jingwei::cluster::{
    AzpOptions, DbscanOptions, Floor, HdbscanOptions, InteractionGraph, LeidenOptions, MaxPOptions,
    PlanarPoints, RegionOptions, Regions, SkaterOptions, azp, dbscan_on_plane, hdbscan, leiden, max_p,
    optics, skater, ward,
};
use jingwei::rings::core_periphery::{self, SearchOptions, borgatti_everett};
use jingwei::weights::Weights;

/// The name of a task, and what makes its data and measures it.
pub(crate) type Task = (&'static str, fn(&Meter));

#[rustfmt::skip]
pub(crate) const TASKS: [Task; 15] = [
    ("skater_2500", |meter| { let u = units(50, 50); meter.measure(|| skater(&u.weights, &u.attributes, 20, &SkaterOptions::default()).unwrap(), sum) }),
    ("skater_50k", |meter| { let u = units(250, 200); meter.measure(|| skater(&u.weights, &u.attributes, 20, &SkaterOptions::default()).unwrap(), sum) }),
    ("skater_recut_2500", |meter| { let u = units(50, 50); meter.measure(|| skater(&u.weights, &u.attributes, 20, &recut()).unwrap(), sum) }),
    ("skater_recut_50k", |meter| { let u = units(250, 200); meter.measure(|| skater(&u.weights, &u.attributes, 20, &recut()).unwrap(), sum) }),
    ("azp_2500", |meter| { let u = units(50, 50); meter.measure(|| azp(&u.weights, &u.attributes, 20, &AzpOptions::default()).unwrap(), sum) }),
    ("max_p_2500", |meter| { let u = units(50, 50); let options = MaxPOptions { regions: RegionOptions { floor: Floor::Sum { values: u.people.clone(), at_least: 250.0 }, ..plain() }, ..MaxPOptions::default() }; meter.measure(|| max_p(&u.weights, &u.attributes, &options).unwrap(), |found| found.len() as f64) }),
    ("ward_50k", |meter| { let u = units(250, 200); meter.measure(|| ward(&u.weights, &u.attributes, 20, &plain()).unwrap(), sum) }),
    ("borgatti_everett_1000", |meter| { let graph = cores(1000); meter.measure(|| borgatti_everett(&graph, &SearchOptions::default()).unwrap(), |found| found.correlation) }),
    ("leiden_1e5", |meter| { let graph = InteractionGraph::from_links(100_000, &links(100_000)).unwrap(); meter.measure(|| leiden(&graph, &LeidenOptions::default()).unwrap(), |found| found.quality.unwrap()) }),
    ("leiden_1e5_2_passes", |meter| { let graph = InteractionGraph::from_links(100_000, &links(100_000)).unwrap(); let options = LeidenOptions { iterations: 2, ..LeidenOptions::default() }; meter.measure(|| leiden(&graph, &options).unwrap(), |found| found.quality.unwrap()) }),
    ("dbscan_1e6", |meter| { let at = points(1_000_000); meter.measure(|| dbscan_on_plane(&at, &DbscanOptions::new(0.5, 10)).unwrap(), |found| found.clusters as f64) }),
    ("optics_50k", |meter| { let at = points(50_000); meter.measure(|| optics(&PlanarPoints::new(&at).unwrap(), 5.0, 10).unwrap(), |found| found.reachability.iter().flatten().sum()) }),
    ("hdbscan_50k", |meter| { let at = points(50_000); meter.measure(|| hdbscan(&PlanarPoints::new(&at).unwrap(), &HdbscanOptions::new(10)).unwrap(), |found| found.tree_length) }),
    ("hdbscan_1e6", |meter| { let at = points(1_000_000); meter.measure(|| hdbscan(&PlanarPoints::new(&at).unwrap(), &HdbscanOptions::new(10)).unwrap(), |found| found.tree_length) }),
    ("china_sweeps", sweeps),
];

fn plain() -> RegionOptions {
    RegionOptions::default()
}

fn recut() -> SkaterOptions {
    SkaterOptions { recut: true, ..SkaterOptions::default() }
}

fn sum(regions: &Regions) -> f64 {
    regions.within_sum_of_squares
}

fn cores(n: usize) -> core_periphery::InteractionGraph {
    let mut rows = vec![Vec::new(); n];
    for (i, j, weight) in links(n) {
        rows[i].push((j, weight));
        rows[j].push((i, weight));
    }
    core_periphery::InteractionGraph::new(&Weights::from_rows(rows)).unwrap()
}
