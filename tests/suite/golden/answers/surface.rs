//! Geographically weighted statistics.

use super::super::Answer;
use super::super::dataset::Dataset;
use geo_types::Coord;
use jingwei::disparity::{
    SurfaceOptions, geographically_weighted_correlation, geographically_weighted_summary,
};
use jingwei::weights::Weights;
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    match case["function"].as_str()? {
        "gw.summary" => summary(dataset, case),
        _ => None,
    }
}

fn summary(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    let weights = bisquare(dataset, params)?;
    let y = dataset.numbers(&params["var"])?;
    let options = SurfaceOptions::default();
    let local = geographically_weighted_summary(&weights, &y, &options).ok()?;
    let column = |value: fn(&jingwei::disparity::LocalSummary) -> Option<f64>| {
        local.iter().map(value).collect::<Vec<_>>()
    };
    let mut answer = json!({
        "mean": column(|unit| unit.mean),
        "sd": column(|unit| unit.standard_deviation),
        "cv": column(|unit| unit.coefficient_of_variation),
        "skew": column(|unit| unit.skewness),
    });
    if let Some(x) = second(dataset, case, &weights, &y) {
        let pairs = geographically_weighted_correlation(&weights, &y, &x, &options).ok()?;
        answer["cov"] = pairs.iter().map(|unit| unit.covariance).collect();
        answer["corr"] = pairs.iter().map(|unit| unit.correlation).collect();
    }
    Some(Answer::Exact(answer))
}

/// The bisquare kernel over the distance to the `adaptive_k`-th nearest point, each its own nearest.
fn bisquare(dataset: &Dataset, params: &Value) -> Option<Weights> {
    if params["kernel"] != "bisquare" || params["includes_self"] != true {
        return None;
    }
    let k = usize::try_from(params["adaptive_k"].as_u64()?).ok()?;
    let points = dataset.points()?;
    let row = |at: &Coord<f64>| {
        let distance = |to: &Coord<f64>| ((at.x - to.x).powi(2) + (at.y - to.y).powi(2)).sqrt();
        let distances: Vec<f64> = points.iter().map(distance).collect();
        let mut sorted = distances.clone();
        sorted.sort_by(f64::total_cmp);
        let bandwidth = *sorted.get(k.checked_sub(1)?)?;
        let weight = |d: f64| if d < bandwidth { (1.0 - (d / bandwidth).powi(2)).powi(2) } else { 0.0 };
        Some(distances.into_iter().map(weight).enumerate().collect())
    };
    Some(Weights::from_rows(points.iter().map(row).collect::<Option<_>>()?))
}

/// The second variable of covariance and correlation. The cases do not name it: it is the one property whose
/// covariance at the first unit is the one that the case gives; all other units then have to agree as well.
fn second(dataset: &Dataset, case: &Value, weights: &Weights, y: &[f64]) -> Option<Vec<f64>> {
    let first = case["result"]["cov"][0].as_f64()?;
    let named = ["x", "var2"].iter().find_map(|name| dataset.numbers(&case["params"][name]));
    let off = |x: &Vec<f64>| {
        let pairs = geographically_weighted_correlation(weights, y, x, &SurfaceOptions::default()).ok()?;
        Some((pairs.first()?.covariance? - first).abs())
    };
    let nearest = || {
        let known = dataset.property_names().into_iter().filter_map(|name| dataset.numbers(&json!(name)));
        let offs = known.filter_map(|x| Some((off(&x)?, x)));
        offs.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, x)| x)
    };
    named.or_else(nearest)
}
