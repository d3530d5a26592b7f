//! Clusters of a rule as outlines, their cores as points, and the links of cities to cores as lines.

use super::role_key;
use super::ruled::Ruled;
use crate::cluster::{ListMembership, circles};
use crate::error::Result;
use crate::export::{Bilingual, OutputLayer, Shapes};
use crate::index::dissolve;
use crate::run::columns::{count, identity, integer, real, text};
use crate::study::Study;
use crate::units::Minutes;
use geo_types::{Coord, LineString, MultiPolygon};

impl Ruled {
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
}
