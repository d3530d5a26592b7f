//! What every rule begins with: the graph, the attributes on one scale, and whether the regions can be made.

use super::attributes::{Attributes, Standardisation};
use super::floor::{Floor, Threshold};
use super::graph::{Graph, Groups};
use super::regions::{Decided, Regions};
use crate::error::{Code, Error, Finding, Result};
use crate::weights::Weights;

/// What all rules ask.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RegionOptions {
    /// How attributes are made comparable. Default z-scores.
    pub standardise: Standardisation,
    /// What every region has to hold at least. Default one unit.
    pub floor: Floor,
}

/// A task that can be done, as far as sums can tell.
pub(super) struct Problem {
    pub(super) graph: Graph,
    pub(super) attributes: Attributes,
    pub(super) floor: Threshold,
    /// How many regions there can be at most, by the sums of the parts.
    pub(super) most: usize,
    findings: Vec<Finding>,
}

impl Problem {
    /// Checks the task; `regions` is `None` where the rule finds their number.
    pub(super) fn new(
        weights: &Weights,
        columns: &[Vec<f64>],
        regions: Option<usize>,
        options: &RegionOptions,
    ) -> Result<Self> {
        let n = weights.len();
        let wrong = |what: String, value: usize| {
            Error::usage(Finding::new(Code::BadArgument, what).field("regions").value(value))
        };
        match regions {
            Some(0) => return Err(wrong("at least one region is asked for".to_owned(), 0)),
            Some(k) if k > n => {
                return Err(wrong(format!("there are {n} units, which make at most {n} regions"), k));
            }
            _ => {}
        }
        let mut findings = Vec::new();
        let attributes = Attributes::new(columns, n, options.standardise, &mut findings)?;
        let floor = Threshold::new(&options.floor, n)?;
        let graph = Graph::new(weights);
        let parts = Parts::new(&graph, &floor);
        parts.reach(&floor)?;
        if parts.first.len() > 1 {
            let what = format!(
                "the units hang together in {} parts, {} of them a single unit; no region reaches from one to another",
                parts.first.len(),
                parts.units.iter().filter(|&&units| units == 1).count(),
            );
            findings.push(Finding::new(Code::GraphInParts, what));
        }
        if let Some(k) = regions.filter(|&k| k < parts.first.len()) {
            let what = format!(
                "the units hang together in {} parts, each of which makes a region at least",
                parts.first.len()
            );
            let finding = Finding::new(Code::TooFewRegions, what).field("regions").value(k);
            return Err(finding.into());
        }
        let most = parts.most(&floor);
        if let Some(k) = regions.filter(|&k| k > most) {
            let what = format!("with a floor of {} there are at most {most} regions", floor.said());
            return Err(Finding::new(Code::FloorTooHigh, what).field("regions").value(k).into());
        }
        Ok(Self { graph, attributes, floor, most, findings })
    }

    /// The answer, with a word where there are fewer regions than were asked for.
    pub(super) fn answer(self, of: &[usize], asked: Option<usize>, decided: Decided) -> Regions {
        let mut regions = Regions::new(of, &self.attributes, &self.floor, decided, self.findings);
        if let Some(k) = asked.filter(|&k| k > regions.len()) {
            let what = format!(
                "with a floor of {} the rule made {} of the regions asked for",
                self.floor.said(),
                regions.len(),
            );
            regions.findings.push(Finding::new(Code::FewerRegions, what).value(k));
        }
        regions
    }
}

/// The parts in which a graph hangs together.
struct Parts {
    first: Vec<usize>,
    units: Vec<usize>,
    sums: Vec<f64>,
}

impl Parts {
    fn new(graph: &Graph, floor: &Threshold) -> Self {
        let mut groups = Groups::new(graph.len());
        for (i, j) in graph.links() {
            groups.join(i, j);
        }
        let mut parts = Self { first: Vec::new(), units: Vec::new(), sums: Vec::new() };
        let mut number = vec![0; graph.len()];
        for i in 0..graph.len() {
            let first = groups.find(i);
            if first == i {
                number[i] = parts.first.len();
                parts.first.push(i);
                parts.units.push(0);
                parts.sums.push(0.0);
            }
            parts.units[number[first]] += 1;
            parts.sums[number[first]] += floor.of[i];
        }
        parts
    }

    /// Refuses parts that are too small for a region.
    fn reach(&self, floor: &Threshold) -> Result<()> {
        let short = (0..self.first.len()).filter(|&part| !floor.met(self.sums[part]));
        let finding = |part: usize| {
            let what = match self.units[part] {
                1 => format!("a unit without a neighbour does not reach the floor of {}", floor.said()),
                units => {
                    format!("{units} units that hang together do not reach the floor of {}", floor.said())
                }
            };
            Finding::new(Code::FloorTooHigh, what).feature(self.first[part] + 1).value(self.sums[part])
        };
        Error::if_any(&short.map(finding).collect::<Vec<_>>())
    }

    fn most(&self, floor: &Threshold) -> usize {
        self.sums.iter().zip(&self.units).map(|(&sum, &units)| floor.most(sum, units)).sum()
    }
}
