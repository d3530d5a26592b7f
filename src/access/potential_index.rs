//! Potentials compared.

/// Each potential as a percentage of their mean, the form in which the field compares places.
///
/// # Formula
/// `100 · P_i / P̄`, `P̄` the mean over the places that have a potential
///
/// # Units
/// Per cent; 100 is the mean of the places at hand, so the index of one study says nothing about another.
///
/// # Conventions
/// A place without a potential has no index, and none has one when all potentials are 0.
///
/// # Panics
/// If a potential is negative or not finite.
///
/// # Example
/// ```
/// use jingwei::access::potential_index;
///
/// assert_eq!(potential_index(&[Some(30.0), Some(10.0), None]), [Some(150.0), Some(50.0), None]);
/// ```
#[must_use]
pub fn potential_index(potentials: &[Option<f64>]) -> Vec<Option<f64>> {
    assert!(
        potentials.iter().flatten().all(|p| *p >= 0.0 && p.is_finite()),
        "a potential is finite and not negative"
    );
    let count = potentials.iter().flatten().count() as f64;
    // Each divided first, so that no sum overflows.
    let mean: f64 = potentials.iter().flatten().map(|p| p / count).sum();
    potentials.iter().map(|p| p.filter(|_| mean > 0.0).map(|p| 100.0 * (p / mean))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_relative_to_the_mean_of_those_that_have_one() {
        assert_eq!(potential_index(&[Some(4.0), None, Some(0.0)]), [Some(200.0), None, Some(0.0)]);
        assert_eq!(potential_index(&[Some(0.0), None]), [None, None]);
        assert_eq!(potential_index(&[]), []);
        assert_eq!(potential_index(&[Some(f64::MAX), Some(f64::MAX)]), [Some(100.0); 2]);
    }
}
