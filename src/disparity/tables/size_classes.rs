//! City sizes as the State Council of China classes them.

use super::Tiers;
use crate::error::{Code, Error, Finding, Result};

/// Persons from which each class but the lowest begins.
const FIVE: [(&str, f64); 5] = [
    ("small", 0.0),
    ("medium", 500_000.0),
    ("large", 1_000_000.0),
    ("very_large", 5_000_000.0),
    ("super_large", 10_000_000.0),
];

/// The same with small and large cities in two types each.
const SEVEN: [(&str, f64); 7] = [
    ("small_2", 0.0),
    ("small_1", 200_000.0),
    ("medium", 500_000.0),
    ("large_2", 1_000_000.0),
    ("large_1", 3_000_000.0),
    ("very_large", 5_000_000.0),
    ("super_large", 10_000_000.0),
];

impl Tiers {
    /// The five size classes of cities in China since 2014.
    ///
    /// | class | 类别 | residents |
    /// |---|---|---|
    /// | `small` | 小城市 | below 500,000 |
    /// | `medium` | 中等城市 | from 500,000 |
    /// | `large` | 大城市 | from 1,000,000 |
    /// | `very_large` | 特大城市 | from 5,000,000 |
    /// | `super_large` | 超大城市 | from 10,000,000 |
    ///
    /// # Units
    /// `persons` stand behind one unit of the population that is classed: 1 for persons, 10,000 for 万人.
    ///
    /// # Conventions
    /// The classes are of the residents of the built-up city (城区常住人口), not of the whole prefecture: with the
    /// population of prefectures nearly all of them would be large.
    ///
    /// # Errors
    /// `persons` that is not finite or not above zero.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::Tiers;
    /// let classes = Tiers::state_council_2014(10_000.0)?; // for 万人
    /// assert_eq!(classes.names()[classes.of(500.0)], "very_large");
    /// assert_eq!(classes.names()[classes.of(499.99)], "large");
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    ///
    /// # References
    /// State Council of the People's Republic of China (2014). 关于调整城市规模划分标准的通知 (Notice on adjusting the
    /// standard by which city sizes are divided). 国发〔2014〕51号.
    pub fn state_council_2014(persons: f64) -> Result<Self> {
        classes(&FIVE, persons)
    }

    /// The same with small cities (from 200,000: type I, `small_1`; below: type II, `small_2`) and large ones (from
    /// 3,000,000: `large_1`; below: `large_2`) in two types each.
    ///
    /// # Errors
    /// As [`Tiers::state_council_2014`].
    pub fn state_council_2014_types(persons: f64) -> Result<Self> {
        classes(&SEVEN, persons)
    }
}

fn classes(classes: &[(&str, f64)], persons: f64) -> Result<Tiers> {
    if !(persons.is_finite() && persons > 0.0) {
        let what = "a unit of population is some number of persons";
        let finding = Finding::new(Code::BadSetting, what).field("persons").value(persons);
        return Err(Error::usage(finding.hint("1 for persons, 1000 for thousands, 10000 for 万人")));
    }
    let thresholds: Vec<f64> = classes[1..].iter().map(|&(_, from)| from / persons).collect();
    Tiers::new(classes.iter().map(|&(name, _)| name), &thresholds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seven_types_are_parts_of_the_five_classes() {
        let five = Tiers::state_council_2014(1.0).unwrap();
        let seven = Tiers::state_council_2014_types(1.0).unwrap();
        for residents in [0.0, 199_999.0, 200_000.0, 5e5, 1e6, 2_999_999.0, 3e6, 4_999_999.0, 5e6, 1e7, 3e7] {
            let name = &seven.names()[seven.of(residents)];
            let class = name.trim_end_matches("_1").trim_end_matches("_2");
            assert_eq!(class, five.names()[five.of(residents)], "{residents}");
        }
        assert_eq!(seven.thresholds(), [2e5, 5e5, 1e6, 3e6, 5e6, 1e7]);
    }

    #[test]
    fn a_unit_of_nobody_is_refused() {
        for persons in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(Tiers::state_council_2014(persons).is_err());
        }
    }
}
