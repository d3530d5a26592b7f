//! The rows behind a number: what each destination adds to it.

use super::kind::Kind;
use crate::access::{SelfPotential, Trip};
use crate::error::Result;
use crate::export::Bilingual;
use crate::network::TravelTimes;
use crate::study::Study;
use crate::units::Minutes;

/// What one destination adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The city.
    pub city: usize,
    /// The time that the measure takes for the trip; absent without a path.
    pub minutes: Option<Minutes>,
    /// What is there.
    pub amount: f64,
    /// What one of it counts here.
    pub counts: f64,
    /// What is added up.
    pub part: f64,
}

/// The rows behind a number, and how they make it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// In study order; those that add nothing are left out.
    pub rows: Vec<Row>,
    /// The sum of their parts, added in study order.
    pub sum: f64,
    /// What the sum is divided by, where it is.
    pub divided_by: Option<f64>,
    /// The number; absent where there is nothing to measure.
    pub value: Option<f64>,
    /// How the rows make it, in a formula.
    pub formula: Bilingual,
}

const ZERO: f64 = 0.0;

impl Kind {
    /// The rows behind the value of city `i`: what is in none of them has no part in it.
    ///
    /// # Errors
    /// As the values of all cities.
    pub(super) fn rows(&self, study: &Study, i: usize) -> Result<Rows> {
        let unreached = study.unreached();
        let mut rows = match self {
            Self::Structure(structure) => structure.rows(study, i),
            Self::Competition(of) => of.rows(&study.times, i)?,
            alone => alone.rows_of(&study.times, i, &unreached),
        };
        if unreached.contains(&i) && !matches!(self, Self::Unreachable { .. }) {
            rows.value = None;
        }
        Ok(rows)
    }

    fn rows_of(&self, times: &TravelTimes, i: usize, unreached: &[usize]) -> Rows {
        match self {
            Self::WeightedMean { masses } => weighted(times, i, masses),
            Self::Mean => weighted(times, i, &vec![1.0; times.destinations()]),
            Self::Unreachable { masses } => {
                let rows = others(times, i, masses).filter(|row| row.minutes.is_none());
                summed(
                    rows.map(|row| Row { counts: 1.0, part: 1.0, ..row }),
                    "Σ_j [t_ij = ∞, M_j > 0], j ≠ i",
                )
            }
            Self::Median => median(times, i, &vec![1.0; times.destinations()]),
            Self::WeightedMedian { masses } => median(times, i, masses),
            Self::Potential { masses, exponent, own } => potential(times, i, masses, *exponent, *own),
            Self::PotentialIndex { masses, exponent, own } => {
                let on_network = (0..times.origins()).filter(|city| !unreached.contains(city));
                let potentials: Vec<f64> = on_network
                    .filter_map(|city| potential(times, city, masses, *exponent, *own).value)
                    .collect();
                index(potential(times, i, masses, *exponent, *own), &potentials)
            }
            Self::Gravity { opportunities, decay } => {
                let rows = reached(times, i, opportunities).map(|row| {
                    let counts = row.minutes.map_or(ZERO, |time| decay.at(time));
                    Row { counts, part: row.amount * counts, ..row }
                });
                summed(rows, &format!("Σ_j O_j · f(t_ij), f = {decay}"))
            }
            Self::Cumulative { opportunities, cutoff } => {
                let rows = reached(times, i, opportunities).filter(|row| row.minutes <= Some(*cutoff));
                summed(rows, &format!("Σ_j O_j · [t_ij ≤ {}]", cutoff.get()))
            }
            Self::Interval { .. } | Self::Structure(_) => self.whole(times, i),
            Self::Daily { people, limit, trip } => {
                let time = |j: usize| match trip {
                    Trip::OneWay => times.minutes(i, j),
                    Trip::Return => {
                        let [there, back] = [times.milliseconds(i, j)?, times.milliseconds(j, i)?];
                        Minutes::checked((u64::from(there) + u64::from(back)) as f64 / 60_000.0)
                    }
                };
                let rows = all(people).map(|row| Row { minutes: time(row.city), ..row });
                let within = |row: &Row| row.city == i || row.minutes.is_some_and(|time| time <= *limit);
                let trip = if *trip == Trip::OneWay { "t_ij" } else { "t_ij + t_ji" };
                summed(rows.filter(within), &format!("P_i + Σ_j P_j · [{trip} ≤ {}], j ≠ i", limit.get()))
            }
            Self::Closest { opportunities, needed } => {
                let mut near: Vec<Row> = reached(times, i, opportunities).collect();
                near.sort_by_key(|row| (times.milliseconds(i, row.city), row.city));
                let mut sum = 0.0;
                let enough = near.iter().position(|row| {
                    sum += row.amount;
                    sum >= *needed
                });
                let value = enough.and_then(|last| near[last].minutes).map(Minutes::get);
                near.truncate(enough.map_or(near.len(), |last| last + 1));
                let sum = near.iter().map(|row| row.amount).sum();
                let formula = Bilingual::same(format!("min {{ t : Σ_j O_j · [t_ij ≤ t] ≥ {needed} }}"));
                Rows { rows: near, sum, divided_by: None, value, formula }
            }
            Self::Nearest { opportunities, k } => {
                let mut near: Vec<Row> = reached(times, i, opportunities).collect();
                near.sort_by_key(|row| (times.milliseconds(i, row.city), row.city));
                near.truncate(*k);
                let value = near.get(*k - 1).and_then(|row| row.minutes).map(Minutes::get);
                let sum = near.iter().map(|row| row.amount).sum();
                let formula = Bilingual::same(format!("t_i({k}), O_j > 0"));
                Rows { rows: near, sum, divided_by: None, value, formula }
            }
            Self::Competition(_) => unreachable!("answered by `rows`"),
        }
    }

    /// The rows of a measure that is no sum over destinations: what each of them offers and how far it is.
    fn whole(&self, times: &TravelTimes, i: usize) -> Rows {
        let Self::Interval { opportunities, interval, summary } = self else {
            unreachable!("asked only of intervals")
        };
        let rows: Vec<Row> =
            reached(times, i, opportunities).filter(|row| row.minutes <= Some(interval.to)).collect();
        let row: Vec<Option<f64>> = times.row(i).map(|time| time.map(Minutes::get)).collect();
        let alone = TravelTimes::from_minutes(&[row]);
        let value = crate::access::cumulative_interval(&alone, opportunities, interval, *summary);
        let (from, to, step) = (interval.from.get(), interval.to.get(), interval.step.get());
        Rows {
            sum: rows.iter().map(|row| row.part).sum(),
            rows,
            divided_by: None,
            value: value.ok().map(|values| values[0]),
            formula: Bilingual::same(format!(
                "{summary:?} of Σ_j O_j · [t_ij ≤ c], c = {from}, {} … {to}",
                from + step
            )),
        }
    }
}

/// Every city that has something, each counting for what it is.
fn all(amounts: &[f64]) -> impl Iterator<Item = Row> + '_ {
    let row = |(city, &amount): (usize, &f64)| Row { city, minutes: None, amount, counts: 1.0, part: amount };
    amounts.iter().enumerate().filter(|(_, amount)| **amount > 0.0).map(row)
}

/// The others.
pub(super) fn others<'a>(
    times: &'a TravelTimes,
    i: usize,
    amounts: &'a [f64],
) -> impl Iterator<Item = Row> + 'a {
    let row = move |row: Row| Row { minutes: times.minutes(i, row.city), ..row };
    all(amounts).filter(move |row| row.city != i).map(row)
}

/// Every city that is reached, the city itself at its intrazonal time.
fn reached<'a>(times: &'a TravelTimes, i: usize, amounts: &'a [f64]) -> impl Iterator<Item = Row> + 'a {
    let row = move |row: Row| Row { minutes: times.minutes(i, row.city), ..row };
    all(amounts).map(row).filter(|row| row.minutes.is_some())
}

pub(super) fn summed(rows: impl Iterator<Item = Row>, formula: &str) -> Rows {
    let rows: Vec<Row> = rows.collect();
    let sum = rows.iter().fold(0.0, |sum, row| sum + row.part);
    Rows { rows, sum, divided_by: None, value: Some(sum), formula: Bilingual::same(formula) }
}

/// A mean of times: parts in millisecond-masses, so that whole masses add without rounding.
fn weighted(times: &TravelTimes, i: usize, masses: &[f64]) -> Rows {
    let rows = others(times, i, masses).filter_map(|row| {
        let time = f64::from(times.milliseconds(i, row.city)?);
        Some(Row { counts: time, part: time * row.amount, ..row })
    });
    let mut rows = summed(rows, "Σ_j t_ij M_j / Σ_j M_j, j ≠ i (t in ms, ÷ 60,000)");
    let total: f64 = rows.rows.iter().fold(0.0, |sum, row| sum + row.amount);
    rows.divided_by = Some(total);
    rows.value = (total > 0.0).then(|| rows.sum / total / 60_000.0);
    rows
}

fn median(times: &TravelTimes, i: usize, masses: &[f64]) -> Rows {
    let mut rows: Vec<Row> = others(times, i, masses).filter(|row| row.minutes.is_some()).collect();
    rows.sort_by_key(|row| times.milliseconds(i, row.city));
    let total: f64 = rows.iter().map(|row| row.amount).sum();
    let mut sum = 0.0;
    let middle = rows.iter().position(|row| {
        sum += row.amount;
        2.0 * sum >= total
    });
    let time = |row: &Row| times.milliseconds(i, row.city).map_or(ZERO, f64::from);
    let value = middle.map(|at| {
        #[expect(clippy::float_cmp, reason = "halves of whole masses are exact")]
        let exactly_half = 2.0 * sum == total;
        let next = rows.get(at + 1).filter(|_| exactly_half).unwrap_or(&rows[at]);
        f64::midpoint(time(&rows[at]), time(next)) / 60_000.0
    });
    let formula = Bilingual::same("min { t : Σ_j M_j · [t_ij ≤ t] ≥ ½ Σ_j M_j }, j ≠ i");
    Rows { rows, sum: total, divided_by: None, value, formula }
}

fn potential(times: &TravelTimes, i: usize, masses: &[f64], exponent: f64, own: SelfPotential) -> Rows {
    let own = own.times(times)[i];
    let rows = all(masses).filter_map(|row| {
        let minutes = if row.city == i { own } else { times.minutes(i, row.city) };
        let power = libm::pow(minutes?.get(), exponent);
        Some(Row { minutes, counts: 1.0 / power, part: row.amount / power, ..row })
    });
    let mut rows = summed(rows, &format!("Σ_j M_j / t_ij^{exponent}"));
    rows.value = rows.value.filter(|_| !rows.rows.is_empty());
    rows
}

/// 100 times the potential over the mean of those that have one.
fn index(rows: Rows, potentials: &[f64]) -> Rows {
    let count = potentials.len() as f64;
    let mean: f64 = potentials.iter().map(|p| p / count).sum();
    Rows {
        value: rows.value.filter(|_| mean > 0.0).map(|potential| 100.0 * (potential / mean)),
        divided_by: Some(mean),
        formula: Bilingual::same(format!("100 · ({}) / mean", rows.formula.en)),
        ..rows
    }
}
