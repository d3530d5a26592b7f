//! What readers see instead of the name of an index.

use crate::export::{Bilingual, Language};
use crate::run::columns::label;
use crate::study::config::{Config, DisparitySection};

/// Name, Chinese, English of every index, in the order of the table by year.
const TITLES: [(&str, &str, &str); 22] = [
    ("cv_sample", "变异系数（样本）", "CV, sample"),
    ("cv_population", "变异系数（总体）", "CV, population"),
    ("williamson", "威廉森系数", "Williamson"),
    ("gini", "基尼系数", "Gini"),
    ("gini_weighted", "基尼系数（人口加权）", "Gini, by population"),
    ("theil_t", "泰尔指数", "Theil T"),
    ("max_min_ratio", "最高与最低之比", "Highest ÷ lowest"),
    ("absolute_gap", "最高与最低之差", "Highest − lowest"),
    ("band_population_share", "经济人口比在协调区间内的人口占比", "Share of population in the band"),
    ("moran_queen", "莫兰指数（邻接）", "Moran's I, queen"),
    ("moran_queen_p", "莫兰指数（邻接）伪 p 值", "Moran's I, queen, pseudo p"),
    ("moran_time", "莫兰指数（时间）", "Moran's I, time"),
    ("moran_time_p", "莫兰指数（时间）伪 p 值", "Moran's I, time, pseudo p"),
    // Of groups, or of all units together.
    ("total", "总量", "Total"),
    ("share", "占比", "Share"),
    ("per_capita", "人均", "Per head"),
    ("economy_population_ratio", "经济人口比", "Economy–population ratio"),
    ("ratio_per_capita", "人均之比", "Ratio per head"),
    ("top_share", "前列占比", "Share of the largest"),
    ("theil_between", "泰尔指数组间", "Theil T, between"),
    ("theil_within", "泰尔指数组内", "Theil T, within"),
    ("theil_between_share", "泰尔指数组间占比", "Between share of Theil T"),
];

/// The indices of all units that the table by year shows.
pub(super) fn by_year() -> impl Iterator<Item = &'static str> {
    TITLES[..13].iter().map(|(index, ..)| *index)
}

/// What readers see instead of `index` of the series `section`: the total by its label, with units.
pub(in crate::run) fn title_of(index: &str, section: &DisparitySection, config: &Config) -> Bilingual {
    let unit = label(config, &section.unit);
    let plain = title(index);
    match index {
        "total" if config.labels.contains_key(&section.value) => label(config, &section.value),
        "absolute_gap" | "per_capita" => {
            Bilingual::new(plain.with_unit(&unit, Language::Zh), plain.with_unit(&unit, Language::En))
        }
        _ => plain,
    }
}

/// What readers see instead of `index`.
pub(in crate::run) fn title(index: &str) -> Bilingual {
    match TITLES.iter().find(|(name, ..)| *name == index) {
        Some((_, zh, en)) => Bilingual::new(*zh, *en),
        None => Bilingual::same(index),
    }
}
