//! jingwei

pub mod classify;
pub mod error;
pub mod export;
pub mod index;
pub mod layer;
pub mod network;
pub mod reproject;
pub mod units;
pub mod weights;
