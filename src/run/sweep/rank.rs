//! Ranks of units, and how far two rankings agree.

/// The rank of each value, 1 the greatest, or with `less` the least; those equal share the mean of their ranks, as in
/// Spearman's correlation. `None` where there is no value.
pub(super) fn ranks(values: &[Option<f64>], less: bool) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> =
        values.iter().enumerate().filter_map(|(i, value)| Some(((*value)?, i))).collect();
    order.sort_by(|a, b| {
        let by_value = a.0.total_cmp(&b.0);
        if less { by_value } else { by_value.reverse() }
    });
    let mut ranks = vec![None; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let rank = before as f64 + (equal.len() + 1) as f64 / 2.0;
        for &(_, i) in equal {
            ranks[i] = Some(rank);
        }
        before += equal.len();
    }
    ranks
}

/// How far two rankings of the same units agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Units ranked in both.
    pub units: usize,
    /// Spearman's rank correlation; `None` for fewer than two units, or where all of one side are equal.
    pub spearman: Option<f64>,
    /// Kendall's τ-b; `None` likewise.
    pub kendall: Option<f64>,
}

/// Spearman's correlation and Kendall's τ-b of two columns, over the units that have a value in both.
///
/// # References
/// Kendall, M. G. (1945). The treatment of ties in ranking problems. *Biometrika* 33(3).
pub(super) fn agreement(a: &[Option<f64>], b: &[Option<f64>]) -> Agreement {
    let both = |values: &[Option<f64>]| -> Vec<Option<f64>> {
        (0..a.len()).map(|i| values[i].filter(|_| a[i].is_some() && b[i].is_some())).collect()
    };
    let ranked =
        [both(a), both(b)].map(|values| -> Vec<f64> { ranks(&values, true).into_iter().flatten().collect() });
    let [a, b] = &ranked;
    Agreement { units: a.len(), spearman: correlation(a, b), kendall: tau(a, b) }
}

/// Pearson's correlation of ranks, which are exact halves: so are the sums.
fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let middle = (a.len() + 1) as f64 / 2.0;
    let sum =
        |x: &[f64], y: &[f64]| -> f64 { x.iter().zip(y).map(|(x, y)| (x - middle) * (y - middle)).sum() };
    let (aa, bb) = (sum(a, a), sum(b, b));
    (aa > 0.0 && bb > 0.0).then(|| sum(a, b) / (aa * bb).sqrt())
}

fn tau(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mut score, mut in_a, mut in_b) = (0_i64, 0_i64, 0_i64);
    for i in 0..a.len() {
        for j in 0..i {
            let [x, y] = [a[i].total_cmp(&a[j]) as i64, b[i].total_cmp(&b[j]) as i64];
            score += x * y;
            in_a += x * x;
            in_b += y * y;
        }
    }
    (in_a > 0 && in_b > 0).then(|| score as f64 / (in_a as f64 * in_b as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn equal_values_share_the_mean_of_their_ranks() {
        let values = [Some(3.0), None, Some(9.0), Some(3.0), Some(1.0)];
        assert_eq!(ranks(&values, false), [Some(2.5), None, Some(1.0), Some(2.5), Some(4.0)]);
        assert_eq!(ranks(&values, true), [Some(2.5), None, Some(4.0), Some(2.5), Some(1.0)]);
    }

    /// By hand: without ties ρ = 1 − 6 Σ d² / n(n² − 1) = 1 − 6 · 4 / 60, τ = (C − D) / pairs = (4 − 2) / 6.
    #[test]
    fn agreement_is_that_of_the_textbook() {
        let found = agreement(&some(&[1.0, 2.0, 3.0, 4.0]), &some(&[20.0, 10.0, 40.0, 30.0]));
        assert_eq!((found.units, found.spearman, found.kendall), (4, Some(0.6), Some(1.0 / 3.0)));
        let turned = agreement(&some(&[1.0, 2.0, 3.0]), &some(&[9.0, 8.0, 7.0]));
        assert_eq!((turned.spearman, turned.kendall), (Some(-1.0), Some(-1.0)));
    }

    #[test]
    fn only_units_with_both_values_count_and_equal_sides_have_no_correlation() {
        let found =
            agreement(&[Some(1.0), None, Some(2.0), Some(5.0)], &[Some(3.0), Some(8.0), Some(4.0), None]);
        assert_eq!((found.units, found.spearman), (2, Some(1.0)));
        let level = agreement(&some(&[1.0, 1.0]), &some(&[1.0, 2.0]));
        assert_eq!((level.spearman, level.kendall), (None, None));
        assert_eq!(agreement(&[], &[]), Agreement { units: 0, spearman: None, kendall: None });
    }
}
