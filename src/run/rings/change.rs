//! What became of the rings between years, and the stage that the years suggest.

use super::core_rings::CoreRings;
use super::gradients::fitted_values;
use crate::disparity::{Deviation, coefficient_of_variation};
use crate::error::Result;
use crate::export::{Bilingual, display};
use crate::rings::{
    FromCores, Gradient, Movement, RingChange, Separation, Stage, StageOptions, StageYear, Undecided,
    fit_gradient, profile_change, spatial_stage,
};
use crate::run::columns::{integer, real, text};
use crate::run::part::{OutputTable, Part};
use crate::study::Study;
use crate::study::config::RingsSection;

/// Adds a table of the change between the first and the last year, and one of the years with their stage.
pub(super) fn add<D: Separation>(
    part: &mut Part<'_>,
    study: &Study,
    section: &RingsSection,
    drawn: &CoreRings<D>,
    from: &FromCores<D>,
) -> Result<()> {
    let stem = section.value.as_ref().unwrap_or(&study.config.cities.population);
    let series = section.years.iter().map(|year| study.city_numbers(&format!("{stem}_{year}")));
    let series: Vec<Vec<Option<f64>>> = series.collect::<Result<_>>()?;
    let (first, last) = (&series[0], &series[series.len() - 1]);
    let change = profile_change(&drawn.rings, first, last)?;
    let plain = ("", "");
    let numbers =
        |pick: &dyn Fn(&RingChange) -> Option<f64>| change.rings.iter().map(pick).collect::<Vec<_>>();
    let (from_year, to_year) = (section.years[0], section.years[section.years.len() - 1]);
    let columns = vec![
        text(
            "ring",
            Bilingual::new("圈层", "Ring"),
            (0..drawn.rings.count()).map(|ring| Some(drawn.key(ring))).collect(),
        ),
        real("before", Bilingual::same(from_year.to_string()), plain, 0, numbers(&|row| Some(row.before))),
        real("after", Bilingual::same(to_year.to_string()), plain, 0, numbers(&|row| Some(row.after))),
        real("growth", Bilingual::new("增长率", "Growth"), plain, 3, numbers(&|row| row.growth)),
        real(
            "share_change",
            Bilingual::new("占比变化", "Change of share"),
            plain,
            4,
            numbers(&|row| row.share_change),
        ),
        real(
            "share_of_growth",
            Bilingual::new("占增量", "Share of growth"),
            plain,
            3,
            numbers(&|row| row.share_of_growth),
        ),
    ];
    let core = drawn.key_of_cores(study);
    let title = drawn.title(study);
    let heading = Bilingual::new(
        format!("{}：{from_year}–{to_year} 年变化", title.zh),
        format!("{}: change {from_year}–{to_year}", title.en),
    );
    let mut table = OutputTable::new(format!("ring_change_{core}"), heading, columns);
    let rings = 0..drawn.rings.count();
    table.words = vec![("ring".to_owned(), rings.map(|ring| (drawn.key(ring), drawn.label(ring))).collect())];
    let movement = match change.movement {
        Some(Movement::Polarisation) => Bilingual::new("极化", "polarisation"),
        Some(Movement::Spread) => Bilingual::new("扩散", "spread"),
        None => Bilingual::new("方向不一，不作判断", "the signs do not agree, so neither"),
    };
    let of_growth = change.core_share_of_growth.map_or("—".to_owned(), |share| display(share * 100.0, 1));
    let mean = |k: usize| change.mean_apart.map_or("—".to_owned(), |mean| display(mean[k], 1));
    table.note = Bilingual::new(
        format!(
            "核心占增量的 {of_growth}%；按值加权的平均距离由 {} 变为 {}；最内圈占比与平均距离的变化合起来看：{}。只有一年有值而未计入的城市：{}。",
            mean(0),
            mean(1),
            movement.zh,
            change.one_sided
        ),
        format!(
            "The core's share of growth is {of_growth} %; the mean distance, weighted by the value, went from {} to {}; the innermost ring's share and the mean distance together: {}. Cities with a value in one year only, not counted: {}.",
            mean(0),
            mean(1),
            movement.en,
            change.one_sided
        ),
    );
    part.tables.push(table);
    part.tables.push(stages(study, section, drawn, from, &series)?);
    Ok(())
}

/// Core share, gradient and disparity by year, and the stage that they suggest.
fn stages<D: Separation>(
    study: &Study,
    section: &RingsSection,
    drawn: &CoreRings<D>,
    from: &FromCores<D>,
    series: &[Vec<Option<f64>>],
) -> Result<OutputTable> {
    // The same cities every year, or a trend would be one of what is missing.
    let whole = |city: &usize| {
        drawn.rings.ring[*city].is_some() && series.iter().all(|values| values[*city].is_some())
    };
    let cities: Vec<usize> = (0..study.cities.len()).filter(whole).collect();
    let mut shares = Vec::new();
    let mut gradients = Vec::new();
    let mut disparities = Vec::new();
    for values in series {
        let total: f64 = cities.iter().filter_map(|&city| values[city]).sum();
        let in_core = cities.iter().filter(|city| drawn.rings.cores.contains(city));
        let in_core: f64 = in_core.filter_map(|&city| values[city]).sum();
        shares.push((total > 0.0).then(|| in_core / total));
        let mut kept = vec![None; values.len()];
        for &city in &cities {
            kept[city] = values[city];
        }
        let density = fitted_values(drawn, &kept);
        let fit = fit_gradient(from, &density, Gradient::Clark, 0.95).ok().flatten();
        gradients.push(fit.map(|fit| fit.parameters[1].estimate));
        let present: Vec<f64> = cities.iter().filter_map(|&city| density[city]).collect();
        disparities.push(coefficient_of_variation(&present, Deviation::Sample).ok().flatten());
    }
    let known = |k: usize| {
        Some(StageYear {
            year: section.years[k],
            core_share: shares[k]?,
            gradient: gradients[k]?,
            disparity: disparities[k]?,
        })
    };
    let years: Vec<StageYear> = (0..series.len()).filter_map(known).collect();
    let options = StageOptions::default();
    let found = spatial_stage(&years, &options)?;
    let stage = match found.stage {
        Ok(Stage::Forming) => Bilingual::new("核心—外围形成", "core and periphery are forming"),
        Ok(Stage::Polarisation) => Bilingual::new("极化", "polarisation"),
        Ok(Stage::Integration) => Bilingual::new("空间一体化", "spatial integration"),
        Err(Undecided::TooFewYears) => {
            Bilingual::new("不足四年，数据不足以判断", "undecided: fewer than four years carry no trend")
        }
        Err(Undecided::NoTrend) => {
            Bilingual::new("看不出趋势，不作判断", "undecided: no trend can be told from none")
        }
        Err(Undecided::Mixed) => Bilingual::new("趋势不一，不作判断", "undecided: the trends do not agree"),
    };
    let index = found.index.map_or("—".to_owned(), |index| format!("{index:.2}"));
    let plain = ("", "");
    let columns = vec![
        integer(
            "year",
            Bilingual::new("年份", "Year"),
            section.years.iter().map(|&y| Some(i64::from(y))).collect(),
        ),
        real("core_share", Bilingual::new("核心占比", "Core's share"), plain, 4, shares),
        real("gradient", Bilingual::new("梯度（Clark）", "Gradient (Clark's rate)"), plain, 6, gradients),
        real("disparity", Bilingual::new("变异系数", "Coefficient of variation"), plain, 4, disparities),
    ];
    let title = drawn.title(study);
    let heading = Bilingual::new(format!("{}：空间阶段", title.zh), format!("{}: spatial stage", title.en));
    let mut table = OutputTable::new(format!("ring_stage_{}", drawn.key_of_cores(study)), heading, columns);
    let dominance = display(options.dominance * 100.0, 0);
    table.note = Bilingual::new(
        format!(
            "S =（显著上升的趋势数 − 显著下降的趋势数）÷ 3 = {index}；S ≥ 2/3 且核心占比低于 {dominance}% 为形成，以上为极化；S ≤ −2/3 为一体化；其余不作判断。结论：{}。",
            stage.zh
        ),
        format!(
            "S = (trends that surely rise − trends that surely fall) ÷ 3 = {index}; with S ≥ 2/3 the core gathers: forming while its share is below {dominance} %, polarisation from there on; with S ≤ −2/3 integration; else undecided. Here: {}.",
            stage.en
        ),
    );
    Ok(table)
}
