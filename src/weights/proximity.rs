//! Neighbours that have no other point between them.

use super::Weights;
use super::distance_band::together;
use super::places::measurable;
use crate::error::{Code, Finding, Result};
use crate::index::KdTree;
use geo_types::Coord;
use spade::handles::DirectedEdgeHandle;
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};

/// A point of the triangulation with the unit that it is.
#[derive(Debug, Clone, Copy)]
struct Placed {
    unit: usize,
    at: Coord<f64>,
}

impl HasPosition for Placed {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        Point2::new(self.at.x, self.at.y)
    }
}

type Edge<'a> = DirectedEdgeHandle<'a, Placed, (), (), ()>;

/// Weight 1 between points that an edge of the Delaunay triangulation joins: those whose Voronoi cells share a border.
///
/// # Units
/// Points on a plane.
///
/// # Conventions
/// Where four or more points lie on one empty circle, as on a lattice, the triangulation is not unique; the one taken
/// follows from where the points lie, not from the order of the units. Long edges run along the hull: [`gabriel`] is
/// without most of them. Points on one line are joined in their order. Orientation is decided exactly.
///
/// # Errors
/// Points that lie on each other; a coordinate that is not finite or too far out.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::weights::delaunay;
/// let places = [(0.0, 0.0), (4.0, 0.0), (2.0, 3.0), (2.0, -9.0)].map(|(x, y)| coord! { x: x, y: y });
/// assert_eq!(delaunay(&places)?.neighbours(2), [0, 1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Delaunay, B. (1934). Sur la sphère vide. *Bulletin de l'Académie des Sciences de l'URSS* 6.
pub fn delaunay(points: &[Coord<f64>]) -> Result<Weights> {
    joined(points, |_| true)
}

/// Weight 1 between points whose circle, with the line between them for a diameter, holds no other point.
///
/// # Formula
/// `w_ij = 1` if `d_ij² < d_ik² + d_jk²` for every other `k`
///
/// # Units
/// Points on a plane.
///
/// # Conventions
/// As Gabriel and Sokal have it, a point on the circle is in it: the diagonals of a square are no neighbours. That makes
/// the answer unique on a lattice too. PySAL keeps such a pair if its triangulation happens to.
///
/// # Errors
/// Points that lie on each other; a coordinate that is not finite or too far out.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::weights::gabriel;
/// let square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].map(|(x, y)| coord! { x: x, y: y });
/// assert_eq!(gabriel(&square)?.neighbours(0), [1, 3]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Gabriel, K. R. and Sokal, R. R. (1969). A new statistical approach to geographic variation analysis.
/// *Systematic Zoology* 18(3).
/// Matula, D. W. and Sokal, R. R. (1980). Properties of Gabriel graphs relevant to geographic variation research and
/// the clustering of points in the plane. *Geographical Analysis* 12(3).
pub fn gabriel(points: &[Coord<f64>]) -> Result<Weights> {
    joined(points, |edge| circle_is_empty(&edge))
}

/// Weight 1 between points of which no other point is nearer to both than they are to each other.
///
/// # Formula
/// `w_ij = 1` if there is no other `k` with `max(d_ik, d_jk) < d_ij`
///
/// # Units
/// Points on a plane.
///
/// # Conventions
/// As Toussaint has it, a point as far from one of the two as they are apart does not part them: the corners of an
/// equilateral triangle are neighbours. PySAL parts them. Every pair is also one of [`gabriel`].
///
/// # Errors
/// Points that lie on each other; a coordinate that is not finite or too far out.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::weights::relative_neighbourhood;
/// let places = [(0.0, 0.0), (4.0, 0.0), (2.0, 3.0)].map(|(x, y)| coord! { x: x, y: y });
/// assert_eq!(relative_neighbourhood(&places)?.neighbours(0), [2]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Toussaint, G. T. (1980). The relative neighbourhood graph of a finite planar set. *Pattern Recognition* 12(4).
pub fn relative_neighbourhood(points: &[Coord<f64>]) -> Result<Weights> {
    measurable(points)?;
    let tree = KdTree::new(points);
    let mut found = Vec::new();
    joined(points, |edge| {
        if !circle_is_empty(&edge) {
            return false;
        }
        let [i, j] = edge.vertices().map(|vertex| *vertex.data());
        let apart = squared(i.at, j.at);
        tree.within(i.at, apart.sqrt(), &mut found);
        !found.iter().any(|near| {
            let k = near.index;
            k != i.unit && k != j.unit && near.squared < apart && squared(j.at, points[k]) < apart
        })
    })
}

fn squared(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
}

/// Whether the circle over `edge` holds neither of the two points that make triangles with it. If it held any point, it
/// would hold one of these.
fn circle_is_empty(edge: &Edge<'_>) -> bool {
    let [i, j] = edge.vertices().map(|vertex| vertex.data().at);
    [*edge, edge.rev()].iter().filter_map(Edge::opposite_vertex).all(|apex| {
        let k = apex.data().at;
        // The angle at k is sharp: d_ij² < d_ik² + d_jk² without the cancellation.
        (i.x - k.x) * (j.x - k.x) + (i.y - k.y) * (j.y - k.y) > 0.0
    })
}

/// Binary weights of the edges of the triangulation that are kept.
fn joined(points: &[Coord<f64>], mut keep: impl FnMut(Edge<'_>) -> bool) -> Result<Weights> {
    measurable(points)?;
    together(points)?;
    let mut placed: Vec<Placed> = points
        .iter()
        .enumerate()
        .map(|(unit, at)| Placed { unit, at: Coord { x: at.x + 0.0, y: at.y + 0.0 } })
        .collect();
    // An order of the places alone, so that the order of the units makes no difference.
    placed.sort_by(|a, b| a.at.x.total_cmp(&b.at.x).then(a.at.y.total_cmp(&b.at.y)));
    let triangulation = DelaunayTriangulation::<Placed>::bulk_load(placed).map_err(|error| {
        Finding::new(Code::BadValue, "the places of the units cannot be triangulated").value(error)
    })?;
    let mut neighbours = vec![Vec::new(); points.len()];
    for edge in triangulation.undirected_edges() {
        if keep(edge.as_directed()) {
            let [i, j] = edge.vertices().map(|vertex| vertex.data().unit);
            neighbours[i].push(j);
            neighbours[j].push(i);
        }
    }
    Ok(Weights::from_neighbours(neighbours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn line(xs: &[f64]) -> Vec<Coord<f64>> {
        xs.iter().map(|&x| Coord { x, y: 2.0 * x }).collect()
    }

    #[test]
    fn points_on_one_line_are_joined_in_their_order() {
        let points = line(&[5.0, 1.0, 9.0, 3.0]);
        for weights in [delaunay(&points), gabriel(&points), relative_neighbourhood(&points)] {
            let weights = weights.unwrap();
            assert_eq!((weights.neighbours(0), weights.neighbours(1)), (&[2, 3][..], &[3][..]));
        }
        assert_eq!(delaunay(&points[..1]).unwrap().islands(), [0]);
        assert!(delaunay(&[]).unwrap().is_empty());
    }

    #[test]
    fn points_on_each_other_are_refused_and_named() {
        let Err(Error::Input(findings)) = gabriel(&line(&[1.0, 2.0, 1.0])) else {
            panic!("points on each other are refused")
        };
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::SamePlace]);
        assert!(delaunay(&line(&[f64::NAN, 1.0])).is_err());
        assert!(delaunay(&line(&[0.0, 1e-100])).is_err());
    }
}
