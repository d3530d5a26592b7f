//! Rows of a matrix as CSV and JSON.

use crate::export::number::exact;

/// What stands before the first row.
pub(super) const CSV_HEADER: &[u8] = b"\xEF\xBB\xBFfrom,to,minutes\n";

/// Rows as the `csv` crate writes them.
pub(super) fn csv<'a>(from: &str, cells: impl Iterator<Item = (&'a str, Option<f64>)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut start = Vec::new();
    cell(&mut start, from);
    start.push(b',');
    for (to, minutes) in cells {
        bytes.extend_from_slice(&start);
        cell(&mut bytes, to);
        bytes.push(b',');
        if let Some(minutes) = minutes {
            bytes.extend_from_slice(exact(minutes).as_bytes());
        }
        bytes.push(b'\n');
    }
    bytes
}

/// Text in quotes where it would be misread without.
fn cell(bytes: &mut Vec<u8>, text: &str) {
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        bytes.extend_from_slice(text.as_bytes());
        return;
    }
    bytes.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(byte);
    }
    bytes.push(b'"');
}

/// Objects, each after a comma and on a line of its own.
pub(super) fn json<'a>(from: &str, cells: impl Iterator<Item = (&'a str, Option<f64>)>) -> Vec<u8> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let from = quoted(from);
    let mut bytes = Vec::new();
    for (to, minutes) in cells {
        let minutes = minutes.map_or_else(|| "null".to_owned(), |m| serde_json::Value::from(m).to_string());
        bytes.extend_from_slice(
            format!(",\n{{\"from\":{from},\"to\":{},\"minutes\":{minutes}}}", quoted(to)).as_bytes(),
        );
    }
    bytes
}

#[cfg(test)]
mod tests {
    use crate::export::matrix::shard::Identity;
    use crate::export::matrix::{Format, MatrixWriter};
    use crate::export::{Bilingual, Column, WholeFile, json as json_table, table};
    use crate::layer::Values;
    use proptest::prelude::*;

    proptest! {
        /// A matrix that is written as it is found reads as the table that it is.
        #[test]
        fn rows_are_those_of_the_table(
            names in prop::collection::vec("[a0甲,\"\n\r; #]{0,4}", 0..4),
            times in prop::collection::vec(prop::option::of(0_u32..10_000_000), 16),
        ) {
            let names: Vec<String> = names.into_iter().map(|name| format!("x{name}")).collect();
            let minutes = |i: usize, j: usize| times[i * 4 + j].map(|ms| f64::from(ms) / 60_000.0);
            let pairs: Vec<(usize, usize)> =
                (0..names.len()).flat_map(|i| (0..names.len()).map(move |j| (i, j))).collect();
            let column = |name: &str, values| Column {
                name: name.into(), alias: Bilingual::default(), unit: Bilingual::default(), decimals: 1, values,
            };
            let columns = [
                column("from", Values::Text(pairs.iter().map(|p| Some(names[p.0].clone())).collect())),
                column("to", Values::Text(pairs.iter().map(|p| Some(names[p.1].clone())).collect())),
                column("minutes", Values::Real(pairs.iter().map(|p| minutes(p.0, p.1)).collect())),
            ];
            let folder = tempfile::tempdir().unwrap();
            for format in [Format::Csv, Format::Json] {
                let mut expected = Vec::new();
                match format {
                    Format::Csv => table::write(&columns, &mut expected).unwrap(),
                    _ => json_table::write(&columns, &mut expected).unwrap(),
                }
                let path = folder.path().join("out");
                let out = WholeFile::create(&path, true).unwrap();
                let ids = names.iter().map(String::as_str);
                let mut writer = MatrixWriter::begin(out, format, Identity::default(), ids).unwrap();
                for (i, from) in names.iter().enumerate() {
                    let cells = (0..names.len()).map(|j| (j, minutes(i, j)));
                    writer.put(&format.encode(from, |j| &names[j], cells)).unwrap();
                }
                writer.finish().unwrap();
                let written = std::fs::read(&path).unwrap();
                prop_assert_eq!(String::from_utf8(written).unwrap(), String::from_utf8(expected).unwrap());
            }
        }
    }
}
