//! Gains split by the groups to which cities belong; the parts of a split add up to the whole.

use super::change::Change;
use super::weighing::{Weighed, weigh};
use crate::cluster::ListMembership;
use crate::error::Result;
use crate::export::Bilingual;
use crate::run::columns::label;
use crate::study::Study;

/// A partition of the cities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Split {
    /// Its key in tables: `region`, the field of the regions, `cluster`.
    pub(super) key: String,
    /// What readers see.
    pub(super) title: Bilingual,
    /// Keys of the groups with what readers see.
    pub(super) groups: Vec<(String, Bilingual)>,
    /// The group of each city; `None` for cities in none, who make a row of their own.
    pub(super) of: Vec<Option<usize>>,
}

/// The share of a split that falls to a group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Share {
    /// The group; `None` for cities in no group.
    pub(super) group: Option<usize>,
    /// Its people and means.
    pub(super) weighed: Weighed,
    /// Its share of the total gain; `None` where nobody gains or loses in all.
    pub(super) of_total: Option<f64>,
}

/// By region, by each field by which the study groups its regions, and by the clusters of its list.
///
/// A city in several clusters counts in the first of the list, as on the map of clusters, so that the parts add up.
pub(super) fn splits(study: &Study, list: Option<&ListMembership>) -> Result<Vec<Split>> {
    let mut splits = Vec::new();
    if let Some(regions) = &study.regions {
        let groups = regions.ids.iter().zip(&regions.names);
        splits.push(Split {
            key: "region".to_owned(),
            title: Bilingual::new("地区", "Region"),
            groups: groups.map(|(id, name)| (id.clone(), Bilingual::same(name))).collect(),
            of: study.region_of_city.clone(),
        });
        let mut fields: Vec<&String> = Vec::new();
        for field in study.config.disparity.iter().flat_map(|series| &series.groups) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        for field in fields {
            let texts = regions.fields.texts(field, &regions.source)?;
            let mut keys: Vec<&String> = texts.iter().flatten().collect();
            keys.sort();
            keys.dedup();
            let group = |region: &Option<usize>| keys.binary_search(&texts[(*region)?].as_ref()?).ok();
            splits.push(Split {
                key: field.clone(),
                title: label(&study.config, field),
                of: study.region_of_city.iter().map(group).collect(),
                groups: keys.iter().map(|key| ((*key).clone(), label(&study.config, key))).collect(),
            });
        }
    }
    if let Some(list) = list {
        splits.push(Split {
            key: "cluster".to_owned(),
            title: Bilingual::new("城市群（名单）", "Cluster by list"),
            groups: list.clusters.iter().map(|name| (name.clone(), Bilingual::same(name))).collect(),
            of: list.first(),
        });
    }
    Ok(splits)
}

impl Split {
    /// What of `change` falls to each group that has a city in it.
    pub(super) fn shares(&self, change: &Change, population: &[Option<f64>]) -> Vec<Share> {
        let total = weigh(change, population, 0..change.len()).total;
        let group = |group: Option<usize>| {
            let cities: Vec<usize> = (0..self.of.len()).filter(|&city| self.of[city] == group).collect();
            let weighed = weigh(change, population, cities.iter().copied());
            let of_total = Some(weighed.total / total).filter(|share| share.is_finite());
            (!cities.is_empty()).then_some(Share { group, weighed, of_total })
        };
        (0..self.groups.len()).map(Some).chain([None]).filter_map(group).collect()
    }
}
