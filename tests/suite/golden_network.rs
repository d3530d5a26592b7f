//! Our measures of network structure beside those of networkx and igraph, case by case.
//!
//! `tests/golden/access/SOURCE_NETWORK.md` says where the answers come from and where peers differ.

use geo_types::{Coord, LineString};
use jingwei::access::{
    Betweenness, ClosenessDefinition, Distances, EndOptions, Flows, betweenness, closeness, detour,
    network_efficiency, relative_network_efficiency, straightness, tied_betweenness,
};
use jingwei::layer::{Cities, Corridors, Fields, Status};
use jingwei::network::{Direction, Edge, Graph, Network, NetworkRules, Stations, TravelTimes};
use jingwei::reproject::{Crs, Projector};
use jingwei::units::{KilometresPerHour, Minutes};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What the straight lines of the reference are run at.
const SPEED: KilometresPerHour = KilometresPerHour::new(100.0);

/// A network of the golden file.
struct Given {
    nodes: usize,
    edges: Vec<Edge>,
    times: TravelTimes,
    masses: Vec<f64>,
    places: Option<Vec<[f64; 2]>>,
}

fn golden() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/access/network.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

impl Given {
    fn read(network: &Value) -> Self {
        let of = |name: &str| network[name].clone();
        let nodes: usize = serde_json::from_value(of("nodes")).unwrap();
        let rows: Vec<[u32; 3]> = serde_json::from_value(of("edges")).unwrap();
        let edges: Vec<Edge> =
            rows.iter().map(|&[tail, head, milliseconds]| Edge { tail, head, milliseconds }).collect();
        let all: Vec<usize> = (0..nodes).collect();
        let times = Graph::new(nodes, &edges).unwrap().travel_times(&all, &all);
        let theirs: Vec<Vec<Option<u32>>> = serde_json::from_value(of("times_ms")).unwrap();
        assert_eq!(times, TravelTimes::from_rows(nodes, nodes, theirs.into_iter().flatten()));
        let masses = serde_json::from_value(of("masses")).unwrap();
        Self { nodes, edges, times, masses, places: serde_json::from_value(of("places_m")).unwrap() }
    }

    fn straight(&self) -> Distances {
        let places = self.places.as_ref().expect("places for the straight lines");
        let line = |a: &[f64; 2], b: &[f64; 2]| libm::hypot(a[0] - b[0], a[1] - b[1]);
        let lines = places.iter().flat_map(|a| places.iter().map(move |b| Some(line(a, b))));
        Distances::from_metres(self.nodes, self.nodes, lines).unwrap()
    }

    /// What we say to a case.
    fn answer(&self, function: &str, params: &Value) -> Value {
        let masses = if params["masses"] == true { self.masses.clone() } else { vec![1.0; self.nodes] };
        let of = params["of"].as_str().unwrap_or_default();
        match function {
            "closeness" => {
                let definition = match params["definition"].as_str().unwrap() {
                    "freeman" => ClosenessDefinition::Freeman,
                    "within_reach" => ClosenessDefinition::WithinReach,
                    "wasserman_faust" => ClosenessDefinition::WassermanFaust,
                    "harmonic" => ClosenessDefinition::Harmonic,
                    other => panic!("no closeness `{other}`"),
                };
                let direction = if params["direction"] == "to" { Direction::To } else { Direction::From };
                let options = EndOptions { direction, ..EndOptions::default() };
                let found = closeness(&self.times, &masses, definition, &options).unwrap();
                json!(found.closeness)
            }
            "betweenness" => {
                let flows = if params["masses"] == true {
                    Flows::product(&masses).unwrap()
                } else {
                    Flows::pairs(self.nodes)
                };
                let found = tied_betweenness(self.nodes, &self.edges, &flows).unwrap();
                match of {
                    "nodes" => json!(found.nodes),
                    "node_shares" => json!(found.node_shares),
                    "edges" => json!(found.edges),
                    "edge_shares" => json!(found.edge_shares),
                    other => panic!("no betweenness of `{other}`"),
                }
            }
            "efficiency" if params["hops"] == true => json!(self.efficiency_of_hops()),
            "efficiency" if of == "relative" => {
                let found = relative_network_efficiency(&self.times, &masses, &self.straight(), SPEED);
                json!(found.unwrap().global)
            }
            "efficiency" => {
                let found = network_efficiency(&self.times, &masses).unwrap();
                if of == "global" { json!(found.global) } else { json!(found.nodal) }
            }
            "straightness" => {
                let (along, straight) = (Distances::at_speed(&self.times, SPEED).unwrap(), self.straight());
                let options = EndOptions::default();
                let detour = || detour(&along, &straight, &masses, &options).unwrap();
                match of {
                    "straightness" => {
                        json!(straightness(&along, &straight, &masses, &options).unwrap().straightness)
                    }
                    "route_factor" => json!(detour().route_factor),
                    "circuity" => json!(detour().circuity),
                    other => panic!("no straightness of `{other}`"),
                }
            }
            other => panic!("no function `{other}`"),
        }
    }

    /// The efficiency that networkx knows: every edge a minute long and open both ways.
    fn efficiency_of_hops(&self) -> Option<f64> {
        let ways = self.edges.iter().flat_map(|edge| [(edge.tail, edge.head), (edge.head, edge.tail)]);
        let hops: Vec<Edge> = ways.map(|(tail, head)| Edge { tail, head, milliseconds: 60_000 }).collect();
        let all: Vec<usize> = (0..self.nodes).collect();
        let times = Graph::new(self.nodes, &hops).unwrap().travel_times(&all, &all);
        network_efficiency(&times, &vec![1.0; self.nodes]).unwrap().global
    }

    /// The same as a study: a city at each node, a one-way road for each edge.
    fn study(&self) -> Network {
        let places = self.places.as_ref().expect("places for the seats");
        let at = |node: usize| Coord { x: 105.0 + places[node][0] / 1e5, y: 36.0 + places[node][1] / 1e5 };
        let ids: Vec<String> = (0..self.nodes).map(|node| format!("{node:02}")).collect();
        let cities = Cities {
            source: "cities".into(),
            names: ids.clone(),
            ids,
            seats: (0..self.nodes).map(at).collect(),
            territories: None,
            fields: Fields::default(),
            findings: Vec::new(),
        };
        let n = self.edges.len();
        let line = |edge: &Edge| LineString(vec![at(edge.tail as usize), at(edge.head as usize)]);
        let corridors = Corridors {
            source: "corridors".into(),
            ids: (0..n).map(|edge| format!("{edge:03}")).collect(),
            lines: vec![None; n],
            modes: vec!["road".into(); n],
            paths: self.edges.iter().map(line).collect(),
            minutes: self.edges.iter().map(|e| Some(Minutes::from_milliseconds(e.milliseconds))).collect(),
            speeds: vec![None; n],
            design_speeds: vec![None; n],
            lengths: vec![None; n],
            statuses: vec![Status::Open; n],
            opened: vec![None; n],
            oneway: vec![true; n],
            routed: vec![true; n],
            fields: Fields::default(),
            findings: Vec::new(),
        };
        let rules: NetworkRules = toml::from_str("[mode.road]\nkind = 'road'").unwrap();
        let projector = Projector::new(&Crs::AlbersChina).unwrap();
        Network::build(&corridors, &vec![true; n], &cities, &Stations::default(), &rules, &projector).unwrap()
    }
}

/// Adds to `faults` where `ours` is not `theirs`; an answer of 0 is met by 0 alone.
fn compare(path: &str, ours: &Value, theirs: &Value, tolerance: f64, faults: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (i, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                compare(&format!("{path}/{i}"), ours, theirs, tolerance, faults);
            }
        }
        (Value::Number(ours), Value::Number(theirs)) => {
            let (a, b) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
            if (a - b).abs() > tolerance * b.abs() {
                faults.push(format!("{path} is {a}, not {b}"));
            }
        }
        (Value::Null, Value::Null) => {}
        _ => faults.push(format!("{path} is {ours}, not {theirs}")),
    }
}

#[test]
fn every_case_of_graph_theory_agrees() {
    let golden = golden();
    assert_eq!(golden["schema"], "network/1");
    let tolerance = golden["rel_tol"].as_f64().unwrap();
    let (mut faults, mut ran) = (Vec::new(), BTreeMap::new());
    for (name, network) in golden["networks"].as_object().unwrap() {
        let given = Given::read(network);
        for case in network["cases"].as_array().unwrap() {
            let function = case["function"].as_str().unwrap();
            let path = format!("{name} {function} {}", case["params"]);
            let answer = given.answer(function, &case["params"]);
            compare(&path, &answer, &case["result"], tolerance, &mut faults);
            *ran.entry(function).or_insert(0) += 1;
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    let ran: Vec<(&str, i32)> = ran.into_iter().collect();
    assert_eq!(ran, [("betweenness", 26), ("closeness", 32), ("efficiency", 19), ("straightness", 9)]);
}

/// Without ties the one path that a study prints is the one that networkx finds.
#[test]
fn the_paths_of_a_study_have_the_betweenness_of_networkx() {
    let golden = golden();
    let network = &golden["networks"]["random"];
    assert_eq!(network["tied_pairs"], 0);
    let given = Given::read(network);
    let study = given.study();
    assert_eq!(study.travel_times(), given.times);
    let mut faults = Vec::new();
    for case in network["cases"].as_array().unwrap().iter().filter(|case| case["function"] == "betweenness") {
        let params = &case["params"];
        let flows = if params["masses"] == true {
            Flows::product(&given.masses).unwrap()
        } else {
            Flows::pairs(given.nodes)
        };
        let Betweenness { cities, city_shares, corridors, corridor_shares, unreached } =
            betweenness(&study, &flows);
        assert!(unreached > 0.0);
        let ours = match params["of"].as_str().unwrap() {
            "nodes" => json!(cities),
            "node_shares" => json!(city_shares),
            "edges" => json!(corridors),
            "edge_shares" => json!(corridor_shares),
            other => panic!("no betweenness of `{other}`"),
        };
        compare(&params.to_string(), &ours, &case["result"], 1e-9, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_lone_city_is_between_nobody() {
    let alone = Given {
        nodes: 1,
        edges: Vec::new(),
        times: TravelTimes::from_minutes(&[vec![Some(0.0)]]),
        masses: vec![1.0],
        places: Some(vec![[0.0; 2]]),
    };
    let found = betweenness(&alone.study(), &Flows::pairs(1));
    assert_eq!((found.cities, found.city_shares, found.unreached), (vec![0.0], vec![None], 0.0));
}
