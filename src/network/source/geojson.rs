//! Lines of a GeoJSON file as a road network of their own.

use super::drawn::{Drawn, Snapping, Time, too_many};
use super::input::{Input, failed};
use super::pieces::Runs;
use super::{SourceOptions, connection};
use crate::error::{Code, Error, Finding, Result};
use crate::layer::read::{Part, read_parts};
use crate::layer::{CorridorFields, Corridors, Status};
use crate::network::assembly::milliseconds;
use crate::network::build::{corridors_in_service, times};
use crate::network::ids::IdsBuilder;
use crate::network::road_network::RoadNetwork;
use crate::network::rules::{Join, ModeKind, ModeRules, NetworkRules};
use crate::reproject::Projector;
use crate::units::{Kilometres, Metres, Minutes};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

#[cfg(test)]
mod tests;

/// The fields that say how long a line takes and whether it runs; others are not kept.
const FIELDS: &[&str] = &[
    "id",
    "mode",
    "minutes",
    "speed_kmh",
    "design_kmh",
    "length_km",
    "status",
    "opened",
    "oneway",
    "routed",
];

/// The mode of every line where no rules tell modes apart.
const ANY: &str = "road";

/// Reads the lines of `input`.
pub(super) fn read(mut input: Input, options: &SourceOptions) -> Result<RoadNetwork> {
    let path = input.path().to_owned();
    let mut lines = Lines::new(options.rules.as_ref())?;
    let source = if input.can_reopen() {
        let read = read_parts(&path, &|| input.reopen(), FIELDS, &mut |part| lines.take(part, &path));
        read.map_err(unpacking)?;
        input.finish()?
    } else {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(|error| failed(&path, error))?;
        read_parts(&path, &|| Ok(&bytes[..]), FIELDS, &mut |part| lines.take(part, &path))?;
        input.finish()?
    };
    Error::if_any(&lines.findings)?;
    if lines.drawn.is_empty() {
        return Err(Finding::new(Code::EmptyNetwork, "no line of the file runs on roads").file(&path).into());
    }
    lines.say_left_out(&path);
    let Lines { rules, drawn, mut findings, .. } = lines;
    let at_file = |error| match error {
        Error::Input(findings) => {
            Error::Input(findings.into_iter().map(|f: Finding| f.file(&path)).collect())
        }
        other => other,
    };
    let joined = match options.rules {
        Some(_) => {
            let projector = Projector::new(&options.crs)?;
            let crossings = rules.join == Join::Crossings;
            drawn.join(Some(Snapping { within: rules.snap_m, crossings, projector: &projector }))
        }
        None => drawn.join(None),
    };
    let (at, edges) = joined.map_err(at_file)?;
    let mut ids = IdsBuilder::default();
    for number in 1..=at.len() {
        ids.push(&number.to_string()).ok_or_else(too_many).map_err(at_file)?;
    }
    let network = RoadNetwork::of_edges((ids.finish(), at), edges, vec![source])?;
    findings.extend(connection(&network).map(|finding| finding.file(&path)));
    Ok(RoadNetwork { findings, ..network })
}

fn unpacking(error: Error) -> Error {
    match error {
        Error::Read { path, source } => failed(&path, source),
        other => other,
    }
}

/// What has been read so far.
struct Lines {
    rules: NetworkRules,
    fields: CorridorFields,
    bare: bool,
    drawn: Drawn,
    findings: Vec<Finding>,
    /// Rail lines, and lines that do not run.
    left_out: [usize; 2],
}

impl Lines {
    fn new(rules: Option<&NetworkRules>) -> Result<Self> {
        let fields = CorridorFields { line: None, ..CorridorFields::default() };
        let bare = CorridorFields { default_mode: Some(ANY.to_owned()), design_kmh: None, ..fields.clone() };
        if let Some(rules) = rules {
            Error::if_any(&rules.check())?;
        }
        Ok(Self {
            rules: rules.cloned().unwrap_or_else(no_rules),
            fields: if rules.is_some() { fields } else { bare },
            bare: rules.is_none(),
            drawn: Drawn::default(),
            findings: Vec::new(),
            left_out: [0, 0],
        })
    }

    /// Takes up the next features.
    fn take(&mut self, part: Part, path: &Path) {
        let Part::Features { before, layer } = part else {
            (self.drawn, self.findings, self.left_out) = (Drawn::default(), Vec::new(), [0, 0]);
            return;
        };
        // Nothing is left for the last part where the one before it was full.
        if layer.is_empty() {
            return self.find(before, layer.findings);
        }
        let mut found = Vec::new();
        match Corridors::from_layer(layer, &self.fields) {
            Ok(mut corridors) => {
                found.append(&mut corridors.findings);
                self.add(&corridors, path, &mut found);
            }
            Err(Error::Input(findings)) => found = findings,
            Err(other) => found.extend(other.into_findings().unwrap_or_default()),
        }
        self.find(before, found);
    }

    fn add(&mut self, corridors: &Corridors, path: &Path, found: &mut Vec<Finding>) {
        let mut included = corridors_in_service(corridors, None, &[Status::Open]);
        self.left_out[1] += included.iter().filter(|runs| !**runs).count();
        for (runs, mode) in included.iter_mut().zip(&corridors.modes) {
            let rail = self.rules.mode.get(mode).is_some_and(|rules| rules.kind == ModeKind::Rail);
            self.left_out[0] += usize::from(*runs && rail);
            *runs &= !rail;
        }
        let times = times(corridors, &included, &self.rules, found);
        for (line, milliseconds_of_line) in times.into_iter().enumerate() {
            let Some(whole) = milliseconds_of_line else { continue };
            let mode = &self.rules.mode[&corridors.modes[line]];
            let ferry = mode.kind == ModeKind::Ferry;
            let wait = if ferry { milliseconds(mode.wait_min) } else { 0 };
            let runs = if corridors.oneway[line] { Runs::Forward } else { Runs::Both };
            let time = Time { milliseconds: whole, wait };
            if self.drawn.push(&corridors.paths[line].0, time, runs, !ferry).is_none() {
                let what = "the vertices are too many to number";
                return found.push(Finding::new(Code::TooMany, what).file(path));
            }
        }
    }

    /// Takes up `findings`, numbered from the feature `before`.
    fn find(&mut self, before: usize, findings: Vec<Finding>) {
        for mut finding in findings {
            finding.place.feature = finding.place.feature.map(|number| before + number);
            let said = |known: &Finding| known.code == finding.code && known.value == finding.value;
            match finding.code {
                // Said once, not once a part.
                Code::DroppedZ | Code::NoMode if self.findings.iter().any(said) => continue,
                Code::DroppedZ => {
                    "positions carry heights, which were left out".clone_into(&mut finding.what);
                }
                Code::NoTime if self.bare => {
                    let hint = "give every line `minutes` or `speed_kmh`, or add `--rules STUDY` for speeds by \
                                `mode` or `design_kmh`";
                    hint.clone_into(&mut finding.hint);
                }
                _ => {}
            }
            self.findings.push(finding);
        }
    }

    fn say_left_out(&mut self, path: &Path) {
        let why = ["railways, which are boarded at stations only", "not in service"];
        for (count, why) in self.left_out.into_iter().zip(why).filter(|(count, _)| *count > 0) {
            let what = format!("{count} lines were left out: {why}");
            self.findings.push(Finding::new(Code::LeftOut, what).file(path));
        }
    }
}

/// Every line is a road with a time or a speed of its own.
fn no_rules() -> NetworkRules {
    let road = ModeRules {
        kind: ModeKind::Road,
        operating_share: 1.0,
        speed_class: Vec::new(),
        default_kmh: None,
        detour: 1.0,
        stop_min: Minutes::ZERO,
        wait_min: Minutes::ZERO,
        wait_of_line_min: BTreeMap::new(),
        station_access_km: Kilometres::ZERO,
    };
    NetworkRules {
        snap_m: Metres::ZERO,
        mode: BTreeMap::from([(ANY.to_owned(), road)]),
        ..NetworkRules::default()
    }
}
