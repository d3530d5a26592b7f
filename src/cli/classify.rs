//! `jingwei classify`: a field in classes, styled for QGIS.

use super::output::Output;
use super::scheme::SchemeArguments;
use super::scheme_fit;
use super::sink::usage;
use super::talk::Talk;
use crate::classify::palette::{RAMPS, Ramp};
use crate::classify::{classify, goodness_of_fit};
use crate::error::{Code, Error, Finding, Result};
use crate::export::{Bilingual, Column, Language, OutputLayer, Shapes, Style};
use crate::layer::{Layer, RegionFields, Regions, Values, read_layer};
use clap::Args;
use std::path::PathBuf;

/// Put a field of a polygon layer in classes and write it styled for QGIS
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei classify geodata/china/provinces.geojson --field side -o side.geojson
  jingwei classify geodata/china/cities.geojson --field seat_lat \\
      --scheme quantiles -k 5 -o seat_lat.geojson
  jingwei classify geodata/china/cities.geojson --field seat_lat \\
      --scheme box-plot --hinge 3
  jingwei classify geodata/china/cities.geojson --field seat_lat \\
      --scheme given --breaks 23.4,35,54
  jingwei classify geodata/china/cities.geojson --field seat_lat -k 7 --compare

Without --output the classes and their counts are printed. Classes are [a, b] (b, c] …; null has its \
own. Of --compare: adcm is the absolute deviation around class medians; gadf, gvf and tai are the goodness of absolute \
deviation fit, the goodness of variance fit and the tabular accuracy index, 1 at best.")]
pub(super) struct Arguments {
    /// GeoJSON polygons
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// The field: numbers in classes, text in categories
    #[arg(long, value_name = "FIELD")]
    field: String,
    /// Field with the identifier
    #[arg(long, value_name = "FIELD", default_value = "adcode")]
    id: String,
    #[command(flatten)]
    scheme: SchemeArguments,
    /// Ramp of colours by its `ColorBrewer` name
    #[arg(long, value_name = "NAME", default_value = "ylgnbu")]
    ramp: String,
    /// A table of every scheme with its goodness of fit
    #[arg(long, conflicts_with_all = ["scheme", "breaks"])]
    compare: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let layer: Layer = read_layer(&arguments.input)?;
    let fields = RegionFields { id: arguments.id.clone(), name: None };
    let regions = Regions::from_layer(layer, &fields)?;
    talk.warnings(&regions.findings);
    let values = &regions.fields.require(&arguments.field, &regions.source)?.values;
    if arguments.compare {
        return compare(arguments, values, talk);
    }
    let ramp = Ramp::named(&arguments.ramp).ok_or_else(|| {
        let names: Vec<&str> = RAMPS.iter().map(|ramp| ramp.name()).collect();
        Error::usage(
            Finding::new(Code::BadArgument, "there is no such ramp")
                .value(&arguments.ramp)
                .hint(format!("the ramps are {}", names.join(", "))),
        )
    })?;
    let (style, summary) = match values {
        Values::Integer(_) | Values::Real(_) => graduated(arguments, values, ramp, talk)?,
        Values::Text(_) | Values::Boolean(_) => categorized(arguments, values),
    };
    if arguments.output.is_silent() {
        return arguments.output.table(&summary, talk);
    }
    let columns = regions.fields.0.iter().map(|field| Column {
        // QGIS takes these names for its own.
        name: if matches!(field.name.as_str(), "id" | "fid") {
            "code".to_owned()
        } else {
            field.name.clone()
        },
        alias: Bilingual::same(&field.name),
        unit: Bilingual::default(),
        decimals: 2,
        values: field.values.clone(),
    });
    let layer = OutputLayer {
        name: arguments.field.clone(),
        title: Bilingual::same(&arguments.field),
        shapes: Shapes::Polygons(&regions.polygons),
        columns: columns.collect(),
        style,
        labels: None,
    };
    arguments.output.layer(&layer, Language::Zh, talk)
}

/// Writes how every scheme fits the values.
fn compare(arguments: &Arguments, values: &Values, talk: &Talk) -> Result<()> {
    if !matches!(values, Values::Integer(_) | Values::Real(_)) {
        return Err(usage("only a field of numbers can be compared", &arguments.field));
    }
    let numbers: Vec<Option<f64>> = (0..values.len()).map(|i| values.number(i)).collect();
    let named = |name| arguments.scheme.named(name);
    let table = scheme_fit::of_every_scheme(&numbers, named, arguments.scheme.k())?;
    arguments.output.table(&table, talk)
}

fn graduated(
    arguments: &Arguments,
    values: &Values,
    ramp: Ramp,
    talk: &Talk,
) -> Result<(Style, Vec<Column>)> {
    let numbers: Vec<Option<f64>> = (0..values.len()).map(|i| values.number(i)).collect();
    let scheme = arguments.scheme.scheme()?;
    let classified = classify(&numbers, &scheme, arguments.scheme.k())?;
    talk.warnings(&classified.findings);
    let classes = classified.classes;
    if let Some(fit) = goodness_of_fit(&numbers, &classes) {
        talk.line(&scheme_fit::in_words(&fit));
    }
    let counts = classes.counts();
    let colours = ramp.colours(classes.len());
    let plain = |name: &str, values: Values| Column {
        name: name.to_owned(),
        alias: Bilingual::same(name),
        unit: Bilingual::default(),
        decimals: 2,
        values,
    };
    let summary = vec![
        plain("class", Values::Integer((1..).take(classes.len()).map(Some).collect())),
        plain("from", Values::Real(classes.bounds.iter().take(classes.len()).copied().map(Some).collect())),
        plain("to", Values::Real(classes.bounds.iter().skip(1).copied().map(Some).collect())),
        plain("count", Values::Real(counts.iter().map(|&count| Some(count as f64)).collect())),
        plain("colour", Values::Text(colours.iter().map(|colour| Some(colour.hex())).collect())),
    ];
    Ok((Style::Graduated { column: arguments.field.clone(), classes, colours }, summary))
}

fn categorized(arguments: &Arguments, values: &Values) -> (Style, Vec<Column>) {
    use crate::export::Category;
    let texts: Vec<Option<String>> = (0..values.len()).map(|i| values.text(i)).collect();
    let mut distinct: Vec<&String> = texts.iter().flatten().collect();
    distinct.sort();
    distinct.dedup();
    let colours = Ramp::Categories.colours(distinct.len());
    let category = |(value, colour): (&&String, _)| Category {
        value: (*value).clone(),
        label: Bilingual::same(value.as_str()),
        colour,
        width_mm: None,
    };
    let count = |value: &&String| texts.iter().flatten().filter(|text| text == value).count() as f64;
    let plain = |name: &str, values: Values| Column {
        name: name.to_owned(),
        alias: Bilingual::same(name),
        unit: Bilingual::default(),
        decimals: 0,
        values,
    };
    let summary = vec![
        plain("category", Values::Text(distinct.iter().map(|value| Some((*value).clone())).collect())),
        plain("count", Values::Real(distinct.iter().map(|value| Some(count(value))).collect())),
    ];
    let categories = distinct.iter().zip(colours).map(category).collect();
    (Style::Categorized { column: arguments.field.clone(), categories }, summary)
}
