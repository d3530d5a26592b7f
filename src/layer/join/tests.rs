use super::*;
use std::path::Path;

const IDS: [&str; 3] = ["110000", "120000", "370100"];
const NAMES: [&str; 3] = ["北京市", "天津市", "济南市"];

fn table(text: &str) -> Table {
    Table::read_bytes(Path::new("t.csv"), text.as_bytes()).unwrap()
}

fn joined(fields: &mut Fields, text: &str, id: &str, year: Option<&str>) -> Result<JoinReport> {
    join(fields, &IDS.map(str::to_owned), &NAMES.map(str::to_owned), &table(text), id, year)
}

fn wide(text: &str) -> (Fields, JoinReport) {
    let mut fields = Fields::default();
    let report = joined(&mut fields, text, "adcode", None).unwrap();
    (fields, report)
}

fn refused(text: &str) -> String {
    joined(&mut Fields::default(), text, "adcode", None).unwrap_err().to_string()
}

fn said(report: &JoinReport) -> Vec<String> {
    report.findings.iter().map(|finding| format!("{finding} [{}]", finding.code)).collect()
}

fn values(fields: &Fields, name: &str) -> Vec<Option<f64>> {
    fields.numbers(name, Path::new("t.csv")).unwrap()
}

#[test]
fn columns_become_fields_in_the_order_of_the_units() {
    let (fields, report) = wide("adcode,gdp,note\n370100,3,c\n110000,1,\n120000,2,b\n");
    assert_eq!(fields.names().collect::<Vec<_>>(), ["gdp", "note"]);
    assert_eq!(fields.0[0].values, Values::Integer(vec![Some(1), Some(2), Some(3)]));
    assert_eq!((report.matched, report.unmatched_rows, report.findings.len()), (3, 0, 0));
}

#[test]
fn identifiers_that_plainly_mean_a_unit_match_with_a_word_for_each_manner() {
    let (fields, report) = wide("adcode,gdp\n110000.0,1\n１２００００,2\n'370100,3\n");
    assert_eq!(values(&fields, "gdp"), [Some(1.0), Some(2.0), Some(3.0)]);
    assert_eq!(
        said(&report),
        [
            "t.csv: line 2: field `adcode`: the identifier is written with a trailing `.0` and was read as `110000`: \
             `110000.0` [W-JOIN-001]",
            "t.csv: line 3: field `adcode`: the identifier is written in full-width characters and was read as `120000`: \
             `１２００００` [W-JOIN-001]",
            "t.csv: line 4: field `adcode`: the identifier is written with a leading apostrophe and was read as `370100`: \
             `'370100` [W-JOIN-001]",
        ]
    );
    let (_, report) = wide("adcode,gdp\n110000.0,1\n 120000 ,2\n370100.0,3\n");
    assert_eq!(
        said(&report)[0],
        "t.csv: line 2: field `adcode`: 2 identifiers are written with a trailing `.0` and were read plainly, the first \
         as `110000`: `110000.0` [W-JOIN-001]"
    );
    assert!(
        said(&report)[1].contains("line 3: field `adcode`: the identifier is written surrounded by spaces")
    );
}

#[test]
fn rows_and_units_without_a_match_are_said_with_the_nearest() {
    let (fields, report) = wide("adcode,name,gdp\n110000,北京市,1\n371200,莱芜市,2\n370010,济南市,3\n");
    assert_eq!(values(&fields, "gdp"), [Some(1.0), None, None]);
    assert_eq!((report.matched, report.unmatched_rows), (1, 2));
    assert_eq!(report.unmatched_units, [1, 2]);
    assert_eq!(
        said(&report),
        [
            "t.csv: line 3 (莱芜市): field `adcode`: no unit has this identifier, the nearest is `370100` 济南市: \
             `371200` [W-JOIN-002]",
            "t.csv: line 4 (济南市): field `adcode`: no unit has this identifier, by its name it is `370100` 济南市: \
             `370010` [W-JOIN-002]",
            "t.csv: 2 of 3 units have no row: `120000` 天津市, `370100` 济南市 [W-JOIN-003]",
        ]
    );
}

#[test]
fn two_rows_of_one_unit_are_refused() {
    assert_eq!(
        refused("adcode,gdp\n110000,1\n120000,2\n110000.0,3\n"),
        "t.csv: line 4: the row has the same identifier as line 2: `110000` [E-ID-002]"
    );
    let text = "adcode,year,gdp\n110000,2020,1\n110000,2021,2\n110000,2020,3\n";
    let error = joined(&mut Fields::default(), text, "adcode", Some("year")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "t.csv: line 4: the row has the same identifier and the year 2020 as line 2: `110000` [E-ID-002]"
    );
}

#[test]
fn a_table_of_strangers_is_refused() {
    assert_eq!(
        refused("adcode,gdp\nCN-11,1\nCN-12,2\n"),
        "t.csv: field `adcode`: no row matches a unit: the table has `CN-11`, `CN-12`, the layer has `110000`, \
         `120000`, `370100` [E-JOIN-004]"
    );
    assert!(refused("adcode,gdp\n").contains("the table has no rows [E-JOIN-004]"));
    assert!(refused("code,gdp\n1,2\n").contains("field `adcode`: there is no such field"));
}

#[test]
fn text_among_the_numbers_of_a_joined_column_is_refused_and_nothing_is_added() {
    let mut fields = Fields::default();
    let error =
        joined(&mut fields, "adcode,gdp\n110000,1\n120000,2\n370100,3万\n", "adcode", None).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("line 4: field `gdp`: text here, but numbers in 2 rows: `3万` [E-FIELD-001]")
    );
    assert_eq!(fields, Fields::default());
}

#[test]
fn a_long_table_becomes_a_field_a_year() {
    let mut fields = Fields::default();
    let text = "adcode,name,year,gdp,population\n110000,北京市,2013,,2115\n110000,北京市,2014,5,2152\n120000,天津市,2014,6,\n";
    let report = joined(&mut fields, text, "adcode", Some("year")).unwrap();
    assert_eq!(report.joined, ["name", "gdp_2014", "population_2013", "population_2014"]);
    assert_eq!(values(&fields, "gdp_2014"), [Some(5.0), Some(6.0), None]);
    assert_eq!(values(&fields, "population_2013"), [Some(2115.0), None, None]);
    let error = joined(&mut Fields::default(), &text.replace("2013", "2013年"), "adcode", Some("year"));
    let error = error.unwrap_err().to_string();
    assert!(
        error
            .contains("line 2: field `year`: the year of the row is no whole number: `2013年` [E-FIELD-004]"),
        "{error}"
    );
}

#[test]
fn a_field_of_the_layer_is_kept_with_a_word_where_the_table_differs() {
    let names = NAMES.map(|name| Some(name.to_owned())).to_vec();
    let mut fields = Fields(vec![Field { name: "name".to_owned(), values: Values::Text(names) }]);
    let before = fields.clone();
    let text = "adcode,name,gdp\n110000,北京市,1\n120000,天津,2\n370100,济南市,3\n";
    let report = joined(&mut fields, text, "adcode", None).unwrap();
    assert_eq!(
        (report.kept.clone(), report.joined.clone()),
        (vec!["name".to_owned()], vec!["gdp".to_owned()])
    );
    assert_eq!(fields.named("name"), before.named("name"));
    assert_eq!(
        said(&report),
        [
            "t.csv: field `name`: the layer has a field of this name, which was kept; 1 of 3 units differ, first `120000` \
          天津市, `天津市` in the layer: `天津` [W-JOIN-006]"
        ]
    );
    let text = "adcode,name,year,gdp\n110000,北京市,2020,1\n110000,北京,2021,2\n";
    let report = joined(&mut fields, text, "adcode", Some("year")).unwrap();
    assert_eq!(report.joined, ["gdp_2020", "gdp_2021"]);
}

#[test]
fn many_units_without_a_row_are_one_word() {
    let ids: Vec<String> = (0..100).map(|i| format!("{i:03}")).collect();
    let table = table("adcode,gdp\n050,1\n");
    let report = join(&mut Fields::default(), &ids, &ids, &table, "adcode", None).unwrap();
    assert_eq!(report.findings.len(), 1);
    assert!(report.findings[0].what.starts_with("99 of 100 units have no row: `000` 000, "));
}
