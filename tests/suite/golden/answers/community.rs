//! Modularity, and searches for the best.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::cluster::{InteractionGraph, LeidenOptions, Quality, leiden, modularity};
use serde_json::{Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    let resolution = params["resolution"].as_f64().unwrap_or(1.0);
    let graph = || network(&dataset.inputs[params["graph"].as_str()?]);
    match case["function"].as_str()? {
        "net.modularity_of_given_partition" => {
            let partition = &case["result"]["partition"];
            let community = whole_numbers(partition)?;
            let q = modularity(&graph()?, &community, resolution).ok()??;
            Some(Answer::Exact(json!({ "partition": partition, "Q": q })))
        }
        "net.leiden_best_modularity" => {
            let options = LeidenOptions {
                quality: Quality::Modularity { resolution },
                runs: 30,
                ..LeidenOptions::default()
            };
            let graph = graph()?;
            let q = leiden(&graph, &options).ok()?.quality?;
            // The reference is a bound from below, and its division must have the modularity that it tells.
            let bound = case["result"]["Q"].as_f64()?;
            let own =
                modularity(&graph, &whole_numbers(&case["result"]["membership"])?, resolution).ok()??;
            let met = q >= bound - 1e-9 && (own - bound).abs() <= 1e-9;
            Some(Answer::Exact(json!({ "Q": if met { bound } else { q.min(own) } })))
        }
        _ => None,
    }
}

fn whole_numbers(values: &Value) -> Option<Vec<usize>> {
    values.as_array()?.iter().map(|value| usize::try_from(value.as_u64()?).ok()).collect()
}

/// A network given as `{"n": …, "edges": [[i, j, weight], …]}`.
fn network(given: &Value) -> Option<InteractionGraph> {
    let end = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let link = |edge: &Value| Some((end(&edge[0])?, end(&edge[1])?, edge[2].as_f64().unwrap_or(1.0)));
    let links: Vec<_> = given["edges"].as_array()?.iter().map(link).collect::<Option<_>>()?;
    InteractionGraph::from_links(end(&given["n"])?, &links).ok()
}
