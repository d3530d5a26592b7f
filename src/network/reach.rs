//! What lies within reach: the questions that are answered while travel times are found, none of them stored.

use crate::units::Minutes;

/// Whether trips begin or end at the places asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From each of the places to everywhere.
    From,
    /// From everywhere to each of the places.
    To,
}

/// One question about all nodes that can be reached from a place, or from which it can be reached.
///
/// # Conventions
/// The place itself is reached in no time and counts. A trip of exactly the cut-off counts. A node that cannot
/// be reached adds nothing.
#[derive(Clone, Copy)]
pub enum Measure<'a> {
    /// `Σ_j o_j · [t_ij ≤ c]`: opportunities, or nodes, within a cut-off.
    Within {
        /// One value a node; every node counts as one where absent.
        opportunities: Option<&'a [f64]>,
        /// The longest trip that counts.
        cutoff: Minutes,
    },
    /// `Σ_j o_j · f(t_ij)`: opportunities weighed by a decay of travel time.
    Gravity {
        /// One value a node.
        opportunities: &'a [f64],
        /// What one opportunity counts at a travel time.
        decay: &'a (dyn Fn(Minutes) -> f64 + Sync),
        /// The longest trip that counts; all where absent.
        limit: Option<Minutes>,
    },
    /// `Σ_j o_j · t_ij / Σ_j o_j` over the nodes reached, in minutes; absent where they hold no opportunity.
    MeanTime {
        /// One value a node; every node counts as one where absent.
        opportunities: Option<&'a [f64]>,
        /// The longest trip that counts; all where absent.
        limit: Option<Minutes>,
    },
    /// `Σ_j t_ij` over the nodes reached, in minutes; exact to the millisecond below 10^11 minutes.
    TotalTime {
        /// The longest trip that counts; all where absent.
        limit: Option<Minutes>,
    },
    /// Minutes to the nearest, the second nearest … of some places: `k` columns, absent where there are fewer.
    Nearest {
        /// The places, as nodes; each counts once.
        places: &'a [usize],
        /// How many.
        k: usize,
    },
}

/// The answers to several questions.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Reached {
    /// A column a measure (`k` of them for [`Measure::Nearest`]), in the order of the questions; in each a value
    /// for every place asked about.
    pub columns: Vec<Vec<Option<f64>>>,
}
