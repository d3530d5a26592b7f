//! How alike the places of each cluster are.

use crate::error::{Code, Error, Finding, Result};

/// How much places differ inside clusters.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct WithinSum {
    /// Sum of squared differences from the cluster's mean, of each cluster over all attributes.
    pub clusters: Vec<f64>,
    /// Their sum.
    pub within: f64,
    /// The same around one mean of all places in clusters.
    pub total: f64,
    /// What clusters explain: 1 − within ÷ total; `None` where all places are alike.
    pub between_share: Option<f64>,
}

/// Sums of squares inside clusters: how unlike the places of a cluster are, attribute by attribute.
///
/// # Formula
/// `W = Σ_g Σ_{i ∈ g} Σ_a (x_ia − x̄_ga)²`
///
/// # Units
/// Squares of the attributes' unit. Attributes of different units are to be standardised before.
///
/// # Conventions
/// `attributes` holds one vector an attribute, one value a place; `cluster` the cluster of each place from 0, and places
/// with `None` have no part.
///
/// # Errors
/// A value that is not finite, all of them in one error.
///
/// # Panics
/// If an attribute does not have one value for each place.
///
/// # Example
/// ```
/// use jingwei::cluster::within_sum_of_squares;
///
/// let found = within_sum_of_squares(&[vec![1.0, 3.0, 8.0]], &[Some(0), Some(0), Some(1)])?;
/// assert_eq!((found.clusters, found.total), (vec![2.0, 0.0], 26.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn within_sum_of_squares(attributes: &[Vec<f64>], cluster: &[Option<usize>]) -> Result<WithinSum> {
    let mut findings = Vec::new();
    for (number, values) in attributes.iter().enumerate() {
        assert_eq!(values.len(), cluster.len(), "one value for each place");
        for (place, value) in values.iter().enumerate().filter(|(_, value)| !value.is_finite()) {
            let what = format!("attribute {} of place {} in study order is no number", number + 1, place + 1);
            findings.push(Finding::new(Code::BadValue, what).value(value));
        }
    }
    Error::if_any(&findings)?;
    let count = cluster.iter().flatten().max().map_or(0, |last| last + 1);
    let sum_around_mean = |wanted: &dyn Fn(usize) -> bool| -> f64 {
        let inside: Vec<usize> = (0..cluster.len()).filter(|&i| cluster[i].is_some_and(wanted)).collect();
        let of_attribute = |values: &Vec<f64>| -> f64 {
            let mean = inside.iter().map(|&i| values[i]).sum::<f64>() / inside.len().max(1) as f64;
            inside.iter().map(|&i| (values[i] - mean) * (values[i] - mean)).sum()
        };
        attributes.iter().map(of_attribute).sum()
    };
    let clusters: Vec<f64> = (0..count).map(|of| sum_around_mean(&|cluster| cluster == of)).collect();
    let (within, total) = (clusters.iter().sum::<f64>(), sum_around_mean(&|_| true));
    let between_share = (total > 0.0).then(|| 1.0 - within / total);
    Ok(WithinSum { clusters, within, total, between_share })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_and_between_make_the_whole() {
        let attributes = [vec![1.0, 2.0, 6.0, 9.0, 99.0], vec![0.0, 4.0, 4.0, 0.0, 99.0]];
        let found = within_sum_of_squares(&attributes, &[Some(0), Some(0), Some(1), Some(1), None]).unwrap();
        // Means 1.5 and 2, 7.5 and 2; of all 4.5 and 2.
        assert_eq!(found.clusters, [0.5 + 8.0, 4.5 + 8.0]);
        let between = 4.0 * 9.0;
        assert_eq!((found.within, found.total), (21.0, 21.0 + between));
        assert_eq!(found.between_share, Some(1.0 - 21.0 / 57.0));
        assert!(within_sum_of_squares(&[vec![f64::NAN]], &[Some(0)]).is_err());
        assert_eq!(within_sum_of_squares(&[vec![1.0; 2]], &[Some(0); 2]).unwrap().between_share, None);
    }
}
