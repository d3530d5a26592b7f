//! Local statistics.

use super::super::super::Answer;
use super::super::super::dataset::Dataset;
use super::super::weights::transformed;
use super::EXACT;
use jingwei::disparity::{
    Deviation, LocalGOptions, LocalGVariance, LocalMoran, LocalScale, Quadrant, local_bivariate_moran,
    local_g, local_geary, local_moran, local_moran_exact, local_moran_moments,
};
use serde_json::{Map, Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let (params, inputs) = (&case["params"], &case["inputs"]);
    let y = dataset.numbers(&inputs["y"]);
    let weights = || transformed(&dataset.weights(&inputs["w"])?, &params["transformation"]);
    match case["function"].as_str()? {
        "moran.local" => {
            let (weights, y) = (weights()?, y?);
            let mut value = scatter(&local_moran(&weights, &y).ok()?);
            // esda gives its moments on spdep's scale.
            let moments = local_moran_moments(&weights, &y, LocalScale::Spdep).ok()?;
            let column = |of: fn(&jingwei::disparity::LocalMoranMoments) -> f64| -> Value {
                moments.iter().map(|moments| moments.as_ref().map(of)).collect::<Vec<_>>().into()
            };
            value["EI"] = column(|moments| moments.expectation);
            value["VI"] = column(|moments| moments.variance);
            value["EIc"] = column(|moments| moments.conditional_expectation);
            value["VIc"] = column(|moments| moments.conditional_variance);
            Some(Answer::Exact(value))
        }
        "moran.bivariate_local" => {
            let (x, y) = (dataset.numbers(&params["x"])?, dataset.numbers(&params["y"])?);
            Some(Answer::Exact(scatter(&local_bivariate_moran(&weights()?, &x, &y).ok()?)))
        }
        "moran.local_exact_conditional_p" => {
            let (weights, y) = (weights()?, y?);
            let local = local_moran_exact(&weights, &y).ok()?;
            let moments = local_moran_moments(&weights, &y, LocalScale::Esda).ok()?;
            let mut units = Map::new();
            for (i, (local, moments)) in local.iter().zip(&moments).enumerate() {
                let (Some(local), Some(moments)) = (local, moments) else { continue };
                let p = local.p;
                let value = json!({
                    "k": weights.row(i).len(), "I": local.observed.i, "total": local.permutations,
                    "p_greater": p.greater, "p_lesser": p.lesser, "p_two_sided_doubled": p.two_sided,
                    "n_ge": p.greater, "n_le": p.lesser,
                    "mean": moments.conditional_expectation, "var": moments.conditional_variance,
                });
                units.insert(i.to_string(), value);
            }
            Some(Answer::MonteCarlo(Value::Object(units), EXACT))
        }
        "geary.local" => {
            let deviation = match params["ddof"].as_u64() {
                None | Some(0) => Deviation::Population,
                Some(1) => Deviation::Sample,
                Some(_) => return None,
            };
            Some(Answer::Exact(json!({ "localC": local_geary(&weights()?, &y?, deviation).ok()? })))
        }
        "getis_ord.local_Gi" | "getis_ord.local_Gistar" => {
            let options = LocalGOptions {
                star: params["star"].as_bool()?,
                row_standardised: match params["transform"].as_str()? {
                    "R" | "r" => true,
                    "B" | "b" => false,
                    _ => return None,
                },
                variance: LocalGVariance::Cardinality,
            };
            let local = local_g(&dataset.weights(&inputs["w"])?.binary(), &y?, &options).ok()?;
            let column = |of: fn(&jingwei::disparity::LocalG) -> Option<f64>| -> Value {
                local.iter().map(|local| local.as_ref().and_then(of)).collect::<Vec<_>>().into()
            };
            Some(Answer::Exact(json!({
                "Gs": column(|local| local.g), "EGs": column(|local| Some(local.expectation)),
                "VGs": column(|local| local.variance), "Zs": column(|local| local.z),
                // esda's is one-sided.
                "p_norm": column(|local| local.p.map(|p| p / 2.0)),
            })))
        }
        _ => None,
    }
}

fn scatter(local: &[Option<LocalMoran>]) -> Value {
    let statistics: Vec<_> = local.iter().map(|local| local.map(|local| local.i)).collect();
    let quadrants: Vec<_> = local.iter().map(|local| local.map(|local| number(local.quadrant))).collect();
    json!({ "Is": statistics, "q": quadrants })
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
