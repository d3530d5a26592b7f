//! What is within reach of the nodes of a road network: all measures in one pass, as columns and a layer.

use super::columns::{Dark, graduated, real, text};
use super::opportunities::Opportunities;
use crate::access::Decay;
use crate::classify::palette::Ramp;
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Column, OutputLayer, Shapes};
use crate::network::{Direction, Measure, Reached, RoadNetwork};
use crate::study::config::ClassesSection;
use crate::units::Minutes;
use geo_types::Coord;

/// What is asked.
#[derive(Debug, Clone)]
pub struct ReachQuestions {
    /// Whether trips begin or end at the places asked about.
    pub direction: Direction,
    /// How much lies within each of these.
    pub cutoffs: Vec<Minutes>,
    /// How much lies within reach when it counts less the farther it is.
    pub decays: Vec<Decay>,
    /// The mean time to an opportunity that can be reached.
    pub mean_time: bool,
    /// Some places, and to how many of the nearest the time is asked.
    pub nearest: Option<(Vec<usize>, usize)>,
}

/// Places asked about: nodes with names and coordinates.
#[derive(Debug)]
pub struct AskedNodes {
    /// Names.
    pub ids: Vec<String>,
    /// Longitude and latitude.
    pub at: Vec<Coord<f64>>,
    /// The nodes; `None` for a point off every road.
    pub nodes: Vec<Option<usize>>,
}

/// The measures of some places.
#[derive(Debug)]
pub struct Measured {
    /// One value a place.
    pub columns: Vec<Column>,
    /// Whether little is good, column by column.
    times: Vec<bool>,
}

const MINUTES: (&str, &str) = ("分钟", "min");

impl ReachQuestions {
    /// Answers for all `places`, in one pass over the network.
    ///
    /// # Errors
    /// `E-ARG-001` if nothing is asked, or a cut-off is below zero.
    ///
    /// # Panics
    /// If one of the places is no node of the network.
    pub fn measure(
        &self,
        network: &RoadNetwork,
        places: &AskedNodes,
        opportunities: &Opportunities,
    ) -> Result<Measured> {
        if let Some(bad) = self.cutoffs.iter().find(|cutoff| **cutoff < Minutes::ZERO) {
            let finding = Finding::new(Code::BadArgument, "a cut-off is zero minutes or more").value(bad);
            return Err(Error::usage(finding));
        }
        // Without a file of opportunities every node is one.
        let ones = vec![1.0; if opportunities.fields.is_empty() { network.at.len() } else { 0 }];
        let counted: Vec<(String, Bilingual, Option<&[f64]>)> = if opportunities.fields.is_empty() {
            vec![("n".to_owned(), Bilingual::new("节点数", "nodes"), None)]
        } else {
            let each = opportunities.fields.iter().zip(&opportunities.at_nodes);
            each.map(|(field, values)| (short(field), Bilingual::same(field), Some(values.as_slice())))
                .collect()
        };
        let functions: Vec<Box<dyn Fn(Minutes) -> f64 + Sync + '_>> =
            self.decays.iter().map(|decay| Box::new(move |t| decay.at(t)) as Box<_>).collect();
        let mut measures = Vec::new();
        let mut heads: Vec<(String, Bilingual, bool)> = Vec::new();
        for (name, label, values) in &counted {
            for &cutoff in &self.cutoffs {
                measures.push(Measure::Within { opportunities: *values, cutoff });
                let minutes = cutoff.get();
                let alias = Bilingual::new(
                    format!("{minutes}分钟可达{}", label.zh),
                    format!("{} within {minutes} min", label.en),
                );
                heads.push((format!("c{}_{name}", in_name(minutes)), alias, false));
            }
            for (number, (decay, function)) in self.decays.iter().zip(&functions).enumerate() {
                let opportunities = values.unwrap_or(&ones);
                measures.push(Measure::Gravity {
                    opportunities,
                    decay: function.as_ref(),
                    limit: decay.limit(),
                });
                let place = if self.decays.len() == 1 { String::new() } else { (number + 1).to_string() };
                let alias = Bilingual::new(
                    format!("{}引力可达性，{decay}", label.zh),
                    format!("{}, weighed by {decay}", label.en),
                );
                heads.push((format!("g{place}_{name}"), alias, false));
            }
            if self.mean_time {
                measures.push(Measure::MeanTime { opportunities: *values, limit: None });
                let alias = Bilingual::new(
                    format!("到可达{}的平均时间", label.zh),
                    format!("Mean time to {}", label.en),
                );
                heads.push((format!("mean_{name}_min"), alias, true));
            }
        }
        if let Some((places, k)) = &self.nearest {
            measures.push(Measure::Nearest { places, k: *k });
            heads.extend((1..=*k).map(|rank| {
                let alias =
                    Bilingual::new(format!("到第{rank}近地点的时间"), format!("Time to nearest no. {rank}"));
                (format!("near{rank}_min"), alias, true)
            }));
        }
        if measures.is_empty() {
            let what = "nothing is asked; give --minutes, --decay, --mean-time or --places";
            return Err(Error::usage(Finding::new(Code::BadArgument, what)));
        }
        let asked: Vec<usize> = places.nodes.iter().flatten().copied().collect();
        let Reached { columns } = network.router.reach(&asked, self.direction, &measures);
        assert_eq!(columns.len(), heads.len(), "a column for each head");
        let mut names = Vec::new();
        let mut measured = Measured { columns: Vec::new(), times: Vec::new() };
        for ((name, alias, is_time), values) in heads.into_iter().zip(columns) {
            let mut values = values.into_iter();
            // What is off every road has no answer.
            let values = places.nodes.iter().map(|node| node.and_then(|_| values.next().flatten())).collect();
            let name = different(name, &names);
            names.push(name.clone());
            let (unit, decimals) = if is_time { (MINUTES, 1) } else { (("", ""), 0) };
            measured.columns.push(real(name, alias, unit, decimals, values));
            measured.times.push(is_time);
        }
        Ok(measured)
    }
}

impl Measured {
    /// The layer of the places with all measures, coloured by the one called `shown` or else the first.
    ///
    /// # Errors
    /// `E-ARG-001` if there is no such measure; values that no class can hold.
    pub fn layer<'a>(
        self,
        places: &'a AskedNodes,
        shown: Option<&str>,
    ) -> Result<(OutputLayer<'a>, Vec<Finding>)> {
        let names = || self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
        let place = match shown {
            None => 0,
            Some(name) => self.columns.iter().position(|column| column.name == name).ok_or_else(|| {
                let finding = Finding::new(Code::BadArgument, "there is no such measure").value(name);
                Error::usage(finding.hint(format!("there are {}", names())))
            })?,
        };
        let dark = if self.times[place] { Dark::Low } else { Dark::High };
        let drawn = &self.columns[place];
        let (style, findings) = graduated(drawn, &ClassesSection::default(), Ramp::YlGnBu, dark)?;
        let ids =
            text("place", Bilingual::new("地点", "Place"), places.ids.iter().cloned().map(Some).collect());
        let title = drawn.alias.clone();
        let columns = std::iter::once(ids).chain(self.columns).collect();
        let shapes = Shapes::Points(&places.at);
        Ok((OutputLayer { name: "access".to_owned(), title, shapes, columns, style, labels: None }, findings))
    }
}

/// Minutes in a field name, where a point cannot stand.
fn in_name(minutes: f64) -> String {
    minutes.to_string().replace('.', "_")
}

/// A field name as the tail of another.
fn short(field: &str) -> String {
    let short: String = field.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
    if short.is_empty() { "v".to_owned() } else { short.to_lowercase() }
}

/// `name`, with a number behind it where it is taken.
fn different(name: String, taken: &[String]) -> String {
    if !taken.contains(&name) {
        return name;
    }
    // Of so many numbers one is free.
    let mut numbered = (2..=taken.len() + 2).map(|number| format!("{name}_{number}"));
    numbered.find(|name| !taken.contains(name)).unwrap_or(name)
}
