//! Rings of travel time or distance.

use super::{FromCores, Separation};
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// The field's usual circles: half an hour, one hour, one and a half, two.
pub const DEFAULT_BREAKS: [Minutes; 4] =
    [Minutes::new(30.0), Minutes::new(60.0), Minutes::new(90.0), Minutes::new(120.0)];

/// The ring of every place around the nearest core.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Rings<D = Minutes> {
    /// The cores.
    pub cores: Vec<usize>,
    /// Outer edges of all rings but the last, which is open.
    pub breaks: Vec<D>,
    /// The ring of each place, from 0; `None` where no core reaches it.
    pub ring: Vec<Option<usize>>,
    /// From the nearest core to each place; 0 for the cores themselves.
    pub apart: Vec<Option<D>>,
}

impl<D: Separation> Rings<D> {
    /// How many rings there are, the open one included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.breaks.len() + 1
    }

    /// The inner and outer edge of `ring`; the outer one is `None` for the open ring.
    ///
    /// # Panics
    /// If there is no such ring.
    #[must_use]
    pub fn edges(&self, ring: usize) -> (D, Option<D>) {
        assert!(ring < self.count(), "a ring");
        let from = if ring == 0 { D::ZERO } else { self.breaks[ring - 1] };
        (from, self.breaks.get(ring).copied())
    }
}

/// In which ring of travel time each place lies around `core`.
///
/// # Formula
/// Ring 0 is `[0, b_1]`, ring `k` is `(b_k, b_k+1]`, and the last is open: beyond every break, but reachable.
///
/// # Units
/// `breaks` in minutes, [`DEFAULT_BREAKS`] by custom.
///
/// # Conventions
/// Times run from the core to the place. A time of exactly a break lies inside it. The core is in ring 0,
/// at 0 minutes, however long a trip inside it takes. A place that the core does not reach is in no ring.
///
/// # Errors
/// No break, breaks that do not grow, or a first break that is not above zero.
///
/// # Panics
/// If origins and destinations are not the same places, or `core` is none of them.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::rings::{DEFAULT_BREAKS, bands};
///
/// // From the core: 25 minutes to B, 30 to C, 150 to D; E is out of reach.
/// let row = |core: &[Option<f64>]| core.to_vec();
/// let times = TravelTimes::from_minutes(&[
///     row(&[Some(10.0), Some(25.0), Some(30.0), Some(150.0), None]),
///     row(&[None; 5]),
///     row(&[None; 5]),
///     row(&[None; 5]),
///     row(&[None; 5]),
/// ]);
/// let rings = bands(&times, 0, &DEFAULT_BREAKS)?;
/// assert_eq!(rings.ring, [Some(0), Some(0), Some(0), Some(4), None]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn bands(times: &TravelTimes, core: usize, breaks: &[Minutes]) -> Result<Rings> {
    bands_around(FromCores::by_time(times, &[core]), breaks)
}

/// In which ring each place lies around the nearest of the cores, by whatever `from` was measured in.
///
/// # Conventions
/// As [`bands`].
///
/// # Errors
/// No break, breaks that do not grow, or a first break that is not above zero.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::rings::{FromCores, bands_around};
/// use jingwei::units::Kilometres;
///
/// let at = [coord! { x: 110.0, y: 30.0 }, coord! { x: 110.0, y: 31.0 }, coord! { x: 110.0, y: 35.0 }];
/// let from = FromCores::by_distance(&at, &[0, 2]);
/// let rings = bands_around(from, &[Kilometres::new(100.0), Kilometres::new(200.0)])?;
/// assert_eq!(rings.ring, [Some(0), Some(1), Some(0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn bands_around<D: Separation>(from: FromCores<D>, breaks: &[D]) -> Result<Rings<D>> {
    check_breaks(breaks)?;
    let ring = |apart: &Option<D>| apart.map(|apart| breaks.partition_point(|edge| *edge < apart));
    let ring = from.apart.iter().map(ring).collect();
    Ok(Rings { cores: from.cores, breaks: breaks.to_vec(), ring, apart: from.apart })
}

fn check_breaks<D: Separation>(breaks: &[D]) -> Result<()> {
    let finding =
        |what: &str, value: String| Finding::new(Code::BadSetting, what).field("breaks").value(value);
    let mut findings = Vec::new();
    match breaks.first() {
        None => findings.push(finding("rings need at least one break", "[]".to_owned())),
        Some(first) if *first <= D::ZERO => {
            findings.push(finding("the first ring ends above zero", first.to_string()));
        }
        Some(_) => {}
    }
    for pair in breaks.windows(2).filter(|pair| pair[0] >= pair[1]) {
        let what = format!("each break lies beyond the one before it, here {}", pair[0]);
        findings.push(finding(&what, pair[1].to_string()));
    }
    Error::if_any(&findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around_first(times: &[Option<f64>]) -> TravelTimes {
        let mut rows = vec![vec![Some(1.0); times.len()]; times.len()];
        rows[0] = times.to_vec();
        TravelTimes::from_minutes(&rows)
    }

    #[test]
    fn a_time_of_exactly_a_break_lies_inside_it() {
        let times = around_first(&[Some(0.0), Some(30.0), Some(30.001), Some(120.0), Some(120.001)]);
        let rings = bands(&times, 0, &DEFAULT_BREAKS).unwrap();
        assert_eq!(rings.ring, [Some(0), Some(0), Some(1), Some(3), Some(4)]);
    }

    #[test]
    fn the_core_is_in_its_own_first_ring() {
        let rings = bands(&around_first(&[Some(378.0), None]), 0, &DEFAULT_BREAKS).unwrap();
        assert_eq!(rings.ring, [Some(0), None]);
        assert_eq!(rings.apart, [Some(Minutes::ZERO), None]);
        let alone = bands(&TravelTimes::from_minutes(&[vec![None]]), 0, &DEFAULT_BREAKS).unwrap();
        assert_eq!(alone.ring, [Some(0)]);
    }

    #[test]
    fn times_run_from_the_core() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(20.0)], vec![Some(50.0), Some(0.0)]]);
        assert_eq!(bands(&times, 0, &DEFAULT_BREAKS).unwrap().ring[1], Some(0));
        assert_eq!(bands(&times, 1, &DEFAULT_BREAKS).unwrap().ring[0], Some(1));
    }

    #[test]
    fn edges_of_the_rings() {
        let rings = bands(&around_first(&[Some(0.0)]), 0, &[Minutes::new(60.0)]).unwrap();
        assert_eq!(rings.count(), 2);
        assert_eq!(rings.edges(0), (Minutes::ZERO, Some(Minutes::new(60.0))));
        assert_eq!(rings.edges(1), (Minutes::new(60.0), None));
    }

    #[test]
    fn breaks_that_make_no_rings_are_refused() {
        let refused = |breaks: &[f64]| {
            let breaks: Vec<_> = breaks.iter().copied().map(Minutes::new).collect();
            bands(&around_first(&[Some(0.0)]), 0, &breaks).unwrap_err().to_string()
        };
        assert!(refused(&[]).contains("at least one break"));
        assert!(refused(&[0.0, 30.0]).contains("the first ring ends above zero: `0 min`"));
        let both = refused(&[60.0, 30.0, 30.0]);
        assert!(both.contains("here 60 min: `30 min`") && both.contains("here 30 min: `30 min`"), "{both}");
    }
}
