//! How long a task takes, and how much memory.

use crate::process::{cpu, peak, reset_peak};
use rayon::ThreadPool;
use std::time::Instant;

/// Below so many CPU seconds a task is run three times.
const SHORT: f64 = 0.5;

pub(crate) struct Meter {
    name: String,
    size: usize,
    threads: usize,
    pool: ThreadPool,
}

impl Meter {
    pub(crate) fn new(name: &str, size: usize, threads: usize) -> Self {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be started");
        Self { name: name.to_owned(), size, threads, pool }
    }

    /// Runs `task` and prints its line; `check` makes a number of the answer.
    pub(crate) fn measure<T: Send>(&self, task: impl Fn() -> T + Sync, check: impl Fn(&T) -> f64) {
        let resettable = reset_peak();
        let mut costs = Vec::new();
        let (mut peaked, mut checked) = (None, 0.0);
        while costs.is_empty() || (costs.len() < 3 && costs[0] < (SHORT, f64::MAX)) {
            let (before, wall) = (cpu(), Instant::now());
            let answer = self.pool.install(&task);
            let wall = wall.elapsed().as_secs_f64();
            let cpu = cpu().zip(before).map(|(after, before)| after - before);
            if costs.is_empty() {
                peaked = peak().filter(|_| resettable);
                checked = check(&answer);
            }
            costs.push((cpu.unwrap_or(wall), wall));
        }
        costs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (seconds, wall) = costs[costs.len() / 2];
        // Where there is no such clock the column is empty.
        let seconds = cpu().map(|_| format!("{seconds:.4}")).unwrap_or_default();
        let peaked = peaked.map(|peak| peak.to_string()).unwrap_or_default();
        let Self { name, size, threads, .. } = self;
        println!("{name},{size},{threads},{seconds},{wall:.4},{peaked},{checked}");
    }
}
