//! The method box: every formula in use, with its parameters, convention and source.

mod clusters;
mod measures;

use super::access::self_potential;
use super::columns::label;
use super::corridors::mode_name;
use super::disparity::rule_in_words;
use super::network_words::beyond_the_usual;
use crate::access::SelfPotential;
use crate::export::Bilingual;
use crate::network::{ModeKind, TransferBetween};
use crate::report::Method;
use crate::study::config::{DisparitySection, Language};
use crate::study::{Config, Study};
use std::fmt::Write;

/// The methods that `study` uses, with its parameters.
pub(super) fn methods(study: &Study) -> Vec<Method> {
    let config = &study.config;
    let mut methods = vec![travel_time(study)];
    methods.extend(access(study));
    methods.extend(measures::measures(config));
    methods.extend(clusters::clusters(config));
    methods.extend(coverage(config));
    if !config.scenario.is_empty() {
        methods.extend(scenarios());
    }
    if !config.disparity.is_empty() && study.regions.is_some() {
        methods.extend(disparity(config));
    }
    methods.push(classes());
    methods
}

fn method(name: (&str, &str), formula: &str, convention: (String, String), source: &str) -> Method {
    Method {
        name: Bilingual::new(name.0, name.1),
        formula: formula.to_owned(),
        convention: Bilingual::new(convention.0, convention.1),
        source: Bilingual::new(source.replace(AS_ABOVE, "同上"), source),
    }
}

/// Behind the short form of a source that stands above.
const AS_ABOVE: &str = "as above";

fn both(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

/// The speeds and times of every mode in words.
fn modes(config: &Config) -> Bilingual {
    let mut words = Bilingual::default();
    for (key, mode) in &config.network.mode {
        let name = mode_name(config, key);
        let (share, stop, wait) = (mode.operating_share, mode.stop_min.get(), mode.wait_min.get());
        // Writing to a string cannot fail.
        let _ = match mode.kind {
            ModeKind::Rail => {
                let _ = write!(
                    words.zh,
                    "{}按设计时速的 {share} 倍运行，每停一站 {stop} 分钟，候车 {wait} 分钟；",
                    name.zh
                );
                write!(words.en, "{}: {share} × design speed, {stop} min a stop, wait {wait} min; ", name.en)
            }
            ModeKind::Road => {
                let _ = write!(words.zh, "{}按设计时速的 {share} 倍行驶；", name.zh);
                write!(words.en, "{}: {share} × design speed; ", name.en)
            }
            ModeKind::Ferry => {
                let _ = write!(words.zh, "{}候船 {wait} 分钟；", name.zh);
                write!(words.en, "{}: wait {wait} min; ", name.en)
            }
        };
    }
    words
}

/// How long a trip inside a city takes.
fn inside(study: &Study) -> (String, String) {
    match study.config.network.intrazonal_min {
        Some(time) => {
            (format!("市内出行：{} 分钟。", time.get()), format!("A trip inside a city: {} min.", time.get()))
        }
        None if study.cities.territories.is_some() => both(
            "市内出行：辖区等面积圆半径之半，按上述速度与绕行系数计。",
            "A trip inside a city: half the radius of the circle of its area, at the same speed and detour.",
        ),
        None => {
            both("市内出行时间未知（点状城市）。", "A trip inside a city: unknown, the cities are points.")
        }
    }
}

fn travel_time(study: &Study) -> Method {
    let config = &study.config;
    let rules = &config.network;
    let (modes, inside, more) = (modes(config), inside(study), beyond_the_usual(study));
    let change = match rules.transfer_between {
        TransferBetween::Modes => ("不同方式之间", "between modes"),
        TransferBetween::Lines => ("不同线路之间", "between lines"),
    };
    let (speed, detour, transfer) = (rules.access_kmh.get(), rules.access_detour, rules.transfer_min.get());
    method(
        ("旅行时间", "Travel time"),
        "t_ij = min Σ (t_access + t_wait + t_ride + t_stop + t_transfer + t_egress)",
        (
            format!(
                "门到门时间：接驳、候车、行驶、停站、换乘、离站之和最小的路径，精确到毫秒。{}{}换乘 {transfer} 分钟；\
                 驻地到车站或公路 {speed} km/h，绕行系数 {detour}。不可达为空值。{}{}",
                modes.zh, change.0, inside.0, more.0
            ),
            format!(
                "Door to door along the quickest path, exact to the millisecond. {}transfer {} {transfer} min; seat to \
                 station or road at {speed} km/h × detour {detour}. No path is null. {}{}",
                modes.en, change.1, inside.1, more.1
            ),
        ),
        "Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik 1.",
    )
}

fn access(study: &Study) -> Vec<Method> {
    let config = &study.config;
    let section = &config.access;
    let mass = label(config, config.cities.mass.as_ref().unwrap_or(&config.cities.population));
    let (exponent, daily) = (section.potential_exponent, section.daily_min.get());
    let own = own_mass(self_potential(study));
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
            "D_i = P_i + Σ_j P_j [t_ij ≤ L] , j ≠ i",
            (
                format!("L = {daily} 分钟，单程，含等号；本市人口总是计入。"),
                format!("L = {daily} min one way, the limit included; the city itself always counts."),
            ),
            "Gutiérrez, J. (2001), as above.",
        ),
    ];
    if !section.cumulative.is_empty() {
        methods.push(method(
            ("累积机会", "Cumulative opportunities"),
            "C_i = Σ_j O_j [t_ij ≤ c]",
            both(
                "含等号；不可达不计；本市按市内出行时间计，市内时间超过时限的城市不计本市。",
                "The cut-off is included; what cannot be reached adds nothing; the city itself counts if a trip inside it \
                 is within the cut-off.",
            ),
            "Wachs, M. and Kumagai, T. G. (1973). Physical accessibility as a social indicator. Socio-Economic Planning Sciences 7(5).",
        ));
    }
    methods
}

/// How a city's own mass counts, in words.
fn own_mass(rule: SelfPotential) -> (String, String) {
    match rule {
        SelfPotential::None => both("不计自身潜力", "a city's own mass does not count"),
        SelfPotential::Intrazonal => {
            both("计入自身潜力（按市内出行时间）", "a city's own mass counts, at its intrazonal time")
        }
        SelfPotential::Fixed { minutes } => (
            format!("计入自身潜力（一律按 {} 分钟）", minutes.get()),
            format!("a city's own mass counts, at {} min", minutes.get()),
        ),
        SelfPotential::NearestNeighbour { share } => (
            format!("计入自身潜力（按到最近城市时间的 {share} 倍）"),
            format!("a city's own mass counts, at {share} × the time to its nearest city"),
        ),
        SelfPotential::MeanNearestNeighbour { share } => (
            format!("计入自身潜力（一律按各城市到最近城市平均时间的 {share} 倍）"),
            format!("a city's own mass counts, at {share} × the mean time of cities to their nearest city"),
        ),
    }
}

fn coverage(config: &Config) -> Vec<Method> {
    let mut methods = Vec::new();
    if !config.coverage.is_empty() {
        methods.push(method(
            ("基础设施通达程度", "Coverage"),
            "T_i = min_j (t_ij + w_j) , t_ii = 0 ; V_c = Σ_i p_i [T_i ≤ c] / Σ_i p_i",
            both(
                "w 为驻地到最近设施的接驳时间，设施城市自身为 0；含等号；无法到达设施的城市与人口仍在分母中；\
                 城市人口全部按驻地计。",
                "w is the way from a seat to its facility, 0 for a city that is one; the limit is included; cities and people \
                 that reach none are in the denominator; all people of a city count as at its seat.",
            ),
            "",
        ));
    }
    if config.city_pairs.is_some() {
        methods.push(method(
            ("城市对", "City pairs"),
            "N_c = Σ_{i<j} [max(t_ij, t_ji) ≤ c] ; Σ_{i<j} p_i p_j [·] / Σ_{i<j} p_i p_j",
            both(
                "每对计一次，往返均须在时限内，含等号；同属任一群者为群内，均有群而无共同群者为群间；不可达者在分母中。",
                "Each pair once, both ways within the limit, which is included; within: a group in common, between: both in \
                 groups but none in common; pairs without a path are in the denominator.",
            ),
            "",
        ));
    }
    methods
}

fn scenarios() -> Vec<Method> {
    vec![
        method(
            ("前后对比", "Before and after"),
            "Δ_i = x_i' − x_i ; g_i = ± Δ_i ; G = Σ_i p_i g_i",
            both(
                "x' 为情景，x 为现状；g 为改善，恒以好转为正；总量与均值按人口 p 加权，仅计两侧都有数值的城市，新接入与不再可达者\
                 单列。线路途经的地区：增、改、停的线路每 5 公里左右一段，段中点所在的地区；溢出为其余城市所占的总改善。",
                "x' in the scenario, x in the base; a gain g is above zero for the better; totals and means are over people p, of \
                 cities with both values; newly connected and lost ones are counted apart. Regions on the way: where the middle \
                 of a piece (some 5 km) of a line added, changed or taken out lies; spillover is the share of G elsewhere.",
            ),
            "",
        ),
        method(
            ("洛伦兹曲线与不均衡", "Lorenz curve and inequality of accessibility"),
            "L(Σ_{k≤i} p_k / P) = Σ_{k≤i} p_k x_k / Σ p x ; gini_pop = 1 − 2 ∫ L",
            both(
                "人口加权的基尼系数、泰尔 T 与变异系数（威廉森形式）同降为“趋于均衡”，同升为“趋于分化”。",
                "Gini, Theil T and CV (Williamson's form) by people: all fall, it levels; all rise, it polarises.",
            ),
            "Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70).",
        ),
    ]
}

fn disparity(config: &Config) -> Vec<Method> {
    let (k, permutations) =
        (by_series(config, |one| one.time_neighbours), by_series(config, |one| one.permutations));
    let band = by_series(config, |one| format!("[{}, {}]", one.band[0], one.band[1]));
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
            (format!("协调区间 {band}，含两端。"), format!("Band {band}, both ends included.")),
            "",
        ),
        method(
            ("莫兰指数", "Moran's I"),
            "I = (n / S₀) Σ_i Σ_j w_ij z_i z_j / Σ_i z_i²",
            (
                format!(
                    "邻接为共边或共点（queen），行标准化；无邻居的单元不参与（spdep 规则）；双侧伪 p 值，置换 {permutations} 次，\
                     随机种子 {}。时间邻接：各地区人口最多城市之间旅行时间最近的 {k} 个。",
                    config.study.seed
                ),
                format!(
                    "Queen contiguity, row-standardised; islands take no part (as in spdep); two-sided pseudo p of \
                     {permutations} permutations, seed {}. Neighbours in time: the {k} nearest between the most populous \
                     cities of the regions.",
                    config.study.seed
                ),
            ),
            "Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2).",
        ),
        around_regions(config),
        method(
            ("局部泰尔指数", "Local Theil T"),
            "T_i = Σ_j q_ij (y_j / ȳ_i) ln(y_j / ȳ_i) , q_ij = w_ij p_j / Σ_k w_ik p_k",
            both(
                "每个地区与其邻居合在一起，自身权重等于其最重的邻居；有人口时按人口加权。",
                "Each region and its neighbours together, itself as heavy as the heaviest of them; weighted by population \
                 where there is one.",
            ),
            "Theil, H. (1967). Economics and Information Theory. North-Holland.",
        ),
    ]
}

fn around_regions(config: &Config) -> Method {
    let rules = |language| {
        by_series(config, |one| {
            let rule = rule_in_words(one.weights.as_deref().unwrap_or("queen"));
            rule.text(language).to_owned()
        })
    };
    let permutations = by_series(config, |one| one.permutations);
    let (zh, en, seed) = (rules(Language::Zh), rules(Language::En), config.study.seed);
    method(
        ("局部莫兰指数（LISA）", "Local Moran's I (LISA)"),
        "I_i = (n − 1) z_i Σ_j w_ij z_j / Σ_k z_k²",
        (
            format!(
                "邻居：{zh}，行标准化；地区自身的值不动，邻居的值取自其余地区，条件置换 {permutations} 次，种子 {seed}；双侧伪 p ≤ 0.05 \
                 为显著，lisa_fdr 为经错误发现率校正仍显著；无数据或无邻居的地区不参与。"
            ),
            format!(
                "Neighbours: {en}, row-standardised; each region keeps its value and its neighbours' are drawn from the others, \
                 {permutations} conditional permutations, seed {seed}; significant at a two-sided pseudo p ≤ 0.05, lisa_fdr \
                 where it holds under the false discovery rate; regions without a value or a neighbour take no part."
            ),
        ),
        "Anselin, L. (1995). Local indicators of spatial association – LISA. Geographical Analysis 27(2). Benjamini, Y. and \
         Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to multiple testing. \
         Journal of the Royal Statistical Society B 57(1).",
    )
}

/// A setting of every series, once where they agree.
fn by_series<T: ToString>(config: &Config, pick: impl Fn(&DisparitySection) -> T) -> String {
    let mut all: Vec<String> = config.disparity.iter().map(|one| pick(one).to_string()).collect();
    all.dedup();
    all.join(" / ")
}

fn classes() -> Method {
    method(
        ("分级", "Classes"),
        "[a, b] (b, c] …",
        both(
            "分级界限为双精度全值，图例为四舍五入值；空值单列一级。Fisher–Jenks（自然断点）为组内离差平方和最小的精确解。",
            "Bounds at full precision, labels rounded; no data has a class of its own. Fisher–Jenks is the exact least sum of squares.",
        ),
        "Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American Statistical Association 53(284).",
    )
}
