//! The figures of a series and what lies around every region, from the fields of regions.

use super::indices::{Has, Index, Indices, Local, Spatial};
use super::local::Around;
use super::neighbours::{Neighbours, centres};
use super::over_years::Balanced;
use super::present::{Book, Present, YearValues};
use super::spatial::Near;
use super::{Disparity, named, panel};
use crate::disparity::{
    Figure, GroupField, Islands, Panel, PermutationOptions, Ratio, Series, TableOptions, table,
};
use crate::error::{Code, Finding, Result};
use crate::layer::Regions;
use crate::study::config::DisparitySection;
use crate::weights::Weights;

/// Everything that a series is measured with.
struct Measuring<'a> {
    regions: &'a Regions,
    neighbours: &'a Neighbours<'a>,
    section: &'a DisparitySection,
    permutation: PermutationOptions,
    indices: Indices,
    totals: Panel,
    population: Option<Panel>,
    groups: Vec<GroupField>,
    heads: Vec<YearValues>,
}

impl Disparity {
    /// Measures the series of `section` among `regions`.
    ///
    /// # Errors
    /// A field that is missing, values below zero, a population not above zero, a ratio of unknown groups; a year that
    /// stands twice; an index that is unknown or needs what there is not.
    pub fn measure(
        regions: &Regions,
        neighbours: &Neighbours<'_>,
        section: &DisparitySection,
        seed: u64,
    ) -> Result<Self> {
        let totals = panel(regions, &section.value, &section.years, None)?;
        let population = section.population.as_ref();
        let population =
            population.map(|field| panel(regions, field, &section.years, Some(1))).transpose()?;
        let groups = section
            .groups
            .iter()
            .map(|field| {
                let values = &regions.fields.require(field, &regions.source)?.values;
                let of = (0..regions.len()).map(|region| values.text(region)).collect();
                Ok(GroupField { name: field.clone(), of })
            })
            .collect::<Result<Vec<_>>>()?;
        let has = Has { population: population.is_some(), groups: groups.len(), years: section.years.len() };
        let indices = Indices::parse(&section.indices, has)?;
        let permutation = PermutationOptions { permutations: section.permutations, seed };
        let heads = YearValues::all(&totals, population.as_ref()).map_err(|error| named(error, regions))?;
        let measuring = Measuring {
            regions,
            neighbours,
            section,
            permutation,
            indices,
            totals,
            population,
            groups,
            heads,
        };
        let mut table = measuring.plain()?;
        let further = measuring.further().map_err(|error| named(error, regions))?;
        table.findings.extend(measuring.undefined(&further));
        table.figures.extend(further);
        // Stable: within a year the plain figures come first.
        table.figures.sort_by_key(|figure| figure.year);
        table.findings.extend(neighbours.chosen.iter().flat_map(|chosen| chosen.findings.iter().cloned()));
        let around = measuring.around().map_err(|error| named(error, regions))?;
        let Measuring { totals, heads, .. } = measuring;
        Ok(Self { section: section.clone(), table, per_head: heads, around, seed, totals })
    }
}

impl Measuring<'_> {
    /// The plain figures that are asked for.
    fn plain(&self) -> Result<crate::disparity::Table> {
        let (section, neighbours) = (self.section, self.neighbours);
        let ratios = section
            .ratios
            .iter()
            .map(|ratio| Ratio::parse(ratio, &self.groups, &self.regions.ids))
            .collect::<Result<_>>()?;
        // Moran's I takes its time: only where it is asked for, and under the weights that are asked for.
        let moran = self.asks_for_moran() || self.indices == Indices::Usual;
        let options = TableOptions {
            ratios,
            top: section.top.clone(),
            band: section.band[0]..=section.band[1],
            queen: Some(&neighbours.queen).filter(|_| moran && neighbours.chosen.is_none()),
            time: neighbours.time.as_ref().filter(|_| moran),
            islands: Islands::default(),
            permutation: self.permutation.clone(),
            ..TableOptions::default()
        };
        let series = Series {
            name: &section.series,
            values: &self.totals,
            population: self.population.as_ref(),
            ids: &self.regions.ids,
            groups: &self.groups,
        };
        let mut measured = table(&series, &options).map_err(|error| named(error, self.regions))?;
        measured.figures.retain(|figure| self.indices.keeps(&figure.index));
        // What is not asked for need not be defined.
        let about = |finding: &Finding| {
            let index = finding.what.strip_prefix('`').and_then(|rest| rest.split_once('`'));
            finding.code != Code::NoRange || index.is_none_or(|(index, _)| self.indices.keeps(index))
        };
        measured.findings.retain(about);
        Ok(measured)
    }

    fn asks_for_moran(&self) -> bool {
        self.indices.chosen().iter().any(|(_, index)| *index == Index::Spatial(Spatial::Moran))
    }

    /// The figures that are not in the plain table.
    fn further(&self) -> Result<Vec<Figure>> {
        let mut book = Book { series: &self.section.series, figures: Vec::new() };
        let years: Vec<Present> = self.heads.iter().map(|head| Present::of(head, &self.totals)).collect();
        let by_rule = self.neighbours.chosen.is_some();
        for of in &years {
            let near = self.near(of);
            if by_rule && self.indices == Indices::Usual {
                book.spatial(of, Spatial::Moran, &near)?;
            }
            for (written, index) in self.indices.chosen() {
                match index {
                    Index::Unequal(index) => book.unequal(of, (written, *index), &self.groups)?,
                    Index::Parts(parts) => book.parts(of, (written, *parts), &self.groups)?,
                    // Under queen it is in the plain table.
                    Index::Spatial(Spatial::Moran) if !by_rule => {}
                    Index::Spatial(index) => book.spatial(of, *index, &near)?,
                    Index::Plain(_) | Index::Local(_) | Index::Years(_) => {}
                }
            }
        }
        self.over_years(&mut book, &years)?;
        Ok(book.figures)
    }

    fn over_years(&self, book: &mut Book<'_>, years: &[Present]) -> Result<()> {
        use super::indices::Years;
        let asked = self.indices.chosen().iter().filter_map(|(written, index)| {
            if let Index::Years(years) = index { Some((written.as_str(), *years)) } else { None }
        });
        for (written, index) in asked {
            let Some(all) = Balanced::of(years).filter(|_| years.len() > 1) else { continue };
            match index {
                Years::Gaps => {
                    for field in &self.groups {
                        book.gaps(&self.totals, self.population.as_ref(), field)?;
                    }
                }
                Years::Top(k) => {
                    let fewest = years.iter().map(|year| year.units.len()).min().unwrap_or(0);
                    if fewest > 0 {
                        book.top(&self.totals, (written, k.min(fewest)), &self.regions.ids)?;
                    }
                }
                Years::GravityCentre => {
                    let centres = centres(self.regions, self.neighbours.projector)?;
                    book.gravity(&all, &centres, self.neighbours.projector)?;
                }
                _ => book.over_years(&all, (written, index), &self.near(all.present()))?,
            }
        }
        Ok(())
    }

    /// The weights that are asked for, among the regions of one year.
    fn near(&self, of: &Present) -> Near<'_> {
        Near::new(self.neighbours.main(), of, self.permutation.clone())
    }

    /// What is measured around every region, in the last year.
    fn around(&self) -> Result<Vec<Around>> {
        let Some(head) = self.heads.last() else { return Ok(Vec::new()) };
        let of = Present::of(head, &self.totals);
        let time = self.neighbours.time.as_ref();
        // A study shows two maps and one by time unless it says what it wants.
        let local = match &self.indices {
            Indices::Usual if time.is_some() => vec![Local::Lisa, Local::Theil],
            indices => indices.local(),
        };
        let mut around = Vec::new();
        if local.is_empty() {
            return Ok(around);
        }
        let mut measure = |local: &[Local], rule: &str, weights: &Weights| -> Result<()> {
            let near = Near::new((rule, weights), &of, self.permutation.clone());
            around.push(Around::measure(local, head, &of, weights, &near)?);
            Ok(())
        };
        let (rule, weights) = self.neighbours.main();
        measure(&local, rule, weights)?;
        if let Some(time) = time.filter(|_| local.contains(&Local::Lisa) && !rule.starts_with("time:")) {
            measure(&[Local::Lisa], &format!("time:knn:{}", self.section.time_neighbours), time)?;
        }
        Ok(around)
    }

    /// One finding for each further index that is not defined, and for islands of the weights that were asked for.
    fn undefined(&self, figures: &[Figure]) -> Vec<Finding> {
        let series = &self.section.series;
        let mut findings = Vec::new();
        if let (Some(chosen), Some(head)) = (&self.neighbours.chosen, self.heads.last()) {
            let of = Present::of(head, &self.totals);
            for alone in self.near(&of).weights.islands() {
                let what = format!("no neighbour with a value under `{}` of `{series}`", chosen.rule);
                findings.push(Finding::new(Code::Island, what).id(&self.regions.ids[of.units[alone]]));
            }
        }
        let mut seen = Vec::new();
        for figure in figures.iter().filter(|figure| figure.value.is_none() && figure.group.is_none()) {
            let name = figure.index.split(':').next().unwrap_or_default();
            // A p is undefined with its statistic.
            if name.ends_with("_p") || seen.contains(&&figure.index) {
                continue;
            }
            seen.push(&figure.index);
            let what = format!("`{}` of `{series}` is not defined", figure.index);
            findings.push(Finding::new(Code::NoRange, what));
        }
        findings
    }
}
