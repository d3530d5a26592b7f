//! A whole study from its files to its output directory, and the parts from which commands take theirs.
//!
//! [`access`], [`clusters`], [`rings`] and [`disparity`] each turn an analysis into a [`Part`]: styled layers,
//! tables, a sentence and what is worth a word. [`run`] assembles the study, gathers the parts and writes
//! them, whole or not at all; [`plan`] says beforehand what that will be.

pub mod access;
pub mod city;
pub mod clusters;
mod columns;
pub mod corridor_study;
pub mod corridors;
pub mod coverage;
pub mod diff;
pub mod disparity;
mod group_means;
pub mod isochrone;
mod joins;
mod machine;
pub mod matrix;
pub mod measures;
mod methods;
mod mode_shares;
mod network_words;
pub mod opportunities;
pub mod part;
mod plan;
pub mod published;
pub mod reach;
mod report;
pub mod rings;
pub mod scenario;
pub mod sites;
pub mod sweep;
mod write;

pub use part::{OutputTable, Part};
pub use plan::plan;

use crate::error::{Finding, Result};
use crate::export::{OutputDir, Provenance, provenance};
use crate::study::config::Language;
use crate::study::{Config, Scenario, Study, Watch};
use access::Access;
use clusters::{Beside, Clusters};
use corridors::Drawing;
use disparity::{Disparity, Neighbours};
use published::Published;
use scenario::Comparison;
use std::path::{Path, PathBuf};
use sweep::{Sweep, SweepOptions};

/// Where and how a study is run.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// The study as the user named it.
    pub study: PathBuf,
    /// The directory to write.
    pub output: PathBuf,
    /// Whether to replace a directory that jingwei did not write.
    pub overwrite: bool,
    /// Settings put over the study's own.
    pub settings: Vec<String>,
    /// Parameters of which other values are tried.
    pub sweeps: Vec<SweepOptions>,
}

/// What a run says at its end.
#[derive(Debug, Clone)]
pub struct Summary {
    /// What is worth a word, in the order in which it was met.
    pub warnings: Vec<Finding>,
    /// What was found, what was dropped, and what to open first.
    pub closing: Vec<String>,
}

/// Everything that the analyses of a study give, ready to be written.
struct Outcome<'a> {
    parts: Vec<Part<'a>>,
    published: Option<Published>,
}

/// Runs the study of `config`, whose paths are relative to `folder`, and writes its output directory.
///
/// # Errors
/// An output directory that may not be replaced, before anything is read; whatever is wrong with the input;
/// a file that cannot be written; interrupted. Nothing is left behind then.
///
/// # Panics
/// Never: a configuration is made of plain values, which JSON can hold.
pub fn run(config: Config, folder: &Path, options: &RunOptions, watch: Watch<'_>) -> Result<Summary> {
    disparity::check(&config.disparity)?;
    clusters::beside::rules(&config)?;
    let mut output = OutputDir::create(&options.output, options.overwrite)?;
    let study = Study::assemble(config, folder, watch)?;
    output.refuse_if_it_holds(write::input_files(&study, folder))?;
    let drawing = Drawing::of(&study);
    watch.step("finding clusters")?;
    let beside = Beside::find(&study)?;
    let mut outcome = analyse(&study, (&drawing, &beside), folder, watch)?;
    if !options.sweeps.is_empty() {
        let sweeps = options.sweeps.iter().map(|one| Sweep::measure(&study, folder, one, watch));
        outcome.parts.push(Sweep::part(&sweeps.collect::<Result<Vec<_>>>()?, &study));
    }
    let mut warnings = study.findings.clone();
    warnings.extend(outcome.parts.iter().flat_map(|part| part.findings.iter().cloned()));
    let provenance = Provenance {
        proj: crate::reproject::proj_version(),
        inputs: write::inputs(&study, folder, &options.study)?,
        parameters: serde_json::to_value(&study.config).expect("a study is made of plain values"),
        findings: provenance::count(&warnings),
    };
    watch.step("writing layers")?;
    for part in &outcome.parts {
        write::layers(&mut output, &part.layers, study.config.study.language)?;
        write::layers(&mut output, &part.files, study.config.study.language)?;
        write::tables(&mut output, &part.tables)?;
    }
    if let Some(published) = &outcome.published {
        write::tables(&mut output, std::slice::from_ref(&published.table))?;
    }
    write::fields(&mut output, &outcome)?;
    let mut closing = closing(&study, &outcome, &warnings);
    watch.step("writing the report")?;
    report::write(&mut output, &study, outcome, &warnings, &provenance, options)?;
    watch.step("putting the results in place")?;
    let written = output.commit(&provenance)?;
    closing.push(open_first(&written, study.config.study.language));
    Ok(Summary { warnings, closing })
}

/// All analyses of `study` that its configuration asks for.
fn analyse<'a>(
    study: &'a Study,
    (drawing, beside): (&'a Drawing<'a>, &'a Beside),
    folder: &Path,
    watch: Watch<'_>,
) -> Result<Outcome<'a>> {
    let config = &study.config;
    let mut parts = Vec::new();
    watch.step("measuring accessibility")?;
    let access = Access::measure(study)?;
    parts.push(access.part(study)?);
    let mut clusters = None;
    if let Some(section) = &config.clusters {
        let found = Clusters::find(study, section, folder)?;
        let mut part = found.part(study, section);
        beside.add(&mut part, study, section, found.list.as_ref())?;
        parts.push(part);
        clusters = Some(found);
    }
    let list = clusters.as_ref().and_then(|found| found.list.as_ref());
    parts[0].tables.extend(group_means::table(study, &access.columns(study), list)?);
    let mut scenarios = Vec::new();
    if !config.scenario.is_empty() {
        watch.step("comparing scenarios")?;
        scenarios = Scenario::all(study, folder)?;
        parts.extend(Comparison::of(study, &scenarios, clusters.as_ref())?.parts()?);
    }
    if !config.rings.is_empty() {
        watch.step("drawing rings")?;
        parts.push(rings::part_of_all(study, &scenarios)?);
    }
    if coverage::asked(study) {
        watch.step("measuring coverage")?;
        parts.push(coverage::part_of_all(study, folder)?);
    }
    watch.step("measuring disparity")?;
    let mut measured = Vec::new();
    if let Some(regions) = &study.regions {
        for section in &config.disparity {
            let neighbours = Neighbours::of_study(study, regions, section, folder)?;
            let disparity = Disparity::measure(regions, &neighbours, section, config.study.seed)?;
            parts.push(disparity.part(regions, config)?);
            measured.push(disparity);
        }
    }
    let published =
        config.published.as_ref().map(|file| published::compare(&folder.join(file), &measured, config));
    parts.push(drawing.part());
    parts.extend(joins::part(study));
    Ok(Outcome { parts, published: published.transpose()? })
}

/// What was found, a sentence each, and what was dropped.
fn closing(study: &Study, outcome: &Outcome<'_>, warnings: &[Finding]) -> Vec<String> {
    let language = study.config.study.language;
    let sentences = outcome
        .parts
        .iter()
        .flat_map(|part| &part.sentences)
        .chain(outcome.published.iter().map(|published| &published.sentence));
    let mut lines: Vec<String> = sentences
        .filter(|sentence| !sentence.is_empty())
        .map(|sentence| sentence.text(language).to_owned())
        .collect();
    let counted: Vec<String> =
        provenance::count(warnings).iter().map(|entry| format!("{} × {}", entry.count, entry.code)).collect();
    let counted = if counted.is_empty() { "—".to_owned() } else { counted.join(", ") };
    lines.push(match language {
        Language::Zh => format!("剔除与提示：{counted}（原因见报告；`jingwei explain 代码` 解释每一类）。"),
        Language::En => {
            format!("Dropped or noted: {counted} (why: see the report, or `jingwei explain CODE`).")
        }
    });
    lines
}

fn open_first(written: &Path, language: Language) -> String {
    let (report, layers) = (written.join("report.html"), written.join("geojson"));
    match language {
        Language::Zh => {
            format!("请先打开 {}，再把 {} 中的图层拖入 QGIS。", report.display(), layers.display())
        }
        Language::En => format!(
            "Open {} first, then drag the layers of {} into QGIS.",
            report.display(),
            layers.display()
        ),
    }
}
