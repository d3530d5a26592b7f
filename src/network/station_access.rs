//! Which cities have a station in service, and how far it is.

use super::assembly::Use;
use super::build::Network;
use crate::units::Minutes;

impl Network {
    /// The time from the seat of each city to its nearest station at which trains of one of `modes` are boarded,
    /// without the wait there; `None` for a city without one. All rail modes where `modes` is empty.
    ///
    /// # Conventions
    /// Only stations in service count: those of the corridors that the network was built with. A station serves the
    /// one seat that is nearest, as told in the docs of [`crate::network`].
    #[must_use]
    pub fn station_access(&self, modes: &[String]) -> Vec<Option<Minutes>> {
        let mut nearest: Vec<Option<u32>> = vec![None; self.cities];
        for (edge, purpose) in self.edges.iter().zip(&self.uses) {
            let Use::Board { service, wait } = *purpose else { continue };
            if !modes.is_empty() && !modes.contains(&self.services[service].mode) {
                continue;
            }
            let access = edge.milliseconds - wait;
            let known = &mut nearest[edge.tail as usize];
            *known = Some(known.map_or(access, |known| known.min(access)));
        }
        nearest.into_iter().map(|time| time.map(Minutes::from_milliseconds)).collect()
    }
}
