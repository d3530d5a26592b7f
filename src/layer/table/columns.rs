//! The type of a column from its cells.

use crate::error::{Code, Finding};
use crate::layer::join::plain_id;
use crate::layer::{Field, Values};

/// What stands for no value.
const ABSENT: [&str; 13] = ["", "-", "--", "—", "——", "…", "……", "N/A", "n/a", "NA", "NaN", "nan", "null"];

/// What a cell may be read as.
enum Cell<'a> {
    Absent,
    Integer(i64),
    Real(f64),
    Boolean(bool),
    /// Digits written so that their form matters: leading zeros, full-width, a leading apostrophe.
    Digits,
    Text(&'a str),
}

/// Whether `cell` stands for no value.
pub(in crate::layer) fn is_absent(cell: &str) -> bool {
    ABSENT.contains(&cell.trim())
}

fn read(cell: &str) -> Cell<'_> {
    let cell = cell.trim();
    if is_absent(cell) {
        return Cell::Absent;
    }
    let digits = cell.trim_start_matches(['-', '+']);
    let begins = |c: char| c.is_ascii_digit() || c == '.';
    if digits.starts_with(begins) {
        let padded = digits.len() > 1
            && digits.starts_with('0')
            && digits[1..].starts_with(|c: char| c.is_ascii_digit());
        if padded && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Cell::Digits;
        }
        if let Ok(number) = cell.parse() {
            return Cell::Integer(number);
        }
        match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => return Cell::Real(number),
            _ => {}
        }
    }
    match cell {
        "true" | "TRUE" | "True" => Cell::Boolean(true),
        "false" | "FALSE" | "False" => Cell::Boolean(false),
        _ if plain_id(cell).is_some_and(|plain| plain.text.bytes().all(|byte| byte.is_ascii_digit())) => {
            Cell::Digits
        }
        _ => Cell::Text(cell),
    }
}

/// The typed column, and the first text among mostly numbers.
pub(super) fn typed(name: String, cells: &[String], lines: &[u64]) -> (Field, Option<Finding>) {
    let read_all = || cells.iter().map(|cell| read(cell));
    let (mut integers, mut reals, mut booleans, mut digits) = (0, 0, 0, 0);
    let mut texts = Vec::new();
    for (row, cell) in read_all().enumerate() {
        match cell {
            Cell::Absent => {}
            Cell::Integer(_) => integers += 1,
            Cell::Real(_) => reals += 1,
            Cell::Boolean(_) => booleans += 1,
            Cell::Digits => digits += 1,
            Cell::Text(text) => texts.push((row, text)),
        }
    }
    let numbers = integers + reals;
    let others = booleans + digits + texts.len();
    let text = || {
        let text = |cell: &String| (!is_absent(cell)).then(|| cell.trim().to_owned());
        Values::Text(cells.iter().map(text).collect())
    };
    #[expect(clippy::cast_precision_loss, reason = "a column of real numbers holds what f64 can hold")]
    let real = |cell| match cell {
        Cell::Integer(number) => Some(number as f64),
        Cell::Real(number) => Some(number),
        _ => None,
    };
    let values = if others == 0 && reals > 0 {
        Values::Real(read_all().map(real).collect())
    } else if others == 0 && integers > 0 {
        let integer = |cell| if let Cell::Integer(number) = cell { Some(number) } else { None };
        Values::Integer(read_all().map(integer).collect())
    } else if booleans > 0 && numbers == 0 && booleans == others {
        let boolean = |cell| if let Cell::Boolean(value) = cell { Some(value) } else { None };
        Values::Boolean(read_all().map(boolean).collect())
    } else {
        text()
    };
    let stray =
        texts.first().filter(|_| numbers > texts.len() && digits == 0).map(|&(row, value)| {
            let more = match texts.len() - 1 {
                0 => String::new(),
                more => format!(" and in {more} more rows"),
            };
            let what = format!("text here{more}, but numbers in {numbers} rows");
            Finding::new(Code::MixedTypes, what).line(lines[row]).field(&name).value(value).hint(
                "leave the cell empty where there is no number; write numbers without separators and units",
            )
        });
    (Field { name, values }, stray)
}
