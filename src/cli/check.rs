//! `jingwei check`: what is wrong with files, before they are used.

use super::inputs::{is_study, study_config};
use super::prepared::is_prepared;
use super::sink;
use super::talk::Talk;
use crate::error::{Error, Finding, Level, Result};
use crate::layer::{Table, geometry, read_layer};
use crate::network::RoadNetwork;
use crate::run::{access::Access, clusters::Clusters, disparity, published, rings};
use crate::study::{Study, Watch};
use clap::Args;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Read files and say everything that is wrong with them; writes nothing
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei check geodata/toy/regions.geojson geodata/toy/regions.csv
  jingwei check geodata/toy/study.toml

GeoJSON is checked for valid JSON, one type a field, its coordinate reference system, degrees and rings; \
CSV for ragged rows and mixed columns; a .jwn for its hash, its \
sections and the sources beside it; a study.toml for all that its run would need: its files, their joins, \
its network and its analyses. Standard output has a line a file; what is wrong stands on standard error. \
Exit code 3 if anything is refused.")]
pub(super) struct Arguments {
    /// GeoJSON, CSV, study.toml or .jwn files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let (mut verdicts, mut all) = (String::new(), Vec::new());
    for file in &arguments.files {
        let (said, findings) = match talk.following(|watch| look(file, watch)) {
            Ok(looked) => looked,
            Err(error) => (String::from("refused"), error.into_findings()?),
        };
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.code.level() == Level::Error);
        let verdict = match (errors.len(), warnings.len()) {
            (0, 0) => "ok".to_owned(),
            (0, warnings) => counted(warnings, "warning"),
            (errors, 0) => counted(errors, "error"),
            (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(verdicts, "{}: {said}: {verdict}", file.display());
        talk.warnings(&warnings);
        all.extend(errors);
    }
    sink::write(None, verdicts.as_bytes(), false)?;
    Error::if_any(&all)
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// What `file` holds in a few words, and what is wrong with it.
fn look(file: &Path, watch: Watch<'_>) -> Result<(String, Vec<Finding>)> {
    if is_study(file) {
        let (config, folder) = study_config(file, &[])?;
        let study = Study::assemble(config, &folder, watch)?;
        let mut findings = study.findings.clone();
        watch.step("trying the analyses")?;
        for outcome in analyses(&study, &folder) {
            findings.extend(outcome.or_else(Error::into_findings)?);
        }
        let (cities, lines) = (study.cities.len(), study.corridors.len());
        return Ok((format!("{cities} cities, {}", counted(lines, "corridor")), findings));
    }
    watch.step("reading")?;
    if is_prepared(file) {
        let network = RoadNetwork::open(file)?;
        let (nodes, edges) = (network.len(), network.router.graph().edges());
        return Ok((
            format!("prepared network, {}, {}", counted(nodes, "node"), counted(edges, "edge")),
            Vec::new(),
        ));
    }
    if sink::extension(file) == "csv" {
        let table = Table::read(file)?;
        return Ok((counted(table.len(), "row"), table.findings));
    }
    let layer = read_layer(file)?;
    let mut findings = layer.findings.clone();
    findings.extend(geometry::check_rings(&layer));
    Ok((counted(layer.len(), "feature"), findings))
}

/// What each analysis that the study asks for would say of it.
fn analyses(study: &Study, folder: &Path) -> Vec<Result<Vec<Finding>>> {
    let config = &study.config;
    let mut outcomes = vec![Access::measure(study).and_then(|access| Ok(access.part(study)?.findings))];
    if let Some(section) = &config.clusters {
        let clusters = Clusters::find(study, section, folder);
        outcomes.push(clusters.map(|clusters| clusters.part(study, section).findings));
    }
    outcomes.extend(
        config.rings.iter().map(|section| Ok(rings::CoreRings::draw(study, section)?.part(study).findings)),
    );
    let mut measured = Vec::new();
    for section in &config.disparity {
        let Some(regions) = &study.regions else { continue };
        let outcome = disparity::Neighbours::of_study(study, regions, section, folder)
            .and_then(|near| disparity::Disparity::measure(regions, &near, section, config.study.seed))
            .and_then(|disparity| {
                let findings = disparity.part(regions, config)?.findings;
                measured.push(disparity);
                Ok(findings)
            });
        outcomes.push(outcome);
    }
    if let Some(file) = &config.published {
        outcomes.push(published::compare(&folder.join(file), &measured, config).map(|_| Vec::new()));
    }
    outcomes
}
