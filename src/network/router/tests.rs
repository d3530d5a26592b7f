use super::*;
use crate::network::graph::Edge;
use crate::network::hierarchy::tests::{anywhere, graphs};
use crate::network::judge;
use crate::units::Minutes;
use proptest::prelude::*;

fn both(nodes: usize, edges: &[Edge]) -> [Router; 2] {
    let graph = Graph::new(nodes, edges).unwrap();
    let prepared = Router::prepared(graph.clone(), &anywhere(nodes));
    assert!(prepared.is_prepared());
    [Router::unprepared(graph), prepared]
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs().max(b.abs()),
        (a, b) => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn both_engines_answer_as_the_definitions_say(
        (nodes, edges) in graphs(),
        minutes in prop_oneof![Just(0.0), Just(0.1), Just(75.0)],
        inward: bool,
    ) {
        let judged = judge::all_pairs(nodes, &edges);
        let all: Vec<usize> = (0..nodes).collect();
        let jobs: Vec<f64> = (0..nodes).map(|node| (node % 4) as f64 * 0.7).collect();
        let cutoff = Minutes::new(minutes);
        let decay = |time: Minutes| (-0.01 * time.get()).exp();
        let shops: Vec<usize> = (0..nodes).step_by(3).chain([0]).collect();
        let measures = [
            Measure::Within { opportunities: None, cutoff },
            Measure::Nearest { places: &shops, k: 2 },
            Measure::Within { opportunities: Some(&jobs), cutoff },
            Measure::Gravity { opportunities: &jobs, decay: &decay, limit: None },
            Measure::MeanTime { opportunities: None, limit: Some(cutoff) },
            Measure::MeanTime { opportunities: Some(&jobs), limit: None },
            Measure::TotalTime { limit: None },
        ];
        let direction = if inward { Direction::To } else { Direction::From };
        let answers = both(nodes, &edges).map(|router| router.reach(&all, direction, &measures).columns);
        for column in [0, 1, 2, 3, 5, 7] {
            prop_assert_eq!(&answers[0][column], &answers[1][column]);
        }
        prop_assert_eq!(answers[0].len(), 8);
        for i in 0..nodes {
            let time = |j: usize| if inward { judged[j][i] } else { judged[i][j] };
            let reached = || all.iter().filter_map(|&j| Some((j, f64::from(time(j)?) / 60_000.0)));
            let inside = || reached().filter(|&(_, t)| t <= minutes);
            let count = inside().count() as f64;
            let mean = |sum: f64, weight: f64| (weight > 0.0).then(|| sum / weight);
            let mut near: Vec<f64> = shops[..shops.len() - 1].iter().filter_map(|&j| Some(f64::from(time(j)?) / 60_000.0)).collect();
            near.sort_by(f64::total_cmp);
            let expected = [
                Some(count),
                near.first().copied(),
                near.get(1).copied(),
                Some(inside().map(|(j, _)| jobs[j]).sum()),
                Some(reached().map(|(j, t)| jobs[j] * (-0.01 * t).exp()).sum()),
                mean(inside().map(|(_, t)| t).sum(), count),
                mean(reached().map(|(j, t)| jobs[j] * t).sum(), reached().map(|(j, _)| jobs[j]).sum()),
                Some(reached().map(|(_, t)| t).sum()),
            ];
            for answers in &answers {
                for (column, &value) in expected.iter().enumerate() {
                    prop_assert!(close(answers[column][i], value), "{} {}: {:?} {:?}", column, i, answers[column][i], value);
                }
            }
        }
    }

    #[test]
    fn paths_of_both_engines_take_the_same_time((nodes, edges) in graphs()) {
        let [plain, prepared] = both(nodes, &edges);
        let pairs: Vec<(usize, usize)> = (0..nodes).flat_map(|i| (0..nodes).map(move |j| (i, j))).collect();
        prop_assert_eq!(plain.pairs(&pairs), prepared.pairs(&pairs));
        for &(i, j) in &pairs {
            let took = [&plain, &prepared].map(|router| {
                router.shortest_path(i, j).map(|path| path.iter().map(|&e| edges[e].milliseconds).sum::<u32>())
            });
            prop_assert_eq!(took[0], took[1]);
        }
    }
}

#[test]
fn trips_of_24_days_are_left_to_plain_searches() {
    let edge = |tail, head| Edge { tail, head, milliseconds: 3_000_000_000 };
    let graph = Graph::new(2, &[edge(0, 1)]).unwrap();
    let router = Router::prepared(graph, &anywhere(2));
    assert!(!router.is_prepared());
    assert_eq!(router.travel_times(&[0], &[1]).milliseconds(0, 0), Some(3_000_000_000));
    let measures = [Measure::Nearest { places: &[1], k: 1 }, Measure::TotalTime { limit: None }];
    let columns = router.reach(&[0], Direction::From, &measures).columns;
    assert_eq!(columns, [[Some(50_000.0)], [Some(50_000.0)]]);
    let back = router.reach(&[0], Direction::To, &measures).columns;
    assert_eq!(back, [[None], [Some(0.0)]]);
}
