//! Clusters and cores beside scikit-learn, hdbscan, leidenalg, infomap, cpnet and spopt, case by case from
//! `tests/golden/clusters`; its SOURCE.md tells who wrote what.
//!
//! What is exact must be equal, partitions up to their labels. What searches must be at least as good as the best of ten
//! runs of the peer by our objective, which is first held against what the peer says of its own answer.

mod networks;
mod points;
mod regions;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Relative to the larger of a number and 1.
const TOLERANCE: f64 = 1e-9;

fn golden(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/clusters").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn maybe(value: &Value) -> Vec<Option<f64>> {
    value.as_array().unwrap().iter().map(Value::as_f64).collect()
}

fn count(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn counts(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(count).collect()
}

/// Labels of which those below zero are none.
fn labels(value: &Value) -> Vec<Option<usize>> {
    let label = |label: &Value| usize::try_from(label.as_i64().unwrap()).ok();
    value.as_array().unwrap().iter().map(label).collect()
}

/// A partition with its groups numbered by their first places: equal for equal partitions, and only these.
fn by_first(of: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut names = BTreeMap::new();
    of.iter()
        .map(|group| {
            let next = names.len();
            group.map(|group| *names.entry(group).or_insert(next))
        })
        .collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE * b.abs().max(1.0)
}

fn all_close(a: &[Option<f64>], b: &[Option<f64>]) -> bool {
    let alike = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
        (Some(a), Some(b)) => close(*a, *b),
        (a, b) => a.is_none() && b.is_none(),
    };
    a.len() == b.len() && a.iter().zip(b).all(alike)
}

/// Runs `check` over all cases of a file, and fails with all that it found wrong; gives how often each function ran.
fn every_case(name: &str, check: impl Fn(&Value, &Value) -> Result<(), String>) -> BTreeMap<String, usize> {
    let golden = golden(name);
    let (mut ran, mut faults) = (BTreeMap::new(), Vec::new());
    for case in golden["cases"].as_array().unwrap() {
        let function = case["function"].as_str().unwrap();
        if let Err(fault) = check(&golden["data"][case["data"].as_str().unwrap()], case) {
            faults.push(format!("{} {function} {}", case["data"], fault));
        }
        *ran.entry(function.to_owned()).or_default() += 1;
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    ran
}
