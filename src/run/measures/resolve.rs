//! From a section of `study.toml` to a measure.

use super::competition;
use super::definition::{Definition, words};
use super::kind::Kind;
use super::structure;
use crate::access::{DAILY_LIMIT, DAILY_RETURN_LIMIT, Decay, Interval, IntervalSummary, Trip};
use crate::error::{Code, Error, Finding, Result};
use crate::export::Bilingual;
use crate::layer::nearest::nearest;
use crate::run::access::{in_name, self_potential, short};
use crate::study::Study;
use crate::study::config::{MeasureName as Name, MeasureSection};
use crate::units::Minutes;

/// The keys that a measure must have, and those that it may have.
fn keys(measure: Name) -> (&'static [&'static str], &'static [&'static str]) {
    match measure {
        Name::WeightedMeanTravelTime | Name::MedianTravelTime | Name::Efficiency => (&[], &["opportunities"]),
        Name::MeanTravelTime => (&[], &[]),
        Name::Potential | Name::Betweenness => (&[], &["opportunities", "exponent"]),
        Name::Gravity => (&["decay"], &["opportunities"]),
        Name::Cumulative => (&["cutoff_min"], &["opportunities"]),
        Name::CumulativeInterval => (&["from_min", "to_min"], &["opportunities", "step_min", "form"]),
        Name::Daily => (&[], &["opportunities", "cutoff_min", "form"]),
        Name::CostToClosest => (&["opportunities"], &["needed"]),
        Name::Nearest => (&["opportunities"], &["k"]),
        Name::Closeness => (&[], &["opportunities", "form"]),
        Name::Straightness => (&["speed_kmh"], &["opportunities"]),
        Name::Detour => (&["speed_kmh"], &["opportunities", "form"]),
        Name::FloatingCatchment => (&["opportunities", "decay"], &["demand", "cutoff_min", "form"]),
        Name::RationalAgent => (&["opportunities"], &["demand", "tau_min"]),
        Name::SpatialAvailability => (&["opportunities", "decay"], &["demand", "cutoff_min"]),
        Name::Huff => (&["opportunities", "decay"], &["demand", "cutoff_min", "exponent"]),
    }
}

fn given(section: &MeasureSection) -> Vec<&'static str> {
    let given = [
        ("opportunities", section.opportunities.is_some()),
        ("demand", section.demand.is_some()),
        ("decay", section.decay.is_some()),
        ("tau_min", section.tau_min.is_some()),
        ("exponent", section.exponent.is_some()),
        ("cutoff_min", section.cutoff_min.is_some()),
        ("from_min", section.from_min.is_some()),
        ("to_min", section.to_min.is_some()),
        ("step_min", section.step_min.is_some()),
        ("form", section.form.is_some()),
        ("needed", section.needed.is_some()),
        ("k", section.k.is_some()),
        ("speed_kmh", section.speed_kmh.is_some()),
    ];
    given.iter().filter(|(_, given)| *given).map(|(key, _)| *key).collect()
}

/// What is wrong with the keys of a section.
pub(super) fn refusals(section: &MeasureSection, index: usize) -> Vec<Finding> {
    let (needed, possible) = keys(section.measure);
    let given = given(section);
    let measure = spelled(section.measure);
    let at =
        |finding: Finding, key: &str| finding.field(format!("access.measure.{index}.{key}")).name(&measure);
    let absent = needed.iter().filter(|key| !given.contains(key)).map(|key| {
        at(Finding::new(Code::BadSetting, "the measure needs this key"), key).hint(format!("add `{key} = …`"))
    });
    let foreign = given.iter().filter(|key| !needed.contains(key) && !possible.contains(key)).map(|key| {
        let has: Vec<&str> = needed.iter().chain(possible).copied().collect();
        let hint =
            if has.is_empty() { "it has none".to_owned() } else { format!("it has {}", has.join(", ")) };
        at(Finding::new(Code::BadSetting, "the measure does not have this key"), key).hint(hint)
    });
    absent.chain(foreign).collect()
}

/// The measure as it is written.
pub(super) fn spelled(measure: Name) -> String {
    serde_json::to_value(measure).ok().and_then(|name| Some(name.as_str()?.to_owned())).unwrap_or_default()
}

/// Population of every city, absent as nobody.
pub(super) fn people(study: &Study) -> Vec<f64> {
    study.population.iter().map(|people| people.unwrap_or(0.0)).collect()
}

/// The numbers of `field`, absent as none; `cities` counts cities.
pub(super) fn opportunities(study: &Study, field: &str) -> Result<Vec<f64>> {
    if field == "cities" {
        return Ok(vec![1.0; study.cities.len()]);
    }
    Ok(study.city_numbers(field)?.into_iter().map(|value| value.unwrap_or(0.0)).collect())
}

/// The opportunities of `[[access.cumulative]]` number `index`.
///
/// # Errors
/// A field that the cities lack, or that is zero or absent everywhere: every city would have 0, as if measured.
pub(in crate::run) fn cumulated(study: &Study, field: &str, index: usize) -> Result<Vec<f64>> {
    let values = opportunities(study, field)?;
    if values.iter().any(|&value| value != 0.0) {
        return Ok(values);
    }
    let finding = Finding::new(Code::BadSetting, "the opportunities are zero or absent in every city");
    let finding =
        finding.file(&study.cities.source).field(format!("access.cumulative.{index}.opportunities"));
    Err(finding.value(field).hint("name a field with something to reach, or \"cities\" to count them").into())
}

/// What `field` is called.
pub(super) fn what(study: &Study, field: &str) -> Bilingual {
    if field == "cities" { Bilingual::new("城市数", "Cities") } else { words(study, field) }
}

/// The field of what is reached, and its numbers.
pub(super) fn reached(study: &Study, section: &MeasureSection) -> Result<(String, Vec<f64>)> {
    if let Some(field) = &section.opportunities {
        return Ok((field.clone(), opportunities(study, field)?));
    }
    let cities = &study.config.cities;
    Ok((cities.mass.as_ref().unwrap_or(&cities.population).clone(), study.mass.clone()))
}

/// The form that is asked for among those that there are, the first where none is.
pub(super) fn form<T: Copy>(section: &MeasureSection, index: usize, forms: &[(&str, T)]) -> Result<T> {
    let Some(asked) = &section.form else { return Ok(forms[0].1) };
    if let Some((_, form)) = forms.iter().find(|(name, _)| name == asked) {
        return Ok(*form);
    }
    let names: Vec<&str> = forms.iter().map(|(name, _)| *name).collect();
    let near = nearest(asked, names.iter().copied(), 1);
    let hint = match near.first() {
        Some(near) => format!("write `{near}`; there are {}", names.join(", ")),
        None => format!("there are {}", names.join(", ")),
    };
    let finding = Finding::new(Code::BadSetting, "the measure has no such form");
    Err(finding.field(format!("access.measure.{index}.form")).value(asked).hint(hint).into())
}

/// The decay of a section, which has one.
fn decay(section: &MeasureSection, index: usize) -> Result<Decay> {
    let text = section.decay.as_deref().unwrap_or_default();
    text.parse::<Decay>().map_err(|error| match error {
        Error::Usage(finding) => {
            let finding = Finding { code: Code::BadSetting, ..*finding };
            finding.field(format!("access.measure.{index}.decay")).into()
        }
        other => other,
    })
}

/// The measure of `section`, whose keys were checked.
#[expect(clippy::too_many_lines, reason = "one arm a measure, each of a few lines")]
pub(super) fn definition(study: &Study, section: &MeasureSection, index: usize) -> Result<Definition> {
    let (field, amounts) = reached(study, section)?;
    let (what, tail) = (what(study, &field), short(&field));
    let minutes = |time: Option<Minutes>, usual: f64| time.unwrap_or(Minutes::new(usual));
    let mut defined = match section.measure {
        Name::WeightedMeanTravelTime => Definition::minutes(
            format!("watt_{tail}_min"),
            Bilingual::new(
                format!("以{}加权的平均旅行时间", what.zh),
                format!("Mean travel time weighted by {}", what.en),
            ),
            Kind::WeightedMean { masses: amounts },
        ),
        Name::MeanTravelTime => {
            Definition::minutes("mean_min", Bilingual::new("平均旅行时间", "Mean travel time"), Kind::Mean)
        }
        Name::MedianTravelTime if section.opportunities.is_none() => Definition::minutes(
            "med_min",
            Bilingual::new("旅行时间中位数", "Median travel time"),
            Kind::Median,
        ),
        Name::MedianTravelTime => Definition::minutes(
            format!("med_{tail}_min"),
            Bilingual::new(
                format!("以{}加权的旅行时间中位数", what.zh),
                format!("Median travel time weighted by {}", what.en),
            ),
            Kind::WeightedMedian { masses: amounts },
        ),
        Name::Potential => {
            let exponent = section.exponent.unwrap_or(study.config.access.potential_exponent);
            Definition::amount(
                format!("pot{}_{tail}", in_name(exponent)),
                Bilingual::new(
                    format!("{}潜力（指数 {exponent}）", what.zh),
                    format!("Potential of {}, exponent {exponent}", what.en),
                ),
                Kind::Potential { masses: amounts, exponent, own: self_potential(study) },
            )
        }
        Name::Gravity => {
            let decay = decay(section, index)?;
            Definition::amount(
                format!("g_{tail}"),
                Bilingual::new(format!("重力可达性：{}", what.zh), format!("Gravity: {}, {decay}", what.en)),
                Kind::Gravity { opportunities: amounts, decay },
            )
        }
        Name::Cumulative => {
            let cutoff = minutes(section.cutoff_min, 60.0);
            let t = cutoff.get();
            Definition::amount(
                format!("c{}_{tail}", in_name(t)),
                Bilingual::new(format!("{t}分钟可达{}", what.zh), format!("{} within {t} min", what.en)),
                Kind::Cumulative { opportunities: amounts, cutoff },
            )
        }
        Name::CumulativeInterval => {
            let interval = Interval {
                from: minutes(section.from_min, 45.0),
                to: minutes(section.to_min, 75.0),
                step: minutes(section.step_min, 1.0),
            };
            let forms = [("median", IntervalSummary::Median), ("mean", IntervalSummary::Mean)];
            let (from, to) = (interval.from.get(), interval.to.get());
            Definition::amount(
                format!("ci{}_{}_{tail}", in_name(from), in_name(to)),
                Bilingual::new(
                    format!("{from}–{to}分钟可达{}", what.zh),
                    format!("{} within {from}–{to} min", what.en),
                ),
                Kind::Interval { opportunities: amounts, interval, summary: form(section, index, &forms)? },
            )
        }
        Name::Daily => daily(study, section, index)?,
        Name::CostToClosest => {
            let needed = section.needed.unwrap_or(1.0);
            Definition::minutes(
                format!("near_{tail}_min"),
                Bilingual::new(
                    format!("到最近 {needed} 个{}的时间", what.zh),
                    format!("Time to the closest {needed} of {}", what.en),
                ),
                Kind::Closest { opportunities: amounts, needed },
            )
        }
        Name::Nearest => {
            let k = section.k.unwrap_or(1);
            Definition::minutes(
                format!("near{k}_{tail}_min"),
                Bilingual::new(
                    format!("到第 {k} 近有{}城市的时间", what.zh),
                    format!("Time to city {k} with {}", what.en),
                ),
                Kind::Nearest { opportunities: amounts, k },
            )
        }
        Name::Closeness | Name::Efficiency | Name::Betweenness | Name::Straightness | Name::Detour => {
            structure::definition(study, section, index)?
        }
        Name::FloatingCatchment | Name::RationalAgent | Name::SpatialAvailability | Name::Huff => {
            competition::definition(study, section, index, amounts, (&what, &tail))?
        }
    };
    if let Some(name) = &section.name {
        defined.name.clone_from(name);
    }
    if let Some(zh) = &section.label {
        defined.alias = Bilingual::new(zh, section.label_en.as_ref().unwrap_or(zh));
    }
    Ok(defined)
}

fn daily(study: &Study, section: &MeasureSection, index: usize) -> Result<Definition> {
    let trip = form(section, index, &[("one-way", Trip::OneWay), ("return", Trip::Return)])?;
    let (usual, letter, zh, en) = match trip {
        Trip::OneWay => (DAILY_LIMIT, "d", "分钟", "min"),
        Trip::Return => (DAILY_RETURN_LIMIT, "dr", "分钟往返", "min there and back"),
    };
    let limit = section.cutoff_min.unwrap_or(usual);
    let (field, people) = match &section.opportunities {
        Some(field) => (field.clone(), opportunities(study, field)?),
        None => (study.config.cities.population.clone(), people(study)),
    };
    let (what, t) = (what(study, &field), limit.get());
    Ok(Definition::amount(
        format!("{letter}{}_{}", in_name(t), short(&field)),
        Bilingual::new(format!("{t}{zh}可达{}", what.zh), format!("{} within {t} {en}", what.en)),
        Kind::Daily { people, limit, trip },
    ))
}
