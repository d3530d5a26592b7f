//! A grid of cells over a part of the plane, and the cells through which a segment may pass.

use geo_types::Coord;

/// About so many segments lie in a cell.
const SEGMENTS_IN_A_CELL: f64 = 2.0;

/// On average a segment passes at most so many borders between columns, and as many between rows.
const BORDERS_PASSED: f64 = 2.0;

/// Cells are no smaller than this beside the largest coordinate, so that rounding stays far below their size.
const FINEST: f64 = 1.0 / (1 << 30) as f64;

/// How much farther than computed a segment is taken to reach, in cells: far more than rounding, far less than a cell.
const MARGIN: f64 = 1e-3;

/// Cells numbered row after row from the lowest, in each from the left.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    low: Coord<f64>,
    high: Coord<f64>,
    cell: Coord<f64>,
    columns: usize,
    rows: usize,
}

impl Grid {
    /// A grid over `segments`, with about as many cells as suits their number and length; `None` if there is none.
    pub(super) fn over(segments: impl Iterator<Item = (Coord<f64>, Coord<f64>)>) -> Option<Self> {
        let (mut low, mut high) = (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
        let (mut count, mut lengths) = (0.0, Coord { x: 0.0, y: 0.0 });
        for (a, b) in segments {
            low = Coord { x: low.x.min(a.x).min(b.x), y: low.y.min(a.y).min(b.y) };
            high = Coord { x: high.x.max(a.x).max(b.x), y: high.y.max(a.y).max(b.y) };
            lengths = lengths + Coord { x: (b.x - a.x).abs(), y: (b.y - a.y).abs() };
            count += 1.0;
        }
        if count == 0.0 {
            return None;
        }
        let extent = high - low;
        let area = extent.x * extent.y / (count / SEGMENTS_IN_A_CELL).max(1.0);
        let longest = lengths / (count * BORDERS_PASSED);
        let width = area.sqrt().max(longest.x);
        let height = (area / width).max(longest.y);
        let parts = |extent: f64, length: f64, low: f64, high: f64| {
            let length = length.max(low.abs().max(high.abs()) * FINEST);
            whole(extent / length).max(1)
        };
        let columns = parts(extent.x, width, low.x, high.x);
        let rows = parts(extent.y, height, low.y, high.y);
        let cell = Coord { x: extent.x / columns as f64, y: extent.y / rows as f64 };
        Some(Self { low, high, cell, columns, rows })
    }

    /// How many cells.
    pub(super) fn len(&self) -> usize {
        self.columns * self.rows
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// The column of `x`; that at the edge beyond it. Never falls as `x` grows, by whatever rounding.
    pub(super) fn column(&self, x: f64) -> usize {
        whole((x - self.low.x) / self.cell.x).min(self.columns - 1)
    }

    /// The row of `y`, likewise.
    pub(super) fn row(&self, y: f64) -> usize {
        whole((y - self.low.y) / self.cell.y).min(self.rows - 1)
    }

    /// The cell in which `point` lies; `None` where it lies beyond the grid or is not a number.
    pub(super) fn cell_at(&self, point: Coord<f64>) -> Option<usize> {
        let inside = |low: f64, at: f64, high: f64| low <= at && at <= high;
        (inside(self.low.x, point.x, self.high.x) && inside(self.low.y, point.y, self.high.y))
            .then(|| self.row(point.y) * self.columns + self.column(point.x))
    }

    /// A point that lies in the cell: its centre, but for rounding.
    pub(super) fn centre(&self, cell: usize) -> Coord<f64> {
        let (row, column) = (cell / self.columns, cell % self.columns);
        let middle = Coord { x: (column as f64 + 0.5) * self.cell.x, y: (row as f64 + 0.5) * self.cell.y };
        self.low + middle
    }

    /// Calls `visit` once for every cell through which the segment from `a` to `b` passes, and perhaps for some beside it.
    pub(super) fn passed(&self, a: Coord<f64>, b: Coord<f64>, mut visit: impl FnMut(usize)) {
        let (left, right) = (self.column(a.x.min(b.x)), self.column(a.x.max(b.x)));
        let (bottom, top) = (self.row(a.y.min(b.y)), self.row(a.y.max(b.y)));
        let narrow = left == right || bottom == top || (right - left == 1 && top - bottom == 1);
        for row in bottom..=top {
            let (mut from, mut to) = (left, right);
            if !narrow {
                // The rows differ, so there is a height to divide by.
                let x_at = |border: f64| {
                    let y = self.low.y + border * self.cell.y;
                    a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)).clamp(0.0, 1.0)
                };
                let (one, other) = (x_at(row as f64 - MARGIN), x_at(row as f64 + 1.0 + MARGIN));
                let margin = self.cell.x * MARGIN;
                from = self.column(one.min(other) - margin).max(left);
                to = self.column(one.max(other) + margin).min(right);
            }
            for column in from..=to {
                visit(row * self.columns + column);
            }
        }
    }
}

/// The whole part; 0 of what is negative or not a number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, as is wanted")]
fn whole(number: f64) -> usize {
    number as usize
}

/// Half as long as an index, for what there is much of.
pub(super) fn short(number: usize) -> u32 {
    u32::try_from(number).expect("fewer than 2³² vertices, regions and cells")
}

/// The first of each cell, and what is `placed` in them: cell after cell, within each in the order given.
pub(super) fn by_cell<T: Copy>(
    cells: usize,
    len: usize,
    placed: impl Fn(usize) -> (u32, T),
) -> (Vec<u32>, Vec<T>) {
    let mut starts = vec![0; cells + 1];
    for i in 0..len {
        starts[placed(i).0 as usize + 1] += 1;
    }
    for cell in 0..cells {
        starts[cell + 1] += starts[cell];
    }
    if len == 0 {
        return (starts, Vec::new());
    }
    let mut ends = starts.clone();
    let mut sorted = vec![placed(0).1; len];
    for i in 0..len {
        let (cell, what) = placed(i);
        let end = &mut ends[cell as usize];
        sorted[*end as usize] = what;
        *end += 1;
    }
    (starts, sorted)
}
