//! How the tables of a study met the units of its layers.

use super::columns::{integer, text};
use super::part::{OutputTable, Part};
use crate::export::Bilingual;
use crate::study::{Join, Study};

/// The report of all joins; `None` for a study without tables.
pub(super) fn part(study: &Study) -> Option<Part<'_>> {
    let joins = &study.joins;
    if joins.is_empty() {
        return None;
    }
    let title = Bilingual::new("数据连接", "Joins");
    let texts =
        |pick: &dyn Fn(&Join) -> String| joins.iter().map(|join| Some(pick(join))).collect::<Vec<_>>();
    let counts = |pick: &dyn Fn(&Join) -> usize| {
        joins.iter().map(|join| i64::try_from(pick(join)).ok()).collect::<Vec<_>>()
    };
    let columns = vec![
        text("file", Bilingual::new("数据表", "Table"), texts(&|join| join.file.display().to_string())),
        integer("rows", Bilingual::new("行数", "Rows"), counts(&|join| join.rows)),
        integer("units", Bilingual::new("单元数", "Units"), counts(&|join| join.units)),
        integer("matched", Bilingual::new("已匹配单元", "Units matched"), counts(&|join| join.matched)),
        integer(
            "rows_left",
            Bilingual::new("未匹配行", "Rows left out"),
            counts(&|join| join.unmatched_rows),
        ),
        text(
            "units_left",
            Bilingual::new("无数据单元", "Units without a row"),
            texts(&|join| join.unmatched_units.join("、")),
        ),
        text("fields", Bilingual::new("并入字段", "Fields joined"), texts(&|join| join.joined.join(", "))),
    ];
    let text = Bilingual::new(
        "表格按代码并入图层；未匹配者不参与计算。",
        "Tables are joined by identifier; what did not match takes no part.",
    );
    let tables = vec![OutputTable::new("joins", title.clone(), columns)];
    Some(Part { title, text, tables, ..Part::default() })
}
