//! Small systems of linear equations and determinants.

/// Solves `matrix · x = right`; `None` where the matrix is singular to the last digits.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let n = right.len();
    eliminate(&mut matrix, &mut right)?;
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    Some(right)
}

/// The determinant.
pub(super) fn determinant(mut matrix: Vec<Vec<f64>>) -> f64 {
    let n = matrix.len();
    match eliminate(&mut matrix, &mut vec![0.0; n]) {
        Some(sign) => sign * (0..n).map(|i| matrix[i][i]).product::<f64>(),
        None => 0.0,
    }
}

/// Gauss's elimination to an upper triangle, the largest of a column first; the sign of the swaps.
fn eliminate(matrix: &mut [Vec<f64>], right: &mut [f64]) -> Option<f64> {
    let mut sign = 1.0;
    for column in 0..matrix.len() {
        let size = |row: &usize| matrix[*row][column].abs();
        let pivot = (column..matrix.len()).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        if size(&pivot) <= 0.0 {
            return None;
        }
        if pivot != column {
            matrix.swap(pivot, column);
            right.swap(pivot, column);
            sign = -sign;
        }
        let (done, below) = matrix.split_at_mut(column + 1);
        let top = &done[column];
        for (row, offset) in below.iter_mut().zip(1..) {
            let factor = row[column] / top[column];
            for (value, above) in row[column..].iter_mut().zip(&top[column..]) {
                *value -= factor * above;
            }
            right[column + offset] -= factor * right[column];
        }
    }
    Some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_that_needs_its_rows_swapped() {
        let matrix = vec![vec![0.0, 2.0, 1.0], vec![1.0, 1.0, 1.0], vec![2.0, 0.0, 3.0]];
        let x = solve(matrix.clone(), vec![7.0, 6.0, 11.0]).unwrap();
        for (x, expected) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((x - expected).abs() < 1e-14);
        }
        // By the rule of Sarrus: 0 + 4 + 0 − 2 − 0 − 6.
        assert!((determinant(matrix) + 4.0).abs() < 1e-14);
        assert_eq!(solve(vec![vec![1.0, 1.0], vec![1.0, 1.0]], vec![1.0, 2.0]), None);
        assert!(determinant(vec![vec![1.0, 1.0], vec![1.0, 1.0]]).abs() < 1e-300);
    }
}
