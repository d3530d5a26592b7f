//! Betweenness of cities and corridors.

use super::flows::Flows;
use crate::network::Network;

/// How much of the travel between others each city and corridor carries.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Betweenness {
    /// Flow through each city that neither begins nor ends there.
    pub cities: Vec<f64>,
    /// The same as a share of all flow between two other cities; `None` where there is none.
    pub city_shares: Vec<Option<f64>>,
    /// Flow over each corridor, both directions added, by its index; 0 where it is not in service.
    pub corridors: Vec<f64>,
    /// The same as a share of all flow; `None` if there is none.
    pub corridor_shares: Vec<Option<f64>>,
    /// Flow between cities without a path: on no corridor, but part of what the shares are shares of.
    pub unreached: f64,
}

/// What stands between others: the flow through each city and over each corridor, every trip on its shortest path.
///
/// # Formula
/// `B_k = Σ_ij F_ij · [k on path i→j]`, `i ≠ k ≠ j`; its share `B_k / Σ_ij F_ij`, `i ≠ k ≠ j`; for a corridor `e`
/// `B_e = Σ_ij F_ij · [e on path i→j]` and `B_e / Σ_ij F_ij`
///
/// # Units
/// `flows` in any unit ([`Flows::pairs`], [`Flows::product`], [`Flows::potential`]), flows the same; shares from 0 to 1.
///
/// # Conventions
/// This is the default. A pair of cities has one path, that of [`Network::path`], with its waits, stops and
/// transfers, so that whoever asks why a corridor carries so much can print the trips; ties to the millisecond are rare
/// on real corridors, and are broken always the same way. Where ties are the rule (grids, edge lists in whole minutes)
/// and a tie broken in favour of one of two like corridors would mislead, use
/// [`tied_betweenness`](super::tied_betweenness).
///
/// Pairs are ordered: on a network of two-way corridors with [`Flows::pairs`] the flows are twice Freeman's
/// betweenness of the undirected graph; the shares are his normalised one, and that of networkx. Flow that cannot
/// travel stays in the denominator, so that shares stay comparable when a corridor opens. What passes a city is told at
/// [`Network::loads`], which this calls.
///
/// # Panics
/// If `flows` are not between the cities of `network`.
///
/// # References
/// Freeman, L. C. (1977). A set of measures of centrality based on betweenness. *Sociometry* 40(1).
///
/// Girvan, M. and Newman, M. E. J. (2002). Community structure in social and biological networks.
/// *Proceedings of the National Academy of Sciences* 99(12).
pub fn betweenness(network: &Network, flows: &Flows) -> Betweenness {
    assert_eq!(flows.places(), network.cities(), "flows between the cities");
    let loads = network.loads(|i, j| flows.flow(i, j));
    let (between, total) = (flows.between_others(), flows.total());
    Betweenness {
        city_shares: Flows::shares(&loads.cities, |city| between[city]),
        corridor_shares: Flows::shares(&loads.corridors, |_| total),
        cities: loads.cities,
        corridors: loads.corridors,
        unreached: loads.unreached,
    }
}
