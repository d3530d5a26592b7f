//! jingwei

pub mod access;
pub mod classify;
pub mod cluster;
pub mod error;
pub mod export;
pub mod layer;
pub mod network;
pub mod rings;
pub mod units;
pub mod weights;
