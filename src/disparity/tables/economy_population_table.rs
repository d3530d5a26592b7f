//! Where the economy sits against the people, row by row, with a band.

use super::{Cell, Rows, band_population_share, economy_population_ratios, totals};
use crate::disparity::inputs;
use crate::error::Result;
use std::ops::RangeInclusive;

/// On which side of a band a ratio lies; both ends are inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandSide {
    /// Below the band: more people than output.
    Below,
    /// In the band.
    Inside,
    /// Above the band: more output than people.
    Above,
}

impl BandSide {
    /// The name in tables: `below`, `inside`, `above`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Inside => "inside",
            Self::Above => "above",
        }
    }
}

/// Economy and people of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct EconomyPopulationRow {
    /// The group.
    pub group: String,
    /// Its sum.
    pub total: f64,
    /// Its people.
    pub population: f64,
    /// Its share of the whole economy; `None` where that is 0.
    pub total_share: Option<f64>,
    /// Its share of the people.
    pub population_share: f64,
    /// The first share over the second.
    pub ratio: Option<f64>,
    /// Where the ratio lies.
    pub side: Option<BandSide>,
}

/// Economy and people of groups, and how many people live inside the band.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct EconomyPopulationTable {
    /// The band; both ends are inside.
    pub band: RangeInclusive<f64>,
    /// One row a group, in the order of their names.
    pub rows: Vec<EconomyPopulationRow>,
    /// The share of the people who live in groups inside the band; `None` where the economy is 0.
    pub population_inside: Option<f64>,
}

/// Each group's share of the economy over its share of the people, and on which side of `band` that lies.
///
/// # Formula
/// `R_g = (X_g / Σ X) / (p_g / Σ p)`
///
/// # Units
/// `totals` of each unit (GDP, not per head); `population` in any unit.
///
/// # Conventions
/// Units of one group are taken together; give every unit a group of its own, such as its identifier, for a table
/// of units. The share inside the band is that of the people of whole groups: that of units is
/// [`band_population_share`]. The band in use for China is 0.7 to 1.3.
///
/// # Errors
/// Negative or non-finite totals, a population not above zero; a band that ends below its beginning.
///
/// # Panics
/// If there is not one population and one group a total.
///
/// # Example
/// ```
/// use jingwei::disparity::{BandSide, economy_population_table};
/// let groups = ["east", "east", "west"];
/// let table = economy_population_table(&[3.0, 3.0, 2.0], &[1.0, 3.0, 4.0], &groups, 0.7..=1.3)?;
/// // Three quarters of the output and half of the people; a quarter and a half.
/// assert_eq!((table.rows[0].ratio, table.rows[1].ratio), (Some(1.5), Some(0.5)));
/// assert_eq!(table.rows[1].side, Some(BandSide::Below));
/// assert_eq!(table.population_inside, Some(0.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn economy_population_table<G: AsRef<str>>(
    totals_of_units: &[f64],
    population: &[f64],
    groups: &[G],
    band: RangeInclusive<f64>,
) -> Result<EconomyPopulationTable> {
    inputs::weighted(totals_of_units, population)?;
    let (sums, people) = (totals(totals_of_units, groups)?, totals(population, groups)?);
    let x: Vec<f64> = sums.iter().map(|group| group.value).collect();
    let p: Vec<f64> = people.iter().map(|group| group.value).collect();
    let population_inside = band_population_share(&x, &p, band.clone())?;
    let ratios = economy_population_ratios(&x, &p)?;
    let (whole, everybody): (f64, f64) = (x.iter().sum(), p.iter().sum());
    let side = |ratio: f64| {
        if band.contains(&ratio) {
            BandSide::Inside
        } else if ratio < *band.start() {
            BandSide::Below
        } else {
            BandSide::Above
        }
    };
    let row = |(at, sum): (usize, super::GroupValue)| {
        let ratio = ratios.get(at).copied();
        EconomyPopulationRow {
            group: sum.group,
            total: sum.value,
            population: p[at],
            total_share: (whole > 0.0).then(|| sum.value / whole),
            population_share: p[at] / everybody,
            ratio,
            side: ratio.map(side),
        }
    };
    let rows = sums.into_iter().enumerate().map(row).collect();
    Ok(EconomyPopulationTable { band, rows, population_inside })
}

impl EconomyPopulationTable {
    /// One row a group: `group`, `total`, `population`, `total_share`, `population_share`, `ratio`, `side`.
    pub fn rows(&self) -> Rows {
        let mut rows =
            Rows::under(["group", "total", "population", "total_share", "population_share", "ratio", "side"]);
        for row in &self.rows {
            rows.push(vec![
                row.group.as_str().into(),
                row.total.into(),
                row.population.into(),
                row.total_share.into(),
                row.population_share.into(),
                row.ratio.into(),
                row.side.map_or(Cell::Absent, |side| side.as_str().into()),
            ]);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_band_are_inside() {
        let table = economy_population_table(&[1.0, 3.0, 4.0], &[2.0, 2.0, 4.0], &["a", "b", "c"], 0.5..=1.0)
            .unwrap();
        let sides: Vec<_> = table.rows.iter().map(|row| row.side.unwrap().as_str()).collect();
        assert_eq!(sides, ["inside", "above", "inside"]);
        assert_eq!(table.population_inside, Some(0.75));
        assert_eq!(table.rows().rows[1][6], Cell::from("above"));
    }

    #[test]
    fn people_without_an_economy_have_no_ratio() {
        let table = economy_population_table(&[0.0, 0.0], &[1.0, 3.0], &["a", "b"], 0.7..=1.3).unwrap();
        let row = &table.rows[1];
        assert_eq!((row.total_share, row.ratio, row.side, row.population_share), (None, None, None, 0.75));
        assert_eq!(table.population_inside, None);
        assert!(economy_population_table(&[1.0], &[0.0], &["a"], 0.7..=1.3).is_err());
        assert_eq!(economy_population_table(&[], &[], &[] as &[&str], 0.7..=1.3).unwrap().rows, []);
    }
}
