//! `[[coverage]]` and `[city_pairs]` of `study.toml`.

use super::Config;
use crate::error::{Code, Finding};
use crate::network::ModeKind;
use crate::units::Minutes;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// `[[coverage]]`: how many cities and people are near facilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageSection {
    /// Short name, part of field and file names.
    pub id: String,
    /// What readers see; the short name where absent.
    #[serde(default)]
    pub label: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub label_en: Option<String>,
    /// `stations` in service, `cities` with a value, or a file of points (.geojson, or .csv with lon and lat).
    pub facilities: String,
    /// With `stations`: the rail modes that count; all where empty.
    #[serde(default)]
    pub modes: Vec<String>,
    /// With `cities`: the field that makes a city a facility; the population where absent.
    #[serde(default)]
    pub core_field: Option<String>,
    /// With `cities`: the least value that does.
    #[serde(default)]
    pub core_from: Option<f64>,
    /// Limits of travel time, rising.
    #[serde(default = "half_hour_to_two")]
    pub minutes: Vec<Minutes>,
}

/// `[city_pairs]`: how many pairs of cities are near each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityPairsSection {
    /// Limits of travel time, rising.
    #[serde(default = "hours")]
    pub minutes: Vec<Minutes>,
    /// Within and between what: `clusters` of the list under `[clusters]`, `regions`, or a field of the cities.
    #[serde(default)]
    pub groups: Option<String>,
}

/// What the facilities of a section are.
#[derive(Debug, Clone, PartialEq)]
pub enum Facilities {
    /// Stations in service.
    Stations,
    /// Cities with a value.
    Cities,
    /// Points of a file.
    File(PathBuf),
}

impl CoverageSection {
    /// What `facilities` names; `None` where it is neither a kind nor a file of points.
    #[must_use]
    pub fn kind(&self) -> Option<Facilities> {
        let ending =
            std::path::Path::new(&self.facilities).extension().map(|e| e.to_string_lossy().to_lowercase());
        match (self.facilities.as_str(), ending.as_deref()) {
            ("stations", _) => Some(Facilities::Stations),
            ("cities", _) => Some(Facilities::Cities),
            (file, Some("geojson" | "json" | "csv")) => Some(Facilities::File(file.into())),
            _ => None,
        }
    }
}

impl Config {
    /// The files of points that the study measures coverage by, each once.
    #[must_use]
    pub fn facility_files(&self) -> Vec<PathBuf> {
        let file = |section: &CoverageSection| match section.kind() {
            Some(Facilities::File(file)) => Some(file),
            _ => None,
        };
        let mut files = Vec::new();
        for file in self.coverage.iter().filter_map(file) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }
}

const RISING: &str = "must rise from above zero to at most 1000000 minutes";

/// Whether `limits` can be limits of travel time.
fn rising(limits: &[Minutes]) -> bool {
    let within = limits.iter().all(|limit| limit.get() > 0.0 && limit.get() <= 1e6);
    !limits.is_empty() && within && limits.windows(2).all(|pair| pair[0] < pair[1])
}

fn refused(field: &str, what: &str, value: impl std::fmt::Display) -> Finding {
    Finding::new(Code::BadSetting, what).field(field).value(value)
}

fn listed(limits: &[Minutes]) -> String {
    let limits: Vec<String> = limits.iter().map(|limit| limit.get().to_string()).collect();
    format!("[{}]", limits.join(", "))
}

/// What in the sections of `config` has the right type and still makes no sense.
pub(in crate::study) fn check(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, section) in config.coverage.iter().enumerate() {
        let name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if section.id.is_empty() || section.id.len() > 12 || !section.id.chars().all(name) {
            let what = "must be 1 to 12 letters a-z, digits or _, as it stands in field names";
            findings
                .push(refused("coverage.id", what, &section.id).hint("name it such as `hsr` or `core_5m`"));
        } else if config.coverage[..number].iter().any(|other| other.id == section.id) {
            let finding = refused("coverage.id", "another [[coverage]] has this name", &section.id);
            findings.push(finding.hint("give each its own `id`"));
        }
        if !rising(&section.minutes) {
            let finding = refused("coverage.minutes", RISING, listed(&section.minutes));
            findings.push(finding.hint("state minutes such as [30, 60, 120]"));
        }
        findings.extend(check_kind(config, section));
    }
    if let Some(pairs) = &config.city_pairs {
        if !rising(&pairs.minutes) {
            let finding = refused("city_pairs.minutes", RISING, listed(&pairs.minutes));
            findings.push(finding.hint("state minutes such as [60, 120, 180, 240]"));
        }
        let listed = config.clusters.as_ref().is_some_and(|clusters| clusters.list.is_some());
        match pairs.groups.as_deref() {
            Some("clusters") if !listed => {
                let finding = refused("city_pairs.groups", "there is no list of clusters", "clusters");
                findings.push(finding.hint("name a `list` under [clusters], or another grouping"));
            }
            Some("regions") if config.regions.is_none() => {
                let finding = refused("city_pairs.groups", "there is no [regions] table", "regions");
                findings.push(finding.hint("add [regions], or name a field of the cities"));
            }
            _ => {}
        }
    }
    findings
}

/// What is wrong with the facilities of `section`.
fn check_kind(config: &Config, section: &CoverageSection) -> Vec<Finding> {
    let mut findings = Vec::new();
    let kind = section.kind();
    if kind.is_none() {
        let finding =
            refused("coverage.facilities", "there is no such kind of facilities", &section.facilities);
        findings.push(
            finding.hint("write `stations`, `cities`, or the name of a .geojson or .csv file of points"),
        );
    }
    if kind == Some(Facilities::Cities) {
        match section.core_from {
            None => findings.push(
                refused("coverage.core_from", "which cities count is not said", &section.id)
                    .hint("state the least value with `core_from`, such as 5000000"),
            ),
            Some(from) if !(from.is_finite() && from > 0.0) => {
                let finding = refused("coverage.core_from", "must be above zero", from);
                findings.push(finding.hint("state the least value that makes a city count, such as 5000000"));
            }
            Some(_) => {}
        }
    } else if section.core_from.is_some() || section.core_field.is_some() {
        let key = if section.core_from.is_some() { "coverage.core_from" } else { "coverage.core_field" };
        let finding = refused(key, "goes with `facilities = \"cities\"` alone", &section.facilities);
        findings.push(finding.hint("remove the key, or write `facilities = \"cities\"`"));
    }
    let rail =
        |mode: &String| config.network.mode.get(mode).is_some_and(|rules| rules.kind == ModeKind::Rail);
    if let Some(mode) = section.modes.first().filter(|_| kind != Some(Facilities::Stations)) {
        let finding = refused("coverage.modes", "goes with `facilities = \"stations\"` alone", mode);
        findings.push(finding.hint("remove the key, or write `facilities = \"stations\"`"));
    } else if let Some(mode) = section.modes.iter().find(|mode| !rail(mode)) {
        let of_rail = config.network.mode.iter().filter(|(_, rules)| rules.kind == ModeKind::Rail);
        let known: Vec<&str> = of_rail.map(|(name, _)| name.as_str()).collect();
        let finding = refused("coverage.modes", "[network] has no railway of this mode", mode);
        findings.push(finding.hint(format!("the railways are: {}", known.join(", "))));
    }
    findings
}

fn half_hour_to_two() -> Vec<Minutes> {
    [30.0, 60.0, 120.0].map(Minutes::new).to_vec()
}

fn hours() -> Vec<Minutes> {
    [60.0, 120.0, 180.0, 240.0].map(Minutes::new).to_vec()
}
