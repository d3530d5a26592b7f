//! What lies within one and two hours of each core, as the study stands and in each scenario.

use super::core_rings::field;
use super::cores;
use crate::error::Result;
use crate::export::Bilingual;
use crate::rings::{FromCores, bands_around, profile};
use crate::run::columns::{integer, label, real, text};
use crate::run::part::OutputTable;
use crate::study::config::{RingsBy, RingsSection};
use crate::study::{Scenario, Study};
use crate::units::Minutes;

const LIMITS: [Minutes; 2] = [Minutes::new(60.0), Minutes::new(120.0)];

/// One row a core, limit and state of the network; `None` without rings of travel time.
pub(super) fn table(study: &Study, scenarios: &[Scenario]) -> Result<Option<OutputTable>> {
    let sections: Vec<&RingsSection> =
        study.config.rings.iter().filter(|section| section.by == RingsBy::Time).collect();
    if sections.is_empty() {
        return Ok(None);
    }
    let mut states = vec![("base".to_owned(), Bilingual::new("现状", "as it is"), study)];
    states.extend(scenarios.iter().map(|scenario| {
        let section = &scenario.section;
        let zh = section.label.clone().unwrap_or_else(|| section.id.clone());
        let en = section.label_en.clone().unwrap_or_else(|| zh.clone());
        (section.id.clone(), Bilingual::new(zh, en), &scenario.study)
    }));
    // The population, and every other value of which rings are drawn.
    let mut fields = vec![study.config.cities.population.clone()];
    for section in &sections {
        let field = field(study, section);
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    let values = fields.iter().map(|field| study.city_numbers(field)).collect::<Result<Vec<_>>>()?;
    let (mut names, mut limits, mut networks, mut cities) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut totals: Vec<Vec<Option<f64>>> = vec![Vec::new(); fields.len()];
    for section in &sections {
        let cores = cores(study, section)?;
        let named: Vec<&str> = cores.iter().map(|&core| study.cities.names[core].as_str()).collect();
        for limit in LIMITS {
            for (id, _, state) in &states {
                let rings = bands_around(FromCores::by_time(&state.times, &cores), &[limit])?;
                names.push(Some(named.join("、")));
                limits.push(Some(if limit == LIMITS[0] { 60 } else { 120 }));
                networks.push(Some(id.clone()));
                for (column, (total, values)) in totals.iter_mut().zip(&values).enumerate() {
                    let inside = profile(&rings, values, None)?.rings[0].clone();
                    if column == 0 {
                        cities.push(i64::try_from(inside.cities).ok());
                    }
                    total.push((inside.with_value > 0).then_some(inside.total));
                }
            }
        }
    }
    let mut columns = vec![
        text("core", Bilingual::new("核心", "Core"), names),
        integer("limit_min", Bilingual::new("圈（分钟）", "Circle (min)"), limits),
        text("network", Bilingual::new("网络", "Network"), networks),
        integer("cities", Bilingual::new("城市数", "Cities"), cities),
    ];
    for (number, (field, total)) in fields.iter().zip(totals).enumerate() {
        let name = if number == 0 { "pop".to_owned() } else { format!("value{number}") };
        columns.push(real(name, label(&study.config, field), ("", ""), 0, total));
    }
    let title = Bilingual::new("一小时与两小时圈", "Circles of one and two hours");
    let mut table = OutputTable::new("ring_circles", title, columns);
    table.words =
        vec![("network".to_owned(), states.iter().map(|(id, name, _)| (id.clone(), name.clone())).collect())];
    Ok(Some(table))
}
