//! The measures that R `accessibility` has too, judged by its definitions: long tables of pairs, filtered, sorted and
//! summed as its code does, on sixty places with gaps.

use super::{
    Decay, Interval, IntervalSummary, balancing_time, cost_to_closest, cumulative, cumulative_interval,
    gravity,
};
use crate::network::TravelTimes;
use crate::units::Minutes;

const PLACES: usize = 60;

/// A decay as a formula.
type Form = fn(f64) -> f64;

/// One row of a travel matrix in long form.
struct Pair {
    from: usize,
    to: usize,
    minutes: f64,
}

/// Sixty places, a fifth of the pairs without a path, times of whole thirds of a minute up to two hours.
fn matrix() -> (TravelTimes, Vec<Pair>) {
    let mut seed = 20_260_101_u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut rows, mut pairs) = (vec![vec![None; PLACES]; PLACES], Vec::new());
    for (from, row) in rows.iter_mut().enumerate() {
        for (to, time) in row.iter_mut().enumerate() {
            if next(5) > 0 {
                let minutes = next(361) as f64 / 3.0;
                // As the engine holds it, to the millisecond.
                let minutes = (minutes * 60_000.0).round() / 60_000.0;
                *time = Some(minutes);
                pairs.push(Pair { from, to, minutes });
            }
        }
    }
    (TravelTimes::from_minutes(&rows), pairs)
}

/// Whole opportunities, some of them none.
fn opportunities() -> Vec<f64> {
    (0..PLACES).map(|place| ((place * 37) % 11).saturating_sub(3) as f64).collect()
}

fn near(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs().max(1e-9),
        "{what}: {found} and not {expected}"
    );
}

fn reached(pairs: &[Pair], from: usize, cutoff: f64) -> f64 {
    let within = pairs.iter().filter(|pair| pair.from == from && pair.minutes <= cutoff);
    within.map(|pair| opportunities()[pair.to]).sum()
}

#[test]
fn cumulative_cutoff() {
    let (times, pairs) = matrix();
    for cutoff in [1.0, 30.0, 45.0, 120.0] {
        let found = cumulative(&times, &opportunities(), Minutes::new(cutoff)).unwrap();
        (0..PLACES).for_each(|i| near(found[i], reached(&pairs, i, cutoff), "cumulative"));
    }
}

#[test]
fn cumulative_interval_by_mean_and_median() {
    let (times, pairs) = matrix();
    let interval = Interval::by_minute(Minutes::new(20.0), Minutes::new(45.0));
    let mean = cumulative_interval(&times, &opportunities(), &interval, IntervalSummary::Mean).unwrap();
    let median = cumulative_interval(&times, &opportunities(), &interval, IntervalSummary::Median).unwrap();
    for i in 0..PLACES {
        let mut values: Vec<f64> = (20..=45).map(|cutoff| reached(&pairs, i, f64::from(cutoff))).collect();
        near(mean[i], values.iter().sum::<f64>() / 26.0, "mean");
        values.sort_by(f64::total_cmp);
        near(median[i], f64::midpoint(values[12], values[13]), "median");
    }
}

#[test]
fn gravity_with_every_decay() {
    let (times, pairs) = matrix();
    let forms: [(&str, Form); 6] = [
        ("power:exponent=1.5", |t| t.powf(-1.5).min(1.0)),
        ("exponential:rate=0.05", |t| (-0.05 * t).exp()),
        ("logistic:inflection=30,deviation=8", |t| {
            let g = |x: f64| 1.0 + ((x - 30.0) * std::f64::consts::PI / (8.0 * 3.0_f64.sqrt())).exp();
            g(0.0) / g(t)
        }),
        ("linear:cutoff=50", |t| if t > 50.0 { 0.0 } else { 1.0 - t / 50.0 }),
        ("step:cutoff=50", |t| if t <= 50.0 { 1.0 } else { 0.0 }),
        // Its stepped form, as near as straight lines come to jumps: times are whole thirds of a minute.
        ("table:0=1,19.9=1,20=0.5,39.9=0.5,40=0", |t| {
            if t >= 40.0 {
                0.0
            } else if t >= 20.0 {
                0.5
            } else {
                1.0
            }
        }),
    ];
    for (text, form) in forms {
        let found = gravity(&times, &opportunities(), &text.parse::<Decay>().unwrap()).unwrap();
        for (i, found) in found.iter().enumerate() {
            let from = pairs.iter().filter(|pair| pair.from == i);
            near(*found, from.map(|pair| opportunities()[pair.to] * form(pair.minutes)).sum(), text);
        }
    }
}

/// From origin `i`: the pairs with opportunities in the order of their times, with the running sum.
fn running(pairs: &[Pair], i: usize) -> Vec<(f64, f64)> {
    let mut open: Vec<_> =
        pairs.iter().filter(|pair| pair.from == i && opportunities()[pair.to] > 0.0).collect();
    open.sort_by(|a, b| a.minutes.total_cmp(&b.minutes));
    let mut sum = 0.0;
    let summed = open.into_iter().map(|pair| {
        sum += opportunities()[pair.to];
        (pair.minutes, sum)
    });
    summed.collect()
}

#[test]
fn cost_to_closest_of_several_numbers() {
    let (times, pairs) = matrix();
    for needed in [1.0, 2.0, 25.0, 140.0, 1e6] {
        let found = cost_to_closest(&times, &opportunities(), needed).unwrap();
        for i in 0..PLACES {
            let enough = running(&pairs, i).into_iter().filter(|(_, sum)| *sum >= needed);
            let least = enough.map(|(minutes, _)| minutes).fold(f64::INFINITY, f64::min);
            assert_eq!(
                found.minutes[i].map(Minutes::get),
                least.is_finite().then_some(least),
                "{needed} from {i}"
            );
        }
    }
}

/// Its time is ours on the next whole minute, where the demand lies between two sums.
#[test]
fn balancing_cost_by_the_minute() {
    let (times, pairs) = matrix();
    let demand: Vec<f64> =
        (0..PLACES).map(|place| if place % 9 == 0 { 0.0 } else { (place * 4) as f64 + 0.5 }).collect();
    let found = balancing_time(&times, &opportunities(), &demand).unwrap();
    let mut never = 0;
    for i in 0..PLACES {
        let theirs = if demand[i] == 0.0 {
            Some(0.0)
        } else {
            (0..=120).map(f64::from).find(|&minute| reached(&pairs, i, minute) > demand[i])
        };
        assert_eq!(found[i].map(|time| time.get().ceil()), theirs, "from {i}");
        never += usize::from(theirs.is_none());
    }
    assert!((1..PLACES / 2).contains(&never), "some demands are met and some are not: {never}");
}
