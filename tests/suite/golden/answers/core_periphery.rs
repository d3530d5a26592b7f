//! Core and periphery on graphs.
//!
//! What searches find is held against the objective of the model, not against the labels: several may be as good. The
//! `score` of a case is what cpnet 0.0.21 prints for its own answer; where that is another formula than the model's
//! (see below), the score is still restated from the stored labels, so that graph and labels are known to be read right,
//! and the model's own objective decides.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::rings::core_periphery::{
    InteractionGraph, LapCoreOptions, LowRankCoreOptions, Ranks, RombachOptions, SearchOptions,
    borgatti_everett, correlation, cut_quality, k_core, lap_core, lip, lip_misfits, low_rank_core, minres,
    minres_residual, rombach, rombach_quality,
};
use jingwei::weights::Weights;
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let function = case["function"].as_str()?.strip_prefix("net.")?;
    let known = ["k_core", "borgatti_everett", "minres", "rombach", "lapcore", "lowrankcore", "lip"];
    if !known.contains(&function) {
        return None;
    }
    let graph = graph(dataset, case)?;
    if function == "k_core" {
        return Some(Answer::Exact(json!(k_core(&graph))));
    }
    let stored: Vec<f64> =
        case["result"]["coreness"].as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    let labels: Vec<bool> = stored.iter().map(|&coreness| coreness > 0.5).collect();
    let search = SearchOptions::default();
    match function {
        "borgatti_everett" => {
            let stored = correlation(&graph, &labels)?;
            let ours = borgatti_everett(&graph, &search)?.correlation;
            Some(Answer::Optimum { restated: json!({ "Q": stored }), ours, stored })
        }
        "minres" => Some(Answer::Optimum {
            restated: json!({ "score": [printed_minres_score(&graph, &stored)] }),
            ours: -minres(&graph, &search)?.residual,
            stored: -minres_residual(&graph, &stored),
        }),
        "rombach" => {
            let parameter = |name: &str, default| case["params"][name].as_f64().unwrap_or(default);
            let options = RombachOptions {
                sharpness: parameter("alpha", 0.5),
                periphery: parameter("beta", 0.8),
                ranks: Ranks::FromZero,
                ..RombachOptions::default()
            };
            let stored = rombach_quality(&graph, &stored);
            let ours = rombach(&graph, &options).ok()??.quality;
            Some(Answer::Optimum { restated: json!({ "score": [stored] }), ours, stored })
        }
        "lapcore" | "lowrankcore" => {
            let smallest = case["params"]["beta"].as_f64().unwrap_or(0.1);
            let found = if function == "lapcore" {
                lap_core(&graph, &LapCoreOptions { smallest, regularisation: 1.0 })
            } else {
                low_rank_core(&graph, &LowRankCoreOptions { smallest })
            };
            Some(Answer::Optimum {
                restated: json!({ "score": [printed_cut_score(&graph, &labels)] }),
                ours: found.ok()??.quality,
                // A part of fewer than two places has no density: anything is better.
                stored: cut_quality(&graph, &labels).unwrap_or(f64::NEG_INFINITY),
            })
        }
        "lip" => Some(Answer::Optimum {
            restated: json!({ "score": [printed_lip_score(&graph, &labels)] }),
            ours: -(lip(&graph)?.misfits as f64),
            stored: -(lip_misfits(&graph, &labels) as f64),
        }),
        _ => None,
    }
}

/// A graph that the file gives by name, unweighted unless the case says otherwise.
fn graph(dataset: &Dataset, case: &Value) -> Option<InteractionGraph> {
    let given = &dataset.inputs[case["params"]["graph"].as_str()?];
    let mut rows = vec![Vec::new(); usize::try_from(given["n"].as_u64()?).ok()?];
    for edge in given["edges"].as_array()? {
        let end = |at: usize| usize::try_from(edge[at].as_u64()?).ok();
        let (i, j, weight) = (end(0)?, end(1)?, edge[2].as_f64().unwrap_or(1.0));
        rows[i].push((j, weight));
        rows[j].push((i, weight));
    }
    let graph = InteractionGraph::new(&Weights::from_rows(rows)).ok()?;
    Some(if case["params"]["weighted"] == true { graph } else { graph.binary() })
}

/// What cpnet prints: it takes the squares of the coreness for their fourth powers.
fn printed_minres_score(graph: &InteractionGraph, coreness: &[f64]) -> f64 {
    let sum = |power: i32| coreness.iter().map(|c| c.powi(power)).sum::<f64>();
    minres_residual(graph, coreness) + sum(4) - sum(2)
}

/// What cpnet prints: it takes the interaction inside the core for that inside the periphery.
fn printed_cut_score(graph: &InteractionGraph, core: &[bool]) -> f64 {
    let (k, n) = (core.iter().filter(|&&core| core).count() as f64, core.len() as f64);
    let within = |is_core: bool| {
        let places = (0..core.len()).filter(move |&i| core[i] == is_core);
        places
            .flat_map(|i| graph.row(i).filter(move |&(j, _)| core[j] == is_core))
            .map(|(_, value)| value)
            .sum::<f64>()
            / 2.0
    };
    let Some(quality) = cut_quality(graph, core) else { return 0.0 };
    quality - (within(true) - within(false)) / ((n - k) * (n - k - 1.0) / 2.0)
}

/// What cpnet prints: misfits in both directions, each core place and itself among them, and each link of a peripheral
/// place, be the other end core or not.
fn printed_lip_score(graph: &InteractionGraph, core: &[bool]) -> f64 {
    let size = core.iter().filter(|&&core| core).count() as f64;
    let (mut inside, mut at_periphery) = (0.0, 0.0);
    for i in 0..core.len() {
        for (j, _) in graph.row(i) {
            inside += f64::from(u8::from(core[i] && core[j]));
            at_periphery += f64::from(u8::from(!core[j]));
        }
    }
    -(size * size - inside + at_periphery)
}
