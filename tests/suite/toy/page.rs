//! The tables of `geodata/toy/README.md`.

use std::fs;
use std::path::Path;

/// One row of cells.
pub(crate) type Row = Vec<String>;

/// The rows below the header of table `number` (from 0) under the heading `## heading`.
pub(crate) fn table(heading: &str, number: usize) -> Vec<Row> {
    let page = fs::read_to_string(folder().join("README.md")).unwrap();
    let title = format!("## {heading}");
    let section = page.lines().skip_while(|line| *line != title).skip(1);
    let lines: Vec<_> = section.take_while(|line| !line.starts_with("## ")).collect();
    let mut tables = lines.split(|line| !line.starts_with('|')).filter(|lines| !lines.is_empty());
    let rows = tables.nth(number).unwrap_or_else(|| panic!("no table {number} under `{heading}`"));
    let cells = |line: &&str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    rows[2..].iter().map(cells).collect()
}

/// The folder of the toy study.
pub(crate) fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/toy"))
}

/// A cell with a number, or a dash for none.
pub(crate) fn optional(cell: &str) -> Option<f64> {
    (cell != "–").then(|| number(cell))
}

/// A cell with a number.
pub(crate) fn number(cell: &str) -> f64 {
    cell.parse().unwrap_or_else(|_| panic!("no number: {cell}"))
}

/// A column of numbers.
pub(crate) fn numbers(rows: &[Row], column: usize) -> Vec<f64> {
    rows.iter().map(|row| number(&row[column])).collect()
}

/// A column of texts.
pub(crate) fn texts(rows: &[Row], column: usize) -> Vec<String> {
    rows.iter().map(|row| row[column].clone()).collect()
}

/// Equal but for the rounding of a few sums.
pub(crate) fn assert_close(found: Option<f64>, page: Option<f64>, what: &str) {
    let close = match (found, page) {
        (Some(found), Some(page)) => (found - page).abs() <= 1e-12 * page.abs(),
        (None, None) => true,
        _ => false,
    };
    assert!(close, "{what}: {found:?} and not {page:?}");
}
