//! Regions.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::cluster::{
    AzpOptions, Dissimilarity, Floor, MaxPOptions, RegionOptions, Regions, SkaterOptions, Standardisation,
    azp, max_p, skater, ward,
};
use jingwei::weights::Weights;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let name = case["function"].as_str()?.strip_prefix("cluster.")?;
    let (params, inputs) = (&case["params"], &case["inputs"]);
    if !matches!(name, "skater" | "ward_spatial" | "azp" | "max_p") {
        return None;
    }
    let columns: Vec<Vec<f64>> =
        inputs["cols"].as_array()?.iter().map(|name| dataset.numbers(name)).collect::<Option<_>>()?;
    // The graph is not named where it is queen's.
    let graph = if inputs["w"].is_null() { json!("queen") } else { inputs["w"].clone() };
    let weights = dataset.weights(&graph)?;
    let k = || usize::try_from(params["k"].as_u64()?).ok();
    let standardise =
        if inputs["standardised"] == "ddof=0" { Standardisation::ZScore } else { Standardisation::None };
    let regions = RegionOptions { standardise, floor: floor(dataset, params)? };
    let made = match name {
        // spopt's tree is one of Manhattan distances; its cuts gain by distances that are not squared.
        "skater" => {
            let options = SkaterOptions {
                regions: regions.clone(),
                dissimilarity: Dissimilarity::Manhattan,
                recut: true,
            };
            skater(&weights, &columns, k()?, &options)
        }
        "ward_spatial" => ward(&weights, &columns, k()?, &regions),
        "azp" => {
            azp(&weights, &columns, k()?, &AzpOptions { regions: regions.clone(), ..AzpOptions::default() })
        }
        _ => max_p(&weights, &columns, &MaxPOptions { regions: regions.clone(), ..MaxPOptions::default() }),
    };
    let made = made.ok()?;
    keeps(&made, &weights, &regions.floor);
    let answer = json!({
        "labels": named_as(&case["result"]["labels"], &made.of),
        "ssw": made.within_sum_of_squares,
        "p": made.len(),
    });
    Some(match name {
        "ward_spatial" => Answer::Exact(answer),
        _ => Answer::AsGood(answer),
    })
}

/// The floor of a case: of a count or of a column.
fn floor(dataset: &Dataset, params: &Value) -> Option<Floor> {
    let least = match (&params["floor"], &params["threshold"]) {
        (Value::Null, Value::Null) => return Some(Floor::default()),
        (Value::Null, least) | (least, _) => least,
    };
    match params["threshold_var"].as_str() {
        None | Some("count") => Some(Floor::Count(usize::try_from(least.as_u64()?).ok()?)),
        Some(column) => {
            Some(Floor::Sum { values: dataset.numbers(&json!(column))?, at_least: least.as_f64()? })
        }
    }
}

/// Contiguity and the floor hold in every answer, however good its sum.
fn keeps(regions: &Regions, weights: &Weights, floor: &Floor) {
    for region in 0..regions.len() {
        let members = regions.members(region);
        let inside = |unit: usize| members.binary_search(&unit).ok();
        let rows = members.iter().map(|&i| weights.row(i).filter_map(|(j, _)| inside(j)).collect());
        let whole = Weights::from_neighbours(rows.collect()).components();
        assert!(whole.iter().all(|&part| part == 0), "region {region} is contiguous");
        let held = match floor {
            Floor::Count(least) => members.len() >= *least,
            Floor::Sum { values, at_least } => {
                members.iter().map(|&i| values[i]).sum::<f64>() >= at_least * (1.0 - 1e-9)
            }
        };
        assert!(held, "region {region} reaches the floor");
    }
}

/// Our regions under the names of the reference: each takes the name of the first unit in it that no other region
/// has taken. Equal partitions become equal lists, and only these.
fn named_as(reference: &Value, of: &[usize]) -> Value {
    let mut names: BTreeMap<usize, Value> = BTreeMap::new();
    let named = |(i, &region): (usize, &usize)| {
        if let Some(name) = names.get(&region) {
            return name.clone();
        }
        let name = reference[i].clone();
        let taken = names.values().any(|other| *other == name);
        let name = if taken { json!(format!("region {region}")) } else { name };
        names.insert(region, name.clone());
        name
    };
    Value::Array(of.iter().enumerate().map(named).collect())
}
