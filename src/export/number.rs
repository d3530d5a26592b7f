//! Numbers as text: rounded for readers, exact for files.

use super::Bilingual;

/// `value` for a reader: `decimals` places, thousands set off by commas from five digits on, a true minus.
///
/// # Example
/// ```
/// use jingwei::export::number::display;
/// assert_eq!(display(1234.5, 1), "1234.5");
/// assert_eq!(display(-12345.678, 2), "−12,345.68");
/// assert_eq!(display(-0.001, 2), "0.00");
/// ```
#[must_use]
pub fn display(value: f64, decimals: usize) -> String {
    grouped(value, decimals, 5)
}

/// As [`display`], with the thousands set off from `digits` digits on: in a column of long numbers the
/// shorter ones get their comma too.
#[must_use]
pub(crate) fn grouped(value: f64, decimals: usize, digits: usize) -> String {
    let rounded = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let mut text = String::new();
    if value < 0.0 && rounded.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        if whole.len() >= digits && place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// From here on readers count in larger units: 万 in Chinese, millions in English.
pub(crate) const LARGE: f64 = 1e6;

/// `values` for a reader, with one unit and as many decimals as it takes to tell neighbours apart: from a million on
/// in 万 or millions, which the second text names.
///
/// # Example
/// ```
/// use jingwei::export::number::large;
/// let (texts, unit) = large(&[3_033_997.0, 98_243_561.0], 0);
/// assert_eq!((texts[1].zh.as_str(), unit.zh.as_str()), ("9824", "万"));
/// assert_eq!((texts[1].en.as_str(), unit.en.as_str()), ("98.2", "million"));
/// let (texts, unit) = large(&[606.4], 0);
/// assert!(texts[0].en == "606" && unit.is_empty());
/// ```
#[must_use]
pub fn large(values: &[f64], decimals: usize) -> (Vec<Bilingual>, Bilingual) {
    if !values.iter().any(|value| value.abs() >= LARGE) {
        let decimals = telling_decimals(values, decimals);
        let plain = |&value: &f64| Bilingual::same(display(value, decimals));
        return (values.iter().map(plain).collect(), Bilingual::default());
    }
    let texts = |unit: f64, decimals: usize| -> Vec<String> {
        let scaled: Vec<f64> = values.iter().map(|value| value / unit).collect();
        let decimals = telling_decimals(&scaled, decimals);
        scaled.into_iter().map(|value| display(value, decimals)).collect()
    };
    let both = texts(1e4, 0).into_iter().zip(texts(1e6, 1));
    (both.map(|(zh, en)| Bilingual::new(zh, en)).collect(), Bilingual::new("万", "million"))
}

/// `value` in a sentence: `3941 万`, `39.4 million`; as it is below a million.
#[must_use]
pub(crate) fn large_in_words(value: f64, decimals: usize) -> Bilingual {
    let (texts, unit) = large(&[value], decimals);
    let with_unit = |text: &str, unit: &str| format!("{text} {unit}").trim_end().to_owned();
    Bilingual::new(with_unit(&texts[0].zh, &unit.zh), with_unit(&texts[0].en, &unit.en))
}

/// `value` for a file: the fewest digits that give back the same number.
///
/// # Example
/// ```
/// use jingwei::export::number::exact;
/// assert_eq!(exact(0.1), "0.1");
/// assert_eq!(exact(60.0), "60");
/// assert_eq!(exact(1e300), "1e300");
/// ```
#[must_use]
pub fn exact(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if (1e-5..1e16).contains(&value.abs()) {
        value.to_string()
    } else {
        format!("{value:?}")
    }
}

/// The fewest decimals, from `decimals` on, at which neighbouring `bounds` that differ look different.
#[must_use]
pub(crate) fn telling_decimals(bounds: &[f64], decimals: usize) -> usize {
    const MOST: usize = 12;
    let blurred = |places: usize| {
        bounds.windows(2).any(|pair| {
            pair[0].total_cmp(&pair[1]).is_ne() && display(pair[0], places) == display(pair[1], places)
        })
    };
    (decimals..MOST).find(|&places| !blurred(places)).unwrap_or(decimals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bounds_that_differ_look_different() {
        assert_eq!(telling_decimals(&[0.0, 0.04, 0.05], 1), 2);
        assert_eq!(telling_decimals(&[1.0, 2.0], 1), 1);
        assert_eq!(telling_decimals(&[1.0, 1.0], 0), 0);
    }

    proptest! {
        #[test]
        fn exact_text_gives_back_the_number(value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            prop_assert_eq!(exact(value).parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
    }
}
