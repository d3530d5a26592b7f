//! `jingwei access` on a road network: what is within reach of every node.

use super::output::Output;
use super::road::{Road, Toward};
use super::sink::usage;
use super::talk::Talk;
use crate::access::Decay;
use crate::error::Result;
use crate::layer::GivenPlaces;
use crate::network::RoadNetwork;
use crate::run::opportunities::{Opportunities, nodes};
use crate::run::reach::{AskedNodes, ReachQuestions};
use crate::study::config::Language;
use crate::units::Minutes;
use clap::Args;
use std::path::{Path, PathBuf};

/// What is asked of a road network.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of a road network")]
pub(super) struct Reach {
    /// Places to measure, identifiers or points; all nodes where absent
    #[arg(long, value_name = "FILE")]
    origins: Option<PathBuf>,
    /// What can be reached: rows keyed by node, or points; every node counts as one where absent
    #[arg(long, value_name = "FILE")]
    opportunities: Option<PathBuf>,
    /// Fields of the opportunities that hold how much there is
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',', requires = "opportunities")]
    value: Vec<String>,
    /// How much lies within so many minutes, that time included
    #[arg(long, value_name = "M,M,…", value_delimiter = ',')]
    minutes: Vec<f64>,
    /// How much lies within reach when it counts less the farther it is, such as `exponential:half_life=20`
    #[arg(long, value_name = "FORM:NAME=NUMBER", value_parser = decay)]
    decay: Vec<Decay>,
    /// Minutes to an opportunity on average, of those that can be reached
    #[arg(long)]
    mean_time: bool,
    /// Places to the nearest of which the time is asked
    #[arg(long, value_name = "FILE")]
    places: Option<PathBuf>,
    /// To how many of the nearest
    #[arg(long, value_name = "K", default_value = "1", requires = "places",
        value_parser = clap::value_parser!(u16).range(1..=1000))]
    nearest: u16,
    /// Whether trips begin or end at the places measured
    #[arg(long, value_name = "WHICH", default_value = "from")]
    direction: Toward,
    /// The measure that a .geojson output is coloured by; the first where absent
    #[arg(long, value_name = "FIELD")]
    show: Option<String>,
}

fn decay(text: &str) -> std::result::Result<Decay, String> {
    text.parse().map_err(|error: crate::error::Error| format!("{error}; {}", error.hints().join("; ")))
}

impl Reach {
    /// Whether anything is asked that only a road network answers.
    pub(super) fn is_asked(&self) -> bool {
        let files = [&self.origins, &self.opportunities, &self.places];
        files.into_iter().any(Option::is_some)
            || !self.minutes.is_empty()
            || !self.decay.is_empty()
            || self.mean_time
    }

    pub(super) fn run(
        &self,
        network: &Path,
        id: Option<&str>,
        road: &Road,
        output: &Output,
        talk: &Talk,
    ) -> Result<()> {
        let minutes = |&minutes: &f64| {
            Minutes::checked(minutes).ok_or_else(|| usage("a cut-off is a number of minutes", minutes))
        };
        let cutoffs = self.minutes.iter().map(minutes).collect::<Result<_>>()?;
        let snap = road.snap()?;
        let network = road.open(network, talk)?;
        let nodes_of = |file: &Path| -> Result<(GivenPlaces, Vec<Option<usize>>)> {
            let given = GivenPlaces::read(file, id, road.by())?;
            let (nodes, findings) = nodes(&given, &network, &snap)?;
            talk.warnings(&findings);
            Ok((given, nodes))
        };
        let asked = match &self.origins {
            None => all(&network),
            Some(file) => {
                let (given, nodes) = nodes_of(file)?;
                let place =
                    |node: &Option<usize>| node.map_or(geo_types::Coord::zero(), |node| network.at[node]);
                let at = given.at.clone().unwrap_or_else(|| nodes.iter().map(place).collect());
                AskedNodes { ids: given.ids, at, nodes }
            }
        };
        let opportunities = match &self.opportunities {
            None => Opportunities::default(),
            Some(_) if self.value.is_empty() => {
                return Err(usage("which field says how much there is", "--value FIELD"));
            }
            Some(file) => {
                let given = GivenPlaces::read_rows(file, id, road.by())?;
                Opportunities::of(&given, &self.value, &network, &snap)?
            }
        };
        talk.warnings(&opportunities.findings);
        let nearest = match &self.places {
            None => None,
            Some(file) => {
                Some((nodes_of(file)?.1.into_iter().flatten().collect(), usize::from(self.nearest)))
            }
        };
        let questions = ReachQuestions {
            direction: self.direction.into(),
            cutoffs,
            decays: self.decay.clone(),
            mean_time: self.mean_time,
            nearest,
        };
        let network = road.ready(network, asked.nodes.len(), talk)?;
        let measured = talk.following(|watch| {
            watch.step("finding what is within reach")?;
            questions.measure(&network, &asked, &opportunities)
        })?;
        let (layer, findings) = measured.layer(&asked, self.show.as_deref())?;
        if output.wants_layer() {
            talk.warnings(&findings);
        }
        output.layer(&layer, Language::Zh, talk)
    }
}

fn all(network: &RoadNetwork) -> AskedNodes {
    AskedNodes {
        ids: network.ids.iter().map(str::to_owned).collect(),
        at: network.at.clone(),
        nodes: (0..network.at.len()).map(Some).collect(),
    }
}
