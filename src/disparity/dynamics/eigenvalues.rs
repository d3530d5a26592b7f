//! The eigenvalues of a small matrix without symmetry.

/// A complex number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Complex {
    re: f64,
    im: f64,
}

impl Complex {
    const ZERO: Self = Self { re: 0.0, im: 0.0 };

    fn size(self) -> f64 {
        libm::hypot(self.re, self.im)
    }

    fn plus(self, other: Self) -> Self {
        Self { re: self.re + other.re, im: self.im + other.im }
    }

    fn minus(self, other: Self) -> Self {
        Self { re: self.re - other.re, im: self.im - other.im }
    }

    fn times(self, other: Self) -> Self {
        Self { re: self.re * other.re - self.im * other.im, im: self.re * other.im + self.im * other.re }
    }

    fn scaled(self, factor: f64) -> Self {
        Self { re: self.re * factor, im: self.im * factor }
    }

    fn conjugate(self) -> Self {
        Self { re: self.re, im: -self.im }
    }

    fn root(self) -> Self {
        let size = self.size();
        let re = f64::midpoint(size, self.re).max(0.0).sqrt();
        let im = f64::midpoint(size, -self.re).max(0.0).sqrt();
        Self { re, im: im.copysign(self.im) }
    }
}

/// How many sweeps an eigenvalue may take; a few do.
const SWEEPS: usize = 300;

/// The moduli of all eigenvalues, largest first; `None` where the sweeps do not come to an end.
///
/// Shifted QR on the Hessenberg form, in complex arithmetic so that one shift serves pairs as well.
pub(super) fn moduli(matrix: &[Vec<f64>]) -> Option<Vec<f64>> {
    let complex = |&re: &f64| Complex { re, im: 0.0 };
    let mut h: Vec<Vec<Complex>> =
        hessenberg(matrix).iter().map(|row| row.iter().map(complex).collect()).collect();
    let mut found = Vec::with_capacity(h.len());
    let mut size = h.len();
    let mut sweeps = 0;
    while size > 0 {
        if size == 1 {
            found.push(h[0][0].size());
            break;
        }
        // Where the subdiagonal has vanished, the matrix falls apart.
        let small = |i: usize| h[i][i - 1].size() <= f64::EPSILON * (h[i - 1][i - 1].size() + h[i][i].size());
        let start = (1..size).rev().find(|&i| small(i)).unwrap_or(0);
        if start + 1 == size {
            found.push(h[start][start].size());
            size = start;
            sweeps = 0;
            continue;
        }
        if sweeps == SWEEPS {
            return None;
        }
        sweeps += 1;
        // From time to time another shift breaks a circle.
        let shift = if sweeps % 11 == 10 { h[size - 1][size - 2] } else { corner(&h, size) };
        sweep(&mut h, start, size, shift);
    }
    found.sort_by(|a, b| b.total_cmp(a));
    Some(found)
}

/// The same eigenvalues with zeros below the first subdiagonal, by Householder's reflections.
#[expect(clippy::needless_range_loop, reason = "columns stand as in the formula")]
fn hessenberg(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut h = matrix.to_vec();
    let n = h.len();
    for column in 0..n.saturating_sub(2) {
        let mut mirror: Vec<f64> = (0..n).map(|i| if i > column { h[i][column] } else { 0.0 }).collect();
        let length = mirror.iter().map(|m| m * m).sum::<f64>().sqrt();
        mirror[column + 1] += if mirror[column + 1] < 0.0 { -length } else { length };
        let square: f64 = mirror.iter().map(|m| m * m).sum();
        if square <= 0.0 {
            continue;
        }
        for j in 0..n {
            let along = 2.0 / square * (0..n).map(|i| mirror[i] * h[i][j]).sum::<f64>();
            (0..n).for_each(|i| h[i][j] -= along * mirror[i]);
        }
        for row in &mut h {
            let along = 2.0 / square * row.iter().zip(&mirror).map(|(h, m)| h * m).sum::<f64>();
            row.iter_mut().zip(&mirror).for_each(|(h, m)| *h -= along * m);
        }
        (column + 2..n).for_each(|i| h[i][column] = 0.0);
    }
    h
}

/// The eigenvalue of the last two by two that is nearer to the last corner (Wilkinson's shift).
fn corner(h: &[Vec<Complex>], size: usize) -> Complex {
    let (a, b) = (h[size - 2][size - 2], h[size - 2][size - 1]);
    let (c, d) = (h[size - 1][size - 2], h[size - 1][size - 1]);
    let half = a.minus(d).scaled(0.5);
    let root = half.times(half).plus(b.times(c)).root();
    let middle = a.plus(d).scaled(0.5);
    let (one, other) = (middle.plus(root), middle.minus(root));
    if one.minus(d).size() <= other.minus(d).size() { one } else { other }
}

/// One QR step with `shift` on rows and columns `start..size`, by Givens' rotations.
#[expect(clippy::needless_range_loop, reason = "two rows are turned at once")]
fn sweep(h: &mut [Vec<Complex>], start: usize, size: usize, shift: Complex) {
    (start..size).for_each(|i| h[i][i] = h[i][i].minus(shift));
    let mut rotations = Vec::with_capacity(size - start);
    for i in start..size - 1 {
        let (a, b) = (h[i][i], h[i + 1][i]);
        let length = libm::hypot(a.size(), b.size());
        let (c, s) = if length > 0.0 {
            (a.scaled(1.0 / length), b.scaled(1.0 / length))
        } else {
            (Complex { re: 1.0, im: 0.0 }, Complex::ZERO)
        };
        for j in i..size {
            let (top, bottom) = (h[i][j], h[i + 1][j]);
            h[i][j] = c.conjugate().times(top).plus(s.conjugate().times(bottom));
            h[i + 1][j] = c.times(bottom).minus(s.times(top));
        }
        rotations.push((c, s));
    }
    for (i, (c, s)) in (start..).zip(rotations) {
        for row in &mut h[start..(i + 2).min(size)] {
            let (left, right) = (row[i], row[i + 1]);
            row[i] = left.times(c).plus(right.times(s));
            row[i + 1] = right.times(c.conjugate()).minus(left.times(s.conjugate()));
        }
    }
    (start..size).for_each(|i| h[i][i] = h[i][i].plus(shift));
}

#[cfg(test)]
mod tests {
    use super::super::linear_system::determinant;
    use super::*;
    use proptest::prelude::*;

    fn near(ours: &[f64], expected: &[f64]) {
        assert_eq!(ours.len(), expected.len());
        for (ours, expected) in ours.iter().zip(expected) {
            assert!((ours - expected).abs() < 1e-12, "{ours} is not {expected}");
        }
    }

    #[test]
    fn eigenvalues_known_by_hand() {
        near(&moduli(&[vec![0.5, 0.5], vec![0.25, 0.75]]).unwrap(), &[1.0, 0.25]);
        // A circle of three: the cube roots of one.
        near(&moduli(&[vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0], vec![1.0, 0.0, 0.0]]).unwrap(), &[1.0; 3]);
        near(&moduli(&[vec![0.0, -3.0], vec![3.0, 0.0]]).unwrap(), &[3.0, 3.0]);
        near(&moduli(&vec![vec![0.0; 4]; 4]).unwrap(), &[0.0; 4]);
        near(&moduli(&[vec![7.0]]).unwrap(), &[7.0]);
        near(&moduli(&[]).unwrap(), &[]);
        // The companion of (x − 4)(x + 3)(x − 2)(x − 1) = x⁴ − 4x³ − 7x² + 34x − 24.
        let companion =
            [[4.0, 7.0, -34.0, 24.0], [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]];
        near(&moduli(&companion.map(|row| row.to_vec())).unwrap(), &[4.0, 3.0, 2.0, 1.0]);
    }

    proptest! {
        /// The product of all is the determinant, and of a table of probabilities the largest is one.
        #[test]
        fn of_every_table_of_probabilities(cells in proptest::collection::vec(0.01..1.0_f64, 36), n in 2..7_usize) {
            let rows: Vec<Vec<f64>> = cells.chunks(n).take(n).map(|row| {
                let sum: f64 = row.iter().sum();
                row.iter().map(|cell| cell / sum).collect()
            }).collect();
            let moduli = moduli(&rows).unwrap();
            prop_assert!((moduli[0] - 1.0).abs() < 1e-12);
            let product: f64 = moduli.iter().product();
            prop_assert!((product - determinant(rows).abs()).abs() < 1e-12);
        }
    }
}
