//! Outlines of groups of regions.

mod outline;

use super::side::computable;
use geo::{Orient, orient, unary_union};
use geo_types::{Coord, LineString, MultiPolygon};
use outline::Edge;
use rayon::prelude::*;

/// The outline of a group of regions.
#[derive(Debug, Clone, PartialEq)]
pub struct Dissolved {
    /// The area covered, as valid polygons: exteriors counter-clockwise, holes clockwise; empty where there is no member.
    pub outline: MultiPolygon<f64>,
    /// Whether borders did not match vertex by vertex, so that the outline is the union by overlay instead.
    pub by_union: bool,
}

/// The outline of each of `groups`, lists of indices of `regions`: as a coverage, borders inside a group cancel out.
///
/// # Conventions
/// Two regions share a border where an edge of one is, to the last bit of its two vertices, an edge of the other. All
/// other edges stay, with their vertices as written: nothing is moved, rounded or simplified. Parts of a group that meet
/// at single vertices are polygons of their own; so are holes, as long as what lies around them hangs together. Every
/// ring begins at its vertex farthest west, then south, and polygons and holes follow that order, so that the outline
/// does not depend on the order of the members. Slivers between borders that do not quite meet stay, as holes.
///
/// Where members overlap, or borders lie upon each other without the same vertices (a T-junction where only one side
/// has a vertex), cancelling would give something else than the area covered. That is found out exactly; such a group is
/// overlaid by [`geo::unary_union`], which rounds coordinates to about nine digits, and [`Dissolved::by_union`] says so.
///
/// # Complexity
/// `O(v log v)` for a group of `v` vertices; groups go on all threads.
///
/// # Panics
/// If a group names a region that is not there, or a vertex is not finite or beyond ±10¹⁵⁰.
///
/// # Example
/// ```
/// use geo_types::{MultiPolygon, Rect, coord};
/// use jingwei::index::dissolve;
///
/// // Two squares side by side, and one that touches the second at a corner.
/// let square = |x: f64, y: f64| {
///     MultiPolygon(vec![Rect::new(coord! { x: x, y: y }, coord! { x: x + 1.0, y: y + 1.0 }).to_polygon()])
/// };
/// let squares = [square(0.0, 0.0), square(1.0, 0.0), square(2.0, 1.0)];
/// let groups = dissolve(&squares, &[vec![0, 1], vec![1, 2]]);
/// assert_eq!(groups[0].outline.0.len(), 1);
/// assert_eq!(groups[0].outline.0[0].exterior().0.len(), 7);
/// assert_eq!(groups[1].outline.0.len(), 2);
/// assert!(!groups[0].by_union && !groups[1].by_union);
/// ```
#[must_use]
pub fn dissolve(regions: &[MultiPolygon<f64>], groups: &[Vec<usize>]) -> Vec<Dissolved> {
    groups
        .par_iter()
        .map(|group| {
            let members = || group.iter().map(|&member| &regions[member]);
            let edges = uncancelled(edges(members()));
            if let Some(outline) = outline::assemble(&edges) {
                return Dissolved { outline, by_union: false };
            }
            // Rings that run the wrong way round would take away where they should add.
            let turned = |member: &MultiPolygon<f64>| member.orient(orient::Direction::Default);
            let members: Vec<MultiPolygon<f64>> = members().map(turned).collect();
            Dissolved { outline: unary_union(&members).orient(orient::Direction::Default), by_union: true }
        })
        .collect()
}

/// The edges of `members`, turned so that the polygon lies on their left.
fn edges<'a>(members: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for polygon in members.flatten() {
        let mut draw = |ring: &LineString<f64>, hole: bool| {
            assert!(ring.0.iter().all(|&vertex| computable(vertex)), "vertices are finite");
            // −0 is written as 0, so that equal coordinates have equal bits.
            let plain = |vertex: Coord<f64>| vertex + Coord { x: 0.0, y: 0.0 };
            let forwards = (doubled_area(&ring.0) < 0.0) == hole;
            edges.extend(ring.0.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| {
                let (from, to) = (plain(pair[0]), plain(pair[1]));
                if forwards { Edge { from, to } } else { Edge { from: to, to: from } }
            }));
        };
        draw(polygon.exterior(), false);
        polygon.interiors().iter().for_each(|ring| draw(ring, true));
    }
    edges
}

/// Twice the area within a closed ring, positive if it runs counter-clockwise. Were its sign wrong by rounding, the ring's
/// edges would not cancel, and that would be found out.
fn doubled_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&first) = ring.first() else { return 0.0 };
    let triangle = |pair: &[Coord<f64>]| {
        let (a, b) = (pair[0] - first, pair[1] - first);
        a.x * b.y - a.y * b.x
    };
    ring.windows(2).map(triangle).sum()
}

/// `edges` without those that have one in the opposite direction, and without the latter; in the same order.
fn uncancelled(edges: Vec<Edge>) -> Vec<Edge> {
    let mut keys: Vec<(u64, usize)> = edges.iter().map(Edge::key).zip(0..).collect();
    keys.sort_unstable();
    let mut stays = vec![true; edges.len()];
    for alike in keys.chunk_by(|a, b| a.0 == b.0) {
        for (k, &(_, i)) in alike.iter().enumerate() {
            let opposite = |&&(_, j): &&(u64, usize)| {
                stays[j] && edges[i].from == edges[j].to && edges[i].to == edges[j].from
            };
            if stays[i]
                && let Some(&(_, j)) = alike[k + 1..].iter().find(opposite)
            {
                (stays[i], stays[j]) = (false, false);
            }
        }
    }
    edges.into_iter().zip(stays).filter_map(|(edge, stays)| stays.then_some(edge)).collect()
}

#[cfg(test)]
mod tests;
