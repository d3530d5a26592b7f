//! The nearest of some places, from everywhere at once: what lies below each place goes up the tree, what is nearest
//! above comes down it.

use super::sweep::Directed;
use super::tree::Tree;
use super::ways::NEVER;

/// A place and its time; the nearest first, each place once, [`NEVER`] where there are no more.
type Entry = [u32; 2];

const NONE: Entry = [NEVER, u32::MAX];

/// The times from every place to the nearest `k` of `places`, nearest first; [`NEVER`] where there are fewer.
pub(super) fn nearest(directed: Directed<'_>, places: &[usize], k: usize) -> Vec<u32> {
    let Directed { tree, up, down } = directed;
    let mut lists = vec![NONE; tree.nodes() * k];
    for &place in places {
        offer(&mut lists[place * k..(place + 1) * k], [0, number(place)]);
    }
    let mut path = Path::new(tree);
    for place in (0..tree.nodes()).rev() {
        path.lead_to(tree, place);
        let (above, here) = lists.split_at_mut(place * k);
        for &[depth, milliseconds] in down.of(place) {
            let other = path.places[depth as usize];
            merge(&mut above[other * k..(other + 1) * k], &here[..k], milliseconds);
        }
    }
    for place in 0..tree.nodes() {
        path.lead_to(tree, place);
        let (above, here) = lists.split_at_mut(place * k);
        for &[depth, milliseconds] in up.of(place) {
            let other = path.places[depth as usize];
            merge(&mut here[..k], &above[other * k..(other + 1) * k], milliseconds);
        }
    }
    lists.into_iter().map(|[time, _]| time).collect()
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("nodes are counted in u32")
}

fn merge(list: &mut [Entry], other: &[Entry], milliseconds: u32) {
    for &[time, place] in other {
        let time = (time + milliseconds).min(NEVER);
        if time >= list.last().map_or(0, |last| last[0]) {
            break;
        }
        offer(list, [time, place]);
    }
}

/// Puts `entry` where it belongs, unless its place is there already and no farther.
fn offer(list: &mut [Entry], entry: Entry) {
    let known = list.iter().position(|other| other[1] == entry[1]);
    let last = known.unwrap_or(list.len().wrapping_sub(1));
    let Some(held) = list.get(last) else { return };
    if held[0] <= entry[0] {
        return;
    }
    list[last] = entry;
    list[..=last].rotate_right(1);
    let rank = list[1..=last].partition_point(|other| other[0] <= entry[0]);
    list[..=rank].rotate_left(1);
}

/// The places above the one at hand, by depth.
struct Path {
    places: Vec<usize>,
}

impl Path {
    fn new(tree: Tree<'_>) -> Self {
        Self { places: vec![usize::MAX; tree.height] }
    }

    fn lead_to(&mut self, tree: Tree<'_>, place: usize) {
        let mut at = place;
        while self.places[tree.depth[at] as usize] != at {
            self.places[tree.depth[at] as usize] = at;
            if tree.depth[at] == 0 {
                break;
            }
            at = tree.parent[at] as usize;
        }
    }
}
