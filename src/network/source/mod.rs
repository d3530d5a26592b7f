//! From what a road network is read.
//!
//! # Forms
//! | source | what it holds |
//! |---|---|
//! | `edges.csv` with `nodes.csv` | edges as `from,to,seconds`, nodes as `id,lon,lat`: CSV in UTF-8 with these names in the header, in any order and among others |
//!
//! Each may be packed with gzip, which is seen from the content. The form is seen from the name, or from the
//! content where the name says nothing, as with `-`, standard input.
//!
//! # Conventions
//! An edge runs from `from` to `to` only. Seconds may have decimals; they are rounded to the nearest millisecond,
//! halves up. Zero seconds are a time. Of parallel edges the fastest is kept; loops are dropped; both are
//! counted. Nodes stand in the order of their file.

mod edge_list;
mod input;

use super::road_network::RoadNetwork;
use crate::error::Result;
use input::Input;
use std::path::PathBuf;

/// What to read, and how.
#[derive(Debug, Clone, Default)]
pub struct SourceOptions {
    /// The source; `-` is standard input.
    pub source: PathBuf,
    /// The nodes of an edge list.
    pub nodes: Option<PathBuf>,
}

pub(super) fn read(options: &SourceOptions) -> Result<RoadNetwork> {
    edge_list::read(Input::open(&options.source)?, options)
}
