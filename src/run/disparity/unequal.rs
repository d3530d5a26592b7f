//! Figures of how unequal values are, and between whom.

use super::indices::{Parts, Unequal};
use super::present::{Book, Present};
use crate::disparity::{
    Correction, DagumGini, Deviation, EntropyDecomposition, GroupField, atkinson, atkinson_weighted,
    generalised_entropy, generalised_entropy_decomposition, generalised_entropy_decomposition_weighted,
    generalised_entropy_weighted, gini, gini_dagum, gini_dagum_weighted, herfindahl, herfindahl_normalised,
    hoover, hoover_weighted, nested_decomposition, nested_decomposition_weighted, palma, palma_weighted,
    percentile_ratio, percentile_ratio_weighted, standard_deviation_of_logarithms,
    standard_deviation_of_logarithms_weighted, theil_l, theil_l_weighted, wolfson, wolfson_weighted,
};
use crate::error::Result;

const BY_PEOPLE: &str = "weighted by population";
const EACH_ONCE: &str = "each region counts once";

/// An index of values, or of values weighted by the people of `of` where there are any.
macro_rules! of_values {
    ($of:expr, $plain:ident, $weighted:ident $(, $number:expr)*) => {
        match &$of.population {
            Some(people) => $weighted(&$of.values, people $(, $number)*),
            None => $plain(&$of.values $(, $number)*),
        }
    };
}

impl Book<'_> {
    /// The figure of `index`, and its parts between and within the groups of every field where it has parts.
    pub(super) fn unequal(
        &mut self,
        of: &Present,
        (written, index): (&str, Unequal),
        fields: &[GroupField],
    ) -> Result<()> {
        let weighed = if of.population.is_some() { BY_PEOPLE } else { EACH_ONCE };
        let (value, note) = match index {
            Unequal::Units => (Some(of.units.len() as f64), ""),
            Unequal::GiniCorrected => (gini(&of.values, Correction::SmallSample)?, "times n / (n − 1)"),
            Unequal::TheilL => (of_values!(of, theil_l, theil_l_weighted)?, weighed),
            Unequal::Entropy(alpha) => {
                (of_values!(of, generalised_entropy, generalised_entropy_weighted, alpha)?, weighed)
            }
            Unequal::Atkinson(epsilon) => {
                (of_values!(of, atkinson, atkinson_weighted, epsilon)?.map(|found| found.index), weighed)
            }
            Unequal::Hoover => (of_values!(of, hoover, hoover_weighted)?, weighed),
            Unequal::Palma => (of_values!(of, palma, palma_weighted)?, weighed),
            Unequal::PercentileRatio(high, low) => {
                (of_values!(of, percentile_ratio, percentile_ratio_weighted, high, low)?, weighed)
            }
            Unequal::DeviationOfLogarithms => match &of.population {
                Some(people) => (standard_deviation_of_logarithms_weighted(&of.values, people)?, weighed),
                None => (standard_deviation_of_logarithms(&of.values, Deviation::Sample)?, "sample"),
            },
            Unequal::Wolfson => (of_values!(of, wolfson, wolfson_weighted)?, weighed),
            Unequal::Herfindahl => (herfindahl(&of.totals)?, "shares of the total"),
            Unequal::HerfindahlNormalised => (herfindahl_normalised(&of.totals)?, "shares of the total"),
        };
        self.put(of, written, value, note);
        match index {
            Unequal::TheilL => fields.iter().try_for_each(|field| self.entropy(of, (written, 0.0), field)),
            Unequal::Entropy(alpha) => {
                fields.iter().try_for_each(|field| self.entropy(of, (written, alpha), field))
            }
            _ => Ok(()),
        }
    }

    /// Generalised entropy between and within the groups of `field`.
    fn entropy(&mut self, of: &Present, (written, alpha): (&str, f64), field: &GroupField) -> Result<()> {
        let (among, groups) = of.grouped(&[field])?;
        let found: Option<EntropyDecomposition> = of_values!(
            among,
            generalised_entropy_decomposition,
            generalised_entropy_decomposition_weighted,
            &groups[0],
            alpha
        )?;
        let note = left_out(of, &among);
        let mut put = |part: &str, group: Option<&str>, value: Option<f64>| {
            self.of_group(of, &part_name(written, part), &field.name, group, value, &note);
        };
        put("between", None, found.as_ref().map(|parts| parts.between));
        put("within", None, found.as_ref().map(|parts| parts.within));
        for group in found.iter().flat_map(|parts| &parts.groups) {
            put("within", Some(&group.group), Some(group.within));
        }
        Ok(())
    }

    /// The parts of an index that has nothing but parts.
    pub(super) fn parts(
        &mut self,
        of: &Present,
        (written, parts): (&str, Parts),
        fields: &[GroupField],
    ) -> Result<()> {
        match parts {
            Parts::Nested(alpha) => self.nested(of, (written, alpha), fields),
            Parts::Dagum => fields.iter().try_for_each(|field| self.dagum(of, field)),
        }
    }

    /// Generalised entropy between the groups of the first field, between those of the next inside them, and so on.
    fn nested(&mut self, of: &Present, (written, alpha): (&str, f64), fields: &[GroupField]) -> Result<()> {
        let (among, levels) = of.grouped(&fields.iter().collect::<Vec<_>>())?;
        let levels: Vec<_> = levels.iter().collect();
        let found = of_values!(among, nested_decomposition, nested_decomposition_weighted, &levels, alpha)?;
        let note = left_out(of, &among);
        self.put(of, written, found.as_ref().map(|parts| parts.total), &note);
        for (level, field) in fields.iter().enumerate() {
            let between = found.as_ref().map(|parts| parts.between[level]);
            self.of_group(of, &part_name(written, "between"), &field.name, None, between, &note);
        }
        let within = found.map(|parts| parts.within);
        let last = fields.last().map_or("", |field| &field.name);
        self.of_group(of, &part_name(written, "within"), last, None, within, &note);
        Ok(())
    }

    /// Dagum's Gini of the groups of `field`.
    fn dagum(&mut self, of: &Present, field: &GroupField) -> Result<()> {
        let (among, groups) = of.grouped(&[field])?;
        let found: Option<DagumGini> = of_values!(among, gini_dagum, gini_dagum_weighted, &groups[0])?;
        let note = left_out(of, &among);
        let mut put = |index: &str, group: Option<&str>, value: Option<f64>| {
            self.of_group(of, index, &field.name, group, value, &note);
        };
        put("dagum", None, found.as_ref().map(|parts| parts.total));
        put("dagum_within", None, found.as_ref().map(|parts| parts.within));
        put("dagum_net_between", None, found.as_ref().map(|parts| parts.net_between));
        put("dagum_transvariation", None, found.as_ref().map(|parts| parts.transvariation));
        let Some(parts) = &found else { return Ok(()) };
        for group in &parts.groups {
            put("dagum_gini", Some(&group.group), group.gini);
            put("dagum_within", Some(&group.group), Some(group.within));
        }
        for pair in &parts.pairs {
            let (a, b) = (&parts.groups[pair.groups.0].group, &parts.groups[pair.groups.1].group);
            let both = format!("{a}/{b}");
            put("dagum_gini", Some(&both), pair.gini);
            put("dagum_relative_affluence", Some(&both), pair.relative_affluence);
        }
        Ok(())
    }
}

/// `ge:2` and `between` as `ge_between:2`.
fn part_name(written: &str, part: &str) -> String {
    match written.split_once(':') {
        Some((name, numbers)) => format!("{name}_{part}:{numbers}"),
        None => format!("{written}_{part}"),
    }
}

fn left_out(all: &Present, grouped: &Present) -> String {
    let weighed = if all.population.is_some() { BY_PEOPLE } else { EACH_ONCE };
    match all.units.len() - grouped.units.len() {
        0 => weighed.to_owned(),
        alone => format!("{weighed}; units in no group are left out: {alone}"),
    }
}
