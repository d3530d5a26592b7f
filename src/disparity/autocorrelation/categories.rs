//! What a map of local statistics shows: clusters, outliers, hot spots, and where there is nothing to see.

use super::false_discovery::{FalseDiscovery, false_discovery_cut_off};
use super::local_g::LocalG;
use super::local_moran::Quadrant;
use super::local_moran_permutation::LocalPseudoP;
use super::permutation::{ConditionalTest, PseudoP};
use crate::error::Result;

/// Which p-value decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// [`PseudoP::two_sided`]: the direction was not chosen before. The default.
    #[default]
    Two,
    /// [`PseudoP::directed`]: in the direction that the data show, as `GeoDa` and PySAL esda do.
    Directed,
}

/// When a local statistic is significant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Significance {
    /// Up to which p-value, itself included; 0.05 by default.
    pub level: f64,
    /// Which p-value; two-sided by default.
    pub sides: Sides,
    /// The correction for many tests at once; none by default.
    pub correction: Option<FalseDiscovery>,
}

impl Default for Significance {
    fn default() -> Self {
        Self { level: 0.05, sides: Sides::Two, correction: None }
    }
}

/// The category of a unit on the map of local Moran's I.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LisaCategory {
    /// A cluster of high values.
    HighHigh,
    /// A cluster of low values.
    LowLow,
    /// A low value among high ones.
    LowHigh,
    /// A high value among low ones.
    HighLow,
    /// Nothing that chance would not do.
    NotSignificant,
}

impl LisaCategory {
    /// The short name of the category in a field: `HH`, `LL`, `LH`, `HL`, `ns`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowLow => "LL",
            Self::LowHigh => "LH",
            Self::HighLow => "HL",
            Self::NotSignificant => "ns",
        }
    }
}

/// The category of a unit on the map of local G.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HotSpot {
    /// High values lie together.
    Hot,
    /// Low values lie together.
    Cold,
    /// Nothing that chance would not do.
    NotSignificant,
}

impl HotSpot {
    /// The short name of the category in a field: `hot`, `cold`, `ns`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Cold => "cold",
            Self::NotSignificant => "ns",
        }
    }
}

/// The category of every unit; `None` where there is no local statistic.
///
/// # Errors
/// None for the p-values of this module.
///
/// # Example
/// ```
/// use jingwei::disparity::{
///     LisaCategory, PermutationOptions, Significance, lisa_categories, local_moran_permutation,
/// };
/// use jingwei::weights::Weights;
/// // Twenty in a row, the first ten low and the others high.
/// let row = (0..20_usize).map(|i| [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter(|&j| j < 20).collect());
/// let weights = Weights::from_neighbours(row.collect()).row_standardised();
/// let values: Vec<f64> = (0..20).map(|i| if i < 10 { 1.0 } else { 9.0 }).collect();
/// let local = local_moran_permutation(&weights, &values, &PermutationOptions::default())?;
/// let categories = lisa_categories(&local, &Significance { level: 0.6, ..Significance::default() })?;
/// assert_eq!(categories[4], Some(LisaCategory::LowLow));
/// assert_eq!(categories[9], Some(LisaCategory::NotSignificant));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn lisa_categories(
    local: &[Option<LocalPseudoP>],
    significance: &Significance,
) -> Result<Vec<Option<LisaCategory>>> {
    let p: Vec<Option<PseudoP>> = local.iter().map(|local| local.map(|local| local.p)).collect();
    let significant = significance.of(&p)?;
    let category = |(local, significant): (&Option<LocalPseudoP>, bool)| {
        local.map(|local| match local.local.quadrant {
            _ if !significant => LisaCategory::NotSignificant,
            Quadrant::HighHigh => LisaCategory::HighHigh,
            Quadrant::LowLow => LisaCategory::LowLow,
            Quadrant::LowHigh => LisaCategory::LowHigh,
            Quadrant::HighLow => LisaCategory::HighLow,
        })
    };
    Ok(local.iter().zip(significant).map(category).collect())
}

/// Hot spots and cold spots among local G with their conditional p-values; `None` where there is no local statistic.
///
/// # Errors
/// None for the p-values of this module.
pub fn hot_spots(
    local: &[Option<ConditionalTest<LocalG>>],
    significance: &Significance,
) -> Result<Vec<Option<HotSpot>>> {
    let p: Vec<Option<PseudoP>> = local.iter().map(|local| local.map(|local| local.p)).collect();
    let significant = significance.of(&p)?;
    let category = |(p, significant): (&Option<PseudoP>, bool)| {
        p.map(|p| match p.greater <= p.lesser {
            _ if !significant => HotSpot::NotSignificant,
            true => HotSpot::Hot,
            false => HotSpot::Cold,
        })
    };
    Ok(p.iter().zip(significant).map(category).collect())
}

impl Significance {
    /// Whether each of the tests is significant.
    fn of(&self, p: &[Option<PseudoP>]) -> Result<Vec<bool>> {
        let p: Vec<Option<f64>> = p
            .iter()
            .map(|p| {
                p.map(|p| match self.sides {
                    Sides::Two => p.two_sided,
                    Sides::Directed => p.directed,
                })
            })
            .collect();
        let cut_off = match self.correction {
            None => Some(self.level),
            Some(rule) => false_discovery_cut_off(&p, self.level, rule)?,
        };
        Ok(p.iter().map(|p| p.zip(cut_off).is_some_and(|(p, cut_off)| p <= cut_off)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::LocalMoran;
    use super::*;

    fn local(p: f64, quadrant: Quadrant) -> LocalPseudoP {
        let p = PseudoP { greater: p, lesser: 1.0, directed: p, two_sided: (2.0 * p).min(1.0) };
        LocalPseudoP { local: LocalMoran { i: 1.0, quadrant }, p }
    }

    #[test]
    fn the_correction_leaves_fewer() {
        let all = [
            Some(local(0.001, Quadrant::HighHigh)),
            Some(local(0.02, Quadrant::LowLow)),
            Some(local(0.03, Quadrant::LowHigh)),
            Some(local(0.5, Quadrant::HighLow)),
            None,
        ];
        let named = |significance: Significance| {
            let categories = lisa_categories(&all, &significance).unwrap();
            categories.iter().map(|c| c.map_or("-", LisaCategory::as_str)).collect::<Vec<_>>()
        };
        let directed = Significance { sides: Sides::Directed, ..Significance::default() };
        assert_eq!(named(directed), ["HH", "LL", "LH", "ns", "-"]);
        assert_eq!(named(Significance::default()), ["HH", "LL", "ns", "ns", "-"]);
        let corrected =
            Significance { correction: Some(FalseDiscovery::BenjaminiHochberg), ..Significance::default() };
        assert_eq!(named(corrected), ["HH", "ns", "ns", "ns", "-"]);
    }

    #[test]
    fn hot_and_cold_by_the_side_that_is_rarer() {
        let g = LocalG { g: None, expectation: 0.1, variance: None, z: None, p: None };
        let test = |greater: f64, lesser: f64| {
            let directed = greater.min(lesser);
            let p = PseudoP { greater, lesser, directed, two_sided: 2.0 * directed };
            Some(ConditionalTest { observed: g, p, permutations: 99 })
        };
        let spots =
            hot_spots(&[test(0.01, 1.0), test(1.0, 0.02), test(0.5, 0.6), None], &Significance::default());
        assert_eq!(
            spots.unwrap(),
            [Some(HotSpot::Hot), Some(HotSpot::Cold), Some(HotSpot::NotSignificant), None]
        );
    }
}
