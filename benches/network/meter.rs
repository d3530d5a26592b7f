//! How long a workload takes, and how much memory.

use crate::process::measured;
use rayon::ThreadPool;

pub(crate) struct Meter {
    threads: usize,
    pool: ThreadPool,
    /// Beginnings of the names of the workloads that are wanted; all where empty.
    only: Vec<String>,
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
        let ((answer, checksum), taken) = measured(&self.pool, work);
        println!("{name},{},{}", self.threads, taken.columns(checksum));
        answer
    }
}
