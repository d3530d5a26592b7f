//! Where the facilities of a study are, as ways from the seats of its cities.

use crate::error::{Code, Error, Finding, Result};
use crate::index::SpatialIndex;
use crate::layer::{GivenBy, GivenPlaces, Table};
use crate::study::Study;
use crate::study::config::CoverageSection;
use crate::study::config::coverage::Facilities;
use crate::units::{Kilometres, Metres, Minutes};
use geo_types::Coord;
use std::path::Path;

/// For each city the way from its seat to its nearest facility, and what was met.
type Ways = (Vec<Option<Minutes>>, Vec<Finding>);

/// The ways that `section` means.
pub(super) fn ways(study: &Study, section: &CoverageSection, folder: &Path) -> Result<Ways> {
    match section.kind() {
        Some(Facilities::Stations) => Ok((study.network.station_access(&section.modes), Vec::new())),
        Some(Facilities::Cities) => Ok((of_cities(study, section)?, Vec::new())),
        Some(Facilities::File(file)) => of_file(study, &folder.join(file)),
        None => {
            let finding = Finding::new(Code::BadSetting, "there is no such kind of facilities");
            Err(finding.field("coverage.facilities").value(&section.facilities).into())
        }
    }
}

/// No way at all for the cities with so great a value.
fn of_cities(study: &Study, section: &CoverageSection) -> Result<Vec<Option<Minutes>>> {
    let field = section.core_field.as_ref().unwrap_or(&study.config.cities.population);
    let values = study.city_numbers(field)?;
    let from = section.core_from.unwrap_or(f64::INFINITY);
    let ways: Vec<_> =
        values.iter().map(|value| value.filter(|v| *v >= from).map(|_| Minutes::ZERO)).collect();
    if ways.iter().all(Option::is_none) {
        let greatest = values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        let hint = format!("the greatest of `{field}` is {greatest}; state less with `core_from`");
        let finding = Finding::new(Code::BadSetting, "no city has so great a value");
        return Err(finding.field("coverage.core_from").value(from).hint(hint).into());
    }
    Ok(ways)
}

/// The nearest point within `max_access_km` of each seat, as far as a station there would be.
fn of_file(study: &Study, file: &Path) -> Result<Ways> {
    let (given, points) = points(file)?;
    let mut findings = Vec::new();
    let planes: Vec<Option<Coord<f64>>> =
        points.iter().map(|&point| study.projector.to_plane(point)).collect();
    for (row, _) in planes.iter().enumerate().filter(|(_, plane)| plane.is_none()) {
        let finding = Finding::new(Code::NotDegrees, "the point lies outside the projection of the study");
        findings.push(given.at_row(finding, row));
    }
    Error::if_any(&findings)?;
    let planes: Vec<Coord<f64>> = planes.into_iter().flatten().collect();
    let index = SpatialIndex::of_points(&planes);
    let rules = &study.config.network;
    let reach = Metres::from(rules.max_access_km);
    let way = |distance: Metres| {
        // At the seat there is no way, as for stations.
        if distance <= rules.snap_m {
            return Minutes::ZERO;
        }
        Kilometres::from(distance) * rules.access_detour / rules.access_kmh
    };
    let seats: Vec<Coord<f64>> =
        study.cities.seats.iter().filter_map(|&seat| study.projector.to_plane(seat)).collect();
    assert_eq!(seats.len(), study.cities.len(), "the network was built on the seats in the plane");
    let nearest = |seat: &Coord<f64>| index.nearest(*seat, 1).first().map(|&(_, distance)| distance);
    let ways =
        seats.iter().map(|seat| nearest(seat).filter(|distance| *distance <= reach).map(way)).collect();
    let around = SpatialIndex::of_points(&seats);
    for (row, &plane) in planes.iter().enumerate() {
        if around.nearest(plane, 1).first().is_none_or(|&(_, distance)| distance > reach) {
            let what = format!(
                "no seat lies within {} of the facility, so no trip leads there",
                rules.max_access_km
            );
            findings.push(given.at_row(Finding::new(Code::FarFacility, what), row));
        }
    }
    if findings.len() == planes.len() {
        // A whole file out of reach is a mistake, and a coverage of zero would look like an answer.
        let what = format!("no facility lies within {} of any seat", rules.max_access_km);
        let hint = "write longitude before latitude, or raise `max_access_km` under [network]";
        return Err(Finding::new(Code::BadValue, what).file(file).hint(hint).into());
    }
    Ok((ways, findings))
}

/// The points of `file`, each row by itself.
fn points(file: &Path) -> Result<(GivenPlaces, Vec<Coord<f64>>)> {
    let none = || {
        let finding = Finding::new(Code::WrongGeometry, "the file of facilities holds no points").file(file);
        Error::from(finding.hint("give a .geojson of points, or a .csv with the columns `lon` and `lat`"))
    };
    let is_table = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    if is_table {
        let table = Table::read(file)?;
        if ["lon", "lat"].iter().any(|name| table.columns.named(name).is_none()) {
            return Err(none());
        }
    }
    let given = GivenPlaces::read_rows(file, None, GivenBy::Place).map_err(|error| match error {
        Error::Input(findings) => Error::Input(findings.into_iter().map(pointless).collect()),
        other => other,
    })?;
    let points = given.at.clone().filter(|points| !points.is_empty()).ok_or_else(none)?;
    Ok((given, points))
}

/// The same finding with a hint that fits a study: there is no flag to name places by identifier.
fn pointless(finding: Finding) -> Finding {
    if finding.code == Code::WrongGeometry {
        return finding.hint("give facilities as points; for lines or areas, take a point of each");
    }
    finding
}
