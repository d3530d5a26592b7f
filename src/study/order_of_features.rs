//! A network does not hang on the order of the features in its file.

use super::read::read_config;
use super::{Study, Watch};
use crate::layer::Corridors;
use crate::network::{Leg, Network};
use std::path::Path;

/// The same corridors in another order: every seventh, one after the other, and of these the last first.
fn shuffled(corridors: &Corridors) -> (Corridors, Vec<usize>) {
    fn of<T: Clone>(order: &[usize], all: &[T]) -> Vec<T> {
        order.iter().map(|&i| all[i].clone()).collect()
    }
    let n = corridors.len();
    let mut order: Vec<usize> = (0..7).flat_map(|first| (first..n).step_by(7)).collect();
    order.reverse();
    let mut other = corridors.clone();
    other.ids = of(&order, &corridors.ids);
    other.lines = of(&order, &corridors.lines);
    other.modes = of(&order, &corridors.modes);
    other.paths = of(&order, &corridors.paths);
    other.minutes = of(&order, &corridors.minutes);
    other.speeds = of(&order, &corridors.speeds);
    other.design_speeds = of(&order, &corridors.design_speeds);
    other.lengths = of(&order, &corridors.lengths);
    other.statuses = of(&order, &corridors.statuses);
    other.opened = of(&order, &corridors.opened);
    other.oneway = of(&order, &corridors.oneway);
    other.routed = of(&order, &corridors.routed);
    (other, order)
}

/// The steps of a trip, its corridors by their index before the shuffling.
fn steps(network: &Network, pair: (usize, usize), order: Option<&[usize]>) -> Option<Vec<String>> {
    let path = network.path(pair.0, pair.1)?;
    let told = path.steps.into_iter().map(|mut step| {
        if let (Leg::Ride { corridor, .. }, Some(order)) = (&mut step.leg, order) {
            *corridor = order[*corridor];
        }
        format!("{step:?}")
    });
    Some(told.collect())
}

#[test]
fn trips_are_the_same_for_any_order_of_the_features() {
    let folder = Path::new("geodata/china");
    let study = Study::assemble(read_config(&folder.join("study.toml"), &[]).unwrap(), folder, Watch::none())
        .unwrap();
    let (corridors, order) = shuffled(&study.corridors);
    let in_service = order.iter().map(|&i| study.in_service[i]).collect();
    let other = study.on_corridors(corridors, in_service).unwrap();
    assert_eq!(study.times, other.times);
    let n = study.cities.len();
    for pair in (0..n * n).step_by(20).map(|pair| (pair / n, pair % n)) {
        let (one, two) = (steps(&study.network, pair, None), steps(&other.network, pair, Some(&order)));
        assert_eq!(one, two, "{pair:?}");
    }
}
