//! Rings and lines that do not hold.

use super::{StudyCopy, assert_said};

const SQUARE: &str = "[[[110,31],[111,31],[111,32],[110,32],[110,31]]]";

fn with_ring(ring: &str) -> StudyCopy {
    StudyCopy::of_toy().replacing("regions.geojson", SQUARE, ring)
}

#[test]
fn a_ring_that_crosses_itself() {
    let bow_tie = with_ring("[[[110,31],[111,31],[110,32],[111,32],[110,31]]]");
    assert_said!("ring_crosses_itself", bow_tie.refused());
}

#[test]
fn a_ring_that_is_not_closed() {
    assert_said!("ring_not_closed", with_ring("[[[110,31],[111,31],[111,32],[110,32]]]").refused());
}

#[test]
fn a_ring_that_is_too_short() {
    assert_said!("ring_too_short", with_ring("[[[110,31],[111,31],[110,31]]]").refused());
}

#[test]
fn a_geometry_that_is_null() {
    let null = StudyCopy::of_toy().replacing(
        "cities.geojson",
        r#"{"type":"Point","coordinates":[112.4,31.5]}"#,
        "null",
    );
    assert_said!("null_geometry", null.refused());
}

#[test]
fn a_corridor_of_no_length() {
    let toy = StudyCopy::of_toy().replacing(
        "corridors.geojson",
        "[[110.8,31.5],[110.8,30.5]]",
        "[[110.8,31.5],[110.8,31.5]]",
    );
    assert_said!("corridor_of_no_length", toy.refused());
}
