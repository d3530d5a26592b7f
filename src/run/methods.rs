//! The method box: every formula in use, with its parameters, convention and source.

use super::columns::label;
use crate::export::Bilingual;
use crate::network::{ModeKind, TransferBetween};
use crate::report::Method;
use crate::study::Config;
use std::fmt::Write;

/// The methods that `config` uses, with its parameters.
pub(super) fn methods(config: &Config) -> Vec<Method> {
    let mut methods = vec![travel_time(config)];
    methods.extend(access(config));
    methods.extend(clusters(config));
    if !config.disparity.is_empty() {
        methods.extend(disparity());
    }
    methods.push(classes());
    methods
}

fn method(name: (&str, &str), formula: &str, convention: (String, String), source: &str) -> Method {
    Method {
        name: Bilingual::new(name.0, name.1),
        formula: formula.to_owned(),
        convention: Bilingual::new(convention.0, convention.1),
        source: source.to_owned(),
    }
}

fn both(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

fn travel_time(config: &Config) -> Method {
    let rules = &config.network;
    let mut modes = String::new();
    for (name, mode) in &rules.mode {
        let kind = match mode.kind {
            ModeKind::Road => "road",
            ModeKind::Rail => "rail",
            ModeKind::Ferry => "ferry",
        };
        // Writing to a string cannot fail.
        let _ = write!(
            modes,
            "{name} ({kind}): {} × design speed, stop {} min, wait {} min; ",
            mode.operating_share,
            mode.stop_min.get(),
            mode.wait_min.get()
        );
    }
    let change = match rules.transfer_between {
        TransferBetween::Modes => ("换乘方式之间", "between modes"),
        TransferBetween::Lines => ("线路之间", "between lines"),
    };
    let (speed, detour, transfer) = (rules.access_kmh.get(), rules.access_detour, rules.transfer_min.get());
    method(
        ("旅行时间", "Travel time"),
        "t_ij = min over paths of Σ (access + wait + ride + stops + transfers + egress)",
        (
            format!(
                "门到门，精确到毫秒；{modes}{} {transfer} 分钟；驻地到站 {speed} km/h × 绕行 {detour}。不可达为空值。\
                 市内出行：半个等面积圆半径。",
                change.0
            ),
            format!(
                "Door to door, exact to the millisecond; {modes}transfer {} {transfer} min; seat to station at {speed} \
                 km/h × detour {detour}. No path is null. A trip inside a city: half the radius of the circle of its area.",
                change.1
            ),
        ),
        "Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik 1.",
    )
}

fn access(config: &Config) -> Vec<Method> {
    let section = &config.access;
    let mass = label(config, config.cities.mass.as_ref().unwrap_or(&config.cities.population));
    let (exponent, daily) = (section.potential_exponent, section.daily_min.get());
    let own = if section.self_potential {
        ("计入自身潜力（市内时间）", "a city's own mass counts, at its intrazonal time")
    } else {
        ("不计自身潜力", "a city's own mass does not count")
    };
    let mut methods = vec![
        method(
            ("加权平均旅行时间", "Weighted mean travel time"),
            "A_i = Σ_j t_ij M_j / Σ_j M_j , j ≠ i",
            (
                format!("M = {}；不可达城市不计入并单列其数。", mass.zh),
                format!(
                    "M = {}; cities out of reach are left out and counted in a column of their own.",
                    mass.en
                ),
            ),
            "Gutiérrez, J. (2001). Location, economic potential and daily accessibility. Journal of Transport Geography 9(4).",
        ),
        method(
            ("经济潜力", "Economic potential"),
            "P_i = Σ_j M_j / t_ij^a",
            (
                format!("a = {exponent}；{}；指数以均值为 100。", own.0),
                format!("a = {exponent}; {}; the index has mean 100.", own.1),
            ),
            "Hansen, W. G. (1959). How accessibility shapes land use. Journal of the American Institute of Planners 25(2).",
        ),
        method(
            ("日常可达人口", "Daily accessibility"),
            "D_i = Σ_j P_j [t_ij ≤ L]",
            (
                format!("L = {daily} 分钟，单程，含等号与本市。"),
                format!("L = {daily} min one way, the limit included; the city itself counts."),
            ),
            "Gutiérrez, J. (2001), as above.",
        ),
    ];
    if !section.cumulative.is_empty() {
        methods.push(method(
            ("累积机会", "Cumulative opportunities"),
            "C_i = Σ_j O_j [t_ij ≤ c]",
            both("含等号；不可达不计。", "The cut-off is included; what cannot be reached adds nothing."),
            "Wachs, M. and Kumagai, T. G. (1973). Physical accessibility as a social indicator. Socio-Economic Planning Sciences 7(5).",
        ));
    }
    methods
}

fn clusters(config: &Config) -> Vec<Method> {
    let Some(section) = &config.clusters else { return Vec::new() };
    let field = label(config, section.core_field.as_ref().unwrap_or(&config.cities.population));
    let (from, member, fringe) = (section.core_from, section.member_min.get(), section.fringe_min.get());
    vec![
        method(
            ("城市群（规则）", "Clusters by rule"),
            "core: x_i ≥ x₀ ; member: t_ic ≤ T₁ ; fringe: t_ic ≤ T₂",
            (
                format!(
                    "x = {}，x₀ = {from}；T₁ = {member}、T₂ = {fringe} 分钟，城市到最近核心；相距不超过 T₁ 的核心并为一群。",
                    field.zh
                ),
                format!(
                    "x = {}, x₀ = {from}; T₁ = {member} and T₂ = {fringe} min from the city to its nearest core; \
                     cores within T₁ of a larger one join it.",
                    field.en
                ),
            ),
            "",
        ),
        method(
            ("一致程度", "Agreement"),
            "Jaccard = |A ∩ B| / |A ∪ B| ; ARI = (n_same − E) / (max − E)",
            both(
                "调整兰德指数按至少属于一方的城市计算。",
                "The adjusted Rand index is over cities in a cluster of either.",
            ),
            "Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2.",
        ),
    ]
}

fn disparity() -> Vec<Method> {
    vec![
        method(
            ("人均值", "Values per head"),
            "y_it = X_it / ((p_i,t−1 + p_it) / 2)",
            both(
                "有上年末人口时用年初年末平均，否则用年末人口，表中注明。",
                "Over the mean population of the year where the end of the year before is known, else over that at its end; \
                 the tables say which.",
            ),
            "",
        ),
        method(
            ("变异系数", "Coefficient of variation"),
            "CV = s / ȳ , s² = Σ (y_i − ȳ)² / (n − 1)",
            both(
                "样本标准差，不加权；总体标准差另列。",
                "Sample standard deviation, unweighted; the population form stands beside it.",
            ),
            "",
        ),
        method(
            ("威廉森系数", "Williamson coefficient"),
            "V_w = √(Σ (y_i − ȳ)² p_i / P) / ȳ",
            both("人口加权。", "Weighted by population."),
            "Williamson, J. G. (1965). Regional inequality and the process of national development. Economic Development and Cultural Change 13(4).",
        ),
        method(
            ("基尼系数", "Gini coefficient"),
            "G = Σ_i Σ_j |y_i − y_j| / (2 n² ȳ)",
            both(
                "无 n/(n−1) 修正；人口加权形式另列。",
                "Without n/(n−1); the form weighted by population stands beside it.",
            ),
            "",
        ),
        method(
            ("泰尔指数及分解", "Theil T and its parts"),
            "T = Σ_i (p_i / P)(y_i / ȳ) ln(y_i / ȳ) = T_between + T_within",
            both(
                "自然对数，0·ln 0 = 0，人口加权。",
                "Natural logarithm, 0·ln 0 = 0, weighted by population.",
            ),
            "Theil, H. (1967). Economics and Information Theory. North-Holland.",
        ),
        method(
            ("经济人口比", "Economy–population ratio"),
            "r_i = (X_i / X) / (p_i / P)",
            both("区间含两端。", "The band includes both ends."),
            "",
        ),
        method(
            ("莫兰指数", "Moran's I"),
            "I = (n / S₀) Σ_i Σ_j w_ij z_i z_j / Σ_i z_i²",
            both(
                "行标准化；孤岛不参与（spdep 规则）；双侧伪 p，置换随机种子固定。时间邻接：各省人口最多城市之间旅行时间最近的 k 个。",
                "Row-standardised; islands take no part (as in spdep); two-sided pseudo p by permutation with a fixed seed. \
                 Neighbours in time: the k nearest between the most populous cities of the regions.",
            ),
            "Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2).",
        ),
    ]
}

fn classes() -> Method {
    method(
        ("分级", "Classes"),
        "[a, b] (b, c] …",
        both(
            "界限为双精度全值，图例取整；空值单列一级。Fisher–Jenks 为组内离差平方和最小的精确解。",
            "Bounds at full precision, labels rounded; no data has a class of its own. Fisher–Jenks is the exact least sum of squares.",
        ),
        "Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American Statistical Association 53(284).",
    )
}
