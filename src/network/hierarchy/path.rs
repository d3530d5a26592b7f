//! The edges of a shortest trip.

use super::sweep::Directed;
use super::tree::Tree;
use super::ways::{DIRECT, NEVER, Ways};

/// A way of `place`, by its index in the ways up or down.
#[derive(Debug, Clone, Copy)]
struct Taken {
    place: usize,
    way: usize,
    up: bool,
}

/// The nodes of a shortest trip between two places, as places from the first to the last; `None` without one.
///
/// Also `None` where the ways do not fit together, which only those of a file made to mislead can.
///
/// Of trips equally short the choice is always the same.
pub(super) fn places(directed: Directed<'_>, origin: usize, destination: usize) -> Option<Vec<usize>> {
    let Directed { tree, up, down } = directed;
    let climbs = [climb(tree, up, origin), climb(tree, down, destination)];
    let shared = super::labels::shared_depth(tree, origin, destination)?;
    let sum = |depth: usize| climbs[0].times[depth] + climbs[1].times[depth];
    let turn = (0..=shared).min_by_key(|&depth| sum(depth)).filter(|&depth| sum(depth) < NEVER)?;
    // The way to be taken next lies on top. Down from the turn, the ways come in the order in which they were climbed
    // backwards; up to it, in the order in which they were climbed.
    let mut stack = climbs[1].taken(tree, turn, false);
    stack.reverse();
    stack.extend(climbs[0].taken(tree, turn, true));
    let mut found = vec![origin];
    while let Some(taken) = stack.pop() {
        let ways = if taken.up { up } else { down };
        let [depth, _] = ways.ways[taken.way];
        match ways.middle[taken.way] {
            DIRECT => found.push(if taken.up { tree.above(taken.place, depth) } else { taken.place }),
            middle => {
                let middle = middle as usize - 1;
                // Down to the middle from where the way begins, up from it to where it ends.
                let here = tree.depth[taken.place];
                let [begin, end] = if taken.up { [here, depth] } else { [depth, here] };
                stack.push(Taken { place: middle, way: find(up, middle, end)?, up: true });
                stack.push(Taken { place: middle, way: find(down, middle, begin)?, up: false });
            }
        }
    }
    Some(found)
}

/// The way of `place` to `depth`: the halves of a way that some trip uses are used by trips too.
fn find(ways: Ways<'_>, place: usize, depth: u32) -> Option<usize> {
    let row = ways.row(place);
    let at = ways.ways[row.clone()].binary_search_by_key(&depth, |way| way[0]);
    at.ok().map(|at| row.start + at)
}

/// The times to all places above one, and by which way each was reached.
struct Climb {
    times: Vec<u32>,
    /// The place and the way, by depth.
    entered: Vec<Option<(usize, usize)>>,
}

fn climb(tree: Tree<'_>, ways: Ways<'_>, from: usize) -> Climb {
    let deepest = tree.depth[from] as usize;
    let mut climb = Climb { times: vec![NEVER; deepest + 1], entered: vec![None; deepest + 1] };
    climb.times[deepest] = 0;
    let mut place = from;
    for depth in (0..=deepest).rev() {
        let time = climb.times[depth];
        for way in ways.row(place) {
            let [above, milliseconds] = ways.ways[way];
            if time + milliseconds < climb.times[above as usize] {
                climb.times[above as usize] = time + milliseconds;
                climb.entered[above as usize] = Some((place, way));
            }
        }
        place = tree.parent[place] as usize;
    }
    climb
}

impl Climb {
    /// The ways that lead to `depth`, the last one first.
    fn taken(&self, tree: Tree<'_>, depth: usize, up: bool) -> Vec<Taken> {
        let mut taken = Vec::new();
        let mut at = depth;
        while let Some((place, way)) = self.entered[at] {
            taken.push(Taken { place, way, up });
            at = tree.depth[place] as usize;
        }
        taken
    }
}
