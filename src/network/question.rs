//! Which engine answers.

use super::road_network::RoadNetwork;
use super::router::Router;

/// What is done before a network is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// Whichever is sooner done with as many questions as there are.
    #[default]
    Auto,
    /// Nothing, and what was prepared is left aside: every question is a search of its own.
    Dijkstra,
    /// The network is prepared first, unless it came prepared.
    Hierarchy,
}

/// From so many origins on a network is prepared: a preparation takes as long as 55 searches of a road graph of 264,346
/// nodes, and the answers after it are not free.
pub(super) const WORTH_PREPARING: usize = 80;

impl RoadNetwork {
    /// The same network, prepared if that is asked for, or worth it for questions about `origins` places. No
    /// answer changes.
    #[must_use]
    pub fn for_questions(self, origins: usize, engine: Engine) -> Self {
        match engine {
            Engine::Dijkstra if self.router.is_prepared() => {
                let router = Router::unprepared(self.router.graph().clone());
                Self { router, ..self }
            }
            Engine::Auto | Engine::Hierarchy if self.router.is_prepared() => self,
            Engine::Dijkstra => self.unprepared(),
            Engine::Auto if origins < WORTH_PREPARING => self,
            Engine::Auto | Engine::Hierarchy => self.prepare(),
        }
    }
}
