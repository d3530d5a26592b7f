//! How long a workload takes, and how much memory.

use crate::process::{cpu, peak, reset_peak};
use rayon::ThreadPool;
use std::fmt::Write as _;
use std::time::Instant;

/// Below so many CPU seconds a workload is run three times.
const SHORT: f64 = 0.5;

pub(crate) struct Meter {
    threads: usize,
    pool: ThreadPool,
    /// Beginnings of the names of the workloads that are wanted; all where empty.
    only: Vec<String>,
}

#[derive(Clone, Copy)]
struct Cost {
    cpu: Option<f64>,
    wall: f64,
}

impl Meter {
    pub(crate) fn new(threads: usize, only: Vec<String>) -> Self {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        Self { threads, pool: pool.expect("threads can be started"), only }
    }

    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|start| name.starts_with(start.as_str()))
    }

    /// What `work` gives, besides the checksum; a line is printed if it is wanted.
    pub(crate) fn measure<T: Send>(&self, name: &str, work: impl Fn() -> (T, u64) + Sync) -> T {
        if !self.wants(name) {
            return self.pool.install(&work).0;
        }
        let resettable = reset_peak();
        let (mut answer, cost) = timed(&self.pool, &work);
        let peak = if resettable { peak() } else { None };
        let mut costs = vec![cost];
        if cost.cpu.unwrap_or(cost.wall) < SHORT {
            for _ in 0..2 {
                drop(answer);
                let (next, cost) = timed(&self.pool, &work);
                answer = next;
                costs.push(cost);
            }
        }
        costs.sort_by(|a, b| a.cpu.unwrap_or(a.wall).total_cmp(&b.cpu.unwrap_or(b.wall)));
        let Cost { cpu, wall } = costs[costs.len() / 2];
        let mut line = format!("{name},{},", self.threads);
        if let Some(cpu) = cpu {
            write!(line, "{cpu:.4}").expect("text takes everything");
        }
        write!(line, ",{wall:.4},{},", answer.1).expect("text takes everything");
        if let Some(peak) = peak {
            write!(line, "{peak}").expect("text takes everything");
        }
        println!("{line}");
        answer.0
    }
}

fn timed<T: Send>(pool: &ThreadPool, work: &(impl Fn() -> T + Sync)) -> (T, Cost) {
    let (before, wall) = (cpu(), Instant::now());
    let answer = pool.install(work);
    let wall = wall.elapsed().as_secs_f64();
    (answer, Cost { cpu: cpu().zip(before).map(|(after, before)| after - before), wall })
}
