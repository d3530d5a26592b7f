//! Stations with places of their own. One tenth of a degree of longitude is about 9 km at 36° N, one of latitude 11.1 km.

use super::hand::{ALBERS, at, cities, codes, corridors, legs, rules};
use crate::layer::{Cities, Corridors, StationPoints};
use crate::network::{Network, NetworkRules, StationAccess, Stations};
use crate::units::{Kilometres, Minutes};

/// Identifier, place, city and mode of a station.
pub(super) type Point<'a> = (&'a str, (f64, f64), Option<&'a str>, Option<&'a str>);

pub(super) fn points(rows: &[Point]) -> Stations {
    let own = |text: Option<&str>| text.map(str::to_owned);
    let points = StationPoints {
        source: "stations.geojson".into(),
        ids: rows.iter().map(|row| row.0.to_owned()).collect(),
        names: rows.iter().map(|row| row.0.to_uppercase()).collect(),
        cities: rows.iter().map(|row| own(row.2)).collect(),
        modes: rows.iter().map(|row| own(row.3)).collect(),
        at: rows.iter().map(|row| at(row.1)).collect(),
    };
    Stations { points, ..Stations::default() }
}

pub(super) fn build(ways: &Corridors, cities: &Cities, stations: &Stations, rules: &NetworkRules) -> Network {
    Network::build(ways, &vec![true; ways.len()], cities, stations, rules, &ALBERS).unwrap()
}

/// Minutes in a straight line at 30 km/h on the plane.
fn crow(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [a, b] = [a, b].map(|place| ALBERS.to_plane(at(place)).unwrap());
    (a.x - b.x).hypot(a.y - b.y) / 1000.0 / 30.0 * 60.0
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
}

const LINE: [(f64, f64); 3] = [(0.0, 1.0), (10.0, 1.0), (20.0, 1.0)];

#[test]
fn a_train_stops_at_stations_and_nowhere_else() {
    // The line passes 11 km north of both seats; the second station lies beside a stretch without a vertex.
    let ways = corridors(&[("hsr", 60.0, &LINE)]);
    let seats = [(0.0, 0.0), (15.0, 0.0), (20.0, 0.0)];
    let stations = points(&[("a", LINE[0], None, None), ("b", (15.0, 1.02), None, None)]);
    let network = build(&ways, &cities(&seats), &stations, &rules("max_access_km = 20"));
    let legs = legs(&network, 0, 1);
    assert_eq!(legs[1], ("wait hsr".to_owned(), 10.0));
    close(legs[0].1, crow(seats[0], LINE[0]));
    assert!((legs[2].1 - 45.0).abs() < 0.01, "three quarters of the line: {legs:?}");
    close(legs[3].1, crow(seats[1], (15.0, 1.02)));
    // The end of the line at the third seat is no station.
    assert_eq!(network.travel_times().milliseconds(0, 2), None);
    assert_eq!(codes(network.findings()), ["W-STN-004", "W-NET-005"]);
}

#[test]
fn a_station_is_passed_in_the_time_of_a_stop() {
    let ways = corridors(&[("hsr", 60.0, &LINE)]);
    let seats = [(0.0, 0.0), (20.0, 0.0)];
    let ends = [("a", LINE[0], None, None), ("b", LINE[2], None, None)];
    let middle = ("m", LINE[1], None, None);
    let time = |rows: &[Point]| {
        build(&ways, &cities(&seats), &points(rows), &rules("max_access_km = 20"))
            .travel_times()
            .milliseconds(0, 1)
    };
    assert_eq!(time(&[ends[0], middle, ends[1]]).unwrap() - time(&ends).unwrap(), 120_000);
}

#[test]
fn a_city_boards_at_its_own_stations_and_at_the_nearest_of_each_mode() {
    // `own` is farther from the seat than `near`, and both are used; `rail` stops at `far` only.
    let ways = corridors(&[
        ("hsr", 60.0, &[(1.0, 0.0), (20.0, 0.0)]),
        ("hsr", 50.0, &[(0.0, 2.0), (20.0, 2.0)]),
        ("rail", 90.0, &[(0.0, -3.0), (20.0, -3.0)]),
    ]);
    let seats = [(0.0, 0.0), (20.0, 0.0)];
    let rows = [
        ("east_far", (20.0, -3.0), None, Some("rail")),
        ("east_near", (20.0, 0.0), None, None),
        ("east_own", (20.0, 2.0), Some("c1"), None),
        ("far", (0.0, -3.0), None, Some("rail")),
        ("near", (1.0, 0.0), None, None),
        ("own", (0.0, 2.0), Some("c0"), None),
    ];
    let boarded = |more: &str, modes: &[bool]| {
        let network =
            Network::build(&ways, modes, &cities(&seats), &points(&rows), &rules(more), &ALBERS).unwrap();
        network.path(0, 1).map(|path| path.steps[0].minutes().get())
    };
    close(boarded("", &[true, false, false]).unwrap(), crow(seats[0], rows[4].1));
    close(boarded("", &[false, true, false]).unwrap(), crow(seats[0], rows[5].1));
    close(boarded("", &[false, false, true]).unwrap(), crow(seats[0], rows[3].1));
    // Two stations of one mode, of which the nearer is no city's own: both remain in use.
    let both = build(&ways, &cities(&seats), &points(&rows), &rules(""));
    let via_own = 50.0 + 10.0 + 2.0 * crow(seats[0], rows[5].1);
    let via_near = 60.0 + 10.0 + crow(seats[0], rows[4].1);
    let time = both.travel_times().minutes(0, 1).unwrap().get();
    assert!((time - via_own.min(via_near)).abs() < 1e-3, "{time} {via_own} {via_near}");
    // A station farther than the reach is nobody's, its own city's neither.
    assert_eq!(boarded("max_access_km = 15", &[false, true, false]), None);
}

#[test]
fn what_is_odd_about_stations_is_said() {
    let ways = corridors(&[
        ("hsr", 60.0, &[(0.0, 0.0), (20.0, 0.0)]),
        ("hsr", 60.0, &[(20.0, 0.0), (20.0, 30.0)]),
        ("hsr", 60.0, &[(20.0, 30.0), (20.0, 60.0)]),
    ]);
    let stations = points(&[
        ("a", (0.0, 0.0), None, None),
        ("b", (20.0, 0.0), Some("c9"), None),
        ("far", (20.0, 30.0), Some("c0"), None),
        ("lost", (20.0, 60.0), None, None),
        ("off", (10.0, 1.0), None, Some("rail")),
        ("side", (10.0, 1.0), None, Some("hsr")),
    ]);
    let network = build(&ways, &cities(&[(0.0, 0.0), (20.0, 0.0)]), &stations, &rules(""));
    let said: Vec<String> = network.findings().iter().map(ToString::to_string).collect();
    // 11.1 km along the meridian, less what a straight line of 180 km on the plane lies north of the parallel.
    assert_eq!(
        said,
        [
            "stations.geojson: `b` B: field `city`: a station names a city that is not there: `c9`",
            "stations.geojson: `off` OFF: the station lies off every line in service that could stop there",
            "stations.geojson: `side` SIDE: the station lies off every line in service that could stop there: `10.9 km`",
            "stations.geojson: `far` FAR: the station lies farther than 80 km from C0, whose it is, and does not serve it",
            "stations.geojson: `lost` LOST: nobody boards here: the station is the nearest of no city within 80 km",
        ]
    );
    let bad = points(&[("a", (0.0, 0.0), None, Some("road")), ("b", (0.0, 0.0), None, Some("tram"))]);
    let refused = Network::build(&ways, &[true; 3], &cities(&[(0.0, 0.0)]), &bad, &rules(""), &ALBERS);
    assert_eq!(codes(&refused.unwrap_err().into_findings().unwrap()), ["E-NET-006", "E-NET-006"]);
}

/// Two cities with a station each 2 units north of the seat, joined with it by a road that winds.
fn wound() -> (Corridors, [(f64, f64); 2], Stations) {
    let ways = corridors(&[
        ("hsr", 60.0, &[(0.0, 2.0), (20.0, 2.0)]),
        ("road", 70.0, &[(0.0, 0.0), (0.0, 2.0)]),
        ("road", 50.0, &[(20.0, 0.0), (20.0, 2.0)]),
    ]);
    let stations = points(&[("a", (0.0, 2.0), None, None), ("b", (20.0, 2.0), None, None)]);
    (ways, [(0.0, 0.0), (20.0, 0.0)], stations)
}

#[test]
fn over_roads_the_way_to_a_station_takes_what_the_roads_take() {
    let (mut ways, seats, stations) = wound();
    let by = |ways: &Corridors, more: &str| build(ways, &cities(&seats), &stations, &rules(more));
    let line = by(&ways, "");
    close(line.travel_times().minutes(0, 1).unwrap().get(), 70.0 + 2.0 * crow(seats[0], (0.0, 2.0)));
    let roads = by(&ways, "station_access = 'roads'");
    let found = legs(&roads, 0, 1);
    let expected = [("ride 1", 70.0), ("wait hsr", 10.0), ("ride 0", 60.0), ("ride 2", 50.0)];
    assert_eq!(found, expected.map(|(leg, minutes)| (leg.to_owned(), minutes)));
    assert_eq!(roads.rail_times(Minutes::ZERO).unwrap().minutes(0, 1), Some(Minutes::new(60.0)));
    assert_eq!(codes(roads.findings()), [] as [&str; 0]);
    // One way only: there by road, back in a straight line, said.
    ways.oneway[1] = true;
    let oneway = by(&ways, "station_access = 'roads'");
    assert_eq!(oneway.travel_times().minutes(0, 1), Some(Minutes::new(190.0)));
    close(oneway.travel_times().minutes(1, 0).unwrap().get(), 120.0 + crow(seats[0], (0.0, 2.0)));
    assert_eq!(codes(oneway.findings()), ["W-STN-003"]);
    // A way back by another road, 90 min: asymmetric, and by road both ways.
    let mut both = corridors(&[
        ("hsr", 60.0, &[(0.0, 2.0), (20.0, 2.0)]),
        ("road", 70.0, &[(0.0, 0.0), (0.0, 2.0)]),
        ("road", 50.0, &[(20.0, 0.0), (20.0, 2.0)]),
        ("road", 90.0, &[(0.0, 2.0), (1.0, 1.0), (0.0, 0.0)]),
    ]);
    both.oneway[1] = true;
    both.oneway[3] = true;
    let both = by(&both, "station_access = 'roads'");
    let times = both.travel_times();
    assert_eq!([times.minutes(0, 1), times.minutes(1, 0)], [190.0, 210.0].map(|t| Some(Minutes::new(t))));
}

#[test]
fn without_roads_the_straight_line_stands_in() {
    let (ways, seats, stations) = wound();
    let rail_only = [true, false, false];
    let build =
        |more| Network::build(&ways, &rail_only, &cities(&seats), &stations, &rules(more), &ALBERS).unwrap();
    let (line, roads) = (build(""), build("station_access = 'roads'"));
    assert_eq!(line.travel_times(), roads.travel_times());
    let said: Vec<String> = roads.findings().iter().map(ToString::to_string).collect();
    let what = "no road leads between the station and these seats, the way is taken straight";
    assert_eq!(said[0], format!("stations.geojson: `a` A: {what}: `C0`"));
    assert_eq!(said.len(), 2);
}

#[test]
fn trips_change_between_road_and_rail_at_a_station_without_a_city() {
    // The second city has no railway; a road leads to it from the last station, 63 km from every seat.
    let ways =
        corridors(&[("hsr", 30.0, &[(0.0, 0.0), (10.0, 0.0)]), ("road", 40.0, &[(10.0, 0.0), (17.0, 0.0)])]);
    let stations = points(&[("a", (0.0, 0.0), None, None), ("x", (10.0, 0.0), None, None)]);
    let seats = [(0.0, 0.0), (17.0, 0.0)];
    let more = "max_access_km = 20";
    let line = build(&ways, &cities(&seats), &stations, &rules(more));
    assert_eq!(line.travel_times().minutes(0, 1), None);
    // The first city has no road within reach, so that its own way is the line: no distance at all.
    let roads =
        build(&ways, &cities(&seats), &stations, &rules(&format!("{more}\nstation_access = 'roads'")));
    assert_eq!(roads.travel_times().minutes(0, 1), Some(Minutes::new(80.0)));
    assert_eq!(roads.travel_times().minutes(1, 0), Some(Minutes::new(80.0)));
}

#[test]
fn a_way_that_is_stated_stays_as_stated() {
    let ways =
        corridors(&[("hsr", 60.0, &[(0.0, 0.0), (20.0, 0.0)]), ("road", 500.0, &[(0.0, 0.0), (20.0, 0.0)])]);
    let access = StationAccess { city: "c0".into(), mode: "hsr".into(), access_km: Kilometres::new(7.0) };
    let stations = Stations::from(vec![access]);
    let network =
        build(&ways, &cities(&[(0.0, 0.0), (20.0, 0.0)]), &stations, &rules("station_access = 'roads'"));
    // 7 km and 5 km (station_access_km) at 30 km/h.
    assert_eq!(network.travel_times().minutes(0, 1), Some(Minutes::new(14.0 + 10.0 + 60.0 + 10.0)));
}

#[test]
fn a_change_between_stations_of_a_city_takes_its_own_time() {
    // c1 has two stations 22 km apart, one a line; its seat lies between them.
    let ways =
        corridors(&[("hsr", 60.0, &[(0.0, 0.0), (10.0, 1.0)]), ("rail", 60.0, &[(10.0, -1.0), (20.0, 0.0)])]);
    let stations = points(&[
        ("a", (0.0, 0.0), None, None),
        ("n", (10.0, 1.0), Some("c1"), None),
        ("s", (10.0, -1.0), Some("c1"), None),
        ("z", (20.0, 0.0), None, None),
    ]);
    let seats = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0)];
    let by = |more: &str| build(&ways, &cities(&seats), &stations, &rules(more));
    let through = by("");
    let way = crow(seats[1], (10.0, 1.0)) + crow(seats[1], (10.0, -1.0));
    let around = 10.0 + 60.0 + way + 30.0 + 60.0;
    assert!((through.travel_times().minutes(0, 2).unwrap().get() - around).abs() < 1e-3);
    let stated = by("transfer_city_min = 45");
    assert_eq!(stated.travel_times().minutes(0, 2), Some(Minutes::new(10.0 + 60.0 + 45.0 + 60.0)));
    assert_eq!(legs(&stated, 0, 2)[2], ("transfer rail".to_owned(), 45.0));
    assert_eq!(codes(stated.findings()), [] as [&str; 0]);
    // What is slower than the way out and in is avoided, and the rules contradict themselves.
    let slow = by("transfer_city_min = 90");
    assert_eq!(slow.travel_times(), through.travel_times());
    assert_eq!(codes(slow.findings()), ["W-NET-010", "W-NET-010"]);
    assert!(
        slow.findings()[0].to_string().contains("to avoid `transfer_city_min`, 90"),
        "{}",
        slow.findings()[0]
    );
}

#[test]
fn the_way_to_the_nearest_station_is_known_without_the_wait() {
    let (ways, seats, stations) = wound();
    let access = |network: &Network, modes: &[&str]| -> Vec<Option<f64>> {
        let modes: Vec<String> = modes.iter().map(|&mode| mode.to_owned()).collect();
        network.station_access(&modes).into_iter().map(|time| time.map(Minutes::get)).collect()
    };
    let by = |more: &str| build(&ways, &cities(&seats), &stations, &rules(more));
    let line = by("");
    let found = access(&line, &["hsr"]);
    close(found[0].unwrap(), crow(seats[0], (0.0, 2.0)));
    close(found[1].unwrap(), crow(seats[1], (20.0, 2.0)));
    assert_eq!(found, access(&line, &[]), "all railways are one mode here");
    assert_eq!(access(&line, &["rail"]), [None, None]);
    // Over the roads as long as these take, and from a city that only the road leads to, no station is its own.
    assert_eq!(access(&by("station_access = 'roads'"), &["hsr"]), [Some(70.0), Some(50.0)]);
    let far =
        corridors(&[("hsr", 30.0, &[(0.0, 0.0), (10.0, 0.0)]), ("road", 40.0, &[(10.0, 0.0), (17.0, 0.0)])]);
    let stations = points(&[("a", (0.0, 0.0), None, None), ("x", (10.0, 0.0), None, None)]);
    let more = "max_access_km = 20\nstation_access = 'roads'";
    let far = build(&far, &cities(&[(0.0, 0.0), (17.0, 0.0)]), &stations, &rules(more));
    assert_eq!(access(&far, &[]), [Some(0.0), None]);
}

#[test]
fn a_fast_train_passes_by_where_its_line_does_not_end() {
    // A fast train from a to c over b, and slow ones from a to b and from b to c.
    let ways = corridors(&[
        ("hsr", 30.0, &[(0.0, 0.0), (20.0, 0.0)]),
        ("rail", 40.0, &[(0.0, 0.0), (10.0, 0.0)]),
        ("rail", 40.0, &[(10.0, 0.0), (20.0, 0.0)]),
    ]);
    let seats = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0)];
    let rows = [("a", seats[0], None, None), ("b", (10.0, 0.01), None, None), ("c", seats[2], None, None)];
    let time = |ends_only, i, j| {
        let stations = Stations { ends_only, ..points(&rows) };
        let network = build(&ways, &cities(&seats), &stations, &rules("snap_m = 2000"));
        network.travel_times().minutes(i, j).unwrap().get()
    };
    close(time(true, 0, 1), 30.0 + 40.0);
    close(time(true, 0, 2), 10.0 + 30.0);
    // Were it to stop there, half of its way would do, and a stop be lost.
    assert!((time(false, 0, 1) - 25.0).abs() < 0.01);
    close(time(false, 0, 2), 42.0);
}

#[test]
fn a_line_is_waited_for_at_boarding_and_at_a_change() {
    let mut ways =
        corridors(&[("rail", 60.0, &[(0.0, 0.0), (10.0, 0.0)]), ("rail", 50.0, &[(10.0, 0.0), (20.0, 0.0)])]);
    ways.lines = vec![Some("L1".to_owned()), Some("L2".to_owned())];
    let seats = [(0.0, 0.0), (5.0, 5.0), (20.0, 0.0)];
    let stations = points(&[
        ("a", (0.0, 0.0), None, None),
        ("m", (10.0, 0.0), None, None),
        ("z", (20.0, 0.0), None, None),
    ]);
    let mut rules = rules("transfer_between = 'lines'");
    let waits = [("L1", 6.0), ("L2", 9.0)].map(|(line, wait)| (line.to_owned(), Minutes::new(wait)));
    rules.mode.get_mut("rail").unwrap().wait_of_line_min = waits.into();
    let network = build(&ways, &cities(&seats), &stations, &rules);
    let found = legs(&network, 0, 2);
    let expected =
        [("wait rail", 30.0 + 6.0), ("ride 0", 60.0), ("transfer rail", 20.0 + 9.0), ("ride 1", 50.0)];
    assert_eq!(found, expected.map(|(leg, minutes)| (leg.to_owned(), minutes)));
}
