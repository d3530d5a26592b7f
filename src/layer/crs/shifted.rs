//! The shifted coordinates of Chinese web maps, to recognise a file that holds them.
//!
//! GCJ-02 moves a place by 100 to 700 metres, in a way that is published as a formula by those who measured it and not
//! by its makers; BD-09 moves the result once more. The formulas serve to say what is likely wrong with a file, never
//! to correct it.

use geo_types::Coord;
use std::f64::consts::PI;

/// Semi-major axis and squared eccentricity of the Krassovsky ellipsoid.
const SEMI_MAJOR: f64 = 6_378_245.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;

/// Where GCJ-02 puts the place at `lonlat` on WGS 84.
#[must_use]
pub fn gcj02(lonlat: Coord<f64>) -> Coord<f64> {
    let (x, y) = (lonlat.x - 105.0, lonlat.y - 35.0);
    let sine = |amplitude: f64, times: f64| amplitude * libm::sin(times * PI);
    let waves = sine(20.0, 6.0 * x) + sine(20.0, 2.0 * x);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + (waves + sine(20.0, y) + sine(40.0, y / 3.0) + sine(160.0, y / 12.0) + sine(320.0, y / 30.0)) * 2.0
            / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + (waves + sine(20.0, x) + sine(40.0, x / 3.0) + sine(150.0, x / 12.0) + sine(300.0, x / 30.0)) * 2.0
            / 3.0;
    let latitude = lonlat.y.to_radians();
    let (sin, cos) = (libm::sin(latitude), libm::cos(latitude));
    let magic = 1.0 - ECCENTRICITY_SQUARED * sin * sin;
    let meridian = SEMI_MAJOR * (1.0 - ECCENTRICITY_SQUARED) / (magic * magic.sqrt());
    let parallel = SEMI_MAJOR / magic.sqrt() * cos;
    Coord { x: lonlat.x + (east / parallel).to_degrees(), y: lonlat.y + (north / meridian).to_degrees() }
}

/// Where BD-09 puts the place at `lonlat` on WGS 84.
#[must_use]
pub fn bd09(lonlat: Coord<f64>) -> Coord<f64> {
    const WAVES: f64 = PI * 3000.0 / 180.0;
    let Coord { x, y } = gcj02(lonlat);
    let radius = x.hypot(y) + 0.000_02 * libm::sin(y * WAVES);
    let angle = libm::atan2(y, x) + 0.000_003 * libm::cos(x * WAVES);
    Coord { x: radius * libm::cos(angle) + 0.0065, y: radius * libm::sin(angle) + 0.006 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_beijing_moves_as_other_programs_move_it() {
        // As the package coordtransform prints them in its documentation.
        let near = |a: Coord<f64>, b: (f64, f64)| (a.x - b.0).abs() < 1e-9 && (a.y - b.1).abs() < 1e-9;
        let shifted = gcj02(Coord { x: 116.404, y: 39.915 });
        assert!(near(shifted, (116.410_244_499_169_38, 39.916_404_281_501_64)), "{shifted:?}");
    }

    #[test]
    fn baidu_lies_north_east_of_the_others() {
        let place = Coord { x: 116.404, y: 39.915 };
        let (gcj, baidu) = (gcj02(place), bd09(place));
        assert!((0.005..0.008).contains(&(baidu.x - gcj.x)) && (0.004..0.008).contains(&(baidu.y - gcj.y)));
    }
}
