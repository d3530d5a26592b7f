//! DBSCAN on a plane, by a grid whose cells are so small that all points of one are within reach.

use super::dbscan::{Dbscan, DbscanOptions, dbscan, finish};
use super::neighbourhood::{PlanarPoints, check_points};
use super::union_find::{UnionFind, small};
use crate::error::Result;
use crate::index::KdTree;
use geo_types::Coord;
use std::ops::Range;

/// Columns and rows of cells are counted up to here; a wider spread of points goes without a grid.
const MOST_CELLS: f64 = (1_u32 << 30) as f64;

/// Cells are smaller than the diagonal allows by this share, more than rounding can move a point.
const SLACK: f64 = 1e-6;

/// Two cells with more pairs of cores than this are compared through a tree.
const MANY_PAIRS: usize = 1 << 16;

/// How many rows and columns away a cell may hold a point within reach.
const AROUND: u64 = 2;

/// [`dbscan`] of points on a plane, by a grid: the same answer, sooner.
///
/// # Units
/// `reach` in the unit of the coordinates.
///
/// # Complexity
/// `O(n log n)`, with the points within a few cells of each other compared in pairs.
///
/// # Errors
/// As of [`dbscan`], and coordinates that are not finite.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::cluster::{DbscanOptions, dbscan_on_plane};
///
/// let points = [0.0, 1.0, 2.0, 9.0].map(|x| coord! { x: x, y: 0.0 });
/// let found = dbscan_on_plane(&points, &DbscanOptions::new(1.0, 2))?;
/// assert_eq!(found.cluster, [Some(0), Some(0), Some(0), None]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Gunawan, A. (2013). *A faster algorithm for DBSCAN*. Master's thesis, Technische Universiteit Eindhoven, for the
/// grid.
pub fn dbscan_on_plane(points: &[Coord<f64>], options: &DbscanOptions) -> Result<Dbscan> {
    options.check()?;
    check_points(points)?;
    match Grid::new(points, options.reach) {
        Some(grid) => Ok(grid.scan(options)),
        None => dbscan(&PlanarPoints::new(points)?, options),
    }
}

/// Points by cell, cells by row and column.
struct Grid {
    at: Vec<[f64; 2]>,
    index: Vec<u32>,
    /// Row and column of each cell that holds a point.
    keys: Vec<u64>,
    /// Where the points of each cell start.
    starts: Vec<u32>,
    /// The largest square whose root is within reach.
    most: f64,
}

impl Grid {
    fn new(points: &[Coord<f64>], reach: f64) -> Option<Self> {
        let low = |axis: fn(&Coord<f64>) -> f64| points.iter().map(axis).fold(f64::INFINITY, f64::min);
        let high = |axis: fn(&Coord<f64>) -> f64| points.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        let (x, y) = (low(|at| at.x), low(|at| at.y));
        let side = reach * std::f64::consts::FRAC_1_SQRT_2 * (1.0 - SLACK);
        let widest = (high(|at| at.x) - x).max(high(|at| at.y) - y);
        if !(side > 0.0 && widest / side < MOST_CELLS) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2³⁰")]
        let cell = |offset: f64| (offset / side) as u64 + AROUND;
        let mut placed: Vec<(u64, u32)> =
            points.iter().zip(0..).map(|(at, i)| (cell(at.y - y) << 32 | cell(at.x - x), i)).collect();
        placed.sort_unstable();
        let (mut keys, mut starts) = (Vec::new(), Vec::new());
        for (slot, &(key, _)) in placed.iter().enumerate() {
            if keys.last() != Some(&key) {
                keys.push(key);
                starts.push(small(slot));
            }
        }
        starts.push(small(points.len()));
        let index: Vec<u32> = placed.iter().map(|&(_, i)| i).collect();
        let at = index.iter().map(|&i| [points[i as usize].x, points[i as usize].y]).collect();
        Some(Self { at, index, keys, starts, most: largest_square(reach) })
    }

    fn slots(&self, cell: usize) -> Range<usize> {
        self.starts[cell] as usize..self.starts[cell + 1] as usize
    }

    fn squared(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (self.at[a], self.at[b]);
        let offset = [a[0] - b[0], a[1] - b[1]];
        offset[0] * offset[0] + offset[1] * offset[1]
    }

    fn scan(&self, options: &DbscanOptions) -> Dbscan {
        let around = self.around();
        let enough = small(options.min_points.min(self.at.len() + 1));
        let counts = self.counts(&around, enough);
        let core: Vec<bool> = counts.iter().map(|&count| count == enough).collect();
        let roots = self.roots(&around, &core);
        let mut cell_of = vec![0; self.at.len()];
        let mut slot_of = vec![0; self.at.len()];
        for cell in 0..self.keys.len() {
            for slot in self.slots(cell) {
                cell_of[slot] = cell;
                slot_of[self.index[slot] as usize] = slot;
            }
        }
        let neighbours = slot_of.iter().map(|&slot| counts[slot] as usize).collect();
        let mut border = |i: usize, near: &mut Vec<(usize, f64)>| {
            near.clear();
            let slot = slot_of[i];
            for cells in &around[cell_of[slot]] {
                for other in self.span(cells).filter(|&other| core[other]) {
                    let squared = self.squared(slot, other);
                    if squared <= self.most {
                        near.push((self.index[other] as usize, squared.sqrt()));
                    }
                }
            }
        };
        let options = DbscanOptions { min_points: enough as usize, ..*options };
        finish(neighbours, &roots, &options, &mut border)
    }

    /// For each cell the cells around it that may hold points within reach, row by row, as ranges of cells.
    fn around(&self) -> Vec<[Range<u32>; 5]> {
        // Cells come by row and column, so the ends of each range only move on.
        let mut from = [0; 5];
        let mut to = [0; 5];
        let advance = |at: &mut usize, key: u64| {
            while self.keys.get(*at).is_some_and(|&here| here < key) {
                *at += 1;
            }
            small(*at)
        };
        let ranges = |&key: &u64| {
            std::array::from_fn(|row| {
                let middle = (key + ((row as u64) << 32)) - (AROUND << 32);
                advance(&mut from[row], middle - AROUND)..advance(&mut to[row], middle + AROUND + 1)
            })
        };
        self.keys.iter().map(ranges).collect()
    }

    /// The points of successive cells.
    fn span(&self, cells: &Range<u32>) -> Range<usize> {
        self.starts[cells.start as usize] as usize..self.starts[cells.end as usize] as usize
    }

    /// How many points are within reach of each, up to `enough`.
    fn counts(&self, around: &[[Range<u32>; 5]], enough: u32) -> Vec<u32> {
        let mut counts = vec![0; self.at.len()];
        for (cell, around) in around.iter().enumerate() {
            let slots = self.slots(cell);
            let own = small(slots.len());
            if own >= enough {
                counts[slots].fill(enough);
                continue;
            }
            for slot in slots {
                let mut count = 0;
                for cells in around {
                    let within = self.span(cells).filter(|&other| self.squared(slot, other) <= self.most);
                    count += small(within.count());
                    if count >= enough {
                        break;
                    }
                }
                counts[slot] = count.min(enough);
            }
        }
        counts
    }

    /// For each point, by its index, the lowest index of the cores that hang together with it.
    fn roots(&self, around: &[[Range<u32>; 5]], core: &[bool]) -> Vec<u32> {
        let mut cells = UnionFind::new(self.keys.len());
        let cores = |cell: usize| self.slots(cell).filter(|&slot| core[slot]).collect::<Vec<_>>();
        for (cell, around) in around.iter().enumerate() {
            let own = cores(cell);
            if own.is_empty() {
                continue;
            }
            // A pair of cells is compared from its later one.
            for other in
                around.iter().cloned().flatten().map(|other| other as usize).take_while(|&o| o < cell)
            {
                if cells.root(cell) != cells.root(other) && self.meet(&own, other, core) {
                    cells.join(cell, other);
                }
            }
        }
        let mut lowest = vec![u32::MAX; self.keys.len()];
        for cell in 0..self.keys.len() {
            let root = cells.root(cell);
            let own = self.slots(cell).filter(|&slot| core[slot]).map(|slot| self.index[slot]).min();
            lowest[root] = lowest[root].min(own.unwrap_or(u32::MAX));
        }
        let mut roots: Vec<u32> = (0..small(self.at.len())).collect();
        for cell in 0..self.keys.len() {
            let root = lowest[cells.root(cell)];
            for slot in self.slots(cell).filter(|&slot| core[slot]) {
                roots[self.index[slot] as usize] = root;
            }
        }
        roots
    }

    /// Whether a core of `other` is within reach of one of `own`.
    fn meet(&self, own: &[usize], other: usize, core: &[bool]) -> bool {
        let others = self.slots(other).filter(|&slot| core[slot]);
        if own.len() * self.slots(other).len() <= MANY_PAIRS {
            return others.into_iter().any(|b| own.iter().any(|&a| self.squared(a, b) <= self.most));
        }
        let place = |slot: usize| Coord { x: self.at[slot][0], y: self.at[slot][1] };
        let tree = KdTree::new(&others.map(place).collect::<Vec<_>>());
        let mut near = Vec::new();
        own.iter().any(|&a| {
            tree.nearest(place(a), 1, None, &mut near);
            near.first().is_some_and(|near| near.squared <= self.most)
        })
    }
}

/// The largest number whose root is not above `reach`: so squares decide as distances would, digit by digit.
fn largest_square(reach: f64) -> f64 {
    let mut most = reach * reach;
    while most.sqrt() > reach {
        most = most.next_down();
    }
    while most.next_up().sqrt() <= reach {
        most = most.next_up();
    }
    most
}
