//! How clusters are made and compared.

use super::{both, method};
use crate::cluster::Dissimilarity;
use crate::export::number::large_in_words;
use crate::report::Method;
use crate::run::clusters::beside::rules;
use crate::run::clusters::{ClusterRule, RegionMethod};
use crate::run::columns::label;
use crate::study::Config;

pub(super) fn clusters(config: &Config) -> Vec<Method> {
    let Some(section) = &config.clusters else { return Vec::new() };
    let field = label(config, section.core_field.as_ref().unwrap_or(&config.cities.population));
    let from = large_in_words(section.core_from, 0);
    let (member, fringe) = (section.member_min.get(), section.fringe_min.get());
    let mut methods = vec![
        method(
            ("城市群（规则）", "Clusters by rule"),
            "x_c ≥ x₀ ; t_ic ≤ T₁ ; t_ic ≤ T₂",
            (
                format!(
                    "x = {}，x₀ = {}；T₁ = {member}、T₂ = {fringe} 分钟，城市到最近核心的时间；与更大核心相距不超过 T₁ 的核心并入该群（次核心）。",
                    field.zh, from.zh
                ),
                format!(
                    "x = {}, x₀ = {}; T₁ = {member} and T₂ = {fringe} min from the city to its nearest core; \
                     cores within T₁ of a larger one join it as secondary cores.",
                    field.en, from.en
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
    ];
    let rules = rules(config).unwrap_or_default();
    methods.extend(rules.iter().map(of_rule));
    if !rules.is_empty() {
        methods.push(method(
            ("规则间的分歧", "Disagreement of rules"),
            "d_i = 1 − mean |A_i ∩ B_i| / |A_i ∪ B_i|",
            both(
                "A_i、B_i 为含城市 i 的群，对名单与各规则的两两组合取均值；不属任何群者自成一群。",
                "A_i and B_i are the clusters that hold city i, over all pairs of the list and the rules; a city in no cluster is by itself.",
            ),
            "",
        ));
    }
    methods
}

/// What a rule of `[clusters] rules` does, with its numbers.
#[expect(clippy::too_many_lines, reason = "one arm a rule, each of a few lines")]
fn of_rule(rule: &ClusterRule) -> Method {
    let title = rule.title();
    let name = (format!("规则：{}", title.zh), format!("Rule: {}", title.en));
    let (formula, (zh, en), source) = match *rule {
        ClusterRule::Time { member, fringe } => (
            "t_ic ≤ T₁ ; t_ic ≤ T₂",
            (
                format!("T₁ = {}、T₂ = {} 分钟；核心同上。", member.get(), fringe.get()),
                format!("T₁ = {} and T₂ = {} min; cores as above.", member.get(), fringe.get()),
            ),
            "",
        ),
        ClusterRule::Huff { exponent, least, fringe } => (
            "p_ik = S_k t_ik^−b / Σ_c S_c t_ic^−b",
            (
                format!("b = {exponent}；份额不低于 {least} 为成员，不低于 {fringe} 为外围；核心同上。"),
                format!(
                    "b = {exponent}; a share of {least} makes a member, one of {fringe} fringe; cores as above."
                ),
            ),
            "Huff, D. L. (1964). Defining and estimating a trading area. Journal of Marketing 28(3).",
        ),
        ClusterRule::DominantFlow { exponent, least } => (
            "parent_i = argmax_{j ≠ i} S_j t_ij^−b , S_parent > S_i",
            (
                format!("b = {exponent}；最大流占全部外流不低于 {least}。模拟流，并非实际流量。"),
                format!(
                    "b = {exponent}; the largest flow is at least {least} of all outflow. Modelled flow, not observed."
                ),
            ),
            "Nystuen, J. D. and Dacey, M. F. (1961). A graph theory interpretation of nodal regions. Papers and Proceedings of the Regional Science Association 7.",
        ),
        ClusterRule::FunctionalArea { exponent, share, core_share } => (
            "T_ij = S_j t_ij^−b ; Σ_{c ∈ C} T_ic / Σ_j T_ij ≥ s",
            (
                format!(
                    "b = {exponent}，s = {share}；两核心之间的份额达 {core_share} 即合为一个。以模拟流代替通勤，并非实际通勤。"
                ),
                format!(
                    "b = {exponent}, s = {share}; two cores with a share of {core_share} between them are one. Modelled flow in place of commuters."
                ),
            ),
            "Dijkstra, L., Poelman, H. and Veneri, P. (2019). The EU-OECD definition of a functional urban area. OECD Regional Development Working Papers 2019/11.",
        ),
        ClusterRule::Communities { leiden, resolution, exponent } => (
            "max Q = Σ_c [ W_c / W − γ (K_c / 2W)² ] , w_ij = M_i M_j t_ij^−b",
            (
                format!(
                    "γ = {resolution}，b = {exponent}；W_c 为群内权重，K_c 为群内城市强度之和；单独成群者视为群外。"
                ),
                format!(
                    "γ = {resolution}, b = {exponent}; W_c is the weight inside, K_c the sum of strengths; a city by itself is in no cluster."
                ),
            ),
            if leiden {
                "Traag, V. A., Waltman, L. and van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected communities. Scientific Reports 9, 5233."
            } else {
                "Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding of communities in large networks. Journal of Statistical Mechanics: Theory and Experiment P10008."
            },
        ),
        ClusterRule::Dbscan { reach, points } => (
            "|{ j : t_ij ≤ ε }| ≥ m",
            (
                format!("ε = {reach} 分钟（往返平均），m = {points}，含本市。"),
                format!("ε = {reach} min, the mean of both ways, m = {points}, the city itself included."),
            ),
            "Ester, M., Kriegel, H.-P., Sander, J. and Xu, X. (1996). A density-based algorithm for discovering clusters in large spatial databases with noise. Proceedings of the Second International Conference on Knowledge Discovery and Data Mining.",
        ),
        ClusterRule::Hdbscan { size } => (
            "max Σ_c Σ_{i ∈ c} (λ_i − λ_c) , λ = 1/ε",
            (
                format!("一群至少 {size} 市；时间取往返平均。"),
                format!("A cluster has {size} cities at least; times are the mean of both ways."),
            ),
            "Campello, R. J. G. B., Moulavi, D. and Sander, J. (2013). Density-based clustering based on hierarchical density estimates. Lecture Notes in Computer Science 7819.",
        ),
        ClusterRule::Regions { method, k, floor } => {
            let regions = match method {
                RegionMethod::MaxP => (
                    "区域数取下限所允许的最大值".to_owned(),
                    "as many regions as the floor allows".to_owned(),
                ),
                _ => (format!("{k} 个区域"), format!("{k} regions")),
            };
            let more = beside_the_paper(method);
            (
                "min Σ_r Σ_{i ∈ r} |x_i − x̄_r|²",
                (
                    format!(
                        "{}，每区至少 {floor} 市，区内相邻接；x 为研究所列的属性（z 分数），未列则为驻地的平面坐标；无邻者与最近城市相连。{}",
                        regions.0, more.0
                    ),
                    format!(
                        "{}, each of {floor} cities at least and in one piece; x are the attributes that the study names, as z-scores, or without any where the seats lie; a city without a neighbour is joined to its nearest.{}",
                        regions.1, more.1
                    ),
                ),
                match method {
                    RegionMethod::Skater { .. } => {
                        "Assunção, R. M., Neves, M. C., Câmara, G. and Da Costa Freitas, C. (2006). Efficient regionalization techniques for socio-economic geographical units using minimum spanning trees. International Journal of Geographical Information Science 20(7)."
                    }
                    RegionMethod::Redcap => {
                        "Guo, D. (2008). Regionalization with dynamically constrained agglomerative clustering and partitioning (REDCAP). International Journal of Geographical Information Science 22(7)."
                    }
                    RegionMethod::Azp => {
                        "Openshaw, S. and Rao, L. (1995). Algorithms for reengineering 1991 census geography. Environment and Planning A 27(3)."
                    }
                    RegionMethod::MaxP => {
                        "Duque, J. C., Anselin, L. and Rey, S. J. (2012). The max-p-regions problem. Journal of Regional Science 52(3)."
                    }
                    RegionMethod::Ward => {
                        "Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. Journal of the American Statistical Association 58(301)."
                    }
                },
            )
        }
    };
    method((&name.0, &name.1), formula, (zh, en), source)
}

/// What SKATER does otherwise than its paper, where it is asked to.
fn beside_the_paper(method: RegionMethod) -> (String, String) {
    let RegionMethod::Skater { dissimilarity, recut } = method else { return Default::default() };
    let (mut zh, mut en) = (String::new(), String::new());
    if dissimilarity == Dissimilarity::Manhattan {
        zh.push_str("树按曼哈顿距离生成，非欧氏距离。");
        en.push_str(" The tree is one of Manhattan distances, not Euclidean.");
    }
    if recut {
        zh.push_str("其后逐一收回切割，若改切他处使区内平方和更小则移之，至无可移。");
        en.push_str(
            " Each cut is then taken back in its turn and made elsewhere where this leaves less within, until none moves.",
        );
    }
    (zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_skater_does_beside_its_paper_is_said() {
        let said = |rule: &str| of_rule(&ClusterRule::parse(rule).unwrap()).convention.en;
        let plain = said("skater");
        assert!(!plain.contains("Manhattan") && !plain.contains("taken back"), "{plain}");
        let both = said("skater:recut=1,manhattan=1");
        assert!(both.contains("Manhattan distances") && both.contains("until none moves"), "{both}");
        assert!(!said("skater:recut=1").contains("Manhattan"));
    }
}
