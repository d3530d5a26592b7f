//! How unequal values are, and between whom: one index a file.

mod atkinson;
mod coefficient_of_variation;
mod concentration_index;
mod dagum;
mod deviation_of_logarithms;
mod distribution;
mod entropy;
mod extremes;
mod generalised_entropy;
mod generalised_entropy_decomposition;
mod gini;
mod gini_change;
mod herfindahl;
mod hoover;
mod logarithm;
mod lorenz;
mod nested_decomposition;
mod palma;
mod partition;
mod percentile_ratio;
#[cfg(test)]
mod properties;
mod resampling;
mod schutz;
mod sorted;
mod sources;
mod specialisation;
mod sums;
mod theil;
mod theil_decomposition;
mod theil_l;
mod theil_l_change;
mod williamson;
mod wolfson;

pub use atkinson::{Atkinson, atkinson, atkinson_weighted};
pub use coefficient_of_variation::{Deviation, coefficient_of_variation};
pub use concentration_index::{concentration_index, concentration_index_weighted};
pub use dagum::{DagumGini, DagumGroup, DagumPair, gini_dagum, gini_dagum_weighted};
pub use deviation_of_logarithms::{
    standard_deviation_of_logarithms, standard_deviation_of_logarithms_weighted,
};
pub use extremes::{absolute_gap, max_min_ratio};
pub use generalised_entropy::{generalised_entropy, generalised_entropy_weighted};
pub use generalised_entropy_decomposition::{
    EntropyDecomposition, EntropyGroup, generalised_entropy_decomposition,
    generalised_entropy_decomposition_weighted,
};
pub use gini::{Correction, gini, gini_weighted};
pub use gini_change::{GiniChange, gini_change, gini_change_weighted};
pub use herfindahl::{herfindahl, herfindahl_normalised};
pub use hoover::{hoover, hoover_weighted};
pub use lorenz::{LorenzPoint, lorenz};
pub use nested_decomposition::{NestedDecomposition, nested_decomposition, nested_decomposition_weighted};
pub use palma::{palma, palma_weighted};
pub use partition::Partition;
pub use percentile_ratio::{percentile_ratio, percentile_ratio_weighted};
pub use resampling::{
    Bootstrap, BootstrapOptions, Interval, Jackknife, bootstrap, bootstrap_weighted, gini_jackknife,
    jackknife, jackknife_weighted,
};
pub use schutz::{Schutz, schutz};
pub use sources::{
    GiniSource, GiniSources, Shapley, VariationSources, gini_sources, gini_sources_weighted, shapley_sources,
    shapley_sources_weighted, variation_sources, variation_sources_weighted,
};
pub use specialisation::{
    ComparedWith, krugman_specialisation, localisation_coefficients, location_quotients,
};
pub use theil::{theil_t, theil_t_weighted};
pub use theil_decomposition::{Theil, TheilGroup, theil_decomposition, theil_decomposition_weighted};
pub use theil_l::{theil_l, theil_l_weighted};
pub use theil_l_change::{TheilLChange, theil_l_change};
pub use williamson::{williamson, williamson_unweighted};
pub use wolfson::{wolfson, wolfson_weighted};
