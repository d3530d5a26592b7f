//! Schemes of classes.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::classify::{Scheme, classify};
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    let y = || dataset.numbers(&case["inputs"]["y"]);
    match case["function"].as_str()? {
        "classify.fisher_jenks" => classes(&y()?, &Scheme::FisherJenks, &params["k"]),
        "classify.quantiles" => classes(&y()?, &Scheme::Quantiles, &params["k"]),
        "classify.quantiles_ties" => {
            let Answer::Exact(mut value) = classes(&y()?, &Scheme::Quantiles, &params["k"])? else {
                return None;
            };
            // PySAL reports the number asked for, we the number made.
            value.as_object_mut()?.remove("k");
            Some(Answer::Exact(value))
        }
        "classify.equal_interval" => classes(&y()?, &Scheme::EqualInterval, &params["k"]),
        "classify.head_tail" => classes(&y()?, &Scheme::HeadTail, &json!(1)),
        _ => None,
    }
}

fn classes(y: &[f64], scheme: &Scheme, k: &Value) -> Option<Answer> {
    let values: Vec<_> = y.iter().copied().map(Some).collect();
    let k = usize::try_from(k.as_u64()?).ok()?;
    let classes = classify(&values, scheme, k).ok()?.classes;
    Some(Answer::Exact(json!({
        "bins": classes.bounds[1..], "counts": classes.counts(), "yb": classes.of, "k": classes.len(),
    })))
}
