//! Measures in which cities compete for what they reach.

use super::definition::Definition;
use super::kind::Kind;
use super::resolve::{form, opportunities, people};
use super::rows::{Row, Rows};
use crate::access::{
    Catchment, Decay, FloatingCatchment, Huff, HuffOptions, Part, RationalAgent, RationalAgentOptions,
    balanced_floating_catchment, enhanced_two_step_floating_catchment, huff,
    modified_two_step_floating_catchment, rational_agent, spatial_availability,
    three_step_floating_catchment, two_step_floating_catchment,
};
use crate::error::{Code, Error, Finding, Result};
use crate::export::Bilingual;
use crate::network::TravelTimes;
use crate::study::Study;
use crate::study::config::{MeasureName as Name, MeasureSection};
use crate::units::Minutes;

/// A measure with demand on one side and supply on the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Competition {
    demand: Vec<f64>,
    supply: Vec<f64>,
    how: How,
}

#[derive(Debug, Clone, PartialEq)]
enum How {
    Floating(Floating, Catchment),
    Available(Catchment),
    Agents(Minutes),
    Huff(Catchment, HuffOptions),
}

/// Which floating catchment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Floating {
    TwoStep,
    Enhanced,
    Modified,
    ThreeStep,
    Balanced,
}

/// As they are written; the first is what is meant where nothing is.
const FORMS: [(&str, Floating); 5] = [
    ("enhanced", Floating::Enhanced),
    ("2sfca", Floating::TwoStep),
    ("modified", Floating::Modified),
    ("three-step", Floating::ThreeStep),
    ("balanced", Floating::Balanced),
];

impl Floating {
    /// What its field begins with, what it is called, and how its rows make it.
    fn words(self) -> (&'static str, Bilingual, &'static str) {
        let (field, zh, en, formula) = match self {
            Self::TwoStep => ("fca2", "两步移动搜寻法", "2SFCA", "Σ_j R_j · w_ij, R_j = S_j / Σ_i D_i w_ij"),
            Self::Enhanced => {
                ("fca2e", "增强两步移动搜寻法", "Enhanced 2SFCA", "Σ_j R_j · w_ij, R_j = S_j / Σ_i D_i w_ij")
            }
            Self::Modified => {
                ("fca2m", "改进两步移动搜寻法", "Modified 2SFCA", "Σ_j R_j · w_ij², R_j = S_j / Σ_i D_i w_ij")
            }
            Self::ThreeStep => (
                "fca3",
                "三步移动搜寻法",
                "3SFCA",
                "Σ_j R_j · G_ij w_ij, R_j = S_j / Σ_i D_i G_ij w_ij, G_ij = w_ij / Σ_k w_ik",
            ),
            Self::Balanced => (
                "fcab",
                "平衡移动搜寻法",
                "Balanced floating catchment",
                "Σ_j R_j · w_ij / Σ_k w_kj, R_j = S_j / Σ_i D_i w_ij / Σ_k w_ik",
            ),
        };
        (field, Bilingual::new(zh, en), formula)
    }
}

impl Competition {
    fn floating(
        &self,
        times: &TravelTimes,
        form: Floating,
        catchment: &Catchment,
    ) -> Result<FloatingCatchment> {
        let (demand, supply) = (&self.demand, &self.supply);
        match (form, catchment) {
            (Floating::TwoStep, Catchment::Decay { decay: Decay::Step { cutoff }, limit: None }) => {
                two_step_floating_catchment(times, demand, supply, *cutoff)
            }
            // The plain two steps have a step alone: `definition` refuses other catchments.
            (Floating::TwoStep | Floating::Enhanced, _) => {
                enhanced_two_step_floating_catchment(times, demand, supply, catchment)
            }
            (Floating::Modified, _) => modified_two_step_floating_catchment(times, demand, supply, catchment),
            (Floating::ThreeStep, _) => three_step_floating_catchment(times, demand, supply, catchment),
            (Floating::Balanced, _) => balanced_floating_catchment(times, demand, supply, catchment),
        }
    }

    fn agents(&self, times: &TravelTimes, tau: Minutes) -> Result<RationalAgent> {
        rational_agent(times, &self.demand, &self.supply, tau, &RationalAgentOptions::default())
    }

    fn trips(&self, times: &TravelTimes, catchment: &Catchment, options: HuffOptions) -> Result<Huff> {
        huff(times, &self.demand, &self.supply, catchment, &options)
    }

    /// The values of all cities.
    pub(super) fn values(&self, times: &TravelTimes) -> Result<Vec<Option<f64>>> {
        Ok(match &self.how {
            How::Floating(form, catchment) => self.floating(times, *form, catchment)?.access,
            How::Available(catchment) => {
                spatial_availability(times, &self.demand, &self.supply, catchment)?.available
            }
            How::Agents(tau) => self.agents(times, *tau)?.costs,
            How::Huff(catchment, options) => {
                self.trips(times, catchment, *options)?.visits.into_iter().map(Some).collect()
            }
        })
    }

    /// The rows behind the value of city `i`: what each destination gives to it; for visits, what each city sends.
    pub(super) fn rows(&self, times: &TravelTimes, i: usize) -> Result<Rows> {
        Ok(match &self.how {
            How::Floating(form, catchment) => {
                let reach = self.floating(times, *form, catchment)?;
                given(times, i, reach.parts(i), &format!("{}, w = {catchment}", form.words().2))
            }
            How::Available(catchment) => {
                let answer = spatial_availability(times, &self.demand, &self.supply, catchment)?;
                let formula = format!("Σ_j S_j · D_i w_ij / Σ_k D_k w_kj, w = {catchment}");
                given(times, i, answer.parts(i), &formula)
            }
            How::Agents(tau) => chosen(times, i, &self.agents(times, *tau)?, *tau),
            How::Huff(catchment, options) => {
                let trips = self.trips(times, catchment, *options)?;
                let exponent = options.attractiveness_exponent;
                visited(times, i, &trips, &self.demand, &format!("S_k^{exponent} w_ik, w = {catchment}"))
            }
        })
    }
}

/// Parts that are added up; none where there is none.
fn given(times: &TravelTimes, i: usize, parts: impl Iterator<Item = Part>, formula: &str) -> Rows {
    let row = |part: Part| Row {
        city: part.destination,
        minutes: times.minutes(i, part.destination),
        amount: part.amount,
        counts: part.counts,
        part: part.value(),
    };
    let rows: Vec<Row> = parts.map(row).collect();
    let sum = rows.iter().fold(0.0, |sum, row| sum + row.part);
    let value = (!rows.is_empty()).then_some(sum);
    Rows { rows, sum, divided_by: None, value, formula: Bilingual::same(formula) }
}

/// The sites that cost a city the least, and who of it goes to each.
fn chosen(times: &TravelTimes, i: usize, agents: &RationalAgent, tau: Minutes) -> Rows {
    let value = agents.choices(i).map(|choice| choice.cost).min_by(f64::total_cmp);
    let used = agents.choices(i).filter(|choice| choice.going > 0.0 || Some(choice.cost) == value);
    let rows: Vec<Row> = used
        .map(|choice| Row {
            city: choice.destination,
            minutes: times.minutes(i, choice.destination),
            amount: choice.going,
            counts: choice.cost,
            part: choice.going,
        })
        .collect();
    let sum = rows.iter().fold(0.0, |sum, row| sum + row.part);
    let cost = format!("t_ij / {} + Σ_k r_kj / (ρ S_j)", tau.get());
    let formula = Bilingual::new(
        format!("min_j {cost}（每单位计：成本；数量：前往的需求 r_ij）"),
        format!("min_j {cost} (counts: this cost; amount: demand r_ij that goes there)"),
    );
    Rows { rows, sum, divided_by: None, value, formula }
}

/// The cities that send visitors to city `j`.
fn visited(times: &TravelTimes, j: usize, trips: &Huff, demand: &[f64], pull: &str) -> Rows {
    let share = |i: usize| trips.shares[i].as_ref().map_or(0.0, |shares| shares[j]);
    let sending = (0..demand.len()).filter(|&i| demand[i] > 0.0 && share(i) > 0.0);
    let rows: Vec<Row> = sending
        .map(|i| Row {
            city: i,
            minutes: times.minutes(i, j),
            amount: demand[i],
            counts: share(i),
            part: demand[i] * share(i),
        })
        .collect();
    let sum = rows.iter().fold(0.0, |sum, row| sum + row.part);
    let formula = Bilingual::new(
        format!("Σ_i D_i · p_ij，各行为来源城市 i，p_ij ∝ {pull}"),
        format!(
            "Σ_i D_i · p_ij, one row for each city i that they come from, p_ij = share of {pull} at k = j"
        ),
    );
    Rows { rows, sum, divided_by: None, value: Some(sum), formula }
}

/// The catchment of a section: its `decay`, within `cutoff_min` where that is given.
fn catchment(section: &MeasureSection, index: usize) -> Result<Catchment> {
    let at =
        |finding: Finding, key: &str| Error::from(finding.field(format!("access.measure.{index}.{key}")));
    let text = section.decay.as_deref().unwrap_or_default();
    let read = text.parse::<Catchment>().map_err(|error| match error {
        Error::Usage(finding) => at(Finding { code: Code::BadSetting, ..*finding }, "decay"),
        other => other,
    })?;
    match (read, section.cutoff_min) {
        (read, None) => Ok(read),
        (Catchment::Decay { decay, .. }, limit) => Ok(Catchment::Decay { decay, limit }),
        (Catchment::Zones(_), Some(limit)) => {
            let what = "zones end with the last of them and have no other limit";
            let finding = Finding::new(Code::BadSetting, what).value(limit.get());
            Err(at(finding.hint("leave `cutoff_min` out, or end the zones there"), "cutoff_min"))
        }
    }
}

/// The measure of `section` over `supply`, which is called `what` and in fields `tail`.
pub(super) fn definition(
    study: &Study,
    section: &MeasureSection,
    index: usize,
    supply: Vec<f64>,
    (what, tail): (&Bilingual, &str),
) -> Result<Definition> {
    let demand = match &section.demand {
        Some(field) => opportunities(study, field)?,
        None => people(study),
    };
    let (field, words, decimals, how) = match section.measure {
        Name::RationalAgent => {
            let tau = section.tau_min.unwrap_or(Minutes::new(60.0));
            ("raam", Bilingual::new("理性主体成本", "Rational agent cost"), 3, How::Agents(tau))
        }
        Name::SpatialAvailability => {
            let words = Bilingual::new("空间可得性", "Spatial availability");
            ("sa", words, 2, How::Available(catchment(section, index)?))
        }
        Name::Huff => {
            let exponent = section.exponent.unwrap_or(HuffOptions::default().attractiveness_exponent);
            let options = HuffOptions { attractiveness_exponent: exponent };
            let words = Bilingual::new("哈夫模型预期到访", "Expected visits, Huff");
            ("huff", words, 0, How::Huff(catchment(section, index)?, options))
        }
        _ => {
            let form = form(section, index, &FORMS)?;
            let catchment = catchment(section, index)?;
            let plain = matches!(catchment, Catchment::Decay { decay: Decay::Step { .. }, limit: None });
            if form == Floating::TwoStep && !plain {
                let what = "the plain two steps count every trip within one cut-off alike";
                let hint =
                    "write `decay = \"step:cutoff=60\"` without `cutoff_min`, or `form = \"enhanced\"`";
                let finding = Finding::new(Code::BadSetting, what).value(&catchment).hint(hint);
                return Err(finding.field(format!("access.measure.{index}.decay")).into());
            }
            let (field, words, _) = form.words();
            (field, words, 6, How::Floating(form, catchment))
        }
    };
    let alias = Bilingual::new(format!("{}：{}", words.zh, what.zh), format!("{}: {}", words.en, what.en));
    let kind = Kind::Competition(Competition { demand, supply, how });
    let better = if field == "raam" { super::Better::Less } else { super::Better::More };
    Ok(Definition { decimals, better, ..Definition::amount(format!("{field}_{tail}"), alias, kind) })
}
