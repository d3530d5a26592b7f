use super::*;
use geo::Intersects;
use geo_types::{Polygon, Rect, polygon};
use proptest::prelude::*;

/// Every region looked at in turn.
fn judge(regions: &[MultiPolygon<f64>], points: &[Coord<f64>]) -> Vec<Option<usize>> {
    let usable = |polygon: &&Polygon<f64>| is_computable(polygon);
    let holds = |region: &MultiPolygon<f64>, point| region.iter().filter(usable).any(|p| p.intersects(point));
    points.iter().map(|point| regions.iter().position(|region| holds(region, point))).collect()
}

fn agrees(regions: &[MultiPolygon<f64>], points: &[Coord<f64>]) {
    let index = RegionIndex::new(regions);
    let expected = judge(regions, points);
    // Enough at once to go cell by cell, and one by one.
    let repeated: Vec<Coord<f64>> = points.iter().copied().cycle().take(4 * points.len() + 64).collect();
    let found = index.regions_at(&repeated);
    for (i, point) in points.iter().enumerate() {
        assert_eq!(index.region_at(*point), expected[i], "at {point:?}");
        assert_eq!(found[i], expected[i], "among others at {point:?}");
    }
    assert!(repeated.iter().zip(&found).enumerate().all(|(i, (_, f))| *f == found[i % points.len()]));
}

fn place(x: f64, y: f64) -> Coord<f64> {
    Coord { x, y }
}

/// All whole and half numbers from −1 to `n + 1`.
fn lattice(n: i32) -> Vec<Coord<f64>> {
    let steps = || (-2..=2 * n + 2).map(|i| f64::from(i) / 2.0);
    steps().flat_map(|x| steps().map(move |y| place(x, y))).collect()
}

/// Corners, points on edges, and points hardly beside them.
fn on_edges(regions: &[MultiPolygon<f64>]) -> Vec<Coord<f64>> {
    let rings = regions.iter().flatten().flat_map(rings_of);
    let edges = rings.flat_map(|ring| ring.0.windows(2).map(|edge| (edge[0], edge[1])).collect::<Vec<_>>());
    edges
        .flat_map(|(a, b)| {
            let middle = (a + b) / 2.0;
            [a, middle, place(middle.x.next_up(), middle.y), place(a.x, a.y.next_down())]
        })
        .collect()
}

fn with_hole() -> MultiPolygon<f64> {
    let shell = LineString::from(vec![(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0), (0.0, 0.0)]);
    let hole = LineString::from(vec![(2.0, 2.0), (2.0, 6.0), (6.0, 6.0), (6.0, 2.0), (2.0, 2.0)]);
    MultiPolygon(vec![Polygon::new(shell, vec![hole])])
}

#[test]
fn holes_parts_and_borders() {
    let island = Rect::new(place(3.0, 3.0), place(5.0, 5.0)).to_polygon();
    let far = Rect::new(place(9.0, 0.0), place(10.0, 1.0)).to_polygon();
    let regions = [with_hole(), MultiPolygon(vec![island, far]), MultiPolygon(vec![])];
    agrees(&regions, &lattice(10));
    let index = RegionIndex::new(&regions);
    // The border of the hole belongs to the region around it, the hole to nobody, the island in it to its own.
    let at = [place(2.0, 3.0), place(2.5, 3.0), place(3.0, 3.0), place(9.5, 0.5)];
    assert_eq!(index.regions_at(&at), [Some(0), None, Some(1), Some(1)]);
    assert_eq!((index.len(), index.is_empty()), (3, false));
}

#[test]
fn a_shared_border_goes_to_the_lower_index() {
    let square = |x: f64| MultiPolygon::from(Rect::new(place(x, 0.0), place(x + 1.0, 1.0)).to_polygon());
    let corner = [place(1.0, 0.0), place(1.0, 0.3), place(1.0, 1.0)];
    assert_eq!(RegionIndex::new(&[square(0.0), square(1.0)]).regions_at(&corner), [Some(0); 3]);
    assert_eq!(RegionIndex::new(&[square(5.0), square(1.0), square(0.0)]).regions_at(&corner), [Some(1); 3]);
}

#[test]
fn parts_that_overlap_count_once() {
    let part = |x: f64| Rect::new(place(x, 0.0), place(x + 4.0, 4.0)).to_polygon();
    let regions = [MultiPolygon(vec![part(0.0), part(2.0)])];
    assert_eq!(RegionIndex::new(&regions).region_at(place(3.0, 1.0)), Some(0));
    agrees(&regions, &lattice(6));
}

#[test]
fn nowhere_without_regions_or_numbers() {
    let nothing = RegionIndex::new(&[]);
    assert_eq!((nothing.regions_at(&[place(0.0, 0.0)]), nothing.is_empty()), (vec![None], true));
    assert_eq!(RegionIndex::new(&[MultiPolygon(vec![])]).region_at(place(0.0, 0.0)), None);
    let square = MultiPolygon::from(Rect::new(place(0.0, 0.0), place(1.0, 1.0)).to_polygon());
    let endless: MultiPolygon<f64> =
        polygon![(x: 0.0, y: 0.0), (x: f64::INFINITY, y: 0.0), (x: 1.0, y: f64::NAN)].into();
    let index = RegionIndex::new(&[endless, square]);
    let inside = place(0.5, 0.5);
    assert_eq!(index.region_at(inside), Some(1));
    let points = [place(f64::NAN, 0.5), place(0.5, f64::INFINITY), inside, place(-f64::INFINITY, 0.0)];
    assert_eq!(index.regions_at(&points), [None, None, Some(1), None]);
}

#[test]
fn flat_and_far_away() {
    let flat: MultiPolygon<f64> = polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 4.0), (x: 2.0, y: 2.0)].into();
    agrees(std::slice::from_ref(&flat), &lattice(4));
    let level: MultiPolygon<f64> = polygon![(x: 0.0, y: 1.0), (x: 4.0, y: 1.0), (x: 2.0, y: 1.0)].into();
    agrees(&[level, flat], &lattice(4));
    // A few units in the last place wide.
    let base = 4e15;
    let (low, high) = (place(base, base), place(base + 4.0, base + 2.0));
    let tiny = [MultiPolygon::from(Rect::new(low, high).to_polygon())];
    let points: Vec<_> = lattice(5).into_iter().map(|at| at + low).collect();
    agrees(&tiny, &points);
}

/// Long slanting slivers and one polygon with many vertices in one grid.
#[test]
fn slivers_beside_a_fine_outline() {
    let circle = (0..2000).map(|i| {
        let angle = f64::from(i) * std::f64::consts::TAU / 2000.0;
        place(50.0 + 20.0 * libm::cos(angle), 50.0 + 20.0 * libm::sin(angle))
    });
    let mut regions = vec![MultiPolygon::from(Polygon::new(LineString(circle.collect()), vec![]))];
    regions.extend((0..40).map(|i| {
        let y = f64::from(i) * 2.5;
        let corners = vec![(0.0, y), (100.0, y / 2.0), (100.0, y / 2.0 + 1.0), (0.0, y + 2.0)];
        MultiPolygon::from(Polygon::new(LineString::from(corners), vec![]))
    }));
    let mut points = on_edges(&regions);
    points.extend((0..60).flat_map(|i| (0..60).map(move |j| place(f64::from(i) * 1.7, f64::from(j) * 1.7))));
    agrees(&regions, &points);
}

proptest! {
    /// Triangles at whole places, any number of them in a region: ties of every kind.
    #[test]
    fn agrees_with_a_scan(
        regions in proptest::collection::vec(
            proptest::collection::vec(proptest::array::uniform3((0..9_i32, 0..9_i32)), 0..4), 1..12),
        hole in any::<bool>(),
    ) {
        let corner = |&(x, y): &(i32, i32)| place(f64::from(x), f64::from(y));
        let triangle = |corners: &[(i32, i32); 3]| {
            Polygon::new(LineString(corners.iter().map(corner).collect()), vec![])
        };
        let region = |parts: &Vec<[(i32, i32); 3]>| MultiPolygon(parts.iter().map(triangle).collect());
        let mut regions: Vec<_> = regions.iter().map(region).collect();
        if hole {
            let middle = regions.len() / 2;
            regions.insert(middle, with_hole());
        }
        let mut points = lattice(9);
        points.extend(on_edges(&regions));
        agrees(&regions, &points);
    }

    /// Stars at any place and of any size, from a thousandth to a thousand.
    #[test]
    fn agrees_with_a_scan_at_every_scale(
        stars in proptest::collection::vec(
            ((-1e3..1e3_f64, -1e3..1e3_f64), -3.0..3.0_f64, proptest::collection::vec(0.2..1.0_f64, 3..40)), 1..20),
        points in proptest::collection::vec((-2e3..2e3_f64, -2e3..2e3_f64), 40),
    ) {
        let star = |((x, y), scale, radii): &((f64, f64), f64, Vec<f64>)| {
            let size = libm::exp10(*scale);
            let tip = |(i, radius): (usize, &f64)| {
                let angle = i as f64 * std::f64::consts::TAU / radii.len() as f64;
                place(x + size * radius * libm::cos(angle), y + size * radius * libm::sin(angle))
            };
            MultiPolygon::from(Polygon::new(LineString(radii.iter().enumerate().map(tip).collect()), vec![]))
        };
        let regions: Vec<_> = stars.iter().map(star).collect();
        let mut points: Vec<_> = points.into_iter().map(|(x, y)| place(x, y)).collect();
        points.extend(stars.iter().map(|&((x, y), ..)| place(x, y)));
        points.extend(on_edges(&regions));
        agrees(&regions, &points);
    }
}
