//! Who boards where: the seats that each station serves, and the ways between them.
//!
//! A station with a place of its own serves the city that it names, and every city of which it is the nearest station
//! of some mode, both within `max_access_km` in a straight line. Where the study gives no such station of a mode, the
//! ends of its lines are its stations, and each serves the one seat that is nearest.
//!
//! With `station_access = "roads"` such a station has a forecourt, a node that is linked to the nearest road as a seat
//! is; trips come to it and leave it by road, to and from wherever they like:
//!
//! ```text
//! road ──access──▶ forecourt ──wait──▶ departure        arrival ──▶ forecourt ──egress──▶ road
//! ```
//!
//! A seat from which no road leads there has the straight line instead, and so has one to which none leads back.

use super::assembly::{Assembly, Ground, milliseconds};
use super::lines::Lines;
use super::rules::StationWay;
use super::snap::{Place, Places};
use super::stations::at_station;
use crate::error::{Code, Finding};
use crate::index::SpatialIndex;
use crate::layer::listed;
use crate::units::{Metres, Minutes};
use geo_types::Coord;
use std::collections::{BTreeMap, BTreeSet};

/// Who boards at each place of the railways.
#[derive(Debug, Default)]
pub(super) struct Boarding {
    /// The seats that each place serves and how far they are in a straight line, nearest first.
    pub(super) seats: Vec<Vec<(usize, Metres)>>,
    /// The city to which each place belongs: the one it names, else the nearest of those it serves.
    pub(super) home: Vec<Option<usize>>,
    /// Node before each place that is linked to the roads.
    pub(super) forecourts: Vec<Option<u32>>,
}

/// A station to be linked to the roads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forecourt {
    /// Number of its place among those of the railways.
    pub(super) place: usize,
    /// Longitude and latitude.
    pub(super) at: Coord<f64>,
    /// Metres.
    pub(super) plane: Coord<f64>,
    pub(super) city: Option<usize>,
}

impl Boarding {
    /// The seats that `places` serve, of which `owners` tells for all that are no stations given as points.
    pub(super) fn new(
        ground: &Ground,
        lines: &Lines,
        places: &Places,
        owners: Vec<Option<(usize, Metres)>>,
    ) -> Self {
        let mut seats: Vec<Vec<(usize, Metres)>> =
            owners.into_iter().map(|owner| owner.into_iter().collect()).collect();
        let mut home: Vec<Option<usize>> = seats.iter().map(|seats| Some(seats.first()?.0)).collect();
        let points = &ground.stations.points;
        let mut modes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for line in 0..lines.len() {
            let stations = lines.places(line).filter(|&place| places.all[place].station.is_some());
            modes.entry(&ground.corridors.modes[lines.corridors[line]]).or_default().extend(stations);
        }
        let mut serve = |place: usize, city: usize, distance: Metres| {
            if distance <= ground.reach() && !seats[place].iter().any(|&(known, _)| known == city) {
                seats[place].push((city, distance));
            }
        };
        for (place, station) in places.all.iter().enumerate().filter_map(|(i, p)| Some((i, p.station?))) {
            let own = points.cities[station].as_ref().and_then(|city| ground.cities.index_of(city));
            home[place] = own;
            if let Some(city) = own {
                let (a, b) = (ground.seats[city], places.all[place].plane);
                serve(place, city, Metres::new(libm::hypot(a.x - b.x, a.y - b.y)));
            }
        }
        for stations in modes.values() {
            let stations: Vec<usize> = stations.iter().copied().collect();
            let planes: Vec<Coord<f64>> = stations.iter().map(|&place| places.all[place].plane).collect();
            let index = SpatialIndex::of_points(&planes);
            for (city, &seat) in ground.seats.iter().enumerate() {
                if let Some(&(nearest, distance)) = index.nearest(seat, 1).first() {
                    serve(stations[nearest], city, distance);
                }
            }
        }
        for (seats, home) in seats.iter_mut().zip(&mut home) {
            seats.sort_by(|a, b| a.1.get().total_cmp(&b.1.get()).then(a.0.cmp(&b.0)));
            *home = home.or_else(|| Some(seats.first()?.0));
        }
        let forecourts = vec![None; places.all.len()];
        Self { seats, home, forecourts }
    }

    /// The stations to be linked to the roads: those whose place is known, not merely drawn at a seat.
    pub(super) fn on_roads(&self, ground: &Ground, places: &Places) -> Vec<Forecourt> {
        if ground.rules.station_access == StationWay::Line {
            return Vec::new();
        }
        let forecourt = |(place, spot): (usize, &Place)| Forecourt {
            place,
            at: spot.at,
            plane: spot.plane,
            city: self.home[place],
        };
        places.all.iter().enumerate().filter(|&(i, _)| self.on_roads_at(places, i)).map(forecourt).collect()
    }

    /// Whether the roads are asked for the way to a place: where it is known, not merely drawn at a seat.
    pub(super) fn on_roads_at(&self, places: &Places, place: usize) -> bool {
        let spot = &places.all[place];
        spot.station.is_some() || (spot.city.is_none() && !self.seats[place].is_empty())
    }

    /// Whether trains of `mode` stop at a place.
    pub(super) fn stops(ground: &Ground, place: &Place, mode: &str) -> bool {
        place.station.is_some() || (!ground.stations.cover(mode) && (place.end || place.city.is_some()))
    }

    /// Milliseconds between the seat of `city` and its station of `mode` at `place`, so many metres away in a straight
    /// line; and whether the study states this way, so that no road is asked.
    pub(super) fn way(
        ground: &Ground,
        place: &Place,
        mode: &str,
        (city, distance): (usize, Metres),
    ) -> (u32, bool) {
        if place.station.is_some() {
            return (ground.access(ground.travelled(distance)), false);
        }
        let id = &ground.cities.ids[city];
        let given = ground.stations.ways.iter().find(|s| s.mode == mode && s.city == *id);
        match given {
            Some(given) => (ground.access(given.access_km), true),
            None if distance <= ground.rules.snap_m => {
                (ground.access(ground.rules.mode[mode].station_access_km), true)
            }
            None => (ground.access(ground.travelled(distance)), false),
        }
    }

    /// The least milliseconds from a train of `mode` at a place out to where trips go on, which is also the way in, and
    /// the city for which that holds.
    fn exit(&self, ground: &Ground, places: &Places, place: usize, mode: &str) -> Option<(u32, usize)> {
        let ways = self.seats[place].iter().map(|&seat| {
            let (way, stated) = Self::way(ground, &places.all[place], mode, seat);
            (if self.forecourts[place].is_some() && !stated { 0 } else { way }, seat.0)
        });
        ways.min()
    }

    /// Says which stations nobody uses, and which lie out of reach of the city that they name.
    pub(super) fn find_idle(&self, network: &mut Assembly, ground: &Ground, places: &Places) {
        let (reach, points) = (ground.rules.max_access_km, &ground.stations.points);
        for (place, spot) in places.all.iter().enumerate() {
            let Some(station) = spot.station.filter(|_| self.forecourts[place].is_none()) else { continue };
            let own = points.cities[station].as_ref().and_then(|city| ground.cities.index_of(city));
            let far = own.filter(|own| !self.seats[place].iter().any(|(city, _)| city == own));
            let what = if let Some(city) = far {
                let name = &ground.cities.names[city];
                format!(
                    "the station lies farther than {reach} from {name}, whose it is, and does not serve it"
                )
            } else if self.seats[place].is_empty() {
                format!("nobody boards here: the station is the nearest of no city within {reach}")
            } else {
                continue;
            };
            network.findings.push(at_station(Finding::new(Code::StationIdle, what), points, station));
        }
    }

    /// Says, once a mode, where the way out and back in takes less than the `transfer_min`, `transfer_city_min` or
    /// `stop_min` that trips avoid by it. `met` counts the pieces of line of each service at each place;
    pub(super) fn find_cheap_exits(
        &self,
        network: &mut Assembly,
        ground: &Ground,
        places: &Places,
        met: &BTreeMap<(usize, usize), usize>,
    ) {
        let modes: Vec<String> = network.services.iter().map(|service| service.mode.clone()).collect();
        let waits: Vec<u32> = network.services.iter().map(|service| ground.line_wait(service)).collect();
        let exit = |place: usize, service: usize| self.exit(ground, places, place, &modes[service]);
        let mut at_city: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for &(place, service) in met.keys() {
            if let Some(city) = self.home[place] {
                at_city.entry(city).or_default().push((place, service));
            }
        }
        let mut cheap: BTreeMap<(String, &str), (usize, u32, u32)> = BTreeMap::new();
        for (&(place, service), &pieces) in met {
            let name = &modes[service];
            if !Self::stops(ground, &places.all[place], name) {
                continue;
            }
            let Some((way, city)) = exit(place, service) else { continue };
            let mode = &ground.rules.mode[name];
            let wait = milliseconds(mode.wait_min).saturating_add(waits[service]);
            let back = way.saturating_add(wait);
            let mut compare = |out: u32, saved: u32, key: &'static str| {
                let exit = out.saturating_add(back);
                if exit < saved {
                    cheap.entry((name.clone(), key)).or_insert((city, exit, saved));
                }
            };
            let others = met.range((place, 0)..(place + 1, 0)).filter(|&(&(_, other), _)| other != service);
            if let Some(out) = others.filter_map(|(&(_, other), _)| exit(place, other)).map(|e| e.0).min() {
                let transfer = milliseconds(ground.rules.transfer_min).saturating_add(waits[service]);
                compare(out, transfer, "transfer_min");
            }
            if pieces > 1 {
                compare(way, milliseconds(mode.stop_min), "stop_min");
            }
            // Over roads the way between two stations is not known yet.
            if let Some(transfer) = ground.rules.transfer_city_min
                && self.forecourts[place].is_none()
            {
                let there = at_city.get(&city).into_iter().flatten().filter(|&&(other, _)| other != place);
                let out = there.filter(|&&(other, _)| self.forecourts[other].is_none());
                if let Some(out) = out.filter_map(|&(other, s)| exit(other, s)).map(|e| e.0).min() {
                    compare(out, milliseconds(transfer), "transfer_city_min");
                }
            }
        }
        for ((mode, key), (city, exit, saved)) in cheap {
            let [exit, saved] = [exit, saved].map(Minutes::from_milliseconds);
            let what = format!(
                "trips leave a train of `{mode}` and board again in {exit} to avoid `{key}`, {saved}"
            );
            let finding = Finding::new(Code::CheapExit, what).file(&ground.cities.source);
            network.findings.push(finding.id(&ground.cities.ids[city]).name(&ground.cities.names[city]));
        }
    }
}

/// Which seats reach which forecourts over the roads, and are reached from them.
pub(super) struct RoadReach {
    leaving: Vec<Vec<u32>>,
    entering: Vec<Vec<u32>>,
}

impl RoadReach {
    /// Of a network that holds roads only.
    pub(super) fn new(network: &Assembly) -> Self {
        let mut leaving = vec![Vec::new(); network.spots.len()];
        let mut entering = leaving.clone();
        for edge in &network.edges {
            leaving[edge.tail as usize].push(edge.head);
            entering[edge.head as usize].push(edge.tail);
        }
        Self { leaving, entering }
    }

    /// Whether each of the `seats` reaches `forecourt`, and whether it is reached from there.
    fn of(&self, forecourt: u32, seats: &[(usize, Metres)]) -> Vec<[bool; 2]> {
        let (to, from) = (search(&self.entering, forecourt), search(&self.leaving, forecourt));
        seats.iter().map(|&(city, _)| [to[city], from[city]]).collect()
    }

    /// For each seat of `place`, whether the straight line must stand in for the roads on the way there and on the way
    /// back; said in a finding.
    pub(super) fn by_line(
        &self,
        network: &mut Assembly,
        ground: &Ground,
        (places, boarding): (&Places, &Boarding),
        place: usize,
    ) -> Vec<[bool; 2]> {
        let seats = &boarding.seats[place];
        let reached = match boarding.forecourts[place] {
            Some(forecourt) => self.of(forecourt, seats),
            None => vec![[false; 2]; seats.len()],
        };
        let cut_off: Vec<usize> = seats
            .iter()
            .zip(&reached)
            .filter(|(_, ways)| **ways != [true; 2])
            .map(|(seat, _)| seat.0)
            .collect();
        if !cut_off.is_empty() {
            let what = "no road leads between the station and these seats, the way is taken straight";
            let finding =
                Finding::new(Code::StationByLine, what).value(listed(&ground.cities.names, &cut_off));
            let spot = &places.all[place];
            network.findings.push(match spot.station {
                Some(station) => at_station(finding, &ground.stations.points, station),
                None => finding.file(&ground.corridors.source).name(format!("{}, {}", spot.at.x, spot.at.y)),
            });
        }
        reached.into_iter().map(|[to, from]| [!to, !from]).collect()
    }
}

fn search(next: &[Vec<u32>], from: u32) -> Vec<bool> {
    let mut seen = vec![false; next.len()];
    seen[from as usize] = true;
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        for &node in &next[node as usize] {
            if !std::mem::replace(&mut seen[node as usize], true) {
                open.push(node);
            }
        }
    }
    seen
}
