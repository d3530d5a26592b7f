//! Communities and cores beside leidenalg, infomap and cpnet.

use super::{close, count, counts, every_case, numbers};
use jingwei::cluster::{
    InfomapOptions, InteractionGraph as Network, LeidenOptions, Quality, constant_potts, infomap, leiden,
    map_equation, modularity,
};
use jingwei::rings::core_periphery::{
    Expected, InteractionGraph, LapCoreOptions, Ranks, RombachOptions, SearchOptions, borgatti_everett,
    correlation, cut_quality, group_qualities, lap_core, lip, lip_misfits, minres, minres_residual,
    multiple_cores, random_walker, rombach, rombach_quality,
};
use jingwei::weights::Weights;
use serde_json::Value;

fn links(data: &Value) -> Vec<(usize, usize, f64)> {
    let link = |edge: &Value| (count(&edge[0]), count(&edge[1]), edge[2].as_f64().unwrap());
    data["edges"].as_array().unwrap().iter().map(link).collect()
}

fn graph(data: &Value) -> InteractionGraph {
    let mut rows = vec![Vec::new(); count(&data["n"])];
    for (i, j, weight) in links(data) {
        rows[i].push((j, weight));
        rows[j].push((i, weight));
    }
    InteractionGraph::new(&Weights::from_rows(rows)).unwrap()
}

/// Faults of an objective, the greater the better: `restated` is ours of the peer's answer, `theirs` what the peer said
/// of it, if by the same formula.
fn beside(ours: f64, restated: f64, theirs: Option<f64>) -> Result<(), String> {
    if let Some(theirs) = theirs.filter(|&theirs| !close(restated, theirs)) {
        return Err(format!("said {theirs} of its answer, which is {restated}"));
    }
    if ours < restated && !close(ours, restated) {
        return Err(format!("{ours} is below {restated}"));
    }
    Ok(())
}

fn community(data: &Value, case: &Value) -> Result<(), String> {
    let network = Network::from_links(count(&data["n"]), &links(data)).unwrap();
    let (theirs, labels) = (case["objective"].as_f64().unwrap(), &case["labels"]);
    let resolution = case["resolution"].as_f64();
    let searched = |quality| {
        let options = LeidenOptions { quality, iterations: 100, runs: 10, randomness: 0.1, seed: 1 };
        leiden(&network, &options).unwrap().quality.unwrap()
    };
    match case["function"].as_str().unwrap() {
        "leiden_modularity" => {
            let resolution = resolution.unwrap();
            let ours = searched(Quality::Modularity { resolution });
            let restated = modularity(&network, &counts(labels), resolution).unwrap().unwrap();
            beside(ours, restated, Some(theirs))
        }
        "leiden_potts" => {
            let resolution = resolution.unwrap();
            let ours = searched(Quality::ConstantPotts { resolution });
            let restated = constant_potts(&network, &counts(labels), resolution).unwrap();
            // leidenalg counts each pair in both directions.
            beside(ours, restated, Some(theirs / 2.0))
        }
        _ => {
            let options = InfomapOptions { runs: 10, ..InfomapOptions::default() };
            let ours = infomap(&network, &options).unwrap().quality.unwrap();
            let restated = map_equation(&network, &counts(labels)).unwrap().total;
            beside(-ours, -restated, Some(-theirs))
        }
    }
}

fn core(data: &Value, case: &Value) -> Result<(), String> {
    let graph = graph(data);
    let (coreness, score) = (numbers(&case["coreness"]), numbers(&case["score"]));
    let core: Vec<bool> = coreness.iter().map(|&coreness| coreness > 0.5).collect();
    let search = SearchOptions::default();
    let said: f64 = score.iter().sum();
    match case["function"].as_str().unwrap() {
        "borgatti_everett" => {
            let graph = graph.binary();
            let ours = borgatti_everett(&graph, &search).unwrap().correlation;
            beside(ours, correlation(&graph, &core).unwrap(), Some(said))
        }
        "rombach" => {
            let options = RombachOptions { ranks: Ranks::FromZero, ..RombachOptions::default() };
            let ours = rombach(&graph, &options).unwrap().unwrap().quality;
            beside(ours, rombach_quality(&graph, &coreness), Some(said))
        }
        "minres" => {
            // cpnet takes the squares of the coreness for their fourth powers.
            let sum = |power: i32| coreness.iter().map(|c| c.powi(power)).sum::<f64>();
            let restated = minres_residual(&graph, &coreness);
            let ours = minres(&graph, &search).unwrap().residual;
            beside(-ours, -restated, Some(-(said - sum(4) + sum(2))))
        }
        "lip" => {
            // cpnet scores by another formula: see `golden/answers/core_periphery.rs`.
            beside(-(lip(&graph).unwrap().misfits as f64), -(lip_misfits(&graph, &core) as f64), None)
        }
        "lapcore" => {
            // cpnet takes the interaction inside the core for that inside the periphery.
            let options = LapCoreOptions { regularisation: 1.0, ..LapCoreOptions::default() };
            let ours = lap_core(&graph, &options).unwrap().unwrap().quality;
            beside(ours, cut_quality(&graph, &core).unwrap_or(f64::NEG_INFINITY), None)
        }
        "rossa" => {
            // cpnet's walker goes by the rise of the chance before it is divided by the strength, and so in another
            // order: only how the profile is summed up is the same. `random_walker` below is the paper's.
            let mean = coreness.iter().sum::<f64>() / coreness.len() as f64;
            beside(0.0, 0.0, Some(said - (1.0 - mean)))
        }
        function @ ("km_er" | "km_config") => {
            let expected = if function == "km_er" { Expected::Uniform } else { Expected::Strengths };
            let ours = multiple_cores(&graph, expected, &search).unwrap().quality;
            let group = counts(&case["group"]);
            let restated = group_qualities(&graph, expected, &group, &core).iter().sum();
            if expected == Expected::Uniform {
                beside(0.0, 0.0, Some(said - printed_uniform_score(&graph, &group, &core)))?;
                return beside(ours, restated, None);
            }
            beside(ours, restated, Some(said))
        }
        "random_walker" => {
            let found = random_walker(&graph).unwrap();
            let same = found.coreness.iter().zip(&coreness).all(|(&a, &b)| close(a, b));
            let same = same && close(found.centralisation.unwrap(), said);
            if same { Ok(()) } else { Err("another profile".to_owned()) }
        }
        other => Err(format!("{other} is not known")),
    }
}

/// What cpnet prints for groups against pairs alike: half of our quality, and it counts each place with itself among the
/// pairs.
fn printed_uniform_score(graph: &InteractionGraph, group: &[usize], core: &[bool]) -> f64 {
    let places = graph.len() as f64;
    let twice: f64 = graph.strengths().iter().sum();
    let groups = group.iter().max().map_or(0, |last| last + 1);
    let mut sum = 0.0;
    for at in 0..groups {
        let members: Vec<usize> = (0..group.len()).filter(|&i| group[i] == at).collect();
        let inside = |&i: &usize| {
            let fits = graph.row(i).filter(|&(j, _)| group[j] == at && (core[i] || core[j]));
            fits.map(|(_, value)| value).sum::<f64>()
        };
        let cores = members.iter().filter(|&&i| core[i]).count() as f64;
        let rest = members.len() as f64 - cores;
        let expected = twice / (places * places) * (cores * cores + 2.0 * cores * rest);
        sum += (members.iter().map(inside).sum::<f64>() - expected) / 2.0 / twice;
    }
    sum
}

#[test]
fn every_case_agrees() {
    let ran = every_case("networks.json", |data, case| match case["function"].as_str().unwrap() {
        "leiden_modularity" | "leiden_potts" | "infomap" => community(data, case),
        _ => core(data, case),
    });
    assert_eq!(ran.len(), 12, "{ran:?}");
}
