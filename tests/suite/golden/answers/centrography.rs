//! Centres, ellipses and their paths.

use super::super::Answer;
use super::super::dataset::Dataset;
use super::exact;
use geo_types::Coord;
use jingwei::disparity::{
    DistanceDivisor, EllipseScale, Shift, deviational_ellipse, euclidean_median, gravity_path, mean_centre,
    standard_distance, weighted_mean_centre,
};
use serde_json::{Map, Value, json};

pub(super) fn answer(dataset: &Dataset, case: &Value) -> Option<Answer> {
    let params = &case["params"];
    let points = || dataset.points();
    // The weights that a case names; `None` within where it names none.
    let weights = || match &params["weights"] {
        Value::Null => Some(None),
        name => dataset.numbers(name).map(Some),
    };
    match case["function"].as_str()? {
        "centro.mean_center" => Some(place(mean_centre(&points()?).ok()??)),
        "centro.weighted_mean_center" => Some(place(weighted_mean_centre(&points()?, &weights()??).ok()??)),
        "centro.euclidean_median" => Some(place(euclidean_median(&points()?, weights()?.as_deref()).ok()??)),
        "centro.std_distance" => {
            let divisor = match params["ddof"].as_u64()? {
                0 => DistanceDivisor::Count,
                2 => DistanceDivisor::CountLessTwo,
                _ => return None,
            };
            exact(standard_distance(&points()?, weights()?.as_deref(), divisor).ok()?)
        }
        "centro.ellipse" => {
            let ellipse = deviational_ellipse(&points()?, weights()?.as_deref(), scale(params)?).ok()??;
            Some(Answer::Exact(json!({
                "major": ellipse.major, "minor": ellipse.minor, "theta_rad": ellipse.angle,
            })))
        }
        "gravity_centre" => path(dataset),
        _ => None,
    }
}

/// The axes of pointpats: its `yuill` has both corrections unless they are switched off.
fn scale(params: &Value) -> Option<EllipseScale> {
    let on = |name: &str| params[name].as_bool().unwrap_or(true);
    match (params["method"].as_str()?, on("crimestatCorr"), on("degfreedCorr")) {
        ("crimestat", ..) | ("yuill", true, true) => Some(EllipseScale::CrimeStat),
        ("yuill", true, false) => Some(EllipseScale::RootTwo),
        ("yuill", false, true) => Some(EllipseScale::FewPoints),
        ("yuill", false, false) => Some(EllipseScale::Yuill),
        _ => None,
    }
}

fn place(place: Coord<f64>) -> Answer {
    Answer::Exact(json!([place.x, place.y]))
}

fn path(dataset: &Dataset) -> Option<Answer> {
    let (years, weights) = dataset.yearly()?;
    let path = gravity_path(&dataset.points()?, &years, &weights).ok()??;
    let centre =
        |at: &jingwei::disparity::GravityCentre| (at.year.to_string(), json!([at.centre.x, at.centre.y]));
    let shift = |shift: &Shift| {
        json!({
            "frm": shift.from.to_string(), "to": shift.to.to_string(), "dx": shift.dx, "dy": shift.dy,
            "dist": shift.distance, "bearing_deg_cw_from_north": shift.bearing,
        })
    };
    let centres: Map<String, Value> = path.centres.iter().map(centre).collect();
    let shifts: Vec<Value> = path.shifts.iter().map(shift).collect();
    Some(Answer::Exact(json!({ "centres": centres, "shifts": shifts })))
}
