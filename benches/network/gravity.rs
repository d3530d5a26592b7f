//! Five decays of three lists of opportunities for every node, in one pass.

use super::{Meter, whole};
use jingwei::access::Decay;
use jingwei::network::{Direction, Measure, Router};
use jingwei::units::Minutes;

/// Measures sums weighed by decays within 5 and 30 minutes, and a plain sum beside each.
pub(super) fn gravity(router: &Router, meter: &Meter) {
    let nodes: Vec<usize> = (0..router.graph().nodes()).collect();
    let counts = |c: usize| (0..nodes.len()).map(|i| ((i * (7 + c) % 23) + 1) as f64).collect();
    let lists: [Vec<f64>; 3] = [0, 1, 2].map(counts);
    let decays = ["exponential:half_life=7", "gaussian:bandwidth=10", "power:exponent=1.5"];
    let more = ["logistic:inflection=12,deviation=3", "linear:cutoff=20"];
    let parsed = decays.iter().chain(&more).map(|text| text.parse::<Decay>().expect("it is one"));
    let weigh: Vec<_> = parsed.map(|decay| move |time: Minutes| decay.at(time)).collect();
    for (minutes, some) in [(5, &nodes[..]), (30, &nodes[..nodes.len() / 32])] {
        let limit = Minutes::new(f64::from(minutes));
        let part = if some.len() < nodes.len() { "32nd" } else { "all" };
        let sums = [Measure::Within { opportunities: Some(&lists[0]), cutoff: limit }];
        let gravity = |(decay, list)| Measure::Gravity { opportunities: list, decay, limit: Some(limit) };
        let gravities: Vec<Measure<'_>> = weigh
            .iter()
            .flat_map(|decay| lists.iter().map(move |list| gravity((decay as _, list))))
            .collect();
        for (what, measures) in [("sum", &sums[..]), ("gravity_5x3", &gravities)] {
            let name = format!("{what}_{minutes}min_{part}");
            if meter.wants(&name) {
                meter.measure(&name, || {
                    let columns = router.reach(some, Direction::From, measures).columns;
                    let sum = columns.iter().flatten().flatten().map(|&sum| whole((sum * 1e3).round())).sum();
                    (columns, sum)
                });
            }
        }
    }
}
