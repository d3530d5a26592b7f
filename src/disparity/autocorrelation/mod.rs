//! Whether like lies beside like, and where: one statistic a file.

mod local_moran;
mod moran;
mod moran_permutation;
mod permutation;

pub use local_moran::{LocalMoran, LocalPseudoP, Quadrant, local_moran, local_moran_permutation};
pub use moran::{Islands, Moments, Moran, moran};
pub use moran_permutation::{MoranPermutation, moran_permutation};
pub use permutation::{PermutationOptions, PseudoP};
pub(super) use permutation::{draw, generator};
