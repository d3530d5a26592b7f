use super::*;
use crate::network::Edge;
use geo::{Distance, Geodesic};
use geo_types::Point;
use proptest::prelude::*;

fn at(x: f64, y: f64) -> Coord<f64> {
    Coord { x, y }
}

fn graph(nodes: usize, pairs: &[(u32, u32)]) -> Graph {
    let edges: Vec<Edge> =
        pairs.iter().map(|&(tail, head)| Edge { tail, head, milliseconds: 60_000 }).collect();
    Graph::new(nodes, &edges).unwrap()
}

#[test]
fn the_distance_is_that_on_the_ellipsoid() {
    let nodes = [at(116.0, 40.0), at(116.2, 40.0)];
    let graph = graph(2, &[(1, 0)]);
    let point = at(116.05, 40.01);
    let [Some(found)] = locate(&graph, &nodes, &[point], Metres::new(2000.0))[..] else { panic!("found") };
    let geodesic = Geodesic.distance(Point(point), Point(found.at));
    assert!((found.distance.get() / geodesic - 1.0).abs() < 1e-3, "{} {geodesic}", found.distance);
    assert_eq!(found.place.ends, [0, 1]);
    assert!((found.place.fraction - 0.25).abs() < 1e-9);
    assert_eq!(found.place.ways(), [None, Some([45_000, 15_000])], "only as the edge runs");
    let limit = |reach: f64| locate(&graph, &nodes, &[point], Metres::new(reach))[0].is_some();
    assert!(limit(found.distance.get()), "the limit itself counts");
    assert!(!limit(found.distance.get() - 1e-6));
}

#[test]
fn a_point_beyond_the_end_is_at_the_node() {
    let nodes = [at(0.0, 60.0), at(0.01, 60.0), at(5.0, 5.0)];
    let found = locate(&graph(3, &[(0, 1)]), &nodes, &[at(0.011, 60.0), at(5.0, 5.0)], Metres::new(500.0));
    assert_eq!(found[0].unwrap().place.ends, [1, 1]);
    assert_eq!(found[0].unwrap().at, nodes[1]);
    assert_eq!(found[1], None, "a node without a road is no road");
}

proptest! {
    #[test]
    fn the_nearest_is_that_of_all_edges(
        nodes in prop::collection::vec((-0.05_f64..0.05, -0.05_f64..0.05), 2..12),
        pairs in prop::collection::vec((0_usize..12, 0_usize..12), 1..20),
        points in prop::collection::vec((-0.08_f64..0.08, -0.08_f64..0.08), 1..12),
        reach in 0.0_f64..6000.0,
        latitude in -85.0_f64..85.0,
    ) {
        let nodes: Vec<Coord<f64>> = nodes.iter().map(|&(x, y)| at(100.0 + x, latitude + y)).collect();
        let points: Vec<Coord<f64>> = points.iter().map(|&(x, y)| at(100.0 + x, latitude + y)).collect();
        let pairs: Vec<(u32, u32)> = pairs.iter().map(|&(a, b)| {
            (u32::try_from(a % nodes.len()).unwrap(), u32::try_from(b % nodes.len()).unwrap())
        }).collect();
        let found = locate(&graph(nodes.len(), &pairs), &nodes, &points, Metres::new(reach));
        for (point, found) in points.iter().zip(found) {
            let plane = Plane::touching(*point);
            let best = pairs.iter().filter(|(a, b)| a != b)
                .map(|&(a, b)| plane.nearest(nodes[a.min(b) as usize], nodes[a.max(b) as usize]).0)
                .min_by(f64::total_cmp)
                .filter(|&distance| distance <= reach);
            prop_assert_eq!(found.map(|found| found.distance.get()), best);
        }
    }
}
