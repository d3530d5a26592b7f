use super::*;
use geo::{Area, BooleanOps, Intersects, Validation};
use geo_types::{Point, Polygon, Rect};
use proptest::prelude::*;

fn place(x: i32, y: i32) -> Coord<f64> {
    Coord { x: f64::from(x), y: f64::from(y) }
}

fn square(x: i32, y: i32) -> MultiPolygon<f64> {
    Rect::new(place(x, y), place(x + 1, y + 1)).to_polygon().into()
}

fn squares(at: &[(i32, i32)]) -> Vec<MultiPolygon<f64>> {
    at.iter().map(|&(x, y)| square(x, y)).collect()
}

fn one(regions: &[MultiPolygon<f64>]) -> Dissolved {
    dissolve(regions, &[(0..regions.len()).collect()]).remove(0)
}

/// As text, for comparison at a glance.
fn rings(dissolved: &Dissolved) -> Vec<Vec<String>> {
    let ring = |ring: &LineString<f64>| {
        ring.0.iter().map(|vertex| format!("{} {}", vertex.x, vertex.y)).collect::<Vec<_>>().join(", ")
    };
    let polygon = |polygon: &Polygon<f64>| {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
    };
    dissolved.outline.iter().map(polygon).collect()
}

#[test]
fn a_border_inside_is_gone_and_vertices_stay() {
    let pair = one(&squares(&[(0, 0), (1, 0)]));
    assert_eq!(rings(&pair), [["0 0, 1 0, 2 0, 2 1, 1 1, 0 1, 0 0"]]);
    assert!(!pair.by_union);
}

#[test]
fn squares_that_meet_at_a_corner_are_two_polygons() {
    let corner = one(&squares(&[(0, 0), (1, 1)]));
    assert_eq!(rings(&corner), [["0 0, 1 0, 1 1, 0 1, 0 0"], ["1 1, 2 1, 2 2, 1 2, 1 1"]]);
    assert!(corner.outline.is_valid() && !corner.by_union);
}

#[test]
fn a_hole_that_touches_the_border_stays_a_hole() {
    // A block of nine without the middle, and without a corner: the hole touches the outline at one vertex.
    let at: Vec<_> =
        (0..9).map(|i| (i % 3, i / 3)).filter(|&place| place != (1, 1) && place != (2, 2)).collect();
    let block = one(&squares(&at));
    assert_eq!((block.outline.0.len(), block.outline.0[0].interiors().len()), (1, 1));
    assert!(block.outline.is_valid() && !block.by_union);
    // Without two opposite corners it falls apart where the hole touches twice.
    let at: Vec<_> = at.into_iter().filter(|&place| place != (0, 0)).collect();
    let halves = one(&squares(&at));
    assert_eq!(halves.outline.0.len(), 2);
    assert!(halves.outline.is_valid() && halves.outline.iter().all(|half| half.interiors().is_empty()));
}

#[test]
fn an_island_in_a_hole_is_a_polygon_and_the_hole_is_that_of_the_ring_around_it() {
    let ring = |n: i32| {
        let all = (-n..=n).flat_map(move |x| (-n..=n).map(move |y| (x, y)));
        all.filter(move |&(x, y)| x.abs() == n || y.abs() == n)
    };
    let at: Vec<_> = ring(4).chain(ring(2)).chain([(0, 0)]).collect();
    let nested = one(&squares(&at));
    assert!(nested.outline.is_valid() && !nested.by_union);
    let shapes: Vec<_> = nested.outline.iter().map(|p| (p.exterior().0.len(), p.interiors().len())).collect();
    assert_eq!(shapes, [(37, 1), (21, 1), (5, 0)]);
    let beside = |p: &Polygon<f64>| p.interiors()[0].0[0] - p.exterior().0[0];
    assert!(nested.outline.iter().take(2).all(|p| beside(p) == place(1, 1)));
}

#[test]
fn rings_that_run_either_way_give_the_same() {
    let mut pair = squares(&[(0, 0), (1, 0)]);
    let expected = one(&pair);
    pair[1].0[0].exterior_mut(|ring| ring.0.reverse());
    assert_eq!(one(&pair), expected);
}

#[test]
fn a_vertex_on_one_side_only_is_found_and_overlaid() {
    let wide = Rect::new(place(0, 1), place(2, 2)).to_polygon().into();
    let mut regions = squares(&[(0, 0), (1, 0)]);
    regions.push(wide);
    let both = one(&regions);
    assert!(both.by_union);
    assert!((both.outline.unsigned_area() - 4.0).abs() < 1e-6);
    assert_eq!((both.outline.0.len(), both.outline.0[0].interiors().len()), (1, 0));
    // A corner in the middle of an edge is no matching border either.
    let touch = [
        square(0, 0),
        Polygon::new(LineString::from(vec![(1.0, 0.5), (2.0, 0.0), (2.0, 1.0)]), vec![]).into(),
    ];
    assert!(one(&touch).by_union);
}

#[test]
fn what_is_covered_twice_is_found_and_overlaid() {
    let big: MultiPolygon<f64> = Rect::new(place(-1, -1), place(4, 4)).to_polygon().into();
    let nine: Vec<_> = (0..9).map(|i| (i % 3, i / 3)).collect();
    let cases = [
        squares(&[(0, 0), (0, 0)]),
        // Inside without touching.
        vec![big.clone(), square(1, 1)],
        // The middle twice, with a neighbour on every side: each of its edges cancels once.
        squares(&[&nine[..], &[(1, 1)]].concat()),
        vec![square(0, 0), Rect::new(place(-1, 0), place(1, 1)).to_polygon().into()],
    ];
    for (regions, area) in cases.iter().zip([1.0, 25.0, 9.0, 2.0]) {
        let found = one(regions);
        assert!(found.by_union);
        assert!((found.outline.unsigned_area() - area).abs() < 1e-6);
    }
}

#[test]
fn groups_without_members_or_area_are_empty() {
    let regions = [square(0, 0), MultiPolygon(vec![])];
    let groups = dissolve(&regions, &[vec![], vec![1], vec![0, 1], vec![0]]);
    assert_eq!(groups[0], Dissolved { outline: MultiPolygon(vec![]), by_union: false });
    assert_eq!(groups[0], groups[1]);
    assert_eq!(groups[2], groups[3]);
    let flat = Polygon::new(LineString::from(vec![(0.0, 0.0), (1.0, 1.0)]), vec![]).into();
    assert_eq!(one(&[flat]).outline.0.len(), 0);
}

#[test]
#[should_panic(expected = "vertices are finite")]
fn vertices_that_are_not_finite_are_refused() {
    let endless = vec![(0.0, 0.0), (f64::INFINITY, 0.0), (1.0, 1.0)];
    one(&[Polygon::new(LineString::from(endless), vec![]).into()]);
}

/// How many parts of `at` hang together by edges.
fn parts(at: &[(i32, i32)]) -> usize {
    let mut left: Vec<_> = at.to_vec();
    let mut parts = 0;
    while let Some(start) = left.pop() {
        parts += 1;
        let mut front = vec![start];
        while let Some((x, y)) = front.pop() {
            let (near, far) =
                left.into_iter().partition(|&(a, b): &(i32, i32)| (a - x).abs() + (b - y).abs() == 1);
            left = far;
            front.extend::<Vec<_>>(near);
        }
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Any squares of a board: the outline is valid, covers those squares and no others, and has a polygon for each part
    /// that hangs together; in whatever order they come.
    #[test]
    fn covers_what_its_members_cover(board in proptest::collection::vec(any::<bool>(), 49), turn in 0..49_usize) {
        let mut at: Vec<(i32, i32)> =
            (0..49).zip(&board).filter(|square| *square.1).map(|(i, _)| (i % 7, i / 7)).collect();
        let found = one(&squares(&at));
        prop_assert!(!found.by_union);
        prop_assert!(found.outline.is_valid(), "{:?}", rings(&found));
        for (i, &member) in (0..49).zip(&board) {
            let middle = Point(place(i % 7, i / 7) + Coord { x: 0.5, y: 0.5 });
            prop_assert_eq!(found.outline.intersects(&middle), member);
        }
        prop_assert!((found.outline.unsigned_area() - at.len() as f64).abs() < 1e-9);
        prop_assert_eq!(found.outline.0.len(), parts(&at));
        if !at.is_empty() {
            let turn = turn % at.len();
            at.rotate_left(turn);
        }
        prop_assert_eq!(one(&squares(&at)), found);
    }

    /// Any rectangles: as much as their overlay, however they meet.
    #[test]
    fn agrees_with_overlay(corners in proptest::collection::vec(((0..8_i32, 0..8_i32), (1..4_i32, 1..4_i32)), 1..7)) {
        let rectangle = |&((x, y), (width, height)): &((i32, i32), (i32, i32))| {
            MultiPolygon::from(Rect::new(place(x, y), place(x + width, y + height)).to_polygon())
        };
        let regions: Vec<_> = corners.iter().map(rectangle).collect();
        let found = one(&regions);
        let overlaid = unary_union(&regions);
        prop_assert!((found.outline.unsigned_area() - overlaid.unsigned_area()).abs() < 1e-6);
        prop_assert!(found.outline.xor(&overlaid).unsigned_area() < 1e-6);
    }
}
