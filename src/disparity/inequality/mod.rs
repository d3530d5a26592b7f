//! How unequal values are, and between whom: one index a file.

mod coefficient_of_variation;
mod extremes;
mod gini;
mod lorenz;
mod theil;
mod theil_decomposition;
mod williamson;

pub use coefficient_of_variation::{Deviation, coefficient_of_variation};
pub use extremes::{absolute_gap, max_min_ratio};
pub use gini::{Correction, gini, gini_weighted};
pub use lorenz::{LorenzPoint, lorenz};
pub use theil::{theil_t, theil_t_weighted};
pub use theil_decomposition::{Theil, TheilGroup, theil_decomposition, theil_decomposition_weighted};
pub use williamson::williamson;
