//! Our figures beside those of PySAL and its kin, case by case from `tests/golden`.
//!
//! Every case is run by the name of its function; nothing here knows a case. A function that we do not have must
//! stand in `tests/golden/declined/*` with a reason, and one that we have must not. `GOLDEN_DIR` chooses another
//! folder of files in the same schema.

mod answers;
mod compare;
mod dataset;

use compare::Comparison;
use dataset::Dataset;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What our code says to a case.
enum Answer {
    /// To be equal within the case's tolerance.
    Exact(Value),
    /// Not defined for the input: refused, or absent. Meets a reference that is no number.
    Undefined,
    /// Shares, means and deviations over this many random permutations.
    MonteCarlo(Value, usize),
    /// Of a heuristic: the sum `ssw` at most that of the reference, the number `p` at least.
    AsGood(Value),
    /// What a search found: at least as good as what the case stores. Parts of the result that follow from the stored
    /// answer are to be equal.
    Optimum {
        /// Figures of the case, computed by our code from the answer that it stores.
        restated: Value,
        /// The objective of our answer and of the stored one, by the same formula; the greater is the better.
        ours: f64,
        /// See `ours`.
        stored: f64,
    },
}

fn own_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Where the cases are: `GOLDEN_DIR`, or our own folder.
fn folder() -> PathBuf {
    std::env::var_os("GOLDEN_DIR").map_or_else(own_folder, PathBuf::from)
}

/// `ge` and the like are told apart by the parameter that makes them another formula.
fn label(case: &Value) -> String {
    let function = case["function"].as_str().expect("a case names its function");
    ["alpha", "transform"].iter().fold(function.to_owned(), |label, name| match &case["params"][name] {
        Value::Null => label,
        Value::String(text) => format!("{label} {name}={text}"),
        other => format!("{label} {name}={other}"),
    })
}

/// Names in `declined/*`: a function, a function with its variant, or `function.key` of a result.
fn declined() -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for file in fs::read_dir(own_folder().join("declined")).expect("tests/golden/declined can be read") {
        let text = fs::read_to_string(file.expect("an entry").path()).expect("a text");
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let (name, reason) = line.split_once(": ").expect("a line of `declined` is `name: reason`");
            names.insert(name.trim().to_owned(), reason.trim().to_owned());
        }
    }
    names
}

#[test]
fn every_case_that_we_cover_agrees() {
    let declined = declined();
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut faults: BTreeSet<String> = BTreeSet::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut files: Vec<_> = fs::read_dir(folder())
        .expect("tests/golden can be read")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).expect("a golden file can be read");
        let golden: Value = serde_json::from_str(&text).expect("a golden file is JSON");
        if golden["schema"] != "golden/1" {
            continue;
        }
        let dataset = Dataset::read(&folder(), &golden);
        for case in golden["cases"].as_array().expect("a golden file has cases") {
            let label = label(case);
            let function = case["function"].as_str().expect("a case names its function");
            let count = counts.entry(label.clone()).or_default();
            let known = [label.as_str(), function].into_iter().find_map(|name| declined.get_key_value(name));
            let (Some(answer), None) = (answers::answer(&dataset, case), known) else {
                count[2] += 1;
                match known {
                    None => drop(faults.insert(format!("{label}: neither covered nor in `declined`"))),
                    Some((name, _)) if answers::answer(&dataset, case).is_some() => {
                        faults.insert(format!("{name}: covered and in `declined`"));
                    }
                    Some((name, _)) => drop(used.insert(name)),
                }
                continue;
            };
            let mut comparison = Comparison::default();
            comparison.run(case, &answer);
            for key in &comparison.missing {
                let name = format!("{function}.{key}");
                match declined.get_key_value(&name) {
                    Some((name, _)) => drop(used.insert(name)),
                    None => drop(faults.insert(format!("{name}: neither covered nor in `declined`"))),
                }
            }
            count[usize::from(!comparison.faults.is_empty())] += 1;
            let dataset = file.file_stem().unwrap_or_default().to_string_lossy();
            for fault in comparison.faults {
                faults
                    .insert(format!("{dataset} {label} {} {}: {fault}", case["params"], case["inputs"]["y"]));
            }
        }
    }
    report(&counts);
    // Another folder need not hold every function.
    let ours = std::env::var_os("GOLDEN_DIR").is_none();
    faults.extend(
        declined
            .keys()
            .filter(|name| ours && !used.contains(name.as_str()))
            .map(|name| format!("{name}: in `declined` for nothing")),
    );
    let ran: usize = counts.values().map(|count| count[0] + count[1]).sum();
    assert!(ran > 0, "no golden case ran");
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.into_iter().collect::<Vec<_>>().join("\n")
    );
}

#[expect(clippy::print_stdout, reason = "the table is what a reader runs the test for, with --nocapture")]
fn report(counts: &BTreeMap<String, [usize; 3]>) {
    println!("{:<40} passed failed not covered", "function");
    for (label, [passed, failed, out]) in counts {
        println!("{label:<40} {passed:>6} {failed:>6} {out:>11}");
    }
    let sum = |at: usize| counts.values().map(|count| count[at]).sum::<usize>();
    println!("{:<40} {:>6} {:>6} {:>11}", "all", sum(0), sum(1), sum(2));
}
