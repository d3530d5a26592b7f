//! Measures of the structure of a network, from a section of `study.toml` to values and the rows behind them.

use super::definition::Definition;
use super::kind::Kind;
use super::resolve::{form, reached, what};
use super::rows::{Row, Rows, others};
use super::{Better, rows::summed};
use crate::access::{
    ClosenessDefinition, Distances, EndOptions, Flows, betweenness, closeness, detour, network_efficiency,
    straightness,
};
use crate::error::{Code, Finding, Result};
use crate::export::Bilingual;
use crate::run::access::{in_name, short};
use crate::study::Study;
use crate::study::config::{MeasureName as Name, MeasureSection};
use crate::units::KilometresPerHour;

/// A measure of structure, with everything that it needs; each place at the other end counts as its mass.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Structure {
    Closeness { masses: Vec<f64>, form: ClosenessDefinition },
    Efficiency { masses: Vec<f64> },
    Betweenness { flow: Flow },
    Straightness { masses: Vec<f64>, speed: KilometresPerHour },
    Detour { masses: Vec<f64>, speed: KilometresPerHour, form: DetourForm },
}

/// What travels from each city to each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Flow {
    Pairs,
    Product { masses: Vec<f64> },
    Potential { masses: Vec<f64>, exponent: f64 },
}

/// How a detour is averaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DetourForm {
    RouteFactor,
    Circuity,
}

impl Flow {
    fn flows(&self, study: &Study) -> Result<Flows> {
        match self {
            Self::Pairs => Ok(Flows::pairs(study.cities.len())),
            Self::Product { masses } => Flows::product(masses),
            Self::Potential { masses, exponent } => Flows::potential(&study.times, masses, *exponent),
        }
    }

    fn formula(&self) -> String {
        match self {
            Self::Pairs => "1".to_owned(),
            Self::Product { .. } => "M_i M_j".to_owned(),
            Self::Potential { exponent, .. } => format!("M_i M_j / t_ij^{exponent}"),
        }
    }
}

impl Structure {
    pub(super) fn values(&self, study: &Study) -> Result<Vec<Option<f64>>> {
        let (times, options) = (&study.times, EndOptions::default());
        let straight = || Distances::geodesic(&study.cities.seats, &study.cities.seats);
        Ok(match self {
            Self::Closeness { masses, form } => closeness(times, masses, *form, &options)?.closeness,
            Self::Efficiency { masses } => network_efficiency(times, masses)?.nodal,
            Self::Betweenness { flow } => {
                let shares = betweenness(&study.network, &flow.flows(study)?).city_shares;
                shares.into_iter().map(|share| share.map(|share| share * 100.0)).collect()
            }
            Self::Straightness { masses, speed } => {
                straightness(&Distances::at_speed(times, *speed)?, &straight()?, masses, &options)?
                    .straightness
            }
            Self::Detour { masses, speed, form } => {
                let found = detour(&Distances::at_speed(times, *speed)?, &straight()?, masses, &options)?;
                match form {
                    DetourForm::RouteFactor => found.route_factor,
                    DetourForm::Circuity => found.circuity,
                }
            }
        })
    }

    /// The rows behind the value of city `i`: one a destination; of betweenness one an origin, with the flow of all its
    /// trips through `i`, for there are too many pairs to list.
    pub(super) fn rows(&self, study: &Study, i: usize) -> Rows {
        match self {
            Self::Closeness { masses, form } => closeness_rows(study, i, masses, *form),
            Self::Efficiency { masses } => {
                let largest = masses.iter().copied().fold(0.0, f64::max);
                let all = others(&study.times, i, masses).fold(0.0, |sum, row| sum + row.amount / largest);
                let rows = others(&study.times, i, masses).filter_map(|row| {
                    let counts = 60_000.0 / f64::from(study.times.milliseconds(i, row.city)?);
                    Some(Row { counts, part: row.amount / largest * counts, ..row })
                });
                let formula = "Σ_j (M_j / max M) / t_ij  /  Σ_j (M_j / max M), j ≠ i";
                over(summed(rows, formula), all, all > 0.0)
            }
            Self::Betweenness { flow } => betweenness_rows(study, i, flow),
            Self::Straightness { masses, speed } => {
                let all = others(&study.times, i, masses).fold(0.0, |sum, row| sum + row.amount);
                let rows = others(&study.times, i, masses).filter_map(|row| {
                    let counts = straight(study, i, row.city) / along(study, i, row.city, *speed)?;
                    Some(Row { counts, part: row.amount * counts, ..row })
                });
                let formula =
                    format!("Σ_j M_j · straight_ij / (t_ij · {} km/h)  /  Σ_j M_j, j ≠ i", speed.get());
                over(summed(rows, &formula), all, all > 0.0)
            }
            Self::Detour { masses, speed, form } => detour_rows(study, i, masses, *speed, *form),
        }
    }
}

/// The rows with their sum divided, where there is something to divide by.
fn over(rows: Rows, divisor: f64, is_measured: bool) -> Rows {
    Rows { divided_by: Some(divisor), value: is_measured.then(|| rows.sum / divisor), ..rows }
}

fn closeness_rows(study: &Study, i: usize, masses: &[f64], form: ClosenessDefinition) -> Rows {
    let times = &study.times;
    let (mut all, mut within, mut missing) = (0.0, 0.0, 0);
    for row in others(times, i, masses) {
        all += row.amount;
        if row.minutes.is_some() {
            within += row.amount;
        } else {
            missing += 1;
        }
    }
    if form == ClosenessDefinition::Harmonic {
        let rows = others(times, i, masses).filter_map(|row| {
            let minutes = f64::from(times.milliseconds(i, row.city)?) / 60_000.0;
            Some(Row { counts: 1.0 / minutes, part: row.amount / minutes, ..row })
        });
        return over(summed(rows, "Σ_j M_j / t_ij  /  Σ_j M_j, j ≠ i"), all, all > 0.0);
    }
    let rows = others(times, i, masses).map(|row| {
        let time = times.milliseconds(i, row.city).map_or_else(f64::default, f64::from);
        Row { counts: time, part: row.amount * time, ..row }
    });
    let inverse = "Σ_j M_j / Σ_j t_ij M_j, j ≠ i, t_ij < ∞ (t in ms, ÷ 60,000)";
    let rows = summed(
        rows,
        &match form {
            ClosenessDefinition::Freeman => format!("{inverse}; all t_ij < ∞"),
            ClosenessDefinition::WassermanFaust => {
                format!("{inverse}, × Σ_j M_j [t_ij < ∞] / Σ_j M_j = {within} / {all}")
            }
            _ => inverse.to_owned(),
        },
    );
    let mean = (within > 0.0).then(|| within / (rows.sum / 60_000.0));
    let value = match form {
        ClosenessDefinition::Freeman => mean.filter(|_| missing == 0),
        ClosenessDefinition::WassermanFaust => {
            (all > 0.0).then(|| mean.map_or(0.0, |mean| mean * (within / all)))
        }
        _ => mean,
    };
    Rows { value, ..rows }
}

fn betweenness_rows(study: &Study, i: usize, flow: &Flow) -> Rows {
    // Flows that cannot be are refused where the values are taken.
    let flows = flow.flows(study).unwrap_or_else(|_| Flows::pairs(study.cities.len()));
    let through = study.network.flows_through(i, |a, b| flows.flow(a, b));
    let between = flows.between_others()[i];
    let passing = through.iter().enumerate().filter(|(_, flow)| **flow > 0.0);
    let rows = passing.map(|(city, &amount)| {
        let minutes = study.times.minutes(city, i);
        Row { city, minutes, amount, counts: 1.0, part: amount }
    });
    let formula = format!(
        "100 · Σ_a Σ_b F_ab [a → i → b] / Σ_a Σ_b F_ab, a ≠ i ≠ b, F_ij = {}; one row for each origin a",
        flow.formula()
    );
    let rows = summed(rows, &formula);
    let value = (between > 0.0).then(|| (rows.sum / between).min(1.0) * 100.0);
    Rows { divided_by: Some(between), value, ..rows }
}

fn detour_rows(study: &Study, i: usize, masses: &[f64], speed: KilometresPerHour, form: DetourForm) -> Rows {
    let mut divisor = 0.0;
    let mut rows: Vec<Row> = Vec::new();
    for row in others(&study.times, i, masses) {
        let Some(metres) = along(study, i, row.city, speed) else { continue };
        let line = straight(study, i, row.city);
        let (counts, by) = match form {
            DetourForm::RouteFactor => (metres / line, row.amount),
            DetourForm::Circuity => (metres, row.amount * line),
        };
        divisor += by;
        rows.push(Row { counts, part: row.amount * counts, ..row });
    }
    let any = !rows.is_empty();
    let speed = speed.get();
    let formula = match form {
        DetourForm::RouteFactor => {
            format!("Σ_j M_j · (t_ij · {speed} km/h) / straight_ij  /  Σ_j M_j, j ≠ i, t_ij < ∞")
        }
        DetourForm::Circuity => {
            format!("Σ_j M_j · t_ij · {speed} km/h  /  Σ_j M_j · straight_ij, j ≠ i, t_ij < ∞")
        }
    };
    over(summed(rows.into_iter(), &formula), divisor, any)
}

/// Metres of a trip at `speed`, as [`Distances::at_speed`] has them.
fn along(study: &Study, i: usize, j: usize, speed: KilometresPerHour) -> Option<f64> {
    study.times.milliseconds(i, j).map(|time| f64::from(time) * speed.get() / 3600.0)
}

/// Metres of the straight line, as [`Distances::geodesic`] has them among the same places: from the lower index.
fn straight(study: &Study, i: usize, j: usize) -> f64 {
    let seats = &study.cities.seats;
    let one = Distances::geodesic(&[seats[i.min(j)]], &[seats[i.max(j)]]);
    one.ok().and_then(|one| one.metres(0, 0)).map_or_else(f64::default, crate::units::Metres::get)
}

/// The measure of `section`, which is one of structure.
pub(super) fn definition(study: &Study, section: &MeasureSection, index: usize) -> Result<Definition> {
    let (field, amounts) = reached(study, section)?;
    let weighed = section.opportunities.is_some();
    let masses = if weighed { amounts.clone() } else { vec![1.0; study.cities.len()] };
    let words = what(study, &field);
    let tail = if weighed { format!("_{}", short(&field)) } else { String::new() };
    let by = if weighed {
        Bilingual::new(format!("（按{}加权）", words.zh), format!(", by {}", words.en))
    } else {
        Bilingual::default()
    };
    let one = |name: String, (zh, en): (&str, &str), decimals, structure| Definition {
        decimals,
        ..Definition::amount(
            name,
            Bilingual::new(format!("{zh}{}", by.zh), format!("{en}{}", by.en)),
            Kind::Structure(structure),
        )
    };
    let per_minute = |one: Definition| Definition { unit: Bilingual::new("1/分钟", "1/min"), ..one };
    Ok(match section.measure {
        Name::Closeness => {
            let (short, form) = form(section, index, CLOSENESS)?;
            per_minute(one(
                format!("close{short}{tail}"),
                ("接近中心性", "Closeness"),
                6,
                Structure::Closeness { masses, form },
            ))
        }
        Name::Betweenness => {
            let (name, flow) = match section.exponent {
                Some(exponent) => {
                    above_zero(exponent, index, "exponent")?;
                    let name = format!("btw{}_{}_pct", in_name(exponent), short(&field));
                    (name, Flow::Potential { masses: amounts, exponent })
                }
                None if weighed => (format!("btw{tail}_pct"), Flow::Product { masses: amounts }),
                None => ("btw_pct".to_owned(), Flow::Pairs),
            };
            let one = one(name, ("中介中心性", "Betweenness"), 2, Structure::Betweenness { flow });
            Definition { unit: Bilingual::new("%", "%"), ..one }
        }
        Name::Straightness => {
            let speed = speed(section, index)?;
            let structure = Structure::Straightness { masses, speed };
            one(format!("straight{tail}"), ("直达性", "Straightness"), 3, structure)
        }
        Name::Detour => {
            let speed = speed(section, index)?;
            let forms = [("route-factor", DetourForm::RouteFactor), ("circuity", DetourForm::Circuity)];
            let structure = Structure::Detour { masses, speed, form: form(section, index, &forms)? };
            let one = one(format!("detour{tail}"), ("绕行系数", "Detour"), 3, structure);
            Definition { better: Better::Less, ..one }
        }
        _ => per_minute(one(
            format!("eff{tail}"),
            ("网络效率", "Efficiency"),
            6,
            Structure::Efficiency { masses },
        )),
    })
}

/// The definitions of closeness, each with what its field is called by; the first, which is defined on any network, is
/// the usual one.
const CLOSENESS: &[(&str, (&str, ClosenessDefinition))] = &[
    ("harmonic", ("", ClosenessDefinition::Harmonic)),
    ("within-reach", ("_wr", ClosenessDefinition::WithinReach)),
    ("wasserman-faust", ("_wf", ClosenessDefinition::WassermanFaust)),
    ("freeman", ("_f", ClosenessDefinition::Freeman)),
];

fn speed(section: &MeasureSection, index: usize) -> Result<KilometresPerHour> {
    let speed = section.speed_kmh.unwrap_or_default();
    above_zero(speed, index, "speed_kmh")?;
    Ok(KilometresPerHour::new(speed))
}

fn above_zero(value: f64, index: usize, key: &str) -> Result<()> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    let finding = Finding::new(Code::BadSetting, "the key must be a number above zero");
    Err(finding.field(format!("access.measure.{index}.{key}")).value(value).into())
}
