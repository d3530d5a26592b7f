//! The same input gives the same bytes, whatever the threads, the time and the order of the features.

use super::program::{Written, china, study};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>, what: &str) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{what}: files");
    for (name, bytes) in a {
        assert!(*bytes == b[name], "{what}: {name} differs");
    }
}

#[test]
fn for_any_number_of_threads() {
    let one = Written::by(&study("china"), &["--threads", "1"]).files();
    assert!(one.len() > 20 && one.contains_key("report.html") && one.contains_key("provenance.json"));
    for threads in ["2", "4"] {
        let more = Written::by(&study("china"), &["--threads", threads]).files();
        assert_same(&one, &more, &format!("{threads} threads"));
    }
}

#[test]
fn for_a_second_run_into_the_same_directory() {
    let written = Written::by(&study("toy"), &[]);
    let first = written.files();
    written.again(&study("toy"), &[]);
    assert_same(&first, &written.files(), "second run");
}

/// The features of `file` in another order, the same for the same seed (Fisher–Yates, numbers of Knuth's MMIX).
fn shuffle(file: &Path, mut seed: u64) {
    let mut layer: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let features = layer["features"].as_array_mut().unwrap();
    let before = features.clone();
    for last in (1..features.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chosen = (seed >> 33) as usize % (last + 1);
        features.swap(last, chosen);
    }
    assert_ne!(*features, before, "{} was not shuffled", file.display());
    fs::write(file, layer.to_string()).unwrap();
}

/// Cities and regions are put in the order of their identifiers, so even their layers are the same; corridors
/// leave in the order in which they are drawn, mode by mode, and within a mode in that in which they came.
#[test]
fn for_shuffled_features() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(study("china").parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    for (layer, seed) in [("cities", 1), ("provinces", 2), ("corridors", 3)] {
        shuffle(&folder.path().join(layer).with_extension("geojson"), seed);
    }
    let shuffled = Written::by(&folder.path().join("study.toml"), &[]);
    // The report and the provenance tell the check sums of the files, which are others now.
    let told = |name: &String| name != "report.html" && name != "provenance.json";
    let drop_told = |mut files: BTreeMap<String, Vec<u8>>| {
        files.retain(|name, _| told(name));
        files
    };
    let (mut a, mut b) = (drop_told(china().files()), drop_told(shuffled.files()));
    let lines = |files: &mut BTreeMap<String, Vec<u8>>| {
        let layer = String::from_utf8(files.remove("geojson/corridors.geojson").unwrap()).unwrap();
        let mut lines: Vec<_> = layer.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
        lines.sort();
        lines
    };
    assert!(lines(&mut a) == lines(&mut b), "the corridors themselves differ");
    assert!(a.len() > 20);
    assert_same(&a, &b, "shuffled");
}
