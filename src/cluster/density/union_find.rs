//! Which things hang together.

/// Disjoint sets of things numbered from 0; the root of a set is its lowest number.
#[derive(Debug, Clone)]
pub(super) struct UnionFind {
    parent: Vec<u32>,
}

impl UnionFind {
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..count).map(small).collect() }
    }

    pub(super) fn root(&mut self, mut i: usize) -> usize {
        while self.parent[i] as usize != i {
            self.parent[i] = self.parent[self.parent[i] as usize];
            i = self.parent[i] as usize;
        }
        i
    }

    /// Joins two sets; whether they were two.
    pub(super) fn join(&mut self, i: usize, j: usize) -> bool {
        let (i, j) = (self.root(i), self.root(j));
        self.parent[i.max(j)] = small(i.min(j));
        i != j
    }
}

pub(super) fn small(index: usize) -> u32 {
    u32::try_from(index).expect("places are counted in u32")
}
