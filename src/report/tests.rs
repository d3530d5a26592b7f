use super::*;
use crate::classify::Classes;
use crate::error::Code;
use crate::export::{Category, Colour, Column, OutputLayer, Shapes, Style};
use crate::layer::Values;
use geo_types::{Coord, LineString, MultiPolygon, Rect, polygon};
use proptest::prelude::*;

/// A plane for drawing only: a degree is 100 km both ways.
#[expect(clippy::unnecessary_wraps, reason = "the signature of a plane")]
fn flat(at: Coord<f64>) -> Option<Coord<f64>> {
    Some(Coord { x: at.x * 1e5, y: at.y * 1e5 })
}

fn same(text: &str) -> Bilingual {
    Bilingual::same(text)
}

/// Unit squares in a row, sharing their edges.
fn squares(count: u8) -> Vec<MultiPolygon<f64>> {
    let square = |i: u8| {
        let west = f64::from(i);
        MultiPolygon(vec![polygon![
            (x: west, y: 0.0), (x: west + 1.0, y: 0.0), (x: west + 1.0, y: 1.0), (x: west, y: 1.0)
        ]])
    };
    (0..count).map(square).collect()
}

fn layer<'a>(shapes: Shapes<'a>, names: &[String], values: Vec<Option<f64>>) -> OutputLayer<'a> {
    let column = |name: &str, values| Column {
        name: name.into(),
        alias: Bilingual::new("时间", "Time"),
        unit: Bilingual::new("分钟", "min"),
        decimals: 1,
        values,
    };
    let ids = (0..names.len()).map(|i| Some(i.to_string())).collect();
    OutputLayer {
        name: "layer".into(),
        title: same("title <1>"),
        shapes,
        columns: vec![
            column("adcode", Values::Text(ids)),
            column("name", Values::Text(names.iter().cloned().map(Some).collect())),
            column("v", Values::Real(values)),
        ],
        style: Style::Graduated {
            column: "v".into(),
            classes: Classes { bounds: vec![0.0, 1.0, 2.0], of: Vec::new() },
            colours: vec![Colour(255, 0, 0), Colour(0, 0, 255)],
        },
        labels: None,
    }
}

fn report(language: Language, blocks: Vec<Block>) -> Report {
    Report {
        language,
        title: Bilingual::new("研究", "Study"),
        scope: Bilingual::default(),
        findings: vec![same("one & only")],
        cards: Vec::new(),
        sections: vec![Section { title: same("part"), text: Bilingual::default(), blocks }],
        comparisons: Vec::new(),
        methods: Vec::new(),
        dropped: Vec::new(),
        provenance: Provenance::default(),
        command: String::new(),
        plane: Plane { name: ("平面", "plane"), project: &flat },
    }
}

#[test]
fn each_geometry_is_stored_once_and_used_by_every_map() {
    let squares = squares(2);
    let shapes = Shapes::Polygons(&squares);
    let names = ["a".to_owned(), "b".to_owned()];
    let map = |values| Map::new(layer(shapes, &names, values), MapFrame::around(shapes));
    let maps = vec![map(vec![Some(1.0), Some(2.0)]), map(vec![Some(0.5), None])];
    let page = report(Language::En, vec![Block::Maps(maps)]).render();
    assert_eq!(page.matches("<path id=\"s0g0f").count(), 2, "{page}");
    assert_eq!(page.matches("<use href=\"#s0g0f1\"/>").count(), 2);
    // Two squares on 2000 units with 2 % around them: the shared edge lies in the middle.
    assert!(page.contains("<path id=\"s0g0f0\" d=\"M38 1000l962 0 0-962-962 0z\"/>"), "{page}");
    assert!(page.contains("<path id=\"s0g0f1\" d=\"M1000 1000l962 0 0-962-962 0z\"/>"), "{page}");
    assert!(
        page.contains("<title>b: no data</title>") || page.contains("<title>b: No data</title>"),
        "{page}"
    );
    assert!(page.contains("<title>a: 1.0 min</title>"), "{page}");
}

#[test]
fn nothing_is_fetched_and_no_text_is_markup() {
    let points = [Coord { x: 1.0, y: 2.0 }, Coord { x: 2.0, y: 3.0 }];
    let names = ["<script>alert(1)</script>".to_owned(), "\"b' & c".to_owned()];
    let map = Map {
        places: vec![PlaceName { at: points[0], name: names[0].clone() }],
        ..Map::new(
            layer(Shapes::Points(&points), &names, vec![Some(1.0), None]),
            MapFrame::around(Shapes::Points(&points)),
        )
    };
    let table = Table {
        title: same(&names[0]),
        note: same(&names[0]),
        heads: vec![Head::new(same(&names[0]), same("<i>"))],
        file: names[0].clone(),
        rows: vec![vec![Cell::Text(names[0].clone())]],
        folded: true,
        searchable: true,
    };
    let mut report = report(Language::Zh, vec![Block::Maps(vec![map]), Block::Table(table)]);
    report.dropped = vec![Finding::new(Code::DroppedUnit, names[0].clone())];
    report.command = names[0].clone();
    let page = report.render();
    assert_eq!(page.matches("<script>").count(), 1, "only ours");
    assert!(!page.contains("<i>"));
    for fetched in ["http:", "https:", "src=", "@import", "url("] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    assert!(page.contains("该单元缺少统计所需数值，未计入。"));
    assert!(!page.contains(">NaN") && !page.contains("\"NaN"));
}

#[test]
fn an_inset_hides_nothing_of_the_map() {
    // A square in the corner where the inset would stand.
    let squares = squares(10);
    let shapes = Shapes::Polygons(&squares);
    let names: Vec<String> = (0..10).map(|i| i.to_string()).collect();
    let corner = |x: f64, y: f64| Coord { x, y };
    let frame = MapFrame {
        extent: Rect::new(corner(0.0, 0.0), corner(10.0, 1.0)),
        inset: Some(Inset { extent: Rect::new(corner(4.0, -3.0), corner(6.0, -1.0)), title: same("inset") }),
    };
    let map = Map::new(layer(shapes, &names, vec![Some(1.0); 10]), frame);
    let page = report(Language::Zh, vec![Block::Maps(vec![map])]).render();
    let width: i32 = page.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    // Land ends at 1962; then a gap, the inset of 300, a gap.
    assert_eq!(width, 1962 + 16 + 300 + 16);
}

#[test]
fn the_language_of_fixed_texts_follows_the_report() {
    let squares = squares(1);
    let shapes = Shapes::Polygons(&squares);
    let map = || Map::new(layer(shapes, &["a".to_owned()], vec![None]), MapFrame::around(shapes));
    let zh = report(Language::Zh, vec![Block::Maps(vec![map()])]).render();
    let en = report(Language::En, vec![Block::Maps(vec![map()])]).render();
    assert!(zh.contains("lang=\"zh-CN\"") && zh.contains("主要发现") && zh.contains("无数据"));
    assert!(en.contains("lang=\"en-GB\"") && en.contains("Findings") && en.contains("No data"));
    assert!(!en.contains("主要发现") && en.contains("Time (min)") && zh.contains("时间（分钟）"));
}

#[test]
fn published_figures_stand_beside_ours_with_a_verdict() {
    let figure = |published, ours: f64, decimals, verdict| Comparison {
        figure: same("CV"),
        published,
        ours: Some(ours),
        decimals,
        verdict,
        convention: Bilingual::default(),
    };
    let mut report = report(Language::En, Vec::new());
    report.comparisons =
        vec![figure(0.435, 0.4351, 3, Verdict::Equal), figure(70_299.9, 70_298.9, 1, Verdict::Different)];
    let page = report.render();
    assert!(
        page.contains(
            r#"<td class="n">0.4351</td><td class="n">+0.0001</td><td class="verdict agrees">equal<"#
        ),
        "{page}"
    );
    assert!(
        page.contains(r#"<td class="n">70,298.90</td><td class="n">−1.00</td><td class="verdict differs">"#)
    );
}

#[test]
fn thousands_are_set_off_throughout_a_column_or_not_at_all() {
    let number = |value| Cell::Number { value, decimals: 0 };
    let table = Table {
        title: same("t"),
        note: Bilingual::default(),
        heads: vec![Head::default(), Head::default()],
        rows: vec![vec![number(12_345.0), number(2024.0)], vec![number(1234.0), Cell::Absent]],
        file: String::new(),
        folded: false,
        searchable: false,
    };
    let page = report(Language::En, vec![Block::Table(table)]).render();
    for cell in ["12,345", "1,234", "2024", "—"] {
        assert!(page.contains(&format!("<td class=\"n\">{cell}</td>")), "{cell}");
    }
}

#[test]
fn charts_show_what_is_there_and_say_what_is_not() {
    let ring = |from, to, value| Ring { from, to, value, regions: 2 };
    let profile = RingProfile {
        title: same("profile"),
        note: Bilingual::default(),
        axis: same("minutes"),
        value: same("GDP"),
        unit: Bilingual::default(),
        decimals: 1,
        rings: vec![
            ring(0.0, Some(30.0), Some(4.0)),
            ring(30.0, Some(60.0), None),
            ring(60.0, None, Some(2.0)),
        ],
        cumulative: Some(Cumulative {
            value: same("reached"),
            unit: Bilingual::default(),
            points: vec![(0.0, 1.0), (45.0, 5.0)],
        }),
    };
    let svg = profile.svg(Language::En);
    assert_eq!(svg.matches("class=\"bar\"").count(), 2);
    assert!(svg.contains(">no data<") && svg.contains("0–30") && svg.contains("&gt; 60"), "{svg}");
    // Three rings of 30 minutes on 568 units: minute 45 lies in the middle.
    assert!(svg.contains("M96.0 226.0H380.0V50.0"), "{svg}");
    for kind in [TrendKind::Lines, TrendKind::Grouped, TrendKind::Stacked] {
        let trend = Trend {
            title: same("trend"),
            note: Bilingual::default(),
            unit: Bilingual::default(),
            decimals: 2,
            years: vec!["2014".into(), "2019".into()],
            series: vec![Series { name: same("CV"), values: vec![Some(0.4), None] }],
            kind,
        };
        let svg = trend.svg(Language::En);
        assert_eq!(svg.matches("<title>CV 2014: 0.40</title>").count(), 1, "{svg}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}

#[test]
fn categories_and_lines_have_their_colours_and_widths() {
    let lines = [LineString(vec![Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 1.0 }])];
    let mut layer = layer(Shapes::Lines(&lines), &["a".to_owned()], vec![None]);
    layer.columns[2].values = Values::Text(vec![Some("hsr".into())]);
    layer.style = Style::Categorized {
        column: "v".into(),
        categories: vec![Category {
            value: "hsr".into(),
            label: Bilingual::new("高铁", "High-speed"),
            colour: Colour(1, 2, 3),
            width_mm: Some(1.0),
        }],
    };
    let map = Map::new(layer, MapFrame::around(Shapes::Lines(&lines)));
    let page = report(Language::Zh, vec![Block::Maps(vec![map])]).render();
    assert!(page.contains("<g stroke=\"#010203\" stroke-width=\"5.52\">"), "{page}");
    assert!(page.contains("<title>a：高铁</title>"), "{page}");
}

proptest! {
    #[test]
    fn every_feature_is_drawn_in_one_class_or_as_no_data(
        rows in proptest::collection::vec((any::<String>(), proptest::option::of(-1.0..3.0f64)), 1..12),
    ) {
        let squares = squares(12);
        let shapes = Shapes::Polygons(&squares[..rows.len()]);
        let names: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
        let values = rows.iter().map(|row| row.1).collect();
        let map = || Map::new(layer(shapes, &names, Vec::clone(&values)), MapFrame::around(shapes));
        let page = report(Language::Zh, vec![Block::Maps(vec![map()])]).render();
        for feature in 0..rows.len() {
            let name = format!("s0g0f{feature}\"");
            prop_assert_eq!(page.matches(&format!("<use href=\"#{name}/>")).count(), 1);
            let path = format!("<path id=\"{name} d=");
            prop_assert_eq!(page.matches(&path).count(), 1);
        }
        prop_assert_eq!(&page, &report(Language::Zh, vec![Block::Maps(vec![map()])]).render());
    }
}

#[test]
fn maps_in_the_same_classes_have_one_legend() {
    let polygons = squares(2);
    let names = ["a", "b"].map(str::to_owned);
    let of = |values: [f64; 2]| {
        let shapes = Shapes::Polygons(&polygons);
        Map::new(layer(shapes, &names, values.map(Some).to_vec()), MapFrame::around(shapes))
    };
    let legends = |maps: Vec<Map>| {
        let page = report(Language::En, vec![Block::Maps(maps)]).render();
        (page.matches("class=\"legend-title\"").count(), page)
    };
    let (count, page) = legends(vec![of([0.5, 0.5]), of([0.5, 1.5])]);
    assert_eq!(count, 1);
    assert!(
        page.contains("n=2 &#x2f; 1") && page.contains("n=0 &#x2f; 1"),
        "the features of each map in turn"
    );
    let named = |of: &str| {
        let mut map = self::layer(Shapes::Polygons(&polygons), &names, vec![Some(0.5); 2]);
        map.columns[2].alias = Bilingual::new("", format!("Time, {of}"));
        Map::new(map, MapFrame::around(Shapes::Polygons(&polygons)))
    };
    assert!(legends(vec![named("base"), named("plan")]).1.contains("legend-title\">Time (min)<"));
    let mut other = of([0.5, 1.5]);
    if let Style::Graduated { classes, .. } = &mut other.layer.style {
        classes.bounds[1] = 0.7;
    }
    assert_eq!(legends(vec![of([0.5, 0.5]), other]).0, 2);
}

#[test]
fn a_lorenz_curve_runs_from_corner_to_corner() {
    let curve = |name: &str, points: &[(f64, f64)]| LorenzCurve { name: same(name), points: points.to_vec() };
    let chart = Lorenz {
        title: same("shares"),
        note: same(""),
        curves: vec![
            curve("before <1>", &[(0.0, 0.0), (0.5, 0.1), (1.0, 1.0)]),
            curve("after", &[(0.0, 0.0), (1.0, 1.0)]),
        ],
    };
    let page = report(Language::En, vec![Block::Lorenz(vec![chart])]).render();
    assert!(page.contains("d=\"M56.0 296.0L196.0 268.0L336.0 16.0\""), "half the people have a tenth");
    assert!(page.contains("before &lt;1&gt;") && page.contains("Share of people"));
}
