//! DBSCAN and HDBSCAN of points.

use super::super::Answer;
use super::super::dataset::Dataset;
use jingwei::cluster::{
    BorderRule, DbscanOptions, HdbscanOptions, PlanarPoints, Selection, dbscan_on_plane, hdbscan,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    let count = |name: &str| params[name].as_u64().and_then(|count| usize::try_from(count).ok());
    let theirs = &case["result"]["labels"];
    match case["function"].as_str()? {
        "cluster.dbscan" => {
            let min_points = count("min_samples")?;
            // scikit-learn gives border points to the cluster that it meets first.
            let options = DbscanOptions {
                border: BorderRule::First,
                ..DbscanOptions::new(params["eps"].as_f64()?, min_points)
            };
            let found = dbscan_on_plane(&dataset.points()?, &options).ok()?;
            Some(Answer::Exact(json!({ "labels": named_as(&found.cluster, theirs) })))
        }
        "cluster.hdbscan" => {
            let min_cluster_size = count("min_cluster_size")?;
            let options = HdbscanOptions {
                min_cluster_size,
                min_samples: count("min_samples").unwrap_or(min_cluster_size),
                selection: match params["cluster_selection_method"].as_str() {
                    None | Some("eom") => Selection::ExcessOfMass,
                    Some("leaf") => Selection::Leaves,
                    Some(_) => return None,
                },
            };
            let found = hdbscan(&PlanarPoints::new(&dataset.points()?).ok()?, &options).ok()?;
            let probabilities: Vec<f64> = found.probability.iter().map(|p| p.unwrap_or(0.0)).collect();
            Some(Answer::Exact(json!({
                "labels": named_as(&found.cluster, theirs),
                "probabilities": probabilities,
                "mst_total": found.tree_length,
            })))
        }
        _ => None,
    }
}

/// Our clusters by the labels that the reference gives to the same places: each takes the label of its first place,
/// where no other has taken it; noise is −1.
fn named_as(cluster: &[Option<usize>], theirs: &Value) -> Vec<i64> {
    let mut names: BTreeMap<usize, i64> = BTreeMap::new();
    let mut next = 1_000_000;
    let mut label = |(place, cluster): (usize, &Option<usize>)| {
        let Some(cluster) = *cluster else { return -1 };
        if let Some(&name) = names.get(&cluster) {
            return name;
        }
        let name =
            theirs[place].as_i64().filter(|name| *name >= 0 && !names.values().any(|taken| taken == name));
        next += 1;
        let name = name.unwrap_or(next);
        names.insert(cluster, name);
        name
    };
    cluster.iter().enumerate().map(&mut label).collect()
}
