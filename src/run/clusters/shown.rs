//! Clusters by rule as layers and tables.

use super::colours::{colours, listed_alike};
use super::ruled::Ruled;
use super::{ROLES, role_key};
use crate::classify::palette::Colour;
use crate::cluster::{
    AgreementOptions, ListMembership, ProfileOptions, agreement, circles, cluster_profiles, compactness,
    silhouette,
};
use crate::error::{Finding, Result};
use crate::export::{Bilingual, Category, Column, OutputLayer, Shapes, Style};
use crate::index::dissolve;
use crate::run::columns::{identity, integer, of_cities, real, shapes, text};
use crate::run::part::OutputTable;
use crate::study::Study;
use crate::units::Minutes;
use geo_types::{Coord, LineString, MultiPolygon};

/// Cities outside all clusters.
const OUTSIDE: Colour = Colour(0xf0, 0xf0, 0xf0);

fn count(count: usize) -> Option<i64> {
    i64::try_from(count).ok()
}

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

    fn titled(&self, zh: &str, en: &str) -> Bilingual {
        let rule = self.rule.title();
        Bilingual::new(format!("{zh}：{}", rule.zh), format!("{en}: {}", rule.en))
    }

    /// Clusters in their colours, which are those of the listed clusters that they are most like.
    fn style(&self, study: &Study, list: Option<&ListMembership>) -> Style {
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

    /// The outline of every cluster, in degrees; `None` where the cities are points.
    #[must_use]
    pub fn outlines(&self, study: &Study) -> Option<Vec<MultiPolygon<f64>>> {
        let territories = study.cities.territories.as_ref()?;
        Some(dissolve(territories, &self.members()).into_iter().map(|group| group.outline).collect())
    }

    /// The layer of `outlines`, with the table of the clusters.
    ///
    /// # Errors
    /// As [`Self::cluster_table`].
    pub fn outline_layer<'a>(
        &self,
        study: &Study,
        list: Option<&ListMembership>,
        outlines: &'a [MultiPolygon<f64>],
        value: Option<&str>,
    ) -> Result<OutputLayer<'a>> {
        Ok(OutputLayer {
            name: format!("cluster_outlines_{}", self.rule.file_name()),
            title: self.titled("城市群范围", "Outlines of city clusters"),
            shapes: Shapes::Polygons(outlines),
            columns: self.cluster_table(study, value)?.columns,
            style: self.style(study, list),
            labels: Some("cluster".to_owned()),
        })
    }

    /// Where the cores are, heads of clusters and secondary cores, with how many cities lie within an hour of each.
    ///
    /// # Errors
    /// None that a study can bring about.
    pub fn core_layer<'a>(
        &self,
        study: &Study,
        list: Option<&ListMembership>,
        seats: &'a [Coord<f64>],
    ) -> Result<OutputLayer<'a>> {
        let cores = self.cores();
        let pick = |texts: &[String]| cores.iter().map(|&core| texts[core].clone()).collect::<Vec<_>>();
        let mut columns = identity("city", &pick(&study.cities.ids), &pick(&study.cities.names));
        let membership = &self.membership;
        columns.push(text(
            "role",
            Bilingual::new("角色", "Role"),
            cores.iter().map(|&core| Some(role_key(membership.role[core]).to_owned())).collect(),
        ));
        let cluster = |&core: &usize| membership.cluster[core].map(|of| self.cluster_name(study, of));
        columns.push(text(
            "cluster",
            Bilingual::new("所属城市群", "Cluster"),
            cores.iter().map(cluster).collect(),
        ));
        let around = circles(&study.times, &cores, Minutes::new(60.0))?;
        columns.push(integer(
            "within_60",
            Bilingual::new("一小时圈内城市数", "Cities within an hour"),
            around.members.iter().map(|cities| count(cities.len())).collect(),
        ));
        let overlap =
            |cities: &Vec<usize>| count(cities.iter().filter(|&&city| around.of[city].len() > 1).count());
        columns.push(integer(
            "shared_60",
            Bilingual::new("其中亦在他核心一小时圈内", "Of those within an hour of another core too"),
            around.members.iter().map(overlap).collect(),
        ));
        let people =
            |cities: &Vec<usize>| Some(cities.iter().filter_map(|&city| study.population[city]).sum::<f64>());
        columns.push(real(
            "pop_60",
            Bilingual::new("一小时圈内人口", "Population within an hour"),
            ("", ""),
            0,
            around.members.iter().map(people).collect(),
        ));
        Ok(OutputLayer {
            name: format!("cluster_cores_{}", self.rule.file_name()),
            title: self.titled("核心城市", "Cores of city clusters"),
            shapes: Shapes::Points(seats),
            columns,
            style: self.style(study, list),
            labels: Some("name".to_owned()),
        })
    }

    /// Heads of clusters and secondary cores, by index.
    #[must_use]
    pub fn cores(&self) -> Vec<usize> {
        use crate::cluster::Role::{Core, SecondaryCore};
        let role = &self.membership.role;
        (0..role.len()).filter(|&city| matches!(role[city], Core | SecondaryCore)).collect()
    }

    /// A straight line from every city to the core that decided, for [`Self::link_layer`].
    #[must_use]
    pub fn lines(&self, study: &Study) -> Vec<LineString<f64>> {
        let seats = &study.cities.seats;
        self.links().into_iter().map(|(city, core)| LineString(vec![seats[city], seats[core]])).collect()
    }

    /// The layer of `lines`: which city hangs on which core, and by which number.
    #[must_use]
    pub fn link_layer<'a>(
        &self,
        study: &Study,
        list: Option<&ListMembership>,
        lines: &'a [LineString<f64>],
    ) -> OutputLayer<'a> {
        let (links, cities) = (self.links(), &study.cities);
        let texts =
            |of: &dyn Fn(&(usize, usize)) -> String| links.iter().map(|link| Some(of(link))).collect();
        let (what, end, unit) = self.rule.number();
        let columns = vec![
            text(
                "link",
                Bilingual::new("代码", "Code"),
                texts(&|(city, core)| format!("{}-{}", cities.ids[*city], cities.ids[*core])),
            ),
            text("name", Bilingual::new("城市", "City"), texts(&|(city, _)| cities.names[*city].clone())),
            text("core", Bilingual::new("核心", "Core"), texts(&|(_, core)| cities.names[*core].clone())),
            text(
                "cluster",
                Bilingual::new("所属城市群", "Cluster"),
                links
                    .iter()
                    .map(|(city, _)| self.membership.cluster[*city].map(|of| self.cluster_name(study, of)))
                    .collect(),
            ),
            real(
                format!("core_{end}"),
                what,
                unit,
                if end == "min" { 0 } else { 3 },
                links.iter().map(|(city, _)| self.membership.number[*city]).collect(),
            ),
        ];
        OutputLayer {
            name: format!("cluster_links_{}", self.rule.file_name()),
            title: self.titled("城市与核心的联系", "Links of cities to cores"),
            shapes: Shapes::Lines(lines),
            columns,
            style: self.style(study, list),
            labels: None,
        }
    }

    /// The table of the clusters as papers print it; with `value`, a field of the cities such as their output, its sum and
    /// share as well.
    ///
    /// # Errors
    /// A field that the cities lack; values that are negative; an outline outside the plane of the study.
    pub fn cluster_table(&self, study: &Study, value: Option<&str>) -> Result<OutputTable> {
        let members = self.members();
        let bounds = size_bounds(study);
        let options = ProfileOptions { size_bounds: bounds.clone(), ..ProfileOptions::default() };
        let profiles = cluster_profiles(&study.times, &study.population, &members, &options)?;
        let names: Vec<_> = (0..members.len()).map(|of| Some(self.cluster_name(study, of))).collect();
        let ids = self.membership.cores.iter().map(|&core| Some(study.cities.ids[core].clone())).collect();
        let plain = ("", "");
        let mut columns = vec![
            text("core_code", Bilingual::new("核心代码", "Code of the core"), ids),
            text("cluster", Bilingual::new("城市群（核心）", "Cluster (core)"), names),
            integer(
                "cities",
                Bilingual::new("城市数", "Cities"),
                profiles.iter().map(|p| count(p.cities)).collect(),
            ),
        ];
        let mut add = |name: &str, zh: &str, en: &str, unit: (&str, &str), decimals: usize, values| {
            columns.push(real(name, Bilingual::new(zh, en), unit, decimals, values));
        };
        let of = |pick: &dyn Fn(&crate::cluster::ClusterProfile) -> Option<f64>| {
            profiles.iter().map(pick).collect()
        };
        add("pop", "人口", "Population", plain, 0, of(&|p| Some(p.population)));
        add("pop_share", "占全部人口", "Share of all population", plain, 3, of(&|p| p.population_share));
        if let Some(field) = value {
            let values = study.city_numbers(field)?;
            let all: f64 = values.iter().flatten().sum();
            let sum = |cities: &Vec<usize>| cities.iter().filter_map(|&city| values[city]).sum::<f64>();
            let sums: Vec<f64> = members.iter().map(sum).collect();
            add("value", field, field, plain, 0, sums.iter().copied().map(Some).collect());
            let shares = sums.iter().map(|sum| (all > 0.0).then(|| sum / all)).collect();
            add("value_share", "占全部之份额", "Share of all", plain, 3, shares);
            let spread = members.iter().map(|cities| williamson_of(study, &values, cities)).collect();
            add(
                "williamson",
                "群内人均差异（威廉森系数）",
                "Disparity per head (Williamson)",
                plain,
                3,
                spread,
            );
        }
        add("primacy", "首位城市占比", "Share of the largest city", plain, 3, of(&|p| p.primacy));
        add("two_city", "两城市指数", "Two-city index", plain, 2, of(&|p| p.two_city_index));
        let minutes = ("分钟", "min");
        add(
            "inside_min",
            "群内平均时间",
            "Mean time inside",
            minutes,
            0,
            of(&|p| p.mean_time.map(Minutes::get)),
        );
        add(
            "pairs_60",
            "一小时内城市对占比",
            "Share of pairs within 1 h",
            plain,
            3,
            of(&|p| p.pairs_within[0]),
        );
        add(
            "pairs_120",
            "两小时内城市对占比",
            "Share of pairs within 2 h",
            plain,
            3,
            of(&|p| p.pairs_within[1]),
        );
        let to_core = |(cities, &core): (&Vec<usize>, &usize)| mean_time_to(study, cities, core);
        let central = members.iter().zip(&self.membership.cores).map(to_core).collect();
        add("to_core_min", "到核心平均时间", "Mean time to the core", minutes, 0, central);
        let fit = silhouette(&study.times, self.clusters());
        add("silhouette", "轮廓系数", "Silhouette", plain, 3, fit.clusters);
        if let Some(outlines) = self.outlines(study) {
            let plane = |outline: &MultiPolygon<f64>| {
                study.projector.polygons_to_plane(outline).and_then(|plane| compactness(&plane))
            };
            let round = outlines.iter().map(plane).collect();
            add("compactness", "紧凑度", "Compactness", plain, 3, round);
        }
        for class in (0..=bounds.len()).rev() {
            let (zh, en) = size_words(&bounds, class);
            columns.push(integer(
                format!("size_{}", class + 1),
                Bilingual::new(zh, en),
                profiles.iter().map(|profile| count(profile.size_classes[class])).collect(),
            ));
        }
        let title = self.titled("城市群概况", "City clusters");
        Ok(OutputTable::new(format!("cluster_table_{}", self.rule.file_name()), title, columns))
    }

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

    /// What is worth a word.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.membership.findings
    }
}

/// Mean time of the cities of a cluster to its core, over those with a path.
fn mean_time_to(study: &Study, cities: &[usize], core: usize) -> Option<f64> {
    let others = cities.iter().filter(|&&city| city != core);
    let times: Vec<f64> = others.filter_map(|&city| Some(study.times.minutes(city, core)?.get())).collect();
    (!times.is_empty()).then(|| times.iter().sum::<f64>() / times.len() as f64)
}

/// Williamson's coefficient of a value per head over cities with both; `None` for fewer than two of them.
fn williamson_of(study: &Study, values: &[Option<f64>], cities: &[usize]) -> Option<f64> {
    let known =
        cities.iter().filter_map(|&city| Some((values[city]?, study.population[city].filter(|p| *p > 0.0)?)));
    let (per_head, people): (Vec<f64>, Vec<f64>) =
        known.map(|(value, people)| (value / people, people)).unzip();
    if per_head.len() < 2 {
        return None;
    }
    crate::disparity::williamson(&per_head, &people).ok().flatten()
}

/// Lower bounds of the classes of the State Council of 2014: half a million, one, five and ten million; in ten thousands
/// where the population is counted so.
fn size_bounds(study: &Study) -> Vec<f64> {
    let all: f64 = study.population.iter().flatten().sum();
    let unit = if all < 1e6 { 1.0 } else { 1e4 };
    [50.0, 100.0, 500.0, 1000.0].map(|bound| bound * unit).to_vec()
}

fn size_words(bounds: &[f64], class: usize) -> (String, String) {
    let words = |bound: f64| crate::export::number::large_in_words(bound, 0);
    match class.checked_sub(1).map(|below| words(bounds[below])) {
        None => {
            let upper = words(bounds[0]);
            (format!("不足 {} 的城市", upper.zh), format!("Cities below {}", upper.en))
        }
        Some(lower) => (format!("{} 以上的城市", lower.zh), format!("Cities from {}", lower.en)),
    }
}
