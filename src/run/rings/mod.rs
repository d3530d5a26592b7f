//! Rings around cores: which city lies in which, what lies in each, and how it falls with the way from the core.

mod bands;
mod change;
mod circles;
mod close_up;
mod compare;
mod core_rings;
mod gradients;
mod network_distance;
mod outlines;
mod sectors;

pub use outlines::Outlines;

use super::part::Part;
use crate::cluster::ListMembership;
use crate::error::{Code, Finding, Result};
use crate::export::Bilingual;
use crate::layer::nearest::nearest;
use crate::rings::{FromCores, Separation};
use crate::study::config::{RingsBy, RingsSection};
use crate::study::{Scenario, Study};
use core_rings::CoreRings;

/// Every ring that the study asks for, as one part, with what lies within one and two hours before and after each of
/// `scenarios`.
///
/// # Errors
/// As [`part_of`].
pub fn part_of_all<'a>(study: &'a Study, scenarios: &[Scenario]) -> Result<Part<'a>> {
    let mut all = Part {
        title: Bilingual::new("圈层", "Rings"),
        text: if study.config.rings.iter().all(|section| section.by == RingsBy::Time) {
            Bilingual::new("按从核心城市出发的旅行时间划分。", "By travel time from the core city.")
        } else {
            Bilingual::new("按距核心城市的远近划分。", "By how far places are from the core city.")
        },
        ..Part::default()
    };
    for section in &study.config.rings {
        let part = part_of(study, section, None)?;
        all.layers.extend(part.layers);
        all.notes.extend(part.notes);
        all.close_ups.extend(part.close_ups);
        all.profiles.extend(part.profiles);
        all.gradients.extend(part.gradients);
        all.tables.extend(part.tables);
        all.findings.extend(part.findings);
    }
    if let Some((table, sentence)) = circles::table(study, scenarios)? {
        all.tables.insert(0, table);
        all.sentences.push(sentence);
    }
    Ok(all)
}

/// The rings that `section` asks for: the cities as a layer, the profile as the first table, then a table each of what
/// else is asked for: `fits`, `sectors`, `change` and, where there is a list of clusters, `compare`.
///
/// # Errors
/// A core that is no city or reaches none, a field that is missing, a fit on too few cities.
pub fn part_of<'a>(
    study: &'a Study,
    section: &RingsSection,
    list: Option<&ListMembership>,
) -> Result<Part<'a>> {
    let cores = cores(study, section)?;
    match section.by {
        RingsBy::Time => {
            let from = FromCores::by_time(&study.times, &cores);
            of(study, section, list, &from, &section.breaks_min)
        }
        RingsBy::Network => {
            let from = FromCores::by_network(&network_distance::times(study)?, &cores);
            of(study, section, list, &from, &section.breaks_km)
        }
        RingsBy::Distance => {
            let from = FromCores::by_distance(&study.cities.seats, &cores);
            of(study, section, list, &from, &section.breaks_km)
        }
    }
}

fn of<'a, D: Separation>(
    study: &'a Study,
    section: &RingsSection,
    list: Option<&ListMembership>,
    from: &FromCores<D>,
    breaks: &[D],
) -> Result<Part<'a>> {
    refuse_alone(study, section, from)?;
    let (breaks, findings) = bands::breaks(study, section, from, breaks)?;
    let drawn = CoreRings::draw(study, section, from.clone(), &breaks)?;
    let mut part = drawn.part(study);
    part.findings.extend(findings);
    if !section.fit.is_empty() {
        gradients::add(&mut part, study, section, &drawn, from)?;
    }
    if section.sectors > 0 {
        sectors::add(&mut part, study, section.sectors, &drawn, from)?;
    }
    if section.years.len() > 1 {
        change::add(&mut part, study, section, &drawn, from)?;
    }
    if let Some(list) = list {
        part.tables.push(compare::table(study, &drawn, list));
    }
    Ok(part)
}

/// The cores that `section` names.
fn cores(study: &Study, section: &RingsSection) -> Result<Vec<usize>> {
    let mut cores: Vec<usize> = Vec::new();
    for id in section.core.split(',').map(str::trim) {
        let core = study.cities.index_of(id).ok_or_else(|| {
            let near = nearest(id, study.cities.ids.iter().map(String::as_str), 3);
            let finding = Finding::new(Code::BadSetting, "no city of the study has this identifier")
                .file(&study.cities.source)
                .field("rings.core")
                .value(id);
            if near.is_empty() {
                finding.hint("name a city's identifier; `jingwei info FILE` shows the fields")
            } else {
                finding.hint(format!("near are {}", near.join(", ")))
            }
        })?;
        if !cores.contains(&core) {
            cores.push(core);
        }
    }
    Ok(cores)
}

/// Rings around a core that reaches nothing would all be empty.
fn refuse_alone<D: Separation>(study: &Study, section: &RingsSection, from: &FromCores<D>) -> Result<()> {
    if study.cities.len() > from.cores.len() && from.alone() {
        let what = "the core reaches no other city, so that there is nothing to draw rings around";
        let finding = Finding::new(Code::BadSetting, what).field("rings.core").value(&section.core);
        return Err(finding.hint("`jingwei network check STUDY` lists the parts of the network").into());
    }
    Ok(())
}

/// How rings are spoken of.
trait Words {
    /// Minutes or kilometres.
    fn unit(self) -> (&'static str, &'static str);
    /// Tail of a field name.
    fn suffix(self) -> &'static str;
    /// What is measured.
    fn what(self) -> (&'static str, &'static str);
    /// Below an axis.
    fn axis(self) -> Bilingual;
}

impl Words for RingsBy {
    fn unit(self) -> (&'static str, &'static str) {
        if self == Self::Time { ("分钟", "min") } else { ("公里", "km") }
    }

    fn suffix(self) -> &'static str {
        self.unit().1
    }

    fn what(self) -> (&'static str, &'static str) {
        match self {
            Self::Time => ("旅行时间", "Travel time"),
            Self::Network => ("路网距离", "Network distance"),
            Self::Distance => ("直线距离", "Straight distance"),
        }
    }

    fn axis(self) -> Bilingual {
        let ((zh, en), (unit_zh, unit_en)) = (self.what(), self.unit());
        Bilingual::new(format!("距核心的{zh}（{unit_zh}）"), format!("{en} from the core ({unit_en})"))
    }
}
