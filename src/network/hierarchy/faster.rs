//! Edges that take less time than before: only what they improve is found anew.
//!
//! A way that no trip needed is not needed now either, for what undercut it has not become longer. So the ways are
//! those of before, and those that became shorter; a few of them may have become needless, which costs a little time
//! and changes no answer.

use super::customise::{Pair, milliseconds};
use super::tree::Tree;
use super::ways::{HeldWays, Ways};
use std::collections::BTreeMap;

/// The ways that became shorter: their indices in [`Tree::neighbours`], by place, in each direction.
type Shorter = BTreeMap<usize, [Vec<usize>; 2]>;

/// Lowers `pairs` to the `edges` (from a node to another in milliseconds) and all that they improve.
pub(super) fn improve(tree: Tree<'_>, pairs: &mut [Pair], edges: &[(usize, usize, u32)]) -> Shorter {
    let mut shorter = Shorter::new();
    let lower = |shorter: &mut Shorter,
                 pairs: &mut [Pair],
                 place: usize,
                 index: usize,
                 direction: usize,
                 way: u64| {
        if way < pairs[index][direction] {
            pairs[index][direction] = way;
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
        for direction in [0, 1] {
            for &j in &ways[direction] {
                let time = milliseconds(pairs[j])[direction];
                for i in row.clone().filter(|&i| i != j) {
                    // Up this way after coming down the other, or down this way and up the other after.
                    let other = milliseconds(pairs[i])[1 - direction];
                    let through = u64::from(time + other) << 32 | middle;
                    let [deep, high] = [i.max(j), i.min(j)].map(|index| tree.neighbours[index]);
                    let deeper = path[deep as usize];
                    let index = tree.index(deeper, high).expect("neighbours above a place are neighbours");
                    // Leads up from the deeper place if the way that it ends with leads to the higher.
                    let rises = (direction == 0) == (j < i);
                    lower(&mut shorter, pairs, deeper, index, usize::from(!rises), through);
                }
            }
        }
        done.insert(place, ways);
    }
    done
}

/// The ways of before and those that became shorter, in one direction.
pub(super) fn ways(
    tree: Tree<'_>,
    before: Ways<'_>,
    pairs: &[Pair],
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
                ways.push([depth, milliseconds(pairs[index])[direction]]);
                #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
                middle.push(pairs[index][direction] as u32);
            }
        }
    }
    let places = tree.nodes();
    copy(places, &mut first, &mut ways, &mut middle);
    first.push(u32::try_from(ways.len()).expect("ways are counted in u32"));
    HeldWays { first: first.into(), ways: ways.into(), middle: middle.into() }
}
