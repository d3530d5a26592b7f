//! Accessibility year by year, as the lines of each year carried it.

use crate::classify::palette::Ramp;
use crate::classify::{Scheme, classify_pooled};
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Column, OutputLayer, Shapes, Style};
use crate::layer::Status;
use crate::network::corridors_in_service;
use crate::run::columns::{identity, integer, real, text};
use crate::run::measures::{self, Better, Measured};
use crate::study::{Study, Watch};
use crate::units::Minutes;
use geo_types::{Coord, MultiPolygon};
use std::ops::RangeInclusive;

/// The years that a series may span.
const MOST: i32 = 300;

/// The measures of every city in every year.
#[derive(Debug, Clone)]
pub struct Years {
    /// The years.
    pub years: Vec<i32>,
    /// The measures of each.
    pub measures: Vec<Vec<Measured>>,
    /// For each year and city, the people and the number of cities within each of the times asked for.
    pub circles: Vec<Circle>,
    /// Corridors of which the year of opening is not known; they run in every year.
    pub undated: usize,
}

/// What lies within a time of a core in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circle {
    /// The year.
    pub year: i32,
    /// The limit.
    pub minutes: Minutes,
    /// Cities within it, the core among them.
    pub cities: usize,
    /// Their people.
    pub people: f64,
}

impl Years {
    /// The measures of `study`, or the one called `measure`, for each of `years`, with the circles of `minutes` around
    /// `core`.
    ///
    /// # Conventions
    /// In a year the open corridors run that had opened by its end; those without a known year run in all, and are
    /// counted. Corridors of another status that the study uses run from their stated year on, and without one never. Population and rules are those of the study in every year: what changes is the network alone.
    ///
    /// # Errors
    /// Years that fall or are very many; no such measure; interrupted; as [`Study::on_corridors`].
    ///
    /// # Panics
    /// Never: circles are drawn only where a core is given.
    pub fn of(
        study: &Study,
        years: RangeInclusive<i32>,
        measure: Option<&str>,
        core: Option<(usize, &[Minutes])>,
        watch: Watch<'_>,
    ) -> Result<Self> {
        let (first, last) = (*years.start(), *years.end());
        if last < first || first < 1 || last > 9999 || last - first >= MOST {
            let what = format!(
                "years are given from the earlier to the later, from 1 to 9999, at most {MOST} of them"
            );
            let finding =
                Finding::new(Code::BadArgument, what).field("--years").value(format!("{first}-{last}"));
            return Err(Error::usage(finding.hint("write it as `--years 2008-2024`")));
        }
        let statuses = &study.config.corridors.status;
        let (mut found, mut circles) = (Vec::new(), Vec::new());
        for year in years.clone() {
            watch.step(&format!("the network of {year}"))?;
            let mut runs = corridors_in_service(&study.corridors, Some(year), statuses);
            for (i, runs) in runs.iter_mut().enumerate() {
                // What is still to come runs from its stated year on.
                let to_come = study.corridors.statuses[i] != Status::Open;
                *runs &= !to_come || study.corridors.opened[i].is_some_and(|opened| opened <= year);
            }
            let then = study.on_corridors(study.corridors.clone(), runs)?;
            found.push(match measure {
                Some(name) => vec![measures::one(&then, name)?],
                None => measures::all(&then)?,
            });
            for &minutes in core.iter().flat_map(|(_, minutes)| minutes.iter()) {
                let (core, _) = core.expect("there are limits");
                let within = |&city: &usize| {
                    city == core || then.times.minutes(core, city).is_some_and(|time| time <= minutes)
                };
                let inside: Vec<usize> = (0..then.cities.len()).filter(within).collect();
                let people = inside.iter().filter_map(|&city| then.population[city]).sum();
                circles.push(Circle { year, minutes, cities: inside.len(), people });
            }
        }
        let undated = (0..study.corridors.len())
            .filter(|&i| {
                let corridors = &study.corridors;
                study.in_service[i] && corridors.statuses[i] == Status::Open && corridors.opened[i].is_none()
            })
            .count();
        Ok(Self { years: years.collect(), measures: found, circles, undated })
    }

    /// One row a city and year: identifier, name, year, the dates between which it holds, and the measures.
    #[must_use]
    pub fn columns(&self, study: &Study) -> Vec<Column> {
        let n = study.cities.len();
        let rows = || self.years.iter().flat_map(move |&year| (0..n).map(move |city| (year, city)));
        let repeated =
            |texts: &[String]| -> Vec<String> { rows().map(|(_, city)| texts[city].clone()).collect() };
        let mut columns = identity("city", &repeated(&study.cities.ids), &repeated(&study.cities.names));
        columns.push(integer(
            "year",
            Bilingual::new("年份", "Year"),
            rows().map(|(year, _)| Some(i64::from(year))).collect(),
        ));
        for (name, zh, en, date) in [("begin", "起", "From", "01-01"), ("end", "止", "To", "12-31")] {
            let dates = rows().map(|(year, _)| Some(format!("{year:04}-{date}"))).collect();
            columns.push(text(name, Bilingual::new(zh, en), dates));
        }
        for which in 0..self.measures.first().map_or(0, Vec::len) {
            let column = &self.measures[0][which].column;
            let values = self.measures.iter().flat_map(|year| year[which].values()).collect();
            let unit = (column.unit.zh.as_str(), column.unit.en.as_str());
            columns.push(real(column.name.clone(), column.alias.clone(), unit, column.decimals, values));
        }
        columns
    }

    /// Territories or seats, once a year, as [`Years::layer`] draws them.
    #[must_use]
    pub fn shapes(&self, study: &Study) -> YearShapes {
        let times = self.years.len();
        match &study.cities.territories {
            Some(territories) => {
                YearShapes::Polygons(std::iter::repeat_n(territories, times).flatten().cloned().collect())
            }
            None => YearShapes::Points(
                std::iter::repeat_n(&study.cities.seats, times).flatten().copied().collect(),
            ),
        }
    }

    /// One feature a city and year, coloured by the first measure in classes that all years share.
    ///
    /// # Errors
    /// Classes that cannot be made.
    ///
    /// # Panics
    /// Never: a year has at least one measure.
    pub fn layer<'a>(
        &self,
        study: &Study,
        shapes: &'a YearShapes,
    ) -> Result<(OutputLayer<'a>, Vec<Finding>)> {
        let drawn = &self.measures[0][0];
        let values: Vec<Option<f64>> = self.measures.iter().flat_map(|year| year[0].values()).collect();
        let classes = &study.config.classes;
        let pooled = classify_pooled(&[&values], &Scheme::from(classes), classes.k)?;
        let classes = pooled.maps.into_iter().next().expect("one map was given");
        let mut colours = Ramp::YlGnBu.colours(classes.len());
        if drawn.better == Better::Less {
            colours.reverse();
        }
        let style = Style::Graduated { column: drawn.column.name.clone(), classes, colours };
        let alias = &drawn.column.alias;
        let layer = OutputLayer {
            name: "years".to_owned(),
            title: Bilingual::new(format!("{}（逐年）", alias.zh), format!("{} by year", alias.en)),
            shapes: shapes.shapes(),
            columns: self.columns(study),
            style,
            labels: None,
        };
        Ok((layer, pooled.findings))
    }

    /// The circles, one row a year and limit.
    #[must_use]
    pub fn circle_columns(&self) -> Vec<Column> {
        let of = &self.circles;
        let count = |n: usize| Some(i64::try_from(n).unwrap_or(i64::MAX));
        vec![
            integer(
                "year",
                Bilingual::new("年份", "Year"),
                of.iter().map(|one| Some(i64::from(one.year))).collect(),
            ),
            real(
                "minutes",
                Bilingual::new("时限", "Limit"),
                ("分钟", "min"),
                0,
                of.iter().map(|one| Some(one.minutes.get())).collect(),
            ),
            integer(
                "cities",
                Bilingual::new("城市数", "Cities"),
                of.iter().map(|one| count(one.cities)).collect(),
            ),
            real(
                "pop",
                Bilingual::new("人口", "People"),
                ("", ""),
                0,
                of.iter().map(|one| Some(one.people)).collect(),
            ),
        ]
    }
}

/// The geometry of a layer by year.
#[derive(Debug)]
pub enum YearShapes {
    /// Territories.
    Polygons(Vec<MultiPolygon<f64>>),
    /// Seats.
    Points(Vec<Coord<f64>>),
}

impl YearShapes {
    fn shapes(&self) -> Shapes<'_> {
        match self {
            Self::Polygons(polygons) => Shapes::Polygons(polygons),
            Self::Points(points) => Shapes::Points(points),
        }
    }
}
