//! `[[scenario]]` of `study.toml`.

use crate::layer::Status;
use serde::{Deserialize, Serialize};

/// `[[scenario]]`: the same study with other lines in service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioSection {
    /// Short name, part of field and file names.
    pub id: String,
    /// What readers see; the short name where absent.
    #[serde(default)]
    pub label: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub label_en: Option<String>,
    /// The scenario from which this one starts; the study as it is where absent.
    #[serde(default)]
    pub base: Option<String>,
    /// Only lines in service by the end of this year; the base's year where absent.
    #[serde(default)]
    pub as_of: Option<i32>,
    /// Statuses in use; the base's where absent.
    #[serde(default)]
    pub status: Option<Vec<Status>>,
}
