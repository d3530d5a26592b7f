//! Distances along the network, as travel times at a kilometre a minute.

use crate::error::Result;
use crate::network::TravelTimes;
use crate::study::Study;
use crate::units::{KilometresPerHour, Minutes};

/// A kilometre a minute.
const PACE: KilometresPerHour = KilometresPerHour::new(60.0);

/// The shortest way between all cities, as minutes at a kilometre a minute: the network of the study on which every
/// line and every way to a station is travelled at that pace, and nothing is waited for.
pub(super) fn times(study: &Study) -> Result<TravelTimes> {
    let mut level = study.clone();
    let rules = &mut level.config.network;
    rules.access_kmh = PACE;
    rules.transfer_min = Minutes::ZERO;
    rules.transfer_city_min = None;
    rules.intrazonal_min = Some(Minutes::ZERO);
    for mode in rules.mode.values_mut() {
        mode.wait_min = Minutes::ZERO;
        mode.stop_min = Minutes::ZERO;
        mode.wait_of_line_min.clear();
    }
    let mut corridors = study.corridors.clone();
    corridors.minutes.fill(None);
    corridors.speeds.fill(Some(PACE));
    Ok(level.on_corridors(corridors, study.in_service.clone())?.times)
}
