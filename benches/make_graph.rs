//! Makes a road graph to measure on, with queries, in the files that the bench `network` reads.
//!
//! ```text
//! cargo bench --bench make_graph -- NODES FOLDER PREFIX [--seed 1]
//! ```
//! writes `PREFIX_edges.csv` (`from,to,seconds`), `PREFIX_nodes.csv` (`id,lon,lat`), `PREFIX_src100.txt`,
//! `PREFIX_src1000.txt`, `PREFIX_dst1000.txt` and `PREFIX_pairs10000.txt`. The same arguments give the same bytes.
//!
//! # What is made
//! 1. **Towns** over a square with twenty nodes a square kilometre: their sizes follow Zipf's law, their density
//!    falls off exponentially from the centre; a fifth of the nodes lies in the country between them.
//! 2. **Junctions** by halving the square until each part holds four sampled inhabitants: one at their mean. That
//!    keeps junctions apart as builders do, at every density. They are numbered in the order of the halving, so that
//!    numbers near each other are places near each other, as in files from surveys.
//! 3. **Streets** between relative neighbours (no third junction is nearer to both), which makes them connected and
//!    planar. A fifth of the junctions keep one street only, where nothing is cut off by that. Of the further
//!    Gabriel edges (no junction in the circle between the two) as many are added, drawn by lot, as bring the mean
//!    degree to 2.8, that of the road graphs of the ninth DIMACS challenge.
//! 4. **Rivers** that one street in ten crosses, and those without which a part would be cut off.
//! 5. **Classes**: motorways along shortest chains between the largest towns, primary roads between each town and
//!    the nearest larger ones and wherever the ways of many to their town run together, collectors where those
//!    of some do; all else is local. Speeds of 30 to 110 km/h, lower in town.
//! 6. **One-way streets**: one in twenty-five of those in town, unless something could then not be reached.
//!
//! Times are geodesic length on the sphere by speed, to the millisecond. Logarithms and sines are those of `libm`, which
//! are the same on every machine.
#![allow(clippy::print_stderr)]

#[path = "make_graph/classes.rs"]
mod classes;
#[path = "make_graph/nearest.rs"]
mod nearest;
#[path = "make_graph/one_way.rs"]
mod one_way;
#[path = "make_graph/places.rs"]
mod places;
#[path = "make_graph/streets.rs"]
mod streets;

use places::Lot;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const USAGE: &str = "usage: cargo bench --bench make_graph -- NODES FOLDER PREFIX [--seed 1]";

struct Wanted {
    nodes: usize,
    folder: PathBuf,
    prefix: String,
    seed: u64,
}

/// `None` where something is missing, too much or not a number.
fn wanted(mut arguments: Vec<String>) -> Option<Wanted> {
    // `cargo bench` adds it to whatever is asked.
    arguments.retain(|argument| argument != "--bench");
    let mut seed = 1;
    if let Some(i) = arguments.iter().position(|argument| argument == "--seed") {
        seed = arguments.get(i + 1)?.parse().ok()?;
        arguments.drain(i..=i + 1);
    }
    let [nodes, folder, prefix] = arguments.try_into().ok()?;
    let nodes = nodes.parse().ok().filter(|nodes| (2_000..=50_000_000).contains(nodes))?;
    Some(Wanted { nodes, folder: folder.into(), prefix, seed })
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let bare = arguments.iter().all(|argument| argument == "--bench");
    let Some(wanted) = wanted(arguments) else {
        eprintln!("{USAGE}\nfrom 2000 to 50 million nodes");
        // All benches at once are asked for without arguments.
        return if bare { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match make(&wanted) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}: {error}", wanted.folder.display());
            ExitCode::FAILURE
        }
    }
}

fn make(wanted: &Wanted) -> io::Result<()> {
    let start = Instant::now();
    let said = |what: &str| eprintln!("{:6.1} s  {what}", start.elapsed().as_secs_f64());
    let mut lot = Lot::new(wanted.seed);
    let places = places::places(wanted.nodes, &mut lot);
    said(&format!("{} junctions, {} towns", places.at.len(), places.towns.len()));
    let streets = streets::streets(&places, &mut lot);
    said(&format!("{} streets", streets.between.len()));
    let roads = classes::classes(&places, &streets);
    let ways = one_way::ways(&places, &streets, &roads, wanted.seed);
    let degree = ways.len() as f64 / places.at.len() as f64;
    said(&format!("{} edges, {degree:.3} a node", ways.len()));

    let mut text = String::from("id,lon,lat\n");
    for (node, &at) in places.at.iter().enumerate() {
        let [lon, lat] = places::degrees(at, places.side);
        writeln!(text, "{node},{lon:.6},{lat:.6}").expect("text takes everything");
    }
    let file = |end: &str, text: &str| write(&wanted.folder, &format!("{}_{end}", wanted.prefix), text);
    file("nodes.csv", &text)?;
    text.clear();
    text.push_str("from,to,seconds\n");
    for way in &ways {
        let (whole, thousandths) = (way.milliseconds / 1000, way.milliseconds % 1000);
        writeln!(text, "{},{},{whole}.{thousandths:03}", way.from, way.to).expect("text takes everything");
    }
    file("edges.csv", &text)?;
    for (end, count) in [("src100.txt", 100), ("src1000.txt", 1000), ("dst1000.txt", 1000)] {
        file(end, &lines(lot.some_of(wanted.nodes, count)))?;
    }
    let pairs = (0..10_000).map(|_| format!("{} {}", lot.below(wanted.nodes), lot.below(wanted.nodes)));
    file("pairs10000.txt", &lines(pairs))?;
    said("written");
    Ok(())
}

fn lines(values: impl IntoIterator<Item = impl std::fmt::Display>) -> String {
    let mut text = String::new();
    for value in values {
        writeln!(text, "{value}").expect("text takes everything");
    }
    text
}

/// Under another name first: a file is whole or absent.
fn write(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let part = folder.join(format!("{name}.part"));
    fs::write(&part, text)?;
    fs::rename(part, folder.join(name))
}
