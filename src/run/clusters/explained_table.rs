//! Explanations of memberships as tables.

use super::explained::Explained;
use super::ruled::Ruled;
use crate::export::{Bilingual, Column};
use crate::run::columns::{integer, real, text};
use crate::run::part::OutputTable;
use crate::study::Study;

impl Explained {
    /// Every core that might have had the city, the deciding one first, as a table.
    #[must_use]
    pub fn columns(&self, study: &Study, ruled: &Ruled) -> Vec<Column> {
        let membership = &ruled.membership;
        let own = membership.core[self.city]
            .map(|core| (core, membership.cluster[core], membership.number[self.city]));
        let next =
            membership.runner_up[self.city].map(|next| (next.core, Some(next.cluster), Some(next.number)));
        let rows: Vec<(usize, Option<usize>, Option<f64>)> = own.into_iter().chain(next).collect();
        let (what, end, unit) = ruled.rule.number();
        vec![
            integer("rank", Bilingual::new("次序", "Rank"), (1..).take(rows.len()).map(Some).collect()),
            text(
                "core_code",
                Bilingual::new("核心代码", "Code of the core"),
                rows.iter().map(|row| Some(study.cities.ids[row.0].clone())).collect(),
            ),
            text(
                "core",
                Bilingual::new("核心", "Core"),
                rows.iter().map(|row| Some(study.cities.names[row.0].clone())).collect(),
            ),
            text(
                "cluster",
                Bilingual::new("所属城市群", "Cluster"),
                rows.iter().map(|row| row.1.map(|of| ruled.cluster_name(study, of))).collect(),
            ),
            real(format!("core_{end}"), what, unit, 3, rows.iter().map(|row| row.2).collect()),
        ]
    }
}

/// Several explanations as a table: one row each, in the language of `study`.
pub fn told_table(name: &str, title: Bilingual, study: &Study, told: &[(&Ruled, Explained)]) -> OutputTable {
    let language = study.config.study.language;
    let texts = |pick: &dyn Fn(&(&Ruled, Explained)) -> String| {
        told.iter().map(|one| Some(pick(one)).filter(|text| !text.is_empty())).collect::<Vec<_>>()
    };
    let words = |pick: fn(&Explained) -> &Bilingual| texts(&|(_, one)| pick(one).text(language).to_owned());
    let columns = vec![
        text("code", Bilingual::new("代码", "Code"), texts(&|(_, one)| study.cities.ids[one.city].clone())),
        text("name", Bilingual::new("名称", "Name"), texts(&|(_, one)| study.cities.names[one.city].clone())),
        text("rule", Bilingual::new("规则", "Rule"), texts(&|(ruled, _)| ruled.rule.name().to_owned())),
        text("decided", Bilingual::new("归属及其依据", "What it is, and by what"), words(|one| &one.decided)),
        text("next", Bilingual::new("次优", "Next"), words(|one| &one.next)),
        text("change", Bilingual::new("何时改变", "What would change it"), words(|one| &one.change)),
        text("fit", Bilingual::new("契合程度", "How well it fits"), words(|one| &one.fit)),
    ];
    let mut table = OutputTable::new(name, title, columns);
    // What decided begins with the rule.
    table.not_in_report = ["code", "rule"].map(String::from).to_vec();
    table
}
