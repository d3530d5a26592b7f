//! `study.toml` in types: every key with its meaning and default.
//!
//! Paths are relative to the folder that holds the file. `jingwei init` prints the same keys with comments.

pub mod classes;
pub mod coverage;
pub mod gtfs;
pub mod measure;
pub mod scenario;

pub use classes::{ClassesSection, SchemeName};
pub use coverage::{CityPairsSection, CoverageSection};
pub use gtfs::GtfsSection;
pub use measure::{MeasureName, MeasureSection};
pub use scenario::ScenarioSection;

use crate::layer::{CorridorFields, Status};
use crate::network::NetworkRules;
use crate::reproject::Crs;
use crate::units::{Kilometres, Minutes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A whole `study.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// What the study is called and how it speaks.
    pub study: StudySection,
    /// Polygons with yearly figures, for disparity.
    pub regions: Option<RegionsSection>,
    /// The places between which people travel.
    pub cities: CitiesSection,
    /// The lines on which they travel.
    pub corridors: CorridorsSection,
    /// How lines become travel times.
    #[serde(default)]
    pub network: NetworkRules,
    /// Which trips of a timetable count, where the corridors are one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gtfs: Option<GtfsSection>,
    /// Accessibility measures.
    #[serde(default)]
    pub access: AccessSection,
    /// The same study with other lines in service.
    #[serde(default)]
    pub scenario: Vec<ScenarioSection>,
    /// City clusters by list and by rule.
    pub clusters: Option<ClustersSection>,
    /// Rings around cores.
    #[serde(default)]
    pub rings: Vec<RingsSection>,
    /// Shares of cities and people near facilities.
    #[serde(default)]
    pub coverage: Vec<CoverageSection>,
    /// Pairs of cities near each other.
    pub city_pairs: Option<CityPairsSection>,
    /// Series of which the disparity is measured.
    #[serde(default)]
    pub disparity: Vec<DisparitySection>,
    /// A table of published figures, to be set beside ours.
    pub published: Option<PathBuf>,
    /// Classes of the maps.
    #[serde(default)]
    pub classes: ClassesSection,
    /// The frame of the maps in the report.
    #[serde(default)]
    pub map: MapSection,
    /// What readers see instead of a field's name, in Chinese and English.
    #[serde(default)]
    pub labels: BTreeMap<String, [String; 2]>,
}

/// `[study]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudySection {
    /// Title of the report.
    pub title: String,
    /// Its English form; the title where absent.
    #[serde(default)]
    pub title_en: Option<String>,
    /// The plane in which everything is measured and drawn.
    #[serde(default = "albers")]
    pub crs: Crs,
    /// Language of the report.
    #[serde(default)]
    pub language: Language,
    /// Seed of every permutation test.
    #[serde(default = "first")]
    pub seed: u64,
    /// Where the results go when `--output` does not say; relative to the current folder.
    #[serde(default = "out")]
    pub output: PathBuf,
}

/// Language of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A CSV table joined to a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSection {
    /// The CSV file.
    pub file: PathBuf,
    /// Its column with the identifier; the layer's `id` where absent.
    pub id: Option<String>,
    /// Its column with the year, for one row a unit and year: `VALUE` of year 2020 becomes `VALUE_2020`.
    pub year: Option<String>,
}

/// `[regions]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionsSection {
    /// GeoJSON polygons.
    pub file: PathBuf,
    /// Field with the identifier.
    pub id: String,
    /// Field with the name.
    pub name: Option<String>,
    /// Tables joined to it.
    #[serde(default)]
    pub table: Vec<TableSection>,
}

/// `[cities]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitiesSection {
    /// GeoJSON points or polygons.
    pub file: PathBuf,
    /// Field with the identifier.
    pub id: String,
    /// Field with the name.
    pub name: Option<String>,
    /// Fields with the longitude and latitude of the seat.
    pub seat: Option<[String; 2]>,
    /// Field with the identifier of the region; by location where absent.
    pub region: Option<String>,
    /// Field with the population.
    pub population: String,
    /// Field that weighs a destination; the population where absent.
    pub mass: Option<String>,
    /// Tables joined to it.
    #[serde(default)]
    pub table: Vec<TableSection>,
}

/// `[corridors]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorridorsSection {
    /// GeoJSON lines; or a timetable, a GTFS feed as a folder or .zip, of which [`Config::gtfs`] tells more.
    pub file: PathBuf,
    /// Stations: GeoJSON points with `id` and, where known, `name`, `city` and `mode`; or the ways to them: CSV with the
    /// city's identifier, `mode` and `access_km`.
    pub stations: Option<PathBuf>,
    /// Only lines in service by the end of this year.
    pub as_of: Option<i32>,
    /// Statuses in use.
    #[serde(default = "open")]
    pub status: Vec<Status>,
    /// Modes in use; all where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<Vec<String>>,
    /// Field with the identifier; `id` where absent.
    pub id: Option<String>,
    /// Field with the name of the line; `line` where absent.
    pub line: Option<String>,
    /// Field with the mode; `mode` where absent.
    pub mode: Option<String>,
    /// The mode of every line, instead of a field.
    pub default_mode: Option<String>,
}

/// `[access]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccessSection {
    /// Exponent of time in the economic potential.
    pub potential_exponent: f64,
    /// Whether a city's own mass counts in its potential, at its intrazonal time.
    pub self_potential: bool,
    /// The time over which it counts, the same for every city, instead of the intrazonal time.
    pub self_potential_min: Option<Minutes>,
    /// The same as a share of the time to the nearest other city.
    pub self_potential_nearest: Option<f64>,
    /// The same as a share of the mean over all cities of that time.
    pub self_potential_mean_nearest: Option<f64>,
    /// Limit of daily accessibility, one way.
    pub daily_min: Minutes,
    /// Cut-offs of cumulative opportunities.
    pub cumulative: Vec<CumulativeSection>,
    /// Measures besides those.
    pub measure: Vec<MeasureSection>,
}

/// `[[access.cumulative]]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CumulativeSection {
    /// Field that is summed; `cities` counts cities.
    pub opportunities: String,
    /// Cut-off.
    pub cutoff_min: Minutes,
}

/// `[clusters]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClustersSection {
    /// CSV with one row a cluster and city.
    pub list: Option<PathBuf>,
    /// Its column with the cluster.
    #[serde(default = "cluster")]
    pub list_cluster: String,
    /// Its column with the city's identifier; the layer's where absent.
    pub list_id: Option<String>,
    /// Field that makes a city a core; the population where absent.
    pub core_field: Option<String>,
    /// The least value that does.
    pub core_from: f64,
    /// Instead of it, so many cities with the greatest values are cores, for the rules of `rules`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub core_rank: Option<usize>,
    /// Instead of both, these cities are cores, by identifier or name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cores: Vec<String>,
    /// Fields in which the cities of a region are alike, for rules such as `skater`; where absent they are near each
    /// other, by the plane of the study.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// Rules shown beside the list, such as `huff:exponent=2`, `dominant-flow`, `fua`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// A city within this time of a core is a member of its cluster.
    #[serde(default = "an_hour")]
    pub member_min: Minutes,
    /// A city within this time is on its fringe.
    #[serde(default = "two_hours")]
    pub fringe_min: Minutes,
}

/// `[[rings]]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RingsSection {
    /// Identifier of the core, or of several with commas between them: each city then counts to the nearest.
    pub core: String,
    /// In what the rings are measured.
    #[serde(default)]
    pub by: RingsBy,
    /// Upper bounds of rings by time.
    #[serde(default = "half_hours")]
    pub breaks_min: Vec<Minutes>,
    /// Upper bounds of rings by distance.
    #[serde(default = "hundreds")]
    pub breaks_km: Vec<Kilometres>,
    /// Bands made from the data instead, such as `population:5`: equal shares of the `population`, the `area` or the
    /// `cities`, or `natural` breaks of the distances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equal: Option<String>,
    /// Gradients that are fitted: `clark`, `power`, `inverse-s`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fit: Vec<String>,
    /// How many directions of the compass are told apart.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sectors: usize,
    /// Field of which the profile is drawn; the population where absent.
    pub value: Option<String>,
    /// Years between which the change is told, of fields `VALUE_YEAR`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<i32>,
}

/// In what rings are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RingsBy {
    /// Travel time from the core.
    #[default]
    Time,
    /// The shortest way along the network.
    Network,
    /// The straight line.
    Distance,
}

/// `[[disparity]]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisparitySection {
    /// Name of the series in tables.
    pub series: String,
    /// What the report calls the value per head.
    pub title: String,
    /// The same in English.
    #[serde(default)]
    pub title_en: Option<String>,
    /// Unit of the value per head.
    #[serde(default)]
    pub unit: String,
    /// What a reader must know of the data, in the report.
    #[serde(default)]
    pub note: String,
    /// The same in English.
    #[serde(default)]
    pub note_en: String,
    /// Field with the total; with `years`, of `VALUE_YEAR`.
    pub value: String,
    /// Field with the population; with `years`, of `POPULATION_YEAR`. Values are taken as they are where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// Years; one undated series where empty.
    #[serde(default)]
    pub years: Vec<i32>,
    /// Fields by which regions are grouped.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Ratios of groups, such as `south/north` or, leaving units out, `south/north-northeast`.
    #[serde(default)]
    pub ratios: Vec<String>,
    /// Shares of the k greatest.
    #[serde(default)]
    pub top: Vec<usize>,
    /// Band of the economy–population ratio.
    #[serde(default = "band")]
    pub band: [f64; 2],
    /// Which indices, as `jingwei disparity --indices` takes them; those of the tables and maps that a study shows
    /// where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indices: Vec<String>,
    /// Who is whose neighbour, as `--weights` takes it, such as `knn:8`; `queen` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<String>,
    /// Neighbours in time for Moran's I.
    #[serde(default = "four")]
    pub time_neighbours: usize,
    /// Permutations of Moran's I.
    #[serde(default = "permutations")]
    pub permutations: usize,
}

/// `[map]`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MapSection {
    /// West, south, east, north of the main map; everything where absent.
    pub extent: Option<[f64; 4]>,
    /// The same of the inset at the lower right.
    pub inset: Option<[f64; 4]>,
    /// What stands under every map, such as the source of the boundaries and their approval number.
    pub note: Option<String>,
    /// Its English form.
    pub note_en: Option<String>,
}

impl DisparitySection {
    /// The file that the weights are read from, if they are.
    #[must_use]
    pub fn weights_file(&self) -> Option<&str> {
        self.weights.as_deref()?.strip_prefix("file:").filter(|file| !file.is_empty())
    }
}

impl Default for AccessSection {
    /// Hansen's exponent 1 with self-potential, and the field's two hours of daily accessibility.
    fn default() -> Self {
        Self {
            potential_exponent: 1.0,
            self_potential: true,
            self_potential_min: None,
            self_potential_nearest: None,
            self_potential_mean_nearest: None,
            daily_min: two_hours(),
            cumulative: Vec::new(),
            measure: Vec::new(),
        }
    }
}

impl CorridorsSection {
    /// The fields of the layer by which its corridors are read.
    #[must_use]
    pub fn fields(&self) -> CorridorFields {
        let usual = CorridorFields::default();
        CorridorFields {
            id: self.id.clone().or(usual.id),
            line: self.line.clone().or(usual.line),
            mode: self.mode.clone().unwrap_or(usual.mode),
            default_mode: self.default_mode.clone(),
            ..CorridorFields::default()
        }
    }
}

fn albers() -> Crs {
    Crs::AlbersChina
}

fn first() -> u64 {
    1
}

fn out() -> PathBuf {
    PathBuf::from("out")
}

fn open() -> Vec<Status> {
    vec![Status::Open]
}

fn cluster() -> String {
    "cluster".to_owned()
}

fn an_hour() -> Minutes {
    Minutes::new(60.0)
}

fn two_hours() -> Minutes {
    Minutes::new(120.0)
}

fn hundreds() -> Vec<Kilometres> {
    [100.0, 200.0, 300.0, 400.0].map(Kilometres::new).to_vec()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

fn half_hours() -> Vec<Minutes> {
    [30.0, 60.0, 90.0, 120.0].map(Minutes::new).to_vec()
}

fn band() -> [f64; 2] {
    [0.7, 1.3]
}

fn four() -> usize {
    4
}

fn permutations() -> usize {
    999
}
