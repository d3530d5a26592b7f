//! `jingwei run` on the toy study: the tables and layers hold what `geodata/toy/README.md` works by hand.
//!
//! Not in the outputs, so judged in `toy` alone: the potential of others, the GDP of rings, the unweighted
//! Theil index, Moran's I with binary weights.

#![expect(clippy::float_cmp, reason = "what is written twice is written alike")]

pub(crate) mod program;
mod same_bytes;
pub(crate) mod styles;

use crate::toy::page::{numbers, optional, table, texts};
use program::{Row, Written, jingwei, rows, study, toy};
use serde_json::Value;

/// A cell of the output is what the page says; the page rounds to as many digits as it prints.
fn assert_reads(cell: &str, page: &str, what: &str) {
    match (cell, optional(page)) {
        ("", None) => {}
        ("", Some(_)) | (_, None) => panic!("{what}: `{cell}` and not `{page}`"),
        (cell, Some(page_number)) => {
            let decimals = page.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let tolerance = if decimals >= 6 { 0.5e-6 } else { 1e-12 * page_number.abs() };
            let found: f64 = cell.parse().unwrap_or_else(|_| panic!("{what}: no number: {cell}"));
            assert!((found - page_number).abs() <= tolerance, "{what}: {found} and not {page}");
        }
    }
}

fn cells(rows: &[Row], column: &str) -> Vec<String> {
    rows.iter().map(|row| row[column].clone()).collect()
}

/// The property as it would stand in a table.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The layers say what the table says, feature by feature.
fn assert_layer_is_table(layer: &str, rows: &[Row]) {
    let features = toy().properties(layer);
    assert_eq!(features.len(), rows.len(), "{layer}");
    for (feature, row) in features.iter().zip(rows) {
        for (field, value) in feature.as_object().unwrap() {
            let (found, said) = (cell(value), &row[field]);
            let same = match (found.parse::<f64>(), said.parse::<f64>()) {
                (Ok(found), Ok(said)) => found == said,
                _ => found == *said,
            };
            assert!(same, "{layer}: {field}: {found} and not {said}");
        }
    }
}

#[test]
fn travel_times() {
    let pairs = rows(jingwei(&["matrix", study("toy").to_str().unwrap(), "--quiet"]).as_bytes());
    let page = table("Travel times", 0);
    assert_eq!(pairs.len(), page.len() * page.len());
    for (place, pair) in pairs.iter().enumerate() {
        let (i, j) = (place / page.len(), place % page.len());
        assert_reads(&pair["minutes"], &page[i][j + 1], &format!("{} to {}", page[i][0], page[j][0]));
    }
}

#[test]
fn access() {
    let (found, page) = (toy().table("access"), table("Access", 0));
    assert_eq!(cells(&found, "name"), texts(&page, 0));
    let columns = ["pop", "watt_min", "watt_miss", "pot", "d120_pop", "c60_population"];
    for (row, page) in found.iter().zip(&page) {
        for (column, place) in columns.iter().zip([1, 2, 3, 4, 6, 7]) {
            // Reaches nobody, so it has no place on the maps.
            let none = page[0] == "丙市" && place >= 4;
            let what = format!("{column} of {}", page[0]);
            assert_reads(&row[*column], if none { "–" } else { &page[place] }, &what);
        }
    }
    let index: Vec<f64> = found.iter().filter_map(|row| row["pot_idx"].parse().ok()).collect();
    assert!((index.iter().sum::<f64>() / index.len() as f64 - 100.0).abs() < 1e-9, "{index:?}");
    for layer in ["access_watt", "access_pot", "access_d120_pop", "access_c60_population"] {
        assert_layer_is_table(layer, &found);
    }
}

#[test]
fn rings() {
    let (found, page) = (toy().table("rings_950100"), table("Rings", 0));
    assert_eq!(cells(&found, "ring"), ["0–30", "30–60", "60–90", "90–120", ">120"]);
    assert_eq!(found.len(), page.len());
    for (row, page) in found.iter().zip(&page) {
        for (column, place) in [("cities", 3), ("total", 4), ("share", 5), ("cum_share", 6)] {
            assert_reads(&row[column], &page[place], &format!("{column} of ring {}", row["ring"]));
        }
    }
    let ring = |feature: &Value| cell(&feature["ring"]);
    let of_cities: Vec<_> = toy().properties("rings_950100").iter().map(ring).collect();
    assert_eq!(of_cities, ["60–90", "", "0–30", "0–30", "30–60", "90–120"]);
    let minutes = table("Travel times", 0)[3][1..].to_vec();
    for (feature, minutes) in toy().properties("rings_950100").iter().zip(&minutes) {
        // The core is no way from itself.
        let minutes = if feature["name"] == "戊市" { "0" } else { minutes };
        assert_reads(&cell(&feature["core_min"]), minutes, &cell(&feature["name"]));
    }
}

/// The first two rings end at an hour, the first four at two.
#[test]
fn circles_hold_the_people_and_the_gdp_of_their_rings() {
    let (found, page) = (toy().table("ring_circles"), table("Rings", 0));
    assert_eq!(cells(&found, "limit_min"), ["60", "120"]);
    for (row, rings) in found.iter().zip([2, 4]) {
        for (column, place) in [("cities", 3), ("pop", 4), ("value1", 7)] {
            let sum: f64 = numbers(&page[..rings], place).iter().sum();
            assert_reads(&row[column], &sum.to_string(), &format!("{column} within {}", row["limit_min"]));
        }
    }
}

#[test]
fn clusters() {
    let (found, page) = (toy().table("clusters"), table("Clusters", 0));
    for (row, page) in found.iter().zip(&page) {
        assert_eq!(row["name"], page[0]);
        assert_eq!(row["role"], page[1], "{}", page[0]);
        // The page counts clusters, the table names them after their core.
        let cluster = optional(&page[2]).map_or("", |cluster| ["戊市", "壬市"][usize::from(cluster > 0.0)]);
        assert_eq!(row["cluster"], cluster, "{}", page[0]);
        for (column, place) in [("core", 3), ("second", 5)] {
            assert_eq!(row[column], page[place].replace('–', ""), "{column} of {}", page[0]);
        }
        for (column, place) in [("core_min", 4), ("second_min", 6)] {
            assert_reads(&row[column], &page[place], &format!("{column} of {}", page[0]));
        }
    }
    assert_eq!(cells(&found, "list"), ["", "", "戊城市群", "戊城市群", "戊城市群", "壬城市群"]);
    assert_eq!(found[4]["list_all"], "戊城市群、壬城市群");
    for layer in ["cluster_rule", "cluster_list"] {
        assert_layer_is_table(layer, &found);
    }
}

#[test]
fn every_field_has_words_in_both_languages() {
    let told = toy().table("fields");
    assert!(told.iter().all(|row| !row["zh"].is_empty() && !row["en"].is_empty()), "{told:?}");
    let mut tables = 0;
    for (file, bytes) in toy().files() {
        let is_table = file.starts_with("tables/") && file != "tables/fields.csv";
        let Some(row) = is_table.then(|| rows(&bytes)).and_then(|rows| rows.into_iter().next()) else {
            continue;
        };
        for field in row.keys() {
            assert!(told.iter().any(|t| t["file"] == file && t["field"] == *field), "{file}: {field}");
        }
        tables += 1;
    }
    assert!(tables >= 6, "{tables}");
    let watt =
        told.iter().find(|row| row["file"] == "tables/access.csv" && row["field"] == "watt_min").unwrap();
    assert_eq!((watt["unit_zh"].as_str(), watt["unit_en"].as_str()), ("分钟", "min"));
}

#[test]
fn the_smallest_study_of_points_runs_and_says_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| study("toy").with_file_name(name).to_str().unwrap().to_owned();
    let text = format!(
        "study.title = '最小'\n[cities]\nfile = {:?}\nid = 'adcode'\npopulation = 'population_wan'\n\
         [corridors]\nfile = {:?}\n[network.mode.expressway]\nkind = 'road'\n[network.mode.hsr]\nkind = 'rail'\n",
        file("cities.geojson"),
        file("corridors.geojson")
    );
    let path = folder.path().join("study.toml");
    std::fs::write(&path, text).unwrap();
    let files = Written::by(&path, &[]).files();
    let page = String::from_utf8(files["report.html"].clone()).unwrap();
    assert!(
        page.contains("the potential leaves out a city") && page.contains("不计自身潜力"),
        "said and applied"
    );
    assert!(!page.contains("id=\"part-3\""), "accessibility and network alone have sections");
    // The population has no label, yet is not called by its field alone.
    assert!(page.contains("人口（population_wan）"));
}

#[test]
fn agreement() {
    let (found, page) = (toy().table("cluster_agreement"), table("Clusters", 1));
    assert_eq!(cells(&found, "cluster"), texts(&page, 0));
    for (row, page) in found.iter().zip(&page) {
        for (place, column) in ["listed", "both", "only_list", "only_rule", "jaccard"].iter().enumerate() {
            assert_reads(&row[*column], &page[place + 1], &format!("{column} of {}", page[0]));
        }
    }
}

#[test]
fn disparity() {
    let (found, page) = (toy().table("gdp_figures"), table("Disparity", 0));
    let figures = [
        ("max/min", "max_min_ratio", "", ""),
        ("gap", "absolute_gap", "", ""),
        ("CV sample", "cv_sample", "", ""),
        ("CV population", "cv_population", "", ""),
        ("Williamson", "williamson", "", ""),
        ("Gini", "gini", "", ""),
        ("Theil T by population", "theil_t", "", ""),
        ("between blocs", "theil_between", "bloc", ""),
        ("within blocs", "theil_within", "bloc", ""),
        ("between sides", "theil_between", "side", ""),
        ("within sides", "theil_within", "side", ""),
        ("Moran's I, queen, row-standardised", "moran_queen", "", ""),
        ("south/north", "ratio_per_capita", "side", "south/north"),
        ("south/north without the northeast", "ratio_per_capita", "side", "south/north-northeast"),
    ];
    for (on_page, index, field, group) in figures {
        let row = page.iter().find(|row| row[0] == on_page).expect("a row of the page");
        for (year, said) in [("2020", &row[1]), ("2023", &row[2])] {
            let is_it = |row: &&Row| {
                row["year"] == year
                    && row["index"] == index
                    && row["group_field"] == field
                    && row["group"] == group
            };
            let ours: Vec<_> = found.iter().filter(is_it).collect();
            assert_eq!(ours.len(), 1, "{on_page} {year}");
            assert_reads(&ours[0]["value"], said, &format!("{on_page} {year}"));
        }
    }
    assert_layer_is_table("regions_gdp", &toy().table("regions_gdp"));
}
