//! The conditions by which an entry names lines.

use super::{AddSection, ChangeSection, Names, RemoveSection};
use crate::layer::Status;

/// The conditions of one entry; all of them hold.
pub(in crate::study) struct Choice<'a> {
    /// `add`, `remove` or `change`.
    pub(in crate::study) key: &'static str,
    pub(in crate::study) line: Option<&'a Names>,
    pub(in crate::study) id: Option<&'a Names>,
    pub(in crate::study) mode: Option<&'a str>,
    pub(in crate::study) status: Option<Status>,
    pub(in crate::study) filter: Option<&'a str>,
}

impl<'a> From<&'a AddSection> for Choice<'a> {
    fn from(add: &'a AddSection) -> Self {
        let AddSection { line, id, mode, status, filter, .. } = add;
        Self {
            key: "add",
            line: line.as_ref(),
            id: id.as_ref(),
            mode: mode.as_deref(),
            status: *status,
            filter: filter.as_deref(),
        }
    }
}

impl<'a> From<&'a RemoveSection> for Choice<'a> {
    fn from(remove: &'a RemoveSection) -> Self {
        let RemoveSection { line, id, mode, filter } = remove;
        Self {
            key: "remove",
            line: line.as_ref(),
            id: id.as_ref(),
            mode: mode.as_deref(),
            status: None,
            filter: filter.as_deref(),
        }
    }
}

impl<'a> From<&'a ChangeSection> for Choice<'a> {
    fn from(change: &'a ChangeSection) -> Self {
        let ChangeSection { line, id, mode, filter, .. } = change;
        Self {
            key: "change",
            line: line.as_ref(),
            id: id.as_ref(),
            mode: mode.as_deref(),
            status: None,
            filter: filter.as_deref(),
        }
    }
}

impl Choice<'_> {
    /// The entry in its own words, for messages and reports.
    pub(in crate::study) fn words(&self) -> String {
        let names = |key: &str, names: &Names| format!("{key} {}", names.0.join(", "));
        let parts = [
            self.line.map(|line| names("line", line)),
            self.id.map(|id| names("id", id)),
            self.mode.map(|mode| format!("mode {mode}")),
            self.status.map(|status| format!("status {}", status.word())),
            self.filter.map(|filter| format!("where {filter}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
