//! Railways: boarded and left at stations only.
//!
//! A train stops where rail lines end, and where lines that share a vertex do so at a seat; it runs through
//! vertices that lines share elsewhere. Of a mode whose stations are given as points it stops at these, wherever its
//! line comes within `snap_m` of them, and nowhere else. Every place has two nodes for each service that calls there,
//! one to arrive at and one to depart from, so that `stop_min` is paid by those who pass through and by nobody else:
//!
//! ```text
//! seat ──access + wait──▶ departure ──ride──▶ arrival ──access──▶ seat
//!                             ▲                  │
//!                             ├──── stop_min ────┤  same service
//!                             └── transfer_min ──┘  another service at the same place
//! ```

use super::assembly::{Assembly, Ground, Service, Spot, Use, milliseconds};
use super::boarding::{Boarding, Forecourt, RoadReach};
use super::dead_ends;
use super::lines::{Lines, Piece};
use super::rules::{StationWay, TransferBetween};
use super::snap::Places;
use super::stations::meet;
use crate::index::LineIndex;
use crate::units::Metres;
use std::collections::{BTreeMap, BTreeSet};

/// The arrival node of a service at a place; the departure node is the next.
type Calls = BTreeMap<(usize, usize), u32>;

/// Rail lines with their places and who boards there, before any of it has nodes.
pub(super) struct Plan<'a> {
    lines: Lines<'a>,
    places: Places,
    boarding: Boarding,
    /// What was found on the way.
    said: Assembly,
}

impl<'a> Plan<'a> {
    pub(super) fn new(ground: &Ground, mut lines: Lines<'a>) -> Self {
        let mut said = Assembly::default();
        let candidates = lines.mark(None);
        let stations = meet(ground, &mut lines, &mut said.findings);
        let candidates = if stations.is_empty() { candidates } else { lines.unplaced() };
        let seats = (&ground.cities.seats[..], &ground.seats[..], &ground.seat_index);
        let given = stations.into_iter().map(|(place, _)| place).collect();
        let places = Places::join_behind(given, candidates, seats, ground.rules.snap_m);
        lines.place(&places);
        dead_ends::find(&mut said, ground, &lines, &places, &LineIndex::new(&lines.planes));
        let owners = owners(&mut said, ground, &lines, &places);
        let boarding = Boarding::new(ground, &lines, &places, owners);
        Self { lines, places, boarding, said }
    }

    /// The stations to be linked to the roads.
    pub(super) fn on_roads(&self, ground: &Ground) -> Vec<Forecourt> {
        self.boarding.on_roads(ground, &self.places)
    }
}

/// Adds the rail lines of `plan` to `network`, whose first nodes are the seats, and which has no railway yet;
/// `forecourts` are the nodes of the stations that are linked to the roads, by place.
pub(super) fn add(network: &mut Assembly, ground: &Ground, plan: Plan, forecourts: &[(usize, u32)]) {
    let Plan { lines, places, mut boarding, said } = plan;
    network.findings.extend(said.findings);
    network.dead_ends.extend(said.dead_ends);
    network.places += places.all.len();
    for &(place, node) in forecourts {
        boarding.forecourts[place] = Some(node);
        network.forecourts.insert(node, boarding.seats[place].iter().map(|seat| seat.0).collect());
    }
    let reach = (ground.rules.station_access == StationWay::Roads).then(|| RoadReach::new(network));

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
        let spot = Spot { at: places.all[place].at, city: boarding.home[place] };
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
    boarding.find_idle(network, ground, &places);
    boarding.find_cheap_exits(network, ground, &places, &met);
    for place in 0..places.all.len() {
        if calls.range((place, 0)..(place + 1, 0)).next().is_some() {
            let by_line = match &reach {
                Some(reach) if boarding.on_roads_at(&places, place) => {
                    reach.by_line(network, ground, (&places, &boarding), place)
                }
                _ => vec![[true; 2]; boarding.seats[place].len()],
            };
            call(network, ground, &calls, (&places, &boarding, place), &by_line);
        }
    }
    if let Some(transfer) = ground.rules.transfer_city_min {
        change_in_city(network, ground, &calls, (&places, &boarding), milliseconds(transfer));
    }
}

/// The node that stands for all of a place.
fn site(calls: &Calls, place: usize) -> u32 {
    *calls.range((place, 0)..).next().expect("a service calls at the place").1
}

/// The seat that each place without a station of its own serves, and how far it is: the nearest within reach. Says
/// which ends of lines nobody uses.
fn owners(
    network: &mut Assembly,
    ground: &Ground,
    lines: &Lines,
    places: &Places,
) -> Vec<Option<(usize, Metres)>> {
    let mut ending: Vec<Option<usize>> = vec![None; places.all.len()];
    let mut met = vec![0_usize; places.all.len()];
    for line in 0..lines.len() {
        lines.places(line).for_each(|place| met[place] += 1);
    }
    for line in 0..lines.len() {
        let corridor = lines.corridors[line];
        for (vertex, place) in lines.ends(line).into_iter().zip(lines.end_places(line)) {
            if !ground.stations.cover(&ground.corridors.modes[corridor]) {
                ending[place] = ending[place].or(Some(corridor));
            } else if places.all[place].station.is_none() && met[place] == 1 {
                // Where another line goes on, trains run through.
                let at = lines.paths[line].0[vertex];
                network.findings.push(dead_ends::no_station(ground, corridor, at));
            }
        }
    }
    let mut owner = |(place, corridor): (usize, Option<usize>)| {
        let place = &places.all[place];
        if place.station.is_some() {
            return None;
        }
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

/// Lets trains of every service pass through a place, and trips board, leave and change there; `by_line` tells for each
/// seat that it serves whether the way there, and the way back, is the straight line.
fn call(
    network: &mut Assembly,
    ground: &Ground,
    calls: &Calls,
    (places, boarding, place): (&Places, &Boarding, usize),
    by_line: &[[bool; 2]],
) {
    let spot = &places.all[place];
    let here: Vec<(usize, u32)> =
        calls.range((place, 0)..(place + 1, 0)).map(|(&(_, service), &arrival)| (service, arrival)).collect();
    let stops =
        |network: &Assembly, service: usize| Boarding::stops(ground, spot, &network.services[service].mode);
    for &(service, arrival) in &here {
        let departure = arrival + 1;
        let name = network.services[service].mode.clone();
        let mode = &ground.rules.mode[&name];
        let station = stops(network, service);
        let stop = if station { milliseconds(mode.stop_min) } else { 0 };
        network.edge(arrival, departure, stop, Use::Stop { service });
        if !station {
            continue;
        }
        for &(other, arrival_there) in &here {
            if other != service && stops(network, other) {
                let transfer = milliseconds(ground.rules.transfer_min);
                let transfer = transfer.saturating_add(ground.line_wait(&network.services[other]));
                network.edge(arrival, arrival_there + 1, transfer, Use::Transfer { service: other });
            }
        }
        let wait = milliseconds(mode.wait_min).saturating_add(ground.line_wait(&network.services[service]));
        if let Some(forecourt) = boarding.forecourts[place] {
            network.edge(forecourt, departure, wait, Use::Board { service, wait });
            network.edge(arrival, forecourt, 0, Use::Alight);
            network.stretch(forecourt, site(calls, place), None);
        }
        for (&seat_and_distance, &[there, back]) in boarding.seats[place].iter().zip(by_line) {
            let (access, stated) = Boarding::way(ground, spot, &name, seat_and_distance);
            let seat = u32::try_from(seat_and_distance.0).expect("a study has fewer than 2^32 cities");
            if there || stated {
                network.edge(seat, departure, access.saturating_add(wait), Use::Board { service, wait });
            }
            if back || stated {
                network.edge(arrival, seat, access, Use::Alight);
            }
            if there || back || stated {
                network.stretch(seat, site(calls, place), None);
            }
        }
    }
}

/// Lets trips change from a train at one station of a city into a train at another of it.
fn change_in_city(
    network: &mut Assembly,
    ground: &Ground,
    calls: &Calls,
    (places, boarding): (&Places, &Boarding),
    transfer: u32,
) {
    let mut of_city: BTreeMap<usize, Vec<(usize, usize, u32)>> = BTreeMap::new();
    for (&(place, service), &arrival) in calls {
        if let Some(city) = boarding.home[place]
            && Boarding::stops(ground, &places.all[place], &network.services[service].mode)
        {
            of_city.entry(city).or_default().push((place, service, arrival));
        }
    }
    for calls_there in of_city.values() {
        for &(from, _, arrival) in calls_there {
            for &(to, service, arrival_there) in calls_there.iter().filter(|&&(to, ..)| to != from) {
                network.edge(arrival, arrival_there + 1, transfer, Use::Transfer { service });
                network.stretch(site(calls, from), site(calls, to), None);
            }
        }
    }
}
