//! Whether an answer agrees with a golden result.

use super::Answer;
use serde_json::{Map, Value};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What came of one case.
#[derive(Default)]
pub(super) struct Comparison {
    /// Where the answer differs.
    pub(super) faults: Vec<String>,
    /// Keys of the result that the answer does not have.
    pub(super) missing: BTreeSet<String>,
}

impl Comparison {
    /// Compares the answer with the result of the case, by its tolerance or its Monte-Carlo rule.
    pub(super) fn run(&mut self, case: &Value, answer: &Answer) {
        let result = &case["result"];
        match answer {
            Answer::Exact(ours) => {
                // Labels and counts have none.
                let tolerance = case["rel_tol"].as_f64().unwrap_or(0.0);
                self.exact("", ours, result, tolerance);
            }
            // JSON has neither infinity nor NaN: a reference without a number is a word, or null.
            Answer::Undefined => {
                if !(result.is_string() || result.is_null()) {
                    self.faults.push(format!("is not defined, not {result}"));
                }
            }
            Answer::MonteCarlo(ours, permutations) => {
                self.monte_carlo("", ours, result, *permutations as f64);
            }
            Answer::AsGood(ours) => self.as_good(ours, result),
            Answer::Optimum { restated, ours, stored } => {
                let within = |known: &&String| restated.get(known.as_str()).is_some();
                for key in result.as_object().into_iter().flat_map(Map::keys).filter(within) {
                    self.exact(&format!("/{key}"), &restated[key], &result[key], 1e-9);
                }
                if *ours < stored - 1e-9 * stored.abs() {
                    self.faults.push(format!("the objective is {ours}, below {stored}"));
                }
            }
        }
    }

    fn exact(&mut self, path: &str, ours: &Value, theirs: &Value, tolerance: f64) {
        match (ours, theirs) {
            (Value::Object(ours), Value::Object(theirs)) => {
                for (key, theirs) in theirs {
                    match ours.get(key) {
                        Some(ours) => self.exact(&format!("{path}/{key}"), ours, theirs, tolerance),
                        None => drop(self.missing.insert(key.clone())),
                    }
                }
            }
            (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
                for (i, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                    self.exact(&format!("{path}/{i}"), ours, theirs, tolerance);
                }
            }
            (Value::Number(a), Value::Number(b)) => {
                let (a, b) = (a.as_f64().expect("a number"), b.as_f64().expect("a number"));
                // A result of zero can only be met to the last digits of what it was computed from.
                let close =
                    (a - b).abs() <= tolerance * a.abs().max(b.abs()) || (b == 0.0 && a.abs() < 1e-15);
                if !close {
                    self.faults.push(format!("{path} is {a}, not {b}"));
                }
            }
            _ if ours == theirs => {}
            _ => self.faults.push(format!("{path} is {ours}, not {theirs}")),
        }
    }

    /// More regions are better than any sum; of as many the lower sum. Labels only have to be as many.
    fn as_good(&mut self, ours: &Value, theirs: &Value) {
        let count = |labels: &Value| labels.as_array().map(Vec::len);
        if count(&ours["labels"]) != count(&theirs["labels"]) {
            self.faults.push("/labels are of other units".to_owned());
        }
        let (p, least) = (ours["p"].as_u64(), theirs["p"].as_u64());
        if least.is_some() && p < least {
            self.faults.push(format!("/p is {p:?}, below {least:?}"));
        }
        let number = |value: &Value| value["ssw"].as_f64().unwrap_or(f64::NAN);
        let (sum, most) = (number(ours), number(theirs) * (1.0 + 1e-9));
        // Not a number on either side is a fault.
        if (least.is_none() || p == least)
            && !matches!(sum.partial_cmp(&most), Some(Ordering::Less | Ordering::Equal))
        {
            self.faults.push(format!("/ssw is {sum}, above {most}"));
        }
    }

    /// Shares `p_…` and `n_… / total` within five standard errors, mean and deviation likewise, the rest exactly.
    fn monte_carlo(&mut self, path: &str, ours: &Value, theirs: &Value, permutations: f64) {
        let (Value::Object(ours), Value::Object(result)) = (ours, theirs) else {
            return self.exact(path, ours, theirs, 1e-10);
        };
        // An enumeration has no error of its own.
        let noise = 1.0 / permutations + theirs["R"].as_f64().map_or(0.0, |reference| 1.0 / reference);
        let deviation = theirs["sd"].as_f64().unwrap_or(0.0);
        let total = theirs["total"].as_f64();
        for (key, theirs) in result {
            let path = format!("{path}/{key}");
            let Some(ours) = ours.get(key) else {
                self.missing.insert(key.clone());
                continue;
            };
            let (Some(a), Some(mut b)) = (ours.as_f64(), theirs.as_f64()) else {
                self.monte_carlo(&path, ours, theirs, permutations);
                continue;
            };
            let allowed = if key == "p_two_sided_doubled" {
                b = b.min(1.0);
                let one_sided = b / 2.0;
                10.0 * (one_sided * (1.0 - one_sided) * noise).sqrt() + 2.0 / permutations
            } else if key.starts_with("p_") || key.starts_with("n_") {
                if key.starts_with("n_") {
                    b /= total.expect("a count has a total");
                }
                // The permutation that counts for the observed one is in ours.
                5.0 * (b * (1.0 - b) * noise).sqrt() + 1.0 / permutations
            } else if key == "mean" && deviation > 0.0 {
                5.0 * deviation * noise.sqrt()
            } else if key == "sd" {
                5.0 * deviation * (noise / 2.0).sqrt()
            } else {
                1e-10 * b.abs().max(1e-5)
            };
            if (a - b).abs() > allowed {
                self.faults.push(format!("{path} is {a}, not {b} within {allowed}"));
            }
        }
    }
}
