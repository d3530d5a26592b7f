//! Measures the rules of clusters and cores, one line a task.
//!
//! ```text
//! cargo bench --bench clusters
//! ```
//! Everything that is measured on is made here, see `clusters/made.rs`, but for the sweeps over `geodata/china`;
//! `peers_clusters.py` beside this file makes the same, number by number, and measures other programs on it.
//!
//! # What is printed
//! `task,threads,cpu_s,wall_s,checksum,peak_mb` on standard output:
//! - CPU seconds of the task, all threads together, without making the data; of a task that takes less than half a
//!   second the median of three runs, by CPU seconds.
//! - The checksum is a number from the answer: a sum of squares, how many regions or clusters, a modularity. It must be
//!   the same for any number of threads; where it is not, the bench fails.
//! - The peak is that of the resident memory of the process during the first run, with the data, in units of 2²⁰ bytes.
//!   Every line has a process of its own. Outside Linux it is empty.
//!
//! # Options
//! - `CLUSTERS_ONLY=skater,leiden`: only tasks whose names begin so.
//! - `CLUSTERS_THREADS=1,2`: with how many threads.
//! - `CLUSTERS_VERBOSE=1`: the seconds of each rule that is swept, on standard error.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "clusters/china.rs"]
mod china;
#[path = "clusters/made.rs"]
mod made;
mod process;
#[path = "clusters/tasks.rs"]
mod tasks;

use process::{cpu, peak, reset_peak};
use std::collections::HashMap;
use std::process::{Command, ExitCode};
use std::time::Instant;
use tasks::TASKS;

/// Below so many CPU seconds a task is run three times.
const SHORT: f64 = 0.5;

/// Runs a task, which makes a number of its answer, as often as it takes.
pub(crate) struct Meter {
    name: String,
    threads: usize,
    pool: rayon::ThreadPool,
}

impl Meter {
    pub(crate) fn measure<T: Send>(&self, task: impl Fn() -> T + Sync, check: impl Fn(&T) -> f64) {
        let resettable = reset_peak();
        let mut costs: Vec<(f64, f64)> = Vec::new();
        let (mut peaked, mut checked) = (None, 0.0);
        while costs.is_empty() || (costs.len() < 3 && costs[0].0 < SHORT) {
            let (before, wall) = (cpu(), Instant::now());
            let answer = self.pool.install(&task);
            let wall = wall.elapsed().as_secs_f64();
            let spent = cpu().zip(before).map_or(wall, |(after, before)| after - before);
            if costs.is_empty() {
                peaked = peak().filter(|_| resettable);
                checked = check(&answer);
            }
            costs.push((spent, wall));
        }
        costs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (seconds, wall) = costs[costs.len() / 2];
        // Where there is no such clock the column is empty.
        let seconds = cpu().map(|_| format!("{seconds:.4}")).unwrap_or_default();
        let peaked = peaked.map(|peak| peak.to_string()).unwrap_or_default();
        println!("{},{},{seconds},{wall:.4},{checked},{peaked}", self.name, self.threads);
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn threads() -> Result<Vec<usize>, String> {
    let text = variable("CLUSTERS_THREADS").unwrap_or_else(|| "1,2".to_owned());
    let number = |word: &str| word.parse().ok().filter(|&n| n > 0);
    let number = |word: &str| number(word).ok_or_else(|| format!("CLUSTERS_THREADS: not a number: {word}"));
    text.split(',').map(number).collect()
}

fn main() -> ExitCode {
    let done = match variable("CLUSTERS_TASK") {
        Some(task) => one(&task),
        None => all(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures one task in this process.
fn one(name: &str) -> Result<(), String> {
    let threads = threads()?[0];
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| error.to_string())?;
    let task =
        TASKS.iter().find(|task| task.0 == name).ok_or_else(|| format!("no task of this name: {name}"))?;
    (task.1)(&Meter { name: name.to_owned(), threads, pool });
    Ok(())
}

/// Measures every task in a process of its own, and compares the checksums.
fn all() -> Result<(), String> {
    let only = variable("CLUSTERS_ONLY").unwrap_or_default();
    let wanted = |name: &str| only.is_empty() || only.split(',').any(|start| name.starts_with(start));
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let (mut sums, mut faults) = (HashMap::new(), Vec::new());
    println!("task,threads,cpu_s,wall_s,checksum,peak_mb");
    for (name, _) in TASKS.iter().filter(|task| wanted(task.0)) {
        for threads in threads()? {
            let child = Command::new(&program)
                .env("CLUSTERS_TASK", name)
                .env("CLUSTERS_THREADS", threads.to_string())
                .output()
                .map_err(|error| error.to_string())?;
            let line = String::from_utf8_lossy(&child.stdout).trim().to_owned();
            eprint!("{}", String::from_utf8_lossy(&child.stderr));
            if !child.status.success() {
                faults.push(format!("{name} with threads = {threads} failed"));
                continue;
            }
            println!("{line}");
            let sum = line.split(',').nth(4).unwrap_or_default().to_owned();
            if sums.entry(name).or_insert_with(|| sum.clone()) != &sum {
                faults.push(format!("{name}: another answer with {threads} threads"));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\nerror: ")) }
}
