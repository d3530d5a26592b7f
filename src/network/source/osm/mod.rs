//! Roads of OpenStreetMap extracts.
//!
//! The file is read twice: first its ways, then the places of the nodes that these name. A way is a road or a
//! ferry by the [profile](profile); nodes of the network are the ends of ways and the nodes that are used twice.

mod profile;
mod tags;
#[cfg(test)]
mod tests;

use super::input::{Input, failed};
use super::pieces::{self, PASSED, Runs};
use super::{SourceOptions, connection};
use crate::error::{Code, Error, Finding, Result};
use crate::network::graph::Edge;
use crate::network::ids::{Ids, IdsBuilder};
use crate::network::road_network::RoadNetwork;
use crate::units::{Metres, Minutes};
use geo_types::Coord;
use osmpbf::{BlobDecode, BlobReader, Element, ErrorKind, PrimitiveBlock};
use profile::Profile;
use std::path::Path;
use tags::{Pace, Tags};

/// What a file may ask of its reader: a map of one moment, nodes packed.
const KNOWN: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Reads the roads of `input`.
pub(super) fn read(input: Input, options: &SourceOptions) -> Result<RoadNetwork> {
    let path = input.path().to_owned();
    if !input.can_reopen() {
        let what = "an OpenStreetMap extract is read twice, so it must be a file";
        return Err(Error::usage(Finding::new(Code::BadArgument, what).value(path.display())));
    }
    let profile = Profile::read(options.profile.as_deref())?;
    let again = input.reopen()?;
    let told = input.reopen()?;
    let mut ways = Ways::default();
    let mut full = Ok(());
    blocks(input, &path, &mut |block| {
        if full.is_ok() {
            full = ways.take(block, &profile, &path);
        }
    })?;
    full?;
    let source = told.finish()?;
    if ways.all.is_empty() {
        let what = "no way of the file is a road by the profile";
        return Err(Finding::new(Code::EmptyNetwork, what).file(&path).into());
    }
    let mut places = Places::of(&ways.refs);
    blocks(again, &path, &mut |block| places.take(block))?;
    if let Some((node, at)) = places.outside {
        let finding = Finding::new(Code::NotDegrees, "the place of a node is not in degrees").file(&path);
        return Err(finding.id(node.to_string()).value(format_args!("{}, {}", at.x, at.y)).into());
    }
    let mut findings = ways.odd(&path);
    findings.extend(places.missing(&path));
    let (ids, at, edges) = join(ways, places, &path)?;
    let network = RoadNetwork::of_edges((ids, at), edges, vec![source])?;
    findings.extend(connection(&network).map(|finding| finding.file(&path)));
    Ok(RoadNetwork { findings, ..network })
}

/// Gives every block of data to `take`.
fn blocks(input: Input, path: &Path, take: &mut dyn FnMut(&PrimitiveBlock)) -> Result<()> {
    let bad = |what: String| Error::from(Finding::new(Code::BadPbf, what).file(path));
    let broken = |error: osmpbf::Error| match error.into_kind() {
        ErrorKind::Io(source) => failed(path, source),
        other => bad(format!("the file is truncated or damaged, {}", said(&other))),
    };
    let mut headers = 0;
    for blob in BlobReader::new(input) {
        match blob.map_err(broken)?.decode().map_err(broken)? {
            BlobDecode::OsmHeader(header) => {
                headers += 1;
                let strange =
                    header.required_features().iter().find(|known| !KNOWN.contains(&known.as_str()));
                if let Some(feature) = strange {
                    return Err(bad(format!("the file asks for `{feature}`, which jingwei does not know")));
                }
            }
            BlobDecode::OsmData(_) if headers == 0 => {
                return Err(bad("the file does not begin as an OpenStreetMap extract".to_owned()));
            }
            BlobDecode::OsmData(block) => take(&block),
            BlobDecode::Unknown(_) => {}
        }
    }
    if headers == 0 {
        return Err(bad("the file holds no OpenStreetMap extract".to_owned()));
    }
    Ok(())
}

fn said(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::Protobuf { err, location } => format!("{location}: {err}"),
        ErrorKind::Blob(_) => "a block is empty, too large, or packed in a way that is not read".to_owned(),
        _ => "a block cannot be read".to_owned(),
    }
}

/// The ways that a car uses.
#[derive(Default)]
struct Ways {
    all: Vec<Used>,
    /// The nodes of all ways, one after another.
    refs: Vec<i64>,
    /// How many have a `maxspeed` or `duration` that cannot be read, and the first of them.
    unreadable: Option<(i64, usize)>,
}

struct Used {
    id: i64,
    /// Where its nodes end; they begin where those of the way before end.
    end: usize,
    pace: Pace,
    runs: Runs,
}

impl Ways {
    fn take(&mut self, block: &PrimitiveBlock, profile: &Profile, path: &Path) -> Result<()> {
        let mut tags: Vec<(&[u8], &[u8])> = Vec::new();
        let texts = block.raw_stringtable();
        for way in block.groups().flat_map(|group| group.ways()) {
            tags.clear();
            for (key, value) in way.raw_tags() {
                let text = |index: u32| texts.get(index as usize).map(Vec::as_slice);
                let (Some(key), Some(value)) = (text(key), text(value)) else {
                    let finding = Finding::new(Code::BadPbf, "a tag of the way lies outside its block");
                    return Err(finding.file(path).id(way.id().to_string()).into());
                };
                tags.push((key, value));
            }
            let Some(used) = Tags(&tags).way(profile) else { continue };
            if way.raw_refs().len() < 2 {
                continue;
            }
            if used.unreadable {
                self.unreadable.get_or_insert((way.id(), 0)).1 += 1;
            }
            self.refs.extend(way.refs());
            self.all.push(Used { id: way.id(), end: self.refs.len(), pace: used.pace, runs: used.runs });
        }
        Ok(())
    }

    fn odd(&self, path: &Path) -> Vec<Finding> {
        let said = self.unreadable.map(|(first, count)| {
            let what = format!("{count} ways have a `maxspeed` or `duration` that cannot be read");
            Finding::new(Code::OddTag, what).file(path).id(first.to_string())
        });
        said.into_iter().collect()
    }
}

/// The nodes that ways name, and where they are.
struct Places {
    /// Sorted, each once.
    ids: Vec<i64>,
    /// Not a number until the node has been met.
    at: Vec<Coord<f64>>,
    /// Where the next node is expected: extracts hold their nodes by number.
    next: usize,
    outside: Option<(i64, Coord<f64>)>,
}

impl Places {
    fn of(refs: &[i64]) -> Self {
        let mut ids = refs.to_vec();
        ids.sort_unstable();
        ids.dedup();
        ids.shrink_to_fit();
        let at = vec![Coord { x: f64::NAN, y: f64::NAN }; ids.len()];
        Self { ids, at, next: 0, outside: None }
    }

    fn take(&mut self, block: &PrimitiveBlock) {
        block.for_each_element(|element| match element {
            Element::DenseNode(node) => self.put(node.id(), node.lon(), node.lat()),
            Element::Node(node) => self.put(node.id(), node.lon(), node.lat()),
            Element::Way(_) | Element::Relation(_) => {}
        });
    }

    fn put(&mut self, id: i64, x: f64, y: f64) {
        let ids = &self.ids;
        let before = self.next.checked_sub(1).is_none_or(|last| ids[last] < id);
        if !before || ids.get(self.next).is_some_and(|&next| next <= id) {
            self.next = ids.partition_point(|&known| known < id);
        }
        if ids.get(self.next) != Some(&id) {
            return;
        }
        if x.abs() > 180.0 || y.abs() > 90.0 {
            self.outside.get_or_insert((id, Coord { x, y }));
        }
        self.at[self.next] = Coord { x, y };
        self.next += 1;
    }

    fn missing(&self, path: &Path) -> Vec<Finding> {
        let missing = || self.ids.iter().zip(&self.at).filter(|(_, at)| at.x.is_nan());
        let said = missing().next().map(|(first, _)| {
            let what =
                format!("{} of {} nodes of roads are not in the file", missing().count(), self.ids.len());
            Finding::new(Code::MissingNodes, what).file(path).id(first.to_string())
        });
        said.into_iter().collect()
    }
}

/// Cuts the ways where they meet.
fn join(ways: Ways, places: Places, path: &Path) -> Result<(Ids, Vec<Coord<f64>>, Vec<Edge>)> {
    let Ways { all, refs, .. } = ways;
    let Places { ids, at, .. } = places;
    if u32::try_from(ids.len()).is_ok_and(|count| count == u32::MAX) || u32::try_from(ids.len()).is_err() {
        return Err(super::drawn::too_many());
    }
    let number = |id: &i64| ids.binary_search(id).expect("every node of a way was listed");
    #[expect(clippy::cast_possible_truncation, reason = "fewer than 2^32 nodes")]
    let places: Vec<u32> = refs.iter().map(|id| number(id) as u32).collect();
    drop(refs);
    let is_there = |place: u32| !at[place as usize].x.is_nan();
    let runs = |way: usize| {
        let start = if way == 0 { 0 } else { all[way - 1].end };
        places[start..all[way].end].chunk_by(move |&a, &b| is_there(a) == is_there(b))
    };
    let present = |run: &&[u32]| run.len() > 1 && is_there(run[0]);
    // How often each node is met, an end counting as often as it takes to be a node.
    let mut met = vec![0_u8; ids.len()];
    for run in (0..all.len()).flat_map(runs).filter(present) {
        for pair in run.windows(2).filter(|pair| pair[0] != pair[1]) {
            met[pair[1] as usize] = met[pair[1] as usize].saturating_add(1);
        }
        for end in [run[0], run[run.len() - 1]] {
            met[end as usize] = 2;
        }
    }
    let mut names = IdsBuilder::default();
    let mut nodes = Vec::new();
    let mut node_of = vec![PASSED; ids.len()];
    for place in (0..ids.len()).filter(|&place| met[place] > 1) {
        let node = names.push(&ids[place].to_string()).ok_or_else(super::drawn::too_many)?;
        node_of[place] = node;
        nodes.push(at[place]);
    }
    drop((met, ids));
    let (mut edges, mut cuts, mut too_long) = (Vec::new(), Vec::new(), None);
    for (way, used) in all.iter().enumerate() {
        // What a clipped ferry takes from shore to shore is not known.
        let clipped = runs(way).count() > 1;
        for run in runs(way).filter(present) {
            let time = |metres: f64| {
                let minutes = match used.pace {
                    Pace::Lasts(time) => Some(time),
                    Pace::Speed(speed) => Minutes::checked(metres / 1000.0 / speed.get() * 60.0),
                };
                minutes.and_then(Minutes::to_milliseconds).unwrap_or_else(|| {
                    too_long.get_or_insert((used.id, Metres::new(metres)));
                    0
                })
            };
            let vertices = run.iter().map(|&place| (at[place as usize], node_of[place as usize]));
            if !(clipped && matches!(used.pace, Pace::Lasts(_))) {
                pieces::add(&mut edges, vertices, (time, 0), used.runs, &mut cuts);
            }
        }
    }
    if let Some((way, length)) = too_long {
        let finding = Finding::new(Code::TooLong, "the way takes 49 days or longer").file(path);
        return Err(finding.id(way.to_string()).value(length).into());
    }
    Ok((names.finish(), nodes, edges))
}
