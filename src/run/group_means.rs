//! What the average inhabitant of each region, group of regions and cluster has of every measure of accessibility.

use super::columns::{integer, label, real, text};
use super::part::OutputTable;
use crate::access::group_mean;
use crate::cluster::ListMembership;
use crate::error::Result;
use crate::export::{Bilingual, Column};
use crate::study::Study;

/// The cities of one group, with its grouping, its key there and what readers see.
struct Group {
    field: String,
    key: String,
    title: String,
    cities: Vec<usize>,
}

/// The table `access_groups`: one row a group, for each of `measures` the mean weighted by population and the number
/// of cities that have no part in it; nothing in a study without groups.
///
/// # Errors
/// A group field that the regions lack; a population that is negative.
pub(super) fn table(
    study: &Study,
    measures: &[Column],
    list: Option<&ListMembership>,
) -> Result<Option<OutputTable>> {
    let groups = groups(study, list)?;
    if groups.is_empty() {
        return Ok(None);
    }
    let texts = |of: fn(&Group) -> &String| groups.iter().map(|group| Some(of(group).clone())).collect();
    let count = |count: usize| i64::try_from(count).ok();
    let mut columns = vec![
        text("field", Bilingual::new("分组", "Grouping"), texts(|group| &group.field)),
        text("group", Bilingual::new("组", "Group"), texts(|group| &group.key)),
        text("title", Bilingual::new("名称", "Title"), texts(|group| &group.title)),
        integer(
            "cities",
            Bilingual::new("城市数", "Cities"),
            groups.iter().map(|group| count(group.cities.len())).collect(),
        ),
    ];
    let members: Vec<Vec<usize>> = groups.into_iter().map(|group| group.cities).collect();
    let mut counts = Vec::new();
    for measure in measures {
        let values: Vec<Option<f64>> =
            (0..study.cities.len()).map(|city| measure.values.number(city)).collect();
        let means = group_mean(&values, &study.population, &members)?;
        let unit = (measure.unit.zh.as_str(), measure.unit.en.as_str());
        let mean = means.iter().map(|group| group.mean).collect();
        columns.push(real(measure.name.clone(), measure.alias.clone(), unit, measure.decimals, mean));
        let name = format!("{}_no_value", measure.name);
        let alias = Bilingual::new(
            format!("{}：无数值的城市数", measure.alias.zh),
            format!("{}: cities without a value", measure.alias.en),
        );
        counts.push(name.clone());
        columns.push(integer(name, alias, means.iter().map(|group| count(group.without)).collect()));
    }
    // A column of zeros tells the reader of a report nothing; the file has it for programs.
    let is_zero = |column: &Column| (0..members.len()).all(|row| column.values.number(row) == Some(0.0));
    let idle = columns.iter().filter(|column| counts.contains(&column.name) && is_zero(column));
    let mut not_in_report: Vec<String> = idle.map(|column| column.name.clone()).collect();
    not_in_report.push("group".to_owned());
    let title =
        Bilingual::new("分组可达性（人口加权均值）", "Accessibility by group, means weighted by population");
    let mut table = OutputTable::new("access_groups", title, columns);
    table.not_in_report = not_in_report;
    table.note = Bilingual::new(
        "无数值或无人口的城市不计入均值，其数单列；一个城市可属多个群，各计一次。",
        "Cities without a value or a population are left out of a mean and counted beside it; a city in several clusters \
         counts in each.",
    );
    Ok(Some(table))
}

/// The groups: of every field of regions that a series of disparity names, then regions, then clusters of the list.
fn groups(study: &Study, list: Option<&ListMembership>) -> Result<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    if let Some(regions) = &study.regions {
        let mut fields: Vec<&String> = Vec::new();
        for field in study.config.disparity.iter().flat_map(|series| &series.groups) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        let inside = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let region = |&city: &usize| study.region_of_city[city].is_some_and(wanted);
            (0..study.cities.len()).filter(region).collect()
        };
        for field in fields {
            let of = regions.fields.texts(field, &regions.source)?;
            let keys: std::collections::BTreeSet<&String> = of.iter().flatten().collect();
            groups.extend(keys.into_iter().map(|key| Group {
                field: field.clone(),
                key: key.clone(),
                title: label(&study.config, key).text(study.config.study.language).to_owned(),
                cities: inside(&|region| of[region].as_ref() == Some(key)),
            }));
        }
        groups.extend((0..regions.len()).map(|region| Group {
            field: "region".to_owned(),
            key: regions.ids[region].clone(),
            title: regions.names[region].clone(),
            cities: inside(&|of| of == region),
        }));
    }
    let clusters = list.into_iter().flat_map(|list| {
        list.clusters.iter().enumerate().map(|(cluster, name)| Group {
            field: "cluster".to_owned(),
            key: name.clone(),
            title: name.clone(),
            cities: list.members(cluster),
        })
    });
    groups.extend(clusters);
    Ok(groups)
}
