//! The places that a road network is asked about: nodes by name, or points brought to the nearest road.

use super::columns::{real, text};
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, Column};
use crate::layer::GivenPlaces;
use crate::network::{Located, Place, RoadNetwork, locate};
use crate::units::{KilometresPerHour, Metres, Minutes};
use geo_types::Coord;

/// How points come to roads.
#[derive(Debug, Clone, Copy)]
pub struct SnapOptions {
    /// The farthest that a point may be from a road; 500 m by default.
    pub reach: Metres,
    /// How fast one comes from the point to the road; by default that takes no time.
    pub access: Option<KilometresPerHour>,
}

impl Default for SnapOptions {
    fn default() -> Self {
        Self { reach: Metres::new(500.0), access: None }
    }
}

/// Places of a network, with their names.
#[derive(Debug, Clone)]
pub struct Sites {
    /// None where all nodes are asked about, in their order.
    ids: Option<Vec<String>>,
    /// `None` for a point that no road is near.
    pub places: Vec<Option<Place>>,
    /// The points as given and where each was brought to; none where nodes were named.
    pub points: Option<Vec<(Coord<f64>, Option<Located>)>>,
    /// A warning for every point that no road is near.
    pub findings: Vec<Finding>,
}

impl Sites {
    /// All nodes of `network`.
    #[must_use]
    pub fn all(network: &RoadNetwork) -> Self {
        let places = network.at.iter().enumerate().map(|(node, &at)| Some(Place::node(node, at))).collect();
        Self { ids: None, places, points: None, findings: Vec::new() }
    }

    /// The places `given`: nodes by their identifiers, points at the nearest place of the nearest road.
    ///
    /// # Errors
    /// `E-NET-010` for every identifier that the network does not know; `E-NET-008` if the way to the road takes
    /// 49 days.
    pub fn of(given: GivenPlaces, network: &RoadNetwork, options: &SnapOptions) -> Result<Self> {
        let Some(points) = &given.at else {
            let nodes = given.found(&|id| network.index_of(id))?;
            let places = nodes.into_iter().map(|node| Some(Place::node(node, network.at[node]))).collect();
            return Ok(Self { ids: Some(given.ids), places, points: None, findings: Vec::new() });
        };
        let located = locate(network.router.graph(), &network.at, points, options.reach);
        let mut findings = Vec::new();
        let mut places = Vec::with_capacity(points.len());
        for (row, located) in located.iter().enumerate() {
            let Some(located) = located else {
                let what = format!("no road within {}", options.reach);
                findings.push(given.at_row(Finding::new(Code::OffRoad, what), row));
                places.push(None);
                continue;
            };
            let access = access(located.distance, options.access).and_then(Minutes::to_milliseconds);
            let too_long = || Finding::new(Code::TooLong, "the way to the road takes 49 days or longer");
            let access = access.ok_or_else(|| given.at_row(too_long(), row))?;
            places.push(Some(located.place.with_access(access)));
        }
        let points = points.iter().copied().zip(located).collect();
        Ok(Self { ids: Some(given.ids), places, points: Some(points), findings })
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What place `i` is called.
    #[must_use]
    pub fn name<'a>(&'a self, network: &'a RoadNetwork, i: usize) -> &'a str {
        match &self.ids {
            Some(ids) => &ids[i],
            None => network.ids.get(i),
        }
    }
}

/// A text of a row: from the name of the list, the identifier, and where the point was brought to.
type TextOf<'a> = dyn Fn(&str, &str, Option<&Located>) -> Option<String> + 'a;

/// The time between a point and the road.
fn access(distance: Metres, speed: Option<KilometresPerHour>) -> Option<Minutes> {
    // Not a division of units: a tiny speed may lead beyond what a number holds.
    let minutes = |speed: KilometresPerHour| Minutes::checked(distance.get() / 1000.0 / speed.get() * 60.0);
    speed.map_or(Some(Minutes::ZERO), minutes)
}

/// Where the points of several lists were brought to, one row each: what the list is called, identifier,
/// coordinates, the ends of the road, how far along it, and how far and how long it is to the road.
#[must_use]
pub fn snapped(lists: &[(&str, &Sites)], network: &RoadNetwork, options: &SnapOptions) -> Vec<Column> {
    let rows: Vec<_> = lists
        .iter()
        .flat_map(|&(list, sites)| {
            let points = sites.points.iter().flatten().enumerate();
            points.map(move |(i, (at, located))| (list, sites.name(network, i), *at, located.as_ref()))
        })
        .collect();
    let texts = |name: &str, label: (&str, &str), of: &TextOf<'_>| {
        let values = rows.iter().map(|(list, id, _, located)| of(list, id, *located)).collect();
        text(name, Bilingual::new(label.0, label.1), values)
    };
    let numbers = |name: &str, label: (&str, &str), unit, decimals, of: &dyn Fn(&Located) -> Option<f64>| {
        let values = rows.iter().map(|row| row.3.and_then(of)).collect();
        real(name, Bilingual::new(label.0, label.1), unit, decimals, values)
    };
    let degrees = |name: &str, zh: &str, en: &str, of: &dyn Fn(Coord<f64>) -> f64| {
        let values = rows.iter().map(|row| Some(of(row.2))).collect();
        real(name, Bilingual::new(zh, en), ("°", "°"), 6, values)
    };
    let end = |located: Option<&Located>, which: usize| {
        located.map(|found| network.ids.get(found.place.ends[which] as usize).to_owned())
    };
    vec![
        texts("list", ("列表", "List"), &|list, _, _| Some(list.to_owned())),
        texts("id", ("代码", "Code"), &|_, id, _| Some(id.to_owned())),
        degrees("lon", "经度", "Longitude", &|at| at.x),
        degrees("lat", "纬度", "Latitude", &|at| at.y),
        texts("from", ("道路起点", "One end of the road"), &|_, _, found| end(found, 0)),
        texts("to", ("道路终点", "Other end of the road"), &|_, _, found| end(found, 1)),
        numbers("fraction", ("沿路比例", "Share of the way along"), ("", ""), 3, &|found| {
            Some(found.place.fraction)
        }),
        numbers("snap_m", ("到道路距离", "Distance to the road"), ("米", "m"), 1, &|found| {
            Some(found.distance.get())
        }),
        numbers("access_min", ("到道路时间", "Time to the road"), ("分钟", "min"), 1, &|found| {
            access(found.distance, options.access).map(Minutes::get)
        }),
    ]
}
