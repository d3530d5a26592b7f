//! The same study with other lines in service: before and after.
//!
//! A scenario keeps the cities, their numbers and the rules of the study; its corridors are those of its base, in the
//! same places, with new ones behind them. So a number of a corridor means the same line on both sides.

use super::assemble::Study;
use super::config::scenario::ScenarioSection;
use crate::error::Result;
use crate::network::corridors_in_service;
use std::path::Path;

/// A study after its edits, and what they touched.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What was asked.
    pub section: ScenarioSection,
    /// The study with other lines in service.
    pub study: Study,
    /// Corridors, by number in [`Scenario::study`], that run here and not in the base.
    pub added: Vec<usize>,
    /// Corridors that run in the base and not here.
    pub removed: Vec<usize>,
    /// Corridors that run in both and take another time.
    pub changed: Vec<usize>,
}

impl Scenario {
    /// The scenario of `section` on `base`; paths in the section are relative to `folder`.
    ///
    /// # Errors
    /// As [`Study::on_corridors`].
    pub fn apply(base: &Study, section: &ScenarioSection, _folder: &Path) -> Result<Self> {
        let asked = &base.config.corridors;
        let year = section.as_of.or(asked.as_of);
        let statuses = section.status.as_ref().unwrap_or(&asked.status);
        let in_service = corridors_in_service(&base.corridors, year, statuses);
        let differs = |was: bool, is: bool| {
            (0..in_service.len()).filter(|&i| base.in_service[i] == was && in_service[i] == is).collect()
        };
        let (added, removed) = (differs(false, true), differs(true, false));
        let study = base.on_corridors(base.corridors.clone(), in_service.clone())?;
        Ok(Self { section: section.clone(), study, added, removed, changed: Vec::new() })
    }

    /// Every scenario of `study`, in the order of its file.
    ///
    /// # Errors
    /// As [`Scenario::apply`].
    pub fn all(study: &Study, folder: &Path) -> Result<Vec<Self>> {
        study.config.scenario.iter().map(|section| Self::apply(study, section, folder)).collect()
    }
}
