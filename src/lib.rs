//! jingwei

pub mod classify;
pub mod error;
pub mod export;
pub mod layer;
pub mod network;
pub mod report;
pub mod units;
pub mod weights;
