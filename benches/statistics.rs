//! Measures the statistics of regions against the number of units, one line a task and size.
//!
//! ```text
//! cargo bench --bench statistics
//! ```
//! Everything that is measured on is made here, see `statistics/made.rs`; `peers_statistics.py` beside this file measures
//! what other programs take for the same tasks on the same kind of data, and prints the same columns.
//!
//! # What is printed
//! `task,size,threads,cpu_s,wall_s,peak_mb,check` on standard output:
//! - The size is how many regions or values there are.
//! - CPU seconds of the task, all threads together, without making the data; of a task that takes less than half a
//!   second the median of three runs, by CPU seconds.
//! - The peak is that of the resident memory of the process during the first run, with the data, in units of 2²⁰ bytes.
//!   Every line has a process of its own. Outside Linux it is empty.
//! - The check is a number from the answer: how many neighbours, the statistic, a sum. It must be the same for any
//!   number of threads; where it is not, the bench fails.
//!
//! # Options
//! - `STATISTICS_SIZES=10000,50000`: how many units; 10,000, 50,000, 250,000 and 1,000,000 if not said.
//! - `STATISTICS_ONLY=queen,moran`: only tasks whose names begin so.
//! - `STATISTICS_THREADS=1,2`: with how many threads.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "statistics/made.rs"]
mod made;
#[path = "statistics/meter.rs"]
mod meter;
mod process;
#[path = "statistics/tasks.rs"]
mod tasks;
#[path = "statistics/voronoi.rs"]
mod voronoi;

use meter::Meter;
use std::collections::HashMap;
use std::process::{Command, ExitCode};
use tasks::TASKS;

const SIZES: [usize; 4] = [10_000, 50_000, 250_000, 1_000_000];

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn numbers(name: &str, otherwise: &[usize]) -> Result<Vec<usize>, String> {
    let Some(text) = variable(name) else { return Ok(otherwise.to_vec()) };
    let number = |word: &str| word.parse().ok().filter(|&n| n > 0);
    text.split(',').map(|word| number(word).ok_or_else(|| format!("{name}: not a number: {word}"))).collect()
}

fn main() -> ExitCode {
    let done = match variable("STATISTICS_TASK") {
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
    let (sizes, threads) = (numbers("STATISTICS_SIZES", &SIZES)?, numbers("STATISTICS_THREADS", &[1])?);
    let task =
        TASKS.iter().find(|task| task.0 == name).ok_or_else(|| format!("no task of this name: {name}"))?;
    (task.1)(sizes[0], &Meter::new(name, sizes[0], threads[0]));
    Ok(())
}

/// Measures every task in a process of its own, and compares the checks.
fn all() -> Result<(), String> {
    let (sizes, threads) = (numbers("STATISTICS_SIZES", &SIZES)?, numbers("STATISTICS_THREADS", &[1, 2])?);
    let only = variable("STATISTICS_ONLY").unwrap_or_default();
    let wanted = |name: &str| only.is_empty() || only.split(',').any(|start| name.starts_with(start));
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let (mut checks, mut faults) = (HashMap::new(), Vec::new());
    println!("task,size,threads,cpu_s,wall_s,peak_mb,check");
    for (name, _) in TASKS.iter().filter(|task| wanted(task.0)) {
        for (size, threads) in
            sizes.iter().flat_map(|size| threads.iter().map(move |threads| (size, threads)))
        {
            let child = Command::new(&program)
                .env("STATISTICS_TASK", name)
                .env("STATISTICS_SIZES", size.to_string())
                .env("STATISTICS_THREADS", threads.to_string())
                .output()
                .map_err(|error| error.to_string())?;
            let line = String::from_utf8_lossy(&child.stdout).trim().to_owned();
            eprint!("{}", String::from_utf8_lossy(&child.stderr));
            if !child.status.success() {
                faults.push(format!("{name} of {size} with threads = {threads} failed"));
                continue;
            }
            println!("{line}");
            let check = line.rsplit(',').next().unwrap_or_default().to_owned();
            if checks.entry((name, size)).or_insert_with(|| check.clone()) != &check {
                faults.push(format!("{name} of {size}: another answer with {threads} threads"));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\nerror: ")) }
}
