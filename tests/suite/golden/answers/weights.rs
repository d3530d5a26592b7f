//! Spatial weights.

mod travel_time;

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::units::Metres;
use jingwei::weights::file::{Format, parse};
use jingwei::weights::{
    Bandwidth, Diagonal, Kernel, KernelWeights, LowerOrders, Symmetry, Weights, delaunay, distance_band,
    gabriel, higher_order, inverse_distance, k_nearest, kernel, link_islands, min_threshold_distance,
    relative_neighbourhood,
};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    let points = || dataset.points();
    let threshold = || Some(Metres::new(params["threshold"].as_f64()?));
    let made = match case["function"].as_str()? {
        "weights.queen" => dataset.weights(&json!("queen"))?,
        "weights.rook" => dataset.weights(&json!("rook"))?,
        "weights.knn" => k_nearest(&points()?, count(&params["k"])?).ok()?,
        "weights.distance_band" => distance_band(&points()?, threshold()?).ok()?,
        "weights.distance_band_idw" => {
            inverse_distance(&points()?, threshold()?, -params["alpha"].as_f64()?).ok()?
        }
        "weights.delaunay" => delaunay(&points()?).ok()?,
        "weights.gabriel" => gabriel(&points()?).ok()?,
        "weights.relative_neighborhood" => relative_neighbourhood(&points()?).ok()?,
        "weights.higher_order" => {
            let lower = match params["lower_order"].as_bool() {
                Some(true) => LowerOrders::Included,
                _ => LowerOrders::Excluded,
            };
            higher_order(&dataset.weights(&params["base"])?, count(&params["k"])?, lower).ok()?
        }
        "weights.knn_symmetric" => k_nearest(&points()?, count(&params["k"])?).ok()?.symmetric(Symmetry::Max),
        "weights.attach_islands" => {
            let band = distance_band(&points()?, threshold()?).ok()?;
            let linked = link_islands(&band, &points()?).ok()?;
            let mut answer = described(&linked.weights);
            answer["attached"] = json!(linked.links.iter().map(|&(island, _)| island).collect::<Vec<_>>());
            return Some(Answer::Exact(answer));
        }
        "weights.read" => {
            let format = Format::of(&Path::new("weights").with_extension(params["format"].as_str()?)).ok()?;
            let ids: Vec<String> = (0..dataset.len()).map(|i| i.to_string()).collect();
            parse(format, Path::new("weights"), params["text"].as_str()?.as_bytes(), &ids).ok()?.weights
        }
        // Declined: what libpysal gives there depends on the transform that was asked for before.
        "weights.transform" if params["transform"] == "D" => return None,
        "weights.transform" | "weights.transform_of_fresh" => {
            let copy = transformed(&dataset.weights(&params["base"])?, &params["transform"])?;
            let sums = copy.sums();
            let mut answer = described(&copy);
            for (name, sum) in [("s0", sums.s0), ("s1", sums.s1), ("s2", sums.s2)] {
                answer[name] = json!(sum);
            }
            return Some(Answer::Exact(answer));
        }
        "weights.min_threshold_distance" => {
            return super::exact(min_threshold_distance(&points()?).ok().map(Metres::get));
        }
        "weights.kernel_fixed" | "weights.kernel_adaptive" => {
            let KernelWeights { weights, bandwidths } = kernels(dataset, params)?;
            let mut answer = described(&weights);
            answer["bandwidth"] = json!([bandwidths.first()?.get()]);
            return Some(Answer::Exact(answer));
        }
        _ => return travel_time::answer(dataset, case),
    };
    Some(Answer::Exact(described(&made)))
}

pub(super) fn transformed(weights: &Weights, name: &Value) -> Option<Weights> {
    match name.as_str()? {
        "r" | "R" => Some(weights.row_standardised()),
        "b" | "B" => Some(weights.binary()),
        "d" | "D" => Some(weights.doubly_standardised()),
        "v" | "V" => Some(weights.variance_stabilised()),
        "o" | "O" => Some(weights.clone()),
        _ => None,
    }
}

fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn kernels(dataset: &Dataset, params: &Value) -> Option<KernelWeights> {
    let shape = Kernel::ALL.into_iter().find(|shape| params["function"] == shape.name())?;
    let diagonal = if params["diagonal"] == true { Diagonal::One } else { Diagonal::Kernel };
    let bandwidth = match (params["bandwidth"].as_f64(), params["fixed"].as_bool()?) {
        (Some(bandwidth), _) => Bandwidth::Fixed(Metres::new(bandwidth)),
        (None, true) => Bandwidth::FixedNearest(count(&params["k"])?),
        (None, false) => Bandwidth::AdaptiveNearest(count(&params["k"])?),
    };
    kernel(&dataset.points()?, shape, &bandwidth, diagonal).ok()
}

/// Everything that a case may ask of weights.
fn described(weights: &Weights) -> Value {
    let units = || 0..weights.len();
    let sums = weights.sums();
    let counts = || units().map(|i| weights.neighbours(i).len());
    let components = weights.components().into_iter().max().map_or(0, |last| last + 1);
    json!({
        "n": weights.len(),
        "summary": {
            "n": weights.len(), "nonzero": weights.links(), "s0": sums.s0, "s1": sums.s1, "s2": sums.s2,
            "islands": weights.islands(), "n_components": components,
            // The trace of W'W + WW is S1 in other words.
            "trcWtW_WW": sums.s1,
            "max_neighbors": counts().max(), "min_neighbors": counts().min(),
        },
        "neighbors": units().map(|i| weights.neighbours(i)).collect::<Vec<_>>(),
        "weights": units().map(|i| weights.values(i)).collect::<Vec<_>>(),
        "islands": weights.islands(),
    })
}
