//! The rings that the command line asks for, as a study would.

use super::{Arguments, By};
use crate::cli::sink::usage;
use crate::error::Result;
use crate::study::config::{RingsBy, RingsSection};
use crate::units::{Kilometres, Minutes};

/// The section of a study that asks for the same.
pub(super) fn section(arguments: &Arguments) -> Result<RingsSection> {
    let rising = arguments.breaks.windows(2).all(|pair| pair[0] < pair[1]);
    if !rising || arguments.breaks.iter().any(|edge| !edge.is_finite() || *edge <= 0.0) {
        let breaks: Vec<_> = arguments.breaks.iter().map(f64::to_string).collect();
        return Err(usage("breaks rise from above zero", breaks.join(",")));
    }
    let rising = arguments.years.windows(2).all(|pair| pair[0] < pair[1]);
    if arguments.years.len() == 1 || !rising {
        let years: Vec<_> = arguments.years.iter().map(i32::to_string).collect();
        return Err(usage("years are two or more that rise", years.join(",")));
    }
    let or = |default: [f64; 4]| {
        if arguments.breaks.is_empty() { default.to_vec() } else { arguments.breaks.clone() }
    };
    Ok(RingsSection {
        core: arguments.core.join(","),
        by: match arguments.by {
            By::Time => RingsBy::Time,
            By::Network => RingsBy::Network,
            By::Distance => RingsBy::Distance,
        },
        breaks_min: or([30.0, 60.0, 90.0, 120.0]).into_iter().map(Minutes::new).collect(),
        breaks_km: or([100.0, 200.0, 300.0, 400.0]).into_iter().map(Kilometres::new).collect(),
        equal: arguments.equal.clone(),
        fit: arguments.fit.clone(),
        sectors: arguments.sectors.map_or(0, usize::from),
        value: arguments.value.clone(),
        years: arguments.years.clone(),
    })
}
