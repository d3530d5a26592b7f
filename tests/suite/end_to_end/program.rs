//! The program itself, run as a user runs it, and what it leaves behind.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// One row of a CSV table: cell by column.
pub(crate) type Row = BTreeMap<String, String>;

/// An output directory that `jingwei run` wrote.
pub(crate) struct Written {
    folder: TempDir,
}

/// The study of that name below `geodata`.
pub(crate) fn study(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata").join(name).join("study.toml")
}

/// What `jingwei` with these arguments says to standard output.
pub(crate) fn jingwei(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_jingwei")).args(arguments).output().unwrap();
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// The toy study, run once for all tests.
pub(crate) fn toy() -> &'static Written {
    static TOY: OnceLock<Written> = OnceLock::new();
    TOY.get_or_init(|| Written::by(&study("toy"), &[]))
}

/// The study of China, run once for all tests.
pub(crate) fn china() -> &'static Written {
    static CHINA: OnceLock<Written> = OnceLock::new();
    CHINA.get_or_init(|| Written::by(&study("china"), &[]))
}

impl Written {
    /// What a run of `study` writes.
    pub(crate) fn by(study: &Path, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let written = Self { folder };
        written.again(study, options);
        written
    }

    /// Runs `study` into the same directory once more.
    pub(crate) fn again(&self, study: &Path, options: &[&str]) {
        let (study, output) = (study.to_str().unwrap(), self.output());
        let mut arguments = vec!["run", study, "--quiet", "--output", output.to_str().unwrap()];
        arguments.extend(options);
        jingwei(&arguments);
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Every file with its bytes, by its path in the directory.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.output()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.output()).unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// The text of one file by its path in the directory.
    pub(crate) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.output().join(file)).unwrap()
    }

    /// The rows of `tables/NAME.csv`.
    pub(crate) fn table(&self, name: &str) -> Vec<Row> {
        rows(&fs::read(self.output().join("tables").join(name).with_extension("csv")).unwrap())
    }

    /// The properties of the features of `geojson/NAME.geojson`.
    pub(crate) fn properties(&self, name: &str) -> Vec<Value> {
        let bytes = fs::read(self.output().join("geojson").join(format!("{name}.geojson"))).unwrap();
        let layer: Value = serde_json::from_slice(&bytes).unwrap();
        let features = layer["features"].as_array().unwrap();
        features.iter().map(|feature| feature["properties"].clone()).collect()
    }
}

/// The rows of a CSV table, which may begin with a byte order mark.
pub(crate) fn rows(bytes: &[u8]) -> Vec<Row> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.unwrap()).collect()
}
