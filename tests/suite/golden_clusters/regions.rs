//! Contiguous regions beside spopt and scikit-learn.

use super::{TOLERANCE, by_first, close, count, counts, every_case, numbers};
use jingwei::cluster::{
    AzpOptions, Dissimilarity, Floor, MaxPOptions, RegionOptions, Regions, SkaterOptions, azp, max_p, skater,
    ward,
};
use jingwei::weights::Weights;
use serde_json::Value;

fn floor(data: &Value, case: &Value) -> Floor {
    match case["column"].as_str() {
        None => Floor::default(),
        Some("one") => Floor::Count(count(&case["least"])),
        Some(column) => {
            Floor::Sum { values: numbers(&data[column]), at_least: case["least"].as_f64().unwrap() }
        }
    }
}

fn check(data: &Value, case: &Value) -> Result<(), String> {
    let neighbours: Vec<Vec<usize>> = data["neighbours"].as_array().unwrap().iter().map(counts).collect();
    let weights = Weights::from_neighbours(neighbours);
    let columns = [numbers(&data["a"]), numbers(&data["b"])];
    let options = RegionOptions { floor: floor(data, case), ..RegionOptions::default() };
    // spopt's SKATER takes two neighbours that are alike for none, and makes more regions than were asked for.
    let theirs = count(&case["regions"]);
    let function = case["function"].as_str().unwrap();
    let made = match function {
        "ward" => ward(&weights, &columns, theirs, &options),
        "skater" => {
            // spopt's tree is one of Manhattan distances; its cuts gain by distances that are not squared.
            let options = SkaterOptions {
                regions: options.clone(),
                dissimilarity: Dissimilarity::Manhattan,
                recut: true,
            };
            every_skater(&weights, &columns, theirs, &options.regions)?;
            skater(&weights, &columns, theirs, &options)
        }
        "azp" => azp(&weights, &columns, theirs, &AzpOptions::default()),
        _ => max_p(&weights, &columns, &MaxPOptions { regions: options.clone(), ..MaxPOptions::default() }),
    };
    let made = made.unwrap();
    keeps(&made, &weights, &options.floor)?;
    let (ours, said) = (made.within_sum_of_squares, case["objective"].as_f64().unwrap());
    let mine = by_first(&made.of.iter().copied().map(Some).collect::<Vec<_>>());
    let same = mine == by_first(&counts(&case["labels"]).into_iter().map(Some).collect::<Vec<_>>());
    // The nine cells of `toy` have three values: several partitions into more regions leave nothing within.
    if function == "ward" && !same && !(case["data"] == "toy" && close(ours, said)) {
        return Err(format!("another partition, of {ours} in place of {said}"));
    }
    if made.len() < theirs || (made.len() == theirs && ours > said + TOLERANCE * said.max(1.0)) {
        return Err(format!("{} regions of {ours} beside {theirs} of {said}", made.len()));
    }
    if same && !close(ours, said) {
        return Err(format!("the same regions have {ours}, not {said}"));
    }
    Ok(())
}

/// Of either tree: what is promised holds, and moved cuts leave no more within than those that are not.
fn every_skater(
    weights: &Weights,
    columns: &[Vec<f64>],
    count: usize,
    regions: &RegionOptions,
) -> Result<(), String> {
    for dissimilarity in [Dissimilarity::Euclidean, Dissimilarity::Manhattan] {
        let made = |recut| {
            let options = SkaterOptions { regions: regions.clone(), dissimilarity, recut };
            skater(weights, columns, count, &options).unwrap()
        };
        let (plain, moved) = (made(false), made(true));
        keeps(&plain, weights, &regions.floor)?;
        keeps(&moved, weights, &regions.floor)?;
        let (before, after) = (plain.within_sum_of_squares, moved.within_sum_of_squares);
        if moved.len() < plain.len() || after > before + TOLERANCE * before.max(1.0) {
            return Err(format!(
                "{dissimilarity:?}: moving the cuts leaves {after}, not moving them {before}"
            ));
        }
    }
    Ok(())
}

/// Contiguity and the floor hold, however good the sum.
fn keeps(regions: &Regions, weights: &Weights, floor: &Floor) -> Result<(), String> {
    for region in 0..regions.len() {
        let members = regions.members(region);
        let inside = |unit: usize| members.binary_search(&unit).ok();
        let rows = members.iter().map(|&i| weights.row(i).filter_map(|(j, _)| inside(j)).collect());
        let whole = Weights::from_neighbours(rows.collect()).components().iter().all(|&part| part == 0);
        let held = match floor {
            Floor::Count(least) => members.len() >= *least,
            Floor::Sum { values, at_least } => members.iter().map(|&i| values[i]).sum::<f64>() >= *at_least,
        };
        if !whole || !held {
            return Err(format!("region {region}: contiguous {whole}, floor held {held}"));
        }
    }
    Ok(())
}

#[test]
fn every_case_agrees() {
    let ran = every_case("regions.json", check);
    assert_eq!(ran.len(), 4, "{ran:?}");
}
