//! Whether a scenario levels accessibility or drives it apart.

use super::change::Change;
use super::weighing::people_of;
use crate::disparity::{
    Correction, Deviation, LorenzPoint, coefficient_of_variation, gini, gini_weighted, lorenz, theil_t,
    theil_t_weighted, williamson,
};
use crate::error::Result;

/// Two values nearer than this share of them are the same: sums in another order.
const SAME: f64 = 1e-12;

/// What a scenario does to inequality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Gini, Theil and CV between people all fall.
    Levels,
    /// All three rise.
    Polarises,
    /// None moves.
    Unmoved,
    /// They do not agree.
    Mixed,
}

impl Verdict {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Levels => "levels",
            Self::Polarises => "polarises",
            Self::Unmoved => "unmoved",
            Self::Mixed => "mixed",
        }
    }

    /// In Chinese and English.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Levels => ("趋于均衡", "levels"),
            Self::Polarises => ("趋于分化", "polarises"),
            Self::Unmoved => ("不变", "leaves unmoved"),
            Self::Mixed => ("各指数方向不一", "does both, by index,"),
        }
    }

    fn of(pairs: &[(Option<f64>, Option<f64>)]) -> Option<Self> {
        let mut moves = Vec::new();
        for &(before, after) in pairs {
            let (before, after) = (before?, after?);
            let moved = after - before;
            moves.push(if moved.abs() <= SAME * before.abs().max(after.abs()) {
                0.0
            } else {
                moved.signum()
            });
        }
        let all = |sign: f64| moves.iter().all(|moved| moved.total_cmp(&sign).is_eq());
        Some(match () {
            () if all(0.0) => Self::Unmoved,
            () if all(-1.0) => Self::Levels,
            () if all(1.0) => Self::Polarises,
            () => Self::Mixed,
        })
    }
}

/// An index before and after.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Index {
    /// Its key in tables.
    pub(super) key: &'static str,
    /// Before; `None` where it is not defined.
    pub(super) before: Option<f64>,
    /// After.
    pub(super) after: Option<f64>,
}

/// The inequality of one measure before and after.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Inequality {
    /// Units with a value on both sides and with people: the indices of both sides are over the same.
    pub(super) units: usize,
    /// Between people (`gini_pop`, `theil_pop`, `cv_pop`), then each unit counting once.
    pub(super) indices: Vec<Index>,
    /// By the three indices between people; `None` where one is not defined.
    pub(super) verdict: Option<Verdict>,
    /// Lorenz curves between people, before and after.
    pub(super) lorenz: Option<[Vec<LorenzPoint>; 2]>,
}

/// Every index with its names and whether it counts by people.
pub(super) const INDICES: [(&str, &str, &str); 6] = [
    ("gini_pop", "基尼系数（人口加权）", "Gini, by people"),
    ("theil_pop", "泰尔 T（人口加权）", "Theil T, by people"),
    ("cv_pop", "变异系数（人口加权）", "CV, by people"),
    ("gini", "基尼系数", "Gini"),
    ("theil", "泰尔 T", "Theil T"),
    ("cv_sample", "变异系数（样本）", "CV, sample"),
];

/// The inequality of `change` before and after; nothing is defined for values below zero.
pub(super) fn inequality(change: &Change, population: &[Option<f64>]) -> Result<Inequality> {
    let (mut before, mut after, mut people) = (Vec::new(), Vec::new(), Vec::new());
    for unit in 0..change.len() {
        let (Some((was, is)), Some(of_unit)) = (change.both(unit), people_of(population, unit)) else {
            continue;
        };
        before.push(was);
        after.push(is);
        people.push(of_unit);
    }
    let defined = before.iter().chain(&after).all(|value| *value >= 0.0);
    if !defined {
        let none = |&(key, ..): &(&'static str, _, _)| Index { key, before: None, after: None };
        let indices = INDICES.iter().map(none).collect();
        return Ok(Inequality { units: people.len(), indices, verdict: None, lorenz: None });
    }
    let all = |values: &[f64]| -> Result<[Option<f64>; 6]> {
        Ok([
            gini_weighted(values, &people)?,
            theil_t_weighted(values, &people)?,
            williamson(values, &people)?,
            gini(values, Correction::None)?,
            theil_t(values)?,
            coefficient_of_variation(values, Deviation::Sample)?,
        ])
    };
    let (was, is) = (all(&before)?, all(&after)?);
    let indices =
        INDICES.iter().enumerate().map(|(i, &(key, ..))| Index { key, before: was[i], after: is[i] });
    let pairs: Vec<(Option<f64>, Option<f64>)> = (0..3).map(|i| (was[i], is[i])).collect();
    let curves = (lorenz(&before, &people)?, lorenz(&after, &people)?);
    Ok(Inequality {
        units: people.len(),
        indices: indices.collect(),
        verdict: Verdict::of(&pairs),
        lorenz: match curves {
            (Some(before), Some(after)) => Some([before, after]),
            _ => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::measures::Better;

    fn of(before: &[f64], after: &[f64]) -> Inequality {
        let some = |values: &[f64]| values.iter().copied().map(Some).collect();
        let change = Change { before: some(before), after: some(after), better: Better::More };
        inequality(&change, &vec![Some(2.0); before.len()]).unwrap()
    }

    #[test]
    fn who_helps_the_worst_off_levels() {
        assert_eq!(of(&[1.0, 9.0], &[4.0, 9.0]).verdict, Some(Verdict::Levels));
        assert_eq!(of(&[1.0, 9.0], &[1.0, 12.0]).verdict, Some(Verdict::Polarises));
        assert_eq!(of(&[1.0, 9.0], &[2.0, 18.0]).verdict, Some(Verdict::Unmoved));
        let levelled = of(&[1.0, 9.0], &[4.0, 9.0]);
        // Two people alike: (9 − 1) / (2 · 2 · 5), then (9 − 4) / (2 · 2 · 6.5).
        assert_eq!(levelled.indices[0].before, Some(0.4));
        assert!((levelled.indices[0].after.unwrap() - 5.0 / 26.0).abs() < 1e-15);
    }

    #[test]
    fn below_zero_nothing_is_defined() {
        let found = of(&[-1.0, 9.0], &[4.0, 9.0]);
        assert!(found.verdict.is_none() && found.lorenz.is_none());
        assert!(found.indices.iter().all(|index| index.before.is_none() && index.after.is_none()));
    }
}
