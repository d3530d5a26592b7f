//! Small studies made by hand.

use crate::error::Finding;
use crate::layer::{Cities, Corridors, Fields, Status};
use crate::network::{Leg, Network, NetworkRules, StationAccess, Stations};
use crate::reproject::{Crs, Projector};
use crate::units::Minutes;
use geo_types::{Coord, LineString};
use std::sync::LazyLock;

pub(in crate::network) static ALBERS: LazyLock<Projector> =
    LazyLock::new(|| Projector::new(&Crs::AlbersChina).unwrap());

pub(in crate::network) const RULES: &str = "
    access_kmh = 30
    access_detour = 1.0
    transfer_min = 20
    [mode.road]
    kind = 'road'
    [mode.ferry]
    kind = 'ferry'
    wait_min = 15
    [mode.hsr]
    kind = 'rail'
    operating_share = 0.6
    stop_min = 2
    wait_min = 10
    station_access_km = 5
    [mode.rail]
    kind = 'rail'
    stop_min = 4
    wait_min = 30
";

pub(in crate::network) fn rules(more: &str) -> NetworkRules {
    toml::from_str(&format!("{more}\n{RULES}")).unwrap()
}

/// Mode, minutes and places of a line.
pub(in crate::network) type Row<'a> = (&'a str, f64, &'a [(f64, f64)]);

/// Places on a lattice of tenths of a degree, some 10 km, around 105° E 36° N.
pub(in crate::network) fn at((x, y): (f64, f64)) -> Coord<f64> {
    Coord { x: 105.0 + x / 10.0, y: 36.0 + y / 10.0 }
}

/// Cities `c0`, `c1`, … with their seats on the lattice.
pub(in crate::network) fn cities(seats: &[(f64, f64)]) -> Cities {
    let ids: Vec<String> = (0..seats.len()).map(|i| format!("c{i}")).collect();
    Cities {
        source: "cities.geojson".into(),
        names: ids.iter().map(|id| id.to_uppercase()).collect(),
        ids,
        seats: seats.iter().map(|&seat| at(seat)).collect(),
        territories: None,
        fields: Fields::default(),
        findings: Vec::new(),
    }
}

/// Corridors of one mode and so many minutes each, `l0`, `l1`, …, over places of the lattice.
pub(in crate::network) fn corridors(rows: &[Row]) -> Corridors {
    let n = rows.len();
    Corridors {
        source: "corridors.geojson".into(),
        ids: (0..n).map(|i| format!("l{i}")).collect(),
        lines: vec![None; n],
        modes: rows.iter().map(|row| row.0.to_owned()).collect(),
        paths: rows.iter().map(|row| LineString(row.2.iter().map(|&place| at(place)).collect())).collect(),
        minutes: rows.iter().map(|row| Some(Minutes::new(row.1))).collect(),
        speeds: vec![None; n],
        design_speeds: vec![None; n],
        lengths: vec![None; n],
        statuses: vec![Status::Open; n],
        opened: vec![None; n],
        oneway: vec![false; n],
        routed: vec![true; n],
        fields: Fields::default(),
        findings: Vec::new(),
    }
}

pub(in crate::network) fn build_all(
    corridors: &Corridors,
    cities: &Cities,
    stations: &[StationAccess],
    rules: &NetworkRules,
) -> Network {
    let included = vec![true; corridors.len()];
    let stations = Stations::from(stations.to_vec());
    Network::build(corridors, &included, cities, &stations, rules, &ALBERS).unwrap()
}

pub(in crate::network) fn network(seats: &[(f64, f64)], rows: &[Row], more: &str) -> Network {
    build_all(&corridors(rows), &cities(seats), &[], &rules(more))
}

pub(in crate::network) fn minutes(network: &Network, i: usize, j: usize) -> Option<f64> {
    network.travel_times().minutes(i, j).map(Minutes::get)
}

pub(in crate::network) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// The steps of the trip from `i` to `j` in words, with their minutes.
pub(in crate::network) fn legs(network: &Network, i: usize, j: usize) -> Vec<(String, f64)> {
    let name = |leg: &Leg| match leg {
        Leg::Ride { corridor, .. } => format!("ride {corridor}"),
        Leg::Wait { mode, .. } => format!("wait {mode}"),
        Leg::Transfer { mode, .. } => format!("transfer {mode}"),
        other => format!("{other:?}").to_lowercase(),
    };
    let path = network.path(i, j).unwrap();
    assert_eq!(path.milliseconds(), network.travel_times().milliseconds(i, j).unwrap());
    path.steps.iter().map(|step| (name(&step.leg), step.minutes().get())).collect()
}
