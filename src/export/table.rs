//! CSV tables that a spreadsheet opens with its Chinese intact.

use super::Column;
use super::number::exact;
use crate::layer::Values;
use std::io::{self, Write};

/// What a spreadsheet needs to see to read UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes `columns` as CSV: UTF-8 with a byte order mark, the field names in the first row, numbers at full
/// precision (the fewest digits that give them back), an empty cell where a value is absent.
///
/// # Errors
/// What `out` says.
///
/// # Panics
/// If the columns differ in length.
pub fn write(columns: &[Column], mut out: impl Write) -> io::Result<()> {
    let rows = columns.first().map_or(0, |column| column.values.len());
    assert!(columns.iter().all(|column| column.values.len() == rows), "columns are of one length");
    out.write_all(BYTE_ORDER_MARK)?;
    let mut csv = csv::Writer::from_writer(out);
    if columns.is_empty() {
        return csv.flush();
    }
    csv.write_record(columns.iter().map(|column| &column.name)).map_err(unwrapped)?;
    for row in 0..rows {
        csv.write_record(columns.iter().map(|column| cell(&column.values, row))).map_err(unwrapped)?;
    }
    csv.flush()
}

/// The error of the writer as it was, so that a full disk is still known as one.
fn unwrapped(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(values: &Values, row: usize) -> String {
    match values {
        Values::Real(reals) => reals[row].filter(|v| v.is_finite()).map(exact).unwrap_or_default(),
        other => other.text(row).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Bilingual;

    /// A disk that is full from the first byte behind the mark on.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 < bytes.len() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0 -= bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_known_as_one_wherever_it_is_met() {
        let columns = [column("long", Values::Text(vec![Some("x".repeat(20_000)); 3]))];
        let error = write(&columns, Full(20_100)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }

    fn column(name: &str, values: Values) -> Column {
        Column {
            name: name.into(),
            alias: Bilingual::default(),
            unit: Bilingual::default(),
            decimals: 0,
            values,
        }
    }

    #[test]
    fn text_is_quoted_where_needed_and_absent_cells_are_empty() {
        let columns = [
            column("adcode", Values::Text(vec![Some("010000".into()), Some("b\"<,&".into())])),
            column("watt_min", Values::Real(vec![Some(0.1 + 0.2), Some(f64::NAN)])),
            column("opened", Values::Integer(vec![None, Some(2015)])),
            column("core", Values::Boolean(vec![Some(true), None])),
        ];
        let mut bytes = Vec::new();
        write(&columns, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let expected =
            "\u{feff}adcode,watt_min,opened,core\n010000,0.30000000000000004,,true\n\"b\"\"<,&\",,2015,\n";
        assert_eq!(text, expected);
    }
}
