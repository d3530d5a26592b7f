//! What is measured around every region: columns of the map.

use super::indices::Local;
use super::present::{Present, YearValues};
use super::spatial::Near;
use crate::disparity::{
    Deviation, FalseDiscovery, HotSpot, LisaCategory, LocalGOptions, SelfWeight, Significance,
    SurfaceOptions, false_discovery_cut_off, hot_spots, lisa_categories, local_g_permutation,
    local_geary_permutation, local_gini, local_moran_permutation, local_theil,
};
use crate::error::Result;
use crate::export::{Bilingual, Column};
use crate::layer::Values;
use crate::run::columns::{real, text};
use crate::weights::Weights;

/// A p of at most this is significant.
pub(super) const LEVEL: f64 = 0.05;

/// What was measured around every region under one rule of weights.
#[derive(Debug, Clone)]
pub struct Around {
    /// The rule of the weights.
    pub rule: String,
    /// What was measured.
    pub local: Vec<Local>,
    /// The year.
    pub year: Option<i32>,
    /// One value a region of the study.
    pub columns: Vec<Column>,
    /// How many regions are significant on the map of local Moran's I, and how many of them are after correction for
    /// many tests.
    pub significant: [usize; 2],
    /// How many regions have no value, and how many of the others no neighbour.
    pub left_out: [usize; 2],
}

/// Where columns of some regions become columns of all.
struct Sheet<'a> {
    of: &'a Present,
    regions: usize,
    columns: Vec<Column>,
}

impl Around {
    /// Measures `local` in the year of `head`.
    pub(super) fn measure(
        local: &[Local],
        head: &YearValues,
        of: &Present,
        weights: &Weights,
        near: &Near<'_>,
    ) -> Result<Self> {
        let mut sheet = Sheet { of, regions: head.values.len(), columns: Vec::new() };
        let mut significant = [0, 0];
        let rows = near.weights.row_standardised();
        let with_self = weights.among(&of.units);
        for one in local {
            match one {
                Local::Lisa => significant = sheet.lisa(&rows, near)?,
                Local::Lag => sheet.lag(&rows),
                Local::HotSpot => sheet.hot_spot(&with_self, near)?,
                Local::Geary => sheet.geary(&rows, near)?,
                Local::Gini | Local::Theil => sheet.surface(*one, &with_self)?,
            }
        }
        Ok(Self {
            rule: near.rule.to_owned(),
            local: local.to_vec(),
            year: of.year,
            columns: sheet.columns,
            significant,
            left_out: [head.values.len() - of.units.len(), near.weights.islands().len()],
        })
    }
}

impl Around {
    /// Whether something of it is drawn on a map of its own.
    pub(super) fn has_maps(&self) -> bool {
        self.local.iter().any(|one| !matches!(one, Local::Lag | Local::Geary))
    }
}

impl Sheet<'_> {
    /// `values` of the regions measured, as values of all; the others have none.
    fn spread<T: Clone>(&self, values: &[Option<T>]) -> Vec<Option<T>> {
        let mut all = vec![None; self.regions];
        self.of.units.iter().zip(values).for_each(|(&unit, value)| all[unit].clone_from(value));
        all
    }

    fn number(&mut self, name: &str, (zh, en): (&str, &str), decimals: usize, values: &[Option<f64>]) {
        let values = self.spread(values);
        self.columns.push(real(name, self.alias(zh, en), ("", ""), decimals, values));
    }

    fn word(&mut self, name: &str, (zh, en): (&str, &str), words: &[Option<&str>]) {
        let words: Vec<_> = words.iter().map(|word| word.map(str::to_owned)).collect();
        let words = self.spread(&words);
        self.columns.push(text(name, self.alias(zh, en), words));
    }

    fn alias(&self, zh: &str, en: &str) -> Bilingual {
        match self.of.year {
            Some(year) => Bilingual::new(format!("{zh} {year}"), format!("{en}, {year}")),
            None => Bilingual::new(zh, en),
        }
    }

    fn lisa(&mut self, rows: &Weights, near: &Near<'_>) -> Result<[usize; 2]> {
        let found = local_moran_permutation(rows, &self.of.values, &near.permutation)?;
        let categories = lisa_categories(&found, &Significance { level: LEVEL, ..Significance::default() })?;
        let p: Vec<Option<f64>> = found.iter().map(|one| one.map(|one| one.p.two_sided)).collect();
        let cut = false_discovery_cut_off(&p, LEVEL, FalseDiscovery::default())?;
        let holds: Vec<Option<bool>> = p.iter().map(|p| p.map(|p| cut.is_some_and(|cut| p <= cut))).collect();
        let words: Vec<_> = categories.iter().map(|one| one.map(LisaCategory::as_str)).collect();
        self.word("lisa", ("局部莫兰类型", "LISA category"), &words);
        let i: Vec<_> = found.iter().map(|one| one.map(|one| one.local.i)).collect();
        self.number("lisa_i", ("局部莫兰指数", "Local Moran's I"), 3, &i);
        self.number("lisa_p", ("局部莫兰双侧伪 p 值", "Local Moran's I, two-sided pseudo p"), 3, &p);
        let alias =
            self.alias("局部莫兰通过错误发现率校正", "Local Moran's I holds under false discovery rate");
        let values = Values::Boolean(self.spread(&holds));
        self.columns.push(Column {
            name: "lisa_fdr".to_owned(),
            alias,
            unit: Bilingual::default(),
            decimals: 0,
            values,
        });
        let kept = words.iter().flatten().filter(|word| **word != "ns").count();
        Ok([kept, holds.iter().filter(|holds| **holds == Some(true)).count()])
    }

    fn lag(&mut self, rows: &Weights) {
        let lag = rows.lag(&self.of.values);
        let of_neighbours: Vec<_> =
            (0..rows.len()).map(|unit| Some(lag[unit]).filter(|_| rows.row(unit).len() > 0)).collect();
        self.number("lag", ("邻居均值", "Mean of the neighbours"), 2, &of_neighbours);
    }

    fn hot_spot(&mut self, with_self: &Weights, near: &Near<'_>) -> Result<()> {
        let options = LocalGOptions { star: true, row_standardised: true, ..LocalGOptions::default() };
        let found = local_g_permutation(with_self, &self.of.values, &options, &near.permutation)?;
        let spots = hot_spots(&found, &Significance { level: LEVEL, ..Significance::default() })?;
        let words: Vec<_> = spots.iter().map(|spot| spot.map(HotSpot::as_str)).collect();
        self.word("hot_spot", ("冷热点", "Hot or cold spot"), &words);
        let z: Vec<_> = found.iter().map(|one| one.and_then(|one| one.observed.z)).collect();
        self.number("gi_z", ("Gi* 的 z 值", "Gi*, z"), 3, &z);
        let p: Vec<_> = found.iter().map(|one| one.map(|one| one.p.two_sided)).collect();
        self.number("gi_p", ("Gi* 双侧伪 p 值", "Gi*, two-sided pseudo p"), 3, &p);
        Ok(())
    }

    fn geary(&mut self, rows: &Weights, near: &Near<'_>) -> Result<()> {
        let found = local_geary_permutation(rows, &self.of.values, Deviation::Sample, &near.permutation)?;
        let c: Vec<_> = found.iter().map(|one| one.map(|one| one.observed)).collect();
        self.number("geary_c", ("局部吉尔里指数", "Local Geary's C"), 3, &c);
        let p: Vec<_> = found.iter().map(|one| one.map(|one| one.p.two_sided)).collect();
        self.number("geary_p", ("局部吉尔里双侧伪 p 值", "Local Geary's C, two-sided pseudo p"), 3, &p);
        Ok(())
    }

    /// Inequality of a region and its neighbours together, by their people where there are any.
    fn surface(&mut self, one: Local, with_self: &Weights) -> Result<()> {
        let has_self = (0..with_self.len()).any(|unit| with_self.weight(unit, unit) > 0.0);
        let options = SurfaceOptions {
            population: self.of.population.as_deref(),
            self_weight: if has_self { SelfWeight::AsGiven } else { SelfWeight::AsHeaviest },
            ..SurfaceOptions::default()
        };
        let values = &self.of.values;
        if one == Local::Gini {
            let found = local_gini(with_self, values, &options)?;
            self.number("gini_local", ("局部基尼系数", "Local Gini"), 4, &found);
        } else {
            let found = local_theil(with_self, values, &options)?;
            self.number("theil_local", ("局部泰尔指数", "Local Theil T"), 4, &found);
        }
        Ok(())
    }
}
