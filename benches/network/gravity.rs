//! Five decays of three lists of opportunities for every node, in one pass.

use super::{Meter, whole};
use jingwei::access::Decay;
use jingwei::network::{Direction, Measure, Router};
use jingwei::units::Minutes;

/// The workloads.
pub(super) const NAMES: [&str; 4] =
    ["sum_5min_all", "gravity_5x3_5min_all", "sum_30min_32nd", "gravity_5x3_30min_32nd"];

/// Measures sums weighed by decays within 5 and 30 minutes, and a plain sum beside each.
pub(super) fn gravity(router: &Router, meter: &Meter) {
    let nodes: Vec<usize> = (0..router.graph().nodes()).collect();
    let counts = |c: usize| (0..nodes.len()).map(|i| ((i * (7 + c) % 23) + 1) as f64).collect();
    let lists: [Vec<f64>; 3] = [0, 1, 2].map(counts);
    let decays = ["exponential:half_life=7", "gaussian:bandwidth=10", "power:exponent=1.5"];
    let more = ["logistic:inflection=12,deviation=3", "linear:cutoff=20"];
    let parsed = decays.iter().chain(&more).map(|text| text.parse::<Decay>().expect("it is one"));
    let weigh: Vec<_> = parsed.map(|decay| move |time: Minutes| decay.at(time)).collect();
    let [sum, weighed, sum_of_some, weighed_of_some] = NAMES;
    let some = &nodes[..nodes.len().div_ceil(32)];
    for (minutes, some, names) in
        [(5.0, &nodes[..], [sum, weighed]), (30.0, some, [sum_of_some, weighed_of_some])]
    {
        let limit = Minutes::new(minutes);
        let sums = [Measure::Within { opportunities: Some(&lists[0]), cutoff: limit }];
        let gravity = |(decay, list)| Measure::Gravity { opportunities: list, decay, limit: Some(limit) };
        let gravities: Vec<Measure<'_>> = weigh
            .iter()
            .flat_map(|decay| lists.iter().map(move |list| gravity((decay as _, list))))
            .collect();
        for (name, measures) in names.into_iter().zip([&sums[..], &gravities]) {
            if meter.wants(name) {
                meter.measure(name, || {
                    let columns = router.reach(some, Direction::From, measures).columns;
                    let sum = columns.iter().flatten().flatten().map(|&sum| whole((sum * 1e3).round())).sum();
                    (columns, sum)
                });
            }
        }
    }
}
