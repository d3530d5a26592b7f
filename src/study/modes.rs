//! Which modes a study uses: all, or those that it names.

use super::config::{Config, CorridorsSection};
use crate::error::{Code, Finding};
use crate::layer::Corridors;
use crate::layer::nearest::nearest;

impl CorridorsSection {
    /// Whether trips use corridors of `mode`: those of every mode where the study names none.
    #[must_use]
    pub fn uses(&self, mode: &str) -> bool {
        self.modes.as_ref().is_none_or(|modes| modes.iter().any(|named| named == mode))
    }

    /// Takes the corridors of all other modes out of use, whatever their status and year: they stay in the file and are
    /// no longer [`routed`](Corridors::routed).
    pub fn restrict(&self, corridors: &mut Corridors) {
        for (routed, mode) in corridors.routed.iter_mut().zip(&corridors.modes) {
            *routed &= self.uses(mode);
        }
    }
}

impl Config {
    /// A finding for every mode that `[corridors]` names and for which no `[network.mode.NAME]` stands; one for an empty
    /// list.
    #[must_use]
    pub fn unknown_modes(&self) -> Vec<Finding> {
        let Some(modes) = &self.corridors.modes else { return Vec::new() };
        let known = || self.network.mode.keys().map(String::as_str);
        if modes.is_empty() {
            let finding = Finding::new(Code::BadSetting, "the list of modes is empty, so nothing would run");
            return vec![finding.field("corridors.modes").hint("leave the key out to use all modes")];
        }
        let unknown = modes.iter().filter(|mode| !known().any(|known| known == mode.as_str()));
        let finding = |mode: &String| {
            let finding = Finding::new(Code::BadSetting, "no rule is stated for this mode");
            let finding = finding.field("corridors.modes").value(mode);
            match nearest(mode, known(), 1).first() {
                Some(near) => finding.hint(format!("the nearest is `{near}`")),
                None => finding.hint(format!("there are {}", known().collect::<Vec<_>>().join(", "))),
            }
        };
        unknown.map(finding).collect()
    }
}
