//! How long a workload takes, and how much memory.

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
    let (cpu, wall) = (cpu(), Instant::now());
    let answer = pool.install(work);
    let wall = wall.elapsed().as_secs_f64();
    let cpu = self::cpu().zip(cpu).map(|(after, before)| after - before);
    (answer, Cost { cpu, wall })
}

/// CPU seconds of the process so far.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
fn cpu() -> Option<f64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(time.tv_sec as f64 + time.tv_nsec as f64 / 1e9)
}

#[cfg(not(unix))]
fn cpu() -> Option<f64> {
    None
}

/// Forgets the peak of what went before; whether that can be done.
fn reset_peak() -> bool {
    std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// The most resident memory since then, in units of 2²⁰ bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes.div_ceil(1024))
}
