//! Measures the statistics of regions against the number of units, one line a task and size.
//!
//! ```text
//! cargo bench --bench statistics
//! ```
//! Everything that is measured on is made here, see `statistics/made.rs`; `peers_statistics.py` beside this file measures
//! what other programs take for the same tasks on the same kind of data, and prints the same columns.
//!
//! # What is printed
//! `task,size,threads,cpu_s,wall_s,checksum,peak_mb` on standard output:
//! - The size is how many regions or values there are.
//! - CPU seconds of the task, all threads together, without making the data; of a task that takes less than half a
//!   second the median of three runs, by CPU seconds.
//! - The checksum is a number from the answer: how many neighbours, the statistic, a sum. It must be the same for any
//!   number of threads; where it is not, the bench fails.
//! - The peak is that of the resident memory of the process during the first run, with the data, in units of 2²⁰ bytes.
//!   Every line has a process of its own. Outside Linux it is empty.
//!
//! # Options
//! - `STATISTICS_SIZES=10000,50000`: how many units; 10,000, 50,000, 250,000 and 1,000,000 if not said.
//! - `STATISTICS_ONLY=queen,moran`: only tasks whose names begin so.
//! - `STATISTICS_THREADS=1,2`: with how many threads.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod lines;
#[path = "statistics/made.rs"]
mod made;
mod process;
#[path = "statistics/tasks.rs"]
mod tasks;
#[path = "statistics/voronoi.rs"]
mod voronoi;

use lines::{Line, numbers};
use std::process::ExitCode;
use tasks::TASKS;

const SIZES: [usize; 4] = [10_000, 50_000, 250_000, 1_000_000];

fn main() -> ExitCode {
    lines::main("STATISTICS", numbers("STATISTICS_SIZES", &SIZES).map(|sizes| lines(&sizes)))
}

/// Every task at every size.
fn lines(sizes: &[usize]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, run) in TASKS {
        for &size in sizes {
            lines.push(Line { name, size: Some(size), run: Box::new(move |meter| run(size, meter)) });
        }
    }
    lines
}
