//! Our functions by the names that the golden files use.

use super::Answer;
use super::dataset::{Dataset, lattice, listed};
use jingwei::classify::{Scheme, classify};
use jingwei::disparity::{
    Correction, Deviation, Islands, Moments, Moran, PermutationOptions, Quadrant, Theil,
    coefficient_of_variation, gini, gini_weighted, local_moran, local_moran_permutation, moran,
    moran_permutation, theil_decomposition, theil_decomposition_weighted, theil_t, theil_t_weighted,
    williamson,
};
use jingwei::weights::Weights;
use serde_json::{Map, Value, json};

const PERMUTATIONS: PermutationOptions = PermutationOptions { permutations: 9999, seed: 20_261_123 };

/// Our answer to `case`; `None` where we have no such function.
pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let (params, inputs) = (&case["params"], &case["inputs"]);
    let y = || dataset.numbers(&inputs["y"]);
    let population = || dataset.numbers(&inputs["pop"]);
    let groups = || dataset.texts(&params["groups"]);
    let exact = |value: Option<f64>| Some(Answer::Exact(json!(value?)));
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
        "weights.queen" => Some(weights(&dataset.weights(&json!("queen"))?)),
        "weights.rook" => Some(weights(&dataset.weights(&json!("rook"))?)),
        "weights.transform" => {
            let base = dataset.weights(&params["base"])?;
            let copy = transformed(&base, &params["transform"])?;
            let sums = copy.sums();
            let rows: Vec<Vec<f64>> =
                (0..copy.len()).map(|i| copy.row(i).map(|(_, w)| w).collect()).collect();
            Some(Answer::Exact(json!({ "s0": sums.s0, "s1": sums.s1, "s2": sums.s2, "weights": rows })))
        }
        function => autocorrelation(dataset, case, function),
    }
}

/// The measures of spatial autocorrelation.
fn autocorrelation(dataset: &Dataset, case: &Value, function: &str) -> Option<Answer> {
    let (params, inputs) = (&case["params"], &case["inputs"]);
    let y = dataset.numbers(&inputs["y"]);
    let weights = || transformed(&dataset.weights(&inputs["w"])?, &params["transformation"]);
    match function {
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

fn transformed(weights: &Weights, name: &Value) -> Option<Weights> {
    match name.as_str()? {
        "r" | "R" => Some(weights.row_standardised()),
        "b" | "B" => Some(weights.binary()),
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

fn classes(y: &[f64], scheme: &Scheme, k: &Value) -> Option<Answer> {
    let values: Vec<_> = y.iter().copied().map(Some).collect();
    let k = usize::try_from(k.as_u64()?).ok()?;
    let classes = classify(&values, scheme, k).ok()?.classes;
    Some(Answer::Exact(json!({
        "bins": classes.bounds[1..], "counts": classes.counts(), "yb": classes.of, "k": classes.len(),
    })))
}

fn weights(weights: &Weights) -> Answer {
    let rows: Vec<Vec<usize>> =
        (0..weights.len()).map(|i| weights.row(i).map(|(j, _)| j).collect()).collect();
    let sums = weights.sums();
    let counts = || rows.iter().map(Vec::len);
    let components = weights.components().into_iter().max().map_or(0, |last| last + 1);
    Answer::Exact(json!({
        "summary": {
            "n": weights.len(), "nonzero": counts().sum::<usize>(), "s0": sums.s0, "s1": sums.s1, "s2": sums.s2,
            "islands": weights.islands(), "n_components": components,
            // The trace of W'W + WW is S1 in other words.
            "trcWtW_WW": sums.s1,
            "max_neighbors": counts().max(), "min_neighbors": counts().min(),
        },
        "neighbors": rows,
    }))
}
