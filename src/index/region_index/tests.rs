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
    let repeated: Vec<Coord<f64>> = points.iter().copied().cycle().take(points.len() + 64).collect();
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

/// The next number above, but beside 0 not one so small that its products are none.
fn above(number: f64) -> f64 {
    if number == 0.0 { 1e-130 } else { number.next_up() }
}

/// Corners, points on edges, and points hardly beside them.
fn on_edges(regions: &[MultiPolygon<f64>]) -> Vec<Coord<f64>> {
    let rings = regions.iter().flatten().flat_map(rings_of);
    let edges = rings.flat_map(|ring| ring.0.windows(2).map(|edge| (edge[0], edge[1])).collect::<Vec<_>>());
    edges
        .flat_map(|(a, b)| {
            let middle = (a + b) / 2.0;
            [a, middle, place(above(middle.x), middle.y), place(a.x, -above(-a.y))]
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

/// Polygons that are one place, with one vertex or many, on the edge of the grid and within it.
#[test]
fn a_single_place_is_found_there() {
    let single = |vertices: usize, x, y| {
        MultiPolygon(vec![Polygon::new(LineString(vec![place(x, y); vertices]), vec![])])
    };
    agrees(&[single(1, 3.0, 3.0)], &lattice(4));
    agrees(&[single(3, 8.0, 8.0), single(1, 0.0, 8.0)], &lattice(8));
    let regions =
        [single(4, 4.0, 4.0), with_hole(), single(2, 0.0, 8.0), single(0, 0.0, 0.0), single(1, 3.0, 5.0)];
    agrees(&regions, &lattice(9));
    let at = [place(4.0, 4.0), place(0.0, 8.0), place(3.0, 5.0), place(4.0, 5.0)];
    assert_eq!(RegionIndex::new(&regions).regions_at(&at), [Some(0), Some(1), Some(4), None]);
}

/// What an outline winds around twice is inside, and a hole takes away only from its own polygon what lies within it.
#[test]
fn outlines_that_cross_and_holes_that_reach_out() {
    let ring = |corners: &[(f64, f64)]| LineString::from(corners.to_vec());
    let twice = ring(&[
        (0.0, 0.0),
        (6.0, 0.0),
        (6.0, 6.0),
        (2.0, 6.0),
        (2.0, 2.0),
        (8.0, 2.0),
        (8.0, 4.0),
        (0.0, 4.0),
    ]);
    let out = ring(&[(1.0, 1.0), (9.0, 1.0), (9.0, 3.0), (1.0, 3.0)]);
    let over = ring(&[(1.0, 1.0), (3.0, 1.0), (3.0, 5.0), (1.0, 5.0)]);
    let alone = MultiPolygon::from(Polygon::new(twice.clone(), vec![]));
    agrees(std::slice::from_ref(&alone), &lattice(9));
    assert_eq!(RegionIndex::new(&[alone]).region_at(place(4.0, 3.0)), Some(0));
    let holed = MultiPolygon(vec![
        Polygon::new(twice, vec![out.clone(), over]),
        Rect::new(place(1.0, 1.0), place(2.0, 2.0)).to_polygon(),
    ]);
    agrees(std::slice::from_ref(&holed), &lattice(9));
    let at = [place(4.0, 2.5), place(1.5, 1.5), place(8.5, 2.0), place(4.0, 3.0)];
    assert_eq!(RegionIndex::new(&[holed]).regions_at(&at), [None, Some(0), None, Some(0)]);
    let everything = MultiPolygon::from(Polygon::new(out.clone(), vec![out]));
    agrees(&[everything], &lattice(9));
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

fn any_ring() -> impl Strategy<Value = LineString<f64>> {
    let corner = (0..9_i32, 0..9_i32).prop_map(|(x, y)| place(f64::from(x), f64::from(y)));
    proptest::collection::vec(corner, 0..8).prop_map(LineString)
}

/// Along the bottom of the lattice and up its right side, with teeth of a tenth.
fn sawtooth() -> MultiPolygon<f64> {
    let teeth = (0..160).map(|i| {
        let (along, tooth) = (f64::from(i) / 10.0, f64::from(i % 2) / 10.0);
        if along < 8.0 { place(along, tooth) } else { place(8.0 - tooth, along - 8.0) }
    });
    let back = [place(8.25, 8.0), place(8.25, -0.25), place(0.0, -0.25)];
    Polygon::new(LineString(teeth.chain(back).collect()), vec![]).into()
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

    /// Rings of any shape at whole places as outlines and as holes: crossing and covering themselves and each other, flat,
    /// or of one place.
    #[test]
    fn agrees_with_a_scan_on_invalid_polygons(
        regions in proptest::collection::vec(
            proptest::collection::vec(proptest::collection::vec(any_ring(), 1..4), 0..3), 1..8),
        fine in any::<bool>(),
    ) {
        let polygon = |rings: Vec<LineString<f64>>| {
            let mut rings = rings.into_iter();
            Polygon::new(rings.next().unwrap(), rings.collect())
        };
        let mut regions: Vec<_> = regions
            .into_iter()
            .map(|parts| MultiPolygon(parts.into_iter().map(polygon).collect()))
            .collect();
        if fine {
            // Many short edges make the cells small beside the polygons.
            regions.push(sawtooth());
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
