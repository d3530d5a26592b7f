//! Times over a graph that the golden file gives, and weights from them.

use super::super::super::Answer;
use super::super::super::dataset::Dataset;
use super::{count, described};
use jingwei::disparity::{Islands, moran};
use jingwei::network::{Edge, Graph};
use jingwei::units::Minutes;
use jingwei::weights::travel_time::{Direction, StatedTimes, band, gaussian, inverse, k_nearest};
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    let function = case["function"].as_str()?;
    if function == "od.time_matrix" {
        return Some(Answer::Exact(json!(times(dataset)?)));
    }
    let kind = function.strip_prefix("weights.network_time.")?;
    let direction = match params["symmetrize"].as_str().map(|rule| rule.split('(').next()) {
        None => Direction::Each,
        Some(Some("min")) => Direction::Min,
        Some(Some("max")) => Direction::Max,
        Some(Some("mean")) => Direction::Mean,
        Some(_) => return None,
    };
    let minutes = |name: &str| params[name].as_f64().map(Minutes::new);
    let times = StatedTimes::new(times(dataset)?).ok()?;
    let weights = match kind.split('_').next()? {
        "band" => band(&times, minutes("threshold")?, direction),
        "inverse" => inverse(&times, params["power"].as_f64()?, minutes("threshold"), direction),
        "gaussian" => gaussian(&times, minutes("bandwidth")?, minutes("cutoff"), direction),
        "knn" => k_nearest(&times, count(&params["k"])?, direction),
        _ => return None,
    };
    let weights = weights.ok()?;
    let mut answer = described(&weights);
    let y = dataset.numbers(&dataset.inputs["y"])?;
    let global = moran(&weights.row_standardised(), &y, Islands::Esda).ok()??;
    let randomisation = global.randomisation?;
    answer["moran_r"] = json!({
        "I": global.i, "EI": global.expectation, "VI_rand": randomisation.variance, "z_rand": randomisation.z,
    });
    Some(Answer::Exact(answer))
}

/// Times between the units, each at the node of its number, over edges `[from, to, time, oneway]`.
///
/// The engine counts in whole numbers, as fine here as they allow; it finds the way, and the times along it are summed as
/// they are given.
fn times(dataset: &Dataset) -> Option<Vec<Vec<Option<f64>>>> {
    let listed = dataset.inputs["edges"].as_array()?;
    let mut ways: Vec<(u32, u32, f64)> = Vec::new();
    for edge in listed {
        let node = |at: usize| u32::try_from(edge[at].as_u64()?).ok();
        let (from, to, time) = (node(0)?, node(1)?, edge[2].as_f64()?);
        ways.push((from, to, time));
        if edge[3] != true {
            ways.push((to, from, time));
        }
    }
    let nodes = ways.iter().map(|&(from, to, _)| from.max(to) as usize + 1).fold(dataset.len(), usize::max);
    let longest = ways.iter().map(|way| way.2).fold(0.0, f64::max);
    let graph = (0..40).find_map(|halvings| {
        let scale = f64::from(u32::MAX - 1) / longest / f64::from(1 << halvings.min(31));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "scaled to fit")]
        let edge = |&(tail, head, time): &(u32, u32, f64)| Edge {
            tail,
            head,
            milliseconds: (time * scale).round() as u32,
        };
        Graph::new(nodes, &ways.iter().map(edge).collect::<Vec<_>>()).ok()
    })?;
    let along = |i: usize, j: usize| {
        let path = graph.shortest_path(i, j)?;
        Some(path.into_iter().fold(0.0, |sum, place| sum + ways[place].2))
    };
    Some((0..dataset.len()).map(|i| (0..dataset.len()).map(|j| along(i, j)).collect()).collect())
}
