//! How long a corridor takes from end to end.

use super::rules::ModeRules;
use crate::error::{Code, Finding};
use crate::layer::Corridors;
use crate::units::{Kilometres, KilometresPerHour, Metres, Minutes};
use geo::{Geodesic, Length};

/// Larger than any speed, length or time of a corridor in its unit.
const LARGEST: f64 = 1e9;

/// Milliseconds from end to end of corridor `index`: its `minutes`, or else its length over its speed.
///
/// The length is `length_km`, or else the geodesic length of the drawn line times the mode's detour. The
/// speed is `speed_kmh`, or else the operating share of `design_kmh`, or else the mode's `default_kmh`.
pub(super) fn corridor_milliseconds(
    corridors: &Corridors,
    index: usize,
    rules: &ModeRules,
) -> Result<u32, Box<Finding>> {
    let at = |finding: Finding| at_corridor(finding, corridors, index);
    let positive = |field: &'static str, value: Option<f64>| match value {
        Some(value) if value <= 0.0 || value > LARGEST => {
            let finding = Finding::new(Code::BadValue, "the value must be above zero and no more than 1e9");
            Err(Box::new(at(finding.field(field).value(value))))
        }
        _ => Ok(()),
    };
    positive("minutes", corridors.minutes[index].map(f64::from))?;
    positive("speed_kmh", corridors.speeds[index].map(f64::from))?;
    positive("design_kmh", corridors.design_speeds[index].map(f64::from))?;
    positive("length_km", corridors.lengths[index].map(f64::from))?;
    let too_long = || Box::new(at(Finding::new(Code::TooLong, "the corridor takes 49 days or longer")));
    if let Some(minutes) = corridors.minutes[index] {
        return minutes.to_milliseconds().ok_or_else(too_long);
    }
    let design = corridors.design_speeds[index].map(|design| rules.operating_speed(design));
    let speed: KilometresPerHour =
        corridors.speeds[index].or(design).or(rules.default_kmh).ok_or_else(|| {
            Box::new(at(Finding::new(Code::NoTime, "the corridor states neither minutes nor a speed")))
        })?;
    let drawn = || Kilometres::from(Metres::new(Geodesic.length(&corridors.paths[index]))) * rules.detour;
    let length = corridors.lengths[index].unwrap_or_else(drawn);
    // Not a division of units: a tiny speed may lead beyond what a number holds.
    let minutes = Minutes::checked(length.get() / speed.get() * 60.0);
    minutes.and_then(Minutes::to_milliseconds).ok_or_else(too_long)
}

/// `finding` with the file, identifier and line of corridor `index`.
pub(super) fn at_corridor(finding: Finding, corridors: &Corridors, index: usize) -> Finding {
    let finding = finding.file(&corridors.source).id(&corridors.ids[index]);
    match &corridors.lines[index] {
        Some(line) => finding.name(line),
        None => finding,
    }
}
