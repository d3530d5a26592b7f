//! Fits that give back what was put in, and those that must not be made.

use super::*;
use crate::units::Kilometres;
use proptest::prelude::*;

fn around(distances: &[f64]) -> FromCores<Kilometres> {
    let apart = distances.iter().map(|&d| Some(Kilometres::new(d))).collect();
    FromCores { cores: vec![0], nearest: vec![Some(0); distances.len()], apart }
}

fn distances() -> Vec<f64> {
    (0..40).map(|k| 2.5 * f64::from(k)).collect()
}

fn near(found: f64, put_in: f64) -> bool {
    (found - put_in).abs() <= 1e-7 * put_in.abs().max(1e-3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn clark_and_power_are_found_again(a in 1.0..1e4_f64, b in 0.001..2.0_f64) {
        let from = around(&distances());
        for gradient in [Gradient::Clark, Gradient::Power] {
            let value = |r: f64| if gradient == Gradient::Clark { a * libm::exp(-b * r) } else { a * libm::pow(r, -b) };
            let values: Vec<_> =
                distances().into_iter().map(value).map(|v| Some(v).filter(|v| v.is_finite())).collect();
            let fit = fit_gradient(&from, &values, gradient, 0.95).unwrap().unwrap();
            prop_assert!(near(fit.parameters[0].estimate, a) && near(fit.parameters[1].estimate, b), "{fit:?}");
            prop_assert!(fit.r_squared.unwrap() <= 1.0 && fit.r_squared.unwrap() > 1.0 - 1e-9);
        }
    }

    #[test]
    fn the_inverse_s_is_found_again(
        top in 50.0..5000.0_f64, slope in 1.5..8.0_f64, extent in 30.0..120.0_f64, floor in 0.0..0.3_f64,
    ) {
        let put_in = [top, slope, extent, top * floor];
        let values: Vec<_> = distances().into_iter().map(|r| Some(inverse_s::at(put_in, r))).collect();
        let fit = fit_gradient(&around(&distances()), &values, Gradient::InverseS { top: None }, 0.95);
        let fit = fit.unwrap().unwrap();
        for (found, put_in) in fit.parameters.iter().zip(put_in) {
            prop_assert!((found.estimate - put_in).abs() <= 1e-5 * put_in.abs().max(top * 1e-3), "{fit:?}");
        }
        let fixed = fit_gradient(&around(&distances()), &values, Gradient::InverseS { top: Some(top) }, 0.95);
        let fixed = fixed.unwrap().unwrap();
        prop_assert_eq!(fixed.parameters.len(), 3);
        prop_assert!((fixed.parameters[1].estimate - extent).abs() <= 1e-5 * extent);
    }

    #[test]
    fn no_fit_explains_more_than_all(noise in prop::collection::vec(0.1..10.0_f64, 12)) {
        let places: Vec<f64> = (0..12).map(|k| 5.0 * f64::from(k)).collect();
        let values: Vec<_> = noise.iter().copied().map(Some).collect();
        for gradient in [Gradient::Clark, Gradient::Power, Gradient::InverseS { top: None }] {
            let Some(fit) = fit_gradient(&around(&places), &values, gradient, 0.95).unwrap() else { continue };
            prop_assert!(fit.r_squared.unwrap() <= 1.0 && fit.r_squared_of_values.unwrap() <= 1.0);
            prop_assert!(fit.parameters.iter().all(|p| p.lower <= p.estimate && p.estimate <= p.upper));
            if let Gradient::InverseS { .. } = gradient {
                // Least squares with a free top and floor can never be worse than the mean.
                prop_assert!(fit.r_squared.unwrap() >= -1e-12);
            }
        }
    }
}

#[test]
fn the_reach_is_where_the_curve_meets_the_level() {
    let values: Vec<_> = distances().into_iter().map(|r| Some(1000.0 * libm::exp(-0.05 * r))).collect();
    let from = around(&distances());
    let fit = fit_gradient(&from, &values, Gradient::Clark, 0.95).unwrap().unwrap();
    let reach = fit.reach(100.0).unwrap();
    assert!((reach.get() - 10_f64.ln() / 0.05).abs() < 1e-8);
    assert!((fit.at(reach).unwrap() - 100.0).abs() < 1e-8);
    // Above the core, below what was seen, and nothing at all.
    assert_eq!((fit.reach(2000.0), fit.reach(1.0), fit.reach(0.0)), (None, None, None));
    let s: Vec<_> =
        distances().into_iter().map(|r| Some(inverse_s::at([900.0, 4.0, 80.0, 100.0], r))).collect();
    let fit = fit_gradient(&from, &s, Gradient::InverseS { top: None }, 0.95).unwrap().unwrap();
    // Half-way between top and background lies the middle of the extent.
    assert!((fit.reach(500.0).unwrap().get() - 40.0).abs() < 1e-4);
    assert_eq!(fit.reach(99.0), None);
}

#[test]
fn places_without_a_logarithm_are_counted() {
    let from = around(&[0.0, 1.0, 2.0, 4.0, 8.0]);
    let values = [Some(9.0), Some(8.0), Some(0.0), Some(2.0), Some(1.0)];
    let clark = fit_gradient(&from, &values, Gradient::Clark, 0.95).unwrap().unwrap();
    assert_eq!((clark.observations, clark.left_out), (4, 1));
    let power = fit_gradient(&from, &values, Gradient::Power, 0.95).unwrap().unwrap();
    assert_eq!((power.observations, power.left_out), (3, 2));
    assert_eq!(power.at(Kilometres::ZERO), None);
}

#[test]
fn too_few_places_and_shapes_that_are_not_there() {
    let few = fit_gradient(&around(&[0.0, 1.0]), &[Some(2.0), Some(1.0)], Gradient::Clark, 0.95);
    assert!(few.unwrap_err().to_string().contains("at least 3 places"));
    let four =
        fit_gradient(&around(&[0.0, 1.0, 2.0, 3.0]), &[Some(2.0); 4], Gradient::InverseS { top: None }, 0.95);
    assert!(four.unwrap_err().to_string().contains("inverse-s on 4"));
    let level = fit_gradient(&around(&distances()), &[Some(2.0); 40], Gradient::InverseS { top: None }, 0.95);
    assert_eq!(level.unwrap(), None);
    let one_ring = fit_gradient(&around(&[5.0; 6]), &[Some(2.0); 6], Gradient::Clark, 0.95);
    assert_eq!(one_ring.unwrap(), None);
    let bad = fit_gradient(&around(&[0.0, 1.0, 2.0]), &[Some(f64::NAN), None, None], Gradient::Clark, 0.95);
    assert!(bad.unwrap_err().to_string().contains("no number to count with"));
    // A flat Clark has a rate of nothing and no share to explain.
    let flat = fit_gradient(&around(&distances()), &[Some(2.0); 40], Gradient::Clark, 0.95).unwrap().unwrap();
    assert!(flat.parameters[1].estimate.abs() < 1e-12 && flat.r_squared.is_none());
    assert_eq!(flat.reach(1.0), None);
}
