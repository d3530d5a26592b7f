//! `jingwei check`: what is wrong with files, before they are used.

use super::inputs::{is_study, study_config};
use super::talk::Talk;
use crate::error::{Error, Finding, Level, Result};
use crate::layer::{Table, geometry, read_layer};
use crate::study::{Study, Watch};
use clap::Args;
use std::path::{Path, PathBuf};

/// Read files and say everything that is wrong with them; writes nothing
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei check geodata/toy/regions.geojson geodata/toy/regions.csv
  jingwei check geodata/toy/study.toml        the whole study, its joins and its network

GeoJSON is checked for valid JSON, one type a field, its coordinate reference system, degrees, rings;
CSV for ragged rows and mixed columns; a study.toml for all that its run would need.")]
pub(super) struct Arguments {
    /// GeoJSON, CSV or study.toml files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let mut errors = Vec::new();
    for file in &arguments.files {
        let (said, findings) = match talk.following(|watch| look(file, watch)) {
            Ok(looked) => looked,
            Err(Error::Input(findings)) => (String::from("refused"), findings),
            Err(other) => return Err(other),
        };
        let (bad, warnings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.code.level() == Level::Error);
        let verdict = match (bad.len(), warnings.len()) {
            (0, 0) => "ok".to_owned(),
            (bad, warnings) => format!("{bad} errors, {warnings} warnings"),
        };
        talk.line(&format!("{}: {said}: {verdict}", file.display()));
        talk.warnings(&warnings);
        errors.extend(bad);
    }
    Error::if_any(&errors)
}

/// What `file` holds in a few words, and what is wrong with it.
fn look(file: &Path, watch: Watch<'_>) -> Result<(String, Vec<Finding>)> {
    if is_study(file) {
        let (config, folder) = study_config(file, &[])?;
        let study = Study::assemble(config, &folder, watch)?;
        let (cities, lines) = (study.cities.len(), study.corridors.len());
        return Ok((format!("{cities} cities, {lines} corridors"), study.findings));
    }
    watch.step("reading")?;
    if super::sink::extension(file) == "csv" {
        let table = Table::read(file)?;
        return Ok((format!("{} rows", table.len()), table.findings));
    }
    let layer = read_layer(file)?;
    let mut findings = layer.findings.clone();
    findings.extend(geometry::check_rings(&layer));
    Ok((format!("{} features", layer.len()), findings))
}
