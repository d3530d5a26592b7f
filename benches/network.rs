//! Measures the travel-time engine on one road graph, one line a workload.
//!
//! ```text
//! NETWORK_DIR=FOLDER NETWORK_PREFIX=PREFIX cargo bench --bench network
//! ```
//! reads `PREFIX_edges.csv` (`from,to,seconds`) and `PREFIX_nodes.csv` (`id,lon,lat`) and, where they are there,
//! the queries `PREFIX_src100.txt`, `PREFIX_src1000.txt`, `PREFIX_dst1000.txt` (an identifier a line) and
//! `PREFIX_pairs10000.txt` (two a line); each plain or as `.gz`. Queries that are not there are spread evenly over the
//! nodes, which is said.
//!
//! # What is printed
//! `workload,threads,cpu_s,wall_s,checksum,peak_mb` on standard output:
//! - CPU seconds of the whole process, all threads together. Of a workload that takes less than half a second
//!   the median of three runs is given, by CPU seconds.
//! - The checksum is the sum of what was found: milliseconds of all trips that there are, or counts.
//! - The peak is that of the resident memory during the first run, with all that is kept from the workloads before it,
//!   in units of 2²⁰ bytes. Outside Linux it is empty.
//!
//! Each number of threads has a process of its own, so that neither carries what the other left behind. The checksums must
//! be the same; where they are not, the bench fails.
//!
//! # Options
//! - `NETWORK_JUDGE=1`: what was measured is held against plain Dijkstra searches, written here and nowhere else, for
//!   a sample of each workload. Whatever differs makes the bench fail.
//! - `NETWORK_ONLY=matrix,pairs`: only workloads whose names begin so, and unmeasured what they need.
//! - `NETWORK_THREADS=1,2`: with how many threads.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "network/gravity.rs"]
mod gravity;
#[path = "network/isochrones.rs"]
mod isochrones;
#[path = "network/judge.rs"]
mod judge;
#[path = "network/meter.rs"]
mod meter;
mod process;
#[path = "network/queries.rs"]
mod queries;
#[path = "network/scenarios.rs"]
mod scenarios;

use jingwei::network::source::SourceOptions;
use jingwei::network::{Direction, Measure, RoadNetwork, Router, TravelTimes};
use jingwei::units::Minutes;
use judge::Judge;
use meter::Meter;
use queries::Queries;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

fn main() -> ExitCode {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (folder, prefix) = (variable("NETWORK_DIR"), variable("NETWORK_PREFIX"));
    // All benches at once, or all targets of a test, are asked for without them.
    let bare = folder.is_none() && prefix.is_none();
    let (Some(folder), Some(prefix)) = (folder, prefix) else {
        eprintln!("usage: NETWORK_DIR=FOLDER NETWORK_PREFIX=PREFIX cargo bench --bench network");
        eprintln!("make_graph makes a graph to measure on; README.md in benches tells more");
        return if bare { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    let list = |name: &str| variable(name).map(|value| value.split(',').map(str::to_owned).collect());
    let threads = list("NETWORK_THREADS").unwrap_or_else(|| vec!["1".to_owned(), "2".to_owned()]);
    let threads: Option<Vec<usize>> = threads.iter().map(|n| n.parse().ok().filter(|&n| n > 0)).collect();
    let done = match threads.as_deref() {
        None | Some([]) => {
            eprintln!("NETWORK_THREADS: numbers of threads, as in 1,2");
            return ExitCode::from(2);
        }
        Some(&[threads]) => {
            println!("workload,threads,cpu_s,wall_s,checksum,peak_mb");
            let judged = variable("NETWORK_JUDGE").is_some_and(|value| value != "0");
            let meter = Meter::new(threads, list("NETWORK_ONLY").unwrap_or_default());
            all(Path::new(&folder), &prefix, &meter, judged)
        }
        Some(several) => each(several),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs this program once for each number of threads, and compares the checksums.
fn each(several: &[usize]) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut checksums: HashMap<String, String> = HashMap::new();
    let mut faults = Vec::new();
    for (run, threads) in several.iter().enumerate() {
        let mut child = Command::new(&program)
            .env("NETWORK_THREADS", threads.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let out = child.stdout.take().expect("it was asked for");
        for (number, line) in BufReader::new(out).lines().enumerate() {
            let line = line.map_err(|error| error.to_string())?;
            if number > 0 || run == 0 {
                println!("{line}");
            }
            let cells: Vec<&str> = line.split(',').collect();
            if let &[name, _, _, _, checksum, _] = &cells[..] {
                let before = checksums.entry(name.to_owned()).or_insert_with(|| checksum.to_owned());
                if before != checksum {
                    faults.push(format!("{name}: another checksum with {threads} threads"));
                }
            }
        }
        if !child.wait().map_err(|error| error.to_string())?.success() {
            // It has said why.
            faults.push(format!("the run with threads = {threads} failed"));
            break;
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\nerror: ")) }
}

fn all(folder: &Path, prefix: &str, meter: &Meter, judged: bool) -> Result<(), String> {
    let [edges, nodes] = ["edges.csv", "nodes.csv"].map(|end| queries::file(folder, prefix, end));
    let missing = |end: &str| format!("{}: no {prefix}_{end}, nor as .gz", folder.display());
    #[allow(clippy::needless_update, reason = "forms of source may ask for more")]
    let options = SourceOptions {
        source: edges.ok_or_else(|| missing("edges.csv"))?,
        nodes: Some(nodes.ok_or_else(|| missing("nodes.csv"))?),
        ..SourceOptions::default()
    };
    let network = meter.measure("read", || {
        let network = RoadNetwork::read(&options);
        let sum = network.as_ref().map_or(0, |network| {
            let graph = network.router.graph();
            let leaving = |node| graph.leaving(node).map(|(_, time)| u64::from(time)).sum::<u64>();
            (0..graph.nodes()).map(leaving).sum()
        });
        (network, sum)
    });
    let network = network.map_err(|error| error.to_string())?;
    if network.is_empty() {
        return Err("the graph has no nodes".to_owned());
    }
    let queries = Queries::read(folder, prefix, &network)?;
    let mut judge = Judge::new(network.router.graph(), judged);
    let prepare = || Router::prepared(network.router.graph().clone(), &network.at);
    let router = meter.measure("prepare", || (prepare(), 0));
    if !router.is_prepared() {
        eprintln!("this graph is left to plain searches");
    }
    let prepared = RoadNetwork { router, ..network };
    questions(&prepared.router, &queries, meter, &mut judge);
    if meter.wants("changed_corridor_matrix") || meter.wants("changed_corridor") {
        scenarios::changed(&prepared.router, &queries, meter, judged)?;
    }
    if meter.wants("added_edges_matrix") || meter.wants("added_edges") {
        scenarios::added(&prepared.router, &queries, meter, judged)?;
    }
    stored(prepared, &queries, meter, &mut judge)?;
    // Last and on a network of their own: what areas and many sums leave behind is in no other peak.
    let names = ["isochrones_1000", "isochrones_1000_prepared"];
    if names.iter().copied().chain(gravity::NAMES).any(|name| meter.wants(name)) {
        let mut network = RoadNetwork::read(&options).map_err(|error| error.to_string())?;
        if meter.wants(names[0]) {
            isochrones::thousand(names[0], &network, &queries, meter);
        }
        network.router = Router::prepared(network.router.graph().clone(), &network.at);
        if meter.wants(names[1]) {
            isochrones::thousand(names[1], &network, &queries, meter);
        }
        gravity::gravity(&network.router, meter);
    }
    judge.verdict()
}

/// What is asked of the network as it is.
fn questions(router: &Router, queries: &Queries, meter: &Meter, judge: &mut Judge) {
    let from =
        |places: &[usize], measure: Measure<'_>| router.reach(places, Direction::From, &[measure]).columns;
    let name = "one_to_all_x100";
    if meter.wants(name) {
        let totals = meter.measure(name, || {
            let columns = from(&queries.src100, Measure::TotalTime { limit: None });
            let sum = columns[0].iter().flatten().map(|&minutes| milliseconds(minutes)).sum();
            (columns, sum)
        });
        judge.totals(name, &queries.src100, &totals[0]);
    }
    let name = "matrix_1000x1000";
    if meter.wants(name) {
        let times = meter.measure(name, || matrix(router, queries));
        judge.matrix(name, queries, &times);
    }
    let name = "pairs_10000";
    if meter.wants(name) {
        let times = meter.measure(name, || {
            let times = router.pairs(&queries.pairs);
            let sum = times.iter().flatten().map(|&time| u64::from(time)).sum();
            (times, sum)
        });
        judge.pairs(name, &queries.pairs, &times);
    }
    let nodes: Vec<usize> = (0..router.graph().nodes()).collect();
    for minutes in [5, 30] {
        let cutoff = Minutes::new(f64::from(minutes));
        let name = format!("within_{minutes}min_all");
        if meter.wants(&name) {
            let counts = meter.measure(&name, || {
                let columns = from(&nodes, Measure::Within { opportunities: None, cutoff });
                let sum = columns[0].iter().flatten().map(|&count| whole(count)).sum();
                (columns, sum)
            });
            judge.counts(&name, minutes * 60_000, &counts[0]);
        }
    }
    let name = "nearest_5_of_2000_all";
    if meter.wants(name) {
        let times = meter.measure(name, || {
            let columns = from(&nodes, Measure::Nearest { places: &queries.places2000, k: 5 });
            let sum = columns.iter().flatten().flatten().map(|&minutes| milliseconds(minutes)).sum();
            (columns, sum)
        });
        judge.nearest(name, &queries.places2000, &times);
    }
}

/// Writes the network to a file and asks the one that is opened from it.
fn stored(network: RoadNetwork, queries: &Queries, meter: &Meter, judge: &mut Judge) -> Result<(), String> {
    let again = "matrix_1000x1000_of_jwn";
    if !["write_jwn", "open_jwn", again].iter().any(|name| meter.wants(name)) {
        return Ok(());
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("measured.jwn");
    let written = meter.measure("write_jwn", || {
        let written = std::fs::File::create(&path).and_then(|file| {
            let mut out = std::io::BufWriter::new(file);
            network.write(&mut out)?;
            out.flush()
        });
        (written, 0)
    });
    written.map_err(|error| error.to_string())?;
    let length = std::fs::metadata(&path).map_or(0, |file| file.len());
    eprintln!("the prepared file has {length} bytes");
    // What is opened is measured alone.
    drop(network);
    let opened = meter.measure("open_jwn", || (RoadNetwork::open(&path), 0));
    let opened = opened.map_err(|error| error.to_string())?;
    let times = meter.measure(again, || matrix(&opened.router, queries));
    judge.matrix(again, queries, &times);
    Ok(())
}

/// Times of all trips between the thousand origins and the thousand destinations, and their sum.
fn matrix(router: &Router, queries: &Queries) -> (TravelTimes, u64) {
    let times = router.travel_times(&queries.src1000, &queries.dst1000);
    let row =
        |i| (0..times.destinations()).filter_map(|j| times.milliseconds(i, j)).map(u64::from).sum::<u64>();
    let sum = (0..times.origins()).map(row).sum();
    (times, sum)
}

/// Milliseconds are whole: minutes hold them exactly.
fn milliseconds(minutes: f64) -> u64 {
    whole(minutes * 60_000.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts and sums of times")]
fn whole(value: f64) -> u64 {
    value.round() as u64
}
