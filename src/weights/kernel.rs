//! Weights that fall off within a bandwidth.

use super::Weights;
use super::places::{enough, measurable, positive};
use super::sparse::Building;
use crate::error::{Code, Error, Finding, Result};
use crate::index::{KdTree, Near};
use crate::units::Metres;
use geo_types::Coord;

/// How weights fall with `z`, the distance over the bandwidth; all are 0 beyond `z = 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// `1/2`
    Uniform,
    /// `1 − z`
    Triangular,
    /// `3/4 · (1 − z²)`, also called Epanechnikov
    Quadratic,
    /// `15/16 · (1 − z²)²`, also called biweight
    Quartic,
    /// `(2π)^(−1/2) · exp(−z²/2)`, cut off at `z = 1` as the others are
    Gaussian,
}

impl Kernel {
    /// Every kernel.
    pub const ALL: [Self; 5] =
        [Self::Uniform, Self::Triangular, Self::Quadratic, Self::Quartic, Self::Gaussian];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Triangular => "triangular",
            Self::Quadratic => "quadratic",
            Self::Quartic => "quartic",
            Self::Gaussian => "gaussian",
        }
    }

    /// The weight at `z`, of 0 to 1.
    #[must_use]
    pub fn weight(self, z: f64) -> f64 {
        match self {
            Self::Uniform => 0.5,
            Self::Triangular => 1.0 - z,
            Self::Quadratic => 0.75 * (1.0 - z * z),
            Self::Quartic => 15.0 / 16.0 * (1.0 - z * z).powi(2),
            // libm: the same digits on every machine.
            Self::Gaussian => libm::exp(-(z * z) / 2.0) / (2.0 * std::f64::consts::PI).sqrt(),
        }
    }
}

/// How far a kernel reaches.
#[derive(Debug, Clone, PartialEq)]
pub enum Bandwidth {
    /// The same for all units, stated.
    Fixed(Metres),
    /// The same for all: the longest way to a `k`-th nearest unit, so that each has at least `k` neighbours.
    FixedNearest(usize),
    /// Each its own: the way to its `k`-th nearest unit, so that each has `k` neighbours.
    AdaptiveNearest(usize),
    /// Each its own, stated.
    Each(Vec<Metres>),
}

/// The weight of a unit for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Diagonal {
    /// The kernel's at `z = 0`, as every other distance has it. PySAL's default and ours.
    #[default]
    Kernel,
    /// 1.
    One,
    /// None: a unit is not its own neighbour.
    Without,
}

/// Kernel weights and the bandwidths that they are made with.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct KernelWeights {
    /// The weights.
    pub weights: Weights,
    /// The bandwidth of each unit.
    pub bandwidths: Vec<Metres>,
}

/// Bandwidths by nearest units are this much longer, so that the `k`-th itself has a weight above 0; PySAL's `eps`.
const CLOSED: f64 = 1.000_000_1;

/// Weights that fall with distance to 0 at the bandwidth.
///
/// # Formula
/// `w_ij = K(d_ij / h_i)` for `d_ij ≤ h_i`, 0 beyond
///
/// # Units
/// Points on a plane and bandwidths, in metres.
///
/// # Conventions
/// As PySAL's `Kernel`: a unit is its own neighbour unless `diagonal` says otherwise; a distance of exactly the
/// bandwidth counts, with a weight of 0 where the kernel has come down to it; bandwidths by nearest units are 1.0000001
/// times the distance. [`Bandwidth::AdaptiveNearest`] takes `k` neighbours and no more, equal distances going to the
/// lower index; its weights are not symmetric.
///
/// # Errors
/// `k` of 0, or not below the number of points; a bandwidth that is not above zero, as where `k` others lie on the
/// place of a unit; a coordinate that is not finite; more links than memory holds.
///
/// # Panics
/// If there is not one stated bandwidth a point.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::units::Metres;
/// use jingwei::weights::{Bandwidth, Diagonal, Kernel, kernel};
/// let places = [coord! { x: 0.0, y: 0.0 }, coord! { x: 5.0, y: 0.0 }];
/// let made =
///     kernel(&places, Kernel::Triangular, &Bandwidth::Fixed(Metres::new(20.0)), Diagonal::default())?;
/// assert_eq!(made.weights.row(0).collect::<Vec<_>>(), [(0, 1.0), (1, 0.75)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Silverman, B. W. (1986). *Density Estimation for Statistics and Data Analysis*. Chapman and Hall.
/// Anselin, L. and Rey, S. J. (2014). *Modern Spatial Econometrics in Practice*. `GeoDa` Press.
pub fn kernel(
    points: &[Coord<f64>],
    shape: Kernel,
    bandwidth: &Bandwidth,
    diagonal: Diagonal,
) -> Result<KernelWeights> {
    measurable(points)?;
    let tree = KdTree::new(points);
    let bandwidths = bandwidths(&tree, points, bandwidth)?;
    let mut building = Building::new(points.len());
    let mut found = Vec::new();
    for (i, (&at, &bandwidth_i)) in points.iter().zip(&bandwidths).enumerate() {
        if let Bandwidth::AdaptiveNearest(k) = *bandwidth {
            tree.nearest(at, k, Some(i), &mut found);
            found.push(Near { index: i, squared: 0.0 });
            found.sort_unstable_by_key(|near| near.index);
        } else {
            tree.within(at, bandwidth_i, &mut found);
        }
        building.row(found.iter().filter_map(|near| {
            let weight = match diagonal {
                Diagonal::Without if near.index == i => return None,
                Diagonal::One if near.index == i => 1.0,
                // A distance within the bandwidth is no more than it, whatever the division is rounded to.
                _ => shape.weight((near.distance() / bandwidth_i).min(1.0)),
            };
            Some((near.index, weight))
        }));
        building.fits()?;
    }
    let bandwidths = bandwidths.into_iter().map(Metres::new).collect();
    Ok(KernelWeights { weights: building.finish(), bandwidths })
}

/// The bandwidth of each point.
fn bandwidths(tree: &KdTree, points: &[Coord<f64>], bandwidth: &Bandwidth) -> Result<Vec<f64>> {
    let to_nearest = |k: usize| -> Result<Vec<f64>> {
        enough(points.len(), k, "k")?;
        let mut distances = vec![0.0; points.len()];
        let mut found = Vec::new();
        for (i, at) in tree.points() {
            tree.nearest(at, k, Some(i), &mut found);
            distances[i] = found.last().map_or(0.0, Near::distance) * CLOSED;
        }
        Ok(distances)
    };
    let bandwidths = match bandwidth {
        Bandwidth::Fixed(bandwidth) => {
            positive(bandwidth.get(), "bandwidth")?;
            vec![bandwidth.get(); points.len()]
        }
        Bandwidth::FixedNearest(k) => {
            let longest = to_nearest(*k)?.into_iter().fold(0.0, f64::max);
            vec![longest; points.len()]
        }
        Bandwidth::AdaptiveNearest(k) => to_nearest(*k)?,
        Bandwidth::Each(each) => {
            assert_eq!(each.len(), points.len(), "one bandwidth a point");
            each.iter().map(|bandwidth| bandwidth.get()).collect()
        }
    };
    let none = bandwidths.iter().enumerate().filter(|&(_, &bandwidth)| bandwidth <= 0.0);
    let finding = |(i, bandwidth): (usize, &f64)| {
        let what = "the bandwidth is not above zero";
        let hint = "take a greater k, or state the bandwidth";
        Finding::new(Code::SamePlace, what).feature(i + 1).value(bandwidth).hint(hint)
    };
    Error::if_any(&none.map(finding).collect::<Vec<_>>())?;
    Ok(bandwidths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(xs: &[f64]) -> Vec<Coord<f64>> {
        xs.iter().map(|&x| Coord { x, y: 0.0 }).collect()
    }

    /// The six points in the documentation of PySAL's `Kernel`, and what it says of them.
    #[test]
    fn the_example_of_pysal() {
        let xy = [(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)];
        let points: Vec<_> = xy.map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).to_vec();
        let made = |shape, bandwidth, diagonal| kernel(&points, shape, &bandwidth, diagonal).unwrap();
        let fixed = made(Kernel::Triangular, Bandwidth::FixedNearest(2), Diagonal::Kernel);
        assert_eq!(fixed.weights.values(0), [1.0, 0.500_000_049_999_995, 0.440_983_061_526_746_5]);
        assert!((fixed.bandwidths[0].get() - 20.000_002).abs() < 1e-9);
        let bandwidths = [25.0, 15.0, 25.0, 16.0, 14.5, 25.0].map(Metres::new).to_vec();
        let each = made(Kernel::Triangular, Bandwidth::Each(bandwidths), Diagonal::Kernel);
        assert_eq!(each.weights.neighbours(0), [0, 1, 3, 4]);
        assert_eq!(each.weights.values(0)[..2], [1.0, 0.6]);
        let one = made(Kernel::Gaussian, Bandwidth::FixedNearest(2), Diagonal::One);
        let first = one.weights.values(0);
        assert_eq!((first.len(), first[0]), (3, 1.0));
        assert!((first[1] - 0.352_065_335_565_931_45).abs() < 1e-15, "{first:?}");
        let without = made(Kernel::Quartic, Bandwidth::AdaptiveNearest(2), Diagonal::Without);
        assert!((0..6).all(|i| without.weights.neighbours(i).len() == 2));
    }

    #[test]
    fn no_kernel_is_below_zero_or_above_its_middle() {
        for shape in Kernel::ALL {
            let weights: Vec<f64> = (0..=100).map(|z| shape.weight(f64::from(z) / 100.0)).collect();
            assert!(weights.windows(2).all(|pair| 0.0 <= pair[1] && pair[1] <= pair[0]), "{shape:?}");
        }
    }

    #[test]
    fn a_bandwidth_of_zero_is_refused_and_named() {
        let points = line(&[1.0, 1.0, 5.0]);
        let Err(Error::Input(findings)) =
            kernel(&points, Kernel::Uniform, &Bandwidth::AdaptiveNearest(1), Diagonal::Kernel)
        else {
            panic!("a bandwidth of zero is refused")
        };
        assert_eq!(findings.iter().map(|f| f.place.feature).collect::<Vec<_>>(), [Some(1), Some(2)]);
        assert!(kernel(&points, Kernel::Uniform, &Bandwidth::FixedNearest(3), Diagonal::Kernel).is_err());
        let negative = Bandwidth::Fixed(Metres::new(-1.0));
        assert!(kernel(&points, Kernel::Uniform, &negative, Diagonal::Kernel).is_err());
    }
}
