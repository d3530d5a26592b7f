//! The `[clusters]` of a study with what the command line says.

use super::Arguments;
use crate::cli::sink::usage;
use crate::error::Result;
use crate::study::config::ClustersSection;
use crate::units::Minutes;

/// The study's own section with what the command line says put over it.
pub(super) fn section(arguments: &Arguments, own: Option<ClustersSection>) -> Result<ClustersSection> {
    let minutes = |value: f64| {
        Minutes::checked(value)
            .filter(|m| m.get() > 0.0)
            .ok_or_else(|| usage("minutes are above zero", value))
    };
    let others = arguments.rule.is_some() && (arguments.core_rank.is_some() || !arguments.core.is_empty());
    // Where cores are chosen otherwise no value makes one.
    let core_from = arguments.core_from.or(others.then_some(f64::MAX));
    let mut section = match (own, core_from) {
        (Some(own), _) => own,
        (None, Some(core_from)) => ClustersSection {
            core_rank: None,
            cores: Vec::new(),
            attributes: Vec::new(),
            rules: Vec::new(),
            list: None,
            list_cluster: "cluster".to_owned(),
            list_id: None,
            core_field: None,
            core_from,
            member_min: Minutes::new(60.0),
            fringe_min: Minutes::new(120.0),
        },
        (None, None) => return Err(usage("say from which value a city is a core", "--core-from")),
    };
    if let Some(core_from) = arguments.core_from {
        if !(core_from.is_finite() && core_from > 0.0) {
            return Err(usage("the value that makes a core is above zero", core_from));
        }
        section.core_from = core_from;
    }
    if !arguments.attributes.is_empty() {
        section.attributes.clone_from(&arguments.attributes);
    }
    section.core_rank = arguments.core_rank.or(section.core_rank.filter(|_| arguments.core_from.is_none()));
    if !arguments.core.is_empty() {
        section.cores.clone_from(&arguments.core);
    } else if arguments.core_rank.is_some() || arguments.core_from.is_some() {
        section.cores.clear();
    }
    section.core_field = arguments.core_field.clone().or(section.core_field);
    if let Some(member) = arguments.member {
        section.member_min = minutes(member)?;
        section.fringe_min =
            if section.fringe_min < section.member_min { section.member_min } else { section.fringe_min };
    }
    if let Some(fringe) = arguments.fringe {
        section.fringe_min = minutes(fringe)?;
    }
    Ok(section)
}
