//! From corridors, cities and rules to a [`Network`].

use super::assembly::{Assembly, Ground, Service, Spot, Use};
use super::check::Topology;
use super::graph::{Edge, Graph};
use super::lines::Lines;
use super::question::WORTH_PREPARING;
use super::router::Router;
use super::rules::{ModeKind, NetworkRules};
use super::snap::by_coordinates;
use super::stations::Stations;
use super::times::{at_corridor, corridor_milliseconds};
use super::{rail, roads};
use crate::error::{Code, Error, Finding, Result};
use crate::index::SpatialIndex;
use crate::layer::nearest::nearest;
use crate::layer::{Cities, Corridors, Status};
use crate::reproject::Projector;
use crate::units::{Metres, Minutes};
use geo::Area;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Cities and the corridors between them, joined; never changed after it is built.
#[derive(Debug, Clone)]
pub struct Network {
    pub(super) router: Router,
    /// The list from which the graph was made, and what each edge of it is for.
    pub(super) edges: Vec<Edge>,
    pub(super) uses: Vec<Use>,
    /// Where the nodes are; the seats come first.
    pub(super) spots: Vec<Spot>,
    pub(super) cities: usize,
    pub(super) intrazonal: Vec<u32>,
    pub(super) services: Vec<Service>,
    /// Nodes before stations on the roads, with the cities that each serves.
    pub(super) forecourts: BTreeMap<u32, Vec<usize>>,
    /// Mode and line of every corridor.
    pub(super) names: Vec<(String, Option<String>)>,
    topology: Topology,
    findings: Vec<Finding>,
}

/// Which corridors run: those that trips may use, with one of `statuses` and, where `as_of` is given, opened
/// in that year or before.
///
/// An open corridor without a known year counts as in service. The year does not bind corridors under
/// construction or planned: who asks for these statuses asks for what is to come.
#[must_use]
pub fn corridors_in_service(corridors: &Corridors, as_of: Option<i32>, statuses: &[Status]) -> Vec<bool> {
    let runs = |i: usize| {
        let status = corridors.statuses[i];
        let too_late = match (as_of, corridors.opened[i]) {
            (Some(year), Some(opened)) => status == Status::Open && opened > year,
            _ => false,
        };
        corridors.routed[i] && statuses.contains(&status) && !too_late
    };
    (0..corridors.len()).map(runs).collect()
}

impl Network {
    /// Joins the `included` corridors with the seats of `cities`, as `rules` say.
    ///
    /// How ends join is told in the module docs, and so is how trips use roads, ferries and railways.
    ///
    /// # Conventions
    /// Distances for snapping and access are straight lines on the plane of `projector`; lengths of corridors
    /// are geodesic. A city without a corridor in reach is kept, and reported by [`Network::findings`].
    /// The order of the corridors changes no travel time.
    ///
    /// # Errors
    /// Rules that cannot be, corridors of a mode without a rule, without a time or with a speed, length or
    /// time that is not above zero, all in one error; or a network on which a trip might take 49 days.
    ///
    /// # Panics
    /// If `included` does not have one value a corridor.
    pub fn build(
        corridors: &Corridors,
        included: &[bool],
        cities: &Cities,
        stations: &Stations,
        rules: &NetworkRules,
        projector: &Projector,
    ) -> Result<Self> {
        assert_eq!(included.len(), corridors.len(), "one choice a corridor");
        Error::if_any(&rules.check())?;
        let mut findings = Vec::new();
        let milliseconds = times(corridors, included, rules, &mut findings);
        Error::if_any(&findings)?;
        let seats = seats(cities, projector)?;
        let seat_index = SpatialIndex::of_points(&seats);
        let ground =
            Ground { corridors, cities, stations, rules, projector, seats, seat_index, milliseconds };
        let mut network = Assembly::default();
        for (city, &at) in cities.seats.iter().enumerate() {
            network.node(Spot { at, city: Some(city) });
        }
        network.findings = stations.check(&ground);
        Error::if_any(&network.findings)?;
        // Of trips equally short the one that is found hangs on the order of the edges; that of the file must not matter.
        let mut order: Vec<usize> = (0..corridors.len()).collect();
        order.sort_by(|&a, b| by_identity(corridors, a, *b));
        let chosen = |rail: bool| -> Vec<(usize, bool)> {
            let of_family = order.iter().copied();
            let of_family =
                of_family.filter(|&i| included[i] && (ground.mode(i).kind == ModeKind::Rail) == rail);
            of_family.map(|i| (i, ground.mode(i).kind != ModeKind::Ferry)).collect()
        };
        let lines = |rail| Lines::new(corridors, &chosen(rail), projector).map_err(Error::Input);
        let on_roads = lines(false)?;
        let plan = rail::Plan::new(&ground, lines(true)?);
        let forecourts = roads::add(&mut network, &ground, on_roads, &plan.on_roads(&ground));
        rail::add(&mut network, &ground, plan, &forecourts);
        Self::freeze(network, &ground)
    }

    fn freeze(network: Assembly, ground: &Ground) -> Result<Self> {
        let Assembly { spots, edges, uses, services, stretches, forecourts, places, dead_ends, mut findings } =
            network;
        let graph = Graph::new(spots.len(), &edges)?;
        let cities = ground.cities.len();
        let topology = Topology::new(&graph, cities, places, &stretches, dead_ends);
        findings.extend(topology.findings(ground.cities));
        let corridors = ground.corridors;
        let names = corridors.modes.iter().cloned().zip(corridors.lines.iter().cloned()).collect();
        let intrazonal = intrazonal(ground)?;
        let router = if cities < WORTH_PREPARING {
            Router::unprepared(graph)
        } else {
            let at: Vec<_> = spots.iter().map(|spot| spot.at).collect();
            Router::prepared(graph, &at)
        };
        Ok(Self {
            router,
            edges,
            uses,
            spots,
            cities,
            intrazonal,
            services,
            forecourts,
            names,
            topology,
            findings,
        })
    }

    /// How many cities.
    #[must_use]
    pub fn cities(&self) -> usize {
        self.cities
    }

    /// The graph; its first nodes are the seats, in the order of the cities.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        self.router.graph()
    }

    /// What the network is made of and how it hangs together.
    #[must_use]
    pub fn topology(&self) -> &Topology {
        &self.topology
    }

    /// Warnings met while building.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// By identifier, then by what else tells corridors apart, so that the order of a file is forgotten.
fn by_identity(corridors: &Corridors, a: usize, b: usize) -> Ordering {
    let of =
        |i: usize| (&corridors.ids[i], &corridors.lines[i], &corridors.modes[i], corridors.paths[i].0.len());
    let places = |i: usize| corridors.paths[i].0.iter();
    let mut vertices = places(a).zip(places(b)).map(|(a, b)| by_coordinates(*a, *b));
    of(a).cmp(&of(b)).then_with(|| vertices.find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
}

/// The time of every included corridor; what is wrong goes to `findings`, an unknown mode once.
pub(crate) fn times(
    corridors: &Corridors,
    included: &[bool],
    rules: &NetworkRules,
    findings: &mut Vec<Finding>,
) -> Vec<Option<u32>> {
    let mut unknown: Vec<&str> = Vec::new();
    let mut time = |i: usize| {
        let name = corridors.modes[i].as_str();
        match rules.mode.get(name) {
            Some(mode) => {
                corridor_milliseconds(corridors, i, mode).map_err(|finding| findings.push(*finding)).ok()
            }
            None if unknown.contains(&name) => None,
            None => {
                unknown.push(name);
                let finding = Finding::new(Code::NoMode, "no rule is stated for this mode").value(name);
                let finding = match nearest(name, rules.mode.keys().map(String::as_str), 1).first() {
                    Some(known) => finding.hint(format!(
                        "add a table [network.mode.{name}] to study.toml, or write `{known}` if that is meant"
                    )),
                    None => finding.hint(format!(
                        "add a table [network.mode.{name}] with its `kind` and speeds to study.toml"
                    )),
                };
                findings.push(at_corridor(finding.field("mode"), corridors, i));
                None
            }
        }
    };
    (0..corridors.len()).map(|i| if included[i] { time(i) } else { None }).collect()
}

fn seats(cities: &Cities, projector: &Projector) -> Result<Vec<geo_types::Coord<f64>>> {
    let outside = |city: usize| {
        let finding = Finding::new(Code::NotDegrees, "the seat lies outside the projection");
        finding.file(&cities.source).id(&cities.ids[city]).name(&cities.names[city])
    };
    let placed: Vec<_> = cities.seats.iter().map(|&seat| projector.to_plane(seat)).collect();
    let findings: Vec<Finding> =
        placed.iter().enumerate().filter(|(_, seat)| seat.is_none()).map(|(city, _)| outside(city)).collect();
    Error::if_any(&findings)?;
    Ok(placed.into_iter().flatten().collect())
}

/// Milliseconds of a trip inside each city.
fn intrazonal(ground: &Ground) -> Result<Vec<u32>> {
    let cities = ground.cities;
    let given = ground.rules.intrazonal_min.map(super::assembly::milliseconds);
    if let Some(time) = given {
        return Ok(vec![time; cities.len()]);
    }
    let Some(territories) = &cities.territories else { return Ok(vec![0; cities.len()]) };
    let inside = |(city, territory): (usize, &geo_types::MultiPolygon<f64>)| {
        let area = ground.projector.polygons_to_plane(territory).map(|plane| plane.unsigned_area());
        let radius = area.map(|area| Metres::new((area / std::f64::consts::PI).sqrt()));
        let time = radius.map(|radius| radius * 0.5 / ground.rules.access_kmh);
        time.and_then(Minutes::to_milliseconds).ok_or_else(|| {
            let what = "the territory lies outside the projection or is too large to cross";
            let finding = Finding::new(Code::NotDegrees, what).file(&cities.source);
            Error::from(finding.id(&cities.ids[city]).name(&cities.names[city]))
        })
    };
    territories.iter().enumerate().map(inside).collect()
}
