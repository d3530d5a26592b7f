//! jingwei

pub mod access;
pub mod classify;
pub mod cli;
pub mod cluster;
pub mod disparity;
pub mod error;
pub mod export;
pub mod index;
pub mod layer;
pub mod network;
pub mod reproject;
pub mod rings;
pub mod run;
pub mod study;
pub mod units;
pub mod weights;
