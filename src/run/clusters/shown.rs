//! Who is in which cluster of a rule, as a layer and a table.

use super::colours::{colours, listed_alike};
use super::ruled::Ruled;
use super::{ROLES, role_key};
use crate::classify::palette::Colour;
use crate::cluster::ListMembership;
use crate::error::Finding;
use crate::export::{Bilingual, Category, Column, OutputLayer, Style};
use crate::run::columns::{of_cities, real, shapes, text};
use crate::run::part::OutputTable;
use crate::study::Study;

/// Cities outside all clusters.
pub(super) const OUTSIDE: Colour = Colour(0xf0, 0xf0, 0xf0);

impl Ruled {
    /// What a cluster is called: after the city that heads it.
    pub(super) fn cluster_name(&self, study: &Study, cluster: usize) -> String {
        study.cities.names[self.membership.cores[cluster]].clone()
    }

    /// Role, cluster, deciding core and number, and the runner-up of every city.
    #[must_use]
    pub fn columns(&self, study: &Study) -> Vec<Column> {
        let membership = &self.membership;
        let names = &study.cities.names;
        let name_of = |city: Option<usize>| city.map(|city| names[city].clone());
        let (what, end, unit) = self.rule.number();
        let decimals = if end == "min" { 0 } else { 3 };
        let second = Bilingual::new(format!("次优核心：{}", what.zh), format!("Next core: {}", what.en));
        let first =
            Bilingual::new(format!("决定核心：{}", what.zh), format!("Core that decided: {}", what.en));
        let next = &membership.runner_up;
        vec![
            text(
                "role",
                Bilingual::new("角色", "Role"),
                membership.role.iter().map(|role| Some(role_key(*role).to_owned())).collect(),
            ),
            text(
                "cluster",
                Bilingual::new("所属城市群", "Cluster"),
                membership.cluster.iter().map(|of| of.map(|of| self.cluster_name(study, of))).collect(),
            ),
            text(
                "core",
                Bilingual::new("决定归属的核心", "Core that decided"),
                membership.core.iter().map(|core| name_of(*core)).collect(),
            ),
            real(format!("core_{end}"), first, unit, decimals, membership.number.clone()),
            text(
                "second",
                Bilingual::new("次优的另一群核心", "Next core of another cluster"),
                next.iter().map(|next| name_of(next.map(|next| next.core))).collect(),
            ),
            real(
                format!("second_{end}"),
                second,
                unit,
                decimals,
                next.iter().map(|next| next.map(|next| next.number)).collect(),
            ),
        ]
    }

    /// The membership of every city as a table.
    #[must_use]
    pub fn membership_table(&self, study: &Study) -> OutputTable {
        let mut columns = of_cities(study);
        columns.extend(self.columns(study));
        let title = self.titled("城市群成员及其依据", "Cluster membership and what decided it");
        let mut table = OutputTable::new(format!("clusters_{}", self.rule.file_name()), title, columns);
        let roles =
            ROLES.iter().map(|&(role, zh, en, _)| (role_key(role).to_owned(), Bilingual::new(zh, en)));
        table.words = vec![("role".to_owned(), roles.collect())];
        table
    }

    pub(super) fn titled(&self, zh: &str, en: &str) -> Bilingual {
        let rule = self.rule.title();
        Bilingual::new(format!("{zh}：{}", rule.zh), format!("{en}: {}", rule.en))
    }

    /// Clusters in their colours, which are those of the listed clusters that they are most like.
    pub(super) fn style(&self, study: &Study, list: Option<&ListMembership>) -> Style {
        let clusters = self.membership.cores.len();
        let (alike, listed) = match list {
            Some(list) => (listed_alike(clusters, self.clusters(), list), list.clusters.len()),
            None => (vec![None; clusters], 0),
        };
        let category = |(cluster, colour): (usize, Colour)| {
            let name = self.cluster_name(study, cluster);
            let like = alike[cluster].and_then(|listed| Some(&list?.clusters[listed]));
            let label = match like {
                Some(like) => Bilingual::new(format!("{name}（似{like}）"), format!("{name} (like {like})")),
                None => Bilingual::same(&name),
            };
            Category { value: name, label, colour, width_mm: None }
        };
        let outside = Category {
            value: String::new(),
            label: Bilingual::new("群外", "Outside"),
            colour: OUTSIDE,
            width_mm: None,
        };
        let inside = colours(&alike, listed).into_iter().enumerate().map(category);
        Style::Categorized { column: "cluster".to_owned(), categories: inside.chain([outside]).collect() }
    }

    /// The cities in the colours of their clusters.
    #[must_use]
    pub fn layer<'a>(&self, study: &'a Study, list: Option<&ListMembership>) -> OutputLayer<'a> {
        let mut columns = of_cities(study);
        columns.extend(self.columns(study));
        OutputLayer {
            name: format!("clusters_{}", self.rule.file_name()),
            title: self.titled("城市群", "City clusters"),
            shapes: shapes(&study.cities),
            columns,
            style: self.style(study, list),
            labels: Some("name".to_owned()),
        }
    }

    /// What is worth a word.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.membership.findings
    }
}
