//! Layers and tables into an output directory.

use super::Outcome;
use super::columns::text;
use super::part::OutputTable;
use crate::error::{Error, Result};
use crate::export::provenance::Source;
use crate::export::{Bilingual, Column, OutputDir, OutputLayer, geojson, qml, table};
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

/// What every field of every layer and table means: `tables/fields.csv`.
pub(super) fn fields(output: &mut OutputDir, outcome: &Outcome<'_>) -> Result<()> {
    let layers = outcome.parts.iter().flat_map(|part| part.layers.iter().chain(&part.files));
    let layers = layers.map(|layer| (format!("geojson/{}.geojson", layer.name), &layer.columns));
    let published = outcome.published.iter().map(|published| &published.table);
    let tables = outcome.parts.iter().flat_map(|part| &part.tables).chain(published);
    let tables = tables.map(|one| (format!("tables/{}.csv", one.name), &one.columns));
    let all: Vec<(String, &Column)> = layers
        .chain(tables)
        .flat_map(|(file, columns)| columns.iter().map(move |column| (file.clone(), column)))
        .collect();
    let texts = |name: &str, alias: (&str, &str), pick: &dyn Fn(&str, &Column) -> String| {
        text(
            name,
            Bilingual::new(alias.0, alias.1),
            all.iter().map(|(file, column)| Some(pick(file, column))).collect(),
        )
    };
    let columns = [
        texts("file", ("文件", "File"), &|file, _| file.to_owned()),
        texts("field", ("字段", "Field"), &|_, column| column.name.clone()),
        texts("zh", ("中文", "Chinese"), &|_, column| column.alias.text(Language::Zh).to_owned()),
        texts("en", ("英文", "English"), &|_, column| column.alias.text(Language::En).to_owned()),
        texts("unit_zh", ("单位", "Unit in Chinese"), &|_, column| {
            column.unit.text(Language::Zh).to_owned()
        }),
        texts("unit_en", ("英文单位", "Unit in English"), &|_, column| {
            column.unit.text(Language::En).to_owned()
        }),
    ];
    output.write("tables/fields.csv", |out| table::write(&columns, out))
}

/// Every file that the study reads beside its own.
pub(super) fn input_files(study: &Study, folder: &Path) -> Vec<PathBuf> {
    let mut paths = study.inputs.clone();
    let clusters = study.config.clusters.as_ref().and_then(|section| section.list.as_ref());
    paths.extend(clusters.into_iter().chain(&study.config.published).map(|file| folder.join(file)));
    paths.extend(
        study
            .config
            .disparity
            .iter()
            .filter_map(|section| section.weights_file())
            .map(|file| folder.join(file)),
    );
    paths.extend(study.config.facility_files().into_iter().map(|file| folder.join(file)));
    paths
}

/// The hashes of every file that the study read.
pub(super) fn inputs(study: &Study, folder: &Path, config: &Path) -> Result<Vec<Source>> {
    let hashed = |path: PathBuf| {
        let bytes = std::fs::read(&path).map_err(Error::read(&path))?;
        Ok(Source::of(&path, &bytes))
    };
    std::iter::once(config.to_path_buf()).chain(input_files(study, folder)).map(hashed).collect()
}
