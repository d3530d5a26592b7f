//! The fewest nodes that keep two sets of nodes apart, by a greatest flow of which each node passes one unit.
//!
//! # References
//! Dinic, E. A. (1970). Algorithm for solution of a problem of maximum flow in networks with power estimation.

use super::super::adjacency::Adjacency;
use super::separator::Side;

const NONE: u32 = u32::MAX;
/// Stands where flow comes from outside.
const OUTSIDE: u32 = u32::MAX - 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Middle,
    Begin,
    End,
}

/// A flow in the making. A node is entered and left; both are states of a search: `2 * node` and `2 * node + 1`.
pub(super) struct Flow<'a> {
    graph: &'a Adjacency,
    places: Vec<Place>,
    begins: Vec<u32>,
    /// Where the unit that a node passes comes from.
    from: Vec<u32>,
    /// Steps from the beginning, by state.
    level: Vec<u32>,
    /// The next neighbour to try, by node.
    tried: Vec<u32>,
    queue: Vec<u32>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(graph: &'a Adjacency) -> Self {
        let nodes = graph.nodes();
        Self {
            graph,
            places: vec![Place::Middle; nodes],
            begins: Vec::new(),
            from: vec![NONE; nodes],
            level: vec![NONE; 2 * nodes],
            tried: vec![0; nodes],
            queue: Vec::new(),
        }
    }

    /// Flow may begin at `node`.
    pub(super) fn begin_at(&mut self, node: u32) {
        self.places[node as usize] = Place::Begin;
        self.begins.push(node);
    }

    /// Flow may end at `node`.
    pub(super) fn end_at(&mut self, node: u32) {
        self.places[node as usize] = Place::End;
    }

    /// The greatest flow, unless it grows `hopeless`.
    pub(super) fn maximise(&mut self, hopeless: &dyn Fn(usize) -> bool) -> Option<usize> {
        // Only where flow leaves the set in which it begins does it matter.
        let (graph, places) = (self.graph, &self.places);
        let leaves =
            |node: u32| graph.of(node as usize).iter().any(|&head| places[head as usize] != Place::Begin);
        self.begins.retain(|&node| leaves(node));
        let mut flow = 0;
        let mut path = Vec::new();
        while self.search(true) {
            self.tried.fill(0);
            for index in 0..self.begins.len() {
                let begin = self.begins[index];
                if self.from[begin as usize] == NONE && self.augment(begin, &mut path) {
                    flow += 1;
                }
            }
            if hopeless(flow) {
                return None;
            }
        }
        Some(flow)
    }

    /// Numbers the states by their steps from the beginning, to the nearest end or, with no end in reach, all.
    /// Whether there is an end in reach.
    fn search(&mut self, stop: bool) -> bool {
        self.level.fill(NONE);
        self.queue.clear();
        for &begin in &self.begins {
            if self.from[begin as usize] == NONE {
                self.level[2 * begin as usize] = 0;
                self.queue.push(2 * begin);
            }
        }
        let (mut next, mut found) = (0, NONE);
        while next < self.queue.len() {
            let state = self.queue[next];
            next += 1;
            let steps = self.level[state as usize];
            if stop && steps >= found {
                break;
            }
            let node = state >> 1;
            let from = self.from[node as usize];
            if state & 1 == 0 {
                if from == NONE {
                    if self.places[node as usize] == Place::End {
                        found = found.min(steps);
                    } else {
                        self.number(2 * node + 1, steps + 1);
                    }
                } else if from != OUTSIDE {
                    self.number(2 * from + 1, steps + 1);
                }
            } else {
                for &head in self.graph.of(node as usize) {
                    if self.places[head as usize] != Place::Begin {
                        self.number(2 * head, steps + 1);
                    }
                }
                if from != NONE {
                    self.number(2 * node, steps + 1);
                }
            }
        }
        found != NONE
    }

    fn number(&mut self, state: u32, steps: u32) {
        if self.level[state as usize] == NONE {
            self.level[state as usize] = steps;
            self.queue.push(state);
        }
    }

    /// Sends one more unit from `begin` along states whose numbers grow by one, if there is a way.
    fn augment(&mut self, begin: u32, path: &mut Vec<u32>) -> bool {
        path.clear();
        path.push(2 * begin);
        while let Some(&state) = path.last() {
            let node = state >> 1;
            if state & 1 == 0 && self.from[node as usize] == NONE && self.places[node as usize] == Place::End
            {
                self.send(path);
                return true;
            }
            if let Some(next) = self.onward(state) {
                path.push(next);
            } else {
                self.level[state as usize] = NONE;
                path.pop();
            }
        }
        false
    }

    /// A state one step farther on.
    fn onward(&mut self, state: u32) -> Option<u32> {
        let node = (state >> 1) as usize;
        let wanted = self.level[state as usize] + 1;
        let is_next = |level: &[u32], state: u32| level[state as usize] == wanted;
        if state & 1 == 0 {
            let next = match self.from[node] {
                NONE => state + 1,
                OUTSIDE => return None,
                from => 2 * from + 1,
            };
            return is_next(&self.level, next).then_some(next);
        }
        let heads = self.graph.of(node);
        while let Some(&head) = heads.get(self.tried[node] as usize) {
            if self.places[head as usize] != Place::Begin && is_next(&self.level, 2 * head) {
                return Some(2 * head);
            }
            self.tried[node] += 1;
        }
        let back = state - 1;
        (self.from[node] != NONE && is_next(&self.level, back)).then_some(back)
    }

    fn send(&mut self, path: &[u32]) {
        self.from[(path[0] >> 1) as usize] = OUTSIDE;
        for step in path.windows(2) {
            let (node, next) = ((step[0] >> 1) as usize, step[1] >> 1);
            match (step[0] & 1, step[1] & 1) {
                (1, 0) if next as usize == node => {
                    self.from[node] = NONE;
                }
                (1, 0) => self.from[next as usize] = step[0] >> 1,
                _ => {}
            }
        }
        // A state is used once a phase.
        for &state in path {
            self.level[state as usize] = NONE;
        }
    }

    /// The side of each node under the greatest flow: what a search still reaches is left.
    pub(super) fn sides(&mut self) -> Vec<Side> {
        self.search(false);
        let side = |node: usize| {
            let (entered, left) = (self.level[2 * node] != NONE, self.level[2 * node + 1] != NONE);
            match self.places[node] {
                Place::Begin if self.from[node] == NONE || left => Side::Left,
                Place::Begin => Side::Between,
                _ if left => Side::Left,
                _ if entered => Side::Between,
                _ => Side::Right,
            }
        };
        (0..self.places.len()).map(side).collect()
    }
}
