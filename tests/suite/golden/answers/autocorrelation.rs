//! Spatial autocorrelation.

use super::super::Answer;
use super::super::dataset::{Dataset, lattice, listed};
use super::weights::transformed;
use jingwei::disparity::{
    Islands, Moments, Moran, PermutationOptions, Quadrant, local_moran, local_moran_permutation, moran,
    moran_permutation,
};
use serde_json::{Map, Value, json};

const PERMUTATIONS: PermutationOptions = PermutationOptions { permutations: 9999, seed: 20_261_123 };

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let (params, inputs) = (&case["params"], &case["inputs"]);
    let y = dataset.numbers(&inputs["y"]);
    let weights = || transformed(&dataset.weights(&inputs["w"])?, &params["transformation"]);
    match case["function"].as_str()? {
        "moran.global" => Some(Answer::Exact(global(&moran(&weights()?, &y?, Islands::Esda).ok()??))),
        "moran.island" => {
            let weights = listed(&params["neighbors"])?.row_standardised();
            let y = y?;
            let mut value = global(&moran(&weights, &y, Islands::Esda).ok()??);
            value["s0"] = json!(weights.sums().s0);
            Some(Answer::Exact(value))
        }
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
            let weights = lattice(&params["lattice"])?.row_standardised();
            let test = moran_permutation(&weights, &y?, Islands::Esda, &PERMUTATIONS).ok()??;
            let mut value = global(&test.moran);
            // Over all permutations these are the analytic moments.
            value["mean"] = value["EI"].clone();
            value["var"] = value["VI_rand"].clone();
            value["n_ge"] = json!(test.p.greater);
            value["n_le"] = json!(test.p.lesser);
            Some(Answer::MonteCarlo(value, test.permutations))
        }
        "moran.local" => {
            let local = local_moran(&weights()?, &y?).ok()?;
            let statistics: Vec<_> = local.iter().map(|local| local.map(|local| local.i)).collect();
            let quadrants: Vec<_> =
                local.iter().map(|local| local.map(|local| number(local.quadrant))).collect();
            Some(Answer::Exact(json!({ "Is": statistics, "q": quadrants })))
        }
        "moran.local_exact_conditional_p" => {
            let weights = weights()?;
            let local = local_moran_permutation(&weights, &y?, &PERMUTATIONS).ok()?;
            let mut units = Map::new();
            for (i, local) in local.iter().enumerate() {
                let Some(local) = local else { continue };
                let p = local.p;
                let value = json!({
                    "k": weights.row(i).len(), "I": local.local.i,
                    "p_greater": p.greater, "p_lesser": p.lesser, "p_two_sided_doubled": p.two_sided,
                    "n_ge": p.greater, "n_le": p.lesser,
                });
                units.insert(i.to_string(), value);
            }
            Some(Answer::MonteCarlo(Value::Object(units), PERMUTATIONS.permutations))
        }
        _ => None,
    }
}

/// PySAL's number of a quadrant.
fn number(quadrant: Quadrant) -> u8 {
    match quadrant {
        Quadrant::HighHigh => 1,
        Quadrant::LowHigh => 2,
        Quadrant::LowLow => 3,
        Quadrant::HighLow => 4,
    }
}

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
