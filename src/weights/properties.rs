//! What holds for all weights, beside slow and obvious judges.

use super::*;
use crate::units::Metres;
use geo_types::{Coord, MultiPolygon, Rect};
use proptest::prelude::*;

fn squared(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
}

/// Different points, many of them on a lattice with all its ties.
fn points() -> impl Strategy<Value = Vec<Coord<f64>>> {
    let coarse = (0..9_i8, 0..9_i8).prop_map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) });
    let fine =
        (0..900_i16, 0..900_i16).prop_map(|(x, y)| Coord { x: f64::from(x) / 64.0, y: f64::from(y) / 64.0 });
    proptest::collection::vec(prop_oneof![coarse, fine], 2..40).prop_map(|mut points| {
        points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        points.dedup();
        // Not sorted any more, and the same again for the same points.
        points.sort_by_key(|at| {
            at.x.to_bits().wrapping_add(at.y.to_bits()).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        points
    })
}

/// A square above and to the right of each point.
fn squares(points: &[Coord<f64>]) -> Vec<MultiPolygon<f64>> {
    points.iter().map(|&at| Rect::new(at, at + Coord { x: 1.0, y: 1.0 }).to_polygon().into()).collect()
}

/// The pairs for which `is`, as weights.
fn pairs(units: usize, is: impl Fn(usize, usize) -> bool) -> Weights {
    Weights::from_neighbours(
        (0..units).map(|i| (0..units).filter(|&j| j != i && is(i, j)).collect()).collect(),
    )
}

/// The weights of the units in another order, brought back to the first: `order[new]` is the old one.
fn brought_back(weights: &Weights, order: &[usize]) -> Weights {
    let mut rows = vec![Vec::new(); order.len()];
    for (new, &old) in order.iter().enumerate() {
        rows[old] = weights.row(new).map(|(j, weight)| (order[j], weight)).collect();
    }
    Weights::from_rows(rows)
}

proptest! {
    #[test]
    fn the_nearest_are_those_of_a_scan(points in points(), k in 1..6_usize) {
        prop_assume!(k < points.len());
        let weights = k_nearest(&points, k).unwrap();
        for (i, &from) in points.iter().enumerate() {
            let mut all: Vec<usize> = (0..points.len()).filter(|&j| j != i).collect();
            all.sort_by(|&a, &b| squared(from, points[a]).total_cmp(&squared(from, points[b])).then(a.cmp(&b)));
            all.truncate(k);
            all.sort_unstable();
            let found: Vec<usize> = weights.row(i).map(|(j, _)| j).collect();
            prop_assert_eq!(found, all);
        }
    }

    #[test]
    fn gabriel_and_its_kin_are_their_definitions(points in points()) {
        let n = points.len();
        let d = |i: usize, j: usize| squared(points[i], points[j]);
        let others = |i: usize, j: usize| (0..n).filter(move |&k| k != i && k != j);
        let in_circle = pairs(n, |i, j| others(i, j).all(|k| d(i, j) < d(i, k) + d(j, k)));
        let relative = pairs(n, |i, j| !others(i, j).any(|k| d(i, k).max(d(j, k)) < d(i, j)));
        prop_assert_eq!(gabriel(&points).unwrap(), in_circle);
        prop_assert_eq!(relative_neighbourhood(&points).unwrap(), relative);
        prop_assert!(delaunay(&points).unwrap().components().iter().all(|&component| component == 0));
    }

    #[test]
    fn no_triangle_of_delaunay_holds_a_point(points in points()) {
        let (n, weights) = (points.len(), delaunay(&points).unwrap());
        prop_assert!(weights.is_symmetric());
        let cross = |a: Coord<f64>, b: Coord<f64>, c: Coord<f64>| {
            (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
        };
        // A pair is joined if some circle through both holds no point inside: of all circles through both, by the place
        // of the centre along the line between, every point on the left bounds it on one side and on the right on the other.
        for i in 0..n {
            for j in 0..n {
                if i == j {
                    continue;
                }
                let (a, b) = (points[i], points[j]);
                let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
                let mut between = false;
                for k in (0..n).filter(|&k| k != i && k != j) {
                    let c = points[k];
                    let sharp = (a.x - c.x) * (b.x - c.x) + (a.y - c.y) * (b.y - c.y);
                    let side = cross(a, b, c);
                    // The tangent of where c stands: all angles over one chord are equal on a circle.
                    match side.total_cmp(&0.0) {
                        std::cmp::Ordering::Greater => high = high.min(sharp / side),
                        std::cmp::Ordering::Less => low = low.max(sharp / side),
                        std::cmp::Ordering::Equal => between |= sharp < 0.0,
                    }
                }
                // Ties are decided by the triangulation.
                let joined = weights.weight(i, j) > 0.0;
                if !between && low < high - 1e-9 {
                    prop_assert!(joined, "{i} {j}: {low} {high}");
                } else if between || low > high + 1e-9 {
                    prop_assert!(!joined, "{i} {j}: {low} {high}");
                }
            }
        }
    }

    #[test]
    fn bands_are_symmetric_and_those_of_a_scan(points in points(), reach in 1..8_i8) {
        let reach = f64::from(reach);
        let within = |i: usize, j: usize| squared(points[i], points[j]).sqrt() <= reach;
        let band = distance_band(&points, Metres::new(reach)).unwrap();
        prop_assert_eq!(&band, &pairs(points.len(), within));
        let inverse = inverse_distance(&points, Metres::new(reach), 1.5).unwrap();
        prop_assert!(inverse.is_symmetric());
        prop_assert_eq!(inverse.binary(), band);
        let least = min_threshold_distance(&points).unwrap();
        prop_assert!(distance_band(&points, least).unwrap().islands().is_empty());
    }

    #[test]
    fn the_order_of_units_makes_no_difference(points in points(), seed in 1..50_usize) {
        let n = points.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|i| (i * 31 + 7) * seed % 97);
        let other: Vec<Coord<f64>> = order.iter().map(|&i| points[i]).collect();
        let same = |make: &dyn Fn(&[Coord<f64>]) -> Weights| {
            brought_back(&make(&other), &order) == make(&points)
        };
        prop_assert!(same(&|points| delaunay(points).unwrap()));
        prop_assert!(same(&|points| gabriel(points).unwrap()));
        prop_assert!(same(&|points| relative_neighbourhood(points).unwrap()));
        prop_assert!(same(&|points| distance_band(points, Metres::new(2.0)).unwrap()));
        let bandwidth = Bandwidth::Fixed(Metres::new(3.0));
        let made = |points: &[Coord<f64>]| {
            kernel(points, Kernel::Gaussian, &bandwidth, Diagonal::default()).unwrap().weights
        };
        prop_assert!(same(&made));
        for kind in [Contiguity::Queen, Contiguity::Rook] {
            prop_assert!(same(&|points| contiguity(&squares(points), kind)));
            prop_assert!(contiguity(&squares(&points), kind).is_symmetric());
            let tolerance = Tolerance::of(Metres::new(0.03));
            prop_assert!(same(&|points| contiguity_within(&squares(points), kind, tolerance).unwrap()));
            prop_assert!(contiguity_within(&squares(&points), kind, tolerance).unwrap().is_symmetric());
        }
    }

    #[test]
    fn higher_orders_are_those_of_shortest_ways(points in points(), order in 1..5_usize) {
        let n = points.len();
        let base = distance_band(&points, Metres::new(2.0)).unwrap();
        let mut steps = vec![vec![usize::MAX; n]; n];
        for (i, steps) in steps.iter_mut().enumerate() {
            steps[i] = 0;
            base.neighbours(i).iter().for_each(|&j| steps[j as usize] = 1);
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    steps[i][j] = steps[i][j].min(steps[i][k].saturating_add(steps[k][j]));
                }
            }
        }
        let exactly = higher_order(&base, order, LowerOrders::Excluded).unwrap();
        prop_assert_eq!(exactly, pairs(n, |i, j| steps[i][j] == order));
        let up_to = higher_order(&base, order, LowerOrders::Included).unwrap();
        prop_assert_eq!(up_to, pairs(n, |i, j| steps[i][j] <= order));
    }

    #[test]
    fn symmetric_weights_are_the_rule_of_both(points in points(), k in 1..4_usize) {
        prop_assume!(k < points.len());
        let nearest = k_nearest(&points, k).unwrap();
        for rule in [Symmetry::Min, Symmetry::Max, Symmetry::Mean] {
            let both = nearest.symmetric(rule);
            prop_assert!(both.is_symmetric());
            for i in 0..points.len() {
                for j in 0..points.len() {
                    let (there, back) = (nearest.weight(i, j), nearest.weight(j, i));
                    let expected = match rule {
                        Symmetry::Min => there.min(back),
                        Symmetry::Max => there.max(back),
                        Symmetry::Mean => f64::midpoint(there, back),
                    };
                    prop_assert!((both.weight(i, j) - expected).abs() < 1e-15);
                }
            }
        }
    }
}
