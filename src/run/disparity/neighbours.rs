//! Who is whose neighbour among regions.

use super::panel;
use crate::error::{Code, Error, Finding, Result};
use crate::layer::Regions;
use crate::network::TravelTimes;
use crate::reproject::Projector;
use crate::study::Study;
use crate::study::config::DisparitySection;
use crate::weights::travel_time::{Direction, k_nearest};
use crate::weights::{Contiguity, Given, Rule, Weights, build, contiguity};
use geo::Centroid;
use geo_types::Coord;
use std::path::Path;

/// The neighbours in which regions are compared.
pub struct Neighbours<'a> {
    /// Regions that share a border or a corner.
    pub queen: Weights,
    /// Regions whose main cities are near in time; absent without a network.
    pub time: Option<Weights>,
    /// By the rule that was asked for.
    pub chosen: Option<Chosen>,
    pub(super) projector: &'a Projector,
}

/// Weights by a rule.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The rule as it was written.
    pub rule: String,
    /// The weights of all regions.
    pub weights: Weights,
    /// What is worth a word about a file that they were read from.
    pub findings: Vec<Finding>,
}

impl<'a> Neighbours<'a> {
    /// Neighbours by border, and by the rule of `section`.
    ///
    /// # Errors
    /// A rule that is none, or needs travel times; weights of which every region is an island; years that stand twice.
    pub fn of_regions(
        regions: &Regions,
        projector: &'a Projector,
        section: &DisparitySection,
        folder: &Path,
    ) -> Result<Self> {
        let queen = contiguity(&regions.polygons, Contiguity::Queen);
        let chosen = Asked { regions, projector, section, folder, times: None }.weights()?;
        Ok(Self { queen, time: None, chosen, projector })
    }

    /// Neighbours by border, by the rule of `section`, and the nearest by travel time between the most populous cities
    /// of regions.
    ///
    /// A region that has no value of the series in any year is nobody's neighbour in time or by distance, so that every
    /// other one keeps as many as `section` asks for.
    ///
    /// # Errors
    /// A field that is missing; two main cities at no time apart; as [`Neighbours::of_regions`].
    pub fn of_study(
        study: &'a Study,
        regions: &Regions,
        section: &DisparitySection,
        folder: &Path,
    ) -> Result<Self> {
        let counts = counted(regions, section)?;
        let main = study.main_cities();
        let main: Vec<_> = main.into_iter().enumerate().map(|(r, city)| city.filter(|_| counts[r])).collect();
        let between = |i: Option<usize>, j: Option<usize>| study.times.milliseconds(i?, j?);
        let pairs = main.iter().flat_map(|&i| main.iter().map(move |&j| (i, j)));
        let times = TravelTimes::from_rows(main.len(), main.len(), pairs.map(|(i, j)| between(i, j)));
        let time = Some(k_nearest(&times, section.time_neighbours, Direction::Mean)?);
        let projector = &study.projector;
        let chosen = Asked { regions, projector, section, folder, times: Some(&times) }.weights()?;
        let queen = contiguity(&regions.polygons, Contiguity::Queen);
        Ok(Self { queen, time, chosen, projector })
    }

    /// The rule and the weights in which indices are measured unless they say otherwise.
    pub(super) fn main(&self) -> (&str, &Weights) {
        self.chosen.as_ref().map_or(("queen", &self.queen), |chosen| (&chosen.rule, &chosen.weights))
    }
}

/// The middle of every region, on the plane.
///
/// # Errors
/// A region without a middle, or one that the plane does not hold.
pub(super) fn centres(regions: &Regions, projector: &Projector) -> Result<Vec<Coord<f64>>> {
    let mut findings = Vec::new();
    let mut centres = Vec::with_capacity(regions.len());
    for (region, polygons) in regions.polygons.iter().enumerate() {
        let centre = projector.polygons_to_plane(polygons).and_then(|plane| plane.centroid());
        if let Some(centre) = centre {
            centres.push(centre.0);
        } else {
            let what = "the region has no middle on the plane of the study";
            let finding = Finding::new(Code::BadValue, what).file(&regions.source);
            findings.push(finding.id(&regions.ids[region]).name(&regions.names[region]));
        }
    }
    Error::if_any(&findings)?;
    Ok(centres)
}

/// Whether each region has a value in some year.
fn counted(regions: &Regions, section: &DisparitySection) -> Result<Vec<bool>> {
    let totals = panel(regions, &section.value, &section.years, None)?;
    Ok((0..regions.len()).map(|r| totals.years().any(|(_, values)| values[r].is_some())).collect())
}

/// A rule with everything that weights can be made from.
struct Asked<'a> {
    regions: &'a Regions,
    projector: &'a Projector,
    section: &'a DisparitySection,
    folder: &'a Path,
    times: Option<&'a TravelTimes>,
}

impl Asked<'_> {
    fn weights(&self) -> Result<Option<Chosen>> {
        let Some(text) = &self.section.weights else { return Ok(None) };
        let rule = match Rule::parse(text)? {
            Rule::File { path } => Rule::File { path: self.folder.join(path) },
            rule => rule,
        };
        if rule.wants_times() && self.times.is_none() {
            let what = "neighbours by time need a network, and regions alone have none";
            let hint =
                "give a study.toml with [cities] and [corridors] instead of the regions, or take knn:8";
            return Err(Error::usage(
                Finding::new(Code::BadArgument, what).field("weights").value(text).hint(hint),
            ));
        }
        let (weights, findings) = self.built(&rule)?;
        let alone = weights.islands().len();
        if alone == weights.len() {
            let what = "no region has a neighbour under these weights";
            let hint = "take a greater distance or time, or a rule that leaves no island, such as knn:4";
            return Err(Error::usage(
                Finding::new(Code::BadArgument, what).field("weights").value(text).hint(hint),
            ));
        }
        Ok(Some(Chosen { rule: text.clone(), weights, findings }))
    }

    fn built(&self, rule: &Rule) -> Result<(Weights, Vec<Finding>)> {
        let regions = self.regions;
        let given = Given {
            ids: &regions.ids,
            lonlat: Some(&regions.polygons),
            times: self.times,
            ..Given::default()
        };
        match rule {
            Rule::Contiguity(_) | Rule::HigherOrder { .. } | Rule::Time { .. } | Rule::File { .. } => {
                let read = build(rule, given)?;
                Ok((read.weights, read.findings))
            }
            Rule::ContiguityWithin { .. } => {
                let plane: Option<Vec<_>> =
                    regions.polygons.iter().map(|one| self.projector.polygons_to_plane(one)).collect();
                let read = build(rule, Given { planar: plane.as_deref(), ..given })?;
                Ok((read.weights, read.findings))
            }
            Rule::Block { field } => {
                let values = &regions.fields.require(field, &regions.source)?.values;
                let of: Vec<_> = (0..regions.len()).map(|region| values.text(region)).collect();
                let read = build(rule, Given { groups: Some(&of), ..given })?;
                Ok((read.weights, read.findings))
            }
            _ => Ok((self.by_distance(rule)?, Vec::new())),
        }
    }

    /// Neighbours by distance among the regions that have a value.
    fn by_distance(&self, rule: &Rule) -> Result<Weights> {
        let counts = counted(self.regions, self.section)?;
        let units: Vec<usize> = (0..counts.len()).filter(|&region| counts[region]).collect();
        let all = centres(self.regions, self.projector)?;
        let points: Vec<_> = units.iter().map(|&region| all[region]).collect();
        let ids: Vec<String> = units.iter().map(|&region| self.regions.ids[region].clone()).collect();
        let made = build(rule, Given { ids: &ids, points: Some(&points), ..Given::default() })?.weights;
        let mut rows = vec![Vec::new(); counts.len()];
        for (at, &region) in units.iter().enumerate() {
            rows[region] = made.row(at).map(|(neighbour, weight)| (units[neighbour], weight)).collect();
        }
        Ok(Weights::from_rows(rows))
    }
}
