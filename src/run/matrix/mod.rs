//! Travel times of a road network, from every origin to every destination, written as they are found.
//!
//! [`write()`] holds one block of origins at a time, whatever the size of the answer; [`estimate`] says beforehand
//! what it will take; [`merge()`] puts shards together.

pub mod estimate;
mod merge;

pub use merge::merge;

use super::sites::Sites;
use crate::error::{Code, Error, Finding, Result};
use crate::export::WholeFile;
use crate::export::matrix::shard::{Identity, Shard};
use crate::export::matrix::{Encoded, Format, MatrixWriter};
use crate::network::{Destinations, RoadNetwork, Within, milliseconds_within};
use crate::study::Watch;
use crate::units::Minutes;
use estimate::Estimate;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::Mutex;

/// What is written, and where.
#[derive(Debug, Clone)]
pub struct MatrixOptions {
    /// The file; standard output where absent.
    pub output: Option<PathBuf>,
    /// Whether to replace a file that exists.
    pub overwrite: bool,
    /// How the rows are written.
    pub format: Format,
    /// Only pairs within this time, that time included; all pairs, also those without a path, where absent.
    pub within: Option<Minutes>,
    /// Only this part of the origins.
    pub shard: Option<Shard>,
}

impl MatrixOptions {
    /// The origins of the shard, or all.
    fn range(&self, origins: &Sites) -> std::ops::Range<usize> {
        self.shard.map_or(0..origins.len(), |shard| shard.range(origins.len()))
    }

    /// How many origins are held at a time.
    fn block(&self, origins: &Sites, destinations: &Sites) -> usize {
        estimate::block(destinations.len()).min(self.range(origins).len().max(1))
    }

    /// Refuses a question whose answer this machine cannot hold as much of as it must; [`write()`] does so too.
    ///
    /// # Errors
    /// `E-OUT-002`.
    pub fn refuse_if_too_large(
        &self,
        network: &RoadNetwork,
        origins: &Sites,
        destinations: &Sites,
    ) -> Result<()> {
        // Within a cut-off only what is reached is held; the destinations themselves are there all the same.
        let rows = if self.within.is_some() { 0 } else { self.block(origins, destinations) };
        estimate::refuse_if_too_large(network, destinations.len(), rows)
    }
}

/// Computes and writes the travel times from `origins` to `destinations`; tells `say` beforehand what it will take.
///
/// # Errors
/// `E-OUT-002`, before anything is begun, if the answer needs more memory than is free or more room than the disk
/// has; a file that cannot be written; interrupted. Nothing is left behind then.
pub fn write(
    network: &RoadNetwork,
    origins: &Sites,
    destinations: &Sites,
    options: &MatrixOptions,
    watch: Watch<'_>,
    say: &dyn Fn(&Estimate),
) -> Result<()> {
    let limit = options.within.map(|within| {
        let finding = Finding::new(Code::BadArgument, "a cut-off is zero minutes or more").value(within);
        milliseconds_within(within).ok_or_else(|| Error::usage(finding))
    });
    let limit = limit.transpose()?;
    let (range, rows) = (options.range(origins), options.block(origins, destinations));
    options.refuse_if_too_large(network, origins, destinations)?;
    let identity = match (options.shard, options.format) {
        (None, Format::Csv | Format::Json) => Identity::default(),
        (shard, _) => Identity { question: question(network, origins, destinations, options), shard },
    };
    let out = match &options.output {
        Some(path) => WholeFile::create(path, options.overwrite)?,
        None => WholeFile::standard_output(),
    };
    let ready = Destinations::new(destinations.places.clone());
    let asked = Asked {
        network,
        origins,
        destinations,
        ready: &ready,
        limit,
        format: options.format,
        searches: Mutex::new(Vec::new()),
    };
    watch.step("trying some origins")?;
    let estimate = Estimate::of(&asked, &range, rows, options);
    say(&estimate);
    if let Some(path) = &options.output {
        estimate.refuse_if_no_room(path)?;
    }
    let names = (0..destinations.len()).map(|j| destinations.name(network, j));
    let mut writer = MatrixWriter::begin(out, options.format, identity, names)?;
    let mut said = None;
    for start in range.clone().step_by(rows) {
        let block = start..(start + rows).min(range.end);
        watch.share("computing travel times", start - range.start, range.len(), &mut said)?;
        for encoded in asked.rows(block) {
            writer.put(&encoded)?;
        }
    }
    watch.share("computing travel times", range.len(), range.len(), &mut said)?;
    writer.finish()
}

/// A question in the middle of being answered.
pub(super) struct Asked<'a> {
    network: &'a RoadNetwork,
    origins: &'a Sites,
    destinations: &'a Sites,
    ready: &'a Destinations,
    limit: Option<u32>,
    format: Format,
    /// The memory of searches that are over, for those that begin.
    searches: Mutex<Vec<Within<'a>>>,
}

impl Asked<'_> {
    /// Bytes of a row of text, on average, when there is a path.
    fn row_bytes(&self, range: &std::ops::Range<usize>) -> f64 {
        /// Commas, the end of the line, and minutes such as `83.34333333333333`.
        const REST: f64 = 15.0;
        let mean = |sites: &Sites, range: std::ops::Range<usize>| {
            let count = range.len().max(1);
            range.map(|i| sites.name(self.network, i).len()).sum::<usize>() as f64 / count as f64
        };
        let keys = if self.format == Format::Json { 30.0 } else { 0.0 };
        mean(self.origins, range.clone()) + mean(self.destinations, 0..self.destinations.len()) + REST + keys
    }

    /// The rows of the origins in `block`, in order.
    fn rows(&self, block: std::ops::Range<usize>) -> Vec<Encoded> {
        let first = block.start;
        let places = &self.origins.places[block];
        let from = |i: usize| self.origins.name(self.network, first + i);
        let to = |j: usize| self.destinations.name(self.network, j);
        let minutes = |milliseconds: u64| milliseconds as f64 / 60_000.0;
        if let Some(limit) = self.limit {
            let row = |(i, place): (usize, &Option<_>)| {
                let near = place.as_ref().map_or_else(Vec::new, |place| {
                    let known = self.searches.lock().expect("nobody panics while holding it").pop();
                    let mut search = known.unwrap_or_else(|| Within::new(self.network.router.graph()));
                    let near = self.ready.within(&mut search, place, limit);
                    self.searches.lock().expect("nobody panics while holding it").push(search);
                    near
                });
                self.format.encode(from(i), to, near.into_iter().map(|(j, time)| (j, Some(minutes(time)))))
            };
            return places.par_iter().enumerate().map(row).collect();
        }
        let times = self.ready.times_from(&self.network.router, places);
        let row = |i: usize| {
            let cells = times.row(i).into_iter().map(|time| time.map(minutes)).enumerate();
            self.format.encode(from(i), to, cells)
        };
        (0..places.len()).into_par_iter().map(row).collect()
    }
}

/// The hash of everything that decides the answer: nodes and times of the network, the places, the cut-off.
fn question(network: &RoadNetwork, origins: &Sites, destinations: &Sites, options: &MatrixOptions) -> String {
    let mut hash = Sha256::new();
    let mut number = |number: u64| hash.update(number.to_le_bytes());
    let graph = network.router.graph();
    number(graph.nodes() as u64);
    for node in 0..graph.nodes() {
        number(graph.leaving(node).len() as u64);
        graph.leaving(node).for_each(|(head, time)| number((head as u64) << 32 | u64::from(time)));
    }
    number(options.within.map_or(u64::MAX, |within| within.get().to_bits()));
    for sites in [origins, destinations] {
        hash.update((sites.len() as u64).to_le_bytes());
        for (i, place) in sites.places.iter().enumerate() {
            let name = sites.name(network, i);
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name.as_bytes());
            // A place and everything about it, in the fewest digits that give the numbers back.
            hash.update(format!("{place:?};").as_bytes());
        }
    }
    format!("{:x}", hash.finalize())
}

#[cfg(test)]
mod tests;
