//! Spatial weights.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::weights::Weights;
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    match case["function"].as_str()? {
        "weights.queen" => Some(weights(&dataset.weights(&json!("queen"))?)),
        "weights.rook" => Some(weights(&dataset.weights(&json!("rook"))?)),
        "weights.transform" => {
            let base = dataset.weights(&params["base"])?;
            let copy = transformed(&base, &params["transform"])?;
            let sums = copy.sums();
            let rows: Vec<Vec<f64>> =
                (0..copy.len()).map(|i| copy.row(i).map(|(_, w)| w).collect()).collect();
            Some(Answer::Exact(json!({ "s0": sums.s0, "s1": sums.s1, "s2": sums.s2, "weights": rows })))
        }
        _ => None,
    }
}

pub(super) fn transformed(weights: &Weights, name: &Value) -> Option<Weights> {
    match name.as_str()? {
        "r" | "R" => Some(weights.row_standardised()),
        "b" | "B" => Some(weights.binary()),
        _ => None,
    }
}

fn weights(weights: &Weights) -> Answer {
    let rows: Vec<Vec<usize>> =
        (0..weights.len()).map(|i| weights.row(i).map(|(j, _)| j).collect()).collect();
    let sums = weights.sums();
    let counts = || rows.iter().map(Vec::len);
    let components = weights.components().into_iter().max().map_or(0, |last| last + 1);
    Answer::Exact(json!({
        "summary": {
            "n": weights.len(), "nonzero": counts().sum::<usize>(), "s0": sums.s0, "s1": sums.s1, "s2": sums.s2,
            "islands": weights.islands(), "n_components": components,
            // The trace of W'W + WW is S1 in other words.
            "trcWtW_WW": sums.s1,
            "max_neighbors": counts().max(), "min_neighbors": counts().min(),
        },
        "neighbors": rows,
    }))
}
