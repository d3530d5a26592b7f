//! Roads and ferries: one set of nodes, entered and left anywhere.
//!
//! A seat is linked to the road that ends there, or else to the nearest point of any road, where that road
//! is cut. Ferries are met at their ends only.

use super::assembly::{Assembly, Ground, Spot, Use, milliseconds};
use super::boarding::Forecourt;
use super::dead_ends;
use super::lines::Lines;
use super::rules::{Join, ModeKind};
use super::snap::Places;
use crate::index::{LineIndex, SpatialIndex};
use crate::units::Metres;

/// Adds the road and ferry `lines` to `network`, whose first nodes are the seats, and nodes for those of `forecourts`
/// that a road comes near; gives these nodes by place.
pub(super) fn add(
    network: &mut Assembly,
    ground: &Ground,
    mut lines: Lines,
    forecourts: &[Forecourt],
) -> Vec<(usize, u32)> {
    let index = LineIndex::new(&lines.planes);
    let candidates = lines.mark((ground.rules.join == Join::Crossings).then_some(&index));
    let seats = (&ground.cities.seats[..], &ground.seats[..], &ground.seat_index);
    let places = Places::join(candidates, seats, ground.rules.snap_m);
    lines.place(&places);
    dead_ends::find(network, ground, &lines, &places, &index);
    let nodes: Vec<u32> =
        places.all.iter().map(|place| network.node(Spot { at: place.at, city: place.city })).collect();
    network.places += nodes.len();
    let (nodes, linked) = link_all(network, ground, &mut lines, (&places, nodes), forecourts);
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
    linked
}

/// Links every seat and every forecourt with the road network; gives the nodes of the places, with those newly cut, and
/// the nodes of the forecourts by their place.
fn link_all(
    network: &mut Assembly,
    ground: &Ground,
    lines: &mut Lines,
    (places, mut nodes): (&Places, Vec<u32>),
    forecourts: &[Forecourt],
) -> (Vec<u32>, Vec<(usize, u32)>) {
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
    let seats = (0..ground.seats.len()).map(|city| {
        let node = u32::try_from(city).expect("a study has fewer than 2^32 cities");
        (Terminal { node: Some(node), city: Some(city), forecourt: None }, ground.seats[city], at_seat[city])
    });
    let stations = forecourts.iter().map(|forecourt| {
        (Terminal { node: None, city: None, forecourt: Some(forecourt) }, forecourt.plane, None)
    });
    let mut linked = Vec::new();
    for (mut terminal, seat, at_seat) in seats.chain(stations) {
        if let Some(place) = at_seat {
            terminal.link(network, ground, nodes[place], Metres::ZERO);
            if on_road[place] {
                continue;
            }
        }
        let on_roads = index.nearest(seat, ground.reach());
        let pier = pier_index.nearest(seat, 1).first().map(|&(pier, distance)| (piers[pier], distance));
        let pier = pier.filter(|&(_, distance)| distance <= ground.reach() && at_seat.is_none());
        if let Some((place, distance)) = pier
            && on_roads.first().is_none_or(|road| distance < road.distance)
        {
            terminal.link(network, ground, nodes[place], distance);
        } else {
            // Roads drawn over each other do not join, but the seat reaches each of them.
            for road in on_roads {
                let (line, segment) = (roads[road.position.line], road.position.segment);
                let along = segment as f64 + road.fraction;
                let place = lines.place_at(line, along).unwrap_or_else(|| {
                    let at = lines.lonlat(line, segment, road.fraction);
                    lines.cut(line, along, at, nodes.len());
                    nodes.push(network.node(Spot { at, city: None }));
                    network.places += 1;
                    nodes.len() - 1
                });
                terminal.link(network, ground, nodes[place], road.distance);
            }
        }
        if let (Some(node), Some(forecourt)) = (terminal.node, terminal.forecourt) {
            linked.push((forecourt.place, node));
        }
    }
    (nodes, linked)
}

/// A seat or a forecourt on its way to the roads.
struct Terminal<'a> {
    /// A forecourt has none until a road comes near.
    node: Option<u32>,
    city: Option<usize>,
    forecourt: Option<&'a Forecourt>,
}

impl Terminal<'_> {
    /// Links it with the road node `road` in both directions.
    fn link(&mut self, network: &mut Assembly, ground: &Ground, road: u32, distance: Metres) {
        let time = ground.access(ground.travelled(distance));
        if let Some(city) = self.city
            && distance <= ground.rules.snap_m
        {
            network.spots[road as usize].city.get_or_insert(city);
        }
        let from_seat = self.forecourt.is_none();
        let spot = self.forecourt.map(|forecourt| Spot { at: forecourt.at, city: forecourt.city });
        let node = *self.node.get_or_insert_with(|| network.node(spot.expect("seats have nodes")));
        // The way to a station is access, whether it begins at a seat or at a road.
        let [out, back] = if from_seat { [Use::Access, Use::Egress] } else { [Use::Egress, Use::Access] };
        network.edge(node, road, time, out);
        network.edge(road, node, time, back);
        network.stretch(node, road, None);
    }
}
