//! Ordinary least squares, by orthogonal triangles.

use super::distributions::{student_t_quantile, student_t_two_sided};

/// One estimated coefficient with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Estimate over standard error; `None` where the fit is exact and there is no error.
    pub t: Option<f64>,
    /// The two-sided p-value of `t`.
    pub p: Option<f64>,
    /// Lower end of the confidence interval.
    pub lower: f64,
    /// Upper end of the confidence interval.
    pub upper: f64,
}

impl Coefficient {
    /// The coefficient with its test against 0 and its interval at `confidence`.
    pub fn new(estimate: f64, standard_error: f64, degrees: f64, confidence: f64) -> Self {
        let t = (standard_error > 0.0).then(|| estimate / standard_error);
        let half = student_t_quantile(1.0 - confidence, degrees) * standard_error;
        Self {
            estimate,
            standard_error,
            t,
            p: t.map(|t| student_t_two_sided(t, degrees)),
            lower: estimate - half,
            upper: estimate + half,
        }
    }
}

/// A fitted line or plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// One coefficient a column.
    pub coefficients: Vec<Coefficient>,
    /// What the fit leaves over.
    pub residuals: Vec<f64>,
    /// The share of the variance explained; `None` where there is no variance.
    pub r_squared: Option<f64>,
    /// Observations less coefficients.
    pub degrees: usize,
}

/// Least squares of `y` on `columns` (the first of them the constant, where there is one).
///
/// `None` where there are no more observations than columns, or a column hangs on the others.
pub fn least_squares(columns: &[Vec<f64>], y: &[f64], confidence: f64) -> Option<Fit> {
    let (n, k) = (y.len(), columns.len());
    if n <= k {
        return None;
    }
    // Householder reflections; afterwards `r[j]` holds the part of column j above the diagonal.
    let mut r = columns.to_vec();
    let mut rotated = y.to_vec();
    for j in 0..k {
        let whole = norm(&columns[j]);
        let length = norm(&r[j][j..]);
        if length <= 1e-11 * whole || whole <= 0.0 {
            return None;
        }
        let mut mirror = r[j][j..].to_vec();
        mirror[0] += if mirror[0] < 0.0 { -length } else { length };
        let scale = 2.0 / dot(&mirror, &mirror);
        for column in r[j..].iter_mut().chain([&mut rotated]) {
            let along = scale * dot(&mirror, &column[j..]);
            for (value, m) in column[j..].iter_mut().zip(&mirror) {
                *value -= along * m;
            }
        }
    }
    let upper = |i: usize, j: usize| r[j][i];
    let mut beta = vec![0.0; k];
    for i in (0..k).rev() {
        let known: f64 = (i + 1..k).map(|j| upper(i, j) * beta[j]).sum();
        beta[i] = (rotated[i] - known) / upper(i, i);
    }
    let fitted = |row: usize| columns.iter().zip(&beta).map(|(column, b)| column[row] * b).sum::<f64>();
    let residuals: Vec<f64> = (0..n).map(|row| y[row] - fitted(row)).collect();
    let mut rest = dot(&residuals, &residuals);
    // Below the rounding of y there is no error left to speak of.
    if rest <= (n as f64) * (1e-14 * norm(y)).powi(2) {
        rest = 0.0;
    }
    let degrees = n - k;
    let variance = rest / degrees as f64;
    let coefficients = (0..k)
        .map(|j| {
            // Row j of R⁻¹, by solving Rᵀ z = e_j; its square is the variance of coefficient j.
            let mut inverse = vec![0.0; k];
            for column in j..k {
                let known: f64 = (j..column).map(|i| inverse[i] * upper(i, column)).sum();
                let unit = if column == j { 1.0 } else { 0.0 };
                inverse[column] = (unit - known) / upper(column, column);
            }
            let error = (variance * dot(&inverse, &inverse)).sqrt();
            Coefficient::new(beta[j], error, degrees as f64, confidence)
        })
        .collect();
    let mean = y.iter().sum::<f64>() / n as f64;
    let total: f64 = y.iter().map(|y| (y - mean).powi(2)).sum();
    let varies = total > (n as f64) * (1e-14 * norm(y)).powi(2);
    Some(Fit { coefficients, residuals, r_squared: varies.then(|| 1.0 - rest / total), degrees })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(values: &[f64]) -> f64 {
    dot(values, values).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longley's data, the classic trial of a least-squares program, with the certified answers of NIST.
    #[test]
    fn longley_as_certified() {
        let rows = [
            [60323.0, 83.0, 234_289.0, 2356.0, 1590.0, 107_608.0, 1947.0],
            [61122.0, 88.5, 259_426.0, 2325.0, 1456.0, 108_632.0, 1948.0],
            [60171.0, 88.2, 258_054.0, 3682.0, 1616.0, 109_773.0, 1949.0],
            [61187.0, 89.5, 284_599.0, 3351.0, 1650.0, 110_929.0, 1950.0],
            [63221.0, 96.2, 328_975.0, 2099.0, 3099.0, 112_075.0, 1951.0],
            [63639.0, 98.1, 346_999.0, 1932.0, 3594.0, 113_270.0, 1952.0],
            [64989.0, 99.0, 365_385.0, 1870.0, 3547.0, 115_094.0, 1953.0],
            [63761.0, 100.0, 363_112.0, 3578.0, 3350.0, 116_219.0, 1954.0],
            [66019.0, 101.2, 397_469.0, 2904.0, 3048.0, 117_388.0, 1955.0],
            [67857.0, 104.6, 419_180.0, 2822.0, 2857.0, 118_734.0, 1956.0],
            [68169.0, 108.4, 442_769.0, 2936.0, 2798.0, 120_445.0, 1957.0],
            [66513.0, 110.8, 444_546.0, 4681.0, 2637.0, 121_950.0, 1958.0],
            [68655.0, 112.6, 482_704.0, 3813.0, 2552.0, 123_366.0, 1959.0],
            [69564.0, 114.2, 502_601.0, 3931.0, 2514.0, 125_368.0, 1960.0],
            [69331.0, 115.7, 518_173.0, 4806.0, 2572.0, 127_852.0, 1961.0],
            [70551.0, 116.9, 554_894.0, 4007.0, 2827.0, 130_081.0, 1962.0],
        ];
        let y: Vec<f64> = rows.iter().map(|row| row[0]).collect();
        let mut columns = vec![vec![1.0; 16]];
        columns.extend((1..7).map(|j| rows.iter().map(|row| row[j]).collect::<Vec<f64>>()));
        let fit = least_squares(&columns, &y, 0.95).unwrap();
        let certified = [
            (-3_482_258.634_595_82, 890_420.383_607_373),
            (15.061_872_271_373_3, 84.914_925_774_766_9),
            (-0.035_819_179_292_591, 0.033_491_007_772_212_6),
            (-2.020_229_803_816_83, 0.488_399_681_651_699),
            (-1.033_226_867_173_59, 0.214_274_163_161_675),
            (-0.051_104_105_653_58, 0.226_073_200_069_370),
            (1_829.151_464_613_55, 455.478_499_142_212),
        ];
        for (ours, (estimate, error)) in fit.coefficients.iter().zip(certified) {
            assert!((ours.estimate - estimate).abs() < 1e-7 * estimate.abs(), "{ours:?}");
            assert!((ours.standard_error - error).abs() < 1e-7 * error, "{ours:?}");
        }
        assert!((fit.r_squared.unwrap() - 0.995_479_004_577_296).abs() < 1e-12);
        assert_eq!(fit.degrees, 9);
    }

    #[test]
    fn a_line_through_all_points_has_no_error() {
        let fit =
            least_squares(&[vec![1.0; 4], vec![1.0, 2.0, 3.0, 4.0]], &[3.0, 5.0, 7.0, 9.0], 0.95).unwrap();
        assert!((fit.coefficients[1].estimate - 2.0).abs() < 1e-14);
        assert_eq!((fit.coefficients[1].t, fit.r_squared), (None, Some(1.0)));
    }

    #[test]
    fn columns_that_hang_together_have_no_answer() {
        let (one, x) = (vec![1.0; 4], vec![0.1, 0.2, 0.4, 0.7]);
        let hanging: Vec<f64> = x.iter().map(|x| 3.0 - 2.0 * x).collect();
        let y = [1.0, 0.0, 2.0, 4.0];
        assert_eq!(least_squares(&[one.clone(), x.clone(), hanging], &y, 0.95), None);
        assert_eq!(least_squares(&[one.clone(), vec![5.0; 4]], &y, 0.95), None);
        assert_eq!(
            least_squares(&[one, x, vec![1.0, 0.0, 0.0, 2.0], vec![0.3, 9.0, 1.0, 1.0]], &y, 0.95),
            None
        );
    }
}
