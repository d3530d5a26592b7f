//! Inference by rearranging the values: how often, pseudo p-values, results.

/// How often to shuffle, and from which seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermutationOptions {
    /// How many permutations `R`; 999 by default, so that the least p is 0.001. With 0 every p is 1.
    pub permutations: usize,
    /// The seed, 1 by default; the same seed gives the same result on any machine and any number of threads.
    pub seed: u64,
}

impl Default for PermutationOptions {
    fn default() -> Self {
        Self { permutations: 999, seed: 1 }
    }
}

/// Pseudo p-values of a statistic among arrangements of the values.
///
/// An arrangement whose statistic equals the observed one, up to rounding, counts on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PseudoP {
    /// `(M + 1) / (R + 1)` with the number `M` of `R` random arrangements at or above the observed statistic. Where
    /// every arrangement was enumerated, `M / R`: the observed one is among them.
    pub greater: f64,
    /// The same with those at or below it.
    pub lesser: f64,
    /// The smaller of both: the test in the direction that the data show.
    pub directed: f64,
    /// `min(1, 2 · directed)`
    pub two_sided: f64,
}

impl PseudoP {
    /// The pseudo p-values where `at_or_above` and `at_or_below` of `permutations` random ones were counted.
    pub(in crate::disparity) fn new(at_or_above: usize, at_or_below: usize, permutations: usize) -> Self {
        let share = |count: usize| (count + 1) as f64 / (permutations + 1) as f64;
        Self::of(share(at_or_above), share(at_or_below))
    }

    /// The p-values where `at_or_above` and `at_or_below` of all `arrangements` were counted.
    pub(super) fn exact(at_or_above: usize, at_or_below: usize, arrangements: usize) -> Self {
        let share = |count: usize| count as f64 / arrangements as f64;
        Self::of(share(at_or_above), share(at_or_below))
    }

    fn of(greater: f64, lesser: f64) -> Self {
        let directed = greater.min(lesser);
        Self { greater, lesser, directed, two_sided: (2.0 * directed).min(1.0) }
    }
}

/// Which arrangements a statistic is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    /// A random choice: the observed one is counted as one more.
    Random,
    /// All there are, the observed one among them.
    Every,
}

/// Where a statistic stands among those of arrangements of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReferenceDistribution {
    /// Pseudo p-values; exact ones where every arrangement was enumerated.
    pub p: PseudoP,
    /// Mean of the statistic over the arrangements; the observed one where there is none.
    pub mean: f64,
    /// Standard deviation over the arrangements, divided by their number; `None` without any.
    pub deviation: Option<f64>,
    /// How many arrangements `R`.
    pub permutations: usize,
}

impl ReferenceDistribution {
    /// Where `observed` stands among `arranged`, those within `slack` counting as equal.
    pub(super) fn of(observed: f64, arranged: &[f64], slack: f64, among: Among) -> Self {
        let above = arranged.iter().filter(|&&s| s >= observed - slack).count();
        let below = arranged.iter().filter(|&&s| s <= observed + slack).count();
        let count = arranged.len();
        let p = match among {
            Among::Random => PseudoP::new(above, below, count),
            Among::Every => PseudoP::exact(above, below, count),
        };
        let mean = if count == 0 { observed } else { arranged.iter().sum::<f64>() / count as f64 };
        let deviation = (count > 0)
            .then(|| (arranged.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / count as f64).sqrt());
        Self { p, mean, deviation, permutations: count }
    }
}

/// A global statistic and where it stands among those of arrangements of the values.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct PermutationTest<S> {
    /// The statistic with its analytic moments.
    pub observed: S,
    /// Where it stands.
    pub reference: ReferenceDistribution,
}

/// A local statistic and where it stands when the unit keeps its value and the others are rearranged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConditionalTest<S> {
    /// The local statistic.
    pub observed: S,
    /// Pseudo p-values; exact ones where every draw was enumerated.
    pub p: PseudoP,
    /// How many draws of the neighbours' values.
    pub permutations: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_sided_p_never_exceeds_one() {
        let p = PseudoP::new(600, 500, 999);
        assert!((p.two_sided - 1.0).abs() < 1e-12 && p.directed < p.greater);
        assert!((PseudoP::new(0, 999, 999).directed - 0.001).abs() < 1e-15);
    }

    #[test]
    fn without_permutations_nothing_is_significant() {
        let none = ReferenceDistribution::of(3.0, &[], 0.0, Among::Random);
        assert!((none.p.directed - 1.0).abs() < 1e-15 && (none.p.two_sided - 1.0).abs() < 1e-15);
        assert_eq!((none.mean, none.deviation, none.permutations), (3.0, None, 0));
    }

    #[test]
    fn all_arrangements_hold_the_observed_one() {
        let all = ReferenceDistribution::of(3.0, &[1.0, 2.0, 3.0, 3.0], 1e-9, Among::Every);
        assert!((all.p.greater - 0.5).abs() < 1e-15 && (all.p.lesser - 1.0).abs() < 1e-15);
        assert!((all.mean - 2.25).abs() < 1e-15);
    }
}
