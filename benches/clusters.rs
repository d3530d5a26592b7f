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
mod lines;
#[path = "clusters/made.rs"]
mod made;
mod process;
#[path = "clusters/tasks.rs"]
mod tasks;

use lines::Line;
use std::process::ExitCode;
use tasks::TASKS;

fn main() -> ExitCode {
    let line = |(name, run): tasks::Task| Line { name, size: None, run: Box::new(run) };
    lines::main("CLUSTERS", Ok(TASKS.map(line).into()))
}
