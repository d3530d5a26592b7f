//! Stations as a study gives them, and where its rail lines meet those with a place of their own.

use super::assembly::Ground;
use super::lines::Lines;
use super::rules::{ModeKind, StationAccess};
use super::snap::Place;
use crate::error::{Code, Finding};
use crate::index::SpatialIndex;
use crate::layer::StationPoints;
use crate::units::{Metres, Minutes};
use geo::{Distance, Euclidean};
use geo_types::{Coord, LineString};

/// What is known of the stations beyond the lines themselves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stations {
    /// Ways from seats to stations, where trains stop at the ends of the lines.
    pub ways: Vec<StationAccess>,
    /// Stations with a place of their own: all there are of the modes that they serve.
    pub points: StationPoints,
    /// Whether trains stop at points only where a line ends there, and pass by those on their way.
    pub ends_only: bool,
}

impl From<Vec<StationAccess>> for Stations {
    fn from(ways: Vec<StationAccess>) -> Self {
        Self { ways, ..Self::default() }
    }
}

impl Stations {
    /// Whether the points are all stations of `mode`, so that trains of it stop nowhere else.
    pub(super) fn cover(&self, mode: &str) -> bool {
        (0..self.points.len()).any(|station| self.points.serves(station, mode))
    }

    /// What is wrong with them: cities or modes that are not there, ways that cannot be, a way said twice, a place
    /// outside the projection.
    pub(super) fn check(&self, ground: &Ground) -> Vec<Finding> {
        let mut findings = ways(&self.ways, ground);
        let points = &self.points;
        for station in 0..points.len() {
            let at = |finding: Finding| at_station(finding, points, station);
            if let Some(city) = &points.cities[station]
                && ground.cities.index_of(city).is_none()
            {
                let what = "a station names a city that is not there";
                findings.push(at(Finding::new(Code::UnmatchedRow, what).field("city").value(city)));
            }
            if let Some(mode) = &points.modes[station]
                && !is_rail(mode, ground)
            {
                findings.push(at(Finding::new(Code::NoMode, NO_RULE).field("mode").value(mode)));
            }
            if ground.projector.to_plane(points.at[station]).is_none() {
                let what = "the station lies outside the projection";
                findings.push(at(Finding::new(Code::NotDegrees, what)));
            }
        }
        findings
    }
}

const NO_RULE: &str = "a station is of a mode for which no railway rule is stated";

fn is_rail(mode: &str, ground: &Ground) -> bool {
    ground.rules.mode.get(mode).is_some_and(|mode| mode.kind == ModeKind::Rail)
}

/// `finding` with the file, identifier and name of a station.
pub(super) fn at_station(finding: Finding, points: &StationPoints, station: usize) -> Finding {
    let finding = finding.file(&points.source).id(&points.ids[station]);
    if points.names[station] == points.ids[station] { finding } else { finding.name(&points.names[station]) }
}

fn ways(stations: &[StationAccess], ground: &Ground) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, station) in stations.iter().enumerate() {
        let at = |finding: Finding| finding.id(&station.city).name(&station.mode);
        if ground.cities.index_of(&station.city).is_none() {
            findings.push(at(Finding::new(Code::UnmatchedRow, "a station names a city that is not there")));
        }
        if !is_rail(&station.mode, ground) {
            findings.push(at(Finding::new(Code::NoMode, NO_RULE).field("mode").value(&station.mode)));
        }
        let same = |other: &&StationAccess| (&other.city, &other.mode) == (&station.city, &station.mode);
        if let Some(first) = stations[..row].iter().find(same).filter(|first| *first != station) {
            let what = format!("the way to a station is given twice, first as {}", first.access_km);
            findings.push(at(Finding::new(Code::BadValue, what).field("access_km").value(station.access_km)));
        }
        let hours = station.access_km.get() / ground.rules.access_kmh.get();
        let time = Minutes::checked(hours * 60.0);
        if time.and_then(Minutes::to_milliseconds).is_none() {
            let finding = Finding::new(Code::BadValue, "the way to a station must be zero or above");
            findings.push(at(finding.field("access_km").value(station.access_km.get())));
        }
    }
    findings
}

/// Where a line comes nearest to a station.
struct Nearest {
    /// Number of the vertex, plus the fraction of the stretch that follows.
    along: f64,
    distance: Metres,
}

/// Puts every station on the lines that come within `snap_m` of it, each at its nearest point; gives the stations as
/// places, with the number of each among the points. Lines that end within `snap_m` of several end at the nearest.
pub(super) fn meet(ground: &Ground, lines: &mut Lines, findings: &mut Vec<Finding>) -> Vec<(Place, usize)> {
    let points = &ground.stations.points;
    let plane = |&at: &Coord<f64>| ground.projector.to_plane(at).expect("stations were checked");
    let planes: Vec<Coord<f64>> = points.at.iter().map(plane).collect();
    let index = SpatialIndex::of_points(&planes);
    let snap = ground.rules.snap_m;
    let mut met: Vec<(usize, usize, f64)> = Vec::new();
    let mut missed: Vec<Option<Metres>> = vec![None; points.len()];
    for line in 0..lines.len() {
        let mode = &ground.corridors.modes[lines.corridors[line]];
        let begun = met.len();
        for vertex in lines.ends(line) {
            let near = index.within(lines.planes[line].0[vertex], snap);
            if let Some(&(station, _)) = near.iter().find(|&&(station, _)| points.serves(station, mode)) {
                met.push((station, line, vertex as f64));
            }
        }
        let all = if ground.stations.ends_only && met.len() > begun { 0 } else { points.len() };
        for station in (0..all).filter(|&station| points.serves(station, mode)) {
            if met[begun..].iter().any(|&(at_end, ..)| at_end == station) {
                continue;
            }
            let nearest = nearest(&lines.planes[line], planes[station]);
            let taken = met[begun..].iter().any(|&(.., along)| along.total_cmp(&nearest.along).is_eq());
            if nearest.distance <= snap && !taken {
                met.push((station, line, nearest.along));
            }
            let best = &mut missed[station];
            if best.is_none_or(|best| nearest.distance < best) {
                *best = Some(nearest.distance);
            }
        }
    }
    let mut served: Vec<usize> = met.iter().map(|&(station, ..)| station).collect();
    served.sort_unstable();
    served.dedup();
    for (station, line, along) in met {
        let place = served.binary_search(&station).expect("the station is served");
        lines.put(line, along, place);
    }
    for station in (0..points.len()).filter(|station| served.binary_search(station).is_err()) {
        let finding = Finding::new(
            Code::StationOff,
            "the station lies off every line in service that could stop there",
        );
        let finding = match missed[station] {
            Some(distance) => finding.value(format_args!("{:.1} km", distance.get() / 1000.0)),
            None => finding,
        };
        findings.push(at_station(finding, points, station));
    }
    let place = |station: usize| Place {
        at: points.at[station],
        plane: planes[station],
        city: None,
        end: true,
        station: Some(station),
    };
    served.into_iter().map(|station| (place(station), station)).collect()
}

/// The point of `line` nearest to `point`; of points equally near the first.
fn nearest(line: &LineString<f64>, point: Coord<f64>) -> Nearest {
    let mut best = Nearest { along: 0.0, distance: Metres::new(f64::MAX) };
    for (segment, stretch) in line.lines().enumerate() {
        let (d, p) = (stretch.delta(), point - stretch.start);
        let squared = d.x * d.x + d.y * d.y;
        let fraction = if squared > 0.0 { ((p.x * d.x + p.y * d.y) / squared).clamp(0.0, 1.0) } else { 0.0 };
        let distance = Metres::new(Euclidean.distance(stretch.start + d * fraction, point));
        if distance < best.distance {
            best = Nearest { along: segment as f64 + fraction, distance };
        }
    }
    best
}
