//! The spatial stage of a region: the core gathers, has gathered, or gives back.

use crate::error::{Code, Error, Finding, Result};
use crate::inference::{Coefficient, least_squares};

/// What is known of a region in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageYear {
    /// The year.
    pub year: i32,
    /// The core's share of the value, 0 to 1.
    pub core_share: f64,
    /// How steeply the value falls from the core, such as the rate of [`Gradient::Clark`](super::Gradient::Clark).
    pub gradient: f64,
    /// How unequal the places are, such as their coefficient of variation.
    pub disparity: f64,
}

/// From which share on a core that still gathers is said to polarise, and the confidence of the trends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageOptions {
    /// A third by default: a convention of this program, not of the theory, which names no number.
    pub dominance: f64,
    /// 0.95 by default.
    pub confidence: f64,
}

impl Default for StageOptions {
    fn default() -> Self {
        Self { dominance: 1.0 / 3.0, confidence: 0.95 }
    }
}

/// A stage of the theory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The core gathers, and holds little yet.
    Forming,
    /// The core gathers, and holds much.
    Polarisation,
    /// The core gives back: shares, gradient and disparity fall.
    Integration,
}

/// Why no stage is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// Fewer than four years.
    TooFewYears,
    /// No trend can be told from none.
    NoTrend,
    /// Trends that contradict each other, or one alone.
    Mixed,
}

/// What the years suggest.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct StageIndex {
    /// Trends of core share, gradient and disparity, each a year and relative to its mean; `None` with fewer than four
    /// years.
    pub trends: Option<[Coefficient; 3]>,
    /// Trends that surely rise less those that surely fall, over three: from −1 to 1.
    pub index: Option<f64>,
    /// The core's share in the last year.
    pub core_share: Option<f64>,
    /// The stage, or why there is none.
    pub stage: std::result::Result<Stage, Undecided>,
}

/// Which stage the years suggest, if they do.
///
/// # Formula
/// Each of core share, gradient and disparity has a trend: the slope on the year over the mean of the years. A trend
/// votes +1 where its interval lies above 0, −1 where below, and not at all otherwise. `S = Σ votes / 3`. With `S ≥ 2/3`
/// the core gathers: *forming* while its last share is below `dominance`, *polarisation* from there on. With `S ≤ −2/3` it
/// gives back: *integration*. Anything else is undecided.
///
/// # Units
/// Shares from 0 to 1; gradient and disparity in any unit, for trends are relative.
///
/// # Conventions
/// Never more than the data carry: fewer than four years give no trend, and a trend that may be none has no vote. The
/// stages are Friedmann's; the rule that reads them from three trends is this program's.
///
/// # Errors
/// Years that do not ascend, or numbers that are not finite.
///
/// # Example
/// ```
/// use jingwei::rings::{Stage, StageOptions, StageYear, spatial_stage};
///
/// let year = |year: i32, rise: f64| StageYear {
///     year, core_share: 0.2 + rise, gradient: 0.01 + rise / 10.0, disparity: 0.5 + rise,
/// };
/// let years = [year(2000, 0.0), year(2001, 0.011), year(2002, 0.02), year(2003, 0.03), year(2004, 0.041)];
/// let found = spatial_stage(&years, &StageOptions::default())?;
/// assert_eq!((found.index, found.stage), (Some(1.0), Ok(Stage::Forming)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Friedmann, J. (1966). *Regional Development Policy: A Case Study of Venezuela*. MIT Press. Williamson, J. G. (1965).
/// Regional inequality and the process of national development. *Economic Development and Cultural Change* 13(4).
pub fn spatial_stage(years: &[StageYear], options: &StageOptions) -> Result<StageIndex> {
    let mut findings = Vec::new();
    for pair in years.windows(2).filter(|pair| pair[0].year >= pair[1].year) {
        findings.push(Finding::new(Code::BadValue, "years ascend").field("year").value(pair[1].year));
    }
    for year in years {
        for (field, value) in
            [("core_share", year.core_share), ("gradient", year.gradient), ("disparity", year.disparity)]
        {
            if !value.is_finite() {
                findings.push(Finding::new(Code::BadValue, "a number is finite").field(field).value(value));
            }
        }
    }
    Error::if_any(&findings)?;
    let core_share = years.last().map(|year| year.core_share);
    let nothing = |why| StageIndex { trends: None, index: None, core_share, stage: Err(why) };
    if years.len() < 4 {
        return Ok(nothing(Undecided::TooFewYears));
    }
    let trend = |pick: &dyn Fn(&StageYear) -> f64| -> Option<Coefficient> {
        let mean = years.iter().map(pick).sum::<f64>() / years.len() as f64;
        let first = years[0].year;
        let since = years.iter().map(|year| f64::from(year.year) - f64::from(first)).collect();
        // Relative to the size of the mean: a gradient may be negative and still rise.
        let relative: Vec<f64> = years.iter().map(|year| pick(year) / mean.abs()).collect();
        let sound = mean.abs() > 0.0 && relative.iter().all(|value| value.is_finite());
        let fit =
            sound.then(|| least_squares(&[vec![1.0; years.len()], since], &relative, options.confidence));
        fit.flatten().map(|fit| fit.coefficients[1])
    };
    let trends =
        (trend(&|year| year.core_share), trend(&|year| year.gradient), trend(&|year| year.disparity));
    let (Some(share), Some(gradient), Some(disparity)) = trends else {
        return Ok(nothing(Undecided::NoTrend));
    };
    let trends = [share, gradient, disparity];
    // Below the rounding of the mean a slope is none, however small its error.
    let vote = |trend: &Coefficient| match trend {
        trend if trend.lower > 1e-12 => 1,
        trend if trend.upper < -1e-12 => -1,
        _ => 0,
    };
    let votes: i32 = trends.iter().map(vote).sum();
    let stage = match votes {
        2.. if core_share < Some(options.dominance) => Ok(Stage::Forming),
        2.. => Ok(Stage::Polarisation),
        ..=-2 => Ok(Stage::Integration),
        0 if trends.iter().all(|trend| vote(trend) == 0) => Err(Undecided::NoTrend),
        _ => Err(Undecided::Mixed),
    };
    Ok(StageIndex { trends: Some(trends), index: Some(f64::from(votes) / 3.0), core_share, stage })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(share: f64, steps: [f64; 3]) -> Vec<StageYear> {
        // A little noise that no trend follows.
        let noise = [0.0, 0.004, -0.004, 0.004, -0.004, 0.0];
        let value = |base: f64, step: f64, k: usize| base * (1.0 + step * k as f64 + noise[k]);
        (0..6)
            .map(|k| StageYear {
                year: 2010 + i32::try_from(k).unwrap(),
                core_share: value(share, steps[0], k),
                gradient: value(0.02, steps[1], k),
                disparity: value(0.6, steps[2], k),
            })
            .collect()
    }

    fn stage(years: &[StageYear]) -> std::result::Result<Stage, Undecided> {
        spatial_stage(years, &StageOptions::default()).unwrap().stage
    }

    #[test]
    fn the_stages_of_the_theory() {
        assert_eq!(stage(&years(0.2, [0.03; 3])), Ok(Stage::Forming));
        assert_eq!(stage(&years(0.4, [0.03; 3])), Ok(Stage::Polarisation));
        assert_eq!(stage(&years(0.4, [-0.03; 3])), Ok(Stage::Integration));
        assert_eq!(stage(&years(0.4, [0.03, 0.03, 0.0])), Ok(Stage::Polarisation));
    }

    #[test]
    fn never_more_than_the_data_carry() {
        assert_eq!(stage(&years(0.4, [0.0; 3])), Err(Undecided::NoTrend));
        assert_eq!(stage(&years(0.4, [0.03, -0.03, 0.0])), Err(Undecided::Mixed));
        assert_eq!(stage(&years(0.4, [0.03, 0.0, 0.0])), Err(Undecided::Mixed));
        assert_eq!(stage(&years(0.4, [0.03; 3])[..3]), Err(Undecided::TooFewYears));
        assert_eq!(stage(&[]), Err(Undecided::TooFewYears));
        assert_eq!(
            spatial_stage(&years(0.4, [-0.03; 3]), &StageOptions::default()).unwrap().index,
            Some(-1.0)
        );
    }

    #[test]
    fn years_ascend_and_numbers_are_finite() {
        let mut bad = years(0.4, [0.0; 3]);
        bad[2].year = 2010;
        bad[3].gradient = f64::NAN;
        let error = spatial_stage(&bad, &StageOptions::default()).unwrap_err().to_string();
        assert!(error.contains("years ascend") && error.contains("gradient"), "{error}");
    }
}
