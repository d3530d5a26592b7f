//! How a value falls with the way from the core: fits, where the slope breaks, how far the core reaches.

use super::Words;
use super::core_rings::CoreRings;
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, display};
use crate::inference::Coefficient;
use crate::layer::Values;
use crate::report::{Fitted, GradientChart};
use crate::rings::{FromCores, Gradient, Separation, break_point, fit_gradient};
use crate::run::columns::{integer, label, real, text};
use crate::run::part::{OutputTable, Part};
use crate::study::Study;
use crate::study::config::RingsSection;

/// Of every interval.
const CONFIDENCE: f64 = 0.95;

/// Points of a curve on a chart.
const STEPS: usize = 120;

/// The gradient of this name.
pub(super) fn gradient(name: &str) -> Result<Gradient> {
    match name {
        "clark" => Ok(Gradient::Clark),
        "power" => Ok(Gradient::Power),
        "inverse-s" => Ok(Gradient::InverseS { top: None }),
        _ => {
            let finding =
                Finding::new(Code::BadSetting, "there is no such gradient").field("rings.fit").value(name);
            Err(finding.hint("there are `clark`, `power` and `inverse-s`").into())
        }
    }
}

/// What readers see instead of the key of a form.
fn form(key: &str) -> Bilingual {
    match key {
        "clark" => Bilingual::new("负指数（Clark）", "Clark"),
        "power" => Bilingual::new("幂函数", "power"),
        "inverse-s" => Bilingual::new("反 S 形", "inverse S"),
        _ => Bilingual::new("两段直线", "two lines"),
    }
}

/// The parameters of all forms as readers see them.
const PARAMETERS: [(&str, &str, &str); 11] = [
    ("centre", "中心值 centre", "at the centre"),
    ("rate", "递减率 rate", "rate"),
    ("at_one", "一单位处 at_one", "at one"),
    ("exponent", "指数 exponent", "exponent"),
    ("top", "顶部 top", "top"),
    ("slope", "陡度 slope", "slope"),
    ("extent", "范围 extent", "extent"),
    ("background", "背景 background", "background"),
    ("break", "转折处 break", "break"),
    ("slope_before", "转折前斜率", "slope before"),
    ("slope_after", "转折后斜率", "slope after"),
];

/// The value that a gradient is fitted to: the density where areas are known, else the value itself.
pub(super) fn fitted_values<D>(drawn: &CoreRings<D>, values: &[Option<f64>]) -> Vec<Option<f64>> {
    match &drawn.areas {
        None => values.to_vec(),
        Some(areas) => {
            let density = |(value, area): (&Option<f64>, &crate::units::SquareKilometres)| {
                value.map(|value| value / area.get()).filter(|density| density.is_finite())
            };
            values.iter().zip(areas).map(density).collect()
        }
    }
}

/// One row of the table.
struct Row {
    fit: &'static str,
    parameter: &'static str,
    coefficient: Coefficient,
    quality: [Option<f64>; 2],
    counted: [usize; 2],
    reach: Option<f64>,
}

/// Adds the table of the fits and their chart.
pub(super) fn add<D: Separation>(
    part: &mut Part<'_>,
    study: &Study,
    section: &RingsSection,
    drawn: &CoreRings<D>,
    from: &FromCores<D>,
) -> Result<()> {
    let values = fitted_values(drawn, &drawn.values);
    let level = hinterland(drawn, &values);
    let mut rows: Vec<Row> = Vec::new();
    let mut curves: Vec<Fitted> = Vec::new();
    let farthest = from.apart.iter().flatten().map(|apart| apart.get()).fold(0.0, f64::max);
    let mut findings = Vec::new();
    for name in &section.fit {
        let gradient = gradient(name)?;
        let fit = match fit_gradient(from, &values, gradient, CONFIDENCE) {
            Ok(fit) => fit,
            Err(Error::Input(too_few)) => {
                findings.extend(too_few);
                continue;
            }
            Err(other) => return Err(other),
        };
        let Some(fit) = fit else {
            let what = "the values have no such shape around this core, so that this gradient is left out";
            part.findings.push(Finding::new(Code::NoFit, what).field("rings.fit").value(name));
            continue;
        };
        let reach = level.and_then(|level| fit.reach(level)).map(Separation::get);
        for (parameter, coefficient) in gradient.parameters().iter().zip(&fit.parameters) {
            rows.push(Row {
                fit: gradient.key(),
                parameter,
                coefficient: *coefficient,
                quality: [fit.r_squared, fit.r_squared_of_values],
                counted: [fit.observations, fit.left_out],
                reach,
            });
        }
        let point = |step: usize| {
            let at = farthest * step as f64 / STEPS as f64;
            Some((at, fit.at(D::checked(at)?)?))
        };
        curves.push(Fitted {
            name: form(gradient.key()),
            points: (0..=STEPS).filter_map(point).collect(),
            reach,
        });
    }
    Error::if_any(&findings)?;
    let observed =
        from.apart.iter().zip(&values).filter_map(|(apart, value)| Some(((*apart)?.get(), (*value)?)));
    let observed: Vec<(f64, f64)> = observed.collect();
    let breaks = if observed.iter().filter(|point| point.1 > 0.0).count() < 6 {
        None
    } else {
        break_point(from, &values, CONFIDENCE)?
    };
    if let Some(found) = &breaks {
        let counted = observed.iter().filter(|point| point.1 > 0.0).count();
        let at = found.at.get();
        let (lower, upper) = found.interval.map_or((at, at), |(lower, upper)| (lower.get(), upper.get()));
        let place = Coefficient { estimate: at, standard_error: f64::NAN, t: None, p: None, lower, upper };
        for (parameter, coefficient) in
            [("break", place), ("slope_before", found.before), ("slope_after", found.after)]
        {
            rows.push(Row {
                fit: "two-lines",
                parameter,
                coefficient,
                quality: [found.r_squared, None],
                counted: [counted, observed.len() - counted],
                reach: None,
            });
        }
    }
    let of = label(&study.config, &drawn.field);
    let value = if drawn.areas.is_some() {
        Bilingual::new(format!("{}密度（每平方公里）", of.zh), format!("Density of {} (/km²)", of.en))
    } else {
        of.clone()
    };
    part.tables.push(table(study, drawn, &rows, level, breaks.map(|found| found.bic_gain)));
    let (core, axis) = (drawn.core_name(study), drawn.by.axis());
    let title = Bilingual::new(
        format!("{}：{}的梯度", core.zh, of.zh),
        format!("How {} falls with the way from {}", of.en, core.en),
    );
    let note = Bilingual::new(
        "每点一个城市，纵轴为对数；横虚线为腹地均值，各曲线降至该处即核心的辐射范围，以下缘的短虚线标出。",
        "A point a city, on a logarithmic axis; the dashed line is the mean of the hinterland: where a curve falls to it the core's reach ends, marked by a short dashed line at the foot.",
    );
    part.gradients.push(GradientChart { title, note, axis, value, level, observed, curves });
    part.findings.extend(findings);
    Ok(())
}

/// The mean of the hinterland: of what lies beyond the last break or, where nothing does, of all that is reached.
fn hinterland<D: Separation>(drawn: &CoreRings<D>, values: &[Option<f64>]) -> Option<f64> {
    let mean = |ring: &dyn Fn(usize) -> bool| {
        let cities = (0..values.len())
            .filter(|&city| values[city].is_some() && drawn.rings.ring[city].is_some_and(ring));
        let (mut sum, mut weight) = (0.0, 0.0);
        for city in cities {
            let share = drawn.areas.as_ref().map_or(1.0, |areas| areas[city].get());
            sum += values[city].unwrap_or(0.0) * share;
            weight += share;
        }
        (weight > 0.0).then(|| sum / weight)
    };
    let open = drawn.rings.count() - 1;
    mean(&|ring| ring == open).or_else(|| mean(&|_| true))
}

/// Five digits that count, for numbers between thousandths and billions side by side.
fn significant(number: f64) -> String {
    const TOO_LONG: f64 = 1e9;
    if number.abs() >= TOO_LONG {
        return format!("{number:.1e}").replace('-', "−");
    }
    let mut decimals = 5_usize;
    let mut bound = 1.0;
    while decimals > 0 && number.abs() >= bound {
        (decimals, bound) = (decimals - 1, bound * 10.0);
    }
    display(number, decimals)
}

fn table<D: Separation>(
    study: &Study,
    drawn: &CoreRings<D>,
    rows: &[Row],
    level: Option<f64>,
    bic_gain: Option<f64>,
) -> OutputTable {
    let plain = ("", "");
    let numbers = |pick: &dyn Fn(&Row) -> Option<f64>| {
        rows.iter().map(|row| pick(row).filter(|number| number.is_finite())).collect::<Vec<_>>()
    };
    let texts =
        |pick: &dyn Fn(&Row) -> &'static str| rows.iter().map(|row| Some(pick(row).to_owned())).collect();
    let count = |k: usize| rows.iter().map(|row| i64::try_from(row.counted[k]).ok()).collect();
    let columns = vec![
        text("fit", Bilingual::new("模型", "Fit"), texts(&|row| row.fit)),
        text("parameter", Bilingual::new("参数", "Parameter"), texts(&|row| row.parameter)),
        real(
            "estimate",
            Bilingual::new("估计", "Estimate"),
            plain,
            5,
            numbers(&|row| Some(row.coefficient.estimate)),
        ),
        real(
            "lower",
            Bilingual::new("95% 下限", "95 % from"),
            plain,
            5,
            numbers(&|row| Some(row.coefficient.lower)),
        ),
        real(
            "upper",
            Bilingual::new("95% 上限", "95 % to"),
            plain,
            5,
            numbers(&|row| Some(row.coefficient.upper)),
        ),
        real("r2", Bilingual::new("R²", "R²"), plain, 3, numbers(&|row| row.quality[0])),
        real(
            "r2_values",
            Bilingual::new("R²（原值）", "R² of values"),
            plain,
            3,
            numbers(&|row| row.quality[1]),
        ),
        integer("n", Bilingual::new("城市数", "Cities"), count(0)),
        integer("left_out", Bilingual::new("未用", "Left out"), count(1)),
        real(
            format!("reach_{}", drawn.by.suffix()),
            Bilingual::new("辐射范围", "Reach"),
            drawn.by.unit(),
            1,
            numbers(&|row| row.reach),
        ),
    ];
    let core = drawn.key_of_cores(study);
    let title = drawn.title(study);
    let title = Bilingual::new(format!("{}：梯度", title.zh), format!("{}: gradients", title.en));
    let mut shown = columns.clone();
    for column in shown.iter_mut().filter(|column| column.decimals == 5) {
        let texts = (0..rows.len()).map(|row| column.values.number(row).map(significant)).collect();
        column.values = Values::Text(texts);
    }
    let mut table = OutputTable::new(format!("ring_fits_{core}"), title, columns);
    table.shown = Some(shown);
    let forms = ["clark", "power", "inverse-s", "two-lines"].map(|key| (key.to_owned(), form(key)));
    let parameters = PARAMETERS.map(|(key, zh, en)| (key.to_owned(), Bilingual::new(zh, en)));
    table.words = vec![("fit".to_owned(), forms.to_vec()), ("parameter".to_owned(), parameters.to_vec())];
    let shown = |number: Option<f64>| number.map_or("—".to_owned(), |number| display(number, 2));
    let (level, gain) = (shown(level), shown(bic_gain));
    table.note = Bilingual::new(
        format!(
            "负指数：f = centre·e^(−rate·r)；幂函数：f = at_one·r^(−exponent)；反 S 形：f = (top−background)/(1+e^(slope(2r/extent−1)))+background；两段直线：ln f 的分段回归，第二条线使 BIC 下降 {gain}（负值表示一条线已足够）。辐射范围：曲线降至腹地均值 {level} 处；曲线在最远城市以内未降至此则为空。"
        ),
        format!(
            "clark: f = centre·e^(−rate·r); power: f = at_one·r^(−exponent); inverse-s: f = (top−background)/(1+e^(slope(2r/extent−1)))+background; two-lines: ln f by segmented regression, whose second line lowers the BIC by {gain} (below 0 one line is enough). Reach: where the curve falls to the hinterland's mean, {level}; empty where it does not within the farthest city."
        ),
    );
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_digits_count() {
        let numbers = [0.002_314, -0.5, 1.493_19, 706.864_59, 232_115.140_76, -32_881_789_451_823_512.0];
        let shown = ["0.00231", "−0.50000", "1.4932", "706.86", "232,115", "−3.3e16"];
        assert_eq!(numbers.map(significant), shown);
    }
}
