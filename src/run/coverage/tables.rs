//! Coverage as tables: of the whole study and by region.

use super::FacilityCoverage;
use crate::access::{Covered, coverage};
use crate::error::Result;
use crate::export::{Bilingual, Column};
use crate::run::columns::{real, text};
use crate::run::part::{OutputTable, Words};
use crate::study::Study;

/// One row for each of `measured` and limit, and behind `heads` what is covered.
fn covered_columns(heads: Vec<Column>, rows: &[(&FacilityCoverage, Covered)]) -> Vec<Column> {
    let plain = ("", "");
    let numbers =
        |pick: &dyn Fn(&Covered) -> Option<f64>| rows.iter().map(|(_, row)| pick(row)).collect::<Vec<_>>();
    let mut columns = heads;
    columns.extend([
        text(
            "facility",
            Bilingual::new("设施", "Facility"),
            rows.iter().map(|(one, _)| Some(one.section.id.clone())).collect(),
        ),
        real(
            "limit_min",
            Bilingual::new("时限", "Limit"),
            ("分钟", "min"),
            0,
            numbers(&|row| Some(row.limit.get())),
        ),
        real("cities", Bilingual::new("城市数", "Cities"), plain, 0, numbers(&|row| Some(row.units as f64))),
        real(
            "cities_share",
            Bilingual::new("占城市之比", "Share of cities"),
            plain,
            3,
            numbers(&|row| Some(row.units_share)),
        ),
        real("pop", Bilingual::new("人口", "Population"), plain, 0, numbers(&|row| Some(row.population))),
        real(
            "pop_share",
            Bilingual::new("占人口之比", "Share of population"),
            plain,
            3,
            numbers(&|row| row.population_share),
        ),
    ]);
    columns
}

/// What readers see instead of the short names.
fn words(measured: &[FacilityCoverage]) -> Words {
    vec![("facility".to_owned(), measured.iter().map(|one| (one.section.id.clone(), one.label())).collect())]
}

/// Every limit of each of `measured`.
pub(super) fn of_all(measured: &[FacilityCoverage], study: &Study) -> OutputTable {
    let rows: Vec<_> =
        measured.iter().flat_map(|one| one.coverage.rows.iter().map(move |&row| (one, row))).collect();
    let title = Bilingual::new("时限内的城市与人口", "Cities and people within limits");
    let mut table = OutputTable::new("coverage", title, covered_columns(Vec::new(), &rows));
    table.words = words(measured);
    let without = study.population.iter().filter(|people| people.is_none()).count();
    if without > 0 {
        table.note = Bilingual::new(
            format!("{without} 个城市人口缺失，计为城市而不计人口。"),
            format!("Cities of unknown population, which count as cities and as nobody: {without}."),
        );
    }
    table
}

/// The same by region, in a file.
pub(super) fn by_region(measured: &[FacilityCoverage], study: &Study) -> Result<Option<OutputTable>> {
    let Some(regions) = &study.regions else { return Ok(None) };
    let (mut names, mut codes, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for one in measured {
        for region in 0..regions.len() {
            let cities: Vec<usize> =
                (0..study.cities.len()).filter(|&city| study.region_of_city[city] == Some(region)).collect();
            if cities.is_empty() {
                continue;
            }
            let times: Vec<_> = cities.iter().map(|&city| one.times[city].map(|way| way.minutes)).collect();
            let people: Vec<_> = cities.iter().map(|&city| study.population[city]).collect();
            for row in coverage(&times, &people, &one.section.minutes)?.rows {
                names.push(Some(regions.names[region].clone()));
                codes.push(Some(regions.ids[region].clone()));
                rows.push((one, row));
            }
        }
    }
    let heads = vec![
        text("region_code", Bilingual::new("地区代码", "Region code"), codes),
        text("region", Bilingual::new("地区", "Region"), names),
    ];
    let title = Bilingual::new("各地区时限内的城市与人口", "Cities and people within limits by region");
    let mut table = OutputTable::new("coverage_regions", title, covered_columns(heads, &rows));
    table.words = words(measured);
    Ok(Some(table))
}
