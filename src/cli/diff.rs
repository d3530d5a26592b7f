//! `jingwei diff`: one field before and after.

use super::inputs::{is_study, study_config};
use super::output::Output;
use super::sink::usage;
use super::talk::Talk;
use crate::error::Result;
use crate::run::diff::{Difference, Side, refuse_itself};
use crate::run::measures::Better;
use crate::study::config::{ClassesSection, Language};
use crate::study::{Scenario, Study};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// One field before and after: two layers, output directories or studies, or a scenario
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jingwei diff geodata/toy/study.toml --field watt --scenario plan \\
      --set 'scenario=[{id=\"plan\",status=[\"open\",\"planned\"]}]'
  jingwei access geodata/toy/study.toml -o before.geojson
  jingwei access geodata/toy/study.toml \\
      --set access.potential_exponent=2 -o after.geojson
  jingwei diff before.geojson after.geojson --field pot --json
  jingwei run geodata/toy/study.toml -o before -q
  jingwei run geodata/toy/study.toml --set network.intrazonal_min=20 -o after -q
  jingwei diff before after --field pot -o pot_d.geojson

Units are joined by identifier and keep the geometry of BASE; one that stands on one side only has no change and is \
listed. A unit with a value on one side only is `new` or `lost`, never zero. Rows are sorted by gain; a .geojson is \
drawn around zero, gains blue.")]
pub(super) struct Arguments {
    /// Before: GeoJSON points or polygons, an output directory, or a study.toml
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// After: of the same kind; none with --scenario
    #[arg(value_name = "PLAN", required_unless_present = "scenario", conflicts_with = "scenario")]
    plan: Option<PathBuf>,
    /// The field that is compared; of studies a measure, such as watt
    #[arg(long, value_name = "FIELD")]
    field: String,
    /// The scenario of the study BASE that is compared with it
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Field with the identifier, in layers [default: adcode]
    #[arg(long, value_name = "FIELD")]
    id: Option<String>,
    /// Which way the field is good; `less` where its name ends in `_min`, `more` otherwise. A study knows its own
    #[arg(long, value_name = "WAY")]
    better: Option<Way>,
    /// Put VALUE in the place of what both studies say, such as `access.daily_min=90`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    /// Less is better: minutes
    Less,
    /// More is better: people, potential
    More,
}

/// What stands on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Layer,
    Output,
    Study,
}

impl Kind {
    fn of(path: &Path) -> Self {
        match path {
            path if path.is_dir() => Self::Output,
            path if is_study(path) => Self::Study,
            _ => Self::Layer,
        }
    }
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<()> {
    let kind = Kind::of(&arguments.base);
    if let Some(plan) = &arguments.plan {
        if Kind::of(plan) != kind {
            let what = "both sides are layers, both output directories, or both studies";
            return Err(usage(what, plan.display()));
        }
        refuse_itself(&arguments.base, plan)?;
    }
    let better = arguments.better.map(|way| match way {
        Way::Less => Better::Less,
        Way::More => Better::More,
    });
    let (base, plan, classes, language) =
        if kind == Kind::Study { of_studies(arguments, talk)? } else { of_layers(arguments, kind)? };
    let difference = Difference::between(base, &plan, better)?;
    talk.warnings(&difference.findings);
    talk.line(difference.summary().text(language));
    if arguments.output.wants_layer() {
        let (layer, findings) = difference.layer(&classes)?;
        talk.warnings(&findings);
        return arguments.output.layer(&layer, language, talk);
    }
    arguments.output.table(&difference.ranked(), talk)
}

type Sides = (Side, Side, ClassesSection, Language);

fn of_layers(arguments: &Arguments, kind: Kind) -> Result<Sides> {
    if !arguments.settings.is_empty() {
        return Err(usage("this applies to studies, not to what they have written", "--set"));
    }
    let Some(plan) = &arguments.plan else {
        return Err(usage("a scenario is one of a study.toml", arguments.base.display()));
    };
    let id = arguments.id.as_deref().unwrap_or("adcode");
    let side = |path: &Path| match kind {
        Kind::Output => Side::of_output(path, &arguments.field, id),
        Kind::Layer | Kind::Study => Side::of_layer(path, &arguments.field, id),
    };
    Ok((side(&arguments.base)?, side(plan)?, ClassesSection::default(), Language::Zh))
}

fn of_studies(arguments: &Arguments, talk: &Talk) -> Result<Sides> {
    if let Some(id) = &arguments.id {
        return Err(usage("a study says itself which field tells its cities apart", format!("--id {id}")));
    }
    let assemble = |file: &Path| -> Result<(Study, PathBuf)> {
        let (config, folder) = study_config(file, &arguments.settings)?;
        let study = talk.following(|watch| Study::assemble(config, &folder, watch))?;
        talk.warnings(&study.findings);
        Ok((study, folder))
    };
    let (base, folder) = assemble(&arguments.base)?;
    let side = Side::of_study(&base, &arguments.field)?;
    let after = match (&arguments.scenario, &arguments.plan) {
        (Some(id), _) => Side::of_study(&Scenario::named(&base, id, &folder)?.study, &arguments.field)?,
        (None, Some(plan)) => Side::of_study(&assemble(plan)?.0, &arguments.field)?,
        (None, None) => return Err(usage("there is nothing to compare with", "--scenario")),
    };
    Ok((side, after, base.config.classes.clone(), base.config.study.language))
}
