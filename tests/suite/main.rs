//! The integration tests, one binary.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod before_after;
mod blocs;
mod build_tools;
mod china;
mod classify;
mod cluster_rules;
mod corridor_study;
mod coverage;
mod disparity_command;
mod end_to_end;
mod geodata;
mod golden;
mod golden_access;
mod golden_clusters;
mod golden_network;
mod gravity_sums;
mod help;
mod house;
mod loads;
mod modal;
mod on_roads;
mod prepared;
mod published;
mod rings;
mod rules_beside;
mod scenarios;
mod study_copy;
mod timetable;
mod toy;
mod trace;
mod workflow;
