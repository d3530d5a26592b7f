//! Contiguous regions of alike units.
//!
//! | what is asked | rule |
//! |---|---|
//! | so many regions, by rule, no luck in it | [`skater`], [`redcap`], [`ward`] |
//! | so many regions, the most alike that can be found | [`azp`] |
//! | as many regions as a floor allows | [`max_p`] |
//!
//! All make the within sum of squares small; all keep regions contiguous under any [`Weights`], by borders or by
//! travel time, and at or above a [`Floor`]. [`region_alternatives`] says of each unit where else it could be.

mod attributes;
mod azp;
mod floor;
mod graph;
mod in_order;
#[cfg(test)]
mod judge;
mod linkage;
mod max_p;
mod partition;
mod problem;
#[cfg(test)]
mod properties;
mod random;
mod recut;
mod redcap;
mod regions;
mod search;
mod skater;
#[cfg(test)]
mod tests;
mod tree;
mod ward;

pub use attributes::{Dissimilarity, Standardisation};
pub use azp::{AzpOptions, azp};
pub use floor::Floor;
pub use max_p::{MaxPOptions, max_p};
pub use problem::RegionOptions;
pub use redcap::{Linkage, Order, Redcap, redcap};
pub use regions::{Alternative, Cut, Decided, Merge, Regions, Start};
pub use search::{Annealing, Search, Tabu};
pub use skater::{SkaterOptions, skater};
pub use ward::ward;

use crate::error::Result;
use crate::weights::Weights;

/// Where else each unit could be: the neighbouring region most like it, and what that would cost.
///
/// # Formula
/// From a region of `a` units to one of `b`: `b / (b + 1) · |x − mean_b|² − a / (a − 1) · |x − mean_a|²`.
///
/// # Conventions
/// `of` is [`Regions::of`], `attributes` and `standardise` those of which the regions were made. `None` for a unit
/// that borders no other region, or is a region by itself. A rise below zero says that only the floor, contiguity or
/// the rule keeps the unit where it is. Of equal ones the region with the lower number.
///
/// # Errors
/// An attribute that is not finite; attributes that are the same in all units.
///
/// # Panics
/// If an attribute or `of` does not have one value a unit, or the regions are not numbered from 0 in the order of
/// their first units.
///
/// # Example
/// ```
/// use jingwei::cluster::{Standardisation, region_alternatives};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let attributes = [vec![1.0, 3.0, 8.0, 10.0]];
/// let found = region_alternatives(&row, &attributes, &[0, 0, 1, 1], Standardisation::None)?;
/// assert_eq!(found[0], None);
/// // To (8, 10): 2/3 · 6²; from (1): 2/1 · 1².
/// assert!((found[1].unwrap().rise - 22.0).abs() < 1e-12);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn region_alternatives(
    weights: &Weights,
    attributes: &[Vec<f64>],
    of: &[usize],
    standardise: Standardisation,
) -> Result<Vec<Option<Alternative>>> {
    assert_eq!(of.len(), weights.len(), "one region a unit");
    assert_eq!(regions::numbered(of).0, of, "regions are numbered in the order of their first units");
    let attributes = attributes::Attributes::new(attributes, weights.len(), standardise, &mut Vec::new())?;
    Ok(regions::alternatives(&graph::Graph::new(weights), &attributes, of))
}
