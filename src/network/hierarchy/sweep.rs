//! Times from many sources to all places at once, seen place by place and stored nowhere.
//!
//! Places are visited in order, so all above a place were visited before it; their times lie on a stack by depth,
//! small enough to stay in the nearest cache whatever the size of the graph. The times of `K` sources lie side by
//! side and are relaxed together. A subtree none of whose neighbours above is within the limit is passed over.
//!
//! # References
//! Delling, D., Goldberg, A. V., Nowatzyk, A. and Werneck, R. F. (2013). PHAST: hardware-accelerated shortest path
//! trees. *Journal of Parallel and Distributed Computing* 73(7).

use super::tree::Tree;
use super::ways::{NEVER, Ways};

/// Lanes of one register.
pub(in crate::network) const WIDE: usize = 8;

/// The times of several sources.
pub(in crate::network) type Lanes<const B: usize> = [[u32; WIDE]; B];

/// What is done with the times of several sources at each place.
pub(in crate::network) trait Visitor<const B: usize> {
    /// Sees the `times` at `place`, which one of the sources at least reaches within the limit of the sweep; a time
    /// beyond it need not be the shortest.
    fn visit(&mut self, place: usize, times: &Lanes<B>);

    /// Told once, after the last place.
    fn finish(&mut self) {}
}

/// Two visitors that see the same.
impl<const B: usize, V: Visitor<B>, W: Visitor<B>> Visitor<B> for (V, W) {
    #[inline(always)]
    fn visit(&mut self, place: usize, times: &Lanes<B>) {
        self.0.visit(place, times);
        self.1.visit(place, times);
    }

    fn finish(&mut self) {
        self.0.finish();
        self.1.finish();
    }
}

/// A subtree of fewer places is visited without asking whether anything reaches it.
const WORTH_ASKING: usize = 8;

/// Trips from sources: the ways up are taken first, those down then. Swapped, trips to them.
#[derive(Clone, Copy)]
pub(super) struct Directed<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) up: Ways<'a>,
    pub(super) down: Ways<'a>,
}

impl Directed<'_> {
    /// Whether the ways down are those up.
    pub(super) fn is_symmetric(self) -> bool {
        std::ptr::eq(self.up.ways, self.down.ways)
    }
}

/// The memory of one sweep after another.
pub(super) struct Scratch<const B: usize> {
    stack: Vec<Lanes<B>>,
    near: Vec<bool>,
    /// All places at or above a source, the last first, with the times by ways up.
    seeds: Vec<usize>,
    seeded: Vec<Lanes<B>>,
    path: Vec<usize>,
}

impl<const B: usize> Scratch<B> {
    pub(super) fn new(tree: Tree<'_>) -> Self {
        Self {
            stack: vec![[[NEVER; WIDE]; B]; tree.height],
            near: vec![false; tree.height],
            seeds: Vec::new(),
            seeded: Vec::new(),
            path: vec![usize::MAX; tree.height],
        }
    }
}

/// Shows `visitor` the times from `sources`, places in ascending order, no more than `K` of them.
pub(super) fn sweep<const B: usize, V: Visitor<B>>(
    directed: Directed<'_>,
    sources: &[usize],
    limit: u32,
    scratch: &mut Scratch<B>,
    visitor: &mut V,
) {
    assert!(sources.len() <= B * WIDE && sources.is_sorted(), "sources are sorted and fit the lanes");
    pulp::Arch::new().dispatch(Sweep { directed, sources, limit, scratch, visitor });
}

/// One sweep, compiled for the widest registers of the machine.
struct Sweep<'a, const B: usize, V> {
    directed: Directed<'a>,
    sources: &'a [usize],
    limit: u32,
    scratch: &'a mut Scratch<B>,
    visitor: &'a mut V,
}

impl<const B: usize, V: Visitor<B>> pulp::WithSimd for Sweep<'_, B, V> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(mut self, _: S) {
        self.seed();
        let tree = self.directed.tree;
        let mut place = 0;
        while let Some(seed) = self.scratch.seeds.pop() {
            self.visit_between(place, seed);
            let times = self.scratch.seeded.pop().expect("every seed has its times");
            self.visit(seed, times);
            place = seed + 1;
        }
        self.visit_between(place, tree.nodes());
    }
}

impl<const B: usize, V: Visitor<B>> Sweep<'_, B, V> {
    /// Finds the places above the sources and the times to them by ways up.
    #[inline(always)]
    fn seed(&mut self) {
        let Directed { tree, up, .. } = self.directed;
        let Scratch { seeds, seeded, path, .. } = &mut *self.scratch;
        seeds.clear();
        let mut last = None;
        for &source in self.sources {
            // What is above a source and not behind the source before it is above that one too.
            let mut place = source;
            while last.is_none_or(|last| place > last) {
                seeds.push(place);
                if tree.depth[place] == 0 {
                    break;
                }
                place = tree.parent[place] as usize;
            }
            last = Some(source);
        }
        seeds.sort_unstable_by(|a, b| b.cmp(a));
        seeded.clear();
        seeded.resize(seeds.len(), [[NEVER; WIDE]; B]);
        for (lane, source) in self.sources.iter().enumerate() {
            let index = seeds.partition_point(|place| place > source);
            seeded[index][lane / WIDE][lane % WIDE] = 0;
        }
        path.fill(usize::MAX);
        for index in 0..seeds.len() {
            // Where the places above stand in the list; they come later in it.
            let (mut place, mut at) = (seeds[index], index);
            while path[tree.depth[place] as usize] != at {
                path[tree.depth[place] as usize] = at;
                if tree.depth[place] == 0 {
                    break;
                }
                place = tree.parent[place] as usize;
                at +=
                    seeds[at..].iter().position(|&seed| seed == place).expect("what is above is in the list");
            }
            let times = seeded[index];
            for &[depth, milliseconds] in up.of(seeds[index]) {
                let above = &mut seeded[path[depth as usize]];
                relax(above, &times, milliseconds);
            }
        }
    }

    #[inline(always)]
    fn visit_between(&mut self, begin: usize, end: usize) {
        let tree = self.directed.tree;
        let mut place = begin;
        while place < end {
            let behind = tree.end[place] as usize;
            if behind - place >= WORTH_ASKING && behind <= end {
                let reached =
                    tree.neighbours[tree.row(place)].iter().any(|&depth| self.scratch.near[depth as usize]);
                if !reached {
                    place = behind;
                    continue;
                }
            }
            self.visit(place, [[NEVER; WIDE]; B]);
            place += 1;
        }
    }

    /// Visits `place`, whose times are `times` by ways up and no longer by ways down.
    #[inline(always)]
    fn visit(&mut self, place: usize, times: Lanes<B>) {
        let Directed { tree, down, .. } = self.directed;
        let Scratch { stack, near, .. } = &mut *self.scratch;
        let mut least = times;
        for &[depth, milliseconds] in down.of(place) {
            relax(&mut least, &stack[depth as usize], milliseconds);
        }
        let depth = tree.depth[place] as usize;
        stack[depth] = least;
        let mut any = [0; WIDE];
        for block in &least {
            for lane in 0..WIDE {
                any[lane] |= u32::from(block[lane] <= self.limit);
            }
        }
        near[depth] = any != [0; WIDE];
        if near[depth] {
            self.visitor.visit(place, &least);
        }
    }
}

/// Lowers `times` to those of `others` and so much more.
#[inline(always)]
fn relax<const B: usize>(times: &mut Lanes<B>, others: &Lanes<B>, milliseconds: u32) {
    for block in 0..B {
        for lane in 0..WIDE {
            times[block][lane] = times[block][lane].min(others[block][lane] + milliseconds);
        }
    }
}
