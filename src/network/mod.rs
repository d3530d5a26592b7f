//! Corridors joined into a network, and the travel times on it.
pub mod rules;
pub mod travel_times;

pub use rules::{Join, ModeKind, ModeRules, NetworkRules, SpeedClass, StationAccess, TransferBetween};
pub use travel_times::TravelTimes;
