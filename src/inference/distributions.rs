//! Tail probabilities of the distributions that tests are read from.
//!
//! Every function gives a small tail itself, not one minus the rest, so that a probability of 1e-30 keeps its
//! digits. Written out over [`libm`], so that the digits are the same on every machine.

use std::f64::consts::{PI, SQRT_2};

/// How many terms a series or fraction may take; all end far earlier for any degrees of freedom below 1e9.
const TERMS: usize = 200_000;

/// Stands for zero where a continued fraction divides by it.
const TINY: f64 = 1e-300;

/// The probability that a standard normal variable is above `z`.
///
/// # Example
/// ```
/// use jingwei::inference::distributions::normal_upper;
/// assert_eq!(normal_upper(0.0), 0.5);
/// ```
#[must_use]
pub fn normal_upper(z: f64) -> f64 {
    libm::erfc(z / SQRT_2) / 2.0
}

/// The probability that a standard normal variable is farther from 0 than `z`.
#[must_use]
pub fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// The probability that a chi-square variable is above `x`.
///
/// # Panics
/// If `degrees` is not above zero.
///
/// # Example
/// ```
/// use jingwei::inference::distributions::chi_square_upper;
/// // With two degrees of freedom it is exp(−x / 2).
/// assert!((chi_square_upper(2.0, 2.0) - (-1_f64).exp()).abs() < 1e-15);
/// ```
#[must_use]
pub fn chi_square_upper(x: f64, degrees: f64) -> f64 {
    assert!(degrees > 0.0, "degrees of freedom are above zero");
    if x <= 0.0 {
        return 1.0;
    }
    let (a, x) = (degrees / 2.0, x / 2.0);
    if x < a + 1.0 { 1.0 - gamma_series(a, x) } else { gamma_fraction(a, x) }
}

/// The probability that Student's t is farther from 0 than `t`.
///
/// # Panics
/// If `degrees` is not above zero.
///
/// # Example
/// ```
/// use jingwei::inference::distributions::student_t_two_sided;
/// // With one degree of freedom it is Cauchy's: half of it lies beyond ±1.
/// assert!((student_t_two_sided(1.0, 1.0) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn student_t_two_sided(t: f64, degrees: f64) -> f64 {
    assert!(degrees > 0.0, "degrees of freedom are above zero");
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    let sum = degrees + square;
    beta_lower(degrees / 2.0, 0.5, degrees / sum, square / sum)
}

/// The `t` beyond which, on both sides together, Student's t lies with probability `p`.
///
/// # Panics
/// If `p` is not between 0 and 1 or `degrees` not above zero.
///
/// # Example
/// ```
/// use jingwei::inference::distributions::student_t_quantile;
/// assert!((student_t_quantile(0.05, 10.0) - 2.228138851986275).abs() < 1e-13);
/// ```
#[must_use]
pub fn student_t_quantile(p: f64, degrees: f64) -> f64 {
    assert!(p > 0.0 && p < 1.0, "a probability lies between 0 and 1");
    let (mut low, mut high) = (0.0, 1.0);
    while student_t_two_sided(high, degrees) > p {
        (low, high) = (high, 2.0 * high);
    }
    // Halved until no double lies between: the tail falls steadily.
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return high;
        }
        if student_t_two_sided(middle, degrees) > p { low = middle } else { high = middle }
    }
}

/// The probability that an F variable with `above` and `below` degrees of freedom is above `f`.
///
/// # Panics
/// If one of the degrees of freedom is not above zero.
///
/// # Example
/// ```
/// use jingwei::inference::distributions::f_upper;
/// assert!((f_upper(1.0, 3.0, 3.0) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn f_upper(f: f64, above: f64, below: f64) -> f64 {
    assert!(above > 0.0 && below > 0.0, "degrees of freedom are above zero");
    if f <= 0.0 {
        return 1.0;
    }
    let product = above * f;
    if product.is_infinite() {
        return 0.0;
    }
    let sum = below + product;
    beta_lower(below / 2.0, above / 2.0, below / sum, product / sum)
}

/// `P(a, x)`: the share of the gamma function below `x`, by its power series.
fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 1..TERMS {
        term *= x / (a + n as f64);
        sum += term;
        if term <= sum * (f64::EPSILON / 4.0) {
            break;
        }
    }
    sum * poisson(a, x)
}

/// `Q(a, x)`: the share above `x`, by Legendre's continued fraction (in the steps of Lentz).
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for n in 1..TERMS {
        let n = n as f64;
        let numerator = -n * (n - a);
        b += 2.0;
        d = 1.0 / or_tiny(numerator * d + b);
        c = or_tiny(b + numerator / c);
        let step = c * d;
        fraction *= step;
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction * poisson(a, x) * a
}

/// `x^a e^−x / Γ(a + 1)`, from the deviance, which loses no digits where `x` and `a` are large (Loader 2000).
fn poisson(a: f64, x: f64) -> f64 {
    libm::exp(-stirling_rest(a) - deviance(a, x)) / (2.0 * PI * a).sqrt()
}

/// `ln Γ(a + 1) − (a + ½) ln a + a − ½ ln 2π`
fn stirling_rest(a: f64) -> f64 {
    if a < 16.0 {
        return libm::lgamma(a + 1.0) - (a + 0.5) * libm::log(a) + a - 0.5 * libm::log(2.0 * PI);
    }
    let square = 1.0 / (a * a);
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];
    terms.iter().rev().fold(0.0, |sum, term| sum * square + term) / a
}

/// `a ln(a / x) + x − a`
fn deviance(a: f64, x: f64) -> f64 {
    let difference = a - x;
    if difference.abs() >= 0.1 * (a + x) {
        return a * libm::log(a / x) - difference;
    }
    // a ln(a / x) − (a − x) by the series of the inverse hyperbolic tangent of v = (a − x) / (a + x).
    let v = difference / (a + x);
    let mut sum = difference * v;
    let mut power = 2.0 * a * v;
    for n in 1..100 {
        power *= v * v;
        let next = sum + power / f64::from(2 * n + 1);
        if next.total_cmp(&sum).is_eq() {
            break;
        }
        sum = next;
    }
    sum
}

/// `I_x(a, b)`: the share of the beta function below `x`, where `y = 1 − x` is given with all its digits.
fn beta_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    // The fraction converges fast on this side of the mean only.
    if x * (a + b + 2.0) > a + 1.0 {
        return 1.0 - beta_front(b, a, y, x) * beta_fraction(b, a, y) / b;
    }
    beta_front(a, b, x, y) * beta_fraction(a, b, x) / a
}

/// `x^a y^b / B(a, b)`
fn beta_front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    // Γ(a + b) / (Γ(a) Γ(b)) with the large parts taken together with the powers.
    let rests = stirling_rest(n) - stirling_rest(a) - stirling_rest(b);
    let deviances = deviance(a, n * x) + deviance(b, n * y);
    libm::exp(rests - deviances) * (a * (b / n) / (2.0 * PI)).sqrt()
}

/// The continued fraction of the incomplete beta function (in the steps of Lentz).
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / or_tiny(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for n in 1..TERMS {
        let n = n as f64;
        let even = n * (b - n) * x / ((a + 2.0 * n - 1.0) * (a + 2.0 * n));
        let odd = -(a + n) * (a + b + n) * x / ((a + 2.0 * n) * (a + 2.0 * n + 1.0));
        let mut step = 1.0;
        for numerator in [even, odd] {
            d = 1.0 / or_tiny(1.0 + numerator * d);
            c = or_tiny(1.0 + numerator / c);
            step = c * d;
            fraction *= step;
        }
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

fn or_tiny(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every figure of 20 digits is mpmath's at 40 digits.
    fn near(ours: f64, judge: f64, tolerance: f64) {
        assert!((ours - judge).abs() <= tolerance * judge, "{ours:e} is not {judge:e}");
    }

    #[test]
    fn chi_square_to_the_last_digits() {
        for (x, degrees, judge) in [
            (3.841_458_820_694_124, 1.0, 0.050_000_000_000_000_06),
            (0.01, 1.0, 0.920_344_325_445_942),
            (200.623_727_630_768_06, 80.0, 2.442_350_794_325_282e-12),
            (200.623_727_630_768_06, 60.0, 4.716_293_240_700_937e-17),
            (9.0, 9.0, 0.437_274_188_913_867_06),
            (0.001, 4.0, 0.999_999_875_041_658_9),
            (50.0, 100.0, 0.999_993_046_694_752_4),
            (150.0, 100.0, 0.000_903_932_042_354_009),
            (1000.0, 1000.0, 0.494_052_853_829_239_65),
            (1200.0, 1000.0, 0.000_012_255_942_330_622_905),
            (100_500.0, 100_000.0, 0.131_854_811_603_383_78),
            (0.5, 0.5, 0.256_322_055_268_538_96),
        ] {
            near(chi_square_upper(x, degrees), judge, 2e-13);
        }
        assert!(chi_square_upper(2000.0, 2.0).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn student_t_to_the_last_digits() {
        for (t, degrees, judge) in [
            (1.0, 1.0, 0.5),
            (2.0, 10.0, 0.073_388_034_770_740_37),
            (-18.758_647_776_373_785, 46.0, 3.488_697_828_501_876_6e-23),
            (0.001, 3.0, 0.999_264_894_969_460_9),
            (3.3, 30.0, 0.002_499_307_439_798_051),
            (4.0, 1e6, 0.000_063_347_034_010_048_1),
            (1.96, 2.5, 0.162_947_564_472_814),
        ] {
            // So near to the normal the fraction loses a few digits.
            near(student_t_two_sided(t, degrees), judge, if degrees < 1e5 { 2e-13 } else { 1e-10 });
        }
        for (p, degrees, judge) in [
            (0.05, 10.0, 2.228_138_851_986_275),
            (0.05, 46.0, 2.012_895_598_919_429),
            (0.01, 3.0, 5.840_909_309_733_357),
            (0.1, 1000.0, 1.646_378_817_285_464_7),
        ] {
            near(student_t_quantile(p, degrees), judge, 1e-13);
        }
        assert!(student_t_two_sided(f64::INFINITY, 3.0).abs() < f64::MIN_POSITIVE);
    }

    #[test]
    fn f_and_normal_to_the_last_digits() {
        for (f, above, below, judge) in [
            (1.0, 1.0, 1.0, 0.5),
            (3.5, 4.0, 20.0, 0.025_385_230_866_441_275),
            (0.2, 7.0, 3.0, 0.963_326_645_781_813_5),
            (10.0, 2.0, 100.0, 0.000_109_884_819_117_172_26),
            (1.1, 500.0, 700.0, 0.123_445_138_801_647_65),
        ] {
            near(f_upper(f, above, below), judge, 2e-13);
        }
        near(normal_upper(1.96), 0.024_997_895_148_220_436, 1e-14);
        near(normal_upper(30.0), 4.906_713_927_148_187e-198, 1e-12);
        near(normal_upper(-2.0), 0.977_249_868_051_820_8, 1e-15);
        near(normal_two_sided(-6.0), 2.0 * 9.865_876_450_376_98e-10, 1e-14);
    }

    /// A square of a normal variable, a square of Student's t: one distribution under two names.
    #[test]
    fn the_families_meet() {
        for x in [0.1, 0.9, 2.5, 7.0, 40.0] {
            near(chi_square_upper(x * x, 1.0), normal_two_sided(x), 1e-12);
            near(f_upper(x * x, 1.0, 7.0), student_t_two_sided(x, 7.0), 1e-12);
        }
    }
}
