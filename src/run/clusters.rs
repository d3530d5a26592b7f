//! City clusters by list and by rule, side by side, with the number that decided each membership.

pub mod beside;
mod cluster_table;
mod colours;
mod compared;
mod explained;
mod explained_table;
mod list;
mod outlined;
mod regions;
mod rule;
mod ruled;
mod shown;

use super::columns::{label, listed, of_cities, real, shapes, text};
use super::part::{OutputTable, Part};
use crate::classify::palette::Colour;
use crate::cluster::{
    Agreement, AgreementOptions, ListMembership, Membership, Role, TimeRule, agreement, by_time,
};
use crate::error::Result;
use crate::export::number::large_in_words;
use crate::export::{Bilingual, Category, Column, OutputLayer, Style, display};
use crate::study::Study;
use crate::study::config::ClustersSection;
use crate::units::Minutes;
pub use beside::Beside;
pub use explained::{Explained, explain};
pub use explained_table::told_table;
pub use list::read_list;
use list::{list_columns, list_style};
pub use rule::{ClusterRule, RegionMethod};
pub use ruled::Ruled;
use std::path::Path;

/// The clusters of a study.
#[derive(Debug)]
pub struct Clusters {
    /// By list, where there is one.
    pub list: Option<ListMembership>,
    /// By travel time to a core.
    pub rule: Membership,
    /// How far the two agree.
    pub agreement: Option<Agreement>,
}

impl Clusters {
    /// The clusters that `section` asks for.
    ///
    /// # Errors
    /// A list that cannot be read, a field that is missing.
    pub fn find(study: &Study, section: &ClustersSection, folder: &Path) -> Result<Self> {
        let list =
            section.list.as_ref().map(|file| read_list(study, section, &folder.join(file))).transpose()?;
        let weights = match &section.core_field {
            Some(field) => study.city_numbers(field)?,
            None => study.population.clone(),
        };
        let rule = TimeRule {
            member: section.member_min,
            fringe: section.fringe_min,
            ..TimeRule::new(section.core_from)
        };
        let mut rule = by_time(&study.times, &weights, &rule)?;
        ruled::name_lonely_cores(&mut rule.findings, study);
        let agreement = list.as_ref().map(|list| agreement(list, &rule, &AgreementOptions::default()));
        Ok(Self { list, rule, agreement })
    }

    /// Maps by list and by role, tables of memberships and of the agreement, and what they say.
    #[must_use]
    pub fn part<'a>(&self, study: &'a Study, section: &ClustersSection) -> Part<'a> {
        let mut part = Part {
            title: Bilingual::new("城市群", "City clusters"),
            text: rule_note(study, section),
            findings: self.rule.findings.clone(),
            ..Part::default()
        };
        let mut columns = of_cities(study);
        if let Some(list) = &self.list {
            part.findings.extend(list.findings.iter().cloned());
            columns.extend(list_columns(list));
        }
        columns.extend(self.rule_columns(study));
        let layer = |name: &str, title: Bilingual, style: Style| OutputLayer {
            name: name.to_owned(),
            title,
            shapes: shapes(&study.cities),
            columns: columns.clone(),
            style,
            labels: Some("name".to_owned()),
        };
        if let Some(list) = &self.list {
            let title = Bilingual::new("城市群（按名单）", "City clusters by list");
            part.layers.push(layer("cluster_list", title, list_style(list)));
            let twice = list.overlapping().len();
            part.notes.push(Bilingual::new(
                format!("{twice} 个城市属于两个城市群，按名单中先出现者着色。"),
                format!("{twice} cities stand in two clusters; the first of the list colours them."),
            ));
        }
        let title =
            Bilingual::new("核心、成员与外围（旅行时间规则）", "Core, member and fringe by travel time");
        part.layers.push(layer("cluster_rule", title, role_style()));
        part.notes.push(Bilingual::default());
        let title = Bilingual::new("城市群成员及其依据", "Cluster membership and what decided it");
        let mut table = OutputTable::new("clusters", title, columns);
        let roles =
            ROLES.iter().map(|&(role, zh, en, _)| (role_key(role).to_owned(), Bilingual::new(zh, en)));
        table.words = vec![("role".to_owned(), roles.collect())];
        part.tables.push(table);
        if let (Some(list), Some(agreement)) = (&self.list, &self.agreement) {
            part.tables.push(self.agreement_table(study, list, agreement));
        }
        part.sentences.push(self.sentence(section));
        part
    }

    fn rule_columns(&self, study: &Study) -> Vec<Column> {
        let names = &study.cities.names;
        let rule = &self.rule;
        let name_of = |city: Option<usize>| city.map(|city| names[city].clone());
        let head = |cluster: Option<usize>| cluster.map(|cluster| rule.cores[cluster]);
        let minutes = ("分钟", "min");
        vec![
            text(
                "role",
                Bilingual::new("角色", "Role"),
                rule.role.iter().map(|r| Some(role_key(*r).to_owned())).collect(),
            ),
            text(
                "cluster",
                Bilingual::new("所属城市群（规则）", "Cluster by rule"),
                rule.cluster.iter().map(|cluster| name_of(head(*cluster))).collect(),
            ),
            text(
                "core",
                Bilingual::new("决定归属的核心", "Core that decided"),
                rule.core.iter().map(|core| name_of(*core)).collect(),
            ),
            real(
                "core_min",
                Bilingual::new("到该核心的时间", "Time to that core"),
                minutes,
                0,
                rule.number.iter().map(|time| time.map(Minutes::get)).collect(),
            ),
            text(
                "second",
                Bilingual::new("次近的另一群核心", "Next core of another cluster"),
                rule.runner_up.iter().map(|other| name_of(other.map(|o| o.core))).collect(),
            ),
            real(
                "second_min",
                Bilingual::new("到次近核心的时间", "Time to the next core"),
                minutes,
                0,
                rule.runner_up.iter().map(|other| other.map(|o| o.number.get())).collect(),
            ),
        ]
    }

    fn agreement_table(&self, study: &Study, list: &ListMembership, agreement: &Agreement) -> OutputTable {
        let rows = &agreement.clusters;
        let count = |pick: &dyn Fn(&crate::cluster::ClusterAgreement) -> usize| {
            rows.iter().map(|row| Some(pick(row) as f64)).collect::<Vec<_>>()
        };
        let head = |cluster: usize| study.cities.names[self.rule.cores[cluster]].clone();
        let plain = ("", "");
        let columns = vec![
            text(
                "cluster",
                Bilingual::new("城市群（名单）", "Cluster by list"),
                list.clusters.iter().cloned().map(Some).collect(),
            ),
            real("listed", Bilingual::new("名单城市", "Cities listed"), plain, 0, count(&|r| r.listed)),
            text(
                "best",
                Bilingual::new("最相近的规则群（核心）", "Most alike by rule (core)"),
                rows.iter().map(|row| row.best.map(head)).collect(),
            ),
            real("both", Bilingual::new("两者皆有", "In both"), plain, 0, count(&|r| r.both)),
            real("only_list", Bilingual::new("仅名单", "List only"), plain, 0, count(&|r| r.only_list)),
            real("only_rule", Bilingual::new("仅规则", "Rule only"), plain, 0, count(&|r| r.only_rule)),
            real(
                "jaccard",
                Bilingual::new("杰卡德系数", "Jaccard"),
                plain,
                3,
                rows.iter().map(|r| r.jaccard).collect(),
            ),
        ];
        let mut table = OutputTable::new(
            "cluster_agreement",
            Bilingual::new("名单与规则的一致程度", "Agreement of list and rule"),
            columns,
        );
        let rand = agreement.adjusted_rand.map_or_else(|| "—".to_owned(), |value| display(value, 3));
        table.note = Bilingual::new(
            format!("对 {} 个城市，调整兰德指数 {rand}。", agreement.cities),
            format!("Adjusted Rand index {rand} over {} cities.", agreement.cities),
        );
        table
    }

    fn sentence(&self, section: &ClustersSection) -> Bilingual {
        let of_role = |role: Role| self.rule.role.iter().filter(|r| **r == role).count();
        let cores = of_role(Role::Core) + of_role(Role::SecondaryCore);
        let (members, fringe) = (of_role(Role::Member), of_role(Role::Fringe));
        let [member, limit] = [section.member_min, section.fringe_min].map(|time| display(time.get(), 0));
        let (mut zh, mut en) = (
            format!(
                "城市群：按旅行时间规则，{cores} 个核心城市组成 {} 个群，{member} 分钟内的成员城市 {members} 个，\
                 {limit} 分钟内的外围城市 {fringe} 个",
                self.rule.cores.len()
            ),
            format!(
                "Clusters: by travel time, core cities: {cores}, in clusters: {}; members within {member} min: {members}; \
                 fringe within {limit} min: {fringe}",
                self.rule.cores.len()
            ),
        );
        if let (Some(list), Some(agreement)) = (&self.list, &self.agreement) {
            let closest = agreement
                .clusters
                .iter()
                .enumerate()
                .filter_map(|(i, row)| Some((row.jaccard.filter(|j| *j > 0.0)?, i)));
            if let Some((jaccard, best)) = closest.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
                let rand = agreement.adjusted_rand.map_or_else(|| "—".to_owned(), |value| display(value, 2));
                let (name, jaccard) = (&list.clusters[best], display(jaccard, 2));
                zh = format!(
                    "{zh}；与名单中的 {} 个城市群相比，调整兰德指数为 {rand}，最吻合的是{name}（杰卡德系数 {jaccard}）",
                    list.clusters.len()
                );
                en = format!(
                    "{en}; against the {} listed clusters the adjusted Rand index is {rand}, most alike is {name} (Jaccard {jaccard})",
                    list.clusters.len()
                );
            }
            let rows = agreement.clusters.iter().enumerate();
            let apart: Vec<usize> = rows.filter(|(_, row)| row.best.is_none()).map(|(i, _)| i).collect();
            if !apart.is_empty() {
                let (count, names) = (apart.len(), listed(&list.clusters, &apart));
                zh = format!("{zh}；名单中有 {count} 个没有城市进入任何规则群（{}）", names.zh);
                en =
                    format!("{en}; listed but without a city in any cluster by rule: {count} ({})", names.en);
            }
        }
        Bilingual::new(zh + "。", en + ".")
    }
}

fn rule_note(study: &Study, section: &ClustersSection) -> Bilingual {
    let field = section.core_field.as_ref().unwrap_or(&study.config.cities.population);
    let field = label(&study.config, field);
    let from = large_in_words(section.core_from, 0);
    let [member, fringe] = [section.member_min, section.fringe_min].map(|time| display(time.get(), 0));
    Bilingual::new(
        format!("核心：{} ≥ {}；到核心 {member} 分钟内为成员，{fringe} 分钟内为外围。", field.zh, from.zh),
        format!(
            "Core: {} ≥ {}; member within {member} min of a core, fringe within {fringe} min.",
            field.en, from.en
        ),
    )
}

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Core => "core",
        Role::SecondaryCore => "secondary_core",
        Role::Member => "member",
        Role::Fringe => "fringe",
        Role::Outside => "outside",
    }
}

/// Every role with its words and its colour.
const ROLES: [(Role, &str, &str, Colour); 5] = [
    (Role::Core, "核心", "Core", Colour(0x99, 0x00, 0x0d)),
    (Role::SecondaryCore, "次核心", "Secondary core", Colour(0xde, 0x2d, 0x26)),
    (Role::Member, "成员", "Member", Colour(0xfc, 0x92, 0x72)),
    (Role::Fringe, "外围", "Fringe", Colour(0xfe, 0xe0, 0xd2)),
    (Role::Outside, "群外", "Outside", Colour(0xf0, 0xf0, 0xf0)),
];

/// From dark to light by how near the core is.
fn role_style() -> Style {
    let category = |&(role, zh, en, colour): &(Role, &str, &str, Colour)| Category {
        value: role_key(role).to_owned(),
        label: Bilingual::new(zh, en),
        colour,
        width_mm: None,
    };
    Style::Categorized { column: "role".to_owned(), categories: ROLES.iter().map(category).collect() }
}
