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

/// Name, Chinese, English of the indices that only stand where they are asked for.
const FURTHER: [(&str, &str, &str); 54] = [
    ("units", "参与计算的地区数", "Regions measured"),
    ("gini_corrected", "基尼系数（小样本修正）", "Gini, corrected"),
    ("theil_l", "泰尔 L（平均对数离差）", "Theil L"),
    ("ge", "广义熵指数", "Generalised entropy"),
    ("atkinson", "阿特金森指数", "Atkinson"),
    ("hoover", "胡佛指数", "Hoover"),
    ("palma", "帕尔马比值", "Palma"),
    ("percentile_ratio", "百分位数之比", "Percentile ratio"),
    ("sd_log", "对数标准差", "Standard deviation of logarithms"),
    ("wolfson", "沃尔夫森极化指数", "Wolfson polarisation"),
    ("herfindahl", "赫芬达尔指数", "Herfindahl"),
    ("herfindahl_normalised", "赫芬达尔指数（标准化）", "Herfindahl, normalised"),
    ("nested", "广义熵指数（多级分解）", "Generalised entropy, nested"),
    ("dagum", "达古姆基尼系数", "Dagum's Gini"),
    ("moran", "莫兰指数", "Moran's I"),
    ("moran_expected", "莫兰指数期望值", "Moran's I, expected"),
    ("moran_z", "莫兰指数 z 值", "Moran's I, z"),
    ("moran_p", "莫兰指数伪 p 值", "Moran's I, pseudo p"),
    ("geary", "吉尔里指数", "Geary's C"),
    ("geary_p", "吉尔里指数伪 p 值", "Geary's C, pseudo p"),
    ("getis_g", "Getis–Ord 全局 G", "Getis–Ord G"),
    ("getis_g_expected", "Getis–Ord 全局 G 期望值", "Getis–Ord G, expected"),
    ("getis_g_p", "Getis–Ord 全局 G 伪 p 值", "Getis–Ord G, pseudo p"),
    ("join_counts_hh", "连接数：高—高", "Join counts, high–high"),
    ("join_counts_hh_p", "连接数：高—高，伪 p 值", "Join counts, high–high, pseudo p"),
    ("join_counts_ll", "连接数：低—低", "Join counts, low–low"),
    ("join_counts_ll_p", "连接数：低—低，伪 p 值", "Join counts, low–low, pseudo p"),
    ("join_counts_hl", "连接数：高—低", "Join counts, high–low"),
    ("join_counts_hl_p", "连接数：高—低，伪 p 值", "Join counts, high–low, pseudo p"),
    ("spatial_gini_neighbours", "空间基尼系数：邻居间", "Spatial Gini, neighbours"),
    ("spatial_gini_others", "空间基尼系数：非邻居间", "Spatial Gini, others"),
    ("spatial_gini_others_share", "空间基尼系数：非邻居间占比", "Spatial Gini, share of others"),
    ("spatial_gini_p", "空间基尼系数伪 p 值", "Spatial Gini, pseudo p"),
    ("sigma", "σ 收敛：对数标准差", "Sigma: deviation of logarithms"),
    ("sigma_slope", "σ 收敛：趋势斜率", "Sigma: slope of the trend"),
    ("sigma_slope_p", "σ 收敛：趋势 p 值", "Sigma: p of the trend"),
    ("sigma_first_to_last_p", "σ 收敛：首末年方差相等 p 值", "Sigma: p of equal dispersion, first and last"),
    ("beta", "β 收敛系数", "Beta"),
    ("beta_lower", "β 收敛系数下限", "Beta, lower"),
    ("beta_upper", "β 收敛系数上限", "Beta, upper"),
    ("beta_p", "β 收敛系数 p 值", "Beta, p"),
    ("beta_r_squared", "β 收敛 R²", "Beta, R²"),
    ("beta_speed", "收敛速度", "Speed of convergence"),
    ("beta_half_life", "收敛半衰期", "Half-life of convergence"),
    ("markov_mobility", "马尔可夫链流动性", "Markov mobility"),
    ("spatial_markov_q", "空间马尔可夫 Q", "Spatial Markov Q"),
    ("spatial_markov_q_p", "空间马尔可夫 Q 的 p 值", "Spatial Markov Q, p"),
    ("rank_tau", "位次 τ", "Rank tau"),
    ("rank_tau_p", "位次 τ 的 p 值", "Rank tau, p"),
    ("rank_tau_neighbours", "邻居间位次 τ", "Rank tau among neighbours"),
    ("rank_tau_neighbours_p", "邻居间位次 τ 的 p 值", "Rank tau among neighbours, p"),
    ("gravity_lon", "重心经度", "Gravity centre, longitude"),
    ("gravity_lat", "重心纬度", "Gravity centre, latitude"),
    ("gravity_shift_km", "重心移动距离（公里）", "Shift of the gravity centre (km)"),
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

/// What readers see instead of `index`, which may end in its numbers.
pub(in crate::run) fn title(index: &str) -> Bilingual {
    if let Some((_, zh, en)) = TITLES.iter().find(|(name, ..)| *name == index) {
        return Bilingual::new(*zh, *en);
    }
    let (name, numbers) =
        index.split_once(':').map_or((index, None), |(name, numbers)| (name, Some(numbers)));
    let Some((_, zh, en)) = FURTHER.iter().find(|(further, ..)| *further == name) else {
        return Bilingual::same(index);
    };
    match numbers {
        Some(numbers) => {
            let numbers = numbers.replace(':', ", ");
            Bilingual::new(format!("{zh}（{numbers}）"), format!("{en} ({numbers})"))
        }
        None => Bilingual::new(*zh, *en),
    }
}

/// Whether `index` stands in the table by group rather than in that by year.
pub(super) fn of_group(index: &str) -> bool {
    TITLES[13..].iter().any(|(name, ..)| *name == index)
}
