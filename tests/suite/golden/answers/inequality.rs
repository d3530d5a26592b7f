//! Measures of inequality and their decompositions.

use super::super::Answer;
use super::super::dataset::Dataset;
use super::exact;
use jingwei::disparity::{
    Correction, Deviation, Theil, coefficient_of_variation, gini, gini_weighted, theil_decomposition,
    theil_decomposition_weighted, theil_t, theil_t_weighted, williamson,
};
use serde_json::{Map, Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let (params, inputs) = (&case["params"], &case["inputs"]);
    let y = || dataset.numbers(&inputs["y"]);
    let population = || dataset.numbers(&inputs["pop"]);
    let groups = || dataset.texts(&params["groups"]);
    match case["function"].as_str()? {
        "gini" => exact(gini(&y()?, Correction::None).ok()?),
        "gini.corrected" => exact(gini(&y()?, Correction::SmallSample).ok()?),
        "gini.weighted" => exact(gini_weighted(&y()?, &population()?).ok()?),
        "cv" if params["ddof"] == 1 => exact(coefficient_of_variation(&y()?, Deviation::Sample).ok()?),
        "cv" if params["ddof"] == 0 => exact(coefficient_of_variation(&y()?, Deviation::Population).ok()?),
        "williamson_cv" => exact(williamson(&y()?, &population()?).ok()?),
        "theil_t" => exact(theil_t(&y()?).ok()?),
        "ge" if params["alpha"] == 1 => exact(theil_t(&y()?).ok()?),
        "ge.weighted" if params["alpha"] == 1 => exact(theil_t_weighted(&y()?, &population()?).ok()?),
        "theil_t.decomposition" => {
            let theil = theil_decomposition(&y()?, &groups()?).ok()??;
            Some(Answer::Exact(json!({ "T": theil.total, "bg": theil.between, "wg": theil.within })))
        }
        "ge.decomposition" if params["alpha"] == 1 => {
            Some(parts(&theil_decomposition(&y()?, &groups()?).ok()??))
        }
        "ge.decomposition.weighted" if params["alpha"] == 1 => {
            Some(parts(&theil_decomposition_weighted(&y()?, &population()?, &groups()?).ok()??))
        }
        _ => None,
    }
}

fn parts(theil: &Theil) -> Answer {
    let group = |group: &jingwei::disparity::TheilGroup| {
        let value = json!({
            "pop_share": group.population_share, "mean": group.mean, "income_share": group.value_share,
            "ge": group.theil, "weight": group.value_share, "contribution": group.within,
        });
        (group.group.clone(), value)
    };
    let groups: Map<String, Value> = theil.groups.iter().map(group).collect();
    Answer::Exact(json!({
        "total": theil.total, "between": theil.between, "within": theil.within, "groups": groups,
    }))
}
