//! jingwei

pub mod classify;
pub mod disparity;
pub mod error;
pub mod export;
pub mod layer;
pub mod network;
pub mod units;
pub mod weights;
