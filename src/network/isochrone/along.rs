//! The nearest roads along the edges of a grid, kept from one centre to the next.
//!
//! They are the same for all centres, and contours often run along the same edges: those at the limit of what is near
//! a road do for every centre that reaches it.

use super::road_table::NONE;

/// Parts into which an edge of the grid is cut to find where a contour meets it.
pub(super) const STEPS: u32 = 64;

/// The nearest road at each part of an edge; [`NONE`] where none is near.
pub(super) type Along = [u32; STEPS as usize];

/// Stretches of an edge, each with one nearest road, that are kept; edges of more are looked at anew.
const STRETCHES: usize = 4;

/// Edges that are kept, at most.
const KEPT: usize = 1 << 20;

/// What is kept of an edge.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// The vertex at its west or south end; [`NONE`] where no edge is kept.
    vertex: u32,
    roads: [u32; STRETCHES],
    /// The first part beyond each stretch.
    ends: [u8; STRETCHES],
}

/// What is known of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recall {
    /// Nobody asked for it lately: many edges are met but once, and not worth the work of keeping them.
    New,
    /// It was asked for, but is not kept.
    Seen,
    /// It is kept.
    Kept,
}

/// As many edges as there is room for; of two in one place the later stays.
#[derive(Debug)]
pub(super) struct Edges {
    kept: Vec<Kept>,
}

impl Edges {
    /// Room for the edges of a grid of so many vertices.
    pub(super) fn new(vertices: usize) -> Self {
        let none = Kept { vertex: NONE, roads: [NONE; STRETCHES], ends: [0; STRETCHES] };
        Self { kept: vec![none; (2 * vertices).next_power_of_two().clamp(2, KEPT)] }
    }

    /// Bytes of memory for the edges of any grid, at most.
    pub(super) fn bytes() -> usize {
        KEPT * size_of::<Kept>()
    }

    fn place(&self, vertex: u32, north: bool) -> usize {
        // Neighbours lie next to each other; what lies far apart in the grid shares a place with what differs by luck.
        (vertex as usize * 2 + usize::from(north)) & (self.kept.len() - 1)
    }

    /// Gives the nearest roads along an edge if they are kept, or else remembers that they were asked for.
    pub(super) fn recall(&mut self, vertex: u32, north: bool, along: &mut Along) -> Recall {
        let place = self.place(vertex, north);
        let kept = &mut self.kept[place];
        if kept.vertex != vertex {
            (kept.vertex, kept.ends[0]) = (vertex, 0);
            return Recall::New;
        }
        if kept.ends[0] == 0 {
            return Recall::Seen;
        }
        let mut from = 0;
        for (&road, &end) in kept.roads.iter().zip(&kept.ends) {
            along[from..usize::from(end)].fill(road);
            from = usize::from(end);
            if from == along.len() {
                break;
            }
        }
        Recall::Kept
    }

    /// Keeps the nearest roads along an edge, if they are few.
    pub(super) fn keep(&mut self, vertex: u32, north: bool, along: &Along) {
        let mut kept = Kept { vertex, roads: [NONE; STRETCHES], ends: [0; STRETCHES] };
        let mut end = 0;
        for (stretch, roads) in along.chunk_by(|one, next| one == next).enumerate() {
            if stretch == STRETCHES {
                return;
            }
            end += roads.len();
            kept.roads[stretch] = roads[0];
            kept.ends[stretch] = u8::try_from(end).expect("no more than the parts of an edge");
        }
        let place = self.place(vertex, north);
        self.kept[place] = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn along(lengths: &[(u32, usize)]) -> Along {
        let all: Vec<u32> =
            lengths.iter().flat_map(|&(road, length)| std::iter::repeat_n(road, length)).collect();
        all.try_into().expect("lengths of all parts together")
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut edges = Edges::new(8);
        let (few, rim) = (along(&[(7, 1), (3, 30), (7, 33)]), along(&[(5, 20), (NONE, 44)]));
        edges.keep(2, false, &few);
        edges.keep(2, true, &rim);
        let mut found = [0; STEPS as usize];
        assert_eq!(edges.recall(2, false, &mut found), Recall::Kept);
        assert_eq!(found, few);
        assert_eq!(edges.recall(2, true, &mut found), Recall::Kept);
        assert_eq!(found, rim);
        assert_eq!(edges.recall(3, true, &mut found), Recall::New);
        assert_eq!(edges.recall(3, true, &mut found), Recall::Seen);
    }

    #[test]
    fn the_later_of_two_in_one_place_stays() {
        let mut edges = Edges::new(8);
        edges.keep(2, true, &along(&[(1, 64)]));
        edges.keep(10, true, &along(&[(2, 64)]));
        let mut found = [0; STEPS as usize];
        assert_eq!(edges.recall(10, true, &mut found), Recall::Kept);
        assert_eq!(found, [2; STEPS as usize]);
        assert_eq!(edges.recall(2, true, &mut found), Recall::New);
    }

    #[test]
    fn an_edge_of_many_roads_is_not_kept() {
        let mut edges = Edges::new(8);
        edges.keep(2, true, &along(&[(1, 9), (2, 9), (3, 9), (4, 9), (5, 28)]));
        assert_eq!(edges.recall(2, true, &mut [0; STEPS as usize]), Recall::New);
    }
}
