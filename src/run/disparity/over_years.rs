//! Figures of what happens from year to year.

use super::indices::Years;
use super::present::{Book, Present};
use super::spatial::Near;
use crate::disparity::{
    ClassBounds, Coefficient, Deviation, Mobility, Panel, beta_convergence, classes_over_periods,
    gravity_path, kendall_tau, markov_chain, mobility, relative_to_mean, sigma_convergence, spatial_markov,
    spatial_tau, spatial_tau_permutation, top_members,
};
use crate::error::Result;
use crate::reproject::Projector;
use geo_types::Coord;

/// The regions that have values in all of the years.
pub(super) struct Balanced {
    /// What they have in the last year, by whose name their figures go.
    last: Present,
    years: Vec<i32>,
    /// By year.
    values: Vec<Vec<f64>>,
    /// By year.
    totals: Vec<Vec<f64>>,
}

impl Balanced {
    /// Those of `years` that have a value in every one.
    pub(super) fn of(years: &[Present]) -> Option<Self> {
        let last = years.last()?;
        let in_all = |unit: &usize| years.iter().all(|year| year.units.binary_search(unit).is_ok());
        let units: Vec<usize> = last.units.iter().copied().filter(in_all).collect();
        let pick = |year: &Present, from: &[f64]| -> Vec<f64> {
            units.iter().filter_map(|unit| year.units.binary_search(unit).ok()).map(|at| from[at]).collect()
        };
        Some(Self {
            last: Present {
                year: last.year,
                // The years need not be divided alike; each year's figures say how it is.
                convention: None,
                values: pick(last, &last.values),
                population: last.population.as_deref().map(|people| pick(last, people)),
                totals: pick(last, &last.totals),
                units: units.clone(),
            },
            years: years.iter().filter_map(|year| year.year).collect(),
            values: years.iter().map(|year| pick(year, &year.values)).collect(),
            totals: years.iter().map(|year| pick(year, &year.totals)).collect(),
        })
    }

    /// The regions, with what they have in the last year.
    pub(super) fn present(&self) -> &Present {
        &self.last
    }

    fn span(&self) -> String {
        let (first, last) = (self.years.first().unwrap_or(&0), self.years.last().unwrap_or(&0));
        format!("{first} to {last}, units with a value in every year: {}", self.last.units.len())
    }

    /// Logarithms are of what is above zero.
    fn has_logarithms(&self) -> bool {
        self.values.iter().flatten().all(|&value| value > 0.0)
    }

    /// How many years lie between each two that follow each other, where they are not equally many.
    fn uneven(&self) -> String {
        let steps: Vec<i64> =
            self.years.windows(2).map(|pair| i64::from(pair[1]) - i64::from(pair[0])).collect();
        if steps.windows(2).all(|pair| pair[0] == pair[1]) {
            return String::new();
        }
        let steps: Vec<_> = steps.iter().map(i64::to_string).collect();
        format!(", steps of unequal length: {} years", steps.join(", "))
    }
}

impl Book<'_> {
    /// The figures of `index`; gaps between groups are made elsewhere.
    pub(super) fn over_years(
        &mut self,
        all: &Balanced,
        (written, index): (&str, Years),
        near: &Near<'_>,
    ) -> Result<()> {
        match index {
            Years::Sigma => self.sigma(all),
            Years::Beta => self.beta(all),
            Years::Markov(classes) => self.markov(all, (written, classes), near),
            Years::Ranks => self.ranks(all, near),
            Years::GravityCentre | Years::Gaps | Years::Top(_) => Ok(()),
        }
    }

    fn sigma(&mut self, all: &Balanced) -> Result<()> {
        let found = if all.has_logarithms() {
            sigma_convergence(&all.years, &all.values, Deviation::Sample)?
        } else {
            None
        };
        let span = all.span();
        for dispersion in found.iter().flat_map(|found| &found.years) {
            let year = (Some(dispersion.year), None);
            let note = "sample, of logarithms";
            self.push(year, "sigma", (None, None), Some(dispersion.log_deviation), note);
        }
        let trend = found.as_ref().and_then(|found| found.log_trend.as_ref());
        self.put(&all.last, "sigma_slope", trend.map(|trend| trend.slope.estimate), &span);
        self.put(&all.last, "sigma_slope_p", trend.and_then(|trend| trend.slope.p), &span);
        let equal = found.as_ref().and_then(|found| found.first_to_last.as_ref());
        self.put(&all.last, "sigma_first_to_last_p", equal.map(|test| test.p), &span);
        Ok(())
    }

    fn beta(&mut self, all: &Balanced) -> Result<()> {
        let (Some(first), Some(last)) = (all.values.first(), all.values.last()) else { return Ok(()) };
        let years =
            all.years.last().zip(all.years.first()).map_or(0.0, |(b, a)| f64::from(*b) - f64::from(*a));
        let found = if all.has_logarithms() { beta_convergence(first, last, years, 0.95)? } else { None };
        let (span, found) = (all.span(), found.as_ref());
        let beta = |pick: fn(&Coefficient) -> Option<f64>| found.and_then(|found| pick(&found.beta));
        self.put(&all.last, "beta", beta(|beta| Some(beta.estimate)), &span);
        self.put(&all.last, "beta_lower", beta(|beta| Some(beta.lower)), "95 %");
        self.put(&all.last, "beta_upper", beta(|beta| Some(beta.upper)), "95 %");
        self.put(&all.last, "beta_p", beta(|beta| beta.p), &span);
        self.put(&all.last, "beta_r_squared", found.and_then(|found| found.r_squared), &span);
        self.put(&all.last, "beta_speed", found.and_then(|found| found.speed), "a year");
        self.put(&all.last, "beta_half_life", found.and_then(|found| found.half_life), "years");
        Ok(())
    }

    fn markov(&mut self, all: &Balanced, (written, classes): (&str, usize), near: &Near<'_>) -> Result<()> {
        let note = format!("{}{}", all.span(), all.uneven());
        // Of equal or no values there is no place relative to the mean.
        if all.values.iter().any(|values| values.iter().sum::<f64>() <= 0.0) {
            self.put(&all.last, written, None, &note);
            return Ok(());
        }
        let relative = relative_to_mean(&all.values)?;
        let bounds = ClassBounds::Pooled(classes);
        let periods = classes_over_periods(&relative, &bounds)?;
        let chain = markov_chain(&periods.of, periods.classes);
        for (from, row) in chain.probabilities().iter().enumerate() {
            for to in 0..chain.classes() {
                let group = format!("{}>{}", from + 1, to + 1);
                let p = row.as_ref().map(|row| row[to]);
                self.of_group(&all.last, written, "classes", Some(&group), p, &note);
            }
        }
        let trace = mobility(&chain, Mobility::Trace, None)?;
        self.put(&all.last, "markov_mobility", trace, &note);
        let spatial = spatial_markov(&near.weights.row_standardised(), &relative, &bounds, &bounds)?;
        let q = &spatial.homogeneity.q;
        let note = format!("{note}, weights: {}", near.rule);
        self.put(&all.last, "spatial_markov_q", Some(q.statistic), &note);
        self.put(&all.last, "spatial_markov_q_p", q.p, &note);
        Ok(())
    }

    fn ranks(&mut self, all: &Balanced, near: &Near<'_>) -> Result<()> {
        let (Some(first), Some(last)) = (all.values.first(), all.values.last()) else { return Ok(()) };
        let tau = kendall_tau(first, last)?;
        let span = all.span();
        self.put(&all.last, "rank_tau", tau.tau, &span);
        self.put(&all.last, "rank_tau_p", tau.p_ties, &span);
        let rows = near.weights.row_standardised();
        let spatial = spatial_tau(&rows, first, last)?;
        self.put(&all.last, "rank_tau_neighbours", spatial.tau, &format!("weights: {}", near.rule));
        let p = spatial_tau_permutation(&rows, first, last, &near.permutation)?;
        self.put_p(&all.last, "rank_tau_neighbours_p", p.map(|p| p.two_sided), near);
        Ok(())
    }

    /// Where the middle of all totals lies in each year, and how it moves.
    pub(super) fn gravity(
        &mut self,
        all: &Balanced,
        centres: &[Coord<f64>],
        projector: &Projector,
    ) -> Result<()> {
        let points: Vec<_> = all.last.units.iter().map(|&unit| centres[unit]).collect();
        let empty = all.totals.iter().any(|totals| totals.iter().sum::<f64>() <= 0.0);
        let path = if empty { None } else { gravity_path(&points, &all.years, &all.totals)? };
        let note = "of totals at the middle of each region";
        let Some(path) = path else {
            self.put(&all.last, "gravity_shift_km", None, note);
            return Ok(());
        };
        for at in &path.centres {
            let place = projector.to_lonlat(at.centre);
            self.push((Some(at.year), None), "gravity_lon", (None, None), place.map(|place| place.x), note);
            self.push((Some(at.year), None), "gravity_lat", (None, None), place.map(|place| place.y), note);
        }
        for shift in path.shifts.iter().chain(&path.overall) {
            let note = format!("from {} to {}, on the plane of the study", shift.from, shift.to);
            let span = format!("{}-{}", shift.from, shift.to);
            let year = (Some(shift.to), None);
            let km = Some(shift.distance / 1000.0);
            self.push(year, "gravity_shift_km", (Some("years"), Some(&span)), km, &note);
            self.push(year, "gravity_bearing", (Some("years"), Some(&span)), shift.bearing, &note);
            if path.shifts.len() == 1 {
                break;
            }
        }
        Ok(())
    }

    /// The rank of each of the `k` largest in every year, with those that are new.
    pub(super) fn top(&mut self, totals: &Panel, (written, k): (&str, usize), ids: &[String]) -> Result<()> {
        for year in top_members(totals, k)? {
            let at = (year.year, None);
            for member in &year.members {
                let before = member.rank_before.map_or(String::new(), |rank| format!("rank before: {rank}"));
                let note = match (year.before, year.entries.contains(&member.unit)) {
                    (Some(_), true) if before.is_empty() => "new".to_owned(),
                    (Some(_), true) => format!("new, {before}"),
                    _ => before,
                };
                let group = (Some("top"), Some(ids[member.unit].as_str()));
                self.push(at, written, group, Some(member.rank as f64), &note);
            }
            for exit in &year.exits {
                let note = format!("gone, rank before: {}", exit.rank_before);
                let group = (Some("top"), Some(ids[exit.unit].as_str()));
                self.push(at, &format!("{written}:gone"), group, exit.rank.map(|rank| rank as f64), &note);
            }
        }
        Ok(())
    }
}
