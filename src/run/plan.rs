//! What a run would read, compute and write.

use crate::error::{Error, Result};
use crate::study::Config;
use crate::study::config::{RingsBy, ScenarioSection};
use crate::units::Minutes;
use std::fmt::Write;
use std::path::Path;

/// The plan of running `config`, whose paths are relative to `folder`, into `output`.
///
/// # Errors
/// An input that cannot be read; an index or weights that there are not.
pub fn plan(config: &Config, folder: &Path, output: &Path) -> Result<String> {
    super::disparity::check(&config.disparity)?;
    super::clusters::beside::rules(config)?;
    let mut text = String::new();
    let mut line = |words: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{words}");
    };
    line(format!("study    {} ({})", config.study.title, config.study.crs));
    let regions = config.regions.iter();
    let files = regions
        .flat_map(|section| {
            std::iter::once(&section.file).chain(section.table.iter().map(|table| &table.file))
        })
        .chain(std::iter::once(&config.cities.file))
        .chain(config.cities.table.iter().map(|table| &table.file))
        .chain(std::iter::once(&config.corridors.file))
        .chain(&config.corridors.stations)
        .chain(config.clusters.iter().filter_map(|section| section.list.as_ref()))
        .chain(&config.published)
        .cloned()
        .chain(config.facility_files())
        .chain(config.disparity.iter().filter_map(|section| section.weights_file()).map(Into::into))
        .chain(config.scenario.iter().flat_map(ScenarioSection::files).cloned());
    for file in files {
        let path = folder.join(file);
        let size = std::fs::metadata(&path).map_err(Error::read(&path))?.len();
        line(format!("read     {} ({} kB)", path.display(), size.div_ceil(1000)));
    }
    let year = config.corridors.as_of.map_or_else(|| "any year".to_owned(), |year| format!("as of {year}"));
    let modes: Vec<&str> =
        config.network.mode.keys().map(String::as_str).filter(|mode| config.corridors.uses(mode)).collect();
    line(format!("network  {year}; modes {}", modes.join(", ")));
    for scenario in &config.scenario {
        line(format!("scenario {}", scenario_words(scenario)));
    }
    let access = &config.access;
    line(format!(
        "access   weighted mean travel time; potential, exponent {}; population within {}",
        access.potential_exponent, access.daily_min
    ));
    for cumulative in &access.cumulative {
        line(format!("access   {} within {}", cumulative.opportunities, cumulative.cutoff_min));
    }
    if let Some(clusters) = &config.clusters {
        let list = clusters.list.as_ref().map_or_else(String::new, |file| format!("{}; ", file.display()));
        line(format!(
            "cluster  {list}core from {}, member within {}, fringe within {}",
            clusters.core_from, clusters.member_min, clusters.fringe_min
        ));
    }
    for rule in config.clusters.iter().flat_map(|clusters| &clusters.rules) {
        line(format!("cluster  {rule}"));
    }
    for rings in &config.rings {
        let at = match (&rings.equal, rings.by) {
            (Some(equal), _) => equal.clone(),
            (None, RingsBy::Time) => format!("at {} min", listed(&rings.breaks_min)),
            (None, by) => {
                let breaks: Vec<_> = rings.breaks_km.iter().map(|edge| edge.get().to_string()).collect();
                let what = if by == RingsBy::Network { "network" } else { "straight" };
                format!("at {} km {what}", breaks.join(", "))
            }
        };
        line(format!("rings    around {}, {at}", rings.core));
    }
    for coverage in &config.coverage {
        let (id, what, limits) = (&coverage.id, &coverage.facilities, listed(&coverage.minutes));
        line(format!("coverage {id}: {what}, within {limits} min"));
    }
    if let Some(pairs) = &config.city_pairs {
        let groups = pairs.groups.as_ref().map_or_else(String::new, |groups| format!(", by {groups}"));
        line(format!("pairs    of cities within {} min{groups}", listed(&pairs.minutes)));
    }
    for series in &config.disparity {
        line(format!(
            "disparity {} by {}{}{}, {} permutations, seed {}",
            series.series,
            series.groups.join(", "),
            series.weights.as_ref().map_or_else(String::new, |rule| format!(", weights {rule}")),
            if series.indices.is_empty() {
                String::new()
            } else {
                format!(", indices {}", series.indices.join(", "))
            },
            series.permutations,
            config.study.seed
        ));
    }
    line(format!(
        "write    {}: geojson/ with styles, tables/, report.html, provenance.json",
        output.display()
    ));
    Ok(text)
}

fn listed(times: &[Minutes]) -> String {
    times.iter().map(|time| time.get().to_string()).collect::<Vec<_>>().join(", ")
}

/// What a scenario would do, in its own words.
fn scenario_words(section: &ScenarioSection) -> String {
    let mut words = vec![
        section
            .label_en
            .as_ref()
            .or(section.label.as_ref())
            .map_or_else(|| section.id.clone(), |label| format!("{} ({label})", section.id)),
    ];
    words.extend(section.base.as_ref().map(|base| format!("from {base}")));
    words.extend(section.as_of.map(|year| format!("as of {year}")));
    words.extend(section.status.as_ref().map(|statuses| {
        let statuses: Vec<&str> = statuses.iter().map(|status| status.word()).collect();
        format!("status {}", statuses.join(", "))
    }));
    words.extend(section.edits());
    words.join("; ")
}
