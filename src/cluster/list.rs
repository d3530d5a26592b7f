//! Clusters by list, as a plan names them.

use crate::error::{Code, Error, Finding, Result};
use std::collections::BTreeMap;

/// One row of a list: a city in a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Name of the cluster.
    pub cluster: String,
    /// Identifier of the city.
    pub city: String,
    /// Line in the file, from 1, for messages.
    pub line: Option<u64>,
}

/// Who is in which cluster by list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct ListMembership {
    /// Names of the clusters, in the order of the list.
    pub clusters: Vec<String>,
    /// For each city its clusters, in the order of the list; none, one or several.
    pub of: Vec<Vec<usize>>,
    /// Rows that name no city of the study, and rows said twice.
    pub findings: Vec<Finding>,
}

impl ListMembership {
    /// For each city the cluster in which a map shows it: the first in the order of the list.
    #[must_use]
    pub fn first(&self) -> Vec<Option<usize>> {
        self.of.iter().map(|clusters| clusters.first().copied()).collect()
    }

    /// Cities in more than one cluster.
    #[must_use]
    pub fn overlapping(&self) -> Vec<usize> {
        (0..self.of.len()).filter(|&city| self.of[city].len() > 1).collect()
    }

    /// The cities of `cluster`, those that are also in others included.
    #[must_use]
    pub fn members(&self, cluster: usize) -> Vec<usize> {
        (0..self.of.len()).filter(|&city| self.of[city].contains(&cluster)).collect()
    }
}

/// The clusters of a list, every membership kept.
///
/// # Conventions
/// `ids` are the cities in study order. Clusters are numbered in the order in which the list first names
/// them. A city in several clusters is a member of each; where only one can be shown it is the first. A row
/// whose city is not in the study is left out with the finding `W-JOIN-002`, a row said twice with
/// `W-JOIN-005`; both come back in `findings`.
///
/// # Errors
/// Rows without a cluster or a city, all of them in one error; or a list of which no row names a city of
/// the study.
///
/// # Example
/// ```
/// use jingwei::cluster::{ListRow, by_list};
///
/// let ids = ["110000", "120000", "130400"].map(String::from);
/// let row = |cluster: &str, city: &str| ListRow { cluster: cluster.into(), city: city.into(), line: None };
/// let rows = [
///     row("京津冀", "110000"),
///     row("京津冀", "130400"),
///     row("中原", "130400"), // in both
/// ];
/// let list = by_list(&ids, &rows)?;
/// assert_eq!(list.clusters, ["京津冀", "中原"]);
/// assert_eq!(list.first(), [Some(0), None, Some(0)]);
/// assert_eq!(list.overlapping(), [2]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn by_list(ids: &[String], rows: &[ListRow]) -> Result<ListMembership> {
    check_rows(rows)?;
    let index: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(city, id)| (id.as_str(), city)).collect();
    let mut list =
        ListMembership { clusters: Vec::new(), of: vec![Vec::new(); ids.len()], findings: Vec::new() };
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let next = numbers.len();
        let cluster = *numbers.entry(&row.cluster).or_insert(next);
        if cluster == next {
            list.clusters.push(row.cluster.clone());
        }
        let Some(&city) = index.get(row.city.as_str()) else {
            let what = format!("no city of the study has this identifier; left out of `{}`", row.cluster);
            list.findings.push(at(row, Finding::new(Code::UnmatchedRow, what)));
            continue;
        };
        if list.of[city].contains(&cluster) {
            let what = format!("the city is already in `{}`", row.cluster);
            list.findings.push(at(row, Finding::new(Code::RepeatedRow, what)));
            continue;
        }
        list.of[city].push(cluster);
    }
    // Rows may come in any order; the numbers follow the clusters.
    list.of.iter_mut().for_each(|clusters| clusters.sort_unstable());
    if !rows.is_empty() && list.of.iter().all(Vec::is_empty) {
        let what = "no row of the list names a city of the study";
        return Err(Finding::new(Code::NothingMatched, what).value(&rows[0].city).into());
    }
    Ok(list)
}

fn check_rows(rows: &[ListRow]) -> Result<()> {
    let mut findings = Vec::new();
    for row in rows {
        if row.cluster.is_empty() {
            let what = "a row of the list names no cluster";
            findings.push(at(row, Finding::new(Code::MissingValue, what)));
        }
        if row.city.is_empty() {
            let what = format!("a row of the list names no city for `{}`", row.cluster);
            findings.push(at(row, Finding::new(Code::MissingId, what)));
        }
    }
    Error::if_any(&findings)
}

fn at(row: &ListRow, mut finding: Finding) -> Finding {
    finding.place.line = row.line;
    finding.place.id = (!row.city.is_empty()).then(|| row.city.clone());
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(pairs: &[(&str, &str)]) -> Vec<ListRow> {
        let row = |(line, (cluster, city)): (u64, &(&str, &str))| ListRow {
            cluster: (*cluster).to_owned(),
            city: (*city).to_owned(),
            line: Some(line),
        };
        (2..).zip(pairs).map(row).collect()
    }

    fn ids() -> Vec<String> {
        ["a", "b", "c"].map(String::from).to_vec()
    }

    #[test]
    fn every_membership_is_kept() {
        let list = by_list(&ids(), &rows(&[("Y", "c"), ("X", "a"), ("X", "c"), ("Y", "b")])).unwrap();
        assert_eq!(list.clusters, ["Y", "X"]);
        assert_eq!(list.of, [vec![1], vec![0], vec![0, 1]]);
        assert_eq!(list.first(), [Some(1), Some(0), Some(0)]);
        assert_eq!(list.overlapping(), [2]);
        assert_eq!(list.members(0), [1, 2]);
        assert_eq!(list.members(1), [0, 2]);
        assert!(list.findings.is_empty());
    }

    #[test]
    fn unknown_and_repeated_rows_are_said() {
        let list = by_list(&ids(), &rows(&[("X", "a"), ("X", "z"), ("X", "a"), ("Z", "y")])).unwrap();
        assert_eq!(list.of, [vec![0], vec![], vec![]]);
        assert_eq!(list.clusters, ["X", "Z"], "a cluster without a known city keeps its number");
        let said: Vec<_> = list.findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "line 3 (`z`): no city of the study has this identifier; left out of `X`",
                "line 4 (`a`): the city is already in `X`",
                "line 5 (`y`): no city of the study has this identifier; left out of `Z`",
            ]
        );
        assert_eq!(list.findings[1].code, Code::RepeatedRow);
    }

    #[test]
    fn a_list_of_strangers_is_refused() {
        let error = by_list(&ids(), &rows(&[("X", "z"), ("X", "y")])).unwrap_err();
        assert_eq!(error.to_string(), "no row of the list names a city of the study: `z` [E-JOIN-004]");
    }

    #[test]
    fn every_empty_cell_is_named() {
        let error = by_list(&ids(), &rows(&[("", "a"), ("X", "")])).unwrap_err().to_string();
        assert!(error.contains("line 2 (`a`): a row of the list names no cluster"), "{error}");
        assert!(error.contains("line 3: a row of the list names no city for `X`"), "{error}");
    }

    #[test]
    fn an_empty_list_has_no_clusters() {
        let list = by_list(&ids(), &[]).unwrap();
        assert!(list.clusters.is_empty());
        assert_eq!(list.first(), [None, None, None]);
    }
}
