//! Trips of one window summed up as lines with their minutes, headways and waits.

use super::routes::Routes;
use super::stops::Stops;
use super::trips::Trip;
use super::{Timetable, TimetableOptions};
use crate::layer::{Corridors, Field, Fields, StationPoints, Status, Values};
use crate::units::Minutes;
use geo_types::LineString;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the trips of one route from one station to the next have in common.
type Pairs = BTreeMap<(usize, usize, usize), Vec<u32>>;

pub(super) fn drawn(
    source: &Path,
    trips: &[Trip],
    routes: &Routes,
    stops: &Stops,
    options: &TimetableOptions,
) -> Timetable {
    let mut pairs = Pairs::new();
    let mut dwells: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for trip in trips {
        let Some(mode) = &routes.modes[trip.route] else { continue };
        let counts = |time: u32| {
            let within = |shift: &&i64| {
                let time = i64::from(time) + **shift;
                (i64::from(options.window[0])..i64::from(options.window[1])).contains(&time)
            };
            trip.shifts.iter().filter(within).count()
        };
        for (place, pair) in trip.calls.windows(2).enumerate() {
            let (Some(leaves), Some(comes)) = (pair[0].departure, pair[1].arrival) else { continue };
            let [from, to] = [pair[0].stop, pair[1].stop].map(|stop| stops.station[stop]);
            let count = counts(leaves);
            if from == to || count == 0 {
                continue;
            }
            let times = pairs.entry((trip.route, from, to)).or_default();
            times.extend(std::iter::repeat_n(comes.saturating_sub(leaves), count));
            if place > 0 {
                let stood = u64::from(leaves.saturating_sub(pair[0].arrival.unwrap_or(leaves)));
                let (sum, stops) = dwells.entry(mode.clone()).or_insert((0, 0));
                *sum += stood * count as u64;
                *stops += count as u64;
            }
        }
    }
    let window = f64::from(options.window[1] - options.window[0]) / 60.0;
    let dwells = dwells.into_iter().map(|(mode, (sum, stops))| {
        (mode, Minutes::new(if stops > 0 { sum as f64 / stops as f64 / 60.0 } else { 0.0 }))
    });
    Timetable {
        stations: stations(source, &pairs, stops),
        waits: waits(&pairs, routes, window, options),
        dwells: dwells.collect(),
        corridors: corridors(source, pairs, (routes, stops), window, options),
        files: Vec::new(),
    }
}

/// Of an even number of values the mean of the middle two.
fn median(mut values: Vec<u32>) -> f64 {
    values.sort_unstable();
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        f64::from(values[middle])
    } else {
        f64::midpoint(f64::from(values[middle - 1]), f64::from(values[middle]))
    }
}

fn waits(
    pairs: &Pairs,
    routes: &Routes,
    window: f64,
    options: &TimetableOptions,
) -> Vec<(String, String, Minutes)> {
    let mut counts: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (&(route, ..), times) in pairs {
        let trips = u32::try_from(times.len()).unwrap_or(u32::MAX);
        counts.entry(route).or_default().push(trips);
    }
    let wait = |(route, counts): (usize, Vec<u32>)| {
        let mode = routes.modes[route].clone().expect("only routes with a mode have trips");
        let wait = Minutes::new(window / median(counts) / 2.0);
        let wait = options.wait_cap.filter(|&cap| cap < wait).unwrap_or(wait);
        (mode, routes.names[route].clone(), wait)
    };
    counts.into_iter().map(wait).collect()
}

fn stations(source: &Path, pairs: &Pairs, stops: &Stops) -> StationPoints {
    let served: BTreeSet<(&str, usize)> = pairs
        .keys()
        .flat_map(|&(_, from, to)| [from, to])
        .map(|stop| (stops.ids[stop].as_str(), stop))
        .collect();
    let all = || served.iter().map(|&(_, stop)| stop);
    StationPoints {
        source: source.join("stops.txt"),
        ids: all().map(|stop| stops.ids[stop].clone()).collect(),
        names: all().map(|stop| stops.names[stop].clone()).collect(),
        cities: vec![None; served.len()],
        modes: vec![None; served.len()],
        at: all().map(|stop| stops.at[stop].expect("stops that are served have coordinates")).collect(),
    }
}

fn corridors(
    source: &Path,
    pairs: Pairs,
    (routes, stops): (&Routes, &Stops),
    window: f64,
    options: &TimetableOptions,
) -> Corridors {
    // Identifiers, not places in the table, so that the order of its rows changes nothing.
    let mut rows: Vec<((usize, usize, usize), Vec<u32>)> = pairs.into_iter().collect();
    rows.sort_by(|(a, _), (b, _)| {
        let key = |&(route, from, to): &(usize, usize, usize)| (route, &stops.ids[from], &stops.ids[to]);
        key(a).cmp(&key(b))
    });
    let n = rows.len();
    // Stops of one place would lie no line apart.
    let at = |stop: usize| stops.at[stop].expect("stops that are served have coordinates");
    let text = |pick: &dyn Fn(&(usize, usize, usize)) -> String| -> Vec<String> {
        rows.iter().map(|(key, _)| pick(key)).collect()
    };
    let ids =
        text(&|&(route, from, to)| format!("{}:{}>{}", routes.ids[route], stops.ids[from], stops.ids[to]));
    let lines = text(&|&(route, ..)| routes.names[route].clone());
    let modes =
        text(&|&(route, ..)| routes.modes[route].clone().expect("only routes with a mode have trips"));
    let column = |name: &str, values| Field { name: name.to_owned(), values };
    let texts =
        |name: &str, values: Vec<String>| column(name, Values::Text(values.into_iter().map(Some).collect()));
    // Trains that leave and come in the same minute still take a second.
    let minutes: Vec<f64> = rows
        .iter()
        .map(|(_, times)| {
            let seconds = if options.mean {
                times.iter().map(|&time| f64::from(time)).sum::<f64>() / times.len() as f64
            } else {
                median(times.clone())
            };
            seconds.max(1.0) / 60.0
        })
        .collect();
    let trips = |times: &Vec<u32>| i64::try_from(times.len()).ok();
    let fields = Fields(vec![
        texts("id", ids.clone()),
        texts("line", lines.clone()),
        texts("mode", modes.clone()),
        texts("from", text(&|&(_, from, _)| stops.ids[from].clone())),
        texts("to", text(&|&(.., to)| stops.ids[to].clone())),
        column("minutes", Values::Real(minutes.iter().copied().map(Some).collect())),
        column("trips", Values::Integer(rows.iter().map(|(_, times)| trips(times)).collect())),
        column(
            "headway_min",
            Values::Real(rows.iter().map(|(_, times)| Some(window / times.len() as f64)).collect()),
        ),
    ]);
    Corridors {
        source: source.to_path_buf(),
        lines: lines.into_iter().map(Some).collect(),
        modes,
        paths: rows.iter().map(|&((_, from, to), _)| LineString(vec![at(from), at(to)])).collect(),
        minutes: minutes.into_iter().map(Minutes::checked).collect(),
        speeds: vec![None; n],
        design_speeds: vec![None; n],
        lengths: vec![None; n],
        statuses: vec![Status::Open; n],
        opened: vec![None; n],
        oneway: vec![true; n],
        routed: vec![true; n],
        fields,
        findings: Vec::new(),
        ids,
    }
}
