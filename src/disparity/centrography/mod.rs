//! Where the middle lies, how far things lie about it, and where it moves: one measure a file.
//!
//! | question | measure |
//! |---|---|
//! | where is the middle? | [`mean_centre`](mean_centre()), with weights [`weighted_mean_centre`] |
//! | where is the way to all shortest? | [`euclidean_median`](euclidean_median()) |
//! | how far about the middle? | [`standard_distance`](standard_distance()) |
//! | how far in which direction? | [`deviational_ellipse`](deviational_ellipse()) |
//! | where does the middle move? | [`gravity_path`](gravity_path()) |
//!
//! Coordinates are planar: project them first. In degrees the figures are those of the degrees, and no
//! distances.

mod deviational_ellipse;
mod euclidean_median;
mod gravity_path;
mod mean_centre;
mod standard_distance;

pub use deviational_ellipse::{DeviationalEllipse, EllipseScale, deviational_ellipse};
pub use euclidean_median::euclidean_median;
pub use gravity_path::{GravityCentre, GravityPath, Shift, gravity_path};
pub use mean_centre::{mean_centre, weighted_mean_centre};
pub use standard_distance::{DistanceDivisor, standard_distance};
