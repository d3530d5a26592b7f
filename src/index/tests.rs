use super::*;
use crate::reproject::{Crs, Projector};
use geo::{Contains, Intersects};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What the index answers by looking at everything.
mod judge {
    use super::*;

    pub(super) fn by_distance(regions: &[MultiPolygon<f64>], from: Coord<f64>) -> Vec<(usize, Metres)> {
        let distance = |region| Euclidean.distance(&Point(from), region);
        let mut all: Vec<_> = regions.iter().map(distance).enumerate().collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        all.into_iter().map(|(i, d)| (i, Metres::new(d))).collect()
    }

    pub(super) fn region_at(regions: &[MultiPolygon<f64>], at: Coord<f64>) -> Option<usize> {
        regions.iter().position(|region| region.intersects(&at))
    }

    /// Pairs of regions with a vertex (or, for `edges`, an edge) in common.
    pub(super) fn contiguity(regions: &[MultiPolygon<f64>], edges: bool) -> Vec<Vec<usize>> {
        let sets: Vec<BTreeSet<String>> = regions
            .iter()
            .map(|region| {
                let polygons = region.iter();
                let rings = polygons.flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
                let lines = rings.flat_map(LineString::lines);
                let sorted = |l: Line<f64>| {
                    let mut ends = [format!("{:?}", l.start), format!("{:?}", l.end)];
                    ends.sort();
                    ends.concat()
                };
                lines.map(|l| if edges { sorted(l) } else { format!("{:?}", l.start) }).collect()
            })
            .collect();
        let share = |i: usize, j: usize| i != j && !sets[i].is_disjoint(&sets[j]);
        (0..sets.len()).map(|i| (0..sets.len()).filter(|&j| share(i, j)).collect()).collect()
    }
}

struct China {
    names: Vec<String>,
    lonlat: Vec<MultiPolygon<f64>>,
    plane: Vec<MultiPolygon<f64>>,
}

fn china(file: &str) -> China {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/china").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let geojson::GeoJson::FeatureCollection(layer) = text.parse().unwrap() else { panic!("a collection") };
    let projector = Projector::new(&Crs::AlbersChina).unwrap();
    let mut china = China { names: Vec::new(), lonlat: Vec::new(), plane: Vec::new() };
    for feature in layer.features {
        china.names.push(feature.property("name").unwrap().as_str().unwrap().to_owned());
        let geometry: geo_types::Geometry<f64> = feature.geometry.unwrap().try_into().unwrap();
        let polygons = match geometry {
            geo_types::Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
            geo_types::Geometry::MultiPolygon(polygons) => polygons,
            other => panic!("{other:?}"),
        };
        china.plane.push(projector.polygons_to_plane(&polygons).unwrap());
        china.lonlat.push(polygons);
    }
    china
}

fn islands(china: &China) -> Vec<&str> {
    let neighbours = queen_pairs(&china.lonlat);
    (0..neighbours.len()).filter(|&i| neighbours[i].is_empty()).map(|i| china.names[i].as_str()).collect()
}

#[test]
fn the_index_agrees_with_a_scan_on_china() {
    let cities = china("cities.geojson");
    let index = SpatialIndex::of_regions(cities.plane.clone());
    let by_place = RegionIndex::new(&cities.plane);
    // A lattice over the country, and places on boundaries, where several regions meet.
    let lattice = (0..16).flat_map(|i| (0..12).map(move |j| (i, j)));
    let lattice =
        lattice.map(|(i, j)| Coord { x: -2.6e6 + 3.3e5 * f64::from(i), y: 3e5 + 4.7e5 * f64::from(j) });
    let corners = cities.plane.iter().step_by(9).map(|region| region.0[0].exterior().0[0]);
    for point in lattice.chain(corners) {
        let all = judge::by_distance(&cities.plane, point);
        assert_eq!(by_place.region_at(point), judge::region_at(&cities.plane, point));
        assert_eq!(index.nearest(point, 7), all[..7]);
        let reach = Metres::new(150_000.0);
        let near: Vec<_> = all.into_iter().take_while(|&(_, distance)| distance <= reach).collect();
        assert_eq!(index.within(point, reach), near);
    }
}

#[test]
fn contiguity_agrees_with_a_scan_on_china() {
    let (provinces, cities) = (china("provinces.geojson"), china("cities.geojson"));
    for layer in [&provinces, &cities] {
        let (queen, rook) = (queen_pairs(&layer.lonlat), rook_pairs(&layer.lonlat));
        assert_eq!(queen, judge::contiguity(&layer.lonlat, false));
        assert_eq!(rook, judge::contiguity(&layer.lonlat, true));
        assert!(queen.iter().zip(&rook).all(|(q, r)| r.iter().all(|j| q.contains(j))));
    }
    assert_eq!(islands(&provinces), ["海南省", "台湾省"]);
    assert_eq!(islands(&cities), ["舟山市", "三沙市", "台湾省"]);
}

#[test]
fn a_boundary_belongs_to_the_lower_region() {
    let square = |x: f64| {
        let corners = Coord { x, y: 0.0 };
        MultiPolygon(vec![geo_types::Rect::new(corners, corners + Coord { x: 1.0, y: 1.0 }).to_polygon()])
    };
    let regions = vec![square(1.0), square(0.0), MultiPolygon(vec![])];
    let by_place = RegionIndex::new(&regions);
    let index = SpatialIndex::of_regions(regions);
    let between = Coord { x: 1.0, y: 0.5 };
    assert_eq!(by_place.region_at(between), Some(0));
    assert!(!square(1.0).contains(&between));
    assert_eq!(by_place.region_at(Coord { x: 2.5, y: 0.5 }), None);
    assert_eq!(index.nearest(between, 9), [(0, Metres::ZERO), (1, Metres::ZERO)]);
    assert_eq!(index.within(Coord { x: 2.5, y: 0.5 }, Metres::new(0.5)), [(0, Metres::new(0.5))]);
}

#[test]
fn lines_cross_where_they_are_drawn_across() {
    let line = |coords: &[(f64, f64)]| LineString::from(coords.to_vec());
    let lines = [
        line(&[(0.0, 0.0), (4.0, 0.0)]),
        line(&[(1.0, -1.0), (1.0, 1.0), (3.0, 1.0), (3.0, 0.0)]),
        line(&[(2.0, 0.0), (9.0, 0.0)]),
    ];
    let index = LineIndex::new(&lines);
    let crossings = index.crossings();
    let places: Vec<_> =
        crossings.iter().map(|c| (c.positions.map(|p| (p.line, p.segment)), c.fractions)).collect();
    assert_eq!(places[0], ([(0, 0), (1, 0)], [0.25, 0.5]));
    assert_eq!(places[1], ([(0, 0), (1, 2)], [0.75, 1.0]));
    assert_eq!(places[2].0, [(1, 2), (2, 0)]);
    assert_eq!(places.len(), 3);
    let nearest = index.nearest(Coord { x: 1.0, y: 3.0 }, Metres::new(2.0));
    assert_eq!(nearest.len(), 1, "a corner of one line is one place");
    assert_eq!(
        (nearest[0].position, nearest[0].distance),
        (Position { line: 1, segment: 0 }, Metres::new(2.0))
    );
    assert_eq!(index.nearest(Coord { x: 1.0, y: 3.0 }, Metres::new(1.9)), []);
    let both = index.nearest(Coord { x: 3.5, y: -1.0 }, Metres::new(9.0));
    assert_eq!(both.iter().map(|place| place.position.line).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(index.passing(Coord { x: 3.0, y: 0.5 }, Metres::new(0.5)), [0, 1, 2]);
}

proptest! {
    #[test]
    fn points_agree_with_a_scan(
        points in proptest::collection::vec((0..20_i32, 0..20_i32), 0..60),
        from in (0..20_i32, 0..20_i32),
        k in 0..10_usize,
    ) {
        // Whole numbers make ties frequent.
        let place = |(x, y): (i32, i32)| Coord { x: f64::from(x), y: f64::from(y) };
        let points: Vec<_> = points.into_iter().map(place).collect();
        let index = SpatialIndex::of_points(&points);
        let mut all: Vec<_> =
            points.iter().map(|&p| Euclidean.distance(p, place(from))).enumerate().collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let all: Vec<_> = all.into_iter().map(|(i, d)| (i, Metres::new(d))).collect();
        prop_assert_eq!(index.nearest(place(from), k), all[..k.min(all.len())].to_vec());
        let reach = Metres::new(5.0);
        let near: Vec<_> = all.into_iter().take_while(|&(_, d)| d <= reach).collect();
        prop_assert_eq!(index.within(place(from), reach), near);
    }
}
