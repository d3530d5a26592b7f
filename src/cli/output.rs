//! Where the commands of one analysis put their results.

use super::sink;
use super::talk::Talk;
use crate::error::{Error, Result, STANDARD_OUTPUT};
use crate::export::{Column, Language, OutputLayer, WholeFile, geojson, json, qml, table};
use clap::Args;
use std::path::{Path, PathBuf};

/// A layer, a table or JSON, by the extension of the file.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// File to write: .geojson (with a .qml style beside it), .csv or .json; a CSV table to standard output
    /// where absent or `-`
    #[arg(id = "output", long = "output", short = 'o', value_name = "FILE")]
    file: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long)]
    overwrite: bool,
    /// JSON to standard output, every number at full precision
    #[arg(long, conflicts_with = "output")]
    json: bool,
}

impl Output {
    /// Whether a layer is asked for rather than a table.
    pub(super) fn wants_layer(&self) -> bool {
        self.file().is_some_and(|file| is_layer(file))
    }

    /// Whether no file is asked for.
    pub(super) fn is_silent(&self) -> bool {
        self.file.is_none()
    }

    /// The file asked for; none where it is standard output.
    pub(super) fn file(&self) -> Option<&PathBuf> {
        self.file.as_ref().filter(|file| file.as_os_str() != "-")
    }

    /// Whether a file that exists is replaced.
    pub(super) fn overwrites(&self) -> bool {
        self.overwrite
    }

    /// Refuses a file that cannot be written, before the work whose answer would be lost.
    pub(super) fn refuse_early(&self) -> Result<()> {
        // Only opening tells of a device or pipe, and it is opened once.
        let device = |file: &Path| file.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir());
        match self.file() {
            Some(file) if !device(file) => WholeFile::create(file, self.overwrite).map(drop),
            _ => Ok(()),
        }
    }

    /// Whether JSON is asked for, to standard output.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// Says that the file was written, if there is one.
    pub(super) fn said(&self, talk: &Talk) {
        if let Some(file) = self.file() {
            talk.line(&format!("wrote {}", file.display()));
        }
    }

    /// Writes `layer` or, where only a table is asked for, its columns.
    pub(super) fn layer(&self, layer: &OutputLayer<'_>, language: Language, talk: &Talk) -> Result<()> {
        self.described_layer(layer, None, language, talk)
    }

    /// As [`Self::layer`], with a sentence in the file on how the layer came about.
    pub(super) fn described_layer(
        &self,
        layer: &OutputLayer<'_>,
        description: Option<&str>,
        language: Language,
        talk: &Talk,
    ) -> Result<()> {
        if let Some(file) = self.file()
            && !["geojson", "csv", "json"].contains(&sink::extension(file).as_str())
        {
            return Err(sink::usage("results are written as .geojson, .csv or .json", file.display()));
        }
        let Some(file) = self.file().filter(|file| is_layer(file)) else {
            return self.table(&layer.columns, talk);
        };
        let (mut features, mut style) = (Vec::new(), Vec::new());
        geojson::write_described(layer, description, &mut features).map_err(Error::write(file))?;
        qml::write(layer, language, &mut style).map_err(Error::write(file))?;
        let beside = file.with_extension("qml");
        sink::write(Some(&beside), &style, self.overwrite)?;
        sink::write(Some(file), &features, self.overwrite)?;
        talk.line(&format!("wrote {} and {}", file.display(), beside.display()));
        Ok(())
    }

    /// Writes `columns` as a table.
    pub(super) fn table(&self, columns: &[Column], talk: &Talk) -> Result<()> {
        let mut bytes = Vec::new();
        let extension = self.file().map_or("csv".to_owned(), |file| sink::extension(file));
        match (self.json, extension.as_str()) {
            (true, _) | (_, "json") => json::write(columns, &mut bytes),
            (_, "csv") => table::write(columns, &mut bytes),
            _ => {
                let file = self.file().cloned().unwrap_or_default();
                return Err(sink::usage("a table is written as .csv or .json", file.display()));
            }
        }
        .map_err(Error::write(STANDARD_OUTPUT))?;
        sink::write(self.file(), &bytes, self.overwrite)?;
        self.said(talk);
        Ok(())
    }
}

fn is_layer(file: &Path) -> bool {
    sink::extension(file) == "geojson"
}
