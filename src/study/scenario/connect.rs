//! Whether added lines meet what is there.

use super::draft::Drawn;
use crate::error::{Code, Error, Finding, Result};
use crate::index::{LineIndex, SpatialIndex};
use crate::layer::crs::shifted;
use crate::network::{Join, ModeKind};
use crate::study::assemble::Study;
use crate::units::Metres;
use geo_types::{Coord, LineString};
use std::collections::BTreeSet;
use std::path::Path;

/// A place farther from where the shift of a web map would put it than this share of the miss explains nothing.
const EXPLAINED: f64 = 0.25;

/// What is worth a word about the `drawn` lines of `study`, whose network holds them.
///
/// # Errors
/// Lines, or lines that meet each other, none of which meets the network or a seat, unless they may stand apart.
pub(super) fn check(study: &Study, drawn: &[Drawn]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    if drawn.is_empty() {
        return Ok(findings);
    }
    for rail in [true, false] {
        let family = Family::new(study, drawn, rail);
        for group in family.groups() {
            if family.meets(&group) {
                findings.extend(family.loose_ends(drawn, &group));
                continue;
            }
            let finding = family.unconnected(&group);
            let (first, of) = (group[0], |drawn: &&Drawn| drawn.corridors.contains(&group[0]));
            let file: &Path = drawn.iter().find(of).map_or(Path::new(""), |drawn| &drawn.file);
            let apart = drawn.iter().find(of).is_some_and(|drawn| drawn.apart);
            let named = |finding: Finding| {
                let finding = finding.file(file).id(&study.corridors.ids[first]);
                match &study.corridors.lines[first] {
                    Some(line) => finding.name(line),
                    None => finding,
                }
            };
            findings.push(named(if apart {
                Finding { code: Code::HalfConnected, hint: String::new(), ..finding }
            } else {
                finding
            }));
        }
    }
    Error::if_any(&findings)?;
    Ok(findings)
}

/// A web map, and where it puts a place.
type WebMap = (&'static str, fn(Coord<f64>) -> Coord<f64>);

const WEB_MAPS: [WebMap; 2] = [("GCJ-02", shifted::gcj02), ("BD-09", shifted::bd09)];

/// A place that is there without the added lines.
struct Standing {
    at: Coord<f64>,
    name: String,
}

/// The railways, or everything else: lines of different families do not join.
struct Family<'a> {
    study: &'a Study,
    added: Vec<usize>,
    standing: Vec<usize>,
    /// Seats, then the ends of the standing lines.
    places: Vec<Standing>,
    index: SpatialIndex,
    /// Ends that meet nothing, as the network sees it.
    dead: Vec<(usize, Coord<f64>)>,
}

impl<'a> Family<'a> {
    fn new(study: &'a Study, drawn: &[Drawn], rail: bool) -> Self {
        let of_family = |&i: &usize| {
            let mode = study.config.network.mode.get(&study.corridors.modes[i]);
            study.in_service[i] && mode.is_some_and(|mode| (mode.kind == ModeKind::Rail) == rail)
        };
        let is_drawn = |i: usize| drawn.iter().any(|drawn| drawn.corridors.contains(&i));
        let (added, standing): (Vec<usize>, Vec<usize>) =
            (0..study.corridors.len()).filter(of_family).partition(|&i| is_drawn(i));
        let mut places: Vec<Standing> = Vec::new();
        if !added.is_empty() {
            let seat = |(seat, name): (&Coord<f64>, &String)| Standing {
                at: *seat,
                name: format!("the seat of {name}"),
            };
            places.extend(study.cities.seats.iter().zip(&study.cities.names).map(seat));
            for &i in &standing {
                let name = study.corridors.lines[i].as_ref().unwrap_or(&study.corridors.ids[i]);
                let end = |at: Coord<f64>| Standing { at, name: format!("an end of `{name}`") };
                places.extend(ends(study, i).map(end));
            }
        }
        let planes: Vec<Coord<f64>> = places.iter().map(|place| plane(study, place.at)).collect();
        let dead = study.network.topology().dead_ends.iter().map(|end| (end.corridor, end.at)).collect();
        Self { study, added, standing, places, index: SpatialIndex::of_points(&planes), dead }
    }

    fn snap(&self) -> Metres {
        self.study.config.network.snap_m
    }

    /// The added lines, those that meet each other together.
    fn groups(&self) -> Vec<Vec<usize>> {
        let ends: Vec<(usize, Coord<f64>)> = (0..self.added.len())
            .flat_map(|line| ends(self.study, self.added[line]).map(move |at| (line, at)))
            .collect();
        let planes: Vec<Coord<f64>> = ends.iter().map(|&(_, at)| plane(self.study, at)).collect();
        let index = SpatialIndex::of_points(&planes);
        let mut group: Vec<usize> = (0..self.added.len()).collect();
        for (end, &at) in planes.iter().enumerate() {
            for (other, _) in index.within(at, self.snap()) {
                let (a, b) = (root(&group, ends[end].0), root(&group, ends[other].0));
                group[a.max(b)] = a.min(b);
            }
        }
        let roots: Vec<usize> = (0..group.len()).map(|line| root(&group, line)).collect();
        let of = |first: usize| {
            roots.iter().zip(&self.added).filter(move |(root, _)| **root == first).map(|(_, &i)| i)
        };
        roots.iter().copied().collect::<BTreeSet<_>>().into_iter().map(|first| of(first).collect()).collect()
    }

    fn is_dead(&self, corridor: usize, at: Coord<f64>) -> bool {
        self.dead.contains(&(corridor, at))
    }

    /// Whether lines that meet each other meet anything else.
    fn meets(&self, group: &[usize]) -> bool {
        // Alone, a line meets what the network says it meets; of several, only others count.
        if let [alone] = *group
            && ends(self.study, alone).any(|at| !self.is_dead(alone, at))
        {
            return true;
        }
        let near = |at: Coord<f64>| !self.index.within(plane(self.study, at), self.snap()).is_empty();
        group.iter().any(|&i| ends(self.study, i).any(near))
            || self.shares_a_vertex(group)
            || self.crosses(group)
    }

    fn shares_a_vertex(&self, group: &[usize]) -> bool {
        let key = |c: &Coord<f64>| [c.x, c.y].map(|v| (v + 0.0).to_bits());
        let vertices = |lines: &[usize]| -> BTreeSet<[u64; 2]> {
            lines.iter().flat_map(|&i| self.study.corridors.paths[i].0.iter().map(key)).collect()
        };
        !vertices(group).is_disjoint(&vertices(&self.standing))
    }

    fn crosses(&self, group: &[usize]) -> bool {
        let is_road = |&&i: &&usize| {
            let mode = &self.study.config.network.mode[&self.study.corridors.modes[i]];
            mode.kind == ModeKind::Road
        };
        if self.study.config.network.join != Join::Crossings {
            return false;
        }
        let roads: Vec<usize> = group.iter().filter(is_road).copied().collect();
        let lines: Vec<LineString<f64>> = roads
            .iter()
            .chain(self.standing.iter().filter(is_road))
            .filter_map(|&i| self.study.projector.line_to_plane(&self.study.corridors.paths[i]))
            .collect();
        let of_group = |line: usize| line < roads.len();
        LineIndex::new(&lines).crossings().iter().any(|crossing| {
            let [a, b] = crossing.positions.map(|position| of_group(position.line));
            a != b
        })
    }

    /// Ends of lines that meet something elsewhere.
    fn loose_ends(&self, drawn: &[Drawn], group: &[usize]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for &i in group {
            for at in ends(self.study, i).filter(|&at| self.is_dead(i, at)) {
                let what = format!(
                    "one end of an added line meets nothing{}",
                    self.nearest(at).map_or_else(String::new, |(words, _)| words)
                );
                let finding = Finding::new(Code::HalfConnected, what).id(&self.study.corridors.ids[i]);
                let finding = match drawn.iter().find(|drawn| drawn.corridors.contains(&i)) {
                    Some(drawn) => finding.file(&drawn.file),
                    None => finding,
                };
                findings.push(finding.value(format_args!("{}, {}", at.x, at.y)));
            }
        }
        findings
    }

    /// The nearest place to `at`, in words, and how far it is.
    fn nearest(&self, at: Coord<f64>) -> Option<(String, Metres)> {
        let (place, distance) = self.index.nearest(plane(self.study, at), 1).first().copied()?;
        Some((format!(", the nearest is {}, {} away", self.places[place].name, shown(distance)), distance))
    }

    /// The refusal of lines none of which meets anything.
    fn unconnected(&self, group: &[usize]) -> Finding {
        let all: Vec<Coord<f64>> = group.iter().flat_map(|&i| ends(self.study, i)).collect();
        let nearest = |&at: &Coord<f64>| self.nearest(at).map(|(words, distance)| (at, words, distance));
        let best = all.iter().filter_map(nearest).min_by(|a, b| a.2.get().total_cmp(&b.2.get()));
        let so = match group.len() {
            1 => "no end of the added line meets the network or a seat".to_owned(),
            lines => format!("{lines} added lines meet each other and neither the network nor a seat"),
        };
        let Some((at, words, _)) = best else { return Finding::new(Code::Unconnected, so) };
        let what = format!("{so} within {}{words}", self.snap());
        let finding = Finding::new(Code::Unconnected, what).value(format_args!("{}, {}", at.x, at.y));
        match all.iter().find_map(|&at| self.shift(at)) {
            Some(datum) => finding.hint(format!(
                "the end lies where {datum} puts that place: the file holds the shifted coordinates of a web map; convert it to WGS 84"
            )),
            None => finding.hint(
                "draw an end to a seat or a station of its kind, raise `snap_m` under [network], or say `apart = true` \
                 where the line is meant to be reached from the seats alone",
            ),
        }
    }

    /// The web map whose shift explains why an end misses a place near by.
    fn shift(&self, at: Coord<f64>) -> Option<&'static str> {
        const FEW: usize = 3;
        let end = plane(self.study, at);
        self.index.nearest(end, FEW).into_iter().find_map(|(place, miss)| {
            let explains = |(_, shift): &WebMap| {
                let there = plane(self.study, shift(self.places[place].at));
                let left = (there.x - end.x).hypot(there.y - end.y);
                left <= self.snap().get() && left <= miss.get() * EXPLAINED
            };
            WEB_MAPS.iter().find(|map| explains(map)).map(|(name, _)| *name)
        })
    }
}

/// The first of those that hang together with `line`.
fn root(group: &[usize], mut line: usize) -> usize {
    while group[line] != line {
        line = group[line];
    }
    line
}

fn ends(study: &Study, corridor: usize) -> impl Iterator<Item = Coord<f64>> + '_ {
    let path = &study.corridors.paths[corridor].0;
    [0, path.len() - 1].into_iter().map(|vertex| path[vertex])
}

/// The place in metres; the network was built on it, so that it lies inside the projection.
fn plane(study: &Study, at: Coord<f64>) -> Coord<f64> {
    study.projector.to_plane(at).expect("the network was built on this place")
}

fn shown(distance: Metres) -> String {
    if distance.get() < 10_000.0 {
        format!("{:.0} m", distance.get())
    } else {
        format!("{:.0} km", distance.get() / 1000.0)
    }
}
