use super::*;
use crate::network::Edge;
use crate::network::ellipsoidal_area;
use crate::network::graph::Graph;
use crate::network::judge::all_pairs;
use crate::network::locate::Plane;
use geo::{Contains, Distance, Euclidean, MapCoords, Validation};
use geo_types::{MultiLineString, Point};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

fn square_kilometres(area: &MultiPolygon<f64>) -> f64 {
    ellipsoidal_area(area).get()
}

/// Roads on a plane of metres around a place, to be judged slowly.
struct Ground {
    at: Vec<Coord<f64>>,
    edges: Vec<Edge>,
    times: Vec<Vec<Option<u32>>>,
}

const ORIGIN: Coord<f64> = Coord { x: 110.0, y: 30.0 };

fn scale() -> Coord<f64> {
    Plane::touching(ORIGIN).scale
}

fn lonlat(x: f64, y: f64) -> Coord<f64> {
    Coord { x: ORIGIN.x + x / scale().x, y: ORIGIN.y + y / scale().y }
}

fn metres(at: Coord<f64>) -> Coord<f64> {
    Coord { x: (at.x - ORIGIN.x) * scale().x, y: (at.y - ORIGIN.y) * scale().y }
}

impl Ground {
    /// Nodes by metres, and two-way roads (one-way where so said) with their seconds.
    fn new(nodes: &[(f64, f64)], roads: &[(u32, u32, u32, bool)]) -> Self {
        let at = nodes.iter().map(|&(x, y)| lonlat(x, y)).collect();
        let mut edges = Vec::new();
        for &(tail, head, seconds, both) in roads {
            let milliseconds = seconds * 1000;
            edges.push(Edge { tail, head, milliseconds });
            if both {
                edges.push(Edge { tail: head, head: tail, milliseconds });
            }
        }
        let times = all_pairs(nodes.len(), &edges);
        Self { at, edges, times }
    }

    fn graph(&self) -> Graph {
        Graph::new(self.at.len(), &self.edges).unwrap()
    }

    fn node(&self, node: usize) -> Place {
        Place::node(node, self.at[node])
    }

    /// The bands around nodes.
    fn bands(
        &self,
        nodes: &[usize],
        limits: &[u32],
        direction: Direction,
        options: AreaOptions,
    ) -> Vec<MultiPolygon<f64>> {
        let router = Router::unprepared(self.graph());
        let areas = AreaPlan::new(&router, &self.at, direction, options).make();
        let group = nodes.iter().map(|&node| self.node(node)).collect();
        let bands = areas.around(&[group], limits).remove(0);
        for band in &bands {
            assert_sound(band);
        }
        bands
    }

    /// Milliseconds from the nearest of some nodes to a point, or back, by its nearest road; every edge is looked at.
    fn time(
        &self,
        nodes: &[usize],
        point: Coord<f64>,
        direction: Direction,
        options: AreaOptions,
    ) -> Option<f64> {
        let plane = Plane::touching(point);
        let line = |edge: &Edge| {
            let (low, high) = (edge.tail.min(edge.head), edge.tail.max(edge.head));
            let (distance, fraction) = plane.nearest(self.at[low as usize], self.at[high as usize]);
            (distance, (low, high), fraction)
        };
        let order =
            |a: &(f64, (u32, u32), f64), b: &(f64, (u32, u32), f64)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        let (distance, ends, fraction) =
            self.edges.iter().filter(|e| e.tail != e.head).map(line).min_by(order)?;
        if distance > options.reach.get() {
            return None;
        }
        let access = options.access.map_or(0.0, |speed| distance / speed.get() * 3.6 * 1000.0);
        let to = |node: u32| {
            let between = |&other: &usize| match direction {
                Direction::From => self.times[other][node as usize],
                Direction::To => self.times[node as usize][other],
            };
            nodes.iter().filter_map(between).min().map(f64::from)
        };
        let along = |edge: &&Edge| (edge.tail.min(edge.head), edge.tail.max(edge.head)) == ends;
        let by = |edge: &Edge| {
            let (node, share) = match direction {
                Direction::From => (edge.tail, if edge.tail == ends.0 { fraction } else { 1.0 - fraction }),
                Direction::To => (edge.head, if edge.head == ends.0 { fraction } else { 1.0 - fraction }),
            };
            Some(to(node)? + f64::from(edge.milliseconds) * share)
        };
        let mut times: Vec<f64> = self.edges.iter().filter(along).filter_map(by).collect();
        for (node, there) in [(ends.0, fraction <= 0.0), (ends.1, fraction >= 1.0)] {
            times.extend(to(node).filter(|_| there));
        }
        times.into_iter().min_by(f64::total_cmp).map(|time| time + access)
    }

    /// The points that are judged otherwise than the polygon says, though they lie more than the diagonal of a cell away
    /// from its contour, and from every place that would be judged otherwise than they.
    fn disagreements(
        &self,
        (nodes, limit): (&[usize], u32),
        area: &MultiPolygon<f64>,
        options: AreaOptions,
        points: &[Coord<f64>],
    ) -> Vec<Coord<f64>> {
        let tolerance = options.cell().get() * std::f64::consts::SQRT_2;
        let on_plane = area.map_coords(metres);
        let contour = MultiLineString(
            on_plane
                .iter()
                .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()).cloned())
                .collect(),
        );
        let judged = |point: Coord<f64>| {
            self.time(nodes, point, Direction::From, options).is_some_and(|time| time <= f64::from(limit))
        };
        let alone = |place: Coord<f64>, inside: bool| {
            let mut around = (0..48).map(|k| {
                let (radius, turn) = (tolerance * f64::from(k % 3 + 1) / 3.0, f64::from(k) * 0.411);
                lonlat(place.x + radius * turn.cos(), place.y + radius * turn.sin())
            });
            around.all(|near| judged(near) != inside)
        };
        let wrong = |&&point: &&Coord<f64>| {
            let place = metres(point);
            let inside = on_plane.contains(&Point(place));
            inside != judged(point)
                && Euclidean.distance(&Point(place), &contour) > tolerance
                && alone(place, inside)
        };
        points.iter().filter(wrong).copied().collect()
    }
}

/// OGC: simple closed rings, holes inside and apart; RFC 7946: exteriors counter-clockwise.
fn assert_sound(area: &MultiPolygon<f64>) {
    use geo::winding_order::{Winding, WindingOrder};
    assert!(area.is_valid(), "{:?}", area.validation_errors());
    for polygon in area {
        assert_eq!(polygon.exterior().winding_order(), Some(WindingOrder::CounterClockwise));
        for hole in polygon.interiors() {
            assert_eq!(hole.winding_order(), Some(WindingOrder::Clockwise));
        }
    }
}

fn options(reach: f64, kmh: Option<f64>, cell: f64) -> AreaOptions {
    AreaOptions {
        reach: Metres::new(reach),
        access: kmh.map(KilometresPerHour::new),
        cell: Some(Metres::new(cell)),
    }
}

fn random(count: usize, west: f64, south: f64, east: f64, north: f64, seed: u64) -> Vec<Coord<f64>> {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    (0..count).map(|_| lonlat(rng.random_range(west..east), rng.random_range(south..north))).collect()
}

/// A street on each bank of a river 700 m wide, joined by one bridge far to the east; a motorway between the south
/// street and a village beyond it, without a junction there; and a street that nothing joins.
fn river() -> Ground {
    let mut nodes = Vec::new();
    let mut roads = Vec::new();
    // North bank: nodes 0..=10, south bank: 11..=21, a kilometre apart.
    for bank in [0.0, -700.0] {
        for i in 0..=10 {
            nodes.push((f64::from(i) * 1000.0, bank));
        }
    }
    for i in 0..10 {
        roads.push((i, i + 1, 60, true));
        roads.push((i + 11, i + 12, 60, true));
    }
    roads.push((10, 21, 60, true));
    // Motorway: nodes 22 and 23, along y = -900 m, entered and left only beyond the east end of the south street.
    nodes.extend([(-500.0, -900.0), (11_000.0, -900.0)]);
    roads.push((22, 23, 300, true));
    roads.push((21, 23, 60, true));
    // Village: nodes 24 and 25, 200 m beyond the motorway, joined to its west end by a long way round.
    nodes.extend([(1000.0, -1100.0), (3000.0, -1100.0)]);
    roads.push((24, 25, 120, true));
    roads.push((22, 24, 3600, true));
    // A street that nothing joins, 400 m north of the north bank.
    nodes.extend([(2000.0, 400.0), (4000.0, 400.0)]);
    roads.push((26, 27, 60, true));
    Ground::new(&nodes, &roads)
}

#[test]
fn nothing_leaks_over_a_river_a_motorway_or_a_gap() {
    let ground = river();
    for kmh in [None, Some(6.0)] {
        let options = options(500.0, kmh, 50.0);
        // Six minutes from the west end of the north bank: far from the bridge.
        let limit = 360_000;
        let area = &ground.bands(&[0], &[limit], Direction::From, options)[0];
        let points = random(10_000, -1000.0, -1700.0, 11_700.0, 1000.0, 7);
        assert_eq!(ground.disagreements((&[0], limit), area, options, &points), []);
        let inside = |point: &Coord<f64>| area.contains(&Point(*point));
        assert!(points.iter().filter(|point| inside(point)).count() > 500);
        for point in points {
            let at = metres(point);
            if inside(&point) {
                assert!(at.y > -350.0 - 0.5, "{at:?} is nearer to the far bank");
                assert!(
                    !(at.x > 2000.0 && at.x < 4000.0) || at.y < 200.0 + 0.5,
                    "{at:?} is nearer to the lost street"
                );
            }
        }
        // From the south bank: neither over the river nor over the motorway.
        let area = &ground.bands(&[11], &[limit], Direction::From, options)[0];
        let points = random(10_000, -1000.0, -1700.0, 11_700.0, 1000.0, 8);
        assert_eq!(ground.disagreements((&[11], limit), area, options, &points), []);
        for point in points.iter().filter(|point| area.contains(&Point(**point))) {
            let at = metres(*point);
            assert!(at.y < -350.0 + 0.5 && (at.y > -800.0 - 0.5 || at.x < -400.0), "{at:?}");
        }
    }
}

#[test]
fn a_road_that_is_entered_elsewhere_counts_by_its_own_time() {
    let ground = river();
    let options = options(500.0, None, 50.0);
    // In 23 minutes over the bridge, and back along the motorway, which reaches its places but not the village.
    let limit = 23 * 60_000;
    let area = &ground.bands(&[0], &[limit], Direction::From, options)[0];
    let points = random(10_000, -1000.0, -1700.0, 11_700.0, 1000.0, 9);
    assert_eq!(ground.disagreements((&[0], limit), area, options, &points), []);
    assert!(area.contains(&Point(lonlat(5000.0, -900.0))) && area.contains(&Point(lonlat(5000.0, -1300.0))));
    assert!(!area.contains(&Point(lonlat(2000.0, -1100.0))), "the village");
}

/// A road grid of `side` × `side` nodes 300 m apart with gaps, one-way streets and slow ones.
fn town(side: u32, seed: u64) -> Ground {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut nodes = Vec::new();
    let mut roads = Vec::new();
    for row in 0..side {
        for column in 0..side {
            let mut shaken = |k: u32| f64::from(k) * 300.0 + rng.random_range(-90.0..90.0);
            nodes.push((shaken(column), shaken(row)));
            let node = row * side + column;
            for (to, there) in [(node + 1, column + 1 < side), (node + side, row + 1 < side)] {
                if there && rng.random_range(0..5) > 0 {
                    roads.push((node, to, rng.random_range(20..90), rng.random_range(0..4) > 0));
                }
            }
        }
    }
    Ground::new(&nodes, &roads)
}

#[test]
fn ten_thousand_points_of_a_town_agree() {
    for (seed, kmh) in [(1, None), (2, Some(5.0))] {
        let ground = town(14, seed);
        let options = options(250.0, kmh, 40.0);
        let centres = [5 * 14 + 6, 12 * 14 + 12];
        let limits = [240_000, 400_000];
        let bands = ground.bands(&centres, &limits, Direction::From, options);
        let inside: MultiPolygon<f64> = bands[0].clone();
        let points = random(10_000, -400.0, -400.0, 4400.0, 4400.0, seed);
        assert_eq!(ground.disagreements((&centres, limits[0]), &inside, options, &points), []);
        let outer = &ground.bands(&centres, &limits[1..], Direction::From, options)[0];
        assert_eq!(ground.disagreements((&centres, limits[1]), outer, options, &points), []);
        // Without a tolerance few points are judged otherwise: those in what is narrower than a cell.
        let differ = points.iter().filter(|&&point| {
            let judged = ground.time(&centres, point, Direction::From, options);
            judged.is_some_and(|time| time <= f64::from(limits[0])) != inside.contains(&Point(point))
        });
        let share = differ.count() as f64 / points.len() as f64;
        assert!(share < 0.02, "{share}");
    }
}

#[test]
fn bands_nest_add_up_and_grow() {
    let ground = town(12, 3);
    let options = options(250.0, Some(5.0), 40.0);
    let limits = [120_000, 240_000, 300_000, 900_000];
    let bands = ground.bands(&[70], &limits, Direction::From, options);
    let mut sum = 0.0;
    for (k, limit) in limits.iter().enumerate() {
        let whole = &ground.bands(&[70], &[*limit], Direction::From, options)[0];
        let area = square_kilometres(whole);
        assert!(area >= sum, "more minutes never shrink");
        sum += square_kilometres(&bands[k]);
        assert!((area - sum).abs() < 1e-9 * area, "{area} {sum}");
        // A place is in one band at most, and in the whole if in a band.
        for point in random(2000, -400.0, -400.0, 3800.0, 3800.0, 5) {
            let of: Vec<usize> = (0..=k).filter(|&k| bands[k].contains(&Point(point))).collect();
            assert!(of.len() <= 1 && whole.contains(&Point(point)) == (of.len() == 1), "{point:?} {of:?}");
        }
    }
}

#[test]
fn the_nearest_centre_of_a_group_counts() {
    let ground = town(12, 4);
    let options = options(250.0, None, 40.0);
    let (limit, points) = ([200_000], random(4000, -400.0, -400.0, 3800.0, 3800.0, 6));
    let [a, b, both] = [&[30][..], &[100], &[30, 100]]
        .map(|group| ground.bands(group, &limit, Direction::From, options).remove(0));
    assert!(square_kilometres(&both) <= 1.01 * (square_kilometres(&a) + square_kilometres(&b)));
    let holds = |area: &MultiPolygon<f64>, point: Coord<f64>| area.contains(&Point(point));
    let differ = points.iter().filter(|&&at| holds(&both, at) != (holds(&a, at) || holds(&b, at)));
    // Only in cells where both contours run may the union be drawn otherwise.
    assert!(differ.count() <= 8);
    assert_eq!(ground.disagreements((&[30, 100], limit[0]), &both, options, &points), []);
}

#[test]
fn a_centre_on_a_road_and_trips_to_it() {
    // One-way from west to east, 2 km in 200 s; the centre halfway.
    let ground =
        Ground::new(&[(0.0, 0.0), (2000.0, 0.0), (4000.0, 0.0)], &[(0, 1, 200, false), (1, 2, 200, true)]);
    let graph = ground.graph();
    let router = Router::unprepared(graph.clone());
    let centre = Place::on_road(&graph, [0, 1], 0.5, lonlat(1000.0, 0.0)).unwrap();
    let of = |direction: Direction, limit: u32| {
        let areas = AreaPlan::new(&router, &ground.at, direction, options(100.0, None, 20.0)).make();
        areas.around(&[vec![centre]], &[limit]).remove(0).remove(0)
    };
    let holds = |area: &MultiPolygon<f64>, x: f64| area.contains(&Point(lonlat(x, 30.0)));
    let near = of(Direction::From, 50_000);
    assert_sound(&near);
    assert_eq!([900.0, 1100.0, 1450.0, 1550.0].map(|x| holds(&near, x)), [false, true, true, false]);
    let far = of(Direction::From, 200_000);
    assert_eq!([900.0, 1900.0, 2950.0, 3050.0].map(|x| holds(&far, x)), [false, true, true, false]);
    let to = of(Direction::To, 50_000);
    assert_eq!([450.0, 550.0, 900.0, 1100.0].map(|x| holds(&to, x)), [false, true, true, false]);
}

#[test]
fn a_strip_along_a_road_has_the_area_of_a_buffer() {
    let ground = Ground::new(&[(0.0, 0.0), (10_000.0, 0.0)], &[(0, 1, 600, true)]);
    let area = &ground.bands(&[0], &[700_000], Direction::From, options(500.0, None, 25.0))[0];
    let exact = 10.0 + std::f64::consts::PI * 0.25;
    assert!((square_kilometres(area) - exact).abs() < 2e-3 * exact, "{}", square_kilometres(area));
}

#[test]
fn without_roads_nothing_is_reached() {
    let ground = Ground::new(&[(0.0, 0.0), (10.0, 0.0)], &[]);
    assert_eq!(
        ground.bands(&[0], &[10, 20], Direction::From, AreaOptions::default()),
        vec![MultiPolygon(vec![]); 2]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Coarse cells, many limits, both directions: whatever the times, rings are sound, and neither threads nor what was
    /// prepared changes a byte.
    #[test]
    fn every_band_of_any_town_is_valid(
        seed in any::<u64>(),
        reach in 60.0..600.0_f64,
        share in 0.2..3.0_f64,
        kmh in prop::option::of(1.0..20.0_f64),
        limits in prop::collection::btree_set(0_u32..900_000, 1..5),
        to in any::<bool>(),
        centres in prop::collection::vec(0_usize..81, 1..4),
    ) {
        let ground = town(9, seed);
        let limits: Vec<u32> = limits.into_iter().collect();
        let direction = if to { Direction::To } else { Direction::From };
        let options = options(reach, kmh, reach * share);
        let bands = ground.bands(&centres, &limits, direction, options);
        let routers =
            [Router::unprepared(ground.graph()), Router::prepared(ground.graph(), &ground.at)];
        prop_assert!(routers[1].is_prepared());
        // At nodes, along roads with a way to them, many together, none at all.
        let mut groups: Vec<Vec<Place>> = (0..20).map(|i| vec![ground.node((i * 4) % 81)]).collect();
        groups.extend(ground.edges.iter().step_by(7).map(|edge| {
            let ends = [edge.tail.min(edge.head), edge.tail.max(edge.head)];
            let place = Place::on_road(routers[0].graph(), ends, 0.3, ground.at[ends[0] as usize]).unwrap();
            vec![place.with_access(edge.milliseconds / 2)]
        }));
        groups.insert(3, centres.iter().map(|&centre| ground.node(centre)).collect());
        groups.insert(11, Vec::new());
        let [plain, prepared] = [0, 1].map(|k| {
            AreaPlan::new(&routers[k], &ground.at, direction, options).make()
        });
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let [one, three] = [1, 3].map(|threads| pool(threads).install(|| prepared.around(&groups, &limits)));
        prop_assert_eq!(&one, &three);
        prop_assert_eq!(one, pool(3).install(|| plain.around(&groups, &limits)));
        let whole = ground.bands(&centres, &limits[limits.len() - 1..], direction, options);
        let sum: f64 = bands.iter().map(square_kilometres).sum();
        let area = square_kilometres(&whole[0]);
        prop_assert!((sum - area).abs() <= 1e-9 * area, "{} {}", sum, area);
    }
}
