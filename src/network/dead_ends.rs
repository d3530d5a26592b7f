//! Ends of corridors that meet nothing.

use super::assembly::{Assembly, DeadEnd, Ground};
use super::lines::Lines;
use super::rules::ModeKind;
use super::snap::Places;
use super::times::at_corridor;
use crate::error::{Code, Finding};
use crate::index::LineIndex;
use geo_types::Coord;

/// An end that misses a line by no more than so many times `snap_m` is said to dangle.
const NEAR_MISS: f64 = 3.0;

/// Lists the ends of `lines` that join no other line and no seat. Says which of them miss a line that passes
/// near by, and which ends of roads lie out of reach of every seat.
pub(super) fn find(
    network: &mut Assembly,
    ground: &Ground,
    lines: &Lines,
    places: &Places,
    index: &LineIndex,
) {
    let mut met = vec![0_usize; places.all.len()];
    for line in 0..lines.len() {
        lines.places(line).for_each(|place| met[place] += 1);
    }
    for line in 0..lines.len() {
        let corridor = lines.corridors[line];
        for (vertex, place) in lines.ends(line).into_iter().zip(lines.end_places(line)) {
            let (at, plane) = (lines.paths[line].0[vertex], lines.planes[line].0[vertex]);
            if met[place] > 1 || places.all[place].city.is_some() || places.all[place].station.is_some() {
                continue;
            }
            network.dead_ends.push(DeadEnd { corridor, at });
            let reach = ground.rules.snap_m * NEAR_MISS;
            if let Some(&other) = index.passing(plane, reach).iter().find(|&&other| other != line) {
                let missed = &ground.corridors.ids[lines.corridors[other]];
                let what = format!("an end meets no other corridor, but `{missed}` passes within {reach}");
                let finding = Finding::new(Code::Dangle, what).value(written(at));
                network.findings.push(at_corridor(finding, ground.corridors, corridor));
            }
            let seat = ground.seat_index.nearest(plane, 1);
            let far = seat.first().is_none_or(|&(_, distance)| distance > ground.reach());
            if far && ground.mode(corridor).kind != ModeKind::Rail {
                network.findings.push(far_end(ground, corridor, at, "no road leads on from it"));
            }
        }
    }
}

/// The finding that an end of `corridor` lies out of reach of every seat.
pub(super) fn far_end(ground: &Ground, corridor: usize, at: Coord<f64>, so: &str) -> Finding {
    let reach = ground.rules.max_access_km;
    let what = format!("an end lies farther than {reach} from every seat, and {so}");
    at_corridor(Finding::new(Code::FarEnd, what).value(written(at)), ground.corridors, corridor)
}

/// The finding that an end of `corridor` meets none of the stations that are given.
pub(super) fn no_station(ground: &Ground, corridor: usize, at: Coord<f64>) -> Finding {
    let what = "the line ends at no station, trains do not stop there";
    at_corridor(Finding::new(Code::NoStation, what).value(written(at)), ground.corridors, corridor)
}

/// Longitude and latitude as in the file.
fn written(at: Coord<f64>) -> String {
    format!("{}, {}", at.x, at.y)
}
