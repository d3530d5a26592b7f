//! The page: what was found, turned into what the template prints.

use super::Report;
use super::comparison::Comparison;
use super::figure::{Figure, hex};
use super::geometry::Geometries;
use super::graticule::Graticule;
use super::map::Map;
use super::parts::{Block, Cell, Table};
use super::sheet::Sheet;
use super::words::{meaning_in_chinese, word, words};
use crate::error::{Code, Finding, SHOWN};
use crate::export::legend::{Entry, Legend};
use crate::export::number::{display, grouped};
use crate::export::{Bilingual, Category, Language, Shapes, Style, provenance};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use std::fmt::Write;

const TEMPLATE: &str = include_str!("assets/report.html");
const STYLE: &str = include_str!("assets/report.css");
const SCRIPT: &str = include_str!("assets/report.js");

pub(super) fn render(report: &Report) -> String {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the usual delimiters differ from each other"));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template("report.html", TEMPLATE).expect("the template is part of the program");
    let template = environment.get_template("report.html").expect("it was added above");
    let mut drawing = Drawing::new(report);
    let text = |text: &Bilingual| text.text(report.language).to_owned();
    let sections: Vec<Value> = report
        .sections
        .iter()
        .map(|section| {
            let blocks: Vec<Value> = section.blocks.iter().map(|block| drawing.block(block)).collect();
            context! { title => text(&section.title), text => text(&section.text), blocks => blocks }
        })
        .collect();
    let cards: Vec<Value> = report
        .cards
        .iter()
        .map(|card| {
            context! {
                label => text(&card.label), value => card.value.as_str(),
                unit => text(&card.unit), note => text(&card.note),
            }
        })
        .collect();
    let methods: Vec<Value> = report
        .methods
        .iter()
        .map(|method| {
            context! {
                name => text(&method.name), formula => method.formula.as_str(),
                convention => text(&method.convention), source => text(&method.source),
            }
        })
        .collect();
    let findings: Vec<String> = report.findings.iter().map(text).collect();
    let context = context! {
        lang => if report.language == Language::Zh { "zh-CN" } else { "en-GB" },
        w => words(report.language),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        title => text(&report.title),
        scope => text(&report.scope),
        findings => findings,
        cards => cards,
        definitions => Value::from_safe_string(drawing.definitions()),
        sections => sections,
        comparisons => report.comparisons.iter().map(|c| comparison(c, report.language)).collect::<Vec<_>>(),
        methods => methods,
        dropped => dropped(&report.dropped, report.language),
        provenance => provenance_of(report),
    };
    template.render(context).expect("the template names only what it is given")
}

/// Numbers figures and draws them, each on the sheet of its frame.
struct Drawing<'r> {
    report: &'r Report<'r>,
    geometries: Geometries<'r>,
    sheets: Vec<Sheet>,
    figures: usize,
}

impl<'r> Drawing<'r> {
    fn new(report: &'r Report<'r>) -> Self {
        let blocks = || report.sections.iter().flat_map(|section| &section.blocks);
        let maps = || {
            blocks().flat_map(|block| match block {
                Block::Maps(maps) => maps.as_slice(),
                _ => &[],
            })
        };
        let geometries = Geometries::new(maps().flat_map(Map::shapes), &report.plane);
        let mut sheets: Vec<Sheet> = Vec::new();
        for map in maps() {
            if !sheets.iter().any(|sheet| sheet.frame == map.frame) {
                sheets.push(Sheet::new(&map.frame, &geometries, &report.plane));
            }
        }
        Self { report, geometries, sheets, figures: 0 }
    }

    fn text(&self, text: &Bilingual) -> String {
        text.text(self.report.language).to_owned()
    }

    /// The geometry of each sheet that its maps show, once.
    fn definitions(&self) -> String {
        let mut out = String::new();
        for (place, sheet) in self.sheets.iter().enumerate() {
            let blocks = self.report.sections.iter().flat_map(|section| &section.blocks);
            let maps = blocks.flat_map(|block| match block {
                Block::Maps(maps) => maps.as_slice(),
                _ => &[],
            });
            let shown = maps.filter(|map| map.frame == sheet.frame).flat_map(Map::shapes);
            let mut shown: Vec<usize> = shown.map(|shapes| self.geometries.index_of(shapes)).collect();
            shown.sort_unstable();
            shown.dedup();
            for number in shown {
                let part = &self.geometries.parts[number];
                out.push_str(&sheet.definitions(part.shapes, &part.features, &format!("s{place}g{number}")));
            }
        }
        out
    }

    fn block(&mut self, block: &Block) -> Value {
        let language = self.report.language;
        match block {
            Block::Text(text) => context! { kind => "text", text => self.text(text) },
            Block::Maps(maps) => {
                let shared = share_classes(maps);
                let figures: Vec<Value> = maps.iter().map(|map| self.figure(map, !shared)).collect();
                let legend = shared.then(|| self.shared_legend(maps));
                context! { kind => "maps", figures => figures, legend => legend }
            }
            Block::Rings(profile) => context! {
                kind => "chart", title => self.text(&profile.title), note => self.text(&profile.note),
                svg => Value::from_safe_string(profile.svg(language)),
            },
            Block::Gradient(chart) => context! {
                kind => "chart", title => self.text(&chart.title), note => self.text(&chart.note),
                svg => Value::from_safe_string(chart.svg(language)),
            },
            Block::Trend(trend) => context! {
                kind => "chart", title => self.text(&trend.title), note => self.text(&trend.note),
                svg => Value::from_safe_string(trend.svg(language)),
            },
            Block::Lorenz(charts) => {
                let charts = charts.iter().map(|chart| {
                    context! {
                        title => self.text(&chart.title), note => self.text(&chart.note),
                        svg => Value::from_safe_string(chart.svg(language)),
                    }
                });
                context! { kind => "squares", charts => charts.collect::<Vec<_>>() }
            }
            Block::Table(table) => table_of(table, language),
        }
    }

    /// The one legend of maps in the same classes, with the features of each map in turn.
    fn shared_legend(&self, maps: &[Map]) -> Value {
        let language = self.report.language;
        let legends: Vec<Legend> = maps.iter().map(|map| map.layer.legend()).collect();
        let mut entries: Vec<&Entry> = Vec::new();
        for entry in legends.iter().flat_map(|legend| &legend.entries) {
            if !entries.iter().any(|known| known.key == entry.key) {
                entries.push(entry);
            }
        }
        let features = |entry: &Entry| {
            let count = |legend: &Legend| {
                legend
                    .entries
                    .iter()
                    .find(|one| one.key == entry.key)
                    .map_or(0, |one| one.features)
                    .to_string()
            };
            legends.iter().map(count).collect::<Vec<_>>().join(" / ")
        };
        let shapes = &maps[0].layer.shapes;
        let entries: Vec<Value> = entries
            .iter()
            .map(|&entry| {
                context! {
                    colour => hex(entry.colour), label => self.text(&entry.label),
                    features => features(entry), shape => shape_of(*shapes),
                }
            })
            .collect();
        context! { title => shared_title(maps, language), entries => entries, scheme => self.text(&maps[0].scheme) }
    }

    fn figure(&mut self, map: &Map, with_legend: bool) -> Value {
        self.figures += 1;
        let (language, plane) = (self.report.language, &self.report.plane);
        let place = self.sheets.iter().position(|sheet| sheet.frame == map.frame);
        let place = place.expect("every frame has its sheet");
        let sheet = &self.sheets[place];
        let figure = Figure { map, number: self.figures, language };
        let svg = figure.svg(sheet, place, &self.geometries, plane);
        let interval = Graticule::new(sheet, plane).interval;
        let projection = match language {
            Language::Zh => format!("{}；经纬网间隔 {interval}°", plane.name.0),
            Language::En => format!("{}; graticule every {interval}°", plane.name.1),
        };
        let line = |shapes: Shapes| matches!(shapes, Shapes::Lines(_) | Shapes::MultiLines(_));
        let entries = map.layer.legend().entries;
        let entries: Vec<Value> = entries
            .iter()
            .map(|entry| {
                context! {
                    colour => hex(entry.colour), label => self.text(&entry.label), features => entry.features,
                    shape => shape_of(map.layer.shapes),
                }
            })
            .collect();
        let around = map.under.iter().chain(&map.over).filter(|backdrop| !backdrop.label.is_empty());
        let around: Vec<Value> = around
            .map(|backdrop| {
                context! {
                    colour => hex(backdrop.stroke), label => self.text(&backdrop.label),
                    fill => backdrop.fill.filter(|_| !line(backdrop.shapes)).map(hex),
                    width => format!("{:.1}", backdrop.width.max(1.0)),
                }
            })
            .collect();
        context! {
            number => self.figures,
            with_legend => with_legend,
            title => self.text(&map.layer.title),
            svg => Value::from_safe_string(svg),
            legend_title => map.layer.legend_title(language),
            entries => entries,
            around => around,
            scheme => self.text(&map.scheme),
            note => self.text(&map.note),
            file => map.file.as_str(),
            projection => projection,
        }
    }
}

/// How a class of such features is shown in a legend.
fn shape_of(shapes: Shapes) -> &'static str {
    match shapes {
        Shapes::Polygons(_) => "area",
        Shapes::Points(_) => "point",
        Shapes::Lines(_) | Shapes::MultiLines(_) => "line",
    }
}

/// What the columns of `maps` are called as far as they are called alike, with their unit: `Time（base）` and
/// `Time（plan）` are `Time`.
fn shared_title(maps: &[Map], language: Language) -> String {
    let aliases: Vec<&str> = maps.iter().map(|map| map.layer.drawn().alias.text(language)).collect();
    let unit = &maps[0].layer.drawn().unit;
    let alike =
        |place: usize| aliases.iter().all(|alias| alias.chars().nth(place) == aliases[0].chars().nth(place));
    let count = aliases[0].chars().count();
    let common = (0..count).find(|&place| !alike(place)).unwrap_or(count);
    let begin: String = aliases[0].chars().take(common).collect();
    // What differs stands in brackets or behind a comma.
    let title = match begin.rfind(['（', ',']) {
        Some(end) if common < count && end > 0 => &begin[..end],
        _ => aliases[0],
    };
    Bilingual::same(title).with_unit(unit, language)
}

/// Whether several maps show their values in the same classes and colours; of categories, whether those of one value look
/// and read the same on every map that has it.
fn share_classes(maps: &[Map]) -> bool {
    let classes = |map: &Map| match &map.layer.style {
        Style::Graduated { classes, colours, .. } | Style::Changes { classes, colours, .. } => {
            Some((classes.bounds.clone(), colours.clone()))
        }
        Style::Categorized { .. } => None,
    };
    let Some((first, others)) = maps.split_first() else { return false };
    if let Style::Categorized { categories, .. } = &first.layer.style {
        let same = |category: &Category| {
            let own = categories.iter().find(|own| own.value == category.value);
            own.is_some_and(|own| own.colour == category.colour && own.label == category.label)
        };
        let alike = |map: &Map| match &map.layer.style {
            Style::Categorized { categories: others, .. } => others.iter().all(same),
            _ => false,
        };
        return !others.is_empty() && others.iter().all(alike);
    }
    let of_first = classes(first);
    !others.is_empty() && of_first.is_some() && others.iter().all(|map| classes(map) == of_first)
}

fn table_of(table: &Table, language: Language) -> Value {
    assert!(table.rows.iter().all(|row| row.len() == table.heads.len()), "one cell a head");
    let text = |text: &Bilingual| text.text(language).to_owned();
    let numeric = |column: usize| {
        let mut cells = table.rows.iter().map(|row| &row[column]);
        cells.clone().any(|cell| matches!(cell, Cell::Number { .. }))
            && !cells.any(|cell| matches!(cell, Cell::Text(_)))
    };
    let digits = |column: usize| {
        let long = |row: &Vec<Cell>| matches!(row[column], Cell::Number { value, .. } if value.abs() >= 1e4);
        if table.rows.iter().any(long) { 4 } else { 5 }
    };
    let digits: Vec<usize> = (0..table.heads.len()).map(digits).collect();
    let numeric_columns: Vec<bool> = (0..table.heads.len()).map(numeric).collect();
    let heads = table.heads.iter().enumerate().map(|(column, head)| {
        context! { title => text(&head.title), unit => text(&head.unit), numeric => numeric_columns[column] }
    });
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().zip(&digits).enumerate().map(|(column, (cell, &digits))| match cell {
            Cell::Text(text) => context! { text => text.as_str(), numeric => false },
            Cell::Number { value, decimals } if value.is_finite() => {
                context! { text => grouped(*value, *decimals, digits), numeric => true }
            }
            Cell::Number { .. } | Cell::Absent => {
                context! { text => word(language, "absent"), numeric => numeric_columns[column] }
            }
        });
        Value::from(cells.collect::<Vec<_>>())
    });
    context! {
        kind => "table", title => text(&table.title), note => text(&table.note), file => table.file.as_str(),
        heads => heads.collect::<Vec<_>>(), rows => rows.collect::<Vec<_>>(), count => table.rows.len(),
        folded => table.folded, searchable => table.searchable,
    }
}

fn comparison(figure: &Comparison, language: Language) -> Value {
    let text = |text: &Bilingual| text.text(language).to_owned();
    let shown = |value: f64| display(value, figure.decimals + 1);
    let absent = || word(language, "absent").to_owned();
    context! {
        figure => text(&figure.figure),
        published => display(figure.published, figure.decimals),
        ours => figure.ours.map_or_else(absent, shown),
        difference => figure.ours.map_or_else(absent, |ours| signed(ours - figure.published, figure.decimals + 1)),
        verdict => figure.verdict.label(language),
        class => figure.verdict.class(),
        convention => text(&figure.convention),
    }
}

/// A difference with its sign; none where it rounds to zero.
fn signed(value: f64, decimals: usize) -> String {
    let text = display(value, decimals);
    let is_zero = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

/// Findings by code, the first ones of each at length.
fn dropped(findings: &[Finding], language: Language) -> Vec<Value> {
    let of = |code: Code| findings.iter().filter(move |finding| finding.code == code);
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let group = |code: Code| {
        let lines: Vec<String> = of(code).take(SHOWN).map(ToString::to_string).collect();
        let count = of(code).count();
        let more = word(language, "more").replace("{n}", &count.saturating_sub(SHOWN).to_string());
        let chinese = meaning_in_chinese(code.as_str()).filter(|_| language == Language::Zh);
        context! {
            code => code.as_str(), count => count, meaning => chinese.unwrap_or(code.explanation()),
            lines => lines, more => (count > SHOWN).then_some(more),
        }
    };
    codes.into_iter().map(group).collect()
}

fn provenance_of(report: &Report) -> Value {
    let provenance = &report.provenance;
    let inputs = provenance.inputs.iter().map(|input: &provenance::Source| {
        context! {
            path => input.path.as_str(), bytes => display(input.bytes as f64, 0), sha256 => input.sha256.as_str(),
        }
    });
    let mut parameters = String::new();
    if !provenance.parameters.is_null() {
        let _ = write!(parameters, "{:#}", provenance.parameters);
    }
    context! {
        version => env!("CARGO_PKG_VERSION"), proj => provenance.proj.as_str(),
        inputs => inputs.collect::<Vec<_>>(), parameters => parameters, command => report.command.as_str(),
    }
}
