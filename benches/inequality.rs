//! Measures indices of inequality, one line a workload.
//!
//! ```text
//! cargo bench --bench inequality
//! ```
//! on a million values drawn from a log-normal distribution (10, 0.8), in 50 groups; `INEQUALITY_UNITS` is another
//! number of them.
//!
//! # What is printed
//! `workload,units,cpu_s,result` on standard output: CPU seconds of the process, the median of five runs on one thread.
#![allow(clippy::print_stdout)]

use jingwei::disparity::{
    Correction, Partition, generalised_entropy, generalised_entropy_decomposition,
    generalised_entropy_decomposition_weighted, gini, gini_dagum, gini_jackknife, gini_weighted, hoover,
    palma, theil_decomposition, theil_l, theil_t, wolfson,
};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::hint::black_box;

fn main() {
    let units = std::env::var("INEQUALITY_UNITS").map_or(1_000_000, |units| units.parse().expect("a number"));
    let mut random = Pcg64Mcg::seed_from_u64(1);
    let values: Vec<f64> = (0..units).map(|_| libm::exp(10.0 + 0.8 * normal(&mut random))).collect();
    let people: Vec<f64> = (0..units).map(|_| 1.0 + uniform(&mut random) * 1e6).collect();
    let of: Vec<u32> = (0..units).map(|_| random.next_u32() % 50).collect();
    let text: Vec<String> = of.iter().map(|group| format!("group {group}")).collect();
    let groups = Partition::by_number((0..50).map(|group| group.to_string()).collect(), of);

    println!("workload,units,cpu_s,result");
    let measure = |name: &str, work: &dyn Fn() -> Option<f64>| {
        let mut seconds = Vec::new();
        let mut result = None;
        for _ in 0..5 {
            let start = cpu_seconds();
            result = black_box(work());
            seconds.push(cpu_seconds() - start);
        }
        seconds.sort_by(f64::total_cmp);
        println!("{name},{units},{:.4},{}", seconds[2], result.expect("defined"));
    };
    measure("gini", &|| gini(&values, Correction::None).expect("good values"));
    measure("gini_weighted", &|| gini_weighted(&values, &people).expect("good values"));
    measure("theil_t", &|| theil_t(&values).expect("good values"));
    measure("theil_l", &|| theil_l(&values).expect("good values"));
    measure("generalised_entropy_0.5", &|| generalised_entropy(&values, 0.5).expect("good values"));
    measure("hoover", &|| hoover(&values).expect("good values"));
    measure("palma", &|| palma(&values).expect("good values"));
    measure("wolfson", &|| wolfson(&values).expect("good values"));
    measure("theil_decomposition_by_number", &|| {
        let parts = generalised_entropy_decomposition(&values, &groups, 1.0).expect("good values");
        parts.map(|parts| parts.between)
    });
    measure("theil_decomposition_by_number_weighted", &|| {
        let parts = generalised_entropy_decomposition_weighted(&values, &people, &groups, 1.0);
        parts.expect("good values").map(|parts| parts.between)
    });
    measure("theil_decomposition_by_name", &|| {
        theil_decomposition(&values, &text).expect("good values").map(|theil| theil.between)
    });
    measure("gini_dagum", &|| {
        gini_dagum(&values, &groups).expect("good values").map(|parts| parts.transvariation)
    });
    measure("gini_jackknife", &|| {
        gini_jackknife(&values).expect("good values").map(|found| found.standard_error)
    });
}

/// A uniform number below 1.
fn uniform(random: &mut impl Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
}

/// A standard normal number, by Box and Muller's rule.
fn normal(random: &mut impl Rng) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - uniform(random))).sqrt();
    radius * libm::cos(std::f64::consts::TAU * uniform(random))
}

/// CPU seconds of the process so far.
#[cfg(unix)]
fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Seconds so far, where the CPU's are not told.
#[cfg(not(unix))]
fn cpu_seconds() -> f64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64()
}
