//! Before and after: every measure of every scenario beside that of the study.
//!
//! [`Comparison::of`] measures once and keeps, for each scenario, what became of every measure, of every trip and of
//! the groups of cities; [`Comparison::parts`] turns that into maps, tables and sentences.
//!
//! # Conventions
//! A gain is a change for the better, above zero whichever way the measure is. Cities without a value on one side
//! have no change: they are counted as newly connected or as no longer reachable, and enter no mean. Means are over
//! people, and so are totals of gains: a minute less for a city of a million counts a million times.

pub mod change;
mod checks;
mod inequality;
mod layers;
pub(super) mod maps;
pub(super) mod names;
mod pairs;
mod sentences;
mod spillover;
mod splits;
mod tables;
mod thresholds;
mod trip;
mod weighing;

use super::clusters::Clusters;
use super::measures::{self, Measured};
use super::part::Part;
use crate::error::{Code, Finding, Result};
use crate::export::{Bilingual, Column};
use crate::network::Network;
use crate::study::{Scenario, Study};
use change::{Change, State};
use inequality::{Inequality, inequality};
use names::Names;
use pairs::{Trips, trips};
use splits::{Split, splits};
use thresholds::{Cores, Threshold, thresholds};

/// The scenarios of a study beside the study itself.
#[derive(Debug)]
pub struct Comparison<'a> {
    study: &'a Study,
    /// Every measure of the study, the base.
    measures: Vec<Measured>,
    /// The names of their fields.
    names: Vec<Names>,
    splits: Vec<Split>,
    plans: Vec<Plan>,
}

/// One scenario beside the study.
#[derive(Debug)]
struct Plan {
    /// Its name in fields and files.
    key: String,
    label: Bilingual,
    /// How many corridors it adds, takes out of service, and changes.
    edits: [usize; 3],
    /// Whether nothing but added lines sets it apart.
    only_adds: bool,
    /// One a measure.
    changes: Vec<Change>,
    inequality: Vec<Inequality>,
    trips: Trips,
    /// The trips of the pairs that gain most, before and after, in words.
    paths: Vec<[Option<Bilingual>; 2]>,
    thresholds: Vec<Threshold>,
    /// What became of each city's connection to any other.
    connected: Vec<State>,
    /// The regions through which its lines run.
    on_the_way: Option<Vec<bool>>,
}

impl<'a> Comparison<'a> {
    /// The `scenarios` of `study` beside it; `clusters` are those of the study.
    ///
    /// # Errors
    /// As [`measures::all`].
    pub fn of(study: &'a Study, scenarios: &[Scenario], clusters: Option<&Clusters>) -> Result<Self> {
        let measures = measures::all(study)?;
        let keys = names::keys(&scenarios.iter().map(|scenario| &scenario.section).collect::<Vec<_>>());
        let fields: Vec<&str> = measures.iter().map(|measured| measured.column.name.as_str()).collect();
        let names = Names::of(&fields);
        let splits = splits(study, clusters.and_then(|clusters| clusters.list.as_ref()))?;
        let cores = Cores::of(study, clusters.map(|clusters| &clusters.rule));
        let plan = |(scenario, key)| Plan::of(study, &measures, scenario, key, cores.as_ref());
        let plans = scenarios.iter().zip(keys).map(plan).collect::<Result<_>>()?;
        Ok(Self { study, measures, names, splits, plans })
    }

    /// What was found with its tables, then the maps.
    ///
    /// # Errors
    /// Classes that cannot be made.
    pub fn parts(&self) -> Result<Vec<Part<'a>>> {
        if self.plans.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Part {
            title: Bilingual::new("前后对比", "Before and after"),
            text: lead(),
            tables: self.tables(),
            lorenz: self.lorenz(),
            ..Part::default()
        };
        found.sentences = self.plans.iter().flat_map(|plan| self.sentences(plan)).collect();
        found.findings = self.plans.iter().filter_map(|plan| self.longer(plan)).collect();
        Ok(vec![found, self.maps()?])
    }

    /// The scenario's key where several have to be told apart.
    fn several<'k>(&self, plan: &'k Plan) -> Option<&'k str> {
        (self.plans.len() > 1).then_some(plan.key.as_str())
    }

    fn column(&self, measure: usize) -> &Column {
        &self.measures[measure].column
    }

    /// A word where lines were only added and trips became longer all the same.
    fn longer(&self, plan: &Plan) -> Option<Finding> {
        (plan.only_adds && plan.trips.longer > 0).then(|| {
            let what = format!(
                "{} of {} trips take longer in the scenario although it only adds lines; an added line may draw a seat \
                 or a station away from the line that it used",
                plan.trips.longer, plan.trips.before
            );
            Finding::new(Code::LongerTrips, what).file(&self.study.corridors.source).value(&plan.key)
        })
    }
}

impl Plan {
    fn of(
        study: &Study,
        measures: &[Measured],
        scenario: &Scenario,
        key: String,
        cores: Option<&Cores>,
    ) -> Result<Self> {
        let measured = measures::all(&scenario.study)?;
        let change = |base: &Measured| {
            let after = measured.iter().find(|one| one.column.name == base.column.name);
            let none = || vec![None; base.column.values.len()];
            Change {
                before: base.values(),
                after: after.map_or_else(none, Measured::values),
                better: base.better,
            }
        };
        let changes: Vec<Change> = measures.iter().map(change).collect();
        let inequality = changes.iter().map(|change| inequality(change, &study.population));
        let inequality = inequality.collect::<Result<_>>()?;
        let trips = trips(&study.times, &scenario.study.times);
        let in_words = |study: &Study, network: &Network, pair: &pairs::Pair| {
            network.path(pair.from, pair.to).map(|path| trip::in_words(study, &path))
        };
        let both = |pair: &pairs::Pair| {
            let after = &scenario.study;
            [in_words(study, &study.network, pair), in_words(after, &after.network, pair)]
        };
        let lines: Vec<usize> =
            [&scenario.added, &scenario.removed, &scenario.changed].into_iter().flatten().copied().collect();
        let edits = [scenario.added.len(), scenario.removed.len(), scenario.changed.len()];
        Ok(Self {
            key,
            label: names::label(&scenario.section),
            edits,
            only_adds: edits[1..] == [0, 0] && scenario.study.config.network == study.config.network,
            paths: trips.most.iter().map(both).collect(),
            changes,
            inequality,
            trips,
            thresholds: thresholds(study, &scenario.study, cores),
            connected: connected(study, &scenario.study),
            on_the_way: spillover::on_the_way(study, &scenario.study.corridors, &lines),
        })
    }

    /// The cities in `state` of connection.
    fn cities(&self, state: State) -> Vec<usize> {
        (0..self.connected.len()).filter(|&city| self.connected[city] == state).collect()
    }
}

/// How to read the comparison.
fn lead() -> Bilingual {
    Bilingual::new(
        "各情景与本研究（现状）逐城对比。改善恒为正；均值与总量按人口加权；一侧没有数值的城市不计入均值，单列为新接入或不再可达。",
        "Every scenario beside the study as it is, city by city. A gain is above zero whichever way the measure is; \
         means and totals are over people; cities without a value on one side enter no mean and are counted apart.",
    )
}

/// Whether each city reaches any other or is reached, before and after.
fn connected(before: &Study, after: &Study) -> Vec<State> {
    let (was_off, is_off) = (before.unreached(), after.unreached());
    let state =
        |city: usize| match (was_off.binary_search(&city).is_ok(), is_off.binary_search(&city).is_ok()) {
            (false, false) => State::Same,
            (true, false) => State::New,
            (false, true) => State::Lost,
            (true, true) => State::Never,
        };
    (0..before.cities.len()).map(state).collect()
}
