//! The clusters of a rule as layers in the colours of the reference.

use super::reference::Reference;
use crate::export::{Bilingual, Column, OutputLayer, Shapes};
use crate::run::clusters::ruled::Ruled;
use crate::run::columns::{of_cities, shapes, text};
use crate::run::part::OutputTable;
use crate::study::Study;
use geo_types::MultiPolygon;

impl Ruled {
    /// The cities with their membership; a cluster has the colour of the cluster of `reference` that it is most like.
    pub(super) fn layer_beside<'a>(&self, study: &'a Study, reference: &Reference) -> OutputLayer<'a> {
        let like = reference.like(&self.members());
        let mut columns = of_cities(study);
        columns.extend(self.columns(study));
        let of_city = |cluster: &Option<usize>| cluster.map(|of| reference.key(like[of]));
        columns.push(like_column(self.clusters().iter().map(of_city).collect(), reference));
        OutputLayer {
            name: format!("clusters_{}", self.rule.file_name()),
            title: self.titled("城市群", "City clusters"),
            shapes: shapes(&study.cities),
            columns,
            style: reference.style("like"),
            labels: Some("name".to_owned()),
        }
    }

    /// The `outlines` of the clusters with what `table` says of them.
    pub(super) fn outlines_beside<'a>(
        &self,
        outlines: &'a [MultiPolygon<f64>],
        table: &OutputTable,
        reference: &Reference,
    ) -> OutputLayer<'a> {
        let like = reference.like(&self.members());
        let mut columns = table.columns.clone();
        columns.push(like_column(like.into_iter().map(|of| Some(reference.key(of))).collect(), reference));
        OutputLayer {
            name: format!("cluster_outlines_{}", self.rule.file_name()),
            title: self.titled("城市群范围", "Outlines of city clusters"),
            shapes: Shapes::Polygons(outlines),
            columns,
            style: reference.style("like"),
            labels: Some("cluster".to_owned()),
        }
    }
}

fn like_column(values: Vec<Option<String>>, reference: &Reference) -> Column {
    let alias = if reference.is_list {
        Bilingual::new("城市群（共同城市最多的名单群）", "Listed cluster with most cities in common")
    } else {
        Bilingual::new(
            "城市群（共同城市最多的首个规则群）",
            "Cluster of the first rule with most cities in common",
        )
    };
    text("like", alias, values)
}
