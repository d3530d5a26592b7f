//! Plain searches against which a sample of what was measured is held.

use super::queries::Queries;
use super::{milliseconds, whole};
use jingwei::network::{Graph, TravelTimes};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many searches are made for a workload.
const SAMPLE: usize = 25;

const NEVER: u64 = u64::MAX;

/// Dijkstra's search as in the books, on rows of its own.
pub(crate) struct Judge {
    /// Of each node, the nodes where its edges end and their times; empty where nothing is judged.
    rows: Vec<Vec<(usize, u64)>>,
    faults: Vec<String>,
}

/// Every so many, that `SAMPLE` are judged; an odd number, lest always the same lane of a sweep is.
fn step(count: usize) -> usize {
    (count / SAMPLE).max(1) | 1
}

impl Judge {
    pub(crate) fn new(graph: &Graph, judged: bool) -> Self {
        let row = |node| graph.leaving(node).map(|(head, time)| (head, u64::from(time))).collect();
        let rows = if judged { (0..graph.nodes()).map(row).collect() } else { Vec::new() };
        Self { rows, faults: Vec::new() }
    }

    /// Milliseconds from `origin` to every node.
    fn times(&self, origin: usize) -> Vec<u64> {
        let mut times = vec![NEVER; self.rows.len()];
        times[origin] = 0;
        let mut queue = BinaryHeap::from([Reverse((0, origin))]);
        while let Some(Reverse((time, node))) = queue.pop() {
            if time > times[node] {
                continue;
            }
            for &(head, more) in &self.rows[node] {
                if time + more < times[head] {
                    times[head] = time + more;
                    queue.push(Reverse((time + more, head)));
                }
            }
        }
        times
    }

    /// Holds what `differs` says of each of a sample of `count` questions to be nothing.
    fn sample(&mut self, name: &str, count: usize, differs: impl Fn(&Self, usize) -> Option<String>) {
        if self.rows.is_empty() {
            return;
        }
        let asked: Vec<usize> = (0..count).step_by(step(count)).collect();
        let faults: Vec<String> = asked.iter().filter_map(|&i| differs(self, i)).collect();
        let whole = if faults.is_empty() { "as by plain searches" } else { "NOT as by plain searches" };
        eprintln!("judge: {name}: {} of {count} questions: {whole}", asked.len());
        self.faults.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
    }

    pub(crate) fn totals(&mut self, name: &str, origins: &[usize], found: &[Option<f64>]) {
        self.sample(name, origins.len(), |judge, i| {
            let right: u64 = judge.times(origins[i]).into_iter().filter(|&time| time != NEVER).sum();
            let found = found[i].map_or(0, milliseconds);
            (found != right).then(|| format!("from {}: {found} ms, not {right} ms", origins[i]))
        });
    }

    pub(crate) fn matrix(&mut self, name: &str, queries: &Queries, found: &TravelTimes) {
        self.sample(name, queries.src1000.len(), |judge, i| {
            let right = judge.times(queries.src1000[i]);
            let wrong = queries
                .dst1000
                .iter()
                .enumerate()
                .find(|&(j, &node)| found.milliseconds(i, j).map_or(NEVER, u64::from) != right[node]);
            wrong.map(|(j, node)| {
                let [from, found] =
                    [queries.src1000[i].to_string(), format!("{:?}", found.milliseconds(i, j))];
                format!("from {from} to {node}: {found} ms, not {} ms", right[*node])
            })
        });
    }

    pub(crate) fn pairs(&mut self, name: &str, pairs: &[(usize, usize)], found: &[Option<u32>]) {
        self.sample(name, pairs.len(), |judge, i| {
            let right = judge.times(pairs[i].0)[pairs[i].1];
            let found = found[i].map_or(NEVER, u64::from);
            (found != right)
                .then(|| format!("from {} to {}: {found} ms, not {right} ms", pairs[i].0, pairs[i].1))
        });
    }

    pub(crate) fn counts(&mut self, name: &str, cutoff: u32, found: &[Option<f64>]) {
        self.sample(name, found.len(), |judge, node| {
            let times = judge.times(node);
            let right = times.into_iter().filter(|&time| time <= u64::from(cutoff)).count() as u64;
            let found = found[node].map_or(0, whole);
            (found != right).then(|| format!("from {node}: {found}, not {right}"))
        });
    }

    pub(crate) fn nearest(&mut self, name: &str, places: &[usize], found: &[Vec<Option<f64>>]) {
        self.sample(name, found[0].len(), |judge, node| {
            let times = judge.times(node);
            let mut right: Vec<u64> = places.iter().map(|&place| times[place]).collect();
            right.sort_unstable();
            right.resize(found.len(), NEVER);
            let found: Vec<u64> =
                found.iter().map(|column| column[node].map_or(NEVER, milliseconds)).collect();
            (found != right).then(|| format!("from {node}: {found:?}, not {right:?}"))
        });
    }

    /// All that differed.
    pub(crate) fn verdict(self) -> Result<(), String> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults.join("\nerror: ")) }
    }
}
