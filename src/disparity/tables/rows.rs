//! A table as plain rows, before anyone has chosen a format or a language.

use super::Change;

/// One cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A name or a note.
    Text(String),
    /// A count, a rank, a year.
    Whole(i64),
    /// A number at full precision.
    Number(f64),
    /// Not known or not defined.
    Absent,
}

/// A table as plain rows: a name a column, one cell a column in every row.
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct Rows {
    /// The names of the columns, short and ASCII; a year stands as `y2020`.
    pub columns: Vec<String>,
    /// The rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

impl Rows {
    /// No row yet under these columns.
    pub(super) fn under<C: Into<String>>(columns: impl IntoIterator<Item = C>) -> Self {
        Self { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// One more row.
    pub(super) fn push(&mut self, row: Vec<Cell>) {
        assert_eq!(row.len(), self.columns.len(), "one cell a column");
        self.rows.push(row);
    }

    /// The columns of a number in two years: `group`, `measure`, both years, `change`, `growth`.
    pub(super) fn of_changes(from: i32, to: i32) -> Self {
        let years = [from, to].map(|year| format!("y{year}"));
        Self::under(
            ["group", "measure"]
                .map(str::to_owned)
                .into_iter()
                .chain(years)
                .chain(["change", "growth"].map(str::to_owned)),
        )
    }

    /// One more row of such columns; growth only where it has a meaning for the measure.
    pub(super) fn push_change(&mut self, group: &str, measure: &str, change: Change, grows: bool) {
        self.push(vec![
            group.into(),
            measure.into(),
            change.from.into(),
            change.to.into(),
            change.difference().into(),
            change.growth().filter(|_| grows).into(),
        ]);
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Absent, Self::Number)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Whole(i64::try_from(count).expect("a count of things in memory"))
    }
}

impl From<Option<usize>> for Cell {
    fn from(count: Option<usize>) -> Self {
        count.map_or(Self::Absent, Self::from)
    }
}

impl From<Option<i32>> for Cell {
    fn from(year: Option<i32>) -> Self {
        year.map_or(Self::Absent, |year| Self::Whole(year.into()))
    }
}
