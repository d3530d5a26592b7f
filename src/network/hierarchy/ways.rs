//! The ways between a place and its neighbours above that shortest trips use.

use crate::network::array::Array;

/// No way; a sum of two of these does not overflow, and every trip is shorter.
pub(in crate::network) const NEVER: u32 = i32::MAX as u32;

/// Stands for an edge of the graph where otherwise the place is told by whose contraction a way came to be.
pub(super) const DIRECT: u32 = 0;

/// The ways of all places in one direction: up to the neighbours above, or down from them.
#[derive(Debug, Clone)]
pub(super) struct HeldWays {
    /// Where the ways of each place begin, and the number of all.
    pub(super) first: Array<u32>,
    /// Depth of the neighbour above, and milliseconds; depths ascend.
    pub(super) ways: Array<[u32; 2]>,
    /// One more than the place by which each way leads, or [`DIRECT`].
    pub(super) middle: Array<u32>,
}

impl PartialEq for HeldWays {
    fn eq(&self, other: &Self) -> bool {
        self.first[..] == other.first[..]
            && self.ways[..] == other.ways[..]
            && self.middle[..] == other.middle[..]
    }
}

impl HeldWays {
    /// The ways to be asked.
    pub(super) fn view(&self) -> Ways<'_> {
        Ways { first: &self.first, ways: &self.ways, middle: &self.middle }
    }
}

/// [`HeldWays`] to be asked: their arrays as slices.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "the names of the arrays that are lent")]
pub(super) struct Ways<'a> {
    pub(super) first: &'a [u32],
    pub(super) ways: &'a [[u32; 2]],
    pub(super) middle: &'a [u32],
}

impl<'a> Ways<'a> {
    /// Where the ways of `place` stand.
    pub(super) fn row(self, place: usize) -> std::ops::Range<usize> {
        self.first[place] as usize..self.first[place + 1] as usize
    }

    /// The ways of `place`.
    pub(super) fn of(self, place: usize) -> &'a [[u32; 2]] {
        &self.ways[self.row(place)]
    }
}
