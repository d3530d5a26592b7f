//! Which cities have a station in service, and how far it is.

use super::assembly::Use;
use super::build::Network;
use crate::units::Minutes;

impl Network {
    /// The time from the seat of each city to its nearest station at which trains of one of `modes` are boarded,
    /// without the wait there; `None` for a city without one. All rail modes where `modes` is empty.
    ///
    /// # Conventions
    /// Only stations in service count: those of the corridors that the network was built with. A city's stations are
    /// those that serve it, as told in the docs of [`crate::network`]. With `station_access = "roads"` the time is that
    /// of the quickest trip from the seat to a station that serves it.
    #[must_use]
    pub fn station_access(&self, modes: &[String]) -> Vec<Option<Minutes>> {
        let mut nearest: Vec<Option<u32>> = vec![None; self.cities];
        let mut keep = |city: usize, time: u32| {
            nearest[city] = Some(nearest[city].map_or(time, |known| known.min(time)));
        };
        let mut on_roads: Vec<usize> = Vec::new();
        for (edge, purpose) in self.edges.iter().zip(&self.uses) {
            let Use::Board { service, wait } = *purpose else { continue };
            if !modes.is_empty() && !modes.contains(&self.services[service].mode) {
                continue;
            }
            if self.forecourts.contains_key(&edge.tail) {
                on_roads.push(edge.tail as usize);
            } else {
                keep(edge.tail as usize, edge.milliseconds - wait);
            }
        }
        on_roads.sort_unstable();
        on_roads.dedup();
        // Only the ways between a station and the cities that it serves.
        let ways: Vec<(usize, usize)> = self
            .forecourts
            .iter()
            .filter(|(station, _)| on_roads.binary_search(&(**station as usize)).is_ok())
            .flat_map(|(&station, cities)| cities.iter().map(move |&city| (city, station as usize)))
            .collect();
        for (&(city, _), time) in ways.iter().zip(self.router.pairs(&ways)) {
            if let Some(time) = time {
                keep(city, time);
            }
        }
        nearest.into_iter().map(|time| time.map(Minutes::from_milliseconds)).collect()
    }
}
