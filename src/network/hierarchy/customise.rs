//! Times for all neighbours above: by edges of the graph and by way of what was contracted; of these, the ones that
//! some shortest trip uses.
//!
//! Both passes hold the rows of the places above the one at hand in a square by depth, so that the row of a
//! neighbour is found without a search.
//!
//! # References
//! Dibbelt, J., Strasser, B. and Wagner, D. (2016). Customizable contraction hierarchies. *ACM Journal of
//! Experimental Algorithmics* 21.

use super::parts::{parts, slices, top};
use super::tree::Tree;
use super::ways::{DIRECT, HeldWays, NEVER};
use crate::network::graph::Graph;
use rayon::prelude::*;
use std::ops::Range;

/// Milliseconds up and down, each with its middle in the lower half: the least is the shortest, and of ways equally
/// short an edge of the graph, or else that of the lowest middle.
pub(super) type Pair = [u64; 2];

const NO_WAY: Pair = [(NEVER as u64) << 32; 2];

/// The ways up and the ways down that shortest trips use, and the shortest ways of all pairs, in the order of
/// [`Tree::neighbours`].
pub(super) fn customise(tree: Tree<'_>, graph: &Graph) -> ([HeldWays; 2], Vec<Pair>) {
    let parts = parts(tree.end);
    let rows: Vec<_> = parts.iter().map(|part| rows_of(tree, part)).collect();
    let top = top(tree.nodes(), &parts);
    let mut pairs = direct(tree, graph, &parts, &top);
    // Parts hand what leads through them to the top, the lowest first.
    let handed: Vec<Vec<Pair>> = parts
        .par_iter()
        .zip(slices(&mut pairs, &rows))
        .map_init(
            || Square::new(tree, NO_WAY),
            |square, (part, pairs)| contract_part(tree, part, pairs, square),
        )
        .collect();
    for (part, handed) in parts.iter().zip(handed) {
        let mut handed = handed.into_iter();
        for place in above(tree, part.start) {
            for (pair, handed) in pairs[tree.row(place)].iter_mut().zip(&mut handed) {
                *pair = least(*pair, handed);
            }
        }
    }
    let mut square = Square::new(tree, NO_WAY);
    for &place in top.iter().rev() {
        contract(tree, place, &mut pairs, 0, &mut square);
    }
    // What no other way undercuts, the highest first.
    let mut kept = vec![[false; 2]; pairs.len()];
    let mut square = Square::new(tree, [NEVER; 2]);
    let mut shortest = Shortest { rows: vec![Vec::new(); tree.nodes()], pairs: &pairs };
    for &place in &top {
        let row = shortest.find(tree, place, &mut kept[tree.row(place)], &mut square);
        shortest.rows[place] = row;
    }
    parts.par_iter().zip(slices(&mut kept, &rows)).for_each_init(
        || Square::new(tree, [NEVER; 2]),
        |square, (part, kept)| {
            for place in above(tree, part.start) {
                square.write(tree, place, &shortest.rows[place]);
            }
            for place in part.clone() {
                let row = tree.row(place);
                let begin = row.start - tree.first[part.start] as usize;
                shortest.find(tree, place, &mut kept[begin..begin + row.len()], square);
            }
        },
    );
    let (up, down) = rayon::join(|| chosen(tree, &pairs, &kept, 0), || chosen(tree, &pairs, &kept, 1));
    ([up, down], pairs)
}

fn rows_of(tree: Tree<'_>, part: &Range<usize>) -> Range<usize> {
    tree.first[part.start] as usize..tree.first[part.end] as usize
}

/// The places above `place`, itself not among them, from the nearest to the root.
fn above(tree: Tree<'_>, place: usize) -> impl Iterator<Item = usize> {
    let mut at = place;
    (0..tree.depth[place]).map(move |_| {
        at = tree.parent[at] as usize;
        at
    })
}

fn least(a: Pair, b: Pair) -> Pair {
    [a[0].min(b[0]), a[1].min(b[1])]
}

pub(super) fn milliseconds(pair: Pair) -> [u32; 2] {
    pair.map(|way| (way >> 32) as u32)
}

/// Ways by edges of the graph, in the order of [`Tree::neighbours`].
fn direct(tree: Tree<'_>, graph: &Graph, parts: &[Range<usize>], top: &[usize]) -> Vec<Pair> {
    let mut pairs = vec![NO_WAY; tree.neighbours.len()];
    // Both ends of an edge stand one above the other, so what leaves a place of a part stays in it or climbs out.
    let put = |from: usize, pairs: &mut [Pair], offset: usize| {
        for (head, time) in graph.leaving(tree.node[from] as usize) {
            let to = tree.place[head] as usize;
            if from != to && time < NEVER {
                let index =
                    tree.index(from.max(to), tree.depth[from.min(to)]).expect("an edge joins neighbours");
                let way = &mut pairs[index - offset][usize::from(from < to)];
                *way = (*way).min(u64::from(time) << 32 | u64::from(DIRECT));
            }
        }
    };
    let rows: Vec<_> = parts.iter().map(|part| rows_of(tree, part)).collect();
    parts.par_iter().zip(slices(&mut pairs, &rows)).for_each(|(part, pairs)| {
        for place in part.clone() {
            put(place, pairs, tree.first[part.start] as usize);
        }
    });
    for &place in top {
        put(place, &mut pairs, 0);
    }
    pairs
}

/// Values by two depths, for the places above the one at hand.
struct Square<T> {
    values: Vec<T>,
    side: usize,
    /// The place at each depth whose row is held.
    path: Vec<u32>,
}

impl<T: Copy> Square<T> {
    fn new(tree: Tree<'_>, value: T) -> Self {
        Self {
            values: vec![value; tree.height * tree.height],
            side: tree.height,
            path: vec![u32::MAX; tree.height],
        }
    }

    fn row(&mut self, depth: u32) -> &mut [T] {
        let begin = depth as usize * self.side;
        &mut self.values[begin..begin + self.side]
    }

    fn write(&mut self, tree: Tree<'_>, place: usize, values: &[T]) {
        let row = self.row(tree.depth[place]);
        for (&depth, &value) in tree.neighbours[tree.row(place)].iter().zip(values) {
            row[depth as usize] = value;
        }
    }
}

fn contract_part(
    tree: Tree<'_>,
    part: &Range<usize>,
    pairs: &mut [Pair],
    square: &mut Square<Pair>,
) -> Vec<Pair> {
    square.path.fill(u32::MAX);
    for place in above(tree, part.start) {
        square.path[tree.depth[place] as usize] = u32::try_from(place).expect("nodes are counted in u32");
        square.write(tree, place, &vec![NO_WAY; tree.row(place).len()]);
    }
    for place in part.clone().rev() {
        contract(tree, place, pairs, tree.first[part.start] as usize, square);
    }
    let mut handed = Vec::new();
    for place in above(tree, part.start) {
        let row = square.row(tree.depth[place]);
        handed.extend(tree.neighbours[tree.row(place)].iter().map(|&depth| row[depth as usize]));
    }
    handed
}

/// Takes the final row of `place` out of the square and hands what leads through it to the rows above. `pairs` begin
/// at `offset`.
fn contract(tree: Tree<'_>, place: usize, pairs: &mut [Pair], offset: usize, square: &mut Square<Pair>) {
    // The rows between this place and the last one come into the square.
    let mut at = place;
    while square.path[tree.depth[at] as usize] as usize != at {
        square.path[tree.depth[at] as usize] = u32::try_from(at).expect("nodes are counted in u32");
        let row = tree.row(at);
        square.write(tree, at, &pairs[row.start - offset..row.end - offset]);
        if tree.depth[at] == 0 {
            break;
        }
        at = tree.parent[at] as usize;
    }
    let row = tree.row(place);
    let depths = &tree.neighbours[row.clone()];
    let pairs = &mut pairs[row.start - offset..row.end - offset];
    let held = square.row(tree.depth[place]);
    for (pair, &depth) in pairs.iter_mut().zip(depths) {
        *pair = held[depth as usize];
    }
    let middle = place as u64 + 1;
    for (j, &depth) in depths.iter().enumerate().skip(1) {
        let [to, from] = milliseconds(pairs[j]);
        let higher = square.row(depth);
        for (&pair, &depth) in pairs[..j].iter().zip(depths) {
            let [rise, fall] = milliseconds(pair);
            let through = [from + rise, fall + to].map(|time| u64::from(time) << 32 | middle);
            higher[depth as usize] = least(higher[depth as usize], through);
        }
    }
}

/// Shortest times between neighbours.
struct Shortest<'a> {
    /// Of the places of the top.
    rows: Vec<Vec<[u32; 2]>>,
    pairs: &'a [Pair],
}

impl Shortest<'_> {
    /// The shortest times between `place` and its neighbours above, and which of its ways take no longer. The square
    /// holds the rows above.
    fn find(
        &self,
        tree: Tree<'_>,
        place: usize,
        kept: &mut [[bool; 2]],
        square: &mut Square<[u32; 2]>,
    ) -> Vec<[u32; 2]> {
        let depths = &tree.neighbours[tree.row(place)];
        let ways: Vec<[u32; 2]> =
            self.pairs[tree.row(place)].iter().map(|&pair| milliseconds(pair)).collect();
        let mut shortest = ways.clone();
        for j in 1..depths.len() {
            let deeper = square.row(depths[j]);
            let [to, from] = ways[j];
            let mut least = [NEVER; 2];
            for i in 0..j {
                let [rise, fall] = deeper[depths[i] as usize];
                shortest[i][0] = shortest[i][0].min(to + rise);
                shortest[i][1] = shortest[i][1].min(from + fall);
                least[0] = least[0].min(ways[i][0] + fall);
                least[1] = least[1].min(ways[i][1] + rise);
            }
            shortest[j][0] = shortest[j][0].min(least[0]);
            shortest[j][1] = shortest[j][1].min(least[1]);
        }
        for ((kept, way), time) in kept.iter_mut().zip(&ways).zip(&shortest) {
            *kept = [0, 1].map(|direction| way[direction] != NEVER && way[direction] == time[direction]);
        }
        square.write(tree, place, &shortest);
        shortest
    }
}

/// The ways of one direction that are kept.
fn chosen(tree: Tree<'_>, pairs: &[Pair], kept: &[[bool; 2]], direction: usize) -> HeldWays {
    let count = kept.iter().filter(|kept| kept[direction]).count();
    let (mut first, mut ways, mut middle) =
        (Vec::with_capacity(tree.nodes() + 1), Vec::with_capacity(count), Vec::with_capacity(count));
    first.push(0);
    for place in 0..tree.nodes() {
        for index in tree.row(place) {
            if kept[index][direction] {
                let way = pairs[index][direction];
                ways.push([tree.neighbours[index], milliseconds(pairs[index])[direction]]);
                #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
                middle.push(way as u32);
            }
        }
        first.push(u32::try_from(ways.len()).expect("ways are counted in u32"));
    }
    HeldWays { first: first.into(), ways: ways.into(), middle: middle.into() }
}
