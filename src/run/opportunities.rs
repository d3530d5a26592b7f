//! What can be reached on a road network: numbers from a file, summed at the nodes.

use super::sites::SnapOptions;
use crate::error::{Code, Error, Finding, Result};
use crate::layer::GivenPlaces;
use crate::network::{Located, RoadNetwork, locate};

/// Several kinds of opportunities, each with one number a node.
#[derive(Debug, Clone, Default)]
pub struct Opportunities {
    /// The fields that they were read from.
    pub fields: Vec<String>,
    /// Field after field, one value a node; zero where nothing is.
    pub at_nodes: Vec<Vec<f64>>,
    /// Rows off every road and rows without a value, which count as nothing.
    pub findings: Vec<Finding>,
}

/// The nodes of `given`: by identifier, or for a point the nearer end of the nearest road. `None` off every road,
/// with a finding.
///
/// # Errors
/// `E-NET-010` for every identifier that the network does not know.
pub fn nodes(
    given: &GivenPlaces,
    network: &RoadNetwork,
    options: &SnapOptions,
) -> Result<(Vec<Option<usize>>, Vec<Finding>)> {
    let Some(points) = &given.at else {
        let nodes = given.found(&|id| network.index_of(id))?;
        return Ok((nodes.into_iter().map(Some).collect(), Vec::new()));
    };
    let mut findings = Vec::new();
    let located = locate(network.router.graph(), &network.at, points, options.reach);
    let nearer = |(row, located): (usize, Option<Located>)| {
        if located.is_none() {
            let what = format!("no road within {}", options.reach);
            findings.push(given.at_row(Finding::new(Code::OffRoad, what), row));
        }
        let place = located?.place;
        // Halfway it is the first: the choice must not depend on anything else.
        Some(place.ends[usize::from(place.fraction > 0.5)] as usize)
    };
    Ok((located.into_iter().enumerate().map(nearer).collect(), findings))
}

impl Opportunities {
    /// The numbers of `fields` in `given`, summed at the nodes that its rows name or lie at.
    ///
    /// # Errors
    /// A field that is missing or holds no numbers, a negative number, an identifier that the network does not
    /// know.
    pub fn of(
        given: &GivenPlaces,
        fields: &[String],
        network: &RoadNetwork,
        options: &SnapOptions,
    ) -> Result<Self> {
        let (nodes, mut findings) = nodes(given, network, options)?;
        let mut at_nodes = Vec::with_capacity(fields.len());
        let mut refused = Vec::new();
        for field in fields {
            let mut sums = vec![0.0; network.at.len()];
            for (row, value) in given.fields.numbers(field, &given.source)?.into_iter().enumerate() {
                match (nodes[row], value) {
                    (_, Some(value)) if value < 0.0 => {
                        let finding = Finding::new(Code::BadValue, "opportunities are zero or more");
                        refused.push(given.at_row(finding.field(field).value(value), row));
                    }
                    (Some(node), Some(value)) => sums[node] += value,
                    (_, None) => {
                        let finding = Finding::new(Code::DroppedUnit, "no value, which counts as nothing");
                        findings.push(given.at_row(finding.field(field), row));
                    }
                    (None, Some(_)) => {}
                }
            }
            at_nodes.push(sums);
        }
        Error::if_any(&refused)?;
        Ok(Self { fields: fields.to_vec(), at_nodes, findings })
    }
}
