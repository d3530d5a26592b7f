//! How well classes fit, in words and scheme by scheme.

use crate::classify::{GoodnessOfFit, Scheme, classify, goodness_of_fit};
use crate::error::{Error, Result};
use crate::export::{Bilingual, Column};
use crate::layer::Values;
use crate::study::config::SchemeName;

/// The fit in one line.
pub(super) fn in_words(fit: &GoodnessOfFit) -> String {
    format!(
        "goodness of fit: absolute deviation {:.3} (ADCM {:.6}), variance {:.3}, tabular accuracy {:.3}",
        fit.absolute_deviation_fit, fit.absolute_deviation, fit.variance_fit, fit.tabular_accuracy
    )
}

/// Every named scheme with the number of its classes and its fit; null where a scheme has no bounds for the values.
pub(super) fn of_every_scheme(
    values: &[Option<f64>],
    scheme: impl Fn(SchemeName) -> Scheme,
    k: usize,
) -> Result<Vec<Column>> {
    let mut classes = Vec::new();
    let mut fits = Vec::new();
    for name in SchemeName::ALL {
        match classify(values, &scheme(name), k) {
            Ok(classified) => {
                classes.push(i64::try_from(classified.classes.len()).ok());
                fits.push(goodness_of_fit(values, &classified.classes));
            }
            // Values that no scheme takes; bounds out of range are the matter of one scheme.
            Err(error @ Error::Input(_)) => return Err(error),
            Err(_) => {
                classes.push(None);
                fits.push(None);
            }
        }
    }
    let column = |name: &str, values: Values| Column {
        name: name.to_owned(),
        alias: Bilingual::same(name),
        unit: Bilingual::default(),
        decimals: 4,
        values,
    };
    let of = |part: fn(&GoodnessOfFit) -> f64| {
        Values::Real(fits.iter().map(|fit| fit.as_ref().map(part)).collect())
    };
    let names = SchemeName::ALL.iter().map(|name| Some(name.as_str().to_owned())).collect();
    Ok(vec![
        column("scheme", Values::Text(names)),
        column("classes", Values::Integer(classes)),
        column("adcm", of(|fit| fit.absolute_deviation)),
        column("gadf", of(|fit| fit.absolute_deviation_fit)),
        column("gvf", of(|fit| fit.variance_fit)),
        column("tai", of(|fit| fit.tabular_accuracy)),
    ])
}
