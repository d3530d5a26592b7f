//! Tasks that print a line each and have a process of their own: what the benches `clusters` and `statistics` share.
//!
//! Options of a bench, here one whose variables begin with `BENCH`:
//! - `BENCH_ONLY`: only tasks whose names begin so.
//! - `BENCH_THREADS`: with how many threads; 1 and 2 if not said.
//! - `BENCH_TASK`: only this one, in this process, with the first size and the first number of threads.

use crate::process::measured;
use std::process::{Command, ExitCode};

/// A task, of one size if it takes one.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    /// How many units; `BENCH_SIZES` says it to the process of the line.
    pub(crate) size: Option<usize>,
    /// Makes the data and measures.
    pub(crate) run: Box<dyn Fn(&Meter)>,
}

/// Runs the work of a task, and prints its line.
pub(crate) struct Meter {
    /// What stands before the seconds.
    columns: String,
    pool: rayon::ThreadPool,
}

impl Meter {
    /// `check` makes a number of the answer.
    pub(crate) fn measure<T: Send>(&self, work: impl Fn() -> T + Sync, check: impl Fn(&T) -> f64) {
        let (answer, taken) = measured(&self.pool, work);
        println!("{},{}", self.columns, taken.columns(check(&answer)));
    }
}

/// The bench whose variables begin with `prefix`.
pub(crate) fn main(prefix: &str, lines: Result<Vec<Line>, String>) -> ExitCode {
    let done = lines.and_then(|lines| match variable(&format!("{prefix}_TASK")) {
        Some(task) => one(prefix, &lines, &task),
        None => all(prefix, &lines),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The numbers in a variable of the environment, as in `1,2`.
pub(crate) fn numbers(name: &str, otherwise: &[usize]) -> Result<Vec<usize>, String> {
    let Some(text) = variable(name) else { return Ok(otherwise.to_vec()) };
    let number = |word: &str| word.parse().ok().filter(|&n| n > 0);
    text.split(',').map(|word| number(word).ok_or_else(|| format!("{name}: not a number: {word}"))).collect()
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn threads(prefix: &str) -> Result<Vec<usize>, String> {
    numbers(&format!("{prefix}_THREADS"), &[1, 2])
}

/// Measures one task in this process.
fn one(prefix: &str, lines: &[Line], task: &str) -> Result<(), String> {
    let threads = threads(prefix)?[0];
    let line = lines.iter().find(|line| line.name == task);
    let line = line.ok_or_else(|| format!("no task of this name: {task}"))?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| error.to_string())?;
    let size = line.size.map(|size| format!("{size},")).unwrap_or_default();
    (line.run)(&Meter { columns: format!("{task},{size}{threads}"), pool });
    Ok(())
}

/// Measures every task in a process of its own, and compares the checksums.
fn all(prefix: &str, lines: &[Line]) -> Result<(), String> {
    let threads = threads(prefix)?;
    let only = variable(&format!("{prefix}_ONLY")).unwrap_or_default();
    let wanted = |name: &str| only.is_empty() || only.split(',').any(|start| name.starts_with(start));
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut faults = Vec::new();
    let size = if lines.iter().any(|line| line.size.is_some()) { "size," } else { "" };
    println!("task,{size}threads,cpu_s,wall_s,checksum,peak_mb");
    for line in lines.iter().filter(|line| wanted(line.name)) {
        let of = line.size.map(|size| format!(" of {size}")).unwrap_or_default();
        let mut first = None;
        for threads in &threads {
            let mut child = Command::new(&program);
            child.env(format!("{prefix}_TASK"), line.name);
            child.env(format!("{prefix}_THREADS"), threads.to_string());
            child.envs(line.size.map(|size| (format!("{prefix}_SIZES"), size.to_string())));
            let child = child.output().map_err(|error| error.to_string())?;
            eprint!("{}", String::from_utf8_lossy(&child.stderr));
            if !child.status.success() {
                faults.push(format!("{}{of} with threads = {threads} failed", line.name));
                continue;
            }
            let printed = String::from_utf8_lossy(&child.stdout).trim().to_owned();
            println!("{printed}");
            let checksum = printed.rsplit(',').nth(1).unwrap_or_default().to_owned();
            if first.get_or_insert_with(|| checksum.clone()) != &checksum {
                faults.push(format!("{}{of}: another answer with {threads} threads", line.name));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\nerror: ")) }
}
