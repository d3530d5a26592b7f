//! The inputs that several commands share: a study, or layers named one by one.

use super::sink::usage;
use crate::error::{Code, Error, Finding, Result};
use crate::layer::Status;
use crate::reproject::Crs;
use crate::run::sweep::SweepOptions;
use crate::study::config::{CitiesSection, Config, CorridorsSection, Language, RegionsSection, StudySection};
use crate::study::{Scenario, Study, Watch, read::read_config};
use clap::Args;
use std::path::{Path, PathBuf};

/// A study, or cities with corridors.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// A study.toml, or the cities as GeoJSON points or polygons
    #[arg(value_name = "STUDY|CITIES")]
    input: PathBuf,
    /// Lines of transport (when the input is no study)
    #[arg(long, value_name = "FILE")]
    corridors: Option<PathBuf>,
    /// Take `[network]` from this study (when the input is no study)
    #[arg(long, value_name = "STUDY")]
    rules: Option<PathBuf>,
    /// Field with the identifier [default: adcode]
    #[arg(long, value_name = "FIELD")]
    id: Option<String>,
    /// Field with the name (when the input is no study); the identifier where absent
    #[arg(long, value_name = "FIELD")]
    name: Option<String>,
    /// Field with the population (when the input is no study); `population` where absent
    #[arg(long, value_name = "FIELD")]
    population: Option<String>,
    /// The plane in which everything is measured (when the input is no study); `albers-china` where absent
    #[arg(long, value_name = "CRS")]
    crs: Option<Crs>,
    /// Put VALUE in the place of what the study says, such as `access.daily_min=90`
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
    /// The study as this one of its scenarios has it
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Only these modes of transport run, such as `hsr,rail`; those of the study, or all, where absent
    #[arg(long, value_name = "MODE,…", value_delimiter = ',')]
    modes: Option<Vec<String>>,
}

impl Inputs {
    /// The file that stands first on the command line.
    pub(super) fn file(&self) -> &Path {
        &self.input
    }

    /// Whether cities and corridors are named one by one.
    pub(super) fn names_corridors(&self) -> bool {
        self.corridors.is_some()
    }

    /// The study whose `[network]` is to be taken.
    pub(super) fn rules(&self) -> Option<&PathBuf> {
        self.rules.as_ref()
    }

    /// The field with the identifier.
    pub(super) fn id(&self) -> &str {
        self.id.as_deref().unwrap_or("adcode")
    }

    /// The field with the identifier, if one was named.
    pub(super) fn given_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether the input is a road network: neither a study nor cities with their corridors.
    pub(super) fn is_network(&self) -> bool {
        !is_study(&self.input) && self.corridors.is_none() && self.rules.is_none()
    }

    /// Refuses the first flag of cities and studies that is given: beside a road network it would go unheard.
    pub(super) fn refuse_beside_network(&self) -> Result<()> {
        let given = [
            ("--name", self.name.is_some()),
            ("--population", self.population.is_some()),
            ("--crs", self.crs.is_some()),
            ("--set", !self.settings.is_empty()),
            ("--scenario", self.scenario.is_some()),
            ("--modes", self.modes.is_some()),
        ];
        match given.iter().find(|(_, given)| *given) {
            Some((flag, _)) => Err(usage("this applies to studies and cities, not to a road network", flag)),
            None => Ok(()),
        }
    }

    /// The configuration and the folder to which its paths are relative.
    pub(super) fn config(&self) -> Result<(Config, PathBuf)> {
        if is_study(&self.input) {
            refuse_beside_study(&[
                ("--corridors", self.corridors.is_some()),
                ("--rules", self.rules.is_some()),
                ("--name", self.name.is_some()),
                ("--population", self.population.is_some()),
                ("--crs", self.crs.is_some()),
            ])?;
            let (mut config, folder) = study_config(&self.input, &self.settings)?;
            self.restrict(&mut config)?;
            return Ok((config, folder));
        }
        if self.scenario.is_some() {
            return Err(usage("scenarios stand in a study.toml", "--scenario"));
        }
        let corridors = self.corridors.as_ref().ok_or_else(|| {
            usage("cities alone give no travel times; add `--corridors FILE`", self.input.display())
        })?;
        let rules = self.rules.as_ref().ok_or_else(|| {
            usage(
                "lines alone give no speeds; add `--rules STUDY` to take [network] from a study.toml",
                corridors.display(),
            )
        })?;
        let mut config = bare_config(&self.crs.clone().unwrap_or_default());
        let ruled = read_config(rules, &self.settings)?;
        config.network = ruled.network;
        // Of use for a timetable only.
        config.gtfs = ruled.gtfs.filter(|_| corridors.is_dir() || super::sink::extension(corridors) == "zip");
        config.cities = CitiesSection {
            file: self.input.clone(),
            id: self.id().to_owned(),
            name: self.name.clone(),
            population: self.population.clone().unwrap_or_else(|| "population".to_owned()),
            ..config.cities
        };
        config.corridors.file.clone_from(corridors);
        self.restrict(&mut config)?;
        Ok((config, PathBuf::new()))
    }

    /// Puts `--modes` in the place of what the study says.
    fn restrict(&self, config: &mut Config) -> Result<()> {
        if self.modes.is_none() {
            return Ok(());
        }
        config.corridors.modes.clone_from(&self.modes);
        match config.unknown_modes().into_iter().next() {
            Some(finding) => {
                Err(Error::usage(Finding { code: Code::BadArgument, ..finding }.field("--modes")))
            }
            None => Ok(()),
        }
    }

    /// The study, assembled.
    pub(super) fn study(&self, watch: Watch<'_>) -> Result<Study> {
        let (config, folder) = self.config()?;
        self.assemble(config, &folder, watch)
    }

    /// The study of `config`, or what the scenario asked for makes of it.
    pub(super) fn assemble(&self, config: Config, folder: &Path, watch: Watch<'_>) -> Result<Study> {
        let study = Study::assemble(config, folder, watch)?;
        let Some(id) = &self.scenario else { return Ok(study) };
        watch.step("making the scenario")?;
        Ok(Scenario::named(&study, id, folder)?.study)
    }
}

/// Refuses the first of `flags` that is given: beside a study it would go unheard.
pub(super) fn refuse_beside_study(flags: &[(&str, bool)]) -> Result<()> {
    match flags.iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(Error::usage(
            Finding::new(Code::BadArgument, "a study says this itself")
                .value(flag)
                .hint("change it in study.toml, or for one run with `--set KEY=VALUE`"),
        )),
        None => Ok(()),
    }
}

/// Whether `path` names a study rather than a layer.
pub(super) fn is_study(path: &Path) -> bool {
    super::sink::extension(path) == "toml"
}

/// The study in `file` and its folder.
pub(super) fn study_config(file: &Path, settings: &[String]) -> Result<(Config, PathBuf)> {
    let config = read_config(file, settings)?;
    Ok((config, file.parent().map(Path::to_path_buf).unwrap_or_default()))
}

/// The parameters to be swept: each as `KEY=VALUE,VALUE,…`, over the study in `file` with its `settings`.
pub(super) fn sweeps(file: &Path, settings: &[String], swept: &[String]) -> Result<Vec<SweepOptions>> {
    let one = |text: &String| {
        let refused = |what: &str| {
            let finding = Finding::new(Code::BadArgument, what).value(text);
            Error::usage(finding.hint("write it as `--sweep access.potential_exponent=0.5,1,2`"))
        };
        let (key, values) =
            text.split_once('=').ok_or_else(|| refused("`--sweep` wants a key and its values"))?;
        let with = |value: &str| -> Result<(String, Config)> {
            let value = value.trim();
            if value.parse::<f64>().is_ok_and(f64::is_finite) {
                let settings = [settings, &[format!("{key}={value}")]].concat();
                return Ok((value.to_owned(), read_config(file, &settings)?));
            }
            Err(refused("a sweep tries numbers"))
        };
        let values = values.split(',').map(with).collect::<Result<_>>()?;
        Ok(SweepOptions { key: key.trim().to_owned(), values })
    };
    swept.iter().map(one).collect()
}

/// A study of nothing yet, for layers named on the command line.
pub(super) fn bare_config(crs: &Crs) -> Config {
    Config {
        study: StudySection {
            title: "jingwei".to_owned(),
            title_en: None,
            crs: crs.clone(),
            language: Language::Zh,
            seed: 1,
            output: PathBuf::from("out"),
        },
        regions: None::<RegionsSection>,
        cities: CitiesSection {
            file: PathBuf::new(),
            id: String::new(),
            name: None,
            seat: None,
            region: None,
            population: String::new(),
            mass: None,
            table: Vec::new(),
        },
        corridors: CorridorsSection {
            file: PathBuf::new(),
            stations: None,
            as_of: None,
            status: vec![Status::Open],
            modes: None,
            id: None,
            line: None,
            mode: None,
            default_mode: None,
        },
        network: crate::network::NetworkRules::default(),
        gtfs: None,
        access: crate::study::config::AccessSection::default(),
        scenario: Vec::new(),
        clusters: None,
        rings: Vec::new(),
        coverage: Vec::new(),
        city_pairs: None,
        disparity: Vec::new(),
        published: None,
        classes: crate::study::config::ClassesSection::default(),
        map: crate::study::config::MapSection::default(),
        labels: std::collections::BTreeMap::new(),
    }
}
