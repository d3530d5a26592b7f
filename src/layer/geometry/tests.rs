use super::*;
use crate::layer::read::read_layer_bytes;
use geo_types::polygon;
use proptest::prelude::*;
use std::path::Path;

fn ring(points: &[(i32, i32)]) -> LineString<f64> {
    points.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect()
}

fn polygon(rings: &[&[(i32, i32)]]) -> Polygon<f64> {
    Polygon::new(ring(rings[0]), rings[1..].iter().map(|points| ring(points)).collect())
}

fn said(polygons: &[Polygon<f64>]) -> (&'static str, String) {
    let fault = fault(polygons).expect("a fault");
    (fault.code.as_str(), format!("{} at {}, {}", fault.what, fault.at.x, fault.at.y))
}

const SQUARE: &[(i32, i32)] = &[(0, 0), (8, 0), (8, 8), (0, 8), (0, 0)];

#[test]
fn a_bow_tie_crosses_itself() {
    let bow_tie = polygon(&[&[(0, 0), (4, 4), (4, 0), (0, 4), (0, 0)]]);
    assert_eq!(said(&[bow_tie]), ("E-GEO-003", "the outer ring crosses itself at 2, 2".to_owned()));
}

#[test]
fn a_bow_tie_through_a_vertex_crosses_itself() {
    let bow_tie = polygon(&[&[(0, 0), (2, 2), (4, 4), (4, 0), (2, 2), (0, 4), (0, 0)]]);
    let (code, what) = said(&[bow_tie]);
    assert_eq!(code, "E-GEO-003");
    assert!(what.starts_with("the outer ring crosses itself (and in"), "{what}");
    assert!(what.ends_with("at 2, 2"), "{what}");
}

#[test]
fn a_ring_that_touches_itself_is_a_warning() {
    let pinched = polygon(&[&[(0, 0), (8, 0), (8, 8), (4, 0), (0, 8), (0, 0)]]);
    assert_eq!(said(&[pinched]), ("W-GEO-006", "the outer ring touches itself at 4, 0".to_owned()));
}

#[test]
fn a_spike_runs_along_itself() {
    let spike = polygon(&[&[(0, 0), (4, 0), (4, 4), (2, 4), (2, 6), (2, 4), (0, 4), (0, 0)]]);
    let (code, what) = said(&[spike]);
    assert_eq!((code, what.contains("runs along itself")), ("E-GEO-003", true), "{what}");
}

#[test]
fn repeated_positions_are_harmless_and_a_flat_ring_is_not() {
    assert_eq!(fault(&[polygon(&[&[(0, 0), (8, 0), (8, 0), (8, 8), (0, 0)]])]), None);
    let flat = polygon(&[&[(0, 0), (8, 0), (0, 0), (0, 0)]]);
    let what = "the outer ring has no area, its positions lie on one another at 0, 0".to_owned();
    assert_eq!(said(&[flat]), ("E-GEO-003", what));
}

#[test]
fn holes_lie_inside_their_shell_and_outside_each_other() {
    let inner: &[(i32, i32)] = &[(2, 2), (2, 6), (6, 6), (6, 2), (2, 2)];
    assert_eq!(fault(&[polygon(&[SQUARE, inner])]), None);
    let touching: &[(i32, i32)] = &[(0, 4), (4, 6), (4, 2), (0, 4)];
    assert_eq!(fault(&[polygon(&[SQUARE, touching])]), None);
    let outside: &[(i32, i32)] = &[(12, 2), (12, 6), (16, 6), (12, 2)];
    assert_eq!(said(&[polygon(&[SQUARE, outside])]).1, "a hole lies outside its outer ring at 12, 2");
    let across: &[(i32, i32)] = &[(6, 3), (10, 3), (10, 5), (6, 5), (6, 3)];
    assert!(
        said(&[polygon(&[SQUARE, across])])
            .1
            .starts_with("the outer ring crosses a hole (and in 1 more place)")
    );
    let nested: &[(i32, i32)] = &[(3, 3), (3, 5), (5, 5), (5, 3), (3, 3)];
    assert!(said(&[polygon(&[SQUARE, inner, nested])]).1.starts_with("a hole lies inside another hole"));
    let edge: &[(i32, i32)] = &[(0, 2), (0, 6), (2, 6), (2, 2), (0, 2)];
    assert!(said(&[polygon(&[SQUARE, edge])]).1.starts_with("the outer ring runs along a hole"));
}

#[test]
fn parts_lie_apart() {
    let at = |x: i32, y: i32| polygon(&[&[(x, y), (x + 4, y), (x + 4, y + 4), (x, y + 4), (x, y)]]);
    assert_eq!(fault(&[at(0, 0), at(10, 0)]), None);
    // At a corner.
    assert_eq!(fault(&[at(0, 0), at(4, 4)]), None);
    // Along an edge, from either side, also where the edges end at different places.
    assert_eq!(said(&[at(0, 0), at(4, 0)]).0, "W-GEO-006");
    assert_eq!(said(&[at(0, 0), at(4, 2)]).0, "W-GEO-006");
    assert_eq!(said(&[at(0, 0), at(2, 2)]).0, "E-GEO-003");
    assert_eq!(said(&[at(0, 0), at(0, 0)]).0, "E-GEO-003");
    // One covers the other, from an edge that they share.
    let inner = polygon(&[&[(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]]);
    assert_eq!(said(&[at(0, 0), inner]).0, "E-GEO-003");
    let island = polygon(&[&[(3, 3), (5, 3), (5, 5), (3, 5), (3, 3)]]);
    assert!(
        said(&[polygon(&[SQUARE]), island.clone()]).1.contains("a part of the feature lies inside another")
    );
    let lake = polygon(&[SQUARE, &[(2, 2), (2, 6), (6, 6), (6, 2), (2, 2)]]);
    assert_eq!(fault(&[lake, island]), None);
}

#[test]
fn the_direction_of_rings_does_not_matter() {
    let mut shapes = vec![
        vec![polygon(&[SQUARE]), polygon(&[&[(8, 0), (12, 0), (12, 4), (8, 4), (8, 0)]])],
        vec![polygon(&[SQUARE, &[(2, 2), (2, 6), (6, 6), (6, 2), (2, 2)]])],
    ];
    for shape in &mut shapes {
        let before = fault(shape).map(|fault| fault.code);
        for polygon in shape.iter_mut() {
            polygon.exterior_mut(|ring| ring.0.reverse());
            polygon.interiors_mut(|rings| rings.iter_mut().for_each(|ring| ring.0.reverse()));
        }
        assert_eq!(before, fault(shape).map(|fault| fault.code));
    }
}

#[test]
fn a_layer_names_the_feature_and_the_place() {
    let json = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"adcode":"110000","name":"北京市"},"geometry":{"type":"Polygon",
         "coordinates":[[[116,39],[117,40],[117,39],[116,40],[116,39]]]}}]}"#;
    let layer = read_layer_bytes(Path::new("regions.geojson"), json.as_bytes()).unwrap();
    let findings = check_rings(&layer);
    assert_eq!(
        findings[0].to_string(),
        "regions.geojson: feature 1 (`110000` 北京市): the outer ring crosses itself: `116.5, 39.5`"
    );
}

#[test]
fn a_large_ring_is_no_burden() {
    // A comb of 20000 teeth: every pair would be 1.6e9 tests.
    let mut points = Vec::new();
    for tooth in 0..20_000 {
        points.extend([(4 * tooth, 0), (4 * tooth, 100), (4 * tooth + 2, 100), (4 * tooth + 2, 0)]);
    }
    points.extend([(80_000, 0), (80_000, -10), (0, -10), (0, 0)]);
    assert_eq!(fault(&[polygon(&[&points])]), None);
}

/// All pairs, by the predicates of `geo`, with no notion of touch or cross.
mod judge {
    use geo::algorithm::Intersects;
    use geo::algorithm::line_intersection::{LineIntersection, line_intersection};
    use geo_types::{Coord, LineString};

    /// Whether segments meet in more than the position at which they follow one another.
    pub(super) fn is_simple(ring: &LineString<f64>) -> bool {
        let lines: Vec<_> = ring.lines().collect();
        let n = lines.len();
        (0..n).all(|i| {
            (i + 1..n).all(|j| {
                if j == i + 1 || (i == 0 && j == n - 1) {
                    !matches!(line_intersection(lines[i], lines[j]), Some(LineIntersection::Collinear { .. }))
                } else {
                    !lines[i].intersects(&lines[j])
                }
            })
        })
    }

    /// How often the ring winds around `point`.
    pub(super) fn winding(ring: &LineString<f64>, point: Coord<f64>) -> i32 {
        ring.lines()
            .map(|line| {
                let side = (line.end.x - line.start.x) * (point.y - line.start.y)
                    - (point.x - line.start.x) * (line.end.y - line.start.y);
                if line.start.y <= point.y && line.end.y > point.y && side > 0.0 {
                    1
                } else if line.start.y > point.y && line.end.y <= point.y && side < 0.0 {
                    -1
                } else {
                    0
                }
            })
            .sum()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn simple_is_what_all_pairs_say(mut points in prop::collection::vec((0i32..6, 0i32..6), 3..9)) {
        points.dedup();
        prop_assume!(points.first() != points.last() && points.len() > 2);
        points.push(points[0]);
        let line = ring(&points);
        let fault = fault(&[Polygon::new(line.clone(), Vec::new())]);
        prop_assert_eq!(fault.is_none(), judge::is_simple(&line), "{:?}", fault);
    }

    #[test]
    fn a_ring_without_error_winds_once(mut points in prop::collection::vec((0i32..5, 0i32..5), 3..9)) {
        points.dedup();
        prop_assume!(points.first() != points.last() && points.len() > 2);
        points.push(points[0]);
        let line = ring(&points);
        let fault = fault(&[Polygon::new(line.clone(), Vec::new())]);
        if fault.is_none_or(|fault| fault.code == Code::TouchingRing) {
            let around: Vec<i32> = (0..40)
                .flat_map(|i| (0..40).map(move |j| (f64::from(i) / 8.0 + 0.03, f64::from(j) / 8.0 + 0.05)))
                .map(|(x, y)| judge::winding(&line, Coord { x, y }))
                .collect();
            let all = |turn: i32| around.iter().all(|&winding| winding == 0 || winding == turn);
            prop_assert!(all(1) || all(-1));
        }
    }

    #[test]
    fn any_coordinates_are_survived(points in prop::collection::vec(any::<(f64, f64)>(), 0..12)) {
        let finite = points.into_iter().filter(|(x, y)| x.is_finite() && y.is_finite());
        let polygon = Polygon::new(finite.collect(), Vec::new());
        let _ = fault(std::slice::from_ref(&polygon));
        let _ = fault(&[polygon.clone(), polygon]);
    }
}

#[test]
fn geo_agrees_on_plain_shapes() {
    use geo::algorithm::Validation;
    let valid = polygon![
        exterior: [(x: 0., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.), (x: 0., y: 9.)],
        interiors: [[(x: 2., y: 2.), (x: 2., y: 4.), (x: 4., y: 4.)]],
    ];
    let crossing = polygon![(x: 0., y: 0.), (x: 4., y: 4.), (x: 4., y: 0.), (x: 0., y: 4.)];
    for shape in [valid, crossing] {
        assert_eq!(shape.is_valid(), fault(&[shape]).is_none());
    }
}
