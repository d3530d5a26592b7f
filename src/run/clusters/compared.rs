//! The clusters of a rule beside those of a list.

use super::ruled::Ruled;
use crate::cluster::{AgreementOptions, ListMembership, agreement};
use crate::export::Bilingual;
use crate::run::columns::{count, integer, real, text};
use crate::run::part::OutputTable;
use crate::study::Study;

impl Ruled {
    /// How far the clusters of the list are those of the rule, with the cities gained and lost.
    #[must_use]
    pub fn agreement_table(&self, study: &Study, list: &ListMembership) -> OutputTable {
        let found = agreement(list, &self.membership, &AgreementOptions::default());
        let rows = &found.clusters;
        let names = |cities: &Vec<usize>| {
            let names: Vec<&str> = cities.iter().map(|&city| study.cities.names[city].as_str()).collect();
            (!names.is_empty()).then(|| names.join("、"))
        };
        let counts = |pick: fn(&crate::cluster::ClusterAgreement) -> usize| {
            rows.iter().map(|r| count(pick(r))).collect()
        };
        let best = |row: &crate::cluster::ClusterAgreement| row.best.map(|of| self.cluster_name(study, of));
        let columns = vec![
            text(
                "cluster",
                Bilingual::new("城市群（名单）", "Cluster by list"),
                list.clusters.iter().cloned().map(Some).collect(),
            ),
            integer("listed", Bilingual::new("名单城市", "Cities listed"), counts(|row| row.listed)),
            text(
                "best",
                Bilingual::new("最相近的规则群", "Most alike by rule"),
                rows.iter().map(best).collect(),
            ),
            integer("both", Bilingual::new("两者皆有", "In both"), counts(|row| row.both)),
            integer("only_list", Bilingual::new("仅名单", "List only"), counts(|row| row.only_list)),
            integer("only_rule", Bilingual::new("仅规则", "Rule only"), counts(|row| row.only_rule)),
            real(
                "jaccard",
                Bilingual::new("杰卡德系数", "Jaccard"),
                ("", ""),
                3,
                rows.iter().map(|row| row.jaccard).collect(),
            ),
            text(
                "gained",
                Bilingual::new("规则所增", "Gained by the rule"),
                rows.iter().map(|r| names(&r.gained)).collect(),
            ),
            text(
                "lost",
                Bilingual::new("规则所减", "Lost by the rule"),
                rows.iter().map(|r| names(&r.lost)).collect(),
            ),
        ];
        let title = self.titled("名单与规则的一致程度", "Agreement of list and rule");
        let mut table = OutputTable::new(format!("agreement_{}", self.rule.file_name()), title, columns);
        let shown = |value: Option<f64>| {
            value.map_or_else(|| "—".to_owned(), |value| crate::export::display(value, 3))
        };
        let (rand, shared) = (shown(found.adjusted_rand), shown(found.mutual_information));
        table.note = Bilingual::new(
            format!("对 {} 个城市，调整兰德指数 {rand}，标准化互信息 {shared}。", found.cities),
            format!(
                "Over {} cities: adjusted Rand index {rand}, normalised mutual information {shared}.",
                found.cities
            ),
        );
        table
    }
}
