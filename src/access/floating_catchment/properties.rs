//! What holds for every floating catchment.

use super::{
    Catchment, FloatingCatchment, balanced_floating_catchment, enhanced_two_step_floating_catchment,
    modified_two_step_floating_catchment, three_step_floating_catchment, two_step_floating_catchment,
};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;
use proptest::prelude::*;

type Rows = Vec<Vec<Option<f64>>>;
type Variant = fn(&TravelTimes, &[f64], &[f64], &Catchment) -> Result<FloatingCatchment>;

const CONSERVING: [Variant; 2] = [enhanced_two_step_floating_catchment, three_step_floating_catchment];
const VARIANTS: [Variant; 4] = [
    enhanced_two_step_floating_catchment,
    modified_two_step_floating_catchment,
    three_step_floating_catchment,
    balanced_floating_catchment,
];

fn decay() -> Catchment {
    Catchment::Decay { decay: "gaussian:bandwidth=40".parse().unwrap(), limit: Some(Minutes::new(90.0)) }
}

/// Up to six origins and six sites, with gaps, and some of them empty.
fn places() -> impl Strategy<Value = (Rows, Vec<f64>, Vec<f64>)> {
    (1_usize..=6, 1_usize..=6).prop_flat_map(|(n, m)| {
        let time = || prop::option::weighted(0.8, (0_u32..120).prop_map(f64::from));
        let mass = || prop_oneof![1 => Just(0.0), 4 => (1_u32..1000).prop_map(f64::from)];
        let row = prop::collection::vec(time(), m);
        // Nobody at all and nothing at all are refused.
        let some = |values: &Vec<f64>| values.iter().any(|&value| value > 0.0);
        let masses = move |count| prop::collection::vec(mass(), count).prop_filter("something", some);
        (prop::collection::vec(row, n), masses(n), masses(m))
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    a.zip(b).map_or(a == b, |(a, b)| close(a, b))
}

/// Access times demand, and the supply of the sites that anybody demands.
fn given_and_taken(reach: &FloatingCatchment, demand: &[f64], supply: &[f64]) -> (f64, f64) {
    let taken = reach.access.iter().zip(demand).map(|(access, demand)| access.unwrap_or(0.0) * demand).sum();
    let given = reach.ratios.iter().zip(supply).filter(|(ratio, _)| ratio.is_some()).map(|(_, s)| s).sum();
    (taken, given)
}

proptest! {
    #[test]
    fn supply_is_given_out_once((rows, demand, supply) in places()) {
        let times = TravelTimes::from_minutes(&rows);
        for variant in CONSERVING {
            let (taken, given) = given_and_taken(&variant(&times, &demand, &supply, &decay()).unwrap(), &demand, &supply);
            prop_assert!(close(taken, given), "{taken} {given}");
        }
        let plain = two_step_floating_catchment(&times, &demand, &supply, Minutes::new(60.0)).unwrap();
        let (taken, given) = given_and_taken(&plain, &demand, &supply);
        prop_assert!(close(taken, given), "{taken} {given}");
        let modified = modified_two_step_floating_catchment(&times, &demand, &supply, &decay()).unwrap();
        let (taken, given) = given_and_taken(&modified, &demand, &supply);
        prop_assert!(taken <= given * (1.0 + 1e-12), "{taken} {given}");
        let balanced = balanced_floating_catchment(&times, &demand, &supply, &decay()).unwrap();
        let sum = |values: &[Option<f64>]| values.iter().flatten().sum::<f64>();
        prop_assert!(close(sum(&balanced.access), sum(&balanced.ratios)));
    }

    #[test]
    fn more_supply_never_lowers((rows, demand, supply) in places(), site in 0_usize..6, more in 0_u32..500) {
        let times = TravelTimes::from_minutes(&rows);
        let mut grown = supply.clone();
        grown[site % supply.len()] += f64::from(more);
        for variant in VARIANTS {
            let before = variant(&times, &demand, &supply, &decay()).unwrap();
            let after = variant(&times, &demand, &grown, &decay()).unwrap();
            for (before, after) in before.access.iter().zip(&after.access) {
                prop_assert_eq!(before.is_some(), after.is_some());
                prop_assert!(before <= after);
            }
        }
    }

    #[test]
    fn turning_the_places_around_turns_the_answer((mut rows, mut demand, mut supply) in places()) {
        let plain = TravelTimes::from_minutes(&rows);
        let before: Vec<_> =
            VARIANTS.iter().map(|variant| variant(&plain, &demand, &supply, &decay()).unwrap()).collect();
        for row in &mut rows {
            row.reverse();
        }
        rows.reverse();
        demand.reverse();
        supply.reverse();
        let turned = TravelTimes::from_minutes(&rows);
        for (variant, before) in VARIANTS.iter().zip(before) {
            let after = variant(&turned, &demand, &supply, &decay()).unwrap();
            prop_assert!(before.access.iter().zip(after.access.iter().rev()).all(|(&a, &b)| same(a, b)));
            prop_assert!(before.ratios.iter().zip(after.ratios.iter().rev()).all(|(&a, &b)| same(a, b)));
        }
    }
}

#[test]
fn nothing_to_share_and_nobody_to_share_it() {
    // The first origin reaches the first site, the second the second, the third nothing.
    let times = TravelTimes::from_minutes(&[vec![Some(5.0), None], vec![None, Some(5.0)], vec![None, None]]);
    for variant in VARIANTS {
        let no_demand = variant(&times, &[10.0, 0.0, 7.0], &[20.0, 30.0], &decay()).unwrap();
        assert!(no_demand.access[0].unwrap() > 0.0);
        assert_eq!((no_demand.access[1], no_demand.access[2], no_demand.ratios[1]), (None, None, None));
        let no_supply = variant(&times, &[10.0, 5.0, 7.0], &[0.0, 5.0], &decay()).unwrap();
        assert_eq!((no_supply.access[0], no_supply.access[2]), (Some(0.0), None));
        assert!(variant(&times, &[10.0, 5.0, 7.0], &[0.0, 0.0], &decay()).is_err());
        assert!(variant(&times, &[0.0; 3], &[1.0, 1.0], &decay()).is_err());
        assert!(variant(&times, &[1e-300, 0.0, 0.0], &[1e100, 0.0], &decay()).is_err());
        assert!(variant(&times, &[-1.0, 0.0, 0.0], &[1.0, 0.0], &decay()).is_err());
        assert!(variant(&times, &[1.0, 0.0, 0.0], &[f64::NAN, 0.0], &decay()).is_err());
    }
}
