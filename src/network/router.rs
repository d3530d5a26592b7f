//! The graph with what was prepared for it: one place to ask, whichever engine answers.

use super::answers::{Gravities, Questions};
use super::archive::{Archive, Writer};
use super::dijkstra::Search;
use super::graph::Graph;
use super::hierarchy::sweep::{Visitor, WIDE};
use super::hierarchy::{BLOCKS, Hierarchy, NEVER};
use super::reach::{Direction, Measure, Reached};
use super::travel_times::TravelTimes;
use crate::error::Result;
use geo_types::Coord;
use rayon::prelude::*;

/// A graph ready to be asked for travel times; never changed after it is made, shared by all threads.
///
/// Whatever answers, plain searches or a hierarchy, times are the same to the millisecond.
#[derive(Debug, Clone)]
pub struct Router {
    graph: Graph,
    hierarchy: Option<Hierarchy>,
}

impl Router {
    /// Answers by plain searches: nothing to wait for, right where few questions are asked.
    #[must_use]
    pub fn unprepared(graph: Graph) -> Self {
        Self { graph, hierarchy: None }
    }

    /// Prepares `graph` for many questions. `at` is the place of each node, which guides the preparation and
    /// changes no answer.
    ///
    /// A graph of a kind for which this does not pay (trips of 24 days, no small cuts anywhere) is left to plain
    /// searches; [`Router::is_prepared`] tells.
    ///
    /// # Panics
    /// If there is not one place a node.
    #[must_use]
    pub fn prepared(graph: Graph, at: &[Coord<f64>]) -> Self {
        assert_eq!(at.len(), graph.nodes(), "one place a node");
        let hierarchy = Hierarchy::new(&graph, at);
        Self { graph, hierarchy }
    }

    /// The same for another graph of the same nodes: other times, edges more or fewer. A fraction of the cost of
    /// preparing it from the beginning; the answers are the same.
    ///
    /// # Panics
    /// If `graph` has another number of nodes.
    #[must_use]
    pub fn renewed(&self, graph: Graph) -> Self {
        assert_eq!(graph.nodes(), self.graph.nodes(), "the nodes stay");
        let hierarchy = self.hierarchy.as_ref().and_then(|hierarchy| hierarchy.renewed(&graph));
        Self { graph, hierarchy }
    }

    /// Hands everything over to be written.
    pub(super) fn store<'a>(&'a self, writer: &mut Writer<'a>) {
        self.graph.store(writer);
        if let Some(hierarchy) = &self.hierarchy {
            hierarchy.store(writer);
        }
    }

    /// The router that `archive` holds.
    ///
    /// # Errors
    /// `E-JWN-005` if a part of it cannot be.
    pub(super) fn load(archive: &Archive) -> Result<Self> {
        let graph = Graph::load(archive)?;
        let hierarchy = Hierarchy::load(archive, &graph)?;
        Ok(Self { graph, hierarchy })
    }

    /// The graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Whether a hierarchy answers.
    #[must_use]
    pub fn is_prepared(&self) -> bool {
        self.hierarchy.is_some()
    }

    /// Travel times from each of `origins` to each of `destinations`; zero from a node to itself.
    ///
    /// # Panics
    /// If one of them is not a node.
    #[must_use]
    pub fn travel_times(&self, origins: &[usize], destinations: &[usize]) -> TravelTimes {
        match &self.hierarchy {
            Some(hierarchy) => TravelTimes::from_milliseconds(
                origins.len(),
                destinations.len(),
                hierarchy.times(origins, destinations),
            ),
            None => self.graph.travel_times(origins, destinations),
        }
    }

    /// Milliseconds of each pair of an origin and a destination; `None` without a path.
    ///
    /// # Panics
    /// If one of them is not a node.
    #[must_use]
    pub fn pairs(&self, pairs: &[(usize, usize)]) -> Vec<Option<u32>> {
        if let Some(hierarchy) = &self.hierarchy {
            let times = hierarchy.pairs(pairs);
            return times.into_iter().map(|time| (time != u32::MAX).then_some(time)).collect();
        }
        let time = |&(origin, destination): &(usize, usize)| {
            self.graph.travel_times(&[origin], &[destination]).milliseconds(0, 0)
        };
        pairs.par_iter().map(time).collect()
    }

    /// The edges of a shortest trip from `origin` to `destination`, as places in the list that the graph was made
    /// from; `None` without one. Of trips equally short the choice is always the same for one engine.
    ///
    /// # Panics
    /// If one of them is not a node.
    #[must_use]
    pub fn shortest_path(&self, origin: usize, destination: usize) -> Option<Vec<usize>> {
        match &self.hierarchy {
            Some(hierarchy) => {
                let nodes = hierarchy.path(origin, destination)?;
                Some(nodes.windows(2).filter_map(|step| self.graph.fastest(step[0], step[1])).collect())
            }
            None => self.graph.shortest_path(origin, destination),
        }
    }

    /// Answers to all `measures` for each of `places`, in one pass; no table of times is ever held.
    ///
    /// # Conventions
    /// Counts and sums are exact, whatever the engine and the number of threads. What a decay weighs, and means with
    /// opportunities, are added in the order of the engine and may differ between engines in the last digits.
    ///
    /// # Panics
    /// If one of the places is not a node, or opportunities are not finite numbers, one a node.
    pub fn reach(&self, places: &[usize], direction: Direction, measures: &[Measure<'_>]) -> Reached {
        for measure in measures {
            let given = match measure {
                Measure::Within { opportunities, .. } | Measure::MeanTime { opportunities, .. } => {
                    *opportunities
                }
                Measure::Gravity { opportunities, .. } => Some(*opportunities),
                Measure::TotalTime { .. } | Measure::Nearest { .. } => None,
            };
            assert!(given.is_none_or(|values| values.len() == self.graph.nodes()), "one value a node");
        }
        let longest = if self.is_prepared() { NEVER - 1 } else { u32::MAX - 1 };
        let (questions, gravities) = (Questions::new(measures, longest), Gravities::new(measures, longest));
        let reverse = direction == Direction::To;
        let mut summed = Columns::new(places.len());
        let mut weighed = Columns::new(places.len());
        // A visitor for each mixture of questions, so that what is asked most is compiled without the rest.
        match (questions.is_empty(), gravities.is_empty()) {
            (true, true) => {}
            (false, true) => {
                for (group, answers) in self.pass(places, reverse, questions.limit(), || questions.answers())
                {
                    summed.take(&group, |lane| answers.of(lane));
                }
            }
            (true, false) => {
                for (group, sums) in self.pass(places, reverse, gravities.limit(), || gravities.sums()) {
                    weighed.take(&group, |lane| sums.of(lane));
                }
            }
            (false, false) => {
                let limit = questions.limit().max(gravities.limit());
                let both = || (questions.answers(), gravities.sums());
                for (group, (answers, sums)) in self.pass(places, reverse, limit, both) {
                    summed.take(&group, |lane| answers.of(lane));
                    weighed.take(&group, |lane| sums.of(lane));
                }
            }
        }
        let (mut summed, mut weighed) = (summed.columns.into_iter(), weighed.columns.into_iter());
        let mut columns = Vec::new();
        for measure in measures {
            match measure {
                Measure::Nearest { places: others, k } => {
                    columns.extend(self.nearest(places, direction, others, *k));
                }
                Measure::Gravity { .. } => columns.push(weighed.next().unwrap_or_default()),
                _ => columns.push(summed.next().unwrap_or_default()),
            }
        }
        Reached { columns }
    }

    /// What `visitor` makes of the times within `limit` of each of `places`: groups of them, by index, and the
    /// visitor that saw their times.
    fn pass<V: Visitor<BLOCKS> + Send>(
        &self,
        places: &[usize],
        reverse: bool,
        limit: u32,
        visitor: impl Fn() -> V + Sync,
    ) -> Vec<(Vec<usize>, V)> {
        if let Some(hierarchy) = &self.hierarchy {
            return hierarchy.visit(places, reverse, limit, visitor);
        }
        let turned = reverse.then(|| self.graph.reversed());
        let graph = turned.as_ref().unwrap_or(&self.graph);
        let answer = |search: &mut Search, (index, &place): (usize, &usize)| {
            let mut reached = search.run_within(graph, &[(place, 0)], limit).to_vec();
            // In the order of the nodes, so that sums do not hang on that of the search.
            reached.sort_unstable();
            let mut visitor = visitor();
            for node in reached {
                let mut times = [[u32::MAX; WIDE]; BLOCKS];
                times[0][0] = search.milliseconds(node as usize).expect("the node was reached");
                visitor.visit(node as usize, &times);
            }
            visitor.finish();
            (vec![index], visitor)
        };
        places.par_iter().enumerate().map_init(|| Search::new(graph.nodes()), answer).collect()
    }

    fn nearest(
        &self,
        places: &[usize],
        direction: Direction,
        others: &[usize],
        k: usize,
    ) -> Vec<Vec<Option<f64>>> {
        let mut others = others.to_vec();
        others.sort_unstable();
        others.dedup();
        let minutes = |time: Option<u32>| time.map(|time| f64::from(time) / 60_000.0);
        let lists: Vec<Vec<Option<u32>>> = if let Some(hierarchy) = &self.hierarchy {
            let times = hierarchy.nearest(&others, k, direction == Direction::To);
            let list = |&place: &usize| {
                times[place * k..(place + 1) * k].iter().map(|&time| (time < NEVER).then_some(time)).collect()
            };
            places.iter().map(list).collect()
        } else {
            let list = |&place: &usize| {
                let times = match direction {
                    Direction::From => self.graph.travel_times(&[place], &others),
                    Direction::To => self.graph.travel_times(&others, &[place]),
                };
                let time = |index: usize| match direction {
                    Direction::From => times.milliseconds(0, index),
                    Direction::To => times.milliseconds(index, 0),
                };
                let mut found: Vec<u32> = (0..others.len()).filter_map(time).collect();
                found.sort_unstable();
                (0..k).map(|rank| found.get(rank).copied()).collect()
            };
            places.par_iter().map(list).collect()
        };
        (0..k).map(|rank| lists.iter().map(|list| minutes(list[rank])).collect()).collect()
    }

    /// The router of the same network with some edges taking other times: `changes` name edges by their place in
    /// the list that the graph was made from, and tell their milliseconds.
    ///
    /// Where no edge takes longer than before, only what became shorter is found anew, at a small part of the cost of
    /// [`Router::renewed`].
    ///
    /// # Errors
    /// If a trip might now take 49 days.
    ///
    /// # Panics
    /// If an edge is not there.
    pub fn with_times(&self, changes: &[(usize, u32)]) -> Result<Self> {
        let (graph, faster) = self.graph.with_times(changes)?;
        let hierarchy = match (&self.hierarchy, faster) {
            (Some(hierarchy), Some(edges)) => {
                hierarchy.with_faster(&edges).or_else(|| hierarchy.renewed(&graph))
            }
            (Some(hierarchy), None) => hierarchy.renewed(&graph),
            (None, _) => None,
        };
        Ok(Self { graph, hierarchy })
    }

    /// What was prepared, where it was.
    pub(super) fn hierarchy(&self) -> Option<&Hierarchy> {
        self.hierarchy.as_ref()
    }
}

/// Answers to questions, a column each, in the order of the places.
struct Columns {
    columns: Vec<Vec<Option<f64>>>,
    places: usize,
}

impl Columns {
    fn new(places: usize) -> Self {
        Self { columns: Vec::new(), places }
    }

    /// Takes in the answers for a group of places, by index; `of` gives those for the place in a lane.
    fn take<I: Iterator<Item = Option<f64>>>(&mut self, group: &[usize], of: impl Fn(usize) -> I) {
        for (lane, &index) in group.iter().enumerate() {
            for (column, value) in of(lane).enumerate() {
                if self.columns.len() <= column {
                    self.columns.push(vec![None; self.places]);
                }
                self.columns[column][index] = value;
            }
        }
    }
}

#[cfg(test)]
mod tests;
