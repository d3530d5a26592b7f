//! A thousand isochrones of half an hour, as polygons.

use crate::meter::Meter;
use crate::queries::Queries;
use jingwei::network::{AreaOptions, AreaPlan, Direction, Place, RoadNetwork, ellipsoidal_area};

/// Grid, times, contours, rings and areas; the checksum is the area in square metres.
pub(crate) fn thousand(name: &str, network: &RoadNetwork, queries: &Queries, meter: &Meter) {
    let groups: Vec<Vec<Place>> =
        queries.src1000.iter().map(|&node| vec![Place::node(node, network.at[node])]).collect();
    let corners = meter.measure(name, || {
        let areas =
            AreaPlan::new(&network.router, &network.at, Direction::From, AreaOptions::default()).make();
        let polygons = areas.around(&groups, &[30 * 60_000]);
        let area = polygons.iter().flatten().map(|area| ellipsoidal_area(area).get()).sum::<f64>();
        let corners: usize = polygons.iter().flatten().flatten().map(|part| part.exterior().0.len()).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an area")]
        let square_metres = (area * 1e6).round() as u64;
        (corners, square_metres)
    });
    eprintln!("the exteriors have {corners} corners");
}
