use super::*;
use crate::layer::Values;
use proptest::prelude::*;

fn table(text: &str) -> Result<Table> {
    Table::read_bytes(Path::new("t.csv"), text.as_bytes())
}

fn refused(text: &str) -> String {
    table(text).unwrap_err().to_string()
}

fn column(text: &str) -> Values {
    table(&format!("x,y\n{text}")).unwrap().columns.0[0].values.clone()
}

#[test]
fn columns_are_typed_and_absent_is_none() {
    assert_eq!(column("1,\n-,\n3,\n"), Values::Integer(vec![Some(1), None, Some(3)]));
    assert_eq!(column("1,\n…,a\n-2.5,\n"), Values::Real(vec![Some(1.0), None, Some(-2.5)]));
    assert_eq!(column("TRUE,\nfalse,\n"), Values::Boolean(vec![Some(true), Some(false)]));
    assert_eq!(column("—,a\nN/A,b\n"), Values::Text(vec![None, None]));
    let codes = ["010", "021"].map(|code| Some(code.to_owned()));
    assert_eq!(column("010,\n021,\n"), Values::Text(codes.to_vec()));
    assert_eq!(column("inf,\nG1,\n"), Values::Text(["inf", "G1"].map(|text| Some(text.to_owned())).to_vec()));
}

#[test]
fn a_stray_text_among_numbers_is_named_with_its_line() {
    let table = table("id,gdp\n1,5\n2,\"1,234\"\n3,7\n4,8\n").unwrap();
    assert_eq!(
        table.findings[0].to_string(),
        "t.csv: line 3: field `gdp`: text here, but numbers in 3 rows: `1,234`"
    );
    assert_eq!(table.findings[0].code, Code::MixedTypes);
}

#[test]
fn quotes_marks_separators_and_blank_rows_are_read() {
    let table = table("\u{feff}name;note\n\"北;京\";\"two\nlines\"\n;\n天津;x\n").unwrap();
    assert_eq!(table.cells("name").unwrap(), ["北;京", "天津"]);
    assert_eq!(table.lines, [2, 5]);
    let (bytes, ..) = encoding_rs::GB18030.encode("name,x\n北京,1\n");
    let table = Table::read_bytes(Path::new("t.csv"), &bytes).unwrap();
    assert_eq!(table.cells("name").unwrap(), ["北京"]);
    assert_eq!(table.findings[0].code, Code::NotUtf8);
}

#[test]
fn ragged_rows_and_bad_headers_are_refused_with_all_their_lines() {
    assert_eq!(
        refused("a,b\n1,2\n3\n4,5,6\n"),
        "t.csv: line 3: the row has 1 cell, the header has 2 [E-CSV-001]\n  \
         t.csv: line 4: the row has 3 cells, the header has 2 [E-CSV-001]"
    );
    assert!(refused("a,a\n1,2\n").contains("line 1: two columns have the same name: `a`"));
    assert!(refused("").contains("the table is empty"));
}

#[test]
fn a_missing_column_names_the_nearest() {
    let said = table("adcode,gdp\n1,2\n").unwrap().cells("adcod").unwrap_err().to_string();
    assert!(said.contains("field `adcod`: there is no such field, the nearest is `adcode`"), "{said}");
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Table::read_bytes(Path::new("t.csv"), &bytes);
    }

    #[test]
    fn arbitrary_text_never_panics(text in "[a1.０',;\"\n\t -]{0,60}") {
        let _ = table(&text);
    }
}
