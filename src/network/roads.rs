//! Roads and ferries: one set of nodes, entered and left anywhere.
//!
//! A seat is linked to the road that ends there, or else to the nearest point of any road, where that road
//! is cut. Ferries are met at their ends only.

use super::assembly::{Assembly, Ground, Spot, Use, milliseconds};
use super::dead_ends;
use super::lines::Lines;
use super::rules::{Join, ModeKind};
use super::snap::Places;
use crate::index::{LineIndex, SpatialIndex};
use crate::units::Metres;

/// Adds the road and ferry `lines` to `network`, whose first nodes are the seats.
pub(super) fn add(network: &mut Assembly, ground: &Ground, mut lines: Lines) {
    let index = LineIndex::new(&lines.planes);
    let candidates = lines.mark((ground.rules.join == Join::Crossings).then_some(&index));
    let seats = (&ground.cities.seats[..], &ground.seats[..], &ground.seat_index);
    let places = Places::join(candidates, seats, ground.rules.snap_m);
    lines.place(&places);
    dead_ends::find(network, ground, &lines, &places, &index);
    let nodes: Vec<u32> =
        places.all.iter().map(|place| network.node(Spot { at: place.at, city: place.city })).collect();
    network.places += nodes.len();
    let nodes = link_seats(network, ground, &mut lines, (&places, nodes));
    for line in 0..lines.len() {
        let corridor = lines.corridors[line];
        let mode = ground.mode(corridor);
        for piece in lines.pieces(line) {
            let (from, to) = (nodes[piece.from], nodes[piece.to]);
            let ride = ground.piece(corridor, piece.shares);
            let (time, purpose) = if mode.kind == ModeKind::Ferry {
                let wait = milliseconds(mode.wait_min);
                (ride.saturating_add(wait), Use::Ferry { corridor, wait })
            } else {
                (ride, Use::Ride { corridor })
            };
            network.edge(from, to, time, purpose);
            if !ground.corridors.oneway[corridor] {
                network.edge(to, from, time, purpose);
            }
            network.stretch(from, to, Some(corridor));
        }
    }
}

/// Links every seat with the road network; gives the nodes of the places, with those newly cut.
fn link_seats(
    network: &mut Assembly,
    ground: &Ground,
    lines: &mut Lines,
    (places, mut nodes): (&Places, Vec<u32>),
) -> Vec<u32> {
    let mut on_road = vec![false; places.all.len()];
    let roads: Vec<usize> = (0..lines.len()).filter(|&line| lines.open[line]).collect();
    for &line in &roads {
        lines.places(line).for_each(|place| on_road[place] = true);
    }
    let mut at_seat = vec![None; ground.seats.len()];
    for (place, city) in places.all.iter().enumerate().filter_map(|(i, place)| Some((i, place.city?))) {
        at_seat[city] = Some(place);
    }
    let index = LineIndex::new(roads.iter().map(|&line| &lines.planes[line]));
    let piers: Vec<usize> = (0..places.all.len()).filter(|&place| !on_road[place]).collect();
    let planes: Vec<_> = piers.iter().map(|&place| places.all[place].plane).collect();
    let pier_index = SpatialIndex::of_points(&planes);
    for (city, &seat) in ground.seats.iter().enumerate() {
        if let Some(place) = at_seat[city] {
            link(network, ground, city, nodes[place], Metres::ZERO);
            if on_road[place] {
                continue;
            }
        }
        let road = index.nearest(seat, ground.reach());
        let pier = pier_index.nearest(seat, 1).first().map(|&(pier, distance)| (piers[pier], distance));
        let pier = pier.filter(|&(_, distance)| distance <= ground.reach() && at_seat[city].is_none());
        match (road, pier) {
            (Some(road), pier) if pier.is_none_or(|(_, distance)| road.distance <= distance) => {
                let (line, segment) = (roads[road.position.line], road.position.segment);
                let along = segment as f64 + road.fraction;
                let place = lines.place_at(line, along).unwrap_or_else(|| {
                    let at = lines.lonlat(line, segment, road.fraction);
                    lines.cut(line, along, at, nodes.len());
                    nodes.push(network.node(Spot { at, city: None }));
                    network.places += 1;
                    nodes.len() - 1
                });
                if road.distance <= ground.rules.snap_m {
                    // Within the snapping distance the road passes the seat itself.
                    network.spots[nodes[place] as usize].city.get_or_insert(city);
                }
                link(network, ground, city, nodes[place], road.distance);
            }
            (_, Some((place, distance))) => link(network, ground, city, nodes[place], distance),
            (_, None) => {}
        }
    }
    nodes
}

/// Links the seat of `city` with the road node `road` in both directions.
fn link(network: &mut Assembly, ground: &Ground, city: usize, road: u32, distance: Metres) {
    let seat = u32::try_from(city).expect("a study has fewer than 2^32 cities");
    let time = ground.access(ground.travelled(distance));
    network.edge(seat, road, time, Use::Access);
    network.edge(road, seat, time, Use::Egress);
    network.stretch(seat, road, None);
}
