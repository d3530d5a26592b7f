use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Albers equal-area on an ellipsoid: Snyder, J. P. (1987). *Map Projections: A Working Manual*, USGS
/// Professional Paper 1395, equations 3-12 and 14-1 to 14-15.
fn snyder(lonlat: Coord<f64>) -> Coord<f64> {
    let (a, f) = (6_378_137.0_f64, 1.0 / 298.257_222_101);
    let e2: f64 = f * (2.0 - f);
    let e = e2.sqrt();
    let q = |phi: f64| {
        let s = phi.sin();
        (1.0 - e2) * (s / (1.0 - e2 * s * s) - ((1.0 - e * s) / (1.0 + e * s)).ln() / (2.0 * e))
    };
    let m = |phi: f64| phi.cos() / (1.0 - e2 * phi.sin().powi(2)).sqrt();
    let (phi1, phi2) = (25_f64.to_radians(), 47_f64.to_radians());
    let n = (m(phi1).powi(2) - m(phi2).powi(2)) / (q(phi2) - q(phi1));
    let c = m(phi1).powi(2) + n * q(phi1);
    let rho = |phi: f64| a * (c - n * q(phi)).sqrt() / n;
    let theta = n * (lonlat.x - 105.0).to_radians();
    let r = rho(lonlat.y.to_radians());
    Coord { x: r * theta.sin(), y: rho(0.0) - r * theta.cos() }
}

fn message(text: &str) -> String {
    let error = text.parse().and_then(|crs| Projector::new(&crs)).expect_err("refused");
    assert_eq!(error.exit_code(), 2);
    assert!(!error.hints().is_empty());
    error.to_string()
}

#[test]
fn albers_agrees_with_the_closed_form() {
    let projector = Projector::new(&Crs::AlbersChina).unwrap();
    for lon in (70..=140).step_by(5) {
        for lat in (0..=60).step_by(4) {
            let lonlat = Coord { x: f64::from(lon), y: f64::from(lat) };
            let (ours, formula) = (projector.to_plane(lonlat).unwrap(), snyder(lonlat));
            assert!((ours.x - formula.x).abs() < 1e-6 && (ours.y - formula.y).abs() < 1e-6, "{lonlat:?}");
        }
    }
}

#[test]
fn x_is_east_whatever_the_authority_prints() {
    // EPSG:4527 is a Gauss-Kruger zone whose first axis is north; its central meridian is 117° E, its false
    // easting 39 500 000 m.
    let projector = Projector::new(&Crs::Epsg(4527)).unwrap();
    let west = projector.to_plane(Coord { x: 117.0, y: 30.0 }).unwrap();
    let east = projector.to_plane(Coord { x: 117.5, y: 30.0 }).unwrap();
    assert!((west.x - 39_500_000.0).abs() < 1e-6 && (3.3e6..3.4e6).contains(&west.y));
    assert!(east.x > west.x + 40_000.0);
}

#[test]
fn threads_give_the_same_numbers() {
    let projector = Projector::new(&Crs::AlbersChina).unwrap();
    let beijing = Coord { x: 116.405_285, y: 39.904_989 };
    let here = projector.to_plane(beijing);
    let there = std::thread::scope(|scope| scope.spawn(|| projector.to_plane(beijing)).join().unwrap());
    assert_eq!(here, there);
}

#[test]
fn text_and_back() {
    for text in ["albers-china", "EPSG:4527", "+proj=utm +zone=50 +datum=WGS84"] {
        let crs: Crs = text.parse().unwrap();
        assert_eq!(crs.to_string(), text);
        assert_eq!(serde_json::from_str::<Crs>(&serde_json::to_string(&crs).unwrap()).unwrap(), crs);
        Projector::new(&crs).unwrap();
    }
    assert_eq!("epsg:3857".parse::<Crs>().unwrap(), Crs::Epsg(3857));
}

#[test]
fn what_cannot_be_measured_in_is_refused() {
    assert!(message("EPSG:4490").contains("nothing is measured in degrees"));
    assert!(message("+proj=longlat +datum=WGS84").contains("nothing is measured in degrees"));
    assert!(message("EPSG:2230").contains("not the metre"));
    assert!(message("EPSG:4978").contains("degrees") || message("EPSG:4978").contains("projected"));
    assert!(message("EPSG:2046").contains("east and north"));
    assert_eq!(
        message("EPSG:99999"),
        "argument `crs`: PROJ does not know this coordinate reference system: `EPSG:99999`"
    );
    assert!(message("+proj=nonsense").contains("PROJ does not know"));
    assert!(message("EPSG:5701").contains("not a projected"));
    assert!(message("gauss").contains("jingwei knows"));
}

#[test]
fn nowhere_is_none() {
    let projector = Projector::new(&Crs::AlbersChina).unwrap();
    assert_eq!(projector.to_plane(Coord { x: f64::NAN, y: 0.0 }), None);
    assert_eq!(projector.to_plane(Coord { x: 105.0, y: 1e9 }), None);
}

proptest! {
    #[test]
    fn there_and_back(lon in 73.0..136.0_f64, lat in 3.0..54.0_f64) {
        static ALBERS: LazyLock<Projector> = LazyLock::new(|| Projector::new(&Crs::AlbersChina).unwrap());
        let projector = &ALBERS;
        let back = projector.to_lonlat(projector.to_plane(Coord { x: lon, y: lat }).unwrap()).unwrap();
        prop_assert!((back.x - lon).abs() < 1e-9 && (back.y - lat).abs() < 1e-9);
    }
}
