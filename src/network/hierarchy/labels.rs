//! Labels: the times between a place and every place above it by ways up alone, or by ways down alone.
//!
//! The shortest trip between two places leads up to a place above both and down from it, so its time is the least sum
//! of the two labels over the depths that both share.
//!
//! # References
//! Buchhold, V., Sanders, P. and Wagner, D. (2019). Real-time traffic assignment using engineered customizable
//! contraction hierarchies. *ACM Journal of Experimental Algorithmics* 24. (Search along the elimination tree.)
//! Abraham, I., Delling, D., Goldberg, A. V. and Werneck, R. F. (2011). A hub-based labeling algorithm for shortest
//! paths in road networks. SEA 2011. (Time as the least sum of two labels.)

use super::tree::Tree;
use super::ways::{NEVER, Ways};

/// Times are held and added so many at once.
const WIDE: usize = 8;

/// Times to eight depths.
type Block = [u32; WIDE];

/// The label of each of some places.
pub(super) struct Labels {
    /// The places, ascending, each once.
    pub(super) places: Vec<usize>,
    /// Where the blocks of each begin, and the number of all.
    first: Vec<usize>,
    blocks: Vec<Block>,
}

impl Labels {
    /// Labels of `places`, in ascending order and each once, by `ways` up or down.
    pub(super) fn new(tree: Tree<'_>, ways: Ways<'_>, places: Vec<usize>) -> Self {
        assert!(places.is_sorted_by(|a, b| a < b), "places ascend");
        let mut first = Vec::with_capacity(places.len() + 1);
        first.push(0);
        let blocks = places.iter().map(|&place| tree.depth[place] as usize / WIDE + 1).sum();
        let mut labels = Self { places, first, blocks: Vec::with_capacity(blocks) };
        pulp::Arch::new().dispatch(Fill { tree, ways, labels: &mut labels });
        labels
    }

    pub(super) fn of(&self, index: usize) -> &[Block] {
        &self.blocks[self.first[index]..self.first[index + 1]]
    }
}

struct Fill<'a> {
    tree: Tree<'a>,
    ways: Ways<'a>,
    labels: &'a mut Labels,
}

impl pulp::WithSimd for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Self { tree, ways, labels } = self;
        let width = tree.height.div_ceil(WIDE);
        // The labels of the places above the one at hand, by depth.
        let mut stack = vec![[NEVER; WIDE]; width * tree.height];
        let mut path = vec![usize::MAX; tree.height];
        let mut fresh = Vec::new();
        for index in 0..labels.places.len() {
            let place = labels.places[index];
            let mut at = place;
            fresh.clear();
            while path[tree.depth[at] as usize] != at {
                fresh.push(at);
                if tree.depth[at] == 0 {
                    break;
                }
                at = tree.parent[at] as usize;
            }
            for &at in fresh.iter().rev() {
                let depth = tree.depth[at] as usize;
                path[depth] = at;
                let (above, rest) = stack.split_at_mut(depth * width);
                let label = &mut rest[..=depth / WIDE];
                let by = |&[higher, milliseconds]: &[u32; 2]| {
                    let begin = higher as usize * width;
                    (&above[begin..=begin + higher as usize / WIDE], milliseconds)
                };
                // The deepest neighbour tells of most depths, and needs nothing to be compared with.
                let (deepest, others) = match ways.of(at).split_last() {
                    Some((deepest, others)) => (by(deepest), others),
                    None => ((&[][..], 0), &[][..]),
                };
                let (told, untold) = label.split_at_mut(deepest.0.len());
                for (mine, other) in told.iter_mut().zip(deepest.0) {
                    *mine = other.map(|time| (time + deepest.1).min(NEVER));
                }
                untold.fill([NEVER; WIDE]);
                // Two at a time, so that the label is read and written half as often; the second is no shorter.
                let (two, one) = others.as_chunks::<2>();
                for [a, b] in two {
                    let (a, b) = (by(a), by(b));
                    let (both, rest) = told.split_at_mut(a.0.len());
                    for (mine, (a_times, b_times)) in both.iter_mut().zip(a.0.iter().zip(b.0)) {
                        for (mine, (a_time, b_time)) in mine.iter_mut().zip(a_times.iter().zip(b_times)) {
                            *mine = (*mine).min(a_time + a.1).min(b_time + b.1);
                        }
                    }
                    lower(rest, &b.0[a.0.len()..], b.1);
                }
                for way in one {
                    let (times, milliseconds) = by(way);
                    lower(told, times, milliseconds);
                }
                label[depth / WIDE][depth % WIDE] = 0;
            }
            let depth = tree.depth[place] as usize;
            labels.blocks.extend_from_slice(&stack[depth * width..=depth * width + depth / WIDE]);
            labels.first.push(labels.blocks.len());
        }
    }
}

/// Lowers a label to that of a neighbour and the time to it.
#[inline(always)]
fn lower(label: &mut [Block], other: &[Block], milliseconds: u32) {
    for (mine, other) in label.iter_mut().zip(other) {
        for (mine, other) in mine.iter_mut().zip(other) {
            *mine = (*mine).min(other + milliseconds);
        }
    }
}

/// The least sum of two labels over the depths from 0 to `shared`; [`NEVER`] or more where there is no way.
#[inline(always)]
pub(super) fn least_sum(a: &[Block], b: &[Block], shared: usize) -> u32 {
    let whole = shared / WIDE;
    let mut least = [u32::MAX; WIDE];
    for (a, b) in a[..whole].iter().zip(&b[..whole]) {
        for ((least, a), b) in least.iter_mut().zip(a).zip(b) {
            *least = (*least).min(a + b);
        }
    }
    // Beyond the depth that is shared, the labels tell of different places.
    for (lane, ((least, a), b)) in least.iter_mut().zip(&a[whole]).zip(&b[whole]).enumerate() {
        let beyond = if lane <= shared % WIDE { 0 } else { NEVER };
        *least = (*least).min((*a).max(beyond) + b);
    }
    least.into_iter().fold(u32::MAX, u32::min)
}

/// The depth of the lowest place above both of two places, themselves among them; `None` if there is none.
pub(super) fn shared_depth(tree: Tree<'_>, a: usize, b: usize) -> Option<usize> {
    let (low, high) = (a.min(b), a.max(b));
    let mut place = low;
    while tree.end[place] as usize <= high {
        let above = tree.parent[place] as usize;
        if above == place {
            return None;
        }
        place = above;
    }
    Some(tree.depth[place] as usize)
}
