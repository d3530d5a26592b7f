//! Where rings end: as asked, at equal shares, or at natural breaks.

use crate::classify::{Classified, Scheme, classify};
use crate::error::{Code, Finding, Result};
use crate::rings::{FromCores, Separation, equal_shares};
use crate::study::Study;
use crate::study::config::RingsSection;

/// The breaks that `section` asks for, where `fixed` are those that it states, and what is worth a word.
pub(super) fn breaks<D: Separation>(
    study: &Study,
    section: &RingsSection,
    from: &FromCores<D>,
    fixed: &[D],
) -> Result<(Vec<D>, Vec<Finding>)> {
    let Some(equal) = &section.equal else { return Ok((fixed.to_vec(), Vec::new())) };
    let refused = |what: &str, hint: &str| {
        Finding::new(Code::BadSetting, what).field("rings.equal").value(equal).hint(hint)
    };
    let read = equal.split_once(':').and_then(|(what, count)| Some((what, count.parse::<usize>().ok()?)));
    let Some((what, count)) = read.filter(|(_, count)| (2..=100).contains(count)) else {
        return Err(refused(
            "bands are written as what they share and how many they are, 2 to 100",
            "write it as `population:5`",
        )
        .into());
    };
    let weights = match what {
        "population" => study.population.clone(),
        "cities" => vec![Some(1.0); study.cities.len()],
        "area" => match study.city_areas() {
            Some(areas) => areas.into_iter().map(|area| Some(area.get())).collect(),
            None => return Err(refused("cities that are points have no area", "share the `cities`").into()),
        },
        "natural" => return natural(from, count),
        _ => {
            let hint = "there are `population`, `area`, `cities` and `natural`";
            return Err(refused("bands do not share this", hint).into());
        }
    };
    let breaks = equal_shares(from, &weights, count)?;
    let fewer = (breaks.len() + 1 < count).then(|| {
        let found = breaks.len() + 1;
        let what = format!("a single city holds more than a share, so that there are {found} rings");
        Finding::new(Code::FewClasses, what).field("rings.equal").value(equal)
    });
    Ok((breaks, fewer.into_iter().collect()))
}

/// The natural breaks of the distances: the last class is the open ring.
fn natural<D: Separation>(from: &FromCores<D>, count: usize) -> Result<(Vec<D>, Vec<Finding>)> {
    let others = |(place, apart): (usize, &Option<D>)| {
        apart.map(Separation::get).filter(|_| !from.cores.contains(&place))
    };
    let values: Vec<Option<f64>> = from.apart.iter().enumerate().map(others).collect();
    let Classified { classes, findings } = classify(&values, &Scheme::FisherJenks, count)?;
    let inner = classes.bounds.get(1..classes.bounds.len().saturating_sub(1)).unwrap_or_default();
    let breaks: Vec<D> = inner.iter().filter_map(|&bound| D::checked(bound)).collect();
    if breaks.is_empty() {
        let what = "the distances have no natural breaks: all cities are equally far";
        return Err(Finding::new(Code::BadSetting, what).field("rings.equal").value("natural").into());
    }
    Ok((breaks, findings))
}
