//! Clusters by flows: which core draws each city, and how strongly.

mod break_point;
mod dominant;
mod entropy;
mod flow_matrix;
mod functional_area;
mod huff;
#[cfg(test)]
mod properties;

pub use break_point::{BreakPoint, break_points};
pub use dominant::{DominantFlow, DominantRule, by_dominant_flow, dominant_flow};
pub use entropy::entropy_of_outflow;
pub use flow_matrix::FlowMatrix;
pub use functional_area::{FunctionalAreaRule, functional_areas};
pub use huff::{HuffRule, by_huff};

/// The index of the greatest of `values` that is above 0, of equal ones the first.
fn greatest(values: impl Iterator<Item = (usize, f64)>) -> Option<(usize, f64)> {
    values.filter(|&(_, value)| value > 0.0).reduce(|best, next| if next.1 > best.1 { next } else { best })
}
