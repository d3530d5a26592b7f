//! Where trips begin and end: at a node, or somewhere along a road between two nodes.

use super::graph::Graph;
use geo_types::Coord;

/// A node, or a place on the road between two nodes.
///
/// # Conventions
/// A road is what joins two nodes directly, in one direction or both; where several edges run the same way the
/// fastest counts. Time along it is in proportion to the distance, rounded to the millisecond from its tail on,
/// so that the two parts add up to the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Longitude and latitude of what is placed here: the point that was given, or the node.
    pub given: Coord<f64>,
    /// The ends of the road, the lower node first; twice the same where the place is a node.
    pub ends: [u32; 2],
    /// How far from the first end, from 0 to 1.
    pub fraction: f64,
    /// Milliseconds from the first end to here, and from here to the second; none where no edge runs that way.
    along: Option<[u32; 2]>,
    /// Milliseconds from the second end to here, and from here to the first.
    against: Option<[u32; 2]>,
    /// Milliseconds between what is placed here and the road, spent at the beginning or end of a trip.
    pub access: u32,
}

/// Up to two nodes, each with the milliseconds between it and a place.
pub(super) type Ends = [Option<(usize, u32)>; 2];

impl Place {
    /// The node `node`, which lies at `at`.
    ///
    /// # Panics
    /// If there are not so many nodes in any graph: 2³² or more.
    #[must_use]
    pub fn node(node: usize, at: Coord<f64>) -> Self {
        let node = u32::try_from(node).expect("nodes are counted in u32");
        let (along, against) = (Some([0, 0]), None);
        Self { given: at, ends: [node; 2], fraction: 0.0, along, against, access: 0 }
    }

    /// The place `fraction` of the way along the road between two nodes, for a point `given` beside it; `None`
    /// where no edge joins them.
    #[must_use]
    pub fn on_road(graph: &Graph, ends: [u32; 2], fraction: f64, given: Coord<f64>) -> Option<Self> {
        let way = |tail: u32, head: u32, share: f64| {
            let whole = fastest(graph, tail, head)?;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the whole")]
            let before = ((f64::from(whole) * share).round() as u32).min(whole);
            Some([before, whole - before])
        };
        let along = way(ends[0], ends[1], fraction);
        let against = way(ends[1], ends[0], 1.0 - fraction);
        (along.is_some() || against.is_some()).then_some(Self {
            given,
            ends,
            fraction,
            along,
            against,
            access: 0,
        })
    }

    /// The same place for something that takes `milliseconds` to come to the road, or from it.
    #[must_use]
    pub fn with_access(self, milliseconds: u32) -> Self {
        Self { access: milliseconds, ..self }
    }

    /// The same place on the graph with every edge turned round.
    #[must_use]
    pub(super) fn turned(self) -> Self {
        if self.is_node() {
            return self;
        }
        let back = |way: Option<[u32; 2]>| way.map(|[before, after]| [after, before]);
        Self { along: back(self.against), against: back(self.along), ..self }
    }

    /// Whether it is a node.
    #[must_use]
    pub fn is_node(&self) -> bool {
        self.ends[0] == self.ends[1]
    }

    /// The nodes to which trips from here lead first, and the milliseconds to each, access included.
    pub(super) fn departures(&self) -> Ends {
        let out = |node: u32, way: Option<[u32; 2]>| {
            way.map(|[_, after]| (node as usize, after.saturating_add(self.access)))
        };
        [out(self.ends[1], self.along), out(self.ends[0], self.against)]
    }

    /// The nodes from which trips come here, and the milliseconds from each, access included.
    pub(super) fn arrivals(&self) -> Ends {
        let come = |node: u32, way: Option<[u32; 2]>| {
            way.map(|[before, _]| (node as usize, before.saturating_add(self.access)))
        };
        [come(self.ends[0], self.along), come(self.ends[1], self.against)]
    }

    /// Milliseconds of the trip to `other` that stays on the road of both; zero to the same point.
    pub(super) fn direct(&self, other: &Self) -> Option<u64> {
        if self.ends != other.ends {
            return None;
        }
        if self.given == other.given {
            return Some(0);
        }
        let stretch = |from: Option<[u32; 2]>, to: Option<[u32; 2]>, ahead: bool| {
            let ([from, _], [to, _]) = (from?, to?);
            ahead.then(|| u64::from(to.saturating_sub(from)))
        };
        let along = stretch(self.along, other.along, self.fraction <= other.fraction);
        let against = stretch(self.against, other.against, self.fraction >= other.fraction);
        let shortest = along.into_iter().chain(against).min()?;
        Some(shortest + u64::from(self.access) + u64::from(other.access))
    }

    /// Milliseconds from the first end of the road to here and on to the second, where an edge runs that way;
    /// then the same from the second end.
    #[must_use]
    pub fn ways(&self) -> [Option<[u32; 2]>; 2] {
        [self.along, self.against]
    }
}

/// Milliseconds of the fastest edge from `tail` to `head`.
pub(super) fn fastest(graph: &Graph, tail: u32, head: u32) -> Option<u32> {
    let leaving = graph.leaving(tail as usize).filter(|&(end, _)| end == head as usize);
    leaving.map(|(_, milliseconds)| milliseconds).min()
}
