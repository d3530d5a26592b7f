//! A road network of its own: named nodes with their places, and the times between them.

use super::graph::{Edge, Graph};
use super::ids::Ids;
use super::router::Router;
use super::source::{self, SourceOptions};
use crate::error::{Error, Finding, Result};
use geo_types::Coord;

/// A network that is asked for travel times between its own nodes; never changed after it is read.
#[derive(Debug, Clone)]
pub struct RoadNetwork {
    /// Identifiers of the nodes.
    pub ids: Ids,
    /// Longitude and latitude of the nodes.
    pub at: Vec<Coord<f64>>,
    /// The graph, and what was prepared for it; its node `i` is the one called `ids.get(i)`.
    pub router: Router,
    /// The files that it was read from.
    pub sources: Vec<SourceFile>,
    /// Edges from a node to itself, which were left out.
    pub loops: usize,
    /// Edges left out because another between the same nodes, in the same direction, is as fast or faster.
    pub slower: usize,
    /// Warnings met while reading.
    pub findings: Vec<Finding>,
}

/// A file that was read, by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// As the user named it; `-` is standard input.
    pub name: String,
    /// Its length, as it stands on the disk.
    pub bytes: u64,
    /// SHA-256 of its bytes, as they stand on the disk; hexadecimal, lower case.
    pub sha256: String,
}

impl RoadNetwork {
    /// Reads a network; [`source`] tells of which forms. The router is unprepared.
    ///
    /// # Errors
    /// A source of no known form, options that do not go with it, and whatever is wrong in it: all of it in
    /// one error, each with its place.
    pub fn read(options: &SourceOptions) -> Result<Self> {
        source::read(options)
    }

    /// The same network, prepared for many questions; no answer changes.
    #[must_use]
    pub fn prepare(self) -> Self {
        if self.router.is_prepared() {
            return self;
        }
        let router = Router::prepared(self.router.graph().clone(), &self.at);
        Self { router, ..self }
    }

    /// The same network without what was prepared for it; no answer changes.
    #[must_use]
    pub fn unprepared(self) -> Self {
        let router = Router::unprepared(self.router.graph().clone());
        Self { router, ..self }
    }

    /// The node called `id`.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.ids.index_of(id)
    }

    /// How many nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Puts a network together: of parallel `edges` the fastest is kept, loops are left out.
    pub(super) fn of_edges(
        (ids, at): (Ids, Vec<Coord<f64>>),
        mut edges: Vec<Edge>,
        sources: Vec<SourceFile>,
    ) -> Result<Self> {
        let all = edges.len();
        edges.retain(|edge| edge.tail != edge.head);
        let loops = all - edges.len();
        edges.sort_unstable_by_key(|edge| (edge.tail, edge.head, edge.milliseconds));
        edges.dedup_by_key(|edge| (edge.tail, edge.head));
        let slower = all - loops - edges.len();
        let graph = Graph::new(at.len(), &edges).map_err(|error| match (error, sources.first()) {
            (Error::Input(findings), Some(source)) => {
                Error::Input(findings.into_iter().map(|finding| finding.file(&source.name)).collect())
            }
            (error, _) => error,
        })?;
        drop(edges);
        let router = Router::unprepared(graph);
        Ok(Self { ids, at, router, sources, loops, slower, findings: Vec::new() })
    }
}
