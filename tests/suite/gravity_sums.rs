//! Sums weighed by a decay, several at once, held against the formula.

#![expect(clippy::needless_range_loop, reason = "places are told by number, as in the formula")]

use jingwei::access::Decay;
use jingwei::network::{Direction, Edge, Graph, Measure, Router};
use jingwei::units::Minutes;
use proptest::prelude::*;

const DECAYS: [&str; 10] = [
    "step:cutoff=3.00005",
    "linear:cutoff=20",
    "table:0=1,0.5=0.9,0.501=0.4,7=0.2,30=0",
    "table:3=0.8,10=0.3",
    "power:exponent=1.5",
    "log-normal:median=4,sigma=0.8",
    "exponential:half_life=5",
    "gaussian:bandwidth=2",
    "logistic:inflection=5,deviation=2",
    "step:cutoff=0.001",
];

/// A ring of streets with one-way shortcuts.
fn graphs() -> impl Strategy<Value = (usize, Vec<Edge>)> {
    (2_usize..60).prop_flat_map(|nodes| {
        let last = u32::try_from(nodes - 1).unwrap();
        let edge = (0..=last, 0..=last, prop_oneof![0_u32..200_000, Just(60_000), Just(20_000_000)]);
        let edge = edge.prop_map(|(tail, head, milliseconds)| Edge { tail, head, milliseconds });
        (Just(nodes), prop::collection::vec(edge, nodes..nodes * 3))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn several_gravities_at_once_are_their_formulas(
        (nodes, edges) in graphs(),
        zero in 1_usize..4,
        limit in prop_oneof![Just(None), Just(Some(3.0)), Just(Some(40.0))],
    ) {
        let graph = Graph::new(nodes, &edges).unwrap();
        let at: Vec<_> = (0_u32..).take(nodes).map(|i| geo_types::coord! { x: f64::from(i % 7), y: f64::from(i / 7) }).collect();
        let prepared = Router::prepared(graph.clone(), &at);
        prop_assert!(prepared.is_prepared());
        let decays: Vec<Decay> = DECAYS.iter().map(|decay| decay.parse().unwrap()).collect();
        let weigh: Vec<Box<dyn Fn(Minutes) -> f64 + Sync>> =
            decays.iter().map(|decay| Box::new(move |t| decay.at(t)) as Box<_>).collect();
        // More lists than are summed side by side, many of them zero in places.
        let lists: Vec<Vec<f64>> = (0..6)
            .map(|list| (0..nodes).map(|i| if i % zero == 0 { 0.0 } else { ((i * 7 + list) % 5) as f64 * 0.3 }).collect())
            .collect();
        let limit = limit.map(Minutes::new);
        let mut measures = Vec::new();
        for list in &lists {
            measures.push(Measure::Within { opportunities: Some(list), cutoff: Minutes::new(4.0) });
            for function in &weigh {
                measures.push(Measure::Gravity { opportunities: list, decay: function.as_ref(), limit });
            }
        }
        let all: Vec<usize> = (0..nodes).collect();
        let times = prepared.travel_times(&all, &all);
        for router in [&prepared, &Router::unprepared(graph.clone())] {
            let ask = |threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| router.reach(&all, Direction::From, &measures).columns)
            };
            let columns = ask(1);
            prop_assert_eq!(&columns, &ask(3));
            for (l, list) in lists.iter().enumerate() {
                for (d, decay) in decays.iter().enumerate() {
                    for i in 0..nodes {
                        let time = |j| times.milliseconds(i, j).map(Minutes::from_milliseconds);
                        let counted = |j: usize| Some((j, time(j).filter(|&t| limit.is_none_or(|limit| t <= limit))?));
                        let right: f64 = (0..nodes).filter_map(counted).map(|(j, t)| list[j] * decay.at(t)).sum();
                        let found = columns[l * (decays.len() + 1) + d + 1][i].unwrap();
                        prop_assert!((found - right).abs() <= 1e-12 * right, "{} {} {}: {} {}", DECAYS[d], l, i, found, right);
                    }
                }
            }
        }
    }
}

#[test]
fn a_weight_without_bound_adds_nothing_where_there_is_nothing() {
    let edge = |tail, head| Edge { tail, head, milliseconds: 120_000 };
    let router = Router::unprepared(Graph::new(2, &[edge(0, 1), edge(1, 0)]).unwrap());
    let decay = |time: Minutes| 1.0 / time.get();
    let measure = Measure::Gravity { opportunities: &[0.0, 3.0], decay: &decay, limit: None };
    let columns = router.reach(&[0, 1], Direction::From, &[measure]).columns;
    let (reached, beyond) = (columns[0][0].unwrap(), columns[0][1].unwrap());
    assert!((reached - 1.5).abs() < 1e-12 && beyond == f64::INFINITY, "{reached} {beyond}");
}
