//! The figures of one year.

use super::{Figure, Series, TableOptions};
use crate::disparity::{
    Correction, Deviation, GroupField, GroupValue, PerCapita, PopulationConvention, absolute_gap,
    band_population_share, coefficient_of_variation, gini, gini_weighted, max_min_ratio, moran_permutation,
    per_capita, ratio_per_capita, shares, theil_decomposition_weighted, theil_t_weighted, top_share, totals,
    williamson,
};
use crate::error::Result;
use crate::weights::Weights;
use std::collections::BTreeSet;

/// Where the figures of one year are written.
pub(super) struct Sheet<'a, 's> {
    pub(super) series: &'a Series<'s>,
    pub(super) options: &'a TableOptions<'s>,
    pub(super) year: Option<i32>,
    pub(super) figures: &'a mut Vec<Figure>,
    /// Units without a neighbour, each with the index that leaves it out.
    pub(super) alone: &'a mut BTreeSet<(usize, &'static str)>,
}

/// Units that have all that the figures need.
struct Present {
    units: Vec<usize>,
    values: Vec<f64>,
    population: Vec<f64>,
}

impl Sheet<'_, '_> {
    /// Figures on totals that divide by nobody.
    pub(super) fn totals(&mut self, values: &[Option<f64>]) -> Result<()> {
        let (units, values): (Vec<usize>, Vec<f64>) =
            values.iter().enumerate().filter_map(|(i, value)| value.map(|value| (i, value))).unzip();
        self.put("total", None, Some(values.iter().sum()));
        for field in self.series.groups {
            let groups = labels(field, &units);
            self.put_groups("total", None, field, totals(&values, &groups)?);
            self.put_groups("share", None, field, shares(&values, &groups)?);
        }
        for &k in &self.options.top {
            let value = top_share(&values, k, None)?;
            self.push("top_share", None, None, Some(k.to_string()), value, "");
        }
        Ok(())
    }

    /// Figures on totals and population, and on values per head.
    pub(super) fn per_head(&mut self, all: &[Option<f64>], head: &PerCapita) -> Result<()> {
        let convention = Some(head.convention);
        let mut present = Present { units: Vec::new(), values: Vec::new(), population: Vec::new() };
        let mut sums = Vec::new();
        for (i, total) in all.iter().enumerate() {
            if let (Some(total), Some(population), Some(value)) = (total, head.population[i], head.values[i])
            {
                present.units.push(i);
                present.values.push(value);
                present.population.push(population);
                sums.push(*total);
            }
        }
        let population = &present.population;
        let people: f64 = population.iter().sum();
        self.put("per_capita", convention, Some(sums.iter().sum::<f64>() / people));
        for field in self.series.groups {
            let groups = labels(field, &present.units);
            self.put_groups("per_capita", convention, field, per_capita(&sums, population, &groups)?);
            let of_people = shares(population, &groups)?;
            let ratios = shares(&sums, &groups)?.into_iter().zip(of_people).map(|(of_total, of_people)| {
                GroupValue { value: of_total.value / of_people.value, ..of_total }
            });
            self.put_groups("economy_population_ratio", convention, field, ratios.collect());
        }
        let band = &self.options.band;
        let inside = band_population_share(&sums, population, band.clone())?;
        let note = format!("ratio from {} to {}, both counted", band.start(), band.end());
        self.push("band_population_share", convention, None, None, inside, &note);
        for ratio in &self.options.ratios {
            let among = |side: &[bool]| present.units.iter().map(|&i| side[i]).collect::<Vec<_>>();
            let (over, under) = (among(&ratio.numerator), among(&ratio.denominator));
            let value = ratio_per_capita(&sums, population, |i| over[i], |i| under[i])?;
            let field = Some(ratio.field.clone());
            self.push("ratio_per_capita", convention, field, Some(ratio.label.clone()), value, "");
        }
        self.plain(&present, convention)?;
        self.put("williamson", convention, williamson(&present.values, population)?);
        self.put("gini_weighted", convention, gini_weighted(&present.values, population)?);
        self.theil(&present, convention)?;
        self.moran(&present, convention)
    }

    /// Figures on values that are no totals.
    pub(super) fn values(&mut self, values: &[Option<f64>]) -> Result<()> {
        let (units, values): (Vec<usize>, Vec<f64>) =
            values.iter().enumerate().filter_map(|(i, value)| value.map(|value| (i, value))).unzip();
        let present = Present { population: vec![1.0; units.len()], units, values };
        self.plain(&present, None)?;
        self.theil(&present, None)?;
        self.moran(&present, None)
    }

    /// Indices in which each unit counts once.
    fn plain(&mut self, present: &Present, convention: Option<PopulationConvention>) -> Result<()> {
        let values = &present.values;
        self.put("max_min_ratio", convention, max_min_ratio(values)?);
        self.put("absolute_gap", convention, absolute_gap(values)?);
        self.put("cv_sample", convention, coefficient_of_variation(values, Deviation::Sample)?);
        self.put("cv_population", convention, coefficient_of_variation(values, Deviation::Population)?);
        self.put("gini", convention, gini(values, Correction::None)?);
        Ok(())
    }

    /// Theil's T and its parts by every field.
    fn theil(&mut self, present: &Present, convention: Option<PopulationConvention>) -> Result<()> {
        self.put("theil_t", convention, theil_t_weighted(&present.values, &present.population)?);
        for field in self.series.groups {
            let grouped: Vec<usize> =
                (0..present.units.len()).filter(|&at| field.of[present.units[at]].is_some()).collect();
            let pick = |values: &[f64]| grouped.iter().map(|&at| values[at]).collect::<Vec<_>>();
            let units: Vec<usize> = grouped.iter().map(|&at| present.units[at]).collect();
            let groups = labels(field, &units);
            let parts =
                theil_decomposition_weighted(&pick(&present.values), &pick(&present.population), &groups)?;
            let alone = present.units.len() - grouped.len();
            let note = match alone {
                0 => String::new(),
                _ => format!("units in no group are left out: {alone}"),
            };
            let name = Some(field.name.clone());
            let between = parts.as_ref().map(|parts| parts.between);
            let within = parts.as_ref().map(|parts| parts.within);
            self.push("theil_between", convention, name.clone(), None, between, &note);
            self.push("theil_within", convention, name.clone(), None, within, &note);
            for group in parts.into_iter().flat_map(|parts| parts.groups) {
                let label = Some(group.group);
                self.push(
                    "theil_between",
                    convention,
                    name.clone(),
                    label.clone(),
                    Some(group.between),
                    &note,
                );
                self.push("theil_within", convention, name.clone(), label, Some(group.within), &note);
            }
        }
        Ok(())
    }

    /// Moran's I under each of the weights.
    fn moran(&mut self, present: &Present, convention: Option<PopulationConvention>) -> Result<()> {
        let queen = self.options.queen.map(|weights| ("moran_queen", "moran_queen_p", weights));
        let time = self.options.time.map(|weights| ("moran_time", "moran_time_p", weights));
        for (index, index_p, weights) in queen.into_iter().chain(time) {
            let weights: Weights = weights.among(&present.units).row_standardised();
            let options = &self.options.permutation;
            let test = moran_permutation(&weights, &present.values, self.options.islands, options)?;
            let islands = weights.islands();
            let note = format!("row-standardised, islands: {}", islands.len());
            self.alone.extend(islands.into_iter().map(|at| (present.units[at], index)));
            let note_p = format!("two-sided, permutations: {}, seed: {}", options.permutations, options.seed);
            self.push(index, convention, None, None, test.as_ref().map(|test| test.moran.i), &note);
            self.push(index_p, convention, None, None, test.map(|test| test.p.two_sided), &note_p);
        }
        Ok(())
    }

    fn put(&mut self, index: &'static str, convention: Option<PopulationConvention>, value: Option<f64>) {
        self.push(index, convention, None, None, value, "");
    }

    fn put_groups(
        &mut self,
        index: &'static str,
        convention: Option<PopulationConvention>,
        field: &GroupField,
        values: Vec<GroupValue>,
    ) {
        for GroupValue { group, value } in values.into_iter().filter(|value| !value.group.is_empty()) {
            self.push(index, convention, Some(field.name.clone()), Some(group), Some(value), "");
        }
    }

    fn push(
        &mut self,
        index: &'static str,
        population_convention: Option<PopulationConvention>,
        group_field: Option<String>,
        group: Option<String>,
        value: Option<f64>,
        note: &str,
    ) {
        let note = match (value, note) {
            (None, "") => "not defined for these values".to_owned(),
            (None, note) => format!("not defined for these values; {note}"),
            (Some(_), note) => note.to_owned(),
        };
        self.figures.push(Figure {
            series: self.series.name.to_owned(),
            year: self.year,
            index: index.into(),
            population_convention,
            group_field,
            group,
            value,
            note,
        });
    }
}

/// The group of each of `units`, empty for one in no group.
fn labels<'a>(field: &'a GroupField, units: &[usize]) -> Vec<&'a str> {
    units.iter().map(|&i| field.of[i].as_deref().unwrap_or("")).collect()
}
