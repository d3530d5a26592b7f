//! What holds on every network.

use super::hand::{build_all, cities, corridors, rules};
use super::stations::{Point, build, points};
use crate::layer::Corridors;
use crate::network::mode_minutes::tests::judged as judged_parts;
use crate::network::{Network, Path, judge};
use proptest::prelude::*;

pub(super) type Row = (&'static str, f64, Vec<(f64, f64)>);

/// Lines among the points of a small lattice, of all kinds; some pass through others or end near them.
pub(super) fn studies() -> impl Strategy<Value = (Vec<(f64, f64)>, Vec<Row>, Vec<bool>)> {
    let whole = || (0..6_u8, 0..6_u8).prop_map(|(x, y)| (f64::from(x), f64::from(y)));
    let near =
        (whole(), prop_oneof![Just(0.0), Just(0.02), Just(0.04)]).prop_map(|((x, y), off)| (x + off, y));
    let mode = prop_oneof![Just("road"), Just("road"), Just("ferry"), Just("hsr"), Just("rail")];
    let row = (mode, 0..120_u8, proptest::collection::vec(near, 2..4));
    let row = row.prop_map(|(mode, minutes, path)| (mode, f64::from(minutes) + 0.5, path));
    let seats = proptest::collection::btree_set((0..6_u8, 0..6_u8), 2..8);
    let seats =
        seats.prop_map(|seats| seats.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect());
    (seats, proptest::collection::vec(row, 1..12), proptest::collection::vec(any::<bool>(), 12))
}

pub(super) fn with_directions(rows: &[Row], oneway: &[bool]) -> Corridors {
    let rows: Vec<_> = rows.iter().map(|(mode, minutes, path)| (*mode, *minutes, &path[..])).collect();
    let mut corridors = corridors(&rows);
    corridors.oneway = oneway[..rows.len()].to_vec();
    corridors
}

fn agrees_with_the_judge(network: &Network, cities: usize) -> Result<(), TestCaseError> {
    let judged = judge::all_pairs(network.spots.len(), &network.edges);
    let times = network.travel_times();
    let all: Vec<usize> = (0..cities).collect();
    let spent = network.mode_minutes(&all, &all);
    for (i, j) in (0..cities).flat_map(|i| (0..cities).map(move |j| (i, j))) {
        let parts: Option<Vec<u32>> =
            (0..spent.spent.len()).map(|part| spent.milliseconds(i, j, part)).collect();
        prop_assert_eq!(parts.as_ref().map(|parts| parts.iter().sum::<u32>()), times.milliseconds(i, j));
        prop_assert_eq!(parts, judged_parts(network, &spent.spent, i, j));
    }
    for i in 0..cities {
        for j in (0..cities).filter(|&j| i != j) {
            prop_assert_eq!(times.milliseconds(i, j), judged[i][j]);
            let path = network.path(i, j);
            prop_assert_eq!(path.as_ref().map(Path::milliseconds), judged[i][j]);
            let steps = path.map(|path| path.steps).unwrap_or_default();
            prop_assert!(steps.windows(2).all(|pair| pair[0].to.is_at(pair[1].from)));
            for k in 0..cities {
                if let (Some(there), Some(onward)) = (judged[i][k], judged[k][j]) {
                    prop_assert!(judged[i][j].unwrap() <= there + onward);
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn times_and_paths_agree_with_the_judge((seats, rows, oneway) in studies(), crossings: bool) {
        let rules = rules(if crossings { "join = 'crossings'" } else { "transfer_between = 'lines'" });
        let network = build_all(&with_directions(&rows, &oneway), &cities(&seats), &[], &rules);
        agrees_with_the_judge(&network, seats.len())?;
        let listed: usize = network.topology().components.iter().map(Vec::len).sum();
        prop_assert_eq!(listed, seats.len());
    }

    #[test]
    fn the_order_of_the_corridors_changes_no_time(
        ((seats, rows, oneway), order) in studies().prop_flat_map(|study| {
            let order: Vec<usize> = (0..study.1.len()).collect();
            (Just(study), Just(order).prop_shuffle())
        }),
        crossings: bool,
    ) {
        let rules = rules(if crossings { "join = 'crossings'" } else { "" });
        let shuffled: Vec<Row> = order.iter().map(|&i| rows[i].clone()).collect();
        let shuffled_ways: Vec<bool> = order.iter().map(|&i| oneway[i]).collect();
        let times = |rows: &[Row], oneway: &[bool]| {
            build_all(&with_directions(rows, oneway), &cities(&seats), &[], &rules).travel_times()
        };
        prop_assert_eq!(times(&rows, &oneway), times(&shuffled, &shuffled_ways));
    }

    #[test]
    fn threads_change_nothing((seats, rows, oneway) in studies()) {
        let network = build_all(&with_directions(&rows, &oneway), &cities(&seats), &[], &rules(""));
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let times = [1, 3].map(|threads| pool(threads).install(|| network.travel_times()));
        prop_assert_eq!(&times[0], &times[1]);
    }

    #[test]
    fn stations_agree_with_the_judge_and_faster_roads_slow_no_trip(
        (seats, rows, oneway) in studies(),
        given in proptest::collection::btree_map((0..6_u8, 0..6_u8), (0..8_u8, 0..3_u8), 1..5),
        roads: bool,
        city_transfer in proptest::option::of(0..60_u8),
        faster in proptest::collection::vec(any::<bool>(), 12),
    ) {
        let names: Vec<String> = (0..given.len()).map(|i| format!("s{i}")).collect();
        let owners: Vec<String> = (0..8).map(|i| format!("c{i}")).collect();
        let stations: Vec<Point> = given.iter().zip(&names).map(|((&(x, y), &(owner, mode)), name)| {
            let owner = owners.get(usize::from(owner)).filter(|_| usize::from(owner) < seats.len());
            let mode = [None, Some("hsr"), Some("rail")][usize::from(mode)];
            (name.as_str(), (f64::from(x), f64::from(y)), owner.map(String::as_str), mode)
        }).collect();
        let stations = points(&stations);
        let mut more = format!("max_access_km = 25\nstation_access = '{}'", if roads { "roads" } else { "line" });
        if let Some(minutes) = city_transfer {
            more = format!("{more}\ntransfer_city_min = {minutes}");
        }
        let (mut ways, cities, rules) = (with_directions(&rows, &oneway), cities(&seats), rules(&more));
        let network = build(&ways, &cities, &stations, &rules);
        agrees_with_the_judge(&network, seats.len())?;
        let before = network.travel_times();
        for (way, _) in faster.iter().enumerate().take(rows.len()).filter(|&(way, &faster)| faster && rows[way].0 == "road") {
            ways.minutes[way] = ways.minutes[way].map(|minutes| minutes * 0.5);
        }
        let after = build(&ways, &cities, &stations, &rules).travel_times();
        for (i, j) in (0..seats.len()).flat_map(|i| (0..seats.len()).map(move |j| (i, j))) {
            let (before, after) = (before.milliseconds(i, j), after.milliseconds(i, j));
            // Pieces of a road are rounded one by one.
            prop_assert!(after.is_some() == before.is_some() && after <= before.map(|time| time + 20));
        }
    }
}
