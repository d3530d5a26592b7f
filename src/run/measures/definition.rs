//! The measures of a study: what each is called, and what it is.

use super::Better;
use super::kind::Kind;
use super::resolve;
use crate::access::Trip;
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Column};
use crate::run::access::{in_name, self_potential, short};
use crate::run::columns::{label, real};
use crate::study::Study;

/// A measure ready to be taken.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    /// Its field.
    pub(super) name: String,
    pub(super) alias: Bilingual,
    pub(super) unit: Bilingual,
    pub(super) decimals: usize,
    pub(super) better: Better,
    pub(super) kind: Kind,
}

impl Definition {
    pub(super) fn minutes(name: impl Into<String>, alias: Bilingual, kind: Kind) -> Self {
        let unit = Bilingual::new("分钟", "min");
        Self { name: name.into(), alias, unit, decimals: 0, better: Better::Less, kind }
    }

    pub(super) fn amount(name: impl Into<String>, alias: Bilingual, kind: Kind) -> Self {
        let unit = Bilingual::default();
        Self { name: name.into(), alias, unit, decimals: 0, better: Better::More, kind }
    }

    /// Its column with these values.
    pub(super) fn column(&self, values: Vec<Option<f64>>) -> Column {
        let unit = (self.unit.zh.as_str(), self.unit.en.as_str());
        real(self.name.clone(), self.alias.clone(), unit, self.decimals, values)
    }
}

/// Every measure of `study`: those that all studies take, then those of `[[access.measure]]`.
///
/// # Errors
/// As [`of_sections`].
pub(super) fn of_study(study: &Study) -> Result<Vec<Definition>> {
    let section = &study.config.access;
    let (masses, exponent, own) = (study.mass.clone(), section.potential_exponent, self_potential(study));
    let limit = section.daily_min;
    let people = resolve::people(study);
    let mut all = vec![
        Definition::minutes(
            "watt_min",
            Bilingual::new("加权平均旅行时间", "Weighted mean travel time"),
            Kind::WeightedMean { masses: masses.clone() },
        ),
        Definition {
            better: Better::Less,
            ..Definition::amount(
                "watt_miss",
                Bilingual::new("无法到达的城市数", "Cities out of reach"),
                Kind::Unreachable { masses: masses.clone() },
            )
        },
        Definition::amount(
            "pot",
            Bilingual::new("经济潜力", "Economic potential"),
            Kind::Potential { masses: masses.clone(), exponent, own },
        ),
        Definition {
            decimals: 1,
            ..Definition::amount(
                "pot_idx",
                Bilingual::new("经济潜力指数（均值=100）", "Economic potential, mean = 100"),
                Kind::PotentialIndex { masses, exponent, own },
            )
        },
        Definition::amount(
            format!("d{}_pop", in_name(limit.get())),
            Bilingual::new(
                format!("{}分钟日常可达人口", limit.get()),
                format!("Population within {} min", limit.get()),
            ),
            Kind::Daily { people, limit, trip: Trip::OneWay },
        ),
    ];
    for (index, asked) in section.cumulative.iter().enumerate() {
        let cutoff = asked.cutoff_min.get();
        let what = resolve::what(study, &asked.opportunities);
        all.push(Definition::amount(
            format!("c{}_{}", in_name(cutoff), short(&asked.opportunities)),
            Bilingual::new(
                format!("{cutoff}分钟可达{}", what.zh),
                format!("{} within {cutoff} min", what.en),
            ),
            Kind::Cumulative {
                opportunities: resolve::cumulated(study, &asked.opportunities, index)?,
                cutoff: asked.cutoff_min,
            },
        ));
    }
    let standard = all.len();
    all.extend(of_sections(study)?);
    for (index, one) in all.iter().enumerate().skip(standard) {
        if all[..index].iter().any(|other| other.name == one.name) {
            let finding = Finding::new(Code::BadSetting, "two measures have one field name");
            let field = format!("access.measure.{}.name", index - standard);
            return Err(finding.field(field).value(&one.name).hint("give one of them another `name`").into());
        }
    }
    Ok(all)
}

/// The measures of `[[access.measure]]`.
///
/// # Errors
/// Keys that a measure needs or does not have, all in one error; a field that the cities lack.
pub(super) fn of_sections(study: &Study) -> Result<Vec<Definition>> {
    let sections = &study.config.access.measure;
    let findings: Vec<Finding> =
        sections.iter().enumerate().flat_map(|(index, section)| resolve::refusals(section, index)).collect();
    Error::if_any(&findings)?;
    sections.iter().enumerate().map(|(index, section)| resolve::definition(study, section, index)).collect()
}

/// What readers see instead of a field.
pub(super) fn words(study: &Study, field: &str) -> Bilingual {
    label(&study.config, field)
}
