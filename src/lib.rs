//! Accessibility, city clusters, core–periphery rings and regional disparity, from boundaries and transport
//! corridors to layers that open styled in QGIS.
//!
//! jingwei answers the questions of regional coordination in China: how far apart cities are by the trains and
//! roads of a year, who belongs to whose cluster, what lies in which ring around a core, how unequal provinces
//! are and whether that lies between or inside the four blocs. The program `jingwei` runs a whole study from one
//! `study.toml`; this library is what it calls, and every measure can be had alone.
//!
//! # The way of the data
//! ```text
//! load ─▶ check ─▶ reproject ─▶ index ─▶ network ─▶ access / cluster / rings / disparity ─▶ classify ─▶ export / report
//! ```
//! One straight line: a room imports only rooms to its left, and the four analyses do not import each other.
//!
//! | room | takes | gives |
//! |---|---|---|
//! | [`error`], [`units`] | | findings with their place and the next step; minutes, metres, km/h as types |
//! | [`inference`] | | tail probabilities and least squares, for whoever says how sure a number is |
//! | [`layer`] | GeoJSON and CSV files | regions, cities and corridors: identifiers as text, geometry as written, typed fields |
//! | [`reproject`] | longitude and latitude, a [`Crs`](reproject::Crs) | planar metres |
//! | [`mod@index`] | geometry on a plane | the region at a point, the nearest, those within a distance, neighbours |
//! | [`network`] | corridors, cities, rules of travel | a [`Network`](network::Network), its [`TravelTimes`](network::TravelTimes) and the paths behind them |
//! | [`study`] | a `study.toml` | a [`Study`](study::Study): everything it names, read, checked, joined |
//! | [`weights`] | regions, points, tables or travel times | [`Weights`](weights::Weights): who is whose neighbour |
//! | [`access`], [`cluster`], [`rings`], [`disparity`] | travel times, values, weights | measures, one a function |
//! | [`classify`] | values | classes, colours |
//! | [`export`] | geometry and columns | GeoJSON with a QGIS style, CSV, provenance |
//! | [`report`] | what was found | one HTML page that needs no network |
//! | [`run`], [`cli`] | a study, a command line | all of it, whole or not at all |
//!
//! Vectors are in study order, the order of the identifiers; times are exact to the millisecond; the same input
//! gives the same bytes for any number of threads. What is absent is `None`, never 0 and never `NaN`.
//!
//! # Measures
//! **How far is it?**
//! [`Network::travel_times`](network::Network::travel_times) between all cities,
//! [`Network::path`](network::Network::path) behind one number,
//! [`Network::rail_times`](network::Network::rail_times) to set beside a timetable.
//!
//! **Who reaches what?**
//! [`weighted_mean_travel_time`](access::weighted_mean_travel_time()) to everyone,
//! [`potential`](access::potential()) and [`potential_index`](access::potential_index()),
//! [`daily`](access::daily()) accessibility, [`cumulative`](access::cumulative()) opportunities.
//!
//! **Who belongs together?**
//! Clusters [`by_list`](cluster::by_list) and [`by_time`](cluster::by_time), and their
//! [`agreement`](cluster::agreement()).
//!
//! **What lies around a core?**
//! Rings by [`bands`](rings::bands()), their [`profile`](rings::profile()), and the
//! [`cumulative_profile`](rings::cumulative_profile()).
//!
//! **How unequal are the regions?**
//! [`max_min_ratio`](disparity::max_min_ratio), [`absolute_gap`](disparity::absolute_gap),
//! [`coefficient_of_variation`](disparity::coefficient_of_variation()), [`williamson`](disparity::williamson()),
//! [`gini`](disparity::gini()), [`theil_t`](disparity::theil_t), [`top_share`](disparity::top_share()).
//!
//! **Between the groups or inside them?**
//! [`theil_decomposition_weighted`](disparity::theil_decomposition_weighted), [`shares`](disparity::shares),
//! [`per_capita`](disparity::per_capita), [`ratio_per_capita`](disparity::ratio_per_capita),
//! [`economy_population_ratios`](disparity::economy_population_ratios).
//!
//! **Are neighbours alike?**
//! [`moran`](disparity::moran()) with its [`moran_permutation`](disparity::moran_permutation()) and
//! [`local_moran`](disparity::local_moran()), over [`contiguity`](weights::contiguity()) or
//! [travel-time](weights::travel_time) weights.
//!
//! **In which class is it drawn?**
//! [`classify`](classify::classify()), [`classify_pooled`](classify::classify_pooled) for maps that are compared,
//! [`diverging`](classify::diverging()) for changes.
//!
//! # Example
//! The toy study, whose every answer `geodata/toy/README.md` works by hand:
//!
//! ```
//! use jingwei::access::weighted_mean_travel_time;
//! use jingwei::study::{Study, Watch, read::read_config};
//! use jingwei::units::Minutes;
//! use std::path::Path;
//!
//! let config = read_config(Path::new("geodata/toy/study.toml"), &[])?;
//! let study = Study::assemble(config, Path::new("geodata/toy"), Watch::none())?;
//!
//! let mean = weighted_mean_travel_time(&study.times, &study.mass)?;
//! assert_eq!(study.cities.names[0], "甲市");
//! assert_eq!(mean.minutes[0], Some(Minutes::new(120.0)));
//! // 丙市 has no line to anywhere.
//! assert_eq!((mean.minutes[1], mean.unreachable[0]), (None, 1));
//! # Ok::<(), jingwei::error::Error>(())
//! ```
//!
//! `examples/` holds a program for each question an analyst asks.

pub mod access;
pub mod classify;
pub mod cli;
pub mod cluster;
pub mod disparity;
pub mod error;
pub mod export;
pub mod index;
pub mod inference;
pub mod layer;
pub mod network;
pub mod report;
pub mod reproject;
pub mod rings;
pub mod run;
pub mod study;
pub mod units;
pub mod weights;
