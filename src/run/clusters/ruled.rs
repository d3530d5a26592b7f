//! The clusters that a rule makes of a study.

use super::regions::{around_greatest, regions};
use super::rule::ClusterRule;
use crate::cluster::{
    BothWays, CoreRule, DbscanOptions, DominantRule, FlowMatrix, FunctionalAreaRule, HdbscanOptions,
    HuffRule, InteractionGraph, LeidenOptions, LouvainOptions, Membership, Quality, Role, SymmetricTimes,
    TimeRule, by_dominant_flow, by_huff, by_time_to, cores, dbscan, functional_areas, hdbscan, leiden,
    louvain, modularity_by_community,
};
use crate::error::{Code, Finding, Result};
use crate::run::city::city;
use crate::study::Study;
use crate::study::config::ClustersSection;
use crate::units::Minutes;

/// Clusters by one rule, with what they were made from.
#[derive(Debug, Clone)]
pub struct Ruled {
    /// The rule.
    pub rule: ClusterRule,
    /// Who is where, and by which number: minutes or shares, as [`ClusterRule::number`] says.
    pub membership: Membership<f64>,
    /// What makes cores great, one value a city.
    pub sizes: Vec<Option<f64>>,
    /// What each cluster adds to the modularity that the rule sought, for rules of communities.
    pub modularity: Option<Vec<f64>>,
}

impl Ruled {
    /// The clusters of `study` by `rule`, around the cores of `section`.
    ///
    /// # Errors
    /// A core that the study does not have, a field that is missing, numbers that make no sense.
    pub fn find(study: &Study, section: &ClustersSection, rule: &ClusterRule) -> Result<Self> {
        let sizes = match &section.core_field {
            Some(field) => study.city_numbers(field)?,
            None => study.population.clone(),
        };
        let chosen = core_rule(study, section)?;
        let cores = if rule.is_without_cores() { Vec::new() } else { cores(&sizes, &chosen)? };
        let size: Vec<f64> = sizes.iter().map(|size| size.unwrap_or(0.0)).collect();
        let mut sought = None;
        let mut membership = match *rule {
            ClusterRule::Time { member, fringe } => {
                let rule = TimeRule { member, fringe, ..TimeRule::new(1.0) };
                by_time_to(&study.times, &cores, &rule)?.map(Minutes::get)
            }
            ClusterRule::Huff { exponent, least, fringe } => {
                let rule =
                    HuffRule { exponent, least_share: least, fringe_share: fringe, ..HuffRule::default() };
                by_huff(&study.times, &size, &cores, &rule)?
            }
            ClusterRule::DominantFlow { exponent, least } => {
                let flows = modelled_flows(study, &size, exponent)?;
                by_dominant_flow(&flows, &size, &DominantRule { least_share: least })?
            }
            ClusterRule::FunctionalArea { exponent, share, core_share } => {
                let flows = modelled_flows(study, &size, exponent)?;
                let core_share = (core_share < 1.0).then_some(core_share);
                functional_areas(&flows, &cores, &FunctionalAreaRule { least_share: share, core_share })?
            }
            ClusterRule::Regions { method, k, floor } => regions(study, section, &sizes, method, (k, floor))?,
            ClusterRule::Communities { leiden: by_leiden, resolution, exponent } => {
                let graph = interaction(study, &size, exponent)?;
                let (quality, seed) = (Quality::Modularity { resolution }, study.config.study.seed);
                let found = if by_leiden {
                    leiden(&graph, &LeidenOptions { quality, seed, ..LeidenOptions::default() })?
                } else {
                    louvain(&graph, &LouvainOptions { quality, seed, ..LouvainOptions::default() })?
                };
                // A city by itself is in no cluster.
                let group = |&of: &usize| (found.sizes[of] > 1).then_some(of);
                let of: Vec<_> = found.community.iter().map(group).collect();
                let clusters = around_greatest(study, &sizes, &of, found.sizes.len());
                let parts = modularity_by_community(&graph, &found.community, resolution)?;
                sought = parts
                    .map(|parts| clusters.cores.iter().map(|&core| parts[found.community[core]]).collect());
                clusters
            }
            ClusterRule::Dbscan { reach, points } => {
                let places = SymmetricTimes::new(&study.times, BothWays::Mean);
                let found = dbscan(&places, &DbscanOptions::new(reach, points))?;
                around_greatest(study, &sizes, &found.cluster, found.clusters)
            }
            ClusterRule::Hdbscan { size: fewest } => {
                let places = SymmetricTimes::new(&study.times, BothWays::Mean);
                let found = hdbscan(&places, &HdbscanOptions::new(fewest))?;
                around_greatest(study, &sizes, &found.cluster, found.stability.len())
            }
        };
        let wants_cores = !matches!(rule, ClusterRule::DominantFlow { .. }) && !rule.is_without_cores();
        if cores.is_empty() && wants_cores {
            let what = "no city passes the rule that makes a core, so there is no cluster";
            let finding = Finding::new(Code::NoCore, what).field("core_from").value(section.core_from);
            membership.findings = vec![finding];
        }
        name_lonely_cores(&mut membership.findings, study);
        Ok(Self { rule: *rule, membership, sizes, modularity: sought })
    }

    /// The cluster of every city, the fringe included.
    #[must_use]
    pub fn clusters(&self) -> &[Option<usize>] {
        &self.membership.cluster
    }

    /// The cities of every cluster, the fringe included.
    #[must_use]
    pub fn members(&self) -> Vec<Vec<usize>> {
        (0..self.membership.cores.len()).map(|of| self.membership.members(of, Role::Fringe)).collect()
    }

    /// Each city in a cluster with the core that decided, but for those that head one.
    #[must_use]
    pub fn links(&self) -> Vec<(usize, usize)> {
        let membership = &self.membership;
        let inside = |city: &usize| membership.cluster[*city].is_some();
        (0..membership.cluster.len())
            .filter(inside)
            .filter_map(|city| Some((city, membership.core[city]?)))
            .collect()
    }
}

/// What makes a core by `section`: being named, its rank, or a least value.
fn core_rule(study: &Study, section: &ClustersSection) -> Result<CoreRule> {
    if !section.cores.is_empty() {
        let named = section.cores.iter().map(|called| city(study, called, "cores"));
        return Ok(CoreRule::Named(named.collect::<Result<_>>()?));
    }
    Ok(section.core_rank.map_or(CoreRule::Least(section.core_from), CoreRule::Rank))
}

/// How much cities interact: `M_i M_j / t_ij^b`.
pub(super) fn interaction(study: &Study, sizes: &[f64], exponent: f64) -> Result<InteractionGraph> {
    InteractionGraph::time_decayed(&study.times, sizes, |time| {
        // A minute at least, so that no two cities are one.
        libm::pow(time.get().max(1.0), -exponent)
    })
}

/// What flows from each city to each by a model of gravity, per head of the city from which it comes: `S_j / t_ij^b`. Those
/// who stay are counted over the intrazonal time.
fn modelled_flows(study: &Study, sizes: &[f64], exponent: f64) -> Result<FlowMatrix> {
    if !(exponent > 0.0 && exponent.is_finite()) {
        let what = "the exponent of travel time is above zero";
        return Err(Finding::new(Code::BadSetting, what).field("exponent").value(exponent).into());
    }
    let cities = &study.cities;
    for (i, j) in (0..sizes.len()).flat_map(|i| (0..sizes.len()).map(move |j| (i, j))) {
        if i != j && sizes[j] > 0.0 && study.times.milliseconds(i, j) == Some(0) {
            let what = format!("no time lies between this city and {}", cities.names[j]);
            let finding = Finding::new(Code::ZeroTime, what).id(&cities.ids[i]).name(&cities.names[i]);
            return Err(finding.into());
        }
    }
    FlowMatrix::new(sizes.len(), |i, j| {
        let time = study.times.minutes(i, j).filter(|time| time.get() > 0.0 && sizes[j] > 0.0);
        time.map_or(0.0, |time| sizes[j] / libm::pow(time.get(), exponent))
    })
}

/// The library counts in study order; readers know cities by name.
pub(super) fn name_lonely_cores(findings: &mut [Finding], study: &Study) {
    for finding in findings.iter_mut().filter(|finding| finding.code == Code::LonelyCore) {
        let counted = finding.value.as_ref().and_then(|value| value.parse::<usize>().ok());
        if let Some(core) = counted.and_then(|counted| counted.checked_sub(1)) {
            let what = "the network joins this core to no other city";
            *finding = Finding::new(Code::LonelyCore, what)
                .id(&study.cities.ids[core])
                .name(&study.cities.names[core]);
        }
    }
}
