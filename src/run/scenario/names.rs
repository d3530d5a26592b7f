//! How the fields of compared measures are called: short ASCII, the unit at the end, no name twice.

use crate::export::Bilingual;
use crate::study::config::ScenarioSection;

/// Names of scenarios in fields and file names: their own where that is plain, else their number.
pub(super) fn keys(sections: &[&ScenarioSection]) -> Vec<String> {
    let plain = |id: &str| -> String {
        let kept = id.chars().filter(char::is_ascii_alphanumeric).take(12);
        kept.collect::<String>().to_lowercase()
    };
    let ids: Vec<String> = sections.iter().map(|section| plain(&section.id)).collect();
    let usable = |key: &String| {
        // `base` and `d` have a meaning of their own in the names of fields.
        !["", "base", "d"].contains(&key.as_str()) && ids.iter().filter(|other| *other == key).count() == 1
    };
    let number =
        |(place, key): (usize, &String)| if usable(key) { key.clone() } else { format!("s{}", place + 1) };
    let keys: Vec<String> = ids.iter().enumerate().map(number).collect();
    let repeated = keys.iter().enumerate().any(|(place, key)| keys[..place].contains(key));
    if repeated { (1..=sections.len()).map(|place| format!("s{place}")).collect() } else { keys }
}

/// What readers see instead of a scenario's short name.
pub(super) fn label(section: &ScenarioSection) -> Bilingual {
    let zh = section.label.as_ref().or(section.label_en.as_ref()).unwrap_or(&section.id);
    Bilingual::new(zh, section.label_en.as_ref().unwrap_or(zh))
}

/// The names of the fields of one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::run) struct Names {
    /// What stands before the unit.
    stem: String,
    /// The unit with its underscore; empty where the name has none.
    tail: String,
    /// What stands for the measure where no unit of its own follows: the stem, or the whole name where that is taken.
    pub(in crate::run) short: String,
}

impl Names {
    /// The names of the fields of each measure of `measures`.
    pub(in crate::run) fn of(measures: &[&str]) -> Vec<Self> {
        let split = |name: &&str| match name.rsplit_once('_') {
            Some((stem, unit)) => (stem.to_owned(), format!("_{unit}")),
            None => ((*name).to_owned(), String::new()),
        };
        let all: Vec<(String, String)> = measures.iter().map(split).collect();
        let mut taken: Vec<String> = Vec::new();
        for ((stem, _), whole) in all.iter().zip(measures) {
            // The difference of a measure in per cent has the name of the per cent of another.
            let in_per_cent = all.iter().any(|(other, tail)| other == stem && tail == "_pct");
            let free = !taken.contains(stem) && !in_per_cent;
            taken.push(if free { stem.clone() } else { (*whole).to_owned() });
        }
        all.into_iter().zip(taken).map(|((stem, tail), short)| Self { stem, tail, short }).collect()
    }

    /// `watt_base_min`, or `watt_plan_min` of the scenario called so.
    pub(in crate::run) fn value(&self, of: &str) -> String {
        format!("{}_{of}{}", self.stem, self.tail)
    }

    /// `watt_d_min`, or `watt_plan_d_min` where there are several scenarios.
    pub(in crate::run) fn difference(&self, scenario: Option<&str>) -> String {
        format!("{}{}_d{}", self.stem, infix(scenario), self.tail)
    }

    /// `watt_d_pct`.
    pub(in crate::run) fn percent(&self, scenario: Option<&str>) -> String {
        format!("{}{}_d_pct", self.short, infix(scenario))
    }

    /// `watt_state`.
    pub(in crate::run) fn state(&self, scenario: Option<&str>) -> String {
        format!("{}{}_state", self.short, infix(scenario))
    }
}

/// A part of a name with its underscore, where there is one.
pub(super) fn infix(part: Option<&str>) -> String {
    part.map_or_else(String::new, |part| format!("_{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn section(id: &str) -> ScenarioSection {
        toml::from_str(&format!("id = \"{id}\"")).unwrap()
    }

    fn keys_of(ids: &[&str]) -> Vec<String> {
        let sections: Vec<ScenarioSection> = ids.iter().map(|id| section(id)).collect();
        keys(&sections.iter().collect::<Vec<_>>())
    }

    #[test]
    fn scenarios_are_called_as_they_call_themselves_where_that_is_plain() {
        assert_eq!(keys_of(&["plan", "no-ferry"]), ["plan", "noferry"]);
        assert_eq!(keys_of(&["规划", "base"]), ["s1", "s2"]);
        assert_eq!(keys_of(&["a-b", "ab"]), ["s1", "s2"]);
        assert_eq!(keys_of(&["s2", "规划"]), ["s1", "s2"], "a name that is another's number");
    }

    #[test]
    fn no_field_is_called_like_another() {
        let measures = [
            "watt_min",
            "watt_miss",
            "pot",
            "pot_idx",
            "d120_pop",
            "c60_pop",
            "c60_cities",
            "near_pct",
            "near_km",
        ];
        let names = Names::of(&measures);
        assert_eq!(names[4].value("base"), "d120_base_pop");
        assert_eq!(names[4].difference(None), "d120_d_pop");
        assert_eq!(names[4].difference(Some("plan")), "d120_plan_d_pop");
        assert_eq!(names[0].percent(None), "watt_d_pct");
        assert_eq!(names[1].percent(None), "watt_miss_d_pct", "two measures begin with `watt`");
        assert_eq!(
            (names[7].difference(None), names[7].percent(None)),
            ("near_d_pct".into(), "near_pct_d_pct".into())
        );
        for scenario in [None, Some("plan")] {
            let fields = |name: &Names| {
                let scenario_value = name.value(scenario.unwrap_or("plan"));
                let [d, pct, state] =
                    [name.difference(scenario), name.percent(scenario), name.state(scenario)];
                [name.value("base"), scenario_value, d, pct, state]
            };
            let all: Vec<String> = names.iter().flat_map(fields).collect();
            let different: BTreeSet<&String> = all.iter().collect();
            assert_eq!(different.len(), all.len(), "{all:?}");
            assert!(all.iter().all(|name| name.is_ascii()));
        }
    }
}
