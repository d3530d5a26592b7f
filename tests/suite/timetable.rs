//! In-train minutes of the network of 2015, worked out by another program from the same files.
//!
//! That program (a plain search in Python over the rows of `corridors.geojson`) was judged against the timetable
//! of March 2016 as `geodata/README.md` tells; `examples/judge_timetable.rs` judges ours in the same way. It took
//! open routed lines opened by 2015 or in an unknown year, 20 minutes for every change of line, the stop time at
//! every station passed without one, and nothing at boarding and leaving.

use crate::end_to_end::program::study as study_file;
use jingwei::study::{Study, Watch, read::read_config};
use jingwei::units::Minutes;

#[test]
fn in_train_minutes_agree_with_another_program() {
    let file = study_file("china");
    let mut config = read_config(&file, &[]).unwrap();
    config.corridors.as_of = Some(2015);
    assert_eq!(config.network.transfer_min, Minutes::new(20.0));
    let study = Study::assemble(config, file.parent().unwrap(), Watch::none()).unwrap();
    let times = study.network.rail_times(study.config.network.transfer_min).unwrap();
    for (from, to, minutes) in [
        ("110000", "410700", 156.5265),
        ("310000", "370100", 231.2571),
        ("330100", "420500", 403.9367),
        ("440100", "450100", 200.3000),
        ("620100", "650100", 617.2429),
    ] {
        let [i, j] = [from, to].map(|id| study.cities.index_of(id).unwrap());
        for found in [times.minutes(i, j), times.minutes(j, i)] {
            let found = found.unwrap().get();
            // The engine rounds each segment to the millisecond.
            assert!((found - minutes).abs() < 0.001, "{from} to {to}: {found} and not {minutes}");
        }
    }
}
