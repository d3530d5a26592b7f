//! Eigenvectors at the ends of the spectrum of a symmetric operator, by Lanczos's method.

use super::random::{Purpose, generator, share};

/// An eigenvalue and its eigenvector of length 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Eigenpair {
    pub(super) value: f64,
    pub(super) vector: Vec<f64>,
}

/// Which eigenvalues are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The smallest first.
    Smallest,
    /// Those farthest from 0 first.
    Largest,
}

/// The `count` eigenpairs at one end of the spectrum of the symmetric operator `apply` on `n` numbers.
///
/// Every vector is made orthogonal to all before, twice, so that no eigenvalue appears again by rounding; where a
/// space is exhausted another random vector goes on, so that none is missed that a network in several parts has twice.
/// Ends when the wanted ones are exact to some digits, at the latest after `n` steps, when all are.
pub(super) fn eigenpairs(
    n: usize,
    apply: impl Fn(&[f64]) -> Vec<f64>,
    end: End,
    count: usize,
) -> Vec<Eigenpair> {
    let mut random = generator(Purpose::Run, 0, u64::MAX);
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let (mut diagonal, mut below): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut next: Vec<f64> = (0..n).map(|_| share(&mut random) - 0.5).collect();
    let mut largest: f64 = 0.0;
    loop {
        let length = orthogonal(&mut next, &basis);
        let exhausted = length <= 1e-13 * largest.max(f64::MIN_POSITIVE);
        let steps = basis.len();
        if steps == n || (!exhausted && steps >= count && steps.is_multiple_of(STEP)) {
            let (values, vectors) = tridiagonal(&diagonal, &below);
            let mut order: Vec<usize> = (0..steps).collect();
            order.sort_by(|&i, &j| match end {
                End::Smallest => values[i].total_cmp(&values[j]),
                End::Largest => values[j].abs().total_cmp(&values[i].abs()),
            });
            // The residual of a pair is the last component of its vector, times the length of what is left.
            let exact = |&at: &usize| length * vectors[steps - 1][at].abs() <= 1e-13 * largest;
            if steps == n || order[..count].iter().all(exact) {
                let pair = |&at: &usize| {
                    let mut vector = vec![0.0; n];
                    for (step, direction) in basis.iter().enumerate() {
                        vector.iter_mut().zip(direction).for_each(|(sum, x)| *sum += vectors[step][at] * x);
                    }
                    Eigenpair { value: values[at], vector }
                };
                return order.iter().take(count).map(pair).collect();
            }
        }
        if !basis.is_empty() {
            below.push(if exhausted { 0.0 } else { length });
        }
        let length = if exhausted {
            next = (0..n).map(|_| share(&mut random) - 0.5).collect();
            orthogonal(&mut next, &basis)
        } else {
            length
        };
        for x in &mut next {
            *x /= length;
        }
        let image = apply(&next);
        diagonal.push(dot(&image, &next));
        largest = largest.max(dot(&image, &image).sqrt());
        basis.push(std::mem::replace(&mut next, image));
    }
}

/// How many steps lie between two looks at what has been reached.
const STEP: usize = 16;

fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Takes out of `x` what lies in the directions of `basis`; the length of what is left.
fn orthogonal(x: &mut [f64], basis: &[Vec<f64>]) -> f64 {
    for _ in 0..2 {
        for direction in basis {
            let along = dot(x, direction);
            x.iter_mut().zip(direction).for_each(|(x, direction)| *x -= along * direction);
        }
    }
    dot(x, x).sqrt()
}

/// All eigenvalues of a symmetric tridiagonal matrix, and its eigenvectors as columns, by the implicit QL method.
fn tridiagonal(diagonal: &[f64], below: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = diagonal.len();
    let mut d = diagonal.to_vec();
    let mut e = below.to_vec();
    e.push(0.0);
    let mut z: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for l in 0..n {
        loop {
            let small = |m: usize| e[m].abs() <= f64::EPSILON * (d[m].abs() + d[m + 1].abs());
            let m = (l..n - 1).find(|&m| small(m)).unwrap_or(n - 1);
            if m == l {
                break;
            }
            // Wilkinson's shift.
            let g = (d[l + 1] - d[l]) / (2.0 * e[l]);
            let r = libm::hypot(g, 1.0);
            let mut g = d[m] - d[l] + e[l] / (g + r.copysign(g));
            let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
            let mut broken = false;
            for i in (l..m).rev() {
                let f = s * e[i];
                let b = c * e[i];
                let r = libm::hypot(f, g);
                e[i + 1] = r;
                if r == 0.0 {
                    d[i + 1] -= p;
                    e[m] = 0.0;
                    broken = true;
                    break;
                }
                (s, c) = (f / r, g / r);
                g = d[i + 1] - p;
                let r = (d[i] - g) * s + 2.0 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                for row in &mut z {
                    let f = row[i + 1];
                    row[i + 1] = s * row[i] + c * f;
                    row[i] = c * row[i] - s * f;
                }
            }
            if !broken {
                d[l] -= p;
                e[l] = g;
                e[m] = 0.0;
            }
        }
    }
    (d, z)
}

#[cfg(test)]
mod tests {
    use super::super::InteractionGraph;
    use super::super::judge::small_graph;
    use super::*;

    /// All eigenvalues by Jacobi's rotations.
    fn obvious(graph: &InteractionGraph) -> Vec<f64> {
        let n = graph.len();
        let mut a = vec![vec![0.0; n]; n];
        for (i, j, value) in graph.each_pair() {
            (a[i][j], a[j][i]) = (value, value);
        }
        for _ in 0..100 {
            for p in 0..n {
                for q in p + 1..n {
                    if a[p][q].abs() < 1e-300 {
                        continue;
                    }
                    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                    let t = 1.0_f64.copysign(theta) / (theta.abs() + libm::hypot(theta, 1.0));
                    let c = 1.0 / libm::hypot(t, 1.0);
                    let s = t * c;
                    for row in &mut a {
                        let (x, y) = (row[p], row[q]);
                        (row[p], row[q]) = (c * x - s * y, s * x + c * y);
                    }
                    let (up, down) = a.split_at_mut(q);
                    for (x, y) in up[p].iter_mut().zip(&mut down[0]) {
                        (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                    }
                }
            }
        }
        let mut values: Vec<f64> = (0..n).map(|i| a[i][i]).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    #[test]
    fn agrees_with_rotations_however_often_an_eigenvalue_occurs() {
        let twins = [(0, 1, 2.0), (1, 2, 2.0), (3, 4, 2.0), (4, 5, 2.0)];
        let mut graphs = vec![InteractionGraph::of_pairs(6, &twins), InteractionGraph::of_pairs(7, &twins)];
        graphs.extend((0..20).zip(3..).map(|(seed, n)| small_graph(n, 0.3, seed % 2 == 0, seed)));
        for graph in graphs {
            let values = obvious(&graph);
            let smallest = eigenpairs(graph.len(), |x| graph.times(x), End::Smallest, 2);
            let largest = eigenpairs(graph.len(), |x| graph.times(x), End::Largest, 2);
            let mut by_size = values.clone();
            by_size.sort_by(|x, y| y.abs().total_cmp(&x.abs()));
            for at in 0..2 {
                assert!((smallest[at].value - values[at]).abs() < 1e-10, "{smallest:?} {values:?}");
                assert!(
                    (largest[at].value.abs() - by_size[at].abs()).abs() < 1e-10,
                    "{largest:?} {values:?}"
                );
            }
            for pair in smallest.iter().chain(&largest) {
                let image = graph.times(&pair.vector);
                assert!((dot(&pair.vector, &pair.vector) - 1.0).abs() < 1e-10);
                let off = image.iter().zip(&pair.vector).map(|(y, x)| (y - pair.value * x).abs());
                assert!(off.fold(0.0, f64::max) < 1e-9);
            }
        }
    }

    #[test]
    fn a_long_path_needs_more_than_one_look() {
        let pairs: Vec<_> = (0..199).map(|i| (i, i + 1, 1.0)).collect();
        let graph = InteractionGraph::of_pairs(200, &pairs);
        let found = eigenpairs(200, |x| graph.times(x), End::Smallest, 1);
        let exact = -2.0 * libm::cos(std::f64::consts::PI / 201.0);
        assert!((found[0].value - exact).abs() < 1e-10, "{} {exact}", found[0].value);
    }
}
