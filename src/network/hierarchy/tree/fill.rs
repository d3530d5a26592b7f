//! Which nodes each is joined to above, once all below it are contracted.

use super::super::adjacency::Adjacency;
use super::super::parts::{parts, top};
use super::NONE;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// Neighbours above: where those of each place begin, and the number of all; and their depths, ascending.
pub(super) type Rows = (Vec<u32>, Vec<u32>);

/// What neighbours above are found from, all by place but the place of each node.
#[derive(Clone, Copy)]
pub(super) struct Fill<'a> {
    pub(super) graph: &'a Adjacency,
    pub(super) place: &'a [u32],
    pub(super) node: &'a [u32],
    pub(super) depth: &'a [u32],
    pub(super) end: &'a [u32],
    /// There are none if there would be more than this.
    pub(super) most: usize,
}

impl Fill<'_> {
    /// The neighbours above every place: its own in the graph, and those of the places right below it.
    pub(super) fn rows(self) -> Option<Rows> {
        let parts = parts(self.end);
        let of_parts: Vec<Rows> =
            parts.par_iter().map(|part| self.of_part(part.clone())).collect::<Option<_>>()?;
        let top = top(self.node.len(), &parts);
        // Rows of the top, and those right below it.
        let mut known: HashMap<usize, Vec<u32>> = HashMap::with_capacity(top.len() + parts.len());
        for (part, (first, above)) in parts.iter().zip(&of_parts) {
            known.insert(part.start, above[..first[1] as usize].to_vec());
        }
        let mut held = of_parts.iter().map(|(_, above)| above.len()).sum::<usize>();
        let (mut seen, mut row) = (self.none_seen(), Vec::new());
        for &at in top.iter().rev() {
            self.row(at, &mut seen, |child| &known[&child], &mut row);
            held += row.len();
            if held > self.most {
                return None;
            }
            known.insert(at, row.clone());
        }
        let (mut first, mut above) = (Vec::with_capacity(self.node.len() + 1), Vec::with_capacity(held));
        first.push(0);
        let mut parts = parts.iter().zip(of_parts).peekable();
        let mut at = 0;
        while at < self.node.len() {
            let before = number(above.len());
            if let Some((part, (ends, rows))) = parts.next_if(|(part, _)| part.start == at) {
                first.extend(ends[1..].iter().map(|&end| before + end));
                above.extend(rows);
                at = part.end;
            } else {
                above.extend_from_slice(&known[&at]);
                first.push(number(above.len()));
                at += 1;
            }
        }
        Some((first, above))
    }

    /// The rows of a part of the tree.
    fn of_part(self, part: Range<usize>) -> Option<Rows> {
        let (mut seen, mut found) = (self.none_seen(), Vec::new());
        // From the last place to the first, so that what lies below is known; turned round at the end.
        let mut rows: Vec<u32> = Vec::with_capacity(4 * part.len());
        let mut row = vec![0..0; part.len()];
        for at in part.clone().rev() {
            self.row(at, &mut seen, |child| &rows[row[child - part.start].clone()], &mut found);
            row[at - part.start] = rows.len()..rows.len() + found.len();
            rows.extend_from_slice(&found);
            if rows.len() > self.most {
                return None;
            }
        }
        let (mut first, mut above) = (Vec::with_capacity(part.len() + 1), Vec::with_capacity(rows.len()));
        first.push(0);
        for row in row {
            above.extend_from_slice(&rows[row]);
            first.push(number(above.len()));
        }
        Some((first, above))
    }

    /// By depth, which place was last joined with one there.
    fn none_seen(self) -> Vec<u32> {
        vec![NONE; self.depth.iter().max().map_or(0, |&deepest| deepest as usize + 1)]
    }

    /// The neighbours above a place, given those of the places right below it.
    fn row<'b>(self, at: usize, seen: &mut [u32], below: impl Fn(usize) -> &'b [u32], row: &mut Vec<u32>) {
        row.clear();
        let mark = number(at);
        // What stands at the depth of the place itself is the place.
        seen[self.depth[at] as usize] = mark;
        let mut join = |other: u32| {
            if seen[other as usize] != mark {
                seen[other as usize] = mark;
                row.push(other);
            }
        };
        for &head in self.graph.of(self.node[at] as usize) {
            let other = self.place[head as usize] as usize;
            if other < at {
                join(self.depth[other]);
            }
        }
        let mut child = at + 1;
        while child < self.end[at] as usize {
            for &other in below(child) {
                join(other);
            }
            child = self.end[child] as usize;
        }
        row.sort_unstable();
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("nodes and neighbours above are counted in u32")
}
