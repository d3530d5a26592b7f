//! The files that scenarios name.

use crate::error::Result;
use crate::layer::{Layer, Table, read_layer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of scenarios, each read once however many scenarios name it.
pub(super) struct Files {
    folder: PathBuf,
    layers: BTreeMap<PathBuf, Layer>,
    tables: BTreeMap<PathBuf, Table>,
}

impl Files {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), layers: BTreeMap::new(), tables: BTreeMap::new() }
    }

    pub(super) fn layer(&mut self, file: &Path) -> Result<Layer> {
        let path = self.folder.join(file);
        if let Some(layer) = self.layers.get(&path) {
            return Ok(layer.clone());
        }
        let layer = read_layer(&path)?;
        self.layers.insert(path, layer.clone());
        Ok(layer)
    }

    pub(super) fn table(&mut self, file: &Path) -> Result<Table> {
        let path = self.folder.join(file);
        if let Some(table) = self.tables.get(&path) {
            return Ok(table.clone());
        }
        let table = Table::read(&path)?;
        self.tables.insert(path, table.clone());
        Ok(table)
    }
}
