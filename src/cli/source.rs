//! A road network, from whatever it stands in.

use super::inputs::study_config;
use super::prepared::{is_prepared, refuse_beside_prepared};
use crate::error::Result;
use crate::network::{RoadNetwork, SourceFile, SourceOptions};
use crate::study::Watch;
use std::path::{Path, PathBuf};

/// A source or a prepared network, and the files with which a source is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: &'a Path,
    /// The nodes of an edge list.
    pub(super) nodes: Option<&'a PathBuf>,
    /// A study whose `[network]` says how fast lines are and how they join, on its plane.
    pub(super) rules: Option<&'a PathBuf>,
    /// Speeds for OpenStreetMap roads.
    pub(super) profile: Option<&'a PathBuf>,
}

impl Source<'_> {
    /// Opens the prepared network, or reads the source.
    pub(super) fn open(&self, watch: Watch<'_>) -> Result<RoadNetwork> {
        if !is_prepared(self.file) {
            return self.read(watch);
        }
        refuse_beside_prepared(&[
            ("--nodes", self.nodes.is_some()),
            ("--rules", self.rules.is_some()),
            ("--profile", self.profile.is_some()),
        ])?;
        watch.step("opening the network")?;
        RoadNetwork::open(self.file)
    }

    /// Reads the source. Rules and profile count among its files, for with others the times would be others.
    pub(super) fn read(&self, watch: Watch<'_>) -> Result<RoadNetwork> {
        watch.step("reading the network")?;
        let mut options = SourceOptions {
            source: self.file.to_owned(),
            nodes: self.nodes.cloned(),
            profile: self.profile.cloned(),
            ..SourceOptions::default()
        };
        if let Some(rules) = self.rules {
            let (config, _) = study_config(rules, &[])?;
            (options.rules, options.crs) = (Some(config.network), config.study.crs);
        }
        let mut network = RoadNetwork::read(&options)?;
        for file in [self.rules, self.profile].into_iter().flatten() {
            network.sources.push(SourceFile::of(file)?);
        }
        Ok(network)
    }
}
