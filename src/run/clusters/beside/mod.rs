//! The rules of a study side by side with its list: maps in the same colours, how far they agree, and of which cities
//! they disagree most.

mod agreement;
mod disputed;
mod layers;
mod reference;

use super::rule::ClusterRule;
use super::ruled::Ruled;
use crate::cluster::ListMembership;
use crate::error::{Code, Error, Finding, Result};
use crate::export::Bilingual;
use crate::report::Backdrop;
use crate::run::part::{OutputTable, Part};
use crate::study::Study;
use crate::study::config::{ClustersSection, Config};
use geo_types::MultiPolygon;
use rayon::prelude::*;
use reference::Reference;

/// The clusters by every rule of `[clusters] rules`.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// By each rule, in the order of the study.
    pub rules: Vec<Ruled>,
    /// The outlines of the clusters of each; `None` where the cities are points.
    outlines: Vec<Option<Vec<MultiPolygon<f64>>>>,
}

/// The rules of `config`, read.
///
/// # Errors
/// A rule that there is not, a number that it does not take, or a rule that stands twice.
pub fn rules(config: &Config) -> Result<Vec<ClusterRule>> {
    let Some(section) = &config.clusters else { return Ok(Vec::new()) };
    let in_study = |error: Error| match error {
        Error::Usage(finding) => {
            let mut finding = *finding;
            finding.code = Code::BadSetting;
            Error::from(finding.field("clusters.rules"))
        }
        other => other,
    };
    let rules: Vec<ClusterRule> =
        section.rules.iter().map(|rule| ClusterRule::parse(rule).map_err(in_study)).collect::<Result<_>>()?;
    for (k, rule) in rules.iter().enumerate() {
        if rules[..k].iter().any(|before| before.name() == rule.name()) {
            let what = "a rule stands twice, and layers are called after their rule";
            let finding = Finding::new(Code::BadSetting, what).field("clusters.rules").value(rule.name());
            return Err(finding.hint("keep one; `jingwei cluster --rule` shows the other").into());
        }
    }
    Ok(rules)
}

impl Beside {
    /// The clusters of `study` by every rule that its configuration names; none where it has no clusters.
    ///
    /// # Errors
    /// As of [`rules`] and [`Ruled::find`].
    pub fn find(study: &Study) -> Result<Self> {
        let Some(section) = &study.config.clusters else { return Ok(Self::default()) };
        let found = rules(&study.config)?;
        let found: Vec<_> =
            found.par_iter().map(|rule| Ruled::find(study, section, rule)).collect::<Result<_>>()?;
        let outlines = found.iter().map(|ruled| ruled.outlines(study)).collect();
        Ok(Self { rules: found, outlines })
    }

    /// Adds maps, layers, tables and a sentence to `part`, which holds the map of `list` first, where there is one.
    ///
    /// # Errors
    /// None that a study can bring about.
    pub(in crate::run) fn add<'a>(
        &'a self,
        part: &mut Part<'a>,
        study: &'a Study,
        section: &ClustersSection,
        list: Option<&ListMembership>,
    ) -> Result<()> {
        if self.rules.is_empty() {
            return Ok(());
        }
        let reference = Reference::of(study, list, &self.rules[0]);
        let before = part.layers.len();
        let first = usize::from(list.is_some());
        if let Some(layer) = part.layers.first_mut().filter(|_| list.is_some()) {
            layer.style = reference.style("list");
        }
        for (place, (ruled, outlines)) in self.rules.iter().zip(&self.outlines).enumerate() {
            let layer = ruled.layer_beside(study, &reference);
            let table = ruled.cluster_table(study, None)?;
            if let Some(outlines) = outlines {
                part.over.push((layer.name.clone(), outline(outlines)));
                part.files.push(ruled.outlines_beside(outlines, &table, &reference));
            }
            part.layers.insert(first + place, layer);
            part.notes.insert(first + place, Bilingual::default());
            // Several rules may have a word on the same city.
            let new = ruled.findings().iter().filter(|finding| !part.findings.contains(finding));
            let new: Vec<Finding> = new.cloned().collect();
            part.findings.extend(new);
            part.tables.push(OutputTable { long: true, ..table });
        }
        part.abreast = vec![first + self.rules.len()];
        part.abreast.extend(std::iter::repeat_n(1, before - first));
        // The first rule by time says as much as the table of [clusters] by itself.
        part.tables.iter_mut().filter(|table| table.name == "cluster_agreement").for_each(|table| {
            table.in_report = false;
        });
        // What is read first stands first, what is looked up is folded below.
        let mut read = Part::default();
        agreement::add((&mut read, part), study, &self.rules, &reference)?;
        disputed::add((&mut read, part), study, section, &self.rules, &reference);
        part.tables.splice(0..0, read.tables);
        part.sentences.extend(read.sentences);
        Ok(())
    }
}

/// Where one cluster ends and the next begins, though both may have one colour.
fn outline(outlines: &[MultiPolygon<f64>]) -> Backdrop<'_> {
    Backdrop {
        shapes: crate::export::Shapes::Polygons(outlines),
        fill: None,
        stroke: crate::classify::palette::Colour(0x11, 0x11, 0x11),
        width: 1.1,
        label: Bilingual::new("群界", "Outline of a cluster"),
    }
}
