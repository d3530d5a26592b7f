//! The natural logarithm, digit for digit that of `libm`, in a form that fills the registers of the machine.
//!
//! `libm::log` asks of every number whether it is zero, negative, subnormal or one. Without these questions a loop of
//! logarithms is compiled for several numbers at once; nothing else differs, so neither do the digits.

/// Half the distance in bits from `√2 / 2` to 1, by which the exponent is rounded.
const ROUND: u64 = ONE - LEAST;
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// `√2 / 2`, as far as its upper half goes.
const LEAST: u64 = 0x3fe6_a09e_0000_0000;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// 2⁵²: a whole number below it, or-ed to its bits, is added to it.
const WHOLE: f64 = 4_503_599_627_370_496.0;

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Of the polynomial of `FreeBSD`'s `e_log.c`, by Sun Microsystems, which `libm` is a port of.
const COEFFICIENTS: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// `ln x` of a number that is positive, finite and not subnormal; of zero and of subnormal numbers something finite
/// that means nothing.
#[inline]
pub(super) fn ln(x: f64) -> f64 {
    let bits = x.to_bits().wrapping_add(ROUND);
    let exponent = f64::from_bits((bits >> 52) | WHOLE.to_bits()) - (WHOLE + 1023.0);
    let reduced = f64::from_bits((bits & MANTISSA) + LEAST);
    let [c1, c2, c3, c4, c5, c6, c7] = COEFFICIENTS;
    let f = reduced - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (c2 + w * (c4 + w * c6));
    let odd = z * (c1 + w * (c3 + w * (c5 + w * c7)));
    s * (half_square + (odd + even)) + exponent * LN2_LOW - half_square + f + exponent * LN2_HIGH
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_and_the_turns_are_those_of_libm() {
        let turn = f64::from_bits(LEAST);
        let numbers = [1.0, 2.0, 0.5, turn, turn * 2.0, f64::MIN_POSITIVE, f64::MAX, 1.0 + f64::EPSILON];
        for x in numbers.into_iter().flat_map(|x| [x.next_down(), x, x.next_up()]) {
            if x.is_normal() {
                assert_eq!(ln(x).to_bits(), libm::log(x).to_bits(), "{x}");
            }
        }
    }

    #[test]
    fn of_nothing_it_is_finite_so_that_nothing_times_it_is_nothing() {
        assert!(ln(0.0).is_finite() && ln(-0.0).is_finite() && ln(5e-324).is_finite());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]
        #[test]
        fn every_digit_is_that_of_libm(x in prop_oneof![
            proptest::num::f64::POSITIVE | proptest::num::f64::NORMAL,
            0.5..2.0_f64,
        ]) {
            let x = x.abs();
            prop_assume!(x.is_normal());
            prop_assert_eq!(ln(x).to_bits(), libm::log(x).to_bits());
        }
    }
}
