//! The standard normal distribution.

use std::f64::consts::SQRT_2;

/// The share below `z`.
pub(super) fn below(z: f64) -> f64 {
    libm::erfc(-z / SQRT_2) / 2.0
}

/// The `z` that the `share` is below of; beyond 40 no number tells a share from 0 or 1.
///
/// Halved until nothing is left between: needed a few times an interval, so it is rather plainly right than fast.
pub(super) fn quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if below(middle) < share { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_of_the_tables() {
        for (share, z) in [(0.5, 0.0), (0.975, 1.959_963_984_540_054), (0.001, -3.090_232_306_167_813_5)] {
            assert!((quantile(share) - z).abs() < 1e-14, "{share}: {}", quantile(share));
            assert!((below(z) - share).abs() < 1e-15);
        }
    }
}
