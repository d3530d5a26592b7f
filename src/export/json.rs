//! Columns as JSON, every number at full precision.

use super::Column;
use crate::layer::Values;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

/// Writes `columns` as a list of objects, one a row, keys in the order of the columns, absent values null.
///
/// # Errors
/// What `out` says.
///
/// # Panics
/// If the columns are not of one length.
///
/// # Example
/// ```
/// use jingwei::export::{Bilingual, Column, json};
/// use jingwei::layer::Values;
/// let values = Values::Real(vec![Some(0.1), None]);
/// let alias = Bilingual::same("Gini");
/// let column = Column { name: "gini".into(), alias, unit: Bilingual::default(), decimals: 3, values };
/// let mut text = Vec::new();
/// json::write(&[column], &mut text)?;
/// assert_eq!(text, b"[\n{\"gini\":0.1},\n{\"gini\":null}\n]\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(columns: &[Column], mut out: impl Write) -> io::Result<()> {
    let rows = columns.first().map_or(0, |column| column.values.len());
    assert!(columns.iter().all(|column| column.values.len() == rows), "columns of one length");
    out.write_all(b"[\n")?;
    for row in 0..rows {
        serde_json::to_writer(&mut out, &Row { columns, row })?;
        out.write_all(if row + 1 < rows { b",\n" } else { b"\n" })?;
    }
    out.write_all(b"]\n")
}

struct Row<'a> {
    columns: &'a [Column],
    row: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for Column { name, values, .. } in self.columns {
            match values {
                Values::Text(values) => map.serialize_entry(name, &values[self.row])?,
                Values::Integer(values) => map.serialize_entry(name, &values[self.row])?,
                Values::Real(values) => map.serialize_entry(name, &values[self.row])?,
                Values::Boolean(values) => map.serialize_entry(name, &values[self.row])?,
            }
        }
        map.end()
    }
}
