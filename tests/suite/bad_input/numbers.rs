//! Numbers that cannot be.

use super::{StudyCopy, assert_said};

#[test]
fn a_negative_population() {
    let city =
        StudyCopy::of_toy().replacing("cities.geojson", r#""population_wan":90"#, r#""population_wan":-90"#);
    assert_said!("negative_population_of_a_city", city.refused());
    let region = StudyCopy::of_toy().replacing("regions.csv", "乙省,2020,2000,1000", "乙省,2020,2000,-1000");
    assert_said!("negative_population_of_a_region", region.refused());
}

#[test]
fn a_population_of_zero() {
    // Nobody is drawn to the city, and nothing is divided by its mass.
    let city =
        StudyCopy::of_toy().replacing("cities.geojson", r#""population_wan":90"#, r#""population_wan":0"#);
    assert_eq!(city.run(&[]).code, Some(0));
    let region = StudyCopy::of_toy().replacing("regions.csv", "乙省,2020,2000,1000", "乙省,2020,2000,0");
    assert_said!("zero_population_of_a_region", region.refused());
}

#[test]
fn a_negative_total() {
    let region = StudyCopy::of_toy().replacing("regions.csv", "乙省,2020,2000", "乙省,2020,-2000");
    assert_said!("negative_total_of_a_region", region.refused());
}

#[test]
fn a_speed_that_is_not_above_zero() {
    let toy = StudyCopy::of_toy()
        .replacing("corridors.geojson", r#""speed_kmh":120"#, r#""speed_kmh":-120"#)
        .replacing("corridors.geojson", r#""speed_kmh":80"#, r#""speed_kmh":0"#);
    assert_said!("negative_speed", toy.refused());
}
