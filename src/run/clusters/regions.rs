//! Contiguous regions of alike cities, as clusters around their greatest city.

use super::rule::RegionMethod;
use crate::cluster::{
    AzpOptions, Floor, Linkage, MaxPOptions, Membership, Order, Redcap, RegionOptions, Role, RunnerUp,
    SkaterOptions, Standardisation, azp, max_p, redcap, silhouette, skater, ward,
};
use crate::error::{Code, Error, Finding, Result};
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
    let fields: Vec<Vec<Option<f64>>> =
        section.attributes.iter().map(|field| study.city_numbers(field)).collect::<Result<_>>()?;
    let whole = |&city: &usize| fields.iter().all(|values| values[city].is_some());
    let kept: Vec<usize> = (0..sizes.len()).filter(whole).collect();
    let seats: Vec<Coord<f64>> = kept.iter().map(|&city| study.cities.seats[city]).collect();
    let points = study.projector.points_to_plane(&seats);
    let (attributes, standardise) = if fields.is_empty() {
        (places(points.as_deref())?, Standardisation::None)
    } else {
        let column = |values: &Vec<Option<f64>>| kept.iter().filter_map(|&city| values[city]).collect();
        (fields.iter().map(column).collect(), Standardisation::ZScore)
    };
    let weights = neighbours(study, &kept, points.as_deref())?;
    // An island would be a region by itself, and never reach a floor: it goes with the nearest city, as in PySAL's
    // `attach_islands`.
    let (weights, joined) = match &points {
        Some(points) if kept.len() > 1 => {
            let linked = link_islands(&weights, points)?;
            (linked.weights, linked.links)
        }
        _ => (weights, Vec::new()),
    };
    let options = RegionOptions { floor: Floor::Count(floor), standardise };
    let seed = study.config.study.seed;
    let found = match method {
        RegionMethod::Skater { dissimilarity, recut } => {
            skater(&weights, &attributes, k, &SkaterOptions { regions: options, dissimilarity, recut })
        }
        RegionMethod::Ward => ward(&weights, &attributes, k, &options),
        RegionMethod::Redcap => {
            let redcap_method = Redcap { order: Order::Full, linkage: Linkage::Complete };
            redcap(&weights, &attributes, k, redcap_method, &options)
        }
        RegionMethod::Azp => {
            azp(&weights, &attributes, k, &AzpOptions { regions: options, seed, ..AzpOptions::default() })
        }
        RegionMethod::MaxP => {
            max_p(&weights, &attributes, &MaxPOptions { regions: options, seed, ..MaxPOptions::default() })
        }
    };
    let found = found.map_err(|error| named(error, study, &kept))?;
    let mut of = vec![None; sizes.len()];
    kept.iter().zip(&found.of).for_each(|(&city, &region)| of[city] = Some(region));
    let mut membership = around_greatest(study, sizes, &of, found.sizes.len());
    membership.findings = found.findings;
    for (island, nearest) in joined {
        let [island, nearest] = [kept[island], kept[nearest]];
        let what =
            format!("it borders no city, and was joined to the nearest, {}", study.cities.names[nearest]);
        let finding = Finding::new(Code::JoinedIsland, what).id(&study.cities.ids[island]);
        membership.findings.push(finding.name(&study.cities.names[island]));
    }
    for city in (0..sizes.len()).filter(|city| !whole(city)) {
        let what = "a value is absent, so the city is in no region";
        let finding = Finding::new(Code::DroppedUnit, what).id(&study.cities.ids[city]);
        membership.findings.push(finding.name(&study.cities.names[city]));
    }
    Ok(membership)
}

/// An error about the number of a unit as one about a city.
fn named(error: Error, study: &Study, kept: &[usize]) -> Error {
    let Error::Input(findings) = error else { return error };
    let cities = &study.cities;
    let place = |mut finding: Finding| {
        let unit = finding.place.feature.take().and_then(|number| kept.get(number.checked_sub(1)?));
        match unit {
            Some(&city) => finding.id(&cities.ids[city]).name(&cities.names[city]),
            None => finding,
        }
    };
    Error::Input(findings.into_iter().map(place).collect())
}

/// East and north in kilometres on the plane of the study: with no other attribute, regions are of cities near each other.
fn places(points: Option<&[Coord<f64>]>) -> Result<Vec<Vec<f64>>> {
    let points = points.ok_or_else(|| {
        let what =
            "a seat lies where the plane of the study does not reach, so that regions cannot go by place";
        Finding::new(Code::BadSetting, what)
            .field("clusters.attributes")
            .hint("name fields in which cities are alike")
    })?;
    let along = |pick: fn(&Coord<f64>) -> f64| points.iter().map(|at| pick(at) / 1000.0).collect();
    Ok(vec![along(|at| at.x), along(|at| at.y)])
}

/// Territories that meet; seats joined by a triangulation where there are none.
fn neighbours(study: &Study, kept: &[usize], points: Option<&[Coord<f64>]>) -> Result<Weights> {
    let ids: Vec<String> = kept.iter().map(|&city| study.cities.ids[city].clone()).collect();
    let lonlat: Option<Vec<MultiPolygon<f64>>> =
        study.cities.territories.as_ref().map(|all| kept.iter().map(|&city| all[city].clone()).collect());
    let given = Given { ids: &ids, lonlat: lonlat.as_deref(), points, ..Given::default() };
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
