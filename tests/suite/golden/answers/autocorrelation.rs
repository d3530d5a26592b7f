//! Spatial autocorrelation.

mod local;

use super::super::Answer;
use super::super::dataset::{Dataset, lattice, listed};
use super::weights::transformed;
use jingwei::disparity::{
    Geary, Islands, Joins, Moments, Moran, PermutationOptions, bivariate_moran, geary, global_g, join_counts,
    lee, local_moran, local_moran_permutation, moran, moran_exact, moran_permutation, spatial_gini,
};
use jingwei::weights::Weights;
use serde_json::{Value, json};

const PERMUTATIONS: PermutationOptions = PermutationOptions { permutations: 9999, seed: 20_261_123 };

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let (params, inputs) = (&case["params"], &case["inputs"]);
    let y = dataset.numbers(&inputs["y"]);
    let weights = || transformed(&dataset.weights(&inputs["w"])?, &params["transformation"]);
    match case["function"].as_str()? {
        "moran.global" => Some(Answer::Exact(global(&moran(&weights()?, &y?, Islands::Esda).ok()??))),
        "moran.island" => {
            let weights = transformed(&listed(&params["neighbors"])?, &params["transformation"])?;
            let y = y?;
            let mut value = global(&moran(&weights, &y, Islands::Esda).ok()??);
            value["s0"] = json!(weights.sums().s0);
            value["C"] = json!(geary(&weights, &y, Islands::Esda).ok()??.c);
            Some(Answer::Exact(value))
        }
        "moran.island_conventions" => island_conventions(case),
        "moran.global_permutation" => {
            let test = moran_permutation(&weights()?, &y?, Islands::Esda, &PERMUTATIONS).ok()??;
            let value = json!({
                "I": test.moran.i, "mean": test.mean, "sd": test.deviation,
                "p_greater": test.p.greater, "p_lesser": test.p.lesser, "p_directed": test.p.directed,
                "p_two_sided_doubled": test.p.two_sided,
            });
            Some(Answer::MonteCarlo(value, test.permutations))
        }
        "moran.exact_global" => {
            let (weights, y) = (lattice(&params["lattice"])?.row_standardised(), y?);
            let test = moran_exact(&weights, &y, Islands::Esda).ok()??;
            let mut value = global(&test.observed);
            value["mean"] = json!(test.reference.mean);
            value["var"] = json!(test.reference.deviation?.powi(2));
            value["n_ge"] = json!(test.reference.p.greater);
            value["n_le"] = json!(test.reference.p.lesser);
            // Each different arrangement stands for as many permutations.
            value["total"] = json!((1..=y.len()).product::<usize>());
            Some(Answer::MonteCarlo(value, EXACT))
        }
        "geary.global" => {
            Some(Answer::Exact(contiguity_ratio(&geary(&weights()?, &y?, Islands::Esda).ok()??)))
        }
        "getis_ord.global_G" => {
            let weights = transformed(&dataset.weights(&inputs["w"])?, &params["transform"])?;
            let g = global_g(&weights, &y?).ok()??;
            let moments = g.randomisation?;
            let value = json!({
                "G": g.g, "EG": g.expectation, "VG": moments.variance, "z_norm": moments.z, "p_norm": moments.p / 2.0,
            });
            Some(Answer::Exact(value))
        }
        "moran.bivariate_global" => {
            let (x, y) = (dataset.numbers(&params["x"])?, dataset.numbers(&params["y"])?);
            Some(Answer::Exact(json!({ "I": bivariate_moran(&weights()?, &x, &y).ok()?? })))
        }
        "lee_L" => {
            let x = dataset.numbers(if params["x"].is_null() { &dataset.second } else { &params["x"] })?;
            let lee = lee(&weights()?, &x, &y?).ok()??;
            Some(Answer::Exact(json!({ "L": [[lee.smoothing_x, lee.l], [lee.l, lee.smoothing_y]] })))
        }
        "join_counts" => {
            let (y, weights) = (
                y?,
                match &params["lattice"] {
                    Value::Null => dataset.weights(&inputs["w"])?.binary(),
                    text => lattice(text)?,
                },
            );
            joins(&weights, &y, &params["threshold"])
        }
        "gini.spatial" => {
            // The contiguity is not named where it is queen's.
            let name = if inputs["w"].is_null() { json!("queen") } else { inputs["w"].clone() };
            let y = y?;
            let gini = spatial_gini(&dataset.weights(&name)?, &y).ok()??;
            let den = 2.0 * y.len() as f64 * y.iter().sum::<f64>();
            Some(Answer::Exact(json!({
                "g": gini.gini, "wg": gini.neighbours * den, "wcg": gini.others * den, "wcg_share": gini.others,
                "dtotal": gini.gini * den, "den": den, "polarization": gini.polarisation,
            })))
        }
        _ => local::answer(dataset, case),
    }
}

/// As many permutations as leave no error of sampling.
const EXACT: usize = 1 << 60;

fn global(moran: &Moran) -> Value {
    let mut value = json!({ "I": moran.i, "EI": moran.expectation });
    let mut put = |name: &str, moments: Option<Moments>| {
        let Some(Moments { variance, z, p }) = moments else { return };
        value[format!("VI_{name}")] = json!(variance);
        value[format!("seI_{name}")] = json!(variance.sqrt());
        value[format!("z_{name}")] = json!(z);
        value[format!("p_{name}")] = json!(p);
    };
    put("norm", moran.normality);
    put("rand", moran.randomisation);
    value
}

fn contiguity_ratio(geary: &Geary) -> Value {
    let mut value = json!({ "C": geary.c, "EC": 1.0 });
    let mut put = |name: &str, moments: Option<Moments>| {
        let Some(Moments { variance, z, p }) = moments else { return };
        value[format!("VC_{name}")] = json!(variance);
        value[format!("z_{name}")] = json!(z);
        // esda's is one-sided.
        value[format!("p_{name}")] = json!(p / 2.0);
    };
    put("norm", geary.normality);
    put("rand", geary.randomisation);
    value
}

/// Moran's I under both rules for islands; an island has neither local statistic nor p-value.
fn island_conventions(case: &Value) -> Option<Answer> {
    let weights = listed(&case["params"]["neighbors"])?.row_standardised();
    let y: Vec<f64> = case["result"]["y"].as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    let by = |islands| moran(&weights, &y, islands).ok().flatten();
    let (all, adjusted) = (by(Islands::Esda)?, by(Islands::Spdep)?);
    let local = local_moran(&weights, &y).ok()?;
    let tests = local_moran_permutation(&weights, &y, &PERMUTATIONS).ok()?;
    let named = weights.islands().iter().all(|&i| local[i].is_none() && tests[i].is_none());
    assert!(named, "an island has no local result");
    let mut value =
        json!({ "y": y, "I_all_n": all.i, "EI_all_n": all.expectation, "EI_adjust_n": adjusted.expectation });
    value[format!("I_adjust_n_{}over{}", adjusted.units, all.units)] = json!(adjusted.i);
    Some(Answer::Exact(value))
}

/// Join counts of the units above the median, or marked by ones.
fn joins(weights: &Weights, y: &[f64], threshold: &Value) -> Option<Answer> {
    let limit = match threshold.as_str() {
        None => 0.5,
        Some("y > median") => median(y),
        Some("y > mean") => y.iter().sum::<f64>() / y.len() as f64,
        Some(_) => return None,
    };
    let marked: Vec<bool> = y.iter().map(|&y| y > limit).collect();
    let counts = join_counts(weights, &marked)?;
    let count = |joins: Joins| json!(joins.count);
    Some(Answer::Exact(json!({
        "y01": marked.iter().map(|&marked| i32::from(marked)).collect::<Vec<_>>(),
        "bb": count(counts.bb), "ww": count(counts.ww), "bw": count(counts.bw), "J": counts.all,
        "chi2": counts.chi_square, "chi2_p": counts.chi_square_p, "dof": 1,
    })))
}

fn median(y: &[f64]) -> f64 {
    let mut sorted = y.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) }
}
