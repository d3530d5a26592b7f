//! The model, on studies whose answers can be checked in the head.

pub(super) mod hand;
mod loads;
mod properties;
mod removal;
mod stations;

use super::*;
use crate::error::Error;
use crate::layer::Status;
use crate::units::{Kilometres, KilometresPerHour, Minutes};
use geo::{Distance, Euclidean, Geodesic, Length};
use geo_types::{MultiPolygon, Rect};
use hand::{ALBERS, at, build_all, cities, codes, corridors, legs, minutes, network, rules};

const A: (f64, f64) = (0.0, 0.0);
const B: (f64, f64) = (10.0, 0.0);
const C: (f64, f64) = (20.0, 0.0);
const D: (f64, f64) = (10.0, 10.0);

fn steps(expected: &[(&str, f64)]) -> Vec<(String, f64)> {
    expected.iter().map(|&(name, minutes)| (name.to_owned(), minutes)).collect()
}

#[test]
fn roads_join_at_seats_within_the_snapping_distance() {
    // Both lines miss the seat of the second city by some 300 m, on opposite sides.
    let roads = [("road", 60.0, &[A, (9.97, 0.0)][..]), ("road", 50.0, &[(10.03, 0.0), C])];
    let network = network(&[A, B, C], &roads, "");
    assert_eq!(minutes(&network, 0, 2), Some(110.0));
    assert_eq!(legs(&network, 0, 2), steps(&[("ride 0", 60.0), ("ride 1", 50.0)]));
    assert_eq!(network.topology().components, [vec![0, 1, 2]]);
    assert_eq!(network.topology().bridges, [0, 1]);
    assert_eq!(network.findings(), []);
    let loose = hand::network(&[A, B, C], &roads, "snap_m = 100\nmax_access_km = 0.2");
    assert_eq!(minutes(&loose, 0, 2), None);
    assert_eq!(loose.topology().dead_ends.len(), 2);
}

#[test]
fn a_seat_beside_a_road_enters_it_at_the_nearest_point() {
    let network = network(&[A, B, (5.0, 2.0)], &[("road", 60.0, &[A, B])], "");
    let (seat, [a, b]) =
        (ALBERS.to_plane(at((5.0, 2.0))).unwrap(), [A, B].map(|p| ALBERS.to_plane(at(p)).unwrap()));
    let straight = Euclidean.distance(&geo_types::Point(seat), &geo_types::Line::new(a, b));
    let access = straight / 1000.0 / 30.0 * 60.0;
    let (there, onward) = (minutes(&network, 2, 0).unwrap(), minutes(&network, 2, 1).unwrap());
    assert!((there + onward - 60.0 - 2.0 * access).abs() < 1e-4, "both halves add up to the road");
    assert!((there - 30.0 - access).abs() < 0.5, "the road is cut near its middle");
    assert_eq!(minutes(&network, 0, 1), Some(60.0), "cutting changes no time");
    assert_eq!(network.path(0, 1).unwrap().steps.len(), 1, "and the ride is one step");
    let far = hand::network(&[A, B, (5.0, 2.0)], &[("road", 60.0, &[A, B])], "max_access_km = 20");
    assert_eq!(minutes(&far, 2, 0), None);
    assert_eq!(codes(far.findings()), ["W-NET-005"]);
    assert_eq!(far.topology().unreached, [2]);
}

#[test]
fn lines_join_at_shared_vertices_and_elsewhere_pass_over_each_other() {
    let middle = (5.0, 0.0);
    let shared = [("road", 60.0, &[A, middle, B][..]), ("road", 60.0, &[(5.0, -5.0), middle, (5.0, 5.0)])];
    let seats = [A, B, (5.0, 5.0)];
    let joined = minutes(&network(&seats, &shared, ""), 0, 2).unwrap();
    assert!((joined - 60.0).abs() < 0.1, "half of each");
    let over = [("road", 60.0, &[A, B][..]), ("road", 60.0, &[(5.0, -5.0), (5.0, 5.0)])];
    assert_eq!(minutes(&network(&seats, &over, ""), 0, 2), None);
    let crossing = minutes(&network(&seats, &over, "join = 'crossings'"), 0, 2).unwrap();
    assert!((crossing - 60.0).abs() < 0.5, "{crossing}");
    // An end on another line joins it only where crossings do.
    let tee = [("road", 60.0, &[A, middle, B][..]), ("road", 30.0, &[(5.0, 0.0), (5.0, 5.0)])];
    assert!((minutes(&network(&seats, &tee, ""), 0, 2).unwrap() - 60.0).abs() < 0.1);
}

#[test]
fn railways_cost_access_wait_stops_and_transfers() {
    let rail = [("hsr", 30.0, &[A, B][..]), ("hsr", 40.0, &[B, C]), ("rail", 50.0, &[B, D])];
    let network = network(&[A, B, C, D], &rail, "");
    // 5 km to an hsr station at 30 km/h are 10 minutes.
    let access_and_wait = [("access", 10.0), ("wait hsr", 10.0)];
    let through = [("ride 0", 30.0), ("stop", 2.0), ("ride 1", 40.0), ("egress", 10.0)];
    assert_eq!(legs(&network, 0, 2), steps(&[&access_and_wait[..], &through].concat()));
    let change = [("ride 0", 30.0), ("transfer rail", 20.0), ("ride 2", 50.0)];
    assert_eq!(legs(&network, 0, 3), steps(&[&access_and_wait[..], &change].concat()));
    assert_eq!(minutes(&network, 1, 0), Some(60.0), "boarding pays no stop");
    let in_train = network.rail_times(Minutes::new(7.0)).unwrap();
    for (destination, time) in [(1, 30.0), (2, 72.0), (3, 87.0), (0, 0.0)] {
        assert_eq!(in_train.minutes(0, destination), Some(Minutes::new(time)));
    }
    assert!(network.rail_times(Minutes::new(-1.0)).is_err());
    let place = network.path(0, 2).unwrap().steps[3].from;
    assert_eq!((place.city, place.at), (Some(1), at(B)));
}

#[test]
fn every_line_can_be_a_service_of_its_own() {
    let mut rail = corridors(&[("hsr", 30.0, &[A, B]), ("hsr", 40.0, &[B, C]), ("hsr", 40.0, &[B, D])]);
    rail.lines = ["east", "east", "north"].map(|line| Some(line.to_owned())).to_vec();
    let network = build_all(&rail, &cities(&[A, B, C, D]), &[], &rules("transfer_between = 'lines'"));
    assert_eq!(minutes(&network, 0, 2), Some(102.0));
    assert_eq!(minutes(&network, 0, 3), Some(120.0), "20 minutes of transfer and no stop");
}

#[test]
fn stations_lie_where_they_are_said_to() {
    let rail = corridors(&[("hsr", 30.0, &[A, B]), ("rail", 90.0, &[A, (10.0, 0.5)])]);
    let access = |km| StationAccess { city: "c1".into(), mode: "hsr".into(), access_km: Kilometres::new(km) };
    let network = build_all(&rail, &cities(&[A, B]), &[access(20.0)], &rules(""));
    assert_eq!(minutes(&network, 0, 1), Some(10.0 + 10.0 + 30.0 + 40.0));
    let fast = build_all(&rail, &cities(&[A, B]), &[access(300.0)], &rules(""));
    // The other station is some 5.5 km off: 11 minutes.
    let by_rail = minutes(&fast, 0, 1).unwrap() - 30.0 - 90.0;
    assert!((10.5..11.5).contains(&by_rail), "{by_rail}");
    let nowhere = StationAccess { city: "c9".into(), ..access(1.0) };
    assert_eq!(codes(build_all(&rail, &cities(&[A, B]), &[nowhere], &rules("")).findings()), ["W-JOIN-002"]);
}

#[test]
fn stations_of_no_railway_or_given_twice_are_refused() {
    let rail = corridors(&[("hsr", 30.0, &[A, B])]);
    let access = |mode: &str, km| StationAccess {
        city: "c1".into(),
        mode: mode.into(),
        access_km: Kilometres::new(km),
    };
    let build = |stations: &[StationAccess]| {
        let refused = Network::build(
            &rail,
            &[true],
            &cities(&[A, B]),
            &Stations::from(stations.to_vec()),
            &rules(""),
            &ALBERS,
        );
        refused.map(|_| ()).map_err(|error| error.to_string())
    };
    let error = build(&[access("hrs", 1.0), access("road", 1.0)]).unwrap_err();
    assert_eq!(error.matches("no railway rule is stated").count(), 2, "{error}");
    let error = build(&[access("hsr", 1.0), access("rail", 2.0), access("hsr", 3.0)]).unwrap_err();
    assert!(error.contains("given twice, first as 1 km: `3 km`"), "{error}");
    assert!(build(&[access("hsr", 1.0), access("hsr", 1.0)]).is_ok());
}

#[test]
fn an_exit_that_undercuts_a_transfer_or_a_stop_is_said() {
    // No wait and no way: out and in again takes no time, against 20 minutes of transfer and 7 of stop.
    let free = |stop: &str| -> NetworkRules {
        toml::from_str(&format!("[mode.a]\nkind = 'rail'\n{stop}\n[mode.b]\nkind = 'rail'\nwait_min = 20"))
            .unwrap()
    };
    let rail = corridors(&[("a", 30.0, &[A, B]), ("b", 40.0, &[B, C]), ("a", 40.0, &[B, D])]);
    let network = build_all(&rail, &cities(&[A, B, C, D]), &[], &free("stop_min = 7"));
    assert_eq!((minutes(&network, 0, 2), minutes(&network, 0, 3)), (Some(90.0), Some(70.0)));
    let said: Vec<_> = network.findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "cities.geojson: `c1` C1: trips leave a train of `a` and board again in 0 min to avoid `stop_min`, 7 min",
            "cities.geojson: `c1` C1: trips leave a train of `a` and board again in 0 min to avoid `transfer_min`, 20 min",
        ]
    );
    assert_eq!(network.findings()[0].code.as_str(), "W-NET-010");
    let fair = build_all(&rail, &cities(&[A, B, C, D]), &[], &free("wait_min = 20"));
    assert_eq!(fair.findings(), [], "as long as a transfer is fair");
}

#[test]
fn trips_change_between_rail_and_road_at_a_seat() {
    let network = network(&[A, B, D], &[("rail", 30.0, &[A, B]), ("road", 45.0, &[B, D])], "");
    assert_eq!(legs(&network, 0, 2), steps(&[("wait rail", 30.0), ("ride 0", 30.0), ("ride 1", 45.0)]));
    assert_eq!(minutes(&network, 2, 0), Some(105.0));
}

#[test]
fn a_rail_line_runs_through_a_junction_without_stopping() {
    // Two lines share a piece of track between two vertices far from any seat.
    let (p, q) = ((4.0, 3.0), (6.0, 3.0));
    let rail = [("rail", 60.0, &[A, p, q, B][..]), ("rail", 60.0, &[(0.0, 6.0), p, q, (10.0, 6.0)])];
    let network = network(&[A, B, (0.0, 6.0), (10.0, 6.0)], &rail, "");
    assert_eq!(minutes(&network, 0, 1), Some(90.0));
    let across = minutes(&network, 0, 3).unwrap();
    assert!((across - 90.0).abs() < 1.0, "trains of one mode run through from line to line: {across}");
}

#[test]
fn a_ferry_is_boarded_anew_and_joins_at_its_ends() {
    let ways = [
        ("road", 20.0, &[A, (5.0, 0.0)][..]),
        ("ferry", 40.0, &[(5.0, 0.0), (7.0, 0.0), (10.0, 0.0)]),
        ("road", 9.0, &[(7.0, 0.0), (7.0, 5.0)]),
    ];
    let network = network(&[A, B, (7.0, 5.0)], &ways, "max_access_km = 10");
    assert_eq!(legs(&network, 0, 1), steps(&[("ride 0", 20.0), ("wait ferry", 15.0), ("ride 1", 40.0)]));
    assert_eq!(minutes(&network, 0, 2), None, "nobody steps off at sea");
}

#[test]
fn a_one_way_road_runs_as_drawn() {
    let mut road = corridors(&[("road", 60.0, &[A, B])]);
    road.oneway = vec![true];
    let network = build_all(&road, &cities(&[A, B]), &[], &rules(""));
    assert_eq!((minutes(&network, 0, 1), minutes(&network, 1, 0)), (Some(60.0), None));
}

#[test]
fn time_comes_from_minutes_or_else_from_length_over_speed() {
    let mut ways = corridors(&[("hsr", 33.0, &[A, B]), ("hsr", 0.0, &[A, C]), ("hsr", 0.0, &[A, D])]);
    ways.minutes[1..].fill(None);
    ways.lengths[1] = Some(Kilometres::new(300.0));
    ways.design_speeds = vec![Some(KilometresPerHour::new(250.0)); 3];
    ways.speeds[2] = Some(KilometresPerHour::new(100.0));
    let network = build_all(&ways, &cities(&[A, B, C, D]), &[], &rules(""));
    let times = network.rail_times(Minutes::ZERO).unwrap();
    assert_eq!(times.minutes(0, 1), Some(Minutes::new(33.0)));
    assert_eq!(times.minutes(0, 2), Some(Minutes::new(120.0)), "300 km at 0.6 of 250 km/h");
    let geodesic = Geodesic.length(&ways.paths[2]) / 1000.0;
    assert!((times.minutes(0, 3).unwrap().get() - geodesic * 0.6).abs() < 1e-4, "drawn length at 100 km/h");
}

#[test]
fn a_trip_inside_a_city_follows_the_rule() {
    let mut cities = cities(&[A, B]);
    let road = corridors(&[("road", 60.0, &[A, B])]);
    assert_eq!(minutes(&build_all(&road, &cities, &[], &rules("")), 1, 1), Some(0.0));
    assert_eq!(minutes(&build_all(&road, &cities, &[], &rules("intrazonal_min = 12")), 1, 1), Some(12.0));
    let square = |(x, y): (f64, f64)| {
        MultiPolygon(vec![Rect::new(at((x - 1.0, y - 1.0)), at((x + 1.0, y + 1.0))).to_polygon()])
    };
    cities.territories = Some(vec![square(A), square(B)]);
    let network = build_all(&road, &cities, &[], &rules(""));
    // About 18.0 km by 22.2 km: the equal circle has a radius of 11.3 km, half of it takes 11.3 min.
    assert!((minutes(&network, 0, 0).unwrap() - 11.3).abs() < 0.1);
    assert_eq!(network.path(0, 0).unwrap().steps[0].leg, Leg::Inside);
}

#[test]
fn what_is_broken_is_named() {
    let ways = [
        ("road", 60.0, &[A, B][..]),
        // Ends some 0.9 km short of the first road.
        ("road", 30.0, &[(1.0, 0.08), (1.0, 2.0)]),
        // Leads nowhere.
        ("road", 30.0, &[C, (60.0, 0.0)]),
        ("rail", 30.0, &[D, (10.0, 40.0)]),
    ];
    let network = network(&[A, B, C, D], &ways, "max_access_km = 30");
    let said: Vec<String> = network.findings().iter().map(|f| format!("{f} [{}]", f.code)).collect();
    assert_eq!(
        said,
        [
            "corridors.geojson: `l1`: an end meets no other corridor, but `l0` passes within 1500 m: `105.1, 36.008` [W-NET-004]",
            "corridors.geojson: `l2`: an end lies farther than 30 km from every seat, and no road leads on from it: `111, 36` [W-NET-002]",
            "corridors.geojson: `l3`: an end lies farther than 30 km from every seat, and nobody boards there: `106, 40` [W-NET-002]",
            "cities.geojson: `c2` C2: no trip leads to another city [W-NET-005]",
            "cities.geojson: `c3` C3: no trip leads to another city [W-NET-005]",
        ]
    );
    assert_eq!(network.topology().components, [vec![0, 1], vec![2], vec![3]]);
    let apart = hand::network(&[A, B, C, D], &[("road", 9.0, &[A, B]), ("road", 9.0, &[C, D])], "");
    assert_eq!(codes(apart.findings()), ["W-NET-003"]);
}

#[test]
fn bad_corridors_are_refused_together() {
    let mut ways = corridors(&[
        ("roda", 60.0, &[A, B]),
        ("roda", 60.0, &[A, C]),
        ("road", 60.0, &[A, C]),
        ("road", -1.0, &[A, D]),
        ("road", 1e9, &[A, D]),
    ]);
    ways.minutes[2] = None;
    let build = |included: &[bool]| {
        Network::build(&ways, included, &cities(&[A]), &Stations::default(), &rules(""), &ALBERS)
    };
    let Err(Error::Input(findings)) = build(&[true; 5]) else { panic!("refused") };
    assert_eq!(codes(&findings), ["E-NET-006", "E-NET-007", "E-FIELD-004", "E-NET-008"]);
    assert!(findings[0].next_step().contains("write `road`"), "{}", findings[0].next_step());
    assert!(build(&[false; 5]).is_ok(), "what is left out does no harm");
    let standstill = NetworkRules { access_kmh: KilometresPerHour::ZERO, ..rules("") };
    let bad = Network::build(&ways, &[false; 5], &cities(&[A]), &Stations::default(), &standstill, &ALBERS);
    assert!(bad.is_err());
}

#[test]
fn what_runs_depends_on_status_and_year() {
    let mut ways = corridors(&[("road", 1.0, &[A, B][..]); 5]);
    ways.opened = vec![Some(2010), Some(2020), None, Some(2030), Some(2010)];
    ways.statuses[3] = Status::Building;
    ways.routed[4] = false;
    let open = [Status::Open];
    assert_eq!(corridors_in_service(&ways, None, &open), [true, true, true, false, false]);
    assert_eq!(corridors_in_service(&ways, Some(2015), &open), [true, false, true, false, false]);
    let coming = [Status::Open, Status::Building];
    assert_eq!(corridors_in_service(&ways, Some(2015), &coming), [true, false, true, true, false]);
}

#[test]
fn a_road_met_by_a_far_seat_first_still_passes_the_near_one() {
    // The road bends 180 m from c2; c1, farther away, meets it at the same bend and before c2 does.
    let bend = [(5.0, 0.0), (4.02, 5.0), (4.02, 0.0)];
    let rows: [hand::Row; 3] =
        [("road", 0.5, &[(0.0, 0.0); 2]), ("road", 0.5, &bend), ("hsr", 0.5, &[(4.0, 2.0), (0.0, 0.0)])];
    let network = hand::network(&[(0.0, 2.0), (3.0, 5.0), (4.0, 5.0)], &rows, "transfer_between = 'lines'");
    for (i, j) in [(0, 1), (1, 0), (1, 2), (2, 1)] {
        let steps = network.path(i, j).unwrap().steps;
        assert!(steps.windows(2).all(|pair| pair[0].to.is_at(pair[1].from)), "{steps:?}");
    }
}
