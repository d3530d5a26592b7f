//! Loads of the corridors of China beside the paths that the study prints.

use crate::end_to_end::program::study as study_file;
use jingwei::network::Leg;
use jingwei::study::{Study, Watch, read::read_config};
use std::collections::BTreeSet;

/// Of this many origins one is compared path by path.
const EVERY: usize = 75;

#[test]
fn loads_of_china_are_the_sums_of_its_paths() {
    let file = study_file("china");
    let study =
        Study::assemble(read_config(&file, &[]).unwrap(), file.parent().unwrap(), Watch::none()).unwrap();
    let network = &study.network;
    let cities = study.cities.len();
    // Whole, so that sums are exact, and scattered, so that no two sets of pairs have the same sum.
    let flow = |i: usize, j: usize| {
        let mixed = (i as u64 * 1_000 + j as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 28;
        if i.is_multiple_of(EVERY) { mixed as f64 } else { 0.0 }
    };
    let loads = network.loads(flow);
    let mut corridors = vec![0.0; loads.corridors.len()];
    let mut seen = vec![0.0; cities];
    let (mut total, mut unreached, mut pairs) = (0.0, 0.0, 0);
    for i in (0..cities).step_by(EVERY) {
        for j in (0..cities).filter(|&j| j != i) {
            let Some(path) = network.path(i, j) else {
                unreached += flow(i, j);
                continue;
            };
            pairs += 1;
            total += flow(i, j);
            let ridden = path.steps.iter().filter_map(|step| match step.leg {
                Leg::Ride { corridor, .. } => Some(corridor),
                _ => None,
            });
            for corridor in ridden.collect::<BTreeSet<_>>() {
                corridors[corridor] += flow(i, j);
            }
            let met =
                path.steps.iter().filter_map(|step| step.to.city).filter(|&city| city != i && city != j);
            for city in met.collect::<BTreeSet<_>>() {
                seen[city] += flow(i, j);
            }
        }
    }
    assert!(pairs > 1_000, "{pairs} paths were compared");
    assert_eq!(loads.corridors, corridors);
    assert_eq!((loads.total, loads.unreached), (total, unreached));
    // Steps do not name the seats that a ride goes through.
    assert!(loads.cities.iter().zip(&seen).all(|(load, seen)| load >= seen));
    assert!(seen.iter().any(|&flow| flow > 0.0));
}
