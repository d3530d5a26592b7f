//! Our functions by the names that the golden files use.

mod autocorrelation;
mod centrography;
mod classes;
mod cluster;
mod community;
mod core_periphery;
mod density;
mod dynamics;
mod flow;
mod inequality;
mod surface;
mod weights;

use super::Answer;
use super::dataset::Dataset;
use serde_json::{Value, json};

/// Our answer to `case`; `None` where we have no such function.
pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let topics = [
        inequality::answer,
        autocorrelation::answer,
        classes::answer,
        weights::answer,
        dynamics::answer,
        centrography::answer,
        surface::answer,
        cluster::answer,
        density::answer,
        community::answer,
        core_periphery::answer,
        flow::answer,
    ];
    topics.iter().find_map(|answer| answer(dataset, case))
}

fn exact(value: Option<f64>) -> Option<Answer> {
    Some(Answer::Exact(json!(value?)))
}
