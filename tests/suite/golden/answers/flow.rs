//! Flows between places.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::cluster::{FlowMatrix, dominant_flow, entropy_of_outflow};
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let function = case["function"].as_str()?.strip_prefix("flow.")?;
    let flows = flows(dataset)?;
    match function {
        "nystuen_dacey" => {
            let inflow: Vec<f64> = (0..flows.places()).map(|place| flows.inflow(place)).collect();
            let found = dominant_flow(&flows, &inflow).ok()?;
            let parent: Vec<Value> = found
                .parent
                .iter()
                .map(|parent| parent.map_or_else(|| json!(-1), |parent| json!(parent)))
                .collect();
            Some(Answer::Exact(json!({
                "inflow": inflow, "parent": parent, "terminals": found.terminals(),
                "root": found.terminal, "level": found.level,
            })))
        }
        "entropy_out" => Some(Answer::Exact(json!(entropy_of_outflow(&flows)))),
        _ => None,
    }
}

/// The flows from origins, in rows, to destinations.
fn flows(dataset: &Dataset) -> Option<FlowMatrix> {
    let rows: Vec<Vec<f64>> = serde_json::from_value(dataset.inputs["od"].clone()).ok()?;
    FlowMatrix::new(rows.len(), |i, j| rows[i][j]).ok()
}
