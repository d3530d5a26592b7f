//! The arguments with which commands name a road network and the places in it.

use super::sink::usage;
use super::source::Source;
use super::talk::Talk;
use crate::error::{Error, Result};
use crate::export::table;
use crate::layer::{GivenBy, GivenPlaces};
use crate::network::{self, RoadNetwork};
use crate::run::sites::{Sites, SnapOptions, snapped};
use crate::units::{KilometresPerHour, Metres};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Flags of a road network, beside the network itself.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of a road network")]
pub(super) struct Road {
    /// Nodes of an edge list: id,lon,lat
    #[arg(long, value_name = "FILE")]
    nodes: Option<PathBuf>,
    /// What the lists of places name: points by lon and lat where they hold them, or nodes by identifier
    #[arg(long, value_name = "WHAT", default_value = "place")]
    by: By,
    /// The farthest that a point may be from a road, in metres
    #[arg(long, value_name = "METRES", default_value = "500")]
    snap_m: f64,
    /// How fast one comes from a point to the road; no time where absent
    #[arg(long, value_name = "KM/H")]
    access_kmh: Option<f64>,
    /// Table to write with the road of every point: its ends, how far along, the distance and time to it
    #[arg(long, value_name = "FILE")]
    snapped: Option<PathBuf>,
    /// What answers: as many searches as there are origins, or a network that is prepared first
    #[arg(long, value_name = "WHICH", default_value = "auto")]
    engine: Engine,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// Points by longitude and latitude, else nodes by identifier
    Place,
    /// Nodes by identifier, whatever stands beside
    Id,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// Whichever is sooner done
    Auto,
    /// A search for every question
    Dijkstra,
    /// A prepared network
    Hierarchy,
}

/// Whether trips begin or end at the places asked about.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Toward {
    /// Trips begin there
    From,
    /// Trips end there
    To,
}

impl From<Toward> for network::Direction {
    fn from(toward: Toward) -> Self {
        match toward {
            Toward::From => Self::From,
            Toward::To => Self::To,
        }
    }
}

impl Road {
    /// The road network `source`.
    pub(super) fn open(&self, source: &Path, talk: &Talk) -> Result<RoadNetwork> {
        let source = Source { file: source, nodes: self.nodes.as_ref(), rules: None, profile: None };
        let network = talk.following(|watch| source.open(watch))?;
        talk.warnings(&network.findings);
        Ok(network)
    }

    /// `network`, prepared if that is asked for, or worth it for questions about `origins` places.
    pub(super) fn ready(&self, network: RoadNetwork, origins: usize, talk: &Talk) -> Result<RoadNetwork> {
        let engine = match self.engine {
            Engine::Auto => network::Engine::Auto,
            Engine::Dijkstra => network::Engine::Dijkstra,
            Engine::Hierarchy => network::Engine::Hierarchy,
        };
        talk.following(|watch| {
            watch.step("making the network ready")?;
            Ok(network.for_questions(origins, engine))
        })
    }

    /// Refuses an engine that is named where none answers: it would go unheard.
    pub(super) fn refuse_engine(&self, why: &str) -> Result<()> {
        if self.engine == Engine::Auto { Ok(()) } else { Err(usage(why, "--engine")) }
    }

    pub(super) fn by(&self) -> GivenBy {
        match self.by {
            By::Place => GivenBy::Place,
            By::Id => GivenBy::Id,
        }
    }

    /// How points come to roads.
    pub(super) fn snap(&self) -> Result<SnapOptions> {
        let positive = |flag: &str, value: f64| {
            let sound = value.is_finite() && value > 0.0;
            if sound {
                Ok(value)
            } else {
                Err(usage("the value must be above zero", format!("{flag} {value}")))
            }
        };
        let access = self.access_kmh.map(|speed| positive("--access-kmh", speed)).transpose()?;
        let reach = Metres::new(positive("--snap-m", self.snap_m)?);
        Ok(SnapOptions { reach, access: access.map(KilometresPerHour::new) })
    }

    /// The places that `file` lists, whose identifiers stand in the field `id`; all nodes without a file.
    pub(super) fn sites(
        &self,
        file: Option<&PathBuf>,
        id: Option<&str>,
        network: &RoadNetwork,
        talk: &Talk,
    ) -> Result<Sites> {
        let options = self.snap()?;
        let Some(file) = file else { return Ok(Sites::all(network)) };
        let sites = Sites::of(GivenPlaces::read(file, id, self.by())?, network, &options)?;
        talk.warnings(&sites.findings);
        if !sites.findings.is_empty() {
            talk.line(&format!(
                "{} of {} points of {} are off the road network",
                sites.findings.len(),
                sites.len(),
                file.display()
            ));
        }
        Ok(sites)
    }

    /// Writes the table of `--snapped`, if it is asked for.
    pub(super) fn write_snapped(
        &self,
        lists: &[(&str, &Sites)],
        network: &RoadNetwork,
        overwrite: bool,
        talk: &Talk,
    ) -> Result<()> {
        let Some(file) = &self.snapped else { return Ok(()) };
        let mut bytes = Vec::new();
        table::write(&snapped(lists, network, &self.snap()?), &mut bytes).map_err(Error::write(file))?;
        super::sink::write(Some(file), &bytes, overwrite)?;
        talk.line(&format!("wrote {}", file.display()));
        Ok(())
    }

    /// Refuses the first flag of a road network that is given: beside a study it would go unheard.
    pub(super) fn refuse_beside_study(&self) -> Result<()> {
        let given = [
            ("--nodes", self.nodes.is_some()),
            ("--access-kmh", self.access_kmh.is_some()),
            ("--snapped", self.snapped.is_some()),
        ];
        match given.iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(usage("a study has no road network to which this applies", flag)),
            None => Ok(()),
        }
    }
}
