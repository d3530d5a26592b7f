//! How well each place fits its cluster.

use crate::network::TravelTimes;
use crate::units::Minutes;

/// The cluster in which a place would fit next best, and its mean time there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbouring {
    /// The cluster.
    pub cluster: usize,
    /// Mean time to its places.
    pub minutes: Minutes,
}

/// How well places fit their clusters by travel time.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Silhouette {
    /// Of each place, from −1 to 1; `None` outside all clusters, where nothing of the own cluster is reached, or no other
    /// cluster.
    pub of: Vec<Option<f64>>,
    /// Mean time to the other places of the own cluster; `None` where there is none or none that is reached.
    pub own: Vec<Option<Minutes>>,
    /// The other cluster with the least mean time, of equal ones the first.
    pub next: Vec<Option<Neighbouring>>,
    /// Mean over the places of each cluster that have one.
    pub clusters: Vec<Option<f64>>,
    /// Mean over all places that have one.
    pub mean: Option<f64>,
    /// Pairs left out of the means because there is no path.
    pub unreached: usize,
}

/// How well places fit their clusters: near 1 deep inside, near 0 between two clusters, negative in the wrong one.
///
/// # Formula
/// `s_i = (b_i − a_i) / max(a_i, b_i)`, `a_i` the mean time to the other places of the own cluster, `b_i` the least mean
/// time to the places of another.
///
/// # Units
/// Times in minutes; the result is a number from −1 to 1.
///
/// # Conventions
/// `cluster` is the cluster of each place, numbered from 0; places with `None` have no part. A time is the mean of both
/// directions, of one where the other has no path. A place alone in its cluster has 0, as in the paper. Pairs without any
/// path are left out of the means **and counted**. Where both means are 0 the silhouette is 0.
///
/// # Panics
/// If origins and destinations are not the same places, or there is not one cluster for each.
///
/// # Example
/// ```
/// use jingwei::cluster::silhouette;
/// use jingwei::network::TravelTimes;
///
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(20.0), Some(80.0)],
///     vec![Some(20.0), Some(0.0), Some(80.0)],
///     vec![Some(80.0), Some(80.0), Some(0.0)],
/// ]);
/// let found = silhouette(&times, &[Some(0), Some(0), Some(1)]);
/// assert_eq!(found.of, [Some(0.75), Some(0.75), Some(0.0)]);
/// assert_eq!(found.mean, Some(0.5));
/// ```
///
/// # References
/// Rousseeuw, P. J. (1987). Silhouettes: a graphical aid to the interpretation and validation of cluster analysis.
/// *Journal of Computational and Applied Mathematics* 20. <https://doi.org/10.1016/0377-0427(87)90125-7>
pub fn silhouette(times: &TravelTimes, cluster: &[Option<usize>]) -> Silhouette {
    assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
    assert_eq!(cluster.len(), times.origins(), "one cluster for each place");
    let places = cluster.len();
    let clusters = cluster.iter().flatten().max().map_or(0, |last| last + 1);
    let mut sizes = vec![0_usize; clusters];
    cluster.iter().flatten().for_each(|&cluster| sizes[cluster] += 1);
    let mut found = Silhouette {
        of: vec![None; places],
        own: vec![None; places],
        next: vec![None; places],
        clusters: Vec::new(),
        mean: None,
        unreached: 0,
    };
    let mut unreached = 0;
    for i in 0..places {
        let Some(own) = cluster[i] else { continue };
        // Twice the milliseconds, whole numbers, so that the sums are exact.
        let (mut sums, mut counts) = (vec![0_u64; clusters], vec![0_u32; clusters]);
        for (j, cluster) in cluster.iter().enumerate() {
            let Some(cluster) = cluster.filter(|_| j != i) else { continue };
            match doubled(times, i, j) {
                Some(time) => {
                    sums[cluster] += time;
                    counts[cluster] += 1;
                }
                None => unreached += 1,
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of times lie far below 2⁵³ milliseconds")]
        let mean = |cluster: usize| {
            let count = counts[cluster];
            (count > 0).then(|| Minutes::new(sums[cluster] as f64 / f64::from(count) / 120_000.0))
        };
        found.own[i] = mean(own);
        let others = (0..clusters).filter(|&other| other != own);
        let others = others.filter_map(|other| Some(Neighbouring { cluster: other, minutes: mean(other)? }));
        found.next[i] = others.reduce(|best, next| if next.minutes < best.minutes { next } else { best });
        let Some(b) = found.next[i].map(|next| next.minutes.get()) else { continue };
        found.of[i] = match found.own[i].map(Minutes::get) {
            Some(a) if a.max(b) > 0.0 => Some((b - a) / a.max(b)),
            Some(_) => Some(0.0),
            None => (sizes[own] == 1).then_some(0.0),
        };
    }
    found.unreached = unreached / 2;
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        (count > 0.0).then(|| sum / count)
    };
    found.clusters = (0..clusters)
        .map(|of| mean(&mut (0..places).filter(|&i| cluster[i] == Some(of)).filter_map(|i| found.of[i])))
        .collect();
    found.mean = mean(&mut found.of.iter().flatten().copied());
    found
}

/// Milliseconds there and back; twice the one way where the other has no path.
fn doubled(times: &TravelTimes, i: usize, j: usize) -> Option<u64> {
    match (times.milliseconds(i, j).map(u64::from), times.milliseconds(j, i).map(u64::from)) {
        (Some(there), Some(back)) => Some(there + back),
        (one, other) => Some(2 * one.or(other)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `silhouette_samples(d, labels, metric="precomputed")` of scikit-learn 1.9.1 for |`x_i` − `x_j`|.
    #[test]
    fn as_scikit_learn_has_it() {
        let at = [0.0, 1.0, 4.0, 9.0, 11.0, 16.0, 40.0];
        let row = |x: f64| at.iter().map(|y| Some((x - y).abs())).collect::<Vec<_>>();
        let times = TravelTimes::from_minutes(&at.map(row));
        let cluster = [0, 0, 0, 1, 1, 1, 2].map(Some);
        let peer = [
            0.791_666_666_666_666_6,
            0.818_181_818_181_818_2,
            0.5625,
            0.386_363_636_363_636_35,
            0.625,
            0.581_395_348_837_209_3,
            0.0,
        ];
        let found = silhouette(&times, &cluster);
        for (ours, theirs) in found.of.iter().zip(peer) {
            assert!((ours.unwrap() - theirs).abs() < 1e-12, "{ours:?} {theirs}");
        }
        assert!((found.mean.unwrap() - peer.iter().sum::<f64>() / 7.0).abs() < 1e-12);
    }

    #[test]
    fn without_a_path_there_is_no_mean_and_it_is_counted() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(0.0), Some(10.0), None, Some(30.0)],
            vec![None, Some(0.0), None, Some(30.0)],
            vec![None, None, Some(0.0), None],
            vec![Some(30.0), Some(30.0), None, Some(0.0)],
        ]);
        let found = silhouette(&times, &[Some(0), Some(0), Some(0), Some(1)]);
        assert_eq!(found.own[0], Some(Minutes::new(10.0)), "one direction is enough");
        assert_eq!((found.of[2], found.unreached), (None, 3));
        assert_eq!(found.of[3], Some(0.0), "alone");
        assert_eq!(found.clusters, [Some(2.0 / 3.0), Some(0.0)]);
        let one = silhouette(&times, &[Some(0), Some(0), None, None]);
        assert_eq!((one.of, one.mean), (vec![None; 4], None), "there is no other cluster");
    }
}
