//! What work takes of the process: seconds, memory.

use rayon::ThreadPool;
use std::fmt::Display;
use std::time::Instant;

/// Below so many CPU seconds work is done three times.
const SHORT: f64 = 0.5;

pub(crate) struct Taken {
    median: Seconds,
    peak: Option<u64>,
}

#[derive(Clone, Copy)]
struct Seconds {
    /// None where there is no such clock.
    cpu: Option<f64>,
    wall: f64,
}

/// The last answer of `work`, and what it took: the median of the seconds of three runs if it is short, the peak of
/// the first run. An answer is dropped before the next run.
pub(crate) fn measured<T: Send>(pool: &ThreadPool, work: impl Fn() -> T + Sync) -> (T, Taken) {
    let resettable = reset_peak();
    let (mut answer, first) = timed(pool, &work);
    let peak = peak().filter(|_| resettable);
    let mut runs = vec![first];
    if first.decisive() < SHORT {
        for _ in 0..2 {
            drop(answer);
            let (next, seconds) = timed(pool, &work);
            answer = next;
            runs.push(seconds);
        }
    }
    runs.sort_by(|a, b| a.decisive().total_cmp(&b.decisive()));
    (answer, Taken { median: runs[runs.len() / 2], peak })
}

fn timed<T: Send>(pool: &ThreadPool, work: &(impl Fn() -> T + Sync)) -> (T, Seconds) {
    let (before, wall) = (cpu(), Instant::now());
    let answer = pool.install(work);
    let wall = wall.elapsed().as_secs_f64();
    (answer, Seconds { cpu: cpu().zip(before).map(|(after, before)| after - before), wall })
}

impl Seconds {
    fn decisive(self) -> f64 {
        self.cpu.unwrap_or(self.wall)
    }
}

impl Taken {
    /// The columns `cpu_s,wall_s,checksum,peak_mb`; what cannot be measured here is empty.
    pub(crate) fn columns(&self, checksum: impl Display) -> String {
        let cpu = self.median.cpu.map(|cpu| format!("{cpu:.4}")).unwrap_or_default();
        let peak = self.peak.map(|peak| peak.to_string()).unwrap_or_default();
        format!("{cpu},{:.4},{checksum},{peak}", self.median.wall)
    }
}

/// CPU seconds of all threads together.
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
