//! The network of a study in words.

use crate::layer::listed;
use crate::network::Topology;
use crate::study::Study;
use std::fmt::Write;

/// What the network of `study` is made of and how it hangs together.
pub(super) fn told(study: &Study) -> String {
    let Topology { nodes, edges, places, components, dead_ends, bridges, unreached } =
        study.network.topology();
    let names = &study.cities.names;
    let used = study.in_service.iter().filter(|used| **used).count();
    let mut text = String::new();
    let mut line = |words: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{words}");
    };
    line(format!("corridors   {used} in service of {}", study.corridors.len()));
    line(format!("network     {places} places, {nodes} nodes, {edges} edges"));
    line(format!("parts       {} with cities", components.len()));
    for (number, cities) in components.iter().enumerate().take(MOST) {
        line(format!("  part {:<4} {}: {}", number + 1, counted(cities.len()), listed(names, cities)));
    }
    line(match unreached.len() {
        0 => "unreached   no city".to_owned(),
        count => format!("unreached   {}: {}", counted(count), listed(names, unreached)),
    });
    line(format!("dead ends   {}", dead_ends.len()));
    for end in dead_ends.iter().take(MOST) {
        let corridor = corridor(study, end.corridor);
        line(format!("  {corridor} at {:.4}, {:.4}", end.at.x, end.at.y));
    }
    line(format!("bridges     {}", bridges.len()));
    for &bridge in bridges.iter().take(MOST) {
        line(format!("  {}", corridor(study, bridge)));
    }
    text
}

fn counted(cities: usize) -> String {
    if cities == 1 { "1 city".to_owned() } else { format!("{cities} cities") }
}

/// How many of each kind are named.
const MOST: usize = 20;

fn corridor(study: &Study, index: usize) -> String {
    let corridors = &study.corridors;
    let line = corridors.lines[index].as_deref().unwrap_or("");
    format!("{} {} {line}", corridors.ids[index], corridors.modes[index])
}
