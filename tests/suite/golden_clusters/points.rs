//! Density and silhouettes beside scikit-learn and hdbscan.

use super::{all_close, by_first, close, count, counts, every_case, labels, maybe, numbers};
use geo_types::Coord;
use jingwei::cluster::{
    BorderRule, DbscanOptions, Density, HdbscanOptions, PlanarPoints, Selection, dbscan_on_plane, hdbscan,
    optics, silhouette,
};
use jingwei::network::TravelTimes;
use serde_json::Value;

fn points(data: &Value) -> Vec<Coord<f64>> {
    let point = |at: &Value| {
        let at = numbers(at);
        Coord { x: at[0], y: at[1] }
    };
    data.as_array().unwrap().iter().map(point).collect()
}

fn check_dbscan(at: &[Coord<f64>], case: &Value) -> Result<(), String> {
    // scikit-learn gives border points to the cluster that it meets first.
    let options = DbscanOptions {
        border: BorderRule::First,
        ..DbscanOptions::new(case["eps"].as_f64().unwrap(), count(&case["min_samples"]))
    };
    let found = dbscan_on_plane(at, &options).unwrap();
    let cores: Vec<usize> = (0..at.len()).filter(|&i| found.density[i] == Density::Core).collect();
    match (by_first(&found.cluster) == by_first(&labels(&case["labels"])), cores == counts(&case["core"])) {
        (true, true) => Ok(()),
        equal => Err(format!("{}: labels and cores equal: {equal:?}", case["eps"])),
    }
}

fn check_optics(at: &[Coord<f64>], case: &Value) -> Result<(), String> {
    let places = PlanarPoints::new(at).unwrap();
    let found = optics(&places, case["reach"].as_f64().unwrap(), count(&case["min_samples"])).unwrap();
    let equal = (
        found.order == counts(&case["order"]),
        all_close(&found.reachability, &maybe(&case["reachability"])),
        all_close(&found.core_distance, &maybe(&case["core_distance"])),
    );
    if equal == (true, true, true) {
        return Ok(());
    }
    Err(format!("{}: order, reachability and core distances equal: {equal:?}", case["reach"]))
}

/// Where no two links are as long, all is equal. Else the package joins them one after another in an order of its own,
/// and its clusters are never more stable than ours.
fn check_hdbscan(at: &[Coord<f64>], case: &Value) -> Result<(), String> {
    let (min_cluster_size, min_samples) = (count(&case["min_cluster_size"]), count(&case["min_samples"]));
    let selection = match case["method"].as_str().unwrap() {
        "eom" => Selection::ExcessOfMass,
        _ => Selection::Leaves,
    };
    let options = HdbscanOptions { min_cluster_size, min_samples, selection };
    let found = hdbscan(&PlanarPoints::new(at).unwrap(), &options).unwrap();
    if !close(found.tree_length, case["tree_length"].as_f64().unwrap()) {
        return Err(format!("tree of {}, not {}", found.tree_length, case["tree_length"]));
    }
    let ours: Option<f64> = found.stability.iter().copied().sum();
    let same = by_first(&found.cluster) == by_first(&labels(&case["labels"]));
    // The links of a core to all within its core distance are as long as each other.
    let alike = min_samples > 1 || !["blobs", "few"].contains(&case["data"].as_str().unwrap());
    // All places together are no cluster. Where the package ends them for a cluster that is gone at once, what is left of
    // them is one there; it is not more stable than all together.
    let together = found.tree.clusters[0].stability;
    let ours = if case["data"] == "toy" { ours.zip(together).map(|(a, b)| a.max(b)) } else { ours };
    let firm: Vec<Option<f64>> = found.probability.iter().map(|p| Some(p.unwrap_or(0.0))).collect();
    match (ours, case["objective"].as_f64()) {
        (Some(ours), Some(theirs)) if !(alike || same && close(ours, theirs)) => {
            Err(format!("labels equal: {same}; stability {ours}, not {theirs}"))
        }
        _ if !alike && !all_close(&firm, &maybe(&case["probabilities"])) => {
            Err("other probabilities".to_owned())
        }
        (Some(ours), Some(theirs))
            if selection == Selection::ExcessOfMass && ours < theirs && !close(ours, theirs) =>
        {
            Err(format!("stability {ours} below {theirs}"))
        }
        // Points on each other: stability without bound on either side.
        (ours, theirs) if ours.is_some() != theirs.is_some() => Err(format!("{ours:?} beside {theirs:?}")),
        _ => Ok(()),
    }
}

fn check_silhouette(case: &Value) -> Result<(), String> {
    let rows = case["milliseconds"].as_array().unwrap();
    let time = |time: &Value| Some(u32::try_from(count(time)).unwrap());
    let all = rows.iter().flat_map(|row| row.as_array().unwrap().iter().map(time));
    let times = TravelTimes::from_rows(rows.len(), rows.len(), all);
    let of: Vec<Option<usize>> = counts(&case["of"]).into_iter().map(Some).collect();
    let found = silhouette(&times, &of);
    let equal = all_close(&found.of, &maybe(&case["samples"]))
        && found.mean.is_some_and(|mean| close(mean, case["mean"].as_f64().unwrap()));
    if equal { Ok(()) } else { Err("other samples".to_owned()) }
}

#[test]
fn every_case_agrees() {
    let ran = every_case("points.json", |data, case| match case["function"].as_str().unwrap() {
        "dbscan" => check_dbscan(&points(data), case),
        "optics" => check_optics(&points(data), case),
        "hdbscan" => check_hdbscan(&points(data), case),
        "silhouette" => check_silhouette(case),
        other => Err(format!("{other} is not known")),
    });
    assert_eq!(ran.len(), 4, "{ran:?}");
}
