//! Core and periphery by the last eigenvector of the random walk.

use super::InteractionGraph;
use super::cut::{CutCore, best_cut, smallest_part};
use super::spectrum::{End, eigenpairs};
use crate::error::{Code, Finding, Result};

/// How [`lap_core`] counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LapCoreOptions {
    /// The smallest core and the smallest periphery as a share of all places; 0.1 by default, as in cpnet. Never fewer
    /// than two places.
    pub smallest: f64,
    /// Added to the strength of each place before dividing by it: 0 by default, as in the paper; 1 in cpnet.
    pub regularisation: f64,
}

impl Default for LapCoreOptions {
    fn default() -> Self {
        Self { smallest: 0.1, regularisation: 0.0 }
    }
}

/// Which places are the core by the eigenvector of the random walk `D⁻¹A` whose eigenvalue is the smallest.
///
/// # Formula
/// `D⁻¹ A v = λ v` for the smallest `λ`, `D` the strengths; places in the order of `v`, cut where
/// [`cut_quality`](super::cut_quality) is highest, with the core at either end
///
/// # Units
/// Interactions in any unit, the quality in the same.
///
/// # Conventions
/// A place without interaction has a component of 0. Equal components stand by strength, then by index. `None` where
/// there is no interaction or a part would have fewer than two places.
///
/// # Errors
/// A smallest share outside 0 to 0.5; a regularisation that is negative or not finite.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, LapCoreOptions, lap_core};
/// use jingwei::weights::Weights;
/// // Places 0 and 1 trade with all, the others with these two only.
/// let trade = Weights::from_neighbours(vec![vec![1, 2, 3, 4], vec![0, 2, 3, 4], vec![0, 1], vec![0, 1], vec![0, 1]]);
/// let found = lap_core(&InteractionGraph::new(&trade)?, &LapCoreOptions::default())?.expect("a core");
/// assert_eq!(found.core, [true, true, false, false, false]);
/// assert_eq!(found.quality, 2.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Cucuringu, M., Rombach, P., Lee, S. H. and Porter, M. A. (2016). Detection of core–periphery structure in networks
/// using spectral methods and geodesic paths. *European Journal of Applied Mathematics* 27(6).
pub fn lap_core(graph: &InteractionGraph, options: &LapCoreOptions) -> Result<Option<CutCore>> {
    let smallest = smallest_part(graph.len(), options.smallest)?;
    let added = options.regularisation;
    if !(added >= 0.0 && added.is_finite()) {
        let what = "what is added to the strengths is a number at or above zero";
        return Err(Finding::new(Code::BadSetting, what).field("regularisation").value(added).into());
    }
    if graph.pairs() == 0 {
        return Ok(None);
    }
    let strengths = graph.strengths();
    // D^-1/2 A D^-1/2 is symmetric and has the same eigenvalues.
    let root: Vec<f64> = strengths
        .iter()
        .map(|&strength| if strength > 0.0 { 1.0 / (strength + added).sqrt() } else { 0.0 })
        .collect();
    let apply = |x: &[f64]| {
        let scaled: Vec<f64> = x.iter().zip(&root).map(|(x, root)| x * root).collect();
        let mut image = graph.times(&scaled);
        image.iter_mut().zip(&root).for_each(|(y, root)| *y *= root);
        image
    };
    let found = eigenpairs(graph.len(), apply, End::Smallest, 1);
    let v: Vec<f64> = found[0].vector.iter().zip(&root).map(|(u, root)| u * root).collect();
    let order = in_order(&v, strengths);
    Ok(best_cut(graph, &order, smallest))
}

/// Places by falling component, those of components that differ by rounding alone by falling strength.
fn in_order(v: &[f64], strengths: &[f64]) -> Vec<usize> {
    let largest = v.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
    let mut order: Vec<usize> = (0..v.len()).collect();
    order.sort_by(|&i, &j| v[j].total_cmp(&v[i]));
    let mut start = 0;
    for at in 1..=order.len() {
        if at == order.len() || v[order[at - 1]] - v[order[at]] > 1e-9 * largest {
            order[start..at].sort_by(|&i, &j| strengths[j].total_cmp(&strengths[i]).then(i.cmp(&j)));
            start = at;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_alike_to_rounding_stand_by_strength() {
        assert_eq!(in_order(&[0.5, 0.5 + 1e-12, -0.2, 0.5], &[1.0, 2.0, 9.0, 3.0]), [3, 1, 0, 2]);
    }

    #[test]
    fn nothing_to_cut_has_no_core_and_bad_options_are_refused() {
        let options = LapCoreOptions::default();
        assert_eq!(lap_core(&InteractionGraph::of_pairs(0, &[]), &options).unwrap(), None);
        assert_eq!(lap_core(&InteractionGraph::of_pairs(9, &[]), &options).unwrap(), None);
        assert_eq!(lap_core(&InteractionGraph::of_pairs(3, &[(0, 1, 1.0)]), &options).unwrap(), None);
        let star = InteractionGraph::of_pairs(3, &[(0, 1, 1.0), (0, 2, 1.0)]);
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(lap_core(&star, &LapCoreOptions { regularisation: bad, ..options }).is_err());
            assert!(lap_core(&star, &LapCoreOptions { smallest: bad, ..options }).is_err());
        }
    }
}
