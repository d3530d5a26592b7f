//! The table of the clusters of a rule as papers print it.

use super::ruled::Ruled;
use crate::cluster::{ClusterProfile, ProfileOptions, cluster_profiles, compactness, silhouette};
use crate::error::Result;
use crate::export::{Bilingual, Column, display};
use crate::run::columns::{count, integer, real, text};
use crate::run::part::OutputTable;
use crate::study::Study;
use crate::units::Minutes;
use geo_types::MultiPolygon;

impl Ruled {
    /// The table of the clusters as papers print it; with `value`, a field of the cities such as their output, its sum and
    /// share as well.
    ///
    /// # Errors
    /// A field that the cities lack; values that are negative; an outline outside the plane of the study.
    pub fn cluster_table(&self, study: &Study, value: Option<&str>) -> Result<OutputTable> {
        let members = self.members();
        let bounds = size_bounds(study);
        let options = ProfileOptions { size_bounds: bounds.clone(), ..ProfileOptions::default() };
        let profiles = cluster_profiles(&study.times, &study.population, &members, &options)?;
        let names: Vec<_> = (0..members.len()).map(|of| Some(self.cluster_name(study, of))).collect();
        let ids = self.membership.cores.iter().map(|&core| Some(study.cities.ids[core].clone())).collect();
        let plain = ("", "");
        let mut columns = vec![
            text("core_code", Bilingual::new("核心代码", "Code of the core"), ids),
            text("cluster", Bilingual::new("城市群（核心）", "Cluster (core)"), names),
            integer(
                "cities",
                Bilingual::new("城市数", "Cities"),
                profiles.iter().map(|p| count(p.cities)).collect(),
            ),
        ];
        let mut add = |name: &str, zh: &str, en: &str, unit: (&str, &str), decimals: usize, values| {
            columns.push(real(name, Bilingual::new(zh, en), unit, decimals, values));
        };
        let of = |pick: &dyn Fn(&ClusterProfile) -> Option<f64>| profiles.iter().map(pick).collect();
        add("pop", "人口", "Population", plain, 0, of(&|p| Some(p.population)));
        add("pop_share", "占全部人口", "Share of all population", plain, 3, of(&|p| p.population_share));
        if let Some(field) = value {
            let values = study.city_numbers(field)?;
            let all: f64 = values.iter().flatten().sum();
            let sum = |cities: &Vec<usize>| cities.iter().filter_map(|&city| values[city]).sum::<f64>();
            let sums: Vec<f64> = members.iter().map(sum).collect();
            add("value", field, field, plain, 0, sums.iter().copied().map(Some).collect());
            let shares = sums.iter().map(|sum| (all > 0.0).then(|| sum / all)).collect();
            add("value_share", "占全部之份额", "Share of all", plain, 3, shares);
            let spread = members.iter().map(|cities| williamson_of(study, &values, cities)).collect();
            add(
                "williamson",
                "群内人均差异（威廉森系数）",
                "Disparity per head (Williamson)",
                plain,
                3,
                spread,
            );
        }
        add("primacy", "首位城市占比", "Share of the largest city", plain, 3, of(&|p| p.primacy));
        add("two_city", "两城市指数", "Two-city index", plain, 2, of(&|p| p.two_city_index));
        let minutes = ("分钟", "min");
        add(
            "inside_min",
            "群内平均时间",
            "Mean time inside",
            minutes,
            0,
            of(&|p| p.mean_time.map(Minutes::get)),
        );
        add(
            "pairs_60",
            "一小时内城市对占比",
            "Share of pairs within 1 h",
            plain,
            3,
            of(&|p| p.pairs_within[0]),
        );
        add(
            "pairs_120",
            "两小时内城市对占比",
            "Share of pairs within 2 h",
            plain,
            3,
            of(&|p| p.pairs_within[1]),
        );
        let to_core = |(cities, &core): (&Vec<usize>, &usize)| mean_time_to(study, cities, core);
        let central = members.iter().zip(&self.membership.cores).map(to_core).collect();
        add("to_core_min", "到核心平均时间", "Mean time to the core", minutes, 0, central);
        let fit = silhouette(&study.times, self.clusters());
        add("silhouette", "轮廓系数", "Silhouette", plain, 3, fit.clusters);
        if let Some(parts) = &self.modularity {
            let parts = parts.iter().copied().map(Some).collect();
            add("modularity", "对模块度的贡献", "Adds to modularity", plain, 4, parts);
        }
        if let Some(outlines) = self.outlines(study) {
            let plane = |outline: &MultiPolygon<f64>| {
                study.projector.polygons_to_plane(outline).and_then(|plane| compactness(&plane))
            };
            let round = outlines.iter().map(plane).collect();
            add("compactness", "紧凑度", "Compactness", plain, 3, round);
        }
        columns.extend(size_classes(&profiles, &bounds));
        let title = self.titled("城市群概况", "City clusters");
        let mut table = OutputTable::new(format!("cluster_table_{}", self.rule.file_name()), title, columns);
        if let Some(parts) = &self.modularity {
            let all = display(parts.iter().sum(), 4);
            table.note = Bilingual::new(
                format!("模块度合计 {all}；单独成群的城市不列，其贡献亦不计入。"),
                format!("Modularity in all: {all}; cities by themselves have no row and are not in it."),
            );
        }
        Ok(table)
    }
}

/// How many cities of each size, the largest first.
fn size_classes(profiles: &[ClusterProfile], bounds: &[f64]) -> Vec<Column> {
    let class = |class: usize| {
        let (zh, en) = size_words(bounds, class);
        integer(
            format!("size_{}", class + 1),
            Bilingual::new(zh, en),
            profiles.iter().map(|profile| count(profile.size_classes[class])).collect(),
        )
    };
    (0..=bounds.len()).rev().map(class).collect()
}

/// Mean time of the cities of a cluster to its core, over those with a path.
fn mean_time_to(study: &Study, cities: &[usize], core: usize) -> Option<f64> {
    let others = cities.iter().filter(|&&city| city != core);
    let times: Vec<f64> = others.filter_map(|&city| Some(study.times.minutes(city, core)?.get())).collect();
    (!times.is_empty()).then(|| times.iter().sum::<f64>() / times.len() as f64)
}

/// Williamson's coefficient of a value per head over cities with both; `None` for fewer than two of them.
fn williamson_of(study: &Study, values: &[Option<f64>], cities: &[usize]) -> Option<f64> {
    let known =
        cities.iter().filter_map(|&city| Some((values[city]?, study.population[city].filter(|p| *p > 0.0)?)));
    let (per_head, people): (Vec<f64>, Vec<f64>) =
        known.map(|(value, people)| (value / people, people)).unzip();
    if per_head.len() < 2 {
        return None;
    }
    crate::disparity::williamson(&per_head, &people).ok().flatten()
}

/// Lower bounds of the classes of the State Council of 2014: half a million, one, five and ten million; in ten thousands
/// where the population is counted so.
fn size_bounds(study: &Study) -> Vec<f64> {
    let all: f64 = study.population.iter().flatten().sum();
    let unit = if all < 1e6 { 1.0 } else { 1e4 };
    [50.0, 100.0, 500.0, 1000.0].map(|bound| bound * unit).to_vec()
}

fn size_words(bounds: &[f64], class: usize) -> (String, String) {
    let words = |bound: f64| crate::export::number::large_in_words(bound, 0);
    match class.checked_sub(1).map(|below| words(bounds[below])) {
        None => {
            let upper = words(bounds[0]);
            (format!("不足 {} 的城市", upper.zh), format!("Cities below {}", upper.en))
        }
        Some(lower) => (format!("{} 以上的城市", lower.zh), format!("Cities from {}", lower.en)),
    }
}
