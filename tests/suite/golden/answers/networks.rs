//! Core and periphery, communities and flows on graphs.

use super::super::Answer;
use super::super::dataset::Dataset;
use super::flow;
use serde_json::Value;

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    flow::answer(dataset, case).or_else(|| super::community::answer(dataset, case))
}
