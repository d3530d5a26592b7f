//! In how many divisions two cities are together.

use crate::error::{Code, Finding, Result};

/// More cities than this would make a matrix of more than a gigabyte.
const MOST_CITIES: usize = 20_000;

/// In how many of several divisions each two cities are in one cluster.
///
/// # Conventions
/// A city in no cluster is with none.
///
/// # References
/// Fred, A. L. N. and Jain, A. K. (2005). Combining multiple clusterings using evidence accumulation. *IEEE Transactions
/// on Pattern Analysis and Machine Intelligence* 27(6). <https://doi.org/10.1109/TPAMI.2005.113>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoAssociation {
    cities: usize,
    runs: usize,
    /// Row after row below the diagonal.
    together: Vec<u32>,
}

impl CoAssociation {
    /// Of these divisions.
    ///
    /// # Errors
    /// More than 20,000 cities, and no division at all.
    ///
    /// # Panics
    /// If the divisions are not of the same cities.
    pub fn new(divisions: &[Vec<Option<usize>>]) -> Result<Self> {
        let Some(first) = divisions.first() else {
            return Err(Finding::new(Code::BadArgument, "there is no division to agree with").into());
        };
        let cities = first.len();
        if cities > MOST_CITIES {
            let what = format!("pairs are counted of at most {MOST_CITIES} cities");
            return Err(Finding::new(Code::TooLarge, what).value(cities).into());
        }
        let mut together = vec![0; cities * cities.saturating_sub(1) / 2];
        for division in divisions {
            assert_eq!(division.len(), cities, "the divisions are of the same cities");
            let mut members = std::collections::BTreeMap::<usize, Vec<usize>>::new();
            for (city, cluster) in division.iter().enumerate() {
                if let Some(cluster) = cluster {
                    members.entry(*cluster).or_default().push(city);
                }
            }
            for members in members.values() {
                for (count, &i) in members.iter().enumerate() {
                    members[..count].iter().for_each(|&j| together[slot(i, j)] += 1);
                }
            }
        }
        Ok(Self { cities, runs: divisions.len(), together })
    }

    /// How many cities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cities
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cities == 0
    }

    /// Share of the divisions that put `i` and `j` together, 0 to 1; 1 for a city and itself.
    #[must_use]
    pub fn share(&self, i: usize, j: usize) -> f64 {
        if i == j { 1.0 } else { f64::from(self.together[slot(i.max(j), i.min(j))]) / self.runs as f64 }
    }
}

/// Where the pair of `i` and a lower `j` stands.
fn slot(i: usize, j: usize) -> usize {
    i * (i - 1) / 2 + j
}
