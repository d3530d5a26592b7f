//! Edges that take less time than before: only what they improve is found anew.
//!
//! A way that no trip needed is not needed now either, for what undercut it has not become longer. So the ways are
//! those of before, and those that became shorter; a few of them may have become needless, which costs a little time
//! and changes no answer.

use super::customise::{Pair, milliseconds};
use super::tree::Tree;
use super::ways::{HeldWays, NEVER, Ways};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The shortest ways of all neighbours, in the order of [`Tree::neighbours`], in blocks: a network made of another
/// shares those in which nothing became shorter.
#[derive(Debug, Clone)]
pub(super) struct Pairs(Vec<Arc<Vec<Pair>>>);

/// Ways in a block.
const BLOCK: usize = 1 << 11;

impl Pairs {
    pub(super) fn new(pairs: &[Pair]) -> Self {
        Self(pairs.chunks(BLOCK).map(|block| Arc::new(block.to_vec())).collect())
    }

    pub(super) fn get(&self, index: usize) -> Pair {
        self.0[index / BLOCK][index % BLOCK]
    }

    fn set(&mut self, index: usize, pair: Pair) {
        Arc::make_mut(&mut self.0[index / BLOCK])[index % BLOCK] = pair;
    }
}

/// The ways that became shorter: their indices in [`Tree::neighbours`], by place, in each direction.
type Shorter = BTreeMap<usize, [Vec<usize>; 2]>;

/// Lowers `pairs` to the `edges` (from a node to another in milliseconds) and all that they improve.
pub(super) fn improve(tree: Tree<'_>, pairs: &mut Pairs, edges: &[(usize, usize, u32)]) -> Shorter {
    let mut shorter = Shorter::new();
    let lower =
        |shorter: &mut Shorter, pairs: &mut Pairs, place: usize, index: usize, direction: usize, way: u64| {
            let mut pair = pairs.get(index);
            if way < pair[direction] {
                pair[direction] = way;
                pairs.set(index, pair);
                let known = &mut shorter.entry(place).or_default()[direction];
                if !known.contains(&index) {
                    known.push(index);
                }
            }
        };
    for &(tail, head, time) in edges {
        let [from, to] = [tail, head].map(|node| tree.place[node] as usize);
        if from == to {
            continue;
        }
        let (below, above) = (from.max(to), from.min(to));
        let index = tree.index(below, tree.depth[above]).expect("the ends of an edge are neighbours");
        lower(&mut shorter, pairs, below, index, usize::from(from < to), u64::from(time) << 32);
    }
    // The last place first: what it hands up goes to places before it.
    let mut done = Shorter::new();
    let mut path = vec![0; tree.height];
    while let Some((place, ways)) = shorter.pop_last() {
        let row = tree.row(place);
        let mut at = place;
        for depth in (0..=tree.depth[place] as usize).rev() {
            path[depth] = at;
            at = tree.parent[at] as usize;
        }
        let middle = place as u64 + 1;
        let times: Vec<[u32; 2]> = row.clone().map(|index| milliseconds(pairs.get(index))).collect();
        let mut changed = vec![[false; 2]; row.len()];
        for direction in [0, 1] {
            ways[direction].iter().for_each(|index| changed[index - row.start][direction] = true);
        }
        for (a, &depth) in tree.neighbours[row.clone()].iter().enumerate().skip(1) {
            let deeper = path[depth as usize];
            let mut index = tree.first[deeper] as usize;
            for b in 0..a {
                while tree.neighbours[index] != tree.neighbours[row.start + b] {
                    index += 1;
                }
                // Down from the deeper neighbour and up to the higher, and the other way round.
                for direction in [0, 1] {
                    let time = times[a][1 - direction] + times[b][direction];
                    if (changed[a][1 - direction] || changed[b][direction]) && time < NEVER {
                        lower(&mut shorter, pairs, deeper, index, direction, u64::from(time) << 32 | middle);
                    }
                }
            }
        }
        done.insert(place, ways);
    }
    done
}

/// Whether the same ways became shorter up and down, and are the same.
pub(super) fn is_symmetric(pairs: &Pairs, shorter: &Shorter) -> bool {
    shorter.values().all(|[up, down]| {
        let same = |index: &usize| pairs.get(*index)[0] == pairs.get(*index)[1];
        up.len() == down.len() && up.iter().all(|index| down.contains(index) && same(index))
    })
}

/// The ways of before and those that became shorter, in one direction.
pub(super) fn ways(
    tree: Tree<'_>,
    before: Ways<'_>,
    pairs: &Pairs,
    shorter: &Shorter,
    direction: usize,
) -> HeldWays {
    let more = shorter.values().map(|ways| ways[direction].len()).sum::<usize>();
    let (mut first, mut ways, mut middle) = (
        Vec::with_capacity(before.first.len()),
        Vec::with_capacity(before.ways.len() + more),
        Vec::with_capacity(before.ways.len() + more),
    );
    let mut copied = 0;
    let mut copy = |to: usize, first: &mut Vec<u32>, ways: &mut Vec<[u32; 2]>, middle: &mut Vec<u32>| {
        let begin = before.first[copied] as usize;
        let grown = u32::try_from(ways.len()).expect("ways are counted in u32");
        first.extend(before.first[copied..to].iter().map(|&at| grown + (at - before.first[copied])));
        let end = before.first[to] as usize;
        ways.extend_from_slice(&before.ways[begin..end]);
        middle.extend_from_slice(&before.middle[begin..end]);
        copied = to + 1;
    };
    for (&place, improved) in shorter {
        copy(place, &mut first, &mut ways, &mut middle);
        first.push(u32::try_from(ways.len()).expect("ways are counted in u32"));
        let kept = before.of(place);
        for index in tree.row(place) {
            let depth = tree.neighbours[index];
            let held = kept.binary_search_by_key(&depth, |way| way[0]).is_ok();
            if held || improved[direction].contains(&index) {
                ways.push([depth, milliseconds(pairs.get(index))[direction]]);
                #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
                middle.push(pairs.get(index)[direction] as u32);
            }
        }
    }
    let places = tree.nodes();
    copy(places, &mut first, &mut ways, &mut middle);
    first.push(u32::try_from(ways.len()).expect("ways are counted in u32"));
    HeldWays { first: first.into(), ways: ways.into(), middle: middle.into() }
}
