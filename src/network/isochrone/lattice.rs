//! A regular grid of vertices over the roads, kept in square blocks where a road is near and nowhere else.

use super::road_table::{NONE, RoadTable};
use crate::network::locate::{Plane, around};
use crate::units::Metres;
use geo_types::Coord;

/// Vertices along each side of a block: one word of bits a row.
pub(super) const SIDE: u32 = 64;

/// Vertices of a block.
pub(super) const VERTICES: usize = (SIDE * SIDE) as usize;

/// How the grid lies: nothing here grows with it.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Longitude and latitude of the first vertex.
    corner: Coord<f64>,
    /// Degrees from one vertex to the next.
    step: Coord<f64>,
    /// Blocks from west to east and from south to north.
    pub(super) blocks: [f64; 2],
}

/// The grid.
#[derive(Debug)]
pub(super) struct Lattice {
    corner: Coord<f64>,
    step: Coord<f64>,
    across: u32,
    down: u32,
    /// The slot of each block, row by row; [`NONE`] where no road is near.
    directory: Vec<u32>,
    /// Column and row of the block in each slot.
    slots: Vec<[u32; 2]>,
    /// Metres a degree on each row of vertices.
    scale: Vec<Coord<f64>>,
    /// Where the roads near each slot begin in `near`.
    first: Vec<u32>,
    near: Vec<u32>,
}

impl Frame {
    /// A grid of cells at most `cell` wide and high, over everything within `reach` of a road; `None` without a road.
    pub(super) fn around(table: &RoadTable, at: &[Coord<f64>], reach: Metres, cell: Metres) -> Option<Self> {
        let mut low = Coord { x: f64::INFINITY, y: f64::INFINITY };
        let mut high = Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
        for end in table.lines(at).flat_map(|(_, line)| line) {
            low = Coord { x: low.x.min(end.x), y: low.y.min(end.y) };
            high = Coord { x: high.x.max(end.x), y: high.y.max(end.y) };
        }
        if low.x > high.x {
            return None;
        }
        // A cell is widest where the parallels are, and highest where the meridians curve most.
        let equator = if low.y <= 0.0 && high.y >= 0.0 { 0.0 } else { low.y.abs().min(high.y.abs()) };
        let pole = low.y.abs().max(high.y.abs());
        let scale = |latitude: f64| Plane::touching(Coord { x: 0.0, y: latitude }).scale;
        let step = Coord { x: cell.get() / scale(equator).x, y: cell.get() / scale(pole).y };
        let margin = Metres::new(reach.get() + 4.0 * cell.get());
        let widest = Coord { x: 0.0, y: pole.min(89.0) };
        let (southwest, northeast) = around(widest, widest, margin);
        let margin = Coord { x: northeast.x, y: widest.y - southwest.y };
        let (corner, far) = (low - margin, high + margin);
        let blocks = [(far.x - corner.x) / step.x, (far.y - corner.y) / step.y]
            .map(|cells| (cells / f64::from(SIDE)).ceil() + 1.0);
        Some(Self { corner, step, blocks })
    }

    /// How many blocks the frame has, near a road or not.
    pub(super) fn all(&self) -> f64 {
        self.blocks[0] * self.blocks[1]
    }
}

impl Lattice {
    /// The blocks of `frame` that lie within `reach` and some cells of a road.
    ///
    /// # Panics
    /// If the frame has more blocks than a u32 counts.
    pub(super) fn new(
        frame: &Frame,
        table: &RoadTable,
        at: &[Coord<f64>],
        reach: Metres,
        cell: Metres,
    ) -> Self {
        let [across, down] = frame.blocks.map(whole);
        let all = across as usize * down as usize;
        assert!(u32::try_from(all).is_ok(), "blocks are counted in u32");
        let mut lattice = Self {
            corner: frame.corner,
            step: frame.step,
            across,
            down,
            directory: vec![NONE; all],
            slots: Vec::new(),
            scale: Vec::new(),
            first: Vec::new(),
            near: Vec::new(),
        };
        let latitude = |row: u32| lattice.corner.y + f64::from(row) * lattice.step.y;
        lattice.scale = (0..=down * SIDE)
            .map(|row| Plane::touching(Coord { x: 0.0, y: latitude(row).clamp(-90.0, 90.0) }).scale)
            .collect();
        // Every vertex that can be inside has all its neighbours in a block.
        let margin = Metres::new(reach.get() + 2.0 * cell.get());
        let mut pairs = Vec::new();
        for (road, line) in table.lines(at) {
            lattice.strip(line, margin, SIDE, |block| pairs.push((block[1] * across + block[0], road)));
        }
        pairs.sort_unstable();
        for &(block, road) in &pairs {
            let slot = &mut lattice.directory[block as usize];
            if *slot == NONE {
                *slot = u32::try_from(lattice.slots.len()).expect("fewer than all blocks");
                lattice.slots.push([block % across, block / across]);
                lattice.first.push(u32::try_from(lattice.near.len()).expect("roads near blocks fit u32"));
            }
            lattice.near.push(road);
        }
        lattice.first.push(u32::try_from(lattice.near.len()).expect("roads near blocks fit u32"));
        lattice
    }

    /// How many blocks are kept.
    pub(super) fn slots(&self) -> usize {
        self.slots.len()
    }

    /// Column and row of the first vertex in `slot`.
    pub(super) fn origin(&self, slot: u32) -> [u32; 2] {
        self.slots[slot as usize].map(|block| block * SIDE)
    }

    /// The block `east` and `north` of that in `slot`, which may be −1, 0 or 1.
    pub(super) fn neighbour(&self, slot: u32, east: i32, north: i32) -> Option<u32> {
        let [column, row] = self.slots[slot as usize];
        self.slot([column.checked_add_signed(east)?, row.checked_add_signed(north)?])
    }

    /// The slot of the block in this column and row of blocks.
    pub(super) fn slot(&self, block: [u32; 2]) -> Option<u32> {
        let inside = block[0] < self.across && block[1] < self.down;
        inside
            .then(|| self.directory[(block[1] * self.across + block[0]) as usize])
            .filter(|&slot| slot != NONE)
    }

    /// The roads within reach of the block in `slot`, by index.
    pub(super) fn roads_near(&self, slot: u32) -> &[u32] {
        let slot = slot as usize;
        &self.near[self.first[slot] as usize..self.first[slot + 1] as usize]
    }

    /// Longitude and latitude of a place so many columns and rows from the first vertex.
    pub(super) fn lonlat(&self, column: f64, row: f64) -> Coord<f64> {
        Coord { x: self.corner.x + column * self.step.x, y: self.corner.y + row * self.step.y }
    }

    /// Columns and rows from the first vertex to a place.
    pub(super) fn position(&self, lonlat: Coord<f64>) -> Coord<f64> {
        Coord { x: (lonlat.x - self.corner.x) / self.step.x, y: (lonlat.y - self.corner.y) / self.step.y }
    }

    /// Metres a degree at a row, or between two.
    pub(super) fn scale(&self, row: f64) -> Coord<f64> {
        let below = whole(row) as usize;
        let low = self.scale[below.min(self.scale.len() - 1)];
        let share = row - below as f64;
        if share <= 0.0 {
            return low;
        }
        low + (self.scale[(below + 1).min(self.scale.len() - 1)] - low) * share
    }

    /// Metres from one vertex to the next on a row.
    pub(super) fn cell(&self, row: f64) -> Coord<f64> {
        let scale = self.scale(row);
        Coord { x: scale.x * self.step.x, y: scale.y * self.step.y }
    }

    /// The squares of `side` × `side` cells that may hold a place within `reach` of a line, by row, then column.
    pub(super) fn strip(
        &self,
        line: [Coord<f64>; 2],
        reach: Metres,
        side: u32,
        mut give: impl FnMut([u32; 2]),
    ) {
        let (low, high) = around(line[0], line[1], reach);
        let spread = line[0].x.min(line[1].x) - low.x;
        let rise = line[0].y.min(line[1].y) - low.y;
        let side = f64::from(side);
        let square = |from: f64, step: f64, place: f64| whole((place - from) / (step * side));
        let rows = square(self.corner.y, self.step.y, low.y)..=square(self.corner.y, self.step.y, high.y);
        for row in rows {
            let south = self.corner.y + f64::from(row) * side * self.step.y;
            let north = south + side * self.step.y;
            let Some([west, east]) = span(line, south - rise, north + rise) else { continue };
            let columns = square(self.corner.x, self.step.x, west - spread)
                ..=square(self.corner.x, self.step.x, east + spread);
            for column in columns {
                give([column, row]);
            }
        }
    }
}

/// How far west and east the part of a line goes that lies between two parallels.
pub(super) fn span([start, end]: [Coord<f64>; 2], south: f64, north: f64) -> Option<[f64; 2]> {
    let (start, end) = if start.y <= end.y { (start, end) } else { (end, start) };
    if start.y > north || end.y < south {
        return None;
    }
    let at = |latitude: f64| {
        let share = ((latitude - start.y) / (end.y - start.y)).clamp(0.0, 1.0);
        start.x + (end.x - start.x) * share
    };
    let low = if start.y < south { at(south) } else { start.x };
    let high = if end.y > north { at(north) } else { end.x };
    Some([low.min(high), low.max(high)])
}

/// The whole number not above `value`, zero for less.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept to the range of u32")]
pub(super) fn whole(value: f64) -> u32 {
    value.clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_line_between_two_parallels() {
        let line = [Coord { x: 4.0, y: 10.0 }, Coord { x: 0.0, y: 14.0 }];
        assert_eq!(span(line, 11.0, 12.0), Some([2.0, 3.0]));
        assert_eq!(span(line, 0.0, 11.0), Some([3.0, 4.0]));
        assert_eq!(span(line, 0.0, 90.0), Some([0.0, 4.0]));
        assert_eq!(span(line, 15.0, 16.0), None);
        let flat = [Coord { x: 4.0, y: 10.0 }, Coord { x: 0.0, y: 10.0 }];
        assert_eq!(span(flat, 9.0, 10.0), Some([0.0, 4.0]));
    }
}
