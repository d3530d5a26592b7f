//! Which trips run over some corridors.

use super::assembly::Use;
use super::build::Network;
use super::dijkstra::Search;
use rayon::prelude::*;

impl Network {
    /// Whether the trip from each city to each other, row by row, runs over any of `corridors` along the path that
    /// [`Network::path`] gives; never for a city to itself, nor without a path.
    ///
    /// # Panics
    /// If a corridor is not there.
    #[must_use]
    pub fn trips_over(&self, corridors: &[usize]) -> Vec<bool> {
        let mut among = vec![false; self.names.len()];
        for &corridor in corridors {
            among[corridor] = true;
        }
        let graph = self.graph();
        let rides = |slot: usize| match self.uses[graph.listed(slot)] {
            Use::Ride { corridor } | Use::Ferry { corridor, .. } => among[corridor],
            _ => false,
        };
        let mut wanted = vec![false; self.spots.len()];
        wanted[..self.cities].fill(true);
        let from = |search: &mut Search, origin: usize| -> Vec<bool> {
            search.run(graph, origin, &wanted);
            let over = |destination: usize| {
                let mut node = destination;
                while let Some(slot) = search.via(node) {
                    if rides(slot) {
                        return true;
                    }
                    node = graph.tail(slot);
                }
                false
            };
            (0..self.cities).map(over).collect()
        };
        let rows: Vec<Vec<bool>> =
            (0..self.cities).into_par_iter().map_init(|| Search::new(self.spots.len()), from).collect();
        rows.concat()
    }
}
