//! The nearest points, and those within a distance, by a k-d tree.

use geo_types::Coord;

/// Points in a leaf; more of them cost more to look through, fewer more to come to.
const LEAF: usize = 10;

/// A point that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Which point.
    pub index: usize,
    /// The square of how far away it is, `Δx² + Δy²` in this order of operations.
    pub squared: f64,
}

impl Near {
    /// How far away.
    #[must_use]
    pub fn distance(&self) -> f64 {
        self.squared.sqrt()
    }

    fn before(&self, other: &Self) -> bool {
        self.squared < other.squared || self.squared <= other.squared && self.index < other.index
    }
}

/// Points on a plane, made for very many questions; smaller and faster than [`SpatialIndex`](super::SpatialIndex),
/// which holds regions too.
///
/// # Conventions
/// Equal squared distances go to the lower index, so that no answer depends on the shape of the tree. Points may lie
/// on each other.
///
/// # Complexity
/// `O(n log n)` to build; the `k` nearest in `O(k + log n)` on average.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::index::KdTree;
///
/// let tree = KdTree::new(&[coord! { x: 0.0, y: 0.0 }, coord! { x: 3.0, y: 4.0 }, coord! { x: 9.0, y: 0.0 }]);
/// let mut found = Vec::new();
/// tree.nearest(coord! { x: 0.0, y: 0.0 }, 1, Some(0), &mut found);
/// assert_eq!((found[0].index, found[0].distance()), (1, 5.0));
/// ```
#[derive(Debug, Clone)]
pub struct KdTree {
    /// The points, those of a leaf together.
    at: Vec<[f64; 2]>,
    index: Vec<u32>,
    /// Where each inner node divides, the children of node `i` being `2 i + 1` and `2 i + 2`.
    splits: Vec<Split>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Split {
    axis: u8,
    at: f64,
}

/// What a [`KdTree::walk`] looks for.
pub(crate) trait Walk {
    /// Whether a point in the node may matter; none is nearer than the square root of `squared`.
    fn enters(&self, node: usize, squared: f64) -> bool;

    /// Takes a point.
    fn meet(&mut self, near: Near);
}

/// A point while the tree is built.
type Placed = ([f64; 2], u32);

impl KdTree {
    /// A tree of `points`.
    ///
    /// # Panics
    /// If a coordinate is not finite, or there are more points than a `u32` counts.
    #[must_use]
    pub fn new(points: &[Coord<f64>]) -> Self {
        let count = u32::try_from(points.len()).expect("points are counted in u32");
        assert!(points.iter().all(|at| at.x.is_finite() && at.y.is_finite()), "coordinates are finite");
        let mut placed: Vec<Placed> = points.iter().zip(0..count).map(|(at, i)| ([at.x, at.y], i)).collect();
        let mut splits = Vec::new();
        divide(&mut placed, 0, &mut splits);
        let (at, index) = placed.into_iter().unzip();
        Self { at, index, splits }
    }

    /// How many points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Every point with its index, neighbours on the plane mostly in succession: asked in this order, successive
    /// questions find the tree in the cache.
    #[must_use]
    pub fn points(&self) -> impl ExactSizeIterator<Item = (usize, Coord<f64>)> + '_ {
        self.at.iter().zip(&self.index).map(|(at, &index)| (index as usize, Coord { x: at[0], y: at[1] }))
    }

    /// The `k` nearest to `from`, nearest first and fewer where there are not so many, in place of what `found` held;
    /// the point `without` is passed over.
    ///
    /// # Panics
    /// If `from` is not finite.
    pub fn nearest(&self, from: Coord<f64>, k: usize, without: Option<usize>, found: &mut Vec<Near>) {
        assert!(from.x.is_finite() && from.y.is_finite(), "coordinates are finite");
        found.clear();
        if k > 0 {
            let without = without.map_or(u32::MAX, |index| u32::try_from(index).unwrap_or(u32::MAX));
            let mut search = Nearest { tree: self, from: [from.x, from.y], k, without, found };
            search.visit(0, 0..self.len(), [0.0; 2]);
        }
    }

    /// All within `reach` of `from`, that distance included, by index, in place of what `found` held.
    ///
    /// # Panics
    /// If `from` is not finite.
    pub fn within(&self, from: Coord<f64>, reach: f64, found: &mut Vec<Near>) {
        assert!(from.x.is_finite() && from.y.is_finite(), "coordinates are finite");
        found.clear();
        self.gather(0, 0..self.len(), &([from.x, from.y], reach), [0.0; 2], found);
        found.sort_unstable_by_key(|near| near.index);
    }

    /// For every node of the tree what `of` says of the points in it, joined in pairs, by the number of the node.
    pub(crate) fn summary<T: Copy + Default>(
        &self,
        of: impl Fn(usize) -> T,
        join: impl Fn(T, T) -> T,
    ) -> Vec<T> {
        let mut found = Vec::new();
        if !self.is_empty() {
            self.summarise(0, 0..self.len(), (&of, &join), &mut found);
        }
        found
    }

    fn summarise<T: Copy + Default>(
        &self,
        node: usize,
        range: std::ops::Range<usize>,
        by: (&impl Fn(usize) -> T, &impl Fn(T, T) -> T),
        found: &mut Vec<T>,
    ) -> T {
        let all = if range.len() <= LEAF {
            let points = self.index[range].iter().map(|&index| by.0(index as usize));
            points.reduce(by.1).expect("a leaf has a point")
        } else {
            let middle = range.start + range.len() / 2;
            let low = self.summarise(2 * node + 1, range.start..middle, by, found);
            by.1(low, self.summarise(2 * node + 2, middle..range.end, by, found))
        };
        if found.len() <= node {
            found.resize(node + 1, T::default());
        }
        found[node] = all;
        all
    }

    /// Comes to the points around `from`, nearer parts of the tree first, and leaves out what `walk` does not enter.
    pub(crate) fn walk(&self, from: Coord<f64>, walk: &mut impl Walk) {
        self.go(0, 0..self.len(), [from.x, from.y], [0.0; 2], walk);
    }

    fn go(
        &self,
        node: usize,
        range: std::ops::Range<usize>,
        from: [f64; 2],
        offset: [f64; 2],
        walk: &mut impl Walk,
    ) {
        if range.len() <= LEAF {
            range.for_each(|slot| walk.meet(self.near(slot, from)));
            return;
        }
        for (node, range, offset) in self.children(node, &range, from, offset) {
            if walk.enters(node, squared(offset)) {
                self.go(node, range, from, offset, walk);
            }
        }
    }

    fn gather(
        &self,
        node: usize,
        range: std::ops::Range<usize>,
        ball: &([f64; 2], f64),
        offset: [f64; 2],
        found: &mut Vec<Near>,
    ) {
        let (from, reach) = ball;
        if range.len() <= LEAF {
            let near = range.map(|slot| self.near(slot, *from));
            found.extend(near.filter(|near| near.distance() <= *reach));
            return;
        }
        for (node, range, offset) in self.children(node, &range, *from, offset) {
            // Rounding is monotone: no point beyond the divide is nearer than this, digit by digit.
            if squared(offset).sqrt() <= *reach {
                self.gather(node, range, ball, offset, found);
            }
        }
    }

    fn near(&self, slot: usize, from: [f64; 2]) -> Near {
        let at = self.at[slot];
        let squared = squared([at[0] - from[0], at[1] - from[1]]);
        Near { index: self.index[slot] as usize, squared }
    }

    /// The two halves of a node, the one on the side of `from` first, each with how far from `from` it begins.
    fn children(
        &self,
        node: usize,
        range: &std::ops::Range<usize>,
        from: [f64; 2],
        offset: [f64; 2],
    ) -> [(usize, std::ops::Range<usize>, [f64; 2]); 2] {
        let Split { axis, at } = self.splits[node];
        let axis = usize::from(axis);
        let middle = range.start + range.len() / 2;
        let beyond = from[axis] - at;
        let mut far_offset = offset;
        far_offset[axis] = beyond;
        let (low, high) = (2 * node + 1, 2 * node + 2);
        if beyond < 0.0 {
            [(low, range.start..middle, offset), (high, middle..range.end, far_offset)]
        } else {
            [(high, middle..range.end, offset), (low, range.start..middle, far_offset)]
        }
    }
}

fn squared(offset: [f64; 2]) -> f64 {
    offset[0] * offset[0] + offset[1] * offset[1]
}

/// Puts the lower half of `points` along the wider axis before the upper, and so on in each half.
fn divide(points: &mut [Placed], node: usize, splits: &mut Vec<Split>) {
    if points.len() <= LEAF {
        return;
    }
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for (at, _) in points.iter() {
        for axis in 0..2 {
            low[axis] = low[axis].min(at[axis]);
            high[axis] = high[axis].max(at[axis]);
        }
    }
    let axis = usize::from(high[1] - low[1] > high[0] - low[0]);
    let middle = points.len() / 2;
    let (_, at, _) = points.select_nth_unstable_by(middle, |a, b| a.0[axis].total_cmp(&b.0[axis]));
    if splits.len() <= node {
        splits.resize(node + 1, Split::default());
    }
    splits[node] = Split { axis: u8::from(axis == 1), at: at.0[axis] };
    let (below, above) = points.split_at_mut(middle);
    divide(below, 2 * node + 1, splits);
    divide(above, 2 * node + 2, splits);
}

/// One search for the nearest.
struct Nearest<'a> {
    tree: &'a KdTree,
    from: [f64; 2],
    k: usize,
    without: u32,
    /// Those nearest so far, in order.
    found: &'a mut Vec<Near>,
}

impl Nearest<'_> {
    /// What a point must lie before to count.
    fn bound(&self) -> f64 {
        if self.found.len() < self.k { f64::INFINITY } else { self.found[self.k - 1].squared }
    }

    fn visit(&mut self, node: usize, range: std::ops::Range<usize>, offset: [f64; 2]) {
        if range.len() <= LEAF {
            let mut bound = self.bound();
            for (at, &index) in self.tree.at[range.clone()].iter().zip(&self.tree.index[range]) {
                let squared = squared([at[0] - self.from[0], at[1] - self.from[1]]);
                if squared <= bound && index != self.without {
                    bound = self.take(Near { index: index as usize, squared });
                }
            }
            return;
        }
        for (node, range, offset) in self.tree.children(node, &range, self.from, offset) {
            // Points as far as the last one may still have a lower index.
            if squared(offset) <= self.bound() {
                self.visit(node, range, offset);
            }
        }
    }

    /// Counts in `near`, where it is nearer than one of those so far; gives the new bound.
    fn take(&mut self, near: Near) -> f64 {
        if self.found.len() < self.k {
            self.found.push(near);
        } else if near.before(&self.found[self.k - 1]) {
            self.found[self.k - 1] = near;
        } else {
            return self.bound();
        }
        let mut place = self.found.len() - 1;
        while place > 0 && near.before(&self.found[place - 1]) {
            self.found[place] = self.found[place - 1];
            place -= 1;
        }
        self.found[place] = near;
        self.bound()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Points on few places, so that there are ties and points on each other.
    fn points() -> impl Strategy<Value = Vec<Coord<f64>>> {
        let coarse = (0..12_i8, 0..12_i8).prop_map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) });
        let fine = (0.0..12.0, 0.0..12.0).prop_map(|(x, y)| Coord { x, y });
        proptest::collection::vec(prop_oneof![coarse, fine], 1..120)
    }

    fn scanned(points: &[Coord<f64>], from: Coord<f64>) -> Vec<Near> {
        let near = |(index, at): (usize, &Coord<f64>)| {
            let squared = (at.x - from.x) * (at.x - from.x) + (at.y - from.y) * (at.y - from.y);
            Near { index, squared }
        };
        let mut all: Vec<Near> = points.iter().enumerate().map(near).collect();
        all.sort_by(|a, b| a.squared.total_cmp(&b.squared).then(a.index.cmp(&b.index)));
        all
    }

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_scan(points in points(), k in 0..40_usize) {
            let tree = KdTree::new(&points);
            let mut found = Vec::new();
            for (i, &from) in points.iter().enumerate() {
                tree.nearest(from, k, Some(i), &mut found);
                let mut all = scanned(&points, from);
                all.retain(|near| near.index != i);
                all.truncate(k);
                prop_assert_eq!(&found, &all);
            }
        }

        #[test]
        fn those_within_are_those_of_a_scan(points in points(), reach in 0..15_i8) {
            let tree = KdTree::new(&points);
            let mut found = Vec::new();
            let reach = f64::from(reach);
            for &from in &points {
                tree.within(from, reach, &mut found);
                let mut all = scanned(&points, from);
                all.retain(|near| near.distance() <= reach);
                all.sort_by_key(|near| near.index);
                prop_assert_eq!(&found, &all);
            }
        }
    }

    #[test]
    fn points_on_one_place_are_a_tree_too() {
        let tree = KdTree::new(&[Coord { x: 1.0, y: 1.0 }; 1000]);
        let mut found = Vec::new();
        tree.nearest(Coord { x: 1.0, y: 1.0 }, 3, Some(1), &mut found);
        assert_eq!(found.iter().map(|near| near.index).collect::<Vec<_>>(), [0, 2, 3]);
        assert!(KdTree::new(&[]).is_empty());
    }
}
