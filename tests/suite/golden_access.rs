//! Competition measures beside PySAL `access` and closed forms, case by case from `tests/golden/access`.

use jingwei::access::{
    Catchment, Decay, HuffOptions, RationalAgentOptions, Zone, balanced_floating_catchment,
    enhanced_two_step_floating_catchment, gravity, huff, modified_two_step_floating_catchment,
    rational_agent, spatial_availability, three_step_floating_catchment, two_step_floating_catchment,
};
use jingwei::network::TravelTimes;
use jingwei::units::Minutes;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Relative, for all but the rational agents.
const TOLERANCE: f64 = 1e-9;

/// PySAL moves whole people in ever smaller steps and stops short of the equilibrium, by up to 7.8e-4 here; see
/// SOURCE.md.
const TOLERANCE_OF_AGENTS: f64 = 1e-3;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn times(data: &Value) -> TravelTimes {
    let rows: Vec<&Vec<Value>> =
        data["times"].as_array().unwrap().iter().map(|row| row.as_array().unwrap()).collect();
    let time = |time: &Value| time.as_u64().map(|time| u32::try_from(time).unwrap());
    TravelTimes::from_rows(rows.len(), rows[0].len(), rows.iter().flat_map(|row| row.iter().map(time)))
}

fn catchment(case: &Value) -> Catchment {
    let given = &case["catchment"];
    if let Some(zones) = given["zones"].as_array() {
        let zone = |zone: &Value| {
            let pair = numbers(zone);
            Zone { to: Minutes::new(pair[0]), weight: pair[1] }
        };
        return Catchment::Zones(zones.iter().map(zone).collect());
    }
    match given["within"].as_f64() {
        Some(within) => Decay::Step { cutoff: Minutes::new(within) }.into(),
        None => Catchment::Decay {
            decay: given["decay"].as_str().unwrap().parse().unwrap(),
            limit: given["limit"].as_f64().map(Minutes::new),
        },
    }
}

/// The sum of what lies in the catchment: by `gravity` where that is a decay, over what is within its limit.
fn summed(times: &TravelTimes, supply: &[f64], catchment: &Catchment) -> Vec<Option<f64>> {
    let Catchment::Decay { decay, limit } = catchment else {
        let reached = |i| {
            let pairs = times.row(i).zip(supply);
            let parts = pairs.filter_map(|(time, supply)| Some((catchment.at(time?), supply)));
            Some(parts.map(|(weight, supply)| weight * supply).sum())
        };
        return (0..times.origins()).map(reached).collect();
    };
    let within = |time: &Option<u32>| {
        limit.is_none_or(|limit| time.is_some_and(|time| Minutes::from_milliseconds(time) <= limit))
    };
    let pairs = (0..times.origins()).flat_map(|i| (0..times.destinations()).map(move |j| (i, j)));
    let near = pairs.map(|(i, j)| Some(times.milliseconds(i, j)).filter(within).flatten());
    let near = TravelTimes::from_rows(times.origins(), times.destinations(), near);
    gravity(&near, supply, decay).unwrap().into_iter().map(Some).collect()
}

fn answer(case: &Value, times: &TravelTimes, demand: &[f64], supply: &[f64]) -> Vec<Option<f64>> {
    let function = case["function"].as_str().unwrap();
    if function == "raam" {
        let tau = Minutes::new(case["tau"].as_f64().unwrap());
        return rational_agent(times, demand, supply, tau, &RationalAgentOptions::default()).unwrap().costs;
    }
    let catchment = catchment(case);
    let powered = HuffOptions { attractiveness_exponent: 1.2 };
    match function {
        "weighted_catchment" => summed(times, supply, &catchment),
        "2sfca" => {
            let cutoff = Minutes::new(case["catchment"]["within"].as_f64().unwrap());
            two_step_floating_catchment(times, demand, supply, cutoff).unwrap().access
        }
        "e2sfca" => enhanced_two_step_floating_catchment(times, demand, supply, &catchment).unwrap().access,
        "m2sfca" => modified_two_step_floating_catchment(times, demand, supply, &catchment).unwrap().access,
        "3sfca" => three_step_floating_catchment(times, demand, supply, &catchment).unwrap().access,
        "bfca" => balanced_floating_catchment(times, demand, supply, &catchment).unwrap().access,
        "spatial_availability" => spatial_availability(times, demand, supply, &catchment).unwrap().available,
        "huff_visits" => {
            let trips = huff(times, demand, supply, &catchment, &powered).unwrap();
            trips.visits.into_iter().map(Some).collect()
        }
        "huff_greatest_share" => {
            let trips = huff(times, demand, supply, &catchment, &powered).unwrap();
            trips.first.into_iter().map(|choice| choice.map(|choice| choice.share)).collect()
        }
        other => panic!("no measure is called {other}"),
    }
}

#[test]
fn every_case_agrees() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/access/competition.json");
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut ran: BTreeMap<&str, usize> = BTreeMap::new();
    let mut worst: BTreeMap<&str, f64> = BTreeMap::new();
    let mut faults = Vec::new();
    for case in golden["cases"].as_array().unwrap() {
        let (name, data) =
            (case["function"].as_str().unwrap(), &golden["data"][case["data"].as_str().unwrap()]);
        let said = answer(case, &times(data), &numbers(&data["demand"]), &numbers(&data["supply"]));
        let expected: Vec<Option<f64>> =
            case["expected"].as_array().unwrap().iter().map(Value::as_f64).collect();
        assert_eq!(said.len(), expected.len(), "{name}");
        let tolerance = if name == "raam" { TOLERANCE_OF_AGENTS } else { TOLERANCE };
        for (i, (said, expected)) in said.iter().zip(&expected).enumerate() {
            let off = match (said, expected) {
                (Some(said), Some(expected)) => {
                    (said - expected).abs() / expected.abs().max(f64::MIN_POSITIVE)
                }
                // PySAL has 0, and we have none, where the zones of weight 0 are all that is reached.
                (None, Some(expected)) if *expected == 0.0 => 0.0,
                (None, None) => 0.0,
                (Some(said), None) if *said == 0.0 && name == "weighted_catchment" => 0.0,
                _ => f64::INFINITY,
            };
            let most = worst.entry(name).or_default();
            *most = most.max(off);
            if off > tolerance {
                faults.push(format!(
                    "{name} {} {} [{i}]: {said:?} {expected:?}",
                    case["data"], case["catchment"]
                ));
            }
        }
        *ran.entry(name).or_default() += 1;
    }
    assert!(faults.is_empty(), "{worst:?}\n{}", faults.join("\n"));
    assert_eq!(ran.len(), 10, "every measure has cases: {ran:?}");
}
