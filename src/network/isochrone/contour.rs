//! The contour of what is reached by a limit of time, cell by cell of the grid.

use super::along::STEPS;
use super::field::Field;
use super::lattice::{SIDE, VERTICES};
use super::road_table::NONE;
use super::samples::vertex;

/// Contours keep that part away from the vertices, so that no two of them ever meet.
const CLEAR: u32 = 1;

/// Words of bits of a block: one a row.
const WORDS: usize = SIDE as usize;

/// Where a contour meets an edge of the grid: the vertex at its west or south end, whether it runs north, and how many of
/// [`STEPS`] parts from that vertex.
pub(super) type Meeting = u64;

/// A piece of a contour inside one cell, with what is reached on its left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) from: Meeting,
    pub(super) to: Meeting,
    /// The cell by its southwest vertex.
    pub(super) cell: u32,
}

fn meeting(vertex: u32, north: bool, step: u8) -> Meeting {
    u64::from(vertex) << 9 | u64::from(north) << 8 | u64::from(step)
}

/// Vertex, direction and step of a meeting.
#[expect(clippy::cast_possible_truncation, reason = "the parts of which it was made")]
pub(super) fn parts(meeting: Meeting) -> (u32, bool, u32) {
    ((meeting >> 9) as u32, meeting >> 8 & 1 == 1, (meeting & 255) as u32)
}

/// The vertices reached by each limit, of one question after another in the same memory.
#[derive(Debug, Default)]
pub(super) struct Reached {
    /// Place of each slot's block among those in use; [`NONE`] where nothing is reached near by.
    local: Vec<u32>,
    /// The slots in use.
    used: Vec<u32>,
    /// A block after another, in it a limit after another, in it a row after another.
    bits: Vec<u64>,
    limits: usize,
    /// Where the contour meets the edges that run east and north of each vertex.
    steps: [Vec<u8>; 2],
}

impl Reached {
    /// Marks the vertices that are reached by each of `limits`, rising milliseconds.
    pub(super) fn mark(&mut self, field: &Field<'_>, limits: &[u32]) {
        let lattice = field.ground.lattice;
        self.local.resize(lattice.slots(), NONE);
        for slot in self.used.drain(..) {
            self.local[slot as usize] = NONE;
        }
        self.bits.clear();
        self.limits = limits.len();
        let mut words = vec![[0; WORDS]; limits.len()];
        for slot in near(field) {
            for row in 0..SIDE {
                let (known, times) = row_times(field, slot, row);
                for (words, &limit) in words.iter_mut().zip(limits) {
                    let bit = |(place, &time): (usize, &u32)| u64::from(time <= limit) << place;
                    let reached = times.iter().enumerate().map(bit).fold(0, |word, bit| word | bit);
                    words[row as usize] = spread_out(reached, known);
                }
            }
            // Of several limits the last holds what the others do.
            if words[limits.len() - 1] != [0; WORDS] {
                let first = self.block(slot) * self.limits * WORDS;
                self.bits[first..first + self.limits * WORDS].copy_from_slice(words.as_flattened());
            }
        }
        // Cells belong to their southwest vertex.
        for slot in self.used.clone() {
            for (east, north) in [(-1, 0), (0, -1), (-1, -1)] {
                if let Some(neighbour) = lattice.neighbour(slot, east, north) {
                    self.block(neighbour);
                }
            }
        }
        // Which block came first depends on the road graph alone, yet cells in the order of the grid are easier to follow.
        self.used.sort_unstable();
    }

    fn block(&mut self, slot: u32) -> usize {
        let local = &mut self.local[slot as usize];
        if *local == NONE {
            *local = u32::try_from(self.used.len()).expect("fewer than all slots");
            self.used.push(slot);
            self.bits.resize(self.used.len() * self.limits * WORDS, 0);
        }
        *local as usize
    }

    fn word(&self, slot: Option<u32>, limit: usize, row: u32) -> u64 {
        let local = slot.map_or(NONE, |slot| self.local[slot as usize]);
        if local == NONE {
            0
        } else {
            self.bits[(local as usize * self.limits + limit) * WORDS + row as usize]
        }
    }

    /// The contour of `limit`, by its number: the pieces of all cells that it runs through.
    pub(super) fn contour(&mut self, field: &mut Field<'_>, limit: usize, limit_ms: u32) -> Vec<Piece> {
        let blocks = self.used.len() * VERTICES;
        for steps in &mut self.steps {
            steps.resize(blocks.max(steps.len()), 0);
        }
        let used = std::mem::take(&mut self.used);
        for &slot in &used {
            for row in 0..SIDE {
                let [southwest, southeast, northwest, _] = self.corners(field, slot, limit, row);
                for (north, other) in [(false, southeast), (true, northwest)] {
                    for column in ones(southwest ^ other) {
                        let inside_first = southwest >> column & 1 == 1;
                        let road = road_inside(field, slot, [column, row], north, inside_first);
                        let step = meet(field, slot, [column, row], north, (inside_first, road), limit_ms);
                        let place = (row * SIDE + column) as usize;
                        let local = self.local[slot as usize] as usize;
                        self.steps[usize::from(north)][local * VERTICES + place] = step;
                    }
                }
            }
        }
        let mut pieces = Vec::new();
        for &slot in &used {
            for row in 0..SIDE {
                let corners = self.corners(field, slot, limit, row);
                let any = corners.iter().fold(0, |all, word| all | word);
                let all = corners.iter().fold(u64::MAX, |all, word| all & word);
                for column in ones(any & !all) {
                    let case: u8 = (0..4).map(|k| u8::from(corners[k] >> column & 1 == 1) << k).sum();
                    self.pieces(field, slot, [column, row], case, limit_ms, &mut pieces);
                }
            }
        }
        self.used = used;
        pieces
    }

    /// Which cells of a row have their southwest, southeast, northwest and northeast corners reached.
    fn corners(&self, field: &Field<'_>, slot: u32, limit: usize, row: u32) -> [u64; 4] {
        let lattice = field.ground.lattice;
        let east = lattice.neighbour(slot, 1, 0);
        let (above, above_east, next) = if row + 1 < SIDE {
            (Some(slot), east, row + 1)
        } else {
            (lattice.neighbour(slot, 0, 1), lattice.neighbour(slot, 1, 1), 0)
        };
        let shifted = |word: u64, beyond: u64| word >> 1 | beyond << (SIDE - 1);
        let (south, north) = (self.word(Some(slot), limit, row), self.word(above, limit, next));
        let southeast = shifted(south, self.word(east, limit, row));
        [south, southeast, north, shifted(north, self.word(above_east, limit, next))]
    }

    /// The pieces of one cell; `case` has a bit for each corner that is reached, in the order of [`Self::corners`].
    fn pieces(
        &self,
        field: &mut Field<'_>,
        slot: u32,
        [column, row]: [u32; 2],
        case: u8,
        limit_ms: u32,
        pieces: &mut Vec<Piece>,
    ) {
        let lattice = field.ground.lattice;
        let edge = |column: u32, row: u32, north: bool| {
            let (east, up) = (i32::from(column == SIDE), i32::from(row == SIDE));
            let slot =
                lattice.neighbour(slot, east, up).expect("a contour runs through blocks that are kept");
            let (column, row) = (column % SIDE, row % SIDE);
            let place = (row * SIDE + column) as usize;
            let local = self.local[slot as usize] as usize;
            let step = self.steps[usize::from(north)][local * VERTICES + place];
            meeting(vertex(slot, column, row), north, step)
        };
        let south = || edge(column, row, false);
        let west = || edge(column, row, true);
        let north = || edge(column, row + 1, false);
        let east = || edge(column + 1, row, true);
        let cell = vertex(slot, column, row);
        let mut put = |from: Meeting, to: Meeting| pieces.push(Piece { from, to, cell });
        let centre_is_reached = |field: &mut Field<'_>| {
            let [west, south] = lattice.origin(slot);
            let (x, y) = (f64::from(west + column) + 0.5, f64::from(south + row) + 0.5);
            let cell = lattice.cell(y);
            let at = lattice.lonlat(x, y);
            field.look(at, cell.x.max(cell.y) / 2.0, None);
            field.time_at(at, lattice.scale(y)) <= limit_ms
        };
        match case {
            0b0001 => put(south(), west()),
            0b0010 => put(east(), south()),
            0b0100 => put(west(), north()),
            0b1000 => put(north(), east()),
            0b0011 => put(east(), west()),
            0b1100 => put(west(), east()),
            0b0101 => put(south(), north()),
            0b1010 => put(north(), south()),
            0b1110 => put(west(), south()),
            0b1101 => put(south(), east()),
            0b1011 => put(north(), west()),
            0b0111 => put(east(), north()),
            // Two corners across from each other: they hang together if the centre of the cell is reached too.
            0b1001 if centre_is_reached(field) => {
                put(south(), east());
                put(north(), west());
            }
            0b1001 => {
                put(south(), west());
                put(north(), east());
            }
            0b0110 if centre_is_reached(field) => {
                put(west(), south());
                put(east(), north());
            }
            0b0110 => {
                put(east(), south());
                put(west(), north());
            }
            _ => {}
        }
    }
}

/// The slots with a vertex that may be reached.
fn near(field: &Field<'_>) -> Vec<u32> {
    let mut near = vec![false; field.ground.lattice.slots()];
    let begun = field.begun.iter().flat_map(|(_, place)| place.ends);
    for node in field.spread.reached().iter().copied().chain(begun) {
        for &slot in field.ground.samples.slots_of(node) {
            near[slot as usize] = true;
        }
    }
    (0..).zip(near).filter(|&(_, near)| near).map(|(slot, _)| slot).collect()
}

/// The vertices in a row of a block that are within reach of a road, and the milliseconds at which a trip is at each, the
/// first of them first; [`NONE`] behind the last.
fn row_times(field: &Field<'_>, slot: u32, row: u32) -> (u64, [u32; WORDS]) {
    let samples = field.ground.samples;
    let (mut times, reached) = ([NONE; WORDS], field.spread.times());
    let known = samples.row(slot, row);
    for (time, sample) in times.iter_mut().zip(samples.of(known)) {
        *time = sample.time(reached);
    }
    let nearest = samples.nearest(known);
    for same in field.begun.chunk_by(|a, b| a.0 == b.0) {
        let road = same[0].0;
        if !nearest.contains(&road) {
            continue;
        }
        let [west, south] = field.ground.lattice.origin(slot);
        for (column, (time, &near)) in ones(known.known).zip(times.iter_mut().zip(nearest)) {
            if near == road {
                *time = (*time).min(field.time_from_here(road, [west + column, south + row]));
            }
        }
    }
    (known.known, times)
}

/// The lowest bits of `word` where those of `places` are.
fn spread_out(word: u64, places: u64) -> u64 {
    if places == u64::MAX {
        return word;
    }
    (0..).zip(ones(places)).fold(0, |spread, (bit, place)| spread | (word >> bit & 1) << place)
}

/// The nearest road of the vertex that is reached at one end of an edge.
fn road_inside(
    field: &Field<'_>,
    slot: u32,
    [column, row]: [u32; 2],
    north: bool,
    inside_first: bool,
) -> u32 {
    let (column, row) = match (inside_first, north) {
        (true, _) => (column, row),
        (false, true) => (column, row + 1),
        (false, false) => (column + 1, row),
    };
    let (east, up) = (i32::from(column == SIDE), i32::from(row == SIDE));
    let slot = field.ground.lattice.neighbour(slot, east, up).expect("a vertex that is reached is kept");
    field.ground.samples.nearest_to(slot, [column % SIDE, row % SIDE])
}

/// Where between two vertices, of which one is reached, reaching ends: in parts from the west or south one.
fn meet(
    field: &mut Field<'_>,
    slot: u32,
    [column, row]: [u32; 2],
    north: bool,
    (inside_first, road): (bool, u32),
    limit_ms: u32,
) -> u8 {
    let lattice = field.ground.lattice;
    let [west, south] = lattice.origin(slot);
    let edge = (vertex(slot, column, row), north);
    let (column, row) = (f64::from(west + column), f64::from(south + row));
    let (level, cell) = (lattice.scale(row), lattice.cell(row));
    let part = |step: u32| {
        let share = f64::from(step) / f64::from(STEPS);
        let (x, y) = if north { (column, row + share) } else { (column + share, row) };
        (lattice.lonlat(x, y), if north { lattice.scale(y) } else { level })
    };
    field.look_along(edge, if north { cell.y } else { cell.x } / 2.0, road, part);
    let [sure, surely] = field.sure(limit_ms);
    let reached = |step: u32| {
        if sure >> step & 1 == 1 {
            return surely >> step & 1 == 1;
        }
        let (place, scale) = part(step);
        field.time_along(step, place, scale) <= limit_ms
    };
    let (mut inside, mut outside) = if inside_first { (0, STEPS) } else { (STEPS, 0) };
    while u32::abs_diff(inside, outside) > 1 {
        let between = u32::midpoint(inside, outside);
        if reached(between) {
            inside = between;
        } else {
            outside = between;
        }
    }
    u8::try_from(inside.clamp(CLEAR, STEPS - CLEAR)).expect("below the number of parts")
}

/// The places of the bits that are set.
fn ones(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let place = (word != 0).then(|| word.trailing_zeros());
        word &= word.wrapping_sub(1);
        place
    })
}
