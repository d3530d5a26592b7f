//! The nearest roads along the edges of a grid, kept from one centre to the next.
//!
//! They are the same for all centres, and contours often run along the same edges: those at the limit of what is near
//! a road do for every centre that reaches it. Of a thousand centres in one city an edge is met seven times and more.

use super::road_table::NONE;

/// Parts into which an edge of the grid is cut to find where a contour meets it.
pub(super) const STEPS: u32 = 64;

/// The nearest road at each part of an edge; [`NONE`] where none is near.
pub(super) type Along = [u32; STEPS as usize];

/// The parts of an edge from the end of the stretch before, or from its west or south end, that have one nearest road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) road: u32,
    /// The first part beyond.
    pub(super) end: u8,
}

/// The stretches of an edge.
pub(super) fn stretches(along: &Along) -> impl Iterator<Item = Stretch> + '_ {
    let mut end = 0;
    along.chunk_by(|one, next| one == next).map(move |roads| {
        end += u8::try_from(roads.len()).expect("no more than the parts of an edge");
        Stretch { road: roads[0], end }
    })
}

/// Stretches that are kept; edges of more are looked at anew.
const STRETCHES: usize = 4;

/// Edges that are kept, at most.
const KEPT: usize = 1 << 21;

/// What is kept of an edge.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// The vertex at its west or south end; [`NONE`] where no edge is kept.
    vertex: u32,
    roads: [u32; STRETCHES],
    ends: [u8; STRETCHES],
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
        Self { kept: vec![none; (2 * vertices).clamp(2, KEPT)] }
    }

    /// Bytes of memory for the edges of any grid, at most.
    pub(super) fn bytes() -> usize {
        KEPT * size_of::<Kept>()
    }

    fn place(&self, vertex: u32, north: bool) -> usize {
        // Neighbours lie next to each other; what lies far apart in the grid shares a place with what differs by luck.
        (vertex as usize * 2 + usize::from(north)) % self.kept.len()
    }

    /// Puts the stretches of an edge into `stretches`, if they are kept.
    pub(super) fn recall(&self, vertex: u32, north: bool, stretches: &mut Vec<Stretch>) -> bool {
        let kept = &self.kept[self.place(vertex, north)];
        if kept.vertex != vertex {
            return false;
        }
        stretches.clear();
        for (&road, &end) in kept.roads.iter().zip(&kept.ends) {
            stretches.push(Stretch { road, end });
            if u32::from(end) == STEPS {
                break;
            }
        }
        true
    }

    /// Keeps the stretches of an edge, if they are few.
    pub(super) fn keep(&mut self, vertex: u32, north: bool, stretches: &[Stretch]) {
        if stretches.len() > STRETCHES {
            return;
        }
        let mut kept = Kept { vertex, roads: [NONE; STRETCHES], ends: [0; STRETCHES] };
        for (place, stretch) in stretches.iter().enumerate() {
            (kept.roads[place], kept.ends[place]) = (stretch.road, stretch.end);
        }
        let place = self.place(vertex, north);
        self.kept[place] = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lengths: &[(u32, usize)]) -> Vec<Stretch> {
        let all: Vec<u32> =
            lengths.iter().flat_map(|&(road, length)| std::iter::repeat_n(road, length)).collect();
        stretches(&all.try_into().expect("lengths of all parts together")).collect()
    }

    #[test]
    fn stretches_are_as_long_as_one_road_is_nearest() {
        let stretch = |road, end| Stretch { road, end };
        assert_eq!(of(&[(7, 1), (3, 30), (7, 33)]), [stretch(7, 1), stretch(3, 31), stretch(7, 64)]);
        assert_eq!(of(&[(NONE, 64)]), [stretch(NONE, 64)]);
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut edges = Edges::new(8);
        let (few, rim) = (of(&[(7, 1), (3, 30), (7, 32), (8, 1)]), of(&[(5, 20), (NONE, 44)]));
        edges.keep(2, false, &few);
        edges.keep(2, true, &rim);
        let mut found = vec![Stretch { road: 0, end: 0 }];
        assert!(edges.recall(2, false, &mut found));
        assert_eq!(found, few);
        assert!(edges.recall(2, true, &mut found));
        assert_eq!(found, rim);
        assert!(!edges.recall(3, true, &mut found));
    }

    #[test]
    fn the_later_of_two_in_one_place_stays() {
        let mut edges = Edges::new(8);
        edges.keep(2, true, &of(&[(1, 64)]));
        edges.keep(10, true, &of(&[(2, 64)]));
        let mut found = Vec::new();
        assert!(edges.recall(10, true, &mut found));
        assert_eq!(found, of(&[(2, 64)]));
        assert!(!edges.recall(2, true, &mut found));
    }

    #[test]
    fn an_edge_of_many_roads_is_not_kept() {
        let mut edges = Edges::new(8);
        edges.keep(2, true, &of(&[(1, 9), (2, 9), (3, 9), (4, 9), (5, 28)]));
        assert!(!edges.recall(2, true, &mut Vec::new()));
    }
}
