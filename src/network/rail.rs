//! Railways: boarded and left at stations only.
//!
//! A train stops where rail lines end, and where lines that share a vertex do so at a seat; it runs through
//! vertices that lines share elsewhere. Every place has two nodes for each service that calls there, one to
//! arrive at and one to depart from, so that `stop_min` is paid by those who pass through and by nobody else:
//!
//! ```text
//! seat ──access + wait──▶ departure ──ride──▶ arrival ──access──▶ seat
//!                             ▲                  │
//!                             ├──── stop_min ────┤  same service
//!                             └── transfer_min ──┘  another service at the same place
//! ```

use super::assembly::{Assembly, Ground, Service, Spot, Use, milliseconds};
use super::dead_ends;
use super::lines::{Lines, Piece};
use super::rules::{ModeKind, StationAccess, TransferBetween};
use super::snap::Places;
use crate::error::{Code, Finding};
use crate::index::LineIndex;
use crate::units::{Metres, Minutes};
use std::collections::{BTreeMap, BTreeSet};

/// The arrival node of a service at a place; the departure node is the next.
type Calls = BTreeMap<(usize, usize), u32>;

/// Adds the rail `lines` to `network`, whose first nodes are the seats.
pub(super) fn add(network: &mut Assembly, ground: &Ground, mut lines: Lines) {
    let candidates = lines.mark(None);
    let seats = (&ground.cities.seats[..], &ground.seats[..], &ground.seat_index);
    let places = Places::join(candidates, seats, ground.rules.snap_m);
    lines.place(&places);
    dead_ends::find(network, ground, &lines, &places, &LineIndex::new(&lines.planes));
    network.places += places.all.len();
    let owners = owners(network, ground, &lines, &places);

    let service = |line: usize| {
        let corridor = lines.corridors[line];
        let name = || ground.corridors.lines[corridor].clone();
        let own_line = match ground.rules.transfer_between {
            TransferBetween::Modes => None,
            TransferBetween::Lines => name().or_else(|| Some(ground.corridors.ids[corridor].clone())),
        };
        Service { mode: ground.corridors.modes[corridor].clone(), line: own_line }
    };
    let services: BTreeSet<Service> = (0..lines.len()).map(service).collect();
    network.services = services.into_iter().collect();
    let number = |line| network.services.binary_search(&service(line)).expect("every line has a service");
    let rides: Vec<(usize, usize, Piece)> = (0..lines.len())
        .flat_map(|line| {
            let service = number(line);
            lines.pieces(line).into_iter().map(move |piece| (line, service, piece))
        })
        .collect();

    let mut met = BTreeMap::new();
    for place_and_service in rides.iter().flat_map(|&(_, s, piece)| [(piece.from, s), (piece.to, s)]) {
        *met.entry(place_and_service).or_insert(0) += 1;
    }
    let mut calls: Calls = rides
        .iter()
        .flat_map(|&(_, service, piece)| [piece.from, piece.to].map(|p| ((p, service), 0)))
        .collect();
    for (&(place, _), arrival) in &mut calls {
        let spot = Spot { at: places.all[place].at, city: owners[place].map(|(city, _)| city) };
        *arrival = network.node(spot);
        network.node(spot);
    }
    for (line, service, piece) in rides {
        let corridor = lines.corridors[line];
        let time = ground.piece(corridor, piece.shares);
        let [from, to] = [piece.from, piece.to].map(|place| calls[&(place, service)]);
        network.edge(from + 1, to, time, Use::Ride { corridor });
        if !ground.corridors.oneway[corridor] {
            network.edge(to + 1, from, time, Use::Ride { corridor });
        }
        let [from, to] = [piece.from, piece.to].map(|place| site(&calls, place));
        network.stretch(from, to, Some(corridor));
    }
    cheap_exits(network, ground, &met, &owners);
    for (&(place, service), &arrival) in &calls {
        call(network, ground, &calls, (place, service, arrival), (&places, owners[place]));
    }
}

/// The node that stands for all of a place.
fn site(calls: &Calls, place: usize) -> u32 {
    *calls.range((place, 0)..).next().expect("a service calls at the place").1
}

/// The seat that each station serves, and how far it is: the nearest within reach.
fn owners(
    network: &mut Assembly,
    ground: &Ground,
    lines: &Lines,
    places: &Places,
) -> Vec<Option<(usize, Metres)>> {
    let mut ending: Vec<Option<usize>> = vec![None; places.all.len()];
    for line in 0..lines.len() {
        for vertex in lines.ends(line) {
            let place = places.at(lines.paths[line].0[vertex]).expect("an end is a place");
            ending[place] = ending[place].or(Some(lines.corridors[line]));
        }
    }
    let mut owner = |(place, corridor): (usize, Option<usize>)| {
        let place = &places.all[place];
        if let Some(city) = place.city {
            return Some((city, Metres::ZERO));
        }
        let corridor = corridor.filter(|_| place.end)?;
        let nearest = ground.seat_index.nearest(place.plane, 1).first().copied();
        let owner = nearest.filter(|&(_, distance)| distance <= ground.reach());
        if owner.is_none() {
            network.findings.push(dead_ends::far_end(ground, corridor, place.at, "nobody boards there"));
        }
        owner
    };
    ending.into_iter().enumerate().map(&mut owner).collect()
}

/// Lets trains of a service pass through a place, and trips board, leave and change there.
fn call(
    network: &mut Assembly,
    ground: &Ground,
    calls: &Calls,
    (place, service, arrival): (usize, usize, u32),
    (places, owner): (&Places, Option<(usize, Metres)>),
) {
    let departure = arrival + 1;
    let name = network.services[service].mode.clone();
    let mode = &ground.rules.mode[&name];
    let station = places.all[place].end || places.all[place].city.is_some();
    let stop = if station { milliseconds(mode.stop_min) } else { 0 };
    network.edge(arrival, departure, stop, Use::Stop { service });
    if !station {
        return;
    }
    let transfer = milliseconds(ground.rules.transfer_min);
    for (&(_, other), &arrival_there) in calls.range((place, 0)..(place + 1, 0)) {
        if other != service {
            network.edge(arrival, arrival_there + 1, transfer, Use::Transfer { service: other });
        }
    }
    if let Some((city, distance)) = owner {
        let (access, wait) = (way(ground, &name, (city, distance)), milliseconds(mode.wait_min));
        let seat = u32::try_from(city).expect("a study has fewer than 2^32 cities");
        network.edge(seat, departure, access.saturating_add(wait), Use::Board { service, wait });
        network.edge(arrival, seat, access, Use::Alight);
        network.stretch(seat, site(calls, place), None);
    }
}

/// Milliseconds between the seat of a city and its station of `mode`, so many metres apart.
fn way(ground: &Ground, mode: &str, (city, distance): (usize, Metres)) -> u32 {
    let given = ground.stations.iter().find(|s| s.mode == mode && s.city == ground.cities.ids[city]);
    ground.access(match given {
        Some(given) => given.access_km,
        None if distance <= ground.rules.snap_m => ground.rules.mode[mode].station_access_km,
        None => ground.travelled(distance),
    })
}

/// Says, once a mode, where the way out to the seat and back in takes less than the `transfer_min` or `stop_min`
/// that trips avoid by it. `met` counts the pieces of line of each service at each place.
fn cheap_exits(
    network: &mut Assembly,
    ground: &Ground,
    met: &BTreeMap<(usize, usize), usize>,
    owners: &[Option<(usize, Metres)>],
) {
    let mut cheap: BTreeMap<(String, &str), (usize, u32, u32)> = BTreeMap::new();
    for (&(place, service), &pieces) in met {
        let Some(owner) = owners[place] else { continue };
        let name = &network.services[service].mode;
        let mode = &ground.rules.mode[name];
        let others = met.range((place, 0)..(place + 1, 0)).filter(|&(&(_, other), _)| other != service);
        let out = others.map(|(&(_, other), _)| way(ground, &network.services[other].mode, owner)).min();
        let back = way(ground, name, owner).saturating_add(milliseconds(mode.wait_min));
        let mut compare = |out: u32, saved: Minutes, key: &'static str| {
            let (exit, saved) = (out.saturating_add(back), milliseconds(saved));
            if exit < saved {
                cheap.entry((name.clone(), key)).or_insert((owner.0, exit, saved));
            }
        };
        if let Some(out) = out {
            compare(out, ground.rules.transfer_min, "transfer_min");
        }
        if pieces > 1 {
            compare(way(ground, name, owner), mode.stop_min, "stop_min");
        }
    }
    for ((mode, key), (city, exit, saved)) in cheap {
        let [exit, saved] = [exit, saved].map(Minutes::from_milliseconds);
        let what =
            format!("trips leave a train of `{mode}` and board again in {exit} to avoid `{key}`, {saved}");
        let finding = Finding::new(Code::CheapExit, what).file(&ground.cities.source);
        network.findings.push(finding.id(&ground.cities.ids[city]).name(&ground.cities.names[city]));
    }
}

/// What is wrong with the `stations`: cities or modes that are not there, ways that cannot be, a way said twice.
pub(super) fn check_stations(stations: &[StationAccess], ground: &Ground) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (row, station) in stations.iter().enumerate() {
        let at = |finding: Finding| finding.id(&station.city).name(&station.mode);
        if ground.cities.index_of(&station.city).is_none() {
            findings.push(at(Finding::new(Code::UnmatchedRow, "a station names a city that is not there")));
        }
        if !ground.rules.mode.get(&station.mode).is_some_and(|mode| mode.kind == ModeKind::Rail) {
            let what = "a station is of a mode for which no railway rule is stated";
            findings.push(at(Finding::new(Code::NoMode, what).field("mode").value(&station.mode)));
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
