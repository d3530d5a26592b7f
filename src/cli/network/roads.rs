//! A road network in words.

use crate::network::{RoadNetwork, Survey};
use std::fmt::Write;

/// How many parts are told by their size.
const MOST: usize = 5;

/// What `network` is made of and how it hangs together.
pub(super) fn told(network: &RoadNetwork) -> String {
    let Survey { nodes, edges, strong, weak, dead_ends, no_exit, no_entry, one_way, zero, longest } =
        Survey::of(network.router.graph());
    let mut text = String::new();
    let mut line = |words: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{words}");
    };
    line(format!("network     {nodes} nodes, {edges} edges"));
    line(format!(
        "left out    {} loops, {} edges with a faster one beside them",
        network.loops, network.slower
    ));
    line(format!("strong      {}", parts(&strong)));
    line(format!("weak        {}", parts(&weak)));
    line(format!("dead ends   {dead_ends}; {no_exit} nodes without a way out, {no_entry} without a way in"));
    let share = if edges == 0 { 0.0 } else { 100.0 * one_way as f64 / edges as f64 };
    line(format!("one way     {one_way} of {edges} edges, {share:.1} %"));
    line(format!("no time     {zero} edges"));
    if let Some((tail, head, milliseconds)) = longest {
        let [from, to] = [tail, head].map(|node| network.ids.get(node));
        line(format!("longest     {} s, from {from} to {to}", f64::from(milliseconds) / 1000.0));
    }
    text
}

/// How many parts, and of how many nodes the largest are.
pub(super) fn parts(sizes: &[usize]) -> String {
    let largest: Vec<String> = sizes.iter().take(MOST).map(usize::to_string).collect();
    let rest = match sizes.get(MOST..) {
        Some(rest @ [_, ..]) => format!(" and {} more with {}", rest.len(), rest.iter().sum::<usize>()),
        _ => String::new(),
    };
    let word = if sizes.len() == 1 { "part" } else { "parts" };
    format!("{} {word} with {} nodes{rest}", sizes.len(), largest.join(", "))
}
