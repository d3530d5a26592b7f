//! Regions and clusters.

use super::super::Answer;
use super::super::dataset::Dataset;
use serde_json::Value;

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    super::density::answer(dataset, case)
}
