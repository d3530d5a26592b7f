//! The formula of each measure of `[[access.measure]]` that a study takes, once.

use super::method;
use crate::report::Method;
use crate::study::Config;
use crate::study::config::MeasureName as Name;

/// The formulas of the measures of `config`, in the order in which they are first asked for.
pub(super) fn measures(config: &Config) -> Vec<Method> {
    let mut met: Vec<Name> = Vec::new();
    for section in &config.access.measure {
        if !met.contains(&section.measure) {
            met.push(section.measure);
        }
    }
    met.into_iter().map(line).collect()
}

/// What a measure is called, its formula, what it counts, and where it comes from.
#[expect(clippy::too_many_lines, reason = "one arm a measure, each of a few lines")]
fn line(measure: Name) -> Method {
    let (name, formula, (zh, en), source) = match measure {
        Name::WeightedMeanTravelTime => (
            ("加权平均旅行时间（另设权重）", "Weighted mean travel time, other weights"),
            "A_i = Σ_j t_ij M_j / Σ_j M_j , j ≠ i",
            ("不可达城市不计入。", "Cities out of reach are left out."),
            "Gutiérrez, J. (2001). Location, economic potential and daily accessibility. Journal of Transport Geography 9(4).",
        ),
        Name::MeanTravelTime => (
            ("平均旅行时间", "Mean travel time"),
            "T_i = Σ_j t_ij / n_i , j ≠ i",
            ("n_i 为可达的其他城市数。", "n_i counts the other cities that are reached."),
            "",
        ),
        Name::MedianTravelTime => (
            ("旅行时间中位数", "Median travel time"),
            "min { t : Σ_j M_j [t_ij ≤ t] ≥ ½ Σ_j M_j } , j ≠ i",
            (
                "仅计可达城市；未设权重时各城市计 1。",
                "Over the cities that are reached, each 1 without weights.",
            ),
            "",
        ),
        Name::Potential => (
            ("潜力（另设参数）", "Potential, other parameters"),
            "P_i = Σ_j M_j / t_ij^a",
            ("自身潜力同经济潜力。", "A city's own mass counts as in the economic potential."),
            "Hansen, W. G. (1959). How accessibility shapes land use. Journal of the American Institute of Planners 25(2).",
        ),
        Name::Gravity => (
            ("重力可达性", "Gravity"),
            "A_i = Σ_j O_j f(t_ij)",
            (
                "衰减函数 f 见字段名称；不可达不计。",
                "The decay f stands in the field's name; out of reach adds nothing.",
            ),
            "Hansen, W. G. (1959). How accessibility shapes land use. Journal of the American Institute of Planners 25(2).",
        ),
        Name::Cumulative => (
            ("累积机会（另设时限）", "Cumulative opportunities, other cut-offs"),
            "C_i = Σ_j O_j [t_ij ≤ c]",
            ("含等号。", "The cut-off is included."),
            "Wachs, M. and Kumagai, T. G. (1973). Physical accessibility as a social indicator. Socio-Economic Planning Sciences 7(5).",
        ),
        Name::CumulativeInterval => (
            ("累积机会（时限区间）", "Cumulative opportunities over an interval"),
            "median or mean over c of Σ_j O_j [t_ij ≤ c]",
            ("在区间各时限上取中位数或均值。", "Over all cut-offs of the interval."),
            "",
        ),
        Name::Daily => (
            ("日常可达（另设时限）", "Daily accessibility, other limits"),
            "D_i = P_i + Σ_j P_j [t_ij ≤ L] or [t_ij + t_ji ≤ L] , j ≠ i",
            ("往返时限按去程与回程之和计。", "There and back, the limit is on the sum of both ways."),
            "",
        ),
        Name::CostToClosest => (
            ("到最近若干机会的时间", "Time to the closest opportunities"),
            "min { t : Σ_j O_j [t_ij ≤ t] ≥ x }",
            ("达不到 x 者为空值。", "Who never reaches x has no value."),
            "",
        ),
        Name::Nearest => (
            ("到第 k 近机会的时间", "Time to the k-th nearest"),
            "t_i(k) , O_j > 0",
            ("不足 k 个者为空值。", "Who reaches fewer than k has no value."),
            "",
        ),
        Name::Closeness => (
            ("接近中心性", "Closeness"),
            "Σ_j M_j / Σ_j t_ij M_j ; × share reached (Wasserman–Faust) ; Σ_j (M_j / t_ij) / Σ_j M_j (harmonic) , j ≠ i",
            (
                "Freeman 形式在有城市不可达时为空值；可达形式仅计可达城市；调和形式中不可达计零。",
                "Freeman's is null where a city is out of reach; within reach it is left out; harmonic, it adds 0.",
            ),
            "Freeman, L. C. (1978). Centrality in social networks: conceptual clarification. Social Networks 1(3).",
        ),
        Name::Efficiency => (
            ("网络效率", "Efficiency"),
            "E_i = Σ_j (M_j / t_ij) / Σ_j M_j , j ≠ i",
            ("不可达计零。", "Out of reach adds 0."),
            "Latora, V. and Marchiori, M. (2001). Efficient behavior of small-world networks. Physical Review Letters 87(19).",
        ),
        Name::Betweenness => (
            ("中介中心性", "Betweenness"),
            "B_k = 100 · Σ_ij F_ij [i → k → j] / Σ_ij F_ij , i ≠ k ≠ j ; F = 1, M_i M_j or M_i M_j / t_ij^a",
            (
                "每对城市的流量全部走一条最短路径；不可达城市对仍在分母中。",
                "All flow of a pair takes one shortest path; pairs without a path stay in the denominator.",
            ),
            "Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1).",
        ),
        Name::Straightness => (
            ("直达性", "Straightness"),
            "S_i = Σ_j M_j d_ij / (v t_ij) / Σ_j M_j , j ≠ i",
            (
                "d 为大地线长，v 为所设速度；不可达计零。",
                "d is the geodesic line, v the speed that is stated; out of reach adds 0.",
            ),
            "Porta, S., Crucitti, P. and Latora, V. (2006). The network analysis of urban streets: a primal approach. Environment and Planning B: Planning and Design 33(5).",
        ),
        Name::Detour => (
            ("绕行系数", "Detour"),
            "Q_i = Σ_j M_j (v t_ij / d_ij) / Σ_j M_j ; C_i = Σ_j M_j v t_ij / Σ_j M_j d_ij (circuity) , j ≠ i",
            ("d、v 同直达性；不可达不计入。", "d and v as for straightness; out of reach is left out."),
            "Barthélemy, M. (2011). Spatial networks. Physics Reports 499(1–3).",
        ),
        Name::FloatingCatchment => (
            ("两步移动搜索（及其改进）", "Floating catchment"),
            "R_j = S_j / Σ_k D_k w_kj ; A_i = Σ_j R_j w_ij",
            (
                "各改进形式对 w 的取法不同；时限内无供给者为空值。",
                "The forms differ in w; a city with no supply in its catchment has no value.",
            ),
            "Luo, W. and Wang, F. (2003). Measures of spatial accessibility to health care in a GIS environment. Environment and Planning B 30(6).",
        ),
        Name::RationalAgent => (
            ("理性选择模型（RAAM）", "Rational agents"),
            "C_i = min_j (t_ij / τ + Σ_k r_kj / (ρ S_j))",
            (
                "均衡状态：无人换地更优；越小越好。",
                "At equilibrium: nobody would fare better elsewhere; less is better.",
            ),
            "Saxon, J. and Snow, D. (2020). A rational agent model for the spatial accessibility of primary health care. Annals of the American Association of Geographers 110(1).",
        ),
        Name::SpatialAvailability => (
            ("空间可得量", "Spatial availability"),
            "V_i = Σ_j S_j D_i w_ij / Σ_k D_k w_kj",
            ("全部供给按需求分尽。", "All supply is shared out among those who demand it."),
            "Soukhov, A. et al. (2023). Introducing spatial availability, a singly-constrained measure of competitive accessibility. PLoS ONE 18(1).",
        ),
        Name::Huff => (
            ("哈夫模型", "Huff's model"),
            "V_j = Σ_i D_i S_j^b w_ij / Σ_k S_k^b w_ik",
            ("预期到访量。", "Visits that may be expected."),
            "Huff, D. L. (1963). A probabilistic analysis of shopping center trade areas. Land Economics 39(1).",
        ),
    };
    method(name, formula, (zh.to_owned(), en.to_owned()), source)
}
