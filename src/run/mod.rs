//! A whole study from its files to its output directory, and the parts from which commands take theirs.
//!
//! [`access`], [`clusters`], [`rings`] and [`disparity`] each turn an analysis into a [`Part`]: styled layers,
//! tables, a sentence and what is worth a word. [`run`] assembles the study, gathers the parts and writes
//! them, whole or not at all; [`plan`] says beforehand what that will be.

pub mod access;
pub mod clusters;
mod columns;
pub mod corridors;
pub mod disparity;
pub mod part;
mod plan;
pub mod published;
pub mod rings;
mod write;

pub use part::{OutputTable, Part};
pub use plan::plan;

use crate::error::{Finding, Result};
use crate::export::{OutputDir, Provenance, provenance};
struct Profile;
use crate::study::config::Language;
use crate::study::{Config, Study, Watch};
use access::Access;
use clusters::Clusters;
use disparity::{Disparity, Neighbours};
use rings::CoreRings;
use std::path::{Path, PathBuf};

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
pub(crate) struct Outcome<'a> {
    pub(crate) part: Part<'a>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) published: Option<OutputTable>,
}

/// Runs the study of `config`, whose paths are relative to `folder`, and writes its output directory.
///
/// # Errors
/// An output directory that may not be replaced, before anything is read; whatever is wrong with the input;
/// a file that cannot be written; interrupted. Nothing is left behind then.
pub fn run(config: Config, folder: &Path, options: &RunOptions, watch: Watch<'_>) -> Result<Summary> {
    let mut output = OutputDir::create(&options.output, options.overwrite)?;
    let study = Study::assemble(config, folder, watch)?;
    output.refuse_if_it_holds(&study.inputs)?;
    let outcome = analyse(&study, folder, watch)?;
    let mut warnings = study.findings.clone();
    warnings.extend(outcome.part.findings.iter().cloned());
    let inputs = write::inputs(&study, folder, &options.study)?;
    watch.step("writing layers")?;
    write::layers(&mut output, &outcome.part.layers, study.config.study.language)?;
    write::tables(&mut output, &outcome.part.tables)?;
    watch.step("writing the report")?;
    let provenance = Provenance {
        proj: String::new(),
        inputs,
        parameters: serde_json::to_value(&study.config).expect("a study is made of plain values"),
        findings: provenance::count(&warnings),
    };
    watch.step("putting the results in place")?;
    let written = output.commit(&provenance)?;
    Ok(Summary { closing: closing(&study, &outcome, &warnings, &written), warnings })
}

/// All analyses of `study` that its configuration asks for.
fn analyse<'a>(study: &'a Study, folder: &Path, watch: Watch<'_>) -> Result<Outcome<'a>> {
    let config = &study.config;
    let mut part = Part::default();
    let mut profiles = Vec::new();
    watch.step("measuring accessibility")?;
    part.take(Access::measure(study)?.part(study)?);
    if let Some(section) = &config.clusters {
        watch.step("finding clusters")?;
        part.take(Clusters::find(study, section, folder)?.part(study, section));
    }
    watch.step("drawing rings")?;
    for section in &config.rings {
        let rings = CoreRings::draw(study, section)?;
        part.take(rings.part(study));
    }
    watch.step("measuring disparity")?;
    let mut measured = Vec::new();
    if let Some(regions) = &study.regions {
        for section in &config.disparity {
            let neighbours = Neighbours::of_study(study, regions, section.time_neighbours)?;
            let disparity = Disparity::measure(regions, &neighbours, section, config.study.seed)?;
            part.take(disparity.part(regions, &config.classes)?);
            measured.push(disparity);
        }
    }
    let published = config
        .published
        .as_ref()
        .map(|file| published::compare(&folder.join(file), &measured))
        .transpose()?;
    part.tables.extend(published.clone());
    part.take(corridors::part(study));
    Ok(Outcome { part, profiles, published })
}

/// What was found in three sentences, what was dropped, and which file to open first.
fn closing(study: &Study, outcome: &Outcome<'_>, warnings: &[Finding], written: &Path) -> Vec<String> {
    let language = study.config.study.language;
    let mut lines: Vec<String> = outcome
        .part
        .sentences
        .iter()
        .filter(|sentence| !sentence.is_empty())
        .map(|sentence| sentence.text(language).to_owned())
        .collect();
    let counted = provenance::count(warnings);
    let dropped: Vec<String> = counted.iter().map(|entry| format!("{} {}", entry.count, entry.code)).collect();
    let dropped = if dropped.is_empty() { "—".to_owned() } else { dropped.join(", ") };
    let report = written.join("report.html");
    lines.push(match language {
        Language::Zh => format!("提示与舍弃：{dropped}（原因见报告“数据质量”一节；`jingwei explain 代码` 解释每一类）。"),
        Language::En => {
            format!("Dropped or worth a word: {dropped} (why: the report's data quality; `jingwei explain CODE`).")
        }
    });
    lines.push(match language {
        Language::Zh => format!("请先打开 {}，再把 {} 拖入 QGIS。", report.display(), written.join("geojson").display()),
        Language::En => {
            format!("Open {} first, then drag {} into QGIS.", report.display(), written.join("geojson").display())
        }
    });
    lines
}

impl<'a> Part<'a> {
    /// Adds everything of `other` behind what is here.
    pub(crate) fn take(&mut self, other: Part<'a>) {
        self.layers.extend(other.layers);
        self.notes.extend(other.notes);
        self.tables.extend(other.tables);
        self.sentences.extend(other.sentences);
        self.findings.extend(other.findings);
    }
}
