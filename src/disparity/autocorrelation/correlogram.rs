//! Spatial correlogram: how far likeness reaches, in distance or in travel time.

use super::{
    Geary, Islands, MoranPermutation, PermutationOptions, PermutationTest, geary_permutation,
    moran_permutation,
};
use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use crate::weights::Weights;

/// How a correlogram is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrelogramOptions {
    /// Whether the links of a band are divided by their number at each unit; on by default, as in PySAL esda.
    pub row_standardised: bool,
    /// What units without a partner in a band do to its statistics.
    pub islands: Islands,
    /// Inference, in each band with the same seed.
    pub permutations: PermutationOptions,
}

impl Default for CorrelogramOptions {
    fn default() -> Self {
        let permutations = PermutationOptions::default();
        Self { row_standardised: true, islands: Islands::default(), permutations }
    }
}

/// The autocorrelation between units whose separation lies in one band.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelogramBand {
    /// The lower end; counted only in the first band.
    pub from: f64,
    /// The upper end, counted.
    pub to: f64,
    /// Directed links in the band.
    pub links: usize,
    /// Units without a partner in the band.
    pub islands: usize,
    /// Moran's I; `None` where it is not defined in the band.
    pub moran: Option<MoranPermutation>,
    /// Geary's C; `None` where it is not defined in the band.
    pub geary: Option<PermutationTest<Geary>>,
}

/// Moran's I and Geary's C of `values` between units in each band of separation.
///
/// # Units
/// `separations` and `edges` in the same unit: kilometres, minutes.
///
/// # Conventions
/// `separations` lists for each unit the others with how far they are, in any order, as far as the last edge; a unit that
/// is listed for itself is passed over, and unlisted pairs (not reachable, or farther) are in no band. Bands are
/// `[e0, e1] (e1, e2] …`; a separation is taken for the direction in which it is listed.
///
/// # Errors
/// Non-finite values; edges that do not rise or fewer than two of them; separations that are negative or not finite.
///
/// # Panics
/// If `values` or `separations` does not have one entry a unit, or a unit that is listed is out of range.
///
/// # Example
/// ```
/// use jingwei::disparity::{CorrelogramOptions, correlogram};
/// // Four cities along a line, an hour apart, rich beside rich.
/// let hours = |i: usize, j: usize| i.abs_diff(j) as f64;
/// let separations: Vec<Vec<(usize, f64)>> =
///     (0..4).map(|i| (0..4).map(|j| (j, hours(i, j))).collect()).collect();
/// let bands = correlogram(&separations, &[0.0, 1.0, 2.0, 3.0], &[1.0, 1.0, 3.0, 3.0], &CorrelogramOptions::default())?;
/// let i: Vec<f64> = bands.iter().map(|band| band.moran.as_ref().unwrap().moran.i).collect();
/// // Next door alike, farther away unlike; in the last band only two units count.
/// assert_eq!(i, [0.5, -1.0, -0.5]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Cliff, A. D. and Ord, J. K. (1981). *Spatial Processes: Models and Applications*. Pion.
pub fn correlogram(
    separations: &[Vec<(usize, f64)>],
    edges: &[f64],
    values: &[f64],
    options: &CorrelogramOptions,
) -> Result<Vec<CorrelogramBand>> {
    assert_eq!(values.len(), separations.len(), "one value a unit");
    inputs::finite(values)?;
    check(separations, edges)?;
    let mut rows = vec![vec![Vec::new(); values.len()]; edges.len() - 1];
    for (i, others) in separations.iter().enumerate() {
        for &(j, separation) in others.iter().filter(|&&(j, _)| j != i) {
            // The first upper end that is not below it.
            let band = edges[1..].partition_point(|&to| to < separation);
            if band < rows.len() && separation >= edges[0] {
                rows[band][i].push(j);
            }
        }
    }
    edges
        .windows(2)
        .zip(rows)
        .map(|(ends, rows)| {
            let binary = Weights::from_neighbours(rows);
            let links = (0..binary.len()).map(|i| binary.row(i).len()).sum();
            let islands = binary.islands().len();
            let weights = if options.row_standardised { binary.row_standardised() } else { binary };
            let moran = moran_permutation(&weights, values, options.islands, &options.permutations)?;
            let geary = geary_permutation(&weights, values, options.islands, &options.permutations)?;
            Ok(CorrelogramBand { from: ends[0], to: ends[1], links, islands, moran, geary })
        })
        .collect()
}

fn check(separations: &[Vec<(usize, f64)>], edges: &[f64]) -> Result<()> {
    let rising = edges.len() > 1
        && edges.iter().all(|edge| edge.is_finite())
        && edges.windows(2).all(|pair| pair[0] < pair[1]);
    if !rising {
        let finding = Finding::new(
            Code::BadValue,
            "the edges of bands are two numbers or more, each above the one before",
        );
        return Err(Error::Input(vec![finding]));
    }
    let bad: Vec<Finding> = (1..)
        .zip(separations)
        .filter_map(|(number, others)| {
            let bad =
                others.iter().find(|(_, separation)| !(separation.is_finite() && *separation >= 0.0))?;
            Some(inputs::finding("a separation is negative or not finite", bad.1).feature(number))
        })
        .collect();
    if bad.is_empty() { Ok(()) } else { Err(Error::Input(bad)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separation_on_an_edge_is_in_the_lower_band() {
        let separations =
            vec![vec![(1, 0.0), (2, 5.0)], vec![(0, 0.0), (2, 5.1)], vec![(0, 10.0), (1, 10.1)], vec![]];
        let bands = correlogram(
            &separations,
            &[0.0, 5.0, 10.0],
            &[1.0, 2.0, 4.0, 3.0],
            &CorrelogramOptions::default(),
        )
        .unwrap();
        assert_eq!(bands.iter().map(|band| band.links).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(bands.iter().map(|band| band.islands).collect::<Vec<_>>(), [2, 2]);
    }

    #[test]
    fn what_makes_no_band_is_refused() {
        let separations = vec![vec![(1, 1.0)], vec![(0, 1.0)]];
        let run =
            |edges: &[f64]| correlogram(&separations, edges, &[1.0, 2.0], &CorrelogramOptions::default());
        for edges in [&[][..], &[1.0], &[1.0, 1.0], &[2.0, 1.0], &[0.0, f64::NAN]] {
            assert!(run(edges).is_err());
        }
        let far = run(&[5.0, 6.0]).unwrap();
        assert!(far[0].moran.is_none() && far[0].geary.is_none());
        let bad = vec![vec![(1, f64::NAN)], vec![(0, -1.0)]];
        let error = correlogram(&bad, &[0.0, 1.0], &[1.0, 2.0], &CorrelogramOptions::default()).unwrap_err();
        assert!(error.to_string().contains("a separation is negative or not finite"));
    }
}
