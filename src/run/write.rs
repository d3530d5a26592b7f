//! Layers and tables into an output directory.

use super::part::OutputTable;
use crate::error::{Error, Result};
use crate::export::provenance::Source;
use crate::export::{OutputDir, OutputLayer, geojson, qml, table};
use crate::study::Study;
use crate::study::config::Language;
use std::path::{Path, PathBuf};

/// Every layer with its style beside it.
pub(super) fn layers(output: &mut OutputDir, layers: &[OutputLayer<'_>], language: Language) -> Result<()> {
    for layer in layers {
        output.write(&format!("geojson/{}.geojson", layer.name), |out| geojson::write(layer, out))?;
        output.write(&format!("geojson/{}.qml", layer.name), |out| qml::write(layer, language, out))?;
    }
    Ok(())
}

/// Every table.
pub(super) fn tables(output: &mut OutputDir, tables: &[OutputTable]) -> Result<()> {
    for one in tables {
        output.write(&format!("tables/{}.csv", one.name), |out| table::write(&one.columns, out))?;
    }
    Ok(())
}

/// The hashes of every file that the study read.
pub(super) fn inputs(study: &Study, folder: &Path, config: &Path) -> Result<Vec<Source>> {
    let mut paths: Vec<PathBuf> = vec![config.to_path_buf()];
    paths.extend(study.inputs.iter().cloned());
    let clusters = study.config.clusters.as_ref().and_then(|section| section.list.as_ref());
    paths.extend(clusters.into_iter().chain(&study.config.published).map(|file| folder.join(file)));
    let hashed = |path: PathBuf| {
        let bytes = std::fs::read(&path).map_err(Error::read(&path))?;
        Ok(Source::of(&path, &bytes))
    };
    paths.into_iter().map(hashed).collect()
}
