//! How far trips come in a given time: the stretches of road, and the areas beside them.
//!
//! [`Isochrones`] cuts roads at the very minute. [`ReachedAreas`] draws polygons: all places from which, or to which, the
//! nearest road leads in time.

mod along;
mod area;
mod areas;
mod contour;
mod field;
mod lattice;
mod lines;
mod rings;
mod road_table;
mod samples;
mod shares;
mod spread;

pub use area::ellipsoidal_area;
pub use areas::{AreaOptions, AreaPlan, ReachedAreas};
pub use lines::{Isochrones, Stretch};
