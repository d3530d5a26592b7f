//! Contiguous regions of alike cities, as clusters around their greatest city.

use super::rule::RegionMethod;
use crate::cluster::{
    AzpOptions, Floor, Linkage, MaxPOptions, Membership, Order, Redcap, RegionOptions, Role, RunnerUp, azp,
    max_p, redcap, silhouette, skater, ward,
};
use crate::error::{Code, Finding, Result};
use crate::study::Study;
use crate::study::config::ClustersSection;
use crate::weights::{Given, Rule, Weights, build, link_islands};
use geo_types::{Coord, MultiPolygon};

/// Regions of the cities that have every attribute; the others are said and are in none.
pub(super) fn regions(
    study: &Study,
    section: &ClustersSection,
    sizes: &[Option<f64>],
    method: RegionMethod,
    (k, floor): (usize, usize),
) -> Result<Membership<f64>> {
    let fields: Vec<Vec<Option<f64>>> = match &section.attributes[..] {
        [] => vec![sizes.to_vec()],
        named => named.iter().map(|field| study.city_numbers(field)).collect::<Result<_>>()?,
    };
    let whole = |&city: &usize| fields.iter().all(|values| values[city].is_some());
    let kept: Vec<usize> = (0..sizes.len()).filter(whole).collect();
    let attributes: Vec<Vec<f64>> =
        fields.iter().map(|values| kept.iter().filter_map(|&city| values[city]).collect()).collect();
    let mut weights = neighbours(study, &kept)?;
    if method == RegionMethod::MaxP {
        // An island never reaches a floor: it goes with the nearest city, as in PySAL's `attach_islands`.
        let seats: Vec<Coord<f64>> = kept.iter().map(|&city| study.cities.seats[city]).collect();
        if let Some(points) = study.projector.points_to_plane(&seats) {
            weights = link_islands(&weights, &points)?.weights;
        }
    }
    let options = RegionOptions { floor: Floor::Count(floor), ..RegionOptions::default() };
    let seed = study.config.study.seed;
    let found = match method {
        RegionMethod::Skater => skater(&weights, &attributes, k, &options)?,
        RegionMethod::Ward => ward(&weights, &attributes, k, &options)?,
        RegionMethod::Redcap => {
            let redcap_method = Redcap { order: Order::Full, linkage: Linkage::Complete };
            redcap(&weights, &attributes, k, redcap_method, &options)?
        }
        RegionMethod::Azp => {
            azp(&weights, &attributes, k, &AzpOptions { regions: options, seed, ..AzpOptions::default() })?
        }
        RegionMethod::MaxP => {
            max_p(&weights, &attributes, &MaxPOptions { regions: options, seed, ..MaxPOptions::default() })?
        }
    };
    let mut of = vec![None; sizes.len()];
    kept.iter().zip(&found.of).for_each(|(&city, &region)| of[city] = Some(region));
    let mut membership = around_greatest(study, sizes, &of, found.sizes.len());
    membership.findings = found.findings;
    for city in (0..sizes.len()).filter(|city| !whole(city)) {
        let what = "a value is absent, so the city is in no region";
        let finding = Finding::new(Code::DroppedUnit, what).id(&study.cities.ids[city]);
        membership.findings.push(finding.name(&study.cities.names[city]));
    }
    Ok(membership)
}

/// Territories that meet; seats joined by a triangulation where there are none.
fn neighbours(study: &Study, kept: &[usize]) -> Result<Weights> {
    let ids: Vec<String> = kept.iter().map(|&city| study.cities.ids[city].clone()).collect();
    let lonlat: Option<Vec<MultiPolygon<f64>>> =
        study.cities.territories.as_ref().map(|all| kept.iter().map(|&city| all[city].clone()).collect());
    let seats: Vec<Coord<f64>> = kept.iter().map(|&city| study.cities.seats[city]).collect();
    let points = study.projector.points_to_plane(&seats);
    let given = Given { ids: &ids, lonlat: lonlat.as_deref(), points: points.as_deref(), ..Given::default() };
    let rule = Rule::parse(if lonlat.is_some() { "queen" } else { "gabriel" })?;
    Ok(build(&rule, given)?.weights)
}

/// Each group of cities as the cluster of its greatest city, with the mean time to its own and to the next cluster.
pub(super) fn around_greatest(
    study: &Study,
    sizes: &[Option<f64>],
    of: &[Option<usize>],
    groups: usize,
) -> Membership<f64> {
    let size = |city: usize| sizes[city].unwrap_or(0.0);
    let mut heads: Vec<(usize, usize)> = (0..groups)
        .filter_map(|group| {
            let members = (0..of.len()).filter(|&city| of[city] == Some(group));
            let head = members.reduce(|best, next| if size(next) > size(best) { next } else { best })?;
            Some((head, group))
        })
        .collect();
    // Stable: of equal heads the lower group comes first.
    heads.sort_by(|a, b| size(b.0).total_cmp(&size(a.0)));
    let mut number = vec![None; groups];
    heads.iter().enumerate().for_each(|(cluster, &(_, group))| number[group] = Some(cluster));
    let cores: Vec<usize> = heads.into_iter().map(|head| head.0).collect();
    let cluster: Vec<Option<usize>> = of.iter().map(|of| of.and_then(|group| number[group])).collect();
    let fit = silhouette(&study.times, &cluster);
    let role = |city: usize| match cluster[city] {
        None => Role::Outside,
        Some(of) if cores[of] == city => Role::Core,
        Some(_) => Role::Member,
    };
    let next = |city: usize| {
        let next = fit.next[city]?;
        Some(RunnerUp { core: cores[next.cluster], cluster: next.cluster, number: next.minutes.get() })
    };
    Membership {
        role: (0..of.len()).map(role).collect(),
        core: (0..of.len())
            .map(|city| cluster[city].map(|of| cores[of]).filter(|&core| core != city))
            .collect(),
        number: fit.own.iter().map(|own| own.map(crate::units::Minutes::get)).collect(),
        runner_up: (0..of.len()).map(next).collect(),
        cores,
        cluster,
        findings: Vec::new(),
    }
}
