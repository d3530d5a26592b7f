//! Neighbours by shared boundary.

use geo_types::{Coord, LineString, MultiPolygon};

/// Bits of a coordinate, so that equal numbers and nothing else are equal; −0 is 0.
type Key = (u64, u64);

fn key(coord: Coord<f64>) -> Key {
    ((coord.x + 0.0).to_bits(), (coord.y + 0.0).to_bits())
}

fn rings(region: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    region.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// The neighbours of each region under queen contiguity: regions that share at least one vertex.
///
/// # Conventions
/// Vertices are compared exactly as written, so give the original coordinates and a coverage whose
/// neighbours share their vertices. A region is not its own neighbour; each list is sorted.
///
/// # Complexity
/// `O(v log v)` for `v` vertices.
///
/// # Example
/// ```
/// use geo_types::{MultiPolygon, Rect, coord};
/// use jingwei::index::{queen_pairs, rook_pairs};
///
/// // Two by two squares: 0 1 below, 2 3 above.
/// let square = |x: f64, y: f64| {
///     MultiPolygon(vec![Rect::new(coord! { x: x, y: y }, coord! { x: x + 1.0, y: y + 1.0 }).to_polygon()])
/// };
/// let squares = [square(0.0, 0.0), square(1.0, 0.0), square(0.0, 1.0), square(1.0, 1.0)];
/// assert_eq!(queen_pairs(&squares)[0], [1, 2, 3]);
/// assert_eq!(rook_pairs(&squares)[0], [1, 2]);
/// ```
#[must_use]
pub fn queen_pairs(polygons: &[MultiPolygon<f64>]) -> Vec<Vec<usize>> {
    let vertices = polygons
        .iter()
        .enumerate()
        .flat_map(|(i, region)| rings(region).flat_map(move |ring| ring.coords().map(move |&c| (key(c), i))));
    sharing(vertices.collect(), polygons.len())
}

/// The neighbours of each region under rook contiguity: regions that share at least one edge, from vertex
/// to vertex in either direction.
///
/// Conventions as in [`queen_pairs`].
#[must_use]
pub fn rook_pairs(polygons: &[MultiPolygon<f64>]) -> Vec<Vec<usize>> {
    let edges = polygons.iter().enumerate().flat_map(|(i, region)| {
        rings(region).flat_map(move |ring| {
            ring.lines().map(move |line| {
                let (a, b) = (key(line.start), key(line.end));
                ((a.min(b), a.max(b)), i)
            })
        })
    });
    sharing(edges.filter(|((a, b), _)| a != b).collect(), polygons.len())
}

/// For each of `regions` regions the others with which it has a key in common.
fn sharing<K: Ord>(mut keys: Vec<(K, usize)>, regions: usize) -> Vec<Vec<usize>> {
    keys.sort_unstable();
    keys.dedup();
    let mut neighbours = vec![Vec::new(); regions];
    for shared in keys.chunk_by(|a, b| a.0 == b.0).filter(|shared| shared.len() > 1) {
        for &(_, i) in shared {
            neighbours[i].extend(shared.iter().map(|&(_, j)| j).filter(|&j| j != i));
        }
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    neighbours
}
